/// The one mechanism behind every "no callback after this returns".
#pragma once

#include <atomic>
#include <cstdint>

#include "quoll/api.h"
#include "quoll/clock.h"
#include "quoll/gate_protocol.h"
#include "quoll/mutex.h"

namespace quoll {

/// What a Gate runs on: std::atomic, quoll::Clock, a thread-local list of frames, membarrier.
struct QUOLL_API GatePlatform {
  using Word = std::atomic<std::uint32_t>;
  using Lock = quoll::Mutex;
  using Clock = quoll::Clock;
  using Notes = GateNotes<GatePlatform>;

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

  static constexpr std::uint32_t kNotePlaces = 12;
  /// A pointer that is stored before whatever its thread reads afterwards, as seen by a thread that
  /// comes out of barrier_everywhere(). Without that system call each store is a full barrier.
  class QUOLL_API Note {
   public:
    void set(const void* gate) noexcept {
      if (has_barrier_everywhere()) [[likely]] {
        gate_.store(gate, std::memory_order_release);
        std::atomic_signal_fence(std::memory_order_seq_cst);
      } else {
        gate_.exchange(gate, std::memory_order_seq_cst);
      }
    }
    const void* get() const noexcept { return gate_.load(std::memory_order_seq_cst); }

   private:
    std::atomic<const void*> gate_{nullptr};
  };

  static GateStay*& innermost() noexcept { return thread_.innermost; }
  static Notes* notes() noexcept {
    if (thread_.notes == nullptr) [[unlikely]]
      take_notes();
    return thread_.notes;
  }
  static std::uint32_t& notes_used() noexcept { return thread_.notes_used; }
  static Notes* first_notes() noexcept { return first_notes_.load(std::memory_order_seq_cst); }
  static void barrier_everywhere() noexcept;
  static Clock& default_clock() noexcept { return Clock::process(); }
  /// Wakes all that wait on `word`; uses its address only.
  static void wake(const Word& word, bool other_clock) noexcept;
  /// More frames at once than a gate can count. Ends the process: a wrong count could only be
  /// noticed as a use after free.
  [[noreturn]] static void overflow() noexcept;

 private:
  struct Thread {
    GateStay* innermost = nullptr;
    Notes* notes = nullptr;
    std::uint32_t notes_used = 0;
  };

  static bool has_barrier_everywhere() noexcept {
#if defined(QUOLL_TSAN)
    return false;  // ThreadSanitizer does not know it
#else
    return has_barrier_everywhere_;
#endif
  }
  static void take_notes() noexcept;
  static void leave_notes(void* notes) noexcept;

  static bool has_barrier_everywhere_;  // settled before the first notes are made
  static std::atomic<Notes*> first_notes_;
  // Initial-exec: an access is one instruction, not a call.
  __attribute__((tls_model("initial-exec"))) static thread_local constinit Thread thread_;
};

extern template class GateNotes<GatePlatform>;
extern template class GateProtocol<GatePlatform>;
extern template class GateProtocol<GatePlatform, true>;

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

/// A gate that many threads go through often and that is closed seldom: the gates of a queue.
/// Promises and rules are those of Gate. Entering and leaving are a few plain stores to memory of
/// the thread's own, whatever other threads do; closing takes microseconds, since it makes every
/// thread pass a memory barrier and looks at the notes of each.
class QUOLL_API LightGate final : public GateProtocol<GatePlatform, true> {};

}  // namespace quoll
