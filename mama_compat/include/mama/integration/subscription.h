/* Quoll: mama/integration/subscription.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_INTEGRATION_SUBSCRIPTION_H_
#define QUOLL_MAMA_INTEGRATION_SUBSCRIPTION_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/subscription.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL mamaBridge mamaSubscription_getBridgeImpl(mamaSubscription subscription);
MAMAExpDLL subscriptionBridge mamaSubscription_getSubscriptionBridge(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_getExpectingInitial(mamaSubscription subscription,
                                                            int* expectingInitial);
MAMAExpDLL mama_status mamaSubscription_getTransportIndex(mamaSubscription subscription,
                                                          int* tportIndex);
MAMAExpDLL wildCardType mamaSubscription_getWildCardType(mamaSubscription subscription);
MAMAExpDLL int mamaSubscription_isTportDisconnected(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_processErr(mamaSubscription subscription, int deactivate);
MAMAExpDLL mama_status mamaSubscription_processMsg(mamaSubscription subscription, mamaMsg message);
MAMAExpDLL mama_status mamaSubscription_processWildCardMsg(mamaSubscription subscription,
                                                           mamaMsg msg, const char* topic,
                                                           void* topicClosure);
MAMAExpDLL mama_status mamaSubscription_processTportMsg(mamaSubscription subscription, mamaMsg msg,
                                                        void* topicClosure);
MAMAExpDLL mama_status mamaSubscription_setPossiblyStale(mamaSubscription subscription);
MAMAExpDLL mama_status mamaSubscription_setTransportIndex(mamaSubscription subscription,
                                                          int tportIndex);
MAMAExpDLL mama_status mamaSubscription_setupBasic(mamaSubscription subscription,
                                                   mamaTransport transport, mamaQueue queue,
                                                   const mamaMsgCallbacks* callbacks,
                                                   const char* source, const char* symbol,
                                                   void* closure);
MAMAExpDLL int mamaSubscriptionImpl_registerReference(mamaSubscription subscription);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_SUBSCRIPTION_H_ */
