/* Quoll: mama/mamaManagedEnvironment.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The managed environment (library libmme): timers, inboxes and basic subscriptions that any thread
 * may silence and destroy at any time.
 *
 * A connection belongs to a bridge and holds sessions. A session is one queue with one thread of
 * its own, on which all callbacks of its objects run, one at a time. Handles of managed objects are
 * ordinary MAMA handles; functions that would end or remake such an object behind the session's
 * back answer INVALID_ARG.
 *
 * When a shutdown or destroy function has returned OK to a caller outside the object's callbacks,
 * no callback of the object is running in any thread. After it has returned OK or TIMEOUT, no
 * callback of the object starts, whoever called. TIMEOUT means that the callback in progress could
 * not be waited for: it is itself waiting, directly or through others, for the caller's callback.
 *
 * Every function may be called from every thread and every callback, unless it says otherwise. A
 * NULL argument gives NULL_ARG and touches nothing; a handle of a session or connection that is
 * gone gives INVALID_ARG. docs/managed-environment.md tells the whole.
 */
#ifndef QUOLL_MAMA_MANAGED_ENVIRONMENT_H_
#define QUOLL_MAMA_MANAGED_ENVIRONMENT_H_

#include <mama/mama.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mmeConnection mmeConnection;
/** The managed environment of one bridge. */
typedef mmeConnection* mamaEnvConnection;

typedef struct mmeSession mmeSession;
/** One queue and its thread, with the objects on it. */
typedef mmeSession* mamaEnvSession;

/** A type of the interface that no function uses. */
typedef mama_status(MAMACALLTYPE* mamaEnv_onSessionEventCallback)(mamaEnvSession session,
                                                                  void* closure);

/* ---- Connections */

/**
 * Creates a connection. MAMA must be open; several connections may be alive, also of one bridge.
 * @param connection  receives the handle; NULL on error
 * @return OK; NULL_ARG; NOMEM; or the status of the queue, dispatcher or timer that could not be
 * made
 */
MAMAExpDLL mama_status mamaEnv_createConnection(mamaBridge bridge, mamaEnvConnection* connection);

/**
 * Silences and destroys all sessions and objects of a connection, and waits until they are gone,
 * for at most `mama.env.destroy_wait` seconds (10; 0: no limit). Transports that managed objects
 * used may be destroyed when it has returned OK; adopted ones have been.
 * @return OK; NULL_ARG; INVALID_ARG; TIMEOUT when the time is over: everything is silent and on its
 *         way, and the call may be repeated to go on waiting; PLATFORM, without effect, on a thread
 *         of this connection's own (a callback of one of its sessions); or the status of an adopted
 *         transport that could not be destroyed
 */
MAMAExpDLL mama_status mamaEnv_destroyConnection(mamaEnvConnection connection);

/**
 * An addition of Quoll's: mamaEnv_destroyConnection() destroys the transport, too, after everything
 * that uses it. The application must not destroy it any more.
 * @return OK, also when it was adopted before; NULL_ARG; INVALID_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaEnv_adoptTransport(mamaEnvConnection connection,
                                              mamaTransport transport);

/* ---- Sessions */

/**
 * Creates a session: its queue and its thread.
 * @param session  receives the handle; NULL on error
 * @return OK; NULL_ARG; INVALID_ARG when the connection is gone or being destroyed; NOMEM; or the
 *         status of the queue or dispatcher that could not be made
 */
MAMAExpDLL mama_status mamaEnv_createSession(mamaEnvConnection connection, mamaEnvSession* session);

/**
 * Silences all objects of a session as mamaEnv_shutdownSession() does and hands them to its thread
 * to be destroyed: inboxes, subscriptions, timers. What the application had enqueued on the
 * session's queue before is dispatched first. The handle is dead when this has returned; the thread
 * and the queue go as soon as everything has ended, without being waited for.
 * @return OK, also when the session is being destroyed already; NULL_ARG; INVALID_ARG for a session
 *         that is gone or of another connection; TIMEOUT (see above; the session ends nevertheless)
 */
MAMAExpDLL mama_status mamaEnv_destroySession(mamaEnvConnection connection, mamaEnvSession session);

/**
 * Silences all objects of a session, for good; creating others is refused from now on. Events that
 * the application enqueues itself still run. May be repeated.
 * @return OK; NULL_ARG; INVALID_ARG; TIMEOUT
 */
