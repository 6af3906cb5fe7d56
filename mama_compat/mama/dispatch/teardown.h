/// What the runtime asks of this area when a bridge is closed.
#pragma once

#include <mama/types.h>

namespace quoll::mama {

/// True inside a callback that the calling thread dispatches from any queue.
bool is_inside_dispatch() noexcept;

/// Before Bridge_close: ends the dispatchers that the application left running on queues of this
/// bridge, and waits for their threads.
void bridge_closing(mamaBridge bridge);

/// After Bridge_close, before the function table is freed: queues of this bridge that are still
/// alive become dead handles, and what hangs on them refuses to call the bridge.
void bridge_closed(mamaBridge bridge);

}  // namespace quoll::mama
