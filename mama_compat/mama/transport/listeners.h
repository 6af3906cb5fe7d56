/// The subscriptions that a transport tells of its quality.
#pragma once

#include <mama/subscription.h>

#include <cstdint>
#include <map>
#include <vector>

#include "quoll/mutex.h"

namespace quoll::mama {

/// Subscriptions by the handle that add() gives out; each is held, so that its storage lasts until
/// it is removed. Belongs to a Transport. Any thread may call anything; nothing is called back.
class Listeners {
 public:
  void* add(mamaSubscription subscription) QUOLL_EXCLUDES(mutex_);
  /// An unknown handle has no effect.
  void remove(void* handle) QUOLL_EXCLUDES(mutex_);
  void remove_all() QUOLL_EXCLUDES(mutex_);

  /// All of them; each held once more, for the caller to drop.
  std::vector<mamaSubscription> held() const QUOLL_EXCLUDES(mutex_);

 private:
  mutable Mutex mutex_;
  std::uintptr_t last_handle_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::map<std::uintptr_t, mamaSubscription> all_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
