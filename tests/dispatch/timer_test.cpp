// mamaTimer on any middleware (spec: 4), in virtual time.
#include <mama/integration/queue.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/timer.h>

#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "support/mama_fixture.h"
#include "support/signal.h"

namespace quoll::test {
namespace {

using std::chrono::milliseconds;

/// What one timer did, told by its callbacks.
struct Ticks {
  mamaTimer timer = nullptr;
  std::vector<TimePoint> at;
  std::vector<std::thread::id> threads;
  std::size_t destroyed_after = 0;
  int destroyed = 0;
  std::function<void(Ticks&)> on_tick;
  mamaTimer seen = nullptr;

  static void MAMACALLTYPE tick(mamaTimer timer, void* closure) {
    auto& self = *static_cast<Ticks*>(closure);
    self.seen = timer;
    self.at.push_back(Clock::process().now());
    self.threads.push_back(std::this_thread::get_id());
    if (self.on_tick) self.on_tick(self);
  }
  static void MAMACALLTYPE gone(mamaTimer timer, void* closure) {
    auto& self = *static_cast<Ticks*>(closure);
    EXPECT_EQ(timer, self.timer);
    self.destroyed_after = self.at.size();
    ++self.destroyed;
  }
};

class TimerTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return bridge_under_test("probe"); }
  void SetUp() override {
    VirtualMamaTest::SetUp();
    ASSERT_EQ(mamaQueue_create(&queue_, bridge()), MAMA_STATUS_OK);
  }
  void TearDown() override {
    EXPECT_EQ(mamaQueue_destroyTimedWait(queue_, 1000), MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueueImpl_getBridgeImpl(queue_), nullptr) << "objects were left";
    VirtualMamaTest::TearDown();
  }
  mama_status create(Ticks& ticks, double interval_s) {
    return mamaTimer_create2(&ticks.timer, queue_, &Ticks::tick, &Ticks::gone, interval_s, &ticks);
  }
  /// Destroys the timer and dispatches until it is gone.
  void end(Ticks& ticks) {
    EXPECT_EQ(mamaTimer_destroy(ticks.timer), MAMA_STATUS_OK);
    while (ticks.destroyed == 0) ASSERT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
  }
  /// Dispatches for a span of virtual time.
  void run_for(Duration span) {
    const TimePoint end = clock().now() + span;
    while (clock().now() < end) {
      const auto left = std::chrono::ceil<milliseconds>(end - clock().now()).count();
      ASSERT_EQ(mamaQueue_timedDispatch(queue_, static_cast<std::uint64_t>(left)), MAMA_STATUS_OK);
    }
  }

  mamaQueue queue_ = nullptr;
};

