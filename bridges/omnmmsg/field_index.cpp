#include "field_index.h"

#include <bit>

namespace quoll::omnm {

namespace {

// Up to here a walk over the entries is faster than filling and asking a table.
constexpr std::uint32_t kLinearMax = 8;

constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15u;

// Differs from process to process, so that neither names nor fids can be chosen to collide. Odd, as
// a multiplier must be.
const char kSeedAnchor = 0;
const std::uint64_t kSeed = reinterpret_cast<std::uintptr_t>(&kSeedAnchor) * kMix | 1;

// Both halves of the product: a difference in one word cannot be made up for in the next by who
// does not know the seed.
std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{a} * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t hash_name(std::string_view name) noexcept {
  std::uint64_t hash = fold(kSeed ^ name.size(), kMix);
  auto mix = [&hash](std::uint64_t word) { hash = fold(hash ^ word, kSeed); };
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

/// The two things by which fields are found. Both can tell what another field has for it.
struct FidKey {
  std::uint16_t fid;

  FidKey of(const FieldEntry& entry) const noexcept { return {entry.fid}; }
  bool empty() const noexcept { return fid == 0; }
  // Fids are often consecutive, which this multiplier spreads evenly; one by chance may not.
  std::uint64_t hash() const noexcept { return (fid ^ kSeed >> 48) * kMix; }
  bool operator==(const FidKey& other) const noexcept { return fid == other.fid; }
};

struct NameKey {
  std::string_view name;
  const std::uint8_t* image;  ///< of the message, where the names lie

  NameKey of(const FieldEntry& entry) const noexcept { return {entry.name(image), image}; }
  bool empty() const noexcept { return name.empty(); }
  std::uint64_t hash() const noexcept { return hash_name(name); }
  bool operator==(const NameKey& other) const noexcept { return name == other.name; }
};

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

template <class Key>
std::uint32_t* FieldIndex::slot_of(Table& table, const Key& key) noexcept {
  const std::size_t mask = table.slots.size() - 1;
  std::size_t at = key.hash() >> table.shift;
  while (true) {
    std::uint32_t& slot = table.slots[at];
    if (slot == 0 || key == key.of(entries_[slot - 1])) return &slot;
    at = (at + 1) & mask;
  }
}

template <class Key>
std::uint32_t FieldIndex::find(Table& table, const Key& key) {
  if (size_ <= kLinearMax) {
    for (std::uint32_t i = 0; i < size_; ++i) {
      if (key == key.of(entries_[i])) return i;
    }
    return kNone;
  }
  if (table.filled != size_) [[unlikely]] {
    table.prepare(size_);
    for (; table.filled != size_; ++table.filled) {
      const Key entry_key = key.of(entries_[table.filled]);
      if (entry_key.empty()) continue;
      std::uint32_t* slot = slot_of(table, entry_key);
      if (*slot == 0) *slot = table.filled + 1;  // the first of duplicates wins
    }
  }
  const std::uint32_t slot = *slot_of(table, key);
  return slot == 0 ? kNone : slot - 1;
}

std::uint32_t FieldIndex::find(std::uint16_t fid, std::string_view name,
                               const std::uint8_t* image) {
  if (fid != 0) {
    const std::uint32_t found = find(by_fid_, FidKey{fid});
    if (found != kNone) [[likely]]
      return found;
  }
  return name.empty() ? kNone : find(by_name_, NameKey{name, image});
}

}  // namespace quoll::omnm
