#include "encode.h"

#include <mama/msg.h>

#include "foreign.h"
#include "message.h"
#include "values.h"

namespace quoll::omnm {

namespace {

using Bytes = std::vector<std::uint8_t>;

mama_status append_element(const std::uint8_t* element, std::size_t size, Bytes* bytes) {
  if (size > kMaxMessageSize) return MAMA_STATUS_INVALID_ARG;
  std::uint8_t length[kLengthSize];
  store(length, static_cast<std::uint32_t>(size));
  bytes->insert(bytes->end(), length, length + kLengthSize);
  bytes->insert(bytes->end(), element, element + size);
  return MAMA_STATUS_OK;
}

template <std::uint32_t kRecordSize, class Handle>
mama_status encode_records(const Handle* objects, std::size_t count,
                           mama_status (*write)(Handle, std::uint8_t*) noexcept, Bytes* bytes) {
  if (count > kMaxMessageSize / kRecordSize) return MAMA_STATUS_INVALID_ARG;
  const std::size_t start = bytes->size();
  bytes->resize(start + count * kRecordSize);
  for (std::size_t i = 0; i < count; ++i) {
    if (objects[i] == nullptr) return MAMA_STATUS_NULL_ARG;
    const mama_status status = write(objects[i], bytes->data() + start + i * kRecordSize);
    if (status != MAMA_STATUS_OK) return status;
  }
  return MAMA_STATUS_OK;
}

}  // namespace

mama_status encode_texts(const char* const* texts, std::size_t count, Bytes* bytes) {
  for (std::size_t i = 0; i < count; ++i) {
    if (texts[i] == nullptr) return MAMA_STATUS_NULL_ARG;
    bytes->insert(bytes->end(), texts[i], texts[i] + std::strlen(texts[i]) + 1);
  }
  return MAMA_STATUS_OK;
}

mama_status encode_times(const mamaDateTime* times, std::size_t count, Bytes* bytes) {
  return encode_records<kTimeRecordSize>(times, count, write_time, bytes);
}

mama_status encode_prices(const mamaPrice* prices, std::size_t count, Bytes* bytes) {
  return encode_records<kPriceRecordSize>(prices, count, write_price, bytes);
}

mama_status encode_messages(const mamaMsg* messages, std::size_t count, Bytes* bytes) {
  std::optional<Message> scratch;
  for (std::size_t i = 0; i < count; ++i) {
    if (messages[i] == nullptr) return MAMA_STATUS_NULL_ARG;
    const std::uint8_t* element = nullptr;
    std::size_t size = 0;
    mama_status status = message_bytes(messages[i], &scratch, &element, &size);
    if (status == MAMA_STATUS_OK) status = append_element(element, size, bytes);
    if (status != MAMA_STATUS_OK) return status;
  }
  return MAMA_STATUS_OK;
}

mama_status encode_payloads(const void* const* payloads, std::size_t count, Bytes* bytes) {
  for (std::size_t i = 0; i < count; ++i) {
    if (payloads[i] == nullptr) return MAMA_STATUS_NULL_ARG;
    const auto& message = *static_cast<const Message*>(payloads[i]);
    const mama_status status = append_element(message.bytes(), message.size(), bytes);
    if (status != MAMA_STATUS_OK) return status;
  }
  return MAMA_STATUS_OK;
}

mama_status message_bytes(mamaMsg message, std::optional<Message>* scratch,
                          const std::uint8_t** bytes, std::size_t* size) {
  const void* buffer = nullptr;
  mama_size_t length = 0;
  const mama_status status = mamaMsg_getByteBuffer(message, &buffer, &length);
  if (status == MAMA_STATUS_NULL_ARG) return status;  // a message without payload
  const auto* image = static_cast<const std::uint8_t*>(buffer);
  if (status == MAMA_STATUS_OK && length != 0 && image[0] == kPayloadId) {
    *bytes = image;
    *size = length;
    return Message::check_header(image, length);
  }
  Message& copy = scratch->emplace();
  if (const mama_status copied = copy_fields(message, &copy); copied != MAMA_STATUS_OK) {
    return copied;
  }
  *bytes = copy.bytes();
  *size = copy.size();
  return MAMA_STATUS_OK;
}

}  // namespace quoll::omnm
