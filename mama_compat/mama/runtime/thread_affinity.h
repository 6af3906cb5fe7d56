/// Processors for the runtime's own threads, by property.
#pragma once

#include <sched.h>

#include <optional>
#include <string>
#include <string_view>

#include "common/thread_registry.h"

namespace quoll::mama {

/// The set that a text such as `0,2` describes; nothing for any other text. Numbers beyond the
/// largest processor that a set can hold are skipped.
std::optional<cpu_set_t> parse_processors(std::string_view text);

/// Records every `mama.thread_affinity.<thread>` property; at once for threads that run already.
void apply_affinity_properties();

/// Stands at the start of a runtime thread's body: the thread is known under its full name (the
/// kernel keeps 15 bytes of it) and runs on the processors that the properties give it. A refusal
/// by the system is logged, and the thread goes on.
class ThreadPresence {
 public:
  explicit ThreadPresence(const std::string& name);

 private:
  compat::ThreadRegistry::Presence presence_;
};

}  // namespace quoll::mama
