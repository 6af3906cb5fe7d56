#include <mama/inbox.h>
#include <mama/integration/bridge/base.h>
#include <mama/log.h>
#include <mama/subscription.h>

#include <new>
#include <string>

#include "inbox_subject.h"
#include "support/shim.h"

using quoll::mama::check_handle;
using quoll::mama::pool_of;

/// One inbox: a basic subscription on a subject that nobody else has. It ends when the subscription
/// reports its end, inside baseBridgeMamaInbox_destroy or later, wherever the bridge does that.
struct inboxBridge_ final {
  std::string subject;
  mamaSubscription subscription;
  mamaInboxMsgCallback on_message;
  mamaInboxErrorCallback on_error;
  mamaInboxDestroyCallback on_destroyed;
  void* closure;
  mamaInbox parent;
};

namespace {

void MAMACALLTYPE on_create(mamaSubscription, void*) {}

void MAMACALLTYPE on_error(mamaSubscription, mama_status status, void*, const char*,
                           void* closure) {
  const auto* inbox = static_cast<inboxBridge>(closure);
  if (inbox->on_error != nullptr) inbox->on_error(status, inbox->closure);
}

void MAMACALLTYPE on_message(mamaSubscription, mamaMsg message, void* closure, void*) {
  const auto* inbox = static_cast<inboxBridge>(closure);
  inbox->on_message(message, inbox->closure);
}

void MAMACALLTYPE on_destroy(mamaSubscription subscription, void* closure) {
  auto* inbox = static_cast<inboxBridge>(closure);
  const auto hook = inbox->on_destroyed;
  void* const user_closure = inbox->closure;
  mamaInbox const parent = inbox->parent;
  // First ours, because the hook may end queue and transport.
  mamaSubscription_deallocate(subscription);
  pool_of<inboxBridge_>().destroy(inbox,
                                  reinterpret_cast<const void*>(&baseBridgeMamaInbox_destroy));
  if (hook != nullptr) hook(parent, user_closure);
}

mama_status subscribe(inboxBridge inbox, mamaTransport transport, mamaQueue queue) {
  QUOLL_TRY(mamaSubscription_allocate(&inbox->subscription));
  mamaMsgCallbacks callbacks{};
  callbacks.onCreate = &on_create;
  callbacks.onError = &on_error;
  callbacks.onMsg = &on_message;
  callbacks.onDestroy = &on_destroy;
  const mama_status status = mamaSubscription_createBasic(
      inbox->subscription, transport, queue, &callbacks, inbox->subject.c_str(), inbox);
  if (status != MAMA_STATUS_OK) mamaSubscription_deallocate(inbox->subscription);
  return status;
}

}  // namespace

mama_status baseBridgeMamaInbox_createByIndex(inboxBridge* bridge, mamaTransport tport,
                                              int /*tportIndex*/, mamaQueue queue,
                                              mamaInboxMsgCallback msgCB,
                                              mamaInboxErrorCallback errorCB,
                                              mamaInboxDestroyCallback onInboxDestroyed,
                                              void* closure, mamaInbox parent) {
  return baseBridgeMamaInbox_create(bridge, tport, queue, msgCB, errorCB, onInboxDestroyed, closure,
                                    parent);
}

mama_status baseBridgeMamaInbox_create(inboxBridge* bridge, mamaTransport tport, mamaQueue queue,
                                       mamaInboxMsgCallback msgCB, mamaInboxErrorCallback errorCB,
                                       mamaInboxDestroyCallback onInboxDestroyed, void* closure,
                                       mamaInbox parent) {
  QUOLL_CHECK_POINTER(bridge, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(tport, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(msgCB, MAMA_STATUS_NULL_ARG);
  *bridge = nullptr;
  try {
    inboxBridge inbox = pool_of<inboxBridge_>().create(
        inboxBridge_{quoll::base_bridge::next_inbox_subject(), nullptr, msgCB, errorCB,
                     onInboxDestroyed, closure, parent});
    QUOLL_CHECK_POINTER(inbox, MAMA_STATUS_NOMEM);
    *bridge = inbox;
    const mama_status status = subscribe(inbox, tport, queue);
    if (status != MAMA_STATUS_OK) {
      *bridge = nullptr;
      pool_of<inboxBridge_>().destroy(inbox);
    }
    return status;
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

mama_status baseBridgeMamaInbox_destroy(inboxBridge inbox) {
  QUOLL_CHECK_HANDLE(inbox);
  // on_destroy may free the inbox before this returns.
  return mamaSubscription_destroy(inbox->subscription);
}

const char* baseBridgeMamaInboxImpl_getReplySubject(inboxBridge inbox) {
  return check_handle(inbox, __func__) == MAMA_STATUS_OK ? inbox->subject.c_str() : nullptr;
}
