// The C++ class of wombat/Lock.h.
#include <wombat/Lock.h>

#include "common/recursive_lock.h"

namespace Wombat {

struct Lock::LockImpl {
  quoll::compat::RecursiveLock lock;
};

Lock::Lock() : mPimpl(new LockImpl) {}

Lock::~Lock() {
  while (mPimpl->lock.is_held_by_caller()) unlock();
  delete mPimpl;
}

void Lock::lock() { mPimpl->lock.lock(); }

void Lock::unlock() {
  if (mPimpl->lock.is_held_by_caller()) mPimpl->lock.unlock();
}

}  // namespace Wombat
