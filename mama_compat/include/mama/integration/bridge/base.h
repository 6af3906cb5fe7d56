/* Quoll: mama/integration/bridge/base.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The base bridge (libmamabaseimpl.so): a default for every function of a middleware bridge. A
 * bridge that sets the fact "extends_base_bridge" in its init gets every function that it lacks
 * from here; it may also link the library and call the functions itself. Queue, timer, io, inbox
 * and message functions are complete; publisher, subscription and transport are placeholders
 * (dispatch 9).
 *
 * After baseBridge_open, mamaBridgeImpl_getClosure yields a structure whose first member is a void*
 * slot for the extending bridge (NULL at first). The base bridge neither reads nor frees it. The
 * closure itself is the base bridge's: do not replace it.
 *
 * In all functions a forbidden NULL - handle, callback or out-pointer - gives NULL_ARG before
 * anything else is looked at.
 */
#ifndef QUOLL_MAMA_INTEGRATION_BRIDGE_BASE_H_
#define QUOLL_MAMA_INTEGRATION_BRIDGE_BASE_H_

#include <bridge.h>
#include <mama/inbox.h>
#include <mama/integration/types.h>
#include <mama/io.h>
#include <mama/mama.h>
#include <mama/publisher.h>
#include <mama/queue.h>
#include <mama/status.h>
#include <mama/subscription.h>
#include <mama/timer.h>
#include <mama/transport.h>
#include <mama/types.h>
#include <stddef.h>
#include <stdint.h>
#include <wombat/list.h>
#include <wombat/queue.h>
#include <wombat/wtable.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a bridge message is for. */
typedef enum baseMsgType_ {
  BASE_MSG_PUB_SUB = 0,        /**< published to subscribers */
  BASE_MSG_INBOX_REQUEST = 1,  /**< a request that wants replies */
  BASE_MSG_INBOX_RESPONSE = 2, /**< a reply */
  BASE_MSG_SUB_REQUEST = 3,    /**< a subscriber's request */
  BASE_MSG_TERMINATE = 255     /**< tells a receive thread to end */
} baseMsgType;

/** Frees a queue's closure, on the thread that destroys the queue. */
typedef void(MAMACALLTYPE* baseQueueClosureCleanup)(void* closure);

/* ---- The bridge itself */

/** Declared for completeness; not offered by any library. */
MAMAExpBridgeDLL void baseBridge_createImpl(mamaBridge* result);

/** NOT_IMPLEMENTED: the base bridge cannot be loaded as a middleware. */
MAMAExpBridgeDLL mama_status baseBridge_init(mamaBridge bridgeImpl);

/**
 * Creates the default queue (named BASE_DEFAULT_MAMA_QUEUE), the timer and the io service, and sets
 * the closure. Called by the loader or by an extending bridge's own open.
 * @return OK; NULL_ARG; NOMEM; PLATFORM; or the queue's status. On failure nothing is left behind.
 */
MAMAExpBridgeDLL mama_status baseBridge_open(mamaBridge bridgeImpl);

/**
 * Ends all of that. Events left on the default queue are dispatched on the calling thread, for up
 * to mama.defaultqueue.timeout ms if that is set, else 5000.
 * @return OK; NULL_ARG; PLATFORM
 */
MAMAExpBridgeDLL mama_status baseBridge_close(mamaBridge bridgeImpl);

/**
 * mamaQueue_dispatch on the default queue.
 * @return OK; NULL_ARG; PLATFORM
 */
MAMAExpBridgeDLL mama_status baseBridge_start(mamaQueue defaultEventQueue);

/**
 * mamaQueue_stopDispatch on the default queue.
 * @return OK; NULL_ARG
 */
MAMAExpBridgeDLL mama_status baseBridge_stop(mamaQueue defaultEventQueue);

/** "UNDEFINED (BASE BRIDGE)"; an extending bridge has its own. */
MAMAExpBridgeDLL const char* baseBridge_getVersion(void);

/** "UNDEFINED (BASE BRIDGE)"; an extending bridge must have its own. */
MAMAExpBridgeDLL const char* baseBridge_getName(void);

/** NOT_IMPLEMENTED. */
MAMAExpBridgeDLL mama_status baseBridge_getDefaultPayloadId(char*** name, char** id);

