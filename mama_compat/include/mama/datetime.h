/* Quoll: mama/datetime.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Dates and times: seconds since 1970 with nanoseconds, a precision, and hints that say whether
 * there is a date, a time, or both. A time without a date is seconds since midnight. One thread at
 * a time for each object; needs no mama_open.
 *
 * A NULL date-time or result gives INVALID_ARG where nothing else is said; a NULL time zone stands
 * for UTC (messages 9).
 */
#ifndef QUOLL_MAMA_DATETIME_H_
#define QUOLL_MAMA_DATETIME_H_

#include <mama/status.h>
#include <mama/types.h>
#include <sys/time.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Hints. */
#define MAMA_DATE_TIME_HAS_DATE 1
#define MAMA_DATE_TIME_HAS_TIME 2
#define MAMA_DATE_TIME_NO_TIMEZONE 4

/** How many digits of a second are meant. */
typedef enum mamaDateTimePrecision_ {
  MAMA_DATE_TIME_PREC_SECONDS = 0,
  MAMA_DATE_TIME_PREC_DECISECONDS = 1,
  MAMA_DATE_TIME_PREC_CENTISECONDS = 2,
  MAMA_DATE_TIME_PREC_MILLISECONDS = 3,
  MAMA_DATE_TIME_PREC_MICROSECONDS = 6,
  MAMA_DATE_TIME_PREC_NANOSECONDS = 9,
  MAMA_DATE_TIME_PREC_DAYS = 10,
  MAMA_DATE_TIME_PREC_MINUTES = 12,
  MAMA_DATE_TIME_PREC_UNKNOWN = 15
} mamaDateTimePrecision;

/** Days of the week. */
typedef enum mamaDayOfWeek_ {
  Sunday = 0,
  Monday = 1,
  Tuesday = 2,
  Wednesday = 3,
  Thursday = 4,
  Friday = 5,
  Saturday = 6
} mamaDayOfWeek;

/** A sum of MAMA_DATE_TIME_HAS_DATE and relatives. */
typedef mama_u8_t mamaDateTimeHints;

/** An empty date-time, for mamaDateTime_destroy. @return OK; INVALID_ARG; NOMEM */
MAMAExpDLL mama_status mamaDateTime_create(mamaDateTime* dateTime);

/** Frees it. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaDateTime_destroy(mamaDateTime dateTime);

/** Makes it empty; clearDate and clearTime remove one part. */
MAMAExpDLL mama_status mamaDateTime_clear(mamaDateTime dateTime);
MAMAExpDLL mama_status mamaDateTime_clearDate(mamaDateTime dateTime);
MAMAExpDLL mama_status mamaDateTime_clearTime(mamaDateTime dateTime);

/** Makes dest equal to src in every part. */
MAMAExpDLL mama_status mamaDateTime_copy(mamaDateTime dest, const mamaDateTime src);

/** 1 when there is neither date nor time nor a value, or for NULL. */
MAMAExpDLL int mamaDateTime_empty(const mamaDateTime dateTime);

/** 1 when seconds and nanoseconds are equal. compare: less than 0, 0 or more. */
MAMAExpDLL int mamaDateTime_equal(const mamaDateTime lhs, const mamaDateTime rhs);

/** -1, 0 or 1; 0 for NULL. */
MAMAExpDLL int mamaDateTime_compare(const mamaDateTime lhs, const mamaDateTime rhs);

/**
 * Seconds since 1970 and nanoseconds, in full range; likewise set.
 * @return OK; NULL_ARG; INVALID_ARG for 1,000,000,000 nanoseconds or more
 */
MAMAExpDLL mama_status mamaDateTime_getEpochTimeExt(const mamaDateTime dateTime,
                                                    mama_i64_t* seconds, mama_u32_t* nanoseconds);

/**
 * Sets seconds and nanoseconds; precision and hints stay, so that a new date-time has no text until
 * it has been given hints.
 */
MAMAExpDLL mama_status mamaDateTime_setEpochTimeExt(mamaDateTime dateTime, mama_i64_t seconds,
                                                    mama_u32_t nanoseconds);

