#include <chrono>

#include "quoll/timer_service.h"
#include "timer/timer_core.h"

namespace quoll {
namespace {

/// How long to wait before the destroyed event is offered again to a sink that was full.
constexpr Duration kRetry = std::chrono::milliseconds(1);

}  // namespace

static_assert(sizeof(QueueTimer) <= 160,
              "one of these stands behind every timer of an application");

QueueTimer::QueueTimer(TimerService& service, const Options& options)
    : core_(service.core_),
      sink_(options.sink),
      on_tick_(options.on_tick),
      on_destroyed_(options.on_destroyed),
      closure_(options.closure),
      interval_ns_(options.interval.count()),
      repeating_(options.repeating) {}

QueueTimer::~QueueTimer() = default;

Ref<QueueTimer> QueueTimer::create(TimerService& service, const Options& options) {
  return Ref<QueueTimer>::adopt(new QueueTimer(service, options));
}

void QueueTimer::start() {
  // Needs no frame: who destroys the timer from its first tick on cancels after this arming. Beside
  // a destroy() on another thread it may arm in vain; expired() is then refused by the gate.
  if (!gate_.closed()) core_->arm(*this, saturating_add(core_->clock().now(), interval()));
}

// Arming happens inside the gate, and finish() cancels when the last frame has left a closed gate:
// so nothing is armed after destroy().
bool QueueTimer::reset() {
  const Gate::Frame frame(gate_);
  if (!frame) return false;
  core_->arm(*this, saturating_add(core_->clock().now(), interval()));
  return true;
}

bool QueueTimer::set_interval(Duration interval) {
  const Gate::Frame frame(gate_);
  if (!frame) return false;
  interval_ns_.store(interval.count(), std::memory_order_relaxed);
  core_->arm(*this, saturating_add(core_->clock().now(), interval));
  return true;
}

bool QueueTimer::destroy() {
  return gate_.close([](void* timer) { static_cast<QueueTimer*>(timer)->finish(); }, this);
}

void QueueTimer::expired() {
  const Gate::Frame frame(gate_);
  if (!frame) {
    if (retry_destroyed_.exchange(false, std::memory_order_acq_rel)) post_destroyed();
    return;
  }
  if (repeating_ && interval() == Duration::zero()) return post_single_tick();
  if (repeating_) core_->arm(*this, saturating_add(core_->clock().now(), interval()));
  ref();  // tick() gives it up
  if (sink_->post(&QueueTimer::tick, this) != PostResult::kOk) unref();
}

void QueueTimer::tick(void* context, void* timer) {
  const Ref<QueueTimer> self = Ref<QueueTimer>::adopt(static_cast<QueueTimer*>(timer));
  const Gate::Frame frame(self->gate_);
  if (frame) self->on_tick_(context, self->closure_);
}

void QueueTimer::post_single_tick() {
  if (outstanding_.exchange(true, std::memory_order_acq_rel))
    return;  // it arms the timer when done
  ref();
  const PostResult result = sink_->post(&QueueTimer::single_tick, this);
  if (result == PostResult::kOk) return;
  outstanding_.store(false, std::memory_order_release);
  if (result == PostResult::kFull) core_->arm(*this, core_->clock().now() + kRetry);
  unref();
}

void QueueTimer::single_tick(void* context, void* timer) {
  const Ref<QueueTimer> self = Ref<QueueTimer>::adopt(static_cast<QueueTimer*>(timer));
  const Gate::Frame frame(self->gate_);
  if (!frame) return;
  // Also when the tick throws: the timer goes on.
  struct Ending {
    QueueTimer& timer;
    ~Ending() { timer.end_single_tick(); }
  } const ending{*self};
  self->on_tick_(context, self->closure_);
}

void QueueTimer::end_single_tick() {
  outstanding_.store(false, std::memory_order_release);
  // Another interval has armed the timer when it was set.
  if (interval() == Duration::zero() && !gate_.closed()) {
    core_->arm(*this, core_->clock().now());
  }
}

void QueueTimer::finish() noexcept {
  core_->cancel(*this);
  post_destroyed();
}

void QueueTimer::post_destroyed() noexcept {
  if (on_destroyed_ == nullptr) return;
  const PostResult result = sink_->post(on_destroyed_, closure_);
  if (result == PostResult::kClosed) destroyed_unseen();
  if (result != PostResult::kFull) return;
  retry_destroyed_.store(true, std::memory_order_release);
  core_->arm(*this, core_->clock().now() + kRetry);
}

bool QueueTimer::discard(EventCallback callback, void* closure) noexcept {
  if (callback != &QueueTimer::tick && callback != &QueueTimer::single_tick) return false;
  const Ref<QueueTimer> self = Ref<QueueTimer>::adopt(static_cast<QueueTimer*>(closure));
  const Gate::Frame frame(self->gate_);
  if (frame && callback == &QueueTimer::single_tick) self->end_single_tick();
  return true;
}

}  // namespace quoll
