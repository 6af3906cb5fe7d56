/// All topics of a domain by name.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "quoll/mutex.h"
#include "topic.h"

namespace quoll::loopback {

/// Topics by name, in shards with a lock each. Publishers and plain subscriptions take their topic
/// once and keep it; a send looks nothing up, a reply looks up once. Any thread.
class TopicTable {
 public:
  TopicTable() = default;
  TopicTable(const TopicTable&) = delete;
  TopicTable& operator=(const TopicTable&) = delete;

  /// The topic, made if need be; the caller becomes a user of it.
  Topic* acquire(std::string_view name);
  /// The topic if there is one; the caller becomes a user of it.
  Topic* find(std::string_view name);
  /// The caller is no user any more. Hands the topic out when it was the last: nobody finds it
  /// then.
  std::unique_ptr<Topic> release(Topic* topic);

  std::size_t size() const;

 private:
  static constexpr std::size_t kShards = 64;
  static constexpr std::size_t kCacheLine = 64;

  struct alignas(kCacheLine) Shard {
    mutable Mutex mutex;
    // The key is the name inside the topic.
    std::unordered_map<std::string_view, std::unique_ptr<Topic>> topics QUOLL_GUARDED_BY(mutex);
  };

  Shard& shard_for(std::string_view name);

  std::array<Shard, kShards> shards_;
};

}  // namespace quoll::loopback
