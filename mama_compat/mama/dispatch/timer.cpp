#include "dispatch/timer.h"

#include <mama/log.h>
#include <quoll/ownership.h>

#include "support/shim.h"

using quoll::Gate;
using quoll::mama::call_slot;
using quoll::mama::Creation;
using quoll::mama::pool_of;

mama_status mamaTimerImpl::allocate(mamaTimer* out, mamaQueue queue, mamaTimerCb on_destroyed) {
  if (queue->bridge() == nullptr) return MAMA_STATUS_NO_BRIDGE_IMPL;
  const auto keep = queue->keep();
  if (!keep) return MAMA_STATUS_INVALID_QUEUE;
  mamaTimer timer = pool_of<mamaTimerImpl>().create(queue, on_destroyed);
  QUOLL_CHECK_POINTER(timer, MAMA_STATUS_NOMEM);
  if (!timer->count_on_queue()) {
    free(timer, reinterpret_cast<const void*>(&mamaTimer_allocate));
    return MAMA_STATUS_INVALID_QUEUE;
  }
  *out = timer;
  return MAMA_STATUS_OK;
}

mama_status mamaTimerImpl::start(mamaTimerCb action, double interval_s, void* closure) {
  void* native = nullptr;
  {
    const Gate::Frame inside(calls_);
    if (inside && !queue()->abandoned()) native = queue()->native_handle_or_null();
  }
  if (native == nullptr && state() == State::kAllocated) return MAMA_STATUS_INVALID_QUEUE;
  if (!change_state(State::kAllocated, State::kRunning)) {
    return state() == State::kRunning ? MAMA_STATUS_NULL_ARG : MAMA_STATUS_INVALID_ARG;
  }
  closure_ = closure;
  return create_in_bridge(this, reinterpret_cast<const void*>(&mamaTimer_start),
                          &mamaBridgeImpl_::bridgeMamaTimerCreate, &bridge_timer_, native, action,
                          &on_bridge_destroyed, interval_s, this, closure);
}

mama_status mamaTimerImpl::destroy() {
  if (change_state(State::kAllocated, State::kEnding)) {
    // Never started: the bridge knows nothing of it.
    closure_ = nullptr;
    end(this);
    return MAMA_STATUS_OK;
  }
  if (!change_state(State::kRunning, State::kEnding)) return MAMA_STATUS_INVALID_ARG;
  switch (creation_.wait()) {
    case Creation::Outcome::kMade:
      break;
    case Creation::Outcome::kInside:
      creation_.end_inside();
      break;
    case Creation::Outcome::kFailed:
      end(this);
      return MAMA_STATUS_OK;
  }
  // Nobody may be inside a function of the bridge's timer when the bridge ends it.
  calls_.close_and_wait();
  const Call call(*this);
  if (!call) {
    change_state(State::kEnding, State::kRunning);
    return MAMA_STATUS_INVALID_ARG;
  }
  // The notification may free this object before the bridge returns OK.
  const mama_status status = call_slot(bridge()->bridgeMamaTimerDestroy, bridge_timer_);
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaTimer_destroy: the bridge could not end timer %p: %s",
             static_cast<void*>(this), mamaStatus_stringForStatus(status));
    change_state(State::kEnding, State::kRunning);  // only to be ended
  }
  return status;
}

void mamaTimerImpl::discard() {
  if (!change_state(State::kAllocated, State::kEnding)) return;
  free(this, reinterpret_cast<const void*>(&mamaTimer_create2));
}

template <class Slot, class... Args>
mama_status mamaTimerImpl::call_running(Slot mamaBridgeImpl_::*slot, Args... args) {
  const Gate::Frame inside(calls_);
  if (!inside || state() != State::kRunning) return MAMA_STATUS_INVALID_ARG;
  if (creation_.wait() == Creation::Outcome::kFailed) return MAMA_STATUS_INVALID_ARG;
  const Call call(*this);
  if (!call) return MAMA_STATUS_INVALID_ARG;
  return call_slot(bridge()->*slot, bridge_timer_, args...);
}

void MAMACALLTYPE mamaTimerImpl::on_bridge_destroyed(mamaTimer timer, void* closure) {
  timer->closure_ = closure;
  end(timer);
}

void mamaTimerImpl::end(mamaTimer timer) {
  // Also when the callback throws.
  struct Ending {
    mamaTimer timer;
    ~Ending() { free(timer, reinterpret_cast<const void*>(&mamaTimer_destroy)); }
  } const ending{timer};
  if (timer->on_destroyed_ != nullptr) timer->on_destroyed_(timer, timer->closure_);
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaTimer_allocate(mamaTimer* result, mamaQueue queue) {
  return mamaTimer_allocate2(result, queue, nullptr);
}

mama_status mamaTimer_allocate2(mamaTimer* result, mamaQueue queue, mamaTimerCb onTimerDestroyed) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  QUOLL_CHECK_QUEUE(queue, MAMA_STATUS_INVALID_QUEUE, MAMA_STATUS_INVALID_QUEUE);
  return mamaTimerImpl::allocate(result, queue, onTimerDestroyed);
}

mama_status mamaTimer_start(mamaTimer result, mamaTimerCb action, mama_f64_t interval,
                            void* closure) {
  QUOLL_CHECK_HANDLE(result);
  QUOLL_CHECK_OWNER(result);
  return result->start(action, interval, closure);
}

mama_status mamaTimer_create(mamaTimer* result, mamaQueue queue, mamaTimerCb action,
                             mama_f64_t interval, void* closure) {
  return mamaTimer_create2(result, queue, action, nullptr, interval, closure);
}

mama_status mamaTimer_create2(mamaTimer* result, mamaQueue queue, mamaTimerCb action,
                              mamaTimerCb onTimerDestroyed, mama_f64_t interval, void* closure) {
  QUOLL_TRY(mamaTimer_allocate2(result, queue, onTimerDestroyed));
  mamaTimer timer = *result;
  const mama_status status = timer->start(action, interval, closure);
  if (status == MAMA_STATUS_OK) return status;
  *result = nullptr;
  // Without a native queue start leaves the timer allocated.
  if (status == MAMA_STATUS_INVALID_QUEUE) timer->discard();
  return status;
}

mama_status mamaTimer_destroy(mamaTimer timer) {
  QUOLL_CHECK_HANDLE(timer);
  QUOLL_CHECK_OWNER(timer);
  return timer->destroy();
}

mama_status quollTimer_setOwner(mamaTimer timer, void* owner) {
  QUOLL_CHECK_HANDLE(timer);
  timer->ownership().give_to(owner);
  return MAMA_STATUS_OK;
}

mama_status mamaTimer_reset(mamaTimer timer) {
  QUOLL_CHECK_HANDLE(timer);
  return timer->call_running(&mamaBridgeImpl_::bridgeMamaTimerReset);
}

mama_status mamaTimer_setInterval(mamaTimer timer, mama_f64_t interval) {
  QUOLL_CHECK_HANDLE(timer);
  return timer->call_running(&mamaBridgeImpl_::bridgeMamaTimerSetInterval, interval);
}

mama_status mamaTimer_getInterval(const mamaTimer timer, mama_f64_t* interval) {
  QUOLL_CHECK_HANDLE(timer);
  return timer->call_running(&mamaBridgeImpl_::bridgeMamaTimerGetInterval, interval);
}

mama_status mamaTimer_getQueue(const mamaTimer timer, mamaQueue* queue) {
  QUOLL_CHECK_HANDLE(timer);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_INVALID_ARG);
  *queue = timer->queue();
  return MAMA_STATUS_OK;
}
