/// The object behind a mamaDispatcher handle.
#pragma once

#include <mama/queue.h>

#include <memory>

#include "dispatch/queue.h"
#include "quoll/clock.h"

namespace quoll::mama {

/// What a call may read when the dispatcher ends, and its storage is freed, after the check of the
/// handle (HandlePool).
struct DispatcherDoor {
  const mamaQueue queue_;  // the handle; perhaps a dead one
};

}  // namespace quoll::mama

/// One background thread that runs mamaQueue_dispatch on one queue, again whenever it returns OK.
/// Made by mamaDispatcher_create, ended by mamaDispatcher_destroy, which keeps asking dispatch to
/// stop until the thread has left its loop and then joins it: it waits for the callback in
/// progress. From its own thread it does not wait; the thread ends after the callback and is joined
/// later.
struct mamaDispatcherImpl_ final : private quoll::mama::DispatcherDoor {
 public:
  using ReadableWhenFree = quoll::mama::DispatcherDoor;

  static mama_status create(mamaDispatcher* out, mamaQueue queue);
  mama_status destroy();
  /// Null once the queue was destroyed.
  mamaQueue queue() const noexcept { return queue_->closing() ? nullptr : queue_; }

  /// Joins the threads of dispatchers that were destroyed on them; those that still run a callback
  /// only when `wait`, and never the caller's own.
  static void join_retired(bool wait);

 private:
  template <class T>
  friend class quoll::HandlePool;
  mamaDispatcherImpl_(mamaQueueImpl_::Ref queue,
                      std::shared_ptr<quoll::mama::DispatcherState> state,
                      std::unique_ptr<quoll::Thread> thread)
      : DispatcherDoor{queue.get()},
        alive_(std::move(queue)),
        state_(std::move(state)),
        thread_(std::move(thread)) {}

  mamaQueueImpl_::Ref alive_;  // the storage of the queue
  std::shared_ptr<quoll::mama::DispatcherState> state_;
  std::unique_ptr<quoll::Thread> thread_;
  mamaDispatcherImpl_* next_retired_ = nullptr;  // of those destroyed on their own thread
};
