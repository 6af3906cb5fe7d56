/// Days and the proleptic Gregorian calendar.
#pragma once

#include <cstdint>

namespace quoll::mama {

inline constexpr std::int64_t kSecondsPerDay = 86'400;

/// Division rounded down, `by` positive.
constexpr std::int64_t floor_div(std::int64_t value, std::int64_t by) noexcept {
  return value / by - (value % by < 0 ? 1 : 0);
}
constexpr std::int64_t floor_mod(std::int64_t value, std::int64_t by) noexcept {
  const std::int64_t rest = value % by;
  return rest < 0 ? rest + by : rest;
}

struct CivilDay {
  std::int64_t year = 1970;
  unsigned month = 1;  ///< 1–12
  unsigned day = 1;    ///< 1–31
};

/// Days since 1970-01-01.
std::int64_t days_from_civil(const CivilDay& civil) noexcept;
CivilDay civil_from_days(std::int64_t days) noexcept;

/// 0 is Sunday.
constexpr unsigned day_of_week(std::int64_t days) noexcept {
  return static_cast<unsigned>(floor_mod(floor_mod(days, 7) + 4, 7));
}

constexpr bool is_leap_year(std::int64_t year) noexcept {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

}  // namespace quoll::mama
