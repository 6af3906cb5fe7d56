/* "letterbox": the smallest middleware bridge that does something. It extends the base bridge and
 * adds what every bridge must bring itself: its names, transports, subscriptions and publishers.
 * Messages travel inside the process, from a publisher to the subscriptions on the same topic. */
#include <bridge.h>
#include <mama/integration/bridge.h>
#include <mama/integration/mama.h>
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>
#include <mama/integration/subscription.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the bridge's handles point to ---- */

struct subscriptonBridge_ {
  char* topic;
  mamaQueue queue;
  mamaMsgCallbacks callbacks; /* onDestroy is how the end is reported */
  mamaSubscription parent;    /* libmama's object: first argument of all callbacks */
  void* closure;
  int references; /* one while subscribed, and one for each message on the way */
  int muted;
  subscriptionBridge next;
};

struct publisherBridge_ {
  char* topic;
};

struct transportBridge_ {
  mamaTransport parent;
};

/* All subscriptions, and their references and mutes. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static subscriptionBridge subscriptions;

/* The caller holds the lock. */
static void drop(subscriptionBridge subscription) {
  if (--subscription->references > 0) return;
  free(subscription->topic);
  free(subscription);
}

/* "source.symbol", or the one of them that is there. */
static char* topic_of(const char* source, const char* symbol) {
  char* topic = malloc((source ? strlen(source) : 0) + (symbol ? strlen(symbol) : 0) + 2);
  if (topic == NULL) return NULL;
  strcpy(topic, source ? source : "");
  if (source && symbol) strcat(topic, ".");
  return strcat(topic, symbol ? symbol : "");
}

/* ---- loading ---- */

MAMAExpBridgeDLL const char* letterboxBridge_getName(void) { return "letterbox"; }

MAMAExpBridgeDLL const char* letterboxBridge_getVersion(void) { return "1.0"; }

MAMAExpBridgeDLL mama_status letterboxBridge_init(mamaBridge bridge) {
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION("letterbox");
  return mamaBridgeImpl_setReadOnlyProperty(bridge, MAMA_PROP_EXTENDS_BASE_BRIDGE, "true");
}

MAMAExpBridgeDLL mama_status letterboxBridge_getDefaultPayloadId(char*** names, char** ids) {
  static char payload[] = "omnmmsg";
  static char* all_names[] = {payload, NULL};
  static char all_ids[] = {'O', '\0'};
  if (names == NULL || ids == NULL) return MAMA_STATUS_NULL_ARG;
  *names = all_names;
  *ids = all_ids;
  return MAMA_STATUS_OK;
}

/* ---- transports ---- */

