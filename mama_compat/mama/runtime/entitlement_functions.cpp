// The C functions of entitlements: the program's callbacks, and the objects of entitlement bridges.
#include <mama/integration/mama.h>
#include <mama/log.h>
#include <mama/mama.h>

#include "quoll/mutex.h"
#include "runtime/entitlements.h"
#include "support/shim.h"

namespace quoll::mama {
namespace {

class EntitlementCallbacks {
 public:
  static EntitlementCallbacks& instance() {
    static constinit EntitlementCallbacks callbacks;
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
using quoll::mama::Entitlements;
using quoll::mama::pool_of;

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

mama_i32_t mamaInternal_getEntitlementBridgeCount(void) { return Entitlements::instance().count(); }

mama_status mamaInternal_getEntitlementBridgeByName(mamaEntitlementBridge* entBridge,
                                                    const char* name) {
  QUOLL_CHECK_POINTER(entBridge, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  const mamaEntitlementBridge found = Entitlements::instance().find(name);
  if (found == nullptr) {
    mama_log(MAMA_LOG_LEVEL_SEVERE, "entitlement bridge '%s' is not loaded", name);
    return MAMA_STATUS_NOT_FOUND;
  }
  *entBridge = found;
  return MAMA_STATUS_OK;
}

// ---- Objects of entitlement bridges

mama_status mamaEntitlementBridge_create(mamaEntitlementBridge* bridge) {
  QUOLL_CHECK_POINTER(bridge, MAMA_STATUS_NULL_ARG);
  *bridge = pool_of<mamaEntitlementBridge_>().create();
  return *bridge != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}

mama_status mamaEntitlementBridge_destroy(mamaEntitlementBridge bridge) {
  if (bridge == nullptr) return MAMA_STATUS_OK;
  QUOLL_CHECK_HANDLE(bridge);
  auto& pool = pool_of<mamaEntitlementBridge_>();
  if (!pool.retire(bridge, __builtin_return_address(0))) return MAMA_STATUS_INVALID_ARG;
  if (bridge->mImpl != nullptr && bridge->mFunctions.destroy != nullptr) {
    bridge->mFunctions.destroy(bridge);
  }
  pool.release(bridge);
  return MAMA_STATUS_OK;
}

mama_status mamaEntitlementBridge_createSubscription(mamaEntitlementSubscription* subscription) {
  QUOLL_CHECK_POINTER(subscription, MAMA_STATUS_NULL_ARG);
  *subscription = pool_of<mamaEntitlementSubscription_>().create();
  return *subscription != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}

mama_status mamaEntitlementBridge_destroySubscription(mamaEntitlementSubscription subscription) {
  if (subscription == nullptr) return MAMA_STATUS_OK;
  QUOLL_CHECK_HANDLE(subscription);
  auto& pool = pool_of<mamaEntitlementSubscription_>();
  if (!pool.retire(subscription, __builtin_return_address(0))) return MAMA_STATUS_INVALID_ARG;
  const mamaEntitlementBridge bridge = subscription->mBridge;
  if (subscription->mImpl != nullptr && bridge != nullptr &&
      quoll::HandlePool<mamaEntitlementBridge_>::is_live(bridge) &&
      bridge->mFunctions.destroySubscription != nullptr) {
    bridge->mFunctions.destroySubscription(subscription->mImpl);
  }
  pool.release(subscription);
  return MAMA_STATUS_OK;
}
