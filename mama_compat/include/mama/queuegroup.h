/* Quoll: mama/queuegroup.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_QUEUEGROUP_H_
#define QUOLL_MAMA_QUEUEGROUP_H_

#include <mama/queue.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL mama_status mamaQueueGroup_create(mamaQueueGroup* queueGroup, int numberOfQueues,
                                             mamaBridge bridgeImpl);
MAMAExpDLL mama_status mamaQueueGroup_destroy(mamaQueueGroup queueGroup);
MAMAExpDLL mama_status mamaQueueGroup_getNextQueue(mamaQueueGroup queueGroup, mamaQueue* queue);
MAMAExpDLL mama_status mamaQueueGroup_getQueueByIndex(mamaQueueGroup queueGroup, mamaQueue* queue,
                                                      int index);
MAMAExpDLL mama_status mamaQueueGroup_getNumberOfQueues(mamaQueueGroup queueGroup, int* count);
MAMAExpDLL mama_status mamaQueueGroup_stopDispatch(mamaQueueGroup queueGroup);
MAMAExpDLL mama_status mamaQueueGroup_startDispatch(mamaQueueGroup queueGroup);
MAMAExpDLL mama_status mamaQueueGroup_destroyWait(mamaQueueGroup queueGroup);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_QUEUEGROUP_H_ */
