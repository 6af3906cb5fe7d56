/* Bridges that break the contract, each in one way: FAULTY is the name, and one of the FAULT_...
 * macros says what is wrong. Without any of them the bridge is sound, with FAULT_LATE only slow,
 * and with FAULT_LINGER its thread outlives it. */
#include <bridge.h>
#include <mama/integration/bridge.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/mama.h>
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>
#include <mama/integration/subscription.h>
#include <mama/publisher.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wombat/port.h>

#define JOINED_(a, b) a##b
#define JOINED(a, b) JOINED_(a, b)
#define SLOT(suffix) JOINED(FAULTY, suffix)

struct subscriptonBridge_ {
  char topic[256];
  mamaQueue queue;
  mamaMsgCallbacks callbacks;
  mamaSubscription parent;
  void* closure;
  atomic_int muted;
  atomic_int ended;
  subscriptionBridge next;
};

#if defined FAULT_LATE || defined FAULT_GHOST
#define TELLS_PUBLISHERS /* what becomes of their sends, and of themselves, on the queue given */
#endif

struct publisherBridge_ {
  char topic[256];
#ifdef TELLS_PUBLISHERS
  mamaPublisher parent;
  mamaQueue queue;
  mamaPublisherCallbacks callbacks;
  void* closure;
#endif
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static subscriptionBridge subscriptions; /* stay for good */
#ifdef FAULT_LATE
static pthread_cond_t reported = PTHREAD_COND_INITIALIZER;
static int reporting;
#endif

#ifndef FAULT_NO_INIT
MAMAExpBridgeDLL mama_status SLOT(Bridge_init)(mamaBridge bridge) {
#if defined FAULT_OLD_VERSION
  mamaBridgeImpl_setReadOnlyProperty(bridge, MAMA_PROP_BARE_COMPILE_TIME_VER, "5.9.1");
#else
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION(XSTR(FAULTY));
#endif
#if defined FAULT_FAIL_INIT
  return MAMA_STATUS_NOMEM;
#elif defined FAULT_CRASH_INIT
  abort();
#elif defined FAULT_HANG_INIT
  for (;;) pause();
#elif defined FAULT_MISSING
  return MAMA_STATUS_OK; /* and so without base's functions */
#endif
  return mamaBridgeImpl_setReadOnlyProperty(bridge, MAMA_PROP_EXTENDS_BASE_BRIDGE, "true");
}
#endif

MAMAExpBridgeDLL const char* SLOT(Bridge_getName)(void) { return XSTR(FAULTY); }

MAMAExpBridgeDLL const char* SLOT(Bridge_getVersion)(void) { return "faulty"; }

MAMAExpBridgeDLL mama_status SLOT(Bridge_getDefaultPayloadId)(char*** names, char** ids) {
  static char payload[] = "omnmmsg";
  static char* all_names[] = {payload, NULL};
  static char all_ids[] = {'O', '\0'};
  if (names == NULL || ids == NULL) return MAMA_STATUS_NULL_ARG;
  *names = all_names;
  *ids = all_ids;
  return MAMA_STATUS_OK;
}

#ifdef FAULT_FAIL_OPEN
MAMAExpBridgeDLL mama_status SLOT(Bridge_open)(mamaBridge bridge) {
  (void)bridge;
  return MAMA_STATUS_PLATFORM;
}
#endif

#ifdef FAULT_IDLE
/* Dispatches nothing. */
MAMAExpBridgeDLL mama_status SLOT(Bridge_start)(mamaQueue queue) {
  return queue != NULL ? MAMA_STATUS_OK : MAMA_STATUS_NULL_ARG;
}
#endif

#ifdef FAULT_LINGER
/* Allowed: a middleware's thread that no close ends. It answers questions. */
static wsem_t question;
static wsem_t answer;
static atomic_int leaving;
static wthread_t lingerer;
static int opens;

static void* linger(void* closure) {
  (void)closure;
  for (;;) {
    wsem_wait(&question);
    if (leaving) return NULL;
    wsem_post(&answer);
  }
}

MAMAExpBridgeDLL mama_status SLOT(Bridge_open)(mamaBridge bridge) {
  if (opens++ == 0) {
    wsem_init(&question, 0, 0);
    wsem_init(&answer, 0, 0);
    wthread_create(&lingerer, NULL, &linger, NULL);
  }
  return baseBridge_open(bridge);
}

/* For the test. */
#pragma GCC visibility push(default)
int SLOT(_opens)(void) { return opens; }
int SLOT(_answers)(void) {
  wsem_post(&question);
  return wsem_timedwait(&answer, 20000) == 0;
}
void SLOT(_end)(void) {
  leaving = 1;
  wsem_post(&question);
  wthread_join(lingerer, NULL);
}
#pragma GCC visibility pop
#endif

MAMAExpBridgeDLL mama_status SLOT(BridgeMamaTransport_create)(transportBridge* result,
                                                              const char* name,
                                                              mamaTransport parent) {
  (void)name;
#if defined FAULT_FAIL_CREATE
  (void)parent;
  *result = NULL;
  return MAMA_STATUS_PLATFORM;
#elif defined FAULT_CRASH_CREATE
  (void)parent;
  *result = NULL;
  abort();
#else
  *result = (transportBridge)parent; /* nothing of its own is needed */
  return MAMA_STATUS_OK;
#endif
}

MAMAExpBridgeDLL mama_status SLOT(BridgeMamaTransport_destroy)(transportBridge transport) {
  return transport != NULL ? MAMA_STATUS_OK : MAMA_STATUS_NULL_ARG;
}

MAMAExpBridgeDLL int SLOT(BridgeMamaTransport_isValid)(transportBridge transport) {
  return transport != NULL;
}

MAMAExpBridgeDLL mama_status SLOT(BridgeMamaSubscription_create)(
    subscriptionBridge* result, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callbacks, mamaSubscription parent, void* closure) {
  subscriptionBridge made;
  if (result == NULL || transport == NULL || parent == NULL) return MAMA_STATUS_NULL_ARG;
  made = calloc(1, sizeof *made);
  if (made == NULL) return MAMA_STATUS_NOMEM;
  snprintf(made->topic, sizeof made->topic, "%s%s%s", source ? source : "",
           source && symbol ? "." : "", symbol ? symbol : "");
  made->queue = queue;
  made->callbacks = callbacks;
  made->parent = parent;
  made->closure = closure;
  *result = made;
  pthread_mutex_lock(&lock);
  made->next = subscriptions;
  subscriptions = made;
  pthread_mutex_unlock(&lock);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status SLOT(BridgeMamaSubscription_mute)(subscriptionBridge subscriber) {
  if (subscriber == NULL) return MAMA_STATUS_NULL_ARG;
#ifndef FAULT_DEAF_TO_MUTE
  subscriber->muted = 1;
#endif
  return MAMA_STATUS_OK;
}

#ifdef FAULT_GHOST
/* Messages and reports of a subscription that has ended. */
static void MAMACALLTYPE haunt(mamaQueue queue, void* closure) {
  subscriptionBridge dead = closure;
  (void)queue;
  dead->callbacks.onDestroy(dead->parent, dead->closure);
}
#endif

#ifdef FAULT_LATE
/* Allowed: the end is reported by a thread of the bridge, after destroy has returned or beside it.
 */
static void* report_late(void* closure) {
  subscriptionBridge ended = closure;
  usleep(20000);
  ended->callbacks.onDestroy(ended->parent, ended->closure);
  pthread_mutex_lock(&lock);
  --reporting;
  pthread_cond_signal(&reported);
  pthread_mutex_unlock(&lock);
  return NULL;
}

static mama_status report_by_thread(subscriptionBridge ended) {
  pthread_t thread;
  pthread_mutex_lock(&lock);
  ++reporting;
  pthread_mutex_unlock(&lock);
  if (pthread_create(&thread, NULL, &report_late, ended) != 0) return MAMA_STATUS_PLATFORM;
  pthread_detach(thread);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status SLOT(Bridge_close)(mamaBridge bridge) {
  pthread_mutex_lock(&lock);
  while (reporting > 0) pthread_cond_wait(&reported, &lock);
  pthread_mutex_unlock(&lock);
  return baseBridge_close(bridge);
}
#endif

MAMAExpBridgeDLL mama_status SLOT(BridgeMamaSubscription_destroy)(subscriptionBridge subscriber) {
  if (subscriber == NULL) return MAMA_STATUS_NULL_ARG;
#ifndef FAULT_GHOST /* ghosts go on hearing */
  subscriber->muted = 1;
  subscriber->ended = 1;
#endif
#ifdef FAULT_LATE
  return report_by_thread(subscriber);
#endif
#ifndef FAULT_SILENT
  subscriber->callbacks.onDestroy(subscriber->parent, subscriber->closure);
#endif
#ifdef FAULT_GHOST
  mamaQueue_enqueueEvent(subscriber->queue, &haunt, subscriber);
#endif
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL int SLOT(BridgeMamaSubscription_isValid)(subscriptionBridge subscriber) {
  return subscriber != NULL && !subscriber->ended;
}

struct delivery {
  struct delivery* next;
  struct delivery** link; /* what points to it */
  subscriptionBridge to;
  size_t size;
  char bytes[];
};

/* All that are under way. A queue that is destroyed drops its events: they are not lost to us. */
static struct delivery* deliveries = NULL;

static void remember_delivery(struct delivery* delivery) {
  pthread_mutex_lock(&lock);
  delivery->next = deliveries;
  delivery->link = &deliveries;
  if (deliveries != NULL) deliveries->link = &delivery->next;
  deliveries = delivery;
  pthread_mutex_unlock(&lock);
}

static void free_delivery(struct delivery* delivery) {
  pthread_mutex_lock(&lock);
  *delivery->link = delivery->next;
  if (delivery->next != NULL) delivery->next->link = delivery->link;
  pthread_mutex_unlock(&lock);
  free(delivery);
}

static void MAMACALLTYPE deliver(mamaQueue queue, void* closure) {
  struct delivery* delivery = closure;
  int muted = delivery->to->muted;
#ifdef FAULT_GHOST
  muted = 0;
#endif
  if (!muted) {
    mamaMsg message = mamaQueueImpl_getMsg(queue);
    mamaMsgImpl_setMsgBuffer(message, delivery->bytes, (uint32_t)delivery->size, 0);
    mamaSubscription_processMsg(delivery->to->parent, message);
  }
  free_delivery(delivery);
}

MAMAExpBridgeDLL mama_status SLOT(BridgeMamaPublisher_createByIndex)(
    publisherBridge* result, mamaTransport transport, int index, const char* symbol,
    const char* source, const char* root, mamaPublisher parent) {
  (void)index;
  (void)root;
  if (result == NULL || transport == NULL || parent == NULL) return MAMA_STATUS_NULL_ARG;
  *result = calloc(1, sizeof **result);
  if (*result == NULL) return MAMA_STATUS_NOMEM;
  snprintf((*result)->topic, sizeof(*result)->topic, "%s%s%s", source ? source : "",
           source && symbol ? "." : "", symbol ? symbol : "");
#ifdef TELLS_PUBLISHERS
  (*result)->parent = parent;
#endif
  return MAMA_STATUS_OK;
}

#ifdef TELLS_PUBLISHERS
MAMAExpBridgeDLL mama_status SLOT(BridgeMamaPublisher_setUserCallbacks)(
    publisherBridge publisher, mamaQueue queue, mamaPublisherCallbacks* callbacks, void* closure) {
  if (publisher == NULL || callbacks == NULL) return MAMA_STATUS_NULL_ARG;
  publisher->queue = queue;
  publisher->callbacks = *callbacks;
  publisher->closure = closure;
  return MAMA_STATUS_OK;
}

static void MAMACALLTYPE tell_error(mamaQueue queue, void* closure) {
  publisherBridge publisher = closure;
  (void)queue;
  publisher->callbacks.onError(publisher->parent, MAMA_STATUS_NOT_ENTITLED, publisher->topic,
                               publisher->closure);
}

static void MAMACALLTYPE tell_success(mamaQueue queue, void* closure) {
  publisherBridge publisher = closure;
  (void)queue;
  publisher->callbacks.onSuccess(publisher->parent, MAMA_STATUS_OK, publisher->topic,
                                 publisher->closure);
}

/* Whoever has a queue and asked for it is told; topics that begin with "refused" are not entitled.
 */
static void tell(publisherBridge publisher) {
  const int refused = strncmp(publisher->topic, "refused", 7) == 0;
  if (publisher->queue == NULL) return;
  if (refused && publisher->callbacks.onError != NULL) {
    mamaQueue_enqueueEvent(publisher->queue, &tell_error, publisher);
  } else if (!refused && publisher->callbacks.onSuccess != NULL) {
    mamaQueue_enqueueEvent(publisher->queue, &tell_success, publisher);
  }
}

/* LATE: its last event. GHOST: it has ended already, and nothing of this may reach anybody. */
static void MAMACALLTYPE end_publisher(mamaQueue queue, void* closure) {
  publisherBridge publisher = closure;
#ifdef FAULT_GHOST
  tell_error(queue, publisher);
  tell_success(queue, publisher);
  publisher->callbacks.onCreate(publisher->parent, publisher->closure);
#endif
  (void)queue;
  publisher->callbacks.onDestroy(publisher->parent, publisher->closure);
  free(publisher);
}
#endif

MAMAExpBridgeDLL mama_status SLOT(BridgeMamaPublisher_destroy)(publisherBridge publisher) {
  if (publisher == NULL) return MAMA_STATUS_NULL_ARG;
#ifdef TELLS_PUBLISHERS
#ifdef FAULT_GHOST
  publisher->callbacks.onDestroy(publisher->parent, publisher->closure);
#endif
  if (publisher->queue != NULL &&
      mamaQueue_enqueueEvent(publisher->queue, &end_publisher, publisher) == MAMA_STATUS_OK) {
    return MAMA_STATUS_OK;
  }
#ifndef FAULT_GHOST
  publisher->callbacks.onDestroy(publisher->parent, publisher->closure);
#endif
#endif
  free(publisher);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status SLOT(BridgeMamaPublisher_send)(publisherBridge publisher,
                                                            mamaMsg msg) {
  const void* bytes = NULL;
  mama_size_t size = 0;
  subscriptionBridge each;
  mama_status status;
  if (publisher == NULL || msg == NULL) return MAMA_STATUS_NULL_ARG;
  status = mamaMsgImpl_getPayloadBuffer(msg, &bytes, &size);
  if (status != MAMA_STATUS_OK) return status;
  pthread_mutex_lock(&lock);
  each = subscriptions;
  pthread_mutex_unlock(&lock);
  for (; each != NULL; each = each->next) { /* none ever goes */
    struct delivery* made;
    if (each->ended || strcmp(each->topic, publisher->topic) != 0) continue;
    made = malloc(sizeof *made + size);
    if (made == NULL) return MAMA_STATUS_NOMEM;
    made->to = each;
    made->size = size;
    memcpy(made->bytes, bytes, size);
    remember_delivery(made);
    if (mamaQueue_enqueueEvent(each->queue, &deliver, made) != MAMA_STATUS_OK) free_delivery(made);
  }
#ifdef TELLS_PUBLISHERS
  tell(publisher);
#endif
  return MAMA_STATUS_OK;
}
