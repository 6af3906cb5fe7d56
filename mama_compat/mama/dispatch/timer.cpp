#include "dispatch/timer.h"

#include <mama/log.h>

#include "support/shim.h"

using quoll::Gate;
using quoll::mama::call_slot;
using quoll::mama::Creation;
using quoll::mama::pool_of;
using quoll::mama::Queue;

mama_status mamaTimerImpl::allocate(mamaTimer* out, mamaQueue queue, mamaTimerCb on_destroyed) {
  if (queue->bridge() == nullptr) return MAMA_STATUS_NO_BRIDGE_IMPL;
  mamaTimer timer = pool_of<mamaTimerImpl>().create(Queue::Ref::share(queue), on_destroyed);
  QUOLL_CHECK_POINTER(timer, MAMA_STATUS_NOMEM);
  if (!queue->add_object(timer, &timer->lock_)) {
    pool_of<mamaTimerImpl>().destroy(timer);
    return MAMA_STATUS_INVALID_QUEUE;
  }
  *out = timer;
  return MAMA_STATUS_OK;
}

mama_status mamaTimerImpl::start(mamaTimerCb action, double interval_s, void* closure) {
  State state = State::kAllocated;
  if (!state_.compare_exchange_strong(state, State::kRunning, std::memory_order_acq_rel)) {
    return state == State::kRunning ? MAMA_STATUS_NULL_ARG : MAMA_STATUS_INVALID_ARG;
  }
  void* const native = queue_->abandoned() ? nullptr : queue_->native_handle_or_null();
  if (native == nullptr) {
    state = State::kRunning;
    if (!state_.compare_exchange_strong(state, State::kAllocated, std::memory_order_acq_rel)) {
      creation_.finish(false);  // destroyed meanwhile, by one who waits for us
    }
    return MAMA_STATUS_INVALID_QUEUE;
  }
  closure_ = closure;
  bool is_ended_inside = false;
  creation_.begin(&is_ended_inside);
  const mama_status status =
      call_slot(queue_->bridge()->bridgeMamaTimerCreate, &bridge_timer_, native, action,
                &on_bridge_destroyed, interval_s, this, closure);
  if (is_ended_inside) return status;
  if (status == MAMA_STATUS_OK) {
    creation_.finish(true);  // from here on it may be gone
    return status;
  }
  state = State::kRunning;
  const bool is_ours =
      state_.compare_exchange_strong(state, State::kDestroying, std::memory_order_acq_rel);
  creation_.finish(false);
  if (is_ours) {
    calls_.close_and_wait();
    free(reinterpret_cast<const void*>(&mamaTimer_start));
  }
  return status;
}

mama_status mamaTimerImpl::destroy() {
  State state = State::kAllocated;
  if (state_.compare_exchange_strong(state, State::kDestroying, std::memory_order_acq_rel)) {
    // Never started: the bridge knows nothing of it.
    closure_ = nullptr;
    end(this);
    return MAMA_STATUS_OK;
  }
  if (state != State::kRunning || queue_->abandoned() ||
      !state_.compare_exchange_strong(state, State::kDestroying, std::memory_order_acq_rel)) {
    return MAMA_STATUS_INVALID_ARG;
  }
  switch (creation_.wait()) {
    case Creation::Outcome::kMade:
      break;
    case Creation::Outcome::kInside:
      creation_.end_inside();
      break;
    case Creation::Outcome::kFailed:
      calls_.close_and_wait();
      end(this);
      return MAMA_STATUS_OK;
  }
  // Nobody may be inside a function of the bridge's timer when the bridge ends it. The notification
  // may free this object before the call returns.
  calls_.close_and_wait();
  return call_slot(queue_->bridge()->bridgeMamaTimerDestroy, bridge_timer_);
}

template <class Function, class... Args>
mama_status mamaTimerImpl::call_running(Function function, Args... args) {
  Gate::Frame frame(calls_);
  if (!frame || state_.load(std::memory_order_acquire) != State::kRunning || queue_->abandoned()) {
    return MAMA_STATUS_INVALID_ARG;
  }
  if (creation_.wait() == Creation::Outcome::kFailed) return MAMA_STATUS_INVALID_ARG;
  return call_slot(function, bridge_timer_, args...);
}

mama_status mamaTimerImpl::reset() { return call_running(queue_->bridge()->bridgeMamaTimerReset); }

mama_status mamaTimerImpl::set_interval(double interval_s) {
  return call_running(queue_->bridge()->bridgeMamaTimerSetInterval, interval_s);
}

mama_status mamaTimerImpl::interval(double* interval_s) {
  return call_running(queue_->bridge()->bridgeMamaTimerGetInterval, interval_s);
}

void MAMACALLTYPE mamaTimerImpl::on_bridge_destroyed(mamaTimer timer, void* closure) {
  timer->closure_ = closure;
  end(timer);
}

void mamaTimerImpl::end(mamaTimer timer) {
  // Also when the callback throws.
  struct Ending {
    mamaTimer timer;
    ~Ending() { timer->free(reinterpret_cast<const void*>(&mamaTimer_destroy)); }
  } const ending{timer};
  if (timer->on_destroyed_ != nullptr) timer->on_destroyed_(timer, timer->closure_);
}

void mamaTimerImpl::free(const void* by) {
  const Queue::Ref queue = queue_;
  mamaQueueLockHandle lock = lock_;
  pool_of<mamaTimerImpl>().destroy(this, by);
  queue->remove_object(&lock);
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
  // Without a native queue start leaves the timer allocated; nobody else has seen it.
  if (status == MAMA_STATUS_INVALID_QUEUE && quoll::HandlePool<mamaTimerImpl>::is_live(timer)) {
    timer->free(reinterpret_cast<const void*>(&mamaTimer_create2));
  }
  return status;
}

mama_status mamaTimer_destroy(mamaTimer timer) {
  QUOLL_CHECK_HANDLE(timer);
  return timer->destroy();
}

mama_status mamaTimer_reset(mamaTimer timer) {
  QUOLL_CHECK_HANDLE(timer);
  return timer->reset();
}

mama_status mamaTimer_setInterval(mamaTimer timer, mama_f64_t interval) {
  QUOLL_CHECK_HANDLE(timer);
  return timer->set_interval(interval);
}

mama_status mamaTimer_getInterval(const mamaTimer timer, mama_f64_t* interval) {
  QUOLL_CHECK_HANDLE(timer);
  return timer->interval(interval);
}

mama_status mamaTimer_getQueue(const mamaTimer timer, mamaQueue* queue) {
  QUOLL_CHECK_HANDLE(timer);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_INVALID_ARG);
  *queue = timer->queue();
  return MAMA_STATUS_OK;
}
