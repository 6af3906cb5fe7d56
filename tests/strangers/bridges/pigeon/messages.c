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

void pigeon_drop(subscriptionBridge subscription) {
  if (--subscription->references == 0) free(subscription);
}

MAMAExpBridgeDLL mama_status pigeonBridgeMamaSubscription_create(
    subscriptionBridge* result, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callbacks, mamaSubscription parent, void* closure) {
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
  endpointPool_registerWithIdentifier(thePigeon->pool, made->topic, made->id, made);
  wlock_unlock(thePigeon->lock);
  return MAMA_STATUS_OK;
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
  endpointPool_unregister(thePigeon->pool, subscription->topic, subscription->id);
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

static void hand_over(mamaQueue queue, subscriptionBridge to, const uint8_t* packet) {
  pigeonHeader header;
  const char* reply;
  mamaMsg msg = mamaQueueImpl_getMsg(queue);
  msgBridge own = NULL;
  memcpy(&header, packet, sizeof header);
  reply = (const char*)packet + sizeof header + header.topicBytes;
  if (mamaMsgImpl_setMsgBuffer(msg, reply + header.replyBytes, header.payloadBytes, 0) !=
          MAMA_STATUS_OK ||
      mamaMsgImpl_getBridgeMsg(msg, &own) != MAMA_STATUS_OK) {
    return;
  }
  baseBridgeMamaMsgImpl_setMsgType(own, (baseMsgType)header.type);
  baseBridgeMamaMsgImpl_setInboxName(own, reply);
  mamaSubscription_processMsg(to->parent, msg);
}

void MAMACALLTYPE pigeon_deliver(mamaQueue queue, void* closure) {
  memoryNode* node = closure;
  subscriptionBridge to;
  wlock_lock(thePigeon->lock);
  to = wtable_lookup(thePigeon->living, (const char*)node->mNodeBuffer);
  if (to != NULL && (to->isMuted || !to->transport->isLive)) to = NULL;
  if (to != NULL) ++to->references;
  wlock_unlock(thePigeon->lock);
  if (to != NULL) {
    hand_over(queue, to, node->mNodeBuffer + sizeof to->id);
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