/* ---- Queues: as the mamaQueue functions promise */

/**
 * Creates a queue; events get parent as their first argument. Several queues may be made on one
 * parent.
 * @return OK; NULL_ARG; NOMEM; PLATFORM
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_create(queueBridge* queue, mamaQueue parent);

/**
 * Creates a queue on a created wombatQueue, which passes into its ownership.
 * @return OK; NULL_ARG; NOMEM; PLATFORM
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_create_usingNative(queueBridge* queue,
                                                                    mamaQueue parent,
                                                                    void* nativeQueue);

/**
 * Stops and waits for dispatching, drops what is queued, runs the cleanup of the closure, frees.
 * @return OK; NULL_ARG; PLATFORM
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_destroy(queueBridge queue);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_getEventCount(queueBridge queue, size_t* count);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_dispatch(queueBridge queue);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_timedDispatch(queueBridge queue, uint64_t timeout);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_dispatchEvent(queueBridge queue);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_enqueueEvent(queueBridge queue,
                                                              mamaQueueEnqueueCB callback,
                                                              void* closure);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_stopDispatch(queueBridge queue);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_setEnqueueCallback(queueBridge queue,
                                                                    mamaQueueEnqueueCB callback,
                                                                    void* closure);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_removeEnqueueCallback(queueBridge queue);

/**
 * The queue itself, as void*.
 * @return OK; NULL_ARG
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_getNativeHandle(queueBridge queue,
                                                                 void** nativeHandle);

/**
 * Any value but 0; the two are not compared here. Likewise the low one.
 * @return OK; NULL_ARG, for 0 too
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_setHighWatermark(queueBridge queue,
                                                                  size_t highWatermark);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_setLowWatermark(queueBridge queue,
                                                                 size_t lowWatermark);

/* ---- Transports: placeholders */

/**
 * Transport functions return NOT_IMPLEMENTED, but: isValid is non-zero; there are 0 load-balance
 * attributes, of the static scheme, with no shared object; no connection is intercepted; the native
 * transport is the handle itself.
 */
MAMAExpBridgeDLL int baseBridgeMamaTransport_isValid(transportBridge transport);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_destroy(transportBridge transport);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_create(transportBridge* result,
                                                            const char* name, mamaTransport parent);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_forceClientDisconnect(
    transportBridge* transports, int numTransports, const char* ipAddress, uint16_t port);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_findConnection(transportBridge* transports,
                                                                    int numTransports,
                                                                    mamaConnection* result,
                                                                    const char* ipAddress,
                                                                    uint16_t port);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_getAllConnections(transportBridge* transports,
                                                                       int numTransports,
                                                                       mamaConnection** result,
                                                                       uint32_t* len);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_getAllConnectionsForTopic(
    transportBridge* transports, int numTransports, const char* topic, mamaConnection** result,
    uint32_t* len);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_requestConflation(transportBridge* transports,
                                                                       int numTransports);
MAMAExpBridgeDLL mama_status
baseBridgeMamaTransport_requestEndConflation(transportBridge* transports, int numTransports);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_getAllServerConnections(
    transportBridge* transports, int numTransports, mamaServerConnection** result, uint32_t* len);
MAMAExpBridgeDLL mama_status
baseBridgeMamaTransport_freeAllServerConnections(transportBridge* transports, int numTransports,
                                                 mamaServerConnection* connections, uint32_t len);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_freeAllConnections(transportBridge* transports,
                                                                        int numTransports,
                                                                        mamaConnection* connections,
                                                                        uint32_t len);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_getNumLoadBalanceAttributes(
    const char* name, int* numLoadBalanceAttributes);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_getLoadBalanceSharedObjectName(
    const char* name, const char** loadBalanceSharedObjectName);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_getLoadBalanceScheme(const char* name,
                                                                          tportLbScheme* scheme);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_sendMsgToConnection(transportBridge transport,
                                                                         mamaConnection connection,
                                                                         mamaMsg msg,
                                                                         const char* topic);
