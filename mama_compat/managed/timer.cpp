#include "managed/timer.h"

#include "managed/session.h"
#include "support/shim.h"

namespace quoll::managed {

mama_status ManagedTimer::make() {
  QUOLL_TRY(mamaTimer_allocate2(&native_, session().queue(), &on_destroyed));
  quollTimer_setOwner(native_, this);
  publish(native_);
  const mama_status status = mamaTimer_start(native_, &on_tick, request_.interval_s, this);
  // Without a native queue it stays allocated; otherwise it is gone. Its closure is NULL then.
  if (status == MAMA_STATUS_INVALID_QUEUE) mamaTimer_destroy(native_);
  return status;
}

mama_status ManagedTimer::end() { return mamaTimer_destroy(native_); }

void MAMACALLTYPE ManagedTimer::on_tick(mamaTimer timer, void* closure) {
  auto* object = static_cast<ManagedTimer*>(closure);
  object->deliver([object, timer] { object->request_.callback(timer, object->request_.closure); });
}

void MAMACALLTYPE ManagedTimer::on_destroyed(mamaTimer, void* closure) {
  if (closure != nullptr) static_cast<ManagedTimer*>(closure)->ended();
}

}  // namespace quoll::managed
