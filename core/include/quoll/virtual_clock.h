/// Deterministic time and scheduling, for tests of the runtime and of applications.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "quoll/clock.h"

namespace quoll {

class VirtualScheduler;

/// A Clock under which only one of the participating threads runs at a time. The thread that made
/// the clock and all threads spawned through it participate; they hand over only inside wait(),
/// sleeps, joins and, if asked for, wake_*(). When nobody can run, time jumps to the earliest
/// deadline; when there is none either, the program is deadlocked, and the process is ended with a
/// list of who waits for what (see on_deadlock()). Among those who can run, `seed` decides, so that
/// the same seed gives the same run. Time begins at TimePoint{}; a wait whose deadline has passed
/// already takes 1 µs, so that a loop that polls gets on.
///
/// Other threads may call everything. One that waits, sleeps, joins or spawns becomes a participant
/// for the rest of its life, from inside that call on; one that only wakes does not. A participant
/// that blocks by other means (a semaphore, a socket, a lock that is held over a wait) stops the
/// world: put such places into an Outside. When a foreign thread comes in is for the operating
/// system to decide, so runs with foreign threads are not repeatable.
///
/// The clock may be destroyed, and the process may end, while participants are parked: they then
/// stay so for ever. docs/time.md has more.
class QUOLL_API VirtualClock final : public Clock {
 public:
  explicit VirtualClock(std::uint64_t seed = 1,
                        std::chrono::system_clock::time_point wall_start = {});
  ~VirtualClock() override;

  TimePoint now() const noexcept override;
  std::chrono::system_clock::time_point wall_now() const noexcept override;
  bool wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
            TimePoint deadline = kNever) noexcept override;
  void wake_one(const std::atomic<std::uint32_t>& word) noexcept override;
  void wake_all(const std::atomic<std::uint32_t>& word) noexcept override;
  std::unique_ptr<Thread> spawn(std::string name, std::function<void()> body) override;
  bool is_virtual() const noexcept override { return true; }

  /// Waits like wait(), but also comes back when nobody else can run, before time jumps: for
  /// pollers of the outside world (descriptors). Poll first, then call this; it does not come back
  /// again before somebody else has run, or, when all that is left is to wait for the outside
  /// world, before a little real time has passed.
  bool wait_idle(const std::atomic<std::uint32_t>& word, std::uint32_t expected) noexcept;

  /// Makes wake_one() and wake_all() places at which another thread may go on, so that more
  /// interleavings are seen. Off by default, because a caller may then lose its turn while it holds
  /// a lock that the next one wants: right for tests of code that holds none.
  void set_switch_on_wake(bool on) noexcept;

  /// Called instead of ending the process, on the thread that came last, with the report. All waits
  /// without a deadline then return false, as if it had been reached.
  void on_deadlock(std::function<void(const std::string& report)> hook);

  /// How much real time pollers and foreign threads have to make something happen when everybody
  /// else waits without a deadline, before that counts as a deadlock. 10 s unless set.
  void set_patience(Duration real_time) noexcept;

  /// While it lives, the calling participant runs beside the others, and the world goes on without
  /// it: for calls that block by other means than this clock. Waits for its turn at its end.
  class QUOLL_API Outside {
   public:
    explicit Outside(VirtualClock& clock);
    ~Outside();
    Outside(const Outside&) = delete;
    Outside& operator=(const Outside&) = delete;

   private:
    std::shared_ptr<VirtualScheduler> scheduler_;
  };

 private:
  const std::chrono::system_clock::time_point wall_start_;
  // Shared with the participants, which may be parked in it when the clock goes.
  std::shared_ptr<VirtualScheduler> scheduler_;
};

}  // namespace quoll
