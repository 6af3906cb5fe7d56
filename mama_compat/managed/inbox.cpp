#include "managed/inbox.h"

#include <mama/log.h>

#include <new>

#include "managed/session.h"
#include "support/shim.h"

namespace quoll::managed {

mama_status ManagedInbox::make() {
  QUOLL_TRY(mamaInbox_create2(&native_, request_.transport, session().queue(), &on_message,
                              &on_error, &on_destroyed, this));
  settle();
  return MAMA_STATUS_OK;
}

// The native handle comes to life and the first reply may come within one call, so whichever gets
// here first, the creator or the session's thread, makes the handle known.
void ManagedInbox::settle() {
  if (is_published()) return;
  quollInbox_setOwner(native_, this);
  publish(native_);
}

mama_status ManagedInbox::end() { return quollInbox_destroy(native_); }

void MAMACALLTYPE ManagedInbox::on_message(mamaMsg message, void* closure) {
  auto* object = static_cast<ManagedInbox*>(closure);
  object->settle();
  object->deliver(
      [object, message] { object->request_.on_message(message, object->request_.closure); });
}

void ManagedInbox::deliver_error(mama_status status) {
  settle();
  deliver([this, status] { request_.on_error(status, request_.closure); });
}

void MAMACALLTYPE ManagedInbox::on_error(mama_status status, void* closure) {
  auto* object = static_cast<ManagedInbox*>(closure);
  if (object->request_.on_error == nullptr) return;
  if (object->session().is_own_thread()) return object->deliver_error(status);
  try {
    object->call_later([object, status] { object->deliver_error(status); });
  } catch (const std::bad_alloc&) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "managed environment: no memory for an error of %p", closure);
  }
}

void MAMACALLTYPE ManagedInbox::on_destroyed(mamaInbox, void* closure) {
  static_cast<ManagedInbox*>(closure)->ended();
}

}  // namespace quoll::managed
