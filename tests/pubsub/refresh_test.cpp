/// When subscriptions are refreshed, without the subscriptions.
#include <algorithm>
#include <map>
#include <memory>
#include <random>

#include "pubsub/pubsub_support.h"
#include "transport/refresh_engine.h"
#include "transport/refresh_schedule.h"

namespace quoll::test {
namespace {

using mama::RefreshEngine;
using mama::RefreshSchedule;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Duration kTick = RefreshSchedule::kTick;

// ---- the schedule -------------------------------------------------------------------------------

class RefreshScheduleTest : public ::testing::Test {
 protected:
  const TimePoint start_{seconds(1000)};
  RefreshSchedule schedule_;
};

TEST_F(RefreshScheduleTest, NothingToDo) {
  EXPECT_TRUE(schedule_.empty());
  EXPECT_THAT(schedule_.take_due(start_, 0.5), IsEmpty());
  schedule_.remove(7);
  schedule_.postpone(7, start_);
  EXPECT_TRUE(schedule_.empty());
}

TEST_F(RefreshScheduleTest, NewOnesAreLeftAloneForFiveMinutes) {
  schedule_.add(1, start_);
  EXPECT_THAT(schedule_.take_due(start_ + minutes(5), 0.99), IsEmpty());
  EXPECT_THAT(schedule_.take_due(start_ + minutes(5) + seconds(1), 0), ElementsAre(1));
}

TEST_F(RefreshScheduleTest, ARefreshedOneIsDueAgainAfterTheInterval) {
  schedule_.add(1, start_);
  const TimePoint refreshed = start_ + minutes(6);
  EXPECT_THAT(schedule_.take_due(refreshed, 0), ElementsAre(1));
  EXPECT_THAT(schedule_.take_due(refreshed + kTick, 0.99), IsEmpty());
  // Not before: the tick before the last one in time is the one that does it.
  EXPECT_THAT(schedule_.take_due(refreshed + minutes(55) - kTick, 0), IsEmpty());
  EXPECT_THAT(schedule_.take_due(refreshed + minutes(55) - kTick + seconds(1), 0), ElementsAre(1));
}

TEST_F(RefreshScheduleTest, SoManyNewOnesAtATickAndInOrder) {
  for (RefreshSchedule::Key key = 1; key <= 1000; ++key) schedule_.add(key, start_);
  const TimePoint now = start_ + minutes(6);
  EXPECT_THAT(schedule_.take_due(now, 0), ElementsAre(1, 2, 3));
  // 997 in 49 minutes of 13.99 s: 4.74 a tick; half of them doubled, and three more.
  EXPECT_THAT(schedule_.take_due(now, 0.5), ElementsAre(4, 5, 6, 7, 8, 9, 10));
}

TEST_F(RefreshScheduleTest, WhatIsDueGoesHoweverMuchItIs) {
  for (RefreshSchedule::Key key = 1; key <= 100; ++key) schedule_.add(key, start_);
  schedule_.add(101, start_ + minutes(20));
  EXPECT_EQ(schedule_.take_due(start_ + minutes(55), 0).size(), 100u);
}

TEST_F(RefreshScheduleTest, ThoseThatAreDueComeAfterTheNewOnesInTheOrderOfTheirTime) {
  schedule_.add(1, start_);
  schedule_.add(2, start_);
  EXPECT_THAT(schedule_.take_due(start_ + minutes(6), 0), ElementsAre(1, 2));
  schedule_.add(3, start_ + minutes(7));
  schedule_.postpone(1, start_ + minutes(6) + seconds(2));  // now after 2
  EXPECT_THAT(schedule_.take_due(start_ + minutes(61), 0), ElementsAre(3, 2, 1));
}

TEST_F(RefreshScheduleTest, TheRefreshOfAnotherClientPutsItOff) {
  schedule_.add(1, start_);
  schedule_.postpone(1, start_ + minutes(1));  // also a new one
  const TimePoint due = start_ + minutes(56) - seconds(1);
  EXPECT_THAT(schedule_.take_due(due - kTick, 0.99), IsEmpty());
  EXPECT_THAT(schedule_.take_due(due - kTick + milliseconds(1), 0), ElementsAre(1));
}

TEST_F(RefreshScheduleTest, WhatWasRemovedIsNotDue) {
  schedule_.add(1, start_);
  schedule_.add(2, start_);
  EXPECT_THAT(schedule_.take_due(start_ + minutes(6), 0), ElementsAre(1, 2));
  schedule_.add(3, start_);
  schedule_.remove(1);
  schedule_.remove(3);
  EXPECT_THAT(schedule_.take_due(start_ + minutes(70), 0), ElementsAre(2));
  schedule_.remove(2);
  EXPECT_TRUE(schedule_.empty());
}

TEST_F(RefreshScheduleTest, ManyAreSpreadAndNoneIsForgotten) {
  constexpr std::size_t kMany = 5000;
  for (RefreshSchedule::Key key = 1; key <= kMany; ++key) schedule_.add(key, start_);
  std::minstd_rand random(1);
  std::uniform_real_distribution<> uniform;
  std::map<RefreshSchedule::Key, int> refreshed;
  std::size_t most = 0;
  for (TimePoint now = start_; now < start_ + minutes(55); now += kTick) {
    const auto keys = schedule_.take_due(now, uniform(random));
    for (const auto key : keys) ++refreshed[key];
    most = std::max(most, keys.size());
  }
  EXPECT_EQ(refreshed.size(), kMany);
  EXPECT_LT(most, kMany / 20);
}

// ---- the engine ---------------------------------------------------------------------------------

class RefreshEngineTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
  void SetUp() override {
    VirtualMamaTest::SetUp();
    if (HasFatalFailure()) return;
    engine_ = make_ref<RefreshEngine>(1);
    engine_->bind(bridge(), default_queue());
  }
  void TearDown() override {
    if (engine_) engine_->close();
    dispatch_for(milliseconds(1));
    engine_ = nullptr;
    VirtualMamaTest::TearDown();
  }

