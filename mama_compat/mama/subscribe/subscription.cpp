/// The life of a subscription: create, deactivate, destroy, deallocate.
#include "subscribe/subscription.h"

#include <mama/integration/queue.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <wombat/property.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "dispatch/queue.h"
#include "runtime/bridge_call.h"
#include "runtime/plugins.h"
#include "services/statistics.h"
#include "subscribe/default_callbacks.h"
#include "subscribe/market_data.h"
#include "transport/transport.h"

namespace quoll::mama {
namespace {

// Inbox subjects are made by the runtime and advertised as they are: no symbol map touches them.
constexpr char kInboxPrefix[] = "_INBOX.";

std::string subscribed_symbol_for(const Transport& transport, const char* topic) {
  if (std::strncmp(topic, kInboxPrefix, sizeof kInboxPrefix - 1) == 0) return topic;
  return transport.mapped_symbol(topic);
}

}  // namespace

Subscription::Subscription()
    : trace_states_(properties_GetPropertyValueAsBoolean(
                        mama_getProperty("mama.subscription.statetrace")) != 0) {
  if (const char* text = mama_getProperty("mama.subscription.preinitialcachesize")) {
    const long size = std::strtol(text, nullptr, 10);
    settings.pre_initial_cache_size = size > 0 ? static_cast<int>(size) : 0;
  }
}

Subscription::~Subscription() = default;

mamaSubscription Subscription::handle() noexcept {
  return static_cast<mamaSubscriptionImpl_*>(this);
}

const void* Subscription::calling_thread() noexcept {
  static thread_local const char mark = 0;
  return &mark;
}

void Subscription::announce(mamaSubscriptionState state) const {
  mama_log(trace_states_ ? MAMA_LOG_LEVEL_ERROR : MAMA_LOG_LEVEL_FINEST,
           "Subscription %p is now at state %s.", static_cast<const void*>(this),
           mamaSubscription_stringForState(state));
}

// ---- create ------------------------------------------------------------------------------------

mama_status Subscription::create_basic(const BasicTarget& target,
                                       const mamaMsgCallbacks& callbacks) {
  mamaSubscriptionState before;
  QUOLL_TRY(begin_create(&before));
  callbacks_ = with_default_callbacks(callbacks);
  wildcard_callbacks_ = {};
  return create(target, wc_none, before);
}

mama_status Subscription::create_basic_wildcard(const BasicTarget& target,
                                                const mamaWildCardMsgCallbacks& callbacks,
                                                wildCardType kind) {
  mamaSubscriptionState before;
  QUOLL_TRY(begin_create(&before));
  callbacks_ = with_default_callbacks(callbacks);
  wildcard_callbacks_ = callbacks;
  return create(target, kind, before);
}

/// Claims the subscription: from here on it is ACTIVATING and belongs to the calling thread.
mama_status Subscription::begin_create(mamaSubscriptionState* before) {
  {
    MutexLock lock(mutex_);
    *before = state();
    if ((*before != MAMA_SUBSCRIPTION_ALLOCATED && *before != MAMA_SUBSCRIPTION_DESTROYED) ||
        creating_thread_.load() != nullptr) {
      return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
    }
    creating_thread_.store(calling_thread());
    ++lives_;
    enter(MAMA_SUBSCRIPTION_ACTIVATING);
  }
  announce(MAMA_SUBSCRIPTION_ACTIVATING);
  return MAMA_STATUS_OK;
}

mama_status Subscription::create(const BasicTarget& target, wildCardType kind,
                                 mamaSubscriptionState before) {
  const KnownBridge bridge = target.transport->known_bridge();
  market_data_setup_ = nullptr;
  mama_status status = MAMA_STATUS_NO_BRIDGE_IMPL;
  if (bridge.handle() != nullptr) {
    try {
      symbol_ = target.topic;
      subscribed_symbol_ = subscribed_symbol_for(*target.transport, target.topic);
      status = start_activation(*target.transport, target.queue);
    } catch (const std::bad_alloc&) {
      status = MAMA_STATUS_NOMEM;
    }
  }
  if (status != MAMA_STATUS_OK) {
    cancel_create(before);
    return status;
  }
  settings.type = MAMA_SUBSC_TYPE_BASIC;
  settings.requires_initial = 0;
  wildcard_kind_ = kind;
  has_context_.store(false);
  item_closure_.store(nullptr);
  closure_.store(target.closure);
  queue_.store(target.queue);
  transport_.store(target.transport);
  bridge_ = bridge;

  mamaMsgCallbacks for_bridge = callbacks_;
  for_bridge.onDestroy = &on_bridge_destroy;
  status = undo_if_thrown(
      [&] {
        return call_bridge(bridge,
                           kind == wc_none ? &mamaBridgeImpl_::bridgeMamaSubscriptionCreate
                                           : &mamaBridgeImpl_::bridgeMamaSubscriptionCreateWildCard,
                           &bridge_subscription_, subscribed_symbol_.c_str(), nullptr,
                           target.transport, target.queue, for_bridge, handle(), target.closure);
      },
      [&] { cancel_create(before); });
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaSubscription: the bridge refused a subscription to %s: %s",
             subscribed_symbol_.c_str(), mamaStatus_stringForStatus(status));
    cancel_create(before);
    return status;
  }
  references_.fetch_add(1);
  const Ref<Activation> activation = current_activation();
  Gate::Frame inside(activation->gate);
  {
    MutexLock lock(mutex_);
    creating_thread_.store(nullptr);
    enter(MAMA_SUBSCRIPTION_ACTIVATED);
  }
  Clock::process().wake_all(state_);
  announce(MAMA_SUBSCRIPTION_ACTIVATED);
  if (inside) callbacks_.onCreate(handle(), target.closure);
  return MAMA_STATUS_OK;
}

