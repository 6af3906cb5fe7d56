#include "runtime/owner_turn.h"

namespace quoll::mama {

void OwnerTurn::enter() {
  const auto self = std::this_thread::get_id();
  for (;;) {
    std::uint32_t seen;
    {
      MutexLock lock(mutex_);
      if (depth_ == 0 || owner_ == self) {
        owner_ = self;
        ++depth_;
        return;
      }
      seen = released_.load(std::memory_order_relaxed);
    }
    Clock::process().wait(released_, seen);
  }
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
