// What a bridge must bring itself: base only answers.
#include <mama/integration/bridge/base.h>

#include "support/shim.h"

namespace {

// As an int the status reads as true: a bridge that leaves these questions to base counts as valid,
// and as disconnected, which is what lets stale events through to its subscriptions.
constexpr int kNotImplementedAsInt = MAMA_STATUS_NOT_IMPLEMENTED;
constexpr mama_status kNotImplemented = MAMA_STATUS_NOT_IMPLEMENTED;

}  // namespace

// ---- transport ---------------------------------------------------------------------------------

int baseBridgeMamaTransport_isValid(transportBridge) { return kNotImplementedAsInt; }

mama_status baseBridgeMamaTransport_destroy(transportBridge) { return kNotImplemented; }

mama_status baseBridgeMamaTransport_create(transportBridge*, const char*, mamaTransport) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_forceClientDisconnect(transportBridge*, int, const char*,
                                                          uint16_t) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_findConnection(transportBridge*, int, mamaConnection*,
                                                   const char*, uint16_t) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_getAllConnections(transportBridge*, int, mamaConnection**,
                                                      uint32_t*) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_getAllConnectionsForTopic(transportBridge*, int, const char*,
                                                              mamaConnection**, uint32_t*) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_requestConflation(transportBridge*, int) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_requestEndConflation(transportBridge*, int) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_getAllServerConnections(transportBridge*, int,
                                                            mamaServerConnection**, uint32_t*) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_freeAllServerConnections(transportBridge*, int,
                                                             mamaServerConnection*, uint32_t) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_freeAllConnections(transportBridge*, int, mamaConnection*,
                                                       uint32_t) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_getNumLoadBalanceAttributes(const char* name,
                                                                int* numLoadBalanceAttributes) {
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(numLoadBalanceAttributes, MAMA_STATUS_NULL_ARG);
  *numLoadBalanceAttributes = 0;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaTransport_getLoadBalanceSharedObjectName(
    const char*, const char** loadBalanceSharedObjectName) {
  QUOLL_CHECK_POINTER(loadBalanceSharedObjectName, MAMA_STATUS_NULL_ARG);
  *loadBalanceSharedObjectName = nullptr;
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_getLoadBalanceScheme(const char* name, tportLbScheme* scheme) {
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(scheme, MAMA_STATUS_NULL_ARG);
  *scheme = TPORT_LB_SCHEME_STATIC;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaTransport_sendMsgToConnection(transportBridge, mamaConnection, mamaMsg,
                                                        const char*) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_isConnectionIntercepted(mamaConnection, uint8_t* result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = 0;
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_installConnectConflateMgr(transportBridge,
                                                              mamaConflationManager, mamaConnection,
                                                              conflateProcessCb, conflateGetMsgCb) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_uninstallConnectConflateMgr(transportBridge,
                                                                mamaConflationManager,
                                                                mamaConnection) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_startConnectionConflation(transportBridge,
                                                              mamaConflationManager,
                                                              mamaConnection) {
  return kNotImplemented;
}

mama_status baseBridgeMamaTransport_getNativeTransport(transportBridge transport, void** result) {
  QUOLL_CHECK_POINTER(transport, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = transport;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaTransport_getNativeTransportNamingCtx(transportBridge, void**) {
  return kNotImplemented;
}

// ---- subscription ------------------------------------------------------------------------------

mama_status baseBridgeMamaSubscription_create(subscriptionBridge*, const char*, const char*,
                                              mamaTransport, mamaQueue, mamaMsgCallbacks,
                                              mamaSubscription, void*) {
  return kNotImplemented;
}

mama_status baseBridgeMamaSubscription_createWildCard(subscriptionBridge*, const char*, const char*,
                                                      mamaTransport, mamaQueue, mamaMsgCallbacks,
                                                      mamaSubscription, void*) {
  return kNotImplemented;
}

mama_status baseBridgeMamaSubscription_mute(subscriptionBridge) { return kNotImplemented; }

mama_status baseBridgeMamaSubscription_destroy(subscriptionBridge) { return kNotImplemented; }

int baseBridgeMamaSubscription_isValid(subscriptionBridge) { return 0; }

int baseBridgeMamaSubscription_hasWildcards(subscriptionBridge) { return 0; }

mama_status baseBridgeMamaSubscription_getPlatformError(subscriptionBridge, void**) {
  return kNotImplemented;
}

int baseBridgeMamaSubscription_isTportDisconnected(subscriptionBridge) {
  return kNotImplementedAsInt;
}

mama_status baseBridgeMamaSubscription_setTopicClosure(subscriptionBridge, void*) {
  return kNotImplemented;
}

mama_status baseBridgeMamaSubscription_muteCurrentTopic(subscriptionBridge) {
  return kNotImplemented;
}

// ---- publisher ---------------------------------------------------------------------------------

mama_status baseBridgeMamaPublisher_createByIndex(publisherBridge*, mamaTransport, int, const char*,
                                                  const char*, const char*, mamaPublisher) {
  return kNotImplemented;
}

mama_status baseBridgeMamaPublisher_destroy(publisherBridge) { return kNotImplemented; }

mama_status baseBridgeMamaPublisher_send(publisherBridge, mamaMsg) { return kNotImplemented; }

mama_status baseBridgeMamaPublisher_sendReplyToInbox(publisherBridge, mamaMsg, mamaMsg) {
  return kNotImplemented;
}

mama_status baseBridgeMamaPublisher_sendReplyToInboxHandle(publisherBridge, void*, mamaMsg) {
  return kNotImplemented;
}

mama_status baseBridgeMamaPublisher_sendFromInboxByIndex(publisherBridge, int, mamaInbox, mamaMsg) {
  return kNotImplemented;
}

mama_status baseBridgeMamaPublisher_sendFromInbox(publisherBridge, mamaInbox, mamaMsg) {
  return kNotImplemented;
}

mama_status baseBridgeMamaPublisher_setUserCallbacks(publisherBridge, mamaQueue,
                                                     mamaPublisherCallbacks*, void*) {
  return kNotImplemented;
}
