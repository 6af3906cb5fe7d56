/// Search lists of directories, and files looked up in them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoll/api.h"

namespace quoll::compat {

/// The elements of a list of directories, split at any byte of `separators`, without the empty
/// ones.
QUOLL_API std::vector<std::string> split_path_list(std::string_view list,
                                                   std::string_view separators = ":");

/// `directory/file`.
QUOLL_API std::string join_path(std::string_view directory, std::string_view file);

/// True when `path` can be opened for reading and is no directory.
QUOLL_API bool is_readable_file(const std::string& path);

/// The first `<directory>/<file>` that is readable.
QUOLL_API std::optional<std::string> find_readable(const std::vector<std::string>& directories,
                                                   std::string_view file);

/// A file that was read, with the name it was opened under.
struct LoadedText {
  std::string path;
  std::string text;
};

/// The names under which `file` is looked for in a list of directories: `<element>/<file>` for each
/// element, and `./<file>` when the list is null or has none. Double quotes in the list are
/// dropped.
QUOLL_API std::vector<std::string> candidate_paths(const char* list, const char* file);

/// Reads the first candidate that opens.
QUOLL_API std::optional<LoadedText> load_from_path_list(const char* list, const char* file);

/// The whole content, or nothing, with the reason in errno, when the file cannot be opened or read.
QUOLL_API std::optional<std::string> read_whole_file(const std::string& path);

}  // namespace quoll::compat
