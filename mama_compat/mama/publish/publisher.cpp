#include "publish/publisher.h"

#include <mama/log.h>
#include <mama/queue.h>

#include <memory>
#include <new>
#include <vector>

#include "publish/teardown.h"
#include "runtime/bridge_call.h"
#include "runtime/middleware_bridge.h"
#include "services/statistics.h"
#include "transport/transport.h"

namespace quoll::mama {
namespace {

mamaPublisherCallbacks copy_of(const mamaPublisherCallbacks* callbacks) {
  return callbacks != nullptr ? *callbacks : mamaPublisherCallbacks{};
}

Mutex publishers_mutex;
Publisher* publishers QUOLL_GUARDED_BY(publishers_mutex) = nullptr;

}  // namespace

Publisher::Publisher(Transport& transport, mamaQueue queue, const mamaPublisherCallbacks* callbacks,
                     const Subject& subject, void* closure)
    : callbacks_(::quoll::mama::copy_of(callbacks)),
      closure_(closure),
      queue_(queue),
      bridge_(transport.known_bridge()),
      symbol_(copy_of(subject.symbol)),
      source_(copy_of(subject.source)),
      root_(copy_of(subject.root)),
      transport_(transport),
      throttle_(Ref<Throttle>::share(&transport.throttle(MAMA_THROTTLE_DEFAULT))),
      counters_{nullptr, transport.statistics(), Statistics::instance().global()} {
  transport_.hold();
}

Publisher::~Publisher() { transport_.drop_hold(); }

mamaPublisher Publisher::handle() noexcept { return static_cast<mamaPublisherImpl_*>(this); }

mamaTransport Publisher::transport() const noexcept {
  auto* const handle = static_cast<mamaTransportImpl_*>(&transport_);
  return HandlePool<mamaTransportImpl_>::is_live(handle) ? handle : nullptr;
}

mama_status Publisher::create(mamaPublisher* result, mamaTransport transport, int index,
                              mamaQueue queue, const mamaPublisherCallbacks* callbacks,
                              const Subject& subject, void* closure) {
  auto& pool = pool_of<mamaPublisherImpl_>();
  mamaPublisherImpl_* publisher = pool.create(*transport, queue, callbacks, subject, closure);
  if (publisher == nullptr) return MAMA_STATUS_NOMEM;
  const auto discard = [&] {
    // The bridge may know it all the same: what it reports late finds these closed.
    publisher->sends_.close_and_wait();
    publisher->callbacks_gate_.close_and_wait();
    pool.destroy(publisher);
  };
  const mama_status status = undo_if_thrown([&] { return publisher->open(index); }, discard);
  if (status != MAMA_STATUS_OK) {
    discard();
    return status;
  }
  publisher->hold();  // onCreate may destroy the publisher
  transport->add_publisher(*publisher);
  *result = publisher;
  publisher->deliver_create();
  publisher->drop_hold();
  return MAMA_STATUS_OK;
}

mama_status Publisher::open(int index) {
  enter_state(MAMA_PUBLISHER_CREATING);
  const mamaTransport transport = this->transport();
  const BridgeCall call(bridge_);
  if (!call) return MAMA_STATUS_NO_BRIDGE_IMPL;
  mama_status status =
      call_slot(bridge_.handle()->bridgeMamaPublisherCreateByIndex, &bridge_publisher_, transport,
                index, symbol(), source(), root(), handle());
  if (status != MAMA_STATUS_OK) return status;
  status = set_bridge_callbacks();
  if (status != MAMA_STATUS_OK) {
    abandon_bridge_publisher();
    return status;
  }
  enlist();  // inside the call: a close waits for it, and finds the publisher then
  // A bridge may have reported the destroy unasked by now; that changes nothing yet.
  enter_state(MAMA_PUBLISHER_LIVE);
  return MAMA_STATUS_OK;
}

mama_status Publisher::set_bridge_callbacks() {
  if (bridge_.handle()->bridgeMamaPublisherSetUserCallbacks == nullptr) return MAMA_STATUS_OK;
  // The bridge gets our own functions, never the application's: they drop what comes too late.
  // Those the application did not give stay NULL, so that a bridge can save itself the work.
  mamaPublisherCallbacks guards{};
  guards.onCreate = callbacks_.onCreate != nullptr ? &on_bridge_create : nullptr;
  guards.onError = callbacks_.onError != nullptr ? &on_bridge_error : nullptr;
  guards.onSuccess = callbacks_.onSuccess != nullptr ? &on_bridge_success : nullptr;
  guards.onDestroy = &on_bridge_destroy;
  bridge_reports_destroy_ = true;
  const mama_status status = bridge_.handle()->bridgeMamaPublisherSetUserCallbacks(
      bridge_publisher_, queue_, &guards, closure_);
  if (status == MAMA_STATUS_NOT_IMPLEMENTED) {
    bridge_reports_destroy_ = false;
    return MAMA_STATUS_OK;
  }
  return status;
}

void Publisher::abandon_bridge_publisher() {
  destroy_delivered_.store(true);  // the application never had this publisher
  call_slot(bridge_.handle()->bridgeMamaPublisherDestroy, bridge_publisher_);
  bridge_publisher_ = nullptr;
}

void Publisher::deliver_create() {
  Gate::Frame inside(callbacks_gate_);
  if (!inside || callbacks_.onCreate == nullptr || create_delivered_.exchange(true)) return;
  callbacks_.onCreate(handle(), closure_);
}

mama_status Publisher::destroy(const void* by) {
  if (released_by_application_.exchange(true)) return MAMA_STATUS_OK;
  destroyed_by_.store(by, std::memory_order_relaxed);
  const mama_status status = end();
  drop_hold();
  return status;
}

namespace {

struct QueuedDestroy {
  mamaPublisher publisher;
  const void* by;
};

void MAMACALLTYPE run_queued_destroy(mamaQueue, void* closure) {
  std::unique_ptr<QueuedDestroy> request(static_cast<QueuedDestroy*>(closure));
  const mama_status status = request->publisher->destroy(request->by);
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaPublisher_destroyEx: destroying publisher %p: %s",
             static_cast<void*>(request->publisher), mamaStatus_stringForStatus(status));
  }
  request->publisher->drop_hold();
}

}  // namespace