MAMAExpBridgeDLL mama_status letterboxBridgeMamaTransport_create(transportBridge* result,
                                                                 const char* name,
                                                                 mamaTransport parent) {
  if (result == NULL || name == NULL || parent == NULL) return MAMA_STATUS_NULL_ARG;
  *result = calloc(1, sizeof **result);
  if (*result == NULL) return MAMA_STATUS_NOMEM;
  (*result)->parent = parent;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status letterboxBridgeMamaTransport_destroy(transportBridge transport) {
  if (transport == NULL) return MAMA_STATUS_NULL_ARG;
  free(transport);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL int letterboxBridgeMamaTransport_isValid(transportBridge transport) {
  return transport != NULL;
}

/* ---- subscriptions ---- */

MAMAExpBridgeDLL mama_status letterboxBridgeMamaSubscription_create(
    subscriptionBridge* result, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callbacks, mamaSubscription parent, void* closure) {
  subscriptionBridge made;
  if (result == NULL || transport == NULL || queue == NULL || parent == NULL) {
    return MAMA_STATUS_NULL_ARG;
  }
  made = calloc(1, sizeof *made);
  if (made == NULL) return MAMA_STATUS_NOMEM;
  made->topic = topic_of(source, symbol);
  made->queue = queue;
  made->callbacks = callbacks;
  made->parent = parent;
  made->closure = closure;
  made->references = 1;
  *result = made; /* before a message can come */
  pthread_mutex_lock(&lock);
  made->next = subscriptions;
  subscriptions = made;
  pthread_mutex_unlock(&lock);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status letterboxBridgeMamaSubscription_mute(subscriptionBridge subscription) {
  if (subscription == NULL) return MAMA_STATUS_NULL_ARG;
  pthread_mutex_lock(&lock);
  subscription->muted = 1;
  pthread_mutex_unlock(&lock);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status
letterboxBridgeMamaSubscription_destroy(subscriptionBridge subscription) {
  void(MAMACALLTYPE * report)(mamaSubscription, void*);
  mamaSubscription parent;
  void* closure;
  subscriptionBridge* place;
  if (subscription == NULL) return MAMA_STATUS_NULL_ARG;
  report = subscription->callbacks.onDestroy;
  parent = subscription->parent;
  closure = subscription->closure;
  pthread_mutex_lock(&lock);
  subscription->muted = 1;
  for (place = &subscriptions; *place != subscription; place = &(*place)->next) {
  }
  *place = subscription->next;
  drop(subscription);
  pthread_mutex_unlock(&lock);
  report(parent, closure); /* exactly once, with no lock held, and the last that is done */
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL int letterboxBridgeMamaSubscription_isValid(subscriptionBridge subscription) {
  return subscription != NULL;
}

/* ---- messages on the way ---- */

struct delivery {
  subscriptionBridge to;
  size_t size;
  char bytes[];
};

/* On the thread that dispatches the subscription's queue. */
static void MAMACALLTYPE deliver(mamaQueue queue, void* closure) {
  struct delivery* delivery = closure;
  mamaMsg message = mamaQueueImpl_getMsg(queue); /* the queue's own, used again and again */
  int muted;
  pthread_mutex_lock(&lock);
  muted = delivery->to->muted;
  pthread_mutex_unlock(&lock);
  if (!muted && mamaMsgImpl_setMsgBuffer(message, delivery->bytes, (uint32_t)delivery->size, 0) ==
                    MAMA_STATUS_OK) {
    mamaSubscription_processMsg(delivery->to->parent, message);
  }
  pthread_mutex_lock(&lock);
  drop(delivery->to);
  pthread_mutex_unlock(&lock);
  free(delivery);
}

/* One event for a subscription; the caller holds the lock. */
static struct delivery* delivery_for(subscriptionBridge to, const void* bytes, size_t size) {
  struct delivery* made = malloc(sizeof *made + size);
  if (made == NULL) return NULL;
  made->to = to;
  made->size = size;
  memcpy(made->bytes, bytes, size);
  ++to->references;
  return made;
}

/* ---- publishers ---- */

MAMAExpBridgeDLL mama_status letterboxBridgeMamaPublisher_createByIndex(
    publisherBridge* result, mamaTransport transport, int index, const char* symbol,
    const char* source, const char* root, mamaPublisher parent) {
  (void)index;
  (void)root;
  if (result == NULL || transport == NULL || parent == NULL) return MAMA_STATUS_NULL_ARG;
  *result = calloc(1, sizeof **result);
  if (*result == NULL) return MAMA_STATUS_NOMEM;
  (*result)->topic = topic_of(source, symbol);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status letterboxBridgeMamaPublisher_destroy(publisherBridge publisher) {
  if (publisher == NULL) return MAMA_STATUS_NULL_ARG;
  free(publisher->topic);
  free(publisher);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status letterboxBridgeMamaPublisher_send(publisherBridge publisher,
                                                               mamaMsg message) {
  const void* bytes = NULL;
  mama_size_t size = 0;
  mama_status status;
  subscriptionBridge each;
  struct delivery* deliveries[64];
  size_t count = 0;
  if (publisher == NULL || message == NULL) return MAMA_STATUS_NULL_ARG;
  status = mamaMsgImpl_getPayloadBuffer(message, &bytes, &size);
  if (status != MAMA_STATUS_OK) return status;

  pthread_mutex_lock(&lock);
  for (each = subscriptions; each != NULL && count < 64; each = each->next) {
    if (strcmp(each->topic, publisher->topic) != 0) continue;
    deliveries[count] = delivery_for(each, bytes, size);
    if (deliveries[count] != NULL) ++count;
  }
  pthread_mutex_unlock(&lock);

  /* With no lock held: an enqueue callback of the application may run inside. */
  while (count > 0) {
    struct delivery* const delivery = deliveries[--count];
    if (mamaQueue_enqueueEvent(delivery->to->queue, &deliver, delivery) == MAMA_STATUS_OK) continue;
    pthread_mutex_lock(&lock);
    drop(delivery->to);
    pthread_mutex_unlock(&lock);
    free(delivery);
  }
  return MAMA_STATUS_OK;
}
