/* Quoll: mama/queue.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Queues and dispatchers. A queue is a FIFO of (callback, closure) events that belongs to one
 * bridge for life; what an application receives - timer ticks, messages, io, its own events - are
 * events on a queue. A dispatcher is a thread that serves one queue.
 *
 * Events run in the order in which their enqueueing ended, over all producers. Every function may
 * be called from any thread, also from an event of the queue, unless it says otherwise. Objects on
 * the queue (timers, inboxes, subscriptions) must be destroyed before it (dispatch 1).
 */
#ifndef QUOLL_MAMA_QUEUE_H_
#define QUOLL_MAMA_QUEUE_H_

#include <mama/status.h>
#include <mama/types.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The queue holds at least as many events as the high watermark says; on a thread that dispatches,
 * once until the low watermark has been reached again.
 */
typedef void(MAMACALLTYPE* mamaQueueHighWatermarkExceededCb)(mamaQueue queue, size_t size,
                                                             void* closure);

/** After the above: the queue has shrunk to the low watermark; on a thread that dispatches. */
typedef void(MAMACALLTYPE* mamaQueueLowWatermarkCb)(mamaQueue queue, size_t size, void* closure);

/** What mamaQueue_setQueueMonitorCallbacks takes; each may be NULL. */
typedef struct mamaQueueMonitorCallbacks_ {
  mamaQueueHighWatermarkExceededCb onQueueHighWatermarkExceeded;
  mamaQueueLowWatermarkCb onQueueLowWatermark;
} mamaQueueMonitorCallbacks;

/**
 * Called on the enqueuing thread after an event has become visible to dispatchers; with no lock
 * held.
 */
typedef void(MAMACALLTYPE* mamaQueueEnqueueCB)(mamaQueue queue, void* closure);

/** An event: called once on a thread that dispatches the queue. */
typedef void(MAMACALLTYPE* mamaQueueEventCB)(mamaQueue queue, void* closure);

/**
 * Creates a queue named NO_NAME_<n>, with no watermarks. No thread is made: see
 * mamaDispatcher_create.
 * @param queue       receives the handle; untouched on error
 * @param bridgeImpl  the bridge that stores the events
 * @return OK; NO_BRIDGE_IMPL for a NULL bridge; NULL_ARG for a NULL queue; NOMEM; or the bridge's
 *         status
 */
MAMAExpDLL mama_status mamaQueue_create(mamaQueue* queue, mamaBridge bridgeImpl);

/**
 * Creates a queue on one that the middleware has made already; it passes into the queue's
 * ownership.
 * @param nativeQueue  what the bridge takes; the base bridge: a created wombatQueue
 * @return as mamaQueue_create, and NOT_IMPLEMENTED when the bridge cannot do this
 */
MAMAExpDLL mama_status mamaQueue_create_usingNative(mamaQueue* queue, mamaBridge bridgeImpl,
                                                    void* nativeQueue);

/** Whether mamaQueue_destroy would succeed. @return OK; QUEUE_OPEN_OBJECTS; NULL_ARG */
MAMAExpDLL mama_status mamaQueue_canDestroy(mamaQueue queue);

/**
 * Destroys a queue. Events that are still in it are dropped without being called. Dispatching is
 * stopped and waited for; from an event of the same queue the end comes after that event. An
 * attached dispatcher is detached, its own destroy is still needed.
 * @return OK; NULL_ARG; QUEUE_OPEN_OBJECTS, with no effect at all, while objects on it are alive.
 *         Never destroy a bridge's default queue.
 */
MAMAExpDLL mama_status mamaQueue_destroy(mamaQueue queue);

/**
 * Destroys a queue as soon as the objects on it are gone, and dispatches its events on the calling
 * thread until then. May block for ever; the objects must have been told to go before.
 * @return OK; NULL_ARG; the status of a dispatch that failed, with the queue alive
 */
MAMAExpDLL mama_status mamaQueue_destroyWait(mamaQueue queue);

