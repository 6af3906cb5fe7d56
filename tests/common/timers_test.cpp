#include <gtest/gtest.h>
#include <wombat/timers.h>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "quoll/virtual_clock.h"

namespace {

using quoll::Clock;
using quoll::VirtualClock;
using namespace std::chrono_literals;

timeval in(std::chrono::microseconds time) {
  return {static_cast<time_t>(time / 1s), static_cast<suseconds_t>(time % 1s / 1us)};
}

// Virtual time: every deadline is met to the nanosecond, and nothing depends on the machine.
class TimerHeapTest : public testing::Test {
 protected:
  TimerHeapTest() {
    Clock::set_process(*clock_);
    start_ = clock_->now();
    createTimerHeap(&heap_);
  }
  ~TimerHeapTest() override {
    EXPECT_EQ(destroyHeap(heap_), 0);
    Clock::set_process(Clock::real());
  }

  struct Timer {
    TimerHeapTest* test;
    int number;
    std::function<void(timerElement)> action;
    timerElement handle = nullptr;
  };
  Timer& timer(std::chrono::microseconds delay, std::function<void(timerElement)> action = {}) {
    timers_.push_back(
        std::make_unique<Timer>(Timer{this, static_cast<int>(timers_.size()), std::move(action)}));
    timeval timeout = in(delay);
    EXPECT_EQ(createTimer(&timers_.back()->handle, heap_, fire, &timeout, timers_.back().get()), 0);
    return *timers_.back();
  }
  static void fire(timerElement handle, void* closure) {
    auto* timer = static_cast<Timer*>(closure);
    EXPECT_EQ(handle, timer->handle);
    EXPECT_TRUE(pthread_equal(pthread_self(), timerHeapGetTid(timer->test->heap_)));
    timer->test->fired_.push_back(timer->number);
    timer->test->times_.push_back(timer->test->clock_->now() - timer->test->start_);
    if (timer->action) timer->action(handle);
  }
  void start() { ASSERT_EQ(startDispatchTimerHeap(heap_), 0); }

