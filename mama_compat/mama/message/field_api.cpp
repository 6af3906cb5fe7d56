// The C functions of mama/msgfield.h and mama/integration/msgfield.h.
#include <mama/fielddesc.h>
#include <mama/integration/msgfield.h>
#include <mama/log.h>

#include "message/field.h"
#include "message/msg.h"
#include "message/scalar_types.h"

using quoll::mama::call_slot;
using quoll::mama::check_handle;
using quoll::mama::guarded;
using quoll::mama::Payload;
using quoll::mama::pool_of;

namespace {

/// A live field that shows something. `if_null` is the status for no field at all.
mama_status check_field(const mamaMsgFieldImpl_* field, const char* function, mama_status if_null) {
  QUOLL_TRY(check_handle(field, function, if_null));
  if (!field->bound()) return MAMA_STATUS_NULL_ARG;
  // The payload's field lives no longer than the message, nor than the payload that it was of.
  QUOLL_TRY(check_handle(field->message, function));
  return field->message->has_payload() && field->message->payload() == field->of
             ? MAMA_STATUS_OK
             : MAMA_STATUS_NULL_ARG;
}

template <class... Pointers>
mama_status check_results(Pointers... pointers) {
  return ((pointers == nullptr) || ...) ? MAMA_STATUS_NULL_ARG : MAMA_STATUS_OK;
}

/// A bound field of a message that may be changed.
mama_status check_update(const mamaMsgFieldImpl_* field, const char* function) {
  QUOLL_TRY(check_field(field, function, MAMA_STATUS_NULL_ARG));
  return field->message->modifiable() ? MAMA_STATUS_OK : MAMA_STATUS_NOT_MODIFIABLE;
}

}  // namespace

// ---- life --------------------------------------------------------------------------------------

mama_status mamaMsgField_create(mamaMsgField* msgField) {
  QUOLL_CHECK_POINTER(msgField, MAMA_STATUS_NULL_ARG);
  *msgField = pool_of<mamaMsgFieldImpl_>().create();
  return *msgField == nullptr ? MAMA_STATUS_NOMEM : MAMA_STATUS_OK;
}

mama_status mamaMsgField_destroy(mamaMsgField msgField) {
  QUOLL_CHECK_HANDLE(msgField);
  if (msgField->message != nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "%s: field %p belongs to a message or an iterator", __func__,
             static_cast<void*>(msgField));
    return MAMA_STATUS_INVALID_ARG;
  }
  pool_of<mamaMsgFieldImpl_>().destroy(msgField, __builtin_return_address(0));
  return MAMA_STATUS_OK;
}

mama_status mamaMsgFieldImpl_setPayload(mamaMsgField msgField, msgFieldPayload payload) {
  QUOLL_CHECK_HANDLE(msgField);
  msgField->bind(payload, msgField->message == nullptr ? nullptr : msgField->message->payload());
  return MAMA_STATUS_OK;
}

mama_status mamaMsgFieldImpl_setFieldDesc(mamaMsgField msgField, mamaFieldDescriptor descriptor) {
  QUOLL_CHECK_HANDLE(msgField);
  msgField->descriptor = descriptor;
  return MAMA_STATUS_OK;
}

// ---- what it is --------------------------------------------------------------------------------

mama_status mamaMsgField_getDescriptor(const mamaMsgField msgField, mamaFieldDescriptor* result) {
  QUOLL_CHECK_HANDLE(msgField, MAMA_STATUS_INVALID_ARG);
  if (!msgField->bound()) return MAMA_STATUS_INVALID_ARG;
  QUOLL_TRY(check_field(msgField, __func__, MAMA_STATUS_INVALID_ARG));
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  if (msgField->descriptor == nullptr) {
    QUOLL_TRY(call_slot(msgField->table->msgFieldPayloadGetDescriptor, msgField->payload,
                        msgField->dictionary, &msgField->descriptor));
  }
  *result = msgField->descriptor;
  return MAMA_STATUS_OK;
}

mama_status mamaMsgField_getFid(const mamaMsgField msgField, mama_fid_t* result) {
  QUOLL_TRY(check_field(msgField, __func__, MAMA_STATUS_INVALID_ARG));
  QUOLL_TRY(check_results(result));
  return call_slot(msgField->table->msgFieldPayloadGetFid, msgField->payload, msgField->dictionary,
                   msgField->descriptor, result);
}

mama_status mamaMsgField_getName(const mamaMsgField msgField, const char** result) {
  QUOLL_TRY(check_field(msgField, __func__, MAMA_STATUS_INVALID_ARG));
  QUOLL_TRY(check_results(result));
  *result = nullptr;  // payloads may leave it alone for a field without name
  return call_slot(msgField->table->msgFieldPayloadGetName, msgField->payload, msgField->dictionary,
                   msgField->descriptor, result);
}

mama_status mamaMsgField_getType(const mamaMsgField msgField, mamaFieldType* result) {
  QUOLL_TRY(check_field(msgField, __func__, MAMA_STATUS_INVALID_ARG));
  QUOLL_TRY(check_results(result));
  return call_slot(msgField->table->msgFieldPayloadGetType, msgField->payload, result);
}

mama_status mamaMsgField_getTypeName(const mamaMsgField msgField, const char** result) {
  QUOLL_TRY(check_field(msgField, __func__, MAMA_STATUS_INVALID_ARG));
  QUOLL_TRY(check_results(result));
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  QUOLL_TRY(mamaMsgField_getType(msgField, &type));
  *result = mamaFieldTypeToString(type);
  return MAMA_STATUS_OK;
}

