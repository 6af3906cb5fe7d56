#include <bridge.h>
#include <mama/inbox.h>
#include <mama/integration/inbox.h>
#include <mama/integration/transport.h>
#include <mama/log.h>

#include <atomic>

#include "dispatch/creation.h"
#include "dispatch/queue.h"
#include "support/shim.h"

using quoll::mama::call_slot;
using quoll::mama::Creation;
using quoll::mama::pool_of;
using quoll::mama::Queue;

/// One destination for replies; subject and delivery are the bridge's. Holds one count of its queue
/// until the bridge has reported its end, which is also when the handle dies: inside
/// mamaInbox_destroy or later, as the bridge does it. Any thread may call anything.
struct mamaInboxImpl_ final {
 public:
  mamaInboxImpl_(Queue::Ref queue, mamaInboxDestroyCallback on_destroyed)
      : queue_(std::move(queue)), on_destroyed_(on_destroyed) {}

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
  void destroy();
  inboxBridge bridge_inbox() const noexcept { return bridge_inbox_; }

 private:
  static void MAMACALLTYPE on_bridge_destroyed(mamaInbox inbox, void* closure);
  void free();

  const Queue::Ref queue_;
  const mamaInboxDestroyCallback on_destroyed_;
  mamaQueueLockHandle lock_ = nullptr;
  inboxBridge bridge_inbox_ = nullptr;
  std::atomic<bool> destroying_{false};
  Creation creation_;
};

mama_status mamaInboxImpl_::create(mamaInbox* out, mamaQueue queue, const Request& request) {
  mamaBridge const bridge = queue->bridge();
  mamaInbox inbox =
      pool_of<mamaInboxImpl_>().create(Queue::Ref::share(queue), request.on_destroyed);
  QUOLL_CHECK_POINTER(inbox, MAMA_STATUS_NOMEM);
  // Counted before the bridge can deliver anything.
  if (!queue->add_object(inbox, &inbox->lock_)) {
    pool_of<mamaInboxImpl_>().destroy(inbox);
    return MAMA_STATUS_INVALID_QUEUE;
  }
  inbox->creation_.begin(nullptr);
  *out = inbox;
  const mama_status status =
      request.by_index ? call_slot(bridge->bridgeMamaInboxCreateByIndex, &inbox->bridge_inbox_,
                                   request.transport, request.index, queue, request.on_message,
                                   request.on_error, &on_bridge_destroyed, request.closure, inbox)
                       : call_slot(bridge->bridgeMamaInboxCreate, &inbox->bridge_inbox_,
                                   request.transport, queue, request.on_message, request.on_error,
                                   &on_bridge_destroyed, request.closure, inbox);
  if (status != MAMA_STATUS_OK) *out = nullptr;
  // A failed one that is being destroyed is freed by the one who waits for us.
  if (status == MAMA_STATUS_OK || inbox->destroying_.exchange(true, std::memory_order_acq_rel)) {
    inbox->creation_.finish(status == MAMA_STATUS_OK);
  } else {
    inbox->free();
  }
  return status;
}

void mamaInboxImpl_::destroy() {
  if (queue_->abandoned() || destroying_.exchange(true, std::memory_order_acq_rel)) {
    mama_log(MAMA_LOG_LEVEL_WARN, "mamaInbox_destroy: inbox %p is ending already",
             static_cast<void*>(this));
    return;
  }
  switch (creation_.wait()) {
    case Creation::Outcome::kMade:
      break;
    case Creation::Outcome::kInside:
      mama_log(MAMA_LOG_LEVEL_ERROR, "mamaInbox_destroy: inbox %p is still being made; it stays",
               static_cast<void*>(this));
      destroying_.store(false, std::memory_order_release);
      return;
    case Creation::Outcome::kFailed:
      free();
      return;
  }
  // The bridge may report the end, and so free this object, before it returns OK.
  const mama_status status = call_slot(queue_->bridge()->bridgeMamaInboxDestroy, bridge_inbox_);
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaInbox_destroy: the bridge could not end the inbox: %s",
             mamaStatus_stringForStatus(status));
    destroying_.store(false, std::memory_order_release);
  }
}

void MAMACALLTYPE mamaInboxImpl_::on_bridge_destroyed(mamaInbox inbox, void* closure) {
  // Also when the callback throws.
  struct Ending {
    mamaInbox inbox;
    ~Ending() { inbox->free(); }
  } const ending{inbox};
  if (inbox->on_destroyed_ != nullptr) inbox->on_destroyed_(inbox, closure);
}

void mamaInboxImpl_::free() {
  const Queue::Ref queue = queue_;
  mamaQueueLockHandle lock = lock_;
  pool_of<mamaInboxImpl_>().destroy(this, reinterpret_cast<const void*>(&mamaInbox_destroy));
  queue->remove_object(&lock);
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
             queue->copy_of_name().c_str());
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
  inbox->destroy();
  return MAMA_STATUS_OK;
}

inboxBridge mamaInboxImpl_getInboxBridge(mamaInbox inbox) {
  return quoll::mama::check_handle(inbox, __func__) == MAMA_STATUS_OK ? inbox->bridge_inbox()
                                                                      : nullptr;
}
