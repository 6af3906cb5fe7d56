/// The object behind a mamaDateTime.
#pragma once

#include <mama/datetime.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace quoll::mama {

/// A calendar date and time of day, in UTC.
struct CivilTime {
  std::int64_t year = 1970;
  unsigned month = 1;  ///< 1–12
  unsigned day = 1;    ///< 1–31
  unsigned hour = 0, minute = 0, second = 0;
  unsigned day_of_week = 4;  ///< 0 is Sunday
};

/// Seconds since 1970-01-01 UTC with nanoseconds, and how they are meant. Without HAS_DATE the
/// seconds are those since midnight. Owned by whoever created it; one thread at a time.
struct DateTime {
  static constexpr std::int64_t kSecondsPerDay = 86'400;
  static constexpr std::uint32_t kNanosecondsPerSecond = 1'000'000'000;
  /// From here on the calendar functions work (1601-01-01).
  static constexpr std::int64_t kFirstCalendarSecond = -11'644'473'600;

  std::int64_t seconds = 0;
  std::uint32_t nanoseconds = 0;  ///< below one second
  std::uint8_t precision = MAMA_DATE_TIME_PREC_UNKNOWN;
  std::uint8_t hints = 0;

  bool has(unsigned hint) const noexcept { return (hints & hint) != 0; }
  void add_hints(unsigned hint) noexcept { hints = static_cast<std::uint8_t>(hints | hint); }
  void drop_hints(unsigned hint) noexcept { hints = static_cast<std::uint8_t>(hints & ~hint); }

  std::int64_t day() const noexcept;  ///< days since 1970-01-01, rounded down
  std::int64_t second_of_day() const noexcept {
    return (seconds % kSecondsPerDay + kSecondsPerDay) % kSecondsPerDay;
  }

  /// Everything at once, cleared before: the value, both parts, and a date where the seconds are
  /// more than those of a day.
  void set_epoch(std::int64_t new_seconds, std::uint32_t new_nanoseconds,
                 unsigned new_precision) noexcept;
  void set_date(std::int64_t year, std::int64_t month, std::int64_t new_day) noexcept;
  void set_second_of_day(std::int64_t second, std::uint32_t new_nanoseconds) noexcept;
  /// Moves the value; nanoseconds of any sign and size.
  void add(std::int64_t by_seconds, std::int64_t by_nanoseconds) noexcept;

  /// Can the calendar functions show it? Not before 1601, nor where the year overflows an int.
  bool in_calendar() const noexcept;
  CivilTime civil() const noexcept;

  /// Reads what looks like a date and a time of day; never fails.
  void parse(std::string_view text) noexcept;
  std::string date_text() const;
  std::string time_text() const;
  /// Date and time, whichever there are.
  std::string text() const;
};

}  // namespace quoll::mama
