// QueueTimer: ticks, and every way to destroy it.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "core/support/manual_sink.h"
#include "quoll/timer_service.h"
#include "quoll/virtual_clock.h"

namespace quoll {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ManualSink;

/// What a timer did, in order.
struct Log {
  enum What { kTick, kDestroyed };
  std::vector<What> entries;
  std::function<void()> on_tick;
  void* context = nullptr;

  static void tick(void* context, void* log) {
    auto& self = *static_cast<Log*>(log);
    self.context = context;
    self.entries.push_back(kTick);
    if (self.on_tick) self.on_tick();
  }
  static void destroyed(void*, void* log) { static_cast<Log*>(log)->entries.push_back(kDestroyed); }
  std::size_t ticks() const {
    return static_cast<std::size_t>(std::count(entries.begin(), entries.end(), kTick));
  }
};

class QueueTimerTest : public ::testing::Test {
 protected:
  /// Events that are still queued hold references; the timers are destroyed, so they do nothing.
  void TearDown() override {
    service_.reset();
    sink_.run_all();
  }

  QueueTimer::Options options(Duration interval, bool repeating = true) {
    return {.sink = &sink_,
            .on_tick = &Log::tick,
            .on_destroyed = &Log::destroyed,
            .closure = &log_,
            .interval = interval,
            .repeating = repeating};
  }
  Ref<QueueTimer> started(Duration interval, bool repeating = true) {
    auto timer = QueueTimer::create(*service_, options(interval, repeating));
    timer->start();
    return timer;
  }

