/// Everything at once, on the real clock. QUOLL_STRESS_SECONDS makes each test as long.
#include <cstring>
#include <string>

#include "managed/stress_world.h"

namespace quoll::test {
namespace {

using Kind = WorldObject::Kind;

class ManagedStress : public MamaTest {
 protected:
  const char* bridge_name() const override { return bridge_under_test("loopback"); }

  void SetUp() override {
    MamaTest::SetUp();
    // Sessions end one after the other, and a machine may be slow.
    mama_setProperty("mama.env.destroy_wait", "60");
  }
  static std::vector<Kind> kinds() {
    std::vector<Kind> all{Kind::kTimer, Kind::kInbox, Kind::kBasic};
    if (has_wildcards()) all.push_back(Kind::kWildcard);
    return all;
  }
  /// Of the bridges that these tests run on, two have none.
  static bool has_wildcards() {
    const std::string name = bridge_under_test("loopback");
    return name != "pigeon" && name != "tardy";
  }
  void run(World::Plan plan) { World(bridge(), std::move(plan)).run(); }
};

TEST_F(ManagedStress, TimersAreSilencedByOtherThreads) { run({.kinds = {Kind::kTimer}}); }

TEST_F(ManagedStress, SubscriptionsAndInboxesAreSilencedUnderFlood) {
  auto messages = kinds();
  messages.erase(messages.begin());
  run({.kinds = messages});
}

TEST_F(ManagedStress, CallbacksDoWhatThreadsDo) {
  run({.kinds = kinds(), .threads = 2, .objects = 48, .callbacks_act = true});
}

TEST_F(ManagedStress, CreationsRaceAgainstEnds) {
  run({.kinds = kinds(), .sessions_come_and_go = true, .connections_come_and_go = true});
}

TEST_F(ManagedStress, EverythingAtOnce) {
  run({.kinds = kinds(),
       .callbacks_act = true,
       .sessions_come_and_go = true,
       .connections_come_and_go = true});
}

TEST_F(ManagedStress, CyclesLeaveNothingBehind) {
  std::size_t threads = 0, descriptors = 0;
  const TimePoint end = Clock::process().now() + stress_time();
  for (int cycle = 0; cycle < 5 || (cycle < 1000 && Clock::process().now() < end); ++cycle) {
    TestTransport transport(bridge());
    TestConnection connection(bridge());
    std::vector<std::unique_ptr<ManagedTicker>> tickers;
    for (int s = 0; s < 4; ++s) {
      mamaEnvSession const session = connection.create_session();
      for (int i = 0; i < 25; ++i) {
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
    if (cycle == 1) {
      threads = threads_of_process();
      descriptors = descriptors_of_process();
    }
    if (cycle > 1) {
      // Tardy has threads of its own, which end later.
      if (std::string(bridge_name()) != "tardy") {
        EXPECT_LE(threads_of_process(), threads) << "cycle " << cycle;
      }
      EXPECT_LE(descriptors_of_process(), descriptors) << "cycle " << cycle;
    }
  }
}

}  // namespace
}  // namespace quoll::test
