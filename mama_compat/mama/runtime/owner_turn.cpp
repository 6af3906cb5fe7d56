#include "runtime/owner_turn.h"

namespace quoll::mama {

bool OwnerTurn::take() {
  const auto self = std::this_thread::get_id();
  if (depth_ > 0 && owner_ != self) return false;
  owner_ = self;
  ++depth_;
  return true;
}

void OwnerTurn::look_again() {
  released_.fetch_add(1, std::memory_order_relaxed);
  Clock::process().wake_all(released_);
}

void OwnerTurn::leave() {
  {
    MutexLock lock(mutex_);
    if (--depth_ > 0) return;
    owner_ = {};
    released_.fetch_add(1, std::memory_order_relaxed);
  }
  Clock::process().wake_one(released_);
}

bool OwnerTurn::is_mine() const {
  MutexLock lock(mutex_);
  return depth_ > 0 && owner_ == std::this_thread::get_id();
}

}  // namespace quoll::mama
