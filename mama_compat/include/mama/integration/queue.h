/* Quoll: mama/integration/queue.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_INTEGRATION_QUEUE_H_
#define QUOLL_MAMA_INTEGRATION_QUEUE_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/types.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL void mamaQueue_decrementObjectCount(mamaQueueLockHandle* handle, mamaQueue queue);
MAMAExpDLL mamaQueueLockHandle mamaQueue_incrementObjectCount(mamaQueue queue, void* owner);
MAMAExpDLL mamaBridge mamaQueueImpl_getBridgeImpl(mamaQueue queue);
MAMAExpDLL mamaMsg mamaQueueImpl_getMsg(mamaQueue queue);
MAMAExpDLL mama_status mamaQueueImpl_detachMsg(mamaQueue queue, mamaMsg msg);
MAMAExpDLL int mamaQueueImpl_isDispatching(mamaQueue queue);
MAMAExpDLL mama_status mamaQueueImpl_highWatermarkExceeded(mamaQueue queue, size_t size);
MAMAExpDLL mama_status mamaQueueImpl_lowWatermarkExceeded(mamaQueue queue, size_t size);
MAMAExpDLL mamaStatsCollector mamaQueueImpl_getStatsCollector(mamaQueue queue);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_QUEUE_H_ */
