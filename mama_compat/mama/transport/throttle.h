/// Doing things at a limited rate.
#pragma once

#include <mama/integration/types.h>
#include <mama/timer.h>

#include <cstdint>
#include <deque>
#include <vector>

#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"

namespace quoll::mama {

/// Something that a throttle is to do once. It is let go of after it has run or was removed; its
/// destructor, which nobody's lock surrounds, is how its maker hears of that.
class ThrottleAction : public RefCounted<ThrottleAction> {
 public:
  explicit ThrottleAction(const void* owner) noexcept : owner_(owner) {}
  virtual ~ThrottleAction() = default;
  /// With no lock held. May remove any action, also itself, and throw what the application throws.
  virtual void run() = 0;

 private:
  friend class Throttle;
  const void* const owner_;
  std::uint64_t number_ = 0;
  Gate gate_;  // in front of run()
};

/// A queue of actions that are done in order, at no more than a rate, on the thread that dispatches
/// a bridge's default queue. With a rate of 0 an action runs inside dispatch().
///
/// Belongs to a transport; shared with the timer that drives it (until that has ended) and with
/// publishers. The timer exists while there is something to do. Any thread may call anything.
/// After a removal none of the removed actions runs or will run, but the caller's own; close()
/// removes all.
class Throttle : public RefCounted<Throttle> {
 public:
  explicit Throttle(double rate) : rate_(rate) {}

  // Actions a second; not above 0: off, what is queued goes at the next tick.
  double rate() const QUOLL_EXCLUDES(mutex_);
  void set_rate(double rate) QUOLL_EXCLUDES(mutex_);

  /// From here on actions are taken. `interval_s` is the time between two ticks.
  void bind(mamaBridge bridge, mamaQueue queue, double interval_s) QUOLL_EXCLUDES(mutex_);
  /// NO_BRIDGE_IMPL before bind() and after close(), or when the bridge refuses a timer.
  mama_status dispatch(Ref<ThrottleAction> action, bool immediate,
                       wombatThrottleAction* handle = nullptr) QUOLL_EXCLUDES(mutex_);

  /// Whether a removal waits for actions that run on other threads.
  enum class Wait { kAlways, kUnlessInsideCallback };
  void remove_owner(const void* owner, Wait wait = Wait::kAlways) QUOLL_EXCLUDES(mutex_);
  void remove(const std::vector<wombatThrottleAction>& handles) QUOLL_EXCLUDES(mutex_);
  void close() QUOLL_EXCLUDES(mutex_);

  /// Ends the timers of all throttles on a bridge, which is being closed by the calling thread.
  static void stop_all(mamaBridge bridge);

 private:
  using Actions = std::vector<Ref<ThrottleAction>>;

  static void MAMACALLTYPE on_tick(mamaTimer timer, void* throttle);
  static void MAMACALLTYPE on_timer_ended(mamaTimer timer, void* throttle);
  void tick(mamaTimer timer) QUOLL_EXCLUDES(mutex_);
  Ref<ThrottleAction> take_next() QUOLL_EXCLUDES(mutex_);
  void run(ThrottleAction& action) QUOLL_EXCLUDES(mutex_);
  mama_status start_timer(std::uint64_t number) QUOLL_EXCLUDES(mutex_);
  mamaTimer take_timer() QUOLL_REQUIRES(mutex_);
  void end_timer(mamaTimer timer) QUOLL_EXCLUDES(mutex_);
  template <class Matches>
  void remove_if(Matches matches, Wait wait) QUOLL_EXCLUDES(mutex_);
  double per_tick() const QUOLL_REQUIRES(mutex_) { return rate_ * interval_s_; }

  mutable Mutex mutex_;
  double rate_ QUOLL_GUARDED_BY(mutex_);
  double interval_s_ QUOLL_GUARDED_BY(mutex_) = 0;
  // How many actions may run now; what is left of one tick is carried to the next if it is less
  // than one.
  double credit_ QUOLL_GUARDED_BY(mutex_) = 0;
  mamaQueue queue_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  bool closed_ QUOLL_GUARDED_BY(mutex_) = false;
  // The timer, null while it is being made; the number tells the present one from those before.
  bool has_timer_ QUOLL_GUARDED_BY(mutex_) = false;
  mamaTimer timer_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  std::uint64_t timer_number_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::uint64_t last_number_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::deque<Ref<ThrottleAction>> waiting_ QUOLL_GUARDED_BY(mutex_);
  Actions running_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
