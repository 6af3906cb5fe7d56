// The list of a build that was configured with QUOLL_ENTITLEMENT_BRIDGES=rtent;rtother. The tests
// write another name over the second.
#include "runtime/entitlements.h"

extern "C" {
[[gnu::visibility("default")]] char quoll_test_second_entitlement[16] = "rtother";
}

namespace quoll::mama {

const char* const kBuiltInEntitlements[] = {"rtent", quoll_test_second_entitlement, nullptr};

}  // namespace quoll::mama
