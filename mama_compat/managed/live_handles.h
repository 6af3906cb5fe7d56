/// The sessions, or the connections, that the application may name.
#pragma once

#include <cstddef>
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
  using Map = std::unordered_map<const T*, Ref<T>>;

 public:
  static LiveHandles& instance() {
    static auto& handles = *new LiveHandles;
    return handles;
  }

  /// Room for one object more, so that it cannot be made and then not be named. Throws
  /// std::bad_alloc.
  class Place {
   public:
    Place() {
      Map one;
      one.emplace(nullptr, nullptr);
      LiveHandles& all = instance();
      MutexLock lock(all.mutex_);
      all.live_.reserve(all.live_.size() + all.places_ + 1);
      ++all.places_;
      entry_ = one.extract(one.begin());
    }
    ~Place() {
      LiveHandles& all = instance();
      MutexLock lock(all.mutex_);
      --all.places_;
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    /// Once.
    void take(Ref<T> object) {
      LiveHandles& all = instance();
      entry_.key() = object.get();
      entry_.mapped() = std::move(object);
      MutexLock lock(all.mutex_);
      all.live_.insert(std::move(entry_));
    }

   private:
    typename Map::node_type entry_;
  };

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
  Map live_ QUOLL_GUARDED_BY(mutex_);
  std::size_t places_ QUOLL_GUARDED_BY(mutex_) = 0;  // which may come to live_
};

}  // namespace quoll::managed
