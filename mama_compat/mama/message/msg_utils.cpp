// The C functions of mama/integration/msgutils.h that need no subscription.
#include <mama/integration/msgutils.h>

#include "message/msg.h"

namespace {

/// A control message of that type and status; nothing is left behind when a step fails.
mama_status create_control_message(mamaMsg* msg, mamaMsgType type, mamaMsgStatus status) {
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  *msg = nullptr;
  mamaMsg made = nullptr;
  QUOLL_TRY(mamaMsg_create(&made));
  mama_status result = mamaMsg_addU8(made, "MdMsgType", 1, static_cast<mama_u8_t>(type));
  if (result == MAMA_STATUS_OK) {
    result = mamaMsg_addI32(made, "MdMsgStatus", 2, static_cast<mama_i32_t>(status));
  }
  if (result != MAMA_STATUS_OK) {
    mamaMsg_destroy(made);
    return result;
  }
  *msg = made;
  return MAMA_STATUS_OK;
}

/// An I32 field, cut to short; 0 where it is absent.
mama_status get_short(mamaMsg msg, const char* name, mama_fid_t fid, short* result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = 0;
  mama_i32_t value = 0;
  QUOLL_TRY(mamaMsg_getI32(msg, name, fid, &value));
  *result = static_cast<short>(value);
  return MAMA_STATUS_OK;
}

}  // namespace

mama_status msgUtils_getIssueSymbol(mamaMsg msg, const char** result) {
  constexpr mama_fid_t kIssueSymbolFid = 305;
  constexpr mama_fid_t kIndexSymbolFid = 293;
  if (mamaMsg_getString(msg, nullptr, kIssueSymbolFid, result) == MAMA_STATUS_OK) {
    return MAMA_STATUS_OK;
  }
  return mamaMsg_getString(msg, nullptr, kIndexSymbolFid, result);
}

mama_status msgUtils_setStatus(mamaMsg msg, short status) {
  return mamaMsgImpl_setStatus(msg, static_cast<mamaMsgStatus>(status));
}

mama_status msgUtils_msgTotal(mamaMsg msg, short* result) {
  return get_short(msg, "MdMsgTotal", 8, result);
}

mama_status msgUtils_msgNum(mamaMsg msg, short* result) {
  return get_short(msg, "MdMsgNum", 7, result);
}

mama_status msgUtils_msgSubscMsgType(mamaMsg msg, short* result) {
  const mama_status status = get_short(msg, "MdSubscMsgType", 61, result);
  return status == MAMA_STATUS_OK ? status : get_short(msg, "MdSubscType", 5, result);
}

mama_status msgUtils_createTimeoutMsg(mamaMsg* msg) {
  return create_control_message(msg, MAMA_MSG_TYPE_INITIAL, MAMA_MSG_STATUS_TIMEOUT);
}

mama_status msgUtils_createEndOfInitialsMsg(mamaMsg* msg) {
  return create_control_message(msg, MAMA_MSG_TYPE_END_OF_INITIALS, MAMA_MSG_STATUS_OK);
}

mama_status msgUtils_setSubscSubject(mamaMsg msg, const char* sendSubject) {
  const mama_status status = mamaMsg_addString(msg, "MdSubscSymbol", 71, sendSubject);
  return status == MAMA_STATUS_OK ? status
                                  : mamaMsg_addString(msg, "MdSubscSubject", 6, sendSubject);
}
