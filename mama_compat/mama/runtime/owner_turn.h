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

  void enter();
  void leave();
  bool is_mine() const;

  /// Has the turn for a scope.
  class Scope {
   public:
    explicit Scope(OwnerTurn& turn) : turn_(turn) { turn_.enter(); }
    ~Scope() { turn_.leave(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    OwnerTurn& turn_;
  };

 private:
  mutable Mutex mutex_;
  std::thread::id owner_ QUOLL_GUARDED_BY(mutex_);
  std::uint32_t depth_ QUOLL_GUARDED_BY(mutex_) = 0;
  // Goes up whenever the turn becomes free; what waiters wait on.
  std::atomic<std::uint32_t> released_{0};
};

}  // namespace quoll::mama
