#include "common/path_list.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>

namespace quoll::compat {
namespace {

struct FileCloser {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

// fopen() succeeds on a directory and only reading fails: ask what was opened.
File open_for_reading(const std::string& path) {
  File file(std::fopen(path.c_str(), "re"));
  struct stat status {};
  if (file && (fstat(fileno(file.get()), &status) != 0 || S_ISDIR(status.st_mode))) {
    file.reset();
    errno = EISDIR;
  }
  return file;
}

}  // namespace

std::vector<std::string> split_path_list(std::string_view list, std::string_view separators) {
  std::vector<std::string> elements;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(separators), list.size());
    if (end > 0) elements.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return elements;
}

std::string join_path(std::string_view directory, std::string_view file) {
  std::string path(directory);
  path.push_back('/');
  path.append(file);
  return path;
}

bool is_readable_file(const std::string& path) { return open_for_reading(path) != nullptr; }

std::optional<std::string> find_readable(const std::vector<std::string>& directories,
                                         std::string_view file) {
  for (const std::string& directory : directories) {
    std::string path = join_path(directory, file);
    if (is_readable_file(path)) return path;
  }
  return std::nullopt;
}

std::optional<std::string> read_whole_file(const std::string& path) {
  const File file = open_for_reading(path);
  if (!file) return std::nullopt;
  std::string content;
  char chunk[16384];
  std::size_t got;
  while ((got = std::fread(chunk, 1, sizeof chunk, file.get())) > 0) content.append(chunk, got);
  if (std::ferror(file.get()) != 0) return std::nullopt;
  return content;
}

std::vector<std::string> candidate_paths(const char* list, const char* file) {
  const char* name = file != nullptr ? file : "";
  std::string unquoted = list != nullptr ? list : "";
  unquoted.erase(std::remove(unquoted.begin(), unquoted.end(), '"'), unquoted.end());
  std::vector<std::string> directories = split_path_list(unquoted);
  if (directories.empty()) directories.emplace_back(".");
  for (std::string& directory : directories) directory = join_path(directory, name);
  return directories;
}

std::optional<LoadedText> load_from_path_list(const char* list, const char* file) {
  for (std::string& path : candidate_paths(list, file)) {
    if (auto text = read_whole_file(path)) return LoadedText{std::move(path), std::move(*text)};
  }
  return std::nullopt;
}

}  // namespace quoll::compat
