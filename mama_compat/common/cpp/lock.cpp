// The C++ class of wombat/Lock.h.
#include <wombat/Lock.h>

#include "common/owner_turn.h"

namespace Wombat {

struct Lock::LockImpl {
  quoll::OwnerTurn lock;
};

Lock::Lock() : mPimpl(new LockImpl) {}

Lock::~Lock() {
  while (mPimpl->lock.is_mine()) unlock();
  delete mPimpl;
}

void Lock::lock() { mPimpl->lock.lock(); }

void Lock::unlock() {
  if (mPimpl->lock.is_mine()) mPimpl->lock.unlock();
}

}  // namespace Wombat
