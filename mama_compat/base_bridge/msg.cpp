// The message half that base keeps: who it is from, where it goes, and how to answer it.
#include <mama/integration/bridge/base.h>
#include <mama/log.h>
#include <mama/msg.h>
#include <mama/reservedfields.h>

#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "support/shim.h"

using quoll::mama::check_handle;
using quoll::mama::pool_of;

namespace {

constexpr std::size_t kLongestText = 1023;
constexpr mama_fid_t kSubscSymbolFid = 71;
constexpr char kSubscSymbolName[] = "MdSubscSymbol";

/// Where a reply goes. Lives in a message, or by itself between duplicateReplyHandle and
/// destroyReplyHandle.
struct ReplyHandle {
  std::string inbox_name;
  std::string reply_to;
};

}  // namespace

/// The bridge's half of a mamaMsg; belongs to it, and to one thread at a time like it. What getters
/// hand out is valid until the next set and the end of the message.
struct msgBridge_ final {
  explicit msgBridge_(mamaMsg of) : parent(of) {}

  const mamaMsg parent;  // may be null
  baseMsgType type = BASE_MSG_PUB_SUB;
  ReplyHandle reply;
  std::string target_subject;
  std::string send_subject;
  std::string destination;
  std::size_t payload_size = 0;
  std::vector<char> serialization_buffer;
};

