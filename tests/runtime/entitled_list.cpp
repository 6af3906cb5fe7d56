// The list of a build that was configured with QUOLL_ENTITLEMENT_BRIDGES=rtent;rtother.
#include "runtime/entitlements.h"

namespace quoll::mama {

const char* const kBuiltInEntitlements[] = {"rtent", "rtother", nullptr};

}  // namespace quoll::mama
