/// What tests can do with the bridge "probe" beside using it.
#pragma once

#include <mama/types.h>

extern "C" {

/// Delivers an empty message to every subscription on `topic`, each on its queue. Returns how many.
MAMAExpDLL int probe_deliver(const char* topic);

/// From now on subscriptions report their destruction as an event of their queue (1), or inside the
/// call (0, as at the start).
MAMAExpDLL void probe_setAsynchronousDestroy(int asynchronous);

/// Called inside the creation of every subscription, before it returns; NULL for none.
MAMAExpDLL void probe_setOnSubscribe(void (*callback)(const char* topic, void* closure),
                                     void* closure);

/// The status of the next creation of a subscription, instead of success.
MAMAExpDLL void probe_failNextSubscribe(int status);
}
