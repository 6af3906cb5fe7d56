// The C functions of wombat/property.h: a wproperty_t is a PropertySet.
#include <wombat/property.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <string>

#include "common/environment_expansion.h"
#include "common/path_list.h"
#include "common/property_parser.h"
#include "common/property_set.h"
#include "common/text.h"

using quoll::compat::PropertyOrigin;
using quoll::compat::PropertySet;

extern "C" {
// Exported without a header: programs declare it themselves to trace the reading of properties.
COMMONExpDLL extern int gPropertyDebug;
int gPropertyDebug = 0;
}

namespace {

PropertySet* set_of(wproperty_t handle) noexcept { return static_cast<PropertySet*>(handle); }

void trace_text(const char* what, std::string_view text) {
  if (gPropertyDebug == 0) return;
  quoll::compat::PropertyParser parser(text);
  while (const auto definition = parser.next()) {
    std::fprintf(stderr, "properties: %s: '%s' = '%s'\n", what, definition->key.c_str(),
                 definition->value ? definition->value->c_str() : "");
  }
}

// What FreeEx2 leaves behind: the contract lets callers go on reading values of a set released that
// way, so values that no other set has taken over are kept, and kept reachable.
void keep_values(std::vector<PropertySet::Value> values) {
  static auto& mutex = *new std::mutex;
  static auto& kept = *new std::vector<PropertySet::Value>;
  const std::lock_guard lock(mutex);
  kept.insert(kept.end(), values.begin(), values.end());
}

void call_each(const std::vector<std::pair<const char*, const char*>>& entries,
               propertiesCallback callback, void* closure) {
  if (callback == nullptr) return;
  for (const auto& [key, value] : entries) callback(key, value, closure);
}

}  // namespace

wproperty_t properties_Create(void) { return new (std::nothrow) PropertySet; }

wproperty_t properties_Load(const char* path, const char* fileName) {
  try {
    const auto content = quoll::compat::load_from_path_list(path, fileName);
    if (!content) return nullptr;
    auto set = std::make_unique<PropertySet>();
    trace_text(content->path.c_str(), content->text);
    set->add_text(content->text, PropertyOrigin::kExplicitFile);
    return set.release();
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

const char* properties_Get(wproperty_t handle, const char* name) {
  if (handle == nullptr || name == nullptr || *name == '\0') return nullptr;
  return set_of(handle)->get(name);
}

int properties_setProperty(wproperty_t handle, const char* name, const char* value) {
  if (handle == nullptr || name == nullptr || value == nullptr) return 0;
  try {
    set_of(handle)->set(name, quoll::compat::expanded_or_same(value));
  } catch (const std::bad_alloc&) {
    return 0;
  }
  return 1;
}

int properties_AddString(wproperty_t handle, const char* propString) {
  if (handle == nullptr || propString == nullptr) return 0;
  try {
    const std::string text = quoll::compat::expanded_or_same(propString);
    trace_text("string", text);
    set_of(handle)->add_text(text);
  } catch (const std::bad_alloc&) {
  }
  return 0;  // whatever happened: the reference never tells success
}

void properties_Merge(wproperty_t to, wproperty_t from) {
  if (to == nullptr || from == nullptr) return;
  set_of(to)->merge(*set_of(from));
}

void properties_ForEach(wproperty_t handle, propertiesCallback cb, void* closure) {
  if (handle != nullptr) call_each(set_of(handle)->entries(), cb, closure);
}

void properties_ForEachWithPrefix(wproperty_t handle, const char* prefix, propertiesCallback cb,
                                  void* closure) {
  if (handle == nullptr || prefix == nullptr) return;
  call_each(set_of(handle)->entries_with_prefix(prefix), cb, closure);
}

void properties_Free(wproperty_t handle) { delete set_of(handle); }

void properties_FreeEx(wproperty_t handle) { delete set_of(handle); }

void properties_FreeEx2(wproperty_t handle) {
  if (handle == nullptr) return;
  try {
    keep_values(set_of(handle)->values_owned_alone());
  } catch (const std::bad_alloc&) {
    return;  // then all of the set stays, rather than that a value goes which is being read
  }
  delete set_of(handle);
}

int properties_GetPropertyValueAsBoolean(const char* propertyValue) {
  return quoll::compat::is_true_text(propertyValue) ? 1 : 0;
}

const char* properties_GetPropertyValueUsingVaList(wproperty_t handle, const char* defaultVal,
                                                   char* paramName, const char* format,
                                                   va_list arguments) {
  if (paramName == nullptr || format == nullptr) return defaultVal;
  std::vsnprintf(paramName, PROPERTY_NAME_MAX_LENGTH, format, arguments);
  const char* value = properties_Get(handle, paramName);
  return value != nullptr ? value : defaultVal;
}

const char* properties_GetPropertyValueUsingFormatString(wproperty_t handle, const char* defaultVal,
                                                         const char* format, ...) {
  char name[PROPERTY_NAME_MAX_LENGTH];
  va_list arguments;
  va_start(arguments, format);
  const char* value =
      properties_GetPropertyValueUsingVaList(handle, defaultVal, name, format, arguments);
  va_end(arguments);
  return value;
}

char* properties_AddEscapes(const char* src, const char* chars, int num) {
  if (src == nullptr) return nullptr;
  const std::string_view escaped(chars != nullptr ? chars : "",
                                 chars != nullptr && num > 0 ? static_cast<std::size_t>(num) : 0);
  std::string result;
  for (const char* c = src; *c != '\0'; ++c) {
    if (escaped.find(*c) != std::string_view::npos) result.push_back('\\');
    result.push_back(*c);
  }
  return strdup(result.c_str());
}

uint32_t properties_Count(wproperty_t handle) {
  return handle == nullptr ? 0 : static_cast<uint32_t>(set_of(handle)->size());
}
