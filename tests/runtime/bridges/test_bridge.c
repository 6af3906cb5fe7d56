/* A middleware bridge of its own, for tests of the loader and of start and stop. It shares nothing
 * with the runtime but the public headers. Its stop is a flag that dispatch sets back when it
 * begins: a stop that comes before the dispatch is lost, as it is with real bridges.
 *
 * Built several times: BRIDGE is the name, the LACKS_ and FAILS_ macros leave things out. */
#include <bridge.h>
#include <mama/integration/bridge.h>
#include <mama/integration/mama.h>
#include <mama/mama.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "control.h"

#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)
#define F(suffix) PASTE(BRIDGE, suffix)
#define TEXT_(a) #a
#define TEXT(a) TEXT_(a)

#pragma GCC visibility push(default)

TestBridgeControl PASTE(BRIDGE, _control);
#define control PASTE(BRIDGE, _control)

/* ---- The queue */

typedef struct Event {
  struct Event* next;
  mamaQueueEnqueueCB callback;
  void* closure;
} Event;

typedef struct {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  Event* head;
  Event** tail;
  size_t count;
  int is_running;
  mamaQueue parent;
} Queue;

static Queue* queue_of(queueBridge bridge) { return (Queue*)(void*)bridge; }

mama_status F(BridgeMamaQueue_create)(queueBridge* out, mamaQueue parent) {
  Queue* queue = calloc(1, sizeof *queue);
  if (queue == NULL) return MAMA_STATUS_NOMEM;
  pthread_mutex_init(&queue->mutex, NULL);
  pthread_cond_init(&queue->changed, NULL);
  queue->tail = &queue->head;
  queue->parent = parent;
  *out = (queueBridge)(void*)queue;
  return MAMA_STATUS_OK;
}

static Event* take_locked(Queue* queue) {
  Event* event = queue->head;
  if (event == NULL) return NULL;
  queue->head = event->next;
  if (queue->head == NULL) queue->tail = &queue->head;
  --queue->count;
  return event;
}

mama_status F(BridgeMamaQueue_destroy)(queueBridge bridge) {
  Queue* queue = queue_of(bridge);
  Event* event;
  while ((event = take_locked(queue)) != NULL) free(event);
  pthread_cond_destroy(&queue->changed);
  pthread_mutex_destroy(&queue->mutex);
  free(queue);
  return MAMA_STATUS_OK;
}

static void run_event(Queue* queue, Event* event) {
  event->callback(queue->parent, event->closure);
  free(event);
}

mama_status F(BridgeMamaQueue_dispatch)(queueBridge bridge) {
  Queue* queue = queue_of(bridge);
  pthread_mutex_lock(&queue->mutex);
  queue->is_running = 1;
  while (queue->is_running) {
    Event* event = take_locked(queue);
    if (event == NULL) {
      pthread_cond_wait(&queue->changed, &queue->mutex);
      continue;
    }
    pthread_mutex_unlock(&queue->mutex);
    run_event(queue, event);
    pthread_mutex_lock(&queue->mutex);
  }
  pthread_mutex_unlock(&queue->mutex);
  return MAMA_STATUS_OK;
}

mama_status F(BridgeMamaQueue_dispatchEvent)(queueBridge bridge) {
  Queue* queue = queue_of(bridge);
  pthread_mutex_lock(&queue->mutex);
  Event* event = take_locked(queue);
  pthread_mutex_unlock(&queue->mutex);
  if (event != NULL) run_event(queue, event);
  return MAMA_STATUS_OK;
}

mama_status F(BridgeMamaQueue_timedDispatch)(queueBridge bridge, uint64_t timeout) {
  (void)timeout; /* what is there is dispatched; nothing in these tests waits */
  size_t left = queue_of(bridge)->count;
  for (; left > 0; --left) F(BridgeMamaQueue_dispatchEvent)(bridge);
  return MAMA_STATUS_OK;
}

#ifndef LACKS_REQUIRED
mama_status F(BridgeMamaQueue_enqueueEvent)(queueBridge bridge, mamaQueueEnqueueCB callback,
                                            void* closure) {
  Queue* queue = queue_of(bridge);
  if (control.refuse_events) return MAMA_STATUS_QUEUE_FULL;
  Event* event = malloc(sizeof *event);
  if (event == NULL) return MAMA_STATUS_NOMEM;
  event->next = NULL;
  event->callback = callback;
  event->closure = closure;
  pthread_mutex_lock(&queue->mutex);
  *queue->tail = event;
  queue->tail = &event->next;
  ++queue->count;
  pthread_cond_broadcast(&queue->changed);
  pthread_mutex_unlock(&queue->mutex);
  return MAMA_STATUS_OK;
}
#endif

mama_status F(BridgeMamaQueue_stopDispatch)(queueBridge bridge) {
  Queue* queue = queue_of(bridge);
  pthread_mutex_lock(&queue->mutex);
  queue->is_running = 0;
  pthread_cond_broadcast(&queue->changed);
  pthread_mutex_unlock(&queue->mutex);
  return MAMA_STATUS_OK;
}

