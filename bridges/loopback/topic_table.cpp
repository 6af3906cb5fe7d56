#include "topic_table.h"

#include <functional>

namespace quoll::loopback {

TopicTable::Shard& TopicTable::shard_for(std::string_view name) {
  // Other bits than those the map of the shard uses.
  constexpr int kUpperBits = 40;
  return shards_[(std::hash<std::string_view>{}(name) >> kUpperBits) % kShards];
}

Topic* TopicTable::acquire(std::string_view name) {
  Shard& shard = shard_for(name);
  MutexLock lock(shard.mutex);
  const auto found = shard.topics.find(name);
  if (found != shard.topics.end()) {
    ++found->second->users_;
    return found->second.get();
  }
  auto made = std::make_unique<Topic>(name);
  Topic* const topic = made.get();
  shard.topics.emplace(topic->name(), std::move(made));
  topic->users_ = 1;
  return topic;
}

Topic* TopicTable::find(std::string_view name) {
  Shard& shard = shard_for(name);
  MutexLock lock(shard.mutex);
  const auto found = shard.topics.find(name);
  if (found == shard.topics.end()) return nullptr;
  ++found->second->users_;
  return found->second.get();
}

std::unique_ptr<Topic> TopicTable::release(Topic* topic) {
  Shard& shard = shard_for(topic->name());
  MutexLock lock(shard.mutex);
  if (--topic->users_ != 0) return nullptr;
  const auto found = shard.topics.find(topic->name());
  std::unique_ptr<Topic> last = std::move(found->second);
  shard.topics.erase(found);
  return last;
}

std::size_t TopicTable::size() const {
  std::size_t count = 0;
  for (const Shard& shard : shards_) {
    MutexLock lock(shard.mutex);
    count += shard.topics.size();
  }
  return count;
}

}  // namespace quoll::loopback
