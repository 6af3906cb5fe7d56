/// What the source files of EventQueue share.
#pragma once

#include <thread>

#include "quoll/event_queue.h"

namespace quoll {

inline void cpu_relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
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

/// One dispatch() in progress, or waiting for its turn; on the stack of its thread. Everything but
/// `stopped` is guarded by the queue's control_.
class EventQueue::DispatchFrame {
 public:
  DispatchFrame(EventQueue& queue, DispatchToken* token) noexcept
      : queue_(queue), token_(token), thread_(std::this_thread::get_id()) {}
  DispatchFrame(const DispatchFrame&) = delete;
  DispatchFrame& operator=(const DispatchFrame&) = delete;
  ~DispatchFrame() {
    if (active_) leave();
  }

  bool enter();
  bool stopped() const noexcept { return stopped_.load(std::memory_order_acquire); }

 private:
  friend class EventQueue;
  void leave() noexcept;
  void leave_line() noexcept QUOLL_REQUIRES(queue_.control_);
  bool refused() const noexcept QUOLL_REQUIRES(queue_.control_);

  EventQueue& queue_;
  DispatchToken* const token_;
  const std::thread::id thread_;
  std::atomic<bool> stopped_{false};
  bool active_ = false;
  DispatchFrame* outer_ = nullptr;  // the dispatch that this one is nested in
  DispatchFrame* next_ = nullptr;   // the next in the line of those that wait for their turn
};

/// What ends the waiting for an event: a stop() of one dispatch, or any stop().
class EventQueue::StopSignal {
 public:
  explicit StopSignal(const DispatchFrame& frame) noexcept : frame_(&frame) {}
  explicit StopSignal(const EventQueue& queue) noexcept
      : queue_(&queue), stops_(queue.stops_.load(std::memory_order_acquire)) {}
  bool raised() const noexcept {
    return frame_ != nullptr ? frame_->stopped()
                             : queue_->stops_.load(std::memory_order_acquire) != stops_;
  }

 private:
  const DispatchFrame* frame_ = nullptr;
  const EventQueue* queue_ = nullptr;
  std::uint32_t stops_ = 0;
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
