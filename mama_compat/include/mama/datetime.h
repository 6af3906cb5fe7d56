/* Quoll: mama/datetime.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Dates and times: seconds since 1970-01-01 UTC (64 bits, negative before) with nanoseconds, a
 * precision, and hints that say whether there is a date, a time of day, or both. A time without a
 * date is seconds since midnight (messages 9).
 *
 * A date-time belongs to whoever created it, and one thread at a time may use it; different ones
 * may be used by different threads. Nothing here needs mama_open, and date-times may be destroyed
 * after the last mama_close. No function blocks, but for the first use of a time zone, which reads
 * a file.
 *
 * Statuses: every function that gives a status gives OK, or INVALID_ARG for a NULL or destroyed
 * date-time and for a NULL result or source; what else there is is said with the function. On
 * failure results stay untouched, and so does the date-time unless something else is said.
 *
 * Time zones: a NULL zone stands for UTC. Otherwise the offset that the zone has at the instant is
 * used; for a time without a date the offset of today. How a local time is read that clocks show
 * twice, or leap over, stands in mama/timezone.h: the first of the two instants; the offset before
 * the change. A destroyed zone gives INVALID_ARG, one whose rules could not be read NOT_FOUND.
 *
 * The calendar is the Gregorian one. Functions that show parts of it (texts, struct tm, year to
 * second) work from 1601-01-01 on and give INVALID_ARG for what is earlier, or whose year an int
 * does not hold. There are no leap seconds.
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

/** Hints: there is a date; there is a time of day; no zone is meant (kept, but not looked at). */
#define MAMA_DATE_TIME_HAS_DATE 1
#define MAMA_DATE_TIME_HAS_TIME 2
#define MAMA_DATE_TIME_NO_TIMEZONE 4

