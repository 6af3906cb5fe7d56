// mamaStatsGenerator: reports of all collectors at intervals.
#include "services/statistics_support.h"
#include "support/mama_fixture.h"

namespace quoll::test {
namespace {

using quoll::mama::LogCapture;
using std::chrono::seconds;

constexpr const char* kSeparator =
    "Warn: -------------------------+-----------+------------+-----------------+"
    "------------+------------+------------+\n";

class StatsGeneratorTest : public VirtualMamaTest {
 protected:
  void TearDown() override {
    generator_.destroy();
    VirtualMamaTest::TearDown();
  }
  /// What is due until then.
  void dispatch_until(seconds end) {
    while (clock().now() < start_ + end) {
      mamaQueue_timedDispatch(default_queue(), 1000);
    }
  }

  const TimePoint start_ = clock().now();
  TestGenerator generator_{60};
};

int reports_in(const LogCapture& log) {
  int count = 0;
  for (const std::string& line : log.all()) count += line.find("Statistic |") != std::string::npos;
  return count;
}

TEST_F(StatsGeneratorTest, TheTableInTheLog) {
  TestCollector fruit("fruit");
  TestCollector silent("silent");
  TestStat apples(fruit, "apples");
  mamaStat_add(apples, 4);
  EXPECT_EQ(mamaStatsGenerator_addStatsCollector(generator_, fruit), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsGenerator_addStatsCollector(generator_, silent), MAMA_STATUS_OK);
  LogCapture log;
  mamaStatsGenerator_generateStats(generator_);
  EXPECT_EQ(log.with("Warn: "),
            std::string(kSeparator) +
                "Warn:                     Name |      Type | Middleware |       Statistic |"
                "       Rate |        Max |      Total |\n" +
                kSeparator +
                "Warn:                    fruit |      User |   loopback |          apples |"
                "          4 |          4 |          4 |\n" +
                kSeparator + kSeparator);
}

TEST_F(StatsGeneratorTest, WithoutLoggingThereIsNoTable) {
  TestCollector fruit("fruit");
  mamaStatsCollector_setLog(fruit, 0);
  mamaStatsGenerator_addStatsCollector(generator_, fruit);
  EXPECT_EQ(mamaStatsGenerator_setLogStats(generator_, 0), MAMA_STATUS_OK);
  LogCapture log;
  mamaStatsGenerator_generateStats(generator_);
  EXPECT_EQ(log.with("Warn: "), "");
}

TEST_F(StatsGeneratorTest, ReportsAtItsIntervalOnItsQueueUntilItIsStopped) {
  LogCapture log;
  EXPECT_EQ(mamaStatsGenerator_setQueue(generator_, default_queue()), MAMA_STATUS_OK);
  dispatch_until(seconds(59));
  EXPECT_EQ(reports_in(log), 0);
  dispatch_until(seconds(185));
  EXPECT_EQ(reports_in(log), 3);
  EXPECT_EQ(mamaStatsGenerator_stopReportTimer(generator_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsGenerator_stopReportTimer(generator_), MAMA_STATUS_OK);
  dispatch_until(seconds(400));
  EXPECT_EQ(reports_in(log), 3);
}

TEST_F(StatsGeneratorTest, AnotherQueueReplacesTheTimer) {
  TestQueue other(bridge());
  LogCapture log;
  EXPECT_EQ(mamaStatsGenerator_setQueue(generator_, other), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsGenerator_setQueue(generator_, default_queue()), MAMA_STATUS_OK);
  dispatch_until(seconds(65));
  mamaQueue_timedDispatch(other, 0);
  EXPECT_EQ(reports_in(log), 1);
}

// Defects: removing one that was never added; one that is destroyed before it was removed.
TEST_F(StatsGeneratorTest, CollectorsThatAreNotThere) {
  TestCollector fruit("fruit");
  EXPECT_EQ(mamaStatsGenerator_removeStatsCollector(generator_, fruit), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaStatsGenerator_addStatsCollector(generator_, fruit), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsGenerator_removeStatsCollector(generator_, fruit), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsGenerator_removeStatsCollector(generator_, fruit), MAMA_STATUS_NOT_FOUND);
  TestStat apples(fruit);
  mamaStat_increment(apples);
  mamaStatsGenerator_addStatsCollector(generator_, fruit);
  mamaStatsCollector const collector = fruit;
  fruit.destroy();
  LogCapture log;
  mamaStatsGenerator_generateStats(generator_);
  EXPECT_EQ(log.with("apples"), "");
  EXPECT_EQ(mamaStatsGenerator_removeStatsCollector(generator_, collector), MAMA_STATUS_NOT_FOUND);
}

TEST_F(StatsGeneratorTest, ACallbackMayDestroyTheCollectorAndTheGenerator) {
  TestCollector fruit("fruit");
  TestStat apples(fruit);
  mamaStatsGenerator generator = nullptr;
  ASSERT_EQ(mamaStatsGenerator_create(&generator, 1), MAMA_STATUS_OK);
  mamaStatsGenerator_addStatsCollector(generator, fruit);
  mamaStatsGenerator_setQueue(generator, default_queue());
  mamaStatsCollector_setPollCallback(
      fruit,
      [](mamaStatsCollector collector, void* to_end) {
        EXPECT_EQ(mamaStatsGenerator_destroy(static_cast<mamaStatsGenerator>(to_end)),
                  MAMA_STATUS_OK);
        EXPECT_EQ(mamaStatsCollector_destroy(collector), MAMA_STATUS_OK);
      },
      generator);
  mamaStatsCollector const collector = fruit;
  dispatch_until(seconds(5));
  EXPECT_EQ(mamaStatsCollector_setName(collector, "gone"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaStatsGenerator_destroy(generator), MAMA_STATUS_INVALID_ARG);
  fruit.release();
}

TEST_F(StatsGeneratorTest, NullArguments) {
  TestCollector fruit("fruit");
  LogCapture log;
  EXPECT_EQ(mamaStatsGenerator_create(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsGenerator_destroy(nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsGenerator_stopReportTimer(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsGenerator_setQueue(generator_, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_THAT(log.with("Error: "), ::testing::HasSubstr("NULL queue"));
  EXPECT_EQ(mamaStatsGenerator_setQueue(nullptr, default_queue()), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsGenerator_addStatsCollector(nullptr, fruit), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsGenerator_addStatsCollector(generator_, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsGenerator_removeStatsCollector(nullptr, fruit), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsGenerator_removeStatsCollector(generator_, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsGenerator_setLogStats(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsGenerator_setStatsLogger(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  mamaStatsGenerator_generateStats(nullptr);
}

}  // namespace
}  // namespace quoll::test
