#include "runtime/shared_libraries.h"

#include <dlfcn.h>
#include <link.h>

#include <memory>
#include <optional>

#include "common/path_list.h"
#include "runtime/library_file.h"
#include "runtime/property_store.h"
#include "support/shim.h"

namespace quoll::mama {
namespace {

struct LibraryCloser {
  void operator()(void* library) const noexcept { dlclose(library); }
};

// The folders that the loader searches on behalf of this library.
std::vector<std::string> loader_folders() {
  Dl_info self{};
  if (dladdr(reinterpret_cast<void*>(&loader_folders), &self) == 0) return {};
  const std::unique_ptr<void, LibraryCloser> library(
      dlopen(self.dli_fname, RTLD_LAZY | RTLD_NOLOAD));
  Dl_serinfo size{};
  if (!library || dlinfo(library.get(), RTLD_DI_SERINFOSIZE, &size) != 0) return {};
  const std::unique_ptr<char[]> memory(new char[size.dls_size]);
  auto* info = reinterpret_cast<Dl_serinfo*>(memory.get());
  if (dlinfo(library.get(), RTLD_DI_SERINFOSIZE, info) != 0 ||
      dlinfo(library.get(), RTLD_DI_SERINFO, info) != 0) {
    return {};
  }
  std::vector<std::string> folders;
  for (unsigned int i = 0; i < info->dls_cnt; ++i)
    folders.emplace_back(info->dls_serpath[i].dls_name);
  return folders;
}

std::vector<std::string> paths_of(const std::string& file) {
  if (file.find('/') != std::string::npos) return {file};
  std::vector<std::string> paths = loader_folders();
  for (std::string& folder : paths) folder = compat::join_path(folder, file);
  return paths;
}

// What is wrong with the file that the loader would take: the first that is there.
std::optional<std::string> fault_of_first(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (!compat::is_readable_file(path)) continue;
    const auto fault = find_truncation(path);
    return fault ? std::optional(path + ": " + *fault) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

SharedLibraries& SharedLibraries::instance() {
  static auto& libraries = *new SharedLibraries;
  return libraries;
}

SharedLibraries::Opened SharedLibraries::open(const std::string& name, const char* folder) {
  Opened library;
  library.file = "lib" + name + ".so";
  if (folder != nullptr && *folder != '\0') library.file = compat::join_path(folder, library.file);
  {
    MutexLock lock(mutex_);
    const auto it = kept_.find(library.file);
    if (it != kept_.end()) {
      library.handle = it->second;
      library.is_kept = true;
      return library;
    }
  }
  const std::vector<std::string> paths = paths_of(library.file);
  if (const auto fault = fault_of_first(paths)) {
    library.error = *fault;
    library.paths_tried = paths;
    return library;
  }
  // The constructors of the library are foreign code: no lock.
  library.handle = dlopen(library.file.c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (library.handle == nullptr) {
    const char* words = dlerror();
    library.error = words != nullptr ? words : "unknown error of the loader";
    library.paths_tried = paths;
  }
  return library;
}

void SharedLibraries::keep(const Opened& library) {
  if (library.handle == nullptr) return;
  MutexLock lock(mutex_);
  kept_.emplace(library.file, library.handle);
}

void SharedLibraries::discard(const Opened& library) {
  if (library.handle != nullptr && !library.is_kept) dlclose(library.handle);
}

void SharedLibraries::unload(const std::string& file) {
  void* handle = nullptr;
  {
    MutexLock lock(mutex_);
    const auto it = kept_.find(file);
    if (it == kept_.end()) return;
    handle = it->second;
    kept_.erase(it);
  }
  dlclose(handle);
}

bool unloads_at_close(const std::string& name) {
  return guarded_or(false, [&] { return property_is_true("mama.bridge.unload." + name); });
}

void unload_if_configured(const std::string& name, const SharedLibraries::Opened& library) {
  if (unloads_at_close(name)) SharedLibraries::instance().unload(library.file);
}

}  // namespace quoll::mama
