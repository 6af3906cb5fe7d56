// The storage of a base queue that an application brought along: a wombatQueue.
#include <mama/log.h>
#include <wombat/queue.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#include "common/item_queue.h"
#include "queue_backend.h"
#include "quoll/gate.h"
#include "quoll/mutex.h"

namespace quoll::base_bridge {
namespace {

/// An enqueue callback and the gate in front of it; posters hold a reference while they call it.
struct EnqueueCallback : RefCounted<EnqueueCallback> {
  EnqueueCallback(EventCallback function, void* with) : callback(function), closure(with) {}
  const EventCallback callback;
  void* const closure;
  Gate gate;
};

/// Stopping: every stop() raises `stops_`, and every dispatching notices that it has changed since
/// it began. A dispatching counts itself in `waiting_` before it looks at `stops_` and then blocks;
/// a stop changes `stops_` before it looks at `waiting_` and then unblocks that many. So one of the
/// two sees the other, and no stop is lost.
class WombatQueueBackend final : public QueueBackend, public EventSink {
 public:
  WombatQueueBackend(mamaQueue parent, wombatQueue queue) : parent_(parent), queue_(queue) {}
  ~WombatQueueBackend() override { wombatQueue_destroy(queue_); }

  EventSink& sink() noexcept override { return *this; }
  PostResult post(EventCallback callback, void* closure) override;
  void dispatch() override;
  void dispatch_until(TimePoint deadline) override;
  void stop() noexcept override;
  std::size_t count() const noexcept override;
  void set_watermarks(std::size_t low, std::size_t high) override;
  void set_enqueue_callback(EventCallback callback, void* closure) override {
    replace_enqueue_callback(make_ref<EnqueueCallback>(callback, closure));
  }
  void remove_enqueue_callback() override { replace_enqueue_callback(nullptr); }
  void close(void (*on_left)(void*), void* closure) override;
  bool closed() const noexcept override { return frames_.closed(); }

 private:
  enum class Wait { kEvent, kNothing, kFailed };

  Wait run_one(std::uint32_t stops, TimePoint deadline);
  void check_watermarks();
  void discard_pending();
  void replace_enqueue_callback(Ref<EnqueueCallback> next);

