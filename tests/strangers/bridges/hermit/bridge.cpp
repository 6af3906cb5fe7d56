// Loading, opening and closing.
#include <mama/integration/bridge.h>
#include <mama/integration/mama.h>
#include <mama/mama.h>

#include "hermit.h"

extern "C" {

MAMAExpBridgeDLL mama_status hermitBridge_init(mamaBridge) {
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION("hermit");
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL const char* hermitBridge_getName(void) { return "hermit"; }

MAMAExpBridgeDLL const char* hermitBridge_getVersion(void) { return "1.0"; }

MAMAExpBridgeDLL mama_status hermitBridge_getDefaultPayloadId(char*** names, char** ids) {
  if (names == nullptr || ids == nullptr) return MAMA_STATUS_NULL_ARG;
  static char payload[] = "omnmmsg";
  static char* all_names[] = {payload, nullptr};
  static char all_ids[] = {'O', '\0'};
  *names = all_names;
  *ids = all_ids;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridge_open(mamaBridge bridge) {
  if (bridge == nullptr) return MAMA_STATUS_NULL_ARG;
  mamaQueue queue = nullptr;
  const mama_status status = mamaQueue_create(&queue, bridge);
  if (status != MAMA_STATUS_OK) return status;
  mamaQueue_setQueueName(queue, "HERMIT_DEFAULT");
  hermit::open_timers();
  return mamaImpl_setDefaultEventQueue(bridge, queue);
}

MAMAExpBridgeDLL mama_status hermitBridge_close(mamaBridge bridge) {
  if (bridge == nullptr) return MAMA_STATUS_NULL_ARG;
  // What is left on the default queue runs here, and may still end objects.
  mamaQueue queue = nullptr;
  mama_getDefaultEventQueue(bridge, &queue);
  const mama_status status = mamaQueue_destroyTimedWait(
      queue, static_cast<uint64_t>(mamaBridgeImpl_getDefaultQueueTimeout()));
  hermit::close_timers();
  hermit::close_ios();
  hermit::close_publishers();
  hermit::close_air();
  hermit::close_queues();
  return status;
}

MAMAExpBridgeDLL mama_status hermitBridge_start(mamaQueue queue) {
  return queue != nullptr ? mamaQueue_dispatch(queue) : MAMA_STATUS_NULL_ARG;
}

MAMAExpBridgeDLL mama_status hermitBridge_stop(mamaQueue queue) {
  return queue != nullptr ? mamaQueue_stopDispatch(queue) : MAMA_STATUS_NULL_ARG;
}

}  // extern "C"
