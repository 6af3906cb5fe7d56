/// What a time zone file says.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "message/timezone_posix.h"

namespace quoll::mama {

/// The offsets of one zone for every instant: those that a file of the system's time zone database
/// (TZif, RFC 8536) lists, and the rule at its end for those after. Immutable, so any thread may
/// ask at any time.
class ZoneRules {
 public:
  /// Null for bytes that are no such file, wholly: nothing of a truncated or inconsistent file is
  /// used. Files that count leap seconds are refused, too: our seconds do not.
  static std::unique_ptr<const ZoneRules> parse(std::string image);
  /// UTC, for every instant.
  static std::unique_ptr<const ZoneRules> utc();

  ZoneMoment at(std::int64_t utc_seconds) const noexcept;
  /// The offset that turns a local time into UTC. Of a local time that comes twice, when clocks
  /// are put back, the first is meant; one that clocks leap over is read with the offset
  /// before.
  std::int32_t offset_of_local(std::int64_t local_seconds) const noexcept;

  /// The bytes that it was made from.
  const std::string& image() const noexcept { return image_; }

 private:
  friend class ZoneFileReader;

  struct Transition {
    std::int64_t utc_seconds;
    std::uint8_t type;  ///< index of types_
  };
  struct Type {
    std::int32_t offset_seconds;
    std::string abbreviation;
  };

  std::string image_;
  std::vector<Transition> transitions_;  // ascending
  std::vector<Type> types_;  // not empty; the first is for what precedes all transitions
  std::optional<PosixRule> afterwards_;
};

}  // namespace quoll::mama
