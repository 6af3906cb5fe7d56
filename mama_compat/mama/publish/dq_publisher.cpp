/// mama/dqpublisher.h: publishers that number what they send.
#include <mama/datetime.h>
#include <mama/dqpublisher.h>
#include <mama/log.h>
#include <mama/msg.h>
#include <mama/msgfield.h>
#include <mama/msgtype.h>
#include <mama/reservedfields.h>
#include <mama/senderId.h>

#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "support/shim.h"

using quoll::mama::pool_of;

/// A publisher that completes what it sends. Made by mamaDQPublisher_allocate, in a HandlePool;
/// owns its plain publisher. One thread at a time; its end waits for what that of the plain one
/// waits for.
struct mamaDQPublisherImpl_ {
  /// What is said about one topic.
  struct Context {
    mamaMsgStatus status = MAMA_MSG_STATUS_OK;
    mama_seqnum_t number = 1;  // 0: off
  };

  mama_status context_of(mamaMsg message, Context** out);
  mama_status complete(mamaMsg message, Context& context);
  mama_status complete_reply(mamaMsg reply);
  mama_status add_number(mamaMsg message, const Context& context) const;
  mama_status add_status(mamaMsg message, const Context& context) const;
  mama_status add_sender(mamaMsg message) const;
  mama_status add_time(mamaMsg message) const;

  mamaPublisher publisher = nullptr;
  Context own;
  std::map<std::string, Context, std::less<>> topics;
  std::uint64_t sender_id = mamaSenderId_getSelf();
  bool sends_time = false;
  bool is_ending = false;
  void* closure = nullptr;
  void* cache = nullptr;
};

namespace {

/// How a type of message is numbered.
enum class Numbering { kNumberOnly, kAsItIs, kNext };

Numbering numbering_of(mamaMsgType type) {
  switch (type) {
    case MAMA_MSG_TYPE_REFRESH:
    case MAMA_MSG_TYPE_SYNC_REQUEST:
    case MAMA_MSG_TYPE_MISC:
    case MAMA_MSG_TYPE_NOT_PERMISSIONED:
    case MAMA_MSG_TYPE_NOT_FOUND:
      return Numbering::kNumberOnly;
    case MAMA_MSG_TYPE_INITIAL:
    case MAMA_MSG_TYPE_BOOK_INITIAL:
    case MAMA_MSG_TYPE_RECAP:
    case MAMA_MSG_TYPE_BOOK_RECAP:
      return Numbering::kAsItIs;
    default:
      return Numbering::kNext;
  }
}

mamaFieldType type_of(mamaMsg message, const MamaReservedField& reserved) {
  mamaMsgField field = nullptr;
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  if (mamaMsg_getField(message, reserved.mName, reserved.mFid, &field) == MAMA_STATUS_OK) {
    mamaMsgField_getType(field, &type);
  }
  return type;
}

void warn(const char* field, mamaFieldType type) {
  mama_log(MAMA_LOG_LEVEL_WARN, "mamaDQPublisher: the field %s has the type %s; left alone", field,
           mamaFieldTypeToString(type));
}

}  // namespace

mama_status mamaDQPublisherImpl_::context_of(mamaMsg message, Context** out) {
  constexpr mama_fid_t kIndexSymbol = 305, kIssueSymbol = 293;
  *out = &own;
  if (topics.empty()) return MAMA_STATUS_OK;
  const char* symbol = nullptr;
  if (mamaMsg_getString(message, nullptr, kIndexSymbol, &symbol) != MAMA_STATUS_OK) {
    QUOLL_TRY(mamaMsg_getString(message, nullptr, kIssueSymbol, &symbol));
  }
  const auto found = topics.find(symbol);
  if (found == topics.end()) return MAMA_STATUS_INVALID_ARG;
  *out = &found->second;
  return MAMA_STATUS_OK;
}

mama_status mamaDQPublisherImpl_::complete(mamaMsg message, Context& context) {
  if (context.number != 0) {
    const Numbering numbering = numbering_of(mamaMsgType_typeForMsg(message));
    if (numbering == Numbering::kNext && ++context.number == 0) context.number = 1;
    if (numbering != Numbering::kNumberOnly) QUOLL_TRY(add_status(message, context));
    QUOLL_TRY(add_number(message, context));
  }
  QUOLL_TRY(add_sender(message));
  return add_time(message);
}

