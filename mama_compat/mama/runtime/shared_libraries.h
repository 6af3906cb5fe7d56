/// The shared libraries of bridges.
#pragma once

#include <dlfcn.h>

#include <map>
#include <string>
#include <vector>

#include "quoll/mutex.h"

namespace quoll::mama {

/// Opens the libraries of bridges and payloads, and keeps them: a library that was loaded with
/// success stays mapped when its bridge is closed, because threads that it started may still run in
/// it, and serves the next load of that name. Any thread may call anything; callers have the
/// life-cycle turn.
class SharedLibraries {
 public:
  static SharedLibraries& instance();

  struct Opened {
    void* handle = nullptr;                // null: see `error`
    bool is_kept = false;                  // mapped since an earlier load
    std::string file;                      // the name asked for, with its folder when one was given
    std::string error;                     // the loader's own words
    std::vector<std::string> paths_tried;  // filled in when it could not be opened
  };
  /// Opens `lib<name>.so`, in `folder` unless that is null or empty, else where the system's loader
  /// searches. Symbols are bound at once and visible to all.
  Opened open(const std::string& name, const char* folder);

  /// After a success: the library stays for the next load.
  void keep(const Opened& library);
  /// After a failed load: unmaps the library unless an earlier load keeps it.
  void discard(const Opened& library);
  /// Unmaps a library that is kept.
  void unload(const std::string& file);

 private:
  SharedLibraries() = default;

  Mutex mutex_;
  std::map<std::string, void*> kept_ QUOLL_GUARDED_BY(mutex_);  // by file
};

/// Whether a property asks for the library of what was loaded by that name to be unmapped at its
/// end.
bool unloads_at_close(const std::string& name);
/// At that end: unmaps it then.
void unload_if_configured(const std::string& name, const SharedLibraries::Opened& library);

/// Null when the library has no such symbol.
template <class Function>
Function function_in(const SharedLibraries::Opened& library, const std::string& symbol) {
  return reinterpret_cast<Function>(dlsym(library.handle, symbol.c_str()));
}

}  // namespace quoll::mama
