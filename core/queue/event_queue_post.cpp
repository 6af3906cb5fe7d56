// The posting side of EventQueue: everything that the fast path in the header leaves out.

#include <utility>

#include "queue/event_queue_internal.h"

namespace quoll {

PostResult EventQueue::post_special(EventCallback callback, void* closure) {
  const std::uint32_t modes = modes_.load(std::memory_order_acquire);
  if ((modes & kModeClosed) != 0) return PostResult::kClosed;
  if ((modes & kModeStarved) != 0 && !segments_.replenish()) return PostResult::kFull;

  // Taken before the event becomes visible: from then on the queue may be gone.
  Ref<EnqueueCallback> notify;
  if ((modes & kModeEnqueueCallback) != 0) {
    MutexLock lock(control_);
    notify = enqueue_callback_;
  }
  PostResult result = PostResult::kOk;
  if ((modes & kModeBounded) == 0) {
    result = publish(tail_.fetch_add(kTicket), callback, closure);
  } else if (const std::uint64_t before = claim_bounded(); before != kNoTicket) {
    result = publish(before, callback, closure);
  } else {
    return PostResult::kFull;
  }
  if (result == PostResult::kOk && notify) {
    if (const Gate::Frame inside(notify->gate); inside) {
      notify->callback(notify->context, notify->closure);
    }
  }
  return result;
}

/// Takes a ticket unless the bound is reached; the bound is exact, as the tail did not move in
/// between and the head only goes on.
std::uint64_t EventQueue::claim_bounded() noexcept {
  std::uint64_t before = tail_.load();
  do {
    const auto pending = static_cast<std::int64_t>(before / kTicket) -
                         static_cast<std::int64_t>(head_.load(std::memory_order_acquire));
    if (pending >= static_cast<std::int64_t>(max_events_) && (before & kClosed) == 0) {
      return kNoTicket;
    }
  } while (!tail_.compare_exchange_weak(before, before + kTicket));
  return before;
}

PostResult EventQueue::publish_special(std::uint64_t tail_before, EventCallback callback,
                                       void* closure) noexcept {
  if ((tail_before & kClosed) != 0) return PostResult::kClosed;
  const std::uint64_t ticket = tail_before / kTicket;
  if (ticket % EventSegment::kSlots == kPrepareAt) {
    segments_.install(ticket / EventSegment::kSlots + 1);
  }
  EventSlot& slot = slot_of(ticket);
  // The signal changes before the event becomes visible, because afterwards the event may run and
  // end the queue; the wake-up itself needs only the address. A consumer that comes back early
  // waits the few instructions until the event is there.
  const bool wakes = (tail_before & kSleep) != 0 && (tail_.fetch_and(~kSleep) & kSleep) != 0;
  if (wakes) signal_.fetch_add(1);
  Clock& clock = *clock_;
  const std::atomic<std::uint32_t>& signal = signal_;
  slot.closure = closure;
  slot.callback.store(callback, std::memory_order_release);
  if (wakes) clock.wake_one(signal);
  return PostResult::kOk;
}

/// The slot of a ticket that the caller holds.
EventSlot& EventQueue::slot_of(std::uint64_t ticket) noexcept {
  const std::uint64_t number = ticket / EventSegment::kSlots;
  EventSegment* segment = segments_.find(number);
  Backoff backoff(*clock_);
  while (segment == nullptr) {
    segment = segments_.install(number);
    if (segment == nullptr) backoff.pause();  // a segment that is consumed will serve
  }
  return segment->slots[ticket % EventSegment::kSlots];
}

void EventQueue::set_enqueue_callback(EventCallback callback, void* closure) {
  replace_enqueue_callback(make_ref<EnqueueCallback>(callback, context_, closure));
}

void EventQueue::remove_enqueue_callback() { replace_enqueue_callback(nullptr); }

void EventQueue::replace_enqueue_callback(Ref<EnqueueCallback> next) {
  {
    MutexLock lock(control_);
    if (gate_.closed()) next = nullptr;
    if (next) {
      modes_.fetch_or(kModeEnqueueCallback, std::memory_order_release);
    } else {
      modes_.fetch_and(~kModeEnqueueCallback, std::memory_order_release);
    }
    std::swap(enqueue_callback_, next);
  }
  if (next) next->gate.close_and_wait(*clock_);
}

}  // namespace quoll
