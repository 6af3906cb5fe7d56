/* Quoll: mama/publisher.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Publishers: they send messages on one topic, requests from inboxes, and replies. Sends may come
 * from several threads at once; create and destroy not (publisher and transport 1).
 */
#ifndef QUOLL_MAMA_PUBLISHER_H_
#define QUOLL_MAMA_PUBLISHER_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The life of a publisher. */
typedef enum {
  MAMA_PUBLISHER_UNKNOWN = 0,
  MAMA_PUBLISHER_CREATING = 1,
  MAMA_PUBLISHER_LIVE = 2,
  MAMA_PUBLISHER_DESTROYING = 3,
  MAMA_PUBLISHER_DESTROYED_BRIDGE = 4,
  MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE =
      5, /**< destroyed by the application, not yet reported by the bridge */
  MAMA_PUBLISHER_DESTROYED = 6
} mamaPublisherState;

/** A throttled send has been done with this status; the message is the application's again. */
typedef void(MAMACALLTYPE* mamaThrottledSendCompleteCb)(mamaPublisher publisher, mamaMsg msg,
                                                        mama_status status, void* closure);

/** Called once, on the thread that creates the publisher, before create returns. */
typedef void(MAMACALLTYPE* mama_publisherOnCreateCb)(mamaPublisher publisher, void* closure);

/**
 * The last callback, exactly once; on the thread of the bridge that reports the end, usually inside
 * destroy.
 */
typedef void(MAMACALLTYPE* mama_publisherOnDestroyCb)(mamaPublisher publisher, void* closure);

/** A later failure of a send, as the bridge reports it; info is valid during the call. */
typedef void(MAMACALLTYPE* mama_publisherOnErrorCb)(mamaPublisher publisher, mama_status status,
                                                    const char* info, void* closure);

/** A confirmation, where a bridge gives one. */
typedef void(MAMACALLTYPE* mama_publisherOnSuccessCb)(mamaPublisher publisher, mama_status status,
                                                      const char* info, void* closure);

/** What mamaPublisher_createWithCallbacks takes; each may be NULL. */
typedef struct mamaPublisherCallbacks {
  mama_publisherOnCreateCb onCreate;
  mama_publisherOnErrorCb onError;
  mama_publisherOnDestroyCb onDestroy;
  mama_publisherOnSuccessCb onSuccess;
} mamaPublisherCallbacks;

/**
 * Creates a publisher without callbacks.
 * @param result  receives the handle; NULL on error
 * @param tport   a created transport
 * @param symbol  the topic; for the three parts bridges join those that are not NULL as
 *                root.source.symbol; copied
 * @param source  or NULL
 * @param root    or NULL
 * @return OK; NULL_ARG for a NULL result; INVALID_ARG for a NULL transport; NO_BRIDGE_IMPL when it
 *         is not created; NOMEM; or the bridge's status
 */
MAMAExpDLL mama_status mamaPublisher_create(mamaPublisher* result, mamaTransport tport,
                                            const char* symbol, const char* source,
                                            const char* root);

/**
 * mamaPublisher_create with callbacks. onCreate runs before this returns.
 * @param queue    for destroyEx, and for bridges that report errors on a queue; may be NULL; not
 *                 held
 * @param cb       copied; may be NULL
 * @param closure  passed to the callbacks
 * @return as mamaPublisher_create
 */
MAMAExpDLL mama_status mamaPublisher_createWithCallbacks(mamaPublisher* result, mamaTransport tport,
                                                         mamaQueue queue, const char* symbol,
                                                         const char* source, const char* root,
                                                         mamaPublisherCallbacks* cb, void* closure);

/* ---- Sending: the message is borrowed for the call, unless the send is throttled. NULL_ARG for
 * a NULL publisher, INVALID_ARG for one that is destroyed; the bridge's status otherwise
 */

/** Publishes a message to the topic's subscribers. Plugins may refuse it with a status. */
MAMAExpDLL mama_status mamaPublisher_send(mamaPublisher publisher, mamaMsg msg);

