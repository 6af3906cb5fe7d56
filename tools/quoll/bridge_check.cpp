#include "bridge_check.h"

#include <bridge.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <mama/integration/bridge.h>
#include <mama/integration/mama.h>
#include <mama/mama.h>
#include <payloadbridge.h>
#include <quoll/load_report.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "bridge_probe.h"
#include "check.h"
#include "child_process.h"

namespace quoll::tool {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr unsigned kInspectLimitSeconds = 10;
constexpr unsigned kCheckLimitSeconds = 30;
constexpr std::size_t kChecksAtOnce = 8;
constexpr char kCrashed[] = "CRASHED";
constexpr char kStagedVariable[] = "QUOLL_CHECK_FOLDER";

std::string dump(const ordered_json& object) {
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// ---- the folder --------------------------------------------------------------------------------

std::string name_in(const fs::path& file) {
  constexpr std::string_view kPrefix = "libmama";
  constexpr std::string_view kSuffix = "impl.so";
  const std::string text = file.filename().string();
  if (!text.starts_with(kPrefix) || !text.ends_with(kSuffix) ||
      text.size() <= kPrefix.size() + kSuffix.size()) {
    throw std::runtime_error(
        fmt::format("{}: a bridge is a file libmama<name>impl.so", file.string()));
  }
  return text.substr(kPrefix.size(), text.size() - kPrefix.size() - kSuffix.size());
}

/// A folder with the bridge and our base library: bridges are looked for by name, and the base
/// library beside the bridge.
fs::path staged(const fs::path& file) {
  std::string pattern = (fs::temp_directory_path() / "quoll-check-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw fs::filesystem_error("cannot make a folder", pattern,
                               std::error_code(errno, std::generic_category()));
  }
  const fs::path folder = pattern;
  fs::create_symlink(fs::absolute(file), folder / file.filename());
  for (const std::string& place : bridge_folders("")) {
    const fs::path base = fs::path(place) / "libmamabaseimpl.so";
    if (!fs::exists(base)) continue;
    fs::create_symlink(base, folder / base.filename());
    break;
  }
  return folder;
}

/// Removes it at the end: the links, and the folder that is empty then. (Never more: its name comes
/// from the environment.)
class StagedFolder {
 public:
  explicit StagedFolder(fs::path folder) : folder_(std::move(folder)) {}
  ~StagedFolder() {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
      if (entry.is_symlink(ignored)) fs::remove(entry.path(), ignored);
    }
    fs::remove(folder_, ignored);
  }
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;
  std::string text() const { return folder_.string(); }

 private:
  const fs::path folder_;
};

/// The loader reads its search path when a program begins: this one begins again, with the folder
/// in front of it. Returns in the second run.
std::string enter_folder(const fs::path& file) {
  if (const char* given = std::getenv(kStagedVariable)) {
    const std::string folder = given;
    unsetenv(kStagedVariable);  // for us alone
    return folder;
  }
  const StagedFolder folder(staged(file));  // removed here only when we cannot begin again
  const char* before = std::getenv("LD_LIBRARY_PATH");
  const std::string path = before != nullptr ? folder.text() + ":" + before : folder.text();
  setenv("LD_LIBRARY_PATH", path.c_str(), 1);
  setenv(kStagedVariable, folder.text().c_str(), 1);
  std::vector<std::string> words;
  std::string word;
  std::FILE* const line = std::fopen("/proc/self/cmdline", "r");
  for (int c = line != nullptr ? std::getc(line) : EOF; c != EOF; c = std::getc(line)) {
    if (c != '\0') {
      word += static_cast<char>(c);
    } else {
      words.push_back(std::exchange(word, ""));
    }
  }
  if (line != nullptr) std::fclose(line);
  std::vector<char*> arguments;
  for (std::string& each : words) arguments.push_back(each.data());
  arguments.push_back(nullptr);
  execv("/proc/self/exe", arguments.data());
  throw std::runtime_error("cannot begin again with the bridge's folder in LD_LIBRARY_PATH");
}

// ---- what it exports ---------------------------------------------------------------------------

struct TableFunction {
  const char* suffix;
  bool is_required;
};

constexpr bool kRequired = true;
constexpr bool kOptional = false;

constexpr TableFunction kMiddlewareFunctions[] = {
#define QUOLL_BRIDGE_FUNCTION(need, slot, symbol) {#symbol, need},
#include "runtime/bridge_table.inc"
#undef QUOLL_BRIDGE_FUNCTION
};

