#include "message/apply.h"

#include <mama/datetime.h>
#include <mama/fielddesc.h>
#include <mama/log.h>
#include <mama/msgfield.h>
#include <mama/price.h>

#include "message/msg.h"
#include "message/scalar_types.h"

namespace quoll::mama {

namespace {

/// Where a field goes.
struct Target {
  mamaMsg message;
  const char* name;
  mama_fid_t fid;
};

template <class T>
mama_status apply_scalar(mamaMsgField field, const Target& target,
                         mama_status (*get)(const mamaMsgField, T*),
                         mama_status (*update)(mamaMsg, const char*, mama_fid_t, T)) {
  T value{};
  QUOLL_TRY(get(field, &value));
  return update(target.message, target.name, target.fid, value);
}

/// `Items` is the pointer to the first of `Count` items.
template <class Items, class Value>
mama_status apply_sized(mamaMsgField field, const Target& target,
                        mama_status (*get)(const mamaMsgField, Items*, mama_size_t*),
                        mama_status (*update)(mamaMsg, const char*, mama_fid_t, Value,
                                              mama_size_t)) {
  Items items{};
  mama_size_t count = 0;
  QUOLL_TRY(get(field, &items, &count));
  if (items == nullptr && count != 0) return MAMA_STATUS_INVALID_ARG;
  // An empty list may be given as null, which no update takes.
  static const char nothing = 0;
  if (items == nullptr) items = reinterpret_cast<Items>(const_cast<char*>(&nothing));
  return update(target.message, target.name, target.fid, items, count);
}

template <class Handle>
mama_status apply_object(mamaMsgField field, const Target& target, mama_status (*create)(Handle*),
                         mama_status (*destroy)(Handle),
                         mama_status (*get)(const mamaMsgField, Handle),
                         mama_status (*update)(mamaMsg, const char*, mama_fid_t, Handle)) {
  Handle object = nullptr;
  QUOLL_TRY(create(&object));
  mama_status status = get(field, object);
  if (status == MAMA_STATUS_OK) status = update(target.message, target.name, target.fid, object);
  destroy(object);
  return status;
}

/// The interface has no getter for such a vector of a field; the payload has.
template <class Handle>
mama_status apply_objects(mamaMsgField field, const Target& target,
                          mama_status (*get)(const msgFieldPayload, const Handle*, mama_size_t*),
                          mama_status (*update)(mamaMsg, const char*, mama_fid_t, const Handle*,
                                                mama_size_t)) {
  const Handle* objects = nullptr;
  mama_size_t count = 0;
  // Declared as an array, the argument is the address of the pointer that is to be set.
  auto* result = static_cast<const Handle*>(static_cast<const void*>(&objects));
  QUOLL_TRY(call_slot(get, field->payload, result, &count));
  if (objects == nullptr && count != 0) return MAMA_STATUS_INVALID_ARG;
  const Handle none = nullptr;
  return update(target.message, target.name, target.fid, objects == nullptr ? &none : objects,
                count);
}

mama_status apply_value(mamaMsgField field, mamaFieldType type, const Target& target) {
  switch (type) {
#define QUOLL_APPLY_CASES(Name, T, field_type, vector_type)                              \
  case field_type:                                                                       \
    return apply_scalar<T>(field, target, mamaMsgField_get##Name, mamaMsg_update##Name); \
  case vector_type:                                                                      \
    return apply_sized<const T*>(field, target, mamaMsgField_getVector##Name,            \
                                 mamaMsg_updateVector##Name);
    QUOLL_SCALAR_TYPES(QUOLL_APPLY_CASES)
#undef QUOLL_APPLY_CASES
    case MAMA_FIELD_TYPE_STRING:
      return apply_scalar<const char*>(field, target, mamaMsgField_getString, mamaMsg_updateString);
    case MAMA_FIELD_TYPE_OPAQUE:
      return apply_sized<const void*>(field, target, mamaMsgField_getOpaque, mamaMsg_updateOpaque);
    case MAMA_FIELD_TYPE_TIME:
      return apply_object<mamaDateTime>(field, target, mamaDateTime_create, mamaDateTime_destroy,
                                        mamaMsgField_getDateTime, mamaMsg_updateDateTime);
    case MAMA_FIELD_TYPE_PRICE:
      return apply_object<mamaPrice>(field, target, mamaPrice_create, mamaPrice_destroy,
                                     mamaMsgField_getPrice, mamaMsg_updatePrice);
    case MAMA_FIELD_TYPE_MSG:
      return apply_scalar<mamaMsg>(field, target, mamaMsgField_getMsg, mamaMsg_updateSubMsg);
    case MAMA_FIELD_TYPE_VECTOR_STRING:
      return apply_sized<const char**>(field, target, mamaMsgField_getVectorString,
                                       mamaMsg_updateVectorString);
    case MAMA_FIELD_TYPE_VECTOR_MSG:
      return apply_sized<const mamaMsg*>(field, target, mamaMsgField_getVectorMsg,
                                         mamaMsg_updateVectorMsg);
    case MAMA_FIELD_TYPE_VECTOR_TIME:
      return apply_objects<mamaDateTime>(
          field, target, field->table->msgFieldPayloadGetVectorDateTime, mamaMsg_updateVectorTime);
    case MAMA_FIELD_TYPE_VECTOR_PRICE:
      return apply_objects<mamaPrice>(field, target, field->table->msgFieldPayloadGetVectorPrice,
                                      mamaMsg_updateVectorPrice);
    default:
      return MAMA_STATUS_NOT_IMPLEMENTED;
  }
}

void MAMACALLTYPE apply_field(const mamaMsg, const mamaMsgField field, void* closure) {
  Target target{static_cast<mamaMsg>(closure), nullptr, 0};
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  mama_status status = mamaMsgField_getName(field, &target.name);
  if (status == MAMA_STATUS_OK) status = mamaMsgField_getFid(field, &target.fid);
  if (status == MAMA_STATUS_OK) status = mamaMsgField_getType(field, &type);
  if (status == MAMA_STATUS_OK) status = apply_value(field, type, target);
  if (status == MAMA_STATUS_OK) return;
  mama_log(MAMA_LOG_LEVEL_WARN, "mamaMsg_applyMsg: field %s[%u] of type %s is left out: %s",
           target.name == nullptr ? "" : target.name, target.fid, mamaFieldTypeToString(type),
           mamaStatus_stringForStatus(status));
}

}  // namespace

mama_status apply_fields(mamaMsg dest, mamaMsg src) {
  return mamaMsg_iterateFields(src, &apply_field, nullptr, dest);
}

}  // namespace quoll::mama
