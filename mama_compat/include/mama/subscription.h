/* Quoll: mama/subscription.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Subscriptions. A basic one receives every message of a topic (or of a pattern of topics); the
 * others follow the state of a symbol, with initial values, recaps, gaps and quality. Life:
 * allocate, set what is to be set, create, callbacks, destroy, onDestroy, deallocate - or create
 * again.
 *
 * Callbacks run on the thread that dispatches the subscription's queue, but onCreate of a basic
 * subscription on the creating thread, and that of another one on the thread that dispatches the
 * bridge's default queue, where activations wait for their turn in the transport's default throttle
 * (with a rate of 0: on the activating thread); messages may come before it. Queue and transport
 * must outlive the subscription; when the transport goes first, a market-data subscription gets no
 * more data, and can only be deactivated and destroyed. Texts and
 * callback structures are copied. Every call may be made from the subscription's own callbacks
 * (subscription 1 to 6).
 */
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

/** When messages that arrived before the initial value are delivered. */
typedef enum { PRE_INITIAL_SCHEME_ON_GAP = 0, PRE_INITIAL_SCHEME_ON_INITIAL = 1 } preInitialScheme;

/** The life of a subscription; states ending in ING wait for the bridge. */
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

/** What happens to duplicates. */
typedef enum { DQ_SCHEME_DELIVER_ALL = 0, DQ_SCHEME_INGORE_DUPS = 1 } dqStartegyScheme;

/** Whether a recap is awaited after a fail-over of publishers. */
typedef enum { DQ_FT_DO_NOT_WAIT_FOR_RECAP = 0, DQ_FT_WAIT_FOR_RECAP = 1 } dqftStrategyScheme;

/** The subscription is active. */
typedef void(MAMACALLTYPE* wombat_subscriptionCreateCB)(mamaSubscription subscription,
                                                        void* closure);

/** The last callback; deallocate or a new create are allowed inside. */
typedef void(MAMACALLTYPE* wombat_subscriptionDestroyCB)(mamaSubscription subscription,
                                                         void* closure);

/**
 * Something failed: subject is the symbol as the application gave it; platformError belongs to the
 * bridge.
 */
typedef void(MAMACALLTYPE* wombat_subscriptionErrorCB)(mamaSubscription subscription,
                                                       mama_status status, void* platformError,
                                                       const char* subject, void* closure);

/** A gap in the sequence numbers. */
typedef void(MAMACALLTYPE* wombat_subscriptionGapCB)(mamaSubscription subscription, void* closure);

/**
 * A message, valid during the call unless it is detached (mamaMsg_detach). itemClosure is that of
 * the symbol.
 */
typedef void(MAMACALLTYPE* wombat_subscriptionOnMsgCB)(mamaSubscription subscription, mamaMsg msg,
                                                       void* closure, void* itemClosure);

/** The quality of the data has changed. */
typedef void(MAMACALLTYPE* wombat_subscriptionQualityCB)(mamaSubscription subscription,
                                                         mamaQuality quality, const char* symbol,
                                                         short cause, const void* platformInfo,
                                                         void* closure);

/** A recap has been asked for. */
typedef void(MAMACALLTYPE* wombat_subscriptionRecapCB)(mamaSubscription subscription,
                                                       void* closure);

/** A message of a wildcard subscription, with its topic. */
typedef void(MAMACALLTYPE* wombat_subscriptionWildCardOnMsgCB)(mamaSubscription subscription,
                                                               mamaMsg msg, const char* topic,
                                                               void* closure, void* itemClosure);

/**
 * What the create functions take. Entries may be NULL: without onMsg messages are discarded, the
 * others then only write to the log.
 */
typedef struct mamaMsgCallbacks_ {
  wombat_subscriptionCreateCB onCreate;
  wombat_subscriptionErrorCB onError;
  wombat_subscriptionOnMsgCB onMsg;
  wombat_subscriptionQualityCB onQuality;
  wombat_subscriptionGapCB onGap;
  wombat_subscriptionRecapCB onRecapRequest;
  wombat_subscriptionDestroyCB onDestroy;
} mamaMsgCallbacks;

