/// The time zones of the system.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "message/timezone_rules.h"
#include "quoll/mutex.h"

namespace quoll::mama {

/// One zone of the system's database, or the local one. Made by ZoneDatabase and never destroyed,
/// so that whoever has it needs no lock and no count. Any thread may call any function.
class Zone {
 public:
  /// `name` is empty for the local zone. Without a path it is UTC.
  Zone(std::string name, std::string path);
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;

  const std::string& name() const noexcept { return name_; }
  /// Null when the file could never be read.
  const ZoneRules* rules() const noexcept { return rules_.load(std::memory_order_acquire); }
  /// Reads the file again; false, with a line in the log, when it is no time zone. What was known
  /// before then stays.
  bool reload() QUOLL_EXCLUDES(mutex_);

 private:
  void replace(std::unique_ptr<const ZoneRules> rules) QUOLL_EXCLUDES(mutex_);

  const std::string name_;
  const std::string path_;
  std::atomic<const ZoneRules*> rules_{nullptr};
  Mutex mutex_;
  // All that there ever were: a reader may still be using old ones. The database changes some times
  // a year.
  std::vector<std::unique_ptr<const ZoneRules>> history_ QUOLL_GUARDED_BY(mutex_);
};

/// The system's time zones by name, from $TZDIR or /usr/share/zoneinfo; the local zone is
/// /etc/localtime. The TZ variable of the process has no say. One for the process, never destroyed.
/// Any thread may call any function; files are read with no lock held.
class ZoneDatabase {
 public:
  static ZoneDatabase& process();

  /// The zone of that name, "" for the local one; null, with a line in the log, when there is none.
  Zone* find(std::string_view name) { return find(name, false); }
  /// The same for a name that programs count on: a zone without rules when there is none.
  Zone* expect(std::string_view name) { return find(name, true); }
  /// UTC, which needs no file.
  Zone* utc() noexcept { return &utc_; }
  void reload_all() QUOLL_EXCLUDES(mutex_);

  /// The text for the life of the process. There are as many as zones have abbreviations.
  const char* keep(std::string_view text) QUOLL_EXCLUDES(mutex_);

 private:
  ZoneDatabase() = default;
  Zone* find(std::string_view name, bool even_without_rules) QUOLL_EXCLUDES(mutex_);

  Zone utc_{"UTC", ""};
  Mutex mutex_;
  std::map<std::string, std::unique_ptr<Zone>, std::less<>> zones_ QUOLL_GUARDED_BY(mutex_);
  std::set<std::string, std::less<>> texts_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
