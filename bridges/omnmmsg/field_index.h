/// Where the fields of a message lie, and how they are found by fid or name.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "wire.h"

namespace quoll::omnm {

/// One field, by offsets into the wire image.
struct FieldEntry {
  std::uint32_t start;  ///< of the type byte
  std::uint32_t data;   ///< of the data, behind name and length
  std::uint32_t size;   ///< of the data; a text's NUL included
  std::uint16_t fid;
  WireType type;

  std::uint32_t end() const noexcept { return data + size; }
  std::string_view name(const std::uint8_t* image) const noexcept {
    const std::uint32_t length_size = kTypeTable[type].extent == Extent::kSized ? kLengthSize : 0;
    return {reinterpret_cast<const char*>(image + start + kFieldPrefixSize),
            data - length_size - 1 - start - kFieldPrefixSize};
  }
};

/// The fields of one message in order, with look-up by fid and by name in constant time from a size
/// on where that pays. The tables are filled when a look-up needs them, and only with what is new.
/// Belongs to its Message; not thread-safe.
class FieldIndex {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  std::uint32_t size() const noexcept { return size_; }
  const FieldEntry& entry(std::uint32_t ordinal) const noexcept { return entries_[ordinal]; }

  void clear() noexcept;
  void push(const FieldEntry& entry) {
    next() = entry;
    commit();
  }
  /// The place behind the last entry, to be filled and then taken in by commit(). It still holds
  /// what stood there before the index was cleared.
  FieldEntry& next() {
    if (size_ == room_) [[unlikely]] {
      entries_.resize(room_ == 0 ? 32 : std::size_t{room_} * 2);
      room_ = static_cast<std::uint32_t>(entries_.size());
    }
    return entries_[size_];
  }
  void commit() noexcept { ++size_; }
  /// The field's data now takes `size` bytes of that type, from `data` on, and all later fields
  /// have moved by `shift` bytes.
  void resize(std::uint32_t ordinal, WireType type, std::uint32_t data, std::uint32_t size,
              std::int64_t shift) noexcept;

  /// The first field with the fid (if it is not 0), else the first with the name (if it is not
  /// empty).
  std::uint32_t find(std::uint16_t fid, std::string_view name, const std::uint8_t* image);

 private:
  /// Open addressing over ordinals + 1; 0 is a free slot.
  struct Table {
    std::vector<std::uint32_t> slots;
    std::uint32_t filled = 0;  ///< so many entries have been considered
    unsigned shift = 0;        ///< 64 - log2(slots.size())

    /// Makes it large enough for so many entries; `filled` says how many of them it still holds.
    void prepare(std::uint32_t entries);
  };

  /// `Key` is what the table finds fields by.
  template <class Key>
  std::uint32_t find(Table& table, const Key& key);
  template <class Key>
  std::uint32_t* slot_of(Table& table, const Key& key) noexcept;

  std::vector<FieldEntry> entries_;  ///< the first size_ are in use
  std::uint32_t size_ = 0;
  std::uint32_t room_ = 0;  ///< entries_.size(), at hand
  Table by_fid_;
  Table by_name_;
};

}  // namespace quoll::omnm
