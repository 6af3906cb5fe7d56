/// Threads by their names, and the processors they are to run on.
#pragma once

#include <pthread.h>
#include <sched.h>

#include <map>
#include <optional>
#include <string>

#include "quoll/api.h"
#include "quoll/mutex.h"

namespace quoll::compat {

/// Knows which processors a thread of a given name shall use, and which threads of that name run
/// now. One per process, never destroyed. Any thread may call anything.
class QUOLL_API ThreadRegistry {
 public:
  static ThreadRegistry& instance();

  /// Stores the set for the name and applies it to the threads of that name. False when the system
  /// refused it for one of them.
  bool set_affinity(const std::string& name, const cpu_set_t& processors);
  std::optional<cpu_set_t> affinity_of(const std::string& name) const;

  /// The calling thread runs under `name` while a presence lives; the set for the name is applied
  /// to it.
  class QUOLL_API Presence {
   public:
    explicit Presence(const std::string& name);
    ~Presence();
    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;
    /// False when there is a set for the name and the system refused it.
    bool is_affinity_applied() const noexcept { return is_applied_; }

   private:
    std::multimap<std::string, pthread_t>::iterator entry_;
    bool is_applied_ = true;
  };

 private:
  ThreadRegistry() = default;
  mutable Mutex mutex_;
  std::map<std::string, cpu_set_t> affinities_ QUOLL_GUARDED_BY(mutex_);
  std::multimap<std::string, pthread_t> running_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::compat
