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

class TimerService;

/// Base of what can be armed on a TimerService. The service holds a reference while it is armed.
class QUOLL_API Timer : public RefCounted<Timer> {
 public:
  virtual ~Timer() = default;
  Timer() = default;

 protected:
  friend class TimerService;
  /// The deadline has passed. On the service's thread, no lock held, possibly after a cancel() that
  /// came too late (keep a Gate for a stronger promise). May call every function of the service.
  virtual void expired() = 0;

 private:
  // Owned by the service; the owner of this file decides what stands here (links, deadline, place).
  friend struct TimerWheel;
  Timer* next_ = nullptr;
  Timer** link_ = nullptr;
  std::int64_t deadline_ns_ = 0;
  std::uint32_t place_ = 0;
};

/// A thread that calls Timer::expired() when deadlines pass, in deadline order, never early. It sleeps
/// exactly until the next deadline. arm() and cancel() cost the same at ten timers and at a million.
/// Owned by whoever made it. Any thread may call anything but the destructor, which ends the thread,
/// waits for an expired() in progress, and drops what is still armed.
class QUOLL_API TimerService {
 public:
  /// Null when the system refuses a thread.
  static std::unique_ptr<TimerService> start(std::string thread_name,
                                             Clock& clock = Clock::process());
  ~TimerService();
  TimerService(const TimerService&) = delete;
  TimerService& operator=(const TimerService&) = delete;

  /// Arms, or moves an armed timer to a new deadline.
  void arm(Timer& timer, TimePoint deadline);
  /// Disarms. True when it was armed: expired() will then not be called for that arming.
  bool cancel(Timer& timer);

  std::size_t armed() const noexcept;
  Clock& clock() const noexcept;

 private:
  struct Impl;
  explicit TimerService(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// A timer whose ticks are events of a queue (any EventSink): each tick calls
/// `on_tick(queue context, closure)` on the dispatching thread. Repeating timers are re-armed (time of
/// processing + interval) before the tick is posted; ticks are not coalesced, except with interval 0,
/// where at most one is outstanding. destroy() may be called from any thread and from the tick itself:
/// no tick starts after it, ticks already queued do nothing, and `on_destroyed` is posted exactly once
/// as the last event of this timer; `closure` and the sink must live until it has run.
class QUOLL_API QueueTimer final : public Timer {
 public:
  struct Options {
    EventSink* sink = nullptr;
    EventCallback on_tick = nullptr;
    EventCallback on_destroyed = nullptr;  ///< may be null
    void* closure = nullptr;
    Duration interval{};
    bool repeating = true;
  };
  /// The reference belongs to the caller; destroy() does not give it up. `service` must outlive the
  /// timer's destroy(), or have been destroyed before it (then nothing ticks any more).
  static Ref<QueueTimer> create(TimerService& service, const Options& options);

  /// First tick one interval from now.
  void start();
  /// Next tick one interval from now. False, without effect, once destroyed.
  bool reset();
  bool set_interval(Duration interval);
  Duration interval() const noexcept;
  /// False when it was destroyed already.
  bool destroy();

 private:
  void expired() override;
  struct Impl;
  std::unique_ptr<Impl> impl_;  // the owner of this file decides the layout
  QueueTimer(TimerService& service, const Options& options);

 public:
  ~QueueTimer() override;
};

}  // namespace quoll
