#include <wombat/fileutils.h>

#include <cstdio>

#include "common/path_list.h"

int fileUtils_findFileInPathList(char* buffer, size_t bufferSize, const char* filename,
                                 const char* pathlist, const char* delim) {
  if (pathlist == nullptr || buffer == nullptr || bufferSize == 0) return 0;
  const auto directories = quoll::compat::split_path_list(pathlist, delim != nullptr ? delim : ":");
  const auto found = quoll::compat::find_readable(directories, filename != nullptr ? filename : "");
  // A path that the buffer cannot hold is of no use to the caller: it counts as not found.
  const bool fits = found && found->size() < bufferSize;
  std::snprintf(buffer, bufferSize, "%s", fits ? found->c_str() : "");
  return fits ? 1 : 0;
}
