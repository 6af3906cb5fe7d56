#include <bridge.h>
#include <mama/inbox.h>
#include <mama/integration/inbox.h>
#include <mama/integration/transport.h>
#include <mama/log.h>
#include <quoll/ownership.h>

#include "dispatch/dispatch_object.h"
#include "support/shim.h"

using quoll::Gate;
using quoll::mama::call_slot;
using quoll::mama::Creation;
using quoll::mama::pool_of;
using quoll::mama::undo_if_thrown;

/// One destination for replies; subject and delivery are the bridge's. Holds one count of its queue
/// until the bridge has reported its end, which is also when the handle dies: inside
/// mamaInbox_destroy or later, as the bridge does it. Any thread may call anything.
struct mamaInboxImpl_ final : quoll::mama::DispatchObject {
 public:
  mamaInboxImpl_(mamaQueue queue, mamaInboxDestroyCallback on_destroyed)
      : DispatchObject(queue, State::kRunning), on_destroyed_(on_destroyed) {}

  struct Request {
    mamaTransport transport;
    bool by_index;
    int index;
    mamaInboxMsgCallback on_message;
    mamaInboxErrorCallback on_error;
    mamaInboxDestroyCallback on_destroyed;
    void* closure;
  };
  static mama_status create(mamaInbox* out, mamaQueue queue, const Request& request);
  mama_status destroy();
  inboxBridge bridge_inbox();

 private:
  mama_status ask_bridge_for(const Request& request, const void* by);
  static void MAMACALLTYPE on_bridge_destroyed(mamaInbox inbox, void* closure);

  const mamaInboxDestroyCallback on_destroyed_;
  inboxBridge bridge_inbox_ = nullptr;
};

mama_status mamaInboxImpl_::create(mamaInbox* out, mamaQueue queue, const Request& request) {
  const auto by = reinterpret_cast<const void*>(&mamaInbox_create);
  const auto keep = queue->keep();
  if (!keep) return MAMA_STATUS_INVALID_QUEUE;
  mamaInbox inbox = pool_of<mamaInboxImpl_>().create(queue, request.on_destroyed);
  QUOLL_CHECK_POINTER(inbox, MAMA_STATUS_NOMEM);
  // Counted before the bridge can deliver anything.
  if (!inbox->count_on_queue()) {
    free(inbox, by);
    return MAMA_STATUS_INVALID_QUEUE;
  }
  *out = inbox;
  const auto forget = [out] { *out = nullptr; };
  const mama_status status =
      undo_if_thrown([&] { return inbox->ask_bridge_for(request, by); }, forget);
  if (status != MAMA_STATUS_OK) forget();
  return status;
}

mama_status mamaInboxImpl_::ask_bridge_for(const Request& request, const void* by) {
  if (request.by_index) {
    return create_in_bridge(this, by, &mamaBridgeImpl_::bridgeMamaInboxCreateByIndex,
                            &bridge_inbox_, request.transport, request.index, queue(),
                            request.on_message, request.on_error, &on_bridge_destroyed,
                            request.closure, this);
  }
  return create_in_bridge(this, by, &mamaBridgeImpl_::bridgeMamaInboxCreate, &bridge_inbox_,
                          request.transport, queue(), request.on_message, request.on_error,
                          &on_bridge_destroyed, request.closure, this);
}

mama_status mamaInboxImpl_::destroy() {
  if (!change_state(State::kRunning, State::kEnding)) {
    mama_log(MAMA_LOG_LEVEL_WARN, "mamaInbox_destroy: inbox %p is ending already",
             static_cast<void*>(this));
    return MAMA_STATUS_OK;
  }
  switch (creation_.wait()) {
    case Creation::Outcome::kMade:
      break;
    case Creation::Outcome::kInside:
      mama_log(MAMA_LOG_LEVEL_ERROR, "mamaInbox_destroy: inbox %p is still being made; it stays",
               static_cast<void*>(this));
      change_state(State::kEnding, State::kRunning);
      return MAMA_STATUS_INVALID_ARG;
    case Creation::Outcome::kFailed:
      free(this, reinterpret_cast<const void*>(&mamaInbox_destroy));
      return MAMA_STATUS_OK;
  }
  // The bridge may report the end, and so free this object, before it returns OK.
  const Call call(*this);
  const mama_status status = call ? call_slot(bridge()->bridgeMamaInboxDestroy, bridge_inbox_)
                                  : MAMA_STATUS_NO_BRIDGE_IMPL;
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaInbox_destroy: the bridge could not end inbox %p: %s",
             static_cast<void*>(this), mamaStatus_stringForStatus(status));
    change_state(State::kEnding, State::kRunning);
  }
  return status;
}

