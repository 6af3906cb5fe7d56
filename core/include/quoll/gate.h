/// The one mechanism behind every "no callback after this returns".
#pragma once

#include <atomic>
#include <cstdint>

#include "quoll/api.h"
#include "quoll/clock.h"

namespace quoll {

/// A gate stands in front of the callbacks of one object. Every callback enters it and leaves it; the
/// owner closes it, after which nobody enters any more, and may wait until all who were inside have
/// left.
///
/// Enter and leave are wait-free: one atomic addition each. close() never blocks. close_and_wait()
/// may be called by several threads at once and from inside a callback of the same gate: a closer
/// does not wait for its own frames, nor for the frames of threads that are themselves waiting in
/// close_and_wait() (they could never meet). When it returns, no callback is running except those of
/// closers, and none ever starts.
///
/// Storage: a Gate must stay alive while somebody may call enter(). Keep it in reference-counted
/// storage (quoll/ref.h) of which the one who enters holds a reference. A leaver does not touch the
/// gate after its count has gone down, unless a drain action was set, so a gate whose owner knows all
/// its callers may also be freed right after close_and_wait(). docs/lifetime.md has the protocol and
/// its proof.
class QUOLL_API Gate {
 public:
  /// One stay inside a gate, on the stack of the thread that entered. Frames nest, also of the same
  /// gate. Test it: false means that the gate was closed, and the callback must not run.
  class Frame {
   public:
    explicit Frame(Gate& gate) noexcept : gate_(gate.enter() ? &gate : nullptr) {
      if (gate_ != nullptr) {
        outer_ = innermost_;
        innermost_ = this;
      }
    }
    ~Frame() {
      if (gate_ != nullptr) {
        innermost_ = outer_;
        gate_->leave();
      }
    }
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;
    explicit operator bool() const noexcept { return gate_ != nullptr; }

   private:
    friend class Gate;
    // Initial-exec: an access is one instruction, not a call. The list is what lets a closer know
    // which frames are its own.
    __attribute__((tls_model("initial-exec"))) QUOLL_API static thread_local constinit Frame*
        innermost_;
    Gate* gate_;
    Frame* outer_ = nullptr;
  };

  /// Called once, when the gate is closed and the last frame has left: in close() itself when nobody
  /// is inside, else on the thread that leaves last.
  using DrainAction = void (*)(void* closure);

  Gate() noexcept = default;
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  /// Lets nobody in any more; does not wait. True for the first caller only.
  bool close() noexcept;
  /// As close(), and names what is to happen when the last frame has left. Only the first close
  /// counts: false, and the action is not taken, when the gate was closed already.
  bool close(DrainAction action, void* closure) noexcept;
  /// As close(), then waits as described above. True for the first caller only.
  bool close_and_wait(Clock& clock = Clock::process()) noexcept;

  bool closed() const noexcept { return (state_.load(std::memory_order_acquire) & kClosed) != 0; }
  /// True when the calling thread is inside, however deep.
  bool entered_by_caller() const noexcept { return frames_of_caller() != 0; }
  /// True when the calling thread is inside a callback of any gate: such a thread may hold locks of
  /// the application, so closers that are not obliged to wait should not.
  static bool caller_is_inside_any() noexcept { return Frame::innermost_ != nullptr; }
  /// Frames inside at this moment, for counters and tests.
  std::uint32_t frames() const noexcept { return frames_in(state_.load(std::memory_order_relaxed)); }

 private:
  static constexpr std::uint32_t kClosed = 1;   // nobody enters any more
  static constexpr std::uint32_t kWaited = 2;   // somebody waits: leavers wake
  static constexpr std::uint32_t kAction = 4;   // a drain action is set
  static constexpr std::uint32_t kDrained = 8;  // the drain action has been claimed
  static constexpr std::uint32_t kFrame = 1u << 4;    // one frame (14 bits: 16,383 at once)
  static constexpr std::uint32_t kParked = 1u << 18;  // one frame of a thread that waits itself
  // Frames and parked frames share the word that closers wait on: whatever changes what they wait for
  // changes the word, so no wake-up is lost.
  static constexpr std::uint32_t frames_in(std::uint32_t state) noexcept {
    return (state % kParked) / kFrame;
  }
  static constexpr std::uint32_t parked_in(std::uint32_t state) noexcept { return state / kParked; }

  bool enter() noexcept {
    if ((state_.fetch_add(kFrame, std::memory_order_acq_rel) & kClosed) == 0) [[likely]] return true;
    leave();
    return false;
  }
  void leave() noexcept {
    const std::uint32_t before = state_.fetch_sub(kFrame, std::memory_order_acq_rel);
    if ((before & kClosed) != 0) [[unlikely]] leave_closed(before);
  }
  void leave_closed(std::uint32_t before) noexcept;
  void drain() noexcept;
  std::uint32_t frames_of_caller() const noexcept;

  std::atomic<std::uint32_t> state_{0};
  DrainAction action_ = nullptr;
  void* closure_ = nullptr;
};

}  // namespace quoll
