/// Whether a queue delivers its events.
#pragma once

#include <atomic>
#include <cstdint>

#include "quoll/clock.h"

namespace quoll::mama {

/// A queue that is deactivated takes events and delivers none: the threads that dispatch it are
/// kept here, as if it were empty, until it is activated. For bridges that have no such state of
/// their own. Belongs to a queue; whoever waits in it is inside the queue's gate. Any thread may
/// call anything.
///
/// Threads inside mamaQueue_dispatch are counted, so that who deactivates can ask them to leave the
/// bridge until all have: a thread is counted before it looks whether the queue is active, and the
/// queue is inactive before the count is looked at, so that one of the two notices the other.
class Activation {
 public:
  /// The calling thread is inside mamaQueue_dispatch. Nothing for one that is counted already.
  class Stay {
   public:
    Stay(Activation& activation, bool is_counted) noexcept
        : activation_(is_counted ? nullptr : &activation) {
      if (activation_ != nullptr) activation_->threads_.fetch_add(1);
    }
    ~Stay() {
      if (activation_ != nullptr) activation_->leave();
    }
    Stay(const Stay&) = delete;
    Stay& operator=(const Stay&) = delete;

   private:
    Activation* const activation_;
  };

  bool is_active() const noexcept { return inactive_.load() == 0; }
  void deactivate() noexcept { inactive_.store(1); }
  void activate() noexcept {
    inactive_.store(0);
    look_again();
  }

  /// Sends those who wait away.
  void stop() noexcept {
    stops_.fetch_add(1, std::memory_order_release);
    if (!is_active()) look_again();
  }
  /// How often that was; to be asked before what a stop is to end.
  std::uint32_t stops() const noexcept { return stops_.load(std::memory_order_acquire); }

  /// Waits while the queue is inactive. False when the wait ended for another reason: a stop since
  /// `stops` were counted, `must_leave()`, or the deadline. A thread that stays is not counted
  /// meanwhile.
  template <class MustLeave>
  bool wait(TimePoint deadline, std::uint32_t stops, bool is_counted,
            MustLeave must_leave) noexcept {
    while (!is_active()) {
      if (is_counted) leave();
      const bool goes_on = wait_inside(deadline, stops, must_leave);
      if (is_counted) threads_.fetch_add(1);
      if (!goes_on) return false;
    }
    return true;
  }

  /// Makes all who wait ask again whether they must leave.
  void look_again() noexcept {
    changes_.fetch_add(1, std::memory_order_release);
    Clock::process().wake_all(changes_);
  }
  /// Waits, for so long at the most, while counted threads stay though the queue is inactive. False
  /// when there is nothing more to wait for.
  bool wait_for_threads(Duration limit) noexcept {
    const std::uint32_t seen = changes_.load(std::memory_order_acquire);
    if (is_active() || threads_.load() == 0) return false;
    Clock::process().wait(changes_, seen, Clock::process().now() + limit);
    return true;
  }

 private:
  void leave() noexcept {
    threads_.fetch_sub(1);
    if (!is_active()) look_again();
  }

  template <class MustLeave>
  bool wait_inside(TimePoint deadline, std::uint32_t stops, MustLeave must_leave) noexcept {
    Clock& clock = Clock::process();
    for (;;) {
      const std::uint32_t seen = changes_.load(std::memory_order_acquire);
      if (must_leave() || this->stops() != stops) return false;
      if (is_active()) return true;
      if (deadline != kNever && clock.now() >= deadline) return false;
      clock.wait(changes_, seen, deadline);
    }
  }

  // Sequentially consistent, both: see above.
  std::atomic<std::uint32_t> inactive_{0};
  std::atomic<std::uint32_t> threads_{0};
  std::atomic<std::uint32_t> stops_{0};
  std::atomic<std::uint32_t> changes_{0};  // what all wait on
};

}  // namespace quoll::mama
