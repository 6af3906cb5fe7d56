/// What tests ask of the bridge "holds".
#pragma once

#include <mama/integration/types.h>
#include <mama/status.h>

extern "C" {

/// The queue that it was last asked to activate, and to deactivate.
MAMAExpDLL queueBridge holds_last_activated(void);
MAMAExpDLL queueBridge holds_last_deactivated(void);
/// What it answers to the next of the two.
MAMAExpDLL void holds_answer_next(mama_status status);
}
