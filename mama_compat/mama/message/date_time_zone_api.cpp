// The C functions of mama/datetime.h that may be given a time zone, and the texts.
#include <chrono>
#include <limits>

#include "message/date_time.h"
#include "message/date_time_text.h"
#include "message/timezone.h"
#include "support/shim.h"

namespace quoll::mama {

namespace {

DateTime& time_of(mamaDateTime time) noexcept { return *static_cast<DateTime*>(time); }

mama_status check_time(mamaDateTime time, const char* function,
                       mama_status if_null = MAMA_STATUS_INVALID_ARG) {
  return check_handle(static_cast<DateTime*>(time), function, if_null);
}

mama_status find_rules(mamaTimeZone handle, const char* function, const ZoneRules** rules) {
  Zone* zone = nullptr;
  QUOLL_TRY(find_zone(handle, function, &zone));
  *rules = zone->rules();
  return *rules == nullptr ? MAMA_STATUS_NOT_FOUND : MAMA_STATUS_OK;
}

/// A time without a date is one of today.
std::int32_t offset_of(const DateTime& time, const ZoneRules& rules) noexcept {
  return rules.at(time.is_time_of_day() ? wall_seconds() : time.seconds).offset_seconds;
}

/// Of the time, from one zone to another. A time without a date stays one of the day.
void shift(DateTime* time, std::int64_t by_seconds) noexcept {
  const bool is_time_of_day = time->is_time_of_day();
  time->add(by_seconds, 0);
  if (is_time_of_day && (time->seconds < 0 || time->seconds > kSecondsPerDay)) {
    time->seconds = time->second_of_day();
  }
}

/// From what clocks in the zone show to UTC.
void local_to_utc(DateTime* time, const ZoneRules& rules) noexcept {
  const std::int32_t offset = time->is_time_of_day() ? rules.at(wall_seconds()).offset_seconds
                                                     : rules.offset_of_local(time->seconds);
  shift(time, -std::int64_t{offset});
}

/// What clocks in the zone show.
mama_status get_local(mamaDateTime handle, mamaTimeZone tz, const char* function,
                      DateTime* result) {
  const ZoneRules* rules = nullptr;
  QUOLL_TRY(check_time(handle, function));
  *result = time_of(handle);
  if (tz == nullptr) return MAMA_STATUS_OK;
  QUOLL_TRY(find_rules(tz, function, &rules));
  shift(result, offset_of(*result, *rules));
  return MAMA_STATUS_OK;
}

mama_status get_calendar(mamaDateTime handle, mamaTimeZone tz, const char* function,
                         DateTime* result) {
  QUOLL_TRY(get_local(handle, tz, function, result));
  return result->in_calendar() ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

/// A Z behind the last digit, as in ISO 8601, says UTC.
bool says_utc(std::string_view text) noexcept {
  const std::size_t size = text.find_last_not_of(" \t\r\n") + 1;  // 0 for none
  return size > 1 && text[size - 1] == 'Z' && text[size - 2] >= '0' && text[size - 2] <= '9';
}

mama_status parse_local(mamaDateTime handle, const char* text, std::size_t length, mamaTimeZone tz,
                        const char* function) {
  const ZoneRules* rules = nullptr;
  QUOLL_TRY(check_time(handle, function));
  QUOLL_TRY(find_rules(tz, function, &rules));
  DateTime& time = time_of(handle);
  time = DateTime{};
  if (text == nullptr) return MAMA_STATUS_OK;
  const std::string_view read(text, length);
  time.parse(read);
  // Where nothing was found there is nothing to shift.
  if (time.hints != 0 && tz != nullptr && !says_utc(read)) local_to_utc(&time, *rules);
  return MAMA_STATUS_OK;
}

std::size_t length_of(const char* text, std::size_t most) noexcept {
  return text == nullptr ? 0 : strnlen(text, most);
}

}  // namespace

}  // namespace quoll::mama

using quoll::mama::DateTime;
using quoll::mama::kSecondsPerDay;
using quoll::mama::TextWriter;
using quoll::mama::time_of;

#define CHECK_TIME(...) QUOLL_TRY(quoll::mama::check_time(__VA_ARGS__))
#define CHECK_RESULT(pointer) QUOLL_CHECK_POINTER(pointer, MAMA_STATUS_INVALID_ARG)
#define GET_LOCAL(result) \
  DateTime result;        \
  QUOLL_TRY(quoll::mama::get_local(dateTime, tz, __func__, &result))
#define GET_CALENDAR(result) \
  DateTime result;           \
  QUOLL_TRY(quoll::mama::get_calendar(dateTime, tz, __func__, &result))

// ---- setting -----------------------------------------------------------------------------------

mama_status mamaDateTime_setToMidnightToday(mamaDateTime dateTime, const mamaTimeZone tz) {
  CHECK_TIME(dateTime, __func__);
  const quoll::mama::ZoneRules* rules = nullptr;
  QUOLL_TRY(quoll::mama::find_rules(tz, __func__, &rules));
  const std::int64_t now = quoll::mama::wall_seconds();
  DateTime midnight;
  midnight.seconds = now + rules->at(now).offset_seconds;
  midnight.set_second_of_day(0, 0);
  midnight.precision = MAMA_DATE_TIME_PREC_SECONDS;
  midnight.add_hints(MAMA_DATE_TIME_HAS_DATE);
  time_of(dateTime) = midnight;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setTimeWithPrecisionAndTz(mamaDateTime dateTime, mama_u32_t hour,
                                                   mama_u32_t minute, mama_u32_t second,
                                                   mama_u32_t microsecond,
                                                   mamaDateTimePrecision precision,
                                                   const mamaTimeZone tz) {
  constexpr mama_u32_t kMicrosecondsPerSecond = 1'000'000;
  CHECK_TIME(dateTime, __func__);
  if (microsecond >= kMicrosecondsPerSecond) return MAMA_STATUS_INVALID_ARG;
  const quoll::mama::ZoneRules* rules = nullptr;
  QUOLL_TRY(quoll::mama::find_rules(tz, __func__, &rules));
  DateTime& time = time_of(dateTime);
  time.set_second_of_day(std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 + second,
                         microsecond * 1'000);
  time.set_precision(static_cast<unsigned>(precision));
  if (tz != nullptr) quoll::mama::local_to_utc(&time, *rules);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_setTime(mamaDateTime dateTime, mama_u32_t hour, mama_u32_t minute,
                                 mama_u32_t second, mama_u32_t microsecond) {
  CHECK_TIME(dateTime, __func__);
  return mamaDateTime_setTimeWithPrecisionAndTz(dateTime, hour, minute, second, microsecond,
                                                MAMA_DATE_TIME_PREC_UNKNOWN, nullptr);
}

mama_status mamaDateTime_setWithPrecisionAndTz(mamaDateTime dateTime, mama_u32_t year,
                                               mama_u32_t month, mama_u32_t day, mama_u32_t hour,
                                               mama_u32_t minute, mama_u32_t second,
                                               mama_u32_t microsecond,
                                               mamaDateTimePrecision precision,
                                               const mamaTimeZone tz) {
  CHECK_TIME(dateTime, __func__);
  QUOLL_TRY(mamaDateTime_clear(dateTime));
  QUOLL_TRY(mamaDateTime_setDate(dateTime, year, month, day));
  return mamaDateTime_setTimeWithPrecisionAndTz(dateTime, hour, minute, second, microsecond,
                                                precision, tz);
}

mama_status mamaDateTime_setFromString(mamaDateTime dateTime, const char* str) {
  return quoll::mama::parse_local(dateTime, str, quoll::mama::length_of(str, SIZE_MAX), nullptr,
                                  __func__);
}

mama_status mamaDateTime_setFromStringWithTz(mamaDateTime dateTime, const char* str,
                                             const mamaTimeZone tz) {
  return quoll::mama::parse_local(dateTime, str, quoll::mama::length_of(str, SIZE_MAX), tz,
                                  __func__);
}

mama_status mamaDateTime_setFromStringBuffer(mamaDateTime dateTime, const char* str,
                                             mama_size_t strLen) {
  return quoll::mama::parse_local(dateTime, str, quoll::mama::length_of(str, strLen), nullptr,
                                  __func__);
}

mama_status mamaDateTime_setFromStringBufferWithTz(mamaDateTime dateTime, const char* str,
                                                   mama_size_t strLen, const mamaTimeZone tz) {
  return quoll::mama::parse_local(dateTime, str, quoll::mama::length_of(str, strLen), tz, __func__);
}

// ---- getting -----------------------------------------------------------------------------------

mama_status mamaDateTime_getEpochTimeWithTz(const mamaDateTime dateTime, mama_u32_t* seconds,
                                            mama_u32_t* microseconds,
                                            mamaDateTimePrecision* precision,
                                            const mamaTimeZone tz) {
  GET_LOCAL(local);
  CHECK_RESULT(seconds);
  CHECK_RESULT(microseconds);
  if (local.seconds < 0 || local.seconds > std::numeric_limits<mama_u32_t>::max()) {
    return MAMA_STATUS_INVALID_ARG;
  }
  *seconds = static_cast<mama_u32_t>(local.seconds);
  *microseconds = local.nanoseconds / 1'000;
  if (precision != nullptr) *precision = static_cast<mamaDateTimePrecision>(local.precision);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getEpochTime(const mamaDateTime dateTime, mama_u32_t* seconds,
                                      mama_u32_t* microseconds, mamaDateTimePrecision* precision) {
  CHECK_TIME(dateTime, __func__);
  return mamaDateTime_getEpochTimeWithTz(dateTime, seconds, microseconds, precision, nullptr);
}

mama_status mamaDateTime_getWithHints(const mamaDateTime dateTime, mama_u32_t* seconds,
                                      mama_u32_t* microseconds, mamaDateTimePrecision* precision,
                                      mama_u8_t* hints) {
  CHECK_TIME(dateTime, __func__);
  QUOLL_TRY(mamaDateTime_getEpochTime(dateTime, seconds, microseconds, precision));
  if (hints != nullptr) *hints = time_of(dateTime).hints;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getEpochTimeMicrosecondsWithTz(const mamaDateTime dateTime,
                                                        mama_u64_t* microseconds,
                                                        const mamaTimeZone tz) {
  GET_LOCAL(local);
  CHECK_RESULT(microseconds);
  *microseconds = local.ticks(1'000'000);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getEpochTimeMicroseconds(const mamaDateTime dateTime,
                                                  mama_u64_t* microseconds) {
  CHECK_TIME(dateTime, __func__);
  return mamaDateTime_getEpochTimeMicrosecondsWithTz(dateTime, microseconds, nullptr);
}

mama_status mamaDateTime_getEpochTimeMillisecondsWithTz(const mamaDateTime dateTime,
                                                        mama_u64_t* milliseconds,
                                                        const mamaTimeZone tz) {
  GET_LOCAL(local);
  CHECK_RESULT(milliseconds);
  *milliseconds = local.ticks(1'000);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getEpochTimeMilliseconds(const mamaDateTime dateTime,
                                                  mama_u64_t* milliseconds) {
  CHECK_TIME(dateTime, __func__);
  return mamaDateTime_getEpochTimeMillisecondsWithTz(dateTime, milliseconds, nullptr);
}

mama_status mamaDateTime_getEpochTimeSecondsWithTz(const mamaDateTime dateTime, mama_f64_t* seconds,
                                                   const mamaTimeZone tz) {
  GET_LOCAL(local);
  CHECK_RESULT(seconds);
  const std::uint32_t microseconds = local.nanoseconds / 1'000;
  *seconds = static_cast<double>(local.seconds) + microseconds / 1e6;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getEpochTimeSeconds(const mamaDateTime dateTime, mama_f64_t* seconds) {
  CHECK_TIME(dateTime, __func__);
  return mamaDateTime_getEpochTimeSecondsWithTz(dateTime, seconds, nullptr);
}

mama_status mamaDateTime_getEpochTimeSecondsWithCheck(const mamaDateTime dateTime,
                                                      mama_f64_t* seconds) {
  CHECK_TIME(dateTime, __func__, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(seconds, MAMA_STATUS_NULL_ARG);
  DateTime& time = time_of(dateTime);
  if (!time.has(MAMA_DATE_TIME_HAS_DATE)) {
    const std::int64_t now = quoll::mama::wall_seconds();
    time.add(now - quoll::mama::floor_mod(now, kSecondsPerDay), 0);
    time.add_hints(MAMA_DATE_TIME_HAS_DATE);
  }
  return mamaDateTime_getEpochTimeSeconds(dateTime, seconds);
}

// ---- forms of the C library --------------------------------------------------------------------

static_assert(sizeof(time_t) == sizeof(std::int64_t), "every date-time fits");

mama_status mamaDateTime_getStructTimeValWithTz(const mamaDateTime dateTime, struct timeval* result,
                                                const mamaTimeZone tz) {
  GET_LOCAL(local);
  CHECK_RESULT(result);
  result->tv_sec = local.seconds;
  result->tv_usec = local.nanoseconds / 1'000;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getStructTimeVal(const mamaDateTime dateTime, struct timeval* result) {
  CHECK_TIME(dateTime, __func__);
  return mamaDateTime_getStructTimeValWithTz(dateTime, result, nullptr);
}

mama_status mamaDateTime_getStructTimeSpec(const mamaDateTime dateTime, struct timespec* result) {
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(result);
  result->tv_sec = time_of(dateTime).seconds;
  result->tv_nsec = time_of(dateTime).nanoseconds;
  return MAMA_STATUS_OK;
}

namespace {

mama_status set_from_seconds(mamaDateTime dateTime, std::int64_t seconds,
                             std::int64_t nanoseconds) {
  if (nanoseconds < 0 || nanoseconds >= DateTime::kNanosecondsPerSecond) {
    return MAMA_STATUS_INVALID_ARG;
  }
  DateTime& time = time_of(dateTime);
  time.seconds = seconds;
  time.nanoseconds = static_cast<std::uint32_t>(nanoseconds);
  time.precision = nanoseconds == 0           ? MAMA_DATE_TIME_PREC_SECONDS
                   : nanoseconds % 1'000 == 0 ? MAMA_DATE_TIME_PREC_MICROSECONDS
                                              : MAMA_DATE_TIME_PREC_NANOSECONDS;
  time.add_hints(MAMA_DATE_TIME_HAS_DATE | MAMA_DATE_TIME_HAS_TIME);
  return MAMA_STATUS_OK;
}

}  // namespace

mama_status mamaDateTime_setFromStructTimeVal(const mamaDateTime dateTime,
                                              struct timeval* inputTimeVal) {
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(inputTimeVal);
  if (inputTimeVal->tv_usec < 0 || inputTimeVal->tv_usec >= 1'000'000) {
    return MAMA_STATUS_INVALID_ARG;
  }
  return set_from_seconds(dateTime, inputTimeVal->tv_sec, inputTimeVal->tv_usec * 1'000);
}

mama_status mamaDateTime_setFromStructTimeSpec(const mamaDateTime dateTime,
                                               struct timespec* inputTimeVal) {
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(inputTimeVal);
  return set_from_seconds(dateTime, inputTimeVal->tv_sec, inputTimeVal->tv_nsec);
}

mama_status mamaDateTime_getStructTmWithTz(const mamaDateTime dateTime, struct tm* result,
                                           const mamaTimeZone tz) {
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(result);
  GET_CALENDAR(local);
  const quoll::mama::CivilTime civil = local.civil();
  *result = {};
  result->tm_year = static_cast<int>(civil.year - 1900);
  result->tm_mon = static_cast<int>(civil.month) - 1;
  result->tm_mday = static_cast<int>(civil.day);
  result->tm_hour = static_cast<int>(civil.hour);
  result->tm_min = static_cast<int>(civil.minute);
  result->tm_sec = static_cast<int>(civil.second);
  result->tm_wday = static_cast<int>(civil.day_of_week);
  result->tm_yday =
      static_cast<int>(local.day() - quoll::mama::days_from_civil({civil.year, 1, 1}));
  result->tm_gmtoff = local.seconds - time_of(dateTime).seconds;
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getStructTm(const mamaDateTime dateTime, struct tm* result) {
  CHECK_TIME(dateTime, __func__);
  return mamaDateTime_getStructTmWithTz(dateTime, result, nullptr);
}

// ---- text --------------------------------------------------------------------------------------

mama_status mamaDateTime_getAsString(const mamaDateTime dateTime, char* str, mama_size_t maxLen) {
  constexpr mamaTimeZone tz = nullptr;
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(str);
  GET_CALENDAR(time);
  TextWriter writer(str, maxLen);
  quoll::mama::write_text(time, &writer);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getTimeAsString(const mamaDateTime dateTime, char* str,
                                         mama_size_t maxLen) {
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(str);
  const DateTime& time = time_of(dateTime);
  TextWriter writer(str, maxLen);
  if (time.has(MAMA_DATE_TIME_HAS_TIME)) quoll::mama::write_time(time, &writer);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getDateAsString(const mamaDateTime dateTime, char* str,
                                         mama_size_t maxLen) {
  constexpr mamaTimeZone tz = nullptr;
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(str);
  GET_CALENDAR(time);
  TextWriter writer(str, maxLen);
  if (time.has(MAMA_DATE_TIME_HAS_DATE)) quoll::mama::write_date(time, &writer);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getAsFormattedStringWithTz(const mamaDateTime dateTime, char* str,
                                                    mama_size_t maxLen, const char* format,
                                                    const mamaTimeZone tz) {
  CHECK_TIME(dateTime, __func__);
  CHECK_RESULT(str);
  CHECK_RESULT(format);
  if (maxLen == 0) return MAMA_STATUS_INVALID_ARG;
  GET_CALENDAR(local);
  TextWriter writer(str, maxLen);
  quoll::mama::write_formatted(local, format, &writer);
  return MAMA_STATUS_OK;
}

mama_status mamaDateTime_getAsFormattedString(const mamaDateTime dateTime, char* str,
                                              mama_size_t maxLen, const char* format) {
  CHECK_TIME(dateTime, __func__);
  return mamaDateTime_getAsFormattedStringWithTz(dateTime, str, maxLen, format, nullptr);
}
