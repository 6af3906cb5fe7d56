#include "runtime/entitlements.h"

#include <mama/log.h>

#include <type_traits>

#include "runtime/load_report.h"
#include "runtime/property_store.h"
#include "support/shim.h"

namespace quoll::mama {
namespace {

/// The name of the first function that is missing; empty when all are there.
std::string find_functions(mamaEntitlementFunctions& functions,
                           const SharedLibraries::Opened& library, const std::string& prefix) {
  std::string missing;
  const auto find = [&](auto& function, const char* suffix) {
    function = function_in<std::remove_reference_t<decltype(function)>>(library, prefix + suffix);
    if (function == nullptr && missing.empty()) missing = prefix + suffix;
  };
  find(functions.destroy, "destroy");
  find(functions.createSubscription, "createSubscription");
  find(functions.destroySubscription, "destroySubscription");
  find(functions.setIsSnapshot, "setIsSnapshot");
  find(functions.isAllowed, "isAllowed");
  find(functions.registerSubjectContext, "registerSubjectContext");
  return missing;
}

mama_status fail(mama_status status, const std::string& name, const std::string& reason) {
  mama_log(MAMA_LOG_LEVEL_SEVERE, "entitlement bridge '%s' cannot be loaded (%s): %s", name.c_str(),
           mamaStatus_stringForStatus(status), reason.c_str());
  return status;
}

/// Init comes first, and the other functions are looked up after it.
mama_status start(mamaEntitlementBridge bridge, const SharedLibraries::Opened& library,
                  const std::string& name) {
  const std::string prefix = name + "EntitlementBridge_";
  const auto init = function_in<mamaEntitlementInit>(library, prefix + "init");
  if (init == nullptr) {
    return fail(MAMA_STATUS_NOT_IMPLEMENTED, name,
                "'" + library.file + "' lacks symbol '" + prefix + "init'");
  }
  const mama_status status = init(&bridge->mImpl);
  if (status != MAMA_STATUS_OK) return fail(status, name, "'" + prefix + "init' failed");
  const std::string missing = find_functions(bridge->mFunctions, library, prefix);
  if (missing.empty()) return MAMA_STATUS_OK;
  // What init made ends with it, if it can.
  if (bridge->mImpl != nullptr && bridge->mFunctions.destroy != nullptr) {
    bridge->mFunctions.destroy(bridge);
  }
  return fail(MAMA_STATUS_PLATFORM, name, "'" + library.file + "' lacks symbol '" + missing + "'");
}

}  // namespace

Entitlements& Entitlements::instance() {
  static auto& entitlements = *new Entitlements;
  return entitlements;
}

int Entitlements::count() const {
  MutexLock lock(mutex_);
  return static_cast<int>(loaded_.size());
}

mama_status Entitlements::load_built_in() {
  for (const char* const* name = kBuiltInEntitlements; *name != nullptr; ++name) {
    if (find(*name) == nullptr) QUOLL_TRY(load(*name));
  }
  return MAMA_STATUS_OK;
}

mama_status Entitlements::load(const std::string& name) {
  SharedLibraries& libraries = SharedLibraries::instance();
  const auto library = libraries.open("mamaent" + name, nullptr);
  if (library.handle == nullptr) {
    return fail(MAMA_STATUS_NO_BRIDGE_IMPL, name,
                "library '" + library.file + "' cannot be opened: " + library.error + "; tried " +
                    quoted_list(library.paths_tried));
  }
  mamaEntitlementBridge bridge = nullptr;
  mama_status status = mamaEntitlementBridge_create(&bridge);
  if (status == MAMA_STATUS_OK) status = start(bridge, library, name);
  if (status != MAMA_STATUS_OK) {
    if (bridge != nullptr) pool_of<mamaEntitlementBridge_>().destroy(bridge);
    libraries.discard(library);
    return status;
  }
  libraries.keep(library);
  MutexLock lock(mutex_);
  loaded_.push_back({name, library, bridge});
  return MAMA_STATUS_OK;
}

void Entitlements::release() {
  std::vector<Loaded> ended;
  {
    MutexLock lock(mutex_);
    ended.swap(loaded_);
  }
  for (const Loaded& loaded : ended) {
    mamaEntitlementBridge_destroy(loaded.bridge);
    unload_if_configured(loaded.name, loaded.library);
  }
}

mamaEntitlementBridge Entitlements::find(const std::string& name) const {
  MutexLock lock(mutex_);
  for (const Loaded& loaded : loaded_) {
    if (loaded.name == name) return loaded.bridge;
  }
  return nullptr;
}

mamaEntitlementBridge Entitlements::of_transport(const std::string& transport) const {
  const char* name = property_or_null("mama.transport." + transport + ".entitlementBridge");
  if (name == nullptr) name = kBuiltInEntitlements[0];
  return name != nullptr ? find(name) : nullptr;
}

}  // namespace quoll::mama
