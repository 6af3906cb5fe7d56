/// The payload object: one OMNM message.
#pragma once

#include <mama/status.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "field.h"
#include "field_index.h"
#include "vector_views.h"
#include "wire.h"

namespace quoll::omnm {

/// How a caller names a field; checked once, by make_field_key().
struct FieldKey {
  std::string_view name;  ///< empty: no name
  std::uint16_t fid;      ///< 0: no fid
};

/// NULL_ARG for neither name nor fid, INVALID_ARG for an empty name without fid.
inline mama_status make_field_key(const char* name, std::uint16_t fid, FieldKey* key) noexcept {
  if (name == nullptr) {
    if (fid == 0) return MAMA_STATUS_NULL_ARG;
    *key = {{}, fid};
    return MAMA_STATUS_OK;
  }
  *key = {{name, text_length(name)}, fid};
  return key->name.empty() && fid == 0 ? MAMA_STATUS_INVALID_ARG : MAMA_STATUS_OK;
}

/// A message is its wire image: one contiguous buffer to which fields are appended, in which they
/// are overwritten, and which is handed out as it is. Where the fields lie is found out by one
/// pass, the first time that somebody asks (FieldIndex), and kept up to date by changes from then
/// on.
///
/// The buffer may come from anywhere. Its header is checked when it is taken over; the fields end
/// at the first one that is unknown or not whole, and what follows is dropped before the first
/// change.
///
/// One thread at a time, getters included. Owned by whoever created it, sub-messages that were
/// handed out by their parent. Functions that take memory may throw std::bad_alloc and then leave
/// the message as it was. Byte ranges given to a function may lie in the message's own buffer.
class Message {
 public:
  static constexpr std::size_t kUsualCapacity = 512;

  /// An empty message with room for so many bytes.
  explicit Message(std::size_t capacity = kUsualCapacity);
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;
  ~Message();

  /// WRONG_FIELD_TYPE for a version of the format that is not known, INVALID_ARG for a header that
  /// is not whole.
  static mama_status check_header(const std::uint8_t* bytes, std::size_t size) noexcept;

  const std::uint8_t* bytes() const noexcept { return data_.get(); }
  std::size_t size() const noexcept { return size_; }

  /// Empties the message; the memory stays for the next fields.
  void clear() noexcept;
  /// Replaces the content. Where the header is refused, nothing changes.
  mama_status assign(const std::uint8_t* bytes, std::size_t size);
  /// Updates or adds every field of `source`, in its order.
  mama_status apply(Message& source);

  /// Adds a field at the end. `value` is the data as it lies on the wire.
  mama_status append(const FieldKey& key, WireType type, const void* value, std::size_t size);
  /// The same for a type of fixed width, whose size the compiler knows.
  template <class T>
  mama_status append_scalar(const FieldKey& key, WireType type, T value);
  /// Gives the first field of that key this type and value, or adds it.
  mama_status update(const FieldKey& key, WireType type, const void* value, std::size_t size);
  /// Gives the field at `ordinal` (which must exist) this type and value.
  mama_status replace(std::uint32_t ordinal, WireType type, const void* value, std::size_t size);

  /// What every question about fields begins with; false when memory for it is out.
  bool try_index() noexcept { return indexed_ || try_scan(); }
  /// So many fields are known; all of them after a try_index().
  std::uint32_t indexed_fields() const noexcept { return index_.size(); }
  std::uint32_t field_count() {
    index();
    return index_.size();
  }
  /// The field at that place, or null behind the end. Valid until the message changes.
  const FieldEntry* entry_at(std::uint32_t ordinal) {
    index();
    return ordinal < index_.size() ? &index_.entry(ordinal) : nullptr;
  }
  /// The ordinal of the first field with the fid; if there is none, of the first with the name;
  /// else FieldIndex::kNone.
  std::uint32_t find(const FieldKey& key) {
    index();
    return index_.find(key.fid, key.name, data_.get());
  }

