#include "message.h"

#include <algorithm>
#include <functional>

namespace quoll::omnm {

namespace {

/// The parts of the field at `at` as an entry; false when it is unknown or not whole.
inline bool parse_field(const std::uint8_t* image, const std::uint8_t* at, const std::uint8_t* end,
                        FieldEntry* entry) noexcept {
  const TypeInfo info = kTypeTable[at[0]];
  const std::uint8_t* nul = find_nul(at + kFieldPrefixSize, end);
  if (nul == nullptr || info.extent == Extent::kUnknown) [[unlikely]]
    return false;
  const std::uint8_t* data = nul + 1;
  const auto left = static_cast<std::size_t>(end - data);
  std::size_t size = info.width;
  if (info.extent == Extent::kSized) {
    if (left < kLengthSize) return false;
    size = load<std::uint32_t>(data);
    data += kLengthSize;
    if (size > left - kLengthSize) return false;
  } else if (info.extent == Extent::kText) {
    const std::uint8_t* text_end = find_nul(data, end);
    if (text_end == nullptr) return false;
    size = static_cast<std::size_t>(text_end + 1 - data);
  } else if (size > left) {
    return false;
  }
  *entry = {static_cast<std::uint32_t>(at - image), static_cast<std::uint32_t>(data - image),
            static_cast<std::uint32_t>(size), load<std::uint16_t>(at + 1), at[0]};
  return true;
}

}  // namespace

Message::Message(std::size_t capacity) {
  make_room(std::max<std::size_t>(capacity, kHeaderSize));
  clear();
}

Message::~Message() = default;

mama_status Message::check_header(const std::uint8_t* bytes, std::size_t size) noexcept {
  if (size < kHeaderSize) return MAMA_STATUS_INVALID_ARG;
  if (bytes[1] > kVersion) return MAMA_STATUS_WRONG_FIELD_TYPE;
  if (size - kHeaderSize < bytes[2]) return MAMA_STATUS_INVALID_ARG;
  return size > kMaxMessageSize ? MAMA_STATUS_INVALID_ARG : MAMA_STATUS_OK;
}

void Message::reset_to(std::size_t size, bool verified) noexcept {
  size_ = size;
  verified_ = verified;
  indexed_ = false;
  index_.clear();
  children_used_ = 0;
}

void Message::clear() noexcept {
  data_[0] = static_cast<std::uint8_t>(kPayloadId);
  data_[1] = kVersion;
  data_[2] = 0;
  reset_to(kHeaderSize, true);
}

mama_status Message::assign(const std::uint8_t* bytes, std::size_t size) {
  if (const mama_status status = check_header(bytes, size); status != MAMA_STATUS_OK) return status;
  if (bytes == data_.get() && size == size_) {
    children_used_ = 0;
    return MAMA_STATUS_OK;
  }
  Storage former;
  if (capacity_ < size) former = make_room(size - size_);
  std::memmove(data_.get(), bytes, size);
  reset_to(size, false);
  return MAMA_STATUS_OK;
}

void Message::scan() {
  const std::uint8_t* image = data_.get();
  const std::uint8_t* end = image + size_;
  const std::uint8_t* at = image + std::min<std::size_t>(size_, kHeaderSize + image[2]);
  index_.clear();
  // A field behind the end has no NUL in time, so its first bytes need no check of their own: they
  // are within the bytes that may be read ahead.
  while (at != end) {
    FieldEntry& entry = index_.next();
    std::uint32_t guess = entry.end() - entry.start;
    if (!parse_field(image, at, end, &entry)) break;
    index_.commit();
    // Feeds send messages of one layout again and again. Where the field is as long as the one that
    // stood here before, the next one is parsed on that guess and need not wait for the length to
    // be known. (The compiler must not see that both are the same number.)
    std::uint32_t length = entry.end() - entry.start;
    if (guess == length) {
      asm volatile("" : "+r"(guess));
      length = guess;
    }
    at += length;
  }
  indexed_ = true;
}

bool Message::try_scan() noexcept {
  try {
    scan();
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

Message::Storage Message::drop_unparsed_tail(std::size_t extra) {
  index();
  const std::uint32_t count = index_.size();
  const std::size_t parsed =
      count == 0 ? kHeaderSize + data_[2]
                 : std::size_t{index_.entry(count - 1).data} + index_.entry(count - 1).size;
  Storage former;
  if (parsed != size_) former = make_room(extra);
  size_ = parsed;
  verified_ = true;
  return former;
}

bool Message::owns(const void* at) const noexcept {
  const std::less<const void*> before;
  return !before(at, data_.get()) && before(at, data_.get() + capacity_);
}

Message::Storage Message::make_room(std::size_t extra) {
  const std::size_t needed = size_ + extra;
  const std::size_t capacity = std::max(needed, capacity_ * 2);
  Storage grown(new std::uint8_t[capacity + kReadAhead]);
  if (size_ != 0) std::memcpy(grown.get(), data_.get(), size_);
  // What is read ahead of the fields decides nothing, but valgrind would take it for a mistake.
  std::memset(grown.get() + size_, 0, capacity + kReadAhead - size_);
  data_.swap(grown);
  capacity_ = capacity;
  return grown;
}

mama_status Message::append(const FieldKey& key, WireType type, const void* value,
                            std::size_t size) {
  if (size > kMaxMessageSize) return MAMA_STATUS_INVALID_ARG;
  const bool sized = kTypeTable[type].extent == Extent::kSized;
  const std::size_t span =
      kFieldPrefixSize + key.name.size() + 1 + (sized ? kLengthSize : 0) + size;
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
  if (sized) {
    store(at, static_cast<std::uint32_t>(size));
    at += kLengthSize;
  }
  copy_short(at, value, size);
  finish_field(key, type, static_cast<std::uint32_t>(at - data_.get()),
               static_cast<std::uint32_t>(size));
  return MAMA_STATUS_OK;
}

mama_status Message::update(const FieldKey& key, WireType type, const void* value,
                            std::size_t size) {
  const std::uint32_t ordinal = find(key);
  return ordinal == FieldIndex::kNone ? append(key, type, value, size)
                                      : replace(ordinal, type, value, size);
}

mama_status Message::replace(std::uint32_t ordinal, WireType type, const void* value,
                             std::size_t size) {
  if (size > kMaxMessageSize) return MAMA_STATUS_INVALID_ARG;
  const FieldEntry& entry = index_.entry(ordinal);
  const bool same_extent = kTypeTable[type].extent == kTypeTable[entry.type].extent;
  if (same_extent && size == entry.size) {
    data_[entry.start] = type;
    if (size != 0) std::memmove(data_.get() + entry.data, value, size);  // null when empty
    if (type != entry.type) index_.resize(ordinal, type, entry.data, entry.size, 0);
    return MAMA_STATUS_OK;
  }
  if (size > kMaxMessageSize - kLengthSize || size_ > kMaxMessageSize - kLengthSize - size) {
    return MAMA_STATUS_INVALID_ARG;
  }
  Storage former;
  if (!verified_) former = drop_unparsed_tail(0);
  if (owns(value)) {
    // The stretch that holds the value is about to move.
    const auto* bytes = static_cast<const std::uint8_t*>(value);
    const std::vector<std::uint8_t> copy(bytes, bytes + size);
    resize_data(ordinal, type, static_cast<std::uint32_t>(size));
    std::copy(copy.begin(), copy.end(), data_.get() + index_.entry(ordinal).data);
  } else {
    resize_data(ordinal, type, static_cast<std::uint32_t>(size));
    if (size != 0) std::memcpy(data_.get() + index_.entry(ordinal).data, value, size);
  }
  return MAMA_STATUS_OK;
}

void Message::resize_data(std::uint32_t ordinal, WireType type, std::uint32_t size) {
  const FieldEntry entry = index_.entry(ordinal);
  const bool was_sized = kTypeTable[entry.type].extent == Extent::kSized;
  const bool sized = kTypeTable[type].extent == Extent::kSized;
  const std::size_t old_end = std::size_t{entry.data} + entry.size;
  const std::size_t data = entry.data - (was_sized ? kLengthSize : 0) + (sized ? kLengthSize : 0);
  const std::size_t new_end = data + size;
  if (new_end > old_end && capacity_ - size_ < new_end - old_end) make_room(new_end - old_end);
  std::uint8_t* image = data_.get();
  std::memmove(image + new_end, image + old_end, size_ - old_end);
  image[entry.start] = type;
  if (sized) store(image + data - kLengthSize, size);
  size_ = size_ - old_end + new_end;
  index_.resize(ordinal, type, static_cast<std::uint32_t>(data), size,
                static_cast<std::int64_t>(new_end) - static_cast<std::int64_t>(old_end));
}

mama_status Message::apply(Message& source) {
  const std::uint32_t count = source.field_count();
  for (std::uint32_t i = 0; i < count; ++i) {
    const FieldEntry entry = *source.entry_at(i);
    const FieldKey key{source.name_of(entry), entry.fid};
    if (key.name.empty() && key.fid == 0) continue;
    // A field that cannot be taken over is left out; the others still are.
    (void)update(key, entry.type, source.value_of(entry), entry.size);
  }
  return MAMA_STATUS_OK;
}

mama_status Message::make_child(const std::uint8_t* bytes, std::size_t size, Message** child) {
  if (children_used_ == children_.size()) children_.push_back(std::make_unique<Message>(size));
  Message& candidate = *children_[children_used_];
  if (const mama_status status = candidate.assign(bytes, size); status != MAMA_STATUS_OK) {
    return status;
  }
  ++children_used_;
  *child = &candidate;
  return MAMA_STATUS_OK;
}

}  // namespace quoll::omnm
