/// Everything at once, on the real clock. QUOLL_STRESS_SECONDS makes each test as long.
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

}  // namespace
}  // namespace quoll::test
