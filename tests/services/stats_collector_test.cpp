// mamaStatsCollector: statistics that are reported together.
#include <memory>
#include <thread>
#include <vector>

#include "services/statistics_support.h"
#include "support/mama_fixture.h"

namespace quoll::test {
namespace {

using quoll::mama::LogCapture;

class StatsCollectorTest : public MamaTest {
 protected:
  void SetUp() override {
    MamaTest::SetUp();
    ASSERT_EQ(mamaMsg_create(&message_), MAMA_STATUS_OK);
  }
  void TearDown() override {
    mamaMsg_destroy(message_);
    MamaTest::TearDown();
  }
  bool populate() {
    int was_logged = 77;
    mamaStatsCollector_populateMsg(collector_, message_, &was_logged);
    return was_logged != 0;
  }
  std::size_t fields() {
    mama_size_t count = 0;
    mamaMsg_getNumFields(message_, &count);
    return count;
  }

  mamaMsg message_ = nullptr;
  TestCollector collector_;
};

TEST_F(StatsCollectorTest, AReportHasNameTypeMiddlewareAndTheStatsInOrderOfTheirNumbers) {
  TestStat pears(collector_, "pears", 900);
  TestStat apples(collector_, "apples", 3);
  mamaStat_add(pears, 2);
  EXPECT_EQ(mamaMsg_addI32(message_, "old", 1000, 1), MAMA_STATUS_OK);
  EXPECT_TRUE(populate());
  EXPECT_EQ(text_in(message_, MamaStatName), "mine");
  EXPECT_EQ(text_in(message_, MamaStatType), "User");
  EXPECT_EQ(text_in(message_, MamaStatMiddleware), "loopback");
  EXPECT_EQ(number_of(message_, 900), 2);
  EXPECT_EQ(number_of(message_, 3), 0);
  EXPECT_EQ(fields(), 5u);
  std::vector<mama_fid_t> order;
  mamaMsg_iterateFields(
      message_,
      [](const mamaMsg, const mamaMsgField field, void* closure) {
        mama_fid_t fid = 0;
        mamaMsgField_getFid(field, &fid);
        static_cast<std::vector<mama_fid_t>*>(closure)->push_back(fid);
      },
      nullptr, &order);
  EXPECT_THAT(order, ::testing::ElementsAre(102, 103, 104, 3, 900));
}

TEST_F(StatsCollectorTest, AReportBeginsANewInterval) {
  TestStat stat(collector_);
  mamaStat_add(stat, 5);
  EXPECT_TRUE(populate());
  EXPECT_EQ(mamaStat_getIntervalValue(stat), 0);
  EXPECT_EQ(mamaStat_getTotalValue(stat), 5);
  EXPECT_TRUE(populate());  // the total is still above 0
  EXPECT_EQ(number_of(message_, 500), 0);
}

TEST_F(StatsCollectorTest, RowsOfTheLogNameTheCollectorOnce) {
  TestStat apples(collector_, "apples", 500);
  TestStat pears(collector_, "pears", 501);
  TestStat none(collector_, "never counted", 502);
  mamaStat_add(apples, 5);
  mamaStat_add(pears, 6);
  LogCapture log;
  EXPECT_TRUE(populate());
  EXPECT_EQ(log.with(" | "),
            "Warn:                     mine |      User |   loopback |          apples |"
            "          5 |          5 |          5 |\n"
            "Warn:                          |           |            |           pears |"
            "          6 |          6 |          6 |\n");
}

// Defect: a statistic that is not published showed the numbers and the name of the one before it.
TEST_F(StatsCollectorTest, AnUnpublishedStatIsLoggedWithItsOwnNumbers) {
  TestStat apples(collector_, "apples", 500);
  TestStat pears(collector_, "pears", 501);
  mamaStat_add(apples, 5);
  mamaStat_add(pears, 6);
  mamaStat_setPublish(pears, 0);
  LogCapture log;
  EXPECT_TRUE(populate());
  EXPECT_THAT(log.with("pears"), ::testing::HasSubstr("|          6 |          6 |          6 |"));
  EXPECT_EQ(number_of(message_, 501), kMissing);
  EXPECT_EQ(number_of(message_, 500), 5);
}

TEST_F(StatsCollectorTest, WhatIsNeitherLoggedNorPublishedIsLeftAlone) {
  TestStat stat(collector_);
  mamaStat_add(stat, 5);
  mamaMsg_addI32(message_, "old", 1000, 1);
  EXPECT_EQ(mamaStatsCollector_getLog(collector_), 1);
  EXPECT_EQ(mamaStatsCollector_getPublish(collector_), 0);
  EXPECT_EQ(mamaStatsCollector_setLog(collector_, 0), MAMA_STATUS_OK);
  EXPECT_FALSE(populate());
  EXPECT_EQ(number_of(message_, 1000), 1);
  EXPECT_EQ(mamaStat_getIntervalValue(stat), 5);
  EXPECT_EQ(mamaStatsCollector_setPublish(collector_, 1), MAMA_STATUS_OK);
  LogCapture log;
  EXPECT_FALSE(populate());
  EXPECT_EQ(number_of(message_, 500), 5);
  EXPECT_EQ(log.with(" | "), "");
}

// Defect: numbers outside of a window that the first one opened wrote over other memory.
TEST_F(StatsCollectorTest, AnyNumbersUpTo35Stats) {
  std::vector<std::unique_ptr<TestStat>> stats;
  for (int i = 0; i < 35; ++i) {
    const auto fid = static_cast<mama_fid_t>(i % 2 == 0 ? 40000 - 1000 * i : i);
    stats.push_back(std::make_unique<TestStat>(collector_, "some", fid));
    EXPECT_EQ(mamaStatsCollector_incrementStat(collector_, fid), MAMA_STATUS_OK);
  }
  for (const auto& stat : stats) EXPECT_EQ(mamaStat_getTotalValue(*stat), 1);
  mamaStat one_more = *stats[0];
  EXPECT_EQ(mamaStat_create(&one_more, collector_, 1, "one more", 2), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(one_more, nullptr);
  EXPECT_EQ(mamaStatsCollector_incrementStat(collector_, 2), MAMA_STATUS_OK);  // there is none
  stats.pop_back();
  EXPECT_EQ(mamaStat_create(&one_more, collector_, 1, "one more", 12345), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStat_destroy(one_more), MAMA_STATUS_OK);
}

TEST_F(StatsCollectorTest, ADestroyedStatIsReportedNoMore) {
  TestStat apples(collector_, "apples", 500);
  TestStat pears(collector_, "pears", 501);
  apples.destroy();
  populate();
  EXPECT_EQ(number_of(message_, 500), kMissing);
  EXPECT_EQ(number_of(message_, 501), 0);
}

TEST_F(StatsCollectorTest, ThePollCallbackRunsOnceAReportBeforeTheStatsAreRead) {
  TestStat stat(collector_);
  mamaStat closure = stat;
  mamaStatsCollector_setPollCallback(
      collector_,
      [](mamaStatsCollector collector, void* counted) {
        mamaStatsCollector_setName(collector, "renamed");
        mamaStat_increment(static_cast<mamaStat>(counted));
      },
      closure);
  populate();
  EXPECT_EQ(number_of(message_, 500), 1);
  EXPECT_EQ(text_in(message_, MamaStatName), "mine");
  populate();
  EXPECT_EQ(number_of(message_, 500), 1);
  EXPECT_EQ(text_in(message_, MamaStatName), "renamed");
}

TEST_F(StatsCollectorTest, AStatIsSetFromATotalByItsNumber) {
  TestStat stat(collector_);
  EXPECT_EQ(mamaStatsCollector_setStatIntervalValueFromTotal(collector_, 500, 12), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsCollector_setStatIntervalValueFromTotal(collector_, 501, 12), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStat_getIntervalValue(stat), 12);
}

// Defect: reading and resetting were two steps, and what was counted in between was lost.
TEST_F(StatsCollectorTest, NothingIsLostBetweenReports) {
  constexpr int kEach = 20000;
  TestStat stat(collector_);
  mamaStatsCollector_setLog(collector_, 0);
  mamaStatsCollector_setPublish(collector_, 1);
  const auto count = [&stat] {
    for (int i = 0; i < kEach; ++i) mamaStat_increment(stat);
  };
  std::thread first(count);
  std::thread second(count);
  int sum = 0;
  for (int i = 0; i < 50; ++i) {
    populate();
    sum += number_of(message_, 500);
  }
  first.join();
  second.join();
  populate();
  EXPECT_EQ(sum + number_of(message_, 500), 2 * kEach);
  EXPECT_EQ(mamaStat_getTotalValue(stat), 2 * kEach);
}

TEST_F(StatsCollectorTest, NullAndDestroyedOnes) {
  mamaStatsCollector made = collector_;
  EXPECT_EQ(mamaStatsCollector_create(nullptr, MAMA_STATS_COLLECTOR_TYPE_USER, "", ""),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsCollector_create(&made, MAMA_STATS_COLLECTOR_TYPE_USER, nullptr, ""),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(made, nullptr);
  EXPECT_EQ(mamaStatsCollector_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsCollector_incrementStat(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsCollector_addStat(collector_, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsCollector_setName(collector_, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsCollector_getLog(nullptr), 0);
  int was_logged = 77;
  mamaStatsCollector_populateMsg(nullptr, message_, &was_logged);
  EXPECT_EQ(was_logged, 0);
  mamaStatsCollector const collector = collector_;
  collector_.destroy();
  EXPECT_EQ(mamaStatsCollector_destroy(collector), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaStat_create(nullptr, collector, 1, "x", 1), MAMA_STATUS_NULL_ARG);
}

TEST(StatsCollectorTypeTest, Texts) {
  EXPECT_STREQ(mamaStatsCollectorType_stringForType(MAMA_STATS_COLLECTOR_TYPE_QUEUE), "Queue");
  EXPECT_STREQ(mamaStatsCollectorType_stringForType(MAMA_STATS_COLLECTOR_TYPE_GLOBAL), "Global");
  EXPECT_STREQ(mamaStatsCollectorType_stringForType(static_cast<mamaStatsCollectorType>(9)),
               "Unknown");
}

}  // namespace
}  // namespace quoll::test
