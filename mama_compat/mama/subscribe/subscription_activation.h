/// What stands between a bridge's deliveries and the callbacks of a subscription.
#pragma once

#include <atomic>
#include <cstdint>

#include "quoll/gate.h"
#include "quoll/ref.h"

namespace quoll::mama {

class Subscription;

/// One stretch of a subscription between create and destroy: the gate in front of its callbacks.
///
/// A delivery finds it (SubscriptionDoor) and enters its gate without holding anything, and the
/// subscription may end, on another thread, in between. So an activation is never freed: when the
/// last reference goes it is put by, closed, and later serves another subscription. References are
/// held by the subscription, for the present or last one, and by the gate until it has drained.
class SubscriptionActivation {
 public:
  /// Null when memory is out.
  static Ref<SubscriptionActivation> make(Subscription& owner);

  SubscriptionActivation(const SubscriptionActivation&) = delete;
  SubscriptionActivation& operator=(const SubscriptionActivation&) = delete;

  void ref() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  void unref() noexcept;

  /// No callback starts any more. The reference and the subscription's hold that the gate has go
  /// when the last one has ended.
  void close() noexcept { gate.close(&drained, this); }

  Gate gate;
  std::atomic<bool> bridge_done{false};  // the bridge's part has ended

 private:
  struct Spare;

  SubscriptionActivation() noexcept = default;
  static void drained(void* activation);

  std::atomic<std::uint32_t> references_{0};
  Subscription* owner_ = nullptr;
  SubscriptionActivation* next_spare_ = nullptr;
};

/// The part of a subscription that deliveries find, also those that come when its storage is free
/// (HandlePool) or serves the next one.
class SubscriptionDoor {
 public:
  /// Stored, not initialised: a late delivery may be reading it.
  SubscriptionDoor() noexcept { open_to(nullptr); }
  SubscriptionDoor(const SubscriptionDoor&) = delete;
  SubscriptionDoor& operator=(const SubscriptionDoor&) = delete;

  /// Null from the end of the activation on.
  SubscriptionActivation* delivering_to() const noexcept {
    return std::atomic_ref(delivering_to_).load(std::memory_order_acquire);
  }
  void open_to(SubscriptionActivation* activation) noexcept {
    std::atomic_ref(delivering_to_).store(activation, std::memory_order_release);
  }

 private:
  mutable SubscriptionActivation* delivering_to_;
};

}  // namespace quoll::mama
