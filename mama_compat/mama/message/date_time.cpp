#include "message/date_time.h"

#include <algorithm>
#include <limits>

namespace quoll::mama {

namespace {

/// Adds and keeps to the range of the type: a hostile or nonsensical value must not overflow.
std::int64_t saturating_add(std::int64_t a, std::int64_t b) noexcept {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return a < 0 ? std::numeric_limits<std::int64_t>::min()
               : std::numeric_limits<std::int64_t>::max();
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// The leading decimal number at `*at`, as strtoul reads it; moves behind it. Huge ones are cut,
/// and a minus sign is no part of it.
std::int64_t read_number(std::string_view text, std::size_t* at) noexcept {
  constexpr std::int64_t kMax = 1'000'000'000;
  constexpr std::string_view kBlanks = " \t\n\v\f\r";
  *at = std::min(text.find_first_not_of(kBlanks, *at), text.size());
  if (*at < text.size() && text[*at] == '+') ++*at;
  std::int64_t number = 0;
  for (; *at < text.size() && is_digit(text[*at]); ++*at) {
    number = std::min(number * 10 + (text[*at] - '0'), kMax);
  }
  return number;
}

/// Where date and time of day are parted: by a blank or, as in ISO 8601, by a T between digits. The
/// end where they are not.
std::size_t find_split(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ' ') return at;
    const bool between = at > 0 && at + 1 < text.size();
    if (between && text[at] == 'T' && is_digit(text[at - 1]) && is_digit(text[at + 1])) return at;
  }
  return text.size();
}

}  // namespace

std::int64_t DateTime::day() const noexcept { return floor_div(seconds, kSecondsPerDay); }

void DateTime::set_epoch(std::int64_t new_seconds, std::uint32_t new_nanoseconds,
                         unsigned new_precision) noexcept {
  seconds = new_seconds;
  nanoseconds = new_nanoseconds;
  set_precision(new_precision);
  hints = MAMA_DATE_TIME_HAS_TIME;
  if (seconds > kSecondsPerDay) add_hints(MAMA_DATE_TIME_HAS_DATE);
}

void DateTime::set_date(std::int64_t year, std::int64_t month, std::int64_t new_day) noexcept {
  month = std::max<std::int64_t>(month, 1) - 1;
  year += month / 12;
  const std::int64_t days = days_from_civil({year, static_cast<unsigned>(month % 12) + 1, 1}) +
                            std::max<std::int64_t>(new_day, 1) - 1;
  seconds = days * kSecondsPerDay + second_of_day();
  add_hints(MAMA_DATE_TIME_HAS_DATE);
}

void DateTime::set_day_of(const DateTime& other) noexcept {
  const std::int64_t kept = second_of_day();
  seconds = saturating_add(saturating_add(other.seconds, -other.second_of_day()), kept);
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
  const auto rest = static_cast<unsigned>(second_of_day());
  CivilTime civil{civil_from_days(day())};
  civil.hour = rest / 3600;
  civil.minute = rest / 60 % 60;
  civil.second = rest % 60;
  civil.day_of_week = day_of_week(day());
  return civil;
}

void DateTime::parse(std::string_view text) noexcept {
  constexpr std::int64_t kFirstYear = 1601;
  constexpr std::int64_t kDefaultYear = 1970;
  *this = DateTime{};
  const std::size_t split = find_split(text);
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
      for (++at; at < clock.size() && is_digit(clock[at]) && digits < 9; ++at) {
        fraction += static_cast<std::uint32_t>(clock[at] - '0') * weight;
        weight /= 10;
        ++digits;
      }
      precision = static_cast<std::uint8_t>(digits);
    }
  }
  set_second_of_day(of_day, fraction);
}

}  // namespace quoll::mama
