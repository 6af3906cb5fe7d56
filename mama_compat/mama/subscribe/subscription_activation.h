/// What stands between a bridge's deliveries and the callbacks of a subscription.
#pragma once

#include <atomic>
#include <cstdint>

#include "quoll/gate.h"
#include "quoll/ref.h"
#include "services/own_statistics.h"

namespace quoll::mama {

class MarketData;
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

  /// The bridge's part has ended, and nothing is delivered any more. True when the caller is to end
  /// the subscription's stretch: no callback runs on another thread, or it has waited for those. If
  /// it must not wait, who leaves the last one does it. False, and `is_first` too, when the bridge
  /// has reported before.
  bool bridge_has_ended(bool* is_first);
  /// For a subscription that has ended its stretch from inside a callback and now ends altogether,
  /// while others run: as above.
  bool end_again();
  bool has_bridge_ended() const noexcept { return (ends_.load() & kBridge) != 0; }

  Gate gate;
  /// Of what is delivered. Set before anything is, cleared with the last reference.
  Counters counters;
  /// Of a market-data subscription, else null. Set and cleared as the counters are.
  Ref<MarketData> market_data;

 private:
  struct Spare;
  static constexpr std::uint32_t kBridge = 1;     // the bridge has reported
  static constexpr std::uint32_t kCallbacks = 2;  // the gate has drained
  static constexpr std::uint32_t kClaimed = 4;    // somebody ends the stretch

  bool claim_end() noexcept { return (ends_.fetch_or(kClaimed) & kClaimed) == 0; }

  SubscriptionActivation() noexcept;
  ~SubscriptionActivation();
  static void drained(void* activation);

  std::atomic<std::uint32_t> references_{0};
  std::atomic<std::uint32_t> ends_{0};
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
