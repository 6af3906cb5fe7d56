/// The object behind mamaSubscription.
#pragma once

#include <bridge.h>
#include <mama/integration/subscription.h>
#include <mama/subscription.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "runtime/known_bridge.h"
#include "subscribe/market_data_setup.h"
#include "subscribe/subscription_activation.h"
#include "subscribe/subscription_settings.h"
#include "support/ownership.h"
#include "support/shim.h"

namespace quoll::mama {

/// A subscription, from mamaSubscription_allocate to mamaSubscription_deallocate; in between it may
/// be created and destroyed any number of times. The state machine is mamaSubscriptionState. Basic
/// and basic wildcard subscriptions are activated by create; market-data subscriptions are set up
/// (MarketDataSetup) and then activated by way of the transport's throttle, once or more
/// (MarketData).
///
/// Lives in a HandlePool. The bridge delivers through process_...() on the thread that dispatches
/// the queue, and reports the end of its part through on_bridge_destroy(), inside its destroy or
/// later. Each activation has a gate of its own in front of the callbacks: it closes when the
/// deactivation begins. destroy() waits for callbacks on other threads only where the caller is not
/// itself inside a callback (it may hold locks that the other one wants); what is inside may then
/// finish. Storage is freed after deallocate() when the last callback has returned, so everything
/// may be called from inside the subscription's own callbacks. No lock is held while the bridge or
/// the application is called. A bridge may deliver beside and after the end: it is refused.
class Subscription : private SubscriptionDoor {
 public:
  using ReadableWhenFree = SubscriptionDoor;  // see HandlePool

  Subscription();
  ~Subscription();
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;

  mamaSubscription handle() noexcept;

  struct BasicTarget {
    mamaTransport transport;
    mamaQueue queue;
    const char* topic;
    void* closure;
  };
  mama_status create_basic(const BasicTarget& target, const mamaMsgCallbacks& callbacks);
  mama_status create_basic_wildcard(const BasicTarget& target,
                                    const mamaWildCardMsgCallbacks& callbacks, wildCardType kind);

  /// Sets a market-data subscription up. A wildcard table, when there is one, gets the messages.
  mama_status set_up(const MarketDataSetup::Target& target, const mamaMsgCallbacks& callbacks,
                     void* closure);
  mama_status set_up_wildcard(const MarketDataSetup::Target& target,
                              const mamaWildCardMsgCallbacks& callbacks, wildCardType kind,
                              void* closure);

  mama_status activate();
  mama_status deactivate();
  mama_status destroy();
  mama_status destroy_on_queue();
  /// The handle is dead when this returned OK and no references were registered.
  mama_status deallocate(const void* by);
  int register_reference() noexcept { return references_.fetch_add(1) + 1; }

  // What the bridge delivers.
  mama_status process_message(mamaMsg message);
  mama_status process_wildcard_message(mamaMsg message, const char* topic, void* topic_closure);
  mama_status process_error(bool deactivate_first);
  /// The transport's quality: onQuality, until clear_stale() at most once.
  mama_status process_stale(short cause, const void* info);
  void clear_stale() noexcept { is_possibly_stale_.store(false); }
  /// The transport ends before the subscription.
  void transport_destroyed(mamaTransport transport) noexcept {
    transport_.compare_exchange_strong(transport, nullptr);
  }

  // Asked by the transport, on the default queue; nothing for a basic one.
  void send_refresh();
  void request_recaps_of_stale();

  // For market data, inside the gate: callbacks of the application.
  void tell_message(mamaMsg message, const char* topic, void* item_closure);
  void tell_error(mama_status status);
  void tell_possibly_stale(short cause, const void* info);
  void tell_quality(mamaQuality quality);
  void tell_gap();
  void tell_recap_request();
  void has_seen_a_message() noexcept { has_context_.store(true, std::memory_order_relaxed); }
  void* only_item_closure();

  /// Runs `call(activation)` inside the gate of the present activation; not at all, and
  /// SUBSCRIPTION_INVALID_STATE, when there is none.
  template <class Deliver>
  mama_status deliver(Deliver&& call);
  using SubscriptionDoor::delivering_to;

  // Bridge pass-through: NO_BRIDGE_IMPL before the first create.
  mama_status mute_current_topic();
  mama_status platform_error(void** error);
  int is_transport_disconnected();
  mama_status set_item_closure(void* closure);
  mama_status item_closure(void** closure);

  mamaSubscriptionState state() const noexcept {
    return static_cast<mamaSubscriptionState>(state_.load(std::memory_order_acquire));
  }
  mamaMsgCallbacks* user_callbacks() noexcept { return &callbacks_; }
  mamaBridge bridge() const noexcept { return bridge_.handle(); }
  subscriptionBridge bridge_subscription() const noexcept {
    return std::atomic_ref(bridge_subscription_).load(std::memory_order_acquire);
  }
  mamaTransport transport() const noexcept { return transport_.load(std::memory_order_acquire); }
  mamaQueue queue() const noexcept { return queue_.load(std::memory_order_acquire); }
  void* closure() const noexcept { return closure_.load(std::memory_order_acquire); }
  wildCardType wildcard_kind() const noexcept { return wildcard_kind_; }
  const char* symbol() const noexcept { return symbol_.c_str(); }
  void set_symbol(const char* symbol) { symbol_ = symbol != nullptr ? symbol : ""; }
  const char* subscribed_symbol() const noexcept { return subscribed_symbol_.c_str(); }
  /// Null for a basic one, and for market data of no named source.
  const char* source() const noexcept {
    return market_data_setup_ ? market_data_setup_->source() : nullptr;
  }
  /// Null for a basic one, and for a type that has none.
  const char* root() const noexcept {
    return market_data_setup_ ? market_data_setup_->root() : nullptr;
  }