constexpr TableFunction kPayloadFunctions[] = {
#define QUOLL_PAYLOAD_FUNCTION(need, slot, symbol) {#symbol, need},
#include "runtime/payload_table.inc"
#undef QUOLL_PAYLOAD_FUNCTION
};

/// What the library exports by itself, found out without running anything of it but constructors.
struct Exports {
  bool is_middleware = true;  ///< also without any init function: that is what it lacks then
  bool is_payload = false;
  ordered_json own;  ///< suffixes of the functions of either table
};

Exports exports_of(const CheckTarget& target) {
  const ChildResult child = run_in_child(kInspectLimitSeconds, [&] {
    const std::string file = target.folder + "/libmama" + target.name + "impl.so";
    void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    const auto has = [&](const char* suffix) {
      return library != nullptr && dlsym(library, (target.name + suffix).c_str()) != nullptr;
    };
    ordered_json object{{"bridge", has("Bridge_init")},
                        {"payload", has("Payload_init")},
                        {"own", ordered_json::array()}};
    for (const auto& functions : {std::span<const TableFunction>(kMiddlewareFunctions),
                                  std::span<const TableFunction>(kPayloadFunctions)}) {
      for (const TableFunction& function : functions) {
        if (has(function.suffix)) object["own"].push_back(function.suffix);
      }
    }
    return dump(object);
  });
  const ordered_json object = ordered_json::parse(child.text, nullptr, false);
  if (!child.ended_well() || !object.is_object()) return {};
  const bool is_payload = object.at("payload").get<bool>();
  return {object.at("bridge").get<bool>() || !is_payload, is_payload, object.at("own")};
}

/// By function: what the library has itself, and of the rest what base has and what is missing.
ordered_json sorted(const ordered_json& all_own, std::span<const TableFunction> functions,
                    bool extends_base) {
  ordered_json own = ordered_json::array(), inherited = own, required = own, optional = own;
  for (const TableFunction& function : functions) {
    if (std::find(all_own.begin(), all_own.end(), function.suffix) != all_own.end()) {
      own.push_back(function.suffix);
    } else if (extends_base) {
      inherited.push_back(function.suffix);
    } else {
      (function.is_required ? required : optional).push_back(function.suffix);
    }
  }
  return {{"own", own},
          {"inherited", inherited},
          {"missing_required", required},
          {"missing_optional", optional}};
}

std::string text_or(const char* text, const char* otherwise) {
  return text != nullptr ? text : otherwise;
}

/// Our folder of links means nothing to the reader.
std::string without_folder(const char* text, const std::string& folder) {
  std::string result = text_or(text, "");
  const std::string prefix = folder + "/";
  for (std::size_t at; (at = result.find(prefix)) != std::string::npos;) {
    result.erase(at, prefix.size());
  }
  return result;
}

void add_load_report(ordered_json& object, quollBridgeKind kind, const CheckTarget& target) {
  const auto& [name, folder] = target;
  const std::unique_ptr<const quollLoadReport, void (*)(const quollLoadReport*)> report(
      quollLoadReport_get(kind, name.c_str()), quollLoadReport_free);
  if (!report) return;
  object["reason"] = without_folder(report->reason, folder);
  object["loader"] = without_folder(report->loaderText, folder);
  object["compiled_for"] = text_or(report->versionFound, "");
  object["runtime"] = text_or(report->versionNeeded, "");
  object["extends_base"] = report->extendsBase != 0;
}

ordered_json describe_middleware(const CheckTarget& target) {
  mamaBridge bridge = nullptr;
  const mama_status status =
      mama_loadBridgeWithPath(&bridge, target.name.c_str(), target.folder.c_str());
  ordered_json object{{"status", mamaStatus_stringForStatus(status)}};
  add_load_report(object, QUOLL_BRIDGE_MIDDLEWARE, target);
  if (status != MAMA_STATUS_OK) return object;
  object["version"] = text_or(bridge->bridgeGetVersion(), "");
  for (const char* property : {MAMA_PROP_BARE_COMPILE_TIME_VER, MAMA_PROP_EXTENDS_BASE_BRIDGE,
                               MAMA_PROP_BARE_ENT_DEFERRED}) {
    if (const char* value = mamaBridgeImpl_getMetaProperty(bridge, property)) {
      object["properties"][property] = value;
    }
  }
  char** names = nullptr;
  char* ids = nullptr;
  if (bridge->bridgeGetDefaultPayloadId(&names, &ids) == MAMA_STATUS_OK) {
    for (; *names != nullptr; ++names, ++ids) object["payloads"][*names] = std::string(1, *ids);
  }
  return object;
}

