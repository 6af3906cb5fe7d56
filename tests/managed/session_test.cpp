/// Sessions and connections: states, order of their end, handles that are gone.
#include "managed/managed_support.h"

namespace quoll::test {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ManagedSessionTest = ManagedTest;
using ManagedConnectionTest = ManagedTest;

void nothing(mamaTimer, void*) {}
void nothing_in(mamaMsg, void*) {}

TEST_F(ManagedSessionTest, NullArgumentsTouchNothing) {
  constexpr auto kNull = MAMA_STATUS_NULL_ARG;
  mamaEnvConnection const c = connection();
  mamaEnvSession const s = session();
  auto* const transport = reinterpret_cast<mamaTransport>(0x10);
  auto* out_s = reinterpret_cast<mamaEnvSession>(0x10);
  auto* out_c = reinterpret_cast<mamaEnvConnection>(0x10);
  auto* timer = reinterpret_cast<mamaTimer>(0x10);
  auto* inbox = reinterpret_cast<mamaInbox>(0x10);
  auto* sub = reinterpret_cast<mamaSubscription>(0x10);
  const mamaMsgCallbacks cbs{};
  const mamaWildCardMsgCallbacks wild{};
  EXPECT_EQ(mamaEnv_createConnection(nullptr, &out_c), kNull);
  EXPECT_EQ(mamaEnv_createConnection(bridge(), nullptr), kNull);
  EXPECT_EQ(mamaEnv_destroyConnection(nullptr), kNull);
  EXPECT_EQ(mamaEnv_adoptTransport(nullptr, transport), kNull);
  EXPECT_EQ(mamaEnv_adoptTransport(c, nullptr), kNull);
  EXPECT_EQ(mamaEnv_createSession(nullptr, &out_s), kNull);
  EXPECT_EQ(mamaEnv_createSession(c, nullptr), kNull);
  EXPECT_EQ(mamaEnv_destroySession(nullptr, s), kNull);
  EXPECT_EQ(mamaEnv_destroySession(c, nullptr), kNull);
  EXPECT_EQ(mamaEnv_shutdownSession(nullptr, s), kNull);
  EXPECT_EQ(mamaEnv_shutdownSession(c, nullptr), kNull);
  EXPECT_EQ(mamaEnv_createTimer(nullptr, nullptr, 1, s, &timer), kNull);
  EXPECT_EQ(mamaEnv_createTimer(nothing, nullptr, 1, nullptr, &timer), kNull);
  EXPECT_EQ(mamaEnv_createTimer(nothing, nullptr, 1, s, nullptr), kNull);
  EXPECT_EQ(mamaEnv_createInbox(nullptr, nullptr, nullptr, s, transport, &inbox), kNull);
  EXPECT_EQ(mamaEnv_createInbox(nullptr, nullptr, nothing_in, nullptr, transport, &inbox), kNull);
  EXPECT_EQ(mamaEnv_createInbox(nullptr, nullptr, nothing_in, s, nullptr, &inbox), kNull);
  EXPECT_EQ(mamaEnv_createInbox(nullptr, nullptr, nothing_in, s, transport, nullptr), kNull);
  const auto basic = mamaEnv_createBasicSubscription;
  EXPECT_EQ(basic(nullptr, nullptr, s, "t", transport, &sub), kNull);
  EXPECT_EQ(basic(&cbs, nullptr, nullptr, "t", transport, &sub), kNull);
  EXPECT_EQ(basic(&cbs, nullptr, s, nullptr, transport, &sub), kNull);
  EXPECT_EQ(basic(&cbs, nullptr, s, "t", nullptr, &sub), kNull);
  EXPECT_EQ(basic(&cbs, nullptr, s, "t", transport, nullptr), kNull);
  const auto wildcard = mamaEnv_createWildcardSubscription;
  EXPECT_EQ(wildcard(nullptr, nullptr, s, "a", "t", transport, &sub), kNull);
  EXPECT_EQ(wildcard(&wild, nullptr, nullptr, "a", "t", transport, &sub), kNull);
  EXPECT_EQ(wildcard(&wild, nullptr, s, "a", nullptr, transport, &sub), kNull);
  EXPECT_EQ(wildcard(&wild, nullptr, s, "a", "t", nullptr, &sub), kNull);
  EXPECT_EQ(wildcard(&wild, nullptr, s, "a", "t", transport, nullptr), kNull);
  EXPECT_EQ(mamaEnv_destroyTimer(nullptr, timer), kNull);
  EXPECT_EQ(mamaEnv_destroyTimer(s, nullptr), kNull);
  EXPECT_EQ(mamaEnv_shutdownTimer(nullptr, timer), kNull);
  EXPECT_EQ(mamaEnv_shutdownTimer(s, nullptr), kNull);
  EXPECT_EQ(mamaEnv_destroyInbox(nullptr, inbox), kNull);
  EXPECT_EQ(mamaEnv_destroyInbox(s, nullptr), kNull);
  EXPECT_EQ(mamaEnv_shutdownInbox(nullptr, inbox), kNull);
  EXPECT_EQ(mamaEnv_shutdownInbox(s, nullptr), kNull);
  EXPECT_EQ(mamaEnv_destroySubscription(nullptr, sub), kNull);
  EXPECT_EQ(mamaEnv_destroySubscription(s, nullptr), kNull);
  EXPECT_EQ(mamaEnv_shutdownSubscription(nullptr, sub), kNull);
  EXPECT_EQ(mamaEnv_shutdownSubscription(s, nullptr), kNull);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(timer), 0x10u);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(inbox), 0x10u);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(sub), 0x10u);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(out_s), 0x10u);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(out_c), 0x10u);
}

