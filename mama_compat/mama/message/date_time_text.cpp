#include "message/date_time_text.h"

#include <array>

namespace quoll::mama {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

void write_fraction(std::uint32_t nanoseconds, unsigned digits, TextWriter* out) noexcept {
  if (digits == 0) return;
  for (unsigned i = digits; i < 9; ++i) nanoseconds /= 10;
  out->put_number(nanoseconds, digits);
}

void write_date_parts(const CivilDay& date, TextWriter* out) noexcept {
  out->put_number(static_cast<std::uint64_t>(date.year), 4);
  out->put('-');
  out->put_number(date.month, 2);
  out->put('-');
  out->put_number(date.day, 2);
}

void write_clock(const DateTime& time, TextWriter* out) noexcept {
  const auto rest = static_cast<unsigned>(time.second_of_day());
  out->put_number(rest / 3600, 2);
  out->put(':');
  out->put_number(rest / 60 % 60, 2);
  out->put(':');
  out->put_number(rest % 60, 2);
}

/// The codes that show something of the date. False for another one.
bool write_date_code(char code, const CivilDay* date, TextWriter* out) noexcept {
  const auto two_digits = [&](unsigned CivilDay::*part) {
    date != nullptr ? out->put_number(date->*part, 2) : out->put("  ");
  };
  const auto short_year = [&] {
    date != nullptr ? out->put_number(static_cast<std::uint64_t>(date->year % 100), 2)
                    : out->put("  ");
  };
  const std::string_view month = date != nullptr ? kMonths[date->month - 1] : "     ";
  switch (code) {
    case 'Y':
      date != nullptr ? out->put_number(static_cast<std::uint64_t>(date->year), 4)
                      : out->put("    ");
      return true;
    case 'y':
      short_year();
      return true;
    case 'm':
      two_digits(&CivilDay::month);
      return true;
    case 'd':
      two_digits(&CivilDay::day);
      return true;
    case 'F':
      date != nullptr ? write_date_parts(*date, out) : out->put("    -  -  ");
      return true;
    case 'D':
      two_digits(&CivilDay::month);
      out->put('/');
      two_digits(&CivilDay::day);
      out->put('/');
      short_year();
      return true;
    case 'B':
      out->put(month);
      return true;
    case 'b':
      out->put(month.substr(0, 3));
      return true;
    case 'h':
      for (const char c : month.substr(0, 3)) out->put(c >= 'a' ? static_cast<char>(c - 32) : c);
      return true;
    default:
      return false;
  }
}

/// The codes that show something of the time of day. False for another one.
bool write_time_code(char code, const DateTime& time, TextWriter* out) noexcept {
  const bool there = time.has(MAMA_DATE_TIME_HAS_TIME);
  const auto second_of_day = static_cast<unsigned>(time.second_of_day());
  const auto two_digits = [&](unsigned value) {
    there ? out->put_number(value, 2) : out->put("  ");
  };
  const auto digits = [&](unsigned count) {
    there ? write_fraction(time.nanoseconds, count, out) : out->put("   ");
  };
  const auto point_and_digits = [&](unsigned count, bool shown) {
    if (!there || !shown || count == 0) return;
    out->put('.');
    write_fraction(time.nanoseconds, count, out);
  };
  constexpr unsigned kMilliseconds = 3;
  constexpr std::uint32_t kNanosecondsPerMicrosecond = 1'000;
  switch (code) {
    case 'T':
      there ? write_clock(time, out) : out->put("  :  :  ");
      return true;
    case 'H':
      two_digits(second_of_day / 3600);
      return true;
    case 'M':
      two_digits(second_of_day / 60 % 60);
      return true;
    case 'S':
      two_digits(second_of_day % 60);
      return true;
    case ':':
      digits(kMilliseconds);
      return true;
    case ';':
      point_and_digits(kMilliseconds, time.nanoseconds >= kNanosecondsPerMicrosecond);
      return true;
    case '.':
      digits(fraction_digits(time.precision));
      return true;
    case ',':
      point_and_digits(fraction_digits(time.precision), time.nanoseconds != 0);
      return true;
    default:
      return false;
  }
}

}  // namespace

void TextWriter::put_number(std::uint64_t number, unsigned width) noexcept {
  char digits[20];
  char* const end = digits + sizeof digits;
  char* at = end;
  do {
    *--at = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  while (end - at < static_cast<std::ptrdiff_t>(width)) *--at = '0';
  put({at, static_cast<std::size_t>(end - at)});
}

unsigned fraction_digits(unsigned precision) noexcept {
  constexpr unsigned kDigitsWhenUnknown = 3;
  if (precision == MAMA_DATE_TIME_PREC_UNKNOWN) return kDigitsWhenUnknown;
  // Days and minutes are precisions, too, without a fraction.
  return precision <= MAMA_DATE_TIME_PREC_NANOSECONDS ? precision : 0;
}

void write_date(const DateTime& time, TextWriter* out) noexcept {
  write_date_parts(civil_from_days(time.day()), out);
}

void write_time(const DateTime& time, TextWriter* out) noexcept {
  write_clock(time, out);
  const unsigned digits = fraction_digits(time.precision);
  if (digits != 0) out->put('.');
  write_fraction(time.nanoseconds, digits, out);
}

void write_text(const DateTime& time, TextWriter* out) noexcept {
  const bool date = time.has(MAMA_DATE_TIME_HAS_DATE);
  const bool time_of_day = time.has(MAMA_DATE_TIME_HAS_TIME);
  if (date) write_date(time, out);
  if (date && time_of_day) out->put(' ');
  if (time_of_day) write_time(time, out);
}

void write_formatted(const DateTime& time, std::string_view format, TextWriter* out) noexcept {
  const CivilDay date = civil_from_days(time.day());
  const CivilDay* const shown_date = time.has(MAMA_DATE_TIME_HAS_DATE) ? &date : nullptr;
  for (std::size_t at = 0; at < format.size(); ++at) {
    const bool code = format[at] == '%' && at + 1 < format.size() &&
                      (write_date_code(format[at + 1], shown_date, out) ||
                       write_time_code(format[at + 1], time, out));
    // A percent sign without a code stands for itself.
    code ? static_cast<void>(++at) : out->put(format[at]);
  }
}

}  // namespace quoll::mama
