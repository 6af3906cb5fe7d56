/// What the runtime asks of this area when a bridge is closed.
#pragma once

#include <cstdint>

namespace quoll::mama {

struct MiddlewareBridge;

/// Before Bridge_close: no send of a publisher on this bridge begins any more. Each publisher with
/// sends under way holds the bridge until the last of them has returned. The result is how many of
/// them only the calling thread keeps, which is inside a send itself.
std::uint32_t close_sends(MiddlewareBridge& bridge);

}  // namespace quoll::mama
