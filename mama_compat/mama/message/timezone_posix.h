/// The rule for all years to come that ends a time zone file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quoll::mama {

/// What a zone is at some instant.
struct ZoneMoment {
  std::int32_t offset_seconds = 0;  ///< east of UTC
  std::string_view abbreviation;    ///< belongs to the rules that it came from
};

/// A rule in the notation of POSIX ("EST5EDT,M3.2.0,M11.1.0") with the extensions of RFC 8536:
/// names in angle brackets and hours from -167 to 167. A value; immutable after parse().
class PosixRule {
 public:
  /// Nothing for a text that is no such rule.
  static std::optional<PosixRule> parse(std::string_view text);

  ZoneMoment at(std::int64_t utc_seconds) const noexcept;

 private:
  friend class PosixRuleReader;

  struct Half {
    std::string abbreviation;
    std::int32_t offset_seconds = 0;
  };
  /// A day of the year and a time of that day, at which the zone changes.
  struct Change {
    enum class Kind { kJulian, kDayOfYear, kWeekday };
    Kind kind = Kind::kWeekday;
    unsigned day = 0;  ///< of the year for the first two; of the week otherwise
    unsigned month = 0, week = 0;
    std::int32_t second_of_day = 7200;

    /// Seconds since 1970 of that local time in a year.
    std::int64_t in_year(std::int64_t year) const noexcept;
  };

  Half standard_;
  std::optional<Half> summer_;
  Change summer_begins_, summer_ends_;
};

}  // namespace quoll::mama
