// "holds": a middleware that extends base and has the functions that activate and deactivate
// queues, which came after the table. It only writes down what it was asked.
#include <bridge.h>
#include <mama/integration/bridge.h>
#include <mama/integration/mama.h>
#include <mama/mama.h>

#include <atomic>

#include "support/bridges/holds.h"

namespace {
std::atomic<queueBridge> last_activated{nullptr};
std::atomic<queueBridge> last_deactivated{nullptr};
std::atomic<int> next_status{MAMA_STATUS_OK};
}  // namespace

extern "C" {

MAMAExpBridgeDLL mama_status holdsBridge_init(mamaBridge bridge) {
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION("holds");
  return mamaBridgeImpl_setReadOnlyProperty(bridge, MAMA_PROP_EXTENDS_BASE_BRIDGE, "true");
}
MAMAExpBridgeDLL const char* holdsBridge_getName(void) { return "holds"; }
MAMAExpBridgeDLL const char* holdsBridge_getVersion(void) { return "1.0"; }
MAMAExpBridgeDLL mama_status holdsBridge_getDefaultPayloadId(char*** names, char** ids) {
  static char omnm[] = "omnmmsg";
  static char* all_names[] = {omnm, nullptr};
  static char all_ids[] = {'O', '\0'};
  *names = all_names;
  *ids = all_ids;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status holdsBridgeMamaQueue_activate(queueBridge queue) {
  last_activated = queue;
  return static_cast<mama_status>(next_status.exchange(MAMA_STATUS_OK));
}
MAMAExpBridgeDLL mama_status holdsBridgeMamaQueue_deactivate(queueBridge queue) {
  last_deactivated = queue;
  return static_cast<mama_status>(next_status.exchange(MAMA_STATUS_OK));
}

MAMAExpBridgeDLL queueBridge holds_last_activated(void) { return last_activated; }
MAMAExpBridgeDLL queueBridge holds_last_deactivated(void) { return last_deactivated; }
MAMAExpBridgeDLL void holds_answer_next(mama_status status) { next_status = status; }

}  // extern "C"
