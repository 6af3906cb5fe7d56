#include "dispatch/dispatch_line.h"

namespace quoll::mama {

bool DispatchLine::take_at_once(const Turn& turn) noexcept {
  if (depth_ > 0 && owner_ != turn.thread_) return false;
  if (depth_++ == 0) {
    owner_ = turn.thread_;
    dispatcher_ = turn.dispatcher_;
  }
  return true;
}

void DispatchLine::join(Turn& turn) noexcept {
  Turn** last = &first_;
  while (*last != nullptr) last = &(*last)->next_;
  *last = &turn;
}

void DispatchLine::quit(Turn& turn) noexcept {
  Turn** link = &first_;
  while (*link != &turn) link = &(*link)->next_;
  *link = turn.next_;
}

void DispatchLine::leave() noexcept {
  {
    MutexLock lock(mutex_);
    if (--depth_ > 0) return;
    dispatcher_ = nullptr;
    Turn* const next = first_;
    if (next == nullptr) return;
    first_ = next->next_;
    take_at_once(*next);
    next->has_it_ = true;
    changes_.fetch_add(1, std::memory_order_relaxed);
  }
  Clock::process().wake_all(changes_);
}

void DispatchLine::look_again() noexcept {
  {
    MutexLock lock(mutex_);
    if (first_ == nullptr) return;
    changes_.fetch_add(1, std::memory_order_relaxed);
  }
  Clock::process().wake_all(changes_);
}

bool DispatchLine::is_held_by(const DispatcherState& dispatcher) const noexcept {
  MutexLock lock(mutex_);
  return dispatcher_ == &dispatcher;
}

bool DispatchLine::is_free() const noexcept {
  MutexLock lock(mutex_);
  return depth_ == 0;
}

}  // namespace quoll::mama
