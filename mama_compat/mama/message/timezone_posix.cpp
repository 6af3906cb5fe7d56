#include "message/timezone_posix.h"

#include <algorithm>

#include "message/date_time_calendar.h"

namespace quoll::mama {

/// Reads a rule from the left; a reader that met an error stays failed.
class PosixRuleReader {
 public:
  explicit PosixRuleReader(std::string_view text) : rest_(text) {}

  std::optional<PosixRule> read() {
    PosixRule rule;
    rule.standard_.abbreviation = name();
    rule.standard_.offset_seconds = -time(24);
    if (!failed_ && !rest_.empty()) read_summer(&rule);
    if (failed_ || !rest_.empty()) return std::nullopt;
    return rule;
  }

 private:
  void read_summer(PosixRule* rule) {
    PosixRule::Half summer;
    summer.abbreviation = name();
    const bool has_offset = !rest_.empty() && rest_.front() != ',';
    summer.offset_seconds = has_offset ? -time(24) : rule->standard_.offset_seconds + 3600;
    rule->summer_ = std::move(summer);
    expect(',');
    rule->summer_begins_ = change();
    expect(',');
    rule->summer_ends_ = change();
  }

  PosixRule::Change change() {
    using Kind = PosixRule::Change::Kind;
    PosixRule::Change change;
    if (accept('M')) {
      change.kind = Kind::kWeekday;
      change.month = number(1, 12);
      expect('.');
      change.week = number(1, 5);
      expect('.');
      change.day = number(0, 6);
    } else if (accept('J')) {
      change.kind = Kind::kJulian;
      change.day = number(1, 365);
    } else {
      change.kind = Kind::kDayOfYear;
      change.day = number(0, 365);
    }
    if (accept('/')) change.second_of_day = time(167);
    return change;
  }

  std::string name() {
    constexpr std::size_t kShortest = 3;
    const bool quoted = accept('<');
    const auto end = std::find_if(rest_.begin(), rest_.end(), [quoted](char c) {
      const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      return !(letter || (quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-')));
    });
    const std::string name(rest_.begin(), end);
    rest_.remove_prefix(name.size());
    if (quoted) expect('>');
    if (name.size() < kShortest) failed_ = true;
    return name;
  }

  /// [+-]hours[:minutes[:seconds]] in seconds.
  std::int32_t time(unsigned most_hours) {
    const bool negative = accept('-');
    if (!negative) accept('+');
    unsigned seconds = number(0, most_hours) * 3600;
    if (accept(':')) seconds += number(0, 59) * 60;
    if (accept(':')) seconds += number(0, 59);
    return negative ? -static_cast<std::int32_t>(seconds) : static_cast<std::int32_t>(seconds);
  }

  unsigned number(unsigned least, unsigned most) {
    unsigned number = 0;
    std::size_t digits = 0;
    for (; digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits) {
      number = std::min(number * 10 + static_cast<unsigned>(rest_[digits] - '0'), 1000u);
    }
    rest_.remove_prefix(digits);
    if (digits == 0 || number < least || number > most) failed_ = true;
    return number;
  }

  bool accept(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!accept(c)) failed_ = true;
  }

  std::string_view rest_;
  bool failed_ = false;
};

std::optional<PosixRule> PosixRule::parse(std::string_view text) {
  return PosixRuleReader(text).read();
}

std::int64_t PosixRule::Change::in_year(std::int64_t year) const noexcept {
  constexpr unsigned kLastDayBeforeLeapDay = 59;
  std::int64_t days = 0;
  if (kind == Kind::kWeekday) {
    // The first such day of the month, then whole weeks; week 5 is the last that there is.
    const std::int64_t first = days_from_civil({year, month, 1});
    days = first + (day + 7 - day_of_week(first)) % 7 + (week - 1) * 7;
    const std::int64_t next_month =
        month == 12 ? days_from_civil({year + 1, 1, 1}) : days_from_civil({year, month + 1, 1});
    if (days >= next_month) days -= 7;
  } else {
    days = days_from_civil({year, 1, 1}) + day;
    // The Julian count begins with 1 and leaves February 29 out.
    const bool counts_leap_day = is_leap_year(year) && day > kLastDayBeforeLeapDay;
    if (kind == Kind::kJulian && !counts_leap_day) --days;
  }
  return days * kSecondsPerDay + second_of_day;
}

ZoneMoment PosixRule::at(std::int64_t utc_seconds) const noexcept {
  // The calendar repeats after 400 years; within these nothing can overflow.
  constexpr std::int64_t kSecondsPerEra = 146'097 * kSecondsPerDay;
  const ZoneMoment standard{standard_.offset_seconds, standard_.abbreviation};
  if (!summer_) return standard;
  const std::int64_t now = floor_mod(utc_seconds, kSecondsPerEra);
  const std::int64_t local_day = floor_div(now + standard_.offset_seconds, kSecondsPerDay);
  const std::int64_t year = civil_from_days(local_day).year;
  const std::int64_t begin = summer_begins_.in_year(year) - standard_.offset_seconds;
  const std::int64_t end = summer_ends_.in_year(year) - summer_->offset_seconds;
  // South of the equator summer is what lies outside.
  const bool summer = begin < end ? begin <= now && now < end : !(end <= now && now < begin);
  if (!summer) return standard;
  return {summer_->offset_seconds, summer_->abbreviation};
}

}  // namespace quoll::mama
