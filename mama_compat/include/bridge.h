/* Quoll: bridge.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The table of a middleware bridge: what libmama calls. A bridge is a library libmama<name>impl.so
 * that exports <name>Bridge_init and one function per slot, named <name> followed by the slot's
 * suffix (<name>Bridge_open, <name>BridgeMamaQueue_create ...). The loader fills the table; slots
 * that are still empty come from the base bridge if the bridge asks for that
 * (mama/integration/bridge/base.h). Each slot's type below has the same signature as the base
 * bridge's function, and the same promises (runtime 6, dispatch 7 and 8).
 *
 * All slots may be called from any thread, with none of libmama's locks held but for open, close
 * and stop. A missing optional slot makes the function that needs it return NOT_IMPLEMENTED. The
 * layout is part of the binary interface.
 */
#ifndef QUOLL_BRIDGE_H_
#define QUOLL_BRIDGE_H_

#include <mama/inbox.h>
#include <mama/integration/mama.h>
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
#include <wombat/thread.h>
#include <wombat/wlock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The text of a macro's value. */
#define XSTR(s) STR(s)

/** The text of the argument. */
#define STR(s) #s

/** How long to wait for internal queues at close, in milliseconds, and its default. */
#define MAMA_BRIDGE_DEFAULT_QUEUE_TIMEOUT_PROPERTY "mama.defaultqueue.timeout"
#define MAMA_BRIDGE_DEFAULT_QUEUE_DEFAULT_TIMEOUT 2000

/** From before dynamic loading. */
typedef void (*bridge_createImpl)(mamaBridge* result);

/**
 * Called once after loading, when the table is filled: set facts, record the compile-time version
 * (MAMA_SET_BRIDGE_COMPILE_TIME_VERSION).
 */
typedef mama_status (*bridge_init)(mamaBridge bridge);

/**
 * Called after init: create the default queue and register it with mamaImpl_setDefaultEventQueue;
 * do not dispatch.
 */
typedef mama_status (*bridge_open)(mamaBridge bridge);

/** Called by the last mama_close: release everything but the table itself. */
typedef mama_status (*bridge_close)(mamaBridge bridge);

/**
 * Called by the first mama_start on its thread, with no lock: dispatch the default queue until
 * bridge_stop. Must work again after a stop.
 */
typedef mama_status (*bridge_start)(mamaQueue defaultEventQueue);

/** Called by the last mama_stop, from any thread: make bridge_start return; do not wait for it. */
typedef mama_status (*bridge_stop)(mamaQueue defaultEventQueue);

/** The bridge's own version; static. */
typedef const char* (*bridge_getVersion)(void);

/** The name that it is loaded by; static. Must be exported by the bridge itself. */
typedef const char* (*bridge_getName)(void);

/**
 * Which payloads to load: static arrays in the same order, the names ended by NULL, the id
 * characters by 0.
 */
typedef mama_status (*bridge_getDefaultPayloadId)(char*** names, char** ids);

/**
 * Queues: FIFO over all producers; events get parent as their first argument; dispatch blocks until
 * stopped and then returns OK; timedDispatch returns OK when the time is over; destroy drops what
 * is queued.
 */
typedef mama_status (*bridgeMamaQueue_create)(queueBridge* queue, mamaQueue parent);
typedef mama_status (*bridgeMamaQueue_create_usingNative)(queueBridge* queue, mamaQueue parent,
                                                          void* nativeQueue);
typedef mama_status (*bridgeMamaQueue_destroy)(queueBridge queue);
typedef mama_status (*bridgeMamaQueue_getEventCount)(queueBridge queue, size_t* count);
typedef mama_status (*bridgeMamaQueue_dispatch)(queueBridge queue);
typedef mama_status (*bridgeMamaQueue_timedDispatch)(queueBridge queue, uint64_t timeout);
typedef mama_status (*bridgeMamaQueue_dispatchEvent)(queueBridge queue);
typedef mama_status (*bridgeMamaQueue_enqueueEvent)(queueBridge queue, mamaQueueEnqueueCB callback,
                                                    void* closure);
