// Message statistics of test tools (spec: common 12, defect 28).
#include <gtest/gtest.h>
#include <wombat/wMessageStats.h>

#include <algorithm>
#include <atomic>
#include <climits>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "quoll/virtual_clock.h"

namespace quoll {
namespace {

constexpr double kNoLatency = 999999999;

// A file whose contents can be asked for.
class TextFile {
 public:
  TextFile() : file_(open_memstream(&text_, &size_)) {}
  ~TextFile() {
    std::fclose(file_);
    std::free(text_);
  }
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;
  operator FILE*() const { return file_; }
  // What came since the last call.
  std::string take() {
    std::fflush(file_);
    std::string all(text_, size_);
    const std::string added = all.substr(taken_);
    taken_ = size_;
    return added;
  }

 private:
  char* text_ = nullptr;
  std::size_t size_ = 0;
  std::size_t taken_ = 0;
  FILE* file_;
};

// On a virtual clock, so that rates are exact.
class MessageStatisticsTest : public testing::Test {
 protected:
  MessageStatisticsTest() { Clock::set_process(clock_); }
  ~MessageStatisticsTest() override {
    destroyStatsCache(cache_);
    Clock::set_process(Clock::real());
  }

  void pass(std::chrono::milliseconds time) {
    const std::atomic<std::uint32_t> never{0};
    clock_.wait(never, 0, clock_.now() + time);
  }
  void count(const char* category, long bytes, double latency_ms = kNoLatency) {
    EXPECT_EQ(updateStatisticsCache(cache_, category, bytes, 0, 0, latency_ms, {}), STATS_OK);
  }

