// The C functions of mama/msg.h that add, update and get fields: argument checks here, the rest is
// the payload's.
#include "message/msg.h"
#include "message/scalar_types.h"

using quoll::mama::call_slot;
using quoll::mama::check_handle;
using quoll::mama::check_payload;
using quoll::mama::check_writable;
using quoll::mama::guarded;

namespace {

mama_status check_result(const mamaMsgImpl_* msg, const char* function, const void* result) {
  QUOLL_TRY(check_payload(msg, function));
  return result == nullptr ? MAMA_STATUS_NULL_ARG : MAMA_STATUS_OK;
}

mama_status check_results(const mamaMsgImpl_* msg, const char* function, const void* result,
                          const void* size) {
  QUOLL_TRY(check_result(msg, function, result));
  return size == nullptr ? MAMA_STATUS_NULL_ARG : MAMA_STATUS_OK;
}

mama_status check_value(const mamaMsgImpl_* msg, const char* function, const void* value) {
  QUOLL_TRY(check_writable(msg, function));
  return value == nullptr ? MAMA_STATUS_NULL_ARG : MAMA_STATUS_OK;
}

/// check_writable, but a message that must not be changed is told from one without payload.
mama_status check_writable_first(const mamaMsgImpl_* msg, const char* function) {
  QUOLL_TRY(check_handle(msg, function));
  if (!msg->modifiable()) return MAMA_STATUS_NOT_MODIFIABLE;
  return msg->has_payload() ? MAMA_STATUS_OK : MAMA_STATUS_NULL_ARG;
}

/// A sub-message that is to be added must itself be a live message with a payload.
mama_status check_sub_message(const mamaMsgImpl_* msg, const char* function,
                              const mamaMsgImpl_* value) {
  QUOLL_TRY(check_value(msg, function, value));
  return check_payload(value, function);
}

mama_status check_sub_messages(const mamaMsgImpl_* msg, const char* function, const mamaMsg* values,
                               mama_size_t count) {
  QUOLL_TRY(check_value(msg, function, values));
  for (mama_size_t i = 0; i < count; ++i) QUOLL_TRY(check_payload(values[i], function));
  return MAMA_STATUS_OK;
}

}  // namespace

// ---- scalars -----------------------------------------------------------------------------------

#define QUOLL_DEFINE_SCALAR(Name, T, check_update)                                                \
  mama_status mamaMsg_add##Name(mamaMsg msg, const char* name, mama_fid_t fid, T value) {         \
    QUOLL_TRY(check_writable(msg, __func__));                                                     \
    return call_slot(msg->table()->msgPayloadAdd##Name, msg->payload(), name, fid, value);        \
  }                                                                                               \
  mama_status mamaMsg_update##Name(mamaMsg msg, const char* name, mama_fid_t fid, T value) {      \
    QUOLL_TRY(check_update(msg, __func__));                                                       \
    return call_slot(msg->table()->msgPayloadUpdate##Name, msg->payload(), name, fid, value);     \
  }                                                                                               \
  mama_status mamaMsg_get##Name(const mamaMsg msg, const char* name, mama_fid_t fid, T* result) { \
    QUOLL_TRY(check_result(msg, __func__, result));                                               \
    return call_slot(msg->table()->msgPayloadGet##Name, msg->payload(), name, fid, result);       \
  }
#define QUOLL_DEFINE_SMALL_SCALAR(Name, T, field_type, vector_type) \
  QUOLL_DEFINE_SCALAR(Name, T, check_writable_first)
#define QUOLL_DEFINE_LARGE_SCALAR(Name, T, field_type, vector_type) \
  QUOLL_DEFINE_SCALAR(Name, T, check_writable)
QUOLL_SMALL_SCALAR_TYPES(QUOLL_DEFINE_SMALL_SCALAR)
QUOLL_LARGE_SCALAR_TYPES(QUOLL_DEFINE_LARGE_SCALAR)

// ---- vectors -----------------------------------------------------------------------------------

#define QUOLL_DEFINE_VECTOR_ADD(Name, T)                                                        \
  mama_status mamaMsg_addVector##Name(mamaMsg msg, const char* name, mama_fid_t fid, T value,   \
                                      mama_size_t numElements) {                                \
    QUOLL_TRY(check_value(msg, __func__, value));                                               \
    return call_slot(msg->table()->msgPayloadAddVector##Name, msg->payload(), name, fid, value, \
                     numElements);                                                              \
  }
