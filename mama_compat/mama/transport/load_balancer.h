/// The choice between the sub-transports of one transport.
#pragma once

#include <mama/transport.h>

#include <atomic>

namespace quoll::mama {

/// Says how many sub-transports a transport has and which of them the next subscription uses.
///
/// Owned by a Transport. The setters precede prepare(), which runs inside mamaTransport_create;
/// after that current() and advance() may be called by any thread. Callbacks run on the calling
/// thread with no lock held.
class LoadBalancer {
 public:
  void set_initial_callback(mamaTransportLbInitialCB callback) noexcept { on_initial_ = callback; }
  void set_callback(mamaTransportLbCB callback) noexcept { on_subscription_ = callback; }

  /// Takes the functions of a library, in place of the callbacks that it has functions for. What
  /// cannot be loaded is logged. The library stays mapped.
  void use_library(const char* name);

  /// Decides the number of bridge transports. `members` is what the bridge reports, 0 for a
  /// transport that is not balanced (its callbacks are then ignored). INVALID_ARG when the
  /// application's initial callback names a member that does not exist.
  mama_status prepare(int members, tportLbScheme scheme);

  /// Bridge transports to create.
  int slots() const noexcept { return slots_; }
  /// Which member slot `slot` is (slot 0 of a static scheme may be any), or -1 when not balanced.
  int member_of(int slot) const noexcept;

  int current() const noexcept { return current_.load(std::memory_order_relaxed); }
  /// Moves on after a subscription took current(). What a callback names out of range is ignored.
  void advance(const char* source, const char* symbol) noexcept;

 private:
  int initial_member(int members) const;

  mamaTransportLbInitialCB on_initial_ = nullptr;
  mamaTransportLbCB on_subscription_ = nullptr;
  int slots_ = 1;
  int static_member_ = -1;
  std::atomic<int> current_{0};
};

}  // namespace quoll::mama