mama_status F(BridgeMamaQueue_getEventCount)(queueBridge bridge, size_t* count) {
  Queue* queue = queue_of(bridge);
  pthread_mutex_lock(&queue->mutex);
  *count = queue->count;
  pthread_mutex_unlock(&queue->mutex);
  return MAMA_STATUS_OK;
}

mama_status F(BridgeMamaQueue_getNativeHandle)(queueBridge bridge, void** handle) {
  *handle = bridge;
  return MAMA_STATUS_OK;
}

/* ---- The bridge */

#ifndef LACKS_NAME
const char* F(Bridge_getName)(void) { return TEXT(BRIDGE); }
#endif

#ifndef LACKS_INIT
mama_status F(Bridge_init)(mamaBridge bridge) {
#if defined(VERSION_TEXT)
  mamaInternal_setMetaProperty("mama." TEXT(BRIDGE) ".compile_version", VERSION_TEXT);
#elif !defined(LACKS_VERSION)
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION(TEXT(BRIDGE));
#endif
#ifdef EXTENDS_BASE
  mamaBridgeImpl_setReadOnlyProperty(bridge, MAMA_PROP_EXTENDS_BASE_BRIDGE, "true");
#endif
  /* The second of two settings that must both succeed, also when an earlier load had failed. */
  mama_status status = mamaBridgeImpl_setReadOnlyProperty(bridge, "entitlements.deferred", "yes");
#ifdef LACKS_NAME
  (void)status;
  return MAMA_STATUS_OK;
#else
  if (getenv("QUOLL_TEST_INIT_FAILS") != NULL) return MAMA_STATUS_TIMEOUT;
  return status;
#endif
}
#endif

#ifndef EXTENDS_BASE
mama_status F(Bridge_open)(mamaBridge bridge) {
  mamaQueue queue = NULL;
  if (getenv("QUOLL_TEST_OPEN_FAILS") != NULL) return MAMA_STATUS_IP_NOT_FOUND;
  mama_status status = mamaQueue_create(&queue, bridge);
  if (status != MAMA_STATUS_OK) return status;
  mamaImpl_setDefaultEventQueue(bridge, queue);
  mamaBridgeImpl_setClosure(bridge, queue);
  ++control.opens;
  if (control.on_open != NULL) control.on_open(bridge);
  return MAMA_STATUS_OK;
}

mama_status F(Bridge_close)(mamaBridge bridge) {
  void* queue = NULL;
  ++control.closes;
  if (control.on_close != NULL) control.on_close(bridge);
  mamaBridgeImpl_getClosure(bridge, &queue);
  mama_status status = mamaQueue_destroyTimedWait(queue, 100);
  return control.close_result != MAMA_STATUS_OK ? control.close_result : status;
}

mama_status F(Bridge_start)(mamaQueue queue) {
  void* native = NULL;
  __atomic_fetch_add(&control.starts, 1, __ATOMIC_RELAXED);
  if (control.before_dispatch != NULL) control.before_dispatch(control.closure);
  if (control.start_returns_at_once) return control.start_result;
  mamaQueue_getNativeHandle(queue, &native);
  F(BridgeMamaQueue_dispatch)(native);
  return control.start_result;
}

mama_status F(Bridge_stop)(mamaQueue queue) {
  void* native = NULL;
  __atomic_fetch_add(&control.stops, 1, __ATOMIC_RELAXED);
  if (control.stop_result != MAMA_STATUS_OK) return control.stop_result;
  mamaQueue_getNativeHandle(queue, &native);
  return F(BridgeMamaQueue_stopDispatch)(native);
}
#endif

const char* F(Bridge_getVersion)(void) { return TEXT(BRIDGE) " 100% test"; }

mama_status F(Bridge_getDefaultPayloadId)(char*** names, char** ids) {
  static char name[] = "rtpaya";
  static char* all_names[] = {name, NULL};
  static char all_ids[] = {'a', '\0'};
  *names = all_names;
  *ids = all_ids;
  return MAMA_STATUS_OK;
}

/* ---- What only has to be there */

#define STUB(suffix)           \
  mama_status F(suffix)(void); \
  mama_status F(suffix)(void) { return MAMA_STATUS_NOT_IMPLEMENTED; }

#ifndef EXTENDS_BASE
#ifndef LACKS_REQUIRED
STUB(BridgeMamaTransport_create)
#endif
STUB(BridgeMamaTransport_isValid)
STUB(BridgeMamaTransport_destroy)
STUB(BridgeMamaSubscription_create)
STUB(BridgeMamaSubscription_mute)
STUB(BridgeMamaSubscription_destroy)
STUB(BridgeMamaSubscription_isValid)
STUB(BridgeMamaTimer_create)
STUB(BridgeMamaTimer_destroy)
STUB(BridgeMamaPublisher_createByIndex)
STUB(BridgeMamaPublisher_destroy)
STUB(BridgeMamaPublisher_send)
STUB(BridgeMamaPublisher_sendFromInbox)
STUB(BridgeMamaPublisher_sendFromInboxByIndex)
STUB(BridgeMamaPublisher_sendReplyToInbox)
STUB(BridgeMamaInbox_create)
STUB(BridgeMamaInbox_createByIndex)
STUB(BridgeMamaInbox_destroy)
#endif