  /// The field's data, name and number of bytes.
  const std::uint8_t* value_of(const FieldEntry& entry) const noexcept {
    return data_.get() + entry.data;
  }
  std::string_view name_of(const FieldEntry& entry) const noexcept {
    return entry.name(data_.get());
  }

  /// A message with that content, which lives until this one is destroyed, cleared or re-buffered.
  mama_status make_child(const std::uint8_t* bytes, std::size_t size, Message** child);

  /// The field object that getField and iterateFields hand out.
  Field& shared_field() noexcept { return shared_field_; }
  /// The arrays behind the vector getters of the message.
  VectorViews& views() {
    if (views_ == nullptr) views_ = std::make_unique<VectorViews>();
    return *views_;
  }
  /// Scratch for encoding a value that is not one stretch of memory.
  std::vector<std::uint8_t>& encode_scratch() noexcept {
    encode_scratch_.clear();
    return encode_scratch_;
  }
  /// `{name[fid]=value,…}`, valid until the next call.
  const char* to_string();

  void* extender_closure = nullptr;  ///< of a payload that is built on this one

 private:
  using Storage = std::unique_ptr<std::uint8_t[]>;

  void index() {
    if (!indexed_) [[unlikely]]
      scan();
  }
  void scan();
  bool try_scan() noexcept;
  void reset_to(std::size_t size, bool verified) noexcept;
  /// Drops what follows the last whole field. Where there is something, room is made for `extra`
  /// bytes and the former storage returned, as by make_room(): name and value may lie in the tail.
  Storage drop_unparsed_tail(std::size_t extra);
  bool owns(const void* at) const noexcept;
  /// Makes room for `extra` more bytes. The former storage is returned so that it outlives the
  /// caller's copying: name and value may lie in it.
  Storage make_room(std::size_t extra);
  std::uint8_t* begin_field(const FieldKey& key, WireType type, std::uint8_t* at) noexcept;
  void finish_field(const FieldKey& key, WireType type, std::uint32_t data_offset,
                    std::uint32_t data_size);
  void resize_data(std::uint32_t ordinal, WireType type, std::uint32_t size);

  Storage data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  bool indexed_ = false;  ///< index_ describes all fields
  bool verified_ = true;  ///< no unparsed tail: everything was written or scanned by us
  FieldIndex index_;
  Field shared_field_;
  std::unique_ptr<VectorViews> views_;
  std::vector<std::unique_ptr<Message>> children_;
  std::size_t children_used_ = 0;
  std::vector<std::uint8_t> encode_scratch_;
  std::string text_;
};

inline constexpr std::size_t kMaxMessageSize = 0xFFFFFFFFu;

inline std::uint8_t* Message::begin_field(const FieldKey& key, WireType type,
                                          std::uint8_t* at) noexcept {
  at[0] = type;
  store(at + 1, key.fid);
  at += kFieldPrefixSize;
  copy_short(at, key.name.data(), key.name.size());
  at += key.name.size();
  *at++ = 0;
  return at;
}

inline void Message::finish_field(const FieldKey& key, WireType type, std::uint32_t data_offset,
                                  std::uint32_t data_size) {
  const auto start = static_cast<std::uint32_t>(size_);
  if (indexed_) {
    index_.push({start, data_offset, data_size, key.fid, type});
  }
  size_ = data_offset + data_size;
}

template <class T>
mama_status Message::append_scalar(const FieldKey& key, WireType type, T value) {
  const std::size_t span = kFieldPrefixSize + key.name.size() + 1 + sizeof value;
  Storage former;
  if (!verified_) [[unlikely]] {
    if (span > kMaxMessageSize - size_) return MAMA_STATUS_INVALID_ARG;
    former = drop_unparsed_tail(span);
  }
  if (capacity_ - size_ < span) [[unlikely]] {
    if (span > kMaxMessageSize - size_) return MAMA_STATUS_INVALID_ARG;
    former = make_room(span);
  }
  std::uint8_t* at = begin_field(key, type, data_.get() + size_);
  store(at, value);
  finish_field(key, type, static_cast<std::uint32_t>(at - data_.get()), sizeof value);
  return MAMA_STATUS_OK;
}

}  // namespace quoll::omnm
