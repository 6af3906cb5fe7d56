/// One thread at a time, without a lock.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "quoll/clock.h"
#include "quoll/mutex.h"

namespace quoll::mama {

/// Serialises long operations that call foreign code: loading, opening and closing, the reading of
/// a property file. It is a state machine, not a lock: an owner thread and a depth. The owner
/// enters again at will, so a bridge's functions may call back into MAMA on the same thread; other
/// threads wait for the owner to leave, through the Clock. Whoever owns a turn must not wait for a
/// thread that wants it.
///
/// Order (docs/lock-order.md): the life-cycle turn before the property turn; both before every
/// mutex.
class OwnerTurn {
 public:
  OwnerTurn() = default;
  OwnerTurn(const OwnerTurn&) = delete;
  OwnerTurn& operator=(const OwnerTurn&) = delete;

  void enter() {
    static_cast<void>(enter_unless([] { return false; }));
  }
  /// False, without the turn, when `is_refused()` was true while another thread had it.
  template <class Refused>
  [[nodiscard]] bool enter_unless(Refused is_refused);
  void leave();
  /// Makes those who wait ask again whether they are refused.
  void look_again();
  bool is_mine() const;

  /// Has the turn for a scope.
  class Scope {
   public:
    explicit Scope(OwnerTurn& turn) : Scope(turn, [] { return false; }) {}
    /// Test it: see enter_unless().
    template <class Refused>
    Scope(OwnerTurn& turn, Refused is_refused)
        : turn_(turn), has_it_(turn.enter_unless(is_refused)) {}
    ~Scope() {
      if (has_it_) turn_.leave();
    }
    explicit operator bool() const noexcept { return has_it_; }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    OwnerTurn& turn_;
    const bool has_it_;
  };

 private:
  bool take() QUOLL_REQUIRES(mutex_);

  mutable Mutex mutex_;
  std::thread::id owner_ QUOLL_GUARDED_BY(mutex_);
  std::uint32_t depth_ QUOLL_GUARDED_BY(mutex_) = 0;
  // Goes up whenever the turn becomes free; what waiters wait on.
  std::atomic<std::uint32_t> released_{0};
};

template <class Refused>
bool OwnerTurn::enter_unless(Refused is_refused) {
  for (;;) {
    std::uint32_t seen;
    {
      MutexLock lock(mutex_);
      if (take()) return true;
      seen = released_.load(std::memory_order_relaxed);
    }
    if (is_refused()) return false;
    Clock::process().wait(released_, seen);
  }
}

}  // namespace quoll::mama
