/* Quoll: wombat/Lock.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Locks for C++ programs (common 14).
 */
#ifndef QUOLL_WOMBAT_LOCK_H_
#define QUOLL_WOMBAT_LOCK_H_

#include <wombat/port.h>

namespace Wombat {

/** A recursive lock. From any thread. */
class COMMONExpDLL Lock {
 public:
  Lock();
  /** Unlocks if the caller still holds it. No other thread may be inside. */
  ~Lock();
  void lock();
  /** Gives back what one lock() took. Ignored when the caller does not hold it. */
  void unlock();

 private:
  Lock(const Lock&);
  Lock& operator=(const Lock&);

  struct LockImpl;
  LockImpl* mPimpl;
};

/** Has the interface of a lock and does nothing, for code that one thread uses. */
class NoLock {
 public:
  NoLock() {}
  void lock() {}
  void unlock() {}

 private:
  NoLock(const NoLock&);
  NoLock& operator=(const NoLock&);
};

/** Holds a lock for a scope. */
template <class T>
class AutoLock {
 public:
  explicit AutoLock(T& lock) : mLock(lock) { mLock.lock(); }
  ~AutoLock() { mLock.unlock(); }

 private:
  AutoLock(const AutoLock&);
  AutoLock& operator=(const AutoLock&);

  T& mLock;
};

}  // namespace Wombat

#endif /* QUOLL_WOMBAT_LOCK_H_ */
