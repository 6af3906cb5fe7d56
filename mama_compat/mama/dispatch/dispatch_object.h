/// What timers, ios and inboxes have in common.
#pragma once

#include <bridge.h>

#include <atomic>
#include <utility>

#include "dispatch/creation.h"
#include "dispatch/queue.h"
#include "quoll/gate.h"
#include "runtime/bridge_call.h"
#include "support/ownership.h"
#include "support/shim.h"

namespace quoll::mama {

/// An object that a bridge makes on a queue. It keeps the storage of the queue, and, when it
/// counts, one count of it. First base of its class. Any thread may call anything.
///
/// A call finds the handle alive, and then the object may end, on another thread, before the call
/// is inside. So all that it touches until then is here and stays readable when the storage is free
/// (HandlePool): the state is kEnding then, and the gate closed.
class DispatchObject {
 public:
  using ReadableWhenFree = DispatchObject;

  DispatchObject(const DispatchObject&) = delete;
  DispatchObject& operator=(const DispatchObject&) = delete;

  mamaQueue queue() const noexcept { return queue_; }
  mamaBridge bridge() const noexcept { return queue_->bridge(); }
  Ownership& ownership() noexcept { return ownership_; }

 protected:
  enum class State { kAllocated, kRunning, kEnding };

  DispatchObject(mamaQueue queue, State state) noexcept : queue_(queue), state_(state) {
    queue_->ref();
  }
  ~DispatchObject() { queue_->unref(); }

  State state() const noexcept { return state_.load(std::memory_order_acquire); }
  /// Who brings it from kRunning to kEnding ends it; nobody else does, or touches it unasked.
  bool change_state(State from, State to) noexcept {
    return state_.compare_exchange_strong(from, to, std::memory_order_acq_rel);
  }

  /// False when the queue is ending.
  bool count_on_queue() {
    is_counted_ = queue_->add_object(this, &lock_);
    return is_counted_;
  }

  /// The right to call the bridge, for a scope. Refused when the bridge is being closed by another
  /// thread, or was closed.
  class Call {
   public:
    explicit Call(const DispatchObject& object)
        : call_(object.bridge()), allowed_(call_ && !object.queue_->abandoned()) {}
    explicit operator bool() const noexcept { return allowed_; }

   private:
    const BridgeCall call_;
    const bool allowed_;
  };

  /// Calls a function that makes the object, and frees the object when the bridge refuses it, or
  /// throws. Others who work with it meanwhile wait for the end of this. Afterwards the object may
  /// be gone, whatever the status.
  template <class Object, class Slot, class... Args>
  static mama_status create_in_bridge(Object* object, const void* by, Slot mamaBridgeImpl_::*slot,
                                      Args... args) {
    DispatchObject& common = *object;
    bool is_ended_inside = false;
    common.creation_.begin(&is_ended_inside);
    const auto fail = [&] {
      if (is_ended_inside) return;
      const bool is_ours = common.change_state(State::kRunning, State::kEnding);
      common.creation_.finish(false);  // who ends it, and waits for us, frees it
      if (is_ours) free(object, by);
    };
    const auto ask = [&] {
      const Call call(common);
      return call ? call_slot(common.bridge()->*slot, args...) : MAMA_STATUS_NO_BRIDGE_IMPL;
    };
    const mama_status status = undo_if_thrown(ask, fail);
    if (status != MAMA_STATUS_OK) {
      fail();
    } else if (!is_ended_inside) {
      common.creation_.finish(true);
    }
    return status;
  }

  /// Gives handle, storage and count back. When nobody but a late call uses the object any more.
  template <class Object>
  static void free(Object* object, const void* by) {
    const DispatchObject& common = *object;
    const Queue::Ref queue = Queue::Ref::share(common.queue_);
    const bool is_counted = common.is_counted_;
    mamaQueueLockHandle lock = common.lock_;
    auto& pool = pool_of<Object>();
    pool.retire(object, by);
    object->calls_.close_and_wait();
    pool.release(object, common.ownership_.reuse<Object>());
    if (is_counted) queue->remove_object(&lock);
  }

  Creation creation_;
  // Everybody who is inside a function of the object but its end.
  Gate calls_;

 private:
  const mamaQueue queue_;
  std::atomic<State> state_;
  Ownership ownership_;
  bool is_counted_ = false;
  mamaQueueLockHandle lock_ = nullptr;
};

}  // namespace quoll::mama
