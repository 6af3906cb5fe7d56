#include "latency.h"

#include <gtest/gtest.h>

#include "output.h"

namespace quoll::tool {
namespace {

TEST(LatencyHistogram, EmptyIsZero) { EXPECT_EQ(LatencyHistogram().quantile(0.5), 0); }

TEST(LatencyHistogram, QuantilesAreWithinABucketOfTheTruth) {
  LatencyHistogram histogram;
  for (std::int64_t i = 1; i <= 100'000; ++i) histogram.record(i * 10);
  EXPECT_NEAR(histogram.quantile(0.5), 500'000, 500'000 * 0.07);
  EXPECT_NEAR(histogram.quantile(0.99), 990'000, 990'000 * 0.07);
  EXPECT_NEAR(histogram.quantile(1.0), 1'000'000, 1'000'000 * 0.07);
}

TEST(LatencyHistogram, SmallValuesAreExact) {
  LatencyHistogram histogram;
  histogram.record(3);
  EXPECT_EQ(histogram.quantile(0.5), 3);
}

TEST(LatencyHistogram, TakesExtremes) {
  LatencyHistogram histogram;
  histogram.record(-5);
  histogram.record(INT64_MAX);
  EXPECT_EQ(histogram.quantile(0.0), 0);
  EXPECT_GT(histogram.quantile(1.0), 1e12);
}

TEST(LatencyHistogram, AddsUp) {
  LatencyHistogram a;
  LatencyHistogram b;
  a.record(10);
  b.record(1000);
  a.add(b);
  EXPECT_EQ(a.quantile(0.0), 10);
  EXPECT_NEAR(a.quantile(1.0), 1000, 70);
}

TEST(Text, GroupsDigits) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

TEST(Text, DurationsReadWell) {
  EXPECT_EQ(readable_duration(850), "850 ns");
  EXPECT_EQ(readable_duration(12'300), "12.3 µs");
  EXPECT_EQ(readable_duration(4'560'000), "4.56 ms");
  EXPECT_EQ(readable_duration(1'200'000'000), "1.20 s");
}

}  // namespace
}  // namespace quoll::tool
