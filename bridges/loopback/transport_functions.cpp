/// The transport functions of the bridge's table but those of connections.cpp.
#include <mama/integration/bridge/base.h>
#include <mama/integration/mama.h>

#include <cstring>

#include "bridge.h"
#include "functions.h"
#include "transport.h"

using quoll::loopback::guarded;
using quoll::loopback::member_of;

int loopbackBridgeMamaTransport_isValid(transportBridge transport) {
  return transport != nullptr && member_of(transport) ? 1 : 0;
}

mama_status loopbackBridgeMamaTransport_create(transportBridge* result, const char* name,
                                               mamaTransport parent) {
  LOOPBACK_REQUIRE(result, name, parent);
  return guarded([&] { return quoll::loopback::create_transport(result, name, parent); });
}

mama_status loopbackBridgeMamaTransport_destroy(transportBridge transport) {
  LOOPBACK_REQUIRE(transport);
  return guarded([&] { return quoll::loopback::destroy_transport(transport); });
}

mama_status loopbackBridgeMamaTransport_getNativeTransport(transportBridge transport,
                                                           void** result) {
  LOOPBACK_REQUIRE(transport, result);
  *result = transport;
  return MAMA_STATUS_OK;
}

mama_status loopbackBridgeMamaTransport_getNativeTransportNamingCtx(transportBridge transport,
                                                                    void** result) {
  LOOPBACK_REQUIRE(transport, result);
  const auto member = member_of(transport);
  if (!member) return MAMA_STATUS_INVALID_ARG;
  *result = &member->domain();
  return MAMA_STATUS_OK;
}

// The same answers for every transport: the name is not read.

mama_status loopbackBridgeMamaTransport_getNumLoadBalanceAttributes(const char* name,
                                                                    int* numLoadBalanceAttributes) {
  LOOPBACK_REQUIRE(name, numLoadBalanceAttributes);
  constexpr long kMost = 1024;
  *numLoadBalanceAttributes =
      static_cast<int>(mamaImpl_getParameterAsLong(0, 0, kMost, "mama.loopback.lb_count"));
  return MAMA_STATUS_OK;
}

mama_status loopbackBridgeMamaTransport_getLoadBalanceScheme(const char* name,
                                                             tportLbScheme* scheme) {
  LOOPBACK_REQUIRE(name, scheme);
  const char* const text = mamaImpl_getParameter("static", "mama.loopback.lb_scheme");
  if (std::strcmp(text, "round_robin") == 0) {
    *scheme = TPORT_LB_SCHEME_ROUND_ROBIN;
  } else if (std::strcmp(text, "api") == 0) {
    *scheme = TPORT_LB_SCHEME_API;
  } else if (std::strcmp(text, "library") == 0) {
    *scheme = TPORT_LB_SCHEME_LIBRARY;
  } else {
    *scheme = TPORT_LB_SCHEME_STATIC;
  }
  return MAMA_STATUS_OK;
}

mama_status loopbackBridgeMamaTransport_getLoadBalanceSharedObjectName(
    const char* name, const char** loadBalanceSharedObjectName) {
  LOOPBACK_REQUIRE(name, loadBalanceSharedObjectName);
  *loadBalanceSharedObjectName = mamaImpl_getParameter(nullptr, "mama.loopback.lb_shared_object");
  return MAMA_STATUS_OK;
}
