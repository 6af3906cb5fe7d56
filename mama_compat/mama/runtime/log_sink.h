/// Where log lines end up.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "quoll/mutex.h"
#include "runtime/log_file.h"

namespace quoll::mama {

/// The end of the log: the controlled log file if there is one, else the FILE that the program gave
/// (gMamaLogFile), else the standard error. One per process, never destroyed: threads may log while
/// the process ends. Any thread may call anything. Every text reaches its file in one piece; the
/// lock is held for that writing only, and never while the program's size callback runs.
class LogSink {
 public:
  static LogSink& instance();

  /// Writes the text, flushed, after the limits have been applied. `otherwise` is used when there
  /// is neither a controlled file nor one of the program.
  void write(std::string_view text, std::FILE* otherwise = stderr);

  /// Replaces the controlled file. False when it cannot be opened: nothing has changed then.
  bool log_to_file(const std::string& name);
  bool is_logging_to_file() const;
  /// Closes the controlled file.
  void close_file();
  /// close_file(), and forgets the size callback.
  void reset();

  enum class RotateResult { kRotated, kNoFile, kFailed };
  RotateResult rotate_now();

  /// Calls `change(LogFileLimits&)` under the lock.
  template <class Change>
  void change_limits(Change change) {
    MutexLock lock(mutex_);
    change(limits_);
  }
  void set_size_callback(logSizeCbType callback);

 private:
  LogSink() = default;
  void apply_limits(MutexLock& lock) QUOLL_NO_TSA;  // with the lock held, which it may let go
  bool rotate_locked() QUOLL_REQUIRES(mutex_);

  mutable Mutex mutex_;
  std::unique_ptr<LogFile> file_ QUOLL_GUARDED_BY(mutex_);
  LogFileLimits limits_ QUOLL_GUARDED_BY(mutex_);
  logSizeCbType size_callback_ QUOLL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace quoll::mama