/** The same for wildcard subscriptions. */
typedef struct mamaWildCardMsgCallbacks_ {
  wombat_subscriptionCreateCB onCreate;
  wombat_subscriptionErrorCB onError;
  wombat_subscriptionWildCardOnMsgCB onMsg;
  wombat_subscriptionDestroyCB onDestroy;
} mamaWildCardMsgCallbacks;

/**
 * Activates a subscription that has been set up or deactivated, when its turn in the transport's
 * default throttle comes: it becomes ACTIVATED, the source is asked for an initial value (or told
 * of the subscription, if none is required), and onCreate runs. When the bridge refuses it, onError
 * runs instead, and it is deactivated. While the end of an earlier activation is awaited, it
 * follows that end. Not for basic ones.
 * @return OK, also when it is active or about to be; NULL_ARG; SUBSCRIPTION_INVALID_STATE;
 *         SUBSCRIPTION_INVALID_TYPE for a basic one; INVALID_ARG when the transport is gone;
 *         NO_BRIDGE_IMPL when its throttle is closed
 */
MAMAExpDLL mama_status mamaSubscription_activate(mamaSubscription subscription);

/** Allocates a subscription. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status mamaSubscription_allocate(mamaSubscription* result);

/** Non-zero when lines of this level are wanted. */
MAMAExpDLL int mamaSubscription_checkDebugLevel(mamaSubscription subscription, MamaLogLevel level);

/**
 * Sets up and activates a market-data subscription to a symbol of a source (see mama/source.h).
 * @return as mamaSubscription_setup, then as mamaSubscription_activate
 */
MAMAExpDLL mama_status mamaSubscription_create(mamaSubscription subscription, mamaQueue queue,
                                               const mamaMsgCallbacks* callbacks, mamaSource source,
                                               const char* symbol, void* closure);

/**
 * Subscribes to a topic: every message that is published on it from now on. onCreate runs before
 * this returns.
 * @param subscription  an allocated, or destroyed, subscription
 * @param transport     a created transport
 * @param queue         where messages are delivered
 * @param callbacks     copied
 * @param symbol        the topic
 * @param closure       passed to the callbacks
 * @return OK; INVALID_ARG for a NULL subscription, transport, or a NULL or empty topic;
 *         INVALID_QUEUE for a NULL queue; SUBSCRIPTION_INVALID_STATE; NO_BRIDGE_IMPL; or the
 *         bridge's status, after which it may be created again
 */
MAMAExpDLL mama_status mamaSubscription_createBasic(mamaSubscription subscription,
                                                    mamaTransport transport, mamaQueue queue,
                                                    const mamaMsgCallbacks* callbacks,
                                                    const char* symbol, void* closure);

/**
 * Subscribes to all topics that match. The pattern is the bridge's language; the loopback's: "*"
 * stands for one part of a topic, ">" at the end for one or more (subscription O8). With a NULL
 * symbol: all topics of the source.
 * @param callbacks  copied; onMsg gets the topic
 * @param source     joined with the symbol as source.symbol; may be NULL
 * @param symbol     the pattern; may be NULL when there is a source
 * @return as createBasic; NULL_ARG for a NULL subscription; NOT_IMPLEMENTED when the bridge has no
 *         wildcards
 */
MAMAExpDLL mama_status
mamaSubscription_createBasicWildCard(mamaSubscription subscription, mamaTransport transport,
                                     mamaQueue queue, const mamaWildCardMsgCallbacks* callbacks,
                                     const char* source, const char* symbol, void* closure);

/**
 * Asks for the present value once: sets type NORMAL, service level SNAPSHOT, requiresInitial 1 and
 * application data type 0, and creates. The subscription is deactivated when onMsg gets the value;
 * activate asks again.
 * @return as mamaSubscription_create
 */
MAMAExpDLL mama_status mamaSubscription_createSnapshot(mamaSubscription subscription,
                                                       mamaQueue queue,
                                                       const mamaMsgCallbacks* callbacks,
                                                       mamaSource source, const char* symbol,
                                                       void* closure);

