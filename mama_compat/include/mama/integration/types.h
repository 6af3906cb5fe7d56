/* Quoll: mama/integration/types.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_INTEGRATION_TYPES_H_
#define QUOLL_MAMA_INTEGRATION_TYPES_H_

#include <mama/mama.h>
#include <mama/status.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct publisherBridge_* publisherBridge;
typedef int(MAMACALLTYPE* pollStatCb)(void* closure);
typedef void(MAMACALLTYPE* collectorPollStatCb)(mamaStatsCollector statsCollector, void* closure);
typedef struct subscriptonBridge_* subscriptionBridge;

typedef enum { wc_none = 0, wc_transport = 1, wc_wildcard = 2 } wildCardType;

typedef struct timerBridge_* timerBridge;
typedef struct msgBridge_* msgBridge;
typedef void* msgPayload;
typedef void* msgFieldPayload;
typedef void* msgPayloadIter;
typedef struct inboxBridge_* inboxBridge;
typedef struct ioBridge_* ioBridge;
typedef void* endpoint_t;
typedef void* endpointPool_t;
typedef struct wombatThrottle_* wombatThrottle;
typedef struct actionHandle* wombatThrottleAction;
typedef struct transportBridge_* transportBridge;
typedef void(MAMACALLTYPE* throttleCb)(void* msgOrRequest, void* closure);
typedef void(MAMACALLTYPE* endpointDestroyCb)(endpoint_t endpoint);
typedef mama_status(MAMACALLTYPE* conflateProcessCb)(mamaConflationManager conflationManager,
                                                     mamaMsg msg, const char* topic);
typedef struct queueBridge_* queueBridge;
typedef void* mamaQueueLockHandle;
typedef mamaMsg(MAMACALLTYPE* conflateGetMsgCb)(mamaConflationManager conflationManager);
typedef struct imageReqImpl_* imageRequest;
typedef struct SubjectContext_ SubjectContext;

typedef enum dqState_ {
  DQ_STATE_OK = 0,
  DQ_STATE_NOT_ESTABLISHED = 1,
  DQ_STATE_WAITING_FOR_RECAP = 2,
  DQ_STATE_POSSIBLY_STALE = 3,
  DQ_STATE_DUPLICATE = 4,
  DQ_STATE_STALE_NO_RECAP = 5,
  DQ_STATE_WAITING_FOR_RECAP_AFTER_FT = 6
} dqState;

typedef struct {
  mama_seqnum_t mSeqNum;
  dqState mDQState;
  mamaMsg* mCache;
  int mCurCacheIdx;
  int mCacheSize;
  imageRequest mRecapRequest;
  mama_u64_t mSenderId;
  uint8_t mDoNotForward;
  mama_bool_t mSetCacheMsgStale;
} mamaDqContext;

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_TYPES_H_ */