#define QUOLL_DEFINE_VECTOR_UPDATE(Name, T)                                                        \
  mama_status mamaMsg_updateVector##Name(mamaMsg msg, const char* fname, mama_fid_t fid, T list,   \
                                         mama_size_t numElements) {                                \
    QUOLL_TRY(check_value(msg, __func__, list));                                                   \
    return call_slot(msg->table()->msgPayloadUpdateVector##Name, msg->payload(), fname, fid, list, \
                     numElements);                                                                 \
  }
#define QUOLL_DEFINE_VECTOR_GET(Name, T)                                                         \
  mama_status mamaMsg_getVector##Name(const mamaMsg msg, const char* name, mama_fid_t fid,       \
                                      T* result, mama_size_t* resultLen) {                       \
    QUOLL_TRY(check_results(msg, __func__, result, resultLen));                                  \
    return call_slot(msg->table()->msgPayloadGetVector##Name, msg->payload(), name, fid, result, \
                     resultLen);                                                                 \
  }
#define QUOLL_DEFINE_SCALAR_VECTOR(Name, T, field_type, vector_type) \
  QUOLL_DEFINE_VECTOR_ADD(Name, const T*)                            \
  QUOLL_DEFINE_VECTOR_UPDATE(Name, const T*)                         \
  QUOLL_DEFINE_VECTOR_GET(Name, const T*)
QUOLL_SCALAR_TYPES(QUOLL_DEFINE_SCALAR_VECTOR)

QUOLL_DEFINE_VECTOR_ADD(String, const char**)
QUOLL_DEFINE_VECTOR_UPDATE(String, const char**)
QUOLL_DEFINE_VECTOR_GET(String, const char**)
QUOLL_DEFINE_VECTOR_ADD(DateTime, const mamaDateTime*)
QUOLL_DEFINE_VECTOR_UPDATE(Time, const mamaDateTime*)
QUOLL_DEFINE_VECTOR_GET(DateTime, const mamaDateTime*)
QUOLL_DEFINE_VECTOR_ADD(Price, const mamaPrice*)
QUOLL_DEFINE_VECTOR_UPDATE(Price, const mamaPrice*)
QUOLL_DEFINE_VECTOR_GET(Price, const mamaPrice*)

// ---- text, bytes, dates, prices ----------------------------------------------------------------

#define QUOLL_DEFINE_VALUE(Name, Value)                                                          \
  mama_status mamaMsg_add##Name(mamaMsg msg, const char* name, mama_fid_t fid, Value value) {    \
    QUOLL_TRY(check_value(msg, __func__, value));                                                \
    return call_slot(msg->table()->msgPayloadAdd##Name, msg->payload(), name, fid, value);       \
  }                                                                                              \
  mama_status mamaMsg_update##Name(mamaMsg msg, const char* name, mama_fid_t fid, Value value) { \
    QUOLL_TRY(check_value(msg, __func__, value));                                                \
    return call_slot(msg->table()->msgPayloadUpdate##Name, msg->payload(), name, fid, value);    \
  }