TEST_F(TimerTest, ArgumentsAreCheckedInOrder) {
  Ticks ticks;
  int nothing = 0;
  auto* timer = reinterpret_cast<mamaTimer>(&nothing);
  EXPECT_EQ(mamaTimer_allocate(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTimer_allocate(&timer, nullptr), MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(timer, nullptr);
  EXPECT_EQ(mamaTimer_create(nullptr, queue_, &Ticks::tick, 1, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTimer_create(&timer, queue_, nullptr, 1, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(timer, nullptr);
  EXPECT_EQ(mamaTimer_start(nullptr, &Ticks::tick, 1, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTimer_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTimer_reset(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTimer_setInterval(nullptr, 1), MAMA_STATUS_NULL_ARG);
  double interval = 0;
  mamaQueue queue = nullptr;
  EXPECT_EQ(mamaTimer_getInterval(nullptr, &interval), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTimer_getQueue(nullptr, &queue), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_canDestroy(queue_), MAMA_STATUS_OK) << "failures roll back the count";
}

TEST_F(TimerTest, AnAllocatedTimerCountsAndRefusesUntilStarted) {
  Ticks ticks;
  ASSERT_EQ(mamaTimer_allocate2(&ticks.timer, queue_, &Ticks::gone), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_canDestroy(queue_), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  double interval = 0;
  mamaQueue queue = nullptr;
  EXPECT_EQ(mamaTimer_reset(ticks.timer), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTimer_setInterval(ticks.timer, 1), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTimer_getInterval(ticks.timer, &interval), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTimer_getQueue(ticks.timer, &queue), MAMA_STATUS_OK) << "in every state";
  EXPECT_EQ(queue, queue_);
  EXPECT_EQ(mamaTimer_getQueue(ticks.timer, nullptr), MAMA_STATUS_INVALID_ARG);
  ASSERT_EQ(mamaTimer_start(ticks.timer, &Ticks::tick, 0.25, &ticks), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_start(ticks.timer, &Ticks::tick, 0.25, &ticks), MAMA_STATUS_NULL_ARG)
      << "started already";
  EXPECT_EQ(mamaTimer_getInterval(ticks.timer, &interval), MAMA_STATUS_OK);
  EXPECT_EQ(interval, 0.25);
  EXPECT_EQ(mamaTimer_getInterval(ticks.timer, nullptr), MAMA_STATUS_NULL_ARG);
  end(ticks);
}

TEST_F(TimerTest, DestroyOfAnUnstartedTimerIsSynchronousWithANullClosure) {
  static int calls;
  static void* seen;
  calls = 0;
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_allocate2(&timer, queue_,
                                [](mamaTimer, void* closure) {
                                  ++calls;
                                  seen = closure;
                                }),
            MAMA_STATUS_OK);
  seen = &timer;
  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(seen, nullptr);
  EXPECT_EQ(mamaQueue_canDestroy(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_INVALID_ARG);
}

TEST_F(TimerTest, TicksComeEveryIntervalOnTheQueueThreadWithTimerAndClosure) {
  Ticks ticks;
  const TimePoint start = clock().now();
  ASSERT_EQ(create(ticks, 0.1), MAMA_STATUS_OK);
  run_for(milliseconds(350));
  ASSERT_EQ(ticks.at.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(ticks.at[i] - start, milliseconds(100) * (static_cast<int>(i) + 1));
    EXPECT_EQ(ticks.threads[i], std::this_thread::get_id());
  }
  EXPECT_EQ(ticks.seen, ticks.timer);
  end(ticks);
}

TEST_F(TimerTest, TicksOfASlowQueueAreNotCoalesced) {
  Ticks ticks;
  ASSERT_EQ(create(ticks, 0.01), MAMA_STATUS_OK);
  clock().sleep_for(milliseconds(55));
  std::size_t events = 0;
  EXPECT_EQ(mamaQueue_getEventCount(queue_, &events), MAMA_STATUS_OK);
  EXPECT_EQ(events, 5u);
  end(ticks);
}

TEST_F(TimerTest, QueuedTicksBecomeNoOpsAndTheDestroyedEventIsTheLast) {
  Ticks ticks;
  ASSERT_EQ(create(ticks, 0.01), MAMA_STATUS_OK);
  clock().sleep_for(milliseconds(35));
  EXPECT_EQ(mamaTimer_destroy(ticks.timer), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_canDestroy(queue_), MAMA_STATUS_QUEUE_OPEN_OBJECTS) << "alive until told";
  EXPECT_EQ(mamaTimer_destroy(ticks.timer), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTimer_reset(ticks.timer), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTimer_setInterval(ticks.timer, 1), MAMA_STATUS_INVALID_ARG);
  std::size_t events = 0;
  EXPECT_EQ(mamaQueue_getEventCount(queue_, &events), MAMA_STATUS_OK);
  EXPECT_EQ(events, 4u) << "3 ticks and the notification";
  run_for(milliseconds(100));
  EXPECT_EQ(ticks.at.size(), 0u);
  EXPECT_EQ(ticks.destroyed, 1);
  EXPECT_EQ(mamaQueue_canDestroy(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_destroy(ticks.timer), MAMA_STATUS_INVALID_ARG);
}

TEST_F(TimerTest, TheCountIsStillHeldWhileTheNotificationRuns) {
  static mama_status status;
  status = MAMA_STATUS_OK;
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_create2(
                &timer, queue_, &Ticks::tick,
                [](mamaTimer, void* queue) {
                  status = mamaQueue_canDestroy(static_cast<mamaQueue>(queue));
                },
                1, queue_),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(status, MAMA_STATUS_QUEUE_OPEN_OBJECTS);
}

TEST_F(TimerTest, ResetAndSetIntervalCountFromNow) {
  Ticks ticks;
  const TimePoint start = clock().now();
  ASSERT_EQ(create(ticks, 0.1), MAMA_STATUS_OK);
  run_for(milliseconds(60));
  EXPECT_EQ(mamaTimer_reset(ticks.timer), MAMA_STATUS_OK);
  run_for(milliseconds(99));
  EXPECT_TRUE(ticks.at.empty());
  run_for(milliseconds(1));
  ASSERT_EQ(ticks.at.size(), 1u);
  EXPECT_EQ(ticks.at[0] - start, milliseconds(160));
  EXPECT_EQ(mamaTimer_setInterval(ticks.timer, 0.03), MAMA_STATUS_OK);
  run_for(milliseconds(30));
  ASSERT_EQ(ticks.at.size(), 2u);
  EXPECT_EQ(ticks.at[1] - start, milliseconds(190));
  double interval = 0;
  EXPECT_EQ(mamaTimer_getInterval(ticks.timer, &interval), MAMA_STATUS_OK);
  EXPECT_EQ(interval, 0.03) << "exactly the double last set";
  end(ticks);
}

TEST_F(TimerTest, BadIntervalsAreRefusedWithoutEffect) {
  const double bad[] = {-1.0, -0.0001, std::numeric_limits<double>::quiet_NaN(),
                        std::numeric_limits<double>::infinity(),
                        -std::numeric_limits<double>::infinity()};
  Ticks good;
  ASSERT_EQ(create(good, 0.1), MAMA_STATUS_OK);
  for (const double interval : bad) {
    Ticks ticks;
    EXPECT_EQ(create(ticks, interval), MAMA_STATUS_INVALID_ARG) << interval;
    EXPECT_EQ(ticks.timer, nullptr);
    EXPECT_EQ(mamaTimer_setInterval(good.timer, interval), MAMA_STATUS_INVALID_ARG) << interval;
  }
  double interval = 0;
  EXPECT_EQ(mamaTimer_getInterval(good.timer, &interval), MAMA_STATUS_OK);
  EXPECT_EQ(interval, 0.1);
  run_for(milliseconds(100));
  EXPECT_EQ(good.at.size(), 1u);
  end(good);
}

TEST_F(TimerTest, IntervalZeroHasAtMostOneTickOutstanding) {
  Ticks ticks;
  ASSERT_EQ(create(ticks, 0.0), MAMA_STATUS_OK);
  clock().sleep_for(milliseconds(10));
  std::size_t events = 0;
  EXPECT_EQ(mamaQueue_getEventCount(queue_, &events), MAMA_STATUS_OK);
  EXPECT_EQ(events, 1u);
  ticks.on_tick = [](Ticks& self) {
    if (self.at.size() == 5) {
      EXPECT_EQ(mamaTimer_destroy(self.timer), MAMA_STATUS_OK);
    }
  };
  while (ticks.destroyed == 0) ASSERT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(ticks.at.size(), 5u);
}

TEST_F(TimerTest, VeryLongIntervalsNeverTick) {
  Ticks ticks;
  ASSERT_EQ(create(ticks, 1e300), MAMA_STATUS_OK);
  run_for(std::chrono::hours(24 * 365));
  EXPECT_TRUE(ticks.at.empty());
  end(ticks);
}

TEST_F(TimerTest, ItsOwnTickMayResetChangeAndDestroyIt) {
  Ticks ticks;
  ticks.on_tick = [](Ticks& self) {
    switch (self.at.size()) {
      case 1:
        EXPECT_EQ(mamaTimer_setInterval(self.timer, 0.02), MAMA_STATUS_OK);
        break;
      case 2:
        EXPECT_EQ(mamaTimer_reset(self.timer), MAMA_STATUS_OK);
        break;
      case 3:
        EXPECT_EQ(mamaTimer_destroy(self.timer), MAMA_STATUS_OK);
        EXPECT_EQ(mamaTimer_destroy(self.timer), MAMA_STATUS_INVALID_ARG);
        EXPECT_EQ(self.destroyed, 0) << "not before the tick has returned";
        break;
      default:
        ADD_FAILURE() << "a tick after destroy";
    }
  };
  const TimePoint start = clock().now();
  ASSERT_EQ(create(ticks, 0.1), MAMA_STATUS_OK);
  run_for(milliseconds(500));
  ASSERT_EQ(ticks.at.size(), 3u);
  EXPECT_EQ(ticks.at[1] - start, milliseconds(120));
  EXPECT_EQ(ticks.at[2] - start, milliseconds(140));
  EXPECT_EQ(ticks.destroyed, 1);
}

TEST_F(TimerTest, DispatchersTickOnTheirThread) {
  TestDispatcher dispatcher(queue_);
  std::thread::id thread;
  Signal known;
  ASSERT_EQ(enqueue(queue_,
                    [&] {
                      thread = std::this_thread::get_id();
                      known.raise();
                    }),
            MAMA_STATUS_OK);
  ASSERT_TRUE(known.wait());
  Ticks ticks;
  Signal ticked;
  ticks.on_tick = [&](Ticks&) { ticked.raise(); };
  ASSERT_EQ(create(ticks, 0.001), MAMA_STATUS_OK);
  ASSERT_TRUE(ticked.wait(10));
  EXPECT_EQ(mamaDispatcher_destroy(dispatcher.release()), MAMA_STATUS_OK);
  end(ticks);
  for (const std::thread::id id : ticks.threads) EXPECT_EQ(id, thread);
}

TEST_F(TimerTest, DestroyWaitRunsTheNotification) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  Ticks ticks;
  ASSERT_EQ(mamaTimer_create2(&ticks.timer, queue, &Ticks::tick, &Ticks::gone, 0.001, &ticks),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_destroy(ticks.timer), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroyWait(queue), MAMA_STATUS_OK);
  EXPECT_EQ(ticks.destroyed, 1);
}

TEST_F(TimerTest, TheEnqueueCallbackOfATickMayUseTimers) {
  struct State {
    Ticks ticks;
    int calls = 0;
  } state;
  // Runs on the timer thread for the tick, so it must not find a lock held there.
  ASSERT_EQ(mamaQueue_setEnqueueCallback(
                queue_,
                [](mamaQueue, void* closure) {
                  auto& s = *static_cast<State*>(closure);
                  if (++s.calls == 1) {
                    EXPECT_EQ(mamaTimer_destroy(s.ticks.timer), MAMA_STATUS_OK);
                  }
                },
                &state),
            MAMA_STATUS_OK);
  ASSERT_EQ(create(state.ticks, 0.01), MAMA_STATUS_OK);
  run_for(milliseconds(50));
  EXPECT_EQ(state.calls, 2) << "the tick, and the notification";
  EXPECT_EQ(state.ticks.at.size(), 0u) << "destroyed before it was dispatched";
  EXPECT_EQ(state.ticks.destroyed, 1);
  EXPECT_EQ(mamaQueue_removeEnqueueCallback(queue_), MAMA_STATUS_OK);
}

TEST_F(TimerTest, TimersOnTheDefaultQueueMayBeDestroyedWhileMamaCloses) {
  static int destroyed;
  destroyed = 0;
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_create2(
                &timer, default_queue(), [](mamaTimer, void*) { ADD_FAILURE() << "ticked"; },
                [](mamaTimer, void*) { ++destroyed; }, 0.001, nullptr),
            MAMA_STATUS_OK);
  ASSERT_EQ(
      enqueue(default_queue(), [timer] { EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK); }),
      MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroy(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_EQ(destroyed, 1);
  ASSERT_NO_FATAL_FAILURE(MamaTest::SetUp());
  ASSERT_EQ(mamaQueue_create(&queue_, bridge()), MAMA_STATUS_OK);
}

// ---- a bridge whose timers fail ----------------------------------------------------------------

class BareTimerTest : public MamaTest {
 protected:
  const char* bridge_name() const override { return "bare"; }
};

TEST_F(BareTimerTest, AFailedStartFreesTheTimerAndItsCount) {
  TestQueue queue(bridge());
  mamaTimer timer = nullptr;
  EXPECT_EQ(mamaTimer_create(&timer, queue, &Ticks::tick, 1, nullptr), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(timer, nullptr);
  ASSERT_EQ(mamaTimer_allocate(&timer, queue), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_start(timer, &Ticks::tick, 1, nullptr), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_INVALID_ARG);
}

}  // namespace
}  // namespace quoll::test