  Ownership& ownership() noexcept { return ownership_; }

  SubscriptionSettings settings;

  // The storage is freed with the last hold.
  void hold() noexcept { holds_.fetch_add(1, std::memory_order_relaxed); }
  void drop_hold() noexcept;

  /// For its activation, once.
  void end_stretch() QUOLL_EXCLUDES(mutex_);

 private:
  using Activation = SubscriptionActivation;
  struct QueuedDestroy;
  class ActivationOrder;

  static void MAMACALLTYPE on_bridge_destroy(mamaSubscription subscription, void* closure);
  static void MAMACALLTYPE run_queued_destroy(mamaQueue queue, void* closure);

  mama_status begin_create(mamaSubscriptionState* before) QUOLL_EXCLUDES(mutex_);
  mama_status create(const BasicTarget& target, wildCardType kind, mamaSubscriptionState before);
  mama_status start_activation(const Transport& transport, mamaQueue queue) QUOLL_EXCLUDES(mutex_);
  void end_deliveries(Activation& activation);
  void cancel_create(mamaSubscriptionState before) QUOLL_EXCLUDES(mutex_);

  // Market data (subscription_market_data.cpp).
  template <class TakeCallbacks>
  mama_status set_up(const MarketDataSetup::Target& target, void* closure,
                     TakeCallbacks take_callbacks) QUOLL_EXCLUDES(mutex_);
  void take_setup(Ref<MarketDataSetup> setup, void* closure);
  void end_setup(bool is_done) QUOLL_EXCLUDES(mutex_);
  void cancel_order(const MarketDataSetup& setup);
  void run_order(std::uint64_t order) QUOLL_EXCLUDES(mutex_);
  mama_status make_bridge_part(MarketData& data);
  template <class Use>
  bool with_member(Use&& use);
  void end_building(mamaSubscriptionState state) QUOLL_EXCLUDES(mutex_);
  void fail_activation(MarketData& data, mama_status status) QUOLL_EXCLUDES(mutex_);

  /// Identifies the calling thread.
  static const void* calling_thread() noexcept;

  /// enter() needs the lock; announce() logs, which may call the application, and must not have it.
  void enter(mamaSubscriptionState state) QUOLL_REQUIRES(mutex_) {
    state_.store(state, std::memory_order_release);
  }
  void announce(mamaSubscriptionState state) const QUOLL_EXCLUDES(mutex_);
  void close_bridge_part() QUOLL_EXCLUDES(mutex_);
  void bridge_destroyed() QUOLL_EXCLUDES(mutex_);
  void release_queue_count() QUOLL_EXCLUDES(mutex_);
  void clean_up() QUOLL_REQUIRES(mutex_);
  void deliver_destroy() QUOLL_EXCLUDES(mutex_);
  mama_status free_if_unreferenced(const void* by);
  Ref<Activation> current_activation() const QUOLL_EXCLUDES(mutex_);

  std::atomic<std::uint32_t> state_{
      MAMA_SUBSCRIPTION_ALLOCATED};  // also a word that threads wait on
  // Who creates, sets up or activates; null when nobody does.
  std::atomic<const void*> creating_thread_{nullptr};
  const bool trace_states_;

  mutable Mutex mutex_;  // state transitions and what goes with them
  // The gate of the present or the last activation; replaced by the next create only.
  Ref<Activation> activation_ QUOLL_GUARDED_BY(mutex_);
  std::uint64_t lives_ QUOLL_GUARDED_BY(mutex_) = 0;   // creates and set-ups
  std::uint64_t orders_ QUOLL_GUARDED_BY(mutex_) = 0;  // of activations
  mamaQueueLockHandle queue_lock_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  // The queue that counts us; the queue's handle may be dead by the time we let go.
  Ref<mamaQueueImpl_> counted_queue_ QUOLL_GUARDED_BY(mutex_);

  mamaMsgCallbacks callbacks_{};
  mamaWildCardMsgCallbacks wildcard_callbacks_{};
  wildCardType wildcard_kind_ = wc_none;
  std::string symbol_, subscribed_symbol_;
  // Null for a basic one. Replaced by the next create or set-up only.
  Ref<MarketDataSetup> market_data_setup_;
  KnownBridge bridge_;
  // Not an atomic: the bridge writes it, before it can deliver.
  mutable subscriptionBridge bridge_subscription_ = nullptr;
  std::atomic<mamaTransport> transport_{nullptr};
  std::atomic<mamaQueue> queue_{nullptr};
  std::atomic<void*> closure_{nullptr};
  std::atomic<void*> item_closure_{nullptr};
  std::atomic<bool> has_context_{false};  // the first message came
  std::atomic<bool> is_possibly_stale_{false};

  Ownership ownership_;
  std::atomic<int> references_{0};
  // The handle, each activation whose gate has not drained, queued destroys and orders.
  std::atomic<int> holds_{1};
};

template <class Deliver>
mama_status Subscription::deliver(Deliver&& call) {
  Activation* const activation = delivering_to();
  if (activation == nullptr) return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
  const Gate::Frame inside(activation->gate);
  // Meanwhile it may have ended, and may even have become the activation of another subscription.
  if (!inside || delivering_to() != activation) {
    return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
  }
  call(*activation);  // nothing of the subscription may be touched after it
  return MAMA_STATUS_OK;
}

}  // namespace quoll::mama

struct mamaSubscriptionImpl_ final : quoll::mama::Subscription {
  // Written out: without it, T() zeroes the storage first, which a late delivery may be reading.
  mamaSubscriptionImpl_() {}
};
