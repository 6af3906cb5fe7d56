#include "bridge_probe.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <link.h>
#include <mama/mama.h>
#include <quoll/load_report.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string_view>
#include <system_error>

#include "child_process.h"

namespace quoll::tool {
namespace {

using nlohmann::ordered_json;

constexpr unsigned kLoadLimitSeconds = 10;
constexpr std::string_view kPrefix = "libmama";
constexpr std::string_view kSuffix = "impl.so";

std::string text_of(const char* text) { return text != nullptr ? text : ""; }

std::vector<std::string> list_of(const quollTextList& list) {
  return {list.items, list.items + list.count};
}

ordered_json report_of(quollBridgeKind kind, const std::string& name, mama_status status) {
  ordered_json object{{"event", "bridge"},
                      {"name", name},
                      {"kind", kind == QUOLL_BRIDGE_PAYLOAD ? "payload" : "middleware"},
                      {"loadable", status == MAMA_STATUS_OK},
                      {"status", mamaStatus_stringForStatus(status)}};
  const std::unique_ptr<const quollLoadReport, void (*)(const quollLoadReport*)> report(
      quollLoadReport_get(kind, name.c_str()), quollLoadReport_free);
  if (!report) return object;
  object["reason"] = text_of(report->reason);
  object["file"] = text_of(report->file);
  object["loader"] = text_of(report->loaderText);
  object["paths_tried"] = list_of(report->pathsTried);
  object["missing_required"] = list_of(report->missingRequired);
  object["missing_optional"] = list_of(report->missingOptional);
  object["version_found"] = text_of(report->versionFound);
  object["version_needed"] = text_of(report->versionNeeded);
  object["extends_base"] = report->extendsBase != 0;
  return object;
}

bool exports(void* library, const std::string& symbol) {
  return library != nullptr && dlsym(library, symbol.c_str()) != nullptr;
}

/// In the child: loads, and describes what came of it.
ordered_json load(const BridgeFile& bridge, const std::string& path) {
  mama_setLogLevel(MAMA_LOG_LEVEL_OFF);
  const std::string file = (bridge.folder.empty() ? "" : bridge.folder + "/") +
                           std::string(kPrefix) + bridge.name + std::string(kSuffix);
  void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  const bool payload = exports(library, bridge.name + "Payload_init");
  const bool middleware = exports(library, bridge.name + "Bridge_init") || !payload;
  ordered_json reports = ordered_json::array();
  if (middleware) {
    mamaBridge handle = nullptr;
    const mama_status status = mama_loadBridgeWithPath(&handle, bridge.name.c_str(),
                                                       path.empty() ? nullptr : path.c_str());
    reports.push_back(report_of(QUOLL_BRIDGE_MIDDLEWARE, bridge.name, status));
  }
  if (payload) {
    mamaPayloadBridge handle = nullptr;
    const mama_status status = mama_loadPayloadBridge(&handle, bridge.name.c_str());
    reports.push_back(report_of(QUOLL_BRIDGE_PAYLOAD, bridge.name, status));
  }
  return reports;
}

ordered_json crashed(const BridgeFile& bridge, const ChildResult& child) {
  return {{"event", "bridge"}, {"name", bridge.name}, {"kind", "unknown"},
          {"loadable", false}, {"status", "CRASHED"}, {"reason", child.how("loading")}};
}

void append_environment_folders(std::vector<std::string>& folders) {
  const char* list = std::getenv("LD_LIBRARY_PATH");
  std::string_view left = list != nullptr ? list : "";
  while (!left.empty()) {
    const std::size_t colon = left.find(':');
    if (colon != 0) folders.emplace_back(left.substr(0, colon));
    left.remove_prefix(colon == std::string_view::npos ? left.size() : colon + 1);
  }
}

/// The search list of libmama itself: dlopen inside it follows that.
void append_loader_folders(std::vector<std::string>& folders) {
  Dl_info where{};
  if (dladdr(reinterpret_cast<void*>(&mama_open), &where) == 0) return;
  const std::unique_ptr<void, int (*)(void*)> library(
      dlopen(where.dli_fname, RTLD_NOW | RTLD_NOLOAD), dlclose);
  Dl_serinfo size{};
  if (!library || dlinfo(library.get(), RTLD_DI_SERINFOSIZE, &size) != 0) return;
  const std::unique_ptr<void, void (*)(void*)> memory(std::calloc(1, size.dls_size), std::free);
  auto* info = static_cast<Dl_serinfo*>(memory.get());
  if (info == nullptr || dlinfo(library.get(), RTLD_DI_SERINFOSIZE, info) != 0 ||
      dlinfo(library.get(), RTLD_DI_SERINFO, info) != 0) {
    return;
  }
  const Dl_serpath* paths = &info->dls_serpath[0];
  for (unsigned i = 0; i < info->dls_cnt; ++i) folders.emplace_back(paths[i].dls_name);
}

}  // namespace

std::vector<std::string> bridge_folders(const std::string& path) {
  std::vector<std::string> folders;
  if (!path.empty()) {
    folders.push_back(path);
  } else {
    append_environment_folders(folders);
    append_loader_folders(folders);
  }
  std::vector<std::string> distinct;
  for (const std::string& folder : folders) {
    std::error_code error;
    std::string real = std::filesystem::weakly_canonical(folder, error).string();
    if (error) real = folder;
    if (std::find(distinct.begin(), distinct.end(), real) == distinct.end())
      distinct.push_back(real);
  }
  return distinct;
}

std::vector<BridgeFile> find_bridges(const std::vector<std::string>& folders) {
  std::map<std::string, BridgeFile> found;
  for (const std::string& folder : folders) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
      const std::string file = entry.path().filename().string();
      if (!file.starts_with(kPrefix) || !file.ends_with(kSuffix)) continue;
      if (file.size() <= kPrefix.size() + kSuffix.size()) continue;
      std::string name = file.substr(kPrefix.size(), file.size() - kPrefix.size() - kSuffix.size());
      if (name != "base") found.try_emplace(name, BridgeFile{name, folder});
    }
  }
  std::vector<BridgeFile> list;
  for (auto& [name, bridge] : found) list.push_back(std::move(bridge));
  return list;
}

std::vector<ordered_json> probe_bridge(const BridgeFile& bridge, const std::string& path) {
  const ChildResult child = run_in_child(kLoadLimitSeconds, [&] {
    return load(bridge, path).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  });
  const ordered_json reports = ordered_json::parse(child.text, nullptr, false);
  if (!child.ended_well() || !reports.is_array()) return {crashed(bridge, child)};
  return {reports.begin(), reports.end()};
}

}  // namespace quoll::tool
