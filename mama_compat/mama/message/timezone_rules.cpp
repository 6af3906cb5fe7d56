#include "message/timezone_rules.h"

#include <algorithm>

#include "message/date_time_calendar.h"

namespace quoll::mama {

/// Reads the bytes of a file from the left; a reader that met its end, or an error, stays failed.
class ZoneFileReader {
 public:
  explicit ZoneFileReader(std::string_view bytes) : rest_(bytes) {}

  bool read(ZoneRules* rules) {
    const Header first = header();
    if (failed_) return false;
    // Since version 2 the same follows once more with times of 64 bits, and the rule.
    if (first.version == '\0') return read_data(first, 4, rules);
    take(first.data_size(4));
    const Header second = header();
    return !failed_ && read_data(second, 8, rules) && read_rule(rules);
  }

 private:
  struct Header {
    char version = '\0';
    std::uint64_t utc_flags = 0, standard_flags = 0, leap_seconds = 0;
    std::uint64_t times = 0, types = 0, characters = 0;

    std::uint64_t data_size(unsigned time_size) const noexcept {
      return times * (time_size + 1) + types * 6 + characters + leap_seconds * (time_size + 4) +
             standard_flags + utc_flags;
    }
  };

  Header header() {
    constexpr std::string_view kMagic = "TZif";
    constexpr std::size_t kReserved = 15;
    Header header;
    if (take(kMagic.size()) != kMagic) failed_ = true;
    header.version = static_cast<char>(integer(1));
    take(kReserved);
    for (auto* count : {&header.utc_flags, &header.standard_flags, &header.leap_seconds,
                        &header.times, &header.types, &header.characters}) {
      *count = static_cast<std::uint32_t>(integer(4));
    }
    return header;
  }

  bool read_data(const Header& header, unsigned time_size, ZoneRules* rules) {
    // With this checked, no count below asks for more memory than the file has bytes.
    if (header.data_size(time_size) > rest_.size()) return false;
    if (header.leap_seconds != 0 || header.types == 0) return false;
    rules->transitions_.resize(header.times);
    for (auto& each : rules->transitions_) each.utc_seconds = integer(time_size);
    for (auto& each : rules->transitions_) {
      each.type = static_cast<std::uint8_t>(integer(1));
      if (each.type >= header.types) return false;
    }
    const auto disorder = std::adjacent_find(
        rules->transitions_.begin(), rules->transitions_.end(),
        [](const auto& a, const auto& b) { return a.utc_seconds >= b.utc_seconds; });
    return disorder == rules->transitions_.end() && read_types(header, rules);
  }

  bool read_types(const Header& header, ZoneRules* rules) {
    std::string_view types = take(header.types * 6);
    const std::string_view names = take(header.characters);
    take(header.standard_flags + header.utc_flags);
    ZoneFileReader reader(types);
    for (std::uint64_t i = 0; i < header.types; ++i) {
      const std::int64_t offset = reader.integer(4);
      reader.integer(1);  // summer or not, which nobody asks
      const auto name = static_cast<std::size_t>(reader.integer(1));
      const std::size_t end = names.find('\0', name);
      if (offset <= -kSecondsPerDay || offset >= kSecondsPerDay) return false;
      if (end == std::string_view::npos) return false;
      rules->types_.push_back(
          {static_cast<std::int32_t>(offset), std::string(names.substr(name, end - name))});
    }
    return !failed_;
  }

  bool read_rule(ZoneRules* rules) {
    if (take(1) != "\n") return false;
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return false;
    if (end == 0) return true;  // the last transition's type holds for ever
    rules->afterwards_ = PosixRule::parse(take(end));
    return rules->afterwards_.has_value();
  }

  std::string_view take(std::uint64_t size) {
    if (size > rest_.size()) {
      failed_ = true;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  /// A big-endian integer; one byte has no sign.
  std::int64_t integer(unsigned size) {
    std::uint64_t value = 0;
    for (const char c : take(size)) value = value << 8 | static_cast<unsigned char>(c);
    if (size == 4) return static_cast<std::int32_t>(value);
    return static_cast<std::int64_t>(value);
  }

  std::string_view rest_;
  bool failed_ = false;
};

std::unique_ptr<const ZoneRules> ZoneRules::parse(std::string image) {
  auto rules = std::make_unique<ZoneRules>();
  if (!ZoneFileReader(image).read(rules.get())) return nullptr;
  rules->image_ = std::move(image);
  return rules;
}

std::unique_ptr<const ZoneRules> ZoneRules::utc() {
  auto rules = std::make_unique<ZoneRules>();
  rules->types_.push_back({0, "UTC"});
  return rules;
}

ZoneMoment ZoneRules::at(std::int64_t utc_seconds) const noexcept {
  const auto next = std::upper_bound(
      transitions_.begin(), transitions_.end(), utc_seconds,
      [](std::int64_t seconds, const Transition& each) { return seconds < each.utc_seconds; });
  if (next == transitions_.end() && afterwards_) return afterwards_->at(utc_seconds);
  const Type& type = types_[next == transitions_.begin() ? 0 : std::prev(next)->type];
  return {type.offset_seconds, type.abbreviation};
}

std::int32_t ZoneRules::offset_of_local(std::int64_t local_seconds) const noexcept {
  // Offsets are smaller than a day, so what held a day earlier and later are all candidates.
  constexpr std::int64_t kFarthest = INT64_MAX - 2 * kSecondsPerDay;
  const std::int64_t local = std::clamp(local_seconds, -kFarthest, kFarthest);
  const std::int32_t before = at(local - kSecondsPerDay).offset_seconds;
  const std::int32_t after = at(local + kSecondsPerDay).offset_seconds;
  const bool in_gap_or_past = before != after && at(local - before).offset_seconds != before;
  if (in_gap_or_past && at(local - after).offset_seconds == after) return after;
  return before;
}

}  // namespace quoll::mama
