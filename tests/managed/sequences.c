/* The ten typical uses of the managed environment, as docs/managed-environment.md shows them. A
 * small program that runs each on the loopback, or on the middleware named on the command line, and
 * says what was not as promised. */
#include <mama/mama.h>
#include <mama/mamaManagedEnvironment.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static mamaBridge bridge;
static mamaTransport transport;
static mamaEnvConnection connection;

#define EXPECT(condition)                                                     \
  do {                                                                        \
    if (!(condition)) {                                                       \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      exit(1);                                                                \
    }                                                                         \
  } while (0)
#define OK(call) EXPECT((call) == MAMA_STATUS_OK)

/* A count that threads wait for. */
struct signal {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  int count;
};
#define SIGNAL \
  { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 }

static void raise_signal(struct signal* signal) {
  pthread_mutex_lock(&signal->mutex);
  ++signal->count;
  pthread_cond_broadcast(&signal->changed);
  pthread_mutex_unlock(&signal->mutex);
}

static void wait_for(struct signal* signal, int count) {
  pthread_mutex_lock(&signal->mutex);
  while (signal->count < count) pthread_cond_wait(&signal->changed, &signal->mutex);
  pthread_mutex_unlock(&signal->mutex);
}

static mamaEnvSession new_session(void) {
  mamaEnvSession session = NULL;
  OK(mamaEnv_createSession(connection, &session));
  return session;
}

/* --- 1 --- */
struct heartbeat {
  mamaTimer timer;
  struct signal ticks;
};

static void onHeartbeat(mamaTimer timer, void* closure) {
  struct heartbeat* heartbeat = closure;
  EXPECT(timer == heartbeat->timer); /* also in the first tick */
  raise_signal(&heartbeat->ticks);
}

static void timer_used_from_another_thread(void) {
  mamaEnvSession session = new_session();
  struct heartbeat* heartbeat = malloc(sizeof *heartbeat);
  mamaTimer timer;
  *heartbeat = (struct heartbeat){NULL, SIGNAL};
  OK(mamaEnv_createTimer(onHeartbeat, heartbeat, 0.001, session, &heartbeat->timer));
  wait_for(&heartbeat->ticks, 3);
  timer = heartbeat->timer;
  OK(mamaEnv_shutdownTimer(session, timer)); /* waits for a tick that runs */
  free(heartbeat);                           /* nobody uses it any more */
  OK(mamaEnv_destroyTimer(session, timer));
  OK(mamaEnv_destroySession(connection, session));
}

/* --- 2 --- */
struct oneshot {
  mamaEnvSession session;
  mamaTimer timer;
  struct signal ticks;
};

static void onOneshot(mamaTimer timer, void* closure) {
  struct oneshot* oneshot = closure;
  OK(mamaEnv_destroyTimer(oneshot->session, timer)); /* this tick goes on, none follows */
  raise_signal(&oneshot->ticks);
}

static void destroyed_by_its_own_callback(void) {
  static struct oneshot oneshot = {NULL, NULL, SIGNAL};
  oneshot.session = new_session();
  OK(mamaEnv_createTimer(onOneshot, &oneshot, 0, oneshot.session, &oneshot.timer));
  wait_for(&oneshot.ticks, 1);
  OK(mamaEnv_shutdownSession(connection, oneshot.session));
  EXPECT(oneshot.ticks.count == 1);
  OK(mamaEnv_destroySession(connection, oneshot.session));
}

/* --- 3 --- */
struct question {
  mamaEnvSession session;
  mamaInbox inbox;
  mamaPublisher publisher; /* of who answers */
  struct signal replies;
};

static void onReply(mamaMsg msg, void* closure) {
  struct question* question = closure;
  (void)msg;
  OK(mamaEnv_destroyInbox(question->session, question->inbox)); /* further replies are dropped */
  raise_signal(&question->replies);
}

static void onQuestion(mamaSubscription subscription, mamaMsg msg, void* closure, void* item) {
  struct question* question = closure;
  mamaMsg reply;
  int i;
  (void)subscription;
  (void)item;
  OK(mamaMsg_create(&reply));
  for (i = 0; i < 2; ++i) OK(mamaPublisher_sendReplyToInbox(question->publisher, msg, reply));
  mamaMsg_destroy(reply);
}