/**
 * mamaQueue_destroyWait for a limited time.
 * @param timeout  milliseconds
 * @return OK, also when the time is over and the queue stays alive and usable (a WARN line says
 *         so); NULL_ARG for a NULL queue or a timeout of 0 or less
 */
MAMAExpDLL mama_status mamaQueue_destroyTimedWait(mamaQueue queue, long timeout);

/**
 * Sets the number of events from which onQueueHighWatermarkExceeded is called.
 * @return OK; NULL_ARG; INVALID_ARG when it is 0 or below the low watermark; or the bridge's status
 */
MAMAExpDLL mama_status mamaQueue_setHighWatermark(mamaQueue queue, size_t highWatermark);

/** The high watermark; 0 when never set. @return OK; NULL_ARG; INVALID_ARG for a NULL result */
MAMAExpDLL mama_status mamaQueue_getHighWatermark(mamaQueue queue, size_t* highWatermark);

/**
 * Sets the number of events at which onQueueLowWatermark is called after a high. Set the high one
 * first; 0 counts as 1.
 * @return OK; NULL_ARG; INVALID_ARG when it is above the high watermark; or the bridge's status
 */
MAMAExpDLL mama_status mamaQueue_setLowWatermark(mamaQueue queue, size_t lowWatermark);

/**
 * The low watermark; 1 when never set (the queue then reports when it is empty).
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result
 */
MAMAExpDLL mama_status mamaQueue_getLowWatermark(mamaQueue queue, size_t* lowWatermark);

/**
 * Sets the receivers of the watermarks. When the call returns, those that were set before are not
 * called any more; it waits for a call of them that runs on another thread, unless the caller is
 * itself inside some callback.
 * @param queueMonitorCallbacks  copied
 * @return OK; NULL_ARG for a NULL queue or structure; NOMEM, which leaves the old ones in place
 */
MAMAExpDLL mama_status mamaQueue_setQueueMonitorCallbacks(
    mamaQueue queue, mamaQueueMonitorCallbacks* queueMonitorCallbacks, void* closure);

/**
 * How many events wait; the one that is running is not counted.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result; NOT_IMPLEMENTED
 */
MAMAExpDLL mama_status mamaQueue_getEventCount(mamaQueue queue, size_t* count);

/**
 * Renames the queue. A dispatcher's thread keeps the name that it was given at its start.
 * @param name  copied
 * @return OK; NULL_ARG; INVALID_ARG for a NULL name; NOMEM
 */
MAMAExpDLL mama_status mamaQueue_setQueueName(mamaQueue queue, const char* name);

/**
 * The queue's name: an internal text, valid until the queue is renamed or destroyed.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result
 */
MAMAExpDLL mama_status mamaQueue_getQueueName(mamaQueue queue, const char** name);

/** The name of the queue's bridge; static. @return OK; NULL_ARG; INVALID_ARG for a NULL result */
MAMAExpDLL mama_status mamaQueue_getQueueBridgeName(mamaQueue queue, const char** name);

/**
 * Runs events on the calling thread until mamaQueue_stopDispatch, and sleeps while there are none.
 * A second thread that calls it waits until the first has left. Must not be called from an event
 * that runs under it.
 * @return OK when stopped; NULL_ARG; PLATFORM
 */
MAMAExpDLL mama_status mamaQueue_dispatch(mamaQueue queue);

/**
 * Runs one event on the calling thread, waiting for it if necessary. May be nested in events, and
 * may run beside other dispatching threads.
 * @param timeout  milliseconds; 0 does not wait
 * @return OK, whether an event ran or the time was over; NULL_ARG
 */
MAMAExpDLL mama_status mamaQueue_timedDispatch(mamaQueue queue, uint64_t timeout);

/**
 * Runs one event on the calling thread and waits for it without limit, but for a stop or the end of
 * the queue. May be nested in events.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaQueue_dispatchEvent(mamaQueue queue);

/**
 * Appends an event. Never blocks for long; works whether or not anybody dispatches.
 * @param callback  called once with the queue and the closure
 * @param closure   never freed by the library; also not when the queue is destroyed with the event
 *                  in it
 * @return OK; NULL_ARG for a NULL queue or callback; PLATFORM when it cannot be stored
 */
