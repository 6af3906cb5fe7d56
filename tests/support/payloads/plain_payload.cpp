// What every payload must export.
#include "support/payloads/plain_payload.h"

#include <mama/datetime.h>
#include <mama/dictionary.h>
#include <mama/integration/mama.h>
#include <mama/price.h>

#include <algorithm>
#include <cstdio>

#define PLAIN_TEXT_(name) #name
#define PLAIN_TEXT(name) PLAIN_TEXT_(name)

namespace plain {

namespace {

constexpr std::size_t kValueTextMax = 1023;

/// Where a time lives in its item.
struct TimeRecord {
  mama_i64_t seconds;
  mama_u32_t nanoseconds;
  std::uint8_t precision;
  mamaDateTimeHints hints;
};

struct PriceRecord {
  double value;
  mamaPriceHints hints;
};

void append_number(std::string* bytes, std::size_t number) {
  const auto narrow = static_cast<std::uint32_t>(number);
  *bytes += bytes_of(&narrow, 1);
}

/// Takes bytes from the front of what is left; false when there are too few.
struct Reader {
  const char* at;
  std::size_t left;

  bool take(std::size_t size, std::string* bytes) {
    if (size > left) return false;
    bytes->assign(at, size);
    at += size;
    left -= size;
    return true;
  }
  template <class T>
  bool take(T* value) {
    std::string bytes;
    if (!take(sizeof(T), &bytes)) return false;
    *value = value_of<T>(bytes);
    return true;
  }
  bool take_sized(std::string* bytes) {
    std::uint32_t size = 0;
    return take(&size) && take(size, bytes);
  }
  bool take(Field* field) {
    std::uint8_t type = 0;
    std::uint32_t count = 0;
    if (!take(&type) || !take(&field->fid) || !take_sized(&field->name) || !take(&count)) {
      return false;
    }
    field->type = static_cast<mamaFieldType>(type);
    for (; count != 0; --count) {
      if (!take_sized(&field->items.emplace_back())) return false;
    }
    return true;
  }
};

template <class T>
void append_text(T value, bool is_bool, std::string* text) {
  if constexpr (std::is_floating_point_v<T>) {
    char buffer[400];
    std::snprintf(buffer, sizeof buffer, "%f", static_cast<double>(value));
    *text += buffer;
  } else if constexpr (std::is_same_v<T, char>) {
    *text += value;
  } else {
    *text += is_bool ? (value != 0 ? "1" : "0") : std::to_string(value);
  }
}

template <class Handle>
std::string object_text(const std::string& item, mama_status (*create)(Handle*),
                        mama_status (*destroy)(Handle),
                        mama_status (*decode_object)(const std::string&, Handle),
                        mama_status (*print)(const Handle, char*, mama_size_t)) {
  Handle object = nullptr;
  char buffer[64] = "";
  create(&object);
  if (decode_object(item, object) == MAMA_STATUS_OK) print(object, buffer, sizeof buffer);
  destroy(object);
  return buffer;
}

mama_status copy_text(const std::string& text, char* buffer, mama_size_t length) {
  const std::size_t size = std::min<std::size_t>(text.size(), length - 1);
  std::memcpy(buffer, text.data(), size);
  buffer[size] = '\0';
  return MAMA_STATUS_OK;
}

}  // namespace

Field* Place::field() const {
  return message != nullptr && index < message->fields.size() ? &message->fields[index] : nullptr;
}

void Message::drop_handed_out() {
  children.clear();
  child_lists.clear();
  for (mamaDateTime time : times) mamaDateTime_destroy(time);
  for (mamaPrice price : prices) mamaPrice_destroy(price);
  times.clear();
  prices.clear();
}

void Message::take(std::vector<Field> replacement) {
  drop_handed_out();
  fields = std::move(replacement);
}

std::string encode(const Message& message) {
  std::string bytes(1, kId);
  for (const Field& field : message.fields) {
    bytes += static_cast<char>(field.type);
    bytes += bytes_of(&field.fid, 1);
    append_number(&bytes, field.name.size());
    bytes += field.name;
    append_number(&bytes, field.items.size());
    for (const std::string& item : field.items) {
      append_number(&bytes, item.size());
      bytes += item;
    }
  }
  return bytes;
}

mama_status decode(const void* bytes, std::size_t size, std::vector<Field>* fields) {
  Reader reader{static_cast<const char*>(bytes), size};
  char id = 0;
  if (!reader.take(&id) || id != kId) return MAMA_STATUS_INVALID_ARG;
  while (reader.left != 0) {
    if (!reader.take(&fields->emplace_back())) return MAMA_STATUS_INVALID_ARG;
  }
  return MAMA_STATUS_OK;
}

mama_status check_key(const char* name, mama_fid_t fid) {
  if (fid != 0) return MAMA_STATUS_OK;
  if (name == nullptr) return MAMA_STATUS_NULL_ARG;
  return *name == '\0' ? MAMA_STATUS_INVALID_ARG : MAMA_STATUS_OK;
}

Field* find(Message& message, const char* name, mama_fid_t fid) {
  if (fid != 0) {
    for (Field& field : message.fields) {
      if (field.fid == fid) return &field;
    }
  }
  if (name == nullptr || *name == '\0') return nullptr;
  for (Field& field : message.fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

mama_status put(Put how, msgPayload payload, const char* name, mama_fid_t fid, mamaFieldType type,
                Items items) {
  PLAIN_REQUIRE(payload);
  PLAIN_TRY(check_key(name, fid));
  Message& message = message_of(payload);
  Field* field = how == Put::kUpdate ? find(message, name, fid) : nullptr;
  if (field != nullptr) {
    field->type = type;
    field->items = std::move(items);
  } else {
    message.fields.push_back({type, fid, name != nullptr ? name : "", std::move(items)});
  }
  return MAMA_STATUS_OK;
}

mama_status encode_time(mamaDateTime time, std::string* item) {
  TimeRecord record;
  std::memset(static_cast<void*>(&record), 0, sizeof record);
  mamaDateTimePrecision precision = MAMA_DATE_TIME_PREC_UNKNOWN;
  PLAIN_TRY(mamaDateTime_getEpochTimeExt(time, &record.seconds, &record.nanoseconds));
  PLAIN_TRY(mamaDateTime_getPrecision(time, &precision));
  PLAIN_TRY(mamaDateTime_getHints(time, &record.hints));
  record.precision = static_cast<std::uint8_t>(precision);
  *item = bytes_of(&record, 1);
  return MAMA_STATUS_OK;
}

mama_status decode_time(const std::string& item, mamaDateTime time) {
  const auto record = value_of<TimeRecord>(item);
  PLAIN_TRY(mamaDateTime_setEpochTimeExt(time, record.seconds, record.nanoseconds));
  PLAIN_TRY(mamaDateTime_setPrecision(time, static_cast<mamaDateTimePrecision>(record.precision)));
  return mamaDateTime_setHints(time, record.hints);
}

mama_status encode_price(mamaPrice price, std::string* item) {
  PriceRecord record;
  std::memset(static_cast<void*>(&record), 0, sizeof record);
  PLAIN_TRY(mamaPrice_getValue(price, &record.value));
  PLAIN_TRY(mamaPrice_getHints(price, &record.hints));
  *item = bytes_of(&record, 1);
  return MAMA_STATUS_OK;
}

mama_status decode_price(const std::string& item, mamaPrice price) {
  const auto record = value_of<PriceRecord>(item);
  return mamaPrice_setWithHints(price, record.value, record.hints);
}

mama_status read_text(const Field& field, const char** result) {
  if (field.type != MAMA_FIELD_TYPE_STRING) return MAMA_STATUS_WRONG_FIELD_TYPE;
  *result = field.items[0].c_str();
  return MAMA_STATUS_OK;
}

mama_status read_opaque(const Field& field, const void** result, mama_size_t* size) {
  if (field.type != MAMA_FIELD_TYPE_OPAQUE) return MAMA_STATUS_WRONG_FIELD_TYPE;
  *result = field.items[0].data();
  *size = field.items[0].size();
  return MAMA_STATUS_OK;
}

mama_status read_time(const Field& field, mamaDateTime result) {
  const std::string& item = field.items.empty() ? std::string() : field.items[0];
  switch (field.type) {
    case MAMA_FIELD_TYPE_TIME:
      return decode_time(item, result);
    case MAMA_FIELD_TYPE_STRING:
      return mamaDateTime_setFromString(result, item.c_str());
    case MAMA_FIELD_TYPE_F64:
      return mamaDateTime_setEpochTimeF64(result, value_of<double>(item));
    case MAMA_FIELD_TYPE_I64: {
      const auto milliseconds = value_of<mama_i64_t>(item);
      if (milliseconds >= 0) {
        return mamaDateTime_setEpochTimeMilliseconds(result, static_cast<mama_u64_t>(milliseconds));
      }
      return mamaDateTime_setEpochTimeF64(result, static_cast<double>(milliseconds) / 1000);
    }
    case MAMA_FIELD_TYPE_U64:
      return mamaDateTime_setEpochTimeMicroseconds(result, value_of<mama_u64_t>(item));
    default:
      return MAMA_STATUS_WRONG_FIELD_TYPE;
  }
}

mama_status read_price(const Field& field, mamaPrice result) {
  if (field.type == MAMA_FIELD_TYPE_PRICE) return decode_price(field.items[0], result);
  if (field.type != MAMA_FIELD_TYPE_F64) return MAMA_STATUS_WRONG_FIELD_TYPE;
  return mamaPrice_setValue(result, value_of<double>(field.items[0]));
}

std::string text_of(const Field& field) {
  std::string text;
  switch (field.type) {
#define PLAIN_TEXT_CASES(Name, T, field_type, vector_type)                               \
  case field_type:                                                                       \
    append_text(value_of<T>(field.items[0]), field.type == MAMA_FIELD_TYPE_BOOL, &text); \
    return text;                                                                         \
  case vector_type:                                                                      \
    for (std::size_t at = 0; at < field.items[0].size(); at += sizeof(T)) {              \
      text += at == 0 ? "" : ",";                                                        \
      append_text(value_of<T>(field.items[0].substr(at, sizeof(T))),                     \
                  field.type == MAMA_FIELD_TYPE_VECTOR_BOOL, &text);                     \
    }                                                                                    \
    return "{" + text + "}";
    PLAIN_SCALARS(PLAIN_TEXT_CASES)
#undef PLAIN_TEXT_CASES
    case MAMA_FIELD_TYPE_STRING:
      return field.items[0];
    case MAMA_FIELD_TYPE_OPAQUE:
      return "{" + std::to_string(field.items[0].size()) + " bytes}";
    case MAMA_FIELD_TYPE_TIME:
      return object_text<mamaDateTime>(field.items[0], mamaDateTime_create, mamaDateTime_destroy,
                                       decode_time, mamaDateTime_getAsString);
    case MAMA_FIELD_TYPE_PRICE:
      return object_text<mamaPrice>(field.items[0], mamaPrice_create, mamaPrice_destroy,
                                    decode_price, mamaPrice_getAsString);
    case MAMA_FIELD_TYPE_VECTOR_STRING:
      for (const std::string& item : field.items)
        text += (&item == field.items.data() ? "" : ",") + item;
      return "{" + text + "}";
    default:
      return "{...}";
  }
}

}  // namespace plain

using plain::Field;
using plain::find;
using plain::Message;
using plain::message_of;
using plain::Place;
using plain::Put;
using plain::with_field_at;
using plain::with_field_of;

// ---- the message as a whole --------------------------------------------------------------------

PLAIN_EXPORT mama_status PLAIN(Payload_init)(mamaPayloadBridge bridge, char* identifier) {
  PLAIN_REQUIRE(bridge, identifier);
  *identifier = plain::kId;
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION(PLAIN_TEXT(PLAIN_NAME));
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_create)(msgPayload* out) {
  PLAIN_REQUIRE(out);
  *out = new Message;
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_copy)(const msgPayload from, msgPayload* to) {
  PLAIN_REQUIRE(from, to);
  if (*to == from) return MAMA_STATUS_OK;
  if (*to == nullptr) *to = new Message;
  message_of(*to).take(message_of(from).fields);
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_clear)(msgPayload payload) {
  PLAIN_REQUIRE(payload);
  message_of(payload).take({});
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_destroy)(msgPayload payload) {
  PLAIN_REQUIRE(payload);
  delete static_cast<Message*>(payload);
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_getNumFields)(const msgPayload payload, mama_size_t* count) {
  PLAIN_REQUIRE(payload, count);
  *count = message_of(payload).fields.size();
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT const char* PLAIN(Payload_toString)(const msgPayload payload) {
  if (payload == nullptr) return nullptr;
  Message& message = message_of(payload);
  std::string text = "{";
  for (const Field& field : message.fields) {
    if (text.size() > 1) text += ",";
    text += field.name;
    if (field.fid != 0) text += "[" + std::to_string(field.fid) + "]";
    text += "=" + plain::text_of(field).substr(0, plain::kValueTextMax);
  }
  message.text = text + "}";
  return message.text.c_str();
}

PLAIN_EXPORT mama_status PLAIN(Payload_iterateFields)(const msgPayload payload,
                                                      const mamaMsg parent, mamaMsgField field,
                                                      mamaMsgIteratorCb callback, void* closure) {
  PLAIN_REQUIRE(payload, parent, field, callback);
  Message& message = message_of(payload);
  for (std::size_t i = 0; i < message.fields.size(); ++i) {
    message.shown = {&message, i};
    PLAIN_TRY(mamaMsgFieldImpl_setPayload(field, &message.shown));
    callback(parent, field, closure);
  }
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_serialize)(const msgPayload payload, const void** buffer,
                                                  mama_size_t* size) {
  PLAIN_REQUIRE(payload, buffer, size);
  Message& message = message_of(payload);
  message.bytes = encode(message);
  *buffer = message.bytes.data();
  *size = message.bytes.size();
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_unSerialize)(const msgPayload payload, const void* buffer,
                                                    mama_size_t size) {
  PLAIN_REQUIRE(payload, buffer);
  if (size == 0) return MAMA_STATUS_NULL_ARG;
  std::vector<Field> fields;
  PLAIN_TRY(plain::decode(buffer, size, &fields));
  message_of(payload).take(std::move(fields));
  return MAMA_STATUS_OK;
}

// The native form is the object itself, given by its address: as long as a pointer, which no wire
// form is.
PLAIN_EXPORT mama_status PLAIN(Payload_getByteBuffer)(const msgPayload payload, const void** buffer,
                                                      mama_size_t* size) {
  PLAIN_REQUIRE(payload, buffer, size);
  *buffer = payload;
  *size = sizeof(msgPayload);
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_setByteBuffer)(const msgPayload payload, mamaPayloadBridge,
                                                      const void* buffer, mama_size_t size) {
  PLAIN_REQUIRE(payload, buffer);
  if (size == 0) return MAMA_STATUS_INVALID_ARG;
  if (size != sizeof(msgPayload)) return PLAIN(Payload_unSerialize)(payload, buffer, size);
  message_of(payload).take(static_cast<const Message*>(buffer)->fields);
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_createFromByteBuffer)(msgPayload* out,
                                                             mamaPayloadBridge bridge,
                                                             const void* buffer, mama_size_t size) {
  PLAIN_REQUIRE(out, buffer);
  auto made = std::make_unique<Message>();
  PLAIN_TRY(PLAIN(Payload_setByteBuffer)(made.get(), bridge, buffer, size));
  *out = made.release();
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_apply)(msgPayload to, const msgPayload from) {
  PLAIN_REQUIRE(to, from);
  const std::vector<Field> fields = message_of(from).fields;  // may be the same message
  for (const Field& field : fields) {
    plain::put(Put::kUpdate, to, field.name.c_str(), field.fid, field.type, field.items);
  }
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(Payload_getFieldAsString)(const msgPayload payload, const char* name,
                                                         mama_fid_t fid, char* buffer,
                                                         mama_size_t length) {
  PLAIN_REQUIRE(payload, buffer);
  if (length == 0) return MAMA_STATUS_INVALID_ARG;
  return with_field_of(payload, name, fid, [&](Field& field) {
    return plain::copy_text(plain::text_of(field), buffer, length);
  });
}

// ---- values of a message -----------------------------------------------------------------------

#define PLAIN_DEFINE_SCALAR(Name, T, field_type, vector_type)                                      \
  PLAIN_EXPORT mama_status PLAIN(Payload_add##Name)(msgPayload payload, const char* name,          \
                                                    mama_fid_t fid, T value) {                     \
    return plain::put(Put::kAdd, payload, name, fid, field_type, {plain::bytes_of(&value, 1)});    \
  }                                                                                                \
  PLAIN_EXPORT mama_status PLAIN(Payload_update##Name)(msgPayload payload, const char* name,       \
                                                       mama_fid_t fid, T value) {                  \
    return plain::put(Put::kUpdate, payload, name, fid, field_type, {plain::bytes_of(&value, 1)}); \
  }                                                                                                \
  PLAIN_EXPORT mama_status PLAIN(Payload_get##Name)(const msgPayload payload, const char* name,    \
                                                    mama_fid_t fid, T* result) {                   \
    PLAIN_REQUIRE(payload, result);                                                                \
    return with_field_of(payload, name, fid,                                                       \
                         [&](Field& field) { return plain::read(field, result); });                \
  }                                                                                                \
  PLAIN_EXPORT mama_status PLAIN(FieldPayload_update##Name)(msgFieldPayload place,                 \
                                                            msgPayload payload, T value) {         \
    PLAIN_REQUIRE(place, payload);                                                                 \
    return with_field_at(place, [&](Field& field) {                                                \
      if (field.type != field_type) return MAMA_STATUS_WRONG_FIELD_TYPE;                           \
      field.items = {plain::bytes_of(&value, 1)};                                                  \
      return MAMA_STATUS_OK;                                                                       \
    });                                                                                            \
  }                                                                                                \
  PLAIN_EXPORT mama_status PLAIN(FieldPayload_get##Name)(const msgFieldPayload place, T* result) { \
    PLAIN_REQUIRE(place, result);                                                                  \
    return with_field_at(place, [&](Field& field) { return plain::read(field, result); });         \
  }
PLAIN_SCALARS(PLAIN_DEFINE_SCALAR)

namespace {

mama_status put_text(Put how, msgPayload payload, const char* name, mama_fid_t fid,
                     const char* value) {
  PLAIN_REQUIRE(payload, value);
  return plain::put(how, payload, name, fid, MAMA_FIELD_TYPE_STRING, {value});
}

mama_status put_opaque(Put how, msgPayload payload, const char* name, mama_fid_t fid,
                       const void* value, mama_size_t size) {
  PLAIN_REQUIRE(payload, value);
  return plain::put(how, payload, name, fid, MAMA_FIELD_TYPE_OPAQUE,
                    {plain::bytes_of(static_cast<const char*>(value), size)});
}

template <class Handle>
mama_status put_object(Put how, msgPayload payload, const char* name, mama_fid_t fid,
                       mamaFieldType type, Handle value,
                       mama_status (*encode)(Handle, std::string*)) {
  PLAIN_REQUIRE(payload, value);
  std::string item;
  PLAIN_TRY(encode(value, &item));
  return plain::put(how, payload, name, fid, type, {item});
}

}  // namespace

#define PLAIN_DEFINE_PUTS(verb, how)                                                               \
  PLAIN_EXPORT mama_status PLAIN(Payload_##verb##String)(msgPayload payload, const char* name,     \
                                                         mama_fid_t fid, const char* value) {      \
    return put_text(how, payload, name, fid, value);                                               \
  }                                                                                                \
  PLAIN_EXPORT mama_status PLAIN(Payload_##verb##Opaque)(                                          \
      msgPayload payload, const char* name, mama_fid_t fid, const void* value, mama_size_t size) { \
    return put_opaque(how, payload, name, fid, value, size);                                       \
  }                                                                                                \
  PLAIN_EXPORT mama_status PLAIN(Payload_##verb##DateTime)(                                        \
      msgPayload payload, const char* name, mama_fid_t fid, const mamaDateTime value) {            \
    return put_object(how, payload, name, fid, MAMA_FIELD_TYPE_TIME, value, plain::encode_time);   \
  }                                                                                                \
  PLAIN_EXPORT mama_status PLAIN(Payload_##verb##Price)(msgPayload payload, const char* name,      \
                                                        mama_fid_t fid, const mamaPrice value) {   \
    return put_object(how, payload, name, fid, MAMA_FIELD_TYPE_PRICE, value, plain::encode_price); \
  }
PLAIN_DEFINE_PUTS(add, Put::kAdd)
PLAIN_DEFINE_PUTS(update, Put::kUpdate)

PLAIN_EXPORT mama_status PLAIN(Payload_getString)(const msgPayload payload, const char* name,
                                                  mama_fid_t fid, const char** result) {
  PLAIN_REQUIRE(payload, result);
  return with_field_of(payload, name, fid,
                       [&](Field& field) { return plain::read_text(field, result); });
}

PLAIN_EXPORT mama_status PLAIN(Payload_getOpaque)(const msgPayload payload, const char* name,
                                                  mama_fid_t fid, const void** result,
                                                  mama_size_t* size) {
  PLAIN_REQUIRE(payload, result, size);
  return with_field_of(payload, name, fid,
                       [&](Field& field) { return plain::read_opaque(field, result, size); });
}

PLAIN_EXPORT mama_status PLAIN(Payload_getDateTime)(const msgPayload payload, const char* name,
                                                    mama_fid_t fid, mamaDateTime result) {
  PLAIN_REQUIRE(payload, result);
  return with_field_of(payload, name, fid,
                       [&](Field& field) { return plain::read_time(field, result); });
}

PLAIN_EXPORT mama_status PLAIN(Payload_getPrice)(const msgPayload payload, const char* name,
                                                 mama_fid_t fid, mamaPrice result) {
  PLAIN_REQUIRE(payload, result);
  return with_field_of(payload, name, fid,
                       [&](Field& field) { return plain::read_price(field, result); });
}

PLAIN_EXPORT mama_status PLAIN(Payload_getField)(const msgPayload payload, const char* name,
                                                 mama_fid_t fid, msgFieldPayload* result) {
  PLAIN_REQUIRE(payload, result);
  return with_field_of(payload, name, fid, [&](Field& field) {
    Message& message = message_of(payload);
    message.shown = {&message, static_cast<std::size_t>(&field - message.fields.data())};
    *result = &message.shown;
    return MAMA_STATUS_OK;
  });
}

// ---- fields ------------------------------------------------------------------------------------

PLAIN_EXPORT mama_status PLAIN(FieldPayload_create)(msgFieldPayload* out) {
  PLAIN_REQUIRE(out);
  *out = new Place;
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_destroy)(msgFieldPayload place) {
  PLAIN_REQUIRE(place);
  delete static_cast<Place*>(place);
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_getType)(const msgFieldPayload place,
                                                     mamaFieldType* result) {
  PLAIN_REQUIRE(place, result);
  return with_field_at(place, [&](Field& field) {
    *result = field.type;
    return MAMA_STATUS_OK;
  });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_getDescriptor)(const msgFieldPayload place,
                                                           mamaDictionary dictionary,
                                                           mamaFieldDescriptor* result) {
  PLAIN_REQUIRE(place, dictionary, result);
  return with_field_at(place, [&](Field& field) {
    return field.fid != 0
               ? mamaDictionary_getFieldDescriptorByFid(dictionary, result, field.fid)
               : mamaDictionary_getFieldDescriptorByName(dictionary, result, field.name.c_str());
  });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_getName)(msgFieldPayload place,
                                                     mamaDictionary dictionary,
                                                     mamaFieldDescriptor descriptor,
                                                     const char** result) {
  PLAIN_REQUIRE(place, result);
  return with_field_at(place, [&](Field& field) {
    if (descriptor == nullptr && dictionary != nullptr &&
        PLAIN(FieldPayload_getDescriptor)(place, dictionary, &descriptor) != MAMA_STATUS_OK) {
      descriptor = nullptr;
    }
    // A field without any name leaves the result alone, as payloads do.
    if (descriptor != nullptr) {
      *result = mamaFieldDescriptor_getName(descriptor);
    } else if (!field.name.empty()) {
      *result = field.name.c_str();
    }
    return MAMA_STATUS_OK;
  });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_getFid)(const msgFieldPayload place, mamaDictionary,
                                                    mamaFieldDescriptor, uint16_t* result) {
  PLAIN_REQUIRE(place, result);
  return with_field_at(place, [&](Field& field) {
    *result = field.fid;
    return MAMA_STATUS_OK;
  });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_updateDateTime)(msgFieldPayload place,
                                                            msgPayload payload,
                                                            const mamaDateTime value) {
  PLAIN_REQUIRE(place, payload, value);
  return with_field_at(place, [&](Field& field) {
    if (field.type != MAMA_FIELD_TYPE_TIME) return MAMA_STATUS_WRONG_FIELD_TYPE;
    return plain::encode_time(value, field.items.data());
  });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_updatePrice)(msgFieldPayload place, msgPayload payload,
                                                         const mamaPrice value) {
  PLAIN_REQUIRE(place, payload, value);
  return with_field_at(place, [&](Field& field) {
    if (field.type != MAMA_FIELD_TYPE_PRICE) return MAMA_STATUS_WRONG_FIELD_TYPE;
    return plain::encode_price(value, field.items.data());
  });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_getString)(const msgFieldPayload place,
                                                       const char** result) {
  PLAIN_REQUIRE(place, result);
  return with_field_at(place, [&](Field& field) { return plain::read_text(field, result); });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_getOpaque)(const msgFieldPayload place,
                                                       const void** result, mama_size_t* size) {
  PLAIN_REQUIRE(place, result, size);
  return with_field_at(place,
                       [&](Field& field) { return plain::read_opaque(field, result, size); });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_getDateTime)(const msgFieldPayload place,
                                                         mamaDateTime result) {
  PLAIN_REQUIRE(place, result);
  return with_field_at(place, [&](Field& field) { return plain::read_time(field, result); });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_getPrice)(const msgFieldPayload place,
                                                      mamaPrice result) {
  PLAIN_REQUIRE(place, result);
  return with_field_at(place, [&](Field& field) { return plain::read_price(field, result); });
}

PLAIN_EXPORT mama_status PLAIN(FieldPayload_getAsString)(const msgFieldPayload place,
                                                         const msgPayload payload, char* buffer,
                                                         mama_size_t length) {
  PLAIN_REQUIRE(place, payload, buffer);
  if (length == 0) return MAMA_STATUS_INVALID_ARG;
  return with_field_at(
      place, [&](Field& field) { return plain::copy_text(plain::text_of(field), buffer, length); });
}

// ---- iterators ---------------------------------------------------------------------------------

namespace {

struct Iterator {
  std::size_t next = 0;
  Place shown;
};

msgFieldPayload show(Iterator& iterator, msgPayload payload, std::size_t index) {
  if (index >= message_of(payload).fields.size()) return nullptr;
  iterator.shown = {&message_of(payload), index};
  return &iterator.shown;
}

}  // namespace

PLAIN_EXPORT mama_status PLAIN(PayloadIter_create)(msgPayloadIter* out, msgPayload payload) {
  PLAIN_REQUIRE(out, payload);
  *out = new Iterator;
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(PayloadIter_destroy)(msgPayloadIter iterator) {
  PLAIN_REQUIRE(iterator);
  delete static_cast<Iterator*>(iterator);
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT mama_status PLAIN(PayloadIter_associate)(msgPayloadIter iterator, msgPayload payload) {
  PLAIN_REQUIRE(iterator, payload);
  static_cast<Iterator*>(iterator)->next = 0;
  return MAMA_STATUS_OK;
}

PLAIN_EXPORT msgFieldPayload PLAIN(PayloadIter_next)(msgPayloadIter iterator, msgFieldPayload,
                                                     msgPayload payload) {
  if (iterator == nullptr || payload == nullptr) return nullptr;
  auto& walk = *static_cast<Iterator*>(iterator);
  msgFieldPayload shown = show(walk, payload, walk.next);
  if (shown != nullptr) ++walk.next;
  return shown;
}

PLAIN_EXPORT msgFieldPayload PLAIN(PayloadIter_begin)(msgPayloadIter iterator, msgFieldPayload,
                                                      msgPayload payload) {
  if (iterator == nullptr || payload == nullptr) return nullptr;
  auto& walk = *static_cast<Iterator*>(iterator);
  walk.next = 0;
  return show(walk, payload, 0);
}

PLAIN_EXPORT mama_bool_t PLAIN(PayloadIter_hasNext)(msgPayloadIter iterator, msgPayload payload) {
  if (iterator == nullptr || payload == nullptr) return 0;
  return static_cast<Iterator*>(iterator)->next < message_of(payload).fields.size() ? 1 : 0;
}

PLAIN_EXPORT msgFieldPayload PLAIN(PayloadIter_end)(msgPayloadIter, msgPayload) { return nullptr; }
