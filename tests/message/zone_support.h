/// What the tests of time zones share: zones, directories of zone files, files made by hand.
#pragma once

#include <mama/timezone.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "message_support.h"

namespace message_test {

inline constexpr mamaDateTimeHints kDateAndTime = MAMA_DATE_TIME_HAS_DATE | MAMA_DATE_TIME_HAS_TIME;

class Zone {
 public:
  explicit Zone(const char* name) {
    EXPECT_EQ(mamaTimeZone_createFromTz(&zone_, name), MAMA_STATUS_OK) << name;
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;
  ~Zone() { EXPECT_EQ(mamaTimeZone_destroy(zone_), MAMA_STATUS_OK); }
  operator mamaTimeZone() const { return zone_; }

  std::int32_t offset() const {
    mama_i32_t offset = 0;
    EXPECT_EQ(mamaTimeZone_getOffset(zone_, &offset), MAMA_STATUS_OK);
    return offset;
  }
  std::string name() const {
    const char* name = nullptr;
    EXPECT_EQ(mamaTimeZone_getTz(zone_, &name), MAMA_STATUS_OK);
    return name == nullptr ? "" : name;
  }

 private:
  mamaTimeZone zone_ = nullptr;
};

/// A directory of zone files that $TZDIR names. Zones are kept for the life of the process by name,
/// so each test uses names of its own.
class ZoneDirectory {
 public:
  ZoneDirectory() {
    std::string path = testing::TempDir() + "zones_XXXXXX";
    directory_ = mkdtemp(path.data());
    setenv("TZDIR", directory_.c_str(), 1);
  }
  ZoneDirectory(const ZoneDirectory&) = delete;
  ZoneDirectory& operator=(const ZoneDirectory&) = delete;
  ~ZoneDirectory() {
    unsetenv("TZDIR");
    std::filesystem::remove_all(directory_);
  }
  /// At once: whoever reads sees the file before or after.
  void write(const std::string& name, const std::string& bytes) const {
    const std::string path = directory_ + "/" + name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path + ".new", std::ios::binary) << bytes;
    std::filesystem::rename(path + ".new", path);
  }
  void remove(const std::string& name) const { std::filesystem::remove(directory_ + "/" + name); }

 private:
  std::string directory_;
};

inline std::string file_of(const char* name) {
  std::ifstream file(std::string("/usr/share/zoneinfo/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A time zone file, part by part.
struct ZoneFile {
  struct Type {
    std::int32_t offset;
    std::uint8_t abbreviation;  ///< where it begins in the characters
  };
  char version = '2';
  std::vector<std::pair<std::int64_t, std::uint8_t>> transitions{{0, 1}};
  std::vector<Type> types{{3600, 0}, {7200, 4}};
  std::string abbreviations{"ONE\0TWO\0", 8};
  unsigned leap_seconds = 0;
  std::string rule = "\n\n";

  std::string bytes() const {
    if (version == '\0') return block(4);
    return block(4) + block(8) + rule;
  }

 private:
  static std::string big_endian(std::int64_t value, unsigned size) {
    std::string bytes;
    while (size-- > 0) bytes += static_cast<char>(value >> (8 * size));
    return bytes;
  }
  std::string block(unsigned time_size) const {
    std::string bytes = "TZif";
    bytes += version;
    bytes.append(15, '\0');
    const std::size_t counts[] = {
        0, 0, leap_seconds, transitions.size(), types.size(), abbreviations.size()};
    for (const std::size_t count : counts) bytes += big_endian(static_cast<int>(count), 4);
    for (const auto& [time, type] : transitions) bytes += big_endian(time, time_size);
    for (const auto& [time, type] : transitions) bytes += static_cast<char>(type);
    for (const Type& type : types) {
      bytes += big_endian(type.offset, 4) + '\0' + static_cast<char>(type.abbreviation);
    }
    bytes += abbreviations;
    for (unsigned i = 0; i < leap_seconds; ++i) {
      bytes += big_endian(78'796'800 + i, time_size) + big_endian(i + 1, 4);
    }
    return bytes;
  }
};

}  // namespace message_test
