/// The managed environment without memory, and what it leaves behind. A program of its own: it
/// replaces operator new.
#include <algorithm>
#include <functional>

#include "managed/managed_support.h"
#include "managed/stress_world.h"
#include "quoll/event_queue.h"
#include "support/intercepted.h"
#include "support/limited_memory.h"

namespace quoll::test {
namespace {

// ---- nothing is left behind --------------------------------------------------------------------

class ManagedCycles : public MamaTest {
 protected:
  const char* bridge_name() const override { return bridge_under_test("loopback"); }
  void SetUp() override {
    MamaTest::SetUp();
    mama_setProperty("mama.env.destroy_wait", "60");
  }

  /// A connection with four sessions, a hundred objects on each, none of which is destroyed.
  void cycle() {
    TestTransport transport(bridge());
    TestConnection connection(bridge());
    std::vector<std::unique_ptr<ManagedTicker>> tickers;
    for (int s = 0; s < 4; ++s) {
      mamaEnvSession const session = connection.create_session();
      for (int i = 0; i < kOfEachKind; ++i) {
        const mamaMsgCallbacks none{};
        const mamaWildCardMsgCallbacks wild{};
        mamaSubscription sub = nullptr;
        mamaInbox inbox = nullptr;
        tickers.push_back(std::make_unique<ManagedTicker>());
        EXPECT_EQ(tickers.back()->start(session, 0.001), MAMA_STATUS_OK);
        EXPECT_EQ(mamaEnv_createBasicSubscription(&none, nullptr, session, "t", transport, &sub),
                  MAMA_STATUS_OK);
        EXPECT_EQ(mamaEnv_createInbox(
                      nullptr, nullptr, [](mamaMsg, void*) {}, session, transport, &inbox),
                  MAMA_STATUS_OK);
        if (!has_wildcards()) continue;
        EXPECT_EQ(mamaEnv_createWildcardSubscription(&wild, nullptr, session, nullptr, "*",
                                                     transport, &sub),
                  MAMA_STATUS_OK);
      }
    }
    connection.destroy();
  }
  static constexpr int kOfEachKind = 25;
};

/// Polls: a thread that goes on or ends, whose end nobody is told, gives the last things back. What
/// is lost never comes.
bool comes_true(const std::function<bool()>& condition) {
  const TimePoint end = Clock::process().now() + 20s;
  while (!condition()) {
    if (Clock::process().now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

/// Queues keep up to 4 MiB of segments that nobody needs for the next backlog. How large one
/// becomes is chance, so all that may be kept is there from the beginning.
void fill_pool_of_segments() {
  constexpr std::size_t kMoreThanAreKept = 300;
  EventQueue queue;
  for (std::size_t i = 0; i < kMoreThanAreKept * EventSegment::kSlots; ++i) {
    queue.post([](void*, void*) {}, nullptr);
  }
}

TEST_F(ManagedCycles, LeaveNoThreadDescriptorOrMemory) {
  fill_pool_of_segments();
  constexpr int kWarmUp = 30;  // while what is kept for the next one is made
  constexpr int kCycles = 1000;
  std::size_t threads = 0, descriptors = 0;
  long blocks = 0;
  const TimePoint end = Clock::process().now() + stress_time();
  for (int i = 0; i < kWarmUp + 5 || (i < kCycles && Clock::process().now() < end); ++i) {
    cycle();
    if (i == 1) {
      threads = threads_of_process();
      descriptors = descriptors_of_process();
    }
    if (i <= kWarmUp) blocks = live_blocks;
    // The first cycle that fails ends the test: failures need memory, too.
    ASSERT_TRUE(i <= 1 || comes_true([&] { return descriptors_of_process() <= descriptors; }))
        << "cycle " << i << ": " << descriptors_of_process() << " not " << descriptors;
    ASSERT_TRUE(i <= 1 || comes_true([&] { return threads_of_process() <= threads; }))
        << "cycle " << i << ": " << threads_of_process() << " not " << threads;
    ASSERT_TRUE(comes_true([&] { return live_blocks <= blocks; }))
        << "cycle " << i << ": " << live_blocks << " not " << blocks;
  }
}

// ---- memory runs out, the bridge refuses -------------------------------------------------------

thread_local int calls_allowed = kUnlimited;  // of this thread to the bridge

/// Makes the call of a thread to the bridge fail that comes after those which it allows. Counts
/// what was made and has not ended.
class LimitedBridge {
  template <class Next, class... Args>
  static mama_status limited(Next next, Args... args) {
    if (calls_allowed != kUnlimited && calls_allowed-- == 0) return MAMA_STATUS_PLATFORM;
    return next(args...);
  }
  auto making() {
    return [this](auto... all) {
      const mama_status status = limited(all...);
      if (status == MAMA_STATUS_OK) ++alive;
      return status;
    };
  }
  auto ending() {
    return [this](auto next, auto object) {
      const mama_status status = next(object);
      if (status == MAMA_STATUS_OK) --alive;
      return status;
    };
  }

 public:
  explicit LimitedBridge(mamaBridge bridge)
      : timer_create_(bridge, making()),
        timer_destroy_(bridge,
                       [this, end = ending()](auto next, auto timer) {
                         if (timer_ends_refused > 0 && timer_ends_refused-- > 0) {
                           return MAMA_STATUS_PLATFORM;
                         }
                         return end(next, timer);
                       }),
        inbox_create_(bridge, making()),
        inbox_destroy_(bridge, ending()),
        subscription_create_(bridge, making()),
        wildcard_create_(bridge, making()),
        subscription_destroy_(bridge, ending()),
        queue_create_(bridge, making()),
        queue_destroy_(bridge, ending()),
        queue_enqueue_(bridge, [](auto... all) { return limited(all...); }) {}

  std::atomic<int> alive{0};
  std::atomic<int> timer_ends_refused{0};  // how many of the next ones

 private:
  Intercepted<&mamaBridgeImpl_::bridgeMamaTimerCreate> timer_create_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaTimerDestroy> timer_destroy_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaInboxCreate> inbox_create_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaInboxDestroy> inbox_destroy_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaSubscriptionCreate> subscription_create_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaSubscriptionCreateWildCard> wildcard_create_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaSubscriptionDestroy> subscription_destroy_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaQueueCreate> queue_create_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaQueueDestroy> queue_destroy_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaQueueEnqueueEvent> queue_enqueue_;
};

/// What is limited.
struct Limit {
  const char* name;
  int* left;
};

class ManagedRefusals : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
  void SetUp() override {
    VirtualMamaTest::SetUp();
    limited_ = std::make_unique<LimitedBridge>(bridge());
    transport_ = std::make_unique<TestTransport>(bridge());
  }
  void TearDown() override {
    transport_.reset();
    EXPECT_EQ(limited_->alive, 0);
    limited_.reset();
    VirtualMamaTest::TearDown();
  }
  mamaTransport transport() const { return *transport_; }
  LimitedBridge& limited_bridge() { return *limited_; }

  /// Calls with room for 0, 1, 2, ... steps, until there was enough. Each call that fails says why;
  /// `check` is told whether it succeeded.
  static void with_too_little(const std::function<mama_status()>& call,
                              const std::function<void(bool has_succeeded)>& check) {
    const Limit limits[] = {{"memory", &allowed}, {"the bridge", &calls_allowed}};
    for (const Limit& limit : limits) {
      for (int room = 0; room < kUnlimited; ++room) {
        SCOPED_TRACE(std::string(limit.name) + " " + std::to_string(room));
        *limit.left = room;
        const mama_status status = call();
        const bool was_enough = std::exchange(*limit.left, kUnlimited) >= 0;
        EXPECT_TRUE(status == MAMA_STATUS_OK || !was_enough) << mamaStatus_stringForStatus(status);
        check(status == MAMA_STATUS_OK);
        if (was_enough) break;
      }
    }
  }
  /// Of a function that makes something: the handle tells whether it did.
  template <class Handle>
  void make(
      const std::function<mama_status(Handle*)>& call,
      const std::function<void(Handle)>& end = [](Handle) {}) {
    Handle handle = nullptr;
    int failures = 0, alive = 0;
    with_too_little(
        [&] {
          alive = limited_->alive;
          handle = reinterpret_cast<Handle>(0x10);
          return call(&handle);
        },
        [&](bool has_succeeded) {
          EXPECT_EQ(handle != nullptr, has_succeeded);
          if (has_succeeded) {
            end(handle);
          } else {
            EXPECT_EQ(limited_->alive, alive);
            ++failures;
          }
        });
    EXPECT_GE(failures, 2);
  }

 private:
  std::unique_ptr<LimitedBridge> limited_;
  std::unique_ptr<TestTransport> transport_;
};

TEST_F(ManagedRefusals, WhatCannotBeMadeLeavesNothing) {
  make<mamaEnvConnection>(
      [&](mamaEnvConnection* out) { return mamaEnv_createConnection(bridge(), out); },
      [](mamaEnvConnection made) { EXPECT_EQ(mamaEnv_destroyConnection(made), MAMA_STATUS_OK); });
  TestConnection connection(bridge());
  make<mamaEnvSession>([&](mamaEnvSession* out) { return mamaEnv_createSession(connection, out); });
  mamaEnvSession const session = connection.create_session();
  make<mamaTimer>([&](mamaTimer* out) {
    return mamaEnv_createTimer([](mamaTimer, void*) {}, nullptr, 1000, session, out);
  });
  make<mamaInbox>([&](mamaInbox* out) {
    return mamaEnv_createInbox(
        nullptr, nullptr, [](mamaMsg, void*) {}, session, transport(), out);
  });
  mamaMsgCallbacks callbacks{};
  callbacks.onCreate = [](mamaSubscription, void*) {};
  make<mamaSubscription>([&](mamaSubscription* out) {
    return mamaEnv_createBasicSubscription(&callbacks, nullptr, session, "topic", transport(), out);
  });
  const mamaWildCardMsgCallbacks wild{};
  make<mamaSubscription>([&](mamaSubscription* out) {
    return mamaEnv_createWildcardSubscription(&wild, nullptr, session, nullptr, "*", transport(),
                                              out);
  });
}

// However little there is, it has been asked for and comes.
TEST_F(ManagedRefusals, WhatCannotBeEndedAtOnceEndsLater) {
  TestConnection connection(bridge());
  mamaEnvSession session = nullptr;
  ManagedTicker ticker;
  const auto begin = [&] {
    session = connection.create_session();
    EXPECT_EQ(ticker.start(session, 1000), MAMA_STATUS_OK);
  };
  begin();
  with_too_little([&] { return ticker.shut_down(); },
                  [&](bool) { EXPECT_EQ(ticker.shut_down(), MAMA_STATUS_OK); });
  const auto then_it_ends = [&](bool) {
    EXPECT_EQ(mamaEnv_destroySession(connection, session), MAMA_STATUS_OK);
    Clock::process().sleep_for(2s);
    EXPECT_EQ(mamaEnv_destroySession(connection, session), MAMA_STATUS_INVALID_ARG) << "reaped";
    begin();
  };
  with_too_little([&] { return ticker.destroy(); }, then_it_ends);
  with_too_little([&] { return mamaEnv_shutdownSession(connection, session); }, then_it_ends);
  with_too_little([&] { return mamaEnv_destroySession(connection, session); },
                  [&](bool) {
                    Clock::process().sleep_for(2s);
                    EXPECT_EQ(mamaEnv_destroySession(connection, session), MAMA_STATUS_INVALID_ARG);
                    begin();
                  });
  std::unique_ptr<TestConnection> ending = std::make_unique<TestConnection>(bridge());
  with_too_little([&] { return mamaEnv_destroyConnection(*ending); },
                  [&](bool has_succeeded) {
                    if (has_succeeded) {
                      (void)ending->release();
                    } else {
                      ending->destroy();
                    }
                    ending = std::make_unique<TestConnection>(bridge());
                    EXPECT_EQ(ticker.start(ending->create_session(), 1000), MAMA_STATUS_OK);
                  });
}

TEST_F(ManagedRefusals, TimersWhoseEndTheBridgeRefusesEndLater) {
  TestConnection connection(bridge());
  mamaEnvSession const session = connection.create_session();
  ManagedTicker ticker;
  EXPECT_EQ(ticker.start(session), MAMA_STATUS_OK);
  limited_bridge().timer_ends_refused = 3;
  EXPECT_EQ(ticker.destroy(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaEnv_destroySession(connection, session), MAMA_STATUS_OK);
  Clock::process().sleep_for(5s);
  EXPECT_EQ(limited_bridge().timer_ends_refused, 0);
  EXPECT_EQ(mamaEnv_destroySession(connection, session), MAMA_STATUS_INVALID_ARG) << "reaped";
  limited_bridge().timer_ends_refused = 3;  // those of the connection's own timer
  connection.destroy();
  EXPECT_EQ(limited_bridge().timer_ends_refused, 0);
}

}  // namespace
}  // namespace quoll::test
