/// Opening and closing of the runtime.
#pragma once

#include <bridge.h>
#include <mama/status.h>
#include <payloadbridge.h>
#include <quoll/ownership.h>

#include <atomic>

#include "common/owner_turn.h"
#include "runtime/bridge_registry.h"

namespace quoll::mama {

/// The life of the runtime: how often it is open, and what happens at the first open and the last
/// close. One per process and never destroyed: the process may end at any time, in any state, and
/// nothing of this is undone then.
///
/// Loads, opens and closes of several threads take turns (OwnerTurn). Functions of bridges that
/// these call may call back on the same thread; they must not wait for another thread that loads,
/// opens or closes. The last close gives its turn up while it waits for running bridges to stop, so
/// that their threads may call anything until then.
class Lifecycle {
 public:
  static Lifecycle& instance();

  mama_status load_middleware(const char* name, const char* folder, mamaBridge* handle);
  mama_status load_payload(const char* name, mamaPayloadBridge* handle);

  /// `count` may be null; it receives the number of opens after the call, whatever the result.
  mama_status open(const char* path, const char* file, unsigned int* count);
  mama_status close(unsigned int* count);
  /// For who wants statistics after the open: as the open does it. Nothing while MAMA is closed.
  void open_statistics();
  /// See quollLifecycle_beforeLastClose().
  void set_before_last_close(quollCloseHook hook) noexcept { before_last_close_.store(hook); }

  /// What the properties said at the latest open.
  bool catches_callback_exceptions() const noexcept { return catches_exceptions_.load(); }
  bool allows_message_modification() const noexcept { return allows_modification_.load(); }

 private:
  Lifecycle() = default;
  mama_status open_first(const char* path, const char* file);
  void load_configured_payloads();
  void load_payloads_of(MiddlewareBridge& bridge);
  void load_payload_quietly(const char* name, MamaLogLevel failure_level, bool make_default);
  void read_flags();
  void undo_failed_open(const BridgeRegistry::Payloads& payloads_before);

  bool stop_all_bridges();
  bool end_all_dispatchers();
  bool is_any_bridge_busy() const;
  void tear_down();
  void close_bridge(MiddlewareBridge& bridge);
  void release_payload(PayloadBridge& payload);

  OwnerTurn turn_;
  OwnerTurn ending_turn_;  // who ends dispatchers; entered without turn_
  std::atomic<bool> is_tearing_down_{false};
  std::atomic<quollCloseHook> before_last_close_{nullptr};
  unsigned int open_count_ = 0;  // by the owner of the turn
  std::atomic<bool> catches_exceptions_{false};
  std::atomic<bool> allows_modification_{true};
};

/// Applies the `mama.logging.*` properties.
void apply_log_properties();

}  // namespace quoll::mama
