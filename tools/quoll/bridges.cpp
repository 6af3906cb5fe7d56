#include <fmt/format.h>

#include <algorithm>

#include "bridge_check.h"
#include "bridge_probe.h"
#include "commands.h"

namespace quoll::tool {
namespace {

using nlohmann::ordered_json;

std::string text_at(const ordered_json& object, const char* key) {
  return object.contains(key) ? object.at(key).get<std::string>() : std::string();
}

std::vector<std::string> list_at(const ordered_json& object, const char* key) {
  return object.contains(key) ? object.at(key).get<std::vector<std::string>>()
                              : std::vector<std::string>();
}

void append_list(std::string& text, const ordered_json& object, const char* key,
                 const char* title) {
  const std::vector<std::string> items = list_at(object, key);
  if (!items.empty()) text += fmt::format("    {}: {}\n", title, fmt::join(items, ", "));
}

std::string plain(const ordered_json& bridge) {
  const bool loadable = bridge.at("loadable").get<bool>();
  std::string text = fmt::format("{} {:<14} {:<11} {}\n", loadable ? "ok    " : "FAILED",
                                 text_at(bridge, "name"), text_at(bridge, "kind"),
                                 loadable ? text_at(bridge, "file") : text_at(bridge, "status"));
  if (!loadable) text += fmt::format("    {}\n", text_at(bridge, "reason"));
  if (!text_at(bridge, "loader").empty())
    text += fmt::format("    loader: {}\n", text_at(bridge, "loader"));
  append_list(text, bridge, "paths_tried", "looked in");
  append_list(text, bridge, "missing_required", "missing");
  append_list(text, bridge, "missing_optional", "without (optional)");
  if (!loadable && !text_at(bridge, "version_found").empty()) {
    text += fmt::format("    compiled for {}, this runtime is {}\n",
                        text_at(bridge, "version_found"), text_at(bridge, "version_needed"));
  }
  return text;
}

}  // namespace

int run_bridges(const BridgesOptions& options, Output& output) {
  if (!options.check.empty()) return check_bridge(options.check, options.only, output) ? 0 : 1;
  const std::vector<std::string> folders = bridge_folders(options.path);
  const std::vector<BridgeFile> found = find_bridges(folders);
  std::vector<BridgeFile> wanted;
  for (const std::string& name : options.names) {
    const auto place = std::find_if(found.begin(), found.end(),
                                    [&](const auto& file) { return file.name == name; });
    wanted.push_back(place != found.end() ? *place : BridgeFile{name, ""});
  }
  if (options.names.empty()) wanted = found;

  if (!output.json()) output.text(fmt::format("looking in {}\n", fmt::join(folders, ", ")));
  if (wanted.empty() && !output.json()) output.text("no bridges (libmama<name>impl.so) there\n");
  bool all_loadable = true;
  for (const BridgeFile& file : wanted) {
    for (const ordered_json& bridge : probe_bridge(file, options.path)) {
      all_loadable = all_loadable && bridge.at("loadable").get<bool>();
      output.json() ? output.line(bridge) : output.text(plain(bridge));
    }
  }
  // Whatever lies about in a folder is no failure; what was asked for by name is.
  return options.names.empty() || all_loadable ? 0 : 1;
}

}  // namespace quoll::tool