typedef mama_status (*bridgeMamaQueue_stopDispatch)(queueBridge queue);
typedef mama_status (*bridgeMamaQueue_setEnqueueCallback)(queueBridge queue,
                                                          mamaQueueEnqueueCB callback,
                                                          void* closure);
typedef mama_status (*bridgeMamaQueue_removeEnqueueCallback)(queueBridge queue);
typedef mama_status (*bridgeMamaQueue_getNativeHandle)(queueBridge queue, void** nativeHandle);
typedef mama_status (*bridgeMamaQueue_setHighWatermark)(queueBridge queue, size_t highWatermark);
typedef mama_status (*bridgeMamaQueue_setLowWatermark)(queueBridge queue, size_t lowWatermark);

/** Transports. A load-balanced transport passes its parts as an array. */
typedef int (*bridgeMamaTransport_isValid)(transportBridge transport);
typedef mama_status (*bridgeMamaTransport_destroy)(transportBridge transport);
typedef mama_status (*bridgeMamaTransport_create)(transportBridge* result, const char* name,
                                                  mamaTransport parent);
typedef mama_status (*bridgeMamaTransport_forceClientDisconnect)(transportBridge* transports,
                                                                 int numTransports,
                                                                 const char* ipAddress,
                                                                 uint16_t port);
typedef mama_status (*bridgeMamaTransport_findConnection)(transportBridge* transports,
                                                          int numTransports, mamaConnection* result,
                                                          const char* ipAddress, uint16_t port);
typedef mama_status (*bridgeMamaTransport_getAllConnections)(transportBridge* transports,
                                                             int numTransports,
                                                             mamaConnection** result,
                                                             uint32_t* len);
typedef mama_status (*bridgeMamaTransport_getAllConnectionsForTopic)(transportBridge* transports,
                                                                     int numTransports,
                                                                     const char* topic,
                                                                     mamaConnection** result,
                                                                     uint32_t* len);
typedef mama_status (*bridgeMamaTransport_requestConflation)(transportBridge* transports,
                                                             int numTransports);
typedef mama_status (*bridgeMamaTransport_requestEndConflation)(transportBridge* transports,
                                                                int numTransports);
typedef mama_status (*bridgeMamaTransport_getAllServerConnections)(transportBridge* transports,
                                                                   int numTransports,
                                                                   mamaServerConnection** result,
                                                                   uint32_t* len);
typedef mama_status (*bridgeMamaTransport_freeAllServerConnections)(
    transportBridge* transports, int numTransports, mamaServerConnection* connections,
    uint32_t len);
typedef mama_status (*bridgeMamaTransport_freeAllConnections)(transportBridge* transports,
                                                              int numTransports,
                                                              mamaConnection* connections,
                                                              uint32_t len);
typedef mama_status (*bridgeMamaTransport_getNumLoadBalanceAttributes)(
    const char* name, int* numLoadBalanceAttributes);
typedef mama_status (*bridgeMamaTransport_getLoadBalanceSharedObjectName)(
    const char* name, const char** loadBalanceSharedObjectName);
typedef mama_status (*bridgeMamaTransport_getLoadBalanceScheme)(const char* name,
                                                                tportLbScheme* scheme);
typedef mama_status (*bridgeMamaTransport_sendMsgToConnection)(transportBridge transport,
                                                               mamaConnection connection,
                                                               mamaMsg msg, const char* topic);
typedef mama_status (*bridgeMamaTransport_isConnectionIntercepted)(mamaConnection connection,
                                                                   uint8_t* result);
typedef mama_status (*bridgeMamaTransport_installConnectConflateMgr)(transportBridge transport,
                                                                     mamaConflationManager mgr,
                                                                     mamaConnection connection,
                                                                     conflateProcessCb processCb,
                                                                     conflateGetMsgCb msgCb);
typedef mama_status (*bridgeMamaTransport_uninstallConnectConflateMgr)(transportBridge transport,
                                                                       mamaConflationManager mgr,
                                                                       mamaConnection connection);
