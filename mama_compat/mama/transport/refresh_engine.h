/// Tells publishers regularly that subscriptions are still wanted.
#pragma once

#include <mama/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <random>

#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "transport/refresh_schedule.h"
#include "transport/throttle.h"

namespace quoll::mama {

/// Refreshes subscriptions when they are due, on the thread that dispatches a bridge's default
/// queue, with no lock held. Belongs to a transport; shared with the throttle that drives it at one
/// action a tick, which has a timer only while there is a subscription.
///
/// Any thread may call anything. A refresh may still be running when its removal returns; what it
/// needs it must keep alive itself. close() ends all as the throttle's close() does.
class RefreshEngine : public RefCounted<RefreshEngine> {
 public:
  using Key = RefreshSchedule::Key;
  using Refresh = std::function<void()>;

  /// The seed decides how new subscriptions are spread over time.
  explicit RefreshEngine(std::uint32_t seed) : random_(seed) {}

  void bind(mamaBridge bridge, mamaQueue queue);
  /// Keys grow. After close() nothing is added.
  void add(Key key, Refresh refresh) QUOLL_EXCLUDES(mutex_);
  void remove(Key key) QUOLL_EXCLUDES(mutex_);
  /// Somebody else has refreshed it.
  void postpone(Key key) QUOLL_EXCLUDES(mutex_);
  void close() QUOLL_EXCLUDES(mutex_);

 private:
  class Tick;

  void start() QUOLL_EXCLUDES(mutex_);
  void tick() QUOLL_EXCLUDES(mutex_);

  const Ref<Throttle> ticks_ =
      make_ref<Throttle>(1 / std::chrono::duration<double>(RefreshSchedule::kTick).count());
  Mutex mutex_;
  RefreshSchedule schedule_ QUOLL_GUARDED_BY(mutex_);
  std::map<Key, Refresh> refreshes_ QUOLL_GUARDED_BY(mutex_);
  std::minstd_rand random_ QUOLL_GUARDED_BY(mutex_);
  bool is_ticking_ QUOLL_GUARDED_BY(mutex_) = false;
  bool is_closed_ QUOLL_GUARDED_BY(mutex_) = false;
};

}  // namespace quoll::mama
