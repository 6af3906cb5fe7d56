/* Quoll: wombat/queue.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A FIFO of (callback, data, closure) triples for several producers and consumers. All functions
 * but allocate, create, destroy and deallocate may be called from any thread; the iterator belongs
 * to one thread at a time (common 2). A NULL queue gives WOMBAT_QUEUE_INVALID_ARG.
 */
#ifndef QUOLL_WOMBAT_QUEUE_H_
#define QUOLL_WOMBAT_QUEUE_H_

#include <stdint.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

/** By how many items a queue grows. */
#define WOMBAT_QUEUE_CHUNK_SIZE 64

/** An item being dispatched; no lock is held. */
typedef void(MAMACALLTYPE* wombatQueueCb)(void* data, void* closure);
typedef void* wombatQueue;

/** Results; mind that OK is 1. */
typedef enum {
  WOMBAT_QUEUE_OK = 1,
  WOMBAT_QUEUE_FULL = 2,
  WOMBAT_QUEUE_NOMEM = 3,
  WOMBAT_QUEUE_SEM_ERR = 4,
  WOMBAT_QUEUE_MTX_ERR = 5,
  WOMBAT_QUEUE_INVALID_ARG = 6,
  WOMBAT_QUEUE_WOULD_BLOCK = 7, /**< Poll found nothing */
  WOMBAT_QUEUE_END = 8,         /**< The iterator is on no item */
  WOMBAT_QUEUE_TIMEOUT = 9
} wombatQueueStatus;

/** An item being flushed. */
typedef void(MAMACALLTYPE* wombatQueueFlushCb)(wombatQueue queue, void* data, void* closure,
                                               void* flushClosure);

/** Allocates a queue, to be made usable with wombatQueue_create. @return OK; NOMEM */
COMMONExpDLL wombatQueueStatus wombatQueue_allocate(wombatQueue* result);

/**
 * Makes an allocated queue usable. 0 stands for a default: no limit, 64, 64. After a failure only
 * deallocate is allowed.
 * @return OK; NOMEM, also when the initial size is above the limit; SEM_ERR
 */
COMMONExpDLL wombatQueueStatus wombatQueue_create(wombatQueue queue, uint32_t maxSize,
                                                  uint32_t initialSize, uint32_t growBySize);

/** Drops what is in it and frees it. Nobody may be waiting. */
COMMONExpDLL wombatQueueStatus wombatQueue_destroy(wombatQueue queue);

/** Frees a queue that was not, or could not be, created. */
COMMONExpDLL wombatQueueStatus wombatQueue_deallocate(wombatQueue queue);

/** Sets the limit for later growth. @return OK; INVALID_ARG above WOMBAT_QUEUE_MAX_SIZE */
COMMONExpDLL wombatQueueStatus wombatQueue_setMaxSize(wombatQueue queue, unsigned int value);

/** The limit. */
COMMONExpDLL wombatQueueStatus wombatQueue_getMaxSize(wombatQueue queue, unsigned int* value);

/** How many items wait. */
COMMONExpDLL wombatQueueStatus wombatQueue_getSize(wombatQueue queue, int* size);

/** Appends an item and wakes one waiter. The callback may be NULL. @return OK; FULL */
COMMONExpDLL wombatQueueStatus wombatQueue_enqueue(wombatQueue queue, wombatQueueCb cb, void* data,
                                                   void* closure);

/**
 * Waits for an item, takes it, stores data and closure where these are not NULL, and calls its
 * callback.
 * @return OK, also after an unblock, when nothing was taken; SEM_ERR
 */
COMMONExpDLL wombatQueueStatus wombatQueue_dispatch(wombatQueue queue, void** data, void** closure);

/** The same for a limited time in milliseconds. @return as above; TIMEOUT */
COMMONExpDLL wombatQueueStatus wombatQueue_timedDispatch(wombatQueue queue, void** data,
                                                         void** closure, uint64_t timeout);

/** The same without waiting. @return as above; WOULD_BLOCK */
COMMONExpDLL wombatQueueStatus wombatQueue_poll(wombatQueue queue, void** data, void** closure);

/** Makes one dispatch, in progress or the next, return with nothing. */
COMMONExpDLL wombatQueueStatus wombatQueue_unblock(wombatQueue queue);

/**
 * Takes out everything and calls the callback for each item, in order; the items' own callbacks do
 * not run.
 */
COMMONExpDLL wombatQueueStatus wombatQueue_flush(wombatQueue queue, wombatQueueFlushCb cb,
                                                 void* closure);
COMMONExpDLL wombatQueueStatus wombatQueue_next(wombatQueue queue, void** data, void** closure);
COMMONExpDLL wombatQueueStatus wombatQueue_prev(wombatQueue queue, void** data, void** closure);
COMMONExpDLL wombatQueueStatus wombatQueue_cur(wombatQueue queue, void** data, void** closure);
COMMONExpDLL wombatQueueStatus wombatQueue_remove(wombatQueue queue, void** data, void** closure);
COMMONExpDLL wombatQueueStatus wombatQueue_insertAfter(wombatQueue queue, wombatQueueCb cb,
                                                       void* data, void* closure);
COMMONExpDLL wombatQueueStatus wombatQueue_insertBefore(wombatQueue queue, wombatQueueCb cb,
                                                        void* data, void* closure);
COMMONExpDLL wombatQueueStatus wombatQueue_replace(wombatQueue queue, wombatQueueCb cb, void* data,
                                                   void* closure);

/**
 * The iterator: begin and end put it before the first and behind the last item; next and prev move
 * it, and give END at the end; cur reads; remove, insertBefore, insertAfter and replace work where
 * it stands (replace keeps the item's callback). Data and closure go where the pointers are not
 * NULL.
 */
COMMONExpDLL wombatQueueStatus wombatQueue_begin(wombatQueue queue);
COMMONExpDLL wombatQueueStatus wombatQueue_end(wombatQueue queue);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_QUEUE_H_ */
