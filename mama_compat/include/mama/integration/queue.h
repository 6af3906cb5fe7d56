/* Quoll: mama/integration/queue.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What bridges need of a mamaQueue (dispatch 1.6, 1.8).
 */
#ifndef QUOLL_MAMA_INTEGRATION_QUEUE_H_
#define QUOLL_MAMA_INTEGRATION_QUEUE_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/types.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Releases one hold on the queue. The count does not go below 0: when nothing is held, the log
 * names the queue.
 * @param handle  what the increment returned; set to NULL
 * @param queue   the queue
 */
MAMAExpDLL void mamaQueue_decrementObjectCount(mamaQueueLockHandle* handle, mamaQueue queue);

/**
 * Holds the queue: it cannot be destroyed until the hold is released. From any thread.
 * @param queue  the queue
 * @param owner  who holds it; named in the log when mama.queue.object_lock_tracking is on
 * @return a handle for the decrement; NULL when holds are not tracked, which is no error
 */
MAMAExpDLL mamaQueueLockHandle mamaQueue_incrementObjectCount(mamaQueue queue, void* owner);

/** The queue's bridge; NULL for NULL. */
MAMAExpDLL mamaBridge mamaQueueImpl_getBridgeImpl(mamaQueue queue);

/**
 * The queue's one reusable incoming message, made at the first call. For threads that dispatch the
 * queue only; each delivery overwrites it. NULL for NULL.
 */
MAMAExpDLL mamaMsg mamaQueueImpl_getMsg(mamaQueue queue);

/**
 * Gives the reusable message away when msg is it: the caller owns it, and the queue makes another
 * on demand. Any other message is left alone.
 * @return OK; NULL_ARG for a NULL queue
 */
MAMAExpDLL mama_status mamaQueueImpl_detachMsg(mamaQueue queue, mamaMsg msg);

/** 1 from the first dispatch or timedDispatch until a stop or the queue's end, else 0. */
MAMAExpDLL int mamaQueueImpl_isDispatching(mamaQueue queue);

/**
 * For bridges with queues of their own: calls the application's high watermark callback, if there
 * is one, on the calling thread.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaQueueImpl_highWatermarkExceeded(mamaQueue queue, size_t size);

/**
 * The same for the low watermark.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaQueueImpl_lowWatermarkExceeded(mamaQueue queue, size_t size);

/** The queue's statistics collector; NULL for NULL or when statistics are off. */
MAMAExpDLL mamaStatsCollector mamaQueueImpl_getStatsCollector(mamaQueue queue);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_QUEUE_H_ */