ordered_json describe_payload(const CheckTarget& target) {
  mamaPayloadBridge bridge = nullptr;
  const mama_status status = mama_loadPayloadBridge(&bridge, target.name.c_str());
  ordered_json object{{"status", mamaStatus_stringForStatus(status)}};
  add_load_report(object, QUOLL_BRIDGE_PAYLOAD, target);
  if (status != MAMA_STATUS_OK) return object;
  if (bridge->msgPayloadGetType != nullptr) {
    object["id"] = std::string(1, static_cast<char>(bridge->msgPayloadGetType()));
  }
  return object;
}

/// Loads it, in a child, and says what came of it.
ordered_json describe(const CheckTarget& target, bool payload) {
  const ChildResult child = run_in_child(kInspectLimitSeconds, [&] {
    mama_setLogLevel(MAMA_LOG_LEVEL_OFF);
    return dump(payload ? describe_payload(target) : describe_middleware(target));
  });
  ordered_json described = ordered_json::parse(child.text, nullptr, false);
  if (child.ended_well() && described.is_object()) return described;
  return {{"status", kCrashed}, {"reason", child.how("loading")}};
}

bool is_loaded(const ordered_json& bridge) {
  return bridge.at("status") == mamaStatus_stringForStatus(MAMA_STATUS_OK);
}

// ---- the checks --------------------------------------------------------------------------------

ordered_json result_of(const Check& check, const std::string& result, const std::string& why) {
  return {{"event", "check"},
          {"name", check.name},
          {"promise", check.promise},
          {"result", result},
          {"why", why}};
}

/// One check under way.
class RunningCheck {
 public:
  RunningCheck(const Check& check, const CheckTarget& target)
      : check_(check), child_(kCheckLimitSeconds, [&] { return dump(outcome(check, target)); }) {}

  ordered_json result() {
    const ChildResult child = child_.wait();
    const ordered_json told = ordered_json::parse(child.text, nullptr, false);
    if (child.ended_well() && told.is_object()) return told;
    return result_of(check_, "failed", child.how("checking"));
  }

 private:
  static ordered_json outcome(const Check& check, const CheckTarget& target) {
    mama_setLogLevel(MAMA_LOG_LEVEL_OFF);
    try {
      check.run(target);
    } catch (const CheckSkipped& reason) {
      return result_of(check, "skipped", reason.what());
    } catch (const std::exception& reason) {
      return result_of(check, "failed", reason.what());
    } catch (...) {
      return result_of(check, "failed", "an exception of the bridge comes out");
    }
    return result_of(check, "passed", "");
  }

  const Check& check_;
  Child child_;
};

/// Several side by side, as checks mostly wait; their results in order.
void run_checks(std::span<const Check* const> checks, const CheckTarget& target,
                const std::function<void(const ordered_json&)>& report) {
  std::deque<RunningCheck> running;
  for (const Check* check : checks) {
    if (running.size() == kChecksAtOnce) {
      report(running.front().result());
      running.pop_front();
    }
    running.emplace_back(*check, target);
  }
  for (RunningCheck& check : running) report(check.result());
}

void expect_known(const std::vector<std::string>& only) {
  for (const std::string& name : only) {
    const auto has = [&](std::span<const Check> checks) {
      return std::any_of(checks.begin(), checks.end(),
                         [&](const Check& check) { return name == check.name; });
    };
    if (!has(middleware_checks()) && !has(payload_checks())) {
      throw std::runtime_error(fmt::format("there is no check '{}'", name));
    }
  }
}

// ---- the report --------------------------------------------------------------------------------

void append(std::string& text, const char* title, const ordered_json& list) {
  constexpr std::size_t kWidth = 100;
  if (list.empty()) return;
  text += fmt::format("  {:<20} {}", title, list.size());
  std::size_t column = kWidth;
  for (const std::string item : list) {
    column += item.size() + 1;
    if (column > kWidth) {
      text += "\n     ";
      column = item.size() + 6;
    }
    text += " " + item;
  }
  text += '\n';
}