/**
 * Stops a market-data subscription but keeps its set-up: nothing more is delivered, as for destroy,
 * and requests are taken back. No callback tells of it. A basic one can then only be destroyed.
 * @return OK, also when it is deactivated already; NULL_ARG; SUBSCRIPTION_INVALID_STATE
 */
MAMAExpDLL mama_status mamaSubscription_deactivate(mamaSubscription subscription);

/**
 * Frees a subscription that has been destroyed, or was never created; while the bridge has not
 * reported its end, as soon as that happens. Never destroys.
 * @return OK; NULL_ARG; SUBSCRIPTION_INVALID_STATE for a live one
 */
MAMAExpDLL mama_status mamaSubscription_deallocate(mamaSubscription subscription);

/**
 * Ends a subscription: nothing more is delivered, queued messages included, when this returns on
 * the queue's thread. onDestroy runs when the bridge reports the end, which may be inside this
 * call. A subscription that is not created stays as it is.
 * @return OK; NULL_ARG; SUBSCRIPTION_INVALID_STATE
 */
MAMAExpDLL mama_status mamaSubscription_destroy(mamaSubscription subscription);

/**
 * Destroys it by an event on its queue; from any thread.
 * @return OK; NULL_ARG; the status of the enqueueing
 */
MAMAExpDLL mama_status mamaSubscription_destroyEx(mamaSubscription subscription);

/* ---- What a subscription knows. NULL_ARG for NULL; texts stay valid until the next set-up or
 * deallocate
 */

/** What setAppDataType stored. */
MAMAExpDLL mama_status mamaSubscription_getAppDataType(mamaSubscription subscription,
                                                       uint8_t* appDataType);

/** The closure given at creation. */
MAMAExpDLL mama_status mamaSubscription_getClosure(mamaSubscription subscription, void** closure);

/** The level of setDebugLevel; WARN for NULL. */
MAMAExpDLL MamaLogLevel mamaSubscription_getDebugLevel(mamaSubscription subscription);

/**
 * What mamaSubscription_setItemClosure stored for the present symbol.
 * @return OK; INVALID_ARG, with *closure NULL, when there is none
 */
MAMAExpDLL mama_status mamaSubscription_getItemClosure(mamaSubscription subscription,
                                                       void** closure);

/** What is dropped: each result is 0 or not 0. */
MAMAExpDLL mama_status mamaSubscription_getMsgQualifierFilter(
    mamaSubscription subscription, int* ignoreDefinitelyDuplicate, int* ignorePossiblyDuplicate,
    int* ignoreDefinitelyDelayed, int* ignorePossiblyDelayed, int* ignoreOutOfSequence);

/**
 * The middleware's error, as the bridge gives it.
 * @return OK; NO_BRIDGE_IMPL before set-up; NOT_IMPLEMENTED
 */
MAMAExpDLL mama_status mamaSubscription_getPlatformError(mamaSubscription subsc, void** error);

/** How many messages are kept before the initial value. */
MAMAExpDLL mama_status mamaSubscription_getPreIntitialCacheSize(mamaSubscription subscription,
                                                                int* result);

/** The queue; INVALID_ARG for a NULL subscription. */
MAMAExpDLL mama_status mamaSubscription_getQueue(mamaSubscription subscription, mamaQueue* queue);

/** 1 once a complete initial value has arrived since activation. */
MAMAExpDLL mama_status mamaSubscription_getReceivedInitial(mamaSubscription subscription,
                                                           int* receivedInitial);

/** Whether a recap is asked for after a gap. */
MAMAExpDLL mama_status mamaSubscription_getRecoverGaps(mamaSubscription subscription,
                                                       int* doesRecover);

/** Whether an initial value is asked for. */
MAMAExpDLL mama_status mamaSubscription_getRequiresInitial(mamaSubscription subscription,
                                                           int* requiresInitial);

/** How often a request is repeated. */
MAMAExpDLL mama_status mamaSubscription_getRetries(mamaSubscription subscription, int* retries);

