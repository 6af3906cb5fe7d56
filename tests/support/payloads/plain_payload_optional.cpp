// What a payload may leave out.
#include <mama/datetime.h>
#include <mama/integration/mama.h>
#include <mama/msg.h>
#include <mama/price.h>

#include "support/payloads/plain_payload.h"

using plain::Field;
using plain::Items;
using plain::Message;
using plain::message_of;
using plain::Place;
using plain::Put;
using plain::with_field_at;
using plain::with_field_of;

namespace {

/// A message's wire form; one of another payload is made anew, field by field.
mama_status encode_message(mamaMsg message, std::string* item) {
  const void* bytes = nullptr;
  mama_size_t size = 0;
  PLAIN_TRY(mamaMsg_getByteBuffer(message, &bytes, &size));
  if (*static_cast<const char*>(bytes) == plain::kId) {
    item->assign(static_cast<const char*>(bytes), size);
    return MAMA_STATUS_OK;
  }
  mamaMsg own = nullptr;
  PLAIN_TRY(mamaMsg_createForPayload(&own, plain::kId));
  mama_status status = mamaMsg_applyMsg(own, message);
  if (status == MAMA_STATUS_OK) status = mamaMsg_getByteBuffer(own, &bytes, &size);
  if (status == MAMA_STATUS_OK) item->assign(static_cast<const char*>(bytes), size);
  mamaMsg_destroy(own);
  return status;
}

mama_status encode_text(const char* text, std::string* item) {
  PLAIN_REQUIRE(text);
  *item = text;
  return MAMA_STATUS_OK;
}

/// A vector with an item for each element.
template <class Element, class Given>
mama_status put_list(Put how, msgPayload payload, const char* name, mama_fid_t fid,
                     mamaFieldType type, const Given* values, mama_size_t count,
                     mama_status (*encode)(Element, std::string*)) {
  PLAIN_REQUIRE(payload, values);
  Items items(count);
  for (mama_size_t i = 0; i < count; ++i) {
    PLAIN_REQUIRE(values[i]);
    PLAIN_TRY(encode(values[i], &items[i]));
  }
  return plain::put(how, payload, name, fid, type, std::move(items));
}

mama_status put_message(Put how, msgPayload payload, const char* name, mama_fid_t fid,
                        mamaMsg value) {
  PLAIN_REQUIRE(payload, value);
  Items items(1);
  PLAIN_TRY(encode_message(value, items.data()));
  return plain::put(how, payload, name, fid, MAMA_FIELD_TYPE_MSG, std::move(items));
}

template <class T>
mama_status read_packed(const Field& field, mamaFieldType type, const T** result,
                        mama_size_t* count) {
  if (field.type != type) return MAMA_STATUS_WRONG_FIELD_TYPE;
  *result = reinterpret_cast<const T*>(field.items[0].data());
  *count = field.items[0].size() / sizeof(T);
  return MAMA_STATUS_OK;
}

mama_status read_texts(Message& message, const Field& field, const char*** result,
                       mama_size_t* count) {
  if (field.type != MAMA_FIELD_TYPE_VECTOR_STRING) return MAMA_STATUS_WRONG_FIELD_TYPE;
  message.texts.clear();
  for (const std::string& item : field.items) message.texts.push_back(item.c_str());
  *result = message.texts.data();
  *count = message.texts.size();
  return MAMA_STATUS_OK;
}

template <class Handle>
mama_status read_objects(std::vector<Handle>& kept, const Field& field, mamaFieldType type,
                         const Handle** result, mama_size_t* count, mama_status (*create)(Handle*),
                         mama_status (*decode)(const std::string&, Handle)) {
  if (field.type != type) return MAMA_STATUS_WRONG_FIELD_TYPE;
  while (kept.size() < field.items.size()) PLAIN_TRY(create(&kept.emplace_back()));
  for (std::size_t i = 0; i < field.items.size(); ++i) PLAIN_TRY(decode(field.items[i], kept[i]));
  *result = kept.data();
  *count = field.items.size();
  return MAMA_STATUS_OK;
}

mama_status read_times(Message& message, const Field& field, const mamaDateTime** result,
                       mama_size_t* count) {
  return read_objects(message.times, field, MAMA_FIELD_TYPE_VECTOR_TIME, result, count,
                      mamaDateTime_create, plain::decode_time);
}

mama_status read_prices(Message& message, const Field& field, const mamaPrice** result,
                        mama_size_t* count) {
  return read_objects(message.prices, field, MAMA_FIELD_TYPE_VECTOR_PRICE, result, count,
                      mamaPrice_create, plain::decode_price);
}

/// A sub-message of its own for every reading, so that they are independent.
mama_status make_child(Message& message, const std::string& item, msgPayload* result) {
  auto child = std::make_unique<Message>();
  PLAIN_TRY(plain::decode(item.data(), item.size(), &child->fields));
  *result = child.get();
  message.children.push_back(std::move(child));
  return MAMA_STATUS_OK;
}

mama_status read_message(Message& message, const Field& field, msgPayload* result) {
  if (field.type != MAMA_FIELD_TYPE_MSG) return MAMA_STATUS_WRONG_FIELD_TYPE;
  return make_child(message, field.items[0], result);
}

mama_status read_messages(Message& message, const Field& field, const msgPayload** result,
                          mama_size_t* count) {
  if (field.type != MAMA_FIELD_TYPE_VECTOR_MSG) return MAMA_STATUS_WRONG_FIELD_TYPE;
  std::vector<msgPayload> list(field.items.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    PLAIN_TRY(make_child(message, field.items[i], &list[i]));
  }
  message.child_lists.push_back(std::move(list));
  *result = message.child_lists.back().data();
  *count = field.items.size();
  return MAMA_STATUS_OK;
}

Message& message_at(msgFieldPayload place) { return *static_cast<Place*>(place)->message; }

}  // namespace

