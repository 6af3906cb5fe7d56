#include "support/ownership.h"

#include <mama/log.h>
#include <quoll/ownership.h>

#include <utility>

namespace quoll::mama {

thread_local constinit void* Ownership::acting_for_ = nullptr;

void* Ownership::act_for(void* owner) noexcept { return std::exchange(acting_for_, owner); }

void Ownership::report(const void* handle, const char* function) {
  mama_log(MAMA_LOG_LEVEL_ERROR,
           "%s: %p is a managed object; only the library that manages it may do this", function,
           handle);
}

}  // namespace quoll::mama

void* quollOwner_actFor(void* owner) { return quoll::mama::Ownership::act_for(owner); }