mama_status mamaDQPublisherImpl_::complete_reply(mamaMsg reply) {
  QUOLL_TRY(add_sender(reply));
  if (own.number != 0) {
    QUOLL_TRY(add_number(reply, own));
    QUOLL_TRY(add_status(reply, own));
  }
  return add_time(reply);
}

mama_status mamaDQPublisherImpl_::add_number(mamaMsg message, const Context& context) const {
  return mamaMsg_updateU32(message, MamaFieldSeqNum.mName, MamaFieldSeqNum.mFid, context.number);
}

mama_status mamaDQPublisherImpl_::add_status(mamaMsg message, const Context& context) const {
  const MamaReservedField& field = MamaFieldMsgStatus;
  const auto status = static_cast<mama_u8_t>(context.status);
  if (mamaMsg_updateU8(message, field.mName, field.mFid, status) == MAMA_STATUS_OK) {
    return MAMA_STATUS_OK;
  }
  return mamaMsg_updateI16(message, field.mName, field.mFid, status);
}

mama_status mamaDQPublisherImpl_::add_sender(mamaMsg message) const {
  if (sender_id == 0) return MAMA_STATUS_OK;
  const MamaReservedField& field = MamaFieldSenderId;
  switch (const mamaFieldType type = type_of(message, field); type) {
    case MAMA_FIELD_TYPE_U16:
      return mamaMsg_updateU16(message, field.mName, field.mFid,
                               static_cast<mama_u16_t>(sender_id));
    case MAMA_FIELD_TYPE_U32:
      return mamaMsg_updateU32(message, field.mName, field.mFid,
                               static_cast<mama_u32_t>(sender_id));
    case MAMA_FIELD_TYPE_U64:
    case MAMA_FIELD_TYPE_UNKNOWN:
      return mamaMsg_updateU64(message, field.mName, field.mFid, sender_id);
    default:
      warn(field.mName, type);
      return MAMA_STATUS_OK;
  }
}

