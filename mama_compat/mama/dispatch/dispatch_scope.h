/// A call of a dispatch function, as its thread knows it.
#pragma once

#include <mama/types.h>

#include <atomic>

struct mamaQueueImpl_;

namespace quoll::mama {

/// One call of a dispatch function of a queue, on the stack of its thread, inside the queue's gate.
/// The message that the bridge reuses for what arrives belongs to the call: threads that dispatch
/// one queue side by side, and nested calls, each have their own. It is taken from the queue when
/// first asked for and given back at the end.
class DispatchScope {
 public:
  explicit DispatchScope(mamaQueueImpl_& queue) noexcept : queue_(queue), outer_(innermost_) {
    innermost_ = this;
  }
  ~DispatchScope();
  DispatchScope(const DispatchScope&) = delete;
  DispatchScope& operator=(const DispatchScope&) = delete;

  /// The innermost one of the calling thread on this queue; null when there is none.
  static DispatchScope* of_caller(const mamaQueueImpl_& queue) noexcept {
    DispatchScope* scope = innermost_;
    while (scope != nullptr && &scope->queue_ != &queue) scope = scope->outer_;
    return scope;
  }
  /// True when the calling thread is inside mamaQueue_dispatch of this queue, at whatever depth.
  static bool does_caller_stay(const mamaQueueImpl_& queue) noexcept {
    const DispatchScope* scope = innermost_;
    while (scope != nullptr && (&scope->queue_ != &queue || !scope->stays_)) scope = scope->outer_;
    return scope != nullptr;
  }
  /// Says so of this call.
  void stay() noexcept { stays_ = true; }

  /// True when the calling thread is inside a dispatch function of any queue.
  static bool is_caller_inside_any() noexcept { return innermost_ != nullptr; }

 private:
  friend struct ::mamaQueueImpl_;
  __attribute__((
      tls_model("initial-exec"))) static thread_local constinit DispatchScope* innermost_;

  mamaQueueImpl_& queue_;
  DispatchScope* const outer_;
  bool stays_ = false;
  // Written under the queue's mutex; null again when the message was detached.
  std::atomic<mamaMsg> message_{nullptr};
  bool is_lent_to_ = false;  // in the queue's list
  DispatchScope* next_lent_to_ = nullptr;
};

}  // namespace quoll::mama
