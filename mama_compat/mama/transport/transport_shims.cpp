/// mama/transport.h: the C functions.
#include <mama/transport.h>

#include "runtime/bridge_call.h"
#include "transport/transport.h"

using quoll::mama::ask_bridge;
using quoll::mama::call_bridge;
using quoll::mama::pool_of;

#define CALLER __builtin_return_address(0)

mama_status mamaTransport_allocate(mamaTransport* result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  return quoll::mama::guarded([&] {
    *result = pool_of<mamaTransportImpl_>().create();
    return *result != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
  });
}

mama_status mamaTransport_create(mamaTransport transport, const char* name, mamaBridge bridgeImpl) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL);
  return transport->create(name, bridgeImpl);
}

mama_status mamaTransport_destroy(mamaTransport transport) {
  QUOLL_CHECK_HANDLE(transport);
  return transport->destroy(CALLER);
}

mama_status mamaTransport_setName(mamaTransport transport, const char* name) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  return quoll::mama::guarded([&] {
    transport->set_name(name);
    return MAMA_STATUS_OK;
  });
}

mama_status mamaTransport_getName(mamaTransport transport, const char** result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  if (transport == nullptr) *result = nullptr;
  QUOLL_CHECK_HANDLE(transport);
  *result = transport->name();
  return MAMA_STATUS_OK;
}

const char* mamaTransport_getMiddleware(mamaTransport transport) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return nullptr;
  return ask_bridge<const char*>({nullptr, nullptr}, transport->known_bridge(),
                                 &mamaBridgeImpl_::bridgeGetName);
}

mama_status mamaTransport_setDescription(mamaTransport transport, const char* description) {
  QUOLL_CHECK_HANDLE(transport);
  transport->has_description = description != nullptr;
  transport->description = description != nullptr ? description : "";
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_getDescription(mamaTransport transport, const char** description) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(description, MAMA_STATUS_NULL_ARG);
  *description = transport->has_description ? transport->description.c_str() : nullptr;
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_setTransportCallback(mamaTransport transport, mamaTransportCB callback,
                                               void* closure) {
  QUOLL_CHECK_HANDLE(transport);
  return quoll::mama::guarded([&] {
    transport->event_listener.set(callback, closure);
    return MAMA_STATUS_OK;
  });
}

mama_status mamaTransport_setTransportTopicCallback(mamaTransport transport,
                                                    mamaTransportTopicCB callback, void* closure) {
  QUOLL_CHECK_HANDLE(transport);
  return quoll::mama::guarded([&] {
    transport->topic_listener.set(callback, closure);
    return MAMA_STATUS_OK;
  });
}

mama_status mamaTransport_setTransportCallbackQueue(mamaTransport transport, mamaQueue queue) {
  QUOLL_CHECK_HANDLE(transport);
  transport->callback_queue.store(queue);
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_getTransportCallbackQueue(mamaTransport transport, mamaQueue* queue) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NULL_ARG);
  *queue = transport->callback_queue.load();
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_setWriteQueueWatermarks(mamaTransport transport, uint32_t highWater,
                                                  uint32_t lowWater) {
  QUOLL_CHECK_HANDLE(transport);
  if (highWater < lowWater || lowWater == 0) return MAMA_STATUS_INVALID_ARG;
  transport->write_queue_high.store(highWater);
  transport->write_queue_low.store(lowWater);
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_setInvokeQualityForAllSubscs(mamaTransport transport,
                                                       int invokeQualityForAllSubscs) {
  QUOLL_CHECK_HANDLE(transport);
  transport->invoke_quality_for_all.store(invokeQualityForAllSubscs);
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_getInvokeQualityForAllSubscs(const mamaTransport transport,
                                                       int* invokeQualityForAllSubscs) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(invokeQualityForAllSubscs, MAMA_STATUS_INVALID_ARG);
  *invokeQualityForAllSubscs = transport->invoke_quality_for_all.load();
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_getQuality(const mamaTransport transport, mamaQuality* quality) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(quality, MAMA_STATUS_INVALID_ARG);
  *quality = transport->quality();
  return MAMA_STATUS_OK;
}

void mamaTransport_setSymbolMapFunc(mamaTransport transport, mamaSymbolMapFunc mapFunc,
                                    void* closure) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return;
  transport->symbol_map = mapFunc;
  transport->symbol_map_closure = closure;
}

mamaSymbolMapFunc mamaTransport_getSymbolMapFunc(mamaTransport transport) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return nullptr;
  return transport->symbol_map;
}

void* mamaTransport_getSymbolMapFuncClosure(mamaTransport transport) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return nullptr;
  return transport->symbol_map_closure;
}

void mamaTransport_disableRefresh(mamaTransport transport, uint8_t disable) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return;
  transport->refresh_disabled.store(disable != 0);
}

mama_status mamaTransport_setDeactivateSubscriptionOnError(mamaTransport transport,
                                                           int deactivate) {
  QUOLL_CHECK_HANDLE(transport);
  transport->deactivate_on_error.store(deactivate);
  return MAMA_STATUS_OK;
}

int mamaTransport_getDeactivateSubscriptionOnError(mamaTransport transport) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return 0;
  return transport->deactivate_on_error.load();
}

mama_status mamaTransport_setClosure(mamaTransport transport, void* closure) {
  QUOLL_CHECK_HANDLE(transport);
  transport->closure.store(closure);
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_getClosure(mamaTransport transport, void** closure) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(closure, MAMA_STATUS_NULL_ARG);
  *closure = transport->closure.load();
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_setLbInitialCallback(mamaTransport transport,
                                               mamaTransportLbInitialCB callback) {
  QUOLL_CHECK_HANDLE(transport);
  transport->balancer.set_initial_callback(callback);
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_setLbCallback(mamaTransport transport, mamaTransportLbCB callback) {
  QUOLL_CHECK_HANDLE(transport);
  transport->balancer.set_callback(callback);
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_getNativeTransport(mamaTransport transport, int index,
                                             void** nativeTport) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(nativeTport, MAMA_STATUS_INVALID_ARG);
  if (index < 0 || index >= transport->slot_count()) return MAMA_STATUS_INVALID_ARG;
  return call_bridge(transport->known_bridge(),
                     &mamaBridgeImpl_::bridgeMamaTransportGetNativeTransport,
                     transport->slot(index), nativeTport);
}

mama_status mamaTransport_getNativeTransportNamingCtx(mamaTransport transport, int index,
                                                      void** nativeTportNamingCtx) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(nativeTportNamingCtx, MAMA_STATUS_INVALID_ARG);
  if (index < 0 || index >= transport->slot_count()) return MAMA_STATUS_INVALID_ARG;
  return call_bridge(transport->known_bridge(),
                     &mamaBridgeImpl_::bridgeMamaTransportGetNativeTransportNamingCtx,
                     transport->slot(index), nativeTportNamingCtx);
}

// ---- throttles ---------------------------------------------------------------------------------

mama_status mamaTransport_getOutboundThrottle(mamaTransport transport,
                                              mamaThrottleInstance instance, double* result) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = transport->throttle(instance).rate();
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_setOutboundThrottle(mamaTransport transport,
                                              mamaThrottleInstance instance,
                                              double outboundThrottle) {
  QUOLL_CHECK_HANDLE(transport);
  transport->throttle(instance).set_rate(outboundThrottle);
  return MAMA_STATUS_OK;
}
