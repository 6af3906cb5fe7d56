// "probe": the smallest middleware that extends base. Subscriptions hear what probe_deliver() says.
#include <bridge.h>
#include <mama/integration/bridge.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/mama.h>
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>
#include <mama/integration/subscription.h>
#include <mama/mama.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "support/bridges/probe.h"

struct subscriptonBridge_ {
  std::string topic;
  mamaQueue queue;
  mamaMsgCallbacks callbacks;
  mamaSubscription parent;
  void* closure;
  std::atomic<bool> muted{false};
};

namespace {

std::mutex mutex;
std::set<std::shared_ptr<subscriptonBridge_>>& subscriptions() {
  static auto& all = *new std::set<std::shared_ptr<subscriptonBridge_>>;
  return all;
}
std::atomic<bool> destroys_asynchronously{false};
std::atomic<int> next_status{MAMA_STATUS_OK};
std::atomic<void (*)(const char*, void*)> on_subscribe{nullptr};
std::atomic<void*> on_subscribe_closure{nullptr};

std::shared_ptr<subscriptonBridge_> take(subscriptionBridge handle) {
  const std::lock_guard lock(mutex);
  for (auto it = subscriptions().begin(); it != subscriptions().end(); ++it) {
    if (it->get() == handle) return subscriptions().extract(it).value();
  }
  return nullptr;
}

std::shared_ptr<subscriptonBridge_> find(const void* handle) {
  const std::lock_guard lock(mutex);
  for (const auto& subscription : subscriptions()) {
    if (subscription.get() == handle) return subscription;
  }
  return nullptr;
}

// The closure is only compared: the subscription may be gone.
void MAMACALLTYPE deliver(mamaQueue queue, void* closure) {
  const auto subscription = find(closure);
  if (subscription == nullptr || subscription->muted) return;
  if (mamaMsg message = mamaQueueImpl_getMsg(queue)) {
    mamaSubscription_processMsg(subscription->parent, message);
  }
}

void MAMACALLTYPE report_destroy(mamaQueue, void* closure) {
  const std::unique_ptr<std::shared_ptr<subscriptonBridge_>> event(
      static_cast<std::shared_ptr<subscriptonBridge_>*>(closure));
  (*event)->callbacks.onDestroy((*event)->parent, (*event)->closure);
}

}  // namespace

extern "C" {

MAMAExpBridgeDLL mama_status probeBridge_init(mamaBridge bridge) {
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION("probe");
  return mamaBridgeImpl_setReadOnlyProperty(bridge, MAMA_PROP_EXTENDS_BASE_BRIDGE, "true");
}

MAMAExpBridgeDLL const char* probeBridge_getName(void) { return "probe"; }

MAMAExpBridgeDLL const char* probeBridge_getVersion(void) { return "1.0"; }

MAMAExpBridgeDLL mama_status probeBridge_getDefaultPayloadId(char*** names, char** ids) {
  static char omnm[] = "omnmmsg";
  static char* all_names[] = {omnm, nullptr};
  static char all_ids[] = {'O', '\0'};
  *names = all_names;
  *ids = all_ids;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status probeBridgeMamaTransport_create(transportBridge* result, const char*,
                                                             mamaTransport parent) {
  *result = reinterpret_cast<transportBridge>(parent);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status probeBridgeMamaTransport_destroy(transportBridge) {
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status probeBridgeMamaSubscription_create(
    subscriptionBridge* subscriber, const char* source, const char* symbol, mamaTransport,
    mamaQueue queue, mamaMsgCallbacks callback, mamaSubscription subscription, void* closure) {
  if (const int status = next_status.exchange(MAMA_STATUS_OK); status != MAMA_STATUS_OK) {
    return static_cast<mama_status>(status);
  }
  auto made = std::make_shared<subscriptonBridge_>();
  made->topic = source != nullptr ? source : symbol;
  made->queue = queue;
  made->callbacks = callback;
  made->parent = subscription;
  made->closure = closure;
  *subscriber = made.get();
  {
    const std::lock_guard lock(mutex);
    subscriptions().insert(made);
  }
  if (auto hook = on_subscribe.load()) hook(made->topic.c_str(), on_subscribe_closure.load());
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status probeBridgeMamaSubscription_mute(subscriptionBridge subscriber) {
  subscriber->muted = true;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status probeBridgeMamaSubscription_destroy(subscriptionBridge subscriber) {
  auto subscription = take(subscriber);
  if (subscription == nullptr) return MAMA_STATUS_NULL_ARG;
  subscription->muted = true;
  if (destroys_asynchronously) {
    mamaQueue queue = subscription->queue;
    return mamaQueue_enqueueEvent(queue, &report_destroy,
                                  new std::shared_ptr<subscriptonBridge_>(std::move(subscription)));
  }
  subscription->callbacks.onDestroy(subscription->parent, subscription->closure);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL int probeBridgeMamaSubscription_isValid(subscriptionBridge subscriber) {
  return subscriber != nullptr ? 1 : 0;
}

int probe_deliver(const char* topic) {
  const std::lock_guard lock(mutex);
  int count = 0;
  for (const auto& subscription : subscriptions()) {
    if (subscription->topic != topic) continue;
    if (mamaQueue_enqueueEvent(subscription->queue, &deliver, subscription.get()) ==
        MAMA_STATUS_OK) {
      ++count;
    }
  }
  return count;
}

void probe_setAsynchronousDestroy(int asynchronous) { destroys_asynchronously = asynchronous != 0; }

void probe_setOnSubscribe(void (*callback)(const char*, void*), void* closure) {
  on_subscribe_closure = closure;
  on_subscribe = callback;
}

void probe_failNextSubscribe(int status) { next_status = status; }
}
