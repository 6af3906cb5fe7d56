// Date-times: value, flags, parts, texts.
#include <chrono>
#include <ctime>
#include <random>

#include "message_support.h"

using message_test::Time;

namespace {

constexpr unsigned kDate = MAMA_DATE_TIME_HAS_DATE;
constexpr unsigned kTime = MAMA_DATE_TIME_HAS_TIME;

Time& parse(Time& time, const char* text) {
  EXPECT_EQ(mamaDateTime_setFromString(time, text), MAMA_STATUS_OK);
  return time;
}

TEST(DateTime, StartsEmpty) {
  Time time;
  EXPECT_EQ(time.seconds(), 0);
  EXPECT_EQ(time.precision(), unsigned{MAMA_DATE_TIME_PREC_UNKNOWN});
  EXPECT_EQ(time.hints(), 0u);
  EXPECT_EQ(time.text(), "");
  EXPECT_EQ(mamaDateTime_empty(time), 1);
  EXPECT_EQ(mamaDateTime_empty(nullptr), 1);
  EXPECT_EQ(mamaDateTime_setEpochTimeExt(time, 5, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDateTime_empty(time), 0);
  EXPECT_EQ(time.text(), "");  // no flags, no text
}

TEST(DateTime, ADateNeedsMoreThanTheSecondsOfADay) {
  Time time;
  EXPECT_EQ(mamaDateTime_setEpochTime(time, 86400, 0, MAMA_DATE_TIME_PREC_SECONDS), MAMA_STATUS_OK);
  EXPECT_EQ(time.hints(), kTime);
  EXPECT_EQ(mamaDateTime_setEpochTime(time, 86401, 0, MAMA_DATE_TIME_PREC_SECONDS), MAMA_STATUS_OK);
  EXPECT_EQ(time.hints(), kTime | kDate);
  EXPECT_EQ(mamaDateTime_setEpochTimeF64(time, -1.5), MAMA_STATUS_OK);
  EXPECT_EQ(time.hints(), kTime | kDate);
  EXPECT_EQ(time.seconds(), -2);
  EXPECT_EQ(time.nanoseconds(), 500'000'000u);
  EXPECT_EQ(mamaDateTime_setWithHints(time, 86401, 0, MAMA_DATE_TIME_PREC_SECONDS, 4),
            MAMA_STATUS_OK);
  EXPECT_EQ(time.hints(), kDate | 4);
  EXPECT_EQ(mamaDateTime_setEpochTime(time, 0, 1000000, MAMA_DATE_TIME_PREC_SECONDS),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDateTime_setEpochTimeExt(time, 0, 1000000000), MAMA_STATUS_INVALID_ARG);
}

TEST(DateTime, NearIntegersRoundToTheMicrosecond) {
  Time time;
  EXPECT_EQ(mamaDateTime_setEpochTimeF64(time, 99999.9999999), MAMA_STATUS_OK);
  EXPECT_EQ(time.seconds(), 100000);
  EXPECT_EQ(time.nanoseconds(), 0u);
  EXPECT_EQ(time.precision(), 0u);
  EXPECT_EQ(mamaDateTime_setEpochTimeF64(time, std::numeric_limits<double>::quiet_NaN()),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDateTime_setEpochTimeF64(time, 1e300), MAMA_STATUS_INVALID_ARG);
}

TEST(DateTime, MillisecondsAndMicroseconds) {
  Time time;
  mama_u64_t value = 0;
  EXPECT_EQ(mamaDateTime_setEpochTimeMilliseconds(time, 1'600'000'000'123), MAMA_STATUS_OK);
  EXPECT_EQ(time.precision(), unsigned{MAMA_DATE_TIME_PREC_MILLISECONDS});
  EXPECT_EQ(mamaDateTime_getEpochTimeMicroseconds(time, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 1'600'000'000'123'000u);
  EXPECT_EQ(mamaDateTime_setEpochTimeMicroseconds(time, ~0ull), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDateTime_getEpochTimeMicroseconds(time, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, ~0ull);
  EXPECT_EQ(mamaDateTime_setEpochTimeExt(time, -1, 999'000'000), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDateTime_getEpochTimeMilliseconds(time, &value), MAMA_STATUS_OK);
  EXPECT_EQ(static_cast<mama_i64_t>(value), -1);
  mama_u32_t seconds = 0, microseconds = 0;
  EXPECT_EQ(mamaDateTime_getEpochTime(time, &seconds, &microseconds, nullptr),
            MAMA_STATUS_INVALID_ARG);
}

TEST(DateTime, Parsing) {
  const struct {
    const char* text;
    const char* printed;
    unsigned hints;
    unsigned precision;
  } cases[] = {
      {"2020-02-29 12:34:56", "2020-02-29 12:34:56", kDate | kTime, 0},
      {"2020/02/29 12:34:56.5", "2020-02-29 12:34:56.5", kDate | kTime, 1},
      {"2020-02-29 12:34:56.123456789", "2020-02-29 12:34:56.123456789", kDate | kTime, 9},
      {"2020-02-29 12:34:56.1234567891234", "2020-02-29 12:34:56.123456789", kDate | kTime, 9},
      {"12:34", "12:34:00", kTime, 0},
      {"12:34:56.25", "12:34:56.25", kTime, 2},
      {"2020-02-29", "2020-02-29", kDate, 0},
      {"02/29", "1970-03-01", kDate, 0},  // of 1970, and normalised
      {"2020-13-01", "2021-01-01", kDate, 0},
      {"1700-01-01 00:00:00", "1700-01-01 00:00:00", kDate | kTime, 0},
      {"1500-01-01", "1970-01-01", kDate, 0},
      {"2020-02-29T12:34:56Z", "2020-02-29 12:34:56", kDate | kTime, 0},
      {"nothing", "", 0, 0},
      {"", "", 0, 0},
  };
  for (const auto& each : cases) {
    SCOPED_TRACE(each.text);
    Time time;
    parse(time, each.text);
    EXPECT_EQ(time.text(), each.printed);
    EXPECT_EQ(time.hints(), each.hints);
    EXPECT_EQ(time.precision(), each.precision);
  }
  Time time;
  parse(time, "2020-02-29");
  EXPECT_EQ(mamaDateTime_setFromString(time, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(time.hints(), 0u);
  EXPECT_EQ(mamaDateTime_setFromStringBuffer(time, "12:34:56", 5), MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "12:34:00");
}

TEST(DateTime, FractionDigitsFollowThePrecision) {
  Time time(0, 123'456'789, MAMA_DATE_TIME_PREC_UNKNOWN, kTime);
  const std::pair<mamaDateTimePrecision, const char*> cases[] = {
      {MAMA_DATE_TIME_PREC_UNKNOWN, "00:00:00.123"},
      {MAMA_DATE_TIME_PREC_SECONDS, "00:00:00"},
      {MAMA_DATE_TIME_PREC_DECISECONDS, "00:00:00.1"},
      {MAMA_DATE_TIME_PREC_MICROSECONDS, "00:00:00.123456"},
      {MAMA_DATE_TIME_PREC_NANOSECONDS, "00:00:00.123456789"},
      {MAMA_DATE_TIME_PREC_DAYS, "00:00:00"},
      {MAMA_DATE_TIME_PREC_MINUTES, "00:00:00"}};
  for (const auto& [precision, text] : cases) {
    EXPECT_EQ(mamaDateTime_setPrecision(time, precision), MAMA_STATUS_OK);
    EXPECT_EQ(time.text(), text);
  }
}

TEST(DateTime, TextsOutsideTheCalendarAreRefused) {
  char buffer[64];
  for (const std::int64_t seconds :
       {std::int64_t{-11644473601}, std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min()}) {
    Time time(seconds, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
    mama_u32_t year = 0;
    EXPECT_EQ(mamaDateTime_getAsString(time, buffer, sizeof buffer), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaDateTime_getDateAsString(time, buffer, sizeof buffer), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaDateTime_getTimeAsString(time, buffer, sizeof buffer), MAMA_STATUS_OK);
    EXPECT_EQ(mamaDateTime_getYear(time, &year), MAMA_STATUS_INVALID_ARG);
  }
  Time first(-11644473600, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  EXPECT_EQ(first.text(), "1601-01-01 00:00:00");
  EXPECT_EQ(mamaDateTime_getAsString(first, buffer, 5), MAMA_STATUS_OK);
  EXPECT_STREQ(buffer, "1601");
}

// The calendar against the C library's, over its whole useful range.
TEST(DateTime, PartsAgreeWithTheCLibrary) {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<std::int64_t> any(-11644473600, 253402300799);
  for (int i = 0; i < 20000; ++i) {
    const std::int64_t seconds = any(random);
    const auto as_time = static_cast<std::time_t>(seconds);
    std::tm expected{};
    gmtime_r(&as_time, &expected);
    Time time(seconds, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
    mama_u32_t part = 0;
    mamaDayOfWeek weekday = Sunday;
#define EXPECT_PART(Name, value)                                  \
  ASSERT_EQ(mamaDateTime_get##Name(time, &part), MAMA_STATUS_OK); \
  ASSERT_EQ(static_cast<int>(part), value) << seconds;
    EXPECT_PART(Year, expected.tm_year + 1900)
    EXPECT_PART(Month, expected.tm_mon + 1)
    EXPECT_PART(Day, expected.tm_mday)
    EXPECT_PART(Hour, expected.tm_hour)
    EXPECT_PART(Minute, expected.tm_min)
    EXPECT_PART(Second, expected.tm_sec)
#undef EXPECT_PART
    ASSERT_EQ(mamaDateTime_getDayOfWeek(time, &weekday), MAMA_STATUS_OK);
    ASSERT_EQ(static_cast<int>(weekday), expected.tm_wday);
    if (expected.tm_year < 0) continue;  // before 1900 there is no setter
    Time made;
    ASSERT_EQ(mamaDateTime_setDate(made, static_cast<mama_u32_t>(expected.tm_year + 1900),
                                   static_cast<mama_u32_t>(expected.tm_mon + 1),
                                   static_cast<mama_u32_t>(expected.tm_mday)),
              MAMA_STATUS_OK);
    ASSERT_EQ(mamaDateTime_setTime(made, static_cast<mama_u32_t>(expected.tm_hour),
                                   static_cast<mama_u32_t>(expected.tm_min),
                                   static_cast<mama_u32_t>(expected.tm_sec), 0),
              MAMA_STATUS_OK);
    ASSERT_EQ(made.seconds(), seconds);
  }
}

TEST(DateTime, DateAndTimePartsSeparate) {
  Time time, other;
  parse(time, "2020-02-29 12:34:56.123456789");
  EXPECT_EQ(mamaDateTime_copyTime(other, time), MAMA_STATUS_OK);
  EXPECT_EQ(other.hints(), kTime);
  EXPECT_EQ(other.seconds(), 12 * 3600 + 34 * 60 + 56);
  EXPECT_EQ(other.nanoseconds(), 123456789u);
  EXPECT_EQ(mamaDateTime_copyDate(other, time), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDateTime_equal(other, time), 1);
  EXPECT_EQ(mamaDateTime_clearTime(other), MAMA_STATUS_OK);
  EXPECT_EQ(other.text(), "2020-02-29");
  EXPECT_EQ(mamaDateTime_clearDate(time), MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "12:34:56.123456789");
  Time before(-1, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);  // 1969-12-31 23:59:59
  EXPECT_EQ(mamaDateTime_clearDate(before), MAMA_STATUS_OK);
  EXPECT_EQ(before.seconds(), 86399);
  EXPECT_EQ(mamaDateTime_setDate(before, 1899, 1, 1), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDateTime_setDate(before, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF), MAMA_STATUS_OK);
}

TEST(DateTime, AddingCarriesBothWays) {
  Time time(0, 500'000'001, MAMA_DATE_TIME_PREC_NANOSECONDS, kTime);
  EXPECT_EQ(mamaDateTime_addMicroseconds(time, -2'000'000), MAMA_STATUS_OK);
  EXPECT_EQ(time.seconds(), -2);
  EXPECT_EQ(time.nanoseconds(), 500'000'001u);
  EXPECT_EQ(mamaDateTime_addMicroseconds(time, -500'001), MAMA_STATUS_OK);
  EXPECT_EQ(time.seconds(), -3);
  EXPECT_EQ(time.nanoseconds(), 999'999'001u);
  EXPECT_EQ(mamaDateTime_addSeconds(time, 3.25), MAMA_STATUS_OK);
  EXPECT_EQ(time.seconds(), 1);
  EXPECT_EQ(time.nanoseconds(), 249'999'001u);
  EXPECT_EQ(mamaDateTime_addWholeSeconds(time, -2'000'000'000), MAMA_STATUS_OK);
  EXPECT_EQ(time.seconds(), -1'999'999'999);
  Time far(std::numeric_limits<std::int64_t>::max(), 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  EXPECT_EQ(mamaDateTime_addWholeSeconds(far, 1), MAMA_STATUS_OK);
  EXPECT_EQ(far.seconds(), std::numeric_limits<std::int64_t>::max());
}

TEST(DateTime, ComparingAndDifferences) {
  Time early(10, 5, MAMA_DATE_TIME_PREC_SECONDS, 3), late(10, 9, MAMA_DATE_TIME_PREC_DAYS, 0);
  EXPECT_EQ(mamaDateTime_compare(early, late), -1);
  EXPECT_EQ(mamaDateTime_compare(late, early), 1);
  EXPECT_EQ(mamaDateTime_compare(late, late), 0);
  EXPECT_EQ(mamaDateTime_compare(late, nullptr), 0);
  EXPECT_EQ(mamaDateTime_equal(early, late), 0);
  EXPECT_EQ(mamaDateTime_equal(early, nullptr), 0);
  Time next_day(86'400 + 20, 500'000'000, MAMA_DATE_TIME_PREC_SECONDS, 3);
  mama_f64_t seconds = 0;
  mama_i64_t microseconds = 0;
  EXPECT_EQ(mamaDateTime_diffSeconds(next_day, early, &seconds), MAMA_STATUS_OK);
  EXPECT_NEAR(seconds, 86410.5, 1e-6);
  EXPECT_EQ(mamaDateTime_diffSecondsSameDay(next_day, early, &seconds), MAMA_STATUS_OK);
  EXPECT_NEAR(seconds, 10.5, 1e-6);
  EXPECT_EQ(mamaDateTime_diffMicroseconds(early, next_day, &microseconds), MAMA_STATUS_OK);
  EXPECT_EQ(microseconds, -86'410'500'000);
}

TEST(DateTime, NowIsNow) {
  Time time;
  // Not std::time(): it may lag behind this clock by a tick, and so say the second before.
  const auto now_us = [] {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  };
  const auto before_us = now_us();
  EXPECT_EQ(mamaDateTime_setToNow(time), MAMA_STATUS_OK);
  const auto set_us = time.seconds() * 1'000'000 + time.nanoseconds() / 1000;
  EXPECT_GE(set_us, before_us);
  EXPECT_LE(set_us, now_us());
  EXPECT_EQ(time.hints(), kDate | kTime);
  EXPECT_EQ(time.precision(), unsigned{MAMA_DATE_TIME_PREC_MICROSECONDS});
}

TEST(DateTime, NullAndDestroyedHandles) {
  Time good;
  mamaDateTime gone = nullptr;
  ASSERT_EQ(mamaDateTime_create(&gone), MAMA_STATUS_OK);
  ASSERT_EQ(mamaDateTime_destroy(gone), MAMA_STATUS_OK);
  mama_i64_t seconds = 0;
  mama_u32_t nanoseconds = 0;
  mamaDateTimeHints hints = 0;
  EXPECT_EQ(mamaDateTime_getEpochTimeExt(nullptr, &seconds, &nanoseconds), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDateTime_getEpochTimeExt(good, nullptr, &nanoseconds), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDateTime_setHints(nullptr, 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDateTime_getHints(good, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDateTime_setPrecision(nullptr, MAMA_DATE_TIME_PREC_DAYS), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDateTime_create(nullptr), MAMA_STATUS_INVALID_ARG);
  for (mamaDateTime bad : {static_cast<mamaDateTime>(nullptr), gone}) {
    EXPECT_EQ(mamaDateTime_clear(bad), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaDateTime_destroy(bad), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaDateTime_copy(good, bad), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaDateTime_setFromString(bad, "12:00"), MAMA_STATUS_INVALID_ARG);
  }
  EXPECT_EQ(mamaDateTime_getHints(gone, &hints), MAMA_STATUS_INVALID_ARG);
}

TEST(DateTime, APrecisionThatIsNoneIsUnknown) {
  for (const int number : {16, 255, 256, -1}) {
    SCOPED_TRACE(number);
    const auto precision = static_cast<mamaDateTimePrecision>(number);
    const auto expect_unknown = [](const Time& time) {
      EXPECT_EQ(time.precision(), unsigned{MAMA_DATE_TIME_PREC_UNKNOWN});
    };
    Time set, epoch, hints, day;
    ASSERT_EQ(mamaDateTime_setPrecision(set, precision), MAMA_STATUS_OK);
    expect_unknown(set);
    ASSERT_EQ(mamaDateTime_setEpochTime(epoch, 100000, 5, precision), MAMA_STATUS_OK);
    expect_unknown(epoch);
    ASSERT_EQ(mamaDateTime_setWithHints(hints, 100000, 5, precision, 3), MAMA_STATUS_OK);
    expect_unknown(hints);
    ASSERT_EQ(mamaDateTime_setTimeWithPrecisionAndTz(day, 1, 2, 3, 4, precision, nullptr),
              MAMA_STATUS_OK);
    expect_unknown(day);
    message_test::Msg msg;
    ASSERT_EQ(mamaMsg_addDateTime(msg, "t", 0, epoch), MAMA_STATUS_OK);
    Time read;
    ASSERT_EQ(mamaMsg_getDateTime(msg, "t", 0, read), MAMA_STATUS_OK);
    EXPECT_EQ(read.text(), epoch.text());
  }
}

TEST(DateTime, TheSmallestAmountOfSecondsMakesATime) {
  Time time;
  ASSERT_EQ(mamaDateTime_addSeconds(time, 0), MAMA_STATUS_OK);
  EXPECT_EQ(time.hints(), 0u);
  ASSERT_EQ(mamaDateTime_addSeconds(time, 1e-9), MAMA_STATUS_OK);
  EXPECT_EQ(time.hints(), unsigned{MAMA_DATE_TIME_HAS_TIME});
  EXPECT_EQ(time.seconds(), 0);
}

}  // namespace
