/// Handshakes between threads of a test, on whatever clock the process uses.
#pragma once

#include <atomic>
#include <cstdint>

#include "quoll/clock.h"

namespace quoll::test {

/// A count that goes up, and that threads can wait for. Waiting has a limit, so that a test that
/// would hang fails instead.
class Signal {
 public:
  static constexpr Duration kLimit = std::chrono::seconds(20);

  void raise() {
    count_.fetch_add(1, std::memory_order_acq_rel);
    Clock::process().wake_all(count_);
  }
  std::uint32_t count() const { return count_.load(std::memory_order_acquire); }

  /// True when raised at least `times` times before the limit.
  [[nodiscard]] bool wait(std::uint32_t times = 1, Duration limit = kLimit) const {
    Clock& clock = Clock::process();
    const TimePoint deadline = clock.now() + limit;
    for (std::uint32_t seen = count(); seen < times; seen = count()) {
      if (!clock.wait(count_, seen, deadline) && count() < times) return false;
    }
    return true;
  }

 private:
  std::atomic<std::uint32_t> count_{0};
};

}  // namespace quoll::test
