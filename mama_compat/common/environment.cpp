// The C functions of wombat/environment.h and wombat/platform.h.
#include <wombat/environment.h>
#include <wombat/platform.h>

#include <cstdlib>
#include <new>
#include <string>

const char* environment_getVariable(const char* name) {
  return name == nullptr ? nullptr : std::getenv(name);
}

int environment_setVariable(const char* name, const char* value) {
  return name == nullptr || value == nullptr ? -1 : setenv(name, value, 1);
}

int environment_deleteVariable(const char* name) { return name == nullptr ? -1 : unsetenv(name); }

LIB_HANDLE openSharedLib(const char* libName, const char* path) {
  if (libName == nullptr) return nullptr;
  try {
    const std::string folder = path == nullptr ? "" : std::string(path) + "/";
    return dlopen((folder + "lib" + libName + LIB_EXTENSION).c_str(), RTLD_NOW | RTLD_GLOBAL);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

int closeSharedLib(LIB_HANDLE handle) { return handle == nullptr ? -1 : dlclose(handle); }

void* loadLibFunc(LIB_HANDLE handle, const char* funcName) {
  return handle == nullptr || funcName == nullptr ? nullptr : dlsym(handle, funcName);
}

char* getLibError(void) { return dlerror(); }
