/* Quoll: mama/queue.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_QUEUE_H_
#define QUOLL_MAMA_QUEUE_H_

#include <mama/status.h>
#include <mama/types.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void(MAMACALLTYPE* mamaQueueHighWatermarkExceededCb)(mamaQueue queue, size_t size,
                                                             void* closure);
typedef void(MAMACALLTYPE* mamaQueueLowWatermarkCb)(mamaQueue queue, size_t size, void* closure);

typedef struct mamaQueueMonitorCallbacks_ {
  mamaQueueHighWatermarkExceededCb onQueueHighWatermarkExceeded;
  mamaQueueLowWatermarkCb onQueueLowWatermark;
} mamaQueueMonitorCallbacks;

typedef void(MAMACALLTYPE* mamaQueueEnqueueCB)(mamaQueue queue, void* closure);
typedef void(MAMACALLTYPE* mamaQueueEventCB)(mamaQueue queue, void* closure);

MAMAExpDLL mama_status mamaQueue_create(mamaQueue* queue, mamaBridge bridgeImpl);
MAMAExpDLL mama_status mamaQueue_create_usingNative(mamaQueue* queue, mamaBridge bridgeImpl,
                                                    void* nativeQueue);
MAMAExpDLL mama_status mamaQueue_canDestroy(mamaQueue queue);
MAMAExpDLL mama_status mamaQueue_destroy(mamaQueue queue);
MAMAExpDLL mama_status mamaQueue_destroyWait(mamaQueue queue);
MAMAExpDLL mama_status mamaQueue_destroyTimedWait(mamaQueue queue, long timeout);
MAMAExpDLL mama_status mamaQueue_setHighWatermark(mamaQueue queue, size_t highWatermark);
MAMAExpDLL mama_status mamaQueue_getHighWatermark(mamaQueue queue, size_t* highWatermark);
MAMAExpDLL mama_status mamaQueue_setLowWatermark(mamaQueue queue, size_t lowWatermark);
MAMAExpDLL mama_status mamaQueue_getLowWatermark(mamaQueue queue, size_t* lowWatermark);
MAMAExpDLL mama_status mamaQueue_setQueueMonitorCallbacks(
    mamaQueue queue, mamaQueueMonitorCallbacks* queueMonitorCallbacks, void* closure);
MAMAExpDLL mama_status mamaQueue_getEventCount(mamaQueue queue, size_t* count);
MAMAExpDLL mama_status mamaQueue_setQueueName(mamaQueue queue, const char* name);
MAMAExpDLL mama_status mamaQueue_getQueueName(mamaQueue queue, const char** name);
MAMAExpDLL mama_status mamaQueue_getQueueBridgeName(mamaQueue queue, const char** name);
MAMAExpDLL mama_status mamaQueue_dispatch(mamaQueue queue);
MAMAExpDLL mama_status mamaQueue_timedDispatch(mamaQueue queue, uint64_t timeout);
MAMAExpDLL mama_status mamaQueue_dispatchEvent(mamaQueue queue);
MAMAExpDLL mama_status mamaQueue_enqueueEvent(mamaQueue queue, mamaQueueEventCB callback,
                                              void* closure);
MAMAExpDLL mama_status mamaQueue_stopDispatch(mamaQueue queue);
MAMAExpDLL mama_status mamaQueue_setEnqueueCallback(mamaQueue queue, mamaQueueEnqueueCB callback,
                                                    void* closure);
MAMAExpDLL mama_status mamaQueue_removeEnqueueCallback(mamaQueue queue);
MAMAExpDLL mama_status mamaQueue_getNativeHandle(mamaQueue queue, void** nativeHandle);
MAMAExpDLL mama_status mamaDispatcher_create(mamaDispatcher* result, mamaQueue queue);
MAMAExpDLL mama_status mamaDispatcher_getQueue(mamaDispatcher dispatcher, mamaQueue* result);
MAMAExpDLL mama_status mamaQueue_enableStats(mamaQueue queue);
MAMAExpDLL mama_status mamaDispatcher_destroy(mamaDispatcher dispatcher);
MAMAExpDLL mama_status mamaQueue_getClosure(mamaQueue queue, void** closure);
MAMAExpDLL mama_status mamaQueue_setClosure(mamaQueue queue, void* closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_QUEUE_H_ */
