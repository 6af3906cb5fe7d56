// The C functions of wombat/wlock.h: a wLock is a recursive mutex.
#include <wombat/wlock.h>

#include <mutex>
#include <new>

wLock wlock_create(void) { return new (std::nothrow) std::recursive_mutex; }

void wlock_destroy(wLock lock) { delete static_cast<std::recursive_mutex*>(lock); }

void wlock_lock(wLock lock) {
  if (lock != nullptr) static_cast<std::recursive_mutex*>(lock)->lock();
}

void wlock_unlock(wLock lock) {
  if (lock != nullptr) static_cast<std::recursive_mutex*>(lock)->unlock();
}
