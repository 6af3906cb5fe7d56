/// mama/integration/transport.h: what bridges ask a transport.
#include <mama/integration/entitlement.h>
#include <mama/integration/transport.h>

#include "transport/transport.h"

using quoll::mama::pool_of;

mama_status mamaTransport_getBridgeTransport(mamaTransport transport, transportBridge* result) {
  return mamaTransport_getBridgeTransportByIndex(transport, 0, result);
}

mama_status mamaTransport_getBridgeTransportByIndex(mamaTransport tport, int tportIndex,
                                                    transportBridge* result) {
  QUOLL_CHECK_HANDLE(tport);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  if (tportIndex < 0 || tportIndex >= tport->slot_count()) return MAMA_STATUS_INVALID_ARG;
  *result = tport->slot(tportIndex);
  return MAMA_STATUS_OK;
}

mamaBridge mamaTransportImpl_getBridgeImpl(mamaTransport transport) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return nullptr;
  return transport->bridge();
}

void mamaTransportImpl_getTransportTopicCallback(mamaTransport transport,
                                                 mamaTransportTopicCB* callback, void** closure) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return;
  const auto [current, its_closure] = transport->topic_listener.get();
  if (callback != nullptr) *callback = current;
  if (closure != nullptr) *closure = its_closure;
}

void mamaTransportImpl_getWriteQueueWatermarks(mamaTransport transport, uint32_t* high,
                                               uint32_t* low) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return;
  if (high != nullptr) *high = transport->write_queue_high.load();
  if (low != nullptr) *low = transport->write_queue_low.load();
}

void mamaTransportImpl_getTransportIndex(mamaTransport tport, int* tportIndex) {
  if (quoll::mama::check_handle(tport, __func__) != MAMA_STATUS_OK) return;
  if (tportIndex != nullptr) *tportIndex = tport->balancer.current();
}

void mamaTransportImpl_nextTransportIndex(mamaTransport tport, const char* source,
                                          const char* symbol) {
  if (quoll::mama::check_handle(tport, __func__) != MAMA_STATUS_OK) return;
  tport->balancer.advance(source, symbol);
}

int mamaTransportImpl_getGroupSizeHint(mamaTransport transport) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return 0;
  return transport->group_size_hint.load();
}

mama_status mamaTransport_initStats(mamaTransport transport) {
  QUOLL_CHECK_HANDLE(transport);
  return transport->init_statistics(transport->bridge());
}

mamaStatsCollector mamaTransport_getStatsCollector(mamaTransport transport) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return nullptr;
  const auto statistics = transport->statistics();
  return statistics ? statistics->collector() : nullptr;
}

mama_status mamaTransportImpl_allocateInternalTransport(mamaTransport* transport) {
  QUOLL_CHECK_POINTER(transport, MAMA_STATUS_NULL_ARG);
  QUOLL_TRY(mamaTransport_allocate(transport));
  (*transport)->is_internal = true;
  return MAMA_STATUS_OK;
}

mama_status mamaTransportImpl_getEntitlementBridge(mamaTransport transport,
                                                   mamaEntitlementBridge* entitlementBridge) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(entitlementBridge, MAMA_STATUS_NULL_ARG);
  *entitlementBridge = transport->entitlements();
  return *entitlementBridge != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND;
}
