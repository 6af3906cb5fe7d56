/// A recursive mutex that waits on the runtime's clock.
#pragma once

#include <pthread.h>

#include <atomic>
#include <cstdint>

#include "quoll/clock.h"

namespace quoll::compat {

/// Unlike std::recursive_mutex it may be held while foreign code runs under the virtual clock,
/// which must see every wait. For interfaces that promise their users such a lock; the runtime
/// itself holds none while it calls out. Any thread may call anything; the end needs it unlocked.
class RecursiveLock {
 public:
  void lock() noexcept {
    if (is_held_by_caller()) {
      ++depth_;
      return;
    }
    std::uint32_t state = kFree;
    if (!state_.compare_exchange_strong(state, kHeld, std::memory_order_acquire)) {
      while (state_.exchange(kContended, std::memory_order_acquire) != kFree) {
        Clock::process().wait(state_, kContended);
      }
    }
    owner_.store(pthread_self(), std::memory_order_relaxed);
    depth_ = 1;
  }

  /// The caller holds it.
  void unlock() noexcept {
    if (--depth_ > 0) return;
    owner_.store(pthread_t{}, std::memory_order_relaxed);
    if (state_.exchange(kFree, std::memory_order_release) == kContended) {
      Clock::process().wake_one(state_);
    }
  }

  bool is_held_by_caller() const noexcept {
    return pthread_equal(owner_.load(std::memory_order_relaxed), pthread_self()) != 0;
  }

 private:
  static constexpr std::uint32_t kFree = 0, kHeld = 1, kContended = 2;
  std::atomic<std::uint32_t> state_{kFree};
  std::atomic<pthread_t> owner_{};
  unsigned depth_ = 0;  // Only its holder looks at it.
};

}  // namespace quoll::compat
