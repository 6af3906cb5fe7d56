// The input is the text of a properties file. It can be read from memory and from a file, with the
// same result unless it refers to the environment (references are expanded in the whole of a text,
// but in each value of a file), and every entry is found under its key.
#include <sys/mman.h>
#include <unistd.h>
#include <wombat/property.h>

#include <map>

#include "support/check.h"

namespace {

using Entries = std::map<std::string, std::string>;

void MAMACALLTYPE on_entry(const char* name, const char* value, void* closure) {
  FUZZ_CHECK(name != nullptr && value != nullptr);
  FUZZ_CHECK(static_cast<Entries*>(closure)->emplace(name, value).second);
}

Entries entries_of(wproperty_t properties) {
  Entries entries;
  properties_ForEach(properties, on_entry, &entries);
  FUZZ_CHECK(properties_Count(properties) == entries.size());
  return entries;
}

void check_look_ups(wproperty_t properties, const Entries& entries) {
  for (const auto& [name, value] : entries) {
    const char* found = properties_Get(properties, name.c_str());
    // A key without a value is there, but looked up as if it were not.
    FUZZ_CHECK(value == (found == nullptr ? "" : found));
    (void)properties_GetPropertyValueAsBoolean(value.c_str());
    char* escaped = properties_AddEscapes(value.c_str(), " \\", 2);
    FUZZ_CHECK(escaped != nullptr && std::strlen(escaped) >= value.size());
    std::free(escaped);
  }
  Entries after_prefix;
  properties_ForEachWithPrefix(properties, "a", on_entry, &after_prefix);
  for (const auto& [name, value] : after_prefix) FUZZ_CHECK(entries.at("a" + name) == value);
}

void check_merge(wproperty_t properties, const Entries& entries) {
  wproperty_t merged = properties_Create();
  FUZZ_CHECK(merged != nullptr);
  FUZZ_CHECK(properties_setProperty(merged, "a", "replaced") == 1);
  FUZZ_CHECK(properties_setProperty(merged, "kept", "kept") == 1);
  properties_Merge(merged, properties);
  Entries expected = entries;
  expected.emplace("a", "replaced");
  expected.emplace("kept", "kept");
  FUZZ_CHECK(entries_of(merged) == expected);
  properties_FreeEx2(properties);  // the values belong to `merged` now
  properties_Free(merged);
}

/// The text as a file in memory.
wproperty_t load(const std::string& text) {
  const int file = memfd_create("properties", 0);
  FUZZ_CHECK(file >= 0);
  FUZZ_CHECK(write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  wproperty_t properties = properties_Load("/proc/self/fd", std::to_string(file).c_str());
  FUZZ_CHECK(close(file) == 0);
  return properties;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool ready = setenv("FUZZ_A", "value of a", 1) == 0 && setenv("FUZZ_B", "", 1) == 0;
  FUZZ_CHECK(ready);
  const std::string text(reinterpret_cast<const char*>(data), size);
  wproperty_t added = properties_Create();
  FUZZ_CHECK(added != nullptr);
  FUZZ_CHECK(properties_AddString(added, text.c_str()) == 0);
  const Entries entries = entries_of(added);
  check_look_ups(added, entries);
  check_merge(added, entries);

  wproperty_t loaded = load(text);
  FUZZ_CHECK(loaded != nullptr);
  if (text.find_first_of(std::string_view("\0$", 2)) == std::string::npos)
    FUZZ_CHECK(entries_of(loaded) == entries);
  properties_Free(loaded);
  return 0;
}