mama_status Subscription::start_activation(const Transport& transport, mamaQueue queue) {
  // Counted before the bridge can deliver anything.
  mamaQueueLockHandle queue_lock = nullptr;
  if (!queue->add_object(handle(), &queue_lock)) return MAMA_STATUS_INVALID_QUEUE;
  auto activation = Activation::make(*this);
  if (!activation) {
    queue->remove_object(&queue_lock);
    return MAMA_STATUS_NOMEM;
  }
  activation->counters = {queue->statistics(), transport.statistics(),
                          Statistics::instance().global()};
  if (market_data_setup_) {
    try {
      activation->market_data = make_ref<MarketData>(*this, market_data_setup_, *activation);
    } catch (const std::bad_alloc&) {
      activation->close();
      queue->remove_object(&queue_lock);
      return MAMA_STATUS_NOMEM;
    }
  }
  MutexLock lock(mutex_);
  queue_lock_ = queue_lock;
  counted_queue_ = Ref<mamaQueueImpl_>::share(queue);
  queue_.store(queue);
  open_to(activation.get());
  activation_ = std::move(activation);
  return MAMA_STATUS_OK;
}

/// Nothing is delivered to this activation any more. It is the present one.
void Subscription::end_deliveries(Activation& activation) {
  open_to(nullptr);
  activation.close();
}

void Subscription::cancel_create(mamaSubscriptionState before) {
  const Ref<Activation> activation = current_activation();
  if (activation) end_deliveries(*activation);
  release_queue_count();
  {
    MutexLock lock(mutex_);
    std::atomic_ref(bridge_subscription_).store(nullptr);
    transport_.store(nullptr);
    creating_thread_.store(nullptr);
    enter(before);
  }
  Clock::process().wake_all(state_);
  announce(before);
}

Ref<Subscription::Activation> Subscription::current_activation() const {
  MutexLock lock(mutex_);
  return activation_;
}

// ---- deactivate and destroy --------------------------------------------------------------------

mama_status Subscription::deactivate() {
  Ref<MarketDataSetup> ordered;
  for (;;) {
    MutexLock lock(mutex_);
    switch (state()) {
      case MAMA_SUBSCRIPTION_ACTIVATING:
        if (const void* const creator = creating_thread_.load(); creator != nullptr) {
          if (creator == calling_thread()) return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
          lock.unlock();
          // Short, and nothing of the application is called meanwhile.
          Clock::process().wait(state_, MAMA_SUBSCRIPTION_ACTIVATING);
          continue;
        }
        enter(MAMA_SUBSCRIPTION_DEACTIVATED);  // it has only been ordered
        ordered = market_data_setup_;
        lock.unlock();
        cancel_order(*ordered);
        return MAMA_STATUS_OK;
      case MAMA_SUBSCRIPTION_ACTIVATED:
        enter(MAMA_SUBSCRIPTION_DEACTIVATING);
        break;
      case MAMA_SUBSCRIPTION_REACTIVATING:
        enter(MAMA_SUBSCRIPTION_DEACTIVATING);
        return MAMA_STATUS_OK;
      case MAMA_SUBSCRIPTION_DEACTIVATING:
      case MAMA_SUBSCRIPTION_DEACTIVATED:
        return MAMA_STATUS_OK;
      default:
        return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
    }
    break;
  }
  announce(MAMA_SUBSCRIPTION_DEACTIVATING);
  hold();
  close_bridge_part();
  drop_hold();
  return MAMA_STATUS_OK;
}