// ---- values ------------------------------------------------------------------------------------

#define QUOLL_DEFINE_GET(Name, Result, if_null)                                             \
  mama_status mamaMsgField_get##Name(const mamaMsgField msgField, Result result) {          \
    QUOLL_TRY(check_field(msgField, __func__, if_null));                                    \
    QUOLL_TRY(check_results(result));                                                       \
    return call_slot(msgField->table->msgFieldPayloadGet##Name, msgField->payload, result); \
  }
#define QUOLL_DEFINE_GET_SIZED(Name, Result, if_null)                                             \
  mama_status mamaMsgField_get##Name(const mamaMsgField msgField, Result result,                  \
                                     mama_size_t* size) {                                         \
    QUOLL_TRY(check_field(msgField, __func__, if_null));                                          \
    QUOLL_TRY(check_results(result, size));                                                       \
    return call_slot(msgField->table->msgFieldPayloadGet##Name, msgField->payload, result, size); \
  }
#define QUOLL_DEFINE_UPDATE(Name, Value)                                        \
  mama_status mamaMsgField_update##Name(mamaMsgField field, Value value) {      \
    QUOLL_TRY(check_update(field, __func__));                                   \
    return call_slot(field->table->msgFieldPayloadUpdate##Name, field->payload, \
                     field->message->payload(), value);                         \
  }
#define QUOLL_DEFINE_UPDATE_OBJECT(Name, Value)                                 \
  mama_status mamaMsgField_update##Name(mamaMsgField field, Value value) {      \
    QUOLL_TRY(check_update(field, __func__));                                   \
    QUOLL_TRY(check_results(value));                                            \
    return call_slot(field->table->msgFieldPayloadUpdate##Name, field->payload, \
                     field->message->payload(), value);                         \
  }
#define QUOLL_DEFINE_SCALAR(Name, T, field_type, vector_type) \
  QUOLL_DEFINE_GET(Name, T*, MAMA_STATUS_NULL_ARG)            \
  QUOLL_DEFINE_UPDATE(Name, T)
QUOLL_SCALAR_TYPES(QUOLL_DEFINE_SCALAR)

QUOLL_DEFINE_GET(String, const char**, MAMA_STATUS_NULL_ARG)
QUOLL_DEFINE_GET_SIZED(Opaque, const void**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET(DateTime, mamaDateTime, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET(Price, mamaPrice, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_UPDATE_OBJECT(DateTime, const mamaDateTime)
QUOLL_DEFINE_UPDATE_OBJECT(Price, const mamaPrice)

QUOLL_DEFINE_GET_SIZED(VectorBool, const mama_bool_t**, MAMA_STATUS_NULL_ARG)
QUOLL_DEFINE_GET_SIZED(VectorChar, const char**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorI8, const mama_i8_t**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorU8, const mama_u8_t**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorI16, const mama_i16_t**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorU16, const mama_u16_t**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorI32, const mama_i32_t**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorU32, const mama_u32_t**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorI64, const mama_i64_t**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorU64, const mama_u64_t**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorF32, const mama_f32_t**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorF64, const mama_f64_t**, MAMA_STATUS_INVALID_ARG)
QUOLL_DEFINE_GET_SIZED(VectorString, const char***, MAMA_STATUS_INVALID_ARG)

mama_status mamaMsgField_getMsg(const mamaMsgField msgField, mamaMsg* result) {
  QUOLL_TRY(check_field(msgField, __func__, MAMA_STATUS_INVALID_ARG));
  QUOLL_TRY(check_results(result));
  *result = nullptr;
  Payload sub = Payload::like(msgField->message, msgField->table);
  QUOLL_TRY(call_slot(msgField->table->msgFieldPayloadGetMsg, msgField->payload, &sub.payload));
  QUOLL_CHECK_POINTER(sub.payload, MAMA_STATUS_NOT_FOUND);
  return guarded([&] { return msgField->sub_message.show(sub, result); });
}

mama_status mamaMsgField_getVectorMsg(const mamaMsgField msgField, const mamaMsg** result,
                                      mama_size_t* size) {
  QUOLL_TRY(check_field(msgField, __func__, MAMA_STATUS_NULL_ARG));
  QUOLL_TRY(check_results(result, size));
  *result = nullptr;
  *size = 0;
  const msgPayload* payloads = nullptr;
  mama_size_t count = 0;
  if (const mama_status status = call_slot(msgField->table->msgFieldPayloadGetVectorMsg,
                                           msgField->payload, &payloads, &count);
      status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "%s: the payload gives no messages: %s", __func__,
             mamaStatus_stringForStatus(status));
    return status;
  }
  return guarded([&] {
    const Payload like = Payload::like(msgField->message, msgField->table);
    QUOLL_TRY(msgField->message_vector.assign(like, payloads, count));
    *result = msgField->message_vector.data();
    *size = count;
    return MAMA_STATUS_OK;
  });
}

mama_status mamaMsgField_getAsString(const mamaMsgField field, char* buf, mama_size_t length) {
  QUOLL_TRY(check_field(field, __func__, MAMA_STATUS_INVALID_ARG));
  QUOLL_TRY(check_results(buf));
  return call_slot(field->table->msgFieldPayloadGetAsString, field->payload,
                   field->message->payload(), buf, length);
}
