/// Timers: a million at once, in nanoseconds, without a periodic tick.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "quoll/api.h"
#include "quoll/clock.h"
#include "quoll/event.h"
#include "quoll/gate.h"
#include "quoll/ref.h"

namespace quoll {

class TimerCore;
class TimerService;

/// Base of what can be armed on a TimerService. The service holds a reference while it is armed.
/// One timer is armed on one service at a time.
class QUOLL_API Timer : public RefCounted<Timer> {
 public:
  virtual ~Timer() = default;
  Timer() = default;

 protected:
  /// The deadline has passed. On the service's thread, no lock held, possibly beside a cancel()
  /// that came too late (keep a Gate for a stronger promise). May call every function of the
  /// service but its destructor, and arm the timer again.
  virtual void expired() = 0;

 private:
  friend class TimerCore;
  friend class TimerWheel;
  // All guarded by the lock of the service that the timer is armed on.
  std::uint32_t place_ = 0;  // where in the wheel; 0: not armed
  Timer* next_ = nullptr;
  Timer** link_ = nullptr;  // what points to this timer
  std::int64_t deadline_ns_ = 0;
  std::uint64_t order_ = 0;  // equal deadlines expire in the order in which they were armed
};

/// A thread that calls Timer::expired() when deadlines pass, in deadline order, never early. It
/// sleeps until the next deadline: there is no tick. arm() and cancel() cost the same at ten timers
/// and at a million. Owned by whoever made it. Any thread may call anything but the destructor,
/// which ends the thread, waits for an expired() in progress, and drops what is still armed; it
/// must not run on the service's own thread. docs/timers.md tells how it works.
class QUOLL_API TimerService {
 public:
  /// Null when the system refuses a thread. Throws std::bad_alloc.
  static std::unique_ptr<TimerService> start(std::string thread_name,
                                             Clock& clock = Clock::process());
  ~TimerService();
  TimerService(const TimerService&) = delete;
  TimerService& operator=(const TimerService&) = delete;

  /// Arms, or moves an armed timer to a new deadline. Of equal deadlines, the one that was armed
  /// first expires first.
  void arm(Timer& timer, TimePoint deadline);
  /// Disarms. True when it was armed: expired() will then not be called for that arming.
  bool cancel(Timer& timer);

  std::size_t armed() const noexcept;
  Clock& clock() const noexcept;

 private:
  friend class QueueTimer;
  explicit TimerService(Ref<TimerCore> core);
  // Shared with the QueueTimers, some of which may outlive the service.
  Ref<TimerCore> core_;
};

/// A timer whose ticks are events of a queue (any EventSink): each tick calls
/// `on_tick(queue context, closure)` on the dispatching thread. Repeating timers are re-armed (time
/// of processing + interval) before the tick is posted; ticks are not coalesced, except with
/// interval 0, where at most one is outstanding (a tick that runs counts). A tick that a full sink
/// refuses is lost; the timer goes on.
///
/// destroy() may be called from any thread and from the tick itself, and waits for nobody: no tick
/// starts after it, ticks already queued do nothing, and `on_destroyed` is posted exactly once as
/// the last event of this timer, when no tick is running any more; `closure` and the sink must live
/// until it has run. A full sink is tried again; a closed one gets nothing.
///
/// All functions may be called from any thread, and also after the service has ended (nothing ticks
/// any more then, but `on_destroyed` still comes, unless a full sink refuses it).
///
/// Whoever has more to keep per timer may derive from it and so save an allocation: the object is
/// deleted, through its virtual destructor, when the last reference goes, which may be on any
/// thread.
class QUOLL_API QueueTimer : public Timer {
 public:
  struct Options {
    EventSink* sink = nullptr;
    EventCallback on_tick = nullptr;
    EventCallback on_destroyed = nullptr;  ///< may be null
    void* closure = nullptr;
    Duration interval{};  ///< not negative
    bool repeating = true;
  };
  /// The reference belongs to the caller; destroy() does not give it up. Not started yet.
  static Ref<QueueTimer> create(TimerService& service, const Options& options);
  ~QueueTimer() override;

  /// First tick one interval from now. Without effect once destroyed.
  void start();
  /// Next tick one interval from now. False, without effect, once destroyed.
  bool reset();
  /// As reset(), with a new interval.
  bool set_interval(Duration interval);
  Duration interval() const noexcept {
    return Duration(interval_ns_.load(std::memory_order_relaxed));
  }
  /// False when it was destroyed already.
  bool destroy();

  /// For a sink that drops its pending events instead of calling them (EventQueue::purge): if the
  /// event is a queued tick of some QueueTimer, lets go what it holds, and returns true.
  static bool discard(EventCallback callback, void* closure) noexcept;

 protected:
  QueueTimer(TimerService& service, const Options& options);
  /// Instead of `on_destroyed`, when the sink was closed before it could be posted. On the thread
  /// of destroy(), of the last tick or of the service.
  virtual void destroyed_unseen() noexcept {}

 private:
  void expired() final;
  static void tick(void* context, void* timer);
  static void single_tick(void* context, void* timer);
  void post_single_tick();
  void end_single_tick();
  void finish() noexcept;
  void post_destroyed() noexcept;

  Gate gate_;
  const Ref<TimerCore> core_;
  EventSink* const sink_;
  const EventCallback on_tick_;
  const EventCallback on_destroyed_;
  void* const closure_;
  std::atomic<std::int64_t> interval_ns_;
  const bool repeating_;
  // With interval 0: the one tick that may be outstanding, is. It re-arms the timer when it has
  // run.
  std::atomic<bool> outstanding_{false};
  // The destroyed event was refused and is to be posted by the next expired().
  std::atomic<bool> retry_destroyed_{false};
};

}  // namespace quoll
