/// The one way from the core into the functions of a middleware bridge.
#pragma once

#include <bridge.h>

#include <cstdint>
#include <utility>

#include "runtime/known_bridge.h"
#include "support/shim.h"

namespace quoll::mama {

struct MiddlewareBridge;

/// The right to call a bridge, for a scope. Refused for NULL, for a bridge that has ended, and, on
/// every thread but the closing one, from the beginning of the bridge's close on. The close waits
/// for those that it did not refuse, so nobody is inside a bridge that is being closed or unloaded.
/// Structures that were not made by MAMA never end.
///
/// Any thread; takes a short lock. Sends do without it: their publisher's gate is closed in time
/// (publish/teardown.h).
class BridgeCall {
 public:
  explicit BridgeCall(mamaBridge handle);
  /// Refused also for another bridge at the same address.
  explicit BridgeCall(const KnownBridge& bridge);
  ~BridgeCall();
  BridgeCall(const BridgeCall&) = delete;
  BridgeCall& operator=(const BridgeCall&) = delete;

  explicit operator bool() const noexcept { return allowed_; }
  const mamaBridgeImpl_& table() const noexcept { return *handle_; }
  /// Null for a structure that was not made by MAMA.
  const MiddlewareBridge* bridge() const noexcept { return bridge_; }

  /// How often the calling thread is inside `bridge`.
  static std::uint32_t count_of_caller(const MiddlewareBridge& bridge) noexcept;

 private:
  BridgeCall(mamaBridge handle, std::uint64_t generation);

  const mamaBridge handle_;
  bool allowed_ = false;
  MiddlewareBridge* bridge_ = nullptr;  // null when there is nothing to hold
  BridgeCall* outer_ = nullptr;
  static thread_local constinit BridgeCall* innermost_;
};

/// Calls a function of the bridge's table: NO_BRIDGE_IMPL when the bridge is gone, NOT_IMPLEMENTED
/// when it has no such function. A bridge is a mamaBridge or a KnownBridge.
template <class Bridge, class Slot, class... Args>
mama_status call_bridge(const Bridge& bridge, Slot mamaBridgeImpl_::*slot, Args&&... args) {
  const BridgeCall call(bridge);
  if (!call) return MAMA_STATUS_NO_BRIDGE_IMPL;
  return call_slot(call.table().*slot, std::forward<Args>(args)...);
}

/// The same for functions that answer with a value.
template <class Value>
struct Otherwise {
  Value gone;
  Value missing;
};
template <class Value, class Bridge, class Slot, class... Args>
Value ask_bridge(Otherwise<Value> otherwise, const Bridge& bridge, Slot mamaBridgeImpl_::*slot,
                 Args&&... args) {
  const BridgeCall call(bridge);
  if (!call) return otherwise.gone;
  return ask_slot<Value>(otherwise.missing, call.table().*slot, std::forward<Args>(args)...);
}

}  // namespace quoll::mama