void Subscription::close_bridge_part() {
  const Ref<Activation> activation = current_activation();
  end_deliveries(*activation);
  MarketData* const data = activation->market_data.get();
  if (data != nullptr) data->stop_requests();
  const KnownBridge bridge = bridge_;
  const subscriptionBridge own = bridge_subscription();
  const bool has_bridge_part = data == nullptr || data->setup().has_topic();
  if (has_bridge_part) call_bridge(bridge, &mamaBridgeImpl_::bridgeMamaSubscriptionMute, own);
  if (data != nullptr) data->stop_listening();
  if (!has_bridge_part) return bridge_destroyed();
  const mama_status status =
      call_bridge(bridge, &mamaBridgeImpl_::bridgeMamaSubscriptionDestroy, own);
  if (status == MAMA_STATUS_OK) return;
  mama_log(MAMA_LOG_LEVEL_ERROR, "mamaSubscription: the bridge could not end %s: %s",
           subscribed_symbol_.c_str(), mamaStatus_stringForStatus(status));
  // It will not report the end either.
  if (!activation->has_bridge_ended()) bridge_destroyed();
}

void MAMACALLTYPE Subscription::on_bridge_destroy(mamaSubscription subscription, void*) {
  if (check_handle(subscription, "onDestroy from the bridge") == MAMA_STATUS_OK) {
    subscription->bridge_destroyed();
  }
}

void Subscription::bridge_destroyed() {
  const Ref<Activation> activation = current_activation();
  bool is_first = false;
  if (activation) {
    end_deliveries(*activation);
    if (activation->bridge_has_ended(&is_first)) end_stretch();
  }
  if (!is_first) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaSubscription %p: the bridge reports its end twice",
             static_cast<void*>(this));
  }
}

/// The bridge has reported, and no callback runs but on the calling thread.
void Subscription::end_stretch() {
  release_queue_count();
  mamaSubscriptionState before;
  {
    MutexLock lock(mutex_);
    std::atomic_ref(bridge_subscription_).store(nullptr);
    references_.fetch_sub(1);
    before = state();
    if (before == MAMA_SUBSCRIPTION_DEACTIVATING || before == MAMA_SUBSCRIPTION_REACTIVATING) {
      if (before == MAMA_SUBSCRIPTION_REACTIVATING) hold();
      enter(MAMA_SUBSCRIPTION_DEACTIVATED);
    } else if (before == MAMA_SUBSCRIPTION_DESTROYING) {
      clean_up();
      enter(MAMA_SUBSCRIPTION_DESTROYED);
    } else if (before == MAMA_SUBSCRIPTION_DEALLOCATING) {
      clean_up();
    }
  }
  switch (before) {
    case MAMA_SUBSCRIPTION_DEACTIVATING:
      announce(MAMA_SUBSCRIPTION_DEACTIVATED);
      return;
    case MAMA_SUBSCRIPTION_REACTIVATING:
      activate();  // as whoever asked for it would have
      drop_hold();
      return;
    case MAMA_SUBSCRIPTION_DESTROYING:
      announce(MAMA_SUBSCRIPTION_DESTROYED);
      deliver_destroy();
      return;
    case MAMA_SUBSCRIPTION_DEALLOCATING:
      deliver_destroy();
      free_if_unreferenced(reinterpret_cast<const void*>(&mamaSubscription_deallocate));
      return;
    default:
      mama_log(MAMA_LOG_LEVEL_ERROR,
               "mamaSubscription %p: the bridge ended %s unasked, in state %s",
               static_cast<void*>(this), subscribed_symbol_.c_str(),
               mamaSubscription_stringForState(before));
  }
}

void Subscription::release_queue_count() {
  Ref<mamaQueueImpl_> queue;
  mamaQueueLockHandle queue_lock;
  {
    MutexLock lock(mutex_);
    std::swap(queue, counted_queue_);
    queue_lock = std::exchange(queue_lock_, nullptr);
  }
  if (queue) queue->remove_object(&queue_lock);
}

void Subscription::clean_up() { transport_.store(nullptr, std::memory_order_release); }

void Subscription::deliver_destroy() {
  Plugins::instance().call(&Plugin::subscription_destroy, "subscriptionDestroyHook", handle());
  if (market_data_setup_) market_data_setup_->end();
  // The application may free the subscription in it.
  if (callbacks_.onDestroy != nullptr) callbacks_.onDestroy(handle(), closure());
}

