// The C functions that look bridges up and read or set what belongs to one.
#include <mama/integration/bridge.h>
#include <mama/integration/mama.h>
#include <mama/log.h>
#include <mama/mama.h>

#include <string>

#include "common/text.h"
#include "runtime/bridge_loader.h"
#include "runtime/bridge_registry.h"
#include "runtime/entitlements.h"
#include "runtime/lifecycle.h"
#include "runtime/meta_properties.h"
#include "runtime/property_store.h"
#include "support/shim.h"

using quoll::mama::BridgeRegistry;
using quoll::mama::guarded;
using quoll::mama::Lifecycle;
using quoll::mama::MetaProperties;
using quoll::mama::MiddlewareBridge;

// A handle that is NULL, or whose bridge has been closed.
#define QUOLL_CHECK_BRIDGE(handle, if_null, if_ended)               \
  do {                                                              \
    if ((handle) == nullptr) return (if_null);                      \
    if (!BridgeRegistry::instance().is_usable(handle)) [[unlikely]] \
      return (if_ended);                                            \
  } while (false)

// ---- Look-ups

mama_status mama_getMiddlewareBridge(mamaBridge* bridge, const char* middlewareName) {
  QUOLL_CHECK_POINTER(bridge, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(middlewareName, MAMA_STATUS_NULL_ARG);
  MiddlewareBridge* found = BridgeRegistry::instance().find(middlewareName);
  *bridge = found != nullptr ? found->handle() : nullptr;
  return found != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND;
}

mama_status mama_getPayloadBridge(mamaPayloadBridge* payloadBridge, const char* payloadName) {
  QUOLL_CHECK_POINTER(payloadBridge, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(payloadName, MAMA_STATUS_NULL_ARG);
  auto* found = BridgeRegistry::instance().find_payload(payloadName);
  *payloadBridge = found != nullptr ? found->handle() : nullptr;
  return found != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND;
}

mama_status mama_setDefaultPayload(char id) {
  const mamaPayloadBridge payload = mamaInternal_findPayload(id);
  QUOLL_CHECK_POINTER(payload, MAMA_STATUS_NULL_ARG);
  BridgeRegistry::instance().set_default_payload(payload);
  return MAMA_STATUS_OK;
}

mamaBridge mamaInternal_findBridge(void) {
  MiddlewareBridge* bridge = BridgeRegistry::instance().first();
  return bridge != nullptr ? bridge->handle() : nullptr;
}

mamaPayloadBridge mamaInternal_findPayload(char id) {
  return id == '\0' ? nullptr : BridgeRegistry::instance().payload_by_id(id);
}

mamaPayloadBridge mamaInternal_getDefaultPayload(void) {
  return BridgeRegistry::instance().default_payload();
}

mama_status mamaInternal_getPayloadId(const char* payloadName, mamaPayloadBridge payload,
                                      char* payloadChar) {
  QUOLL_CHECK_POINTER(payloadName, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(payload, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(payloadChar, MAMA_STATUS_NULL_ARG);
  if (!BridgeRegistry::instance().is_usable(payload)) return MAMA_STATUS_NO_BRIDGE_IMPL;
  return guarded([=] {
    *payloadChar = quoll::mama::payload_id_of(payloadName, payload, '\0');
    return MAMA_STATUS_OK;
  });
}

mama_status mamaInternal_initialiseTable(wtable_t* table, const char* name, mama_size_t size) {
  QUOLL_CHECK_POINTER(table, MAMA_STATUS_NULL_ARG);
  if (*table == nullptr) *table = wtable_create(name, size);
  return *table != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_PLATFORM;
}

mama_status mamaInternal_init(void) {
  MetaProperties::instance().create();
  return MAMA_STATUS_OK;
}

void mamaInternal_registerBridge(mamaBridge, const char*) {}

int mamaInternal_getCatchCallbackExceptions(void) {
  return Lifecycle::instance().catches_callback_exceptions() ? 1 : 0;
}

mama_bool_t mamaInternal_getAllowMsgModify(void) {
  return Lifecycle::instance().allows_message_modification() ? 1 : 0;
}

// ---- What belongs to a bridge

mama_status mama_getDefaultEventQueue(mamaBridge bridgeImpl, mamaQueue* defaultQueue) {
  QUOLL_CHECK_BRIDGE(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL, MAMA_STATUS_NO_BRIDGE_IMPL);
  QUOLL_CHECK_POINTER(defaultQueue, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(bridgeImpl->mDefaultEventQueue, MAMA_STATUS_INVALID_QUEUE);
  *defaultQueue = bridgeImpl->mDefaultEventQueue;
  return MAMA_STATUS_OK;
}

mama_status mamaImpl_setDefaultEventQueue(mamaBridge bridgeImpl, mamaQueue defaultQueue) {
  QUOLL_CHECK_BRIDGE(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL, MAMA_STATUS_NO_BRIDGE_IMPL);
  QUOLL_CHECK_POINTER(defaultQueue, MAMA_STATUS_NULL_ARG);
  bridgeImpl->mDefaultEventQueue = defaultQueue;
  return MAMA_STATUS_OK;
}

mama_status mama_setBridgeInfoCallback(mamaBridge bridgeImpl, bridgeInfoCallback callback) {
  QUOLL_CHECK_BRIDGE(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL, MAMA_STATUS_NO_BRIDGE_IMPL);
  const char* name = bridgeImpl->bridgeGetName != nullptr ? bridgeImpl->bridgeGetName() : nullptr;
  if (name == nullptr || !quoll::compat::equal_ignoring_case(name, "lbm")) {
    return MAMA_STATUS_NOT_IMPLEMENTED;
  }
  bridgeImpl->mBridgeInfoCallback = callback;
  return MAMA_STATUS_OK;
}

mama_status mamaBridgeImpl_setClosure(mamaBridge bridgeImpl, void* closure) {
  QUOLL_CHECK_BRIDGE(bridgeImpl, MAMA_STATUS_NULL_ARG, MAMA_STATUS_INVALID_ARG);
  bridgeImpl->mClosure = closure;
  return MAMA_STATUS_OK;
}

mama_status mamaBridgeImpl_setCppCallback(mamaBridge bridgeImpl, void* cppCallback) {
  QUOLL_CHECK_BRIDGE(bridgeImpl, MAMA_STATUS_NULL_ARG, MAMA_STATUS_INVALID_ARG);
  bridgeImpl->mCppCallback = cppCallback;
  return MAMA_STATUS_OK;
}

mama_status mamaBridgeImpl_getClosure(mamaBridge bridgeImpl, void** closure) {
  QUOLL_CHECK_BRIDGE(bridgeImpl, MAMA_STATUS_NULL_ARG, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(closure, MAMA_STATUS_INVALID_ARG);
  *closure = bridgeImpl->mClosure;
  return MAMA_STATUS_OK;
}

mama_status mamaBridgeImpl_getInternalEventQueue(mamaBridge bridgeImpl, mamaQueue* internalQueue) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL);
  QUOLL_CHECK_POINTER(internalQueue, MAMA_STATUS_NULL_ARG);
  return BridgeRegistry::instance().with_bridge(
      bridgeImpl,
      [internalQueue](MiddlewareBridge& bridge) { return bridge.internal_queue(internalQueue); });
}

mama_status mamaBridgeImpl_stopInternalEventQueue(mamaBridge bridgeImpl) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL);
  return BridgeRegistry::instance().with_bridge(
      bridgeImpl, [](MiddlewareBridge& bridge) { return bridge.stop_internal_queue(); });
}

int mamaBridgeImpl_getDefaultQueueTimeout(void) {
  const auto configured = quoll::mama::property_number(MAMA_BRIDGE_DEFAULT_QUEUE_TIMEOUT_PROPERTY);
  constexpr int kDefault = MAMA_BRIDGE_DEFAULT_QUEUE_DEFAULT_TIMEOUT;
  if (!configured || *configured <= 0 || *configured > INT_MAX) return kDefault;
  return static_cast<int>(*configured);
}

// ---- Meta properties of a bridge

mama_status mamaBridgeImpl_setReadOnlyProperty(mamaBridge bridgeImpl, const char* property,
                                               const char* value) {
  QUOLL_CHECK_BRIDGE(bridgeImpl, MAMA_STATUS_NULL_ARG, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(property, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(bridgeImpl->bridgeGetName, MAMA_STATUS_NOT_IMPLEMENTED);
  return guarded([=] {
    const std::string name = quoll::mama::full_meta_name(bridgeImpl->bridgeGetName(), property);
    return mamaInternal_setMetaProperty(name.c_str(), value);
  });
}

const char* mamaBridgeImpl_getMetaProperty(mamaBridge bridgeImpl, const char* property) {
  QUOLL_CHECK_BRIDGE(bridgeImpl, nullptr, nullptr);
  if (property == nullptr || bridgeImpl->bridgeGetName == nullptr) return nullptr;
  return quoll::mama::guarded_or<const char*>(nullptr, [=] {
    return MetaProperties::instance().get(
        quoll::mama::full_meta_name(bridgeImpl->bridgeGetName(), property));
  });
}

mama_bool_t mamaBridgeImpl_areEntitlementsDeferred(mamaBridge bridgeImpl) {
  QUOLL_CHECK_BRIDGE(bridgeImpl, 0, 0);
  return bridgeImpl->mEntitleDeferred;
}

void mamaBridgeImpl_populateBridgeMetaData(mamaBridge bridgeImpl) {
  if (!BridgeRegistry::instance().is_usable(bridgeImpl)) return;
  bridgeImpl->mEntitleDeferred = quoll::compat::is_true_text(
      mamaBridgeImpl_getMetaProperty(bridgeImpl, MAMA_PROP_BARE_ENT_DEFERRED));
}

// ---- Versions

const char* mama_version = MAMA_VERSION;

const char* mama_getVersion(mamaBridge bridgeImpl) {
  if (!BridgeRegistry::instance().is_usable(bridgeImpl) ||
      bridgeImpl->bridgeGetVersion == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mama_getVersion: no bridge");
    return nullptr;
  }
  // Each thread has a text of its own, which its next call replaces.
  thread_local std::string text;
  return quoll::mama::guarded_or(mama_version, [=] {
    const char* version = bridgeImpl->bridgeGetVersion();
    text = std::string(mama_version) + " (" + (version != nullptr ? version : "") + ") (" +
           (quoll::mama::Entitlements::are_built_in() ? "entitled" : "non entitled") + ")";
    return text.c_str();
  });
}

// Not in a header: language wrappers declare it themselves.
namespace {
using WrapperGetVersion = const char* (*)(mamaBridge);
std::atomic<WrapperGetVersion> wrapper_get_version{nullptr};
}  // namespace

extern "C" {
MAMAExpDLL void mama_setWrapperGetVersion(WrapperGetVersion value);
void mama_setWrapperGetVersion(WrapperGetVersion value) { wrapper_get_version = value; }
}

const char* mama_wrapperGetVersion(mamaBridge bridge) {
  const WrapperGetVersion function = wrapper_get_version;
  return function != nullptr ? function(bridge) : mama_getVersion(bridge);
}