TEST_F(ManagedSessionTest, HandlesThatAreGoneAreNotFollowed) {
  constexpr auto kInvalid = MAMA_STATUS_INVALID_ARG;
  ManagedTicker ticker;
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  TestConnection other(bridge());
  EXPECT_EQ(mamaEnv_destroySession(other, session()), kInvalid);
  EXPECT_EQ(mamaEnv_shutdownSession(other, session()), kInvalid);
  ASSERT_EQ(mamaEnv_destroySession(connection(), session()), MAMA_STATUS_OK);
  auto* const wild_session = reinterpret_cast<mamaEnvSession>(0x10);
  for (mamaEnvSession gone : {session(), wild_session}) {
    EXPECT_EQ(mamaEnv_destroyTimer(gone, ticker.timer), kInvalid);
    EXPECT_EQ(mamaEnv_shutdownTimer(gone, ticker.timer), kInvalid);
    EXPECT_EQ(ManagedTicker().start(gone), kInvalid);
  }
  let_others_wait();
  EXPECT_EQ(mamaEnv_destroySession(connection(), session()), kInvalid);
  EXPECT_EQ(mamaEnv_shutdownSession(connection(), wild_session), kInvalid);
  mamaEnvConnection const gone = connection().release();
  ASSERT_EQ(mamaEnv_destroyConnection(gone), MAMA_STATUS_OK);
  auto* const wild = reinterpret_cast<mamaEnvConnection>(0x10);
  for (mamaEnvConnection each : {gone, wild}) {
    mamaEnvSession session = wild_session;
    EXPECT_EQ(mamaEnv_createSession(each, &session), kInvalid);
    EXPECT_EQ(session, nullptr);
    EXPECT_EQ(mamaEnv_destroyConnection(each), kInvalid);
    EXPECT_EQ(mamaEnv_adoptTransport(each, reinterpret_cast<mamaTransport>(0x10)), kInvalid);
  }
}

