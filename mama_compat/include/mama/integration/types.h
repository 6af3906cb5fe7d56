/* Quoll: mama/integration/types.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Types that the core shares with bridges: the opaque objects that a bridge returns from its create
 * functions, and the callback types of the middle layer. Define OPENMAMA_INTEGRATION before
 * including mama headers when writing a bridge.
 */
#ifndef QUOLL_MAMA_INTEGRATION_TYPES_H_
#define QUOLL_MAMA_INTEGRATION_TYPES_H_

#include <mama/mama.h>
#include <mama/status.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The bridge's part of a publisher. The types named ...Bridge below are the same for other objects:
 * each is made, defined and freed by the bridge alone.
 */
typedef struct publisherBridge_* publisherBridge;

/** Asks for the present value of a statistic. */
typedef int(MAMACALLTYPE* pollStatCb)(void* closure);

/** Asks the owner of a collector to bring its statistics up to date. */
typedef void(MAMACALLTYPE* collectorPollStatCb)(mamaStatsCollector statsCollector, void* closure);
typedef struct subscriptonBridge_* subscriptionBridge;

/** How a subscription matches. */
typedef enum {
  wc_none = 0,      /**< one topic */
  wc_transport = 1, /**< by transport */
  wc_wildcard = 2   /**< by pattern */
} wildCardType;

typedef struct timerBridge_* timerBridge;
typedef struct msgBridge_* msgBridge;

/** What a payload bridge returns as a message. */
typedef void* msgPayload;

/** What a payload bridge returns as a field. */
typedef void* msgFieldPayload;

/** What a payload bridge returns as an iterator. */
typedef void* msgPayloadIter;
typedef struct inboxBridge_* inboxBridge;
typedef struct ioBridge_* ioBridge;

/** What a bridge registers in an endpoint pool. */
typedef void* endpoint_t;

/** A map from topics to endpoints; see mama/integration/endpointpool.h. */
typedef void* endpointPool_t;
typedef struct wombatThrottle_* wombatThrottle;
typedef struct actionHandle* wombatThrottleAction;
typedef struct transportBridge_* transportBridge;
typedef void(MAMACALLTYPE* throttleCb)(void* msgOrRequest, void* closure);

/** Called for every endpoint that is left when a pool is destroyed. */
typedef void(MAMACALLTYPE* endpointDestroyCb)(endpoint_t endpoint);
typedef mama_status(MAMACALLTYPE* conflateProcessCb)(mamaConflationManager conflationManager,
                                                     mamaMsg msg, const char* topic);
typedef struct queueBridge_* queueBridge;

/** What mamaQueue_incrementObjectCount returns. */
typedef void* mamaQueueLockHandle;
typedef mamaMsg(MAMACALLTYPE* conflateGetMsgCb)(mamaConflationManager conflationManager);
typedef struct imageReqImpl_* imageRequest;

/** What the core knows about one subject of a subscription. */
typedef struct SubjectContext_ SubjectContext;

/** The state of a subject's sequence. */
typedef enum dqState_ {
  DQ_STATE_OK = 0,
  DQ_STATE_NOT_ESTABLISHED = 1,
  DQ_STATE_WAITING_FOR_RECAP = 2,
  DQ_STATE_POSSIBLY_STALE = 3,
  DQ_STATE_DUPLICATE = 4,
  DQ_STATE_STALE_NO_RECAP = 5,
  DQ_STATE_WAITING_FOR_RECAP_AFTER_FT = 6
} dqState;

/** The data quality of one subject. Internal to the data quality plugin. */
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
