/* Loading, opening and closing; the threads that write and read. */
#include "pigeon.h"

#include <errno.h>
#include <string.h>

pigeon* thePigeon = NULL;

/* ---- packets ---- */

static int transfer(int fd, void* bytes, size_t size, int isWrite) {
  char* at = bytes;
  while (size > 0) {
    const ssize_t moved = isWrite ? write(fd, at, size) : read(fd, at, size);
    if (moved < 0 && errno == EINTR) continue;
    if (moved <= 0) return 0;
    at += moved;
    size -= (size_t)moved;
  }
  return 1;
}

static void start_writer(pigeon* self);

static mama_status send_packet(const char* topic, const char* reply, baseMsgType type,
                               const void* payload, size_t size) {
  pigeonHeader header = {(uint32_t)strlen(topic) + 1, (uint32_t)strlen(reply) + 1, (uint32_t)size,
                         (uint32_t)type};
  memoryNode* node =
      memoryNode_create(sizeof header + header.topicBytes + header.replyBytes + size);
  uint8_t* at;
  if (node == NULL) return MAMA_STATUS_NOMEM;
  at = node->mNodeBuffer;
  memcpy(at, &header, sizeof header);
  at += sizeof header;
  memcpy(at, topic, header.topicBytes);
  at += header.topicBytes;
  memcpy(at, reply, header.replyBytes);
  at += header.replyBytes;
  if (size > 0) memcpy(at, payload, size);
  node->mNodeSize = (size_t)(at - node->mNodeBuffer) + size;
  start_writer(thePigeon);
  if (wombatQueue_enqueue(thePigeon->outgoing, NULL, node, NULL) == WOMBAT_QUEUE_OK) {
    return MAMA_STATUS_OK;
  }
  memoryNode_destroy(node);
  return MAMA_STATUS_PLATFORM;
}

mama_status pigeon_send(const char* topic, const char* reply, baseMsgType type, mamaMsg msg) {
  const void* payload = NULL;
  mama_size_t size = 0;
  const mama_status status = mamaMsgImpl_getPayloadBuffer(msg, &payload, &size);
  return status == MAMA_STATUS_OK ? send_packet(topic, reply, type, payload, size) : status;
}

/* ---- the threads ---- */

static void* write_packets(void* closure) {
  pigeon* self = closure;
  int isEnding = 0;
  wsem_post(&self->running);
  while (!isEnding) {
    void* data = NULL;
    memoryNode* node;
    wombatQueue_dispatch(self->outgoing, &data, NULL);
    node = data;
    if (node == NULL) continue;
    isEnding = ((pigeonHeader*)(void*)node->mNodeBuffer)->type == BASE_MSG_TERMINATE;
    transfer(self->ends[0], node->mNodeBuffer, node->mNodeSize, 1);
    memoryNode_destroy(node);
  }
  return NULL;
}

/* With the first message: a bridge that only dispatches queues has no use for the thread. */
static void start_writer(pigeon* self) {
  wlock_lock(self->lock);
  if (!self->isWriting) {
    self->isWriting = 1;
    wthread_create(&self->writer, NULL, &write_packets, self);
    wsem_wait(&self->running);
  }
  wlock_unlock(self->lock);
}

static void MAMACALLTYPE free_pool(void* pool) { memoryPool_destroy(pool, NULL); }

/* The queue's own pool of nodes; its nodes go with it, wherever they are. */
static memoryNode* node_for(queueBridge queue, size_t size) {
  memoryPool* pool = baseBridgeMamaQueueImpl_getClosure(queue);
  if (pool == NULL) {
    pool = memoryPool_create(16, 512);
    if (pool == NULL) return NULL;
    baseBridgeMamaQueueImpl_setClosure(queue, pool, &free_pool);
  }
  return memoryPool_getNode(pool, size);
}

/* The subscriptions that hear a topic, by their ids: an enqueue callback may end subscriptions
 * while events are put on the queues. */
typedef struct pigeonHearing {
  const char* topic;
  char (*ids)[32];
  size_t count;
} pigeonHearing;

static void note_hearing(pigeonHearing* hearing, subscriptionBridge subscription) {
  strcpy(hearing->ids[hearing->count++], subscription->id);
}

static void MAMACALLTYPE note_wildcard(wtable_t table, void* data, const char* key, void* closure) {
  pigeonHearing* hearing = closure;
  (void)table;
  (void)key;
  if (pigeon_matches(data, hearing->topic)) note_hearing(hearing, data);
}

static pigeonHearing hearing(pigeon* self, const char* topic) {
  pigeonHearing found = {topic, NULL, 0};
  endpoint_t* plain = NULL;
  size_t count = 0;
  size_t i;
  if (endpointPool_getRegistered(self->pool, topic, &plain, &count) != MAMA_STATUS_OK) count = 0;
  found.ids = malloc((count + wtable_get_count(self->wildcards) + 1) * sizeof *found.ids);
  if (found.ids == NULL) return found;
  for (i = 0; i < count; ++i) note_hearing(&found, plain[i]);
  wtable_for_each(self->wildcards, &note_wildcard, &found);
  return found;
}

/* One event for each subscription: its id in front of the packet. With the lock, so that neither
 * subscription nor queue can end meanwhile. */
