#include "transport/listeners.h"

#include <mama/integration/subscription.h>
#include <mama/integration/transport.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <mama/queue.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "subscribe/subscription.h"
#include "transport/transport.h"

namespace quoll::mama {
namespace {

/// Keeps the storage of a subscription; copies do that, too.
class Held {
 public:
  explicit Held(mamaSubscription subscription) : subscription_(subscription) {
    subscription_->hold();
  }
  Held(const Held& other) : Held(other.subscription_) {}
  Held& operator=(const Held&) = delete;
  ~Held() { subscription_->drop_hold(); }

  mamaSubscription operator->() const noexcept { return subscription_; }

 private:
  const mamaSubscription subscription_;
};

}  // namespace

void* Listeners::add(mamaSubscription subscription) {
  const char* const source = subscription->source();
  Listener added{subscription,
                 {subscription->symbol(), subscription->settings.type},
                 source != nullptr ? std::optional<std::string>(source) : std::nullopt,
                 subscription->settings.transport_index};
  subscription->hold();
  std::uintptr_t handle;
  {
    MutexLock lock(mutex_);
    handle = ++last_handle_;
    all_.emplace(handle, std::move(added));
  }
  if (refreshes_ && subscription->settings.type != MAMA_SUBSC_TYPE_BASIC) {
    refreshes_->add(handle, [held = Held(subscription)] { held->send_refresh(); });
  }
  return reinterpret_cast<void*>(handle);
}

void Listeners::postpone_refresh(void* handle) {
  if (refreshes_) refreshes_->postpone(reinterpret_cast<std::uintptr_t>(handle));
}

void Listeners::remove(void* handle) {
  mamaSubscription removed = nullptr;
  {
    MutexLock lock(mutex_);
    const auto found = all_.find(reinterpret_cast<std::uintptr_t>(handle));
    if (found == all_.end()) return;
    removed = found->second.subscription;
    all_.erase(found);
  }
  if (refreshes_) refreshes_->remove(reinterpret_cast<std::uintptr_t>(handle));
  removed->drop_hold();
}

void Listeners::remove_all(mamaTransport ended) {
  std::map<std::uintptr_t, Listener> removed;
  {
    MutexLock lock(mutex_);
    std::swap(removed, all_);
  }
  if (refreshes_) refreshes_->close();
  for (const auto& [handle, listener] : removed) {
    listener.subscription->transport_destroyed(ended);
    listener.subscription->drop_hold();
  }
}

std::vector<mamaSubscription> Listeners::held() const {
  std::vector<mamaSubscription> subscriptions;
  MutexLock lock(mutex_);
  for (const auto& [handle, listener] : all_) {
    listener.subscription->hold();
    subscriptions.push_back(listener.subscription);
  }
  return subscriptions;
}

std::vector<Listeners::Topic> Listeners::topics(int transport_index, const char* source) const {
  std::vector<Topic> found;
  MutexLock lock(mutex_);
  for (const auto& [handle, listener] : all_) {
    if (listener.transport_index != transport_index) continue;
    if (source == nullptr || listener.source == source) found.push_back(listener.topic);
  }
  return found;
}

// ---- what they are told ------------------------------------------------------------------------

namespace {

/// On the way to a subscription's queue; holds the subscription.
struct StaleNote {
  mamaSubscription subscription;
  Transport::Advisory advisory;

  ~StaleNote() { subscription->drop_hold(); }
};

void MAMACALLTYPE tell_stale(mamaQueue, void* closure) {
  const std::unique_ptr<StaleNote> note(static_cast<StaleNote*>(closure));
  note->subscription->process_stale(note->advisory.cause, note->advisory.info);
}

/// The subscription is held for this.
void queue_stale(mamaSubscription held, Transport::Advisory advisory) {
  std::unique_ptr<StaleNote> note(new (std::nothrow) StaleNote{held, advisory});
  if (note == nullptr) return held->drop_hold();
  if (mamaQueue_enqueueEvent(held->queue(), &tell_stale, note.get()) == MAMA_STATUS_OK) {
    static_cast<void>(note.release());
  }
}

}  // namespace

void Transport::mark_listeners(Advisory advisory) {
  if (invoke_quality_for_all.load() == 0) return;
  for (mamaSubscription subscription : listeners_.held()) {
    if (subscription->is_transport_disconnected() != 0) {
      queue_stale(subscription, advisory);
    } else {
      subscription->drop_hold();
    }
  }
}

/// Asks for a recap of all that may be stale then. Holds the transport.
class Transport::StaleRecap final : public ThrottleAction {
 public:
  explicit StaleRecap(Transport& transport) : ThrottleAction(&transport), transport_(transport) {
    transport_.hold();
  }
  ~StaleRecap() override { transport_.drop_hold(); }
  void run() override {
    for (mamaSubscription subscription : transport_.listeners_.held()) {
      subscription->request_recaps_of_stale();
      subscription->drop_hold();
    }
  }

