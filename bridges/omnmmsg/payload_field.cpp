/// Exported functions of the payload table on field objects.
#include <mama/dictionary.h>
#include <payloadbridge.h>

#include <memory>

#include "read.h"
#include "shim.h"
#include "text.h"

namespace quoll::omnm {

namespace {

/// The dictionary's descriptor of the field, by fid or else by name. Null where it has none.
mama_status find_descriptor(Message& message, const FieldEntry& entry, mamaDictionary dictionary,
                            mamaFieldDescriptor* descriptor) {
  if (entry.fid != 0) {
    return mamaDictionary_getFieldDescriptorByFid(dictionary, descriptor, entry.fid);
  }
  // The name of a field ends with a NUL in the wire image.
  return mamaDictionary_getFieldDescriptorByName(dictionary, descriptor,
                                                 message.name_of(entry).data());
}

/// A scalar of exactly the type that the field has.
template <class T>
mama_status update_exactly(msgFieldPayload field, msgPayload payload, WireType type,
                           T value) noexcept {
  OMNM_REQUIRE(field, payload);
  return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {
    if (entry.type != type) return MAMA_STATUS_WRONG_FIELD_TYPE;
    return message.replace(field_of(field).ordinal(), type, &value, sizeof value);
  });
}

/// The result of a vector getter as what it is, whatever the table declares.
template <class Result>
Result address_of_array(const void* result) noexcept {
  return static_cast<Result>(const_cast<void*>(result));
}

mama_status update_bytes(msgFieldPayload field, WireType type, const void* value,
                         std::size_t size) noexcept {
  return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {
    if (entry.type != type) return MAMA_STATUS_WRONG_FIELD_TYPE;
    return message.replace(field_of(field).ordinal(), type, value, size);
  });
}

}  // namespace

OMNM_EXPORT mama_status omnmmsgFieldPayload_create(msgFieldPayload* field) {
  OMNM_REQUIRE(field);
  return guarded([field] {
    *field = new Field;
    return MAMA_STATUS_OK;
  });
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_destroy(msgFieldPayload field) {
  OMNM_REQUIRE(field);
  delete &field_of(field);
  return MAMA_STATUS_OK;
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_getType(const msgFieldPayload field,
                                                    mamaFieldType* result) {
  OMNM_REQUIRE(field, result);
  return with_field(field_of(field), [&](Message&, const FieldEntry& entry) {
    *result = static_cast<mamaFieldType>(entry.type);
    return MAMA_STATUS_OK;
  });
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_getName(msgFieldPayload field,
                                                    mamaDictionary dictionary,
                                                    mamaFieldDescriptor descriptor,
                                                    const char** result) {
  OMNM_REQUIRE(field, result);
  return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {
    if (descriptor == nullptr && dictionary != nullptr &&
        find_descriptor(message, entry, dictionary, &descriptor) != MAMA_STATUS_OK) {
      descriptor = nullptr;
    }
    const std::string_view name = message.name_of(entry);
    *result = descriptor != nullptr ? mamaFieldDescriptor_getName(descriptor)
              : name.empty()        ? nullptr
                                    : name.data();
    return MAMA_STATUS_OK;
  });
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_getFid(const msgFieldPayload field, mamaDictionary,
                                                   mamaFieldDescriptor, uint16_t* result) {
  OMNM_REQUIRE(field, result);
  return with_field(field_of(field), [&](Message&, const FieldEntry& entry) {
    *result = entry.fid;
    return MAMA_STATUS_OK;
  });
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_getDescriptor(const msgFieldPayload field,
                                                          mamaDictionary dictionary,
                                                          mamaFieldDescriptor* result) {
  OMNM_REQUIRE(field, dictionary, result);
  return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {
    return find_descriptor(message, entry, dictionary, result);
  });
}

// Arrays belong to the message, so that they outlive the field object, which may be an iterator's.
// Sub-messages are wrapped for each field object, so their payloads are its own.
#define OMNM_DEFINE_FIELD_SCALARS(Name, T, wire_type, vector_wire_type)                           \
  OMNM_EXPORT mama_status omnmmsgFieldPayload_update##Name(msgFieldPayload field,                 \
                                                           msgPayload payload, T value) {         \
    return update_exactly<T>(field, payload, wire_type, value);                                   \
  }                                                                                               \
  OMNM_EXPORT mama_status omnmmsgFieldPayload_get##Name(const msgFieldPayload field, T* result) { \
    OMNM_REQUIRE(field, result);                                                                  \
    return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {           \
      return read_scalar(entry.type, message.value_of(entry), result);                            \
    });                                                                                           \
  }                                                                                               \
  OMNM_EXPORT mama_status omnmmsgFieldPayload_getVector##Name(                                    \
      const msgFieldPayload field, const T** result, mama_size_t* size) {                         \
    OMNM_REQUIRE(field, result, size);                                                            \
    return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {           \
      return read_vector(message, vector_wire_type, message, entry, result, size);                \
    });                                                                                           \
  }
