// Timers: one-shot elements of one wombat timer heap, armed anew at each tick.
#include <mama/timer.h>

#include <cmath>

#include "hermit.h"

struct timerBridge_ : std::enable_shared_from_this<timerBridge_> {
  mamaTimerCb action;
  mamaTimerCb on_destroyed;
  mamaTimer parent;
  void* closure;
  mamaQueue queue;
  std::atomic<double> interval_s;
  std::atomic<bool> alive{true};
  timerElement element = nullptr;  // under the heap's lock; null once destroyed
  std::atomic<int> users{1};       // ticks that run, and the timer until its end

  void fire();
  void tick();
  void leave();
};

namespace hermit {
namespace {

timerHeap heap = nullptr;

Registry<timerBridge_>& timers() {
  static auto& all = *new Registry<timerBridge_>;
  return all;
}

class HeapGuard {
 public:
  HeapGuard() { lockTimerHeap(heap); }
  ~HeapGuard() { unlockTimerHeap(heap); }
  HeapGuard(const HeapGuard&) = delete;
  HeapGuard& operator=(const HeapGuard&) = delete;
};

timeval as_timeval(double seconds) {
  constexpr double kLongest_s = 1e9;
  const double whole = std::floor(std::fmin(seconds, kLongest_s));
  const double rest = seconds < kLongest_s ? seconds - whole : 0;
  return {static_cast<time_t>(whole), static_cast<suseconds_t>(std::floor(rest * 1e6 + 1e-3))};
}

bool is_valid(double interval_s) { return std::isfinite(interval_s) && interval_s >= 0; }

mama_status arm(timerBridge_& timer) {
  const HeapGuard guard;
  if (timer.element == nullptr) return MAMA_STATUS_INVALID_ARG;
  timeval wait = as_timeval(timer.interval_s);
  return resetTimer(heap, timer.element, &wait) == 0 ? MAMA_STATUS_OK : MAMA_STATUS_PLATFORM;
}

void MAMACALLTYPE on_due(timerElement, void* closure) { static_cast<timerBridge>(closure)->fire(); }

}  // namespace

void open_timers() {
  createTimerHeap(&heap);
  startDispatchTimerHeap(heap);
}

void close_timers() {
  destroyHeap(heap);
  heap = nullptr;
  timers().clear();
}

}  // namespace hermit

using hermit::HeapGuard;
using hermit::timers;

// On the heap's thread, with the heap locked.
void timerBridge_::fire() {
  const auto self = shared_from_this();  // an enqueue callback may destroy the timer
  if (interval_s > 0) hermit::arm(*this);
  hermit::post(queue, [self](mamaQueue) { self->tick(); });
}

// No lock is held while the application runs: it may dispatch, and so another tick may begin
// inside.
void timerBridge_::tick() {
  int others = users;
  while (others != 0 && !users.compare_exchange_weak(others, others + 1)) {
  }
  if (others == 0) return;  // the end was dispatched on another thread meanwhile
  if (alive) {
    action(parent, closure);
    if (alive && interval_s == 0) hermit::arm(*this);  // never more than one on the queue
  }
  leave();
}

// The end comes when no tick runs any more, here or on another thread.
void timerBridge_::leave() {
  if (users.fetch_sub(1) == 1) on_destroyed(parent, closure);
}

extern "C" {

MAMAExpBridgeDLL mama_status hermitBridgeMamaTimer_create(timerBridge* timer, void* native,
                                                          mamaTimerCb action,
                                                          mamaTimerCb on_destroyed,
                                                          mama_f64_t interval, mamaTimer parent,
                                                          void* closure) {
  if (timer == nullptr || native == nullptr || action == nullptr || on_destroyed == nullptr ||
      parent == nullptr) {
    return MAMA_STATUS_NULL_ARG;
  }
  if (!hermit::is_valid(interval)) return MAMA_STATUS_INVALID_ARG;
  auto made = std::make_shared<timerBridge_>();
  made->action = action;
  made->on_destroyed = on_destroyed;
  made->parent = parent;
  made->closure = closure;
  made->queue = static_cast<queueBridge>(native)->parent;
  made->interval_s = interval;
  *timer = timers().add(made);
  timeval wait = hermit::as_timeval(interval);
  const HeapGuard guard;  // so that the element is known when it fires
  if (createTimer(&made->element, hermit::heap, &hermit::on_due, &wait, made.get()) == 0) {
    return MAMA_STATUS_OK;
  }
  timers().take(made.get());
  return MAMA_STATUS_PLATFORM;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaTimer_destroy(timerBridge timer) {
  if (timer == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = timers().take(timer);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  self->alive = false;
  {
    const HeapGuard guard;
    destroyTimer(hermit::heap, std::exchange(self->element, nullptr));
  }
  return hermit::post(self->queue, [self](mamaQueue) { self->leave(); });
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaTimer_reset(timerBridge timer) {
  if (timer == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = timers().find(timer);
  return self ? hermit::arm(*self) : MAMA_STATUS_INVALID_ARG;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaTimer_setInterval(timerBridge timer,
                                                               mama_f64_t interval) {
  if (timer == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = timers().find(timer);
  if (!self || !hermit::is_valid(interval)) return MAMA_STATUS_INVALID_ARG;
  self->interval_s = interval;
  return hermit::arm(*self);
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaTimer_getInterval(timerBridge timer,
                                                               mama_f64_t* interval) {
  if (timer == nullptr || interval == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = timers().find(timer);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  *interval = self->interval_s;
  return MAMA_STATUS_OK;
}

}  // extern "C"