  std::unique_ptr<VirtualClock> clock_ = std::make_unique<VirtualClock>();
  quoll::TimePoint start_;
  timerHeap heap_ = nullptr;
  std::vector<std::unique_ptr<Timer>> timers_;
  std::vector<int> fired_;
  std::vector<quoll::Duration> times_;
};

TEST_F(TimerHeapTest, TimersFireOnceInTheOrderOfTheirTimes) {
  timer(30ms);
  timer(10ms);
  timer(20ms);
  start();
  clock_->sleep_for(1s);
  EXPECT_EQ(fired_, (std::vector{1, 2, 0}));
  EXPECT_EQ(times_, (std::vector<quoll::Duration>{10ms, 20ms, 30ms}));
}

TEST_F(TimerHeapTest, ANewFirstTimerIsNotLate) {
  start();
  timer(50ms);
  clock_->sleep_for(5ms);
  timer(10ms);
  clock_->sleep_for(1s);
  EXPECT_EQ(fired_, (std::vector{1, 0}));
  EXPECT_EQ(times_, (std::vector<quoll::Duration>{15ms, 50ms}));
}

TEST_F(TimerHeapTest, ZeroFiresAtOnceButNotInsideTheCall) {
  timer(0ms, [this](timerElement) {
    if (timers_.size() > 1) return;
    timer(0ms);
    EXPECT_EQ(fired_.size(), 1u);
  });
  EXPECT_TRUE(fired_.empty());
  start();
  clock_->sleep_for(1ms);
  EXPECT_EQ(fired_, (std::vector{0, 1}));
  EXPECT_EQ(times_.back(), 0ms);
}

TEST_F(TimerHeapTest, CallbacksArmAnewAndDestroyTheirOwn) {
  timer(10ms, [this](timerElement handle) {
    if (fired_.size() == 3) {
      EXPECT_EQ(destroyTimer(heap_, handle), 0);
      return;
    }
    timeval again = in(10ms);
    EXPECT_EQ(resetTimer(heap_, handle, &again), 0);
  });
  start();
  clock_->sleep_for(1s);
  EXPECT_EQ(times_, (std::vector<quoll::Duration>{10ms, 20ms, 30ms}));
  EXPECT_EQ(destroyTimer(heap_, timers_[0]->handle), -1);
}

TEST_F(TimerHeapTest, ResetMovesAWaitingTimerAndWakesAFiredOne) {
  start();
  Timer& it = timer(10ms);
  timeval later = in(100ms);
  EXPECT_EQ(resetTimer(heap_, it.handle, &later), 0);
  clock_->sleep_for(50ms);
  EXPECT_TRUE(fired_.empty());
  clock_->sleep_for(100ms);
  EXPECT_EQ(times_, std::vector<quoll::Duration>{100ms});
  timeval again = in(25ms);
  EXPECT_EQ(resetTimer(heap_, it.handle, &again), 0);
  clock_->sleep_for(1s);
  EXPECT_EQ(times_.back(), 175ms);
}

TEST_F(TimerHeapTest, DestroyWaitsForACallback) {
  bool has_ended = false;
  Timer& it = timer(10ms, [&](timerElement) {
    clock_->sleep_for(50ms);
    has_ended = true;
  });
  start();
  clock_->sleep_for(20ms);
  EXPECT_EQ(fired_.size(), 1u);
  EXPECT_EQ(destroyTimer(heap_, it.handle), 0);
  EXPECT_TRUE(has_ended);
}

TEST_F(TimerHeapTest, TheLockHoldsTimersBack) {
  start();
  timer(10ms);
  EXPECT_EQ(lockTimerHeap(heap_), 0);
  EXPECT_EQ(lockTimerHeap(heap_), 0);
  clock_->sleep_for(50ms);
  EXPECT_TRUE(fired_.empty());
  EXPECT_EQ(unlockTimerHeap(heap_), 0);
  EXPECT_EQ(unlockTimerHeap(heap_), 0);
  EXPECT_EQ(unlockTimerHeap(heap_), -1);
  clock_->sleep_for(1ms);
  EXPECT_EQ(times_, std::vector<quoll::Duration>{50ms});
}

TEST_F(TimerHeapTest, AHeapThatWasNotStartedEndsWithItsTimers) {
  timer(10ms);
  EXPECT_EQ(timerHeapGetTid(heap_), INVALID_THREAD);
}

TEST_F(TimerHeapTest, AHeapIsNotDestroyedInItsCallback) {
  timer(10ms, [this](timerElement) { EXPECT_EQ(destroyHeap(heap_), -1); });
  start();
  EXPECT_EQ(startDispatchTimerHeap(heap_), -1);
  clock_->sleep_for(20ms);
  EXPECT_EQ(fired_.size(), 1u);
}

TEST_F(TimerHeapTest, NullIsRefused) {
  timerElement handle = nullptr;
  timeval timeout = in(1ms);
  EXPECT_EQ(createTimerHeap(nullptr), -1);
  EXPECT_EQ(startDispatchTimerHeap(nullptr), -1);
  EXPECT_EQ(timerHeapGetTid(nullptr), INVALID_THREAD);
  EXPECT_EQ(destroyHeap(nullptr), -1);
  EXPECT_EQ(createTimer(nullptr, heap_, fire, &timeout, nullptr), -1);
  EXPECT_EQ(createTimer(&handle, nullptr, fire, &timeout, nullptr), -1);
  EXPECT_EQ(createTimer(&handle, heap_, fire, nullptr, nullptr), -1);
  EXPECT_EQ(destroyTimer(heap_, nullptr), -1);
  EXPECT_EQ(destroyTimer(nullptr, handle), -1);
  EXPECT_EQ(resetTimer(heap_, nullptr, &timeout), -1);
  EXPECT_EQ(resetTimer(heap_, timer(1ms).handle, nullptr), -1);
  EXPECT_EQ(lockTimerHeap(nullptr), -1);
  EXPECT_EQ(unlockTimerHeap(nullptr), -1);
}

}  // namespace
