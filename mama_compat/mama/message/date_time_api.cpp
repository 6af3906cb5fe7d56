// The C functions of mama/datetime.h that know nothing of time zones: life, comparison, value,
// parts.
#include <cmath>

#include "message/date_time.h"
#include "quoll/clock.h"
#include "support/shim.h"

using quoll::mama::check_handle;
using quoll::mama::CivilTime;
using quoll::mama::DateTime;
using quoll::mama::pool_of;

namespace {

constexpr std::uint32_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::uint32_t kNanosecondsPerMicrosecond = 1'000;

DateTime& time_of(mamaDateTime time) noexcept { return *static_cast<DateTime*>(time); }

mama_status check_time(mamaDateTime time, const char* function,
                       mama_status if_null = MAMA_STATUS_INVALID_ARG) {
  return check_handle(static_cast<DateTime*>(time), function, if_null);
}

/// A handle that the calendar functions can show.
mama_status check_calendar(mamaDateTime time, const char* function) {
  QUOLL_TRY(check_time(time, function));
  return time_of(time).in_calendar() ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

/// One part of the calendar date or time of day.
mama_status get_part(mamaDateTime time, const char* function, mama_u32_t* result,
                     std::int64_t (*part)(const CivilTime&)) {
  QUOLL_TRY(check_time(time, function));
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_INVALID_ARG);
  QUOLL_TRY(check_calendar(time, function));
  *result = static_cast<mama_u32_t>(part(time_of(time).civil()));
  return MAMA_STATUS_OK;
}

double difference(const DateTime& later, const DateTime& earlier) noexcept {
  return static_cast<double>(later.seconds) - static_cast<double>(earlier.seconds) +
         (static_cast<double>(later.nanoseconds) - static_cast<double>(earlier.nanoseconds)) / 1e9;
}

/// A finite amount of seconds as whole seconds and microseconds; false where it does not fit.
bool split_seconds(double amount, std::int64_t* seconds, std::uint32_t* microseconds) noexcept {
  constexpr double kLimit = 9.2e18;
  if (!(amount > -kLimit && amount < kLimit)) return false;
  const double whole = std::floor(amount);
  double fraction = std::round((amount - whole) * kMicrosecondsPerSecond);
  *seconds = static_cast<std::int64_t>(whole);
  if (fraction >= kMicrosecondsPerSecond) {
    fraction = 0;
    ++*seconds;
  }
  *microseconds = static_cast<std::uint32_t>(fraction);
  return true;
}

unsigned precision_of_fraction(std::uint32_t fraction, unsigned precision) noexcept {
  return fraction != 0 ? precision : static_cast<unsigned>(MAMA_DATE_TIME_PREC_SECONDS);
}

}  // namespace

#define CHECK_TIME(...) QUOLL_TRY(check_time(__VA_ARGS__))
#define CHECK_RESULT(pointer) QUOLL_CHECK_POINTER(pointer, MAMA_STATUS_INVALID_ARG)

// ---- life --------------------------------------------------------------------------------------

