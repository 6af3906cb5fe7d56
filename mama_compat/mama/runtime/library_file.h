/// Files of shared libraries, looked at before the loader maps them.
#pragma once

#include <optional>
#include <string>

namespace quoll::mama {

/// Why the file cannot be mapped as a library although it looks like one: it ends before a segment
/// that its headers announce. The system's loader does not notice and dies of it (SIGBUS). Nothing
/// for a whole library, and for a file that is none or cannot be read: the loader finds the words
/// for those.
std::optional<std::string> find_truncation(const std::string& path);

}  // namespace quoll::mama
