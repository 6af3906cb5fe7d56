/// Entitlement bridges.
#pragma once

#include <mama/integration/entitlement.h>
#include <mama/mama.h>

#include <string>
#include <vector>

#include "quoll/mutex.h"
#include "runtime/shared_libraries.h"

namespace quoll::mama {

/// The entitlement bridges that this build was given (the CMake option QUOLL_ENTITLEMENT_BRIDGES,
/// by default none), in that order. The array ends with null. In a source file of its own, so that
/// tests link another list.
extern const char* const kBuiltInEntitlements[];

/// The entitlement bridges of the process: loaded by the first open, ended by the last close. A
/// build that lists none has no entitlement step at all.
///
/// load_built_in() and release() need the life-cycle turn; any thread may ask.
class Entitlements {
 public:
  static Entitlements& instance();

  static bool are_built_in() noexcept { return kBuiltInEntitlements[0] != nullptr; }

  /// All of the list; the first failure ends it, with what was loaded before still there.
  mama_status load_built_in();
  void release();

  int count() const;
  /// Null when it is not loaded.
  mamaEntitlementBridge find(const std::string& name) const;
  /// The one that a transport uses: property mama.transport.<name>.entitlementBridge, else the
  /// first of the list. Null when it is not loaded.
  mamaEntitlementBridge of_transport(const std::string& transport) const;

 private:
  Entitlements() = default;
  mama_status load(const std::string& name);

  struct Loaded {
    std::string name;
    SharedLibraries::Opened library;
    mamaEntitlementBridge bridge;
  };
  mutable Mutex mutex_;
  std::vector<Loaded> loaded_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
