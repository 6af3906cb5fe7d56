// "hothead": a bridge in C++ that lets exceptions out of its functions, which is not allowed: the
// table is C. Whoever calls the function meets them.
#include <bridge.h>
#include <mama/integration/bridge.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/mama.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace {

// A type that only this library knows.
struct Outburst : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The functions of a load, and transports, can be made to throw, too.
void perhaps_throw(const std::string& function) {
  const char* const chosen = std::getenv("HOTHEAD_THROWS_IN");
  if (chosen != nullptr && function == chosen) throw Outburst("hothead: no " + function + " today");
}

}  // namespace

extern "C" {

MAMAExpBridgeDLL const char* hotheadBridge_getName(void) { return "hothead"; }
MAMAExpBridgeDLL const char* hotheadBridge_getVersion(void) { return "1.0"; }

MAMAExpBridgeDLL mama_status hotheadBridge_init(mamaBridge bridge) {
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION("hothead");
  perhaps_throw("init");
  return mamaBridgeImpl_setReadOnlyProperty(bridge, MAMA_PROP_EXTENDS_BASE_BRIDGE, "true");
}

MAMAExpBridgeDLL mama_status hotheadBridge_open(mamaBridge bridge) {
  perhaps_throw("open");
  return baseBridge_open(bridge);
}

MAMAExpBridgeDLL mama_status hotheadBridge_getDefaultPayloadId(char*** names, char** ids) {
  static char payload[] = "omnmmsg";
  static char* all_names[] = {payload, nullptr};
  static char all_ids[] = {'O', '\0'};
  if (names == nullptr || ids == nullptr) return MAMA_STATUS_NULL_ARG;
  *names = all_names;
  *ids = all_ids;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hotheadBridgeMamaTransport_create(transportBridge* result, const char*,
                                                               mamaTransport parent) {
  perhaps_throw("transport");
  *result = reinterpret_cast<transportBridge>(parent);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hotheadBridgeMamaTransport_destroy(transportBridge transport) {
  return transport != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NULL_ARG;
}

MAMAExpBridgeDLL int hotheadBridgeMamaTransport_isValid(transportBridge transport) {
  return transport != nullptr ? 1 : 0;
}

MAMAExpBridgeDLL mama_status hotheadBridgeMamaPublisher_createByIndex(publisherBridge*,
                                                                      mamaTransport, int,
                                                                      const char*, const char*,
                                                                      const char*, mamaPublisher) {
  throw std::runtime_error("hothead: no publishers today");
}

MAMAExpBridgeDLL mama_status hotheadBridgeMamaSubscription_create(subscriptionBridge*, const char*,
                                                                  const char*, mamaTransport,
                                                                  mamaQueue, mamaMsgCallbacks,
                                                                  mamaSubscription, void*) {
  throw 42;  // nor anything that can be read
}

}  // extern "C"
