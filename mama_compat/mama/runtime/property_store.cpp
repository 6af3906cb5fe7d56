#include "runtime/property_store.h"

#include <mama/log.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <vector>

#include "common/path_list.h"
#include "common/text.h"

namespace quoll::mama {

using compat::PropertyOrigin;
using compat::PropertySet;

namespace {

constexpr const char* kDefaultFile = "mama.properties";

void report_missing(const std::vector<std::string>& tried) {
  std::string names;
  for (const std::string& path : tried) names += (names.empty() ? "'" : ", '") + path + "'";
  mama_log(MAMA_LOG_LEVEL_ERROR, "properties: no file could be opened; tried %s", names.c_str());
}

}  // namespace

PropertyStore& PropertyStore::instance() {
  static auto& store = *new PropertyStore;
  return store;
}

PropertySet* PropertyStore::set_or_null() const {
  MutexLock lock(mutex_);
  return set_;
}

PropertySet& PropertyStore::create_if_missing(bool& created) {
  MutexLock lock(mutex_);
  created = set_ == nullptr;
  if (created) set_ = new PropertySet;
  return *set_;
}

// While the first file is being read, another thread waits for it here; the reading thread itself,
// coming back through a log callback, gets the set as it is so far.
PropertySet& PropertyStore::ensure() {
  const OwnerTurn::Scope turn(turn_);
  bool created = false;
  PropertySet& set = create_if_missing(created);
  if (created) load(nullptr, nullptr, PropertyOrigin::kImplicitFile, false, false);
  return set;
}

void PropertyStore::load_for_open(const char* path, const char* file) {
  const OwnerTurn::Scope turn(turn_);
  bool created = false;
  const bool has_any = create_if_missing(created).size() > 0;
  const bool is_explicit = path != nullptr || file != nullptr;
  load(path, file, is_explicit ? PropertyOrigin::kExplicitFile : PropertyOrigin::kImplicitFile,
       is_explicit, !is_explicit && has_any);
}

void PropertyStore::load_file(const char* path, const char* file) {
  const OwnerTurn::Scope turn(turn_);
  bool created = false;
  create_if_missing(created);
  load(path, file, PropertyOrigin::kExplicitFile, false, false);
}

void PropertyStore::load(const char* path, const char* file, PropertyOrigin origin,
                         bool may_replace_implicit, bool is_quiet) {
  const char* list = path != nullptr ? path : std::getenv("WOMBAT_PATH");
  const auto candidates = compat::candidate_paths(list, file != nullptr ? file : kDefaultFile);
  for (const std::string& candidate : candidates) {
    mama_log(MAMA_LOG_LEVEL_NORMAL, "properties: trying file '%s'", candidate.c_str());
    const auto text = compat::read_whole_file(candidate);
    if (!text) continue;
    set_or_null()->merge_text(*text, origin, may_replace_implicit);
    return;
  }
  if (!is_quiet) report_missing(candidates);
}

void PropertyStore::drop() {
  const OwnerTurn::Scope turn(turn_);
  std::unique_ptr<PropertySet> ended;
  MutexLock lock(mutex_);
  ended.reset(set_);
  set_ = nullptr;
}

const char* property_or_null(std::string_view name) {
  const PropertySet* set = PropertyStore::instance().set_or_null();
  return set == nullptr ? nullptr : set->get(name);
}

bool property_is_true(std::string_view name) {
  return compat::is_true_text(property_or_null(name));
}

std::optional<long long> property_number(std::string_view name) {
  const char* text = property_or_null(name);
  if (text == nullptr) return std::nullopt;
  char* end = nullptr;
  const long long number = std::strtoll(text, &end, 10);
  if (end == text) return std::nullopt;
  return number;
}

}  // namespace quoll::mama
