#include "common/property_set.h"

#include <mutex>

#include "common/environment_expansion.h"
#include "common/property_parser.h"

namespace quoll::compat {
namespace {

std::vector<PropertyDefinition> parse(std::string_view text) {
  std::vector<PropertyDefinition> definitions;
  PropertyParser parser(text);
  while (auto definition = parser.next()) {
    if (definition->value) definition->value = expanded_or_same(*definition->value);
    definitions.push_back(std::move(*definition));
  }
  return definitions;
}

}  // namespace

const char* PropertySet::get(std::string_view key) const {
  const std::shared_lock lock(mutex_);
  const auto it = entries_.find(key);
  return it == entries_.end() || !it->second.current ? nullptr : it->second.current->c_str();
}

// A text that the entry had before gets its old storage back.
PropertySet::Value PropertySet::make_value(Entry& entry, std::string_view text) {
  if (entry.current && *entry.current == text) return entry.current;
  const auto old = entry.retired.find(text);
  if (old != entry.retired.end()) return old->second;
  return std::make_shared<const std::string>(text);
}

void PropertySet::replace(Entry& entry, Value value) {
  if (value == entry.current) return;
  if (value) entry.retired.erase(*value);
  if (entry.current) entry.retired.emplace(*entry.current, entry.current);
  entry.current = std::move(value);
}

void PropertySet::set(std::string_view key, std::optional<std::string_view> value,
                      PropertyOrigin origin) {
  const std::unique_lock lock(mutex_);
  auto it = entries_.find(key);
  if (it == entries_.end()) it = entries_.emplace(std::string(key), Entry{}).first;
  Entry& entry = it->second;
  replace(entry, value ? make_value(entry, *value) : nullptr);
  entry.origin = origin;
}

void PropertySet::add_text(std::string_view text, PropertyOrigin origin) {
  for (const PropertyDefinition& definition : parse(text)) {
    set(definition.key, definition.value, origin);
  }
}

void PropertySet::merge_text(std::string_view text, PropertyOrigin origin,
                             bool may_replace_implicit) {
  // The last definition of a key within the text wins, so the text is folded before the sets meet.
  std::map<std::string, std::optional<std::string>, std::less<>> loaded;
  for (PropertyDefinition& definition : parse(text)) {
    loaded[std::move(definition.key)] = std::move(definition.value);
  }
  const std::unique_lock lock(mutex_);
  for (const auto& [key, value] : loaded) {
    Entry& entry = entries_[key];
    const bool replaceable =
        !entry.current || (may_replace_implicit && entry.origin == PropertyOrigin::kImplicitFile);
    if (!replaceable) continue;
    replace(entry, value ? make_value(entry, *value) : nullptr);
    entry.origin = origin;
  }
}

void PropertySet::merge(const PropertySet& from) {
  if (&from == this) return;
  std::vector<std::pair<std::string, Value>> taken;
  {
    const std::shared_lock lock(from.mutex_);
    for (const auto& [key, entry] : from.entries_) taken.emplace_back(key, entry.current);
  }
  const std::unique_lock lock(mutex_);
  for (auto& [key, value] : taken) {
    Entry& entry = entries_[std::move(key)];
    replace(entry, std::move(value));
    entry.origin = PropertyOrigin::kProgram;
  }
}

std::size_t PropertySet::size() const {
  const std::shared_lock lock(mutex_);
  return entries_.size();
}

std::vector<std::pair<const char*, const char*>> PropertySet::entries() const {
  return entries_with_prefix("");
}

std::vector<std::pair<const char*, const char*>> PropertySet::entries_with_prefix(
    std::string_view prefix) const {
  std::vector<std::pair<const char*, const char*>> found;
  const std::shared_lock lock(mutex_);
  for (auto it = entries_.lower_bound(prefix); it != entries_.end(); ++it) {
    const auto& [key, entry] = *it;
    if (key.compare(0, prefix.size(), prefix) != 0) break;
    if (key.size() == prefix.size()) continue;
    found.emplace_back(key.c_str() + prefix.size(), entry.current ? entry.current->c_str() : "");
  }
  return found;
}

std::vector<PropertySet::Value> PropertySet::values_owned_alone() const {
  std::vector<Value> values;
  const std::shared_lock lock(mutex_);
  for (const auto& [key, entry] : entries_) {
    if (entry.current && entry.current.use_count() == 1) values.push_back(entry.current);
  }
  return values;
}

}  // namespace quoll::compat