typedef mama_status (*bridgeMamaTransport_startConnectionConflation)(transportBridge transport,
                                                                     mamaConflationManager mgr,
                                                                     mamaConnection connection);
typedef mama_status (*bridgeMamaTransport_getNativeTransport)(transportBridge transport,
                                                              void** result);
typedef mama_status (*bridgeMamaTransport_getNativeTransportNamingCtx)(transportBridge transport,
                                                                       void** result);

/**
 * Subscriptions. Messages go to mamaSubscription_processMsg and relatives on the queue's thread.
 * After mute nothing more is delivered; destroy reports the end through the onDestroy callback,
 * exactly once.
 */
typedef mama_status (*bridgeMamaSubscription_create)(subscriptionBridge* subscriber,
                                                     const char* source, const char* symbol,
                                                     mamaTransport transport, mamaQueue queue,
                                                     mamaMsgCallbacks callback,
                                                     mamaSubscription subscription, void* closure);
typedef mama_status (*bridgeMamaSubscription_createWildCard)(
    subscriptionBridge* subsc_, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callback, mamaSubscription subscription, void* closure);
typedef mama_status (*bridgeMamaSubscription_mute)(subscriptionBridge subscriber);
typedef mama_status (*bridgeMamaSubscription_destroy)(subscriptionBridge subscriber);
typedef int (*bridgeMamaSubscription_isValid)(subscriptionBridge bridge);
typedef int (*bridgeMamaSubscription_hasWildcards)(subscriptionBridge subscriber);
typedef mama_status (*bridgeMamaSubscription_getPlatformError)(subscriptionBridge subsc,
                                                               void** error);
typedef int (*bridgeMamaSubscription_isTportDisconnected)(subscriptionBridge subsc);
typedef mama_status (*bridgeMamaSubscription_setTopicClosure)(subscriptionBridge subsc,
                                                              void* closure);
typedef mama_status (*bridgeMamaSubscription_muteCurrentTopic)(subscriptionBridge subsc);

/**
 * Timers: *timer is written before a tick can run; action(parent, closure) runs on the queue each
 * period; destroy is followed by onTimerDestroyed(parent, closure) as the timer's last event,
 * inside which parent is freed.
 */
typedef mama_status (*bridgeMamaTimer_create)(timerBridge* timer, void* nativeQueueHandle,
                                              mamaTimerCb action, mamaTimerCb onTimerDestroyed,
                                              mama_f64_t interval, mamaTimer parent, void* closure);
typedef mama_status (*bridgeMamaTimer_destroy)(timerBridge timer);
typedef mama_status (*bridgeMamaTimer_reset)(timerBridge timer);
typedef mama_status (*bridgeMamaTimer_setInterval)(timerBridge timer, mama_f64_t interval);
typedef mama_status (*bridgeMamaTimer_getInterval)(timerBridge timer, mama_f64_t* interval);

/** Io: no action runs after destroy has returned. */
typedef mama_status (*bridgeMamaIo_create)(ioBridge* result, void* nativeQueueHandle,
                                           uint32_t descriptor, mamaIoCb action, mamaIoType ioType,
                                           mamaIo parent, void* closure);
typedef mama_status (*bridgeMamaIo_getDescriptor)(ioBridge io, uint32_t* result);
typedef mama_status (*bridgeMamaIo_destroy)(ioBridge io);

/** Publishers. The core has put subject and reply handle into the message before send. */
typedef mama_status (*bridgeMamaPublisher_createByIndex)(publisherBridge* result,
                                                         mamaTransport tport, int tportIndex,
                                                         const char* topic, const char* source,
                                                         const char* root, mamaPublisher parent);
typedef mama_status (*bridgeMamaPublisher_destroy)(publisherBridge publisher);
typedef mama_status (*bridgeMamaPublisher_send)(publisherBridge publisher, mamaMsg msg);
typedef mama_status (*bridgeMamaPublisher_sendReplyToInbox)(publisherBridge publisher,
                                                            mamaMsg request, mamaMsg reply);