mama_status mamaDateTime_create(mamaDateTime* dateTime) {
  CHECK_RESULT(dateTime);
  DateTime* made = pool_of<DateTime>().create();
  if (made == nullptr) return MAMA_STATUS_NOMEM;
  *dateTime = made;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_destroy(mamaDateTime dateTime) {
  CHECK_TIME(dateTime, __func__);
  pool_of<DateTime>().destroy(&time_of(dateTime), __builtin_return_address(0));
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_clear(mamaDateTime dateTime) {
  CHECK_TIME(dateTime, __func__);
  time_of(dateTime) = DateTime{};
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_clearDate(mamaDateTime dateTime) {
  CHECK_TIME(dateTime, __func__);
  DateTime& time = time_of(dateTime);
  time.seconds = time.second_of_day();
  time.drop_hints(MAMA_DATE_TIME_HAS_DATE);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_clearTime(mamaDateTime dateTime) {
  CHECK_TIME(dateTime, __func__);
  DateTime& time = time_of(dateTime);
  time.set_second_of_day(0, 0);
  time.drop_hints(MAMA_DATE_TIME_HAS_TIME);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_copy(mamaDateTime dest, const mamaDateTime src) {
  CHECK_TIME(dest, __func__);
  CHECK_TIME(src, __func__);
  time_of(dest) = time_of(src);
  return MAMA_STATUS_OK;
}

// ---- comparison --------------------------------------------------------------------------------

int mamaDateTime_empty(const mamaDateTime dateTime) {
  if (dateTime == nullptr || check_time(dateTime, __func__) != MAMA_STATUS_OK) return 1;
  const DateTime& time = time_of(dateTime);
  return time.hints == 0 && time.seconds == 0 && time.nanoseconds == 0 ? 1 : 0;
}

int mamaDateTime_equal(const mamaDateTime lhs, const mamaDateTime rhs) {
  if (lhs == rhs) return 1;
  if (lhs == nullptr || rhs == nullptr) return 0;
  if (check_time(lhs, __func__) != MAMA_STATUS_OK) return 0;
  if (check_time(rhs, __func__) != MAMA_STATUS_OK) return 0;
  return mamaDateTime_compare(lhs, rhs) == 0 ? 1 : 0;
}

int mamaDateTime_compare(const mamaDateTime lhs, const mamaDateTime rhs) {
  if (lhs == nullptr || rhs == nullptr) return 0;
  if (check_time(lhs, __func__) != MAMA_STATUS_OK) return 0;
  if (check_time(rhs, __func__) != MAMA_STATUS_OK) return 0;
  const DateTime& a = time_of(lhs);
  const DateTime& b = time_of(rhs);
  if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
  if (a.nanoseconds != b.nanoseconds) return a.nanoseconds < b.nanoseconds ? -1 : 1;
  return 0;
}

// ---- value -------------------------------------------------------------------------------------

mama_status mamaDateTime_getEpochTimeExt(const mamaDateTime dateTime, mama_i64_t* seconds,
                                         mama_u32_t* nanoseconds) {
  CHECK_TIME(dateTime, __func__, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(seconds, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(nanoseconds, MAMA_STATUS_NULL_ARG);
  *seconds = time_of(dateTime).seconds;
  *nanoseconds = time_of(dateTime).nanoseconds;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setEpochTimeExt(mamaDateTime dateTime, mama_i64_t seconds,
                                         mama_u32_t nanoseconds) {
  CHECK_TIME(dateTime, __func__, MAMA_STATUS_NULL_ARG);
  if (nanoseconds >= DateTime::kNanosecondsPerSecond) return MAMA_STATUS_INVALID_ARG;
  time_of(dateTime).seconds = seconds;
  time_of(dateTime).nanoseconds = nanoseconds;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setEpochTime(mamaDateTime dateTime, mama_u32_t seconds,
                                      mama_u32_t microseconds, mamaDateTimePrecision precision) {
  CHECK_TIME(dateTime, __func__);
  if (microseconds >= kMicrosecondsPerSecond) return MAMA_STATUS_INVALID_ARG;
  time_of(dateTime).set_epoch(seconds, microseconds * kNanosecondsPerMicrosecond, precision);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setEpochTimeF64(mamaDateTime dateTime, mama_f64_t seconds) {
  CHECK_TIME(dateTime, __func__);
  std::int64_t whole = 0;
  std::uint32_t microseconds = 0;
  if (!split_seconds(seconds, &whole, &microseconds)) return MAMA_STATUS_INVALID_ARG;
  time_of(dateTime).set_epoch(
      whole, microseconds * kNanosecondsPerMicrosecond,
      precision_of_fraction(microseconds, MAMA_DATE_TIME_PREC_MICROSECONDS));
  if (seconds > quoll::mama::kSecondsPerDay || seconds < 0) {
    time_of(dateTime).add_hints(MAMA_DATE_TIME_HAS_DATE);
  }
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setEpochTimeMilliseconds(mamaDateTime dateTime, mama_u64_t milliseconds) {
  CHECK_TIME(dateTime, __func__);
  const auto rest = static_cast<std::uint32_t>(milliseconds % 1000);
  time_of(dateTime).set_epoch(static_cast<std::int64_t>(milliseconds / 1000), rest * 1'000'000,
                              precision_of_fraction(rest, MAMA_DATE_TIME_PREC_MILLISECONDS));
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setEpochTimeMicroseconds(mamaDateTime dateTime, mama_u64_t milliseconds) {
  CHECK_TIME(dateTime, __func__);
  const mama_u64_t microseconds = milliseconds;  // the parameter's name is the header's
  const auto rest = static_cast<std::uint32_t>(microseconds % kMicrosecondsPerSecond);
  time_of(dateTime).set_epoch(static_cast<std::int64_t>(microseconds / kMicrosecondsPerSecond),
                              rest * kNanosecondsPerMicrosecond,
                              precision_of_fraction(rest, MAMA_DATE_TIME_PREC_MICROSECONDS));
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setWithHints(mamaDateTime dateTime, mama_u32_t seconds,
                                      mama_u32_t microseconds, mamaDateTimePrecision precision,
                                      mamaDateTimeHints hints) {
  CHECK_TIME(dateTime, __func__);
  if (microseconds >= kMicrosecondsPerSecond) return MAMA_STATUS_INVALID_ARG;
  DateTime& time = time_of(dateTime);
  time.set_epoch(seconds, microseconds * kNanosecondsPerMicrosecond, precision);
  time.hints = static_cast<std::uint8_t>(hints | (time.hints & MAMA_DATE_TIME_HAS_DATE));
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getHints(const mamaDateTime dateTime, mamaDateTimeHints* hints) {
  CHECK_TIME(dateTime, __func__, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(hints, MAMA_STATUS_NULL_ARG);
  *hints = time_of(dateTime).hints;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setHints(mamaDateTime dateTime, mamaDateTimeHints hints) {
  CHECK_TIME(dateTime, __func__, MAMA_STATUS_NULL_ARG);
  time_of(dateTime).hints = hints;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getPrecision(const mamaDateTime dateTime,
                                      mamaDateTimePrecision* precision) {
  CHECK_TIME(dateTime, __func__, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(precision, MAMA_STATUS_NULL_ARG);
  *precision = static_cast<mamaDateTimePrecision>(time_of(dateTime).precision);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setPrecision(mamaDateTime dateTime, mamaDateTimePrecision precision) {
  CHECK_TIME(dateTime, __func__);
  time_of(dateTime).set_precision(static_cast<unsigned>(precision));
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setToNow(mamaDateTime dateTime) {
  CHECK_TIME(dateTime, __func__);
  using std::chrono::floor;
  const auto since_epoch = quoll::Clock::process().wall_now().time_since_epoch();
  const auto seconds = floor<std::chrono::seconds>(since_epoch);
  const auto microseconds = floor<std::chrono::microseconds>(since_epoch - seconds);
  DateTime& time = time_of(dateTime);
  time.set_epoch(seconds.count(),
                 static_cast<std::uint32_t>(microseconds.count()) * kNanosecondsPerMicrosecond,
                 MAMA_DATE_TIME_PREC_MICROSECONDS);
  time.add_hints(MAMA_DATE_TIME_HAS_DATE);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setDate(mamaDateTime dateTime, mama_u32_t year, mama_u32_t month,
                                 mama_u32_t day) {
  constexpr mama_u32_t kFirstYear = 1900;
  CHECK_TIME(dateTime, __func__);
  if (year < kFirstYear) return MAMA_STATUS_INVALID_ARG;
  time_of(dateTime).set_date(year, month, day);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_copyTime(mamaDateTime dest, const mamaDateTime src) {
  CHECK_TIME(dest, __func__);
  CHECK_TIME(src, __func__);
  time_of(dest).set_second_of_day(time_of(src).second_of_day(), time_of(src).nanoseconds);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_copyDate(mamaDateTime dest, const mamaDateTime src) {
  CHECK_TIME(dest, __func__);
  CHECK_TIME(src, __func__);
  time_of(dest).set_day_of(time_of(src));
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_hasTime(const mamaDateTime dateTime, mama_bool_t* result) {
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(result);
  *result = time_of(dateTime).has(MAMA_DATE_TIME_HAS_TIME) ? 1 : 0;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_hasDate(const mamaDateTime dateTime, mama_bool_t* result) {
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(result);
  *result = time_of(dateTime).has(MAMA_DATE_TIME_HAS_DATE) ? 1 : 0;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_addSeconds(mamaDateTime dateTime, mama_f64_t seconds) {
  CHECK_TIME(dateTime, __func__);
  std::int64_t whole = 0;
  std::uint32_t microseconds = 0;
  if (!split_seconds(seconds, &whole, &microseconds)) return MAMA_STATUS_INVALID_ARG;
  if (seconds == 0) return MAMA_STATUS_OK;
  time_of(dateTime).add(whole, std::int64_t{microseconds} * kNanosecondsPerMicrosecond);
  time_of(dateTime).add_hints(MAMA_DATE_TIME_HAS_TIME);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_addWholeSeconds(mamaDateTime dateTime, mama_i32_t seconds) {
  CHECK_TIME(dateTime, __func__);
  if (seconds == 0) return MAMA_STATUS_OK;
  time_of(dateTime).add(seconds, 0);
  time_of(dateTime).add_hints(MAMA_DATE_TIME_HAS_TIME);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_addMicroseconds(mamaDateTime dateTime, mama_i64_t microseconds) {
  CHECK_TIME(dateTime, __func__);
  if (microseconds == 0) return MAMA_STATUS_OK;
  time_of(dateTime).add(
      microseconds / kMicrosecondsPerSecond,
      microseconds % kMicrosecondsPerSecond * std::int64_t{kNanosecondsPerMicrosecond});
  time_of(dateTime).add_hints(MAMA_DATE_TIME_HAS_TIME);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_diffSeconds(const mamaDateTime t1, const mamaDateTime t0,
                                     mama_f64_t* result) {
  CHECK_TIME(t1, __func__);
  CHECK_TIME(t0, __func__);
  CHECK_RESULT(result);
  *result = difference(time_of(t1), time_of(t0));
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_diffSecondsSameDay(const mamaDateTime t1, const mamaDateTime t0,
                                            mama_f64_t* result) {
  CHECK_TIME(t1, __func__);
  CHECK_TIME(t0, __func__);
  CHECK_RESULT(result);
  DateTime later = time_of(t1);
  DateTime earlier = time_of(t0);
  later.seconds = later.second_of_day();
  earlier.seconds = earlier.second_of_day();
  *result = difference(later, earlier);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_diffMicroseconds(const mamaDateTime t1, const mamaDateTime t0,
                                          mama_i64_t* result) {
  CHECK_TIME(t1, __func__);
  CHECK_TIME(t0, __func__);
  CHECK_RESULT(result);
  *result = static_cast<mama_i64_t>(time_of(t1).ticks(kMicrosecondsPerSecond) -
                                    time_of(t0).ticks(kMicrosecondsPerSecond));
  return MAMA_STATUS_OK;
}

// ---- parts -------------------------------------------------------------------------------------

#define QUOLL_DEFINE_PART(Name, expression)                                             \
  mama_status mamaDateTime_get##Name(const mamaDateTime dateTime, mama_u32_t* result) { \
    return get_part(dateTime, __func__, result,                                         \
                    [](const CivilTime& civil) -> std::int64_t { return expression; }); \
  }
QUOLL_DEFINE_PART(Year, civil.year)
QUOLL_DEFINE_PART(Month, civil.month)
QUOLL_DEFINE_PART(Day, civil.day)
QUOLL_DEFINE_PART(Hour, civil.hour)
QUOLL_DEFINE_PART(Minute, civil.minute)
QUOLL_DEFINE_PART(Second, civil.second)
#undef QUOLL_DEFINE_PART

mama_status mamaDateTime_getMicrosecond(const mamaDateTime dateTime, mama_u32_t* result) {
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(result);
  *result = time_of(dateTime).nanoseconds / kNanosecondsPerMicrosecond;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getDayOfWeek(const mamaDateTime dateTime, mamaDayOfWeek* result) {
  mama_u32_t day = 0;
  QUOLL_TRY(get_part(dateTime, __func__, result == nullptr ? nullptr : &day,
                     [](const CivilTime& civil) -> std::int64_t { return civil.day_of_week; }));
  *result = static_cast<mamaDayOfWeek>(day);
  return MAMA_STATUS_OK;
}