mama_status Publisher::destroy_on_queue(const void* by) {
  if (queue_ == nullptr) {
    destroy(by);
    return MAMA_STATUS_OK;
  }
  auto* request = new (std::nothrow) QueuedDestroy{handle(), by};
  if (request == nullptr) return MAMA_STATUS_NOMEM;
  hold();  // the event may run after another destroy
  const mama_status status = mamaQueue_enqueueEvent(queue_, &run_queued_destroy, request);
  if (status != MAMA_STATUS_OK) {
    delete request;
    drop_hold();
  }
  return status;
}

void Publisher::transport_destroyed() {
  // Also when somebody else has begun to end it: the transport would find it again.
  transport_.remove_publisher(*this);
  end();
  inert_.store(true, std::memory_order_release);
}

mama_status Publisher::end() {
  if (ending_.exchange(true)) return MAMA_STATUS_OK;
  transport_.remove_publisher(*this);
  const auto unhold = [](void* publisher) { static_cast<Publisher*>(publisher)->drop_hold(); };
  hold();  // the rest of this function
  enter_state(MAMA_PUBLISHER_DESTROYING);
  drop_throttled_sends();
  sends_.close(unhold, this);
  sends_.close_and_wait();
  bool is_bridge_gone;
  mama_status status = MAMA_STATUS_NO_BRIDGE_IMPL;
  {
    const BridgeCall call(bridge_);
    is_bridge_gone = !call;
    if (call) status = call_slot(bridge_.handle()->bridgeMamaPublisherDestroy, bridge_publisher_);
  }
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_WARN, "mamaPublisher_destroy: the bridge: %s",
             mamaStatus_stringForStatus(status));
  }
  if (is_bridge_gone || !bridge_reports_destroy_ || destroy_delivered_.load()) bridge_destroyed();
  // The bridge's report may come at this very moment on another thread: one of the two changes the
  // state first, the other one finishes.
  if (!change_state(MAMA_PUBLISHER_DESTROYING, MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE)) finished();
  drop_hold();
  return status;
}

/// Inside some callback it must not wait for those of this publisher on other threads: the thread
/// that leaves the last of them goes on then.
void Publisher::bridge_destroyed() {
  hold();
  callbacks_gate_.close(&on_callbacks_drained, this);
  callbacks_gate_.close_and_wait_if_outside_all();
  const std::uint32_t before = report_.fetch_or(kReported, std::memory_order_acq_rel);
  if ((before & kReported) != 0) {
    // Unasked the first time.
    if (destroy_delivered_.load()) leave_destroying();
  } else {
    const std::uint32_t inside = callbacks_gate_.frames();
    if (inside == 0 || (inside == 1 && callbacks_gate_.entered_by_caller())) deliver_destroy();
  }
  drop_hold();
}

void Publisher::on_callbacks_drained(void* closure) {
  auto* const publisher = static_cast<Publisher*>(closure);
  const std::uint32_t before = publisher->report_.fetch_or(kDrained, std::memory_order_acq_rel);
  if ((before & kReported) != 0) publisher->deliver_destroy();
  publisher->drop_hold();
}

/// The application's onDestroy, and then what the bridge's report does to the state; once.
void Publisher::deliver_destroy() {
  if ((report_.fetch_or(kDelivered, std::memory_order_acq_rel) & kDelivered) != 0) return;
  if (!destroy_delivered_.exchange(true) && callbacks_.onDestroy != nullptr) {
    callbacks_.onDestroy(handle(), closure_);
  }
  leave_destroying();
}

