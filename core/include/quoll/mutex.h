/// std::mutex with the annotations that clang's thread-safety analysis reads.
#pragma once

#include <mutex>

#include "quoll/api.h"

namespace quoll {

/// A mutex for short critical sections. Rule 3 (docs/rules.md): nothing foreign is called and
/// nothing is waited for while one is held.
class QUOLL_CAPABILITY("mutex") Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock() QUOLL_ACQUIRE() { mutex_.lock(); }
  void unlock() QUOLL_RELEASE() { mutex_.unlock(); }
  bool try_lock() QUOLL_TRY_ACQUIRE(true) { return mutex_.try_lock(); }

 private:
  std::mutex mutex_;
};

/// Holds a Mutex for a scope; may be released early.
class QUOLL_SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) QUOLL_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
  ~MutexLock() QUOLL_RELEASE() {
    if (held_) mutex_.unlock();
  }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

  void unlock() QUOLL_RELEASE() {
    held_ = false;
    mutex_.unlock();
  }
  void lock() QUOLL_ACQUIRE() {
    mutex_.lock();
    held_ = true;
  }

 private:
  Mutex& mutex_;
  bool held_ = true;
};

}  // namespace quoll
