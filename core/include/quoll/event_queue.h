/// The event queue: strictly first in, first out over all producers.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "quoll/api.h"
#include "quoll/clock.h"
#include "quoll/event.h"
#include "quoll/event_segments.h"
#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"

namespace quoll {

/// How a dispatching thread waits for an event. A queue under VirtualClock always blocks.
enum class IdleStrategy {
  kBlock,          ///< stand back for about a microsecond, look once more, sleep
  kSpinThenBlock,  ///< spin for a short while, then sleep
  kSpin,           ///< never sleep: lowest latency, one CPU
};

/// A first-in first-out queue of events with any number of producers and consumers.
///
/// Order: if post(A) returned before post(B) began, A is taken out before B. Events are taken out
/// one at a time; with one dispatching thread they also run one after the other, with several they
/// start in order and may overlap. Threads: every function may be called from any thread and from
/// inside event callbacks and enqueue callbacks, unless it says otherwise. No lock is held while a
/// callback runs. Memory: grows by segments and gives them back; nothing is allocated per event in
/// steady state. End: close() refuses new events, wakes every dispatching thread and waits for
/// them; pending events are dropped uncalled. The destructor requires that nobody is inside any
/// function; a post() counts as left as soon as its event has begun to run, so the event may end
/// the queue.
///
/// docs/queue.md explains the protocol and why nothing is lost.
class QUOLL_API EventQueue final : public EventSink {
 public:
  struct Options {
    void* context = nullptr;     ///< first argument of every callback; usually the handle
    std::size_t max_events = 0;  ///< bound on pending events; 0: as many as memory holds
    IdleStrategy idle = IdleStrategy::kBlock;
    Clock* clock = nullptr;  ///< null: Clock::process()
  };

  enum class Outcome {
    kDispatched,  ///< an event ran
    kTimedOut,    ///< none came in time
    kStopped,     ///< stop() or close()
  };

  /// Watermark callbacks run on the dispatching thread, before it takes the next event.
  using WatermarkCallback = void (*)(void* context, std::size_t count, void* closure);

  /// A dispatching that can be ended for good from outside, whether or not it has begun: what a
  /// Dispatcher needs. Outlives the dispatch_while() that it was given to.
  class DispatchToken {
   public:
    bool ended() const noexcept { return ended_.load(std::memory_order_acquire); }

   private:
    friend class EventQueue;
    std::atomic<bool> ended_{false};
  };

  /// Throws std::bad_alloc when there is no memory for it.
  explicit EventQueue(const Options& options);
  EventQueue() : EventQueue(Options{}) {}
  ~EventQueue();
  EventQueue(const EventQueue&) = delete;
  EventQueue& operator=(const EventQueue&) = delete;

  /// `callback` must not be null.
  PostResult post(EventCallback callback, void* closure) override {
    if (modes_.load(std::memory_order_acquire) != 0) [[unlikely]] {
      return post_special(callback, closure);
    }
    return publish(tail_.fetch_add(kTicket), callback, closure);
  }

  /// Runs events until stopped. May run on several threads side by side, each taking the next
  /// event. A nested call from a callback dispatches on and is the one of its thread that the next
  /// stop() ends. Always returns kStopped.
  Outcome dispatch();
  /// As dispatch(), but stop() does not end it: it goes on until end_dispatch(token) or close().
  /// The queue may be gone when it returns, if a callback ended it.
  void dispatch_while(DispatchToken& token);
  /// Ends the dispatch_while() with this token, and every dispatch nested in it, after the callback
  /// in progress, and every dispatch_until() that waits in one; one that has not begun yet returns
  /// at once when it does. Does not wait.
  void end_dispatch(DispatchToken& token) noexcept;
  /// Waits for one event until the deadline (0 or past: polls) and runs it. May be nested and may
  /// run beside other dispatching threads.
  Outcome dispatch_until(TimePoint deadline);
  /// Waits without limit for one event and runs it; ended by stop() and close().
  Outcome dispatch_one() { return dispatch_until(kNever); }
  /// Ends each dispatch() in progress (of nested ones, the innermost) after the event in progress,
  /// at once when it sleeps, and every dispatch_until() that waits. No memory: without a dispatch
  /// in progress nothing happens, and a second stop() before the first has taken effect adds
  /// nothing.
  void stop() noexcept;

  /// Events posted and not yet taken out; the one that runs is not counted. 0 once closed.
  std::size_t count() const noexcept;
  /// Drops all events that were pending at the call; `visit`, if any, sees each instead of its
  /// being called (with no lock held). Returns how many.
  std::size_t purge(void (*visit)(EventCallback callback, void* event_closure,
                                  void* closure) = nullptr,
                    void* closure = nullptr);

  /// high = 0 switches the callbacks off. `on_high` once per excursion, when count >= high;
  /// `on_low` after it, when count <= low.
  void set_watermarks(std::size_t low, std::size_t high) noexcept;
  /// Either may be null. A callback that has begun is not waited for.
  void set_watermark_callbacks(WatermarkCallback on_high, WatermarkCallback on_low, void* closure);

  /// `callback` runs on the posting thread after each post that succeeded, once the event is
  /// visible to dispatchers. Replaces the one before. After remove (or a set) returns, the old one
  /// does not start any more, and none runs but on the calling thread (and on threads that are
  /// removing it from inside itself). Throws std::bad_alloc.
  void set_enqueue_callback(EventCallback callback, void* closure);
  void remove_enqueue_callback();