MAMAExpBridgeDLL mama_status
baseBridgeMamaTransport_isConnectionIntercepted(mamaConnection connection, uint8_t* result);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_installConnectConflateMgr(
    transportBridge transport, mamaConflationManager mgr, mamaConnection connection,
    conflateProcessCb processCb, conflateGetMsgCb msgCb);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_uninstallConnectConflateMgr(
    transportBridge transport, mamaConflationManager mgr, mamaConnection connection);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_startConnectionConflation(
    transportBridge transport, mamaConflationManager mgr, mamaConnection connection);
MAMAExpBridgeDLL mama_status baseBridgeMamaTransport_getNativeTransport(transportBridge transport,
                                                                        void** result);
MAMAExpBridgeDLL mama_status
baseBridgeMamaTransport_getNativeTransportNamingCtx(transportBridge transport, void** result);

/* ---- Subscriptions: placeholders */

/**
 * Subscription functions return NOT_IMPLEMENTED, but isValid and hasWildcards are 0, and
 * isTportDisconnected is non-zero.
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaSubscription_create(
    subscriptionBridge* subscriber, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callback, mamaSubscription subscription, void* closure);
MAMAExpBridgeDLL mama_status baseBridgeMamaSubscription_createWildCard(
    subscriptionBridge* subsc_, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callback, mamaSubscription subscription, void* closure);
MAMAExpBridgeDLL mama_status baseBridgeMamaSubscription_mute(subscriptionBridge subscriber);
MAMAExpBridgeDLL mama_status baseBridgeMamaSubscription_destroy(subscriptionBridge subscriber);
MAMAExpBridgeDLL int baseBridgeMamaSubscription_isValid(subscriptionBridge bridge);
MAMAExpBridgeDLL int baseBridgeMamaSubscription_hasWildcards(subscriptionBridge subscriber);
MAMAExpBridgeDLL mama_status baseBridgeMamaSubscription_getPlatformError(subscriptionBridge subsc,
                                                                         void** error);
MAMAExpBridgeDLL int baseBridgeMamaSubscription_isTportDisconnected(subscriptionBridge subsc);
MAMAExpBridgeDLL mama_status baseBridgeMamaSubscription_setTopicClosure(subscriptionBridge subsc,
                                                                        void* closure);
MAMAExpBridgeDLL mama_status baseBridgeMamaSubscription_muteCurrentTopic(subscriptionBridge subsc);

/* ---- Timers: as the mamaTimer functions promise */

/**
 * Creates a running timer. Ticks and the destroyed-event go to the native queue; *timer is written
 * before either can run.
 * @param nativeQueueHandle  what getNativeHandle of the queue gave
 * @param action             the tick: gets parent and closure
 * @param onTimerDestroyed   called once as the timer's last event, with parent and closure
 * @param interval           seconds
 * @return OK; NULL_ARG; INVALID_ARG for an interval that is negative or not finite; NOMEM; PLATFORM
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaTimer_create(timerBridge* timer, void* nativeQueueHandle,
                                                        mamaTimerCb action,
                                                        mamaTimerCb onTimerDestroyed,
                                                        mama_f64_t interval, mamaTimer parent,
                                                        void* closure);

/**
 * Ends a timer: queued ticks do nothing, and onTimerDestroyed follows.
 * @return OK; NULL_ARG; INVALID_ARG when it is being destroyed
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaTimer_destroy(timerBridge timer);
MAMAExpBridgeDLL mama_status baseBridgeMamaTimer_reset(timerBridge timer);
MAMAExpBridgeDLL mama_status baseBridgeMamaTimer_setInterval(timerBridge timer,
                                                             mama_f64_t interval);
MAMAExpBridgeDLL mama_status baseBridgeMamaTimer_getInterval(timerBridge timer,
                                                             mama_f64_t* interval);

/* ---- Io: as the mamaIo functions promise */

