/// The functions that libmama finds by name in this library.
#pragma once

#include <bridge.h>

extern "C" {

MAMAExpBridgeDLL mama_status loopbackBridge_init(mamaBridge bridgeImpl);
MAMAExpBridgeDLL mama_status loopbackBridge_open(mamaBridge bridgeImpl);
MAMAExpBridgeDLL mama_status loopbackBridge_close(mamaBridge bridgeImpl);
MAMAExpBridgeDLL const char* loopbackBridge_getVersion(void);
MAMAExpBridgeDLL const char* loopbackBridge_getName(void);
MAMAExpBridgeDLL mama_status loopbackBridge_getDefaultPayloadId(char*** name, char** identifier);

MAMAExpBridgeDLL int loopbackBridgeMamaTransport_isValid(transportBridge transport);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_create(transportBridge* result,
                                                                const char* name,
                                                                mamaTransport parent);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_destroy(transportBridge transport);
MAMAExpBridgeDLL mama_status
loopbackBridgeMamaTransport_getNativeTransport(transportBridge transport, void** result);
MAMAExpBridgeDLL mama_status
loopbackBridgeMamaTransport_getNativeTransportNamingCtx(transportBridge transport, void** result);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_getNumLoadBalanceAttributes(
    const char* name, int* numLoadBalanceAttributes);
MAMAExpBridgeDLL mama_status
loopbackBridgeMamaTransport_getLoadBalanceScheme(const char* name, tportLbScheme* scheme);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_getLoadBalanceSharedObjectName(
    const char* name, const char** loadBalanceSharedObjectName);

MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_findConnection(transportBridge* transports,
                                                                        int numTransports,
                                                                        mamaConnection* result,
                                                                        const char* ipAddress,
                                                                        uint16_t port);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_getAllConnections(
    transportBridge* transports, int numTransports, mamaConnection** result, uint32_t* len);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_getAllConnectionsForTopic(
    transportBridge* transports, int numTransports, const char* topic, mamaConnection** result,
    uint32_t* len);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_freeAllConnections(
    transportBridge* transports, int numTransports, mamaConnection* connections, uint32_t len);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_getAllServerConnections(
    transportBridge* transports, int numTransports, mamaServerConnection** result, uint32_t* len);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_freeAllServerConnections(
    transportBridge* transports, int numTransports, mamaServerConnection* connections,
    uint32_t len);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_forceClientDisconnect(
    transportBridge* transports, int numTransports, const char* ipAddress, uint16_t port);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_installConnectConflateMgr(
    transportBridge transport, mamaConflationManager mgr, mamaConnection connection,
    conflateProcessCb processCb, conflateGetMsgCb msgCb);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_uninstallConnectConflateMgr(
    transportBridge transport, mamaConflationManager mgr, mamaConnection connection);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_startConnectionConflation(
    transportBridge transport, mamaConflationManager mgr, mamaConnection connection);
MAMAExpBridgeDLL mama_status
loopbackBridgeMamaTransport_isConnectionIntercepted(mamaConnection connection, uint8_t* result);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaTransport_sendMsgToConnection(
    transportBridge transport, mamaConnection connection, mamaMsg msg, const char* topic);
MAMAExpBridgeDLL mama_status
loopbackBridgeMamaTransport_requestConflation(transportBridge* transports, int numTransports);
MAMAExpBridgeDLL mama_status
loopbackBridgeMamaTransport_requestEndConflation(transportBridge* transports, int numTransports);

MAMAExpBridgeDLL mama_status loopbackBridgeMamaSubscription_create(
    subscriptionBridge* subscriber, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callback, mamaSubscription subscription, void* closure);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaSubscription_createWildCard(
    subscriptionBridge* subscriber, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callback, mamaSubscription subscription, void* closure);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaSubscription_mute(subscriptionBridge subscriber);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaSubscription_destroy(subscriptionBridge subscriber);
MAMAExpBridgeDLL int loopbackBridgeMamaSubscription_isValid(subscriptionBridge bridge);
MAMAExpBridgeDLL int loopbackBridgeMamaSubscription_hasWildcards(subscriptionBridge subscriber);
MAMAExpBridgeDLL int loopbackBridgeMamaSubscription_isTportDisconnected(subscriptionBridge subsc);
MAMAExpBridgeDLL mama_status
loopbackBridgeMamaSubscription_getPlatformError(subscriptionBridge subsc, void** error);
MAMAExpBridgeDLL mama_status
loopbackBridgeMamaSubscription_setTopicClosure(subscriptionBridge subsc, void* closure);
MAMAExpBridgeDLL mama_status
loopbackBridgeMamaSubscription_muteCurrentTopic(subscriptionBridge subsc);

MAMAExpBridgeDLL mama_status loopbackBridgeMamaPublisher_createByIndex(
    publisherBridge* result, mamaTransport tport, int tportIndex, const char* topic,
    const char* source, const char* root, mamaPublisher parent);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaPublisher_setUserCallbacks(
    publisherBridge publisher, mamaQueue queue, mamaPublisherCallbacks* cb, void* closure);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaPublisher_destroy(publisherBridge publisher);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaPublisher_send(publisherBridge publisher,
                                                              mamaMsg msg);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaPublisher_sendFromInbox(publisherBridge publisher,
                                                                       mamaInbox inbox,
                                                                       mamaMsg msg);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaPublisher_sendFromInboxByIndex(
    publisherBridge publisher, int tportIndex, mamaInbox inbox, mamaMsg msg);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaPublisher_sendReplyToInbox(publisherBridge publisher,
                                                                          mamaMsg request,
                                                                          mamaMsg reply);
MAMAExpBridgeDLL mama_status loopbackBridgeMamaPublisher_sendReplyToInboxHandle(
    publisherBridge publisher, void* wmwReply, mamaMsg reply);

}  // extern "C"
