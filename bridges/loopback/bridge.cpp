/// Loading, opening and closing the loopback bridge.
#include "bridge.h"

#include <mama/integration/bridge.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/bridge/base_events.h>
#include <mama/integration/mama.h>
#include <mama/mama.h>

#include <atomic>
#include <cstdio>

#include "functions.h"
#include "member_event.h"
#include "publisher.h"
#include "subscription.h"
#include "transport.h"

namespace quoll::loopback {
namespace {

constexpr char kName[] = "loopback";

// There is one bridge of a name in a process.
std::atomic<mamaBridge> loaded{nullptr};

}  // namespace

mamaQueue default_queue() {
  mamaBridge const bridge = loaded.load(std::memory_order_acquire);
  mamaQueue queue = nullptr;
  if (bridge == nullptr || mama_getDefaultEventQueue(bridge, &queue) != MAMA_STATUS_OK) {
    return nullptr;
  }
  return queue;
}

}  // namespace quoll::loopback

using quoll::loopback::kName;
using quoll::loopback::loaded;
using quoll::loopback::Member;
using quoll::loopback::PublisherEvents;
using quoll::loopback::Subscription;

mama_status loopbackBridge_init(mamaBridge bridgeImpl) {
  LOOPBACK_REQUIRE(bridgeImpl);
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION(kName);
  // What queues hold when they are destroyed comes back.
  baseBridgeMamaQueueImpl_setEventDiscard(&Subscription::run, &Subscription::drop);
  baseBridgeMamaQueueImpl_setEventDiscard(&PublisherEvents::run, &PublisherEvents::drop);
  baseBridgeMamaQueueImpl_setEventDiscard(&quoll::loopback::run_member_event,
                                          &quoll::loopback::discard_member_event);
  loaded.store(bridgeImpl, std::memory_order_release);
  return mamaBridgeImpl_setReadOnlyProperty(bridgeImpl, MAMA_PROP_EXTENDS_BASE_BRIDGE, "true");
}

mama_status loopbackBridge_open(mamaBridge bridgeImpl) { return baseBridge_open(bridgeImpl); }

mama_status loopbackBridge_close(mamaBridge bridgeImpl) {
  LOOPBACK_REQUIRE(bridgeImpl);
  // Nothing is delivered while base runs what is left on the default queue.
  Member::detach_all();
  const mama_status status = baseBridge_close(bridgeImpl);
  Member::free_leftovers();
  loaded.store(nullptr, std::memory_order_release);
  return status;
}

const char* loopbackBridge_getVersion(void) { return QUOLL_VERSION; }

const char* loopbackBridge_getName(void) { return kName; }

mama_status loopbackBridge_getDefaultPayloadId(char*** name, char** identifier) {
  LOOPBACK_REQUIRE(name, identifier);
  static char payload[] = "omnmmsg";
  static char* names[] = {payload, nullptr};
  static char identifiers[] = {'O', '\0'};
  *name = names;
  *identifier = identifiers;
  return MAMA_STATUS_OK;
}