static void request_and_reply(void) {
  static struct question question = {NULL, NULL, NULL, SIGNAL};
  mamaMsgCallbacks callbacks = {.onMsg = onQuestion};
  mamaSubscription service;
  mamaEnvSession other = new_session();
  mamaMsg request;
  question.session = new_session();
  OK(mamaPublisher_create(&question.publisher, transport, "question", NULL, NULL));
  OK(mamaEnv_createBasicSubscription(&callbacks, &question, other, "question", transport,
                                     &service));
  OK(mamaEnv_createInbox(&question, NULL, onReply, question.session, transport, &question.inbox));
  OK(mamaMsg_create(&request));
  OK(mamaPublisher_sendFromInbox(question.publisher, question.inbox, request));
  wait_for(&question.replies, 1);
  OK(mamaEnv_shutdownSession(connection, question.session));
  EXPECT(question.replies.count == 1);
  OK(mamaEnv_shutdownSession(connection, other));
  mamaMsg_destroy(request);
  mamaPublisher_destroy(question.publisher);
}

/* --- 4 --- */
static void shut_down_and_not_destroyed(void) {
  mamaEnvSession session = new_session();
  mamaMsgCallbacks callbacks = {.onMsg = NULL};
  mamaSubscription subscription;
  mamaTransport of = NULL;
  const char* symbol = NULL;
  void* closure = NULL;
  int mine;
  OK(mamaEnv_createBasicSubscription(&callbacks, &mine, session, "prices", transport,
                                     &subscription));
  OK(mamaEnv_shutdownSubscription(session, subscription));
  OK(mamaSubscription_getSymbol(subscription, &symbol));
  OK(mamaSubscription_getTransport(subscription, &of));
  OK(mamaSubscription_getClosure(subscription, &closure));
  EXPECT(of == transport && closure == &mine);
  OK(mamaEnv_destroySession(connection, session)); /* destroys it, too */
}

/* --- 5 --- */
static void end_of_a_session(void) {
  mamaEnvSession session = new_session();
  struct heartbeat* heartbeat = malloc(sizeof *heartbeat);
  *heartbeat = (struct heartbeat){NULL, SIGNAL};
  OK(mamaEnv_createTimer(onHeartbeat, heartbeat, 0.001, session, &heartbeat->timer));
  wait_for(&heartbeat->ticks, 1);
  OK(mamaEnv_shutdownSession(connection, session)); /* quiet from here on */
  free(heartbeat);
  OK(mamaEnv_destroySession(connection, session));
}

/* --- 6 --- */
static void exit_without_destroying_anything(void) {
  static struct heartbeat heartbeats[10];
  mamaEnvConnection all;
  mamaEnvSession session;
  mamaTransport used;
  mamaSubscription subscription;
  mamaMsgCallbacks callbacks = {.onMsg = NULL};
  int i;
  OK(mamaTransport_allocate(&used));
  OK(mamaTransport_create(used, "exit", bridge));
  OK(mamaEnv_createConnection(bridge, &all));
  OK(mamaEnv_createSession(all, &session));
  for (i = 0; i < 10; ++i) {
    heartbeats[i] = (struct heartbeat){NULL, SIGNAL};
    OK(mamaEnv_createTimer(onHeartbeat, &heartbeats[i], 0.001, session, &heartbeats[i].timer));
  }
  OK(mamaEnv_createBasicSubscription(&callbacks, NULL, session, "prices", used, &subscription));
  OK(mamaEnv_destroyConnection(all)); /* ends the objects, the sessions and their threads */
  OK(mamaTransport_destroy(used));    /* nobody uses it any more */
}

/* --- 7 --- */
struct hanging {
  struct signal inside;
  struct signal release;
};

static void onHang(mamaTimer timer, void* closure) {
  struct hanging* hanging = closure;
  (void)timer;
  raise_signal(&hanging->inside);
  wait_for(&hanging->release, 1);
}

