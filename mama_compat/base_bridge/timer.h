/// What the timers of base show to its queues.
#pragma once

#include "quoll/event.h"

namespace quoll::base_bridge {

/// For a queue that drops its pending events: if this is the destroyed-event of a timer, gives back
/// what the timer holds, without calling anything of the application. Else nothing.
void discard_timer_event(EventCallback callback, void* closure);

}  // namespace quoll::base_bridge
