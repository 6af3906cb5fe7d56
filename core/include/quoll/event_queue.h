/// The event queue: strictly first in, first out over all producers.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "quoll/api.h"
#include "quoll/clock.h"
#include "quoll/event.h"

namespace quoll {

/// How a dispatching thread waits for an event.
enum class IdleStrategy {
  kBlock,          ///< sleep at once
  kSpinThenBlock,  ///< spin for a short while, then sleep
  kSpin,           ///< never sleep: lowest latency, one CPU
};

/// A first-in first-out queue of events with any number of producers and consumers.
///
/// Order: if post(A) returned before post(B) began, A is taken out before B. Events are taken out one
/// at a time; with one dispatching thread they also run one after the other, with several they start
/// in order and may overlap.
/// Threads: every function may be called from any thread and from inside event callbacks and enqueue
/// callbacks, unless it says otherwise. No lock is held while a callback runs.
/// Memory: grows by segments and gives them back; nothing is allocated per event in steady state.
/// End: close() refuses new events, wakes every dispatching thread and waits for them; pending events
/// are dropped uncalled. The destructor requires that nobody is inside any function.
class QUOLL_API EventQueue final : public EventSink {
 public:
  struct Options {
    void* context = nullptr;        ///< first argument of every callback; usually the handle
    std::size_t max_events = 0;     ///< bound on pending events; 0: as many as memory holds
    IdleStrategy idle = IdleStrategy::kBlock;
    Clock* clock = nullptr;         ///< null: Clock::process()
  };

  enum class Outcome {
    kDispatched,  ///< an event ran
    kTimedOut,    ///< none came in time
    kStopped,     ///< stop() or close()
  };

  /// Watermark callbacks run on the dispatching thread, before it takes the next event.
  using WatermarkCallback = void (*)(void* context, std::size_t count, void* closure);

  explicit EventQueue(const Options& options);
  EventQueue() : EventQueue(Options{}) {}
  ~EventQueue();
  EventQueue(const EventQueue&) = delete;
  EventQueue& operator=(const EventQueue&) = delete;

  PostResult post(EventCallback callback, void* closure) noexcept override;

  /// Runs events until stopped. A second thread that calls it waits until the first one has left;
  /// a nested call from a callback dispatches on and is the one that the next stop() ends.
  Outcome dispatch();
  /// Waits for one event until the deadline (0 or past: polls) and runs it. May be nested and may run
  /// beside other dispatching threads.
  Outcome dispatch_until(TimePoint deadline);
  /// Waits without limit for one event and runs it; ended by stop() and close().
  Outcome dispatch_one() { return dispatch_until(kNever); }
  /// Ends the dispatch() in progress after the event in progress, at once when it sleeps, and every
  /// dispatch_until() that sleeps. No memory: without a dispatch in progress nothing happens.
  void stop() noexcept;

  /// Events posted and not yet taken out; the one that runs is not counted.
  std::size_t count() const noexcept;
  /// Drops all pending events; `visit`, if any, sees each instead of its being called. Returns how
  /// many.
  std::size_t purge(void (*visit)(EventCallback callback, void* event_closure, void* closure) = nullptr,
                    void* closure = nullptr);

  /// high = 0 switches the callbacks off. `on_high` once per excursion, when count >= high; `on_low`
  /// after it, when count <= low.
  void set_watermarks(std::size_t low, std::size_t high) noexcept;
  void set_watermark_callbacks(WatermarkCallback on_high, WatermarkCallback on_low, void* closure);

  /// `callback` runs on the posting thread after each post that succeeded, once the event is visible
  /// to dispatchers. Replaces the one before. After remove (or a set) returns, the old one does not
  /// start any more, and none runs but on the calling thread.
  void set_enqueue_callback(EventCallback callback, void* closure);
  void remove_enqueue_callback();

  /// Refuses further events, drops the pending ones, wakes all dispatching threads and waits until
  /// they have left (not for frames of the calling thread). Idempotent.
  void close();
  bool closed() const noexcept;

  /// True when the calling thread is inside a dispatch function of this queue.
  bool dispatching_here() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;  // the owner of this file decides the layout
};

}  // namespace quoll