/**
 * Sets from time since 1970. More than a day of seconds means that there is a date.
 * @return OK; INVALID_ARG for 1,000,000 microseconds or more
 */
MAMAExpDLL mama_status mamaDateTime_setEpochTime(mamaDateTime dateTime, mama_u32_t seconds,
                                                 mama_u32_t microseconds,
                                                 mamaDateTimePrecision precision);

/** Sets from seconds with a fraction, to the microsecond. */
MAMAExpDLL mama_status mamaDateTime_setEpochTimeF64(mamaDateTime dateTime, mama_f64_t seconds);

/** Set from milliseconds, or microseconds, since 1970. */
MAMAExpDLL mama_status mamaDateTime_setEpochTimeMilliseconds(mamaDateTime dateTime,
                                                             mama_u64_t milliseconds);
MAMAExpDLL mama_status mamaDateTime_setEpochTimeMicroseconds(mamaDateTime dateTime,
                                                             mama_u64_t milliseconds);

/** Sets everything; there is a date also when there is more than a day of seconds. */
MAMAExpDLL mama_status mamaDateTime_setWithHints(mamaDateTime dateTime, mama_u32_t seconds,
                                                 mama_u32_t microseconds,
                                                 mamaDateTimePrecision precision,
                                                 mamaDateTimeHints hints);

/** Hints and precision by themselves. NULL_ARG for NULL. */
MAMAExpDLL mama_status mamaDateTime_getHints(const mamaDateTime dateTime, mamaDateTimeHints* hints);
MAMAExpDLL mama_status mamaDateTime_setHints(mamaDateTime dateTime, mamaDateTimeHints hints);
MAMAExpDLL mama_status mamaDateTime_getPrecision(const mamaDateTime dateTime,
                                                 mamaDateTimePrecision* precision);
MAMAExpDLL mama_status mamaDateTime_setPrecision(mamaDateTime dateTime,
                                                 mamaDateTimePrecision precision);

/** Now, in UTC, to the microsecond. @return OK; INVALID_ARG; SYSTEM_ERROR */
MAMAExpDLL mama_status mamaDateTime_setToNow(mamaDateTime dateTime);

/** The last midnight in a time zone. */
MAMAExpDLL mama_status mamaDateTime_setToMidnightToday(mamaDateTime dateTime,
                                                       const mamaTimeZone tz);

/**
 * From the parts of date and time; out-of-range parts carry over.
 * @return OK; INVALID_ARG for a year before 1900
 */
MAMAExpDLL mama_status mamaDateTime_setWithPrecisionAndTz(mamaDateTime dateTime, mama_u32_t year,
                                                          mama_u32_t month, mama_u32_t day,
                                                          mama_u32_t hour, mama_u32_t minute,
                                                          mama_u32_t second, mama_u32_t microsecond,
                                                          mamaDateTimePrecision precision,
                                                          const mamaTimeZone tz);

/** Sets the time, or the date, and keeps the other part. */
MAMAExpDLL mama_status mamaDateTime_setTime(mamaDateTime dateTime, mama_u32_t hour,
                                            mama_u32_t minute, mama_u32_t second,
                                            mama_u32_t microsecond);

/** Sets the time in a time zone, with a precision. */
MAMAExpDLL mama_status mamaDateTime_setTimeWithPrecisionAndTz(
    mamaDateTime dateTime, mama_u32_t hour, mama_u32_t minute, mama_u32_t second,
    mama_u32_t microsecond, mamaDateTimePrecision precision, const mamaTimeZone tz);

/**
 * Sets the date; out-of-range months and days carry over.
 * @return OK; INVALID_ARG for a year before 1900
 */
MAMAExpDLL mama_status mamaDateTime_setDate(mamaDateTime dateTime, mama_u32_t year,
                                            mama_u32_t month, mama_u32_t day);