/** The service level; the other function gives its option. */
MAMAExpDLL mama_status mamaSubscription_getServiceLevel(mamaSubscription subscription,
                                                        mamaServiceLevel* serviceLevel);
MAMAExpDLL mama_status mamaSubscription_getServiceLevelOpt(mamaSubscription subscription,
                                                           long* serviceLevel);

/** INVALID_ARG for a basic subscription. */
MAMAExpDLL mama_status mamaSubscription_getSource(mamaSubscription subscription,
                                                  const char** source);

/** The state; from any thread. */
MAMAExpDLL mama_status mamaSubscription_getState(mamaSubscription subscription,
                                                 mamaSubscriptionState* state);

/** The type; BASIC after createBasic. */
MAMAExpDLL mama_status mamaSubscription_getSubscriptionType(mamaSubscription subscription,
                                                            mamaSubscriptionType* type);

/** The symbol after the transport's symbol map. */
MAMAExpDLL mama_status mamaSubscription_getSubscSymbol(mamaSubscription subscription,
                                                       const char** symbol);

/** The symbol as the application gave it. */
MAMAExpDLL mama_status mamaSubscription_getSymbol(mamaSubscription subscription,
                                                  const char** symbol);

/** Seconds to wait for an initial value. INVALID_ARG for a basic subscription. */
MAMAExpDLL mama_status mamaSubscription_getTimeout(mamaSubscription subscription, double* timeout);

/** Seconds to wait for a recap; the above when never set. INVALID_ARG for a basic subscription. */
MAMAExpDLL mama_status mamaSubscription_getRecapTimeout(mamaSubscription subscription,
                                                        double* timeout);

/** The transport, NULL after destroy; INVALID_ARG for a NULL subscription. */
MAMAExpDLL mama_status mamaSubscription_getTransport(mamaSubscription subscription,
                                                     mamaTransport* transport);

/** The callbacks in use; changes take effect at once. NULL for NULL. */
MAMAExpDLL mamaMsgCallbacks* mamaSubscription_getUserCallbacks(mamaSubscription subscription);

/** 1 while it is active; deprecated, as is isValid: use getState. */
MAMAExpDLL int mamaSubscription_isActive(mamaSubscription subscription);
MAMAExpDLL int mamaSubscription_isValid(mamaSubscription subscription);

/**
 * Inside onMsg of a wildcard subscription by source: no more messages of the present topic.
 * @return OK; INVALID_ARG for NULL; NO_BRIDGE_IMPL for other subscriptions; NOT_IMPLEMENTED
 */
MAMAExpDLL mama_status mamaSubscription_muteCurrentTopic(mamaSubscription subscription);

/* ---- What can be set before create; each NULL_ARG for NULL, and INVALID_ARG where it makes no
 * sense for a basic subscription
 */

/** A number that travels in requests. */
MAMAExpDLL mama_status mamaSubscription_setAppDataType(mamaSubscription subscription,
                                                       uint8_t appDataType);

/** How much is logged about this subscription. */
MAMAExpDLL mama_status mamaSubscription_setDebugLevel(mamaSubscription subscription,
                                                      MamaLogLevel level);

/** The expected number of symbols of a group subscription. */
MAMAExpDLL mama_status mamaSubscription_setGroupSizeHint(mamaSubscription subscription,
                                                         int groupSizeHint);

/**
 * Attaches a closure to the present symbol: onMsg's itemClosure.
 * @return OK; INVALID_ARG for NULL or outside of a message
 */
MAMAExpDLL mama_status mamaSubscription_setItemClosure(mamaSubscription subscription,
                                                       void* closure);

/** Which qualified messages are dropped: non-zero drops. */
MAMAExpDLL mama_status mamaSubscription_setMsgQualifierFilter(
    mamaSubscription subscription, int ignoreDefinitelyDuplicate, int ignorePossiblyDuplicate,
    int ignoreDefinitelyDelayed, int ignorePossiblyDelayed, int ignoreOutOfSequence);

