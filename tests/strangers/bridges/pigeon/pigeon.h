/* "pigeon": a middleware in C that extends base and carries messages over a socket pair. Publishers
 * hand packets to a thread that writes; another one reads, finds the subscriptions of the topic in
 * an endpoint pool and puts an event on each one's queue. */
#ifndef PIGEON_H_
#define PIGEON_H_

#include <bridge.h>
#include <mama/integration/bridge.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/endpointpool.h>
#include <mama/integration/mama.h>
#include <mama/integration/msg.h>
#include <mama/integration/transport.h>
#include <wombat/mempool.h>
#include <wombat/queue.h>
#include <wombat/wlock.h>
#include <wombat/wtable.h>

#define PIGEON_TEXT 512

/* What a packet begins with; topic, reply subject and payload follow. */
typedef struct pigeonHeader {
  uint32_t topicBytes; /* with the end of the string, as in the next */
  uint32_t replyBytes;
  uint32_t payloadBytes;
  uint32_t type; /* a baseMsgType */
} pigeonHeader;

struct transportBridge_ {
  int isLive;
  transportBridge next; /* of all that were ever made: handles stay good until the close */
};

typedef enum pigeonMatch {
  PIGEON_TOPIC,   /* the text itself */
  PIGEON_PATTERN, /* `*` is one token, a last `>` is one or more */
  PIGEON_PREFIX   /* the text, or what begins with it and a dot */
} pigeonMatch;

/* What a wildcard subscription was told about one topic. */
typedef struct pigeonTopic {
  int isMuted;
  int hasClosure;
  void* closure;
} pigeonTopic;

struct subscriptonBridge_ {
  pigeonMatch match;
  char topic[PIGEON_TEXT];
  char id[32]; /* never used again; the key in pool and table */
  transportBridge transport;
  mamaQueue queue;
  queueBridge nativeQueue;
  mamaMsgCallbacks callbacks;
  mamaSubscription parent;
  void* closure;
  int isMuted;
  int references;       /* one while it lives, one for each delivery that runs */
  wtable_t topics;      /* pigeonTopics; NULL until there is one */
  void* defaultClosure; /* of all other topics */
};

/* There is one bridge of a name in a process. Base's closure holds its address, too. */
typedef struct pigeon {
  int ends[2];          /* write, read */
  wombatQueue outgoing; /* of memoryNodes with packets */
  wthread_t writer;
  int isWriting; /* it was started */
  wthread_t reader;
  wsem_t running;
  wLock lock;          /* all below, and each subscription's isMuted and what follows it */
  endpointPool_t pool; /* plain subscriptions by topic */
  wtable_t wildcards;  /* the others by id */
  wtable_t living;     /* all by id */
  unsigned long lastId;
  transportBridge transports;
} pigeon;

extern pigeon* thePigeon;

/* Writes a packet; from any thread. */
mama_status pigeon_send(const char* topic, const char* reply, baseMsgType type, mamaMsg msg);

/* The event for one subscription, on its queue's thread; the closure is a memoryNode. */
void MAMACALLTYPE pigeon_deliver(mamaQueue queue, void* node);

/* Whether a wildcard subscription hears the topic. Inboxes are nobody else's. */
int pigeon_matches(subscriptionBridge subscription, const char* topic);

/* The caller holds the lock. */
void pigeon_drop(subscriptionBridge subscription);

#endif
