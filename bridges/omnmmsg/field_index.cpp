#include "field_index.h"

#include <bit>

namespace quoll::omnm {

namespace {

// Up to here a walk over the entries is faster than filling and asking a table.
constexpr std::uint32_t kLinearMax = 8;

constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15u;

// Differs from process to process, so that names cannot be chosen to collide.
const char kSeedAnchor = 0;

std::uint64_t hash_name(std::string_view name) noexcept {
  std::uint64_t hash = (reinterpret_cast<std::uintptr_t>(&kSeedAnchor) ^ name.size()) * kMix;
  auto mix = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * kMix;
    hash ^= hash >> 32;
  };
  const char* at = name.data();
  const std::size_t size = name.size();
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8) mix(load<std::uint64_t>(at + i));
    mix(load<std::uint64_t>(at + size - 8));
  } else if (size >= 4) {
    mix(load<std::uint32_t>(at) | std::uint64_t{load<std::uint32_t>(at + size - 4)} << 32);
  } else {
    for (std::size_t i = 0; i < size; ++i) mix(static_cast<unsigned char>(at[i]));
  }
  return hash * kMix;
}

}  // namespace

void FieldIndex::Table::prepare(std::uint32_t entries) {
  if (filled != 0 && slots.size() >= std::size_t{entries} * 2) return;
  // Twice what is needed when it grows, so that appending stays cheap; what fits when it starts
  // anew, so that a small message does not pay for a large one before it.
  const std::size_t size = std::bit_ceil(std::size_t{entries} * (filled != 0 ? 4 : 2));
  slots.assign(size, 0u);
  filled = 0;
  shift = static_cast<unsigned>(64 - std::countr_zero(size));
}

void FieldIndex::clear() noexcept {
  size_ = 0;
  by_fid_.filled = 0;
  by_name_.filled = 0;
}

void FieldIndex::resize(std::uint32_t ordinal, WireType type, std::uint32_t data,
                        std::uint32_t size, std::int64_t shift) noexcept {
  FieldEntry& changed = entries_[ordinal];
  changed.type = type;
  changed.data = data;
  changed.size = size;
  if (shift == 0) return;
  const auto by = static_cast<std::uint32_t>(shift);  // modulo 2^32, so it also moves down
  for (std::size_t i = ordinal + 1; i < size_; ++i) {
    entries_[i].start += by;
    entries_[i].data += by;
  }
}

std::uint32_t FieldIndex::find(std::uint16_t fid, std::string_view name,
                               const std::uint8_t* image) {
  if (fid != 0) {
    const std::uint32_t found = find_fid(fid);
    if (found != kNone) [[likely]]
      return found;
  }
  return name.empty() ? kNone : find_name(name, image);
}

std::uint32_t* FieldIndex::slot_of_fid(std::uint16_t fid) noexcept {
  const std::size_t mask = by_fid_.slots.size() - 1;
  std::size_t at = (fid * kMix) >> by_fid_.shift;
  while (true) {
    std::uint32_t& slot = by_fid_.slots[at];
    if (slot == 0 || entries_[slot - 1].fid == fid) return &slot;
    at = (at + 1) & mask;
  }
}

std::uint32_t FieldIndex::find_fid(std::uint16_t fid) {
  const std::uint32_t count = size();
  if (count <= kLinearMax) {
    for (std::uint32_t i = 0; i < count; ++i) {
      if (entries_[i].fid == fid) return i;
    }
    return kNone;
  }
  if (by_fid_.filled != count) [[unlikely]] {
    by_fid_.prepare(count);
    for (; by_fid_.filled != count; ++by_fid_.filled) {
      const std::uint16_t entry_fid = entries_[by_fid_.filled].fid;
      if (entry_fid == 0) continue;
      std::uint32_t* slot = slot_of_fid(entry_fid);
      if (*slot == 0) *slot = by_fid_.filled + 1;  // the first of duplicates wins
    }
  }
  const std::uint32_t slot = *slot_of_fid(fid);
  return slot == 0 ? kNone : slot - 1;
}

std::uint32_t* FieldIndex::slot_of_name(std::string_view name, const std::uint8_t* image) noexcept {
  const std::size_t mask = by_name_.slots.size() - 1;
  std::size_t at = hash_name(name) >> by_name_.shift;
  while (true) {
    std::uint32_t& slot = by_name_.slots[at];
    if (slot == 0 || entries_[slot - 1].name(image) == name) return &slot;
    at = (at + 1) & mask;
  }
}

std::uint32_t FieldIndex::find_name(std::string_view name, const std::uint8_t* image) {
  const std::uint32_t count = size();
  if (count <= kLinearMax) {
    for (std::uint32_t i = 0; i < count; ++i) {
      if (entries_[i].name(image) == name) return i;
    }
    return kNone;
  }
  if (by_name_.filled != count) [[unlikely]] {
    by_name_.prepare(count);
    for (; by_name_.filled != count; ++by_name_.filled) {
      const std::string_view entry_name = entries_[by_name_.filled].name(image);
      if (entry_name.empty()) continue;
      std::uint32_t* slot = slot_of_name(entry_name, image);
      if (*slot == 0) *slot = by_name_.filled + 1;
    }
  }
  const std::uint32_t slot = *slot_of_name(name, image);
  return slot == 0 ? kNone : slot - 1;
}

}  // namespace quoll::omnm