  VirtualClock clock_{1};
  TextFile out_;
  statsCache* cache_ = nullptr;
};

TEST_F(MessageStatisticsTest, OneRecordOfEverything) {
  ASSERT_EQ(createStatisticsCache(&cache_, 0, out_, 0), STATS_OK);
  count(nullptr, 1000, 1.0);
  count("any", 2000, 3.0);
  count("other", 1500, 8.0);
  pass(std::chrono::milliseconds(2000));
  performanceData period{};
  statisticsCacheToFile(cache_, &period);
  EXPECT_STREQ(period.mSymbol, "Global");
  EXPECT_DOUBLE_EQ(period.mTotalTime, 2);
  EXPECT_EQ(period.mMsgCountP, 3);
  EXPECT_DOUBLE_EQ(period.mMsgPerSecP, 1.5);
  EXPECT_EQ(period.mByteCountP, 4) << "1000 bytes";
  EXPECT_DOUBLE_EQ(period.mBytePerSecP, 2.25);
  EXPECT_DOUBLE_EQ(period.mMinLatencyP, 1);
  EXPECT_DOUBLE_EQ(period.mMaxLatencyP, 8);
  EXPECT_DOUBLE_EQ(period.mAveLatencyP, 4);
  EXPECT_DOUBLE_EQ(period.mStdDeviationP, std::sqrt((9.0 + 1.0 + 16.0) / 2));
  EXPECT_EQ(out_.take(), "") << "who asks gets no row";
}

TEST_F(MessageStatisticsTest, EachPeriodBeginsAnew) {
  ASSERT_EQ(createStatisticsCache(&cache_, 0, out_, 0), STATS_OK);
  count(nullptr, 1000, 5.0);
  pass(std::chrono::milliseconds(1000));
  performanceData period{};
  statisticsCacheToFile(cache_, &period);
  pass(std::chrono::milliseconds(3000));
  statisticsCacheToFile(cache_, &period);
  EXPECT_DOUBLE_EQ(period.mTotalTime, 4);
  EXPECT_EQ(period.mMsgCountP, 0);
  EXPECT_EQ(period.mByteCountP, 0);
  EXPECT_EQ(period.mMsgPerSecP, 0);
  EXPECT_EQ(period.mMinLatencyP, kNoLatency);
  EXPECT_EQ(period.mStdDeviationP, 0);
}

TEST_F(MessageStatisticsTest, RowsOfThePeriod) {
  ASSERT_EQ(createStatisticsCache(&cache_, 4, out_, 0), STATS_OK);
  count("quotes", 2500, 1.5);
  count("quotes", 2500, 2.5);
  count("trades", 500, 7.0);
  pass(std::chrono::milliseconds(2000));
  performanceData untouched{};
  statisticsCacheToFile(cache_, &untouched);
  EXPECT_EQ(untouched.mSymbol, nullptr) << "only of a cache without categories";
  EXPECT_EQ(out_.take(),
            " quotes       ,2.00         ,2        ,1.00     ,5.00     ,2.50    ,1.500     ,"
            "2.500     ,2.000     ,0.7071       ,\n"
            " trades       ,2.00         ,1        ,0.50     ,0.50     ,0.25    ,7.000     ,"
            "7.000     ,7.000     ,0.0000       ,\n");
  count("trades", 500);
  pass(std::chrono::milliseconds(1000));
  statisticsCacheToFile(cache_, nullptr);
  const std::string second = out_.take();
  EXPECT_EQ(second.find("quotes"), std::string::npos) << "had no message in the period";
  EXPECT_EQ(second.find(" trades       ,3.00         ,1        ,1.00     ,"), 0u) << second;
}

TEST_F(MessageStatisticsTest, AHeaderPrecedesEachRow) {
  ASSERT_EQ(createStatisticsCache(&cache_, 4, out_, 1), STATS_OK);
  EXPECT_EQ(out_.take(), "") << "at creation on stdout only";
  count("a", 1);
  count("b", 1);
  pass(std::chrono::milliseconds(1000));
  statisticsCacheToFile(cache_, nullptr);
  const std::string rows = out_.take();
  const std::size_t first = rows.find("Symbol");
  EXPECT_NE(first, std::string::npos);
  EXPECT_LT(rows.find(" a "), rows.find("Symbol", first + 1));
}

TEST_F(MessageStatisticsTest, OnStdoutTheHeaderComesOnce) {
  testing::internal::CaptureStdout();
  ASSERT_EQ(createStatisticsCache(&cache_, 0, stdout, 1), STATS_OK);
  const std::string header = testing::internal::GetCapturedStdout();
  EXPECT_NE(header.find("Symbol"), std::string::npos);
  count(nullptr, 1);
  pass(std::chrono::milliseconds(1000));
  testing::internal::CaptureStdout();
  statisticsCacheToFile(cache_, nullptr);
  const std::string row = testing::internal::GetCapturedStdout();
  EXPECT_EQ(row.find(" Global "), 0u) << row;
}

TEST_F(MessageStatisticsTest, Report) {
  ASSERT_EQ(createStatisticsCache(&cache_, 0, nullptr, 0), STATS_OK);
  for (int i = 0; i < 6; ++i) count(nullptr, 1000, i);
  pass(std::chrono::milliseconds(1000));
  statisticsCacheToFile(cache_, nullptr);
  count(nullptr, 4000, 6);
  count(nullptr, 4000, 7);
  pass(std::chrono::milliseconds(1000));
  EXPECT_EQ(printPerfReport(cache_, out_), STATS_OK);
  EXPECT_EQ(out_.take(),
            " Global       ,8        ,2.00       ,6.00       ,4.00       ,14.00    ,7.00    ,"
            "0.000     ,7.000     ,3.500     ,2.45    ,\n");
  testing::internal::CaptureStdout();
  EXPECT_EQ(printPerfReport(cache_, stdout), STATS_OK);
  EXPECT_NE(testing::internal::GetCapturedStdout().find("Symbol"), std::string::npos);
}

TEST_F(MessageStatisticsTest, LatencyFromTheTimeOfSending) {
  ASSERT_EQ(createStatisticsCache(&cache_, 0, nullptr, 0), STATS_OK);
  EXPECT_EQ(updateStatisticsCache(cache_, nullptr, 1, 100, 500000, 77, {101, 750000}), STATS_OK);
  performanceData period{};
  statisticsCacheToFile(cache_, &period);
  EXPECT_DOUBLE_EQ(period.mAveLatencyP, 1250) << "the time counts, not the latency given";
}

TEST_F(MessageStatisticsTest, NullArguments) {
  EXPECT_EQ(createStatisticsCache(nullptr, 0, out_, 0), STATS_NULL_PARAM);
  EXPECT_EQ(updateStatisticsCache(nullptr, "a", 1, 0, 0, 0, {}), STATS_NULL_PARAM);
  EXPECT_EQ(printPerfReport(nullptr, out_), STATS_NULL_PARAM);
  statisticsCacheToFile(nullptr, nullptr);
  destroyStatsCache(nullptr);
  ASSERT_EQ(createStatisticsCache(&cache_, 2, out_, 0), STATS_OK);
  EXPECT_EQ(updateStatisticsCache(cache_, nullptr, 1, 0, 0, 0, {}), STATS_NULL_PARAM);
  EXPECT_EQ(printPerfReport(cache_, nullptr), STATS_NULL_PARAM);
}

// ---- Latencies

TEST(LatencyTest, IsTheDifference) {
  double latency_ms = 0;
  latencyVals found = calcLatency(1000, 900000, &latency_ms, {1002, 400000});
  EXPECT_DOUBLE_EQ(found.pubTimeMilliSecs, 2000);
  EXPECT_DOUBLE_EQ(found.recieveTimeMilliSecs, -500);
  EXPECT_DOUBLE_EQ(found.latencyMilliSecs, 1500);
  EXPECT_DOUBLE_EQ(latency_ms, 1500);
  found = calcLatency(1002, 0, nullptr, {1000, 0});
  EXPECT_DOUBLE_EQ(found.latencyMilliSecs, -2000);
}

TEST(LatencyTest, DifferencesThatAreTooLargeAreNone) {
  for (const long sent : {-(LONG_MAX / 1000000), LONG_MIN, LONG_MAX / 1000000 + 5}) {
    double latency_ms = 42;
    const latencyVals found = calcLatency(sent, 0, &latency_ms, {1, 0});
    EXPECT_EQ(found.latencyMilliSecs, 0) << sent;
    EXPECT_EQ(latency_ms, 42) << "untouched";
  }
}

TEST(LatencyTest, ByTheTimeOfDay) {
  tm noon{};
  noon.tm_year = 126;
  noon.tm_mday = 1;
  noon.tm_hour = 12;
  noon.tm_isdst = -1;
  double latency_ms = 0;
  const latencyVals found =
      calcLatency1TimeStamp("11:59:58.250", "%H:%M:%S", &latency_ms, {mktime(&noon), 500000});
  EXPECT_DOUBLE_EQ(found.latencyMilliSecs, 2250);
  EXPECT_DOUBLE_EQ(latency_ms, 2250);
  EXPECT_DOUBLE_EQ(found.recieveTimeMilliSecs - found.pubTimeMilliSecs, 2250);
}

TEST(LatencyTest, UnreadableTimes) {
  testing::internal::CaptureStderr();
  double latency_ms = 42;
  for (const char* text : {static_cast<const char*>(nullptr), "", "12", "not a time"}) {
    const latencyVals found = calcLatency1TimeStamp(text, "%H:%M:%S", &latency_ms, {});
    EXPECT_EQ(found.latencyMilliSecs, 0);
  }
  EXPECT_EQ(calcLatency1TimeStamp("11:59:58.250", "", &latency_ms, {}).latencyMilliSecs, 0);
  EXPECT_EQ(calcLatency1TimeStamp("11:59:58.250", nullptr, &latency_ms, {}).latencyMilliSecs, 0);
  EXPECT_EQ(latency_ms, 42);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("'not a time'"), std::string::npos);
}

// ---- Processor time

TEST_F(MessageStatisticsTest, ProcessorTime) {
  startCpuTimer();
  cpuVals none{};
  getCpuTimeVals(&none, 0);
  EXPECT_EQ(none.pCpu, -1) << "no time has passed";
  pass(std::chrono::milliseconds(4000));
  cpuVals used{};
  getCpuTimeVals(&used, 1);
  EXPECT_DOUBLE_EQ(used.realTime, 4);
  EXPECT_GE(used.userTime, none.userTime);
  EXPECT_GE(used.pCpu, 0);
  getCpuTimeVals(&used, 0);
  EXPECT_EQ(used.realTime, 0) << "began anew";
  getCpuTimeVals(nullptr, 0);
}

TEST(CpuTimeTest, Difference) {
  cpuVals difference{};
  getCpuTimeValDiff({1, 2, 3, 4}, {5, 8, 13, 20}, &difference);
  EXPECT_EQ(difference.userTime, 4);
  EXPECT_EQ(difference.sysTime, 6);
  EXPECT_EQ(difference.realTime, 10);
  EXPECT_EQ(difference.pCpu, 16);
  getCpuTimeValDiff({}, {}, nullptr);
}

TEST_F(MessageStatisticsTest, ProgressIsPrintedAtEachNthCall) {
  printStatsLevel1(0, out_);  // defect 28
  printStatsLevel1(-1, out_);
  printStatsLevel1(1, nullptr);
  EXPECT_EQ(out_.take(), "");
  std::string lines;
  for (int i = 0; i < 6; ++i) {
    printStatsLevel1(3, out_);
    lines += out_.take();
  }
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2) << lines;
}

}  // namespace
}  // namespace quoll
