/// The object behind mamaTransport.
#pragma once

#include <bridge.h>
#include <mama/entitlement.h>
#include <mama/quality.h>
#include <mama/transport.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "runtime/known_bridge.h"
#include "services/own_statistics.h"
#include "support/replaceable_callback.h"
#include "support/shim.h"
#include "transport/data_quality_settings.h"
#include "transport/listeners.h"
#include "transport/load_balancer.h"
#include "transport/throttle.h"

namespace quoll::mama {

class Publisher;

/// A transport: the bridge's part (one slot per sub-transport), the publishers that were created on
/// it, and what the application asked to be told.
///
/// Lives in a HandlePool; created by mamaTransport_allocate and ended by mamaTransport_destroy,
/// which waits for transport and topic callbacks that run on other threads, unless it is called
/// from inside some callback; the storage outlives the last of them in any case. Any thread may
/// call anything but create() and destroy(), which the caller keeps apart from each other.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  mamaTransport handle() noexcept;

  mama_status create(const char* name, mamaBridge bridge) QUOLL_EXCLUDES(mutex_);
  /// Publishers first, then the bridge's part. The storage may be gone afterwards. While a create
  /// is in progress its end is left to that create, which then fails with INVALID_ARG.
  mama_status destroy(const void* by) QUOLL_EXCLUDES(mutex_);

  // Identity.
  const char* name() const noexcept { return name_.c_str(); }
  void set_name(const char* name) QUOLL_EXCLUDES(mutex_);
  mamaBridge bridge() const noexcept { return bridge_.handle(); }
  const KnownBridge& known_bridge() const noexcept { return bridge_; }
  bool is_internal = false;

  // Sub-transports.
  int slot_count() const noexcept { return static_cast<int>(slots_.size()); }
  transportBridge slot(int index) const noexcept { return slots_[static_cast<std::size_t>(index)]; }
  /// The slots as bridges take them; valid until destroy().
  transportBridge* slots() noexcept { return slots_.data(); }
  LoadBalancer balancer;
  /// Null in a build that lists none.
  mamaEntitlementBridge entitlements() const noexcept { return entitlements_; }

  /// The throttle of that number: recap, or for any other the default one. From allocate on.
  Throttle& throttle(mamaThrottleInstance instance) noexcept {
    return instance == MAMA_THROTTLE_RECAP ? *recap_throttle_ : *default_throttle_;
  }

  /// Whoever may outlive the handle, publishers above all, keeps the storage.
  void hold() noexcept { holds_.fetch_add(1, std::memory_order_relaxed); }
  void drop_hold() noexcept;

  /// Publishers register while they live; destroy() ends those that still do.
  void add_publisher(Publisher& publisher) QUOLL_EXCLUDES(mutex_);
  void remove_publisher(Publisher& publisher) QUOLL_EXCLUDES(mutex_);

  /// Subscriptions that are told of the quality.
  Listeners& listeners() noexcept { return listeners_; }

  // What the application set; read by bridges through the integration functions.
  ReplaceableCallback<mamaTransportCB> event_listener;
  ReplaceableCallback<mamaTransportTopicCB> topic_listener;
  /// The symbol as bridges see it: mapped when a symbol map is set.
  std::string mapped_symbol(const char* symbol) const;

  std::atomic<mamaQueue> callback_queue{nullptr};
  std::atomic<std::uint32_t> write_queue_high{0};
  std::atomic<std::uint32_t> write_queue_low{0};
  std::atomic<void*> closure{nullptr};
  std::atomic<int> invoke_quality_for_all{1};
  std::atomic<int> deactivate_on_error{1};
  std::atomic<bool> refresh_disabled{false};
  std::atomic<int> group_size_hint{100};
  /// Of its market-data subscriptions; as the properties said at create.
  DataQualitySettings data_quality;
  std::string description;
  bool has_description = false;
  mamaSymbolMapFunc symbol_map = nullptr;
  void* symbol_map_closure = nullptr;

