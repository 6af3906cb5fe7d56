// The C functions that load, open, close, start and stop.
#include <mama/log.h>
#include <mama/mama.h>
#include <quoll/ownership.h>

#include "runtime/bridge_registry.h"
#include "runtime/lifecycle.h"
#include "support/shim.h"

using quoll::mama::BridgeRegistry;
using quoll::mama::guarded;
using quoll::mama::Lifecycle;
using quoll::mama::MiddlewareBridge;

namespace {

void log_failure(const char* function, const char* what, mamaBridge handle, mama_status status) {
  BridgeRegistry::instance().with_bridge(handle, [=](MiddlewareBridge& bridge) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "%s: bridge '%s' cannot be %s: %s", function,
             bridge.name.c_str(), what, mamaStatus_stringForStatus(status));
    return MAMA_STATUS_OK;
  });
}

}  // namespace

// ---- Loading

mama_status mama_loadBridge(mamaBridge* impl, const char* middleware) {
  return mama_loadBridgeWithPath(impl, middleware, nullptr);
}

mama_status mama_loadBridgeWithPath(mamaBridge* impl, const char* middleware, const char* path) {
  QUOLL_CHECK_POINTER(impl, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(middleware, MAMA_STATUS_NULL_ARG);
  return guarded([&] { return Lifecycle::instance().load_middleware(middleware, path, impl); });
}

mama_status mama_loadPayloadBridge(mamaPayloadBridge* bridge, const char* payloadName) {
  QUOLL_CHECK_POINTER(bridge, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(payloadName, MAMA_STATUS_NULL_ARG);
  return guarded([&] { return Lifecycle::instance().load_payload(payloadName, bridge); });
}

// ---- Opening and closing

mama_status mama_open(void) { return mama_openWithPropertiesCount(nullptr, nullptr, nullptr); }

mama_status mama_openCount(unsigned int* count) {
  return mama_openWithPropertiesCount(nullptr, nullptr, count);
}

mama_status mama_openWithProperties(const char* path, const char* filename) {
  return mama_openWithPropertiesCount(path, filename, nullptr);
}

mama_status mama_openWithPropertiesCount(const char* path, const char* filename,
                                         unsigned int* count) {
  return guarded([&] { return Lifecycle::instance().open(path, filename, count); });
}

mama_status mama_close(void) { return mama_closeCount(nullptr); }

mama_status mama_closeCount(unsigned int* count) {
  return guarded([=] { return Lifecycle::instance().close(count); });
}

// ---- Starting and stopping

mama_status mama_start(mamaBridge bridgeImpl) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL);
  return BridgeRegistry::instance().with_bridge(
      bridgeImpl, [](MiddlewareBridge& bridge) { return bridge.run.start(); });
}

mama_status mama_stop(mamaBridge bridgeImpl) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL);
  return BridgeRegistry::instance().with_bridge(
      bridgeImpl, [](MiddlewareBridge& bridge) { return bridge.run.stop(); });
}

mama_status mama_startBackground(mamaBridge bridgeImpl, mamaStartCB callback) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL);
  QUOLL_CHECK_POINTER(callback, MAMA_STATUS_INVALID_ARG);
  return BridgeRegistry::instance().with_bridge(bridgeImpl, [=](MiddlewareBridge& bridge) {
    return guarded([&] {
      return bridge.run.start_in_background([callback](mama_status status) { callback(status); });
    });
  });
}

mama_status mama_startBackgroundEx(mamaBridge bridgeImpl, mamaStopCBEx callback, void* closure) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL);
  QUOLL_CHECK_POINTER(callback, MAMA_STATUS_INVALID_ARG);
  return BridgeRegistry::instance().with_bridge(bridgeImpl, [=](MiddlewareBridge& bridge) {
    return guarded([&] {
      return bridge.run.start_in_background(
          [=](mama_status status) { callback(status, bridgeImpl, closure); });
    });
  });
}

mama_status mama_startAll(mama_bool_t isBlocking) {
  mama_status result = MAMA_STATUS_OK;
  BridgeRegistry::Handles started;
  for (mamaBridge handle : BridgeRegistry::instance().handles()) {
    const mama_status status = mama_startBackgroundEx(
        handle, [](mama_status, mamaBridge, void*) {}, nullptr);
    if (status == MAMA_STATUS_OK) {
      started.push_back(handle);
      continue;
    }
    log_failure("mama_startAll", "started", handle, status);
    result = status;
  }
  if (isBlocking == 0) return result;
  for (mamaBridge handle : started) {
    BridgeRegistry::instance().with_bridge(handle, [](MiddlewareBridge& bridge) {
      bridge.run.wait_for_background_end();
      return MAMA_STATUS_OK;
    });
  }
  return result;
}

mama_status mama_stopAll(void) {
  mama_status result = MAMA_STATUS_OK;
  for (mamaBridge handle : BridgeRegistry::instance().handles()) {
    const mama_status status = mama_stop(handle);
    if (status == MAMA_STATUS_OK) continue;
    log_failure("mama_stopAll", "stopped", handle, status);
    if (result == MAMA_STATUS_OK) result = status;
  }
  return result;
}

void quollLifecycle_beforeLastClose(quollCloseHook hook) {
  Lifecycle::instance().set_before_last_close(hook);
}
