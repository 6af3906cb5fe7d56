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

namespace {

/// The ticking half of one timer of base: posts its ticks straight into the backend of its queue.
/// The handle refers to it until the destroyed-event has run, queued ticks for as long as they are
/// queued.
class BaseTimer final : public QueueTimer {
 public:
  struct Callbacks {
    mamaTimerCb action;
    mamaTimerCb on_destroyed;
    mamaTimer parent;
    void* closure;
  };
  static Ref<BaseTimer> create(TimerService& service, Ref<QueueBackend> backend,
                               const Callbacks& callbacks, timerBridge handle, Duration interval) {
    Options options;
    options.sink = &backend->sink();
    options.on_tick = &on_tick;
    options.on_destroyed = &on_destroyed;
    options.closure = handle;
    options.interval = interval;
    return Ref<BaseTimer>::adopt(
        new BaseTimer(service, options, std::move(backend), callbacks, handle));
  }

  const Callbacks& callbacks() const noexcept { return callbacks_; }

  static void on_tick(void* queue, void* handle);
  static void on_destroyed(void* queue, void* handle);

 private:
  BaseTimer(TimerService& service, const Options& options, Ref<QueueBackend> backend,
            const Callbacks& callbacks, timerBridge handle)
      : QueueTimer(service, options),
        backend_(std::move(backend)),
        callbacks_(callbacks),
        handle_(handle) {}
  void destroyed_unseen() noexcept override;

  const Ref<QueueBackend> backend_;
  const Callbacks callbacks_;
  const timerBridge handle_;
};

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

/// The handle: alive until the destroyed-event has run.
struct timerBridge_ final {
  timerBridge_(Ref<BridgeState> services, double seconds)
      : state(std::move(services)), interval_s(seconds) {}

  const Ref<BridgeState> state;
  Ref<BaseTimer> timer;
  std::atomic<double> interval_s;
};

namespace {

void BaseTimer::on_tick(void*, void* handle) {
  // The action may destroy the timer and, by dispatching, end it.
  const Callbacks& callbacks = static_cast<timerBridge>(handle)->timer->callbacks();
  callbacks.action(callbacks.parent, callbacks.closure);
}

void BaseTimer::on_destroyed(void*, void* closure) {
  auto* const handle = static_cast<timerBridge>(closure);
  const Callbacks callbacks = handle->timer->callbacks();
  // Also when the callback throws.
  struct Ending {
    timerBridge handle;
    ~Ending() {
      pool_of<timerBridge_>().destroy(handle,
                                      reinterpret_cast<const void*>(&baseBridgeMamaTimer_destroy));
    }
  } const ending{handle};
  callbacks.on_destroyed(callbacks.parent, callbacks.closure);
}

// The queue is gone. Whoever calls holds a reference to us.
void BaseTimer::destroyed_unseen() noexcept { pool_of<timerBridge_>().destroy(handle_); }

}  // namespace

void quoll::base_bridge::discard_timer_event(EventCallback callback, void* closure) {
  if (callback == &BaseTimer::on_destroyed) {
    pool_of<timerBridge_>().destroy(static_cast<timerBridge>(closure));
  }
}

mama_status baseBridgeMamaTimer_create(timerBridge* timer, void* nativeQueueHandle,
                                       mamaTimerCb action, mamaTimerCb onTimerDestroyed,
                                       mama_f64_t interval, mamaTimer parent, void* closure) {
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
  timerBridge handle = pool_of<timerBridge_>().create(queue->state, interval);
  QUOLL_CHECK_POINTER(handle, MAMA_STATUS_NOMEM);
  try {
    handle->timer =
        BaseTimer::create(*service, queue->backend, {action, onTimerDestroyed, parent, closure},
                          handle, to_duration(interval));
  } catch (const std::bad_alloc&) {
    pool_of<timerBridge_>().destroy(handle);
    return MAMA_STATUS_NOMEM;
  }
  *timer = handle;
  const Ref<BaseTimer> alive = handle->timer;  // a tick may end the handle at once
  alive->start();
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaTimer_destroy(timerBridge timer) {
  QUOLL_CHECK_HANDLE(timer);
  const Ref<BaseTimer> ticking = timer->timer;
  if (!ticking->destroy()) return MAMA_STATUS_INVALID_ARG;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaTimer_reset(timerBridge timer) {
  QUOLL_CHECK_HANDLE(timer);
  return timer->timer->reset() ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

mama_status baseBridgeMamaTimer_setInterval(timerBridge timer, mama_f64_t interval) {
  QUOLL_CHECK_HANDLE(timer);
  if (!is_valid_interval(interval)) return MAMA_STATUS_INVALID_ARG;
  if (!timer->timer->set_interval(to_duration(interval))) return MAMA_STATUS_INVALID_ARG;
  timer->interval_s.store(interval, std::memory_order_relaxed);
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaTimer_getInterval(timerBridge timer, mama_f64_t* interval) {
  QUOLL_CHECK_POINTER(interval, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(timer);
  *interval = timer->interval_s.load(std::memory_order_relaxed);
  return MAMA_STATUS_OK;
}
