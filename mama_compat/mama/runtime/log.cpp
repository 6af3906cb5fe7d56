// The C functions of mama/log.h that write and configure. Levels and texts: log_text.cpp.
#include <mama/log.h>

#include <cerrno>
#include <cstring>
#include <new>

#include "quoll/mutex.h"
#include "runtime/log_sink.h"
#include "runtime/log_text.h"
#include "support/shim.h"

MamaLogLevel gMamaLogLevel = MAMA_LOG_LEVEL_NORMAL;
FILE* gMamaLogFile = nullptr;

namespace quoll::mama {
namespace {

// The program's callbacks. Copied out under the lock and called without it.
struct LogCallbacks {
  mamaLogCb log = mama_logDefault;
  mamaLogCb2 log_text = nullptr;  // set: `log` is not used
  mamaLogCb force = mama_forceLogDefault;
  mamaLogCb3 force_prefix = mama_forceLogPrefixDefault;
};

class CallbackTable {
 public:
  static CallbackTable& instance() {
    static constinit CallbackTable table;
    return table;
  }
  LogCallbacks get() {
    MutexLock lock(mutex_);
    return callbacks_;
  }
  template <class Change>
  void change(Change change) {
    MutexLock lock(mutex_);
    change(callbacks_);
  }

 private:
  Mutex mutex_;
  LogCallbacks callbacks_ QUOLL_GUARDED_BY(mutex_);
};

constexpr std::size_t kMaxCallbackText = 4094;

// Programs write the exported variable directly, from any thread.
MamaLogLevel current_level() { return __atomic_load_n(&gMamaLogLevel, __ATOMIC_RELAXED); }
void set_level(MamaLogLevel level) { __atomic_store_n(&gMamaLogLevel, level, __ATOMIC_RELAXED); }

bool passes(MamaLogLevel level) {
  const MamaLogLevel current = current_level();
  return current != MAMA_LOG_LEVEL_OFF && current >= level;
}

LineThread thread_for_current_level() {
  return current_level() == MAMA_LOG_LEVEL_FINEST ? LineThread::kShown : LineThread::kHidden;
}

void write_line(const std::string& text, LineThread thread) {
  LogSink::instance().write(log_line(text, thread));
}

/// A line for which there is no memory is lost: who logs it is often about to answer NOMEM.
template <class Body>
void unless_memory_is_out(Body body) {
  try {
    body();
  } catch (const std::bad_alloc&) {
  }
}

mama_status rotate_status(LogSink::RotateResult result) {
  switch (result) {
    case LogSink::RotateResult::kRotated:
      return MAMA_STATUS_OK;
    case LogSink::RotateResult::kNoFile:
      return MAMA_STATUS_INVALID_ARG;
    case LogSink::RotateResult::kFailed:
      break;
  }
  return MAMA_STATUS_IO_ERROR;
}

template <class Change>
mama_status change_limits(Change change) {
  LogSink::instance().change_limits(change);
  return MAMA_STATUS_OK;
}

}  // namespace
}  // namespace quoll::mama

using quoll::mama::CallbackTable;
using quoll::mama::LineThread;
using quoll::mama::LogCallbacks;
using quoll::mama::LogFileLimits;
using quoll::mama::LogSink;
using quoll::mama::unless_memory_is_out;

void mama_logDefault(MamaLogLevel level, const char* format, va_list ap) {
  if (!quoll::mama::passes(level)) return;
  unless_memory_is_out([&] {
    quoll::mama::write_line(quoll::mama::format_text(format, ap),
                            quoll::mama::thread_for_current_level());
  });
}

void mama_logDefault2(MamaLogLevel level, const char* message) {
  if (!quoll::mama::passes(level)) return;
  unless_memory_is_out([&] {
    quoll::mama::write_line(message != nullptr ? message : "",
                            quoll::mama::thread_for_current_level());
  });
}

void mama_forceLogDefault(MamaLogLevel, const char* format, va_list ap) {
  unless_memory_is_out(
      [&] { quoll::mama::write_line(quoll::mama::format_text(format, ap), LineThread::kShown); });
}

void mama_forceLogPrefixDefault(const char* prefix, const char* format, va_list ap) {
  unless_memory_is_out([&] {
    std::string text = prefix != nullptr ? prefix : "";
    text += ": ";
    text += quoll::mama::format_text(format, ap);
    quoll::mama::write_line(text, LineThread::kShown);
  });
}

void mama_logStdout(MamaLogLevel level, const char* format, ...) {
  if (!quoll::mama::passes(level)) return;
  va_list arguments;
  va_start(arguments, format);
  unless_memory_is_out(
      [&] { LogSink::instance().write(quoll::mama::format_text(format, arguments), stdout); });
  va_end(arguments);
}

void mama_logVa(MamaLogLevel level, const char* format, va_list args) {
  if (!quoll::mama::passes(level)) return;
  const LogCallbacks callbacks = CallbackTable::instance().get();
  if (callbacks.log_text == nullptr) {
    callbacks.log(level, format, args);
    return;
  }
  std::string text;
  bool is_lost = true;
  unless_memory_is_out([&] {
    text = quoll::mama::format_text(format, args);
    is_lost = false;
  });
  if (is_lost) return;
  if (text.size() > quoll::mama::kMaxCallbackText) text.resize(quoll::mama::kMaxCallbackText);
  callbacks.log_text(level, text.c_str());
}

