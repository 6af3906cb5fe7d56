/* Quoll: mama/integration/bridge/base.h
 * SPDX-License-Identifier: Apache-2.0 */
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

typedef enum baseMsgType_ {
  BASE_MSG_PUB_SUB = 0,
  BASE_MSG_INBOX_REQUEST = 1,
  BASE_MSG_INBOX_RESPONSE = 2,
  BASE_MSG_SUB_REQUEST = 3,
  BASE_MSG_TERMINATE = 255
} baseMsgType;

typedef void(MAMACALLTYPE* baseQueueClosureCleanup)(void* closure);

MAMAExpBridgeDLL void baseBridge_createImpl(mamaBridge* result);
MAMAExpBridgeDLL mama_status baseBridge_init(mamaBridge bridgeImpl);
MAMAExpBridgeDLL mama_status baseBridge_open(mamaBridge bridgeImpl);
MAMAExpBridgeDLL mama_status baseBridge_close(mamaBridge bridgeImpl);
MAMAExpBridgeDLL mama_status baseBridge_start(mamaQueue defaultEventQueue);
MAMAExpBridgeDLL mama_status baseBridge_stop(mamaQueue defaultEventQueue);
MAMAExpBridgeDLL const char* baseBridge_getVersion(void);
MAMAExpBridgeDLL const char* baseBridge_getName(void);
MAMAExpBridgeDLL mama_status baseBridge_getDefaultPayloadId(char*** name, char** id);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_create(queueBridge* queue, mamaQueue parent);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_create_usingNative(queueBridge* queue,
                                                                    mamaQueue parent,
                                                                    void* nativeQueue);
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
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_getNativeHandle(queueBridge queue,
                                                                 void** nativeHandle);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_setHighWatermark(queueBridge queue,
                                                                  size_t highWatermark);
MAMAExpBridgeDLL mama_status baseBridgeMamaQueue_setLowWatermark(queueBridge queue,
                                                                 size_t lowWatermark);
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
MAMAExpBridgeDLL mama_status baseBridgeMamaTimer_create(timerBridge* timer, void* nativeQueueHandle,
                                                        mamaTimerCb action,
                                                        mamaTimerCb onTimerDestroyed,
                                                        mama_f64_t interval, mamaTimer parent,
                                                        void* closure);
MAMAExpBridgeDLL mama_status baseBridgeMamaTimer_destroy(timerBridge timer);
MAMAExpBridgeDLL mama_status baseBridgeMamaTimer_reset(timerBridge timer);
MAMAExpBridgeDLL mama_status baseBridgeMamaTimer_setInterval(timerBridge timer,
                                                             mama_f64_t interval);
MAMAExpBridgeDLL mama_status baseBridgeMamaTimer_getInterval(timerBridge timer,
                                                             mama_f64_t* interval);
MAMAExpBridgeDLL mama_status baseBridgeMamaIo_create(ioBridge* result, void* nativeQueueHandle,
                                                     uint32_t descriptor, mamaIoCb action,
                                                     mamaIoType ioType, mamaIo parent,
                                                     void* closure);
MAMAExpBridgeDLL mama_status baseBridgeMamaIo_getDescriptor(ioBridge io, uint32_t* result);
MAMAExpBridgeDLL mama_status baseBridgeMamaIo_destroy(ioBridge io);
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
MAMAExpBridgeDLL mama_status baseBridgeMamaInbox_create(inboxBridge* bridge, mamaTransport tport,
                                                        mamaQueue queue, mamaInboxMsgCallback msgCB,
                                                        mamaInboxErrorCallback errorCB,
                                                        mamaInboxDestroyCallback onInboxDestroyed,
                                                        void* closure, mamaInbox parent);
MAMAExpBridgeDLL mama_status baseBridgeMamaInbox_createByIndex(
    inboxBridge* bridge, mamaTransport tport, int tportIndex, mamaQueue queue,
    mamaInboxMsgCallback msgCB, mamaInboxErrorCallback errorCB,
    mamaInboxDestroyCallback onInboxDestroyed, void* closure, mamaInbox parent);
MAMAExpBridgeDLL mama_status baseBridgeMamaInbox_destroy(inboxBridge inbox);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_create(msgBridge* msg, mamaMsg parent);
MAMAExpBridgeDLL int baseBridgeMamaMsg_isFromInbox(msgBridge msg);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_destroy(msgBridge msg, int destroyMsg);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_destroyMiddlewareMsg(msgBridge msg);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_detach(msgBridge msg);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_getPlatformError(msgBridge msg, void** error);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_setSendSubject(msgBridge msg, const char* symbol,
                                                              const char* subject);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_getNativeHandle(msgBridge msg, void** result);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_duplicateReplyHandle(msgBridge msg, void** result);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_copyReplyHandle(void* src, void** dest);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_setReplyHandle(msgBridge msg, void* handle);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_setReplyHandleAndIncrement(msgBridge msg,
                                                                              void* handle);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsg_destroyReplyHandle(void* handle);
MAMAExpBridgeDLL const char* baseBridgeMamaInboxImpl_getReplySubject(inboxBridge inbox);
MAMAExpBridgeDLL mama_status baseBridgeMamaIoImpl_start(void** closure);
MAMAExpBridgeDLL mama_status baseBridgeMamaIoImpl_stop(void* closure);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_isValid(msgBridge msg, uint8_t* result);
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
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgReplyHandleImpl_getInboxName(void* replyHandle,
                                                                           char** value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgReplyHandleImpl_setInboxName(void* replyHandle,
                                                                           const char* value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getReplyHandle(msgBridge msg,
                                                                  void** replyHandle);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgReplyHandleImpl_getReplyTo(void* replyHandle,
                                                                         char** value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgReplyHandleImpl_setReplyTo(void* replyHandle,
                                                                         const char* value);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_createMsgOnly(msgBridge* msg);
MAMAExpBridgeDLL void baseBridgeMamaQueueImpl_setClosure(queueBridge queue, void* closure,
                                                         baseQueueClosureCleanup callback);
MAMAExpBridgeDLL void* baseBridgeMamaQueueImpl_getClosure(queueBridge queue);
MAMAExpBridgeDLL mama_status baseBridgeMamaMsgImpl_getSerializationBuffer(msgBridge msg,
                                                                          void** buffer,
                                                                          size_t size);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_BRIDGE_BASE_H_ */
