#include "subscribe/subscription_activation.h"

#include <new>

#include "quoll/mutex.h"
#include "subscribe/market_data.h"
#include "subscribe/subscription.h"

namespace quoll::mama {

/// Activations that serve nobody, longest unused first.
struct SubscriptionActivation::Spare {
  static Spare& instance() {
    static auto& spare = *new Spare;  // a bridge's thread may deliver when main has returned
    return spare;
  }

  SubscriptionActivation* take() {
    MutexLock lock(mutex);
    SubscriptionActivation* const activation = first;
    // Not while a late delivery is just being refused by it.
    if (activation == nullptr || !activation->gate.reopen()) return nullptr;
    first = activation->next_spare_;
    if (first == nullptr) last = nullptr;
    return activation;
  }
  void put(SubscriptionActivation* activation) {
    MutexLock lock(mutex);
    activation->next_spare_ = nullptr;
    (last != nullptr ? last->next_spare_ : first) = activation;
    last = activation;
  }

  Mutex mutex;
  SubscriptionActivation* first QUOLL_GUARDED_BY(mutex) = nullptr;
  SubscriptionActivation* last QUOLL_GUARDED_BY(mutex) = nullptr;
};

SubscriptionActivation::SubscriptionActivation() noexcept = default;
SubscriptionActivation::~SubscriptionActivation() = default;

Ref<SubscriptionActivation> SubscriptionActivation::make(Subscription& owner) {
  SubscriptionActivation* activation = Spare::instance().take();
  if (activation == nullptr) activation = new (std::nothrow) SubscriptionActivation;
  if (activation == nullptr) return nullptr;
  activation->owner_ = &owner;
  activation->ends_.store(0, std::memory_order_relaxed);
  activation->references_.store(2, std::memory_order_relaxed);  // the caller's and the gate's
  owner.hold();
  return Ref<SubscriptionActivation>::adopt(activation);
}

void SubscriptionActivation::unref() noexcept {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  counters = {};
  market_data = nullptr;
  Spare::instance().put(this);
}

bool SubscriptionActivation::bridge_has_ended(bool* is_first) {
  // Inside some callback it must not wait: the application may hold what another one wants.
  const bool may_wait = !Gate::caller_is_inside_any();
  const std::uint32_t before = ends_.fetch_or(may_wait ? kBridge | kClaimed : kBridge);
  *is_first = (before & kBridge) == 0;
  if (!*is_first) return false;
  if (may_wait) {
    gate.close_and_wait();
    return true;
  }
  if ((before & kCallbacks) == 0 && gate.entered_by_others()) return false;
  return claim_end();
}

bool SubscriptionActivation::end_again() {
  if (!Gate::caller_is_inside_any()) {
    gate.close_and_wait();
    return true;
  }
  ends_.fetch_and(~kClaimed);
  return (ends_.load() & kCallbacks) != 0 && claim_end();
}

void SubscriptionActivation::drained(void* closure) {
  auto* activation = static_cast<SubscriptionActivation*>(closure);
  Subscription& owner = *activation->owner_;
  const std::uint32_t before = activation->ends_.fetch_or(kCallbacks);
  if ((before & kBridge) != 0 && activation->claim_end()) owner.end_stretch();
  owner.drop_hold();
  activation->unref();
}

}  // namespace quoll::mama