// ---- the message as a whole --------------------------------------------------------------------

PLAIN_EXPORT mamaPayloadType PLAIN(Payload_getType)() {
  return static_cast<mamaPayloadType>(plain::kId);
}

PLAIN_EXPORT mama_status PLAIN(Payload_createForTemplate)(msgPayload* out, mamaPayloadBridge,
                                                          mama_u32_t) {
  PLAIN_REQUIRE(out);
  return MAMA_STATUS_NOT_IMPLEMENTED;
}

PLAIN_EXPORT mama_status PLAIN(Payload_setParent)(msgPayload payload, const mamaMsg parent) {
  PLAIN_REQUIRE(payload);
  message_of(payload).parent = parent;
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_getByteSize)(msgPayload payload, mama_size_t* size) {
  PLAIN_REQUIRE(payload, size);
  *size = plain::encode(message_of(payload)).size();
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_getSendSubject)(const msgPayload payload,
                                                       const char** subject) {
  PLAIN_REQUIRE(payload, subject);
  return with_field_of(payload, "MdSubscSymbol", 71,
                       [&](Field& field) { return plain::read_text(field, subject); });
}

PLAIN_EXPORT mama_status PLAIN(Payload_getNativeMsg)(const msgPayload payload, void** native) {
  PLAIN_REQUIRE(payload, native);
  *native = payload;
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_deserialize)(mamaPayloadBridge, const msgPayload payload,
                                                    const void* buffer, mama_size_t size) {
  PLAIN_REQUIRE(payload, buffer);
  if (size == 0) return MAMA_STATUS_NULL_ARG;
  std::vector<Field> fields;
  PLAIN_TRY(plain::decode(buffer, size, &fields));
  message_of(payload).take(std::move(fields));
  return MAMA_STATUS_OK;
}

// ---- values ------------------------------------------------------------------------------------

PLAIN_EXPORT mama_status PLAIN(Payload_addMsg)(msgPayload payload, const char* name, mama_fid_t fid,
                                               mamaMsg value) {
  return put_message(Put::kAdd, payload, name, fid, value);
}

PLAIN_EXPORT mama_status PLAIN(Payload_updateSubMsg)(msgPayload payload, const char* name,
                                                     mama_fid_t fid, const mamaMsg value) {
  return put_message(Put::kUpdate, payload, name, fid, value);
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_updateString)(msgFieldPayload place, msgPayload payload,
                                                          const char* value) {
  PLAIN_REQUIRE(place, payload, value);
  return with_field_at(place, [&](Field& field) {
    if (field.type != MAMA_FIELD_TYPE_STRING) return MAMA_STATUS_WRONG_FIELD_TYPE;
    field.items = {value};
    return MAMA_STATUS_OK;
  });
}

#define PLAIN_DEFINE_PACKED_PUT(verb, how, Name, T, vector_type)                                  \
  PLAIN_EXPORT mama_status PLAIN(Payload_##verb##Vector##Name)(                                   \
      msgPayload payload, const char* name, mama_fid_t fid, const T* values, mama_size_t count) { \
    PLAIN_REQUIRE(payload, values);                                                               \
    return plain::put(how, payload, name, fid, vector_type, {plain::bytes_of(values, count)});    \
  }
#define PLAIN_DEFINE_PACKED(Name, T, field_type, vector_type)                                     \
  PLAIN_DEFINE_PACKED_PUT(add, Put::kAdd, Name, T, vector_type)                                   \
  PLAIN_DEFINE_PACKED_PUT(update, Put::kUpdate, Name, T, vector_type)                             \
  PLAIN_EXPORT mama_status PLAIN(Payload_getVector##Name)(const msgPayload payload,               \
                                                          const char* name, mama_fid_t fid,       \
                                                          const T** result, mama_size_t* count) { \
    PLAIN_REQUIRE(payload, result, count);                                                        \
    return with_field_of(payload, name, fid, [&](Field& field) {                                  \
      return read_packed(field, vector_type, result, count);                                      \
    });                                                                                           \
  }                                                                                               \
  PLAIN_EXPORT mama_status PLAIN(FieldPayload_getVector##Name)(                                   \
      const msgFieldPayload place, const T** result, mama_size_t* count) {                        \
    PLAIN_REQUIRE(place, result, count);                                                          \
    return with_field_at(                                                                         \
        place, [&](Field& field) { return read_packed(field, vector_type, result, count); });     \
  }
