/// Events of extending bridges that a queue drops.
#pragma once

#include "quoll/event.h"

namespace quoll::base_bridge {

/// Calls what the bridge registered for the callback (baseBridgeMamaQueueImpl_setEventDiscard);
/// false when there is nothing.
bool discard_foreign_event(EventCallback callback, void* event_closure);

}  // namespace quoll::base_bridge
