/// mama/publisher.h and mama/integration/publisher.h: the C functions.
#include <mama/integration/publisher.h>
#include <mama/msg.h>
#include <mama/publisher.h>

#include <new>

#include "message/reply.h"
#include "publish/publisher.h"
#include "runtime/plugins.h"
#include "transport/transport.h"

using quoll::mama::call_slot;
using quoll::mama::check_handle;
using quoll::mama::Plugin;
using quoll::mama::Plugins;
using quoll::mama::Publisher;

#define CALLER __builtin_return_address(0)

namespace {

/// A live publisher that was not made inert by its transport.
mama_status check(mamaPublisher publisher, const char* function) {
  QUOLL_TRY(quoll::mama::check_handle(publisher, function));
  return publisher->inert() ? MAMA_STATUS_INVALID_ARG : MAMA_STATUS_OK;
}

mama_status create(mamaPublisher* result, mamaTransport tport, int index, mamaQueue queue,
                   const mamaPublisherCallbacks* callbacks, const Publisher::Subject& subject,
                   void* closure, const char* function) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  QUOLL_TRY(quoll::mama::check_handle(tport, function, MAMA_STATUS_INVALID_ARG));
  QUOLL_CHECK_POINTER(tport->bridge(), MAMA_STATUS_NO_BRIDGE_IMPL);
  if (index < 0 || index >= tport->slot_count()) return MAMA_STATUS_INVALID_ARG;
  return Publisher::create(result, tport, index, queue, callbacks, subject, closure);
}

mama_status get_text(mamaPublisher publisher, const char** out, const char* function,
                     const char* (Publisher::*getter)() const noexcept) {
  QUOLL_TRY(check(publisher, function));
  QUOLL_CHECK_POINTER(out, MAMA_STATUS_NULL_ARG);
  *out = (publisher->*getter)();
  return MAMA_STATUS_OK;
}

}  // namespace

mama_status mamaPublisher_create(mamaPublisher* result, mamaTransport tport, const char* symbol,
                                 const char* source, const char* root) {
  return create(result, tport, 0, nullptr, nullptr, {symbol, source, root}, nullptr, __func__);
}

mama_status mamaPublisher_createWithCallbacks(mamaPublisher* result, mamaTransport tport,
                                              mamaQueue queue, const char* symbol,
                                              const char* source, const char* root,
                                              mamaPublisherCallbacks* cb, void* closure) {
  return create(result, tport, 0, queue, cb, {symbol, source, root}, closure, __func__);
}

mama_status mamaPublisherImpl_createByIndex(mamaPublisher* result, mamaTransport tport,
                                            int tportIndex, mamaQueue queue,
                                            mamaPublisherCallbacks* cb, const char* symbol,
                                            const char* source, const char* root, void* closure) {
  return create(result, tport, tportIndex, queue, cb, {symbol, source, root}, closure, __func__);
}

namespace {

// Plugins may veto a message, and destroy the publisher.
mama_status ask_plugins(mamaPublisher publisher, mamaMsg msg) {
  publisher->hold();
  const mama_status status =
      Plugins::instance().call(&Plugin::publisher_pre_send, "publisherPreSendHook", publisher, msg);
  publisher->drop_hold();
  QUOLL_TRY(status);
  return check_handle(publisher, "mamaPublisher_send");
}

}  // namespace

mama_status mamaPublisher_send(mamaPublisher publisher, mamaMsg msg) {
  QUOLL_CHECK_HANDLE(publisher);
  if (Plugins::instance().any()) QUOLL_TRY(ask_plugins(publisher, msg));
  return publisher->send_and_count(MAMA_STAT_TYPE_PUBLISHER_SEND,
                                   [msg](const mamaBridgeImpl& bridge, publisherBridge own) {
                                     return call_slot(bridge.bridgeMamaPublisherSend, own, msg);
                                   });
}

mama_status mamaPublisher_sendWithThrottle(mamaPublisher publisher, mamaMsg msg,
                                           mamaThrottledSendCompleteCb sendCompleteCb,
                                           void* closure) {
  QUOLL_CHECK_HANDLE(publisher);
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_INVALID_ARG);
  return publisher->send_throttled({nullptr, msg, sendCompleteCb, closure});
}

mama_status mamaPublisher_sendFromInboxWithThrottle(mamaPublisher publisher, mamaInbox inbox,
                                                    mamaMsg msg,
                                                    mamaThrottledSendCompleteCb sendCompleteCb,
                                                    void* closure) {
  QUOLL_CHECK_HANDLE(publisher);
  QUOLL_CHECK_POINTER(inbox, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_INVALID_ARG);
  return publisher->send_throttled({inbox, msg, sendCompleteCb, closure});
}

mama_status mamaPublisher_sendFromInbox(mamaPublisher publisher, mamaInbox inbox, mamaMsg msg) {
  QUOLL_CHECK_HANDLE(publisher);
  return publisher->send_and_count(MAMA_STAT_TYPE_PUBLISHER_INBOX_SEND,
                                   [inbox, msg](const mamaBridgeImpl& bridge, publisherBridge own) {
                                     return call_slot(bridge.bridgeMamaPublisherSendFromInbox, own,
                                                      inbox, msg);
                                   });
}

