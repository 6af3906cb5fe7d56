/// What the source files of EventQueue share.
#pragma once

#include <cstdint>
#include <thread>

#include "quoll/event_queue.h"

namespace quoll {

inline void cpu_relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("isb");  // "yield" takes a cycle only
#endif
}

/// Waits for another thread to finish a few instructions; longer and longer, in case it was
/// preempted in the middle of them.
class Backoff {
 public:
  explicit Backoff(Clock& clock) noexcept : clock_(clock) {}
  void pause() noexcept {
    ++round_;
    if (round_ < kSpins && !clock_.is_virtual()) {
      cpu_relax();
    } else if (round_ < kSpins + kYields) {
      std::this_thread::yield();
    } else {
      clock_.sleep_for(std::chrono::microseconds(50));
    }
  }

 private:
  static constexpr unsigned kSpins = 64;
  static constexpr unsigned kYields = 32;
  Clock& clock_;
  unsigned round_ = 0;
};

/// The right to take events out of a queue, for a few instructions.
class EventQueue::ConsumerLock {
 public:
  explicit ConsumerLock(EventQueue& queue) noexcept : queue_(queue) { lock(); }
  ~ConsumerLock() {
    if (held_) unlock();
  }
  ConsumerLock(const ConsumerLock&) = delete;
  ConsumerLock& operator=(const ConsumerLock&) = delete;

  void lock() noexcept {
    if (queue_.consumer_lock_.exchange(1, std::memory_order_acquire) != 0) [[unlikely]]
      lock_contended();
    held_ = true;
  }
  void unlock() noexcept {
    held_ = false;
    queue_.consumer_lock_.store(0, std::memory_order_release);
  }

 private:
  void lock_contended() noexcept;

  EventQueue& queue_;
  bool held_ = false;
};

/// One dispatch() in progress, on the stack of its thread: a link of the list of all of the
/// thread's, innermost first.
class EventQueue::DispatchFrame {
 public:
  DispatchFrame(EventQueue& queue, DispatchToken* token) noexcept
      : queue_(queue), token_(token), outer_(innermost_), around_(of_caller(queue)) {
    innermost_ = this;
  }
  DispatchFrame(const DispatchFrame&) = delete;
  DispatchFrame& operator=(const DispatchFrame&) = delete;
  ~DispatchFrame();

  bool stopped() const noexcept {
    return queue_.stops_.load(std::memory_order_acquire) != stops_ || ended();
  }
  /// Its token, or that of a dispatch that it is nested in, has ended.
  bool ended() const noexcept {
    for (const DispatchFrame* frame = this; frame != nullptr; frame = frame->around_) {
      if (frame->token_ != nullptr && frame->token_->ended()) return true;
    }
    return false;
  }
  /// The innermost one of the calling thread on this queue; null when there is none.
  static DispatchFrame* of_caller(const EventQueue& queue) noexcept {
    DispatchFrame* frame = innermost_;
    while (frame != nullptr && &frame->queue_ != &queue) frame = frame->outer_;
    return frame;
  }

 private:
  __attribute__((
      tls_model("initial-exec"))) static thread_local constinit DispatchFrame* innermost_;

  EventQueue& queue_;
  DispatchToken* const token_;
  DispatchFrame* const outer_;
  DispatchFrame* const around_;  // the dispatch of the same queue that this one is nested in
  std::uint32_t stops_ = queue_.stops_.load(std::memory_order_acquire);  // those it has outlived
};

/// What ends the waiting for an event: what stops one dispatch(), or, for a dispatch_until(), any
/// stop() and the end of the dispatch that it is nested in.
class EventQueue::StopSignal {
 public:
  explicit StopSignal(const DispatchFrame& frame) noexcept : own_(&frame) {}
  explicit StopSignal(const EventQueue& queue) noexcept
      : queue_(&queue),
        around_(DispatchFrame::of_caller(queue)),
        stops_(queue.stops_.load(std::memory_order_acquire)) {}
  bool raised() const noexcept {
    if (own_ != nullptr) return own_->stopped();
    return queue_->stops_.load(std::memory_order_acquire) != stops_ ||
           (around_ != nullptr && around_->ended());
  }

 private:
  const DispatchFrame* const own_ = nullptr;
  const EventQueue* const queue_ = nullptr;
  const DispatchFrame* const around_ = nullptr;
  const std::uint32_t stops_ = 0;
};

/// An enqueue callback and the gate in front of it. Posters hold a reference while they call it.
struct EventQueue::EnqueueCallback : RefCounted<EventQueue::EnqueueCallback> {
  EnqueueCallback(EventCallback c, void* ctx, void* cl) noexcept
      : callback(c), context(ctx), closure(cl) {}
  const EventCallback callback;
  void* const context;
  void* const closure;
  Gate gate;
};

}  // namespace quoll
