/// The futex system call behind Clock::real(). Private to core/base.
#pragma once

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <ctime>

#include "quoll/clock.h"

namespace quoll::futex {

inline timespec to_timespec(TimePoint point) noexcept {
  const auto ns = point.time_since_epoch().count();
  // The kernel refuses times before the origin; any time in the past does.
  if (ns < 0) return {.tv_sec = 0, .tv_nsec = 0};
  return {.tv_sec = ns / 1'000'000'000, .tv_nsec = ns % 1'000'000'000};
}

inline std::uint32_t* address(const std::atomic<std::uint32_t>& word) noexcept {
  static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
  return reinterpret_cast<std::uint32_t*>(const_cast<std::atomic<std::uint32_t>*>(&word));
}

/// False when the deadline (absolute, monotonic) was reached.
inline bool wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                 TimePoint deadline) noexcept {
  timespec until{};
  if (deadline != kNever) until = to_timespec(deadline);
  // WAIT_BITSET, because its timeout is absolute: nothing is lost between reading a clock and
  // sleeping.
  const long result =
      syscall(SYS_futex, address(word), FUTEX_WAIT_BITSET_PRIVATE, expected,
              deadline == kNever ? nullptr : &until, nullptr, FUTEX_BITSET_MATCH_ANY);
  return result == 0 || errno != ETIMEDOUT;
}

inline void wake(const std::atomic<std::uint32_t>& word, int count) noexcept {
  syscall(SYS_futex, address(word), FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

}  // namespace quoll::futex
