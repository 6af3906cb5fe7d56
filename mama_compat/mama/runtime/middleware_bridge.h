/// A middleware bridge that has been loaded.
#pragma once

#include <bridge.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

#include "common/owner_turn.h"
#include "quoll/clock.h"
#include "quoll/gate.h"
#include "runtime/known_bridge.h"
#include "runtime/run_control.h"
#include "runtime/shared_libraries.h"

namespace quoll::mama {

/// Functions with which a bridge activates and deactivates its queues; both or none. They came
/// after the table, which is fixed, and have no place in it.
struct QueueActivation {
  using Function = mama_status (*)(queueBridge queue);
  Function activate = nullptr;
  Function deactivate = nullptr;
  explicit operator bool() const noexcept { return activate != nullptr && deactivate != nullptr; }
};

/// What stands behind a mamaBridge. Made by the loader, owned by the life cycle, in a HandlePool:
/// the address of the structure that bridges and programs see is the address of this object. It
/// ends when every public function that works on the bridge has returned (the gate), and with it
/// every call into the bridge (the holds).
struct MiddlewareBridge {
  explicit MiddlewareBridge(std::string load_name);
  ~MiddlewareBridge();

  static MiddlewareBridge* from(mamaBridge handle) {
    return reinterpret_cast<MiddlewareBridge*>(handle);
  }
  mamaBridge handle() { return &table; }

  /// The queue of mamaBridgeImpl_getInternalEventQueue(), made when it is first asked for, with a
  /// dispatcher of its own.
  mama_status internal_queue(mamaQueue* queue);
  mama_status stop_internal_queue();

  // Who is inside the bridge's functions: BridgeCall, and publishers with sends while it closes.
  void hold() noexcept { holds_.fetch_add(1, std::memory_order_relaxed); }
  void drop_hold() noexcept;
  /// Until no more than `count` holds are left; false when that took longer than `limit`.
  bool wait_for_holds(std::uint32_t count, Duration limit);

  mamaBridgeImpl_ table{};  // first: see above
  const std::string name;   // the name it was loaded by
  const std::uint64_t generation;
  SharedLibraries::Opened library;
  QueueActivation queue_activation;
  Gate gate;
  RunControl run;
  std::thread::id closing_thread;  // guarded by the registry

 private:
  static constexpr std::uint32_t kAwaited = std::uint32_t{1} << 31;

  // The life cycle's own is the first; kAwaited once the close waits for the others.
  std::atomic<std::uint32_t> holds_{1};
  OwnerTurn internal_queue_turn_;
};

}  // namespace quoll::mama
