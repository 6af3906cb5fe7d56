/// What the runtime asks of this area when a bridge is closed.
#pragma once

#include <mama/types.h>

namespace quoll::mama {

/// Before Bridge_close, when nobody else may call the bridge any more: ends the timers of throttles
/// and drops what they have not done.
void stop_throttles(mamaBridge bridge);

}  // namespace quoll::mama