mama_status Subscription::destroy() {
  hold();
  deactivate();
  mamaSubscriptionState before;
  Ref<Activation> last;  // whose callbacks may not have ended
  {
    MutexLock lock(mutex_);
    before = state();
    if (before == MAMA_SUBSCRIPTION_SETUP || before == MAMA_SUBSCRIPTION_DEACTIVATED) {
      if (activation_ && activation_->gate.entered_by_others()) last = activation_;
      if (last) {
        enter(MAMA_SUBSCRIPTION_DESTROYING);
      } else {
        clean_up();
        enter(MAMA_SUBSCRIPTION_DESTROYED);
      }
    } else if (before == MAMA_SUBSCRIPTION_DEACTIVATING ||
               before == MAMA_SUBSCRIPTION_REACTIVATING) {
      enter(MAMA_SUBSCRIPTION_DESTROYING);  // the bridge's report finishes
    }
  }
  mama_status status = MAMA_STATUS_OK;
  switch (before) {
    case MAMA_SUBSCRIPTION_SETUP:
    case MAMA_SUBSCRIPTION_DEACTIVATED:
      if (last) {
        references_.fetch_add(1);  // end_stretch() takes it
        if (last->end_again()) end_stretch();
        break;
      }
      announce(MAMA_SUBSCRIPTION_DESTROYED);
      deliver_destroy();
      break;
    case MAMA_SUBSCRIPTION_DEACTIVATING:
    case MAMA_SUBSCRIPTION_REACTIVATING:
      announce(MAMA_SUBSCRIPTION_DESTROYING);
      break;
    case MAMA_SUBSCRIPTION_ALLOCATED:
    case MAMA_SUBSCRIPTION_DESTROYING:
    case MAMA_SUBSCRIPTION_DESTROYED:
      break;
    default:
      status = MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
  }
  drop_hold();
  return status;
}

/// An event that is to destroy one life of the subscription, not a later one.
struct Subscription::QueuedDestroy {
  Subscription& subscription;
  std::uint64_t life;
};

mama_status Subscription::destroy_on_queue() {
  const mamaQueue queue = this->queue();
  if (queue == nullptr) return MAMA_STATUS_NULL_ARG;
  std::uint64_t number;
  {
    MutexLock lock(mutex_);
    number = lives_;
  }
  auto* request = new (std::nothrow) QueuedDestroy{*this, number};
  if (request == nullptr) return MAMA_STATUS_NOMEM;
  hold();
  const mama_status status = mamaQueue_enqueueEvent(queue, &run_queued_destroy, request);
  if (status != MAMA_STATUS_OK) {
    delete request;
    drop_hold();
  }
  return status;
}

void MAMACALLTYPE Subscription::run_queued_destroy(mamaQueue, void* closure) {
  const std::unique_ptr<QueuedDestroy> request(static_cast<QueuedDestroy*>(closure));
  Subscription& subscription = request->subscription;
  bool still_meant;
  {
    MutexLock lock(subscription.mutex_);
    still_meant = subscription.lives_ == request->life &&
                  subscription.state() != MAMA_SUBSCRIPTION_DEALLOCATED;
  }
  if (still_meant && subscription.destroy() != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaSubscription_destroyEx: %p cannot be destroyed now",
             static_cast<void*>(&subscription));
  }
  subscription.drop_hold();
}

// ---- deallocate --------------------------------------------------------------------------------

mama_status Subscription::deallocate(const void* by) {
  mamaSubscriptionState before;
  {
    MutexLock lock(mutex_);
    before = state();
    if (before == MAMA_SUBSCRIPTION_DESTROYING) enter(MAMA_SUBSCRIPTION_DEALLOCATING);
    if (creating_thread_.load() != nullptr)
      before = MAMA_SUBSCRIPTION_ACTIVATING;  // set up just now
  }
  switch (before) {
    case MAMA_SUBSCRIPTION_ALLOCATED:
    case MAMA_SUBSCRIPTION_DESTROYED:
      return free_if_unreferenced(by);
    case MAMA_SUBSCRIPTION_DESTROYING:
      return MAMA_STATUS_OK;
    default:
      mama_log(MAMA_LOG_LEVEL_WARN, "mamaSubscription_deallocate: %p is in use, in state %s",
               static_cast<void*>(this), mamaSubscription_stringForState(before));
      return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
  }
}

mama_status Subscription::free_if_unreferenced(const void* by) {
  int references = references_.load();
  while (references > 0 && !references_.compare_exchange_weak(references, references - 1)) {
  }
  if (references > 1) return MAMA_STATUS_OK;  // others hold on to it: their deallocate finishes
  if (!HandlePool<mamaSubscriptionImpl_>::retire(static_cast<mamaSubscriptionImpl_*>(this), by)) {
    return MAMA_STATUS_INVALID_ARG;
  }
  {
    MutexLock lock(mutex_);
    enter(MAMA_SUBSCRIPTION_DEALLOCATED);
  }
  announce(MAMA_SUBSCRIPTION_DEALLOCATED);
  drop_hold();
  return MAMA_STATUS_OK;
}

void Subscription::drop_hold() noexcept {
  if (holds_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    pool_of<mamaSubscriptionImpl_>().release(static_cast<mamaSubscriptionImpl_*>(this),
                                             ownership_.reuse<mamaSubscriptionImpl_>());
  }
}

}  // namespace quoll::mama