/** Takes over one part of another date-time. */
MAMAExpDLL mama_status mamaDateTime_copyTime(mamaDateTime dest, const mamaDateTime src);
MAMAExpDLL mama_status mamaDateTime_copyDate(mamaDateTime dest, const mamaDateTime src);

/** Whether there is such a part: *result receives 1 or 0. */
MAMAExpDLL mama_status mamaDateTime_hasTime(const mamaDateTime dateTime, mama_bool_t* result);
MAMAExpDLL mama_status mamaDateTime_hasDate(const mamaDateTime dateTime, mama_bool_t* result);

/** Moves it by an amount, which may be negative. */
MAMAExpDLL mama_status mamaDateTime_addSeconds(mamaDateTime dateTime, mama_f64_t seconds);
MAMAExpDLL mama_status mamaDateTime_addWholeSeconds(mamaDateTime dateTime, mama_i32_t seconds);
MAMAExpDLL mama_status mamaDateTime_addMicroseconds(mamaDateTime dateTime, mama_i64_t microseconds);

/**
 * Reads "YYYY-MM-DD HH:MM:SS.f" or a part of it, "/" for "-" and "T" for the blank allowed; never
 * fails for odd text. NULL clears. The Buffer forms read at most strLen bytes.
 */
MAMAExpDLL mama_status mamaDateTime_setFromString(mamaDateTime dateTime, const char* str);
MAMAExpDLL mama_status mamaDateTime_setFromStringWithTz(mamaDateTime dateTime, const char* str,
                                                        const mamaTimeZone tz);
MAMAExpDLL mama_status mamaDateTime_setFromStringBuffer(mamaDateTime dateTime, const char* str,
                                                        mama_size_t strLen);
MAMAExpDLL mama_status mamaDateTime_setFromStringBufferWithTz(mamaDateTime dateTime,
                                                              const char* str, mama_size_t strLen,
                                                              const mamaTimeZone tz);

/**
 * Time since 1970 in several units; the WithTz forms add the zone's offset.
 * @return OK; INVALID_ARG when it does not fit
 */
MAMAExpDLL mama_status mamaDateTime_getEpochTime(const mamaDateTime dateTime, mama_u32_t* seconds,
                                                 mama_u32_t* microseconds,
                                                 mamaDateTimePrecision* precision);
MAMAExpDLL mama_status mamaDateTime_getEpochTimeWithTz(const mamaDateTime dateTime,
                                                       mama_u32_t* seconds,
                                                       mama_u32_t* microseconds,
                                                       mamaDateTimePrecision* precision,
                                                       const mamaTimeZone tz);

/** Microseconds, or milliseconds, since 1970; before 1970 the two's complement. */
MAMAExpDLL mama_status mamaDateTime_getEpochTimeMicroseconds(const mamaDateTime dateTime,
                                                             mama_u64_t* microseconds);
MAMAExpDLL mama_status mamaDateTime_getEpochTimeMicrosecondsWithTz(const mamaDateTime dateTime,
                                                                   mama_u64_t* microseconds,
                                                                   const mamaTimeZone tz);
MAMAExpDLL mama_status mamaDateTime_getEpochTimeMilliseconds(const mamaDateTime dateTime,
                                                             mama_u64_t* milliseconds);
MAMAExpDLL mama_status mamaDateTime_getEpochTimeMillisecondsWithTz(const mamaDateTime dateTime,
                                                                   mama_u64_t* milliseconds,
                                                                   const mamaTimeZone tz);

/** Seconds since 1970 with a fraction, to the microsecond. */
MAMAExpDLL mama_status mamaDateTime_getEpochTimeSeconds(const mamaDateTime dateTime,
                                                        mama_f64_t* seconds);

/** The same; a time without a date becomes one of today, in the object too. NULL_ARG for NULL. */
MAMAExpDLL mama_status mamaDateTime_getEpochTimeSecondsWithCheck(const mamaDateTime dateTime,
                                                                 mama_f64_t* seconds);
MAMAExpDLL mama_status mamaDateTime_getEpochTimeSecondsWithTz(const mamaDateTime dateTime,
                                                              mama_f64_t* seconds,
                                                              const mamaTimeZone tz);