  VirtualClock clock_{1};
  int context_ = 0;
  ManualSink sink_{&context_};
  std::unique_ptr<TimerService> service_ = TimerService::start("timers", clock_);
  Log log_;
};

using Entries = std::vector<Log::What>;

TEST_F(QueueTimerTest, TicksAreEventsOfTheSink) {
  auto timer = started(milliseconds(10));
  clock_.sleep_for(milliseconds(9));
  EXPECT_EQ(sink_.size(), 0u);
  clock_.sleep_for(milliseconds(2));
  EXPECT_EQ(sink_.size(), 1u);
  EXPECT_TRUE(log_.entries.empty());
  sink_.run_all();
  EXPECT_EQ(log_.entries, (Entries{Log::kTick}));
  EXPECT_EQ(log_.context, &context_);
  timer->destroy();
}

TEST_F(QueueTimerTest, TicksOfAnIdleQueueAccumulate) {
  auto timer = started(milliseconds(10));
  clock_.sleep_for(milliseconds(55));
  EXPECT_EQ(sink_.run_all(), 5u);
  EXPECT_EQ(log_.ticks(), 5u);
  timer->destroy();
}

TEST_F(QueueTimerTest, NotStartedDoesNotTickAndCanBeDestroyed) {
  auto timer = QueueTimer::create(*service_, options(milliseconds(10)));
  clock_.sleep_for(seconds(1));
  EXPECT_EQ(sink_.size(), 0u);
  EXPECT_TRUE(timer->destroy());
  sink_.run_all();
  EXPECT_EQ(log_.entries, (Entries{Log::kDestroyed}));
}

TEST_F(QueueTimerTest, OneShotTicksOnce) {
  auto timer = started(milliseconds(10), false);
  clock_.sleep_for(seconds(1));
  EXPECT_EQ(sink_.run_all(), 1u);
  EXPECT_TRUE(timer->reset());
  clock_.sleep_for(seconds(1));
  EXPECT_EQ(sink_.run_all(), 1u);
  timer->destroy();
}

TEST_F(QueueTimerTest, ResetAndSetIntervalMoveTheNextTick) {
  auto timer = started(milliseconds(10));
  clock_.sleep_for(milliseconds(9));
  EXPECT_TRUE(timer->reset());
  clock_.sleep_for(milliseconds(9));
  EXPECT_EQ(sink_.size(), 0u);
  clock_.sleep_for(milliseconds(2));
  EXPECT_EQ(sink_.size(), 1u);
  EXPECT_TRUE(timer->set_interval(milliseconds(100)));
  EXPECT_EQ(timer->interval(), milliseconds(100));
  EXPECT_EQ(sink_.size(), 1u);  // what is queued stays
  clock_.sleep_for(milliseconds(99));
  EXPECT_EQ(sink_.size(), 1u);
  clock_.sleep_for(milliseconds(2));
  EXPECT_EQ(sink_.size(), 2u);
  timer->destroy();
}

TEST_F(QueueTimerTest, AfterAStallThereIsNoBurst) {
  // The first post takes 95 ms of the service's thread: re-armed before it, so one tick is late,
  // and the next interval counts from when that was processed.
  int posts = 0;
  sink_.before_post = [&] {
    if (posts++ == 0) clock_.sleep_for(milliseconds(95));
  };
  auto timer = started(milliseconds(10));
  clock_.sleep_for(milliseconds(106));  // 10, and 105 instead of 20
  EXPECT_EQ(sink_.size(), 2u);
  clock_.sleep_for(milliseconds(10));  // 115
  EXPECT_EQ(sink_.size(), 3u);
  timer->destroy();
}

TEST_F(QueueTimerTest, DestroyInOwnTick) {
  Ref<QueueTimer> timer;
  log_.on_tick = [&] {
    EXPECT_TRUE(timer->destroy());
    EXPECT_EQ(sink_.size(), 0u);  // the tick still runs
  };
  timer = started(milliseconds(10));
  clock_.sleep_for(milliseconds(11));
  sink_.run_all();
  clock_.sleep_for(seconds(1));
  EXPECT_EQ(sink_.run_all(), 0u);
  EXPECT_EQ(log_.entries, (Entries{Log::kTick, Log::kDestroyed}));
}

TEST_F(QueueTimerTest, DestroyMakesQueuedTicksNoOpsAndComesLast) {
  auto timer = started(milliseconds(10));
  clock_.sleep_for(milliseconds(35));
  EXPECT_EQ(sink_.size(), 3u);
  EXPECT_TRUE(timer->destroy());
  EXPECT_EQ(sink_.size(), 4u);
  timer = nullptr;  // queued ticks hold what they need
  clock_.sleep_for(seconds(1));
  EXPECT_EQ(sink_.run_all(), 4u);
  EXPECT_EQ(log_.entries, (Entries{Log::kDestroyed}));
  EXPECT_EQ(service_->armed(), 0u);
}

TEST_F(QueueTimerTest, TwiceDestroyedIsOnceDestroyed) {
  auto timer = started(milliseconds(10));
  EXPECT_TRUE(timer->destroy());
  EXPECT_FALSE(timer->destroy());
  EXPECT_FALSE(timer->reset());
  EXPECT_FALSE(timer->set_interval(milliseconds(1)));
  timer->start();
  EXPECT_EQ(timer->interval(), milliseconds(10));
  clock_.sleep_for(seconds(1));
  sink_.run_all();
  EXPECT_EQ(log_.entries, (Entries{Log::kDestroyed}));
}

TEST_F(QueueTimerTest, DestroyWhileATickIsBeingPosted) {
  Ref<QueueTimer> timer;
  int posts = 0;
  sink_.before_post = [&] {
    if (++posts != 1) return;
    EXPECT_TRUE(timer->destroy());  // on the service's thread, inside expired()
    EXPECT_EQ(sink_.size(), 0u);    // not before that tick
  };
  timer = started(milliseconds(10));
  clock_.sleep_for(seconds(1));
  EXPECT_EQ(sink_.run_all(), 2u);
  EXPECT_EQ(log_.entries, (Entries{Log::kDestroyed}));
}

TEST_F(QueueTimerTest, DestroyFromAnotherThreadWhileTheTickRunsWaitsForNobody) {
  auto timer = started(milliseconds(10));
  log_.on_tick = [&] {
    auto other = clock_.spawn("other", [&] { EXPECT_TRUE(timer->destroy()); });
    other->join();
    EXPECT_EQ(sink_.size(), 0u);
  };
  clock_.sleep_for(milliseconds(11));
  sink_.run_all();
  EXPECT_EQ(log_.entries, (Entries{Log::kTick, Log::kDestroyed}));
}

TEST_F(QueueTimerTest, ServiceGoneFirst) {
  auto timer = started(milliseconds(10));
  clock_.sleep_for(milliseconds(11));
  service_.reset();
  EXPECT_TRUE(timer->reset());  // not destroyed; nothing ticks any more
  EXPECT_TRUE(timer->set_interval(milliseconds(1)));
  clock_.sleep_for(seconds(1));
  EXPECT_EQ(sink_.size(), 1u);
  EXPECT_TRUE(timer->destroy());
  sink_.run_all();
  EXPECT_EQ(log_.entries, (Entries{Log::kDestroyed}));
}

TEST_F(QueueTimerTest, NobodyAsksForTheDestroyedEvent) {
  auto plain = options(milliseconds(10));
  plain.on_destroyed = nullptr;
  auto timer = QueueTimer::create(*service_, plain);
  EXPECT_TRUE(timer->destroy());
  EXPECT_EQ(sink_.size(), 0u);
}

TEST_F(QueueTimerTest, FullSinkLosesTicksButNotTheDestroyedEvent) {
  auto timer = started(milliseconds(10));
  sink_.answer(PostResult::kFull);
  clock_.sleep_for(milliseconds(35));
  EXPECT_EQ(sink_.refused(), 3u);
  EXPECT_TRUE(timer->destroy());
  timer = nullptr;
  clock_.sleep_for(milliseconds(5));
  sink_.answer(PostResult::kOk);
  clock_.sleep_for(milliseconds(5));
  EXPECT_EQ(sink_.run_all(), 1u);
  EXPECT_EQ(log_.entries, (Entries{Log::kDestroyed}));
  EXPECT_EQ(service_->armed(), 0u);
}

TEST_F(QueueTimerTest, ClosedSinkGetsNothing) {
  auto timer = started(milliseconds(10));
  sink_.answer(PostResult::kClosed);
  clock_.sleep_for(milliseconds(15));
  EXPECT_TRUE(timer->destroy());
  clock_.sleep_for(milliseconds(15));
  EXPECT_EQ(sink_.refused(), 2u);
  EXPECT_EQ(service_->armed(), 0u);
}

TEST_F(QueueTimerTest, IntervalZeroHasOneTickOutstanding) {
  auto timer = started(Duration::zero());
  clock_.sleep_for(seconds(1));
  EXPECT_EQ(sink_.size(), 1u);
  EXPECT_TRUE(timer->reset());
  clock_.sleep_for(seconds(1));
  EXPECT_EQ(sink_.size(), 1u);
  log_.on_tick = [&] {
    clock_.sleep_for(milliseconds(1));
    EXPECT_EQ(sink_.size(), 0u);  // one that runs is outstanding
  };
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(sink_.run_all(), 1u);
    clock_.sleep_for(milliseconds(1));
    EXPECT_EQ(sink_.size(), 1u);
  }
  timer->destroy();
  sink_.run_all();
  EXPECT_EQ(log_.ticks(), 10u);
  EXPECT_EQ(log_.entries.back(), Log::kDestroyed);
}

