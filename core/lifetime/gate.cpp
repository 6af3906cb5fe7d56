#include "quoll/gate.h"

namespace quoll {

thread_local constinit Gate::Frame* Gate::Frame::innermost_ = nullptr;

bool Gate::close() noexcept {
  return (state_.fetch_or(kClosed, std::memory_order_acq_rel) & kClosed) == 0;
}

bool Gate::close(DrainAction action, void* closure) noexcept {
  // Several closers may race: the action may be written only by the one that wins, and before
  // anybody can see kAction. Holding a frame of our own keeps the gate from draining meanwhile.
  std::uint32_t state = state_.load(std::memory_order_acquire);
  do {
    if ((state & kClosed) != 0) return false;
  } while (!state_.compare_exchange_weak(state, (state | kClosed) + kFrame,
                                         std::memory_order_acq_rel));
  action_ = action;
  closure_ = closure;
  state_.fetch_or(kAction, std::memory_order_acq_rel);
  leave();
  return true;
}

bool Gate::close_and_wait(Clock& clock) noexcept {
  const std::uint32_t own = frames_of_caller();
  const bool first = (state_.fetch_or(kClosed | kWaited, std::memory_order_acq_rel) & kClosed) == 0;
  if (own != 0) {
    state_.fetch_add(own * kParked, std::memory_order_acq_rel);
    // Another closer may now have nobody left to wait for.
    clock.wake_all(state_);
  }
  for (;;) {
    const std::uint32_t state = state_.load(std::memory_order_acquire);
    if (frames_in(state) <= parked_in(state)) return first;
    clock.wait(state_, state);
  }
}

void Gate::leave_closed(std::uint32_t before) noexcept {
  // From here on the gate may be gone, unless an action is set (see the class comment).
  const std::atomic<std::uint32_t>& word = state_;
  if (frames_in(before) == 1 && (before & kAction) != 0) drain();
  if ((before & kWaited) != 0) Clock::process().wake_all(word);
}

void Gate::drain() noexcept {
  if ((state_.fetch_or(kDrained, std::memory_order_acq_rel) & kDrained) == 0) action_(closure_);
}

std::uint32_t Gate::frames_of_caller() const noexcept {
  std::uint32_t count = 0;
  for (const Frame* frame = Frame::innermost_; frame != nullptr; frame = frame->outer_) {
    if (frame->gate_ == this) ++count;
  }
  return count;
}

}  // namespace quoll