std::string plain(const ordered_json& bridge) {
  std::string text =
      fmt::format("{} {}, {}\n", bridge.at("kind").get<std::string>(),
                  bridge.at("name").get<std::string>(), bridge.at("file").get<std::string>());
  const auto line = [&](const char* title, const char* key) {
    const std::string value = bridge.value(key, "");
    if (!value.empty()) text += fmt::format("  {:<20} {}\n", title, value);
  };
  line("load", "status");
  if (!is_loaded(bridge)) {
    line("", "reason");
    line("", "loader");
  }
  line("version", "version");
  line("compiled for", "compiled_for");
  line("this runtime", "runtime");
  line("id", "id");
  for (const char* map : {"properties", "payloads"}) {
    if (!bridge.contains(map)) continue;
    for (const auto& [key, value] : bridge.at(map).items()) {
      text += fmt::format("  {:<20} {} = {}\n", map, key, value.get<std::string>());
    }
  }
  const ordered_json& functions = bridge.at("functions");
  append(text, "own functions", functions.at("own"));
  append(text, "inherited from base", functions.at("inherited"));
  append(text, "MISSING (required)", functions.at("missing_required"));
  append(text, "missing (optional)", functions.at("missing_optional"));
  return text;
}

std::string plain_check(const ordered_json& check) {
  const std::string result = check.at("result").get<std::string>();
  std::string text =
      fmt::format("  {:<7} {:<22} {}\n", result == "failed" ? "FAILED" : result,
                  check.at("name").get<std::string>(), check.at("promise").get<std::string>());
  const std::string why = check.at("why").get<std::string>();
  if (!why.empty()) text += fmt::format("          {}\n", why);
  return text;
}

struct Tally {
  int passed = 0;
  int failed = 0;
  int skipped = 0;

  void add(const std::string& result) {
    ++(result == "passed" ? passed : result == "failed" ? failed : skipped);
  }
};

/// The bridge's description, then its checks one by one.
void check_kind(const CheckTarget& target, const std::string& file, const ordered_json& own,
                bool payload, const std::vector<std::string>& only, Output& output, Tally& tally) {
  ordered_json bridge{{"event", "bridge"},
                      {"name", target.name},
                      {"kind", payload ? "payload" : "middleware"},
                      {"file", file}};
  bridge.update(describe(target, payload));
  const std::span<const TableFunction> functions =
      payload ? std::span<const TableFunction>(kPayloadFunctions) : kMiddlewareFunctions;
  bridge["functions"] = sorted(own, functions, bridge.value("extends_base", false));
  output.json() ? output.line(bridge) : output.text(plain(bridge));
  const auto report = [&](const ordered_json& result) {
    tally.add(result.at("result").get<std::string>());
    output.json() ? output.line(result) : output.text(plain_check(result));
  };
  const std::span<const Check> all = payload ? payload_checks() : middleware_checks();
  // Without loading nothing else can be checked.
  if (!is_loaded(bridge)) {
    report(result_of(all.front(), "failed", bridge.value("reason", "")));
    return;
  }
  std::vector<const Check*> wanted;
  for (const Check& check : all) {
    if (only.empty() || std::find(only.begin(), only.end(), check.name) != only.end()) {
      wanted.push_back(&check);
    }
  }
  run_checks(wanted, target, report);
}

}  // namespace

bool check_bridge(const std::string& file, const std::vector<std::string>& only, Output& output) {
  const std::string name = name_in(file);
  if (!fs::exists(file)) throw std::runtime_error(file + ": there is no such file");
  expect_known(only);
  const StagedFolder folder(enter_folder(file));
  const CheckTarget target{name, folder.text()};
  const Exports exports = exports_of(target);
  Tally tally;
  if (exports.is_middleware) check_kind(target, file, exports.own, false, only, output, tally);
  if (exports.is_payload) check_kind(target, file, exports.own, true, only, output, tally);
  if (output.json()) {
    output.line({{"event", "summary"},
                 {"ok", tally.failed == 0},
                 {"passed", tally.passed},
                 {"failed", tally.failed},
                 {"skipped", tally.skipped}});
  } else {
    output.text(fmt::format("{} passed, {} failed, {} skipped\n", tally.passed, tally.failed,
                            tally.skipped));
  }
  return tally.failed == 0;
}

}  // namespace quoll::tool
