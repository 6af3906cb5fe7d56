/// The sessions, or the connections, that the application may name.
#pragma once

#include <new>
#include <unordered_map>
#include <utility>
#include <vector>

#include "quoll/mutex.h"
#include "quoll/ref.h"

namespace quoll::managed {

/// Handles are looked up here and never followed before, so a wrong one is answered with a status.
/// One per process and type, never destroyed. Any thread.
template <class T>
class LiveHandles {
 public:
  static LiveHandles& instance() {
    static auto& handles = *new LiveHandles;
    return handles;
  }

  /// Throws std::bad_alloc.
  void add(Ref<T> object) {
    MutexLock lock(mutex_);
    live_.emplace(object.get(), object);
  }
  /// Null when there is no such object.
  Ref<T> find(const T* handle) const {
    MutexLock lock(mutex_);
    const auto found = live_.find(handle);
    return found != live_.end() ? found->second : nullptr;
  }
  /// Gives the reference back; null when it was removed before.
  Ref<T> remove(const T* handle) {
    MutexLock lock(mutex_);
    const auto found = live_.find(handle);
    if (found == live_.end()) return nullptr;
    Ref<T> object = std::move(found->second);
    live_.erase(found);
    return object;
  }
  /// Throws std::bad_alloc.
  std::vector<Ref<T>> all() const {
    MutexLock lock(mutex_);
    std::vector<Ref<T>> result;
    result.reserve(live_.size());
    for (const auto& entry : live_) result.push_back(entry.second);
    return result;
  }

 private:
  LiveHandles() = default;

  mutable Mutex mutex_;
  std::unordered_map<const T*, Ref<T>> live_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::managed
