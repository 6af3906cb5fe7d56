/* Quoll: mama/integration/subscription.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What bridges need of a mamaSubscription: above all the functions that deliver messages. They must
 * be called on the thread that dispatches the subscription's queue; after they return neither the
 * bridge's part nor the subscription may be touched, since both may be gone (subscription 15).
 */
#ifndef QUOLL_MAMA_INTEGRATION_SUBSCRIPTION_H_
#define QUOLL_MAMA_INTEGRATION_SUBSCRIPTION_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/subscription.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The bridge; NULL for NULL. */
MAMAExpDLL mamaBridge mamaSubscription_getBridgeImpl(mamaSubscription subscription);

/** The bridge's part; NULL for NULL and when there is none. */
MAMAExpDLL subscriptionBridge mamaSubscription_getSubscriptionBridge(mamaSubscription subscription);

/** 1 while an initial value is awaited. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaSubscription_getExpectingInitial(mamaSubscription subscription,
                                                            int* expectingInitial);

/** Which sub-transport it is on. @return OK; INVALID_ARG for NULL */
MAMAExpDLL mama_status mamaSubscription_getTransportIndex(mamaSubscription subscription,
                                                          int* tportIndex);

/** Which kind of wildcard it is, if any. */
MAMAExpDLL wildCardType mamaSubscription_getWildCardType(mamaSubscription subscription);

/** What the bridge says: not 0 when it receives nothing. */
MAMAExpDLL int mamaSubscription_isTportDisconnected(mamaSubscription subscription);

/**
 * Reports a timeout to the application; deactivates first when deactivate is not 0.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaSubscription_processErr(mamaSubscription subscription, int deactivate);

/**
 * Delivers a message to a subscription.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaSubscription_processMsg(mamaSubscription subscription, mamaMsg message);

/**
 * Delivers a message to a wildcard subscription by pattern, with its topic and the closure of that
 * topic.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaSubscription_processWildCardMsg(mamaSubscription subscription,
                                                           mamaMsg msg, const char* topic,
                                                           void* topicClosure);

/**
 * Delivers a message to a wildcard subscription by source.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaSubscription_processTportMsg(mamaSubscription subscription, mamaMsg msg,
                                                        void* topicClosure);

/**
 * Tells the application, through onQuality with MAYBE_STALE and with cause and information of the
 * event that the transport is reporting, that its data may be stale. Nothing happens unless the
 * subscription is active and its quality was OK. On the thread that dispatches its queue.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaSubscription_setPossiblyStale(mamaSubscription subscription);

/** Puts it on a sub-transport, before activation. @return OK; INVALID_ARG for NULL */
MAMAExpDLL mama_status mamaSubscription_setTransportIndex(mamaSubscription subscription,
                                                          int tportIndex);

/**
 * The set-up of market-data subscriptions, as mamaSubscription_setup2. It checks the state, too: a
 * subscription that is in use is not set up.
 * @return as mamaSubscription_setup2, but INVALID_ARG for a NULL transport, INVALID_QUEUE for a
 * NULL queue
 */
MAMAExpDLL mama_status mamaSubscription_setupBasic(mamaSubscription subscription,
                                                   mamaTransport transport, mamaQueue queue,
                                                   const mamaMsgCallbacks* callbacks,
                                                   const char* source, const char* symbol,
                                                   void* closure);

/**
 * Adds a reference: deallocate then frees only when all are gone.
 * @return the number of references
 */
MAMAExpDLL int mamaSubscriptionImpl_registerReference(mamaSubscription subscription);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_SUBSCRIPTION_H_ */
