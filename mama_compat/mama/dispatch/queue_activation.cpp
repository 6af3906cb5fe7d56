// Activating and deactivating a queue.
#include <mama/integration/queue.h>

#include <algorithm>

#include "dispatch/queue.h"
#include "runtime/bridge_call.h"
#include "runtime/middleware_bridge.h"
#include "support/shim.h"

using quoll::Duration;
using quoll::Gate;
using quoll::LightGate;
using quoll::TimePoint;
using quoll::mama::BridgeCall;
using quoll::mama::DispatchScope;
using quoll::mama::MiddlewareBridge;
using quoll::mama::Queue;
using quoll::mama::QueueActivation;

namespace {

constexpr std::chrono::milliseconds kFirstPause{1};
constexpr std::chrono::milliseconds kLongestPause{20};

/// The bridge's own way, when it has one.
mama_status ask_bridge(mamaBridge bridge, QueueActivation::Function QueueActivation::*function,
                       queueBridge queue) {
  const BridgeCall call(bridge);
  if (!call) return MAMA_STATUS_NO_BRIDGE_IMPL;
  const MiddlewareBridge* const own = call.bridge();
  if (own == nullptr || !own->queue_activation) return MAMA_STATUS_NOT_IMPLEMENTED;
  return (own->queue_activation.*function)(queue);
}

}  // namespace

void mamaQueueImpl_::look_again() noexcept {
  line_.look_again();
  activation_.look_again();
}

bool mamaQueueImpl_::wait_until_active(TimePoint deadline, std::uint32_t stops) {
  return activation_.wait(deadline, stops, DispatchScope::does_caller_stay(*this),
                          [this] { return must_leave_dispatch(); });
}

// Makes those inside the bridge's dispatch leave it. Inside a callback the caller may be the one
// that they wait for: then the queue itself carries on.
void mamaQueueImpl_::hold_back() {
  if (Gate::caller_is_inside_any()) {
    request_stop();
    if (!frames_.entered_by_caller()) enqueue(&on_hold_event, this);
    return;
  }
  Duration pause = kFirstPause;
  do {
    line_.look_again();
    request_stop();
    pause = std::min<Duration>(pause * 2, kLongestPause);
  } while (!closing() && activation_.wait_for_threads(pause));
}

// Runs on a thread that dispatches the queue: a stop cannot be lost.
void MAMACALLTYPE mamaQueueImpl_::on_hold_event(mamaQueue, void* closure) {
  auto& queue = *static_cast<Queue*>(closure);
  if (!queue.activation_.is_active()) queue.request_stop();
}

mama_status mamaQueueImpl_::activate() {
  LightGate::Frame frame(calls_);
  if (!frame) return MAMA_STATUS_INVALID_ARG;
  const mama_status status = ask_bridge(bridge_, &QueueActivation::activate, bridge_queue_);
  if (status != MAMA_STATUS_NOT_IMPLEMENTED) return status;
  activation_.activate();
  return MAMA_STATUS_OK;
}

mama_status mamaQueueImpl_::deactivate() {
  Ref alive;
  {
    LightGate::Frame frame(calls_);
    if (!frame) return MAMA_STATUS_INVALID_ARG;
    const mama_status status = ask_bridge(bridge_, &QueueActivation::deactivate, bridge_queue_);
    if (status != MAMA_STATUS_NOT_IMPLEMENTED) return status;
    activation_.deactivate();
    alive = Ref::share(this);
  }
  hold_back();
  return MAMA_STATUS_OK;
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaQueue_activate(mamaQueue queue) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->activate();
}

mama_status mamaQueue_deactivate(mamaQueue queue) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->deactivate();
}
