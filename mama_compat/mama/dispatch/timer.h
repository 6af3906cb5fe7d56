/// The object behind a mamaTimer handle.
#pragma once

#include <mama/timer.h>

#include "dispatch/dispatch_object.h"
#include "quoll/handle_pool.h"

/// One timer of an application on one queue; the ticking is the bridge's. Holds one count of the
/// queue from allocation until its destroyed notification has run. Made by mamaTimer_allocate,
/// ended by mamaTimer_destroy: the bridge then calls the notification as the timer's last event,
/// and the handle is alive until it has returned. Any thread may call anything.
struct mamaTimerImpl final : quoll::mama::DispatchObject {
 public:
  static mama_status allocate(mamaTimer* out, mamaQueue queue, mamaTimerCb on_destroyed);

  /// A failure of the bridge frees the timer; without a native queue it stays allocated.
  mama_status start(mamaTimerCb action, double interval_s, void* closure);
  mama_status destroy();
  /// Ends a timer that was not started, without a notification.
  void discard();

  /// Calls a function of the bridge's timer but its end.
  template <class Slot, class... Args>
  mama_status call_running(Slot mamaBridgeImpl_::*slot, Args... args);

 private:
  template <class T>
  friend class quoll::HandlePool;
  mamaTimerImpl(mamaQueue queue, mamaTimerCb on_destroyed)
      : DispatchObject(queue, State::kAllocated), on_destroyed_(on_destroyed) {}

  static void MAMACALLTYPE on_bridge_destroyed(mamaTimer timer, void* closure);
  static void end(mamaTimer timer);

  const mamaTimerCb on_destroyed_;
  timerBridge bridge_timer_ = nullptr;
  void* closure_ = nullptr;
};
