#include "runtime/log_text.h"

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "common/text.h"
#include "quoll/clock.h"

namespace quoll::mama {
namespace {

std::atomic<bool> milliseconds_shown{false};

constexpr const char* kLevelNames[] = {"Off",    "Severe", "Error", "Warn",
                                       "Normal", "Fine",   "Finer", "Finest"};

struct LevelName {
  const char* name;
  MamaLogLevel level;
};
// Names that are understood besides those above.
constexpr LevelName kOtherLevelNames[] = {{"Warning", MAMA_LOG_LEVEL_WARN},
                                          {"Verbose", MAMA_LOG_LEVEL_FINER},
                                          {"Debug", MAMA_LOG_LEVEL_FINEST}};

struct PolicyName {
  const char* name;
  mamaLogFilePolicy policy;
};
constexpr PolicyName kPolicyNames[] = {{"UNBOUNDED", LOGFILE_UNBOUNDED},
                                       {"ROLL", LOGFILE_ROLL},
                                       {"OVERWRITE", LOGFILE_OVERWRITE},
                                       {"USER", LOGFILE_USER}};

bool is_level(int level) { return level >= MAMA_LOG_LEVEL_OFF && level <= MAMA_LOG_LEVEL_FINEST; }

std::string time_stamp() {
  const auto now = Clock::process().wall_now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm local{};
  localtime_r(&seconds, &local);
  char text[64];
  std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local);
  std::string stamp(text, length);
  if (milliseconds_shown.load(std::memory_order_relaxed)) {
    using std::chrono::milliseconds;
    const auto since_epoch = std::chrono::duration_cast<milliseconds>(now.time_since_epoch());
    std::snprintf(text, sizeof text, ":%03d", static_cast<int>(since_epoch.count() % 1000));
    stamp += text;
  }
  return stamp;
}

}  // namespace

std::string format_text(const char* format, va_list arguments) {
  if (format == nullptr) return {};
  char small[512];
  va_list again;
  va_copy(again, arguments);
  const int length = std::vsnprintf(small, sizeof small, format, arguments);
  std::string text;
  if (length >= 0 && static_cast<std::size_t>(length) < sizeof small) {
    text.assign(small, static_cast<std::size_t>(length));
  } else if (length > 0) {
    text.resize(static_cast<std::size_t>(length));
    std::vsnprintf(text.data(), text.size() + 1, format, again);
  }
  va_end(again);
  return text;
}

std::string log_line(const std::string& text, LineThread thread) {
  std::string line = time_stamp() + ": ";
  if (thread == LineThread::kShown) {
    char id[16];
    // The low 32 bits are what the format has room for.
    const auto low = static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(pthread_self()));
    std::snprintf(id, sizeof id, "(%x) : ", low);
    line += id;
  }
  line += text;
  line += '\n';
  return line;
}

void show_milliseconds(bool shown) noexcept {
  milliseconds_shown.store(shown, std::memory_order_relaxed);
}

}  // namespace quoll::mama

using quoll::compat::equal_ignoring_case;

const char* mama_logLevelToString(MamaLogLevel level) {
  return quoll::mama::is_level(level) ? quoll::mama::kLevelNames[level] : "???";
}

int mama_tryStringToLogLevel(const char* s, MamaLogLevel* level) {
  if (s == nullptr || level == nullptr) return 0;
  for (int i = MAMA_LOG_LEVEL_OFF; i <= MAMA_LOG_LEVEL_FINEST; ++i) {
    if (equal_ignoring_case(s, quoll::mama::kLevelNames[i])) {
      *level = static_cast<MamaLogLevel>(i);
      return 1;
    }
  }
  for (const auto& other : quoll::mama::kOtherLevelNames) {
    if (equal_ignoring_case(s, other.name)) {
      *level = other.level;
      return 1;
    }
  }
  return 0;
}

const char* mama_logPolicyToString(mamaLogFilePolicy level) {
  for (const auto& entry : quoll::mama::kPolicyNames) {
    if (entry.policy == level) return entry.name;
  }
  return "???";
}

int mama_tryStringToLogPolicy(const char* s, mamaLogFilePolicy* policy) {
  if (s == nullptr || policy == nullptr) return 0;
  for (const auto& entry : quoll::mama::kPolicyNames) {
    if (equal_ignoring_case(s, entry.name)) {
      *policy = entry.policy;
      return 1;
    }
  }
  return 0;
}

int mama_logIncrementVerbosity(MamaLogLevel* level) {
  if (level == nullptr || *level == MAMA_LOG_LEVEL_FINEST) return 0;
  *level =
      quoll::mama::is_level(*level) ? static_cast<MamaLogLevel>(*level + 1) : MAMA_LOG_LEVEL_OFF;
  return 1;
}

int mama_logDecrementVerbosity(MamaLogLevel* level) {
  if (level == nullptr || *level == MAMA_LOG_LEVEL_OFF) return 0;
  *level =
      quoll::mama::is_level(*level) ? static_cast<MamaLogLevel>(*level - 1) : MAMA_LOG_LEVEL_FINEST;
  return 1;
}
