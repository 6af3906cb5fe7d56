// Entitlements: this build lists no entitlement bridge, so there is none to find; the program's
// callbacks are kept for bridges of middlewares that do their own checking.
#include <mama/integration/mama.h>
#include <mama/log.h>
#include <mama/mama.h>

#include "quoll/mutex.h"
#include "support/shim.h"

namespace quoll::mama {
namespace {

class EntitlementCallbacks {
 public:
  static EntitlementCallbacks& instance() {
    static auto& callbacks = *new EntitlementCallbacks;
    return callbacks;
  }
  void set(const mamaEntitlementCallbacks& callbacks) {
    MutexLock lock(mutex_);
    callbacks_ = callbacks;
  }
  mamaEntitlementCallbacks get() {
    MutexLock lock(mutex_);
    return callbacks_;
  }

 private:
  Mutex mutex_;
  mamaEntitlementCallbacks callbacks_ QUOLL_GUARDED_BY(mutex_){};
};

}  // namespace
}  // namespace quoll::mama

using quoll::mama::EntitlementCallbacks;

mama_status mama_registerEntitlementCallbacks(
    const mamaEntitlementCallbacks* entitlementCallbacks) {
  QUOLL_CHECK_POINTER(entitlementCallbacks, MAMA_STATUS_NULL_ARG);
  EntitlementCallbacks::instance().set(*entitlementCallbacks);
  return MAMA_STATUS_OK;
}

void mamaImpl_entitlementDisconnectCallback(const sessionDisconnectReason reason,
                                            const char* const userId, const char* const host,
                                            const char* const appName) {
  const auto callback = EntitlementCallbacks::instance().get().onSessionDisconnect;
  if (callback != nullptr) callback(reason, userId, host, appName);
}

void mamaImpl_entitlementUpdatedCallback(void) {
  const auto callback = EntitlementCallbacks::instance().get().onEntitlementUpdate;
  if (callback != nullptr) callback();
}

void mamaImpl_entitlementCheckingSwitchCallback(int isEntitlementsCheckingDisabled) {
  const auto callback = EntitlementCallbacks::instance().get().onEntitlementCheckingSwitch;
  if (callback != nullptr) callback(isEntitlementsCheckingDisabled);
}

mama_i32_t mamaInternal_getEntitlementBridgeCount(void) { return 0; }

mama_status mamaInternal_getEntitlementBridgeByName(mamaEntitlementBridge* entBridge,
                                                    const char* name) {
  QUOLL_CHECK_POINTER(entBridge, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  mama_log(MAMA_LOG_LEVEL_SEVERE, "entitlement bridge '%s' is not loaded", name);
  return MAMA_STATUS_NOT_FOUND;
}
