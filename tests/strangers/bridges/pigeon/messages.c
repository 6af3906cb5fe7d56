/* Transports, subscriptions, publishers. */
#include <mama/inbox.h>
#include <mama/integration/inbox.h>
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>
#include <mama/integration/subscription.h>
#include <string.h>

#include "pigeon.h"

struct publisherBridge_ {
  char topic[PIGEON_TEXT];
  transportBridge transport;
};

/* The parts that are there, joined by dots. */
static void join(char* text, const char* root, const char* source, const char* symbol) {
  const char* parts[3];
  size_t used = 0;
  int i;
  int isFirst = 1;
  parts[0] = root;
  parts[1] = source;
  parts[2] = symbol;
  *text = '\0';
  for (i = 0; i < 3; ++i) {
    if (parts[i] == NULL) continue;
    used += (size_t)snprintf(text + used, PIGEON_TEXT - used, "%s%s", isFirst ? "" : ".", parts[i]);
    if (used >= PIGEON_TEXT) return;
    isFirst = 0;
  }
}

static transportBridge transport_of(mamaTransport transport, int index) {
  transportBridge slot = NULL;
  if (mamaTransport_getBridgeTransportByIndex(transport, index, &slot) != MAMA_STATUS_OK) {
    return NULL;
  }
  return slot != NULL && slot->isLive ? slot : NULL;
}

/* ---- transports ---- */

