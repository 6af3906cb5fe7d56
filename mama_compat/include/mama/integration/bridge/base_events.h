/* Quoll: mama/integration/bridge/base_events.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * An addition of Quoll to the base bridge: what becomes of events that never run. A bridge that
 * hands memory to a queue with each event gets it back also when the queue is destroyed first.
 */
#ifndef QUOLL_MAMA_INTEGRATION_BRIDGE_BASE_EVENTS_H_
#define QUOLL_MAMA_INTEGRATION_BRIDGE_BASE_EVENTS_H_

#include <mama/queue.h>
#include <mama/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Takes back the closure of an event that was dropped. Must not call the runtime. */
typedef void(MAMACALLTYPE* baseEventDiscard)(void* closure);

/**
 * Names what a base queue does with a pending event when it is destroyed before the event ran:
 * `discard(closure)` instead of `callback(queue, closure)`, on the destroying thread. For the whole
 * process and for good; meant for the bridge's init. Any thread.
 *
 * @param callback  the event's callback, by which the event is recognised
 * @param discard   what to call instead; replaces an earlier one
 * @return OK; NULL_ARG for a NULL argument; NOMEM when too many callbacks have one
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaQueueImpl_setEventDiscard(mamaQueueEnqueueCB callback,
                                                                     baseEventDiscard discard);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_BRIDGE_BASE_EVENTS_H_ */
