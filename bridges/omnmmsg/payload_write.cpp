/// Exported functions of the payload table that add and update fields.
#include <payloadbridge.h>

#include "encode.h"
#include "shim.h"
#include "values.h"

namespace quoll::omnm {

namespace {

/// The two ways in which a value gets into a message.
struct Add {
  template <class T>
  static mama_status scalar(Message& message, const FieldKey& key, WireType type, T value) {
    return message.append_scalar(key, type, value);
  }
  static mama_status bytes(Message& message, const FieldKey& key, WireType type, const void* value,
                           std::size_t size) {
    return message.append(key, type, value, size);
  }
};

struct Update {
  template <class T>
  static mama_status scalar(Message& message, const FieldKey& key, WireType type, T value) {
    return message.update(key, type, &value, sizeof value);
  }
  static mama_status bytes(Message& message, const FieldKey& key, WireType type, const void* value,
                           std::size_t size) {
    return message.update(key, type, value, size);
  }
};

template <class Way, class T>
mama_status put_scalar(msgPayload payload, const char* name, mama_fid_t fid, WireType type,
                       T value) noexcept {
  OMNM_REQUIRE(payload);
  FieldKey key;
  const mama_status status = make_field_key(name, fid, &key);
  if (status != MAMA_STATUS_OK) [[unlikely]]
    return status;
  return guarded([&] { return Way::scalar(message_of(payload), key, type, value); });
}

/// `count` elements of `width` bytes.
template <class Way>
mama_status put_bytes(msgPayload payload, const char* name, mama_fid_t fid, WireType type,
                      const void* value, std::size_t count, std::size_t width = 1) noexcept {
  OMNM_REQUIRE(payload, value);
  FieldKey key;
  const mama_status status = make_field_key(name, fid, &key);
  if (status != MAMA_STATUS_OK) return status;
  if (count > kMaxMessageSize / width) return MAMA_STATUS_INVALID_ARG;
  return guarded([&] { return Way::bytes(message_of(payload), key, type, value, count * width); });
}

template <class Way>
mama_status put_text(msgPayload payload, const char* name, mama_fid_t fid,
                     const char* value) noexcept {
  OMNM_REQUIRE(payload, value);
  return put_bytes<Way>(payload, name, fid, MAMA_FIELD_TYPE_STRING, value, text_length(value) + 1);
}

/// A value that `encode(bytes)` puts together first.
template <class Way, class Encode>
mama_status put_encoded(msgPayload payload, const char* name, mama_fid_t fid, WireType type,
                        const void* value, Encode encode) noexcept {
  OMNM_REQUIRE(payload, value);
  FieldKey key;
  if (const mama_status status = make_field_key(name, fid, &key); status != MAMA_STATUS_OK) {
    return status;
  }
  return guarded([&] {
    Message& message = message_of(payload);
    std::vector<std::uint8_t>& bytes = message.encode_scratch();
    const mama_status status = encode(&bytes);
    return status == MAMA_STATUS_OK ? Way::bytes(message, key, type, bytes.data(), bytes.size())
                                    : status;
  });
}

template <class Way>
mama_status put_time(msgPayload payload, const char* name, mama_fid_t fid,
                     mamaDateTime value) noexcept {
  OMNM_REQUIRE(payload, value);
  std::uint8_t record[kTimeRecordSize];
  if (const mama_status status = write_time(value, record); status != MAMA_STATUS_OK) return status;
  return put_bytes<Way>(payload, name, fid, MAMA_FIELD_TYPE_TIME, record, sizeof record);
}

template <class Way>
mama_status put_price(msgPayload payload, const char* name, mama_fid_t fid,
                      mamaPrice value) noexcept {
  OMNM_REQUIRE(payload, value);
  std::uint8_t record[kPriceRecordSize];
  if (const mama_status status = write_price(value, record); status != MAMA_STATUS_OK)
    return status;
  return put_bytes<Way>(payload, name, fid, MAMA_FIELD_TYPE_PRICE, record, sizeof record);
}

template <class Way>
mama_status put_message(msgPayload payload, const char* name, mama_fid_t fid,
                        mamaMsg value) noexcept {
  OMNM_REQUIRE(payload, value);
  FieldKey key;
  if (const mama_status status = make_field_key(name, fid, &key); status != MAMA_STATUS_OK) {
    return status;
  }
  return guarded([&] {
    std::optional<Message> scratch;
    const std::uint8_t* bytes = nullptr;
    std::size_t size = 0;
    const mama_status status = message_bytes(value, &scratch, &bytes, &size);
    return status == MAMA_STATUS_OK
               ? Way::bytes(message_of(payload), key, MAMA_FIELD_TYPE_MSG, bytes, size)
               : status;
  });
}

}  // namespace

#define OMNM_DEFINE_SCALARS(Name, T, wire_type, vector_wire_type)                           \
  OMNM_EXPORT mama_status omnmmsgPayload_add##Name(msgPayload msg, const char* name,        \
                                                   mama_fid_t fid, T value) {               \
    return put_scalar<Add>(msg, name, fid, wire_type, value);                               \
  }                                                                                         \
  OMNM_EXPORT mama_status omnmmsgPayload_update##Name(msgPayload msg, const char* name,     \
                                                      mama_fid_t fid, T value) {            \
    return put_scalar<Update>(msg, name, fid, wire_type, value);                            \
  }                                                                                         \
  OMNM_EXPORT mama_status omnmmsgPayload_addVector##Name(                                   \
      msgPayload msg, const char* name, mama_fid_t fid, const T* value, mama_size_t size) { \
    return put_bytes<Add>(msg, name, fid, vector_wire_type, value, size, sizeof(T));        \
  }                                                                                         \
  OMNM_EXPORT mama_status omnmmsgPayload_updateVector##Name(                                \
      msgPayload msg, const char* name, mama_fid_t fid, const T* value, mama_size_t size) { \
    return put_bytes<Update>(msg, name, fid, vector_wire_type, value, size, sizeof(T));     \
  }
