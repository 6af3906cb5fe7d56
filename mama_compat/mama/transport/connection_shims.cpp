/// Connections and conflation: what mama/transport.h and mama/integration/transport.h pass on to
/// the bridge.
#include <mama/integration/transport.h>

#include "runtime/bridge_call.h"
#include "transport/transport.h"

using quoll::mama::call_bridge;

namespace {

/// Calls a function that takes all sub-transports.
template <class Slot, class... Args>
mama_status pass_all(mamaTransport transport, Slot mamaBridgeImpl_::*slot, Args... args) {
  if (transport->slot_count() == 0) return MAMA_STATUS_NO_BRIDGE_IMPL;
  return call_bridge(transport->known_bridge(), slot, transport->slots(), transport->slot_count(),
                     args...);
}

/// Calls a function that takes one: the first.
template <class Slot, class... Args>
mama_status pass_first(mamaTransport transport, Slot mamaBridgeImpl_::*slot, Args... args) {
  if (transport->slot_count() == 0) return MAMA_STATUS_NO_BRIDGE_IMPL;
  return call_bridge(transport->known_bridge(), slot, transport->slot(0), args...);
}

}  // namespace

mama_status mamaTransport_findConnection(mamaTransport transport, mamaConnection* result,
                                         const char* ipAddress, uint16_t port) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_INVALID_ARG);
  *result = nullptr;
  QUOLL_CHECK_POINTER(ipAddress, MAMA_STATUS_NULL_ARG);
  QUOLL_TRY(pass_all(transport, &mamaBridgeImpl_::bridgeMamaTransportFindConnection, result,
                     ipAddress, port));
  return *result != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND;
}

mama_status mamaTransport_getAllConnections(mamaTransport transport, mamaConnection** result,
                                            uint32_t* len) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(len, MAMA_STATUS_NULL_ARG);
  return pass_all(transport, &mamaBridgeImpl_::bridgeMamaTransportGetAllConnections, result, len);
}

mama_status mamaTransport_getAllConnectionsForTopic(mamaTransport transport, const char* topic,
                                                    mamaConnection** result, uint32_t* len) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(topic, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(len, MAMA_STATUS_NULL_ARG);
  return pass_all(transport, &mamaBridgeImpl_::bridgeMamaTransportGetAllConnectionsForTopic, topic,
                  result, len);
}

mama_status mamaTransport_freeAllConnections(mamaTransport transport, mamaConnection* result,
                                             uint32_t len) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_INVALID_ARG);
  return pass_all(transport, &mamaBridgeImpl_::bridgeMamaTransportFreeAllConnections, result, len);
}

mama_status mamaTransport_getAllServerConnections(mamaTransport transport,
                                                  mamaServerConnection** result, uint32_t* len) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(len, MAMA_STATUS_NULL_ARG);
  return pass_all(transport, &mamaBridgeImpl_::bridgeMamaTransportGetAllServerConnections, result,
                  len);
}

mama_status mamaTransport_freeAllServerConnections(mamaTransport transport,
                                                   mamaServerConnection* result, uint32_t len) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_INVALID_ARG);
  return pass_all(transport, &mamaBridgeImpl_::bridgeMamaTransportFreeAllServerConnections, result,
                  len);
}

mama_status mamaTransportImpl_forceClientDisconnect(mamaTransport transport, const char* ipAddress,
                                                    uint16_t port) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(ipAddress, MAMA_STATUS_NULL_ARG);
  return pass_all(transport, &mamaBridgeImpl_::bridgeMamaTransportForceClientDisconnect, ipAddress,
                  port);
}

mama_status mamaTransport_requestConflation(mamaTransport transport) {
  QUOLL_CHECK_HANDLE(transport);
  return pass_all(transport, &mamaBridgeImpl_::bridgeMamaTransportRequestConflation);
}

mama_status mamaTransport_requestEndConflation(mamaTransport transport) {
  QUOLL_CHECK_HANDLE(transport);
  return pass_all(transport, &mamaBridgeImpl_::bridgeMamaTransportRequestEndConflation);
}

mama_status mamaTransportImpl_isConnectionIntercepted(mamaTransport transport,
                                                      mamaConnection connection, uint8_t* result) {
  QUOLL_CHECK_HANDLE(transport);
  return call_bridge(transport->known_bridge(),
                     &mamaBridgeImpl_::bridgeMamaTransportIsConnectionIntercepted, connection,
                     result);
}

mama_status mamaTransportImpl_installConnectConflateMgr(mamaTransport transport,
                                                        mamaConflationManager mgr,
                                                        mamaConnection connection,
                                                        conflateProcessCb processCb,
                                                        conflateGetMsgCb msgCb) {
  QUOLL_CHECK_HANDLE(transport);
  return pass_first(transport, &mamaBridgeImpl_::bridgeMamaTransportInstallConnectConflateMgr, mgr,
                    connection, processCb, msgCb);
}

mama_status mamaTransportImpl_uninstallConnectConflateMgr(mamaTransport transport,
                                                          mamaConflationManager mgr,
                                                          mamaConnection connection) {
  QUOLL_CHECK_HANDLE(transport);
  return pass_first(transport, &mamaBridgeImpl_::bridgeMamaTransportUninstallConnectConflateMgr,
                    mgr, connection);
}

mama_status mamaTransportImpl_startConnectionConflation(mamaTransport transport,
                                                        mamaConflationManager mgr,
                                                        mamaConnection connection) {
  QUOLL_CHECK_HANDLE(transport);
  return pass_first(transport, &mamaBridgeImpl_::bridgeMamaTransportStartConnectionConflation, mgr,
                    connection);
}

mama_status mamaTransportImpl_sendMsgToConnection(mamaTransport transport,
                                                  mamaConnection connection, mamaMsg msg,
                                                  const char* topic) {
  QUOLL_CHECK_HANDLE(transport);
  return pass_first(transport, &mamaBridgeImpl_::bridgeMamaTransportSendMsgToConnection, connection,
                    msg, topic);
}