inboxBridge mamaInboxImpl_::bridge_inbox() {
  const Gate::Frame inside(calls_);
  return inside ? bridge_inbox_ : nullptr;
}

void MAMACALLTYPE mamaInboxImpl_::on_bridge_destroyed(mamaInbox inbox, void* closure) {
  // Also when the callback throws.
  struct Ending {
    mamaInbox inbox;
    ~Ending() { free(inbox, reinterpret_cast<const void*>(&mamaInbox_destroy)); }
  } const ending{inbox};
  if (inbox->on_destroyed_ != nullptr) inbox->on_destroyed_(inbox, closure);
}

// ---- the C functions ---------------------------------------------------------------------------

namespace {

mama_status create_inbox(mamaInbox* out, mamaQueue queue, const mamaInboxImpl_::Request& request) {
  QUOLL_CHECK_POINTER(out, MAMA_STATUS_NULL_ARG);
  *out = nullptr;
  QUOLL_CHECK_POINTER(request.transport, MAMA_STATUS_INVALID_ARG);
  QUOLL_TRY(quoll::mama::check_queue(queue, "mamaInbox_create", MAMA_STATUS_INVALID_QUEUE,
                                     MAMA_STATUS_INVALID_QUEUE));
  QUOLL_CHECK_POINTER(queue->bridge(), MAMA_STATUS_NO_BRIDGE_IMPL);
  mamaBridge const of_transport = mamaTransportImpl_getBridgeImpl(request.transport);
  if (of_transport != nullptr && of_transport != queue->bridge()) {
    mama_log(MAMA_LOG_LEVEL_ERROR,
             "mamaInbox_create: queue %s and the transport belong to different bridges",
             queue->name_for_log().c_str());
    return MAMA_STATUS_INVALID_ARG;
  }
  return mamaInboxImpl_::create(out, queue, request);
}

}  // namespace

mama_status mamaInbox_create(mamaInbox* inbox, mamaTransport transport, mamaQueue queue,
                             mamaInboxMsgCallback msgCB, mamaInboxErrorCallback errorCB,
                             void* closure) {
  return create_inbox(inbox, queue, {transport, false, 0, msgCB, errorCB, nullptr, closure});
}

mama_status mamaInbox_create2(mamaInbox* inbox, mamaTransport transport, mamaQueue queue,
                              mamaInboxMsgCallback msgCB, mamaInboxErrorCallback errorCB,
                              mamaInboxDestroyCallback onInboxDestroyed, void* closure) {
  return create_inbox(inbox, queue,
                      {transport, false, 0, msgCB, errorCB, onInboxDestroyed, closure});
}

mama_status mamaInbox_createByIndex(mamaInbox* inbox, mamaTransport tport, int tportIndex,
                                    mamaQueue queue, mamaInboxMsgCallback msgCB,
                                    mamaInboxErrorCallback errorCB, void* closure) {
  return create_inbox(inbox, queue, {tport, true, tportIndex, msgCB, errorCB, nullptr, closure});
}

mama_status mamaInbox_createByIndex2(mamaInbox* inbox, mamaTransport tport, int tportIndex,
                                     mamaQueue queue, mamaInboxMsgCallback msgCB,
                                     mamaInboxErrorCallback errorCB,
                                     mamaInboxDestroyCallback onInboxDestroyed, void* closure) {
  return create_inbox(inbox, queue,
                      {tport, true, tportIndex, msgCB, errorCB, onInboxDestroyed, closure});
}

mama_status mamaInbox_destroy(mamaInbox inbox) {
  QUOLL_CHECK_HANDLE(inbox);
  QUOLL_CHECK_OWNER(inbox);
  inbox->destroy();
  return MAMA_STATUS_OK;
}

mama_status quollInbox_destroy(mamaInbox inbox) {
  QUOLL_CHECK_HANDLE(inbox);
  QUOLL_CHECK_OWNER(inbox);
  return inbox->destroy();
}

mama_status quollInbox_setOwner(mamaInbox inbox, void* owner) {
  QUOLL_CHECK_HANDLE(inbox);
  inbox->ownership().give_to(owner);
  return MAMA_STATUS_OK;
}

inboxBridge mamaInboxImpl_getInboxBridge(mamaInbox inbox) {
  return quoll::mama::check_handle(inbox, __func__) == MAMA_STATUS_OK ? inbox->bridge_inbox()
                                                                      : nullptr;
}