/**
 * Queues a send on the transport's default throttle. It happens on the thread that dispatches the
 * bridge's default queue, in order with other users of the throttle; with the throttle off, at once
 * on this thread.
 * @param publisher       the publisher
 * @param msg             must stay valid until the callback
 * @param sendCompleteCb  gets the status of the send; may be NULL. Not called when the publisher is
 *                        destroyed before.
 * @param closure         passed to it
 * @return OK: queued; NULL_ARG; INVALID_ARG for a NULL message
 */
MAMAExpDLL mama_status mamaPublisher_sendWithThrottle(mamaPublisher publisher, mamaMsg msg,
                                                      mamaThrottledSendCompleteCb sendCompleteCb,
                                                      void* closure);

/**
 * mamaPublisher_sendFromInbox by way of the throttle; likewise.
 * @return as mamaPublisher_sendWithThrottle; INVALID_ARG for a NULL inbox too
 */
MAMAExpDLL mama_status
mamaPublisher_sendFromInboxWithThrottle(mamaPublisher publisher, mamaInbox inbox, mamaMsg msg,
                                        mamaThrottledSendCompleteCb sendCompleteCb, void* closure);

/** Sends a request whose replies come to the inbox. */
MAMAExpDLL mama_status mamaPublisher_sendFromInbox(mamaPublisher publisher, mamaInbox inbox,
                                                   mamaMsg msg);

/**
 * Answers a request by its reply handle (mamaMsg_getReplyHandle), which stays the caller's.
 * @return also INVALID_ARG for a NULL handle or reply
 */
MAMAExpDLL mama_status mamaPublisher_sendReplyToInboxHandle(mamaPublisher publisher,
                                                            mamaMsgReply replyAddress,
                                                            mamaMsg reply);

/**
 * Answers a request message.
 * @return also INVALID_ARG for a NULL request or reply, or a request that did not come from an
 *         inbox
 */
MAMAExpDLL mama_status mamaPublisher_sendReplyToInbox(mamaPublisher publisher, mamaMsg request,
                                                      mamaMsg reply);

/* ---- End, and what a publisher knows */

/**
 * Ends a publisher: throttled sends that wait are dropped (their messages are the application's),
 * then the bridge lets go and onDestroy runs. The handle must not be used afterwards but inside
 * onDestroy. Allowed from the publisher's callbacks; a second call does nothing.
 * @return OK; NULL_ARG; the bridge's status, with the publisher gone
 */
MAMAExpDLL mama_status mamaPublisher_destroy(mamaPublisher publisher);

/**
 * Destroys it by an event on the queue given at creation, or at once without one; safe in any
 * callback.
 * @return OK; NULL_ARG; the status of the enqueueing
 */
MAMAExpDLL mama_status mamaPublisher_destroyEx(mamaPublisher publisher);

/** The transport given at creation; NULL when that is gone. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaPublisher_getTransport(mamaPublisher publisher,
                                                  mamaTransport* transport);

/** A callback structure with NULL everywhere. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status mamaPublisherCallbacks_allocate(mamaPublisherCallbacks** cb);

/** Frees it. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaPublisherCallbacks_deallocate(mamaPublisherCallbacks* cb);

/** Copies the application's callbacks to *cb. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaPublisher_getUserCallbacks(mamaPublisher publisher,
                                                      mamaPublisherCallbacks* cb);

/** The state; from any thread. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaPublisher_getState(mamaPublisher publisher, mamaPublisherState* state);

/** The name of a state; "State not recognised" for any other value. Static. */
MAMAExpDLL const char* mamaPublisher_stringForState(mamaPublisherState state);

/**
 * The parts of the topic as given at creation: internal texts, valid until the publisher is gone,
 * or NULL.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaPublisher_getRoot(mamaPublisher publisher, const char** root);
MAMAExpDLL mama_status mamaPublisher_getSource(mamaPublisher publisher, const char** source);
MAMAExpDLL mama_status mamaPublisher_getSymbol(mamaPublisher publisher, const char** symbol);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_PUBLISHER_H_ */
