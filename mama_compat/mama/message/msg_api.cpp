// The C functions of mama/msg.h on messages as a whole.
#include <mama/datetime.h>
#include <mama/log.h>
#include <mama/msgqualifier.h>

#include "message/apply.h"
#include "message/msg.h"

using quoll::mama::call_slot;
using quoll::mama::check_handle;
using quoll::mama::check_payload;
using quoll::mama::check_writable;
using quoll::mama::guarded;
using quoll::mama::Payload;

namespace {

constexpr const char kQualifierName[] = "wMsgQual";
constexpr mama_fid_t kQualifierFid = 21;

/// The bit of the qualifier field, or 0.
mama_status get_qualifier_bit(mamaMsg msg, const char* function, MamaLogLevel missing_level,
                              mama_u16_t bit, int* result) {
  QUOLL_TRY(check_handle(msg, function));
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = 0;
  mama_u16_t qualifier = 0;
  const mama_status status = mamaMsg_getU16(msg, kQualifierName, kQualifierFid, &qualifier);
  if (status != MAMA_STATUS_OK) {
    mama_log(missing_level, "%s: field %s cannot be read: %s", function, kQualifierName,
             mamaStatus_stringForStatus(status));
    return status;
  }
  *result = qualifier & bit;
  return MAMA_STATUS_OK;
}

/// The date-time field in the message's own object.
mama_status read_time(mamaMsg msg, const char* name, mama_fid_t fid, mamaDateTime* time) {
  *time = msg->scratch_time();
  QUOLL_CHECK_POINTER(*time, MAMA_STATUS_NOMEM);
  return mamaMsg_getDateTime(msg, name, fid, *time);
}

}  // namespace

// ---- life --------------------------------------------------------------------------------------

mama_status mamaMsg_create(mamaMsg* msg) {
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  mamaPayloadBridge bridge = mamaInternal_getDefaultPayload();
  return mamaMsgImpl_::create(bridge == nullptr ? Payload{} : Payload::of(bridge), msg);
}

mama_status mamaMsg_createForPayload(mamaMsg* msg, const char id) {
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  *msg = nullptr;
  mamaPayloadBridge bridge = mamaInternal_findPayload(id);
  QUOLL_CHECK_POINTER(bridge, MAMA_STATUS_NO_BRIDGE_IMPL);
  return mamaMsgImpl_::create(Payload::of(bridge, id), msg);
}

mama_status mamaMsg_createForPayloadBridge(mamaMsg* msg, mamaPayloadBridge payloadBridge) {
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  *msg = nullptr;
  QUOLL_CHECK_POINTER(payloadBridge, MAMA_STATUS_NULL_ARG);
  if (!quoll::mama::BridgeRegistry::instance().is_usable(payloadBridge)) {
    return MAMA_STATUS_NO_BRIDGE_IMPL;
  }
  return mamaMsgImpl_::create(Payload::of(payloadBridge), msg);
}

mama_status mamaMsg_createForTemplate(mamaMsg*, mama_u32_t) { return MAMA_STATUS_NOT_INSTALLED; }

mama_status mamaMsg_createFromByteBuffer(mamaMsg* msg, const void* buffer,
                                         mama_size_t bufferLength) {
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  *msg = nullptr;
  QUOLL_CHECK_POINTER(buffer, MAMA_STATUS_NULL_ARG);
  if (bufferLength == 0) return MAMA_STATUS_NULL_ARG;
  QUOLL_TRY(mamaMsg_createForPayload(msg, *static_cast<const char*>(buffer)));
  return guarded([&] { return (*msg)->set_new_buffer(buffer, bufferLength); });
}

mama_status mamaMsg_destroy(mamaMsg msg) {
  QUOLL_CHECK_HANDLE(msg);
  if (msg->is_held() || msg->is_kept_by_queue()) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "%s: message %p belongs to %s", __func__,
             static_cast<void*>(msg), msg->is_held() ? "another message" : "its queue");
    return MAMA_STATUS_INVALID_ARG;
  }
  mamaMsgImpl_::destroy(msg, __builtin_return_address(0));
  return MAMA_STATUS_OK;
}

mama_status mamaMsg_clear(mamaMsg msg) {
  QUOLL_CHECK_HANDLE(msg);
  return msg->clear();
}

mama_status mamaMsg_copy(mamaMsg src, mamaMsg* copy) {
  QUOLL_CHECK_HANDLE(src);
  QUOLL_CHECK_POINTER(copy, MAMA_STATUS_NULL_ARG);
  if (src == *copy) return MAMA_STATUS_INVALID_ARG;
  if (*copy != nullptr) QUOLL_CHECK_HANDLE(*copy);
  return guarded([&] { return src->copy_to(copy); });
}

