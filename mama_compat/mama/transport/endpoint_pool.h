/// The object behind endpointPool_t.
#pragma once

#include <mama/integration/endpointpool.h>

#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "quoll/mutex.h"

namespace quoll::mama {

/// A map topic -> identifier -> endpoint, with which a bridge finds the subscriptions of a topic
/// for each message that it receives. Endpoints are the bridge's own; the pool never follows one.
///
/// Made and ended by a bridge; lives in a HandlePool. Any thread may call anything but the end,
/// which is the last call. Nothing is called back from inside, so the lock is short.
class EndpointPool {
 public:
  explicit EndpointPool(const char* name) : name_(name) {}
  EndpointPool(const EndpointPool&) = delete;
  EndpointPool& operator=(const EndpointPool&) = delete;

  const char* name() const noexcept { return name_.c_str(); }

  /// An endpoint that is entered already stays; an entry without endpoint is filled in.
  void enter(std::string_view topic, std::string_view identifier, endpoint_t endpoint)
      QUOLL_EXCLUDES(mutex_);
  void remove(std::string_view topic, std::string_view identifier) QUOLL_EXCLUDES(mutex_);

  /// Those of one topic; an entry without endpoint shows the text of its identifier. The array is
  /// the calling thread's own, and stands until that thread's next call or the end of the pool.
  std::vector<endpoint_t>& endpoints_of(std::string_view topic) QUOLL_EXCLUDES(mutex_);
  /// Null when there is none.
  endpoint_t find(std::string_view topic, std::string_view identifier) const QUOLL_EXCLUDES(mutex_);
  bool contains(std::string_view topic, endpoint_t endpoint) const QUOLL_EXCLUDES(mutex_);
  /// Those of all topics.
  std::vector<endpoint_t> all() const QUOLL_EXCLUDES(mutex_);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Entries = std::map<std::string, endpoint_t, std::less<>>;  // by identifier

  const std::string name_;
  mutable Mutex mutex_;
  std::unordered_map<std::string, Entries, Hash, std::equal_to<>> topics_ QUOLL_GUARDED_BY(mutex_);
  std::map<std::thread::id, std::vector<endpoint_t>> results_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
