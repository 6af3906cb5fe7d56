/// A real clock that tells tests who sleeps, and counts wake-ups.
#pragma once

#include <atomic>
#include <thread>

#include "quoll/clock.h"

namespace quoll::test {

class WatchingClock final : public Clock {
 public:
  TimePoint now() const noexcept override { return real().now(); }
  std::chrono::system_clock::time_point wall_now() const noexcept override {
    return real().wall_now();
  }
  bool wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
            TimePoint deadline) noexcept override {
    waiting_.fetch_add(1);
    const bool in_time = real().wait(word, expected, deadline);
    waiting_.fetch_sub(1);
    waits_.fetch_add(1);
    return in_time;
  }
  void wake_one(const std::atomic<std::uint32_t>& word) noexcept override {
    wakes_.fetch_add(1);
    real().wake_one(word);
  }
  void wake_all(const std::atomic<std::uint32_t>& word) noexcept override {
    wake_alls_.fetch_add(1);
    real().wake_all(word);
  }
  std::unique_ptr<Thread> spawn(std::string name, std::function<void()> body) override {
    return real().spawn(std::move(name), std::move(body));
  }

  /// Returns when `count` threads wait: they have looked at everything they look at before.
  void await_waiting(int count) const {
    while (waiting_.load() != count) std::this_thread::yield();
  }
  int waiting() const { return waiting_.load(); }
  /// Waits that have returned.
  int waits() const { return waits_.load(); }
  /// Calls of wake_one().
  int wakes() const { return wakes_.load(); }

 private:
  std::atomic<int> waiting_{0};
  std::atomic<int> waits_{0};
  std::atomic<int> wakes_{0};
  std::atomic<int> wake_alls_{0};
};

/// One-way signal between threads of a test.
class Flag {
 public:
  void raise() { raised_.store(true); }
  bool raised() const { return raised_.load(); }
  void await() const {
    while (!raised_.load()) std::this_thread::yield();
  }

 private:
  std::atomic<bool> raised_{false};
};

}  // namespace quoll::test
