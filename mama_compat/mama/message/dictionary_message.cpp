// Dictionaries as messages: a field of each descriptor, with a value that means nothing.
#include <mama/datetime.h>
#include <mama/log.h>
#include <mama/msgfield.h>
#include <mama/price.h>
#include <mama/reservedfields.h>

#include <memory>
#include <new>

#include "message/dictionary.h"
#include "message/msg.h"

namespace quoll::mama {
namespace {

/// Gathers the fields that a payload shows one by one. Nothing is thrown through the payload.
struct FieldCollector {
  static void MAMACALLTYPE on_field(const mamaMsg, const mamaMsgField field, void* closure) {
    auto& self = *static_cast<FieldCollector*>(closure);
    const mama_status status = guarded([&] { return self.add(field); });
    if (self.status == MAMA_STATUS_OK) self.status = status;
  }

  mama_status add(mamaMsgField field) {
    mama_fid_t fid = 0;
    mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
    const char* name = nullptr;
    QUOLL_TRY(mamaMsgField_getFid(field, &fid));
    QUOLL_TRY(mamaMsgField_getType(field, &type));
    QUOLL_TRY(mamaMsgField_getName(field, &name));
    entries.push_back({fid, type, name != nullptr ? name : ""});
    if (fid == MamaFieldFeedName.mFid) keep_text(field, feed_name);
    if (fid == MamaFieldFeedHost.mFid) keep_text(field, feed_host);
    return MAMA_STATUS_OK;
  }

  static void keep_text(mamaMsgField field, std::optional<std::string>& result) {
    const char* text = nullptr;
    if (mamaMsgField_getString(field, &text) == MAMA_STATUS_OK && text != nullptr) result = text;
  }

  std::vector<Dictionary::Entry> entries;
  std::optional<std::string> feed_name, feed_host;
  mama_status status = MAMA_STATUS_OK;
};

/// Objects that fields without meaning hold.
class Samples {
 public:
  Samples() = default;
  Samples(const Samples&) = delete;
  Samples& operator=(const Samples&) = delete;
  ~Samples() {
    if (time_ != nullptr) mamaDateTime_destroy(time_);
    if (price_ != nullptr) mamaPrice_destroy(price_);
    if (message_ != nullptr) mamaMsg_destroy(message_);
  }

  mama_status create() {
    QUOLL_TRY(mamaDateTime_create(&time_));
    QUOLL_TRY(mamaDateTime_setToNow(time_));
    QUOLL_TRY(mamaPrice_create(&price_));
    QUOLL_TRY(mamaPrice_setValue(price_, 123.45));
    QUOLL_TRY(mamaMsg_create(&message_));
    return mamaMsg_addI32(message_, nullptr, 1, 0);
  }
  mama_status add_to(mamaMsg message, const mamaFieldDescriptorImpl_& field);

 private:
  mamaDateTime time_ = nullptr;
  mamaPrice price_ = nullptr;
  mamaMsg message_ = nullptr;
};

/// NOT_FOUND for a type that has no field.
mama_status Samples::add_to(mamaMsg message, const mamaFieldDescriptorImpl_& field) {
  const char* name = field.name.c_str();
  const mama_fid_t fid = field.fid;
  switch (field.type) {
#define QUOLL_SCALAR(TYPE, Type, zero, ...)                     \
  case MAMA_FIELD_TYPE_##TYPE:                                  \
    return mamaMsg_add##Type(message, name, fid, zero);         \
  case MAMA_FIELD_TYPE_VECTOR_##TYPE: {                         \
    __VA_ARGS__;                                                \
    return mamaMsg_addVector##Type(message, name, fid, one, 1); \
  }
    QUOLL_SCALAR(BOOL, Bool, 0, const mama_bool_t one[] = {0})
    QUOLL_SCALAR(CHAR, Char, ' ', const char one[] = {' '})
    QUOLL_SCALAR(I8, I8, 0, const mama_i8_t one[] = {1})
    QUOLL_SCALAR(U8, U8, 0, const mama_u8_t one[] = {1})
    QUOLL_SCALAR(I16, I16, 0, const mama_i16_t one[] = {1})
    QUOLL_SCALAR(U16, U16, 0, const mama_u16_t one[] = {1})
    QUOLL_SCALAR(I32, I32, 0, const mama_i32_t one[] = {1})
    QUOLL_SCALAR(U32, U32, 0, const mama_u32_t one[] = {1})
    QUOLL_SCALAR(I64, I64, 0, const mama_i64_t one[] = {1})
    QUOLL_SCALAR(U64, U64, 0, const mama_u64_t one[] = {1})
    QUOLL_SCALAR(F32, F32, 0, const mama_f32_t one[] = {1})
    QUOLL_SCALAR(F64, F64, 0, const mama_f64_t one[] = {1})
    QUOLL_SCALAR(STRING, String, "", const char* one[] = {" "})
    QUOLL_SCALAR(MSG, Msg, message_, const mamaMsg one[] = {message_})
    QUOLL_SCALAR(TIME, DateTime, time_, const mamaDateTime one[] = {time_})
    QUOLL_SCALAR(PRICE, Price, price_, const mamaPrice one[] = {price_})
#undef QUOLL_SCALAR
    case MAMA_FIELD_TYPE_OPAQUE:
      return mamaMsg_addOpaque(message, name, fid, " ", 2);
    default:
      return MAMA_STATUS_NOT_FOUND;
  }
}

}  // namespace

mama_status add_fields_of(mamaMsg message, Dictionary& dictionary) {
  FieldCollector fields;
  QUOLL_TRY(mamaMsg_iterateFields(message, &FieldCollector::on_field, nullptr, &fields));
  QUOLL_TRY(fields.status);
  dictionary.merge(std::move(fields.entries));
  if (fields.feed_name) dictionary.feed_name = std::move(fields.feed_name);
  if (fields.feed_host) dictionary.feed_host = std::move(fields.feed_host);
  return MAMA_STATUS_OK;
}

mama_status append_fields(const Dictionary& dictionary, mamaMsg message) {
  Samples samples;
  QUOLL_TRY(samples.create());
  for (mama_fid_t fid : dictionary.fids()) {
    const mamaFieldDescriptorImpl_& field = *dictionary.by_fid(fid);
    const mama_status status = samples.add_to(message, field);
    if (status == MAMA_STATUS_OK) continue;
    mama_log(MAMA_LOG_LEVEL_NORMAL,
             "mamaDictionary: field %s (fid %u, type %d) is not in the message: %s",
             field.name.c_str(), static_cast<unsigned>(fid), static_cast<int>(field.type),
             status == MAMA_STATUS_NOT_FOUND ? "no field has this type"
                                             : mamaStatus_stringForStatus(status));
  }
  return MAMA_STATUS_OK;
}

}  // namespace quoll::mama