mama_status mamaMsg_getTempCopy(mamaMsg src, mamaMsg* copy) {
  QUOLL_CHECK_HANDLE(src);
  QUOLL_CHECK_POINTER(copy, MAMA_STATUS_NULL_ARG);
  return guarded([&] { return src->temp_copy(copy); });
}

mama_status mamaMsg_detach(mamaMsg msg) {
  QUOLL_CHECK_HANDLE(msg);
  return guarded([&] { return msg->detach(); });
}

// ---- content as a whole ------------------------------------------------------------------------

mama_status mamaMsg_applyMsg(mamaMsg dest, mamaMsg src) {
  QUOLL_TRY(check_writable(dest, __func__));
  QUOLL_TRY(check_payload(src, __func__));
  // A payload knows only its own kind.
  if (dest->table() != src->table()) return quoll::mama::apply_fields(dest, src);
  return call_slot(dest->table()->msgPayloadApply, dest->payload(), src->payload());
}

mama_status mamaMsg_setNewBuffer(mamaMsg msg, void* buffer, mama_size_t size) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(buffer, MAMA_STATUS_NULL_ARG);
  if (size == 0) return MAMA_STATUS_NULL_ARG;
  return guarded([&] { return msg->set_new_buffer(buffer, size); });
}

mama_status mamaMsg_getByteBuffer(const mamaMsg msg, const void** buffer,
                                  mama_size_t* bufferLength) {
  QUOLL_TRY(check_handle(msg, __func__));
  QUOLL_CHECK_POINTER(buffer, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(bufferLength, MAMA_STATUS_NULL_ARG);
  QUOLL_TRY(check_payload(msg, __func__));
  return call_slot(msg->table()->msgPayloadSerialize, msg->payload(), buffer, bufferLength);
}

mama_status mamaMsg_getByteSize(const mamaMsg msg, mama_size_t* size) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(size, MAMA_STATUS_NULL_ARG);
  return msg->byte_size(size);
}

mama_status mamaMsg_getNumFields(const mamaMsg msg, mama_size_t* numFields) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(numFields, MAMA_STATUS_INVALID_ARG);
  if (!msg->has_payload()) return MAMA_STATUS_INVALID_ARG;
  return call_slot(msg->table()->msgPayloadGetNumFields, msg->payload(), numFields);
}

mama_status mamaMsg_iterateFields(const mamaMsg msg, mamaMsgIteratorCb callback,
                                  const mamaDictionary dict, void* closure) {
  QUOLL_TRY(check_payload(msg, __func__));
  QUOLL_CHECK_POINTER(callback, MAMA_STATUS_NULL_ARG);
  mamaMsgField field = msg->shared_field();
  QUOLL_CHECK_POINTER(field, MAMA_STATUS_NOMEM);
  field->dictionary = dict;
  field->unbind();
  return call_slot(msg->table()->msgPayloadIterateFields, msg->payload(), msg, field, callback,
                   closure);
}

const char* mamaMsg_toString(const mamaMsg msg) {
  if (check_payload(msg, __func__) != MAMA_STATUS_OK) return nullptr;
  if (msg->table()->msgPayloadToString == nullptr) return nullptr;
  return msg->table()->msgPayloadToString(msg->payload());
}

void mamaMsg_freeString(const mamaMsg, const char*) {}

mama_status mamaMsg_getFieldAsString(const mamaMsg msg, const char* fieldName, mama_fid_t fid,
                                     char* buf, mama_size_t length) {
  QUOLL_TRY(check_payload(msg, __func__));
  return call_slot(msg->table()->msgPayloadGetFieldAsString, msg->payload(), fieldName, fid, buf,
                   length);
}

// ---- payload and middleware --------------------------------------------------------------------

mama_status mamaMsg_getPayloadType(mamaMsg msg, mamaPayloadType* payloadType) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(payloadType, MAMA_STATUS_NULL_ARG);
  if (!msg->has_payload()) return MAMA_STATUS_OK;
  if (msg->table()->msgPayloadGetType == nullptr) return MAMA_STATUS_NOT_IMPLEMENTED;
  *payloadType = msg->table()->msgPayloadGetType();
  return MAMA_STATUS_OK;
}

mama_status mamaMsg_getNativeMsg(mamaMsg msg, void** nativeMsg) {
  QUOLL_TRY(check_payload(msg, __func__));
  QUOLL_CHECK_POINTER(nativeMsg, MAMA_STATUS_NULL_ARG);
  return call_slot(msg->table()->msgPayloadGetNativeMsg, msg->payload(), nativeMsg);
}