TEST_F(ManagedSessionTest, AShutSessionIsSilentAndTakesNoObjects) {
  Hold hold;
  ManagedTicker held([&] { hold.stay(); }), other, late;
  ASSERT_EQ(other.start(session(), 0.001), MAMA_STATUS_OK);
  ASSERT_EQ(held.start(session()), MAMA_STATUS_OK);
  ASSERT_TRUE(hold.inside.wait());
  Signal returned;
  TestThread closer([&] {
    EXPECT_EQ(mamaEnv_shutdownSession(connection(), session()), MAMA_STATUS_OK);
    returned.raise();
  });
  let_others_wait();
  EXPECT_EQ(returned.count(), 0u);
  EXPECT_EQ(late.start(session()), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(late.timer, nullptr);
  const auto ticks = other.ticks.count();
  hold.release();
  EXPECT_TRUE(returned.wait());
  Signal event;
  EXPECT_EQ(enqueue(held.queue(), [&] { event.raise(); }), MAMA_STATUS_OK);
  EXPECT_TRUE(event.wait());
  let_others_wait();
  EXPECT_EQ(other.ticks.count(), ticks);
  EXPECT_EQ(mamaEnv_shutdownSession(connection(), session()), MAMA_STATUS_OK);
  EXPECT_EQ(other.shut_down(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaEnv_destroySession(connection(), session()), MAMA_STATUS_OK);
}

TEST_F(ManagedSessionTest, WhatTheApplicationEnqueuedBeforeItsEndStillRuns) {
  for (const bool has_objects : {false, true}) {
    mamaEnvSession const session = connection().create_session();
    ManagedTicker ticker;
    ASSERT_EQ(ticker.start(session, 1000), MAMA_STATUS_OK);
    mamaQueue const queue = ticker.queue();
    if (!has_objects) {
      ASSERT_EQ(ticker.destroy(), MAMA_STATUS_OK);
      let_others_wait();
    }
    Hold hold;
    Signal run;
    ASSERT_EQ(enqueue(queue, [&] { hold.stay(); }), MAMA_STATUS_OK);
    ASSERT_TRUE(hold.inside.wait());
    for (int i = 0; i < 10; ++i) {
      ASSERT_EQ(enqueue(queue, [&] { run.raise(); }), MAMA_STATUS_OK);
    }
    ASSERT_EQ(mamaEnv_destroySession(connection(), session), MAMA_STATUS_OK);
    EXPECT_EQ(mamaEnv_destroySession(connection(), session), MAMA_STATUS_OK) << "still closing";
    EXPECT_EQ(mamaEnv_shutdownSession(connection(), session), MAMA_STATUS_OK);
    hold.release();
    EXPECT_TRUE(run.wait(10));
    let_others_wait();
    EXPECT_EQ(mamaEnv_destroySession(connection(), session), MAMA_STATUS_INVALID_ARG);
    EXPECT_NE(mamaQueue_enqueueEvent(
                  queue, [](mamaQueue, void*) {}, nullptr),
              MAMA_STATUS_OK);
  }
}

TEST_F(ManagedSessionTest, EndsWithoutDelayWhenItsObjectsHave) {
  ManagedTicker ticker;
  ASSERT_EQ(ticker.start(session(), 1000), MAMA_STATUS_OK);
  const TimePoint start = clock().now();
  ASSERT_EQ(mamaEnv_destroySession(connection(), session()), MAMA_STATUS_OK);
  connection().destroy();
  EXPECT_LT(clock().now() - start, 10ms);
}

TEST_F(ManagedSessionTest, ItsOwnCallbackMayDestroyItAndMakeAnother) {
  ManagedTicker ticker, successor;
  ticker.on_tick = [&] {
    mamaEnvSession next = nullptr;
    EXPECT_EQ(mamaEnv_createSession(connection(), &next), MAMA_STATUS_OK);
    EXPECT_EQ(successor.start(next), MAMA_STATUS_OK);
    EXPECT_EQ(mamaEnv_destroySession(connection(), session()), MAMA_STATUS_OK);
  };
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  ASSERT_TRUE(successor.ticks.wait());
  EXPECT_EQ(ticker.ticks.count(), 1u);
  EXPECT_NE(successor.thread, ticker.thread);
}

TEST_F(ManagedConnectionTest, ItsEndEndsEverything) {
  std::vector<std::unique_ptr<ManagedTicker>> tickers;
  for (int s = 0; s < 4; ++s) {
    mamaEnvSession const session = connection().create_session();
    for (int i = 0; i < 20; ++i) {
      tickers.push_back(std::make_unique<ManagedTicker>());
      ASSERT_EQ(tickers.back()->start(session, i % 2 == 0 ? 0.001 : 1000), MAMA_STATUS_OK);
    }
  }
  ASSERT_TRUE(tickers.front()->ticks.wait(3));
  connection().destroy();
  std::vector<std::uint32_t> counts;
  for (const auto& ticker : tickers) counts.push_back(ticker->ticks.count());
  let_others_wait();
  for (std::size_t i = 0; i < tickers.size(); ++i) EXPECT_EQ(tickers[i]->ticks.count(), counts[i]);
}

TEST_F(ManagedConnectionTest, IsNotDestroyedOnAThreadOfItsOwn) {
  ManagedTicker ticker;
  TestConnection other(bridge());
  mamaEnvConnection const theirs = other.release();
  ticker.on_tick = [&] {
    if (ticker.ticks.count() != 0) return;
    EXPECT_EQ(mamaEnv_destroyConnection(connection()), MAMA_STATUS_PLATFORM);
    EXPECT_EQ(mamaEnv_destroyConnection(theirs), MAMA_STATUS_OK) << "another one may";
  };
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  EXPECT_TRUE(ticker.ticks.wait(2)) << "without effect";
}

TEST_F(ManagedConnectionTest, ItsEndIsLimitedAndCanBeContinued) {
  Hold hold;
  ManagedTicker ticker([&] { hold.stay(); }), other;
  ASSERT_EQ(other.start(session(), 0.001), MAMA_STATUS_OK);
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  ASSERT_TRUE(hold.inside.wait());
  const auto ticks = other.ticks.count();
  const TimePoint start = clock().now();
  EXPECT_EQ(mamaEnv_destroyConnection(connection()), MAMA_STATUS_TIMEOUT);
  EXPECT_GE(clock().now() - start, 10s);
  EXPECT_LT(clock().now() - start, 10'100ms);
  mamaEnvSession late = nullptr;
  EXPECT_EQ(mamaEnv_createSession(connection(), &late), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaEnv_destroyConnection(connection()), MAMA_STATUS_TIMEOUT);
  hold.release();
  connection().destroy();
  EXPECT_EQ(other.ticks.count(), ticks);
  EXPECT_EQ(ticker.ticks.count(), 1u);
}

TEST_F(ManagedConnectionTest, TheLimitOfItsEndIsAProperty) {
  Hold hold;
  ManagedTicker ticker([&] { hold.stay(); });
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  ASSERT_TRUE(hold.inside.wait());
  ASSERT_EQ(mama_setProperty("mama.env.destroy_wait", "0.25"), MAMA_STATUS_OK);
  const TimePoint start = clock().now();
  EXPECT_EQ(mamaEnv_destroyConnection(connection()), MAMA_STATUS_TIMEOUT);
  EXPECT_LT(clock().now() - start, 300ms);
  ASSERT_EQ(mama_setProperty("mama.env.destroy_wait", "0"), MAMA_STATUS_OK);
  TestThread helper([&] {
    Clock::process().sleep_for(1min);
    hold.release();
  });
  connection().destroy();
  EXPECT_GT(clock().now() - start, 1min);
}

TEST_F(ManagedConnectionTest, WaitsForWhatTheApplicationPutOnTheQueueItself) {
  ManagedTicker ticker;
  ASSERT_EQ(ticker.start(session(), 1000), MAMA_STATUS_OK);
  mamaTimer own = nullptr;
  ASSERT_EQ(mamaTimer_create(&own, ticker.queue(), nothing, 1000, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaEnv_destroyConnection(connection()), MAMA_STATUS_TIMEOUT);
  ASSERT_EQ(mamaTimer_destroy(own), MAMA_STATUS_OK);
  const TimePoint start = clock().now();
  connection().destroy();
  EXPECT_LE(clock().now() - start, 1001ms) << "the next tick of the session timer sees it";
}

TEST_F(ManagedConnectionTest, TheIntervalOfTheSessionTimerIsAProperty) {
  ASSERT_EQ(mama_setProperty("mama.env.session_timer_interval", "0.005"), MAMA_STATUS_OK);
  TestConnection quick(bridge());
  ManagedTicker ticker;
  ASSERT_EQ(ticker.start(quick.create_session(), 1000), MAMA_STATUS_OK);
  mamaTimer own = nullptr;
  ASSERT_EQ(mamaTimer_create(&own, ticker.queue(), nothing, 1000, nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(mama_setProperty("mama.env.destroy_wait", "0.1"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaEnv_destroyConnection(quick), MAMA_STATUS_TIMEOUT);
  ASSERT_EQ(mamaTimer_destroy(own), MAMA_STATUS_OK);
  const TimePoint start = clock().now();
  quick.destroy();
  EXPECT_LE(clock().now() - start, 6ms);
}

TEST_F(ManagedConnectionTest, SeveralMayBeAliveAlsoOfSeveralBridges) {
  mamaBridge probe = nullptr;
  ASSERT_EQ(mama_loadBridge(&probe, "probe"), MAMA_STATUS_OK);
  TestConnection one(bridge()), two(bridge()), three(bridge()), four(probe), five(probe);
  ManagedTicker tickers[5];
  int i = 0;
  for (TestConnection* each : {&one, &two, &three, &four, &five}) {
    ASSERT_EQ(tickers[i++].start(each->create_session()), MAMA_STATUS_OK);
  }
  for (const ManagedTicker& ticker : tickers) EXPECT_TRUE(ticker.ticks.wait(2));
}

TEST_F(ManagedConnectionTest, TwoMayDestroyItAtOnce) {
  mamaEnvConnection const c = connection().release();
  ManagedTicker ticker;
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  std::vector<mama_status> statuses(3, MAMA_STATUS_NOT_FOUND);
  {
    TestThread one([&] { statuses[0] = mamaEnv_destroyConnection(c); });
    TestThread two([&] { statuses[1] = mamaEnv_destroyConnection(c); });
    statuses[2] = mamaEnv_destroyConnection(c);
  }
  EXPECT_GE(std::count(statuses.begin(), statuses.end(), MAMA_STATUS_OK), 1);
  for (const mama_status status : statuses) {
    EXPECT_THAT(status, AnyOf(MAMA_STATUS_OK, MAMA_STATUS_INVALID_ARG));
  }
}

TEST_F(ManagedConnectionTest, TheLastCloseEndsItWithAWarning) {
  ManagedTicker ticker;
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  ASSERT_TRUE(ticker.ticks.wait());
  static int warnings;
  warnings = 0;
  mama_setLogCallback2([](MamaLogLevel level, const char* text) {
    if (level == MAMA_LOG_LEVEL_WARN && std::string(text).find("connection") != std::string::npos) {
      ++warnings;
    }
  });
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  ASSERT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_EQ(warnings, 0) << "not the last one";
  ASSERT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_EQ(warnings, 1);
  EXPECT_EQ(mamaEnv_destroyConnection(connection().release()), MAMA_STATUS_INVALID_ARG);
}

TEST_F(ManagedConnectionTest, ATransportThatWasAdoptedGoesLast) {
  TestTransport transport(bridge());
  mamaTransport const handle = transport.release();
  mamaSubscription sub = nullptr;
  const mamaMsgCallbacks callbacks{};
  ASSERT_EQ(mamaEnv_createBasicSubscription(&callbacks, nullptr, session(), "topic", handle, &sub),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaEnv_adoptTransport(connection(), handle), MAMA_STATUS_OK);
  EXPECT_EQ(mamaEnv_adoptTransport(connection(), handle), MAMA_STATUS_OK) << "once";
  connection().destroy();
  const char* name = nullptr;
  EXPECT_NE(mamaTransport_getName(handle, &name), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test