/** How many messages to keep before the initial value (default 10). */
MAMAExpDLL mama_status mamaSubscription_setPreIntitialCacheSize(mamaSubscription subscription,
                                                                int cacheSize);

/** Whether to ask for a recap after a gap (default 1). */
MAMAExpDLL mama_status mamaSubscription_setRecoverGaps(mamaSubscription subscription,
                                                       int doesRecover);

/** Whether to ask for an initial value (default 1). */
MAMAExpDLL mama_status mamaSubscription_setRequiresInitial(mamaSubscription subscription,
                                                           int requiresInitial);

/** The service level, and its option. */
MAMAExpDLL mama_status mamaSubscription_setServiceLevel(mamaSubscription subscription,
                                                        mamaServiceLevel serviceLevel,
                                                        long serviceLevelOpt);

/** How often a request is repeated; 0 or less: not at all. */
MAMAExpDLL mama_status mamaSubscription_setRetries(mamaSubscription subscription, int retries);

/** The type; NORMAL when never set. */
MAMAExpDLL mama_status mamaSubscription_setSubscriptionType(mamaSubscription subscription,
                                                            mamaSubscriptionType type);

/** Changes the symbol that getSymbol returns; what is subscribed to stays. */
MAMAExpDLL mama_status mamaSubscription_setSymbol(mamaSubscription subscription,
                                                  const char* symbol);

/** How long to wait for an initial value, in seconds; recaps: setRecapTimeout. */
MAMAExpDLL mama_status mamaSubscription_setTimeout(mamaSubscription subscription, double timeout);

/** How long to wait for a recap, in seconds. */
MAMAExpDLL mama_status mamaSubscription_setRecapTimeout(mamaSubscription subscription,
                                                        double timeout);

/**
 * Sets up without activating: by a source, whose transport and name space are read now, or with a
 * transport and the name of a source. Reads type, service level, requiresInitial and application
 * data type as they are set. No callback runs.
 * @param subscription  an allocated, or destroyed, subscription
 * @param queue         where messages are delivered
 * @param callbacks     copied
 * @param source        needed no longer when this returns; the name may be NULL
 * @param symbol        may be NULL for symbol lists only, which have a symbol of their own
 * @param closure       passed to the callbacks
 * @return OK; NULL_ARG for a NULL subscription, source, table or symbol (setup2: transport or
 * queue); SUBSCRIPTION_INVALID_STATE; INVALID_ARG for a service level other than REAL_TIME and
 *         SNAPSHOT, a snapshot without initial value, or type BASIC; INVALID_QUEUE; NO_BRIDGE_IMPL;
 *         the status of the publisher of requests, or of a plugin. Then all is as before
 */
MAMAExpDLL mama_status mamaSubscription_setup(mamaSubscription subscription, mamaQueue queue,
                                              const mamaMsgCallbacks* callbacks, mamaSource source,
                                              const char* symbol, void* closure);
MAMAExpDLL mama_status mamaSubscription_setup2(mamaSubscription subscription,
                                               mamaTransport transport, mamaQueue queue,
                                               const mamaMsgCallbacks* callbacks,
                                               const char* sourceName, const char* symbol,
                                               void* closure);

/**
 * Sets up a market-data subscription whose messages go to a wildcard onMsg, with their symbol as
 * the topic. The pattern is passed to the bridge's ordinary create.
 * @param symbol  may be NULL: everything of the source
 * @return as mamaSubscription_setup2, but INVALID_ARG for a NULL transport, INVALID_QUEUE for a
 * NULL queue
 */
MAMAExpDLL mama_status
mamaSubscription_setupBasicWildCard(mamaSubscription subscription, mamaTransport transport,
                                    mamaQueue queue, const mamaWildCardMsgCallbacks* callbacks,
                                    const char* source, const char* symbol, void* closure);

/** The name of a state; "State not recognised" for any other value. Static. */
MAMAExpDLL const char* mamaSubscription_stringForState(mamaSubscriptionState state);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SUBSCRIPTION_H_ */
