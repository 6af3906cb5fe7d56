/// One thread at a time, as often as it likes, without a lock.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "quoll/clock.h"

namespace quoll {

/// Serialises long operations that call foreign code (loading, opening and closing, the reading of
/// a property file), and is the recursive lock of those interfaces that promise their users one. It
/// is a state machine, not a lock: an owner thread and a depth. The owner enters again at will, so
/// what it calls may call back on the same thread; other threads wait for the owner to leave,
/// through the Clock, which must see every wait. Whoever owns a turn must not wait for a thread
/// that wants it. Any thread may call anything; the end needs it free.
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
  /// By the owner.
  void leave() noexcept;
  /// Makes those who wait ask again whether they are refused.
  void look_again() noexcept;
  bool is_mine() const noexcept {
    return owner_.load(std::memory_order_relaxed) == std::this_thread::get_id();
  }

  // For std::lock_guard.
  void lock() { enter(); }
  void unlock() noexcept { leave(); }

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
  // The word that waiters sleep on: two flags, and above them a count of look_again().
  static constexpr std::uint32_t kTaken = 1;
  static constexpr std::uint32_t kWaited = 2;  // perhaps somebody sleeps: who leaves wakes one
  static constexpr std::uint32_t kLook = 4;

  std::atomic<std::uint32_t> word_{0};
  std::atomic<std::thread::id> owner_{};
  unsigned depth_ = 0;  // the owner's
};

template <class Refused>
bool OwnerTurn::enter_unless(Refused is_refused) {
  if (is_mine()) {
    ++depth_;
    return true;
  }
  std::uint32_t taken = kTaken;  // one who has slept cannot know whether others still do
  for (std::uint32_t word = word_.load(std::memory_order_relaxed);;) {
    if ((word & kTaken) == 0) {
      if (word_.compare_exchange_weak(word, word | taken, std::memory_order_acquire)) break;
      continue;
    }
    if ((word & kWaited) == 0 &&
        !word_.compare_exchange_weak(word, word | kWaited, std::memory_order_relaxed)) {
      continue;
    }
    word |= kWaited;
    if (is_refused()) return false;
    Clock::process().wait(word_, word);
    taken = kTaken | kWaited;
    word = word_.load(std::memory_order_relaxed);
  }
  owner_.store(std::this_thread::get_id(), std::memory_order_relaxed);
  depth_ = 1;
  return true;
}

inline void OwnerTurn::leave() noexcept {
  if (--depth_ > 0) return;
  owner_.store({}, std::memory_order_relaxed);
  if ((word_.fetch_and(~(kTaken | kWaited), std::memory_order_release) & kWaited) != 0) {
    Clock::process().wake_one(word_);  // by address; who is next may end it
  }
}

inline void OwnerTurn::look_again() noexcept {
  word_.fetch_add(kLook, std::memory_order_release);
  Clock::process().wake_all(word_);
}

}  // namespace quoll