MAMAExpDLL mama_status mamaEnv_shutdownSession(mamaEnvConnection connection,
                                               mamaEnvSession session);

/* ---- Subscriptions */

/**
 * Subscribes to a topic. onCreate runs first, on the session's thread, then messages and errors;
 * other callbacks of the set are never called.
 * @param callback      copied; each of its functions may be NULL
 * @param closure       passed to the callbacks; mamaSubscription_getClosure() gives it, too; may be
 *                      NULL
 * @param transport     a created transport of the connection's bridge
 * @param subscription  receives the handle before any callback runs; NULL on error
 * @return OK; NULL_ARG; INVALID_ARG when the session is gone, shut down or being destroyed;
 *         TIMEOUT when that came in between and a callback, which cannot be waited for, still uses
 *         the closure; NOMEM; or the status of mamaSubscription_createBasic()
 */
MAMAExpDLL mama_status mamaEnv_createBasicSubscription(const mamaMsgCallbacks* callback,
                                                       void* closure, mamaEnvSession session,
                                                       const char* symbol, mamaTransport transport,
                                                       mamaSubscription* subscription);

/**
 * Subscribes to all topics that match. As mamaEnv_createBasicSubscription().
 * @param source  joined with the symbol as source.symbol; may be NULL
 * @param symbol  the pattern, in the bridge's language; not NULL
 */
MAMAExpDLL mama_status mamaEnv_createWildcardSubscription(const mamaWildCardMsgCallbacks* callback,
                                                          void* closure, mamaEnvSession session,
                                                          const char* source, const char* symbol,
                                                          mamaTransport transport,
                                                          mamaSubscription* subscription);

/**
 * Silences a subscription and has the session's thread destroy it. Waits for a callback of it that
 * runs in another thread, and for nothing else; the handle is dead when this has returned.
 * @return OK, also for a handle that the session does not know (it was destroyed before); NULL_ARG;
 *         INVALID_ARG for a session that is gone and for an object of another session, which stays;
 *         TIMEOUT (see above; it is destroyed nevertheless); or the status of the queue that is
 * full, in which case the destruction is tried again
 */
MAMAExpDLL mama_status mamaEnv_destroySubscription(mamaEnvSession session,
                                                   mamaSubscription subscription);

/**
 * Silences a subscription for good. The handle stays valid until it is destroyed.
 * @return OK, also when it is silent already; NULL_ARG; INVALID_ARG for a session that is gone;
 *         NOT_FOUND for a handle that the session does not know; TIMEOUT
 */
MAMAExpDLL mama_status mamaEnv_shutdownSubscription(mamaEnvSession session,
                                                    mamaSubscription subscription);

/* ---- Inboxes */

/**
 * Creates an inbox for replies.
 * @param closure        passed to the callbacks; may be NULL
 * @param errorCallback  may be NULL
 * @param result         receives the handle before any callback runs; NULL on error
 * @return as mamaEnv_createBasicSubscription(), with the statuses of mamaInbox_create2()
 */
MAMAExpDLL mama_status mamaEnv_createInbox(void* closure, mamaInboxErrorCallback errorCallback,
                                           mamaInboxMsgCallback msgCallback, mamaEnvSession session,
                                           mamaTransport transport, mamaInbox* result);

/** As mamaEnv_destroySubscription(). */
MAMAExpDLL mama_status mamaEnv_destroyInbox(mamaEnvSession session, mamaInbox inbox);

/** As mamaEnv_shutdownSubscription(). */
MAMAExpDLL mama_status mamaEnv_shutdownInbox(mamaEnvSession session, mamaInbox inbox);

/* ---- Timers */

/**
 * Creates a timer that ticks every `interval` seconds.
 * @param closure  passed to the callback; may be NULL
 * @param result   receives the handle before any tick runs; NULL on error
 * @return as mamaEnv_createBasicSubscription(), with the statuses of mamaTimer_create()
 */
MAMAExpDLL mama_status mamaEnv_createTimer(mamaTimerCb callback, void* closure, mama_f64_t interval,
                                           mamaEnvSession session, mamaTimer* result);

/** As mamaEnv_destroySubscription(). */
MAMAExpDLL mama_status mamaEnv_destroyTimer(mamaEnvSession session, mamaTimer timer);

/** As mamaEnv_shutdownSubscription(). */
MAMAExpDLL mama_status mamaEnv_shutdownTimer(mamaEnvSession session, mamaTimer timer);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MANAGED_ENVIRONMENT_H_ */
