/* Quoll: mama/subscription.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_SUBSCRIPTION_H_
#define QUOLL_MAMA_SUBSCRIPTION_H_

#include <mama/log.h>
#include <mama/msg.h>
#include <mama/msgstatus.h>
#include <mama/quality.h>
#include <mama/servicelevel.h>
#include <mama/status.h>
#include <mama/subscriptiontype.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { PRE_INITIAL_SCHEME_ON_GAP = 0, PRE_INITIAL_SCHEME_ON_INITIAL = 1 } preInitialScheme;

typedef enum {
  MAMA_SUBSCRIPTION_UNKNOWN = 0,
  MAMA_SUBSCRIPTION_ALLOCATED = 1,
  MAMA_SUBSCRIPTION_SETUP = 2,
  MAMA_SUBSCRIPTION_ACTIVATING = 3,
  MAMA_SUBSCRIPTION_ACTIVATED = 4,
  MAMA_SUBSCRIPTION_DEACTIVATING = 5,
  MAMA_SUBSCRIPTION_DEACTIVATED = 6,
  MAMA_SUBSCRIPTION_DESTROYING = 7,
  MAMA_SUBSCRIPTION_DESTROYED = 8,
  MAMA_SUBSCRIPTION_DEALLOCATING = 9,
  MAMA_SUBSCRIPTION_DEALLOCATED = 10,
  MAMA_SUBSCRIPTION_REACTIVATING = 11
} mamaSubscriptionState;

typedef enum { DQ_SCHEME_DELIVER_ALL = 0, DQ_SCHEME_INGORE_DUPS = 1 } dqStartegyScheme;

typedef enum { DQ_FT_DO_NOT_WAIT_FOR_RECAP = 0, DQ_FT_WAIT_FOR_RECAP = 1 } dqftStrategyScheme;

typedef void(MAMACALLTYPE* wombat_subscriptionCreateCB)(mamaSubscription subscription,
                                                        void* closure);
typedef void(MAMACALLTYPE* wombat_subscriptionDestroyCB)(mamaSubscription subscription,
                                                         void* closure);
typedef void(MAMACALLTYPE* wombat_subscriptionErrorCB)(mamaSubscription subscription,
                                                       mama_status status, void* platformError,
                                                       const char* subject, void* closure);
typedef void(MAMACALLTYPE* wombat_subscriptionGapCB)(mamaSubscription subscription, void* closure);
typedef void(MAMACALLTYPE* wombat_subscriptionOnMsgCB)(mamaSubscription subscription, mamaMsg msg,
                                                       void* closure, void* itemClosure);
typedef void(MAMACALLTYPE* wombat_subscriptionQualityCB)(mamaSubscription subscription,
                                                         mamaQuality quality, const char* symbol,
                                                         short cause, const void* platformInfo,
                                                         void* closure);
typedef void(MAMACALLTYPE* wombat_subscriptionRecapCB)(mamaSubscription subscription,
                                                       void* closure);
typedef void(MAMACALLTYPE* wombat_subscriptionWildCardOnMsgCB)(mamaSubscription subscription,
                                                               mamaMsg msg, const char* topic,
                                                               void* closure, void* itemClosure);

typedef struct mamaMsgCallbacks_ {
  wombat_subscriptionCreateCB onCreate;
  wombat_subscriptionErrorCB onError;
  wombat_subscriptionOnMsgCB onMsg;
  wombat_subscriptionQualityCB onQuality;
  wombat_subscriptionGapCB onGap;
  wombat_subscriptionRecapCB onRecapRequest;
  wombat_subscriptionDestroyCB onDestroy;
} mamaMsgCallbacks;

typedef struct mamaWildCardMsgCallbacks_ {
  wombat_subscriptionCreateCB onCreate;
  wombat_subscriptionErrorCB onError;
  wombat_subscriptionWildCardOnMsgCB onMsg;
  wombat_subscriptionDestroyCB onDestroy;
} mamaWildCardMsgCallbacks;

MAMAExpDLL mama_status mamaSubscription_activate(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_allocate(mamaSubscription* result);
MAMAExpDLL int mamaSubscription_checkDebugLevel(mamaSubscription subscription, MamaLogLevel level);
MAMAExpDLL mama_status mamaSubscription_create(mamaSubscription subscription, mamaQueue queue,
                                               const mamaMsgCallbacks* callbacks, mamaSource source,
                                               const char* symbol, void* closure);
MAMAExpDLL mama_status mamaSubscription_createBasic(mamaSubscription subscription,
                                                    mamaTransport transport, mamaQueue queue,
                                                    const mamaMsgCallbacks* callbacks,
                                                    const char* symbol, void* closure);
MAMAExpDLL mama_status
mamaSubscription_createBasicWildCard(mamaSubscription subscription, mamaTransport transport,
                                     mamaQueue queue, const mamaWildCardMsgCallbacks* callbacks,
                                     const char* source, const char* symbol, void* closure);
MAMAExpDLL mama_status mamaSubscription_createSnapshot(mamaSubscription subscription,
                                                       mamaQueue queue,
                                                       const mamaMsgCallbacks* callbacks,
                                                       mamaSource source, const char* symbol,
                                                       void* closure);
MAMAExpDLL mama_status mamaSubscription_deactivate(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_deallocate(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_destroy(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_destroyEx(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_getAppDataType(mamaSubscription subscription,
                                                       uint8_t* appDataType);
MAMAExpDLL mama_status mamaSubscription_getClosure(mamaSubscription subscription, void** closure);
MAMAExpDLL MamaLogLevel mamaSubscription_getDebugLevel(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_getItemClosure(mamaSubscription subscription,
                                                       void** closure);
MAMAExpDLL mama_status mamaSubscription_getMsgQualifierFilter(
    mamaSubscription subscription, int* ignoreDefinitelyDuplicate, int* ignorePossiblyDuplicate,
    int* ignoreDefinitelyDelayed, int* ignorePossiblyDelayed, int* ignoreOutOfSequence);
MAMAExpDLL mama_status mamaSubscription_getPlatformError(mamaSubscription subsc, void** error);
MAMAExpDLL mama_status mamaSubscription_getPreIntitialCacheSize(mamaSubscription subscription,
                                                                int* result);
MAMAExpDLL mama_status mamaSubscription_getQueue(mamaSubscription subscription, mamaQueue* queue);
MAMAExpDLL mama_status mamaSubscription_getReceivedInitial(mamaSubscription subscription,
                                                           int* receivedInitial);
MAMAExpDLL mama_status mamaSubscription_getRecoverGaps(mamaSubscription subscription,
                                                       int* doesRecover);
MAMAExpDLL mama_status mamaSubscription_getRequiresInitial(mamaSubscription subscription,
                                                           int* requiresInitial);
MAMAExpDLL mama_status mamaSubscription_getRetries(mamaSubscription subscription, int* retries);
MAMAExpDLL mama_status mamaSubscription_getServiceLevel(mamaSubscription subscription,
                                                        mamaServiceLevel* serviceLevel);
MAMAExpDLL mama_status mamaSubscription_getServiceLevelOpt(mamaSubscription subscription,
                                                           long* serviceLevel);
MAMAExpDLL mama_status mamaSubscription_getSource(mamaSubscription subscription,
                                                  const char** source);
MAMAExpDLL mama_status mamaSubscription_getState(mamaSubscription subscription,
                                                 mamaSubscriptionState* state);
MAMAExpDLL mama_status mamaSubscription_getSubscriptionType(mamaSubscription subscription,
                                                            mamaSubscriptionType* type);
MAMAExpDLL mama_status mamaSubscription_getSubscSymbol(mamaSubscription subscription,
                                                       const char** symbol);
MAMAExpDLL mama_status mamaSubscription_getSymbol(mamaSubscription subscription,
                                                  const char** symbol);
MAMAExpDLL mama_status mamaSubscription_getTimeout(mamaSubscription subscription, double* timeout);
MAMAExpDLL mama_status mamaSubscription_getRecapTimeout(mamaSubscription subscription,
                                                        double* timeout);
MAMAExpDLL mama_status mamaSubscription_getTransport(mamaSubscription subscription,
                                                     mamaTransport* transport);
MAMAExpDLL mamaMsgCallbacks* mamaSubscription_getUserCallbacks(mamaSubscription subscription);
MAMAExpDLL int mamaSubscription_isActive(mamaSubscription subscription);
MAMAExpDLL int mamaSubscription_isValid(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_muteCurrentTopic(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_setAppDataType(mamaSubscription subscription,
                                                       uint8_t appDataType);
MAMAExpDLL mama_status mamaSubscription_setDebugLevel(mamaSubscription subscription,
                                                      MamaLogLevel level);
MAMAExpDLL mama_status mamaSubscription_setGroupSizeHint(mamaSubscription subscription,
                                                         int groupSizeHint);
MAMAExpDLL mama_status mamaSubscription_setItemClosure(mamaSubscription subscription,
                                                       void* closure);
MAMAExpDLL mama_status mamaSubscription_setMsgQualifierFilter(
    mamaSubscription subscription, int ignoreDefinitelyDuplicate, int ignorePossiblyDuplicate,
    int ignoreDefinitelyDelayed, int ignorePossiblyDelayed, int ignoreOutOfSequence);
MAMAExpDLL mama_status mamaSubscription_setPreIntitialCacheSize(mamaSubscription subscription,
                                                                int cacheSize);
MAMAExpDLL mama_status mamaSubscription_setRecoverGaps(mamaSubscription subscription,
                                                       int doesRecover);
MAMAExpDLL mama_status mamaSubscription_setRequiresInitial(mamaSubscription subscription,
                                                           int requiresInitial);
MAMAExpDLL mama_status mamaSubscription_setServiceLevel(mamaSubscription subscription,
                                                        mamaServiceLevel serviceLevel,
                                                        long serviceLevelOpt);
MAMAExpDLL mama_status mamaSubscription_setRetries(mamaSubscription subscription, int retries);
MAMAExpDLL mama_status mamaSubscription_setSubscriptionType(mamaSubscription subscription,
                                                            mamaSubscriptionType type);
MAMAExpDLL mama_status mamaSubscription_setSymbol(mamaSubscription subscription,
                                                  const char* symbol);
MAMAExpDLL mama_status mamaSubscription_setTimeout(mamaSubscription subscription, double timeout);
MAMAExpDLL mama_status mamaSubscription_setRecapTimeout(mamaSubscription subscription,
                                                        double timeout);
MAMAExpDLL mama_status mamaSubscription_setup(mamaSubscription subscription, mamaQueue queue,
                                              const mamaMsgCallbacks* callbacks, mamaSource source,
                                              const char* symbol, void* closure);
MAMAExpDLL mama_status mamaSubscription_setup2(mamaSubscription subscription,
                                               mamaTransport transport, mamaQueue queue,
                                               const mamaMsgCallbacks* callbacks,
                                               const char* sourceName, const char* symbol,
                                               void* closure);
MAMAExpDLL mama_status
mamaSubscription_setupBasicWildCard(mamaSubscription subscription, mamaTransport transport,
                                    mamaQueue queue, const mamaWildCardMsgCallbacks* callbacks,
                                    const char* source, const char* symbol, void* closure);
MAMAExpDLL const char* mamaSubscription_stringForState(mamaSubscriptionState state);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SUBSCRIPTION_H_ */