mama_status mamaPublisherImpl_sendFromInboxByIndex(mamaPublisher publisher, int tportIndex,
                                                   mamaInbox inbox, mamaMsg msg) {
  QUOLL_CHECK_HANDLE(publisher);
  return publisher->send_and_count(
      MAMA_STAT_TYPE_PUBLISHER_INBOX_SEND,
      [tportIndex, inbox, msg](const mamaBridgeImpl& bridge, publisherBridge own) {
        return call_slot(bridge.bridgeMamaPublisherSendFromInboxByIndex, own, tportIndex, inbox,
                         msg);
      });
}

mama_status mamaPublisher_sendReplyToInbox(mamaPublisher publisher, mamaMsg request,
                                           mamaMsg reply) {
  QUOLL_CHECK_HANDLE(publisher);
  QUOLL_CHECK_POINTER(request, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(reply, MAMA_STATUS_INVALID_ARG);
  if (mamaMsg_isFromInbox(request) == 0) return MAMA_STATUS_INVALID_ARG;
  return publisher->send_and_count(
      MAMA_STAT_TYPE_PUBLISHER_REPLY_SEND,
      [request, reply](const mamaBridgeImpl& bridge, publisherBridge own) {
        return call_slot(bridge.bridgeMamaPublisherSendReplyToInbox, own, request, reply);
      });
}

mama_status mamaPublisher_sendReplyToInboxHandle(mamaPublisher publisher, mamaMsgReply replyAddress,
                                                 mamaMsg reply) {
  QUOLL_CHECK_HANDLE(publisher);
  QUOLL_CHECK_HANDLE(replyAddress, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(reply, MAMA_STATUS_INVALID_ARG);
  return publisher->send_and_count(
      MAMA_STAT_TYPE_PUBLISHER_REPLY_SEND,
      [replyAddress, reply](const mamaBridgeImpl& bridge, publisherBridge own) {
        return call_slot(bridge.bridgeMamaPublisherSendReplyToInboxHandle, own,
                         replyAddress->handle, reply);
      });
}

mama_status mamaPublisher_destroy(mamaPublisher publisher) {
  QUOLL_CHECK_HANDLE(publisher);
  return publisher->destroy(CALLER);
}

mama_status mamaPublisher_destroyEx(mamaPublisher publisher) {
  QUOLL_CHECK_HANDLE(publisher);
  return publisher->destroy_on_queue(CALLER);
}

mama_status mamaPublisherImpl_clearTransport(mamaPublisher publisher) {
  QUOLL_CHECK_HANDLE(publisher);
  return publisher->destroy(CALLER);
}

mama_status mamaPublisher_getTransport(mamaPublisher publisher, mamaTransport* transport) {
  QUOLL_TRY(check(publisher, __func__));
  QUOLL_CHECK_POINTER(transport, MAMA_STATUS_NULL_ARG);
  *transport = publisher->transport();
  return MAMA_STATUS_OK;
}

mamaTransport mamaPublisherImpl_getTransportImpl(mamaPublisher publisher) {
  return check(publisher, __func__) == MAMA_STATUS_OK ? publisher->transport() : nullptr;
}

mama_status mamaPublisher_getRoot(mamaPublisher publisher, const char** root) {
  return get_text(publisher, root, __func__, &Publisher::root);
}

mama_status mamaPublisher_getSource(mamaPublisher publisher, const char** source) {
  return get_text(publisher, source, __func__, &Publisher::source);
}

mama_status mamaPublisher_getSymbol(mamaPublisher publisher, const char** symbol) {
  return get_text(publisher, symbol, __func__, &Publisher::symbol);
}

mama_status mamaPublisher_getUserCallbacks(mamaPublisher publisher, mamaPublisherCallbacks* cb) {
  QUOLL_TRY(check(publisher, __func__));
  QUOLL_CHECK_POINTER(cb, MAMA_STATUS_NULL_ARG);
  *cb = publisher->callbacks();
  return MAMA_STATUS_OK;
}

mama_status mamaPublisher_getState(mamaPublisher publisher, mamaPublisherState* state) {
  QUOLL_TRY(check(publisher, __func__));
  QUOLL_CHECK_POINTER(state, MAMA_STATUS_NULL_ARG);
  *state = publisher->state();
  return MAMA_STATUS_OK;
}

const char* mamaPublisher_stringForState(mamaPublisherState state) {
  switch (state) {
    case MAMA_PUBLISHER_UNKNOWN:
      return "MAMA_PUBLISHER_UNKNOWN";
    case MAMA_PUBLISHER_CREATING:
      return "MAMA_PUBLISHER_CREATING";
    case MAMA_PUBLISHER_LIVE:
      return "MAMA_PUBLISHER_LIVE";
    case MAMA_PUBLISHER_DESTROYING:
      return "MAMA_PUBLISHER_DESTROYING";
    case MAMA_PUBLISHER_DESTROYED_BRIDGE:
      return "MAMA_PUBLISHER_DESTROYED_BRIDGE";
    case MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE:
      return "MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE";
    case MAMA_PUBLISHER_DESTROYED:
      return "MAMA_PUBLISHER_DESTROYED";
  }
  return "State not recognised";
}

mama_status mamaPublisherCallbacks_allocate(mamaPublisherCallbacks** cb) {
  QUOLL_CHECK_POINTER(cb, MAMA_STATUS_NULL_ARG);
  *cb = new (std::nothrow) mamaPublisherCallbacks{};
  return *cb != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}

mama_status mamaPublisherCallbacks_deallocate(mamaPublisherCallbacks* cb) {
  QUOLL_CHECK_POINTER(cb, MAMA_STATUS_NULL_ARG);
  delete cb;
  return MAMA_STATUS_OK;
}
