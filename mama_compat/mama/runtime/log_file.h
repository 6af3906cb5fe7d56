/// The file that the runtime's log is written to, and its rotation.
#pragma once

#include <mama/log.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

namespace quoll::mama {

/// How large a log file may grow and what happens then.
struct LogFileLimits {
  mamaLogFilePolicy policy = LOGFILE_UNBOUNDED;
  std::uint64_t max_bytes = 500'000'000;
  int max_files = 10;  // including the one being written
  bool append = false;
};

/// An open log file. Not synchronised: its owner (LogSink) holds a lock. Ends by closing the file.
class LogFile {
 public:
  /// Null when the file cannot be opened for writing.
  static std::unique_ptr<LogFile> open(const std::string& path, bool append);

  const std::string& path() const noexcept { return path_; }
  std::FILE* stream() const noexcept { return stream_.get(); }
  bool is_larger_than(std::uint64_t bytes) const noexcept;

  /// Goes on at the start of the file without shortening it.
  void rewind() noexcept;
  /// Renames the file to `<path>1`, an existing `<path>1` to `<path>2`, and so on, so that
  /// `max_files` remain, and starts an empty one. False when that cannot be opened; there is no
  /// stream then.
  bool rotate(int max_files);

 private:
  struct Closer {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  using Stream = std::unique_ptr<std::FILE, Closer>;
  static Stream open_stream(const std::string& path, bool append);

  LogFile(std::string path, Stream stream) : path_(std::move(path)), stream_(std::move(stream)) {}

  std::string path_;
  Stream stream_;
};

/// Where a log or dictionary file of that name is written: absolute names and names that start with
/// `.` stay as they are, others go into the first directory of WOMBAT_PATH when it is set.
std::string path_for_writing(const std::string& name);

}  // namespace quoll::mama
