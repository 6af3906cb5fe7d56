// The life of a bridge that extends base.
#include <mama/integration/bridge.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/bridge/base_closure.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <mama/queue.h>

#include <cstdlib>

#include "bridge_state.h"
#include "support/shim.h"

using quoll::Ref;
using quoll::base_bridge::BridgeState;

namespace {

constexpr char kDefaultQueueName[] = "BASE_DEFAULT_MAMA_QUEUE";
constexpr char kTimeoutProperty[] = "mama.defaultqueue.timeout";
constexpr long kDefaultCloseTimeoutMs = 5000;

mama_status open_default_queue(mamaBridge bridge) {
  mamaQueue queue = nullptr;
  QUOLL_TRY(mamaQueue_create(&queue, bridge));
  mama_status status = mamaQueue_setQueueName(queue, kDefaultQueueName);
  if (status == MAMA_STATUS_OK) status = mamaImpl_setDefaultEventQueue(bridge, queue);
  if (status != MAMA_STATUS_OK) mamaQueue_destroy(queue);
  return status;
}

long close_timeout_ms() {
  const char* text = mama_getProperty(kTimeoutProperty);
  const long set = text != nullptr ? std::atol(text) : 0;
  return set > 0 ? set : kDefaultCloseTimeoutMs;
}

void drop_ios(BridgeState& state) {
  while (ioBridge io = state.take_io()) baseBridgeMamaIo_destroy(io);
}

}  // namespace

mama_status baseBridge_init(mamaBridge) { return MAMA_STATUS_NOT_IMPLEMENTED; }

mama_status baseBridge_open(mamaBridge bridgeImpl) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NULL_ARG);
  if (!BridgeState::open(bridgeImpl)) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "baseBridge_open: bridge %p cannot be opened (again)",
             static_cast<void*>(bridgeImpl));
    return MAMA_STATUS_PLATFORM;
  }
  mama_status status =
      mamaBridgeImpl_setClosure(bridgeImpl, &BridgeState::find(bridgeImpl)->closure);
  if (status == MAMA_STATUS_OK) status = open_default_queue(bridgeImpl);
  if (status != MAMA_STATUS_OK) {
    mamaBridgeImpl_setClosure(bridgeImpl, nullptr);
    BridgeState::take(bridgeImpl);
  }
  return status;
}

mama_status baseBridge_close(mamaBridge bridgeImpl) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NULL_ARG);
  const Ref<BridgeState> state = BridgeState::take(bridgeImpl);
  if (!state) return MAMA_STATUS_OK;  // was never opened here

  // No tick from here on; timers can still be destroyed by what the drain below runs.
  state->close_timers();
  void* closure = nullptr;
  mamaBridgeImpl_getClosure(bridgeImpl, &closure);
  if (closure == &state->closure) mamaBridgeImpl_setClosure(bridgeImpl, nullptr);
  mamaQueue queue = nullptr;
  if (mama_getDefaultEventQueue(bridgeImpl, &queue) == MAMA_STATUS_OK) {
    mamaQueue_destroyTimedWait(queue, close_timeout_ms());
  }
  drop_ios(*state);
  state->close_loop();
  return MAMA_STATUS_OK;
}

mama_status baseBridge_setImplClosure(mamaBridge bridgeImpl, void* closure) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NULL_ARG);
  const Ref<BridgeState> state = BridgeState::find(bridgeImpl);
  if (!state) return MAMA_STATUS_INVALID_ARG;
  state->closure.of_extending_bridge = closure;
  return MAMA_STATUS_OK;
}

mama_status baseBridge_getImplClosure(mamaBridge bridgeImpl, void** closure) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(closure, MAMA_STATUS_NULL_ARG);
  const Ref<BridgeState> state = BridgeState::find(bridgeImpl);
  if (!state) return MAMA_STATUS_INVALID_ARG;
  *closure = state->closure.of_extending_bridge;
  return MAMA_STATUS_OK;
}

mama_status baseBridge_start(mamaQueue defaultEventQueue) {
  QUOLL_CHECK_POINTER(defaultEventQueue, MAMA_STATUS_NULL_ARG);
  return mamaQueue_dispatch(defaultEventQueue);
}

mama_status baseBridge_stop(mamaQueue defaultEventQueue) {
  QUOLL_CHECK_POINTER(defaultEventQueue, MAMA_STATUS_NULL_ARG);
  return mamaQueue_stopDispatch(defaultEventQueue);
}

const char* baseBridge_getVersion(void) { return "UNDEFINED (BASE BRIDGE)"; }

const char* baseBridge_getName(void) { return "UNDEFINED (BASE BRIDGE)"; }

mama_status baseBridge_getDefaultPayloadId(char***, char**) { return MAMA_STATUS_NOT_IMPLEMENTED; }