#define QUOLL_DEFINE_VALUE_GET(Name, Result)                                                \
  mama_status mamaMsg_get##Name(const mamaMsg msg, const char* name, mama_fid_t fid,        \
                                Result result) {                                            \
    QUOLL_TRY(check_result(msg, __func__, result));                                         \
    return call_slot(msg->table()->msgPayloadGet##Name, msg->payload(), name, fid, result); \
  }
QUOLL_DEFINE_VALUE(String, const char*)
QUOLL_DEFINE_VALUE_GET(String, const char**)
QUOLL_DEFINE_VALUE(DateTime, const mamaDateTime)
QUOLL_DEFINE_VALUE_GET(DateTime, mamaDateTime)
QUOLL_DEFINE_VALUE(Price, const mamaPrice)
QUOLL_DEFINE_VALUE_GET(Price, mamaPrice)

mama_status mamaMsg_addOpaque(mamaMsg msg, const char* name, mama_fid_t fid, const void* value,
                              mama_size_t size) {
  QUOLL_TRY(check_value(msg, __func__, value));
  return call_slot(msg->table()->msgPayloadAddOpaque, msg->payload(), name, fid, value, size);
}

mama_status mamaMsg_updateOpaque(mamaMsg msg, const char* name, mama_fid_t fid, const void* value,
                                 mama_size_t size) {
  QUOLL_TRY(check_value(msg, __func__, value));
  return call_slot(msg->table()->msgPayloadUpdateOpaque, msg->payload(), name, fid, value, size);
}

mama_status mamaMsg_getOpaque(const mamaMsg msg, const char* name, mama_fid_t fid,
                              const void** result, mama_size_t* size) {
  QUOLL_TRY(check_results(msg, __func__, result, size));
  return call_slot(msg->table()->msgPayloadGetOpaque, msg->payload(), name, fid, result, size);
}

// ---- sub-messages ------------------------------------------------------------------------------

mama_status mamaMsg_addMsg(mamaMsg msg, const char* name, mama_fid_t fid, const mamaMsg value) {
  QUOLL_TRY(check_sub_message(msg, __func__, value));
  return call_slot(msg->table()->msgPayloadAddMsg, msg->payload(), name, fid, value);
}

mama_status mamaMsg_updateSubMsg(mamaMsg msg, const char* fname, mama_fid_t fid,
                                 const mamaMsg subMsg) {
  QUOLL_TRY(check_sub_message(msg, __func__, subMsg));
  return call_slot(msg->table()->msgPayloadUpdateSubMsg, msg->payload(), fname, fid, subMsg);
}

mama_status mamaMsg_addVectorMsg(mamaMsg msg, const char* name, mama_fid_t fid,
                                 const mamaMsg* value, mama_size_t numElements) {
  QUOLL_TRY(check_sub_messages(msg, __func__, value, numElements));
  return call_slot(msg->table()->msgPayloadAddVectorMsg, msg->payload(), name, fid, value,
                   numElements);
}

mama_status mamaMsg_updateVectorMsg(mamaMsg msg, const char* fname, mama_fid_t fid,
                                    const mamaMsg* msgList, mama_size_t numElements) {
  QUOLL_TRY(check_sub_messages(msg, __func__, msgList, numElements));
  return call_slot(msg->table()->msgPayloadUpdateVectorMsg, msg->payload(), fname, fid, msgList,
                   numElements);
}

mama_status mamaMsg_getMsg(const mamaMsg msg, const char* name, mama_fid_t fid, mamaMsg* result) {
  QUOLL_TRY(check_handle(msg, __func__));
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  QUOLL_TRY(check_payload(msg, __func__));
  const auto get = msg->table()->msgPayloadGetMsg;
  if (get == nullptr) return MAMA_STATUS_NOT_IMPLEMENTED;
  msgPayload payload = nullptr;
  if (get(msg->payload(), name, fid, &payload) != MAMA_STATUS_OK || payload == nullptr) {
    return MAMA_STATUS_NOT_FOUND;
  }
  return guarded([&] { return msg->add_nested(payload, result); });
}

mama_status mamaMsg_getVectorMsg(const mamaMsg msg, const char* name, mama_fid_t fid,
                                 const mamaMsg** result, mama_size_t* resultLen) {
  QUOLL_TRY(check_handle(msg, __func__));
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(resultLen, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  *resultLen = 0;
  QUOLL_TRY(check_payload(msg, __func__));
  const msgPayload* payloads = nullptr;
  mama_size_t count = 0;
  QUOLL_TRY(call_slot(msg->table()->msgPayloadGetVectorMsg, msg->payload(), name, fid, &payloads,
                      &count));
  return guarded([&] {
    QUOLL_TRY(msg->message_vector().assign(msg->record(), payloads, count));
    *result = msg->message_vector().data();
    *resultLen = count;
    return MAMA_STATUS_OK;
  });
}

mama_status mamaMsg_getField(const mamaMsg msg, const char* name, mama_fid_t fid,
                             mamaMsgField* result) {
  QUOLL_TRY(check_result(msg, __func__, result));
  mamaMsgField field = msg->shared_field();
  QUOLL_CHECK_POINTER(field, MAMA_STATUS_NOMEM);
  field->dictionary = nullptr;
  field->unbind();
  msgFieldPayload payload = nullptr;
  QUOLL_TRY(call_slot(msg->table()->msgPayloadGetField, msg->payload(), name, fid, &payload));
  field->bind(payload, msg->payload());
  *result = field;
  return MAMA_STATUS_OK;
}