/** Everything; precision and hints may be NULL. */
MAMAExpDLL mama_status mamaDateTime_getWithHints(const mamaDateTime dateTime, mama_u32_t* seconds,
                                                 mama_u32_t* microseconds,
                                                 mamaDateTimePrecision* precision,
                                                 mama_u8_t* hints);

/** In the forms of the C library. @return OK; INVALID_ARG when it does not fit */
MAMAExpDLL mama_status mamaDateTime_getStructTimeVal(const mamaDateTime dateTime,
                                                     struct timeval* result);
MAMAExpDLL mama_status mamaDateTime_getStructTimeValWithTz(const mamaDateTime dateTime,
                                                           struct timeval* result,
                                                           const mamaTimeZone tz);

/** From the C library's form. @return OK; INVALID_ARG for a second or more of microseconds */
MAMAExpDLL mama_status mamaDateTime_setFromStructTimeVal(const mamaDateTime dateTime,
                                                         struct timeval* inputTimeVal);
MAMAExpDLL mama_status mamaDateTime_getStructTm(const mamaDateTime dateTime, struct tm* result);
MAMAExpDLL mama_status mamaDateTime_getStructTmWithTz(const mamaDateTime dateTime,
                                                      struct tm* result, const mamaTimeZone tz);

/**
 * "YYYY-MM-DD HH:MM:SS.f" with the digits of the precision, or the part that there is; UTC; cut to
 * maxLen bytes with the end of the string. Likewise time and date alone.
 */
MAMAExpDLL mama_status mamaDateTime_getAsString(const mamaDateTime dateTime, char* str,
                                                mama_size_t maxLen);

/** The time alone; "" without one. */
MAMAExpDLL mama_status mamaDateTime_getTimeAsString(const mamaDateTime dateTime, char* str,
                                                    mama_size_t maxLen);

/** The date alone; "" without one. */
MAMAExpDLL mama_status mamaDateTime_getDateAsString(const mamaDateTime dateTime, char* str,
                                                    mama_size_t maxLen);

/**
 * By a format: %Y %y %m %d %F %D %H %M %S %T %B %b %h, and milliseconds as %: or (with the point,
 * if there are any) %; and in the digits of the precision as %. or %,
 */
MAMAExpDLL mama_status mamaDateTime_getAsFormattedString(const mamaDateTime dateTime, char* str,
                                                         mama_size_t maxLen, const char* format);
MAMAExpDLL mama_status mamaDateTime_getAsFormattedStringWithTz(const mamaDateTime dateTime,
                                                               char* str, mama_size_t maxLen,
                                                               const char* format,
                                                               const mamaTimeZone tz);

/** One part, in UTC. The month is 1 to 12. */
MAMAExpDLL mama_status mamaDateTime_getYear(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getMonth(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getDay(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getHour(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getMinute(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getSecond(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getMicrosecond(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getDayOfWeek(const mamaDateTime dateTime,
                                                 mamaDayOfWeek* result);

/** t1 - t0. */
MAMAExpDLL mama_status mamaDateTime_diffSeconds(const mamaDateTime t1, const mamaDateTime t0,
                                                mama_f64_t* result);

/** The same, of the times of day only. */
MAMAExpDLL mama_status mamaDateTime_diffSecondsSameDay(const mamaDateTime t1, const mamaDateTime t0,
                                                       mama_f64_t* result);

/** The same in microseconds. */
MAMAExpDLL mama_status mamaDateTime_diffMicroseconds(const mamaDateTime t1, const mamaDateTime t0,
                                                     mama_i64_t* result);

/** From, and to, the C library's form with nanoseconds. */
MAMAExpDLL mama_status mamaDateTime_setFromStructTimeSpec(const mamaDateTime dateTime,
                                                          struct timespec* inputTimeVal);
MAMAExpDLL mama_status mamaDateTime_getStructTimeSpec(const mamaDateTime dateTime,
                                                      struct timespec* result);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_DATETIME_H_ */
