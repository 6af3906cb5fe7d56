// The C functions of mama/integration/msg.h, with which bridges fill and describe messages.
#include <mama/log.h>

#include "message/msg.h"

using quoll::mama::BridgeRegistry;
using quoll::mama::call_slot;
using quoll::mama::check_payload;
using quoll::mama::guarded;
using quoll::mama::Payload;

mama_status mamaMsgImpl_createForPayload(mamaMsg* msg, msgPayload payload,
                                         mamaPayloadBridge payloadBridge, short noDeletePayload) {
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  *msg = nullptr;
  Payload record;
  if (payloadBridge != nullptr) {
    if (!BridgeRegistry::instance().is_usable(payloadBridge)) return MAMA_STATUS_NO_BRIDGE_IMPL;
    record = Payload::of(payloadBridge);
    record.payload = payload;
  }
  // The argument says the opposite of its name: whether the message owns the payload.
  return mamaMsgImpl_::wrap(record, noDeletePayload != 0, msg);
}

mama_status mamaMsgImpl_setMsgBuffer(mamaMsg msg, const void* data, uint32_t len, char id) {
  if (msg == nullptr) {
    mama_log(MAMA_LOG_LEVEL_WARN, "%s: no message to put %u bytes into", __func__, len);
    return MAMA_STATUS_NULL_ARG;
  }
  QUOLL_CHECK_HANDLE(msg);
  return guarded([=] { return msg->set_incoming(data, len, id); });
}

mama_status mamaMsgImpl_getSubject(const mamaMsg msg, const char** result) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_INVALID_ARG);
  *result = msg->subject().c_str();
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_setQueue(mamaMsg msg, mamaQueue queue) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_INVALID_QUEUE);
  msg->set_queue(queue);
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_setDqStrategyContext(mamaMsg msg, mamaDqContext* dqStrategyContext) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(dqStrategyContext, MAMA_STATUS_INVALID_ARG);
  msg->set_dq_context(dqStrategyContext);
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_setBridgeImpl(mamaMsg msg, mamaBridge bridgeImpl) {
  QUOLL_CHECK_HANDLE(msg);
  if (!BridgeRegistry::instance().is_usable(bridgeImpl)) return MAMA_STATUS_NO_BRIDGE_IMPL;
  return msg->set_bridge(bridgeImpl);
}

mama_status mamaMsgImpl_useBridgePayload(mamaMsg msg, mamaBridge bridgeImpl) {
  QUOLL_CHECK_HANDLE(msg);
  if (!BridgeRegistry::instance().is_usable(bridgeImpl)) return MAMA_STATUS_NO_BRIDGE_IMPL;
  (void)msg->set_bridge(bridgeImpl);
  if (bridgeImpl->mDefaultEventQueue != nullptr) msg->set_queue(bridgeImpl->mDefaultEventQueue);
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_getBridgeMsg(mamaMsg msg, msgBridge* bridgeMsg) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(bridgeMsg, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(msg->bridge_msg(), MAMA_STATUS_INVALID_ARG);
  *bridgeMsg = msg->bridge_msg();
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_getPayloadBuffer(const mamaMsg msg, const void** buffer,
                                         mama_size_t* bufferLength) {
  QUOLL_TRY(check_payload(msg, __func__));
  QUOLL_CHECK_POINTER(buffer, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(bufferLength, MAMA_STATUS_NULL_ARG);
  return call_slot(msg->table()->msgPayloadGetByteBuffer, msg->payload(), buffer, bufferLength);
}

mama_status mamaMsgImpl_getPayload(const mamaMsg msg, msgPayload* payload) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(payload, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(msg->payload(), MAMA_STATUS_NULL_ARG);
  *payload = msg->payload();
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_getPayloadId(mamaMsg msg, char* id) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(id, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(msg->table(), MAMA_STATUS_NO_BRIDGE_IMPL);
  // Who asks goes on to mamaInternal_findPayload(id): that must be the message's own table.
  const char known_as = msg->record().id;
  if (mamaInternal_findPayload(known_as) != msg->table()) return MAMA_STATUS_NO_BRIDGE_IMPL;
  *id = known_as;
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_setPayloadBridge(mamaMsg msg, mamaPayloadBridge payloadBridge) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(payloadBridge, MAMA_STATUS_NULL_ARG);
  if (!BridgeRegistry::instance().is_usable(payloadBridge)) return MAMA_STATUS_NO_BRIDGE_IMPL;
  msg->set_table(payloadBridge);
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_setPayload(mamaMsg msg, msgPayload payload, short ownsPayload) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(payload, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(msg->table(), MAMA_STATUS_NO_BRIDGE_IMPL);
  msg->set_payload(payload, ownsPayload != 0);
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_setMessageOwner(mamaMsg msg, short owner) {
  QUOLL_CHECK_HANDLE(msg);
  if (msg->is_held()) return MAMA_STATUS_INVALID_ARG;
  msg->set_owner(owner != 0);
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_getMessageOwner(mamaMsg msg, short* owner) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(owner, MAMA_STATUS_NULL_ARG);
  *owner = msg->owner() ? 1 : 0;
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_setSubscInfo(mamaMsg msg, const char* root, const char* source,
                                     const char* symbol, int modifyMessage) {
  QUOLL_CHECK_HANDLE(msg);
  return guarded([=] {
    msg->set_subscription_info(root, source, symbol, modifyMessage != 0);
    return MAMA_STATUS_OK;
  });
}

mama_status mamaMsgImpl_setStatus(mamaMsg msg, mamaMsgStatus status) {
  QUOLL_CHECK_HANDLE(msg);
  msg->set_status(status);
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_getStatus(mamaMsg msg, mamaMsgStatus* status) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(status, MAMA_STATUS_INVALID_ARG);
  *status = msg->status();
  return MAMA_STATUS_OK;
}

mamaMsgStatus mamaMsgImpl_getStatusFromMsg(mamaMsg msg) {
  mama_i32_t value = MAMA_MSG_STATUS_UNKNOWN;
  if (mamaMsg_getI32(msg, "MdMsgStatus", 2, &value) != MAMA_STATUS_OK) {
    value = MAMA_MSG_STATUS_UNKNOWN;
  }
  const auto status = static_cast<mamaMsgStatus>(value);
  (void)mamaMsgImpl_setStatus(msg, status);
  return status;
}