  // Events that the bridge reports (transport_events.cpp).
  void process_advisory(short cause, const void* info);
  void disconnect(mamaTransportEvent event, const void* info, const void* connection);
  void disconnect_no_stale(mamaTransportEvent event, const void* connection);
  void reconnect(mamaTransportEvent event, const void* connection);
  void invoke_event(mamaTransportEvent event, short cause, const void* info);
  void invoke_topic_event(mamaTransportTopicEvent event, const char* topic, const void* info);
  void unset_all_possibly_stale();

  mamaQuality quality() const noexcept { return quality_.load(std::memory_order_relaxed); }
  struct Advisory {
    short cause = 0;
    const void* info = nullptr;
  };
  Advisory advisory() const QUOLL_EXCLUDES(mutex_);
  void set_advisory(Advisory advisory) QUOLL_EXCLUDES(mutex_);
  /// Tells a subscription, on its queue, that its data may be stale; if the application wants that.
  void mark(mamaSubscription subscription);

  /// Keeps statistics, if the properties ask for those of transports. Does nothing the second time.
  mama_status init_statistics(mamaBridge bridge) QUOLL_EXCLUDES(mutex_);
  /// Null when none are kept.
  Ref<OwnStatistics> statistics() const QUOLL_EXCLUDES(mutex_);

  /// Number of publishers that are registered; for tests.
  std::size_t publisher_count() const QUOLL_EXCLUDES(mutex_);

 private:
  // Actions a second.
  static constexpr double kDefaultRate = 500;
  static constexpr double kRecapRate = 250;

  enum class Phase { kAllocated, kCreating, kCreated };

  mama_status create_parts(const char* name, mamaBridge bridge);
  bool end_create() QUOLL_EXCLUDES(mutex_);
  mama_status end();
  mama_status ask_bridge_for_balancing(mamaBridge bridge);
  std::string general_keys() const;
  static std::string middleware_keys(mamaBridge bridge);
  std::string specific_keys(mamaBridge bridge) const;
  void end_statistics() QUOLL_EXCLUDES(mutex_);
  void read_properties(mamaBridge bridge);
  void bind_throttles(mamaBridge bridge, mamaQueue queue);
  mama_status create_slots(mamaBridge bridge);
  mama_status bind_entitlements();
  void destroy_publishers() QUOLL_EXCLUDES(mutex_);
  void destroy_slots();
  /// mark() for all listeners whose bridge says that they are cut off; and the end of that.
  void mark_listeners(Advisory advisory);
  void unmark_listeners();
  class StaleRecap;
  void request_recaps_later() QUOLL_EXCLUDES(mutex_);
  void replace_recap_delay(Ref<Throttle> delay) QUOLL_EXCLUDES(mutex_);
  void call_event_listener(mamaTransportEvent event, short cause, const void* info);

  std::string name_;
  KnownBridge bridge_;
  std::vector<transportBridge> slots_;
  mamaEntitlementBridge entitlements_ = nullptr;
  bool disconnect_callbacks_disabled_ = false;
  double stale_recap_s_ = 0;  // 0: no recaps are requested
  Listeners listeners_;
  const Ref<Throttle> default_throttle_ = make_ref<Throttle>(kDefaultRate);
  const Ref<Throttle> recap_throttle_ = make_ref<Throttle>(kRecapRate);
  std::atomic<mamaQuality> quality_{MAMA_QUALITY_OK};

  Gate callbacks_;
  // The handle, the callbacks that are inside the gate, publishers, and a create in progress.
  std::atomic<int> holds_{2};

  mutable Mutex mutex_;
  Phase phase_ QUOLL_GUARDED_BY(mutex_) = Phase::kAllocated;
  bool destroyed_while_creating_ QUOLL_GUARDED_BY(mutex_) = false;
  Publisher* publishers_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  std::size_t publisher_count_ QUOLL_GUARDED_BY(mutex_) = 0;
  Advisory advisory_ QUOLL_GUARDED_BY(mutex_);
  Ref<OwnStatistics> statistics_ QUOLL_GUARDED_BY(mutex_);
  Ref<Throttle> recap_delay_ QUOLL_GUARDED_BY(mutex_);  // of the last report of bad quality
};

}  // namespace quoll::mama

struct mamaTransportImpl_ final : quoll::mama::Transport {};
