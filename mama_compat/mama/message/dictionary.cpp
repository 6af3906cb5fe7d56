#include "message/dictionary.h"

#include <algorithm>
#include <utility>

#include "quoll/make_room.h"

namespace quoll::mama {
namespace {

const void* const kReplacedBy =
    reinterpret_cast<const void*>(&mamaDictionary_createFieldDescriptor);

Dictionary::Fids::iterator place_of(mama_fid_t fid, Dictionary::Fids& fids) {
  return std::lower_bound(fids.begin(), fids.end(), fid);
}

}  // namespace

Dictionary::~Dictionary() {
  for (mamaFieldDescriptor descriptor : table_.by_fid) {
    end_descriptor(descriptor, reinterpret_cast<const void*>(&mamaDictionary_destroy));
  }
}

void Dictionary::Table::make_room_for(const mamaFieldDescriptorImpl_& descriptor) {
  if (by_fid.size() <= descriptor.fid) by_fid.resize(std::size_t{descriptor.fid} + 1);
  make_room(fids, fids.size() + 1);
  Fids& same_name = names[descriptor.name];
  make_room(same_name, same_name.size() + 1);
}

mamaFieldDescriptor Dictionary::Table::put(mamaFieldDescriptor descriptor) noexcept {
  const mama_fid_t fid = descriptor->fid;
  mamaFieldDescriptor before = by_fid[fid];
  if (before != nullptr) take_out(*before);
  by_fid[fid] = descriptor;
  max_fid = std::max(max_fid, fid);
  fids.insert(place_of(fid, fids), fid);
  Fids& of_name = names.find(descriptor->name)->second;
  of_name.insert(place_of(fid, of_name), fid);
  if (of_name.size() == 2) ++shared_names;
  if (before != nullptr) {
    const auto old_name = names.find(before->name);
    if (old_name->second.empty()) names.erase(old_name);
  }
  return before;
}

/// Leaves the name's entry, if only with no fids: the next descriptor may have the same name.
void Dictionary::Table::take_out(const mamaFieldDescriptorImpl_& descriptor) noexcept {
  by_fid[descriptor.fid] = nullptr;
  fids.erase(place_of(descriptor.fid, fids));
  Fids& of_name = names.find(descriptor.name)->second;
  of_name.erase(place_of(descriptor.fid, of_name));
  if (of_name.size() == 1) --shared_names;
}

mamaFieldDescriptor Dictionary::set(mama_fid_t fid, mamaFieldType type, const char* name) {
  mamaFieldDescriptor made = make_descriptor(fid, type, name != nullptr ? name : "");
  try {
    table_.make_room_for(*made);
  } catch (...) {
    end_descriptor(made, nullptr);
    throw;
  }
  end_descriptor(table_.put(made), kReplacedBy);
  return made;
}

void Dictionary::merge(std::vector<Entry> entries) {
  Table merged = table_;
  merged.names.reserve(merged.names.size() + entries.size());
  std::vector<mamaFieldDescriptor> made;  // some may replace others
  made.reserve(entries.size());
  try {
    for (Entry& entry : entries) {
      made.push_back(make_descriptor(entry.fid, entry.type, std::move(entry.name)));
      merged.make_room_for(*made.back());
      merged.put(made.back());
    }
  } catch (...) {
    for (mamaFieldDescriptor descriptor : made) end_descriptor(descriptor, nullptr);
    throw;
  }
  std::swap(table_, merged);
  const auto end_unless_kept = [this](mamaFieldDescriptor descriptor) {
    if (descriptor != by_fid(descriptor->fid)) end_descriptor(descriptor, kReplacedBy);
  };
  for (mama_fid_t fid : merged.fids) end_unless_kept(merged.by_fid[fid]);
  for (mamaFieldDescriptor descriptor : made) end_unless_kept(descriptor);
}

void Dictionary::raise_max_fid(mama_fid_t fid) {
  table_.by_fid.reserve(std::size_t{fid} + 1);
  table_.max_fid = std::max(table_.max_fid, fid);
}

const Dictionary::Fids& Dictionary::fids_named(std::string_view name) const noexcept {
  static const Fids none;
  const auto entry = table_.names.find(name);
  return entry != table_.names.end() ? entry->second : none;
}

}  // namespace quoll::mama