TEST_F(QueueTimerTest, IntervalZeroLeavesAndComesBack) {
  auto timer = started(Duration::zero());
  clock_.sleep_for(milliseconds(1));
  EXPECT_TRUE(timer->set_interval(milliseconds(10)));
  sink_.run_all();
  clock_.sleep_for(milliseconds(35));
  EXPECT_EQ(sink_.size(), 3u);
  EXPECT_TRUE(timer->set_interval(Duration::zero()));
  clock_.sleep_for(milliseconds(35));
  EXPECT_EQ(sink_.size(), 4u);  // three of before, and the one
  timer->destroy();
}

TEST_F(QueueTimerTest, IntervalZeroSurvivesAFullSink) {
  sink_.answer(PostResult::kFull);
  auto timer = started(Duration::zero());
  clock_.sleep_for(milliseconds(10));
  EXPECT_LE(sink_.refused(), 11u);  // it does not hammer
  sink_.answer(PostResult::kOk);
  clock_.sleep_for(milliseconds(10));
  EXPECT_EQ(sink_.size(), 1u);
  timer->destroy();
}

TEST_F(QueueTimerTest, DiscardedTicksLetGo) {
  auto timer = started(Duration::zero());
  clock_.sleep_for(milliseconds(1));
  const auto [callback, closure] = sink_.take();
  EXPECT_TRUE(QueueTimer::discard(callback, closure));
  EXPECT_FALSE(QueueTimer::discard(&Log::tick, closure));
  clock_.sleep_for(milliseconds(1));
  EXPECT_EQ(sink_.size(), 1u);  // goes on
  timer->destroy();
  while (sink_.size() != 0) {
    const auto [pending, what] = sink_.take();
    QueueTimer::discard(pending, what);
  }
  EXPECT_TRUE(log_.entries.empty());
}

