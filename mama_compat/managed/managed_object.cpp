#include "managed/managed_object.h"

#include <mama/log.h>

#include <memory>
#include <utility>

#include "managed/session.h"
#include "managed/wait_graph.h"

namespace quoll::managed {

SessionUse::~SessionUse() { session_.use_has_ended(); }

void ManagedObject::shut() noexcept {
  gate_.close([](void* object) { static_cast<ManagedObject*>(object)->step_out(); }, this);
}

mama_status ManagedObject::wait_until_quiet() {
  if (!is_busy_elsewhere()) return MAMA_STATUS_OK;
  const CallbackWait wait(*this);
  if (!wait) return MAMA_STATUS_TIMEOUT;
  gate_.close_and_wait();
  return MAMA_STATUS_OK;
}

void ManagedObject::publish(void* native) { session_.publish(*this, native); }

mama_status ManagedObject::post(SessionEvent& event) { return session_.post(event); }

void ManagedObject::call_later(std::function<void()> function) {
  struct Call {
    Ref<ManagedObject> object;
    std::function<void()> function;
  };
  auto call = std::make_unique<Call>(Call{Ref<ManagedObject>::share(this), std::move(function)});
  const mama_status status = mamaQueue_enqueueEvent(
      session_.queue(),
      [](mamaQueue, void* closure) {
        const std::unique_ptr<Call> later(static_cast<Call*>(closure));
        later->function();
      },
      call.get());
  if (status == MAMA_STATUS_OK) {
    (void)call.release();
  } else {
    mama_log(MAMA_LOG_LEVEL_ERROR, "managed environment: an error of %p is lost: %s",
             static_cast<void*>(this), mamaStatus_stringForStatus(status));
  }
}

// First shut, so that it is not the lock of a session that shuts all its objects under which the
// last step is taken.
void ManagedObject::ended() {
  shut();
  session_.note_end(*this);
  step_out();
}

void ManagedObject::step_out() noexcept {
  if (steps_left_.fetch_sub(1, std::memory_order_acq_rel) == 1) session_.remove(*this);
}

void MAMACALLTYPE ManagedObject::run_end(mamaQueue, void* closure) {
  const auto object = Ref<ManagedObject>::adopt(static_cast<ManagedObject*>(closure));
  if (object->session_.has_ended(*object)) return;  // the native layer ended it by itself
  mama_status status;
  {
    const Acting owner(object.get());
    status = object->end();
  }
  if (status == MAMA_STATUS_OK) return;
  mama_log(MAMA_LOG_LEVEL_ERROR, "managed environment: the end of %p failed, it is tried again: %s",
           closure, mamaStatus_stringForStatus(status));
  object->ref();
  object->session_.keep_for_later(object->end_event_);
}

}  // namespace quoll::managed
