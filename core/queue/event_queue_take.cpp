// The taking side of EventQueue: taking an event out, sleeping until there is one, and the wake-ups
// among several sleepers. docs/queue.md has the argument.

#include "queue/event_queue_internal.h"

namespace quoll {

void EventQueue::ConsumerLock::lock_contended() noexcept {
  Backoff backoff(*queue_.clock_);
  do {
    while (queue_.consumer_lock_.load(std::memory_order_relaxed) != 0) backoff.pause();
  } while (queue_.consumer_lock_.exchange(1, std::memory_order_acquire) != 0);
}

/// Takes the next event if it is there. Under the consumer lock.
EventQueue::Take EventQueue::take(Event& event) noexcept {
  const std::uint64_t head = head_.load(std::memory_order_relaxed);
  const std::size_t index = head % EventSegment::kSlots;
  if (head_segment_ == nullptr) head_segment_ = segments_.find(head / EventSegment::kSlots);
  if (head_segment_ != nullptr) [[likely]] {
    EventSlot& slot = head_segment_->slots[index];
    event.callback = slot.callback.load(std::memory_order_acquire);
    if (event.callback != nullptr) [[likely]] {
      event.closure = slot.closure;
      head_.store(head + 1, std::memory_order_release);
      if (index == EventSegment::kSlots - 1) [[unlikely]] {
        head_segment_ = nullptr;
        segments_.retire(head / EventSegment::kSlots);
      }
      return Take::kTaken;
    }
  }
  const std::uint64_t tail = tail_.load();
  if ((tail & kClosed) != 0) return Take::kClosed;
  return tail / kTicket == head ? Take::kEmpty : Take::kUnpublished;
}

bool EventQueue::take_at_once(Event& event) noexcept {
  ConsumerLock lock(*this);
  return take(event) == Take::kTaken;
}

/// Announces that a consumer is going to sleep: after true, the next post() wakes one. False when
/// there is an event, or the queue is closed. Under the consumer lock.
bool EventQueue::arm_sleep() noexcept {
  std::uint64_t tail = tail_.load();
  for (;;) {
    if ((tail & kClosed) != 0 || tail / kTicket != head_.load(std::memory_order_relaxed)) {
      return false;
    }
    if ((tail & kSleep) != 0) return true;
    if (tail_.compare_exchange_weak(tail, tail | kSleep)) return true;
  }
}

/// The duty of a consumer that has come out of a sleep, before it turns to anything else: its
/// wake-up may have been the only one for several events. Sees to it that another sleeper, if there
/// is one, wakes for the next event. True: the caller must wake one, after it has given the lock
/// up.
bool EventQueue::pass_wake_on() noexcept {
  if (sleepers_ == 0 || arm_sleep()) return false;
  signal_.fetch_add(1);
  return true;
}

/// Under the consumer lock, after a sleep.
void EventQueue::leave_sleep() noexcept {
  --sleepers_;
  // Nobody sleeps any more, so nobody need be woken.
  if (sleepers_ == 0 && (tail_.load(std::memory_order_relaxed) & kSleep) != 0) {
    tail_.fetch_and(~kSleep);
  }
}

/// How often a consumer that finds nothing looks again before it sleeps.
class EventQueue::IdleSpin {
 public:
  explicit IdleSpin(const EventQueue& queue) noexcept
      : rounds_(queue.clock_->is_virtual() ? 0 : rounds_of(queue.idle_)) {}
  /// False when it is time to sleep; else gives others a chance to take and to post.
  bool spin(ConsumerLock& lock) noexcept {
    if (rounds_ == 0) return false;
    if (rounds_ != kForever) --rounds_;
    lock.unlock();
    for (int i = 0; i < 8; ++i) cpu_relax();
    lock.lock();
    return true;
  }

 private:
  static constexpr unsigned kForever = ~0u;
  static constexpr unsigned rounds_of(IdleStrategy idle) noexcept {
    switch (idle) {
      case IdleStrategy::kBlock:
        return 0;
      case IdleStrategy::kSpinThenBlock:
        return 100;  // some ten microseconds, about what a sleep and a wake-up cost
      case IdleStrategy::kSpin:
        return kForever;
    }
    return 0;
  }

  unsigned rounds_;
};

/// A consumer that has caught up lets the posters get ahead by some events before it looks again,
/// about a microsecond. Right behind them it would take the slot, and the tail, out of the poster's
/// cache for every event, which slows both down and so keeps them together (docs/queue.md). Next to
/// the sleep that follows when nothing comes, it is nothing.
void EventQueue::stand_back() const noexcept {
  if (idle_ != IdleStrategy::kBlock || clock_->is_virtual()) return;
  for (int i = 0; i < 64; ++i) cpu_relax();
}

/// Waits for an event and takes it. kStopped as soon as `stop` is raised, even if there is one.
EventQueue::Outcome EventQueue::wait_and_take(Event& event, TimePoint deadline,
                                              const StopSignal& stop) noexcept {
  Backoff backoff(*clock_);
  IdleSpin idle(*this);
  bool slept = false;
  bool timed_out = deadline <= TimePoint{};
  if (!timed_out) stand_back();
  ConsumerLock lock(*this);
  const auto leave = [&](Outcome outcome) {
    const bool wakes = slept && pass_wake_on();
    lock.unlock();
    if (wakes) clock_->wake_one(signal_);
    return outcome;
  };
  for (;;) {
    if (stop.raised()) return leave(Outcome::kStopped);
    const Take result = take(event);
    if (result == Take::kTaken) return leave(Outcome::kDispatched);
    if (result == Take::kClosed) return leave(Outcome::kStopped);
    if (result == Take::kUnpublished) {
      lock.unlock();
      backoff.pause();
      lock.lock();
      continue;
    }
    if (!timed_out && deadline != kNever) timed_out = deadline <= clock_->now();
    if (timed_out) return leave(Outcome::kTimedOut);
    if (idle.spin(lock)) continue;

    const std::uint32_t seen = signal_.load();
    if (!arm_sleep()) continue;
    ++sleepers_;
    lock.unlock();
    // A stop is raised before the signal changes: either it is seen here, or the wait returns.
    const bool ended = stop.raised();
    if (!ended) clock_->wait(signal_, seen, deadline);
    lock.lock();
    leave_sleep();
    slept = true;
    if (ended) return leave(Outcome::kStopped);
  }
}

}  // namespace quoll