OMNM_SCALAR_TYPES(OMNM_DEFINE_SCALARS)
#undef OMNM_DEFINE_SCALARS

// The functions that exist for both ways. Vectors of dates are called DateTime when added and Time
// when updated, single sub-messages Msg and SubMsg.
#define OMNM_DEFINE_BOTH(verb, Way, SubMsg, VectorTime)                                           \
  OMNM_EXPORT mama_status omnmmsgPayload_##verb##String(msgPayload msg, const char* name,         \
                                                        mama_fid_t fid, const char* value) {      \
    return put_text<Way>(msg, name, fid, value);                                                  \
  }                                                                                               \
  OMNM_EXPORT mama_status omnmmsgPayload_##verb##Opaque(                                          \
      msgPayload msg, const char* name, mama_fid_t fid, const void* value, mama_size_t size) {    \
    return put_bytes<Way>(msg, name, fid, MAMA_FIELD_TYPE_OPAQUE, value, size);                   \
  }                                                                                               \
  OMNM_EXPORT mama_status omnmmsgPayload_##verb##DateTime(                                        \
      msgPayload msg, const char* name, mama_fid_t fid, const mamaDateTime value) {               \
    return put_time<Way>(msg, name, fid, value);                                                  \
  }                                                                                               \
  OMNM_EXPORT mama_status omnmmsgPayload_##verb##Price(msgPayload msg, const char* name,          \
                                                       mama_fid_t fid, const mamaPrice value) {   \
    return put_price<Way>(msg, name, fid, value);                                                 \
  }                                                                                               \
  OMNM_EXPORT mama_status omnmmsgPayload_##verb##SubMsg(msgPayload msg, const char* name,         \
                                                        mama_fid_t fid, const mamaMsg value) {    \
    return put_message<Way>(msg, name, fid, value);                                               \
  }                                                                                               \
  OMNM_EXPORT mama_status omnmmsgPayload_##verb##VectorString(                                    \
      msgPayload msg, const char* name, mama_fid_t fid, const char** value, mama_size_t size) {   \
    return put_encoded<Way>(msg, name, fid, MAMA_FIELD_TYPE_VECTOR_STRING, value,                 \
                            [=](auto* bytes) { return encode_texts(value, size, bytes); });       \
  }                                                                                               \
  OMNM_EXPORT mama_status omnmmsgPayload_##verb##VectorMsg(                                       \
      msgPayload msg, const char* name, mama_fid_t fid, const mamaMsg* value, mama_size_t size) { \
    return put_encoded<Way>(msg, name, fid, MAMA_FIELD_TYPE_VECTOR_MSG, value,                    \
                            [=](auto* bytes) { return encode_messages(value, size, bytes); });    \
  }                                                                                               \
  OMNM_EXPORT mama_status omnmmsgPayload_##verb##VectorTime(                                      \
      msgPayload msg, const char* name, mama_fid_t fid, const mamaDateTime* value,                \
      mama_size_t size) {                                                                         \
    return put_encoded<Way>(msg, name, fid, MAMA_FIELD_TYPE_VECTOR_TIME, value,                   \
                            [=](auto* bytes) { return encode_times(value, size, bytes); });       \
  }                                                                                               \
  OMNM_EXPORT mama_status omnmmsgPayload_##verb##VectorPrice(                                     \
      msgPayload msg, const char* name, mama_fid_t fid, const mamaPrice* value,                   \
      mama_size_t size) {                                                                         \
    return put_encoded<Way>(msg, name, fid, MAMA_FIELD_TYPE_VECTOR_PRICE, value,                  \
                            [=](auto* bytes) { return encode_prices(value, size, bytes); });      \
  }
OMNM_DEFINE_BOTH(add, Add, Msg, VectorDateTime)
OMNM_DEFINE_BOTH(update, Update, SubMsg, VectorTime)
#undef OMNM_DEFINE_BOTH

// For payloads that are built on this one: the elements are payloads.
OMNM_EXPORT mama_status omnmmsgPayloadImpl_updateVectorMsgPayload(msgPayload msg, const char* name,
                                                                  mama_fid_t fid,
                                                                  const msgPayload* value,
                                                                  mama_size_t size) {
  return put_encoded<Update>(msg, name, fid, MAMA_FIELD_TYPE_VECTOR_MSG, value,
                             [=](auto* bytes) { return encode_payloads(value, size, bytes); });
}

}  // namespace quoll::omnm