OMNM_SCALAR_TYPES(OMNM_DEFINE_FIELD_SCALARS)
#undef OMNM_DEFINE_FIELD_SCALARS

OMNM_EXPORT mama_status omnmmsgFieldPayload_updateString(msgFieldPayload field, msgPayload payload,
                                                         const char* value) {
  OMNM_REQUIRE(field, payload, value);
  return update_bytes(field, MAMA_FIELD_TYPE_STRING, value, std::strlen(value) + 1);
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_updateDateTime(msgFieldPayload field,
                                                           msgPayload payload,
                                                           const mamaDateTime value) {
  OMNM_REQUIRE(field, payload, value);
  std::uint8_t record[kTimeRecordSize];
  if (const mama_status status = write_time(value, record); status != MAMA_STATUS_OK) return status;
  return update_bytes(field, MAMA_FIELD_TYPE_TIME, record, sizeof record);
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_updatePrice(msgFieldPayload field, msgPayload payload,
                                                        const mamaPrice value) {
  OMNM_REQUIRE(field, payload, value);
  std::uint8_t record[kPriceRecordSize];
  if (const mama_status status = write_price(value, record); status != MAMA_STATUS_OK)
    return status;
  return update_bytes(field, MAMA_FIELD_TYPE_PRICE, record, sizeof record);
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_updateSubMsg(msgFieldPayload field, msgPayload payload,
                                                         const msgPayload value) {
  OMNM_REQUIRE(field, payload, value);
  return MAMA_STATUS_NOT_IMPLEMENTED;
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_getString(const msgFieldPayload field,
                                                      const char** result) {
  OMNM_REQUIRE(field, result);
  return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {
    return read_text(message, entry, result);
  });
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_getOpaque(const msgFieldPayload field,
                                                      const void** result, mama_size_t* size) {
  OMNM_REQUIRE(field, result, size);
  return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {
    return read_opaque(message, entry, result, size);
  });
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_getDateTime(const msgFieldPayload field,
                                                        mamaDateTime result) {
  OMNM_REQUIRE(field, result);
  return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {
    return get_time(entry.type, message.value_of(entry), result);
  });
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_getPrice(const msgFieldPayload field,
                                                     mamaPrice result) {
  OMNM_REQUIRE(field, result);
  return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {
    return get_price(entry.type, message.value_of(entry), result);
  });
}

OMNM_EXPORT mama_status omnmmsgFieldPayload_getMsg(const msgFieldPayload field,
                                                   msgPayload* result) {
  OMNM_REQUIRE(field, result);
  return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {
    if (entry.type != MAMA_FIELD_TYPE_MSG) return MAMA_STATUS_WRONG_FIELD_TYPE;
    Message& child = field_of(field).child();
    const mama_status status = child.assign(message.value_of(entry), entry.size);
    if (status == MAMA_STATUS_OK) *result = &child;
    return status;
  });
}

// The results of the DateTime and Price getters are declared one level short in the table: they are
// the address of the caller's array pointer, as in all the others.
#define OMNM_DEFINE_FIELD_VECTOR_GETTER(Name, Declared, Result, read, owner)            \
  OMNM_EXPORT mama_status omnmmsgFieldPayload_getVector##Name(                          \
      const msgFieldPayload field, Declared result, mama_size_t* size) {                \
    OMNM_REQUIRE(field, result, size);                                                  \
    return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) { \
      return read(owner, message, entry, address_of_array<Result>(result), size);       \
    });                                                                                 \
  }
OMNM_DEFINE_FIELD_VECTOR_GETTER(String, const char***, const char***, read_texts, message)
OMNM_DEFINE_FIELD_VECTOR_GETTER(DateTime, const mamaDateTime*, const mamaDateTime**, read_times,
                                message)
OMNM_DEFINE_FIELD_VECTOR_GETTER(Price, const mamaPrice*, const mamaPrice**, read_prices, message)
OMNM_DEFINE_FIELD_VECTOR_GETTER(Msg, const msgPayload**, const msgPayload**, read_messages,
                                field_of(field))
#undef OMNM_DEFINE_FIELD_VECTOR_GETTER

OMNM_EXPORT mama_status omnmmsgFieldPayload_getAsString(const msgFieldPayload field,
                                                        const msgPayload payload, char* buffer,
                                                        mama_size_t length) {
  OMNM_REQUIRE(field, payload, buffer);
  if (length == 0) return MAMA_STATUS_INVALID_ARG;
  return with_field(field_of(field), [&](Message& message, const FieldEntry& entry) {
    std::string text;
    const mama_status status = append_value_text(entry, message.value_of(entry), &text);
    if (status == MAMA_STATUS_OK) copy_text(text, buffer, length);
    return status;
  });
}

}  // namespace quoll::omnm
