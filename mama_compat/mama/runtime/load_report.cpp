#include "runtime/load_report.h"

#include <memory>
#include <new>

namespace quoll::mama {

LoadReports& LoadReports::instance() {
  static auto& reports = *new LoadReports;
  return reports;
}

void LoadReports::store(LoadReport report) {
  const std::pair<int, std::string> key(report.kind, report.name);
  MutexLock lock(mutex_);
  reports_[key] = std::move(report);
}

std::optional<LoadReport> LoadReports::find(quollBridgeKind kind, const std::string& name) const {
  MutexLock lock(mutex_);
  const auto it = reports_.find({kind, name});
  if (it == reports_.end()) return std::nullopt;
  return it->second;
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "'" : ", '") + text + "'";
  return list;
}

namespace {

// A report as C sees it, with the storage of its texts behind it.
struct ReportForC {
  quollLoadReport view{};  // first: the address of the one is the address of the other
  LoadReport texts;
  std::vector<const char*> paths_tried;
  std::vector<const char*> missing_required;
  std::vector<const char*> missing_optional;
};

quollTextList view_of(const std::vector<std::string>& texts, std::vector<const char*>& pointers) {
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  return quollTextList{pointers.data(), pointers.size()};
}

std::unique_ptr<ReportForC> for_c(LoadReport texts) {
  auto report = std::make_unique<ReportForC>();
  report->texts = std::move(texts);
  const LoadReport& from = report->texts;
  quollLoadReport& view = report->view;
  view.kind = from.kind;
  view.name = from.name.c_str();
  view.status = from.status;
  view.reason = from.reason.c_str();
  view.file = from.file.c_str();
  view.loaderText = from.loader_text.c_str();
  view.pathsTried = view_of(from.paths_tried, report->paths_tried);
  view.missingRequired = view_of(from.missing_required, report->missing_required);
  view.missingOptional = view_of(from.missing_optional, report->missing_optional);
  view.versionFound = from.version_found.c_str();
  view.versionNeeded = from.version_needed.c_str();
  view.extendsBase = from.extends_base ? 1 : 0;
  return report;
}

}  // namespace
}  // namespace quoll::mama

const quollLoadReport* quollLoadReport_get(quollBridgeKind kind, const char* name) {
  if (name == nullptr) return nullptr;
  try {
    auto report = quoll::mama::LoadReports::instance().find(kind, name);
    return report ? &quoll::mama::for_c(std::move(*report)).release()->view : nullptr;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void quollLoadReport_free(const quollLoadReport* report) {
  delete reinterpret_cast<quoll::mama::ReportForC*>(const_cast<quollLoadReport*>(report));
}