MAMAExpBridgeDLL mama_status pigeonBridgeMamaTransport_create(transportBridge* result,
                                                              const char* name,
                                                              mamaTransport parent) {
  transportBridge made;
  if (result == NULL || name == NULL || parent == NULL) return MAMA_STATUS_NULL_ARG;
  made = calloc(1, sizeof *made);
  if (made == NULL) return MAMA_STATUS_NOMEM;
  made->isLive = 1;
  wlock_lock(thePigeon->lock);
  made->next = thePigeon->transports;
  thePigeon->transports = made;
  wlock_unlock(thePigeon->lock);
  *result = made;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaTransport_destroy(transportBridge transport) {
  if (transport == NULL) return MAMA_STATUS_NULL_ARG;
  wlock_lock(thePigeon->lock);
  transport->isLive = 0;
  wlock_unlock(thePigeon->lock);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL int pigeonBridgeMamaTransport_isValid(transportBridge transport) {
  return transport != NULL && transport->isLive;
}

/* ---- subscriptions ---- */

/* One message on its way through a callback of this thread. */
typedef struct pigeonDelivery {
  subscriptionBridge to;
  const char* topic;
  struct pigeonDelivery* outer;
} pigeonDelivery;

static _Thread_local pigeonDelivery* innermost = NULL;

static const pigeonDelivery* current_delivery(subscriptionBridge to) {
  const pigeonDelivery* each = innermost;
  while (each != NULL && each->to != to) each = each->outer;
  return each;
}

static int matches_pattern(const char* pattern, const char* topic) {
  for (;;) {
    const size_t wanted = strcspn(pattern, ".");
    const size_t given = strcspn(topic, ".");
    const int isLast = pattern[wanted] == '\0';
    const int isWhole = wanted == given && strncmp(pattern, topic, given) == 0;
    if (isLast && wanted == 1 && *pattern == '>') return 1;
    if (!isWhole && !(wanted == 1 && *pattern == '*')) return 0;
    if (isLast || topic[given] == '\0') return isLast && topic[given] == '\0';
    pattern += wanted + 1;
    topic += given + 1;
  }
}

static int has_prefix(const char* prefix, const char* topic) {
  const size_t size = strlen(prefix);
  return strncmp(prefix, topic, size) == 0 && (topic[size] == '\0' || topic[size] == '.');
}

int pigeon_matches(subscriptionBridge subscription, const char* topic) {
  if (has_prefix("_INBOX", topic)) return 0;
  return subscription->match == PIGEON_PREFIX ? has_prefix(subscription->topic, topic)
                                              : matches_pattern(subscription->topic, topic);
}

void pigeon_drop(subscriptionBridge subscription) {
  if (--subscription->references != 0) return;
  wtable_free_all(subscription->topics);
  wtable_destroy(subscription->topics);
  free(subscription);
}

static mama_status create(subscriptionBridge* result, const char* source, const char* symbol,
                          mamaTransport transport, mamaQueue queue, mamaMsgCallbacks callbacks,
                          mamaSubscription parent, void* closure, pigeonMatch match) {
  subscriptionBridge made;
  transportBridge on;
  void* native = NULL;
  if (result == NULL || transport == NULL || queue == NULL || parent == NULL ||
      (source == NULL && symbol == NULL)) {
    return MAMA_STATUS_NULL_ARG;
  }
  on = transport_of(transport, 0);
  if (on == NULL) return MAMA_STATUS_INVALID_ARG;
  if (mamaQueue_getNativeHandle(queue, &native) != MAMA_STATUS_OK) return MAMA_STATUS_INVALID_QUEUE;
  made = calloc(1, sizeof *made);
  if (made == NULL) return MAMA_STATUS_NOMEM;
  made->match = match;
  join(made->topic, NULL, source, symbol);
  made->transport = on;
  made->queue = queue;
  made->nativeQueue = native;
  made->callbacks = callbacks;
  made->parent = parent;
  made->closure = closure;
  made->references = 1;
  *result = made;
  wlock_lock(thePigeon->lock);
  snprintf(made->id, sizeof made->id, "%lu", ++thePigeon->lastId);
  wtable_insert(thePigeon->living, made->id, made);
  if (match == PIGEON_TOPIC) {
    endpointPool_registerWithIdentifier(thePigeon->pool, made->topic, made->id, made);
  } else {
    wtable_insert(thePigeon->wildcards, made->id, made);
  }
  wlock_unlock(thePigeon->lock);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaSubscription_create(
    subscriptionBridge* result, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callbacks, mamaSubscription parent, void* closure) {
  return create(result, source, symbol, transport, queue, callbacks, parent, closure, PIGEON_TOPIC);
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaSubscription_createWildCard(
    subscriptionBridge* result, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callbacks, mamaSubscription parent, void* closure) {
  const int isPrefix = parent != NULL && mamaSubscription_getWildCardType(parent) == wc_transport;
  return create(result, source, symbol, transport, queue, callbacks, parent, closure,
                isPrefix ? PIGEON_PREFIX : PIGEON_PATTERN);
}

MAMAExpBridgeDLL int pigeonBridgeMamaSubscription_hasWildcards(subscriptionBridge subscription) {
  return subscription != NULL && subscription->match != PIGEON_TOPIC;
}

/* With the lock. */
static pigeonTopic* entry_for(subscriptionBridge subscription, const char* topic) {
  pigeonTopic* entry = wtable_lookup(subscription->topics, topic);
  if (entry != NULL) return entry;
  if (subscription->topics == NULL) subscription->topics = wtable_create("topics", 10);
  entry = calloc(1, sizeof *entry);
  if (wtable_insert(subscription->topics, topic, entry) == WTABLE_INSERT_SUCCESS) return entry;
  free(entry);
  return NULL;
}

/* Inside a delivery the closure is the topic's, outside it is for all that have none. */
MAMAExpBridgeDLL mama_status
pigeonBridgeMamaSubscription_setTopicClosure(subscriptionBridge subscription, void* closure) {
  const pigeonDelivery* delivery;
  pigeonTopic* entry = NULL;
  if (subscription == NULL) return MAMA_STATUS_NULL_ARG;
  delivery = current_delivery(subscription);
  wlock_lock(thePigeon->lock);
  if (delivery == NULL) {
    subscription->defaultClosure = closure;
  } else if ((entry = entry_for(subscription, delivery->topic)) != NULL) {
    entry->hasClosure = 1;
    entry->closure = closure;
  }
  wlock_unlock(thePigeon->lock);
  return delivery == NULL || entry != NULL ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}

MAMAExpBridgeDLL mama_status
pigeonBridgeMamaSubscription_muteCurrentTopic(subscriptionBridge subscription) {
  const pigeonDelivery* delivery;
  pigeonTopic* entry;
  if (subscription == NULL) return MAMA_STATUS_NULL_ARG;
  delivery = current_delivery(subscription);
  if (delivery == NULL) return MAMA_STATUS_INVALID_ARG;
  wlock_lock(thePigeon->lock);
  entry = entry_for(subscription, delivery->topic);
  if (entry != NULL) entry->isMuted = 1;
  wlock_unlock(thePigeon->lock);
  return entry != NULL ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaSubscription_mute(subscriptionBridge subscription) {
  if (subscription == NULL) return MAMA_STATUS_NULL_ARG;
  wlock_lock(thePigeon->lock);
  subscription->isMuted = 1;
  wlock_unlock(thePigeon->lock);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaSubscription_destroy(subscriptionBridge subscription) {
  void(MAMACALLTYPE * report)(mamaSubscription, void*);
  mamaSubscription parent;
  void* closure;
  if (subscription == NULL) return MAMA_STATUS_NULL_ARG;
  report = subscription->callbacks.onDestroy;
  parent = subscription->parent;
  closure = subscription->closure;
  wlock_lock(thePigeon->lock);
  if (subscription->match == PIGEON_TOPIC) {
    endpointPool_unregister(thePigeon->pool, subscription->topic, subscription->id);
  } else {
    wtable_remove(thePigeon->wildcards, subscription->id);
  }
  wtable_remove(thePigeon->living, subscription->id);
  pigeon_drop(subscription);
  wlock_unlock(thePigeon->lock);
  if (report != NULL) report(parent, closure);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL int pigeonBridgeMamaSubscription_isValid(subscriptionBridge subscription) {
  return subscription != NULL && subscription->transport->isLive;
}

MAMAExpBridgeDLL int pigeonBridgeMamaSubscription_isTportDisconnected(
    subscriptionBridge subscription) {
  return !pigeonBridgeMamaSubscription_isValid(subscription);
}

MAMAExpBridgeDLL mama_status
pigeonBridgeMamaSubscription_getPlatformError(subscriptionBridge subscription, void** error) {
  if (subscription == NULL || error == NULL) return MAMA_STATUS_NULL_ARG;
  *error = NULL;
  return MAMA_STATUS_OK;
}

/* The parts of a packet, read where it lies. */
static const char* topic_in(const uint8_t* packet) {
  return (const char*)packet + sizeof(pigeonHeader);
}

static int fill(mamaMsg msg, const uint8_t* packet) {
  pigeonHeader header;
  const char* reply;
  msgBridge own = NULL;
  memcpy(&header, packet, sizeof header);
  reply = topic_in(packet) + header.topicBytes;
  if (mamaMsgImpl_setMsgBuffer(msg, reply + header.replyBytes, header.payloadBytes, 0) !=
          MAMA_STATUS_OK ||
      mamaMsgImpl_getBridgeMsg(msg, &own) != MAMA_STATUS_OK) {
    return 0;
  }
  baseBridgeMamaMsgImpl_setMsgType(own, (baseMsgType)header.type);
  baseBridgeMamaMsgImpl_setInboxName(own, reply);
  return 1;
}

static void hand_over(mamaQueue queue, subscriptionBridge to, const uint8_t* packet,
                      void* topicClosure) {
  pigeonDelivery delivery = {to, topic_in(packet), innermost};
  mamaMsg msg = mamaQueueImpl_getMsg(queue);
  if (!fill(msg, packet)) return;
  innermost = &delivery;
  switch (to->match) {
    case PIGEON_TOPIC:
      mamaSubscription_processMsg(to->parent, msg);
      break;
    case PIGEON_PREFIX:
      mamaSubscription_processTportMsg(to->parent, msg, topicClosure);
      break;
    case PIGEON_PATTERN:
      mamaSubscription_processWildCardMsg(to->parent, msg, delivery.topic, topicClosure);
      break;
  }
  innermost = delivery.outer;
}

/* With the lock: whether the message is heard, and the closure that goes with it. */
static int wants(subscriptionBridge to, const char* topic, void** topicClosure) {
  const pigeonTopic* entry = wtable_lookup(to->topics, topic);
  *topicClosure = entry != NULL && entry->hasClosure ? entry->closure : to->defaultClosure;
  return !to->isMuted && to->transport->isLive && (entry == NULL || !entry->isMuted);
}

void MAMACALLTYPE pigeon_deliver(mamaQueue queue, void* closure) {
  memoryNode* node = closure;
  const uint8_t* packet = node->mNodeBuffer + sizeof((subscriptionBridge)0)->id;
  void* topicClosure = NULL;
  subscriptionBridge to;
  wlock_lock(thePigeon->lock);
  to = wtable_lookup(thePigeon->living, (const char*)node->mNodeBuffer);
  if (to != NULL && !wants(to, topic_in(packet), &topicClosure)) to = NULL;
  if (to != NULL) ++to->references;
  wlock_unlock(thePigeon->lock);
  if (to != NULL) {
    hand_over(queue, to, packet, topicClosure);
    wlock_lock(thePigeon->lock);
    pigeon_drop(to);
    wlock_unlock(thePigeon->lock);
  }
  memoryPool_returnNode(node->mPool, node);
}

/* ---- publishers ---- */

MAMAExpBridgeDLL mama_status pigeonBridgeMamaPublisher_createByIndex(
    publisherBridge* result, mamaTransport transport, int index, const char* symbol,
    const char* source, const char* root, mamaPublisher parent) {
  transportBridge on;
  if (result == NULL || transport == NULL || parent == NULL) return MAMA_STATUS_NULL_ARG;
  on = transport_of(transport, index);
  if (on == NULL) return MAMA_STATUS_INVALID_ARG;
  *result = calloc(1, sizeof **result);
  if (*result == NULL) return MAMA_STATUS_NOMEM;
  if (root != NULL && source != NULL && (!strcmp(root, "_MD") || !strcmp(root, "_MDDD"))) {
    symbol = NULL; /* requests for market data go to whoever serves the source */
  }
  join((*result)->topic, root, source, symbol);
  (*result)->transport = on;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaPublisher_destroy(publisherBridge publisher) {
  if (publisher == NULL) return MAMA_STATUS_NULL_ARG;
  free(publisher);
  return MAMA_STATUS_OK;
}

static mama_status send_on(publisherBridge publisher, const char* topic, const char* reply,
                           baseMsgType type, mamaMsg msg) {
  if (!publisher->transport->isLive) return MAMA_STATUS_OK;
  return pigeon_send(topic, reply, type, msg);
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaPublisher_send(publisherBridge publisher,
                                                            mamaMsg msg) {
  if (publisher == NULL || msg == NULL) return MAMA_STATUS_NULL_ARG;
  return send_on(publisher, publisher->topic, "", BASE_MSG_PUB_SUB, msg);
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaPublisher_sendFromInbox(publisherBridge publisher,
                                                                     mamaInbox inbox, mamaMsg msg) {
  const char* reply;
  if (publisher == NULL || inbox == NULL || msg == NULL) return MAMA_STATUS_NULL_ARG;
  reply = baseBridgeMamaInboxImpl_getReplySubject(mamaInboxImpl_getInboxBridge(inbox));
  if (reply == NULL) return MAMA_STATUS_INVALID_ARG;
  return send_on(publisher, publisher->topic, reply, BASE_MSG_INBOX_REQUEST, msg);
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaPublisher_sendFromInboxByIndex(
    publisherBridge publisher, int index, mamaInbox inbox, mamaMsg msg) {
  (void)index;
  return pigeonBridgeMamaPublisher_sendFromInbox(publisher, inbox, msg);
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaPublisher_sendReplyToInbox(publisherBridge publisher,
                                                                        mamaMsg request,
                                                                        mamaMsg reply) {
  msgBridge own = NULL;
  char* to = NULL;
  if (publisher == NULL || request == NULL || reply == NULL) return MAMA_STATUS_NULL_ARG;
  if (mamaMsgImpl_getBridgeMsg(request, &own) != MAMA_STATUS_OK ||
      baseBridgeMamaMsg_isFromInbox(own) != 1 ||
      baseBridgeMamaMsgImpl_getInboxName(own, &to) != MAMA_STATUS_OK) {
    return MAMA_STATUS_INVALID_ARG;
  }
  return send_on(publisher, to, "", BASE_MSG_INBOX_RESPONSE, reply);
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaPublisher_sendReplyToInboxHandle(
    publisherBridge publisher, void* handle, mamaMsg reply) {
  char* to = NULL;
  if (publisher == NULL || handle == NULL || reply == NULL) return MAMA_STATUS_NULL_ARG;
  if (baseBridgeMamaMsgReplyHandleImpl_getInboxName(handle, &to) != MAMA_STATUS_OK) {
    return MAMA_STATUS_INVALID_ARG;
  }
  return send_on(publisher, to, "", BASE_MSG_INBOX_RESPONSE, reply);
}
