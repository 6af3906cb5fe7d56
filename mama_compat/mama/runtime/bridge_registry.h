/// Which bridges there are.
#pragma once

#include <bridge.h>
#include <payloadbridge.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quoll/clock.h"
#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "runtime/bounded_list.h"
#include "runtime/known_bridge.h"
#include "runtime/middleware_bridge.h"

namespace quoll::mama {

/// A payload bridge that has been loaded. As MiddlewareBridge: its address is the handle.
struct PayloadBridge {
  explicit PayloadBridge(std::string load_name)
      : name(std::move(load_name)), generation(next_generation()) {}
  mamaPayloadBridge handle() { return &table; }

  mamaPayloadBridgeImpl_ table{};  // first
  const std::string name;
  const std::uint64_t generation;
  char id = '\0';
  SharedLibraries::Opened library;
};

/// The loaded bridges, in load order, and payloads, by name and by id. Any thread may look up at
/// any time; changes are made by the loader and the life cycle, which own the life-cycle turn.
class BridgeRegistry {
 public:
  static constexpr std::size_t kMaxPayloads = 255;
  static constexpr std::size_t kMaxMiddlewares = 127;
  using Middlewares = BoundedList<MiddlewareBridge*, kMaxMiddlewares>;
  using Handles = BoundedList<mamaBridge, kMaxMiddlewares>;
  using Payloads = BoundedList<PayloadBridge*, kMaxPayloads>;

  static BridgeRegistry& instance();

  // ---- Middleware bridges. One is live from its load's start, and registered when that has
  // succeeded.

  MiddlewareBridge* make_live(const std::string& name);
  /// Ends a bridge: nobody finds it any more, calls that are inside are waited for, the object is
  /// freed.
  void end(MiddlewareBridge* bridge);
  /// As end(), but the object stays as it is, because something still runs in it.
  void abandon(MiddlewareBridge* bridge);

  void add(MiddlewareBridge* bridge);
  MiddlewareBridge* find(std::string_view name) const;
  MiddlewareBridge* first() const;
  /// For the owner of the life-cycle turn: nothing ends meanwhile.
  Middlewares all() const;
  /// For everybody else.
  Handles handles() const;

  /// False for NULL and for a bridge that has ended. Structures that were not made by MAMA pass.
  bool is_usable(mamaBridge handle) const;
  bool is_usable(const KnownBridge& bridge) const;

  /// Of a bridge that is live; 0 for everything else.
  std::uint64_t generation_of(mamaBridge handle) const;

  /// For BridgeCall: whether the bridge may be called. It is held, and handed out, where that is
  /// needed. Of that generation, unless it is kAnyGeneration.
  bool enter(mamaBridge handle, std::uint64_t generation, MiddlewareBridge** held);
  static constexpr std::uint64_t kAnyGeneration = ~std::uint64_t{0};
  /// From here on only the calling thread may call the bridge. Waits for the calls of others; false
  /// when some have not returned in time.
  bool refuse_calls(MiddlewareBridge& bridge, Duration limit);

  /// Calls `use(MiddlewareBridge&)` while the bridge cannot end; NO_BRIDGE_IMPL when it is not
  /// live.
  template <class Use>
  mama_status with_bridge(mamaBridge handle, Use use) {
    MutexLock lock(mutex_);
    MiddlewareBridge* bridge = find_live(handle);
    if (bridge == nullptr) return MAMA_STATUS_NO_BRIDGE_IMPL;
    const Gate::Frame frame(bridge->gate);
    lock.unlock();
    if (!frame) return MAMA_STATUS_NO_BRIDGE_IMPL;
    return use(*bridge);
  }

  // ---- Payload bridges

  static std::size_t index_of(char id) { return static_cast<unsigned char>(id); }
  /// False when the id is taken.
  bool add(PayloadBridge* payload);
  void remove(PayloadBridge* payload);
  PayloadBridge* find_payload(std::string_view name) const;
  /// As is_usable() of middleware bridges.
  bool is_usable(mamaPayloadBridge handle) const;
  /// In order of their ids.
  Payloads payloads() const;

  mamaPayloadBridge payload_by_id(char id) const noexcept {
    return payloads_by_id_[index_of(id)].load(std::memory_order_acquire);
  }
  mamaPayloadBridge default_payload() const noexcept {
    return default_payload_.load(std::memory_order_acquire);
  }
  void set_default_payload(mamaPayloadBridge payload) noexcept {
    default_payload_.store(payload, std::memory_order_release);
  }

 private:
  BridgeRegistry() = default;
  MiddlewareBridge* find_live(mamaBridge handle) const QUOLL_REQUIRES(mutex_);
  void forget(MiddlewareBridge* bridge);

  mutable Mutex mutex_;
  std::vector<MiddlewareBridge*> live_ QUOLL_GUARDED_BY(mutex_);
  std::vector<MiddlewareBridge*> registered_ QUOLL_GUARDED_BY(mutex_);
  std::vector<mamaBridge> ended_
      QUOLL_GUARDED_BY(mutex_);  // addresses in the pool that hold none now
  std::vector<PayloadBridge*> payloads_ QUOLL_GUARDED_BY(mutex_);
  std::vector<mamaPayloadBridge> ended_payloads_ QUOLL_GUARDED_BY(mutex_);
  std::atomic<bool> has_ended_payloads_{false};
  // For readers without the lock: bridges by handle, and payloads for every message that is made.
  struct Live {
    std::atomic<mamaBridge> handle{nullptr};
    std::atomic<std::uint64_t> generation{0};
  };
  std::array<Live, 2 * kMaxMiddlewares> live_handles_{};
  std::array<std::atomic<mamaPayloadBridge>, 256> payloads_by_id_{};
  std::atomic<mamaPayloadBridge> default_payload_{nullptr};
};

}  // namespace quoll::mama
