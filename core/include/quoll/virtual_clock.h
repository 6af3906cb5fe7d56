/// Deterministic time and scheduling, for tests of the runtime and of applications.
#pragma once

#include <cstdint>
#include <memory>

#include "quoll/clock.h"

namespace quoll {

/// A Clock under which only one of the participating threads runs at a time. The thread that made the
/// clock and all threads spawned through it participate; they hand over only inside wait(), wake_*(),
/// sleeps and joins. When nobody can run, time jumps to the earliest deadline; when there is none
/// either, the program is deadlocked, and the process is ended with a list of who waits for what
/// (or on_deadlock is called, for tests). Among those who can run, `seed` decides, so that the
/// same seed gives the same run. Threads that do not participate must not wait on it.
class QUOLL_API VirtualClock final : public Clock {
 public:
  explicit VirtualClock(std::uint64_t seed = 1,
                        std::chrono::system_clock::time_point wall_start = {});
  ~VirtualClock() override;

  TimePoint now() const noexcept override;
  std::chrono::system_clock::time_point wall_now() const noexcept override;
  bool wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
            TimePoint deadline) noexcept override;
  void wake_one(const std::atomic<std::uint32_t>& word) noexcept override;
  void wake_all(const std::atomic<std::uint32_t>& word) noexcept override;
  std::unique_ptr<Thread> spawn(std::string name, std::function<void()> body) override;
  bool is_virtual() const noexcept override { return true; }

  /// Waits like wait(), but also comes back when nobody else can run, before time jumps: for pollers
  /// of the outside world (descriptors).
  bool wait_idle(const std::atomic<std::uint32_t>& word, std::uint32_t expected) noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace quoll
