#include "message/date_time.h"

#include <algorithm>
#include <cstdio>
#include <limits>

namespace quoll::mama {

namespace {

constexpr std::int64_t floor_div(std::int64_t value, std::int64_t by) noexcept {
  return value / by - (value % by < 0 ? 1 : 0);
}

/// Adds and keeps to the range of the type: a hostile or nonsensical value must not overflow.
std::int64_t saturating_add(std::int64_t a, std::int64_t b) noexcept {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return a < 0 ? std::numeric_limits<std::int64_t>::min()
               : std::numeric_limits<std::int64_t>::max();
}

// The proleptic Gregorian calendar in eras of 400 years, years beginning in March so that the leap
// day comes last.
constexpr std::int64_t kDaysPerEra = 146'097;
constexpr std::int64_t kEpochShift = 719'468;  // days from 0000-03-01 to 1970-01-01

std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) noexcept {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kEpochShift;
}

/// The leading decimal number at `*at`, as strtoul reads it; moves behind it. Huge ones are cut.
std::int64_t read_number(std::string_view text, std::size_t* at) noexcept {
  constexpr std::int64_t kMax = 1'000'000'000;
  while (*at < text.size() && (text[*at] == ' ' || text[*at] == '\t')) ++*at;
  std::int64_t number = 0;
  for (; *at < text.size() && text[*at] >= '0' && text[*at] <= '9'; ++*at) {
    number = std::min(number * 10 + (text[*at] - '0'), kMax);
  }
  return number;
}

}  // namespace

std::int64_t DateTime::day() const noexcept { return floor_div(seconds, kSecondsPerDay); }

void DateTime::set_epoch(std::int64_t new_seconds, std::uint32_t new_nanoseconds,
                         unsigned new_precision) noexcept {
  seconds = new_seconds;
  nanoseconds = new_nanoseconds;
  precision = static_cast<std::uint8_t>(new_precision);
  hints = MAMA_DATE_TIME_HAS_TIME;
  if (seconds > kSecondsPerDay) add_hints(MAMA_DATE_TIME_HAS_DATE);
}

void DateTime::set_date(std::int64_t year, std::int64_t month, std::int64_t new_day) noexcept {
  month = std::max<std::int64_t>(month, 1) - 1;
  year += month / 12;
  const std::int64_t days = days_from_civil(year, static_cast<unsigned>(month % 12) + 1, 1) +
                            std::max<std::int64_t>(new_day, 1) - 1;
  seconds = days * kSecondsPerDay + second_of_day();
  add_hints(MAMA_DATE_TIME_HAS_DATE);
}

void DateTime::set_second_of_day(std::int64_t second, std::uint32_t new_nanoseconds) noexcept {
  seconds = saturating_add(saturating_add(seconds, -second_of_day()), second);
  nanoseconds = new_nanoseconds;
  add_hints(MAMA_DATE_TIME_HAS_TIME);
}

void DateTime::add(std::int64_t by_seconds, std::int64_t by_nanoseconds) noexcept {
  const std::int64_t total =
      static_cast<std::int64_t>(nanoseconds) + by_nanoseconds % kNanosecondsPerSecond;
  const std::int64_t carry = floor_div(total, kNanosecondsPerSecond);
  nanoseconds = static_cast<std::uint32_t>(total - carry * kNanosecondsPerSecond);
  seconds = saturating_add(seconds, by_seconds);
  seconds = saturating_add(seconds, by_nanoseconds / kNanosecondsPerSecond + carry);
}

bool DateTime::in_calendar() const noexcept {
  // The year must fit the int of struct tm, which counts from 1900.
  constexpr std::int64_t kLastYear = std::numeric_limits<int>::max();
  return seconds >= kFirstCalendarSecond && seconds / kSecondsPerDay / 366 < kLastYear - 1970 &&
         civil().year <= kLastYear;
}

