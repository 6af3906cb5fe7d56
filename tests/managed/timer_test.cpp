/// Managed timers, and the promises that all managed objects keep.
#include <set>

#include "managed/managed_support.h"

namespace quoll::test {
namespace {

using ManagedTimerTest = ManagedTest;

TEST_F(ManagedTimerTest, TicksOnTheThreadOfItsSession) {
  ManagedTicker one, two, elsewhere;
  ASSERT_EQ(one.start(session()), MAMA_STATUS_OK);
  ASSERT_EQ(two.start(session()), MAMA_STATUS_OK);
  ASSERT_EQ(elsewhere.start(connection().create_session()), MAMA_STATUS_OK);
  for (ManagedTicker* ticker : {&one, &two, &elsewhere}) ASSERT_TRUE(ticker->ticks.wait(3));
  EXPECT_EQ(one.thread, two.thread);
  EXPECT_NE(one.thread, elsewhere.thread);
  EXPECT_NE(one.thread, std::this_thread::get_id());
  EXPECT_EQ(one.queue(), two.queue());
  const char* name = nullptr;
  ASSERT_EQ(mamaQueue_getQueueName(one.queue(), &name), MAMA_STATUS_OK);
  EXPECT_THAT(name, ::testing::StartsWith("MME Session queue 0x"));
}

TEST_F(ManagedTimerTest, IsSilentFromItsShutdownOn) {
  ManagedTicker ticker;
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  ASSERT_TRUE(ticker.ticks.wait(2));
  ASSERT_EQ(ticker.shut_down(), MAMA_STATUS_OK);
  const auto ticks = ticker.ticks.count();
  let_others_wait();
  EXPECT_EQ(ticker.ticks.count(), ticks);
  EXPECT_EQ(ticker.shut_down(), MAMA_STATUS_OK);
  double interval_s = 0;
  EXPECT_EQ(mamaTimer_getInterval(ticker.timer, &interval_s), MAMA_STATUS_OK);
  EXPECT_EQ(ticker.destroy(), MAMA_STATUS_OK);
  EXPECT_EQ(ticker.shut_down(), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(ticker.destroy(), MAMA_STATUS_OK);
}

TEST_F(ManagedTimerTest, AShutdownWaitsForTheTickInProgress) {
  for (const bool destroys : {false, true}) {
    Hold hold;
    ManagedTicker ticker([&] { hold.stay(); });
    ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
    ASSERT_TRUE(hold.inside.wait());
    Signal returned;
    TestThread closer([&] {
      EXPECT_EQ(destroys ? ticker.destroy() : ticker.shut_down(), MAMA_STATUS_OK);
      EXPECT_EQ(ticker.ticks.count(), 1u);
      returned.raise();
    });
    let_others_wait();
    EXPECT_EQ(returned.count(), 0u);
    hold.release();
    EXPECT_TRUE(returned.wait());
    let_others_wait();
    EXPECT_EQ(ticker.ticks.count(), 1u);
    ticker.destroy();
  }
}

// Ticks of 1 ms every 0.1 ms: there is always one more on the queue.
TEST_F(ManagedTimerTest, AShutdownUnderBacklogWaitsForOneTickAtMost) {
  for (int i = 0; i < 50; ++i) {
    ManagedTicker ticker([] { Clock::process().sleep_for(1ms); });
    ASSERT_EQ(ticker.start(session(), 0.0001), MAMA_STATUS_OK);
    ASSERT_TRUE(ticker.ticks.wait(5));
    Clock::process().sleep_for(std::chrono::microseconds(37 * i));  // anywhere in a tick
    std::size_t waiting = 0;
    ASSERT_EQ(mamaQueue_getEventCount(ticker.queue(), &waiting), MAMA_STATUS_OK);
    EXPECT_GT(waiting, 0u);
    const TimePoint start = clock().now();
    const auto ticks = ticker.ticks.count();
    ASSERT_EQ(i % 2 == 0 ? ticker.shut_down() : ticker.destroy(), MAMA_STATUS_OK);
    EXPECT_LE(clock().now() - start, 1ms);
    EXPECT_LE(ticker.ticks.count(), ticks + 1);
    EXPECT_EQ(ticker.destroy(), MAMA_STATUS_OK);
  }
}

TEST_F(ManagedTimerTest, TwoWhoDestroyItBothWaitForTheTick) {
  Hold hold;
  ManagedTicker ticker([&] { hold.stay(); });
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  ASSERT_TRUE(hold.inside.wait());
  Signal returned;
  const auto destroy = [&] {
    EXPECT_EQ(ticker.destroy(), MAMA_STATUS_OK);
    returned.raise();
  };
  TestThread one(destroy), two(destroy);
  let_others_wait();
  EXPECT_EQ(returned.count(), 0u);
  hold.release();
  EXPECT_TRUE(returned.wait(2));
}

TEST_F(ManagedTimerTest, ItsOwnTickMayDestroyOrSilenceIt) {
  for (const bool destroys : {false, true}) {
    ManagedTicker ticker;
    ticker.on_tick = [&] {
      Clock::process().sleep_for(100ms);  // further ticks lie on the queue
      EXPECT_EQ(destroys ? ticker.destroy() : ticker.shut_down(), MAMA_STATUS_OK);
    };
    ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
    ASSERT_TRUE(ticker.ticks.wait());
    let_others_wait();
    EXPECT_EQ(ticker.ticks.count(), 1u);
    EXPECT_EQ(ticker.destroy(), MAMA_STATUS_OK);
  }
}

TEST_F(ManagedTimerTest, TheFirstTickKnowsTheHandle) {
  for (int i = 0; i < 50; ++i) {
    ManagedTicker ticker;
    ticker.on_tick = [&] { EXPECT_EQ(ticker.destroy(), MAMA_STATUS_OK); };
    ASSERT_EQ(ticker.start(session(), 0), MAMA_STATUS_OK);
    ASSERT_TRUE(ticker.ticks.wait());
    let_others_wait();
    EXPECT_EQ(ticker.ticks.count(), 1u);
  }
}

TEST_F(ManagedTimerTest, AnotherCallbackOfTheSessionMayDestroyIt) {
  ManagedTicker victim;
  ASSERT_EQ(victim.start(session()), MAMA_STATUS_OK);
  ASSERT_TRUE(victim.ticks.wait());
  std::uint32_t ticks = 0;
  ManagedTicker killer;
  killer.on_tick = [&] {
    EXPECT_EQ(victim.destroy(), MAMA_STATUS_OK);
    ticks = victim.ticks.count();
  };
  ASSERT_EQ(killer.start(session(), 0.05), MAMA_STATUS_OK);
  ASSERT_TRUE(killer.ticks.wait());
  let_others_wait();
  EXPECT_EQ(victim.ticks.count(), ticks);
}

TEST_F(ManagedTimerTest, ANestedDispatchMayDestroyTheTickThatItIsIn) {
  ManagedTicker outer, inner;
  inner.on_tick = [&] { EXPECT_EQ(outer.destroy(), MAMA_STATUS_OK); };
  outer.on_tick = [&] {
    ASSERT_EQ(inner.start(session(), 0.001), MAMA_STATUS_OK);
    mamaQueue queue = outer.queue();
    while (inner.ticks.count() == 0) mamaQueue_timedDispatch(queue, 1);
    EXPECT_EQ(inner.destroy(), MAMA_STATUS_OK);
    mamaQueue_timedDispatch(queue, 5);  // the end of both
  };
  ASSERT_EQ(outer.start(session()), MAMA_STATUS_OK);
  ASSERT_TRUE(outer.ticks.wait());
  let_others_wait();
  EXPECT_EQ(outer.ticks.count(), 1u);
}

// Each callback silences the object of the next one's callback; all are in them.
TEST_F(ManagedTimerTest, ARingOfShutdownsIsBrokenWithTimeout) {
  for (std::size_t size = 2; size <= 8; ++size) {
    std::vector<std::unique_ptr<ManagedTicker>> ring;
    std::vector<mama_status> statuses(size, MAMA_STATUS_OK);
    Signal inside, go;
    for (std::size_t i = 0; i < size; ++i) {
      ring.push_back(std::make_unique<ManagedTicker>([&, i] {
        inside.raise();
        ASSERT_TRUE(go.wait());
        statuses[i] = ring[(i + 1) % size]->shut_down();
      }));
    }
    for (auto& ticker : ring) {
      ASSERT_EQ(ticker->start(connection().create_session()), MAMA_STATUS_OK);
    }
    ASSERT_TRUE(inside.wait(static_cast<std::uint32_t>(size)));
    go.raise();
    for (auto& ticker : ring) ASSERT_TRUE(ticker->ticks.wait());
    EXPECT_EQ(std::count(statuses.begin(), statuses.end(), MAMA_STATUS_TIMEOUT), 1) << size;
    EXPECT_EQ(std::count(statuses.begin(), statuses.end(), MAMA_STATUS_OK), size - 1) << size;
    let_others_wait();
    for (auto& ticker : ring) {
      EXPECT_EQ(ticker->ticks.count(), 1u);
      EXPECT_EQ(ticker->destroy(), MAMA_STATUS_OK);
    }
  }
}

TEST_F(ManagedTimerTest, TwoWhoDestroyEachOthersObjectBothEnd) {
  ManagedTicker one, two;
  Signal inside;
  one.on_tick = [&] {
    inside.raise();
    ASSERT_TRUE(inside.wait(2));
    two.destroy();
  };
  two.on_tick = [&] {
    inside.raise();
    ASSERT_TRUE(inside.wait(2));
    one.destroy();
  };
  ASSERT_EQ(one.start(session()), MAMA_STATUS_OK);
  ASSERT_EQ(two.start(connection().create_session()), MAMA_STATUS_OK);
  EXPECT_TRUE(one.ticks.wait());
  EXPECT_TRUE(two.ticks.wait());
  let_others_wait();
  EXPECT_EQ(one.ticks.count() + two.ticks.count(), 2u);
}

TEST_F(ManagedTimerTest, NativeCallsThatWouldEndItAreRefused) {
  ManagedTicker ticker;
  ASSERT_EQ(ticker.start(session(), 1000), MAMA_STATUS_OK);
  const auto nothing = [](mamaTimer, void*) {};
  for (int round = 0; round < 2; ++round) {
    double interval_s = 0;
    EXPECT_EQ(mamaTimer_destroy(ticker.timer), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaTimer_start(ticker.timer, nothing, 1, nullptr), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaTimer_reset(ticker.timer), MAMA_STATUS_OK);
    EXPECT_EQ(mamaTimer_setInterval(ticker.timer, 500), MAMA_STATUS_OK);
    EXPECT_EQ(mamaTimer_getInterval(ticker.timer, &interval_s), MAMA_STATUS_OK);
    EXPECT_EQ(interval_s, 500);
    EXPECT_NE(ticker.queue(), nullptr);
    EXPECT_EQ(ticker.shut_down(), MAMA_STATUS_OK);
  }
}

// So that a second destroy does not hit another timer.
TEST_F(ManagedTimerTest, AHandleThatIsGoneIsNotUsedAgainSoon) {
  std::set<mamaTimer> seen;
  for (int i = 0; i < 1000; ++i) {
    ManagedTicker ticker;
    ASSERT_EQ(ticker.start(session(), 1000), MAMA_STATUS_OK);
    EXPECT_TRUE(seen.insert(ticker.timer).second) << i;
    ASSERT_EQ(ticker.destroy(), MAMA_STATUS_OK);
    if (i % 100 == 0) let_others_wait();
  }
}

TEST_F(ManagedTimerTest, AFailedCreationLeavesNothing) {
  ManagedTicker ticker;
  EXPECT_EQ(ticker.start(session(), -1), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(ticker.timer, nullptr);
}

TEST_F(ManagedTimerTest, IsDestroyedByItsOwnSessionOnly) {
  ManagedTicker ticker;
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  mamaEnvSession const other = connection().create_session();
  EXPECT_EQ(mamaEnv_destroyTimer(other, ticker.timer), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaEnv_shutdownTimer(other, ticker.timer), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaEnv_destroyInbox(session(), reinterpret_cast<mamaInbox>(ticker.timer)),
            MAMA_STATUS_OK);
  EXPECT_TRUE(ticker.ticks.wait());
}

}  // namespace
}  // namespace quoll::test
