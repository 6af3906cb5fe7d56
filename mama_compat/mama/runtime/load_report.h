/// What is known about the latest load of each bridge.
#pragma once

#include <mama/status.h>
#include <quoll/load_report.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "quoll/mutex.h"

namespace quoll::mama {

/// The diagnosis of one attempt to load a bridge; quoll/load_report.h documents the members.
struct LoadReport {
  quollBridgeKind kind = QUOLL_BRIDGE_MIDDLEWARE;
  std::string name;
  mama_status status = MAMA_STATUS_OK;
  std::string reason;
  std::string file;
  std::string loader_text;
  std::vector<std::string> paths_tried;
  std::vector<std::string> missing_required;
  std::vector<std::string> missing_optional;
  std::string version_found;
  std::string version_needed;
  bool extends_base = false;
};

/// The latest report of each name, for the life of the process. Any thread may call anything.
class LoadReports {
 public:
  static LoadReports& instance();
  void store(LoadReport report);
  std::optional<LoadReport> find(quollBridgeKind kind, const std::string& name) const;

 private:
  LoadReports() = default;
  mutable Mutex mutex_;
  std::map<std::pair<int, std::string>, LoadReport> reports_ QUOLL_GUARDED_BY(mutex_);
};

/// `'a', 'b', 'c'`.
std::string quoted_list(const std::vector<std::string>& texts);

}  // namespace quoll::mama
