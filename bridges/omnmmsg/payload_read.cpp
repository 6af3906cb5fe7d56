/// Exported functions of the payload table that read fields of a message.
#include <payloadbridge.h>

#include "read.h"
#include "shim.h"

namespace quoll::omnm {

#define OMNM_DEFINE_GETTERS(Name, T, wire_type, vector_wire_type)                                \
  OMNM_EXPORT mama_status omnmmsgPayload_get##Name(const msgPayload msg, const char* name,       \
                                                   mama_fid_t fid, T* result) {                  \
    OMNM_REQUIRE(msg, result);                                                                   \
    Message& message = message_of(msg);                                                          \
    return with_entry(message, name, fid, [&](const FieldEntry& entry) {                         \
      return entry.type == (wire_type)                                                           \
                 ? (*result = load<T>(message.value_of(entry)), MAMA_STATUS_OK)                  \
                 : read_scalar(entry.type, message.value_of(entry), result);                     \
    });                                                                                          \
  }                                                                                              \
  OMNM_EXPORT mama_status omnmmsgPayload_getVector##Name(const msgPayload msg, const char* name, \
                                                         mama_fid_t fid, const T** result,       \
                                                         mama_size_t* size) {                    \
    OMNM_REQUIRE(msg, result, size);                                                             \
    Message& message = message_of(msg);                                                          \
    return with_entry(message, name, fid, [&](const FieldEntry& entry) {                         \
      return read_vector(message, vector_wire_type, message, entry, result, size);               \
    });                                                                                          \
  }
OMNM_SCALAR_TYPES(OMNM_DEFINE_GETTERS)
#undef OMNM_DEFINE_GETTERS

OMNM_EXPORT mama_status omnmmsgPayload_getString(const msgPayload msg, const char* name,
                                                 mama_fid_t fid, const char** result) {
  OMNM_REQUIRE(msg, result);
  Message& message = message_of(msg);
  return with_entry(message, name, fid,
                    [&](const FieldEntry& entry) { return read_text(message, entry, result); });
}

OMNM_EXPORT mama_status omnmmsgPayload_getOpaque(const msgPayload msg, const char* name,
                                                 mama_fid_t fid, const void** result,
                                                 mama_size_t* size) {
  OMNM_REQUIRE(msg, result, size);
  Message& message = message_of(msg);
  return with_entry(message, name, fid, [&](const FieldEntry& entry) {
    return read_opaque(message, entry, result, size);
  });
}

OMNM_EXPORT mama_status omnmmsgPayload_getField(const msgPayload msg, const char* name,
                                                mama_fid_t fid, msgFieldPayload* result) {
  OMNM_REQUIRE(msg, result);
  FieldKey key;
  if (const mama_status status = make_field_key(name, fid, &key); status != MAMA_STATUS_OK) {
    return status;
  }
  return guarded([&] {
    Message& message = message_of(msg);
    const std::uint32_t ordinal = message.find(key);
    if (ordinal == FieldIndex::kNone) return MAMA_STATUS_NOT_FOUND;
    message.shared_field().bind(message, ordinal);
    *result = &message.shared_field();
    return MAMA_STATUS_OK;
  });
}

OMNM_EXPORT mama_status omnmmsgPayload_getDateTime(const msgPayload msg, const char* name,
                                                   mama_fid_t fid, mamaDateTime result) {
  OMNM_REQUIRE(msg, result);
  Message& message = message_of(msg);
  return with_entry(message, name, fid, [&](const FieldEntry& entry) {
    return get_time(entry.type, message.value_of(entry), result);
  });
}

OMNM_EXPORT mama_status omnmmsgPayload_getPrice(const msgPayload msg, const char* name,
                                                mama_fid_t fid, mamaPrice result) {
  OMNM_REQUIRE(msg, result);
  Message& message = message_of(msg);
  return with_entry(message, name, fid, [&](const FieldEntry& entry) {
    return get_price(entry.type, message.value_of(entry), result);
  });
}

OMNM_EXPORT mama_status omnmmsgPayload_getMsg(const msgPayload msg, const char* name,
                                              mama_fid_t fid, msgPayload* result) {
  OMNM_REQUIRE(msg, result);
  Message& message = message_of(msg);
  return with_entry(message, name, fid, [&](const FieldEntry& entry) {
    if (entry.type != MAMA_FIELD_TYPE_MSG) return MAMA_STATUS_WRONG_FIELD_TYPE;
    Message* child = nullptr;
    const mama_status status = message.make_child(message.value_of(entry), entry.size, &child);
    if (status == MAMA_STATUS_OK) *result = child;
    return status;
  });
}

#define OMNM_DEFINE_VECTOR_GETTER(Name, Result, read)                                             \
  OMNM_EXPORT mama_status omnmmsgPayload_getVector##Name(                                         \
      const msgPayload msg, const char* name, mama_fid_t fid, Result result, mama_size_t* size) { \
    OMNM_REQUIRE(msg, result, size);                                                              \
    Message& message = message_of(msg);                                                           \
    return with_entry(message, name, fid, [&](const FieldEntry& entry) {                          \
      return read(message, message, entry, result, size);                                         \
    });                                                                                           \
  }
OMNM_DEFINE_VECTOR_GETTER(String, const char***, read_texts)
OMNM_DEFINE_VECTOR_GETTER(DateTime, const mamaDateTime**, read_times)
OMNM_DEFINE_VECTOR_GETTER(Price, const mamaPrice**, read_prices)
OMNM_DEFINE_VECTOR_GETTER(Msg, const msgPayload**, read_messages)
#undef OMNM_DEFINE_VECTOR_GETTER

}  // namespace quoll::omnm