  /// Refuses further events, drops the pending ones, removes the enqueue callback, wakes all
  /// dispatching threads and waits until they have left (not for frames of the calling thread, see
  /// Gate). Idempotent.
  void close();
  /// As close(); `on_left` runs once, after the last dispatching thread has left, and may delete
  /// the queue: inside close() when nobody dispatches, else, when called from inside a callback, on
  /// the dispatching thread that leaves last. False, and `on_left` is not taken, when the queue was
  /// closed already; the close is complete then too. `visit`, if any, sees each event that is
  /// dropped, as with purge(): once posts are refused, so none can slip through.
  bool close(Gate::DrainAction on_left, void* closure,
             void (*visit)(EventCallback callback, void* event_closure, void* closure) = nullptr,
             void* visit_closure = nullptr);
  bool closed() const noexcept { return gate_.closed(); }

  /// True when the calling thread is inside a dispatch function of this queue.
  bool dispatching_here() const noexcept { return gate_.entered_by_caller(); }
  Clock& clock() const noexcept { return *clock_; }

 private:
  class ConsumerLock;
  class DispatchFrame;
  class IdleSpin;
  class StopSignal;
  struct Event {
    EventCallback callback;
    void* closure;
  };
  struct EnqueueCallback;
  struct Watermarks {
    std::size_t low = 0;
    std::size_t high = 0;
    bool above = false;  // on_high has been called, on_low not yet
    WatermarkCallback on_high = nullptr;
    WatermarkCallback on_low = nullptr;
    void* closure = nullptr;
  };
  enum class Take { kTaken, kEmpty, kUnpublished, kClosed };

  // The tail: the next ticket, and two bits.
  static constexpr std::uint64_t kSleep = 1;   // a consumer sleeps: whoever clears this wakes one
  static constexpr std::uint64_t kClosed = 2;  // tickets taken from now on are void
  static constexpr std::uint64_t kTicket = 4;
  static constexpr std::uint64_t kNoTicket = ~std::uint64_t{0};
  // The slot whose poster sees to the next segment.
  static constexpr std::size_t kPrepareAt = EventSegment::kSlots / 2;

  // Why post() may have to do more than usual.
  static constexpr std::uint32_t kModeClosed = 1;
  static constexpr std::uint32_t kModeBounded = 2;
  static constexpr std::uint32_t kModeStarved = 4;
  static constexpr std::uint32_t kModeEnqueueCallback = 8;

  PostResult publish(std::uint64_t tail_before, EventCallback callback, void* closure) noexcept {
    const std::uint64_t ticket = tail_before / kTicket;
    const std::size_t index = ticket % EventSegment::kSlots;
    EventSegment* const segment = segments_.find(ticket / EventSegment::kSlots);
    if ((tail_before & (kSleep | kClosed)) != 0 || index == kPrepareAt || segment == nullptr)
        [[unlikely]] {
      return publish_special(tail_before, callback, closure);
    }
    EventSlot& slot = segment->slots[index];
    slot.closure = closure;
    slot.callback.store(callback, std::memory_order_release);
    return PostResult::kOk;
  }
  PostResult post_special(EventCallback callback, void* closure);
  PostResult publish_special(std::uint64_t tail_before, EventCallback callback,
                             void* closure) noexcept;
  std::uint64_t claim_bounded() noexcept;
  EventSlot& slot_of(std::uint64_t ticket) noexcept;

  Take take(Event& event) noexcept;
  bool take_at_once(Event& event) noexcept;
  void stand_back() const noexcept;
  Outcome wait_and_take(Event& event, TimePoint deadline, const StopSignal& stop) noexcept;
  bool arm_sleep() noexcept;
  bool pass_wake_on() noexcept;
  void leave_sleep() noexcept;
  std::size_t drop_until(std::uint64_t limit, void (*visit)(EventCallback, void*, void*),
                         void* closure);
  bool run_dispatch(DispatchToken* token);
  void begin_close() noexcept;
  void close_dropping(void (*visit)(EventCallback, void*, void*), void* closure);
  void wake_all_sleepers() noexcept;
  void check_watermarks();
  void replace_enqueue_callback(Ref<EnqueueCallback> next);

  // Read by all, written rarely.
  alignas(64) std::atomic<std::uint32_t> modes_{0};
  std::atomic<bool> watched_{false};     // watermarks are set
  std::atomic<std::uint32_t> stops_{0};  // calls of stop(), so that waiters notice one
  void* const context_;
  Clock* const clock_;
  const std::size_t max_events_;
  const IdleStrategy idle_;
  EventSegments segments_;

  // Written by posters.
  alignas(64) std::atomic<std::uint64_t> tail_{0};

  // Written by consumers: what is here changes only under consumer_lock_.
  alignas(64) std::atomic<std::uint32_t> consumer_lock_{0};
  std::uint32_t sleepers_ = 0;
  std::atomic<std::uint64_t> head_{0};    // ticket of the next event to be taken
  EventSegment* head_segment_ = nullptr;  // where it is; null: look it up

  // Written once per sleep, and once per call of a dispatch function.
  alignas(64) std::atomic<std::uint32_t> signal_{0};  // what sleeping consumers wait on
  LightGate gate_;                                    // who is inside a dispatch function

  Mutex control_;
  std::uint64_t closed_at_ QUOLL_GUARDED_BY(control_) = ~std::uint64_t{
      0};  // tickets from here on are void
  Watermarks watermarks_ QUOLL_GUARDED_BY(control_);
  Ref<EnqueueCallback> enqueue_callback_ QUOLL_GUARDED_BY(control_);
};

}  // namespace quoll
