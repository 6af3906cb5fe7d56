// Reply handles: the C functions of mama/msg.h with which a request can be answered later.
#include "message/reply.h"

#include <mama/log.h>

#include "message/msg.h"
#include "runtime/bridge_call.h"

using quoll::mama::BridgeCall;
using quoll::mama::call_bridge;
using quoll::mama::KnownBridge;
using quoll::mama::pool_of;

namespace {

/// A wrapper around the handle that `fill(&handle)` gives; nothing is left behind when it fails.
template <class Fill>
mama_status make_reply(const KnownBridge& bridge, mamaMsgReply* reply, Fill fill) {
  *reply = nullptr;
  mamaMsgReply made = pool_of<mamaMsgReplyImpl_>().create();
  QUOLL_CHECK_POINTER(made, MAMA_STATUS_NOMEM);
  made->bridge = bridge;
  if (const mama_status status = fill(&made->handle); status != MAMA_STATUS_OK) {
    pool_of<mamaMsgReplyImpl_>().destroy(made);
    return status;
  }
  *reply = made;
  return MAMA_STATUS_OK;
}

}  // namespace

mama_status mamaMsg_getReplyHandle(mamaMsg msg, mamaMsgReply* replyHandle) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_POINTER(replyHandle, MAMA_STATUS_NULL_ARG);
  *replyHandle = nullptr;
  QUOLL_CHECK_POINTER(msg->bridge(), MAMA_STATUS_NO_BRIDGE_IMPL);
  return make_reply(msg->known_bridge(), replyHandle, [msg](void** handle) {
    return call_bridge(msg->bridge(), &mamaBridgeImpl_::bridgeMamaMsgDuplicateReplyHandle,
                       msg->bridge_msg(), handle);
  });
}

mama_status mamaMsg_setReplyHandle(mamaMsg msg, mamaMsgReply replyHandle) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_HANDLE(replyHandle);
  const BridgeCall call(replyHandle->bridge);
  if (!call) return MAMA_STATUS_NO_BRIDGE_IMPL;
  if (msg->bridge() == nullptr) QUOLL_TRY(msg->set_bridge(replyHandle->bridge.handle()));
  if (msg->bridge() != replyHandle->bridge.handle()) return MAMA_STATUS_INVALID_ARG;
  return call_bridge(msg->bridge(), &mamaBridgeImpl_::bridgeMamaMsgSetReplyHandleAndIncrement,
                     msg->bridge_msg(), replyHandle->handle);
}

mama_status mamaMsg_copyReplyHandle(mamaMsgReply src, mamaMsgReply* copy) {
  QUOLL_CHECK_HANDLE(src);
  QUOLL_CHECK_POINTER(copy, MAMA_STATUS_NULL_ARG);
  return make_reply(src->bridge, copy, [src](void** handle) {
    return call_bridge(src->bridge, &mamaBridgeImpl_::bridgeMamaMsgCopyReplyHandle, src->handle,
                       handle);
  });
}

mama_status mamaMsg_destroyReplyHandle(mamaMsgReply replyHandle) {
  QUOLL_CHECK_HANDLE(replyHandle);
  auto& pool = pool_of<mamaMsgReplyImpl_>();
  // Of several callers one may hand the inner handle to the bridge.
  if (!pool.retire(replyHandle, __builtin_return_address(0))) return MAMA_STATUS_INVALID_ARG;
  const mama_status status = call_bridge(
      replyHandle->bridge, &mamaBridgeImpl_::bridgeMamaMsgDestroyReplyHandle, replyHandle->handle);
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_WARN, "%s: the bridge keeps handle %p: %s", __func__,
             replyHandle->handle, mamaStatus_stringForStatus(status));
  }
  pool.release(replyHandle);
  return MAMA_STATUS_OK;
}
