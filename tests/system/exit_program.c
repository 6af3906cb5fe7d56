/* Ends in the state that its argument names; exit_test.cpp looks at how. */
#include <mama/mama.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(call)                                                            \
  do {                                                                         \
    mama_status status_ = (call);                                              \
    if (status_ != MAMA_STATUS_OK) {                                           \
      fprintf(stderr, "%s: %s\n", #call, mamaStatus_stringForStatus(status_)); \
      _Exit(99);                                                               \
    }                                                                          \
  } while (0)

enum { kStatus = 42 };

static mamaBridge bridge;
static mamaQueue queue;
static mamaDispatcher dispatcher;
static mamaTransport transport;
static mamaSubscription subscription;
static mamaPublisher publisher;
static mamaTimer timers[100];

static void onTick(mamaTimer timer, void* closure) {
  (void)timer;
  (void)closure;
}

static void onTickExit(mamaTimer timer, void* closure) {
  (void)timer;
  (void)closure;
  exit(kStatus);
}

static void onMessage(mamaSubscription sub, mamaMsg msg, void* closure, void* item) {
  (void)sub;
  (void)closure;
  (void)item;
  /* keeps itself busy: the process ends while messages are under way */
  mamaPublisher_send(publisher, msg);
}

static void onStop(mama_status status) { (void)status; }

static void load(void) { CHECK(mama_loadBridge(&bridge, "loopback")); }

static void create(mamaTimerCb tick) {
  mamaMsgCallbacks callbacks;
  mamaMsg msg;
  size_t i;
  load();
  CHECK(mama_open());
  CHECK(mamaQueue_create(&queue, bridge));
  CHECK(mamaDispatcher_create(&dispatcher, queue));
  CHECK(mamaTransport_allocate(&transport));
  CHECK(mamaTransport_create(transport, "exit", bridge));
  CHECK(mamaPublisher_create(&publisher, transport, "round", NULL, NULL));
  memset(&callbacks, 0, sizeof callbacks);
  callbacks.onMsg = onMessage;
  CHECK(mamaSubscription_allocate(&subscription));
  CHECK(mamaSubscription_createBasic(subscription, transport, queue, &callbacks, "round", NULL));
  for (i = 0; i < sizeof timers / sizeof *timers; ++i) {
    CHECK(mamaTimer_create(&timers[i], queue, tick, 0.001, NULL));
  }
  CHECK(mamaMsg_create(&msg));
  CHECK(mamaMsg_addI32(msg, "n", 1, 1));
  CHECK(mamaPublisher_send(publisher, msg));
  CHECK(mama_startBackground(bridge, onStop));
}

int main(int argc, char** argv) {
  const char* state = argc > 1 ? argv[1] : "";
  mama_setLogLevel(MAMA_LOG_LEVEL_OFF);
  if (strcmp(state, "untouched") == 0) return kStatus;
  if (strcmp(state, "loaded") == 0) {
    load();
    return kStatus;
  }
  if (strcmp(state, "opened") == 0) {
    load();
    CHECK(mama_open());
    return kStatus;
  }
  if (strcmp(state, "busy-return") == 0) {
    create(onTick);
    return kStatus;
  }
  if (strcmp(state, "busy-exit") == 0) {
    create(onTick);
    exit(kStatus);
  }
  if (strcmp(state, "exit-in-callback") == 0) {
    create(onTickExit);
    pthread_exit(NULL); /* main ends, the runtime goes on until the callback ends the process */
  }
  if (strcmp(state, "exit-in-start") == 0) {
    mamaTimer timer;
    mamaQueue defaultQueue;
    load();
    CHECK(mama_open());
    CHECK(mama_getDefaultEventQueue(bridge, &defaultQueue));
    CHECK(mamaTimer_create(&timer, defaultQueue, onTickExit, 0.001, NULL));
    CHECK(mama_start(bridge));
  }
  if (strcmp(state, "closed") == 0) {
    load();
    CHECK(mama_open());
    CHECK(mama_close());
    return kStatus;
  }
  return 98;
}
