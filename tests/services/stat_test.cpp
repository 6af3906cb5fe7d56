// mamaStat: one counter.
#include <limits>
#include <thread>

#include "services/statistics_support.h"

namespace quoll::test {
namespace {

class StatTest : public ::testing::Test {
 protected:
  void expect(mama_i32_t interval, mama_u32_t maximum, mama_u32_t total) {
    mama_i32_t got_interval = kMissing;
    mama_u32_t got_maximum = 77;
    mama_u32_t got_total = 77;
    mamaStat_getStats(stat_, &got_interval, &got_maximum, &got_total);
    EXPECT_EQ(got_interval, interval);
    EXPECT_EQ(got_maximum, maximum);
    EXPECT_EQ(got_total, total);
  }

  TestCollector collector_;
  TestStat stat_{collector_};
};

TEST_F(StatTest, AddingCountsForIntervalMaximumAndTotal) {
  EXPECT_EQ(mamaStat_increment(stat_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStat_add(stat_, 9), MAMA_STATUS_OK);
  expect(10, 10, 10);
  EXPECT_EQ(mamaStat_decrement(stat_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStat_subtract(stat_, 3), MAMA_STATUS_OK);
  expect(6, 10, 6);
  EXPECT_EQ(mamaStat_reset(stat_), MAMA_STATUS_OK);
  expect(0, 10, 6);
  EXPECT_EQ(mamaStat_setIntervalValue(stat_, 50), MAMA_STATUS_OK);
  expect(50, 10, 6);
  EXPECT_EQ(mamaStat_getIntervalValue(stat_), 50);
  EXPECT_EQ(mamaStat_getMaxValue(stat_), 10);
  EXPECT_EQ(mamaStat_getTotalValue(stat_), 6);
}

TEST_F(StatTest, AnIntervalFromTotalsIsWhatCameToTheTotal) {
  mamaStat_add(stat_, 5);
  EXPECT_EQ(mamaStat_setIntervalValueFromTotal(stat_, 105), MAMA_STATUS_OK);
  expect(100, 100, 105);
  EXPECT_EQ(mamaStat_setIntervalValueFromTotal(stat_, 107), MAMA_STATUS_OK);
  expect(2, 100, 107);
}

// Defects: a maximum of 4 billion after a negative interval, totals that wrap below 0.
TEST_F(StatTest, NegativeIntervalsRaiseNoMaximumAndNoTotal) {
  mamaStat_subtract(stat_, 3);
  mamaStat_increment(stat_);
  expect(-2, 0, 0);
  mamaStat_add(stat_, 7);
  expect(5, 5, 5);
}

TEST_F(StatTest, WhatTypesCannotHoldIsCut) {
  constexpr int kMost = std::numeric_limits<int>::max();
  for (int i = 0; i < 3; ++i) mamaStat_add(stat_, kMost);
  expect(kMost, std::numeric_limits<mama_u32_t>::max(), std::numeric_limits<mama_u32_t>::max());
  EXPECT_EQ(mamaStat_getMaxValue(stat_), kMost);
  EXPECT_EQ(mamaStat_getTotalValue(stat_), kMost);
}

TEST_F(StatTest, APollCallbackGivesTheIntervalWheneverItIsRead) {
  int size = 4;
  EXPECT_EQ(mamaStat_setPollCallback(
                stat_, [](void* closure) { return (*static_cast<int*>(closure))++; }, &size),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaStat_getIntervalValue(stat_), 4);
  EXPECT_EQ(mamaStat_getMaxValue(stat_), 5);
  expect(6, 6, 0);
  EXPECT_EQ(mamaStat_setPollCallback(stat_, nullptr, nullptr), MAMA_STATUS_OK);
  expect(6, 6, 0);
}

TEST_F(StatTest, APollCallbackMayDestroyItsStatistic) {
  auto destroy = [](void* stat) { return mamaStat_destroy(static_cast<mamaStat>(stat)) + 3; };
  mamaStat stat = nullptr;
  ASSERT_EQ(mamaStat_create(&stat, collector_, MAMA_STAT_LOCKABLE, "brief", 7), MAMA_STATUS_OK);
  mamaStat_setPollCallback(stat, destroy, stat);
  EXPECT_EQ(mamaStat_getIntervalValue(stat), 3);
  EXPECT_EQ(mamaStat_destroy(stat), MAMA_STATUS_INVALID_ARG);
}

TEST_F(StatTest, NameNumberAndSwitches) {
  EXPECT_STREQ(mamaStat_getName(stat_), "apples");
  EXPECT_EQ(mamaStat_getFid(stat_), 500);
  EXPECT_EQ(mamaStat_getLog(stat_), 1);
  EXPECT_EQ(mamaStat_getPublish(stat_), 1);
  EXPECT_EQ(mamaStat_setLog(stat_, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStat_setPublish(stat_, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStat_getLog(stat_), 0);
  EXPECT_EQ(mamaStat_getPublish(stat_), 0);
}

TEST_F(StatTest, NullArguments) {
  mamaStat none = stat_;
  EXPECT_EQ(mamaStat_create(nullptr, collector_, 1, "x", 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStat_create(&none, nullptr, 1, "x", 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(none, nullptr);
  EXPECT_EQ(mamaStat_create(&none, collector_, 1, nullptr, 1), MAMA_STATUS_NULL_ARG);
  for (const auto call :
       {mamaStat_destroy, mamaStat_increment, mamaStat_decrement, mamaStat_reset}) {
    EXPECT_EQ(call(nullptr), MAMA_STATUS_NULL_ARG);
  }
  EXPECT_EQ(mamaStat_add(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStat_setIntervalValueFromTotal(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStat_setPollCallback(nullptr, nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStat_getIntervalValue(nullptr), 0);
  EXPECT_EQ(mamaStat_getMaxValue(nullptr), 0);
  EXPECT_EQ(mamaStat_getTotalValue(nullptr), 0);
  EXPECT_EQ(mamaStat_getName(nullptr), nullptr);
  mamaStat_getStats(stat_, nullptr, nullptr, nullptr);
}

TEST_F(StatTest, ADestroyedOneIsRefused) {
  mamaStat const stat = stat_;
  stat_.destroy();
  EXPECT_EQ(mamaStat_increment(stat), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaStat_destroy(stat), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaStat_getIntervalValue(stat), 0);
}

TEST(StatTypeTest, TextsGoBothWays) {
  for (int type = MAMA_STAT_TYPE_INITIALS; type <= MAMA_STAT_TYPE_PUBLISHER_REPLY_SEND; ++type) {
    if (type == MAMA_STAT_TYPE_UNKNOWN_MSGS) continue;
    const auto stat = static_cast<mamaStatType>(type);
    EXPECT_STRNE(mamaStatType_toString(stat), "Unknown") << type;
    EXPECT_EQ(mamaStatType_fromString(mamaStatType_toString(stat)), stat);
  }
  EXPECT_STREQ(mamaStatType_toString(MAMA_STAT_TYPE_NUM_MESSAGES), "Messages");
  EXPECT_STREQ(mamaStatType_toString(MAMA_STAT_TYPE_RV_MSGS), "RV Messages");
  EXPECT_STREQ(mamaStatType_toString(MAMA_STAT_TYPE_UNKNOWN_MSGS), "Unknown");
  EXPECT_STREQ(mamaStatType_toString(static_cast<mamaStatType>(42)), "Unknown");
  EXPECT_EQ(mamaStatType_fromString("Unknown"), MAMA_STAT_TYPE_UNKNOWN);
  EXPECT_EQ(mamaStatType_fromString("pears"), MAMA_STAT_TYPE_UNKNOWN);
  EXPECT_EQ(mamaStatType_fromString(nullptr), MAMA_STAT_TYPE_UNKNOWN);
  EXPECT_STREQ(MamaStatRvMsgs.mName, "RV Msgs");
  EXPECT_EQ(MamaStatRvMsgs.mFid, 126);
  EXPECT_STREQ(MamaStatUnknownMsgs.mName, "Unknown Msgs");
}

}  // namespace
}  // namespace quoll::test
