/* Quoll: mama/timer.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Repeating timers. A tick is an event on the timer's queue, never early; the next deadline counts
 * from the moment the last one was noticed, so there is no burst after a stall. Intervals are
 * seconds as a double.
 *
 * A timer holds its queue until it is gone. All functions may be called from any thread, also from
 * the timer's own tick (dispatch 4).
 */
#ifndef QUOLL_MAMA_TIMER_H_
#define QUOLL_MAMA_TIMER_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A tick, or the last callback of a timer; on a thread that dispatches its queue. */
typedef void(MAMACALLTYPE* mamaTimerCb)(mamaTimer timer, void* closure);

/**
 * Creates a running timer whose first tick comes after one interval.
 * @param result    receives the handle before the first tick can run; NULL on error
 * @param queue     where ticks run
 * @param action    the tick
 * @param interval  seconds; 0 ticks as fast as the queue takes it, with one tick outstanding
 * @param closure   passed to action
 * @return OK; NULL_ARG for a NULL result or action; INVALID_QUEUE for a NULL queue; NO_BRIDGE_IMPL;
 *         INVALID_ARG for an interval that is negative or not finite; NOMEM; or the bridge's status
 */
MAMAExpDLL mama_status mamaTimer_create(mamaTimer* result, mamaQueue queue, mamaTimerCb action,
                                        mama_f64_t interval, void* closure);

/**
 * mamaTimer_create with a callback for its end.
 * @param onTimerDestroyed  may be NULL; called with the closure of the timer, as its last event
 * @return as mamaTimer_create
 */
MAMAExpDLL mama_status mamaTimer_create2(mamaTimer* result, mamaQueue queue, mamaTimerCb action,
                                         mamaTimerCb onTimerDestroyed, mama_f64_t interval,
                                         void* closure);

/**
 * Creates a timer that does not run. It holds its queue already.
 * @param result  receives the handle; NULL on error
 * @return OK; NULL_ARG; INVALID_QUEUE; NO_BRIDGE_IMPL; NOMEM
 */
MAMAExpDLL mama_status mamaTimer_allocate(mamaTimer* result, mamaQueue queue);

/**
 * mamaTimer_allocate with a callback for its end.
 * @return as mamaTimer_allocate
 */
MAMAExpDLL mama_status mamaTimer_allocate2(mamaTimer* result, mamaQueue queue,
                                           mamaTimerCb onTimerDestroyed);

/**
 * Starts an allocated timer, once.
 * @return OK; NULL_ARG for NULL or a timer that has been started; INVALID_ARG for a bad interval;
 *         INVALID_QUEUE; or the bridge's status. When the bridge refuses, the timer is gone.
 */
MAMAExpDLL mama_status mamaTimer_start(mamaTimer result, mamaTimerCb action, mama_f64_t interval,
                                       void* closure);

/**
 * Ends a timer. Ticks that are queued already do nothing; then, as the timer's last event,
 * onTimerDestroyed runs on the queue and the queue is released. Somebody must dispatch the queue
 * for that. On the queue's own thread no tick runs after this has returned. A timer that was never
 * started goes at once, with a NULL closure.
 * @return OK; NULL_ARG; INVALID_ARG when it is being destroyed; PLATFORM
 */
MAMAExpDLL mama_status mamaTimer_destroy(mamaTimer timer);

/**
 * Begins the present interval anew; a tick that is queued already still runs.
 * @return OK; NULL_ARG; INVALID_ARG when it does not run; the bridge's status
 */
MAMAExpDLL mama_status mamaTimer_reset(mamaTimer timer);

/**
 * Changes the interval (seconds) and begins it anew.
 * @return as mamaTimer_reset, and INVALID_ARG for a negative interval or one that is not finite
 */
MAMAExpDLL mama_status mamaTimer_setInterval(mamaTimer timer, mama_f64_t interval);

/**
 * The interval in seconds, exactly as it was set.
 * @return OK; NULL_ARG; INVALID_ARG when it does not run
 */
MAMAExpDLL mama_status mamaTimer_getInterval(const mamaTimer timer, mama_f64_t* interval);

/** The queue that it was created on. @return OK; NULL_ARG; INVALID_ARG for a NULL result */
MAMAExpDLL mama_status mamaTimer_getQueue(const mamaTimer timer, mamaQueue* queue);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_TIMER_H_ */
