#include "quoll/clock.h"

#include <cstddef>
#include <new>
#include <utility>

#include "base/futex.h"
#include "base/native_thread.h"

namespace quoll {
namespace {

class RealClock final : public Clock {
 public:
  TimePoint now() const noexcept override {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return TimePoint(Duration(std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec));
  }
  std::chrono::system_clock::time_point wall_now() const noexcept override {
    return std::chrono::system_clock::now();
  }
  bool wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
            TimePoint deadline) noexcept override {
    return futex::wait(word, expected, deadline);
  }
  void wake_one(const std::atomic<std::uint32_t>& word) noexcept override { futex::wake(word, 1); }
  void wake_all(const std::atomic<std::uint32_t>& word) noexcept override {
    futex::wake(word, INT_MAX);
  }
  std::unique_ptr<Thread> spawn(std::string name, std::function<void()> body) override {
    return NativeThread::start(std::move(name), std::move(body));
  }
};

// Null stands for the real clock, so that process() works before any constructor has run.
constinit std::atomic<Clock*> process_clock{nullptr};

}  // namespace

void Clock::sleep_until(TimePoint deadline) noexcept {
  const std::atomic<std::uint32_t> nobody_wakes{0};
  while (wait(nobody_wakes, 0, deadline)) {
  }
}

Clock& Clock::real() noexcept {
  // Never destroyed: threads may still wait on it while the process ends. Needs no memory.
  alignas(RealClock) static std::byte storage[sizeof(RealClock)];
  static Clock& clock = *new (storage) RealClock;
  return clock;
}

Clock& Clock::process() noexcept {
  Clock* const clock = process_clock.load(std::memory_order_acquire);
  return clock != nullptr ? *clock : real();
}

void Clock::set_process(Clock& clock) noexcept {
  process_clock.store(&clock, std::memory_order_release);
}

}  // namespace quoll
