/// Tries to load one bridge, in a process of its own: whatever a foreign library does at load, even
/// a crash or a hang, is an answer and not the end of the program.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace quoll::tool {

/// A library that looks like a bridge.
struct BridgeFile {
  std::string name;    ///< as given to mama_loadBridge or mama_loadPayloadBridge
  std::string folder;  ///< where it was found; empty: left to the loader
};

/// The folders in which the loader looks for bridges, in order: `path` alone when given, else what
/// the environment and libmama's own run path say.
std::vector<std::string> bridge_folders(const std::string& path);

/// The bridges in these folders, the first of each name, by name. The base library is none.
std::vector<BridgeFile> find_bridges(const std::vector<std::string>& folders);

/// One object for each kind of bridge that the library offers (one, for most), with the keys name,
/// kind, loadable, status, reason, file, loader, paths_tried, missing_required, missing_optional,
/// version_found, version_needed, extends_base. Call before the process has threads.
std::vector<nlohmann::ordered_json> probe_bridge(const BridgeFile& bridge, const std::string& path);

}  // namespace quoll::tool
