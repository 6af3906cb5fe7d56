#include "message/answer.h"

namespace quoll::mama {

mama_status failure_of(mamaMsgStatus status) noexcept {
  switch (status) {
#define QUOLL_FAILURE(name)    \
  case MAMA_MSG_STATUS_##name: \
    return MAMA_STATUS_##name;
    QUOLL_FAILURE(NO_SUBSCRIBERS)
    QUOLL_FAILURE(BAD_SYMBOL)
    QUOLL_FAILURE(EXPIRED)
    QUOLL_FAILURE(TIMEOUT)
    QUOLL_FAILURE(NOT_ENTITLED)
    QUOLL_FAILURE(NOT_FOUND)
    QUOLL_FAILURE(NOT_PERMISSIONED)
    QUOLL_FAILURE(BANDWIDTH_EXCEEDED)
#undef QUOLL_FAILURE
    default:
      return MAMA_STATUS_OK;
  }
}

mama_status failure_of(mamaMsgType type) noexcept {
  switch (type) {
    case MAMA_MSG_TYPE_DELETE:
      return MAMA_STATUS_DELETE;
    case MAMA_MSG_TYPE_EXPIRE:
      return MAMA_STATUS_EXPIRED;
    case MAMA_MSG_TYPE_NOT_PERMISSIONED:
      return MAMA_STATUS_NOT_PERMISSIONED;
    case MAMA_MSG_TYPE_NOT_FOUND:
      return MAMA_STATUS_NOT_FOUND;
    default:
      return MAMA_STATUS_OK;
  }
}

bool completes_the_answer(mamaMsg message) {
  mama_i32_t total = 0, number = 0;
  if (mamaMsg_getI32(message, "MdMsgTotal", 8, &total) != MAMA_STATUS_OK) total = 0;
  if (mamaMsg_getI32(message, "MdMsgNum", 7, &number) != MAMA_STATUS_OK) number = 0;
  return total == 0 || number == total;
}

}  // namespace quoll::mama
