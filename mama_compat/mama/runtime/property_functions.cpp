// The C functions that read and set the properties of the process.
#include <mama/integration/mama.h>
#include <mama/mama.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <set>
#include <string>
#include <string_view>

#include "common/environment_expansion.h"
#include "runtime/property_store.h"
#include "support/shim.h"

using quoll::mama::PropertyStore;

namespace quoll::mama {
namespace {

constexpr std::size_t kTransportNameBytes = 64;

// `mama.<any>.transport.<name>.<rest>` gives `<name>`; anything else an empty text.
std::string_view transport_name_in(std::string_view key) {
  constexpr std::string_view kStart = "mama.";
  constexpr std::string_view kMiddle = ".transport.";
  if (!key.starts_with(kStart)) return {};
  const std::size_t middle = key.find(kMiddle, kStart.size());
  if (middle == std::string_view::npos || middle == kStart.size()) return {};
  key.remove_prefix(middle + kMiddle.size());
  const std::size_t end = key.find('.');
  if (end == std::string_view::npos || end + 1 == key.size()) return {};
  return key.substr(0, end);
}

std::set<std::string> transport_names() {
  std::set<std::string> names;
  for (const auto& [key, value] : PropertyStore::instance().ensure().entries()) {
    const std::string_view name = transport_name_in(key);
    if (!name.empty()) names.emplace(name);
  }
  return names;
}

// The value under a printf-style name, or null.
const char* formatted_parameter(const char* format, va_list arguments) {
  char name[PROPERTY_NAME_MAX_LENGTH];
  std::vsnprintf(name, sizeof name, format, arguments);
  return property_or_null(name);
}

}  // namespace
}  // namespace quoll::mama

mama_status mama_setProperty(const char* name, const char* value) {
  auto& set = PropertyStore::instance().ensure();
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(value, MAMA_STATUS_NULL_ARG);
  try {
    set.set(name, quoll::compat::expanded_or_same(value));
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_PLATFORM;
  }
  return MAMA_STATUS_OK;
}

const char* mama_getProperty(const char* name) {
  const auto& set = PropertyStore::instance().ensure();
  return name == nullptr || *name == '\0' ? nullptr : set.get(name);
}

mama_status mama_setPropertiesFromFile(const char* path, const char* filename) {
  QUOLL_CHECK_POINTER(path, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(filename, MAMA_STATUS_NULL_ARG);
  return quoll::mama::guarded([=] {
    PropertyStore::instance().load_file(path, filename);
    return MAMA_STATUS_OK;
  });
}

void mama_loadDefaultProperties(void) { PropertyStore::instance().ensure(); }

const char* mama_getPropertiesAsString(void) {
  std::string text;
  for (const auto& [key, value] : PropertyStore::instance().ensure().entries()) {
    if (!text.empty()) text += '\n';
    text += key;
    text += '=';
    text += value;
  }
  return strdup(text.c_str());
}

// Not in a header: the .NET wrapper declares it itself.
extern "C" {
MAMAExpDLL void mama_freeAllocatedBuffer(const char* buffer);
void mama_freeAllocatedBuffer(const char* buffer) { std::free(const_cast<char*>(buffer)); }
}

mama_status mama_getAvailableTransportNames(char (*transports)[64], size_t maxCount,
                                            size_t* count) {
  QUOLL_CHECK_POINTER(count, MAMA_STATUS_NULL_ARG);
  if (transports == nullptr && maxCount > 0) return MAMA_STATUS_NULL_ARG;
  try {
    size_t written = 0;
    for (const std::string& name : quoll::mama::transport_names()) {
      if (written == maxCount) break;
      std::snprintf(transports[written++], quoll::mama::kTransportNameBytes, "%s", name.c_str());
    }
    *count = written;
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
  return MAMA_STATUS_OK;
}

const char* mamaImpl_getParameter(const char* defaultVal, const char* format, ...) {
  if (format == nullptr) return defaultVal;
  va_list arguments;
  va_start(arguments, format);
  const char* value = quoll::mama::formatted_parameter(format, arguments);
  va_end(arguments);
  return value != nullptr ? value : defaultVal;
}

long mamaImpl_getParameterAsLong(long defaultVal, long minimum, long maximum, const char* format,
                                 ...) {
  long number = defaultVal;
  if (format != nullptr) {
    va_list arguments;
    va_start(arguments, format);
    const char* value = quoll::mama::formatted_parameter(format, arguments);
    va_end(arguments);
    if (value != nullptr) number = std::strtol(value, nullptr, 10);
  }
  return std::min(std::max(number, minimum), maximum);
}

wproperty_t mamaInternal_getProperties(void) { return PropertyStore::instance().set_or_null(); }
