// "bare": a middleware of the old kind. It extends nothing, lacks every optional function, and its
// queues have the weaknesses that the core has to live with: a stop that comes before dispatch is
// lost, dispatch notices a stop late, and dispatchEvent is not ended by a stop at all.
#include <bridge.h>
#include <mama/integration/bridge.h>
#include <mama/integration/mama.h>
#include <mama/mama.h>
#include <mama/queue.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

struct queueBridge_ {
  explicit queueBridge_(mamaQueue of) : parent(of) {}

  mamaQueue parent;
  std::mutex mutex;
  std::condition_variable arrived;
  std::deque<std::pair<mamaQueueEnqueueCB, void*>> events;
  std::atomic<bool> running{false};

  bool run_one(std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex);
    if (!arrived.wait_for(lock, limit, [this] { return !events.empty(); })) return false;
    const auto [callback, closure] = events.front();
    events.pop_front();
    lock.unlock();
    callback(parent, closure);
    return true;
  }
};

extern "C" {

MAMAExpBridgeDLL mama_status bareBridge_init(mamaBridge) {
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION("bare");
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL const char* bareBridge_getName(void) { return "bare"; }
MAMAExpBridgeDLL const char* bareBridge_getVersion(void) { return "1.0"; }

MAMAExpBridgeDLL mama_status bareBridge_getDefaultPayloadId(char*** names, char** ids) {
  static char omnm[] = "omnmmsg";
  static char* all_names[] = {omnm, nullptr};
  static char all_ids[] = {'O', '\0'};
  *names = all_names;
  *ids = all_ids;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status bareBridge_open(mamaBridge bridge) {
  mamaQueue queue = nullptr;
  const mama_status status = mamaQueue_create(&queue, bridge);
  return status == MAMA_STATUS_OK ? mamaImpl_setDefaultEventQueue(bridge, queue) : status;
}

MAMAExpBridgeDLL mama_status bareBridge_close(mamaBridge bridge) {
  mamaQueue queue = nullptr;
  mama_getDefaultEventQueue(bridge, &queue);
  return mamaQueue_destroy(queue);
}

MAMAExpBridgeDLL mama_status bareBridge_start(mamaQueue queue) { return mamaQueue_dispatch(queue); }
MAMAExpBridgeDLL mama_status bareBridge_stop(mamaQueue queue) {
  return mamaQueue_stopDispatch(queue);
}

MAMAExpBridgeDLL mama_status bareBridgeMamaQueue_create(queueBridge* queue, mamaQueue parent) {
  *queue = new queueBridge_(parent);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status bareBridgeMamaQueue_destroy(queueBridge queue) {
  delete queue;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status bareBridgeMamaQueue_dispatch(queueBridge queue) {
  queue->running = true;
  do {
    queue->run_one(std::chrono::milliseconds(20));
  } while (queue->running);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status bareBridgeMamaQueue_timedDispatch(queueBridge queue,
                                                               uint64_t timeout) {
  return queue->run_one(std::chrono::milliseconds(timeout)) ? MAMA_STATUS_OK : MAMA_STATUS_TIMEOUT;
}

MAMAExpBridgeDLL mama_status bareBridgeMamaQueue_dispatchEvent(queueBridge queue) {
  while (!queue->run_one(std::chrono::hours(1))) {
  }
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status bareBridgeMamaQueue_enqueueEvent(queueBridge queue,
                                                              mamaQueueEnqueueCB callback,
                                                              void* closure) {
  const std::lock_guard lock(queue->mutex);
  queue->events.emplace_back(callback, closure);
  queue->arrived.notify_one();
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status bareBridgeMamaQueue_stopDispatch(queueBridge queue) {
  queue->running = false;
  return MAMA_STATUS_OK;
}

// The required rest refuses.
MAMAExpBridgeDLL int bareBridgeMamaTransport_isValid(transportBridge) { return 0; }
MAMAExpBridgeDLL mama_status bareBridgeMamaTransport_create(transportBridge*, const char*,
                                                            mamaTransport) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaTransport_destroy(transportBridge) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaSubscription_create(subscriptionBridge*, const char*,
                                                               const char*, mamaTransport,
                                                               mamaQueue, mamaMsgCallbacks,
                                                               mamaSubscription, void*) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaSubscription_mute(subscriptionBridge) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaSubscription_destroy(subscriptionBridge) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL int bareBridgeMamaSubscription_isValid(subscriptionBridge) { return 0; }
MAMAExpBridgeDLL mama_status bareBridgeMamaTimer_create(timerBridge*, void*, mamaTimerCb,
                                                        mamaTimerCb, mama_f64_t, mamaTimer, void*) {
  return MAMA_STATUS_PLATFORM;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaTimer_destroy(timerBridge) {
  return MAMA_STATUS_PLATFORM;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaPublisher_createByIndex(publisherBridge*, mamaTransport,
                                                                   int, const char*, const char*,
                                                                   const char*, mamaPublisher) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaPublisher_destroy(publisherBridge) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaPublisher_send(publisherBridge, mamaMsg) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaPublisher_sendFromInbox(publisherBridge, mamaInbox,
                                                                   mamaMsg) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaPublisher_sendFromInboxByIndex(publisherBridge, int,
                                                                          mamaInbox, mamaMsg) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaPublisher_sendReplyToInbox(publisherBridge, mamaMsg,
                                                                      mamaMsg) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaInbox_create(inboxBridge*, mamaTransport, mamaQueue,
                                                        mamaInboxMsgCallback,
                                                        mamaInboxErrorCallback,
                                                        mamaInboxDestroyCallback, void*,
                                                        mamaInbox) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaInbox_createByIndex(inboxBridge*, mamaTransport, int,
                                                               mamaQueue, mamaInboxMsgCallback,
                                                               mamaInboxErrorCallback,
                                                               mamaInboxDestroyCallback, void*,
                                                               mamaInbox) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
MAMAExpBridgeDLL mama_status bareBridgeMamaInbox_destroy(inboxBridge) {
  return MAMA_STATUS_NOT_IMPLEMENTED;
}
}