MAMAExpDLL mama_status mamaQueue_enqueueEvent(mamaQueue queue, mamaQueueEventCB callback,
                                              void* closure);

/**
 * Makes the mamaQueue_dispatch in progress return after its present event; what is queued stays. An
 * idle queue does not remember it. With a dispatcher it means a moment's interruption only.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaQueue_stopDispatch(mamaQueue queue);

/**
 * An addition to the interface that some bridges and programs rely on: holds the events of the
 * queue back. It goes on taking events, and is to those who dispatch it like an empty queue; a
 * dispatch in progress goes on when the queue is activated again. When this has returned, no event
 * begins on any thread, except
 *   - in a call of mamaQueue_timedDispatch or mamaQueue_dispatchEvent that was in progress, which
 * may still run the one event that it waited for, and
 *   - when called from inside a callback of another queue: then it does not wait, and events that
 *     are about to begin on other threads still run.
 * A queue that is deactivated already stays so. The functions that destroy and wait activate it.
 *
 * A bridge that exports <name>BridgeMamaQueue_deactivate(queueBridge) and
 * <name>BridgeMamaQueue_activate(queueBridge), both returning mama_status, is asked instead.
 * @return OK; NULL_ARG; INVALID_ARG for a queue that was destroyed; or what the bridge says
 */
MAMAExpDLL mama_status mamaQueue_deactivate(mamaQueue queue);

/** Lets the events of the queue go on, in their order. A new queue is active. @return as above */
MAMAExpDLL mama_status mamaQueue_activate(mamaQueue queue);

/**
 * Sets the callback for every event enqueued from now on, in place of any earlier one.
 * @return OK; NULL_ARG for a NULL queue or callback; NOT_IMPLEMENTED
 */
MAMAExpDLL mama_status mamaQueue_setEnqueueCallback(mamaQueue queue, mamaQueueEnqueueCB callback,
                                                    void* closure);

/** Ends it: no call of it begins after this has returned. @return OK; NULL_ARG; NOT_IMPLEMENTED */
MAMAExpDLL mama_status mamaQueue_removeEnqueueCallback(mamaQueue queue);

/**
 * The bridge's own queue. With the base bridge it is the queueBridge, good for every
 * baseBridgeMamaQueue function.
 * @return OK; NULL_ARG; NOT_IMPLEMENTED
 */
MAMAExpDLL mama_status mamaQueue_getNativeHandle(mamaQueue queue, void** nativeHandle);

/**
 * Starts a thread, named mama_dispatcher_<queue name>, that dispatches the queue until the
 * dispatcher is destroyed.
 * @param result  receives the handle; NULL on error
 * @return OK; INVALID_ARG for a NULL queue; NULL_ARG for a NULL result; TOO_MANY_DISPATCHERS when
 *         the queue has one; NOMEM; SYSTEM_ERROR when the thread cannot be made
 */
MAMAExpDLL mama_status mamaDispatcher_create(mamaDispatcher* result, mamaQueue queue);

/** The queue that it serves. @return OK; NULL_ARG; INVALID_ARG for a NULL result */
MAMAExpDLL mama_status mamaDispatcher_getQueue(mamaDispatcher dispatcher, mamaQueue* result);

/**
 * Makes the queue keep statistics, when the properties ask for them; otherwise does nothing. Called
 * by mamaQueue_create.
 * @return OK; NULL_ARG; the first failure
 */
MAMAExpDLL mama_status mamaQueue_enableStats(mamaQueue queue);

/**
 * Stops the thread and waits until the event in progress has ended; the queue lives on. From an
 * event on the dispatcher's own thread the end comes after that event. Destroy it before its queue.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaDispatcher_destroy(mamaDispatcher dispatcher);

/**
 * The application's closure; NULL when never set.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result
 */
MAMAExpDLL mama_status mamaQueue_getClosure(mamaQueue queue, void** closure);

/**
 * Attaches a pointer of the application's to the queue; never freed by the library.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaQueue_setClosure(mamaQueue queue, void* closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_QUEUE_H_ */
