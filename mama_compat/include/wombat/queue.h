/* Quoll: wombat/queue.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_WOMBAT_QUEUE_H_
#define QUOLL_WOMBAT_QUEUE_H_

#include <stdint.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WOMBAT_QUEUE_CHUNK_SIZE 64

typedef void(MAMACALLTYPE* wombatQueueCb)(void* data, void* closure);
typedef void* wombatQueue;

typedef enum {
  WOMBAT_QUEUE_OK = 1,
  WOMBAT_QUEUE_FULL = 2,
  WOMBAT_QUEUE_NOMEM = 3,
  WOMBAT_QUEUE_SEM_ERR = 4,
  WOMBAT_QUEUE_MTX_ERR = 5,
  WOMBAT_QUEUE_INVALID_ARG = 6,
  WOMBAT_QUEUE_WOULD_BLOCK = 7,
  WOMBAT_QUEUE_END = 8,
  WOMBAT_QUEUE_TIMEOUT = 9
} wombatQueueStatus;

typedef void(MAMACALLTYPE* wombatQueueFlushCb)(wombatQueue queue, void* data, void* closure,
                                               void* flushClosure);

COMMONExpDLL wombatQueueStatus wombatQueue_allocate(wombatQueue* result);
COMMONExpDLL wombatQueueStatus wombatQueue_create(wombatQueue queue, uint32_t maxSize,
                                                  uint32_t initialSize, uint32_t growBySize);
COMMONExpDLL wombatQueueStatus wombatQueue_destroy(wombatQueue queue);
COMMONExpDLL wombatQueueStatus wombatQueue_deallocate(wombatQueue queue);
COMMONExpDLL wombatQueueStatus wombatQueue_setMaxSize(wombatQueue queue, unsigned int value);
COMMONExpDLL wombatQueueStatus wombatQueue_getMaxSize(wombatQueue queue, unsigned int* value);
COMMONExpDLL wombatQueueStatus wombatQueue_getSize(wombatQueue queue, int* size);
COMMONExpDLL wombatQueueStatus wombatQueue_enqueue(wombatQueue queue, wombatQueueCb cb, void* data,
                                                   void* closure);
COMMONExpDLL wombatQueueStatus wombatQueue_dispatch(wombatQueue queue, void** data, void** closure);
COMMONExpDLL wombatQueueStatus wombatQueue_timedDispatch(wombatQueue queue, void** data,
                                                         void** closure, uint64_t timeout);
COMMONExpDLL wombatQueueStatus wombatQueue_poll(wombatQueue queue, void** data, void** closure);
COMMONExpDLL wombatQueueStatus wombatQueue_unblock(wombatQueue queue);
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
COMMONExpDLL wombatQueueStatus wombatQueue_begin(wombatQueue queue);
COMMONExpDLL wombatQueueStatus wombatQueue_end(wombatQueue queue);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_QUEUE_H_ */