 private:
  Transport& transport_;
};

/// The time begins anew with each report.
void Transport::request_recaps_later() {
  if (stale_recap_s_ <= 0 || invoke_quality_for_all.load() == 0) return;
  mamaQueue queue = nullptr;
  if (mama_getDefaultEventQueue(bridge(), &queue) != MAMA_STATUS_OK) return;
  const auto delay = make_ref<Throttle>(1 / stale_recap_s_);
  delay->bind(bridge(), queue, stale_recap_s_);
  replace_recap_delay(delay);
  delay->dispatch(make_ref<StaleRecap>(*this), false);
}

void Transport::replace_recap_delay(Ref<Throttle> delay) {
  {
    MutexLock lock(mutex_);
    std::swap(delay, recap_delay_);
  }
  if (delay) delay->close();
}

void Transport::mark(mamaSubscription subscription) {
  if (invoke_quality_for_all.load() == 0) return;
  subscription->hold();
  queue_stale(subscription, advisory());
}

void Transport::unmark_listeners() {
  for (mamaSubscription subscription : listeners_.held()) {
    subscription->clear_stale();
    subscription->drop_hold();
  }
}

}  // namespace quoll::mama

mama_status mamaTransport_addSubscription(mamaTransport transport, mamaSubscription subscription,
                                          void** result) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  return quoll::mama::guarded([=] {
    *result = transport->listeners().add(subscription);
    return MAMA_STATUS_OK;
  });
}

mama_status mamaTransport_removeListener(mamaTransport transport, void* handle) {
  QUOLL_CHECK_HANDLE(transport);
  if (handle != nullptr) transport->listeners().remove(handle);
  return MAMA_STATUS_OK;
}

void mamaTransportImpl_setPossiblyStale(mamaTransport transport, mamaSubscription subscription) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return;
  if (quoll::mama::check_handle(subscription, __func__) != MAMA_STATUS_OK) return;
  transport->mark(subscription);
}

void mamaTransportImpl_resetRefreshForListener(mamaTransport tport, void* handle) {
  if (quoll::mama::check_handle(tport, __func__) != MAMA_STATUS_OK) return;
  tport->listeners().postpone_refresh(handle);
}

mama_status mamaSubscription_setPossiblyStale(mamaSubscription subscription) {
  QUOLL_CHECK_HANDLE(subscription);
  const mamaTransport transport = subscription->transport();
  if (transport != nullptr && quoll::HandlePool<mamaTransportImpl_>::is_live(transport)) {
    const auto advisory = transport->advisory();
    // Only an active one hears of it, and only the first time; the caller need not care.
    static_cast<void>(subscription->process_stale(advisory.cause, advisory.info));
  }
  return MAMA_STATUS_OK;
}

mama_status mamaTransportImpl_getTopicsAndTypesForSource(mamaTransport tport, int transportIndex,
                                                         const char* source, const char*** topics,
                                                         mama_i32_t** types, int* len) {
  QUOLL_CHECK_HANDLE(tport);
  QUOLL_CHECK_POINTER(topics, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(types, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(len, MAMA_STATUS_NULL_ARG);
  const auto found = tport->listeners().topics(transportIndex, source);
  *topics = nullptr;
  *types = nullptr;
  *len = 0;
  if (found.empty()) return MAMA_STATUS_OK;
  // The caller frees with free().
  auto** texts = static_cast<const char**>(std::calloc(found.size(), sizeof(const char*)));
  auto* numbers = static_cast<mama_i32_t*>(std::calloc(found.size(), sizeof(mama_i32_t)));
  bool complete = texts != nullptr && numbers != nullptr;
  for (std::size_t i = 0; complete && i < found.size(); ++i) {
    texts[i] = strdup(found[i].symbol.c_str());
    numbers[i] = found[i].type;
    complete = texts[i] != nullptr;
  }
  if (!complete) {
    for (std::size_t i = 0; texts != nullptr && i < found.size(); ++i) {
      std::free(const_cast<char*>(texts[i]));
    }
    std::free(texts);
    std::free(numbers);
    return MAMA_STATUS_NOMEM;
  }
  *topics = texts;
  *types = numbers;
  *len = static_cast<int>(found.size());
  return MAMA_STATUS_OK;
}
