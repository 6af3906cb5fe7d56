/* Quoll: wombat/timers.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A heap of one-shot timers with a thread of its own (common 8). From any thread, callbacks
 * included, unless a function says otherwise. Results: 0, or -1 (or the system's error number).
 */
#ifndef QUOLL_WOMBAT_TIMERS_H_
#define QUOLL_WOMBAT_TIMERS_H_

#include <wombat/port.h>

/* Some programs look for it. */
#define TIMERS_INTERNAL_

#ifdef __cplusplus
extern "C" {
#endif

typedef void* timerElement;
typedef void* timerHeap;

/**
 * Called once when a timer is due, on the heap's thread and with the heap locked. It may create,
 * reset and destroy timers of the heap, its own included. The timer stays allocated until
 * destroyTimer.
 */
typedef void(MAMACALLTYPE* timerFireCb)(timerElement timer, void* closure);

/** A heap, for destroyHeap. Nothing fires before startDispatchTimerHeap. */
COMMONExpDLL int createTimerHeap(timerHeap* heap);

/** Starts the heap's thread. */
COMMONExpDLL int startDispatchTimerHeap(timerHeap heap);

/** The heap's thread; INVALID_THREAD for NULL or when it was not started. */
COMMONExpDLL wthread_t timerHeapGetTid(timerHeap heap);

/**
 * Ends the thread and frees the heap with the timers that are left. Not from a callback, and no
 * other call may be under way.
 */
COMMONExpDLL int destroyHeap(timerHeap heap);

/**
 * A timer that fires once.
 * @param timer    receives the timer before it can fire
 * @param heap     the heap
 * @param cb       what to call
 * @param timeout  from now; zero or less fires as soon as possible, not inside this call
 * @param closure  handed to cb
 */
COMMONExpDLL int createTimer(timerElement* timer, timerHeap heap, timerFireCb cb,
                             struct timeval* timeout, void* closure);

/**
 * Frees a timer. When it returns on another thread than the heap's, its callback neither runs nor
 * will run; it waits for a callback of this heap that runs.
 */
COMMONExpDLL int destroyTimer(timerHeap heap, timerElement timer);

/** Arms a timer anew for this time from now, whether it waits or has fired. */
COMMONExpDLL int resetTimer(timerHeap heap, timerElement timer, struct timeval* timeout);

/** Lock the heap, for several calls in a row; once more in the same thread. Likewise unlock. */
COMMONExpDLL int lockTimerHeap(timerHeap heap);
COMMONExpDLL int unlockTimerHeap(timerHeap heap);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_TIMERS_H_ */