/** How many digits of a second are meant; days and minutes have none, unknown (and above) three. */
typedef enum mamaDateTimePrecision_ QUOLL_OPEN_ENUM_ {
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

/**
 * An empty date-time (0, precision unknown, no hints), for mamaDateTime_destroy.
 * @return OK; INVALID_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaDateTime_create(mamaDateTime* dateTime);

/** Frees it. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaDateTime_destroy(mamaDateTime dateTime);

/**
 * Makes it as new. clearDate leaves the seconds since midnight, clearTime the midnight of the day;
 * both take the hint away and leave the precision.
 * @return OK; INVALID_ARG
 */
MAMAExpDLL mama_status mamaDateTime_clear(mamaDateTime dateTime);
MAMAExpDLL mama_status mamaDateTime_clearDate(mamaDateTime dateTime);
MAMAExpDLL mama_status mamaDateTime_clearTime(mamaDateTime dateTime);

/** Makes dest equal to src: value, precision and hints. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaDateTime_copy(mamaDateTime dest, const mamaDateTime src);

/** 1 when there are no hints and seconds and nanoseconds are 0, and for NULL; else 0. */
MAMAExpDLL int mamaDateTime_empty(const mamaDateTime dateTime);

/** 1 when seconds and nanoseconds are equal, or both handles; else 0. */
MAMAExpDLL int mamaDateTime_equal(const mamaDateTime lhs, const mamaDateTime rhs);

/** -1, 0 or 1 by seconds, then nanoseconds; 0 when either is NULL. */
MAMAExpDLL int mamaDateTime_compare(const mamaDateTime lhs, const mamaDateTime rhs);

/** Seconds since 1970 and nanoseconds, in full range. @return OK; NULL_ARG for any NULL */
MAMAExpDLL mama_status mamaDateTime_getEpochTimeExt(const mamaDateTime dateTime,
                                                    mama_i64_t* seconds, mama_u32_t* nanoseconds);

/**
 * Sets seconds and nanoseconds; precision and hints stay, so that a new date-time has no text until
 * it has been given hints.
 * @return OK; NULL_ARG; INVALID_ARG for 1,000,000,000 nanoseconds or more
 */
MAMAExpDLL mama_status mamaDateTime_setEpochTimeExt(mamaDateTime dateTime, mama_i64_t seconds,
                                                    mama_u32_t nanoseconds);

/**
 * Sets everything from time since 1970. There is a time, and where there are more than 86,400
 * seconds a date; so for the next three functions.
 * @return OK; INVALID_ARG for 1,000,000 microseconds or more
 */
MAMAExpDLL mama_status mamaDateTime_setEpochTime(mamaDateTime dateTime, mama_u32_t seconds,
                                                 mama_u32_t microseconds,
                                                 mamaDateTimePrecision precision);

/**
 * Sets everything from seconds with a fraction, rounded to the microsecond; a negative number has a
 * date. The precision is microseconds where there is a fraction, else seconds.
 * @return OK; INVALID_ARG, also for what 64 bits do not hold
 */
MAMAExpDLL mama_status mamaDateTime_setEpochTimeF64(mamaDateTime dateTime, mama_f64_t seconds);

/**
 * Set everything from milliseconds, or microseconds (whatever the parameter is called), since 1970.
 * The precision is that unit where there is a fraction of a second, else seconds.
 * @return OK; INVALID_ARG
 */
MAMAExpDLL mama_status mamaDateTime_setEpochTimeMilliseconds(mamaDateTime dateTime,
                                                             mama_u64_t milliseconds);
MAMAExpDLL mama_status mamaDateTime_setEpochTimeMicroseconds(mamaDateTime dateTime,
                                                             mama_u64_t milliseconds);

/**
 * Sets everything, the hints as they are given; more than 86,400 seconds add the date.
 * @return OK; INVALID_ARG for 1,000,000 microseconds or more
 */
MAMAExpDLL mama_status mamaDateTime_setWithHints(mamaDateTime dateTime, mama_u32_t seconds,
                                                 mama_u32_t microseconds,
                                                 mamaDateTimePrecision precision,
                                                 mamaDateTimeHints hints);

/** Hints and precision by themselves. @return OK; NULL_ARG (setPrecision: INVALID_ARG) for NULL */
MAMAExpDLL mama_status mamaDateTime_getHints(const mamaDateTime dateTime, mamaDateTimeHints* hints);
MAMAExpDLL mama_status mamaDateTime_setHints(mamaDateTime dateTime, mamaDateTimeHints hints);
MAMAExpDLL mama_status mamaDateTime_getPrecision(const mamaDateTime dateTime,
                                                 mamaDateTimePrecision* precision);
MAMAExpDLL mama_status mamaDateTime_setPrecision(mamaDateTime dateTime,
                                                 mamaDateTimePrecision precision);

/** Now, in UTC, to the microsecond, with both parts. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaDateTime_setToNow(mamaDateTime dateTime);

/**
 * The date that it is now in a time zone, with the time 00:00:00: both as the zone's clocks show
 * them, not converted to UTC.
 * @return OK; INVALID_ARG; NOT_FOUND
 */
MAMAExpDLL mama_status mamaDateTime_setToMidnightToday(mamaDateTime dateTime,
                                                       const mamaTimeZone tz);

/**
 * Clears, then sets the date, then the time as clocks in the zone show it: setDate and
 * setTimeWithPrecisionAndTz one after the other. What was done before a failure stays.
 * @return OK; INVALID_ARG for a year before 1900 or 1,000,000 microseconds or more; NOT_FOUND
 */
MAMAExpDLL mama_status mamaDateTime_setWithPrecisionAndTz(mamaDateTime dateTime, mama_u32_t year,
                                                          mama_u32_t month, mama_u32_t day,
                                                          mama_u32_t hour, mama_u32_t minute,
                                                          mama_u32_t second, mama_u32_t microsecond,
                                                          mamaDateTimePrecision precision,
                                                          const mamaTimeZone tz);

/**
 * Sets the time of day (UTC) and keeps the day; hours, minutes and seconds beyond their range carry
 * over. The precision becomes unknown.
 * @return OK; INVALID_ARG for 1,000,000 microseconds or more
 */
MAMAExpDLL mama_status mamaDateTime_setTime(mamaDateTime dateTime, mama_u32_t hour,
                                            mama_u32_t minute, mama_u32_t second,
                                            mama_u32_t microsecond);

/**
 * The same with a precision, for the time as clocks in the zone show it on the day (which is taken
 * as it is, in UTC).
 * @return OK; INVALID_ARG for 1,000,000 microseconds or more; NOT_FOUND
 */
MAMAExpDLL mama_status mamaDateTime_setTimeWithPrecisionAndTz(
    mamaDateTime dateTime, mama_u32_t hour, mama_u32_t minute, mama_u32_t second,
    mama_u32_t microsecond, mamaDateTimePrecision precision, const mamaTimeZone tz);

/**
 * Sets the date and keeps the time of day; months and days beyond their range carry over, 0 is 1.
 * @return OK; INVALID_ARG for a year before 1900
 */
MAMAExpDLL mama_status mamaDateTime_setDate(mamaDateTime dateTime, mama_u32_t year,
                                            mama_u32_t month, mama_u32_t day);

/**
 * Take over the time of day with its nanoseconds, or the day, of another date-time, and that there
 * is one; precision and the other part stay.
 * @return OK; INVALID_ARG
 */
MAMAExpDLL mama_status mamaDateTime_copyTime(mamaDateTime dest, const mamaDateTime src);
MAMAExpDLL mama_status mamaDateTime_copyDate(mamaDateTime dest, const mamaDateTime src);

/** Whether there is such a part: *result receives 1 or 0. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaDateTime_hasTime(const mamaDateTime dateTime, mama_bool_t* result);
MAMAExpDLL mama_status mamaDateTime_hasDate(const mamaDateTime dateTime, mama_bool_t* result);

/**
 * Moves it by an amount, which may be negative: seconds to the microsecond, nanoseconds stay.
 * Unless the amount is 0 there is a time afterwards. At the ends of the range it stops.
 * @return OK; INVALID_ARG, also for seconds that 64 bits do not hold
 */
MAMAExpDLL mama_status mamaDateTime_addSeconds(mamaDateTime dateTime, mama_f64_t seconds);
MAMAExpDLL mama_status mamaDateTime_addWholeSeconds(mamaDateTime dateTime, mama_i32_t seconds);
MAMAExpDLL mama_status mamaDateTime_addMicroseconds(mamaDateTime dateTime, mama_i64_t microseconds);

/**
 * Clears, then reads "YYYY-MM-DD HH:MM:SS.f" or a part of it; NULL only clears. The text is read as
 * it comes, and never refused:
 *  - there is a date where there is a "/" or, without one, a "-": year, month and day, or with one
 *    separator month and day of 1970. A year before 1601 is taken as 1970;
 *  - the time begins behind the first blank, or a T between digits, or with the text, and there is
 *    one where there is a ":". Up to nine digits of a fraction are read; their number becomes the
 *    precision (0 without any);
 *  - numbers beyond their range carry over, what is no number is 0.
 * The WithTz forms read what clocks in the zone show, but for a text that ends with a digit and a
 * Z, which is UTC. The Buffer forms read at most strLen bytes, and none behind a NUL.
 * @return OK; INVALID_ARG; NOT_FOUND
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
 * Seconds since 1970, microseconds and precision (which may be NULL). The WithTz forms here and
 * below give what clocks in the zone show, as if that were UTC.
 * @return OK; INVALID_ARG also when the seconds are not within 32 bits without sign; NOT_FOUND
 */
MAMAExpDLL mama_status mamaDateTime_getEpochTime(const mamaDateTime dateTime, mama_u32_t* seconds,
                                                 mama_u32_t* microseconds,
                                                 mamaDateTimePrecision* precision);
MAMAExpDLL mama_status mamaDateTime_getEpochTimeWithTz(const mamaDateTime dateTime,
                                                       mama_u32_t* seconds,
                                                       mama_u32_t* microseconds,
                                                       mamaDateTimePrecision* precision,
                                                       const mamaTimeZone tz);

/**
 * Microseconds, or milliseconds, since 1970, rounded down; before 1970 the two's complement: read
 * as a signed number the value is right.
 * @return OK; INVALID_ARG; NOT_FOUND
 */
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

/** Seconds since 1970 with a fraction, to the microsecond. @return OK; INVALID_ARG; NOT_FOUND */
MAMAExpDLL mama_status mamaDateTime_getEpochTimeSeconds(const mamaDateTime dateTime,
                                                        mama_f64_t* seconds);

/**
 * The same; what has no date is first moved to today (UTC) and given the hint, in the object too.
 * @return OK; NULL_ARG for NULL; INVALID_ARG
 */
MAMAExpDLL mama_status mamaDateTime_getEpochTimeSecondsWithCheck(const mamaDateTime dateTime,
                                                                 mama_f64_t* seconds);
MAMAExpDLL mama_status mamaDateTime_getEpochTimeSecondsWithTz(const mamaDateTime dateTime,
                                                              mama_f64_t* seconds,
                                                              const mamaTimeZone tz);

/**
 * Everything; precision and hints may be NULL.
 * @return OK; INVALID_ARG also when the seconds are not within 32 bits without sign
 */
MAMAExpDLL mama_status mamaDateTime_getWithHints(const mamaDateTime dateTime, mama_u32_t* seconds,
                                                 mama_u32_t* microseconds,
                                                 mamaDateTimePrecision* precision,
                                                 mama_u8_t* hints);

/** In the form of the C library, to the microsecond. @return OK; INVALID_ARG; NOT_FOUND */
MAMAExpDLL mama_status mamaDateTime_getStructTimeVal(const mamaDateTime dateTime,
                                                     struct timeval* result);
MAMAExpDLL mama_status mamaDateTime_getStructTimeValWithTz(const mamaDateTime dateTime,
                                                           struct timeval* result,
                                                           const mamaTimeZone tz);

/**
 * From the C library's form: the value, both parts added to the hints, and as precision
 * microseconds where there are some, else seconds.
 * @return OK; INVALID_ARG for microseconds below 0 or of a second or more
 */
MAMAExpDLL mama_status mamaDateTime_setFromStructTimeVal(const mamaDateTime dateTime,
                                                         struct timeval* inputTimeVal);

/**
 * In the calendar: all parts, day of the week and of the year, and the offset (tm_gmtoff). tm_isdst
 * is 0 and tm_zone NULL.
 * @return OK; INVALID_ARG, also outside the calendar; NOT_FOUND
 */
MAMAExpDLL mama_status mamaDateTime_getStructTm(const mamaDateTime dateTime, struct tm* result);
MAMAExpDLL mama_status mamaDateTime_getStructTmWithTz(const mamaDateTime dateTime,
                                                      struct tm* result, const mamaTimeZone tz);

/**
 * "YYYY-MM-DD HH:MM:SS.f" with the digits of the precision, cut not rounded, or the part that there
 * is, or ""; UTC. What does not fit is cut; with the end of the string at most maxLen bytes are
 * written.
 * @return OK; INVALID_ARG, also outside the calendar
 */
MAMAExpDLL mama_status mamaDateTime_getAsString(const mamaDateTime dateTime, char* str,
                                                mama_size_t maxLen);

/** The time alone, of any instant; "" without one. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaDateTime_getTimeAsString(const mamaDateTime dateTime, char* str,
                                                    mama_size_t maxLen);

/** The date alone; "" without one. @return OK; INVALID_ARG, also outside the calendar */
MAMAExpDLL mama_status mamaDateTime_getDateAsString(const mamaDateTime dateTime, char* str,
                                                    mama_size_t maxLen);

/**
 * By a format, cut like the others. Where the part is missing, a code gives as many blanks.
 *
 *     %Y 2020   %y 20   %m 02   %d 29   %F 2020-02-29   %D 02/29/20   %B February   %b Feb   %h FEB
 *     %H 23     %M 59   %S 58   %T 23:59:58
 *     %: milliseconds, three digits     %; behind a point, and nothing for less than a microsecond
 *     %. digits as the precision says   %, behind a point, and nothing where there are none
 *
 * %B gives five blanks without a date, %b and %h three; %F "    -  -  ", %D "  /  /  ", %T
 * "  :  :  ", %: and %. three blanks without a time. Before any other character "%" is itself.
 * @return OK; INVALID_ARG, also for no format, for maxLen 0 and outside the calendar; NOT_FOUND
 */
MAMAExpDLL mama_status mamaDateTime_getAsFormattedString(const mamaDateTime dateTime, char* str,
                                                         mama_size_t maxLen, const char* format);
MAMAExpDLL mama_status mamaDateTime_getAsFormattedStringWithTz(const mamaDateTime dateTime,
                                                               char* str, mama_size_t maxLen,
                                                               const char* format,
                                                               const mamaTimeZone tz);

/**
 * One part, in UTC: the month is 1 to 12, microseconds 0 to 999,999, Sunday is 0.
 * @return OK; INVALID_ARG, also outside the calendar (but for microseconds)
 */
MAMAExpDLL mama_status mamaDateTime_getYear(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getMonth(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getDay(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getHour(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getMinute(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getSecond(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getMicrosecond(const mamaDateTime dateTime, mama_u32_t* result);
MAMAExpDLL mama_status mamaDateTime_getDayOfWeek(const mamaDateTime dateTime,
                                                 mamaDayOfWeek* result);

/** *result receives t1 - t0 in seconds, with nanoseconds. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaDateTime_diffSeconds(const mamaDateTime t1, const mamaDateTime t0,
                                                mama_f64_t* result);

/** The same of the times of day only: from -86,400 to 86,400. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaDateTime_diffSecondsSameDay(const mamaDateTime t1, const mamaDateTime t0,
                                                       mama_f64_t* result);

/** t1 - t0 in microseconds, each rounded down before. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaDateTime_diffMicroseconds(const mamaDateTime t1, const mamaDateTime t0,
                                                     mama_i64_t* result);

/**
 * From, and to, the C library's form with nanoseconds. Setting adds both parts to the hints; the
 * precision becomes nanoseconds, microseconds where that loses nothing, or seconds for no fraction.
 * @return OK; INVALID_ARG for nanoseconds below 0 or of a second or more
 */
MAMAExpDLL mama_status mamaDateTime_setFromStructTimeSpec(const mamaDateTime dateTime,
                                                          struct timespec* inputTimeVal);
MAMAExpDLL mama_status mamaDateTime_getStructTimeSpec(const mamaDateTime dateTime,
                                                      struct timespec* result);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_DATETIME_H_ */