/**
 * Watches a descriptor; the action runs on the queue of parent. nativeQueueHandle is not looked at.
 * @return OK; NULL_ARG for a NULL result or parent; UNSUPPORTED_IO_TYPE; NOMEM; PLATFORM
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaIo_create(ioBridge* result, void* nativeQueueHandle,
                                                     uint32_t descriptor, mamaIoCb action,
                                                     mamaIoType ioType, mamaIo parent,
                                                     void* closure);
MAMAExpBridgeDLL mama_status baseBridgeMamaIo_getDescriptor(ioBridge io, uint32_t* result);
MAMAExpBridgeDLL mama_status baseBridgeMamaIo_destroy(ioBridge io);

/* ---- Publishers: placeholders, all NOT_IMPLEMENTED */
MAMAExpBridgeDLL mama_status baseBridgeMamaPublisher_createByIndex(
    publisherBridge* result, mamaTransport tport, int tportIndex, const char* topic,
    const char* source, const char* root, mamaPublisher parent);
MAMAExpBridgeDLL mama_status baseBridgeMamaPublisher_destroy(publisherBridge publisher);
MAMAExpBridgeDLL mama_status baseBridgeMamaPublisher_send(publisherBridge publisher, mamaMsg msg);
MAMAExpBridgeDLL mama_status baseBridgeMamaPublisher_sendReplyToInbox(publisherBridge publisher,
                                                                      mamaMsg request,
                                                                      mamaMsg reply);
MAMAExpBridgeDLL mama_status baseBridgeMamaPublisher_sendReplyToInboxHandle(
    publisherBridge publisher, void* wmwReply, mamaMsg reply);
MAMAExpBridgeDLL mama_status baseBridgeMamaPublisher_sendFromInboxByIndex(publisherBridge publisher,
                                                                          int tportIndex,
                                                                          mamaInbox inbox,
                                                                          mamaMsg msg);
MAMAExpBridgeDLL mama_status baseBridgeMamaPublisher_sendFromInbox(publisherBridge publisher,
                                                                   mamaInbox inbox, mamaMsg msg);
MAMAExpBridgeDLL mama_status baseBridgeMamaPublisher_setUserCallbacks(publisherBridge publisher,
                                                                      mamaQueue queue,
                                                                      mamaPublisherCallbacks* cb,
                                                                      void* closure);

/* ---- Inboxes: a basic subscription on a unique subject */

/**
 * Creates an inbox "_INBOX.<uuid>"; the bridge's subscription create sees that subject as its
 * source, with a NULL symbol. errorCB, onInboxDestroyed, closure and parent may be NULL.
 * @return OK; NULL_ARG; NOMEM; or the subscription's status
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaInbox_create(inboxBridge* bridge, mamaTransport tport,
                                                        mamaQueue queue, mamaInboxMsgCallback msgCB,
                                                        mamaInboxErrorCallback errorCB,
                                                        mamaInboxDestroyCallback onInboxDestroyed,
                                                        void* closure, mamaInbox parent);
MAMAExpBridgeDLL mama_status baseBridgeMamaInbox_createByIndex(
    inboxBridge* bridge, mamaTransport tport, int tportIndex, mamaQueue queue,
    mamaInboxMsgCallback msgCB, mamaInboxErrorCallback errorCB,
    mamaInboxDestroyCallback onInboxDestroyed, void* closure, mamaInbox parent);

/**
 * Destroys the subscription; onInboxDestroyed follows when that reports its end, possibly inside
 * this call.
 * @return OK; NULL_ARG
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaInbox_destroy(inboxBridge inbox);

/* ---- Messages: type, reply handle, subjects and a buffer for serialising */

/**
 * Creates the bridge's part of a message: no texts, type BASE_MSG_PUB_SUB.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_create(msgBridge* msg, mamaMsg parent);

/** 1 for a message of type BASE_MSG_INBOX_REQUEST, 0 for others, -1 for NULL. */
MAMAExpBridgeDLL int baseBridgeMamaMsg_isFromInbox(msgBridge msg);

/**
 * Frees it; the flag is not looked at. destroyMiddlewareMsg and detach have no effect.
 * @return OK; NULL_ARG
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_destroy(msgBridge msg, int destroyMsg);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_destroyMiddlewareMsg(msgBridge msg);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_detach(msgBridge msg);

/** Always OK with *error NULL. */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_getPlatformError(msgBridge msg, void** error);

/**
 * Stores the symbol; with a parent, also puts it into field MdSubscSymbol (71). The subject may be
 * NULL.
 * @return OK; NULL_ARG; PLATFORM when it was too long and has been cut
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_setSendSubject(msgBridge msg, const char* symbol,
                                                              const char* subject);

/** The bridge message itself. */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_getNativeHandle(msgBridge msg, void** result);