namespace {

mama_status store_text(std::string& text, const char* value, const char* what) {
  QUOLL_CHECK_POINTER(value, MAMA_STATUS_NULL_ARG);
  const std::size_t length = ::strnlen(value, kLongestText + 1);
  try {
    text.assign(value, std::min(length, kLongestText));
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
  if (length <= kLongestText) return MAMA_STATUS_OK;
  mama_log(MAMA_LOG_LEVEL_WARN, "base message: %s is cut at %zu characters: %.40s...", what,
           kLongestText, value);
  return MAMA_STATUS_PROPERTY_TOO_LONG;
}

mama_status show_text(std::string& text, char** value) {
  QUOLL_CHECK_POINTER(value, MAMA_STATUS_NULL_ARG);
  *value = text.data();
  return MAMA_STATUS_OK;
}

mama_status create_message(msgBridge* out, mamaMsg parent) {
  QUOLL_CHECK_POINTER(out, MAMA_STATUS_NULL_ARG);
  *out = pool_of<msgBridge_>().create(parent);
  return *out != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}

mama_status copy_reply(const ReplyHandle& from, void** out) {
  try {
    ReplyHandle* copy = pool_of<ReplyHandle>().create(from);
    QUOLL_CHECK_POINTER(copy, MAMA_STATUS_NOMEM);
    *out = copy;
    return MAMA_STATUS_OK;
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

}  // namespace

// ---- life --------------------------------------------------------------------------------------

mama_status baseBridgeMamaMsg_create(msgBridge* msg, mamaMsg parent) {
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(parent, MAMA_STATUS_NULL_ARG);
  return create_message(msg, parent);
}

mama_status baseBridgeMamaMsgImpl_createMsgOnly(msgBridge* msg) {
  return create_message(msg, nullptr);
}

mama_status baseBridgeMamaMsg_destroy(msgBridge msg, int /*destroyMsg*/) {
  QUOLL_CHECK_HANDLE(msg);
  const bool first =
      pool_of<msgBridge_>().destroy(msg, reinterpret_cast<const void*>(&baseBridgeMamaMsg_destroy));
  return first ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

mama_status baseBridgeMamaMsg_destroyMiddlewareMsg(msgBridge msg) {
  QUOLL_CHECK_HANDLE(msg);
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaMsg_detach(msgBridge msg) {
  QUOLL_CHECK_HANDLE(msg);
  return MAMA_STATUS_OK;
}

// ---- what libmama asks -------------------------------------------------------------------------

int baseBridgeMamaMsg_isFromInbox(msgBridge msg) {
  if (check_handle(msg, __func__) != MAMA_STATUS_OK) return -1;
  return msg->type == BASE_MSG_INBOX_REQUEST ? 1 : 0;
}

mama_status baseBridgeMamaMsg_getPlatformError(msgBridge msg, void** error) {
  QUOLL_CHECK_POINTER(error, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(msg);
  *error = nullptr;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaMsg_setSendSubject(msgBridge msg, const char* symbol,
                                             const char* /*subject*/) {
  QUOLL_CHECK_POINTER(symbol, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(msg);
  if (store_text(msg->send_subject, symbol, "the send subject") != MAMA_STATUS_OK) {
    return MAMA_STATUS_PLATFORM;
  }
  if (msg->parent == nullptr) return MAMA_STATUS_OK;
  return mamaMsg_updateString(msg->parent, kSubscSymbolName, kSubscSymbolFid, symbol);
}

mama_status baseBridgeMamaMsg_getNativeHandle(msgBridge msg, void** result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(msg);
  *result = msg;
  return MAMA_STATUS_OK;
}

// ---- reply handles -----------------------------------------------------------------------------

mama_status baseBridgeMamaMsg_duplicateReplyHandle(msgBridge msg, void** result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(msg);
  return copy_reply(msg->reply, result);
}

mama_status baseBridgeMamaMsg_copyReplyHandle(void* src, void** dest) {
  QUOLL_CHECK_POINTER(src, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(dest, MAMA_STATUS_NULL_ARG);
  return copy_reply(*static_cast<ReplyHandle*>(src), dest);
}

mama_status baseBridgeMamaMsg_destroyReplyHandle(void* handle) {
  QUOLL_CHECK_POINTER(handle, MAMA_STATUS_NULL_ARG);
  const bool first = pool_of<ReplyHandle>().destroy(
      static_cast<ReplyHandle*>(handle),
      reinterpret_cast<const void*>(&baseBridgeMamaMsg_destroyReplyHandle));
  return first ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

mama_status baseBridgeMamaMsgImpl_setReplyHandle(msgBridge msg, void* handle) {
  QUOLL_CHECK_POINTER(handle, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(msg);
  try {
    msg->reply = *static_cast<const ReplyHandle*>(handle);
    return MAMA_STATUS_OK;
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

mama_status baseBridgeMamaMsgImpl_setReplyHandleAndIncrement(msgBridge msg, void* handle) {
  return baseBridgeMamaMsgImpl_setReplyHandle(msg, handle);
}

mama_status baseBridgeMamaMsgImpl_getReplyHandle(msgBridge msg, void** replyHandle) {
  QUOLL_CHECK_POINTER(replyHandle, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(msg);
  *replyHandle = &msg->reply;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaMsgReplyHandleImpl_getInboxName(void* replyHandle, char** value) {
  QUOLL_CHECK_POINTER(replyHandle, MAMA_STATUS_NULL_ARG);
  return show_text(static_cast<ReplyHandle*>(replyHandle)->inbox_name, value);
}

mama_status baseBridgeMamaMsgReplyHandleImpl_setInboxName(void* replyHandle, const char* value) {
  QUOLL_CHECK_POINTER(replyHandle, MAMA_STATUS_NULL_ARG);
  return store_text(static_cast<ReplyHandle*>(replyHandle)->inbox_name, value, "the inbox name");
}

mama_status baseBridgeMamaMsgReplyHandleImpl_getReplyTo(void* replyHandle, char** value) {
  QUOLL_CHECK_POINTER(replyHandle, MAMA_STATUS_NULL_ARG);
  return show_text(static_cast<ReplyHandle*>(replyHandle)->reply_to, value);
}

mama_status baseBridgeMamaMsgReplyHandleImpl_setReplyTo(void* replyHandle, const char* value) {
  QUOLL_CHECK_POINTER(replyHandle, MAMA_STATUS_NULL_ARG);
  return store_text(static_cast<ReplyHandle*>(replyHandle)->reply_to, value, "the reply-to");
}

// ---- for the extending bridge ------------------------------------------------------------------

mama_status baseBridgeMamaMsgImpl_isValid(msgBridge msg, uint8_t* result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = 0;
  QUOLL_CHECK_HANDLE(msg);
  *result = 1;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaMsgImpl_setMsgType(msgBridge msg, baseMsgType type) {
  QUOLL_CHECK_HANDLE(msg);
  msg->type = type;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaMsgImpl_getMsgType(msgBridge msg, baseMsgType* type) {
  QUOLL_CHECK_POINTER(type, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(msg);
  *type = msg->type;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaMsgImpl_setPayloadSize(msgBridge msg, size_t size) {
  QUOLL_CHECK_HANDLE(msg);
  msg->payload_size = size;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaMsgImpl_getPayloadSize(msgBridge msg, size_t* size) {
  QUOLL_CHECK_POINTER(size, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(msg);
  *size = msg->payload_size;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaMsgImpl_setInboxName(msgBridge msg, const char* value) {
  QUOLL_CHECK_HANDLE(msg);
  return store_text(msg->reply.inbox_name, value, "the inbox name");
}

mama_status baseBridgeMamaMsgImpl_getInboxName(msgBridge msg, char** value) {
  QUOLL_CHECK_HANDLE(msg);
  return show_text(msg->reply.inbox_name, value);
}

mama_status baseBridgeMamaMsgImpl_setReplyTo(msgBridge msg, const char* value) {
  QUOLL_CHECK_HANDLE(msg);
  return store_text(msg->reply.reply_to, value, "the reply-to");
}

mama_status baseBridgeMamaMsgImpl_getReplyTo(msgBridge msg, char** value) {
  QUOLL_CHECK_HANDLE(msg);
  return show_text(msg->reply.reply_to, value);
}

mama_status baseBridgeMamaMsgImpl_setTargetSubject(msgBridge msg, const char* value) {
  QUOLL_CHECK_HANDLE(msg);
  return store_text(msg->target_subject, value, "the target subject");
}

mama_status baseBridgeMamaMsgImpl_getTargetSubject(msgBridge msg, char** value) {
  QUOLL_CHECK_HANDLE(msg);
  return show_text(msg->target_subject, value);
}

mama_status baseBridgeMamaMsgImpl_setDestination(msgBridge msg, const char* value) {
  QUOLL_CHECK_HANDLE(msg);
  return store_text(msg->destination, value, "the destination");
}

mama_status baseBridgeMamaMsgImpl_getDestination(msgBridge msg, char** value) {
  QUOLL_CHECK_HANDLE(msg);
  return show_text(msg->destination, value);
}

mama_status baseBridgeMamaMsgImpl_getSendSubject(msgBridge msg, char** value) {
  QUOLL_CHECK_HANDLE(msg);
  return show_text(msg->send_subject, value);
}

mama_status baseBridgeMamaMsgImpl_getSerializationBuffer(msgBridge msg, void** buffer,
                                                         size_t size) {
  QUOLL_CHECK_POINTER(buffer, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(msg);
  try {
    if (msg->serialization_buffer.size() < size) msg->serialization_buffer.resize(size);
    *buffer = msg->serialization_buffer.data();
    return MAMA_STATUS_OK;
  } catch (const std::exception&) {  // out of memory, or longer than a vector can be
    *buffer = nullptr;
    return MAMA_STATUS_NOMEM;
  }
}