PLAIN_SCALARS(PLAIN_DEFINE_PACKED)

#define PLAIN_DEFINE_LIST_PUT(function, how, Given, type, encode)                                \
  PLAIN_EXPORT mama_status PLAIN(function)(msgPayload payload, const char* name, mama_fid_t fid, \
                                           Given values, mama_size_t count) {                    \
    return put_list(how, payload, name, fid, type, values, count, encode);                       \
  }
PLAIN_DEFINE_LIST_PUT(Payload_addVectorString, Put::kAdd, const char**,
                      MAMA_FIELD_TYPE_VECTOR_STRING, encode_text)
PLAIN_DEFINE_LIST_PUT(Payload_updateVectorString, Put::kUpdate, const char**,
                      MAMA_FIELD_TYPE_VECTOR_STRING, encode_text)
PLAIN_DEFINE_LIST_PUT(Payload_addVectorMsg, Put::kAdd, const mamaMsg*, MAMA_FIELD_TYPE_VECTOR_MSG,
                      encode_message)
PLAIN_DEFINE_LIST_PUT(Payload_updateVectorMsg, Put::kUpdate, const mamaMsg*,
                      MAMA_FIELD_TYPE_VECTOR_MSG, encode_message)
PLAIN_DEFINE_LIST_PUT(Payload_addVectorDateTime, Put::kAdd, const mamaDateTime*,
                      MAMA_FIELD_TYPE_VECTOR_TIME, plain::encode_time)
PLAIN_DEFINE_LIST_PUT(Payload_updateVectorTime, Put::kUpdate, const mamaDateTime*,
                      MAMA_FIELD_TYPE_VECTOR_TIME, plain::encode_time)
PLAIN_DEFINE_LIST_PUT(Payload_addVectorPrice, Put::kAdd, const mamaPrice*,
                      MAMA_FIELD_TYPE_VECTOR_PRICE, plain::encode_price)
PLAIN_DEFINE_LIST_PUT(Payload_updateVectorPrice, Put::kUpdate, const mamaPrice*,
                      MAMA_FIELD_TYPE_VECTOR_PRICE, plain::encode_price)

#define PLAIN_DEFINE_LIST_GET(Name, Result, read)                                              \
  PLAIN_EXPORT mama_status PLAIN(Payload_getVector##Name)(const msgPayload payload,            \
                                                          const char* name, mama_fid_t fid,    \
                                                          Result result, mama_size_t* count) { \
    PLAIN_REQUIRE(payload, result, count);                                                     \
    return with_field_of(payload, name, fid, [&](Field& field) {                               \
      return read(message_of(payload), field, result, count);                                  \
    });                                                                                        \
  }
PLAIN_DEFINE_LIST_GET(String, const char***, read_texts)
PLAIN_DEFINE_LIST_GET(DateTime, const mamaDateTime**, read_times)
PLAIN_DEFINE_LIST_GET(Price, const mamaPrice**, read_prices)
PLAIN_DEFINE_LIST_GET(Msg, const msgPayload**, read_messages)

#define PLAIN_DEFINE_FIELD_LIST_GET(Name, Declared, Result, read)                         \
  PLAIN_EXPORT mama_status PLAIN(FieldPayload_getVector##Name)(                           \
      const msgFieldPayload place, Declared result, mama_size_t* count) {                 \
    PLAIN_REQUIRE(place, result, count);                                                  \
    /* What is declared as an array is the address of the caller's pointer. */            \
    auto* out = static_cast<Result>(const_cast<void*>(static_cast<const void*>(result))); \
    return with_field_at(                                                                 \
        place, [&](Field& field) { return read(message_at(place), field, out, count); }); \
  }
PLAIN_DEFINE_FIELD_LIST_GET(String, const char***, const char***, read_texts)
PLAIN_DEFINE_FIELD_LIST_GET(DateTime, const mamaDateTime*, const mamaDateTime**, read_times)
PLAIN_DEFINE_FIELD_LIST_GET(Price, const mamaPrice*, const mamaPrice**, read_prices)
PLAIN_DEFINE_FIELD_LIST_GET(Msg, const msgPayload**, const msgPayload**, read_messages)

PLAIN_EXPORT mama_status PLAIN(Payload_getMsg)(const msgPayload payload, const char* name,
                                               mama_fid_t fid, msgPayload* result) {
  PLAIN_REQUIRE(payload, result);
  return with_field_of(payload, name, fid, [&](Field& field) {
    return read_message(message_of(payload), field, result);
  });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_getMsg)(const msgFieldPayload place,
                                                    msgPayload* result) {
  PLAIN_REQUIRE(place, result);
  return with_field_at(
      place, [&](Field& field) { return read_message(message_at(place), field, result); });
}