CivilTime DateTime::civil() const noexcept {
  CivilTime civil;
  const std::int64_t days = day();
  const std::int64_t shifted = days + kEpochShift;
  const std::int64_t era = floor_div(shifted, kDaysPerEra);
  const std::int64_t day_of_era = shifted - era * kDaysPerEra;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  civil.day = static_cast<unsigned>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  civil.month =
      static_cast<unsigned>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
  const auto rest = static_cast<unsigned>(second_of_day());
  civil.hour = rest / 3600;
  civil.minute = rest / 60 % 60;
  civil.second = rest % 60;
  civil.day_of_week = static_cast<unsigned>((days % 7 + 7 + 4) % 7);
  return civil;
}

void DateTime::parse(std::string_view text) noexcept {
  constexpr std::int64_t kFirstYear = 1601;
  constexpr std::int64_t kDefaultYear = 1970;
  *this = DateTime{};
  // Date and time of day are parted by a blank or, as in ISO 8601, by a T.
  std::size_t split = text.find_first_of(" T");
  if (split == std::string_view::npos) split = text.size();
  const bool slashes = text.find('/') != std::string_view::npos;
  const char separator = slashes ? '/' : '-';
  const std::size_t first = text.find(separator);
  if (first != std::string_view::npos) {
    std::size_t at = 0;
    const std::int64_t a = read_number(text, &at);
    at = first + 1;
    const std::int64_t b = read_number(text, &at);
    const std::size_t second = text.find(separator, first + 1);
    if (second == std::string_view::npos) {
      set_date(kDefaultYear, a, b);
    } else {
      at = second + 1;
      set_date(a < kFirstYear ? kDefaultYear : a, b, read_number(text, &at));
    }
  }
  const std::string_view clock = split < text.size() ? text.substr(split + 1) : text;
  const std::size_t colon = clock.find(':');
  precision = MAMA_DATE_TIME_PREC_SECONDS;
  if (colon == std::string_view::npos) return;
  std::size_t at = 0;
  std::int64_t of_day = read_number(clock, &at) * 3600;
  at = colon + 1;
  of_day += read_number(clock, &at) * 60;
  std::uint32_t fraction = 0;
  if (at < clock.size() && clock[at] == ':') {
    ++at;
    of_day += read_number(clock, &at);
    if (at < clock.size() && clock[at] == '.') {
      unsigned digits = 0;
      std::uint32_t weight = kNanosecondsPerSecond / 10;
      for (++at; at < clock.size() && clock[at] >= '0' && clock[at] <= '9' && digits < 9; ++at) {
        fraction += static_cast<std::uint32_t>(clock[at] - '0') * weight;
        weight /= 10;
        ++digits;
      }
      precision = static_cast<std::uint8_t>(digits);
    }
  }
  set_second_of_day(of_day, fraction);
}

std::string DateTime::date_text() const {
  const CivilTime at = civil();
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%04lld-%02u-%02u", static_cast<long long>(at.year),
                at.month, at.day);
  return buffer;
}

std::string DateTime::time_text() const {
  const auto rest = static_cast<unsigned>(second_of_day());
  char buffer[64];
  int size = std::snprintf(buffer, sizeof buffer, "%02u:%02u:%02u", rest / 3600, rest / 60 % 60,
                           rest % 60);
  // Days and minutes are precisions too, without a fraction.
  const unsigned digits = precision == MAMA_DATE_TIME_PREC_UNKNOWN       ? 3
                          : precision <= MAMA_DATE_TIME_PREC_NANOSECONDS ? precision
                                                                         : 0;
  if (digits != 0) {
    std::snprintf(buffer + size, sizeof buffer - static_cast<std::size_t>(size), ".%09u",
                  nanoseconds);
    buffer[static_cast<unsigned>(size) + 1 + digits] = '\0';
  }
  return buffer;
}

std::string DateTime::text() const {
  std::string text;
  if (has(MAMA_DATE_TIME_HAS_DATE)) text = date_text();
  if (has(MAMA_DATE_TIME_HAS_TIME)) {
    if (!text.empty()) text.push_back(' ');
    text += time_text();
  }
  return text;
}

}  // namespace quoll::mama
