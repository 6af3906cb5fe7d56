#include "runtime/meta_properties.h"

#include <mama/integration/mama.h>
#include <mama/log.h>

#include "runtime/version_handshake.h"
#include "support/shim.h"

namespace quoll::mama {
MetaProperties& MetaProperties::instance() {
  static auto& table = *new MetaProperties;
  return table;
}

void MetaProperties::create() {
  MutexLock lock(mutex_);
  if (exists_) return;
  exists_ = true;
  entries_[MAMA_PROP_MAMA_RUNTIME_VER].value = runtime_version();
}

void MetaProperties::drop() {
  MutexLock lock(mutex_);
  exists_ = false;
  entries_.clear();
}

MetaProperties::SetResult MetaProperties::set(std::string_view name, std::string_view value) {
  MutexLock lock(mutex_);
  if (!exists_) return SetResult::kNoTable;
  const bool is_new =
      entries_
          .try_emplace(std::string(name),
                       Entry{std::string(value), std::this_thread::get_id(), next_sequence_})
          .second;
  if (!is_new) return SetResult::kAlreadySet;
  ++next_sequence_;
  return SetResult::kOk;
}

const char* MetaProperties::get(std::string_view name) const {
  MutexLock lock(mutex_);
  const auto it = entries_.find(name);
  return it == entries_.end() ? nullptr : it->second.value.c_str();
}

MetaProperties::Journal::Journal() {
  MetaProperties& table = instance();
  MutexLock lock(table.mutex_);
  first_ = table.next_sequence_;
}

MetaProperties::Journal::~Journal() {
  if (keep_) return;
  MetaProperties& table = instance();
  MutexLock lock(table.mutex_);
  std::erase_if(table.entries_, [this](const auto& entry) {
    return entry.second.sequence >= first_ && entry.second.setter == std::this_thread::get_id();
  });
}

std::string full_meta_name(std::string_view bridge, std::string_view property) {
  std::string prefix = "mama.";
  prefix += bridge;
  prefix += '.';
  std::string name =
      property.starts_with(prefix) ? std::string(property) : prefix + std::string(property);
  if (name.size() >= MAX_INTERNAL_PROP_LEN) name.resize(MAX_INTERNAL_PROP_LEN - 1);
  return name;
}

}  // namespace quoll::mama

mama_status mamaInternal_setMetaProperty(const char* name, const char* value) {
  using quoll::mama::MetaProperties;
  if (name == nullptr) return MAMA_STATUS_NULL_ARG;
  if (value == nullptr) return MAMA_STATUS_NOMEM;
  return quoll::mama::guarded([=] {
    switch (MetaProperties::instance().set(name, value)) {
      case MetaProperties::SetResult::kOk:
        return MAMA_STATUS_OK;
      case MetaProperties::SetResult::kAlreadySet:
        mama_log(MAMA_LOG_LEVEL_ERROR,
                 "meta property '%s' is set already, to '%s', and cannot be set again", name,
                 MetaProperties::instance().get(name));
        return MAMA_STATUS_INVALID_ARG;
      case MetaProperties::SetResult::kNoTable:
        break;
    }
    return MAMA_STATUS_NOMEM;
  });
}

const char* mamaInternal_getMetaProperty(const char* name) {
  return name == nullptr ? nullptr : quoll::mama::MetaProperties::instance().get(name);
}
