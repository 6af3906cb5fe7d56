#include "runtime/entitlements.h"

namespace quoll::mama {

// QUOLL_ENTITLEMENT_NAMES is empty, or "name", for each.
const char* const kBuiltInEntitlements[] = {QUOLL_ENTITLEMENT_NAMES nullptr};

}  // namespace quoll::mama