static void callback_that_hangs(void) {
  static struct hanging hanging = {SIGNAL, SIGNAL};
  mamaEnvConnection of_its_own;
  mamaEnvSession session;
  mamaTimer timer;
  OK(mamaEnv_createConnection(bridge, &of_its_own));
  OK(mamaEnv_createSession(of_its_own, &session));
  OK(mamaEnv_createTimer(onHang, &hanging, 0, session, &timer));
  wait_for(&hanging.inside, 1);
  mama_setProperty("mama.env.destroy_wait", "0.05"); /* instead of 10 s */
  EXPECT(mamaEnv_destroyConnection(of_its_own) == MAMA_STATUS_TIMEOUT);
  raise_signal(&hanging.release);
  mama_setProperty("mama.env.destroy_wait", "10");
  OK(mamaEnv_destroyConnection(of_its_own)); /* goes on waiting */
}

/* --- 8 --- */
struct parent {
  mamaEnvSession child;
  struct heartbeat heartbeat;
  struct signal made;
};

static void onParent(mamaTimer timer, void* closure) {
  struct parent* parent = closure;
  (void)timer;
  if (parent->child != NULL) return;
  OK(mamaEnv_createSession(connection, &parent->child)); /* with a thread of its own */
  OK(mamaEnv_createTimer(onHeartbeat, &parent->heartbeat, 0.001, parent->child,
                         &parent->heartbeat.timer));
  raise_signal(&parent->made);
}

static void session_made_in_a_callback(void) {
  static struct parent parent = {NULL, {NULL, SIGNAL}, SIGNAL};
  mamaEnvSession session = new_session();
  mamaTimer timer;
  OK(mamaEnv_createTimer(onParent, &parent, 0.001, session, &timer));
  wait_for(&parent.made, 1);
  OK(mamaEnv_destroySession(connection, session));
  wait_for(&parent.heartbeat.ticks, 3);
  OK(mamaEnv_destroySession(connection, parent.child));
}

/* --- 9 --- */
static void onNothing(mamaSubscription subscription, mamaMsg msg, void* closure, void* item) {
  (void)subscription;
  (void)msg;
  (void)closure;
  (void)item;
  EXPECT(!"delivered after the shutdown");
}

static void nothing_is_heard_while_shut(void) {
  mamaEnvSession session = new_session();
  mamaMsgCallbacks callbacks = {.onMsg = onNothing};
  mamaSubscription subscription;
  mamaPublisher publisher;
  mamaMsg msg;
  OK(mamaEnv_createBasicSubscription(&callbacks, NULL, session, "prices", transport,
                                     &subscription));
  OK(mamaEnv_shutdownSubscription(session, subscription));
  OK(mamaPublisher_create(&publisher, transport, "prices", NULL, NULL));
  OK(mamaMsg_create(&msg));
  OK(mamaPublisher_send(publisher, msg)); /* the subscription is there, but silent */
  mamaMsg_destroy(msg);
  mamaPublisher_destroy(publisher);
  OK(mamaEnv_destroySubscription(session, subscription));
  OK(mamaEnv_destroySession(connection, session));
}

/* --- 10 --- */
static struct heartbeat shared = {NULL, SIGNAL};

static void* destroy_shared(void* session) {
  OK(mamaEnv_destroyTimer(session, shared.timer)); /* whoever comes second waits as well */
  return NULL;
}

static void two_threads_destroy_the_same(void) {
  mamaEnvSession session = new_session();
  pthread_t one, two;
  OK(mamaEnv_createTimer(onHeartbeat, &shared, 0.001, session, &shared.timer));
  wait_for(&shared.ticks, 1);
  pthread_create(&one, NULL, destroy_shared, session);
  pthread_create(&two, NULL, destroy_shared, session);
  pthread_join(one, NULL);
  pthread_join(two, NULL);
  OK(mamaEnv_destroySession(connection, session));
}

int main(int argc, char** argv) {
  OK(mama_loadBridge(&bridge, argc > 1 ? argv[1] : "loopback"));
  OK(mama_open());
  OK(mamaTransport_allocate(&transport));
  OK(mamaTransport_create(transport, "sequences", bridge));
  OK(mamaEnv_createConnection(bridge, &connection));

  timer_used_from_another_thread();
  destroyed_by_its_own_callback();
  request_and_reply();
  shut_down_and_not_destroyed();
  end_of_a_session();
  exit_without_destroying_anything();
  callback_that_hangs();
  session_made_in_a_callback();
  nothing_is_heard_while_shut();
  two_threads_destroy_the_same();

  OK(mamaEnv_adoptTransport(connection, transport));
  OK(mamaEnv_destroyConnection(connection));
  OK(mama_close());
  puts("all as promised");
  return 0;
}
