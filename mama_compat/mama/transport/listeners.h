/// The subscriptions that a transport tells of its quality, and refreshes.
#pragma once

#include <mama/subscription.h>
#include <mama/subscriptiontype.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "transport/refresh_engine.h"

namespace quoll::mama {

/// Subscriptions by the handle that add() gives out; each is held, so that its storage lasts until
/// it is removed. Belongs to a Transport. Any thread may call anything; nothing is called back.
class Listeners {
 public:
  /// Before the first add(): market-data subscriptions shall be refreshed.
  void refresh_with(Ref<RefreshEngine> refreshes) noexcept { refreshes_ = std::move(refreshes); }

  void* add(mamaSubscription subscription) QUOLL_EXCLUDES(mutex_);
  /// An unknown handle has no effect.
  void remove(void* handle) QUOLL_EXCLUDES(mutex_);
  /// At the end of the transport, which they are made to forget.
  void remove_all(mamaTransport ended) QUOLL_EXCLUDES(mutex_);

  /// Another client has refreshed it.
  void postpone_refresh(void* handle);

  /// All of them; each held once more, for the caller to drop.
  std::vector<mamaSubscription> held() const QUOLL_EXCLUDES(mutex_);

  struct Topic {
    std::string symbol;  // the application's
    mamaSubscriptionType type;
  };
  /// Those on a sub-transport; of one source, or of all for null. In the order in which they came.
  std::vector<Topic> topics(int transport_index, const char* source) const QUOLL_EXCLUDES(mutex_);

 private:
  /// A subscription, and what it was when it was added.
  struct Listener {
    mamaSubscription subscription;
    Topic topic;
    std::optional<std::string> source;
    int transport_index;
  };

  Ref<RefreshEngine> refreshes_;  // null: none
  mutable Mutex mutex_;
  std::uintptr_t last_handle_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::map<std::uintptr_t, Listener> all_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
