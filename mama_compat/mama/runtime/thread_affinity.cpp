#include "runtime/thread_affinity.h"

#include <mama/log.h>

#include <algorithm>
#include <charconv>

#include "runtime/property_store.h"

namespace quoll::mama {

std::optional<cpu_set_t> parse_processors(std::string_view text) {
  cpu_set_t processors;
  CPU_ZERO(&processors);
  if (text.find_first_not_of("0123456789,") != std::string_view::npos) return std::nullopt;
  while (!text.empty()) {
    const std::string_view element = text.substr(0, text.find(','));
    text.remove_prefix(std::min(element.size() + 1, text.size()));
    std::size_t number = CPU_SETSIZE;
    std::from_chars(element.data(), element.data() + element.size(), number);
    if (number < CPU_SETSIZE) CPU_SET(number, &processors);
  }
  if (CPU_COUNT(&processors) == 0) return std::nullopt;
  return processors;
}

void apply_affinity_properties() {
  constexpr std::string_view kPrefix = "mama.thread_affinity.";
  const compat::PropertySet* set = PropertyStore::instance().set_or_null();
  if (set == nullptr) return;
  for (const auto& [thread, text] : set->entries_with_prefix(kPrefix)) {
    const auto processors = parse_processors(text);
    if (!processors) {
      mama_log(MAMA_LOG_LEVEL_WARN,
               "property 'mama.thread_affinity.%s': '%s' is no list of processor numbers; ignored",
               thread, text);
    } else if (!compat::ThreadRegistry::instance().set_affinity(thread, *processors)) {
      mama_log(MAMA_LOG_LEVEL_NORMAL,
               "property 'mama.thread_affinity.%s': thread '%s' cannot run on processors '%s'",
               thread, thread, text);
    }
  }
}

ThreadPresence::ThreadPresence(const std::string& name) : presence_(name) {
  if (presence_.is_affinity_applied()) return;
  mama_log(MAMA_LOG_LEVEL_ERROR,
           "thread '%s' cannot run on the processors that property 'mama.thread_affinity.%s' names",
           name.c_str(), name.c_str());
}

}  // namespace quoll::mama
