/// Loads bridges from their libraries.
#pragma once

#include <bridge.h>
#include <mama/status.h>
#include <payloadbridge.h>

#include <string>

#include "runtime/bridge_registry.h"
#include "runtime/load_report.h"
#include "runtime/meta_properties.h"

namespace quoll::mama {

/// What the loads of both kinds share: the report, which is stored and logged at the end, and the
/// journal that takes a failed load's meta properties back. On the stack of the loading thread,
/// which has the life-cycle turn.
class BridgeLoad {
 protected:
  BridgeLoad(quollBridgeKind kind, const char* name);

  /// Notes why the load ends here.
  mama_status fail(mama_status status, std::string reason);
  mama_status fail_to_open(const SharedLibraries::Opened& library, const char* what);
  mama_status check_version(const char* compile_version);
  /// Stores the report, and logs a failure at `level`.
  void conclude(mama_status status, MamaLogLevel level);
  /// The same for an exception of the bridge, which the caller lets go on.
  void conclude_thrown(MamaLogLevel level);

  const std::string name_;
  LoadReport report_;
  MetaProperties::Journal journal_;
};

/// One load of a middleware bridge, step by step; a step that fails undoes those before it.
class MiddlewareLoad : BridgeLoad {
 public:
  MiddlewareLoad(const char* name, const char* folder);
  /// Sets `*handle` as mama_loadBridgeWithPath() promises: the bridge, NULL, or not at all.
  mama_status run(mamaBridge* handle);

 private:
  mama_status load(mamaBridge* handle);
  mama_status initialise();
  mama_status extend_base();
  mama_status check_complete(const char* prefix);
  mama_status open_bridge();
  void keep_libraries();
  void drop_bridge();

  const char* folder_;
  MiddlewareBridge* bridge_ = nullptr;
  SharedLibraries::Opened library_;
  SharedLibraries::Opened base_library_;
};

/// The same for a payload bridge. `failure_level` is the level of the log line about a failure.
class PayloadLoad : BridgeLoad {
 public:
  explicit PayloadLoad(const char* name, MamaLogLevel failure_level = MAMA_LOG_LEVEL_ERROR);
  mama_status run(mamaPayloadBridge* handle);

 private:
  mama_status load(mamaPayloadBridge* handle);
  mama_status initialise();
  mama_status choose_id(char from_init);

  MamaLogLevel failure_level_;
  bool is_library_missing_ = false;
  PayloadBridge* payload_ = nullptr;
  SharedLibraries::Opened library_;
};

/// Step 12 of loading a payload: the id that the properties give, else the one that the bridge
/// tells.
char payload_id_of(const std::string& name, mamaPayloadBridge payload, char otherwise);

}  // namespace quoll::mama
