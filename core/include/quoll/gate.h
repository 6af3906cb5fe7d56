/// The one mechanism behind every "no callback after this returns".
#pragma once

#include <atomic>
#include <cstdint>

#include "quoll/api.h"
#include "quoll/clock.h"
#include "quoll/gate_protocol.h"

namespace quoll {

/// What a Gate runs on: std::atomic, quoll::Clock, a thread-local list of frames.
struct QUOLL_API GatePlatform {
  using Word = std::atomic<std::uint32_t>;
  using Clock = quoll::Clock;

  template <class T>
  class Cell {
   public:
    T get() const noexcept { return value_; }
    void set(T value) noexcept { value_ = value; }

   private:
    T value_{};
  };

  /// A sleep on a word. A clock that is not Clock::process() is written down for as long as the
  /// waiter exists, because a leaver cannot learn it from a gate that may be gone.
  class QUOLL_API Waiter {
   public:
    Waiter(const Word& word, Clock& clock) noexcept;
    ~Waiter();
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;

    bool other_clock() const noexcept { return other_clock_; }
    void wait(std::uint32_t expected) noexcept { clock_.wait(word_, expected); }

   private:
    friend struct GatePlatform;
    const Word& word_;
    Clock& clock_;
    const bool other_clock_;
    Waiter* next_ = nullptr;
  };

  static GateStay*& innermost() noexcept { return innermost_; }
  static Clock& default_clock() noexcept { return Clock::process(); }
  /// Wakes all that wait on `word`; uses its address only.
  static void wake(const Word& word, bool other_clock) noexcept;
  /// More frames at once than a gate can count. Ends the process: a wrong count could only be
  /// noticed as a use after free.
  [[noreturn]] static void overflow() noexcept;

 private:
  // Initial-exec: an access is one instruction, not a call.
  __attribute__((tls_model("initial-exec"))) static thread_local constinit GateStay* innermost_;
};

extern template class GateProtocol<GatePlatform>;

/// A gate stands in front of the callbacks of one object. Every callback enters it (Gate::Frame)
/// and leaves it; the owner closes it, after which nobody enters any more, and may wait until those
/// who were inside have left.
///
/// Enter and leave are wait-free: one atomic addition each. close() never blocks. close_and_wait()
/// may be called by several threads at once and from inside a callback of the same gate. When it
/// returns, no callback ever starts again, and
///   - to a caller outside the gate: no callback is running;
///   - to a caller inside the gate: no callback is running but its own and those of other callers
///   of
///     close_and_wait() inside the gate, which it does not wait for, since they wait for it.
/// Two callbacks of two gates, each closing the gate of the other and waiting, wait for ever
/// (docs/rules.md, rule 9).
///
/// Storage: a Gate must stay alive while somebody may call one of its functions. Keep it in
/// reference-counted storage (quoll/ref.h) of which the one who enters holds a reference. A leaver
/// does not touch the gate after its count has gone down, unless a drain action was set, so a gate
/// without one, whose owner knows all who enter and is the only closer outside, may be freed right
/// after close_and_wait(). At most 8,192 frames at once. docs/lifetime.md has the protocol and its
/// proof.
class QUOLL_API Gate final : public GateProtocol<GatePlatform> {};

}  // namespace quoll
