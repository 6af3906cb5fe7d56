/// What the runtime asks of this area when a bridge is closed.
#pragma once

#include <mama/types.h>

namespace quoll::mama {

/// True inside a callback that the calling thread dispatches from any queue.
bool is_inside_dispatch() noexcept;

/// Before Bridge_close: ends the dispatchers that the application left running on queues of this
/// bridge, and waits for their threads.
void bridge_closing(mamaBridge bridge);

enum class BridgeEnd {
  kClosed,  ///< its function table is freed next
  kGivenUp  ///< it stays, and so may calls inside it
};

/// After Bridge_close, or in its stead: queues of this bridge that are still alive become dead
/// handles, and what hangs on them refuses to call the bridge. Waits for the calls inside a bridge
/// that was closed.
void bridge_ended(mamaBridge bridge, BridgeEnd end);

}  // namespace quoll::mama
