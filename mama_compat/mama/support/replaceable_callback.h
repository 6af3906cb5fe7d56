/// Callbacks of the application that may be replaced while they run.
#pragma once

#include <utility>

#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"

namespace quoll::mama {

/// A callback, or a structure of them, and their closure, always taken as a pair. Owned by the
/// object whose events they get; any thread may call anything. When replace() or remove() returns,
/// the pair that was set before is not called any more, and no call of it is running but those that
/// the caller itself is inside of; inside some callback they do not wait for calls on other
/// threads, which may wait for this one.
template <class Callback>
class ReplaceableCallback {
 public:
  /// bad_alloc leaves the old pair in place.
  void replace(const Callback& callback, void* closure) QUOLL_EXCLUDES(mutex_) {
    put(make_ref<Pair>(callback, closure));
  }
  void remove() QUOLL_EXCLUDES(mutex_) { put(nullptr); }
  /// As the C interface sets one: null removes.
  void set(Callback callback, void* closure) QUOLL_EXCLUDES(mutex_) {
    callback != nullptr ? replace(callback, closure) : remove();
  }

  /// Calls `body(callback, closure)` with the newest pair, and with no lock held; not at all when
  /// none is set.
  template <class Body>
  void call(Body&& body) const QUOLL_EXCLUDES(mutex_) {
    while (const Ref<Pair> pair = newest()) {
      Gate::Frame inside(pair->gate);
      if (!inside) continue;  // replaced just now
      return body(pair->callback, pair->closure);
    }
  }

  /// The pair, for a caller that calls it on its own account: replace() does not wait for that.
  std::pair<Callback, void*> get() const QUOLL_EXCLUDES(mutex_) {
    const Ref<Pair> pair = newest();
    return pair ? std::pair(pair->callback, pair->closure) : std::pair<Callback, void*>();
  }

 private:
  struct Pair : RefCounted<Pair> {
    Pair(const Callback& new_callback, void* new_closure) noexcept
        : callback(new_callback), closure(new_closure) {}
    const Callback callback;
    void* const closure;
    Gate gate;
  };

  void put(Ref<Pair> pair) QUOLL_EXCLUDES(mutex_) {
    {
      MutexLock lock(mutex_);
      std::swap(pair_, pair);
    }
    if (pair) pair->gate.close_and_wait_if_outside_all();
  }

  Ref<Pair> newest() const QUOLL_EXCLUDES(mutex_) {
    MutexLock lock(mutex_);
    return pair_;
  }

  mutable Mutex mutex_;
  Ref<Pair> pair_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