/**
 * A copy of the message's reply handle, to be freed with baseBridgeMamaMsg_destroyReplyHandle;
 * likewise copyReplyHandle from another handle.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_duplicateReplyHandle(msgBridge msg, void** result);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_copyReplyHandle(void* src, void** dest);

/**
 * Copies the contents of a handle into the message; the caller keeps the handle. Both functions do
 * the same.
 * @return OK; NULL_ARG
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_setReplyHandle(msgBridge msg, void* handle);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_setReplyHandleAndIncrement(msgBridge msg,
                                                                              void* handle);

/**
 * Frees a handle.
 * @return OK; NULL_ARG
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_destroyReplyHandle(void* handle);

/* ---- Helpers for extending bridges */

/** The inbox's subject, for requests; valid until it is destroyed. NULL for NULL. */
MAMAExpBridgeDLL const char* baseBridgeMamaInboxImpl_getReplySubject(inboxBridge inbox);

/**
 * Starts an io service of the caller's own; the state goes to *closure.
 * @return OK; NULL_ARG; PLATFORM
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaIoImpl_start(void** closure);

/** Ends it; with NULL nothing happens. @return OK */
MAMAExpBridgeDLL mama_status baseBridgeMamaIoImpl_stop(void* closure);

/** 1 for a message; for NULL 0 and NULL_ARG. */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_isValid(msgBridge msg, uint8_t* result);

/**
 * The setters and getters below: texts are copied, up to 1023 characters; a longer one is stored
 * cut. Getters return the internal text, "" when unset, valid until it is set again or the message
 * is destroyed.
 * @return OK; NULL_ARG; PROPERTY_TOO_LONG when a text was cut
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_setMsgType(msgBridge msg, baseMsgType type);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getMsgType(msgBridge msg, baseMsgType* type);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_setInboxName(msgBridge msg, const char* value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getInboxName(msgBridge msg, char** value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_setReplyTo(msgBridge msg, const char* value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getReplyTo(msgBridge msg, char** value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_setTargetSubject(msgBridge msg,
                                                                    const char* value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getTargetSubject(msgBridge msg, char** value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_setDestination(msgBridge msg, const char* value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getDestination(msgBridge msg, char** value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getPayloadSize(msgBridge msg, size_t* size);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_setPayloadSize(msgBridge msg, size_t size);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getSendSubject(msgBridge msg, char** value);

/**
 * The parts of a reply handle; copying and lifetimes as above.
 * @return OK; NULL_ARG; PROPERTY_TOO_LONG when a text was cut
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgReplyHandleImpl_getInboxName(void* replyHandle,
                                                                           char** value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgReplyHandleImpl_setInboxName(void* replyHandle,
                                                                           const char* value);

/**
 * The handle inside the message; do not free it.
 * @return OK; NULL_ARG
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getReplyHandle(msgBridge msg,
                                                                  void** replyHandle);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgReplyHandleImpl_getReplyTo(void* replyHandle,
                                                                         char** value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgReplyHandleImpl_setReplyTo(void* replyHandle,
                                                                         const char* value);

/**
 * baseBridgeMamaMsg_create without a parent, for publishers.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_createMsgOnly(msgBridge* msg);

/**
 * Attaches a closure to a bridge queue, in place of any earlier one; when the queue is destroyed,
 * callback(closure) runs once if both are there, after queued events were dropped.
 */
MAMAExpBridgeDLL void baseBridgeMamaQueueImpl_setClosure(queueBridge queue, void* closure,
                                                         baseQueueClosureCleanup callback);

/** That closure; NULL for NULL or when never set. */
MAMAExpBridgeDLL void* baseBridgeMamaQueueImpl_getClosure(queueBridge queue);

/**
 * A buffer of at least size bytes; it belongs to the message, is reused and may move with the next
 * call; new bytes are 0.
 * @return OK; NULL_ARG; NOMEM, with *buffer NULL
 */
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getSerializationBuffer(msgBridge msg,
                                                                          void** buffer,
                                                                          size_t size);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_BRIDGE_BASE_H_ */