mama_status mamaDQPublisherImpl_::add_time(mamaMsg message) const {
  if (!sends_time) return MAMA_STATUS_OK;
  const MamaReservedField& field = MamaFieldSendTime;
  mamaDateTime now = nullptr;
  QUOLL_TRY(mamaDateTime_create(&now));
  const std::unique_ptr<std::remove_pointer_t<mamaDateTime>, mama_status (*)(mamaDateTime)> owner(
      now, mamaDateTime_destroy);
  QUOLL_TRY(mamaDateTime_setToNow(now));
  switch (const mamaFieldType type = type_of(message, field); type) {
    case MAMA_FIELD_TYPE_I64: {
      mama_u64_t ms = 0;
      QUOLL_TRY(mamaDateTime_getEpochTimeMilliseconds(now, &ms));
      return mamaMsg_updateI64(message, field.mName, field.mFid, static_cast<mama_i64_t>(ms));
    }
    case MAMA_FIELD_TYPE_STRING: {
      char text[32] = {};
      QUOLL_TRY(mamaDateTime_getAsFormattedString(now, text, sizeof text, "%T%;"));
      return mamaMsg_updateString(message, field.mName, field.mFid, text);
    }
    case MAMA_FIELD_TYPE_TIME:
    case MAMA_FIELD_TYPE_UNKNOWN:
      return mamaMsg_updateDateTime(message, field.mName, field.mFid, now);
    default:
      warn(field.mName, type);
      return MAMA_STATUS_OK;
  }
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaDQPublisher_allocate(mamaDQPublisher* result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  return quoll::mama::guarded([=] {
    *result = pool_of<mamaDQPublisherImpl_>().create();
    return *result != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
  });
}

mama_status mamaDQPublisher_create(mamaDQPublisher pub, mamaTransport transport,
                                   const char* topic) {
  return mamaDQPublisher_createWithCallbacks(pub, transport, nullptr, topic, nullptr, nullptr);
}

mama_status mamaDQPublisher_createWithCallbacks(mamaDQPublisher pub, mamaTransport transport,
                                                mamaQueue queue, const char* topic,
                                                mamaPublisherCallbacks* cb, void* closure) {
  QUOLL_CHECK_HANDLE(pub);
  if (pub->publisher != nullptr) return MAMA_STATUS_INVALID_ARG;
  // Straight into its place: onCreate, which runs inside, may send already, and may destroy.
  return mamaPublisher_createWithCallbacks(&pub->publisher, transport, queue, topic, nullptr,
                                           nullptr, cb, closure);
}

mama_status mamaDQPublisher_addTopic(mamaDQPublisher pub, const char* topic) {
  QUOLL_CHECK_HANDLE(pub);
  QUOLL_CHECK_POINTER(topic, MAMA_STATUS_NULL_ARG);
  return quoll::mama::guarded([&] {
    return pub->topics.try_emplace(topic).second ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
  });
}

mama_status mamaDQPublisher_send(mamaDQPublisher pub, mamaMsg msg) {
  QUOLL_CHECK_HANDLE(pub);
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  mamaDQPublisherImpl_::Context* context = nullptr;
  QUOLL_TRY(pub->context_of(msg, &context));
  mamaMsg modifiable = nullptr;
  QUOLL_TRY(mamaMsg_getTempCopy(msg, &modifiable));
  QUOLL_TRY(pub->complete(modifiable, *context));
  return mamaPublisher_send(pub->publisher, modifiable);
}

mama_status mamaDQPublisher_sendReply(mamaDQPublisher pub, mamaMsg request, mamaMsg reply) {
  QUOLL_CHECK_HANDLE(pub);
  QUOLL_CHECK_POINTER(reply, MAMA_STATUS_NULL_ARG);
  QUOLL_TRY(pub->complete_reply(reply));
  return mamaPublisher_sendReplyToInbox(pub->publisher, request, reply);
}

mama_status mamaDQPublisher_sendReplyWithHandle(mamaDQPublisher pub, mamaMsgReply replyAddress,
                                                mamaMsg reply) {
  QUOLL_CHECK_HANDLE(pub);
  QUOLL_CHECK_POINTER(reply, MAMA_STATUS_NULL_ARG);
  QUOLL_TRY(pub->complete_reply(reply));
  return mamaPublisher_sendReplyToInboxHandle(pub->publisher, replyAddress, reply);
}

namespace {

/// For functions without a status.
bool is_live(mamaDQPublisher pub, const char* function) {
  return quoll::mama::check_handle(pub, function) == MAMA_STATUS_OK;
}

}  // namespace

void mamaDQPublisher_destroy(mamaDQPublisher pub) {
  // onDestroy may still ask for the closure and the cache, and may come here again.
  if (!is_live(pub, __func__) || std::exchange(pub->is_ending, true)) return;
  if (pub->publisher != nullptr) mamaPublisher_destroy(pub->publisher);
  pool_of<mamaDQPublisherImpl_>().destroy(pub, __builtin_return_address(0));
}

void mamaDQPublisher_setStatus(mamaDQPublisher pub, mamaMsgStatus status) {
  if (is_live(pub, __func__)) pub->own.status = status;
}

void mamaDQPublisher_setSenderId(mamaDQPublisher pub, uint64_t senderid) {
  if (is_live(pub, __func__)) pub->sender_id = senderid;
}

void mamaDQPublisher_setSeqNum(mamaDQPublisher pub, mama_seqnum_t num) {
  if (is_live(pub, __func__)) pub->own.number = num;
}

void mamaDQPublisher_enableSendTime(mamaDQPublisher pub, mama_bool_t enable) {
  if (is_live(pub, __func__)) pub->sends_time = enable != 0;
}

void mamaDQPublisher_setClosure(mamaDQPublisher pub, void* closure) {
  if (is_live(pub, __func__)) pub->closure = closure;
}

void* mamaDQPublisher_getClosure(mamaDQPublisher pub) {
  return is_live(pub, __func__) ? pub->closure : nullptr;
}

void mamaDQPublisher_setCache(mamaDQPublisher pub, void* cache) {
  if (is_live(pub, __func__)) pub->cache = cache;
}

void* mamaDQPublisher_getCache(mamaDQPublisher pub) {
  return is_live(pub, __func__) ? pub->cache : nullptr;
}
