/// Whose turn it is to run mamaQueue_dispatch on a queue.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "quoll/clock.h"
#include "quoll/mutex.h"

namespace quoll::mama {

struct DispatcherState;

/// One thread at a time dispatches a queue; the others stand in line, in the order in which they
/// came, and get the turn one after the other. A thread that has the turn may take it again
/// (nested). Belongs to a queue; whoever is in it is inside the queue's gate. Any thread may call
/// anything.
///
/// The line is kept here and nowhere below, so that one who waits can always be taken out of it
/// (look_again()), with any bridge: the thread that has the turn may be the one that wants him to
/// leave.
class DispatchLine {
 public:
  /// Has the turn for a scope. Test it: false when `withdrawn()`, asked before each wait, was true.
  class Turn {
   public:
    template <class Withdrawn>
    Turn(DispatchLine& line, const DispatcherState* dispatcher, Withdrawn withdrawn)
        : line_(line), dispatcher_(dispatcher) {
      has_it_ = enter(withdrawn);
    }
    ~Turn() {
      if (has_it_) line_.leave();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    explicit operator bool() const noexcept { return has_it_; }

   private:
    friend class DispatchLine;
    template <class Withdrawn>
    bool enter(Withdrawn withdrawn);

    DispatchLine& line_;
    const DispatcherState* const dispatcher_;
    const std::thread::id thread_ = std::this_thread::get_id();
    bool has_it_ = false;  // under the line's mutex while it is in the line
    Turn* next_ = nullptr;
  };

  /// Makes all who wait ask again whether they are withdrawn.
  void look_again() noexcept;
  /// True when the thread of this dispatcher has the turn.
  bool is_held_by(const DispatcherState& dispatcher) const noexcept;
  bool is_free() const noexcept;

 private:
  bool take_at_once(const Turn& turn) noexcept QUOLL_REQUIRES(mutex_);
  void join(Turn& turn) noexcept QUOLL_REQUIRES(mutex_);
  void quit(Turn& turn) noexcept QUOLL_REQUIRES(mutex_);
  void leave() noexcept;

  mutable Mutex mutex_;
  std::thread::id owner_ QUOLL_GUARDED_BY(mutex_);
  const DispatcherState* dispatcher_ QUOLL_GUARDED_BY(mutex_) = nullptr;  // the owner's
  std::uint32_t depth_ QUOLL_GUARDED_BY(mutex_) = 0;
  Turn* first_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  std::atomic<std::uint32_t> changes_{0};  // what those in the line wait on
};

template <class Withdrawn>
bool DispatchLine::Turn::enter(Withdrawn withdrawn) {
  MutexLock lock(line_.mutex_);
  if (line_.take_at_once(*this)) return true;
  line_.join(*this);
  while (!has_it_) {
    if (withdrawn()) {
      line_.quit(*this);
      return false;
    }
    const std::uint32_t seen = line_.changes_.load(std::memory_order_relaxed);
    lock.unlock();
    Clock::process().wait(line_.changes_, seen);
    lock.lock();
  }
  return true;
}

}  // namespace quoll::mama