typedef mama_status (*bridgeMamaPublisher_sendReplyToInboxHandle)(publisherBridge publisher,
                                                                  void* wmwReply, mamaMsg reply);
typedef mama_status (*bridgeMamaPublisher_sendFromInboxByIndex)(publisherBridge publisher,
                                                                int tportIndex, mamaInbox inbox,
                                                                mamaMsg msg);
typedef mama_status (*bridgeMamaPublisher_sendFromInbox)(publisherBridge publisher, mamaInbox inbox,
                                                         mamaMsg msg);
typedef mama_status (*bridgeMamaPublisher_setUserCallbacks)(publisherBridge publisher,
                                                            mamaQueue queue,
                                                            mamaPublisherCallbacks* cb,
                                                            void* closure);

/**
 * Inboxes: replies to msgCB, errors to errorCB, on the queue; destroy is followed by
 * onInboxDestroyed(parent, closure), exactly once, inside which parent is freed.
 */
typedef mama_status (*bridgeMamaInbox_create)(inboxBridge* bridge, mamaTransport tport,
                                              mamaQueue queue, mamaInboxMsgCallback msgCB,
                                              mamaInboxErrorCallback errorCB,
                                              mamaInboxDestroyCallback onInboxDestroyed,
                                              void* closure, mamaInbox parent);
typedef mama_status (*bridgeMamaInbox_createByIndex)(inboxBridge* bridge, mamaTransport tport,
                                                     int tportIndex, mamaQueue queue,
                                                     mamaInboxMsgCallback msgCB,
                                                     mamaInboxErrorCallback errorCB,
                                                     mamaInboxDestroyCallback onInboxDestroyed,
                                                     void* closure, mamaInbox parent);
typedef mama_status (*bridgeMamaInbox_destroy)(inboxBridge inbox);

/**
 * The bridge's part of a message, and reply handles: what is needed to answer a request later, and
 * from elsewhere.
 */
typedef mama_status (*bridgeMamaMsg_create)(msgBridge* msg, mamaMsg parent);
typedef int (*bridgeMamaMsg_isFromInbox)(msgBridge msg);
typedef mama_status (*bridgeMamaMsg_destroy)(msgBridge msg, int destroyMsg);
typedef mama_status (*bridgeMamaMsg_destroyMiddlewareMsg)(msgBridge msg);
typedef mama_status (*bridgeMamaMsg_detach)(msgBridge msg);
typedef mama_status (*bridgeMamaMsg_getPlatformError)(msgBridge msg, void** error);
typedef mama_status (*bridgeMamaMsg_setSendSubject)(msgBridge msg, const char* symbol,
                                                    const char* subject);
typedef mama_status (*bridgeMamaMsg_getNativeHandle)(msgBridge msg, void** result);
typedef mama_status (*bridgeMamaMsg_duplicateReplyHandle)(msgBridge msg, void** result);
typedef mama_status (*bridgeMamaMsg_copyReplyHandle)(void* src, void** dest);
typedef mama_status (*bridgeMamaMsgImpl_setReplyHandle)(msgBridge msg, void* handle);
typedef mama_status (*bridgeMamaMsgImpl_setReplyHandleAndIncrement)(msgBridge msg, void* handle);
typedef mama_status (*bridgeMamaMsg_destroyReplyHandle)(void* handle);

/**
 * A loaded bridge. The members before the first function belong to libmama; the bridge reaches them
 * through mama/integration/bridge.h only.
 */
