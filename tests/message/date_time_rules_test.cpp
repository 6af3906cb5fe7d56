// Date-times, function by function: what each sets, keeps, clears and refuses.
#include <array>
#include <ctime>
#include <limits>

#include "message_support.h"

using message_test::Time;

namespace {

constexpr unsigned kDate = MAMA_DATE_TIME_HAS_DATE;
constexpr unsigned kTime = MAMA_DATE_TIME_HAS_TIME;
constexpr unsigned kNoZone = MAMA_DATE_TIME_NO_TIMEZONE;
constexpr unsigned kUnknown = MAMA_DATE_TIME_PREC_UNKNOWN;
constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kInstant = 1'582'979'696;  // 2020-02-29 12:34:56 UTC
constexpr mama_status kInvalid = MAMA_STATUS_INVALID_ARG;
constexpr mama_status kNullArg = MAMA_STATUS_NULL_ARG;

/// Everything that a date-time is.
struct State {
  std::int64_t seconds;
  std::uint32_t nanoseconds;
  unsigned precision;
  unsigned hints;

  bool operator==(const State&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const State& state) {
    return out << state.seconds << " s " << state.nanoseconds << " ns, precision "
               << state.precision << ", hints " << state.hints;
  }
};

State state_of(const Time& time) {
  return {time.seconds(), time.nanoseconds(), time.precision(), time.hints()};
}

/// A date-time of which no part is what a cleared one has.
class Busy : public Time {
 public:
  Busy() : Time(kInstant, 123'456'789, MAMA_DATE_TIME_PREC_DAYS, kDate | kTime | kNoZone) {}
};

// ---- setters -----------------------------------------------------------------------------------

TEST(DateTimeSetters, ExtSetsTheValueAlone) {
  const Busy time;
  EXPECT_EQ(mamaDateTime_setEpochTimeExt(time, -7, 999'999'999), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(time), (State{-7, 999'999'999, MAMA_DATE_TIME_PREC_DAYS, 7}));
  EXPECT_EQ(mamaDateTime_setEpochTimeExt(time, 0, 1'000'000'000), kInvalid);
  EXPECT_EQ(time.seconds(), -7);
}

TEST(DateTimeSetters, EpochTimeClearsFirst) {
  const Busy time;
  EXPECT_EQ(mamaDateTime_setEpochTime(time, 0xFFFFFFFF, 999'999, MAMA_DATE_TIME_PREC_MINUTES),
            MAMA_STATUS_OK);
  EXPECT_EQ(state_of(time),
            (State{0xFFFFFFFF, 999'999'000, MAMA_DATE_TIME_PREC_MINUTES, kDate | kTime}));
  EXPECT_EQ(mamaDateTime_setEpochTime(time, 1, 1'000'000, MAMA_DATE_TIME_PREC_SECONDS), kInvalid);
  EXPECT_EQ(time.seconds(), 0xFFFFFFFF);
}

TEST(DateTimeSetters, Doubles) {
  const struct {
    double seconds;
    State expected;
  } cases[] = {
      {0, {0, 0, 0, kTime}},
      {86'400, {86'400, 0, 0, kTime}},
      {86'400.5, {86'400, 500'000'000, 6, kTime | kDate}},
      {1.000001, {1, 1'000, 6, kTime}},
      {-0.25, {-1, 750'000'000, 6, kTime | kDate}},
      {-2, {-2, 0, 0, kTime | kDate}},
      {0.9999999, {1, 0, 0, kTime}},
      {8e9 + 0.125, {8'000'000'000, 125'000'000, 6, kTime | kDate}},
  };
  for (const auto& each : cases) {
    const Busy time;
    EXPECT_EQ(mamaDateTime_setEpochTimeF64(time, each.seconds), MAMA_STATUS_OK);
    EXPECT_EQ(state_of(time), each.expected) << each.seconds;
  }
}

TEST(DateTimeSetters, MillisecondsAndMicroseconds) {
  constexpr auto kMost = std::numeric_limits<mama_u64_t>::max();
  const struct {
    mama_status (*set)(mamaDateTime, mama_u64_t);
    mama_u64_t value;
    State expected;
  } cases[] = {
      {mamaDateTime_setEpochTimeMilliseconds, 86'400'999, {kDay, 999'000'000, 3, kTime}},
      {mamaDateTime_setEpochTimeMilliseconds, 86'401'000, {kDay + 1, 0, 0, kTime | kDate}},
      {mamaDateTime_setEpochTimeMilliseconds,
       kMost,
       {18'446'744'073'709'551, 615'000'000, 3, kTime | kDate}},
      {mamaDateTime_setEpochTimeMicroseconds, 86'400'000'001, {kDay, 1'000, 6, kTime}},
      {mamaDateTime_setEpochTimeMicroseconds, 86'401'000'000, {kDay + 1, 0, 0, kTime | kDate}},
      {mamaDateTime_setEpochTimeMicroseconds,
       kMost,
       {18'446'744'073'709, 551'615'000, 6, kTime | kDate}},
  };
  for (const auto& each : cases) {
    const Busy time;
    EXPECT_EQ(each.set(time, each.value), MAMA_STATUS_OK);
    EXPECT_EQ(state_of(time), each.expected) << each.value;
  }
}

TEST(DateTimeSetters, WithHintsTakesThemAsTheyAre) {
  const Busy time;
  EXPECT_EQ(mamaDateTime_setWithHints(time, 86'400, 5, MAMA_DATE_TIME_PREC_MICROSECONDS, 0),
            MAMA_STATUS_OK);
  EXPECT_EQ(state_of(time), (State{86'400, 5'000, 6, 0}));
  EXPECT_EQ(mamaDateTime_setWithHints(time, 86'401, 5, MAMA_DATE_TIME_PREC_DAYS, kTime | kNoZone),
            MAMA_STATUS_OK);
  EXPECT_EQ(state_of(time),
            (State{86'401, 5'000, MAMA_DATE_TIME_PREC_DAYS, kDate | kTime | kNoZone}));
  EXPECT_EQ(mamaDateTime_setWithHints(time, 0, 1'000'000, MAMA_DATE_TIME_PREC_DAYS, 0), kInvalid);
}

TEST(DateTimeSetters, TimeKeepsTheDayAndCarriesOver) {
  Busy time;
  EXPECT_EQ(mamaDateTime_setTime(time, 1, 2, 3, 4), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(time), (State{kInstant - 12 * 3600 - 34 * 60 - 56 + 3723, 4'000, kUnknown,
                                   kDate | kTime | kNoZone}));
  EXPECT_EQ(mamaDateTime_setTime(time, 24, 60, 60, 0), MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "2020-03-01 01:01:00.000");
  EXPECT_EQ(mamaDateTime_setTime(time, 1, 2, 3, 1'000'000), kInvalid);
  Time only;
  EXPECT_EQ(mamaDateTime_setTimeWithPrecisionAndTz(only, 5, 6, 7, 8, MAMA_DATE_TIME_PREC_MINUTES,
                                                   nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(state_of(only), (State{5 * 3600 + 6 * 60 + 7, 8'000, 12, kTime}));
  // Before 1970, and after 2038.
  for (const std::int64_t day : {std::int64_t{-40'000}, std::int64_t{-1}, std::int64_t{40'000}}) {
    const Time other(day * kDay + 5, 0, MAMA_DATE_TIME_PREC_SECONDS, kDate);
    EXPECT_EQ(mamaDateTime_setTime(other, 23, 59, 59, 0), MAMA_STATUS_OK);
    EXPECT_EQ(other.seconds(), day * kDay + kDay - 1) << day;
  }
}

TEST(DateTimeSetters, DateKeepsTheTimeAndCarriesOver) {
  const struct {
    mama_u32_t year, month, day;
    const char* text;
  } cases[] = {{1900, 1, 1, "1900-01-01"},   {2000, 2, 29, "2000-02-29"},
               {2100, 2, 29, "2100-03-01"},  {2020, 0, 0, "2020-01-01"},
               {2020, 13, 1, "2021-01-01"},  {2020, 25, 32, "2022-02-01"},
               {2020, 12, 400, "2022-01-04"}};
  for (const auto& each : cases) {
    Busy time;
    EXPECT_EQ(mamaDateTime_setDate(time, each.year, each.month, each.day), MAMA_STATUS_OK);
    EXPECT_EQ(time.text(), std::string(each.text) + " 12:34:56");
    EXPECT_EQ(time.nanoseconds(), 123'456'789u);
    EXPECT_EQ(time.hints(), kDate | kTime | kNoZone);
    EXPECT_EQ(time.precision(), unsigned{MAMA_DATE_TIME_PREC_DAYS});
  }
  const Time only;
  EXPECT_EQ(mamaDateTime_setDate(only, 2020, 2, 29), MAMA_STATUS_OK);
  EXPECT_EQ(only.hints(), kDate);
  EXPECT_EQ(mamaDateTime_setDate(only, 1899, 12, 31), kInvalid);
  EXPECT_EQ(only.text(), "2020-02-29");
}

TEST(DateTimeSetters, DateAndTimeTogether) {
  const Busy time;
  EXPECT_EQ(mamaDateTime_setWithPrecisionAndTz(time, 2001, 2, 3, 4, 5, 6, 7,
                                               MAMA_DATE_TIME_PREC_MICROSECONDS, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "2001-02-03 04:05:06.000007");
  EXPECT_EQ(time.hints(), kDate | kTime);
  // The first thing that is wrong is what is answered; what came before it is done.
  EXPECT_EQ(mamaDateTime_setWithPrecisionAndTz(time, 1899, 2, 3, 4, 5, 6, 7,
                                               MAMA_DATE_TIME_PREC_SECONDS, nullptr),
            kInvalid);
  EXPECT_EQ(state_of(time), (State{0, 0, kUnknown, 0}));
  EXPECT_EQ(mamaDateTime_setWithPrecisionAndTz(time, 1971, 1, 1, 4, 5, 6, 1'000'000,
                                               MAMA_DATE_TIME_PREC_SECONDS, nullptr),
            kInvalid);
  EXPECT_EQ(state_of(time), (State{365 * kDay, 0, kUnknown, kDate}));
}

TEST(DateTimeSetters, CopiedPartsLeaveThePrecision) {
  const Busy source;
  Time dest(-1, 5, MAMA_DATE_TIME_PREC_MILLISECONDS, kNoZone);  // 1969-12-31 23:59:59
  EXPECT_EQ(mamaDateTime_copyTime(dest, source), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(dest), (State{-kDay + kInstant % kDay, 123'456'789, 3, kTime | kNoZone}));
  EXPECT_EQ(mamaDateTime_setEpochTimeExt(dest, -1, 5), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDateTime_copyDate(dest, source), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(dest),
            (State{kInstant - kInstant % kDay + kDay - 1, 5, 3, kDate | kTime | kNoZone}));
  EXPECT_EQ(mamaDateTime_copy(dest, source), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(dest), state_of(source));
}

TEST(DateTimeSetters, ClearingDropsThePartAndItsFlag) {
  const Busy time;
  EXPECT_EQ(mamaDateTime_clearTime(time), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(time),
            (State{kInstant - kInstant % kDay, 0, MAMA_DATE_TIME_PREC_DAYS, kDate | kNoZone}));
  const Busy other;
  EXPECT_EQ(mamaDateTime_clearDate(other), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(other),
            (State{kInstant % kDay, 123'456'789, MAMA_DATE_TIME_PREC_DAYS, kTime | kNoZone}));
  EXPECT_EQ(mamaDateTime_clear(other), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(other), (State{0, 0, kUnknown, 0}));
}

TEST(DateTimeSetters, StructuresOfTheCLibrary) {
  for (const auto& [microseconds, precision] : {std::pair{5, 6u}, std::pair{0, 0u}}) {
    const Time time(1, 1, MAMA_DATE_TIME_PREC_DAYS, kNoZone);
    timeval in{-5, microseconds}, out{};
    EXPECT_EQ(mamaDateTime_setFromStructTimeVal(time, &in), MAMA_STATUS_OK);
    EXPECT_EQ(state_of(time), (State{-5, static_cast<std::uint32_t>(microseconds) * 1'000,
                                     precision, kDate | kTime | kNoZone}));
    EXPECT_EQ(mamaDateTime_getStructTimeVal(time, &out), MAMA_STATUS_OK);
    EXPECT_EQ(out.tv_sec, -5);
    EXPECT_EQ(out.tv_usec, microseconds);
  }
  const std::pair<long, unsigned> fractions[] = {{0, 0}, {5'000, 6}, {5'001, 9}, {999'999'999, 9}};
  for (const auto& [nanoseconds, precision] : fractions) {
    const Time time(1, 1, MAMA_DATE_TIME_PREC_DAYS, kNoZone);
    timespec in{7, nanoseconds};
    EXPECT_EQ(mamaDateTime_setFromStructTimeSpec(time, &in), MAMA_STATUS_OK);
    EXPECT_EQ(state_of(time), (State{7, static_cast<std::uint32_t>(nanoseconds), precision,
                                     kDate | kTime | kNoZone}));
  }
  const Busy time;
  const State before = state_of(time);
  for (const long microseconds : {-1L, 1'000'000L}) {
    timeval bad{0, microseconds};
    EXPECT_EQ(mamaDateTime_setFromStructTimeVal(time, &bad), kInvalid);
  }
  for (const long nanoseconds : {-1L, 1'000'000'000L}) {
    timespec bad{0, nanoseconds};
    EXPECT_EQ(mamaDateTime_setFromStructTimeSpec(time, &bad), kInvalid);
  }
  EXPECT_EQ(state_of(time), before);
}

TEST(DateTimeSetters, AddingSaysThatThereIsATime) {
  const Time time(0, 999'999'999, MAMA_DATE_TIME_PREC_NANOSECONDS, 0);
  EXPECT_EQ(mamaDateTime_addSeconds(time, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDateTime_addWholeSeconds(time, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDateTime_addMicroseconds(time, 0), MAMA_STATUS_OK);
  EXPECT_EQ(time.hints(), 0u);
  const auto add = [&](auto function, auto amount, State expected) {
    EXPECT_EQ(mamaDateTime_setHints(time, 0), MAMA_STATUS_OK);
    EXPECT_EQ(function(time, amount), MAMA_STATUS_OK);
    EXPECT_EQ(state_of(time), expected) << amount;
  };
  add(mamaDateTime_addMicroseconds, mama_i64_t{1}, {1, 999, 9, kTime});
  add(mamaDateTime_addMicroseconds, mama_i64_t{-3'000'000}, {-2, 999, 9, kTime});
  add(mamaDateTime_addWholeSeconds, mama_i32_t{-1}, {-3, 999, 9, kTime});
  add(mamaDateTime_addWholeSeconds, std::numeric_limits<mama_i32_t>::min(),
      {-2'147'483'651, 999, 9, kTime});
  add(mamaDateTime_addSeconds, 0.5, {-2'147'483'651, 500'000'999, 9, kTime});
  add(mamaDateTime_addSeconds, -1.25, {-2'147'483'652, 250'000'999, 9, kTime});
  for (const double bad : {1e19, -1e19, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(mamaDateTime_addSeconds(time, bad), kInvalid);
  }
  EXPECT_EQ(time.seconds(), -2'147'483'652);
  const Time far(std::numeric_limits<std::int64_t>::min(), 0, MAMA_DATE_TIME_PREC_SECONDS, kDate);
  EXPECT_EQ(mamaDateTime_addMicroseconds(far, std::numeric_limits<std::int64_t>::min()),
            MAMA_STATUS_OK);
  EXPECT_EQ(far.seconds(), std::numeric_limits<std::int64_t>::min());  // not around the end
}

// ---- getters -----------------------------------------------------------------------------------

TEST(DateTimeGetters, EpochTimeHasARange) {
  const struct {
    std::int64_t seconds;
    mama_status status;
  } cases[] = {
      {-1, kInvalid}, {0, MAMA_STATUS_OK}, {0xFFFFFFFF, MAMA_STATUS_OK}, {0x100000000, kInvalid}};
  for (const auto& each : cases) {
    const Time time(each.seconds, 987'654'321, MAMA_DATE_TIME_PREC_DAYS, kNoZone);
    mama_u32_t seconds = 1, microseconds = 2;
    mamaDateTimePrecision precision = MAMA_DATE_TIME_PREC_SECONDS;
    mama_u8_t hints = 0;
    EXPECT_EQ(mamaDateTime_getEpochTime(time, &seconds, &microseconds, &precision), each.status);
    EXPECT_EQ(mamaDateTime_getWithHints(time, &seconds, &microseconds, &precision, &hints),
              each.status);
    const bool good = each.status == MAMA_STATUS_OK;
    EXPECT_EQ(seconds, good ? static_cast<mama_u32_t>(each.seconds) : 1u);
    EXPECT_EQ(microseconds, good ? 987'654u : 2u);
    EXPECT_EQ(precision, good ? MAMA_DATE_TIME_PREC_DAYS : MAMA_DATE_TIME_PREC_SECONDS);
    EXPECT_EQ(hints, good ? kNoZone : 0u);
    EXPECT_EQ(mamaDateTime_getEpochTime(time, &seconds, &microseconds, nullptr), each.status);
    EXPECT_EQ(mamaDateTime_getWithHints(time, &seconds, &microseconds, nullptr, nullptr),
              each.status);
  }
}

TEST(DateTimeGetters, TicksAreRoundedDown) {
  const struct {
    std::int64_t seconds;
    std::uint32_t nanoseconds;
    mama_i64_t milliseconds, microseconds;
  } cases[] = {{1, 999'999'999, 1'999, 1'999'999},
               {-1, 999'999'999, -1, -1},
               {-1, 0, -1'000, -1'000'000},
               {-2, 1, -2'000, -2'000'000},
               {253'402'300'799, 1'000'000, 253'402'300'799'001, 253'402'300'799'001'000}};
  for (const auto& each : cases) {
    const Time time(each.seconds, each.nanoseconds, MAMA_DATE_TIME_PREC_NANOSECONDS, kDate | kTime);
    mama_u64_t ticks = 0;
    EXPECT_EQ(mamaDateTime_getEpochTimeMilliseconds(time, &ticks), MAMA_STATUS_OK);
    EXPECT_EQ(static_cast<mama_i64_t>(ticks), each.milliseconds);
    EXPECT_EQ(mamaDateTime_getEpochTimeMicroseconds(time, &ticks), MAMA_STATUS_OK);
    EXPECT_EQ(static_cast<mama_i64_t>(ticks), each.microseconds);
  }
}

TEST(DateTimeGetters, SecondsAsADoubleHaveMicroseconds) {
  mama_f64_t seconds = 0;
  const Time time(-1, 250'000'999, MAMA_DATE_TIME_PREC_NANOSECONDS, kDate);
  EXPECT_EQ(mamaDateTime_getEpochTimeSeconds(time, &seconds), MAMA_STATUS_OK);
  EXPECT_EQ(seconds, -0.75);
}

TEST(DateTimeGetters, BrokenDownTime) {
  const Time time(kInstant, 987'654'321, MAMA_DATE_TIME_PREC_NANOSECONDS, 0);
  std::tm parts{};
  parts.tm_isdst = 9;
  EXPECT_EQ(mamaDateTime_getStructTm(time, &parts), MAMA_STATUS_OK);
  EXPECT_EQ(parts.tm_year, 120);
  EXPECT_EQ(parts.tm_mon, 1);
  EXPECT_EQ(parts.tm_mday, 29);
  EXPECT_EQ(parts.tm_hour, 12);
  EXPECT_EQ(parts.tm_min, 34);
  EXPECT_EQ(parts.tm_sec, 56);
  EXPECT_EQ(parts.tm_wday, 6);
  EXPECT_EQ(parts.tm_yday, 59);
  EXPECT_EQ(parts.tm_isdst, 0);
  mama_u32_t microsecond = 0;
  EXPECT_EQ(mamaDateTime_getMicrosecond(time, &microsecond), MAMA_STATUS_OK);
  EXPECT_EQ(microsecond, 987'654u);
  const Time too_early(-11'644'473'601, 0, MAMA_DATE_TIME_PREC_SECONDS, kDate);
  EXPECT_EQ(mamaDateTime_getStructTm(too_early, &parts), kInvalid);
  mamaDayOfWeek weekday = Friday;
  EXPECT_EQ(mamaDateTime_getDayOfWeek(too_early, &weekday), kInvalid);
  EXPECT_EQ(weekday, Friday);
  for (auto* get : {mamaDateTime_getYear, mamaDateTime_getMonth, mamaDateTime_getDay,
                    mamaDateTime_getHour, mamaDateTime_getMinute, mamaDateTime_getSecond}) {
    EXPECT_EQ(get(too_early, &microsecond), kInvalid);
  }
  EXPECT_EQ(microsecond, 987'654u);
}

TEST(DateTimeGetters, PartsThatThereAre) {
  for (unsigned hints = 0; hints < 8; ++hints) {
    const Time time(kInstant, 0, MAMA_DATE_TIME_PREC_SECONDS,
                    static_cast<mamaDateTimeHints>(hints));
    mama_bool_t has = 9;
    EXPECT_EQ(mamaDateTime_hasDate(time, &has), MAMA_STATUS_OK);
    EXPECT_EQ(has, (hints & kDate) != 0 ? 1 : 0);
    EXPECT_EQ(mamaDateTime_hasTime(time, &has), MAMA_STATUS_OK);
    EXPECT_EQ(has, (hints & kTime) != 0 ? 1 : 0);
    EXPECT_EQ(mamaDateTime_empty(time), 0);
  }
  EXPECT_EQ(mamaDateTime_empty(Time(0, 1, MAMA_DATE_TIME_PREC_UNKNOWN, 0)), 0);
  EXPECT_EQ(mamaDateTime_empty(Time(0, 0, MAMA_DATE_TIME_PREC_UNKNOWN, kNoZone)), 0);
  EXPECT_EQ(mamaDateTime_empty(Time(0, 0, MAMA_DATE_TIME_PREC_DAYS, 0)), 1);
}

TEST(DateTimeGetters, EqualAndCompareLookAtTheValueAlone) {
  const Time a(5, 7, MAMA_DATE_TIME_PREC_DAYS, kDate), b(5, 7, MAMA_DATE_TIME_PREC_UNKNOWN, 0);
  const Time earlier(-5, 8, MAMA_DATE_TIME_PREC_DAYS, kDate);
  EXPECT_EQ(mamaDateTime_equal(a, b), 1);
  EXPECT_EQ(mamaDateTime_compare(a, b), 0);
  EXPECT_EQ(mamaDateTime_compare(a, earlier), 1);
  EXPECT_EQ(mamaDateTime_compare(earlier, a), -1);
  EXPECT_EQ(mamaDateTime_equal(nullptr, a), 0);
  EXPECT_EQ(mamaDateTime_equal(nullptr, nullptr), 1);
  EXPECT_EQ(mamaDateTime_compare(nullptr, a), 0);
}

TEST(DateTimeGetters, DifferencesKeepNanoseconds) {
  const Time t1(-1, 999'999'999, MAMA_DATE_TIME_PREC_NANOSECONDS, kDate | kTime);
  const Time t0(-1, 0, MAMA_DATE_TIME_PREC_NANOSECONDS, kDate | kTime);
  mama_f64_t seconds = 0;
  mama_i64_t microseconds = 0;
  EXPECT_EQ(mamaDateTime_diffSeconds(t1, t0, &seconds), MAMA_STATUS_OK);
  EXPECT_DOUBLE_EQ(seconds, 0.999999999);
  EXPECT_EQ(mamaDateTime_diffSecondsSameDay(t0, t1, &seconds), MAMA_STATUS_OK);
  EXPECT_DOUBLE_EQ(seconds, -0.999999999);
  EXPECT_EQ(mamaDateTime_diffMicroseconds(t1, t0, &microseconds), MAMA_STATUS_OK);
  EXPECT_EQ(microseconds, 999'999);
  const Time late(40'000 * kDay + 1, 0, MAMA_DATE_TIME_PREC_SECONDS, kDate);
  EXPECT_EQ(mamaDateTime_diffSecondsSameDay(late, t0, &seconds), MAMA_STATUS_OK);
  EXPECT_DOUBLE_EQ(seconds, 1 - 86'399.0);
}

// ---- texts -------------------------------------------------------------------------------------

TEST(DateTimeTexts, ParsingIsLenient) {
  const struct {
    const char* text;
    const char* printed;
    unsigned hints;
  } cases[] = {
      {"2020/2/9 1:2:3", "2020-02-09 01:02:03", kDate | kTime},
      {"2-9 1:2", "1970-02-09 01:02:00", kDate | kTime},
      {" 2020- 02- 09", "2020-02-09", kDate},
      {"+2020-+2-+9 +1:+2:+3", "2020-02-09 01:02:03", kDate | kTime},
      {"2020-02-09x y", "2020-02-09", kDate},  // prefixes of numbers
      {"2020-02-09 1h:2m:3s", "2020-02-09 01:02:00", kDate | kTime},
      {"2020-00-00", "2020-01-01", kDate},
      {"2020-01-01 24:60:60", "2020-01-02 01:01:00", kDate | kTime},
      {"2020-01-01 10", "2020-01-01", kDate},
      {"1601-01-01", "1601-01-01", kDate},
      {"1600-12-31", "1970-12-31", kDate},
      {"12:34:56.", "12:34:56", kTime},
      {"12:34:56,5", "12:34:56", kTime},
      {"12:34 PM", "", 0},  // behind the blank there is no colon
      {"99999999999999999999-01-01", "?", kDate},
  };
  for (const auto& each : cases) {
    SCOPED_TRACE(each.text);
    const Time time;
    EXPECT_EQ(mamaDateTime_setFromString(time, each.text), MAMA_STATUS_OK);
    EXPECT_EQ(time.hints(), each.hints);
    if (*each.printed != '?') {
      EXPECT_EQ(time.text(), each.printed);
    }
  }
}

TEST(DateTimeTexts, ParsingClearsFirst) {
  for (const char* text : {"12:00", "2020-01-01", "x", ""}) {
    const Busy used;
    const Time fresh;
    EXPECT_EQ(mamaDateTime_setFromString(used, text), MAMA_STATUS_OK);
    EXPECT_EQ(mamaDateTime_setFromString(fresh, text), MAMA_STATUS_OK);
    EXPECT_EQ(state_of(used), state_of(fresh)) << text;
    EXPECT_EQ(used.precision(), 0u);
  }
  const Busy used;
  EXPECT_EQ(mamaDateTime_setFromString(used, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(used), (State{0, 0, kUnknown, 0}));
  const Busy buffer;
  EXPECT_EQ(mamaDateTime_setFromStringBuffer(buffer, nullptr, 7), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(buffer), (State{0, 0, kUnknown, 0}));
}

TEST(DateTimeTexts, ABufferEndsAtItsLengthOrItsNul) {
  const char bytes[] = {'1', ':', '2', ':', '3', '4', '\0', '5'};
  const std::pair<mama_size_t, std::int64_t> cases[] = {{0, 0},    {2, 3600}, {3, 3720},
                                                        {5, 3723}, {6, 3754}, {8, 3754}};
  for (const auto& [length, seconds] : cases) {
    const Time time;
    EXPECT_EQ(mamaDateTime_setFromStringBuffer(time, bytes, length), MAMA_STATUS_OK);
    EXPECT_EQ(time.seconds(), seconds) << length;
    EXPECT_EQ(mamaDateTime_setFromStringBufferWithTz(time, bytes, length, nullptr), MAMA_STATUS_OK);
    EXPECT_EQ(time.seconds(), seconds) << length;
  }
}

TEST(DateTimeTexts, EveryPrecisionHasItsDigits) {
  const char* expected[16] = {"",        ".9",       ".98",       ".987",       ".9876", ".98765",
                              ".987654", ".9876543", ".98765432", ".987654321", "",      "",
                              "",        "",         "",          ".987"};
  for (unsigned precision = 0; precision < 16; ++precision) {
    const Time time(kInstant, 987'654'321, static_cast<mamaDateTimePrecision>(precision),
                    kDate | kTime);
    EXPECT_EQ(time.text(), std::string("2020-02-29 12:34:56") + expected[precision]) << precision;
    char text[32] = "?";
    EXPECT_EQ(mamaDateTime_getAsFormattedString(time, text, sizeof text, "%,"), MAMA_STATUS_OK);
    EXPECT_STREQ(text, expected[precision]) << precision;
    EXPECT_EQ(mamaDateTime_getAsFormattedString(time, text, sizeof text, "%."), MAMA_STATUS_OK);
    EXPECT_STREQ(text, *expected[precision] == '.' ? expected[precision] + 1 : "") << precision;
  }
}

TEST(DateTimeTexts, PartsThatAreMissing) {
  char text[32];
  const std::pair<unsigned, std::array<const char*, 3>> cases[] = {
      {kDate | kTime, {"2020-02-29 12:34:56", "2020-02-29", "12:34:56"}},
      {kDate, {"2020-02-29", "2020-02-29", ""}},
      {kTime, {"12:34:56", "", "12:34:56"}},
      {kNoZone, {"", "", ""}}};
  for (const auto& [hints, expected] : cases) {
    const Time time(kInstant, 5, MAMA_DATE_TIME_PREC_SECONDS,
                    static_cast<mamaDateTimeHints>(hints));
    EXPECT_EQ(time.text(), expected[0]);
    EXPECT_EQ(mamaDateTime_getDateAsString(time, text, sizeof text), MAMA_STATUS_OK);
    EXPECT_STREQ(text, expected[1]);
    EXPECT_EQ(mamaDateTime_getTimeAsString(time, text, sizeof text), MAMA_STATUS_OK);
    EXPECT_STREQ(text, expected[2]);
  }
}

TEST(DateTimeTexts, MillisecondsOnlyWhereThereAreSome) {
  const std::pair<std::uint32_t, std::array<const char*, 4>> cases[] = {
      {0, {"000", "", "000", ""}},
      {999, {"000", "", "000", ".000"}},  // less than a microsecond
      {1'000, {"000", ".000", "000", ".000"}},
      {5'000'000, {"005", ".005", "005", ".005"}}};
  for (const auto& [nanoseconds, expected] : cases) {
    const Time time(0, nanoseconds, MAMA_DATE_TIME_PREC_MILLISECONDS, kTime);
    const char* formats[] = {"%:", "%;", "%.", "%,"};
    for (std::size_t i = 0; i < std::size(formats); ++i) {
      char text[32] = "?";
      EXPECT_EQ(mamaDateTime_getAsFormattedString(time, text, sizeof text, formats[i]),
                MAMA_STATUS_OK);
      EXPECT_STREQ(text, expected[i]) << formats[i] << " of " << nanoseconds;
    }
  }
}

TEST(DateTimeTexts, TheTimeOfDayNeedsNoCalendar) {
  char text[32] = "?";
  const Time early(-11'644'473'601, 0, MAMA_DATE_TIME_PREC_SECONDS, kTime);
  EXPECT_EQ(mamaDateTime_getTimeAsString(early, text, sizeof text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "23:59:59");
  // The others refuse it, whatever parts it has and whatever is asked for.
  for (const unsigned hints : {0u, kTime}) {
    EXPECT_EQ(mamaDateTime_setHints(early, static_cast<mamaDateTimeHints>(hints)), MAMA_STATUS_OK);
    EXPECT_EQ(mamaDateTime_getDateAsString(early, text, sizeof text), kInvalid);
    EXPECT_EQ(mamaDateTime_getAsString(early, text, sizeof text), kInvalid);
    EXPECT_EQ(mamaDateTime_getAsFormattedString(early, text, sizeof text, "%T"), kInvalid);
    EXPECT_EQ(mamaDateTime_getAsFormattedString(early, text, sizeof text, "x"), kInvalid);
  }
}

TEST(DateTimeTexts, AreCutToTheBuffer) {
  const Time time(kInstant, 0, MAMA_DATE_TIME_PREC_SECONDS, kDate | kTime);
  const std::string whole = "2020-02-29 12:34:56";
  for (std::size_t size = 1; size <= whole.size() + 1; ++size) {
    std::vector<char> buffer(size, 'x');
    EXPECT_EQ(mamaDateTime_getAsString(time, buffer.data(), size), MAMA_STATUS_OK);
    EXPECT_EQ(std::string(buffer.data()), whole.substr(0, size - 1));
    EXPECT_EQ(mamaDateTime_getAsFormattedString(time, buffer.data(), size, "%F %T"),
              MAMA_STATUS_OK);
    EXPECT_EQ(std::string(buffer.data()), whole.substr(0, size - 1));
    EXPECT_EQ(mamaDateTime_getDateAsString(time, buffer.data(), size), MAMA_STATUS_OK);
    EXPECT_EQ(std::string(buffer.data()), whole.substr(0, 10).substr(0, size - 1));
    EXPECT_EQ(mamaDateTime_getTimeAsString(time, buffer.data(), size), MAMA_STATUS_OK);
    EXPECT_EQ(std::string(buffer.data()), whole.substr(11).substr(0, size - 1));
  }
  char untouched = 'x';
  EXPECT_EQ(mamaDateTime_getAsString(time, &untouched, 0), MAMA_STATUS_OK);
  EXPECT_EQ(untouched, 'x');
}

// ---- handles and results that are not there
// ------------------------------------------------------

class DateTimeHandles : public testing::Test {
 protected:
  DateTimeHandles() {
    EXPECT_EQ(mamaDateTime_create(&gone_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaDateTime_destroy(gone_), MAMA_STATUS_OK);
  }

  const Busy good_;
  mamaDateTime gone_ = nullptr;
  mama_u32_t u32_ = 7, other_u32_ = 7;
  mama_u64_t u64_ = 7;
  mama_i64_t i64_ = 7;
  mama_f64_t f64_ = 7;
  mama_bool_t flag_ = 7;
  mamaDateTimeHints hints_ = 7;
  mamaDateTimePrecision precision_ = MAMA_DATE_TIME_PREC_DAYS;
  mamaDayOfWeek weekday_ = Friday;
  timeval timeval_{7, 7};
  timespec timespec_{7, 7};
  std::tm tm_{};
  char text_[8] = "?";
};

using GetU32 = mama_status (*)(mamaDateTime, mama_u32_t*);
constexpr GetU32 kParts[] = {mamaDateTime_getYear,       mamaDateTime_getMonth,
                             mamaDateTime_getDay,        mamaDateTime_getHour,
                             mamaDateTime_getMinute,     mamaDateTime_getSecond,
                             mamaDateTime_getMicrosecond};

TEST_F(DateTimeHandles, AreCheckedByEveryFunction) {
  for (mamaDateTime bad : {static_cast<mamaDateTime>(nullptr), gone_}) {
    const mama_status null_arg = bad == nullptr ? kNullArg : kInvalid;
    EXPECT_EQ(mamaDateTime_setEpochTimeExt(bad, 0, 0), null_arg);
    EXPECT_EQ(mamaDateTime_getEpochTimeExt(bad, &i64_, &u32_), null_arg);
    EXPECT_EQ(mamaDateTime_getEpochTimeSecondsWithCheck(bad, &f64_), null_arg);
    EXPECT_EQ(mamaDateTime_getHints(bad, &hints_), null_arg);
    EXPECT_EQ(mamaDateTime_setHints(bad, 0), null_arg);
    EXPECT_EQ(mamaDateTime_getPrecision(bad, &precision_), null_arg);

    for (auto* function : {mamaDateTime_destroy, mamaDateTime_clear, mamaDateTime_clearDate,
                           mamaDateTime_clearTime, mamaDateTime_setToNow}) {
      EXPECT_EQ(function(bad), kInvalid);
    }
    for (auto* function : {mamaDateTime_copy, mamaDateTime_copyTime, mamaDateTime_copyDate}) {
      EXPECT_EQ(function(bad, good_), kInvalid);
      EXPECT_EQ(function(good_, bad), kInvalid);
    }
    EXPECT_EQ(mamaDateTime_setPrecision(bad, MAMA_DATE_TIME_PREC_DAYS), kInvalid);
    EXPECT_EQ(mamaDateTime_setEpochTime(bad, 0, 0, precision_), kInvalid);
    EXPECT_EQ(mamaDateTime_setEpochTimeF64(bad, 0), kInvalid);
    EXPECT_EQ(mamaDateTime_setEpochTimeMilliseconds(bad, 0), kInvalid);
    EXPECT_EQ(mamaDateTime_setEpochTimeMicroseconds(bad, 0), kInvalid);
    EXPECT_EQ(mamaDateTime_setWithHints(bad, 0, 0, precision_, 0), kInvalid);
    EXPECT_EQ(mamaDateTime_setToMidnightToday(bad, nullptr), kInvalid);
    EXPECT_EQ(mamaDateTime_setTime(bad, 0, 0, 0, 0), kInvalid);
    EXPECT_EQ(mamaDateTime_setTimeWithPrecisionAndTz(bad, 0, 0, 0, 0, precision_, nullptr),
              kInvalid);
    EXPECT_EQ(mamaDateTime_setDate(bad, 2000, 1, 1), kInvalid);
    EXPECT_EQ(mamaDateTime_setWithPrecisionAndTz(bad, 2000, 1, 1, 0, 0, 0, 0, precision_, nullptr),
              kInvalid);
    EXPECT_EQ(mamaDateTime_setFromString(bad, "1:0"), kInvalid);
    EXPECT_EQ(mamaDateTime_setFromStringWithTz(bad, "1:0", nullptr), kInvalid);
    EXPECT_EQ(mamaDateTime_setFromStringBuffer(bad, "1:0", 3), kInvalid);
    EXPECT_EQ(mamaDateTime_setFromStringBufferWithTz(bad, "1:0", 3, nullptr), kInvalid);
    EXPECT_EQ(mamaDateTime_setFromStructTimeVal(bad, &timeval_), kInvalid);
    EXPECT_EQ(mamaDateTime_setFromStructTimeSpec(bad, &timespec_), kInvalid);
    EXPECT_EQ(mamaDateTime_addSeconds(bad, 1), kInvalid);
    EXPECT_EQ(mamaDateTime_addWholeSeconds(bad, 1), kInvalid);
    EXPECT_EQ(mamaDateTime_addMicroseconds(bad, 1), kInvalid);

    EXPECT_EQ(mamaDateTime_getEpochTime(bad, &u32_, &other_u32_, nullptr), kInvalid);
    EXPECT_EQ(mamaDateTime_getEpochTimeWithTz(bad, &u32_, &other_u32_, nullptr, nullptr), kInvalid);
    EXPECT_EQ(mamaDateTime_getWithHints(bad, &u32_, &other_u32_, nullptr, nullptr), kInvalid);
    EXPECT_EQ(mamaDateTime_getEpochTimeMicroseconds(bad, &u64_), kInvalid);
    EXPECT_EQ(mamaDateTime_getEpochTimeMicrosecondsWithTz(bad, &u64_, nullptr), kInvalid);
    EXPECT_EQ(mamaDateTime_getEpochTimeMilliseconds(bad, &u64_), kInvalid);
    EXPECT_EQ(mamaDateTime_getEpochTimeMillisecondsWithTz(bad, &u64_, nullptr), kInvalid);
    EXPECT_EQ(mamaDateTime_getEpochTimeSeconds(bad, &f64_), kInvalid);
    EXPECT_EQ(mamaDateTime_getEpochTimeSecondsWithTz(bad, &f64_, nullptr), kInvalid);
    EXPECT_EQ(mamaDateTime_getStructTimeVal(bad, &timeval_), kInvalid);
    EXPECT_EQ(mamaDateTime_getStructTimeValWithTz(bad, &timeval_, nullptr), kInvalid);
    EXPECT_EQ(mamaDateTime_getStructTimeSpec(bad, &timespec_), kInvalid);
    EXPECT_EQ(mamaDateTime_getStructTm(bad, &tm_), kInvalid);
    EXPECT_EQ(mamaDateTime_getStructTmWithTz(bad, &tm_, nullptr), kInvalid);
    for (const GetU32 get : kParts) EXPECT_EQ(get(bad, &u32_), kInvalid);
    EXPECT_EQ(mamaDateTime_getDayOfWeek(bad, &weekday_), kInvalid);
    EXPECT_EQ(mamaDateTime_hasTime(bad, &flag_), kInvalid);
    EXPECT_EQ(mamaDateTime_hasDate(bad, &flag_), kInvalid);
    for (auto* function :
         {mamaDateTime_getAsString, mamaDateTime_getTimeAsString, mamaDateTime_getDateAsString}) {
      EXPECT_EQ(function(bad, text_, sizeof text_), kInvalid);
    }
    EXPECT_EQ(mamaDateTime_getAsFormattedString(bad, text_, sizeof text_, "%F"), kInvalid);
    EXPECT_EQ(mamaDateTime_getAsFormattedStringWithTz(bad, text_, sizeof text_, "%F", nullptr),
              kInvalid);
    for (auto* function : {mamaDateTime_diffSeconds, mamaDateTime_diffSecondsSameDay}) {
      EXPECT_EQ(function(bad, good_, &f64_), kInvalid);
      EXPECT_EQ(function(good_, bad, &f64_), kInvalid);
    }
    EXPECT_EQ(mamaDateTime_diffMicroseconds(bad, good_, &i64_), kInvalid);
    EXPECT_EQ(mamaDateTime_diffMicroseconds(good_, bad, &i64_), kInvalid);
    EXPECT_EQ(mamaDateTime_empty(bad), 1);
    EXPECT_EQ(mamaDateTime_equal(bad, good_), 0);
    EXPECT_EQ(mamaDateTime_equal(good_, bad), 0);
    EXPECT_EQ(mamaDateTime_compare(good_, bad), 0);
    EXPECT_EQ(mamaDateTime_compare(bad, good_), 0);
  }
  EXPECT_EQ(state_of(good_), state_of(Busy()));
  EXPECT_EQ(u32_, 7u);
  EXPECT_EQ(u64_, 7u);
  EXPECT_EQ(i64_, 7);
  EXPECT_EQ(f64_, 7.0);
  EXPECT_STREQ(text_, "?");
}

TEST_F(DateTimeHandles, ResultsMayNotBeNull) {
  EXPECT_EQ(mamaDateTime_create(nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeExt(good_, nullptr, &u32_), kNullArg);
  EXPECT_EQ(mamaDateTime_getEpochTimeExt(good_, &i64_, nullptr), kNullArg);
  EXPECT_EQ(mamaDateTime_getEpochTimeSecondsWithCheck(good_, nullptr), kNullArg);
  EXPECT_EQ(mamaDateTime_getHints(good_, nullptr), kNullArg);
  EXPECT_EQ(mamaDateTime_getPrecision(good_, nullptr), kNullArg);

  EXPECT_EQ(mamaDateTime_getEpochTime(good_, nullptr, &u32_, &precision_), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTime(good_, &u32_, nullptr, &precision_), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeWithTz(good_, nullptr, &u32_, nullptr, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeWithTz(good_, &u32_, nullptr, nullptr, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getWithHints(good_, nullptr, &u32_, nullptr, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getWithHints(good_, &u32_, nullptr, nullptr, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeMicroseconds(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeMicrosecondsWithTz(good_, nullptr, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeMilliseconds(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeMillisecondsWithTz(good_, nullptr, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeSeconds(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeSecondsWithTz(good_, nullptr, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getStructTimeVal(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getStructTimeValWithTz(good_, nullptr, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getStructTimeSpec(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_setFromStructTimeVal(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_setFromStructTimeSpec(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getStructTm(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getStructTmWithTz(good_, nullptr, nullptr), kInvalid);
  for (const GetU32 get : kParts) EXPECT_EQ(get(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getDayOfWeek(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_hasTime(good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_hasDate(good_, nullptr), kInvalid);
  for (auto* function :
       {mamaDateTime_getAsString, mamaDateTime_getTimeAsString, mamaDateTime_getDateAsString}) {
    EXPECT_EQ(function(good_, nullptr, 8), kInvalid);
  }
  EXPECT_EQ(mamaDateTime_getAsFormattedString(good_, nullptr, 8, "%F"), kInvalid);
  EXPECT_EQ(mamaDateTime_getAsFormattedString(good_, text_, sizeof text_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_getAsFormattedStringWithTz(good_, nullptr, 8, "%F", nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_diffSeconds(good_, good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_diffSecondsSameDay(good_, good_, nullptr), kInvalid);
  EXPECT_EQ(mamaDateTime_diffMicroseconds(good_, good_, nullptr), kInvalid);
  EXPECT_EQ(state_of(good_), state_of(Busy()));
}

}  // namespace
