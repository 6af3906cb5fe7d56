/// What is behind a TimerService. Private to core/timer.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include "quoll/mutex.h"
#include "quoll/timer_service.h"
#include "timer/timer_wheel.h"

namespace quoll {

/// Holds a Mutex for a scope. Spins for a moment before it sleeps: the lock of a TimerCore is held
/// for so short that a sleep and the wake-up would take a hundred times as long.
class QUOLL_SCOPED_CAPABILITY BriefLock {
 public:
  explicit BriefLock(Mutex& mutex) QUOLL_ACQUIRE(mutex) : mutex_(mutex) {
    constexpr int kTries = 100;
    for (int i = 0; i < kTries; ++i) {
      if (mutex_.try_lock()) return;
      pause();
    }
    mutex_.lock();
  }
  ~BriefLock() QUOLL_RELEASE() { mutex_.unlock(); }
  BriefLock(const BriefLock&) = delete;
  BriefLock& operator=(const BriefLock&) = delete;

 private:
  static void pause() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }
  Mutex& mutex_;
};

/// The wheel, its lock and its thread. Shared by the TimerService and by the QueueTimers made on
/// it: after stop() it accepts nothing any more, but may still be asked.
class TimerCore : public RefCounted<TimerCore> {
 public:
  explicit TimerCore(Clock& clock) : clock_(clock), wheel_(nanoseconds(clock.now())) {}

  bool start(std::string thread_name);
  /// Ends the thread, waits for it, and drops what is armed. Once, not on the thread itself.
  void stop();

  void arm(Timer& timer, TimePoint deadline);
  bool cancel(Timer& timer);

  std::size_t armed() const noexcept { return armed_.load(std::memory_order_relaxed); }
  Clock& clock() const noexcept { return clock_; }

 private:
  static std::int64_t nanoseconds(TimePoint point) noexcept {
    return point.time_since_epoch().count();
  }
  void run();
  Timer* next_due() QUOLL_REQUIRES(mutex_);
  void add_to_armed(std::size_t change) QUOLL_REQUIRES(mutex_) {
    armed_.store(armed_.load(std::memory_order_relaxed) + change, std::memory_order_relaxed);
  }

  Clock& clock_;
  Mutex mutex_;
  TimerWheel wheel_ QUOLL_GUARDED_BY(mutex_);
  // The thread sleeps until then: who arms something earlier wakes it. While it is awake nobody
  // needs to.
  std::int64_t wakes_at_ns_ QUOLL_GUARDED_BY(mutex_) = kAwake;
  bool stopped_ QUOLL_GUARDED_BY(mutex_) = false;
  std::atomic<std::size_t> armed_{0};  // written under the lock
  std::atomic<std::uint32_t> signal_{0};
  std::unique_ptr<Thread> thread_;

  static constexpr std::int64_t kAwake = std::numeric_limits<std::int64_t>::min();
};

}  // namespace quoll
