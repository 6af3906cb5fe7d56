/// How the subscriptions of a transport check the quality of their data.
#pragma once

#include <mama/subscription.h>

#include <string>

namespace quoll::mama {

/// Read from the properties when the transport is created; a value.
struct DataQualitySettings {
  /// Off: everything is delivered as it comes.
  bool enabled = true;
  preInitialScheme pre_initial = PRE_INITIAL_SCHEME_ON_GAP;
  dqStartegyScheme duplicates = DQ_SCHEME_DELIVER_ALL;
  dqftStrategyScheme takeover = DQ_FT_DO_NOT_WAIT_FOR_RECAP;
  /// What comes while a recap is awaited is kept for the time after it.
  bool caches_before_recap = false;

  /// What the keys of a transport begin with: for its middleware, for all middlewares, and the keys
  /// of that middleware whatever the transport.
  struct Keys {
    std::string specific, general, middleware;
  };
  static DataQualitySettings read(const Keys& keys);
};

}  // namespace quoll::mama
