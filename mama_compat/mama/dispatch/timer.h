/// The object behind a mamaTimer handle.
#pragma once

#include <mama/timer.h>

#include <atomic>

#include "dispatch/creation.h"
#include "dispatch/queue.h"
#include "quoll/gate.h"
#include "quoll/handle_pool.h"

/// One timer of an application on one queue; the ticking is the bridge's. Holds one count of the
/// queue from allocation until its destroyed notification has run. Made by mamaTimer_allocate,
/// ended by mamaTimer_destroy: the bridge then calls the notification as the timer's last event,
/// and the handle is alive until it has returned. Any thread may call anything.
struct mamaTimerImpl final {
 public:
  static mama_status allocate(mamaTimer* out, mamaQueue queue, mamaTimerCb on_destroyed);

  /// A failure of the bridge frees the timer; without a native queue it stays allocated.
  mama_status start(mamaTimerCb action, double interval_s, void* closure);
  mama_status destroy();
  mama_status reset();
  mama_status set_interval(double interval_s);
  mama_status interval(double* interval_s);
  mamaQueue queue() const noexcept { return queue_.get(); }
  /// Gives handle and count back, without a notification.
  void free(const void* by);

 private:
  template <class T>
  friend class quoll::HandlePool;
  enum class State { kAllocated, kRunning, kDestroying };

  mamaTimerImpl(mamaQueueImpl_::Ref queue, mamaTimerCb on_destroyed)
      : queue_(std::move(queue)), on_destroyed_(on_destroyed) {}

  static void MAMACALLTYPE on_bridge_destroyed(mamaTimer timer, void* closure);
  static void end(mamaTimer timer);
  template <class Function, class... Args>
  mama_status call_running(Function function, Args... args);

  const mamaQueueImpl_::Ref queue_;
  const mamaTimerCb on_destroyed_;
  mamaQueueLockHandle lock_ = nullptr;
  timerBridge bridge_timer_ = nullptr;
  void* closure_ = nullptr;
  std::atomic<State> state_{State::kAllocated};
  quoll::mama::Creation creation_;
  // Everybody who is inside a function of the bridge's timer but destroy.
  quoll::Gate calls_;
};