TEST_F(QueueTimerTest, MayBeDerivedFrom) {
  struct Derived final : QueueTimer {
    Derived(TimerService& service, const Options& options, bool& gone)
        : QueueTimer(service, options), gone_(gone) {}
    ~Derived() override { gone_ = true; }
    bool& gone_;
  };
  bool gone = false;
  auto timer = make_ref<Derived>(*service_, options(milliseconds(1)), gone);
  timer->start();
  timer->destroy();
  timer = nullptr;
  EXPECT_TRUE(gone);
  sink_.run_all();
}

TEST(QueueTimerStress, DestroysRaceWithTicksOnRealThreads) {
  auto service = TimerService::start("timers", Clock::real());
  struct Shared {
    std::atomic<int> destroyed{0};
    std::atomic<int> late{0};
  } shared;
  struct PerTimer {
    Shared* shared;
    std::atomic<bool> gone{false};
    static void tick(void*, void* closure) {
      auto& self = *static_cast<PerTimer*>(closure);
      if (self.gone) ++self.shared->late;
    }
    static void destroyed(void*, void* closure) {
      auto& self = *static_cast<PerTimer*>(closure);
      if (self.gone.exchange(true)) ++self.shared->late;
      ++self.shared->destroyed;
    }
  };
  ManualSink sink;
  constexpr int kThreads = 3;
  constexpr int kTimers = 300;
  std::vector<PerTimer> all(kThreads * kTimers);
  std::atomic<bool> stop{false};
  std::thread dispatcher([&] {
    while (!stop) {
      if (!sink.run_one()) std::this_thread::yield();
    }
    sink.run_all();
  });
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kTimers; ++i) {
        PerTimer& mine = all[static_cast<std::size_t>(t * kTimers + i)];
        mine.shared = &shared;
        auto timer = QueueTimer::create(*service, {.sink = &sink,
                                                   .on_tick = &PerTimer::tick,
                                                   .on_destroyed = &PerTimer::destroyed,
                                                   .closure = &mine,
                                                   .interval = Duration(i % 3 * 1'000)});
        timer->start();
        for (int spin = 0; spin < i % 20; ++spin) std::this_thread::yield();
        timer->reset();
        EXPECT_TRUE(timer->destroy());
        EXPECT_FALSE(timer->destroy());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  service.reset();
  stop = true;
  dispatcher.join();
  EXPECT_EQ(shared.destroyed, kThreads * kTimers);
  EXPECT_EQ(shared.late, 0);
}

}  // namespace
}  // namespace quoll