typedef struct mamaBridgeImpl_ {
  unsigned int mRefCount;        /**< starts in effect */
  mamaQueue mDefaultEventQueue;  /**< the bridge's queue */
  mamaQueue mInternalEventQueue; /**< libmama's own queue on this bridge */
  mamaDispatcher mInternalDispatcher;
  void* mClosure; /**< mamaBridgeImpl_setClosure */
  wLock mLock;
  wombatThread mStartBackgroundThread;
  mamaPayloadBridge mNativeMsgBridge; /**< unused */
  bridgeInfoCallback mBridgeInfoCallback;
  void* mCppCallback;
  mama_bool_t mEntitleDeferred; /**< the fact "entitlements.deferred" */
  bridge_open bridgeOpen;
  bridge_close bridgeClose;
  bridge_start bridgeStart;
  bridge_stop bridgeStop;
  bridge_getVersion bridgeGetVersion;
  bridge_getName bridgeGetName;
  bridge_getDefaultPayloadId bridgeGetDefaultPayloadId;
  bridgeMamaQueue_create bridgeMamaQueueCreate;
  bridgeMamaQueue_create_usingNative bridgeMamaQueueCreateUsingNative;
  bridgeMamaQueue_destroy bridgeMamaQueueDestroy;
  bridgeMamaQueue_getEventCount bridgeMamaQueueGetEventCount;
  bridgeMamaQueue_dispatch bridgeMamaQueueDispatch;
  bridgeMamaQueue_timedDispatch bridgeMamaQueueTimedDispatch;
  bridgeMamaQueue_dispatchEvent bridgeMamaQueueDispatchEvent;
  bridgeMamaQueue_enqueueEvent bridgeMamaQueueEnqueueEvent;
  bridgeMamaQueue_stopDispatch bridgeMamaQueueStopDispatch;
  bridgeMamaQueue_setEnqueueCallback bridgeMamaQueueSetEnqueueCallback;
  bridgeMamaQueue_removeEnqueueCallback bridgeMamaQueueRemoveEnqueueCallback;
  bridgeMamaQueue_getNativeHandle bridgeMamaQueueGetNativeHandle;
  bridgeMamaQueue_setLowWatermark bridgeMamaQueueSetLowWatermark;
  bridgeMamaQueue_setHighWatermark bridgeMamaQueueSetHighWatermark;
  bridgeMamaTransport_isValid bridgeMamaTransportIsValid;
  bridgeMamaTransport_destroy bridgeMamaTransportDestroy;
  bridgeMamaTransport_create bridgeMamaTransportCreate;
  bridgeMamaTransport_forceClientDisconnect bridgeMamaTransportForceClientDisconnect;
  bridgeMamaTransport_findConnection bridgeMamaTransportFindConnection;
  bridgeMamaTransport_getAllConnections bridgeMamaTransportGetAllConnections;
  bridgeMamaTransport_getAllConnectionsForTopic bridgeMamaTransportGetAllConnectionsForTopic;
  bridgeMamaTransport_freeAllConnections bridgeMamaTransportFreeAllConnections;
  bridgeMamaTransport_getAllServerConnections bridgeMamaTransportGetAllServerConnections;
  bridgeMamaTransport_freeAllServerConnections bridgeMamaTransportFreeAllServerConnections;
  bridgeMamaTransport_getNumLoadBalanceAttributes bridgeMamaTransportGetNumLoadBalanceAttributes;
  bridgeMamaTransport_getLoadBalanceSharedObjectName
      bridgeMamaTransportGetLoadBalanceSharedObjectName;
  bridgeMamaTransport_getLoadBalanceScheme bridgeMamaTransportGetLoadBalanceScheme;
  bridgeMamaTransport_sendMsgToConnection bridgeMamaTransportSendMsgToConnection;
  bridgeMamaTransport_isConnectionIntercepted bridgeMamaTransportIsConnectionIntercepted;
  bridgeMamaTransport_installConnectConflateMgr bridgeMamaTransportInstallConnectConflateMgr;
  bridgeMamaTransport_uninstallConnectConflateMgr bridgeMamaTransportUninstallConnectConflateMgr;
  bridgeMamaTransport_startConnectionConflation bridgeMamaTransportStartConnectionConflation;
  bridgeMamaTransport_requestConflation bridgeMamaTransportRequestConflation;
  bridgeMamaTransport_requestEndConflation bridgeMamaTransportRequestEndConflation;
  bridgeMamaTransport_getNativeTransport bridgeMamaTransportGetNativeTransport;
  bridgeMamaTransport_getNativeTransportNamingCtx bridgeMamaTransportGetNativeTransportNamingCtx;
  bridgeMamaSubscription_create bridgeMamaSubscriptionCreate;
  bridgeMamaSubscription_createWildCard bridgeMamaSubscriptionCreateWildCard;
  bridgeMamaSubscription_mute bridgeMamaSubscriptionMute;
  bridgeMamaSubscription_destroy bridgeMamaSubscriptionDestroy;
  bridgeMamaSubscription_isValid bridgeMamaSubscriptionIsValid;
  bridgeMamaSubscription_hasWildcards bridgeMamaSubscriptionHasWildcards;
  bridgeMamaSubscription_getPlatformError bridgeMamaSubscriptionGetPlatformError;
  bridgeMamaSubscription_setTopicClosure bridgeMamaSubscriptionSetTopicClosure;
  bridgeMamaSubscription_muteCurrentTopic bridgeMamaSubscriptionMuteCurrentTopic;
  bridgeMamaSubscription_isTportDisconnected bridgeMamaSubscriptionIsTportDisconnected;
  bridgeMamaTimer_create bridgeMamaTimerCreate;
  bridgeMamaTimer_destroy bridgeMamaTimerDestroy;
  bridgeMamaTimer_reset bridgeMamaTimerReset;
  bridgeMamaTimer_setInterval bridgeMamaTimerSetInterval;
  bridgeMamaTimer_getInterval bridgeMamaTimerGetInterval;
  bridgeMamaIo_create bridgeMamaIoCreate;
  bridgeMamaIo_getDescriptor bridgeMamaIoGetDescriptor;
  bridgeMamaIo_destroy bridgeMamaIoDestroy;
  bridgeMamaPublisher_createByIndex bridgeMamaPublisherCreateByIndex;
  bridgeMamaPublisher_destroy bridgeMamaPublisherDestroy;
  bridgeMamaPublisher_send bridgeMamaPublisherSend;
  bridgeMamaPublisher_sendFromInbox bridgeMamaPublisherSendFromInbox;
  bridgeMamaPublisher_sendFromInboxByIndex bridgeMamaPublisherSendFromInboxByIndex;
  bridgeMamaPublisher_sendReplyToInbox bridgeMamaPublisherSendReplyToInbox;
  bridgeMamaPublisher_sendReplyToInboxHandle bridgeMamaPublisherSendReplyToInboxHandle;
  bridgeMamaPublisher_setUserCallbacks bridgeMamaPublisherSetUserCallbacks;
  bridgeMamaInbox_create bridgeMamaInboxCreate;
  bridgeMamaInbox_createByIndex bridgeMamaInboxCreateByIndex;
  bridgeMamaInbox_destroy bridgeMamaInboxDestroy;
  bridgeMamaMsg_create bridgeMamaMsgCreate;
  bridgeMamaMsg_isFromInbox bridgeMamaMsgIsFromInbox;
  bridgeMamaMsg_getPlatformError bridgeMamaMsgGetPlatformError;
  bridgeMamaMsg_detach bridgeMamaMsgDetach;
  bridgeMamaMsg_destroy bridgeMamaMsgDestroy;
  bridgeMamaMsg_destroyMiddlewareMsg bridgeMamaMsgDestroyMiddlewareMsg;
  bridgeMamaMsg_setSendSubject bridgeMamaMsgSetSendSubject;
  bridgeMamaMsg_getNativeHandle bridgeMamaMsgGetNativeHandle;
  bridgeMamaMsg_duplicateReplyHandle bridgeMamaMsgDuplicateReplyHandle;
  bridgeMamaMsg_copyReplyHandle bridgeMamaMsgCopyReplyHandle;
  bridgeMamaMsgImpl_setReplyHandle bridgeMamaMsgSetReplyHandle;
  bridgeMamaMsgImpl_setReplyHandle bridgeMamaMsgSetReplyHandleAndIncrement;
  bridgeMamaMsg_destroyReplyHandle bridgeMamaMsgDestroyReplyHandle;
} mamaBridgeImpl;

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_BRIDGE_H_ */
