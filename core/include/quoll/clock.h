/// Time as a seam: every clock reading, wait, wake-up and thread of the runtime goes through Clock.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "quoll/api.h"

namespace quoll {

using Duration = std::chrono::nanoseconds;
/// A point of the monotonic time line of a Clock.
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;
inline constexpr TimePoint kNever = TimePoint::max();

/// A thread made by a Clock. Owned by whoever spawned it; join() before destroying it, or detach().
class QUOLL_API Thread {
 public:
  virtual ~Thread() = default;
  /// Waits until the body has returned. Once, and not from the thread itself.
  virtual void join() = 0;
  /// Lets the thread go; the handle may be destroyed while the body still runs.
  virtual void detach() = 0;
  /// True when called from the thread itself.
  virtual bool is_current() const noexcept = 0;
};

/// Time, waiting and threads. Two implementations: the real one (monotonic clock, futex, pthreads)
/// and VirtualClock (quoll/virtual_clock.h), under which a whole program runs one thread at a time,
/// time jumps to the next deadline when everybody waits, and a seed decides who runs next.
///
/// Any thread may call any function. A Clock outlives everything that was made with it.
class QUOLL_API Clock {
 public:
  virtual ~Clock() = default;

  /// Monotonic time; never goes back, unaffected by steps of the wall clock.
  virtual TimePoint now() const noexcept = 0;
  /// Calendar time, for stamps only: no deadline is ever derived from it.
  virtual std::chrono::system_clock::time_point wall_now() const noexcept = 0;

  /// Blocks while `word` holds `expected`, until woken or until `deadline`. Returns false when the
  /// deadline was reached, true otherwise; true may be spurious, so callers look at the word again.
  virtual bool wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                    TimePoint deadline = kNever) noexcept = 0;
  /// Wakes one thread, or all, that wait on `word`. The word must have been changed before. `word`
  /// may already be gone: only its address is used.
  virtual void wake_one(const std::atomic<std::uint32_t>& word) noexcept = 0;
  virtual void wake_all(const std::atomic<std::uint32_t>& word) noexcept = 0;

  /// Runs `body` on a new thread called `name` (the kernel keeps the first 15 bytes). Null when the
  /// system refuses a thread; throws std::bad_alloc. Then nothing of the thread is left.
  virtual std::unique_ptr<Thread> spawn(std::string name, std::function<void()> body) = 0;

  /// True for VirtualClock: descriptors are then polled, not waited for.
  virtual bool is_virtual() const noexcept { return false; }

  void sleep_until(TimePoint deadline) noexcept;
  void sleep_for(Duration duration) noexcept { sleep_until(now() + duration); }

  /// The real clock.
  static Clock& real() noexcept;
  /// The clock that everything uses which is not told otherwise; real() by default.
  static Clock& process() noexcept;
  /// Replaces process(). Call before any runtime object exists, and again after all are gone.
  static void set_process(Clock& clock) noexcept;
};

/// `from + by`, held at kNever instead of overflowing.
inline TimePoint saturating_add(TimePoint from, Duration by) noexcept {
  return by > kNever - from ? kNever : from + by;
}

/// So many milliseconds, held at Duration::max() (some 292 years) instead of overflowing.
constexpr Duration saturating_milliseconds(std::uint64_t count) noexcept {
  using std::chrono::milliseconds;
  constexpr auto kMost = std::chrono::duration_cast<milliseconds>(Duration::max()).count();
  if (count > static_cast<std::uint64_t>(kMost)) return Duration::max();
  return milliseconds(static_cast<std::int64_t>(count));
}

}  // namespace quoll
