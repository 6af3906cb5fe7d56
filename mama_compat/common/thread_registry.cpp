#include "common/thread_registry.h"

namespace quoll::compat {

ThreadRegistry& ThreadRegistry::instance() {
  static auto& registry = *new ThreadRegistry;
  return registry;
}

bool ThreadRegistry::set_affinity(const std::string& name, const cpu_set_t& processors) {
  MutexLock lock(mutex_);
  affinities_[name] = processors;
  bool all_applied = true;
  const auto [first, last] = running_.equal_range(name);
  for (auto it = first; it != last; ++it) {
    if (pthread_setaffinity_np(it->second, sizeof processors, &processors) != 0)
      all_applied = false;
  }
  return all_applied;
}

std::optional<cpu_set_t> ThreadRegistry::affinity_of(const std::string& name) const {
  MutexLock lock(mutex_);
  const auto it = affinities_.find(name);
  if (it == affinities_.end()) return std::nullopt;
  return it->second;
}

ThreadRegistry::Presence::Presence(const std::string& name) {
  ThreadRegistry& registry = instance();
  MutexLock lock(registry.mutex_);
  entry_ = registry.running_.emplace(name, pthread_self());
  const auto it = registry.affinities_.find(name);
  if (it == registry.affinities_.end()) return;
  is_applied_ = pthread_setaffinity_np(pthread_self(), sizeof it->second, &it->second) == 0;
}

ThreadRegistry::Presence::~Presence() {
  ThreadRegistry& registry = instance();
  MutexLock lock(registry.mutex_);
  registry.running_.erase(entry_);
}

}  // namespace quoll::compat
