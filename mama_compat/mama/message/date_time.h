/// The object behind a mamaDateTime.
#pragma once

#include <mama/datetime.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "message/date_time_calendar.h"

namespace quoll::mama {

/// A calendar date and time of day.
struct CivilTime : CivilDay {
  unsigned hour = 0, minute = 0, second = 0;
  unsigned day_of_week = 4;  ///< 0 is Sunday
};

/// Seconds since 1970-01-01 UTC with nanoseconds, and how they are meant. Without HAS_DATE the
/// seconds are those since midnight. Owned by whoever created it; one thread at a time.
struct DateTime {
  static constexpr std::uint32_t kNanosecondsPerSecond = 1'000'000'000;
  /// From here on the calendar functions work (1601-01-01).
  static constexpr std::int64_t kFirstCalendarSecond = -11'644'473'600;

  std::int64_t seconds = 0;
  std::uint32_t nanoseconds = 0;  ///< below one second
  std::uint8_t precision = MAMA_DATE_TIME_PREC_UNKNOWN;
  std::uint8_t hints = 0;

  /// Beyond the known ones all are unknown.
  void set_precision(unsigned value) noexcept {
    constexpr unsigned kUnknown = MAMA_DATE_TIME_PREC_UNKNOWN;
    precision = static_cast<std::uint8_t>(std::min(value, kUnknown));
  }
  bool has(unsigned hint) const noexcept { return (hints & hint) != 0; }
  void add_hints(unsigned hint) noexcept { hints = static_cast<std::uint8_t>(hints | hint); }
  void drop_hints(unsigned hint) noexcept { hints = static_cast<std::uint8_t>(hints & ~hint); }

  std::int64_t day() const noexcept;  ///< days since 1970-01-01, rounded down
  std::int64_t second_of_day() const noexcept { return floor_mod(seconds, kSecondsPerDay); }
  /// Is it a time of some day, rather than an instant?
  bool is_time_of_day() const noexcept {
    return !has(MAMA_DATE_TIME_HAS_DATE) && seconds > -2 * kSecondsPerDay &&
           seconds < 2 * kSecondsPerDay;
  }
  /// Ticks of 1/`per_second` since 1970, rounded down. A negative time gives its two's complement.
  std::uint64_t ticks(std::uint32_t per_second) const noexcept {
    return static_cast<std::uint64_t>(seconds) * per_second +
           nanoseconds / (kNanosecondsPerSecond / per_second);
  }

  /// Everything at once, cleared before: the value, both parts, and a date where the seconds are
  /// more than those of a day.
  void set_epoch(std::int64_t new_seconds, std::uint32_t new_nanoseconds,
                 unsigned new_precision) noexcept;
  void set_date(std::int64_t year, std::int64_t month, std::int64_t new_day) noexcept;
  /// Takes over the day of another, and that there is one.
  void set_day_of(const DateTime& other) noexcept;
  void set_second_of_day(std::int64_t second, std::uint32_t new_nanoseconds) noexcept;
  /// Moves the value; nanoseconds of any sign and size.
  void add(std::int64_t by_seconds, std::int64_t by_nanoseconds) noexcept;

  /// Can the calendar functions show it? Not before 1601, nor where the year overflows an int.
  bool in_calendar() const noexcept;
  CivilTime civil() const noexcept;

  /// Reads what looks like a date and a time of day; never fails.
  void parse(std::string_view text) noexcept;
};

}  // namespace quoll::mama
