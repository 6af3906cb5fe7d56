#include "runtime/log_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "common/path_list.h"

namespace quoll::mama {

LogFile::Stream LogFile::open_stream(const std::string& path, bool append) {
  // Not O_APPEND: rewinding must be possible in a file that was opened to append.
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (append ? 0 : O_TRUNC);
  const int descriptor = ::open(path.c_str(), flags, 0666);
  if (descriptor < 0) return nullptr;
  Stream stream(fdopen(descriptor, "w"));
  if (!stream) {
    ::close(descriptor);
  } else if (append) {
    fseeko(stream.get(), 0, SEEK_END);
  }
  return stream;
}

std::unique_ptr<LogFile> LogFile::open(const std::string& path, bool append) {
  Stream stream = open_stream(path, append);
  if (!stream) return nullptr;
  return std::unique_ptr<LogFile>(new LogFile(path, std::move(stream)));
}

bool LogFile::is_larger_than(std::uint64_t bytes) const noexcept {
  const off_t position = stream_ ? ftello(stream_.get()) : 0;
  return position > 0 && static_cast<std::uint64_t>(position) > bytes;
}

void LogFile::rewind() noexcept {
  if (stream_) std::rewind(stream_.get());
}

bool LogFile::rotate(int max_files) {
  const auto numbered = [this](int index) {
    return index == 0 ? path_ : path_ + std::to_string(index);
  };
  if (max_files > 1) {
    std::remove(numbered(max_files - 1).c_str());
    for (int i = max_files - 1; i >= 1; --i) {
      std::rename(numbered(i - 1).c_str(), numbered(i).c_str());
    }
  }
  stream_.reset();  // not before: there may be no memory for the names
  stream_ = open_stream(path_, false);
  return stream_ != nullptr;
}

std::string path_for_writing(const std::string& name) {
  const bool as_is =
      name.starts_with('/') || name.starts_with('.') || (name.size() > 1 && name[1] == ':');
  const char* list = std::getenv("WOMBAT_PATH");
  if (as_is || list == nullptr) return name;
  const auto directories = compat::split_path_list(list);
  return directories.empty() ? name : compat::join_path(directories.front(), name);
}

}  // namespace quoll::mama
