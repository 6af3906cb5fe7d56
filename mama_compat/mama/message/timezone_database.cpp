#include "message/timezone_database.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "quoll/log.h"

namespace quoll::mama {

namespace {

constexpr const char* kLocalPath = "/etc/localtime";
constexpr const char* kDefaultDirectory = "/usr/share/zoneinfo";
constexpr std::size_t kLongestName = 62;
// Real ones have some thousand bytes.
constexpr off_t kLargestFile = 1 << 20;

struct FileContent {
  std::string bytes;
  const char* problem = nullptr;  ///< null when the bytes are those of the file
  bool missing = false;
};

FileContent read_file(const std::string& path) {
  FileContent content;
  // Not to hang on a pipe of that name.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    content.missing = errno == ENOENT;
    content.problem = strerrordesc_np(errno);
    return content;
  }
  struct stat status {};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    content.problem = "not a regular file";
  } else if (status.st_size > kLargestFile) {
    content.problem = "too large for a time zone";
  } else {
    content.bytes.resize(static_cast<std::size_t>(status.st_size));
    const ssize_t got = ::read(file, content.bytes.data(), content.bytes.size());
    if (got < 0) content.problem = strerrordesc_np(errno);
    content.bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  }
  ::close(file);
  return content;
}

/// Could the name be one of the database? It must not lead out of the directory.
bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return false;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    const std::string_view part = name.substr(begin, end - begin);
    if (part.empty() || part.front() == '.') return false;
    begin = end + 1;
  }
  return true;
}

std::string path_of(std::string_view name) {
  if (name.empty()) return kLocalPath;
  const char* directory = std::getenv("TZDIR");
  if (directory == nullptr || *directory == '\0') directory = kDefaultDirectory;
  const std::string prefix = std::string(directory) + '/';
  std::string path = prefix + std::string(name);
  // Newer systems leave the old names to a package of their own.
  if (name == "US/Eastern" && ::access(path.c_str(), R_OK) != 0) path = prefix + "America/New_York";
  return path;
}

}  // namespace

Zone::Zone(std::string name, std::string path) : name_(std::move(name)), path_(std::move(path)) {
  if (path_.empty()) replace(ZoneRules::utc());
}

bool Zone::reload() {
  if (path_.empty()) return true;
  FileContent file = read_file(path_);
  const ZoneRules* known = rules();
  if (file.problem == nullptr) {
    if (known != nullptr && known->image() == file.bytes) return true;
    if (auto read = ZoneRules::parse(std::move(file.bytes))) {
      replace(std::move(read));
      return true;
    }
    file.problem = "damaged, or not a time zone file";
  } else if (file.missing && name_.empty() && known == nullptr) {
    replace(ZoneRules::utc());  // a system without a local zone runs on UTC
  }
  if (file.missing && name_.empty()) return true;
  log(LogLevel::kError, "time zone '%s': cannot use %s: %s",
      name_.empty() ? "local" : name_.c_str(), path_.c_str(), file.problem);
  return false;
}

void Zone::replace(std::unique_ptr<const ZoneRules> rules) {
  MutexLock lock(mutex_);
  history_.push_back(std::move(rules));
  rules_.store(history_.back().get(), std::memory_order_release);
}

ZoneDatabase& ZoneDatabase::process() {
  static auto& database = *new ZoneDatabase;
  return database;
}

Zone* ZoneDatabase::find(std::string_view name, bool even_without_rules) {
  if (name == utc_.name()) return &utc_;
  {
    MutexLock lock(mutex_);
    if (const auto known = zones_.find(name); known != zones_.end()) return known->second.get();
  }
  if (!name.empty() && !is_name(name)) {
    log(LogLevel::kError, "time zone '%.*s': not a name of the time zone database",
        static_cast<int>(std::min<std::size_t>(name.size(), 256)), name.data());
    return nullptr;
  }
  auto zone = std::make_unique<Zone>(std::string(name), path_of(name));
  if (!zone->reload() && !even_without_rules) return nullptr;
  MutexLock lock(mutex_);
  // Another thread may have been faster; then its zone is the one.
  return zones_.try_emplace(std::string(name), std::move(zone)).first->second.get();
}

void ZoneDatabase::reload_all() {
  std::vector<Zone*> zones;
  {
    MutexLock lock(mutex_);
    for (const auto& [name, zone] : zones_) zones.push_back(zone.get());
  }
  for (Zone* zone : zones) zone->reload();
}

const char* ZoneDatabase::keep(std::string_view text) {
  MutexLock lock(mutex_);
  return texts_.emplace(text).first->c_str();
}

}  // namespace quoll::mama