  RefreshEngine& engine() { return *engine_; }
  void add(RefreshEngine::Key key) {
    engine_->add(key, [this, key] {
      refreshed.push_back(key);
      if (on_refresh) on_refresh();
    });
  }
  /// Dispatches the default queue for so long.
  void dispatch_for(Duration time) {
    const TimePoint end = clock().now() + time;
    while (clock().now() < end) {
      const auto left = std::chrono::ceil<milliseconds>(end - clock().now());
      mamaQueue_timedDispatch(default_queue(), static_cast<std::uint64_t>(left.count()));
    }
  }
  bool has_timer() {
    return mamaQueue_canDestroy(default_queue()) == MAMA_STATUS_QUEUE_OPEN_OBJECTS;
  }

  std::vector<RefreshEngine::Key> refreshed;
  std::function<void()> on_refresh;

 private:
  Ref<RefreshEngine> engine_;
};

TEST_F(RefreshEngineTest, NoTimerBeforeTheFirstAndNoneAfterTheLast) {
  EXPECT_FALSE(has_timer());
  add(1);
  EXPECT_TRUE(has_timer());
  add(2);
  engine().remove(1);
  dispatch_for(2 * kTick + seconds(1));
  EXPECT_TRUE(has_timer());
  engine().remove(2);
  dispatch_for(2 * kTick + seconds(1));
  EXPECT_FALSE(has_timer());
  add(3);
  EXPECT_TRUE(has_timer());
}

TEST_F(RefreshEngineTest, RefreshesAtTheTicks) {
  add(1);
  dispatch_for(minutes(5));
  EXPECT_THAT(refreshed, IsEmpty());
  dispatch_for(kTick);
  EXPECT_THAT(refreshed, ElementsAre(1));
  dispatch_for(minutes(54));
  EXPECT_THAT(refreshed, ElementsAre(1));
  dispatch_for(minutes(1));
  EXPECT_THAT(refreshed, ElementsAre(1, 1));
  dispatch_for(minutes(55));
  EXPECT_THAT(refreshed, ElementsAre(1, 1, 1));
}

TEST_F(RefreshEngineTest, OthersMayRefresh) {
  add(1);
  add(2);
  dispatch_for(minutes(4));
  engine().postpone(1);
  dispatch_for(minutes(2));
  EXPECT_THAT(refreshed, ElementsAre(2));
  dispatch_for(minutes(52));
  EXPECT_THAT(refreshed, ElementsAre(2));
  dispatch_for(minutes(1));
  EXPECT_THAT(refreshed, ElementsAre(2, 1));
}

TEST_F(RefreshEngineTest, NotAfterItWasRemoved) {
  add(1);
  add(2);
  engine().remove(1);
  engine().remove(1);
  dispatch_for(minutes(6));
  EXPECT_THAT(refreshed, ElementsAre(2));
}

TEST_F(RefreshEngineTest, ARefreshMayRemoveAndAdd) {
  on_refresh = [this] {
    if (refreshed.size() > 1) return;
    engine().remove(1);
    engine().remove(2);  // was due with it
    add(3);
  };
  add(1);
  add(2);
  dispatch_for(minutes(6));
  EXPECT_EQ(refreshed.front(), 1u);
  refreshed.clear();
  dispatch_for(minutes(120));
  EXPECT_THAT(refreshed, ::testing::Each(3u));
  EXPECT_THAT(refreshed, ::testing::SizeIs(::testing::Ge(2u)));
}

TEST_F(RefreshEngineTest, NothingAfterTheClose) {
  add(1);
  add(2);
  on_refresh = [this] { engine().close(); };
  dispatch_for(minutes(6));
  EXPECT_THAT(refreshed, ::testing::SizeIs(::testing::Le(2u)));
  refreshed.clear();
  add(3);
  engine().postpone(3);
  engine().remove(3);
  dispatch_for(minutes(60));
  EXPECT_THAT(refreshed, IsEmpty());
  EXPECT_FALSE(has_timer());
}

TEST_F(RefreshEngineTest, WhatARefreshNeedsIsLetGoOf) {
  const auto needed = std::make_shared<int>();
  engine().add(1, [needed] {});
  engine().add(2, [needed] {});
  EXPECT_EQ(needed.use_count(), 3);
  engine().remove(1);
  EXPECT_EQ(needed.use_count(), 2);
  engine().close();
  EXPECT_EQ(needed.use_count(), 1);
}

}  // namespace
}  // namespace quoll::test