  const mamaQueue parent_;
  const wombatQueue queue_;
  LightGate frames_;  // who is inside a dispatch function
  LightGate posts_;   // who is inside post()
  std::atomic<std::uint32_t> stops_{0};
  std::atomic<std::uint32_t> waiting_{0};
  std::atomic<std::size_t> low_{0};
  std::atomic<std::size_t> high_{0};
  std::atomic<bool> above_{false};
  Mutex mutex_;
  Ref<EnqueueCallback> enqueue_callback_ QUOLL_GUARDED_BY(mutex_);
};

// wombatQueue calls (data, closure); the data of every event is the mamaQueue.
PostResult WombatQueueBackend::post(EventCallback callback, void* closure) {
  const LightGate::Frame posting(posts_);
  if (!posting) return PostResult::kClosed;
  Ref<EnqueueCallback> notify;  // taken before the event may run and end the queue
  {
    MutexLock lock(mutex_);
    notify = enqueue_callback_;
  }
  void* const parent = parent_;
  if (wombatQueue_enqueue(queue_, callback, parent, closure) != WOMBAT_QUEUE_OK) {
    return PostResult::kFull;
  }
  if (notify) {
    if (const Gate::Frame inside(notify->gate); inside) notify->callback(parent, notify->closure);
  }
  return PostResult::kOk;
}

// Waits for one event and runs it. Nothing, when none came in time or a stop came.
WombatQueueBackend::Wait WombatQueueBackend::run_one(std::uint32_t stops, TimePoint deadline) {
  using std::chrono::milliseconds;
  void* data = nullptr;
  void* closure = nullptr;
  wombatQueueStatus status = WOMBAT_QUEUE_OK;
  // An event may throw.
  struct Waiting {
    std::atomic<std::uint32_t>& count;
    explicit Waiting(std::atomic<std::uint32_t>& of) : count(of) { count.fetch_add(1); }
    ~Waiting() { count.fetch_sub(1); }
  };
  std::optional<Waiting> waiting(waiting_);
  if (stops_.load() != stops) {
    status = WOMBAT_QUEUE_TIMEOUT;
  } else if (deadline == kNever) {
    status = wombatQueue_dispatch(queue_, &data, &closure);
  } else {
    const Duration left = deadline - Clock::process().now();
    if (left <= Duration::zero()) {
      status = wombatQueue_poll(queue_, &data, &closure);
    } else {
      const auto timeout = std::chrono::ceil<milliseconds>(left).count();
      status =
          wombatQueue_timedDispatch(queue_, &data, &closure, static_cast<std::uint64_t>(timeout));
    }
  }
  waiting.reset();
  if (status == WOMBAT_QUEUE_OK) return data != nullptr ? Wait::kEvent : Wait::kNothing;
  if (status == WOMBAT_QUEUE_TIMEOUT || status == WOMBAT_QUEUE_WOULD_BLOCK) return Wait::kNothing;
  mama_log(MAMA_LOG_LEVEL_ERROR, "base queue: the native queue %p cannot be dispatched (status %d)",
           queue_, static_cast<int>(status));
  return Wait::kFailed;
}

void WombatQueueBackend::dispatch() {
  const LightGate::Frame frame(frames_);
  if (!frame) return;
  const std::uint32_t stops = stops_.load();
  while (stops_.load() == stops && !frames_.closed()) {
    check_watermarks();
    if (run_one(stops, kNever) == Wait::kFailed) break;
  }
}

void WombatQueueBackend::dispatch_until(TimePoint deadline) {
  const LightGate::Frame frame(frames_);
  if (!frame) return;
  const std::uint32_t stops = stops_.load();
  check_watermarks();
  while (run_one(stops, deadline) == Wait::kNothing) {
    // Somebody else's wake-up: go on unless it was a stop, or the time is over.
    if (stops_.load() != stops || frames_.closed() || Clock::process().now() >= deadline) break;
  }
}

void WombatQueueBackend::stop() noexcept {
  stops_.fetch_add(1);
  // Who runs a callback counts as waiting too; at least ourselves need no wake-up.
  const std::uint32_t self = frames_.entered_by_caller() ? 1 : 0;
  for (std::uint32_t waiting = waiting_.load(); waiting > self; --waiting) {
    wombatQueue_unblock(queue_);
  }
}

std::size_t WombatQueueBackend::count() const noexcept {
  int size = 0;
  wombatQueue_getSize(queue_, &size);
  return static_cast<std::size_t>(size > 0 ? size : 0);
}

void WombatQueueBackend::set_watermarks(std::size_t low, std::size_t high) {
  low_ = low;
  high_ = high;
}

void WombatQueueBackend::check_watermarks() {
  const std::size_t high = high_.load(std::memory_order_relaxed);
  if (high == 0) return;
  const std::size_t events = count();
  if (!above_.load(std::memory_order_relaxed)) {
    if (events >= high && !above_.exchange(true)) report_high_watermark(parent_, events, nullptr);
  } else if (events <= low_.load(std::memory_order_relaxed) && above_.exchange(false)) {
    report_low_watermark(parent_, events, nullptr);
  }
}

void WombatQueueBackend::replace_enqueue_callback(Ref<EnqueueCallback> next) {
  {
    MutexLock lock(mutex_);
    std::swap(enqueue_callback_, next);
  }
  if (next) next->gate.close_and_wait();
}

void WombatQueueBackend::close(void (*on_left)(void*), void* closure) {
  const bool inside = frames_.entered_by_caller();
  if (inside) {
    // Our own frame delays the action until the callback has unwound.
    frames_.close(on_left, closure);
  } else {
    frames_.close();
  }
  stop();
  remove_enqueue_callback();
  posts_.close_and_wait();
  discard_pending();
  if (inside) return;
  frames_.close_and_wait();
  on_left(closure);
}

// Posts are refused by now, so none can slip through. What the application put into its queue
// itself is none of ours.
void WombatQueueBackend::discard_pending() {
  for (const compat::ItemQueue::Item& item : compat::take_all_items(queue_)) {
    if (item.data == parent_) discard_event(item.callback, item.closure, nullptr);
  }
}

}  // namespace

Ref<QueueBackend> make_wombat_queue_backend(mamaQueue parent, void* native) {
  return Ref<QueueBackend>::adopt(new WombatQueueBackend(parent, native));
}

}  // namespace quoll::base_bridge
