/* Quoll: mama/queuegroup.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A number of queues, each with its dispatcher, for spreading work over threads (dispatch 3).
 */
#ifndef QUOLL_MAMA_QUEUEGROUP_H_
#define QUOLL_MAMA_QUEUEGROUP_H_

#include <mama/queue.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Creates a group of queues with a running dispatcher each.
 * @param queueGroup  receives the handle
 * @param numberOfQueues  0 or less for a group that hands out the bridge's default queue
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL for a NULL bridge; NOMEM; or the first failure, when
 *         everything made so far is undone
 */
MAMAExpDLL mama_status mamaQueueGroup_create(mamaQueueGroup* queueGroup, int numberOfQueues,
                                             mamaBridge bridgeImpl);

/**
 * Destroys dispatchers, queues and the group. A queue with objects on it stays alive, and the log
 * names it.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaQueueGroup_destroy(mamaQueueGroup queueGroup);

/**
 * The queues in turn, starting with the first; from any thread.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaQueueGroup_getNextQueue(mamaQueueGroup queueGroup, mamaQueue* queue);

/**
 * One of the queues.
 * @param index  from 0
 * @return OK; NULL_ARG; NOT_FOUND for an index outside the group
 */
MAMAExpDLL mama_status mamaQueueGroup_getQueueByIndex(mamaQueueGroup queueGroup, mamaQueue* queue,
                                                      int index);

/** The number given at creation. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaQueueGroup_getNumberOfQueues(mamaQueueGroup queueGroup, int* count);

/** Destroys the dispatchers; what is queued stays. @return OK; NULL_ARG; the last failure */
MAMAExpDLL mama_status mamaQueueGroup_stopDispatch(mamaQueueGroup queueGroup);

/**
 * Creates the dispatchers that are missing.
 * @return OK; NULL_ARG; INVALID_ARG after destroyWait; the first failure
 */
MAMAExpDLL mama_status mamaQueueGroup_startDispatch(mamaQueueGroup queueGroup);

/**
 * Stops the dispatchers, then destroys each queue as mamaQueue_destroyWait does, on the calling
 * thread. The handle still needs mamaQueueGroup_destroy.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaQueueGroup_destroyWait(mamaQueueGroup queueGroup);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_QUEUEGROUP_H_ */
