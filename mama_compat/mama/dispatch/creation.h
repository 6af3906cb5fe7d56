/// The time between a handle's validity and the return of the bridge that makes its object.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "quoll/clock.h"

namespace quoll::mama {

/// The creation of an object by its bridge. The handle is out before the bridge returns, since
/// callbacks may come, so another thread may end the object meanwhile: it waits here until there is
/// something that the bridge can end. Part of the object; the creator touches the object no more
/// after finish().
class Creation {
 public:
  enum class Outcome { kMade, kFailed, kInside };

  /// Before the bridge is called. `is_ended_inside` tells whether end_inside() came.
  void begin(bool* is_ended_inside) noexcept {
    is_ended_inside_ = is_ended_inside;
    creator_.store(std::this_thread::get_id(), std::memory_order_relaxed);
  }
  /// After the bridge has returned, unless the object was ended inside.
  void finish(bool has_succeeded) noexcept {
    const std::uint32_t outcome = has_succeeded ? kDone : kFailed;
    if (state_.exchange(outcome, std::memory_order_acq_rel) == kAwaited) {
      Clock::process().wake_all(state_);
    }
  }
  /// Waits until it is over. The creator, inside the bridge's function, does not wait for itself.
  Outcome wait() const noexcept {
    for (;;) {
      std::uint32_t state = state_.load(std::memory_order_acquire);
      if (state == kDone) return Outcome::kMade;
      if (state == kFailed) return Outcome::kFailed;
      if (creator_.load(std::memory_order_relaxed) == std::this_thread::get_id()) {
        return Outcome::kInside;
      }
      // Says so first: usually nobody waits, and a wake-up is a system call.
      if (state == kAwaited || state_.compare_exchange_strong(state, kAwaited)) {
        Clock::process().wait(state_, kAwaited);
      }
    }
  }
  /// By the creator: the object ends inside the bridge's function, with what that has made so far.
  void end_inside() noexcept {
    *is_ended_inside_ = true;
    finish(true);
  }

 private:
  static constexpr std::uint32_t kUnderWay = 0;
  static constexpr std::uint32_t kDone = 1;
  static constexpr std::uint32_t kFailed = 2;
  static constexpr std::uint32_t kAwaited = 3;  // under way, and somebody sleeps until it is over

  mutable std::atomic<std::uint32_t> state_{kUnderWay};
  std::atomic<std::thread::id> creator_{};
  bool* is_ended_inside_ = nullptr;  // the creator's
};

}  // namespace quoll::mama