static void distribute(pigeon* self, const uint8_t* packet, size_t size) {
  pigeonHearing to_all;
  size_t i;
  wlock_lock(self->lock);
  to_all = hearing(self, (const char*)packet + sizeof(pigeonHeader));
  for (i = 0; i < to_all.count; ++i) {
    const subscriptionBridge to = wtable_lookup(self->living, to_all.ids[i]);
    memoryNode* node;
    if (to == NULL) continue;
    node = node_for(to->nativeQueue, sizeof to->id + size);
    if (node == NULL) continue;
    memcpy(node->mNodeBuffer, to->id, sizeof to->id);
    memcpy(node->mNodeBuffer + sizeof to->id, packet, size);
    node->mNodeSize = sizeof to->id + size;
    if (baseBridgeMamaQueue_enqueueEvent(to->nativeQueue, &pigeon_deliver, node) !=
        MAMA_STATUS_OK) {
      memoryPool_returnNode(node->mPool, node);
    }
  }
  free(to_all.ids);
  wlock_unlock(self->lock);
}

static void* read_packets(void* closure) {
  pigeon* self = closure;
  void* buffer = NULL;
  size_t capacity = 0;
  pigeonHeader header;
  wsem_post(&self->running);
  while (transfer(self->ends[1], &header, sizeof header, 0) && header.type != BASE_MSG_TERMINATE) {
    const size_t rest = (size_t)header.topicBytes + header.replyBytes + header.payloadBytes;
    if (allocateBufferMemory(&buffer, &capacity, sizeof header + rest) != 0) break;
    memcpy(buffer, &header, sizeof header);
    if (!transfer(self->ends[1], (char*)buffer + sizeof header, rest, 0)) break;
    distribute(self, buffer, sizeof header + rest);
  }
  free(buffer);
  return NULL;
}

/* ---- life ---- */

MAMAExpBridgeDLL const char* pigeonBridge_getName(void) { return "pigeon"; }

MAMAExpBridgeDLL const char* pigeonBridge_getVersion(void) { return "1.0"; }

MAMAExpBridgeDLL mama_status pigeonBridge_init(mamaBridge bridge) {
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION("pigeon");
  return mamaBridgeImpl_setReadOnlyProperty(bridge, MAMA_PROP_EXTENDS_BASE_BRIDGE, "true");
}

MAMAExpBridgeDLL mama_status pigeonBridge_getDefaultPayloadId(char*** names, char** ids) {
  static char payload[] = "omnmmsg";
  static char* allNames[] = {payload, NULL};
  static char allIds[] = {'O', '\0'};
  if (names == NULL || ids == NULL) return MAMA_STATUS_NULL_ARG;
  *names = allNames;
  *ids = allIds;
  return MAMA_STATUS_OK;
}

static mama_status start(pigeon* self) {
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, self->ends) != 0) return MAMA_STATUS_PLATFORM;
  if (wombatQueue_allocate(&self->outgoing) != WOMBAT_QUEUE_OK ||
      wombatQueue_create(self->outgoing, 0, 0, 0) != WOMBAT_QUEUE_OK ||
      endpointPool_create(&self->pool, "pigeon") != MAMA_STATUS_OK) {
    return MAMA_STATUS_NOMEM;
  }
  self->lock = wlock_create();
  self->living = wtable_create("pigeon", 100);
  self->wildcards = wtable_create("pigeon wildcards", 10);
  wsem_init(&self->running, 0, 0);
  wthread_create(&self->reader, NULL, &read_packets, self);
  wsem_wait(&self->running);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status pigeonBridge_open(mamaBridge bridge) {
  void* closure = NULL;
  mama_status status = baseBridge_open(bridge);
  if (status != MAMA_STATUS_OK) return status;
  thePigeon = calloc(1, sizeof *thePigeon);
  if (thePigeon == NULL) return MAMA_STATUS_NOMEM;
  status = mamaBridgeImpl_getClosure(bridge, &closure);
  if (status == MAMA_STATUS_OK) *(void**)closure = thePigeon; /* the slot that is ours */
  return status == MAMA_STATUS_OK ? start(thePigeon) : status;
}

static void MAMACALLTYPE drop_left(wtable_t table, void* data, const char* key, void* closure) {
  (void)table;
  (void)key;
  (void)closure;
  pigeon_drop(data);
}

static void stop(pigeon* self) {
  transportBridge each;
  if (self->isWriting) {
    send_packet("", "", BASE_MSG_TERMINATE, NULL, 0);
    wthread_join(self->writer, NULL);
  }
  close(self->ends[0]); /* ends the reading, too */
  wthread_join(self->reader, NULL);
  close(self->ends[1]);
  wombatQueue_destroy(self->outgoing);
  wsem_destroy(&self->running);
  endpointPool_destroy(self->pool);
  wtable_clear_for_each(self->living, &drop_left, NULL);
  wtable_destroy(self->living);
  wtable_clear(self->wildcards);
  wtable_destroy(self->wildcards);
  wlock_destroy(self->lock);
  while ((each = self->transports) != NULL) {
    self->transports = each->next;
    free(each);
  }
}

MAMAExpBridgeDLL mama_status pigeonBridge_close(mamaBridge bridge) {
  /* First base: it runs what is left on the default queue, which may still end subscriptions. */
  const mama_status status = baseBridge_close(bridge);
  stop(thePigeon);
  free(thePigeon);
  thePigeon = NULL;
  return status;
}
