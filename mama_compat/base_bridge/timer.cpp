#include "timer.h"

#include <mama/integration/bridge/base.h>

#include <cmath>
#include <limits>
#include <new>

#include "queue.h"
#include "quoll/timer_service.h"
#include "support/shim.h"

using quoll::Duration;
using quoll::QueueTimer;
using quoll::Ref;
using quoll::TimerService;
using quoll::base_bridge::BridgeState;
using quoll::base_bridge::QueueBackend;
using quoll::mama::pool_of;

/// One timer of base: posts its ticks straight into the backend of its queue. The handle holds a
/// reference and is alive until the destroyed-event has run; queued ticks hold one, too. What is
/// left when the last one goes is a free slot of the pool.
struct timerBridge_ final : QueueTimer {
 public:
  struct Callbacks {
    mamaTimerCb action;
    mamaTimerCb on_destroyed;
    mamaTimer parent;
    void* closure;
  };

  timerBridge_(TimerService& service, Ref<QueueBackend> backend, const Callbacks& callbacks,
               double seconds);

  static void on_tick(void* queue, void* handle);
  static void on_destroyed(void* queue, void* handle);
  /// The handle dies, and gives its reference back.
  void end_handle() noexcept;

  static void operator delete(void* storage) noexcept { pool_of<timerBridge_>().reclaim(storage); }

  std::atomic<double> interval_s;

 private:
  // The queue is gone.
  void destroyed_unseen() noexcept override { end_handle(); }

  const Ref<QueueBackend> backend_;
  const Callbacks callbacks_;
};

namespace {

/// Seconds as the interface has them: fractions of a microsecond are cut, very long is for ever.
Duration to_duration(double interval_s) {
  constexpr double kMicrosecondsPerSecond = 1e6;
  constexpr double kLongest = static_cast<double>(
      std::chrono::duration_cast<std::chrono::microseconds>(Duration::max()).count());
  const double microseconds = std::floor(interval_s * kMicrosecondsPerSecond);
  if (microseconds >= kLongest) return Duration::max();
  return std::chrono::microseconds(static_cast<std::int64_t>(microseconds));
}

bool is_valid_interval(double interval_s) { return std::isfinite(interval_s) && interval_s >= 0; }

}  // namespace

timerBridge_::timerBridge_(TimerService& service, Ref<QueueBackend> backend,
                           const Callbacks& callbacks, double seconds)
    : QueueTimer(service, {.sink = &backend->sink(),
                           .on_tick = &on_tick,
                           .on_destroyed = &on_destroyed,
                           .closure = this,
                           .interval = to_duration(seconds)}),
      interval_s(seconds),
      backend_(std::move(backend)),
      callbacks_(callbacks) {}

void timerBridge_::on_tick(void*, void* handle) {
  // The action may destroy the timer and, by dispatching, end it.
  const Callbacks& callbacks = static_cast<timerBridge>(handle)->callbacks_;
  callbacks.action(callbacks.parent, callbacks.closure);
}

void timerBridge_::on_destroyed(void*, void* closure) {
  auto* const handle = static_cast<timerBridge>(closure);
  // Also when the callback throws.
  struct Ending {
    timerBridge handle;
    ~Ending() { handle->end_handle(); }
  } const ending{handle};
  handle->callbacks_.on_destroyed(handle->callbacks_.parent, handle->callbacks_.closure);
}

void timerBridge_::end_handle() noexcept {
  pool_of<timerBridge_>().retire(this, reinterpret_cast<const void*>(&baseBridgeMamaTimer_destroy));
  unref();
}

void quoll::base_bridge::discard_timer_event(EventCallback callback, void* closure) {
  if (callback == &timerBridge_::on_destroyed) static_cast<timerBridge>(closure)->end_handle();
}

mama_status baseBridgeMamaTimer_create(timerBridge* timer, void* nativeQueueHandle,
                                       mamaTimerCb action, mamaTimerCb onTimerDestroyed,
                                       mama_f64_t interval, mamaTimer parent, void* closure) try {
  QUOLL_CHECK_POINTER(timer, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(nativeQueueHandle, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(action, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(onTimerDestroyed, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(parent, MAMA_STATUS_NULL_ARG);
  if (!is_valid_interval(interval)) return MAMA_STATUS_INVALID_ARG;
  auto* const queue = static_cast<queueBridge>(nativeQueueHandle);
  QUOLL_CHECK_HANDLE(queue);
  *timer = nullptr;

  const BridgeState::TimerUse service(*queue->state);
  if (!service) return MAMA_STATUS_PLATFORM;
  timerBridge handle = pool_of<timerBridge_>().create(
      *service, queue->backend, timerBridge_::Callbacks{action, onTimerDestroyed, parent, closure},
      interval);
  QUOLL_CHECK_POINTER(handle, MAMA_STATUS_NOMEM);
  *timer = handle;
  const auto alive = Ref<timerBridge_>::share(handle);  // a tick may end the handle at once
  handle->start();
  return MAMA_STATUS_OK;
} catch (const std::bad_alloc&) {  // before there was a timer
  return MAMA_STATUS_NOMEM;
}

mama_status baseBridgeMamaTimer_destroy(timerBridge timer) {
  QUOLL_CHECK_HANDLE(timer);
  // The destroyed-event may end the handle before this returns.
  return timer->destroy() ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

mama_status baseBridgeMamaTimer_reset(timerBridge timer) {
  QUOLL_CHECK_HANDLE(timer);
  return timer->reset() ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

mama_status baseBridgeMamaTimer_setInterval(timerBridge timer, mama_f64_t interval) {
  QUOLL_CHECK_HANDLE(timer);
  if (!is_valid_interval(interval)) return MAMA_STATUS_INVALID_ARG;
  if (!timer->set_interval(to_duration(interval))) return MAMA_STATUS_INVALID_ARG;
  timer->interval_s.store(interval, std::memory_order_relaxed);
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaTimer_getInterval(timerBridge timer, mama_f64_t* interval) {
  QUOLL_CHECK_POINTER(interval, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(timer);
  *interval = timer->interval_s.load(std::memory_order_relaxed);
  return MAMA_STATUS_OK;
}
