// What a message carries beside its payload: where a reply goes.
#include "hermit.h"

extern "C" {

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsg_create(msgBridge* msg, mamaMsg parent) {
  if (msg == nullptr || parent == nullptr) return MAMA_STATUS_NULL_ARG;
  *msg = new msgBridge_;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsg_destroy(msgBridge msg, int) {
  if (msg == nullptr) return MAMA_STATUS_NULL_ARG;
  delete msg;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsg_destroyMiddlewareMsg(msgBridge msg) {
  return msg != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NULL_ARG;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsg_detach(msgBridge msg) {
  return msg != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NULL_ARG;
}

MAMAExpBridgeDLL int hermitBridgeMamaMsg_isFromInbox(msgBridge msg) {
  if (msg == nullptr) return -1;
  return msg->reply_subject.empty() ? 0 : 1;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsg_setSendSubject(msgBridge msg, const char* symbol,
                                                                const char*) {
  if (msg == nullptr || symbol == nullptr) return MAMA_STATUS_NULL_ARG;
  msg->send_subject = symbol;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsg_getNativeHandle(msgBridge msg, void** result) {
  if (msg == nullptr || result == nullptr) return MAMA_STATUS_NULL_ARG;
  *result = msg;
  return MAMA_STATUS_OK;
}

// A reply handle is the subject as a string of its own.

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsg_duplicateReplyHandle(msgBridge msg,
                                                                      void** result) {
  if (msg == nullptr || result == nullptr) return MAMA_STATUS_NULL_ARG;
  if (msg->reply_subject.empty()) return MAMA_STATUS_INVALID_ARG;
  *result = new std::string(msg->reply_subject);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsg_copyReplyHandle(void* source, void** copy) {
  if (source == nullptr || copy == nullptr) return MAMA_STATUS_NULL_ARG;
  *copy = new std::string(*static_cast<std::string*>(source));
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsg_destroyReplyHandle(void* handle) {
  if (handle == nullptr) return MAMA_STATUS_NULL_ARG;
  delete static_cast<std::string*>(handle);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsgImpl_setReplyHandle(msgBridge msg, void* handle) {
  if (msg == nullptr || handle == nullptr) return MAMA_STATUS_NULL_ARG;
  msg->reply_subject = *static_cast<std::string*>(handle);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaMsgImpl_setReplyHandleAndIncrement(msgBridge msg,
                                                                                void* handle) {
  return hermitBridgeMamaMsgImpl_setReplyHandle(msg, handle);
}

}  // extern "C"