void mama_log(MamaLogLevel level, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  mama_logVa(level, format, arguments);
  va_end(arguments);
}

void mama_log2(MamaLogLevel level, const char* message) { mama_log(level, "%s", message); }

void mama_forceLogVa(const char* format, va_list args) {
  CallbackTable::instance().get().force(quoll::mama::current_level(), format, args);
}

void mama_forceLog(MamaLogLevel level, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  CallbackTable::instance().get().force(level, format, arguments);
  va_end(arguments);
}

void mama_forceLogVaWithPrefix(const char* prefix, const char* format, va_list args) {
  CallbackTable::instance().get().force_prefix(prefix, format, args);
}

void mama_forceLogWithPrefix(const char* prefix, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  mama_forceLogVaWithPrefix(prefix, format, arguments);
  va_end(arguments);
}

mama_status mama_setLogCallback(mamaLogCb callback) {
  if (callback == nullptr) return MAMA_STATUS_NULL_ARG;
  CallbackTable::instance().change([callback](LogCallbacks& callbacks) {
    callbacks.log = callback;
    callbacks.log_text = nullptr;
  });
  return MAMA_STATUS_OK;
}

mama_status mama_setLogCallback2(mamaLogCb2 callback) {
  CallbackTable::instance().change([callback](LogCallbacks& callbacks) {
    callbacks.log = mama_logDefault;
    callbacks.log_text = callback;
  });
  return MAMA_STATUS_OK;
}

mama_status mama_setForceLogCallback(mamaLogCb callback) {
  if (callback == nullptr) return MAMA_STATUS_NULL_ARG;
  CallbackTable::instance().change(
      [callback](LogCallbacks& callbacks) { callbacks.force = callback; });
  return MAMA_STATUS_OK;
}

mama_status mama_setForceLogPrefixCallback(mamaLogCb3 callback) {
  if (callback == nullptr) return MAMA_STATUS_NULL_ARG;
  CallbackTable::instance().change(
      [callback](LogCallbacks& callbacks) { callbacks.force_prefix = callback; });
  return MAMA_STATUS_OK;
}

mama_status mama_enableLogging(FILE* file, MamaLogLevel level) {
  __atomic_store_n(&gMamaLogFile, file, __ATOMIC_RELAXED);
  quoll::mama::set_level(level);
  return MAMA_STATUS_OK;
}

mama_status mama_logToFile(const char* file, MamaLogLevel level) {
  if (file == nullptr || *file == '\0') return MAMA_STATUS_INVALID_ARG;
  try {
    if (!LogSink::instance().log_to_file(file)) {
      const int error = errno;
      mama_log(MAMA_LOG_LEVEL_ERROR, "mama_logToFile: cannot open log file '%s' for writing: %s",
               quoll::mama::path_for_writing(file).c_str(), std::strerror(error));
      return MAMA_STATUS_IO_ERROR;
    }
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
  quoll::mama::set_level(level);
  return MAMA_STATUS_OK;
}

mama_status mama_disableLogging(void) {
  LogSink::instance().reset();
  __atomic_store_n(&gMamaLogFile, static_cast<FILE*>(nullptr), __ATOMIC_RELAXED);
  quoll::mama::set_level(MAMA_LOG_LEVEL_OFF);
  return MAMA_STATUS_OK;
}

int mama_loggingToFile(void) { return LogSink::instance().is_logging_to_file() ? 1 : 0; }

mama_status mama_setLogLevel(MamaLogLevel level) {
  // An enumeration that came through C may hold anything.
  const auto number = static_cast<int>(level);
  if (number < MAMA_LOG_LEVEL_OFF || number > MAMA_LOG_LEVEL_FINEST) return MAMA_STATUS_NULL_ARG;
  quoll::mama::set_level(level);
  return MAMA_STATUS_OK;
}

MamaLogLevel mama_getLogLevel(void) { return quoll::mama::current_level(); }

mama_status mama_setLogSize(unsigned long size) {
  return quoll::mama::change_limits([size](LogFileLimits& limits) { limits.max_bytes = size; });
}

mama_status mama_setNumLogFiles(int numFiles) {
  return quoll::mama::change_limits(
      [numFiles](LogFileLimits& limits) { limits.max_files = numFiles; });
}

mama_status mama_setLogFilePolicy(mamaLogFilePolicy policy) {
  return quoll::mama::change_limits([policy](LogFileLimits& limits) { limits.policy = policy; });
}

mama_status mama_setAppendToLogFile(int append) {
  return quoll::mama::change_limits(
      [append](LogFileLimits& limits) { limits.append = append != 0; });
}

mama_status mama_setLogSizeCb(logSizeCbType logCallbacks) {
  if (logCallbacks == nullptr) return MAMA_STATUS_NULL_ARG;
  LogSink::instance().set_size_callback(logCallbacks);
  return MAMA_STATUS_OK;
}

mama_status mama_logForceRollLogFiles(void) {
  return quoll::mama::guarded(
      [] { return quoll::mama::rotate_status(LogSink::instance().rotate_now()); });
}

void mama_logDestroy(void) { LogSink::instance().close_file(); }

void mama_loginit(void) { LogSink::instance(); }