/// Does nothing while nobody has asked for the destroy.
void Publisher::leave_destroying() {
  if (change_state(MAMA_PUBLISHER_DESTROYING, MAMA_PUBLISHER_DESTROYED_BRIDGE)) return;
  if (change_state(MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE, MAMA_PUBLISHER_DESTROYED)) drop_hold();
}

void Publisher::finished() noexcept {
  enter_state(MAMA_PUBLISHER_DESTROYED);
  drop_hold();
}

void Publisher::drop_hold() noexcept {
  if (holds_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  delist();
  pool_of<mamaPublisherImpl_>().destroy(static_cast<mamaPublisherImpl_*>(this),
                                        destroyed_by_.load(std::memory_order_relaxed));
}

// ---- the end of the bridge ---------------------------------------------------------------------

std::uint32_t close_sends(MiddlewareBridge& bridge) { return Publisher::close_sends(bridge); }

void Publisher::enlist() {
  MutexLock lock(publishers_mutex);
  next_ = publishers;
  link_ = &publishers;
  if (next_ != nullptr) next_->link_ = &next_;
  publishers = this;
}

void Publisher::delist() noexcept {
  MutexLock lock(publishers_mutex);
  if (link_ == nullptr) return;
  *link_ = next_;
  if (next_ != nullptr) next_->link_ = link_;
  link_ = nullptr;
}

bool Publisher::try_hold() noexcept {
  int holds = holds_.load(std::memory_order_relaxed);
  while (holds != 0 && !holds_.compare_exchange_weak(holds, holds + 1, std::memory_order_acq_rel)) {
  }
  return holds != 0;
}

std::uint32_t Publisher::close_sends(MiddlewareBridge& bridge) {
  std::vector<Publisher*> found;
  {
    MutexLock lock(publishers_mutex);
    for (Publisher* publisher = publishers; publisher != nullptr; publisher = publisher->next_) {
      if (publisher->bridge_.handle() == bridge.handle() && publisher->try_hold()) {
        found.push_back(publisher);
      }
    }
  }
  std::uint32_t kept_by_caller = 0;
  for (Publisher* publisher : found) {
    const std::uint32_t own = publisher->sends_.entered_by_caller() ? 1 : 0;
    bridge.hold();
    const bool is_first = publisher->sends_.close(
        [](void* closure) {
          auto* const self = static_cast<Publisher*>(closure);
          MiddlewareBridge::from(self->bridge_.handle())->drop_hold();
          self->drop_hold();
        },
        publisher);
    if (!is_first) bridge.drop_hold();  // its end is under way, as a call into the bridge
    kept_by_caller += is_first ? own : 0;
    publisher->drop_hold();
  }
  return kept_by_caller;
}

void Publisher::enter_state(mamaPublisherState state) noexcept {
  state_.store(state, std::memory_order_release);
  mama_log(MAMA_LOG_LEVEL_FINEST, "mamaPublisher %p: %s", static_cast<void*>(this),
           mamaPublisher_stringForState(state));
}

bool Publisher::change_state(mamaPublisherState from, mamaPublisherState to) noexcept {
  if (!state_.compare_exchange_strong(from, to, std::memory_order_acq_rel)) return false;
  mama_log(MAMA_LOG_LEVEL_FINEST, "mamaPublisher %p: %s", static_cast<void*>(this),
           mamaPublisher_stringForState(to));
  return true;
}

void Publisher::on_bridge_create(mamaPublisher publisher, void*) {
  if (check_handle(publisher, "onCreate from the bridge") == MAMA_STATUS_OK) {
    publisher->deliver_create();
  }
}

void Publisher::on_bridge_error(mamaPublisher publisher, mama_status status, const char* info,
                                void*) {
  if (check_handle(publisher, "onError from the bridge") != MAMA_STATUS_OK) return;
  Gate::Frame inside(publisher->callbacks_gate_);
  // The handle may stand for another publisher by now, when the bridge is very late.
  if (!inside || publisher->callbacks_.onError == nullptr) return;
  publisher->callbacks_.onError(publisher, status, info, publisher->closure_);
}

void Publisher::on_bridge_success(mamaPublisher publisher, mama_status status, const char* info,
                                  void*) {
  if (check_handle(publisher, "onSuccess from the bridge") != MAMA_STATUS_OK) return;
  Gate::Frame inside(publisher->callbacks_gate_);
  if (!inside || publisher->callbacks_.onSuccess == nullptr) return;
  publisher->callbacks_.onSuccess(publisher, status, info, publisher->closure_);
}

void Publisher::on_bridge_destroy(mamaPublisher publisher, void*) {
  if (check_handle(publisher, "onDestroy from the bridge") == MAMA_STATUS_OK) {
    publisher->bridge_destroyed();
  }
}

}  // namespace quoll::mama