mama_status mamaMsg_getNativeHandle(const mamaMsg msg, void** result) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(msg->bridge(), MAMA_STATUS_NO_BRIDGE_IMPL);
  return call_slot(msg->bridge()->bridgeMamaMsgGetNativeHandle, msg->bridge_msg(), result);
}

mama_status mamaMsg_getPlatformError(const mamaMsg msg, void** error) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(error, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(msg->bridge(), MAMA_STATUS_NO_BRIDGE_IMPL);
  return call_slot(msg->bridge()->bridgeMamaMsgGetPlatformError, msg->bridge_msg(), error);
}

int mamaMsg_isFromInbox(const mamaMsg msg) {
  if (check_handle(msg, __func__) != MAMA_STATUS_OK) return 0;
  if (msg->bridge() == nullptr || msg->bridge_msg() == nullptr) return 0;
  return quoll::mama::ask_slot<int>(0, msg->bridge()->bridgeMamaMsgIsFromInbox, msg->bridge_msg());
}

mama_status mamaMsg_getSendSubject(const mamaMsg msg, const char** subject) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(subject, MAMA_STATUS_INVALID_ARG);
  if (!msg->has_payload()) return MAMA_STATUS_NOT_IMPLEMENTED;
  return call_slot(msg->table()->msgPayloadGetSendSubject, msg->payload(), subject);
}

// ---- well-known fields -------------------------------------------------------------------------

mama_status mamaMsg_getEntitleCode(const mamaMsg msg, mama_i32_t* code) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(code, MAMA_STATUS_INVALID_ARG);
  *code = 0;
  return mamaMsg_getI32(msg, ENTITLE_FIELD_NAME, ENTITLE_FIELD_ID, code);
}

mama_status mamaMsg_getSeqNum(const mamaMsg msg, mama_seqnum_t* seqNum) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(seqNum, MAMA_STATUS_NULL_ARG);
  *seqNum = 0;
  mama_i64_t value = 0;
  QUOLL_TRY(mamaMsg_getI64(msg, "MdSeqNum", 10, &value));
  *seqNum = static_cast<mama_seqnum_t>(value);
  return MAMA_STATUS_OK;
}

mama_status mamaMsg_getIsDefinitelyDuplicate(mamaMsg msg, int* result) {
  return get_qualifier_bit(msg, __func__, MAMA_LOG_LEVEL_ERROR, MAMA_MSG_QUAL_DEFINITELY_DUPLICATE,
                           result);
}

mama_status mamaMsg_getIsPossiblyDuplicate(mamaMsg msg, int* result) {
  return get_qualifier_bit(msg, __func__, MAMA_LOG_LEVEL_FINEST, MAMA_MSG_QUAL_POSSIBLY_DUPLICATE,
                           result);
}

mama_status mamaMsg_getIsPossiblyDelayed(mamaMsg msg, int* result) {
  return get_qualifier_bit(msg, __func__, MAMA_LOG_LEVEL_ERROR, MAMA_MSG_QUAL_POSSIBLY_DELAYED,
                           result);
}

mama_status mamaMsg_getIsDefinitelyDelayed(mamaMsg msg, int* result) {
  return get_qualifier_bit(msg, __func__, MAMA_LOG_LEVEL_ERROR, MAMA_MSG_QUAL_DEFINITELY_DELAYED,
                           result);
}

mama_status mamaMsg_getIsOutOfSequence(mamaMsg msg, int* result) {
  return get_qualifier_bit(msg, __func__, MAMA_LOG_LEVEL_ERROR, MAMA_MSG_QUAL_OUT_OF_SEQUENCE,
                           result);
}

mama_status mamaMsg_getDateTimeMSec(const mamaMsg msg, const char* name, mama_fid_t fid,
                                    mama_u64_t* milliseconds) {
  QUOLL_CHECK_HANDLE(msg);
  mamaDateTime time = nullptr;
  QUOLL_TRY(read_time(msg, name, fid, &time));
  return mamaDateTime_getEpochTimeMilliseconds(time, milliseconds);
}

mama_status mamaMsg_getDateTimeSeconds(const mamaMsg msg, const char* name, mama_fid_t fid,
                                       mama_f64_t* seconds) {
  QUOLL_CHECK_HANDLE(msg);
  mamaDateTime time = nullptr;
  QUOLL_TRY(read_time(msg, name, fid, &time));
  return mamaDateTime_getEpochTimeSeconds(time, seconds);
}
