#include "runtime/log_sink.h"

#include <cerrno>
#include <cstring>

namespace quoll::mama {
namespace {

// Set while the size callback of this thread runs: what it logs is not measured again.
thread_local bool in_size_callback = false;

void write_to(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fflush(stream);
}

}  // namespace

LogSink& LogSink::instance() {
  static auto& sink = *new LogSink;
  return sink;
}

void LogSink::write(std::string_view text, std::FILE* otherwise) {
  MutexLock lock(mutex_);
  if (file_ && !in_size_callback) apply_limits(lock);
  std::FILE* given = __atomic_load_n(&gMamaLogFile, __ATOMIC_RELAXED);
  if (file_) {
    write_to(file_->stream(), text);
  } else {
    write_to(given != nullptr ? given : otherwise, text);
  }
}

void LogSink::apply_limits(MutexLock& lock) {
  if (limits_.policy == LOGFILE_UNBOUNDED || !file_->is_larger_than(limits_.max_bytes)) return;
  if (limits_.policy == LOGFILE_OVERWRITE) {
    file_->rewind();
  } else if (limits_.policy == LOGFILE_USER && size_callback_ != nullptr) {
    const logSizeCbType callback = size_callback_;
    lock.unlock();
    in_size_callback = true;
    callback();
    in_size_callback = false;
    lock.lock();
  } else if (limits_.policy == LOGFILE_USER && limits_.max_files <= 0) {
    file_->rewind();
  } else {
    rotate_locked();
  }
}

// Without a file that can be written the log goes on elsewhere.
bool LogSink::rotate_locked() {
  if (file_->rotate(limits_.max_files)) return true;
  const std::string text = "log file '" + file_->path() + "' cannot be opened again after its " +
                           "rotation (" + std::strerror(errno) + "): logging without it\n";
  file_.reset();
  write_to(stderr, text);
  return false;
}

bool LogSink::log_to_file(const std::string& name) {
  const std::string path = path_for_writing(name);
  MutexLock lock(mutex_);
  auto file = LogFile::open(path, limits_.append);
  if (!file) return false;
  file_ = std::move(file);
  return true;
}

bool LogSink::is_logging_to_file() const {
  MutexLock lock(mutex_);
  return file_ != nullptr;
}

void LogSink::close_file() {
  MutexLock lock(mutex_);
  file_.reset();
}

void LogSink::reset() {
  MutexLock lock(mutex_);
  file_.reset();
  size_callback_ = nullptr;
}

LogSink::RotateResult LogSink::rotate_now() {
  MutexLock lock(mutex_);
  if (!file_) return RotateResult::kNoFile;
  return rotate_locked() ? RotateResult::kRotated : RotateResult::kFailed;
}

void LogSink::set_size_callback(logSizeCbType callback) {
  MutexLock lock(mutex_);
  size_callback_ = callback;
}

}  // namespace quoll::mama
