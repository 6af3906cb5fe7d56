#include "quoll/event_queue.h"

#include "queue/event_queue_internal.h"

namespace quoll {

EventQueue::EventQueue(const Options& options)
    : modes_(options.max_events != 0 ? kModeBounded : 0),
      context_(options.context),
      clock_(options.clock != nullptr ? options.clock : &Clock::process()),
      max_events_(options.max_events),
      idle_(options.idle),
      segments_(modes_, kModeStarved) {}

EventQueue::~EventQueue() { close(); }

thread_local constinit EventQueue::DispatchFrame* EventQueue::DispatchFrame::innermost_ = nullptr;

EventQueue::DispatchFrame::~DispatchFrame() {
  innermost_ = outer_;
  if (around_ == nullptr) return;
  // A stop ends the innermost dispatch only; a close, whose stop comes after the gate is closed,
  // all.
  const std::uint32_t stops = queue_.stops_.load(std::memory_order_acquire);
  if (!queue_.gate_.closed()) around_->stops_ = stops;
}

EventQueue::Outcome EventQueue::dispatch() {
  const LightGate::Frame inside(gate_);
  if (inside) run_dispatch(nullptr);
  return Outcome::kStopped;
}

void EventQueue::dispatch_while(DispatchToken& token) {
  const LightGate::Frame inside(gate_);
  if (!inside) return;
  while (run_dispatch(&token)) {
  }
}

/// Dispatches until stopped. False when there can be no more of it: the queue is closed, or the
/// token, or that of a dispatch around, has ended.
bool EventQueue::run_dispatch(DispatchToken* token) {
  const DispatchFrame frame(*this, token);
  if (closed() || frame.ended()) return false;
  const StopSignal stop(frame);
  while (!frame.stopped()) {
    if (watched_.load(std::memory_order_relaxed)) [[unlikely]] {
      check_watermarks();
      if (frame.stopped()) break;
    }
    Event event;
    if (!take_at_once(event) && wait_and_take(event, kNever, stop) != Outcome::kDispatched) break;
    event.callback(context_, event.closure);
  }
  return true;
}

EventQueue::Outcome EventQueue::dispatch_until(TimePoint deadline) {
  const LightGate::Frame inside(gate_);
  if (!inside) return Outcome::kStopped;
  const StopSignal stop(*this);
  if (watched_.load(std::memory_order_relaxed)) [[unlikely]]
    check_watermarks();
  Event event;
  if (!take_at_once(event)) [[unlikely]] {
    const Outcome outcome = wait_and_take(event, deadline, stop);
    if (outcome != Outcome::kDispatched) return outcome;
  }
  event.callback(context_, event.closure);
  return Outcome::kDispatched;
}

void EventQueue::stop() noexcept {
  stops_.fetch_add(1);
  wake_all_sleepers();
}

void EventQueue::end_dispatch(DispatchToken& token) noexcept {
  token.ended_.store(true);
  wake_all_sleepers();
}

void EventQueue::wake_all_sleepers() noexcept {
  signal_.fetch_add(1);
  clock_->wake_all(signal_);
}

// Counts and watermarks.

std::size_t EventQueue::count() const noexcept {
  std::uint64_t head = head_.load(std::memory_order_acquire);
  for (;;) {
    const std::uint64_t tail = tail_.load();
    if ((tail & kClosed) != 0) return 0;
    // Exact if the head stood still while the tail was read.
    const std::uint64_t again = head_.load(std::memory_order_acquire);
    if (again == head) return static_cast<std::size_t>(tail / kTicket - head);
    head = again;
  }
}

void EventQueue::set_watermarks(std::size_t low, std::size_t high) noexcept {
  MutexLock lock(control_);
  watermarks_.low = low;
  watermarks_.high = high;
  if (high == 0) watermarks_.above = false;
  watched_.store(high != 0, std::memory_order_relaxed);
}

void EventQueue::set_watermark_callbacks(WatermarkCallback on_high, WatermarkCallback on_low,
                                         void* closure) {
  MutexLock lock(control_);
  watermarks_.on_high = on_high;
  watermarks_.on_low = on_low;
  watermarks_.closure = closure;
}

void EventQueue::check_watermarks() {
  WatermarkCallback callback = nullptr;
  void* closure = nullptr;
  std::size_t pending = 0;
  {
    MutexLock lock(control_);
    Watermarks& marks = watermarks_;
    pending = count();
    if (marks.high == 0) return;
    if (marks.above && pending <= marks.low) {
      marks.above = false;
      callback = marks.on_low;
    } else if (!marks.above && pending >= marks.high) {
      marks.above = true;
      callback = marks.on_high;
    }
    closure = marks.closure;
  }
  if (callback != nullptr) callback(context_, pending, closure);
}

// Dropping events, and the end.

std::size_t EventQueue::purge(void (*visit)(EventCallback, void*, void*), void* closure) {
  std::uint64_t limit = tail_.load() / kTicket;
  {
    MutexLock lock(control_);
    if (closed_at_ < limit) limit = closed_at_;
  }
  return drop_until(limit, visit, closure);
}

/// Drops the events with tickets below `limit`, all of which are valid.
std::size_t EventQueue::drop_until(std::uint64_t limit, void (*visit)(EventCallback, void*, void*),
                                   void* closure) {
  Backoff backoff(*clock_);
  for (std::size_t dropped = 0;;) {
    Event event;
    ConsumerLock lock(*this);
    if (head_.load(std::memory_order_relaxed) >= limit) return dropped;
    const bool taken = take(event) == Take::kTaken;
    lock.unlock();
    if (taken) {
      ++dropped;
      if (visit != nullptr) visit(event.callback, event.closure, closure);
    } else {
      backoff.pause();  // its poster has not finished
    }
  }
}

/// Refuses posts and dispatches, and ends those dispatches that are in progress. The gate is
/// closed.
void EventQueue::begin_close() noexcept {
  {
    MutexLock lock(control_);
    modes_.fetch_or(kModeClosed, std::memory_order_release);
    const std::uint64_t tail = tail_.fetch_or(kClosed);
    if ((tail & kClosed) == 0) closed_at_ = tail / kTicket;
  }
  stop();
}

void EventQueue::close_dropping(void (*visit)(EventCallback, void*, void*), void* closure) {
  gate_.close();
  begin_close();
  remove_enqueue_callback();
  purge(visit, closure);
  gate_.close_and_wait(*clock_);
}

void EventQueue::close() { close_dropping(nullptr, nullptr); }

bool EventQueue::close(Gate::DrainAction on_left, void* closure,
                       void (*visit)(EventCallback, void*, void*), void* visit_closure) {
  // Inside a callback the frames of the caller keep the gate from draining before we are done.
  const bool inside = dispatching_here();
  const bool first = inside ? gate_.close(on_left, closure) : gate_.close();
  close_dropping(visit, visit_closure);
  if (first && !inside) on_left(closure);
  return first;
}

}  // namespace quoll
