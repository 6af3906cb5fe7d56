/* Quoll: mama/inbox.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Inboxes: destinations for replies to requests that a publisher sends
 * (mamaPublisher_sendFromInbox). Several replies may arrive. An inbox holds its queue until it is
 * gone (dispatch 6).
 */
#ifndef QUOLL_MAMA_INBOX_H_
#define QUOLL_MAMA_INBOX_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A reply, on a thread that dispatches the inbox's queue. The message is valid during the call
 * unless it is detached.
 */
typedef void(MAMACALLTYPE* mamaInboxMsgCallback)(mamaMsg msg, void* closure);

/** The inbox's subscription failed; on a thread that dispatches the queue. */
typedef void(MAMACALLTYPE* mamaInboxErrorCallback)(mama_status status, void* closure);

/** The last callback of an inbox, when it has let go of its queue and transport. */
typedef void(MAMACALLTYPE* mamaInboxDestroyCallback)(mamaInbox inbox, void* closure);

/**
 * Creates an inbox with a unique address.
 * @param inbox      receives the handle; NULL on error
 * @param transport  where replies arrive
 * @param queue      where the callbacks run; of the same bridge as the transport
 * @param msgCB      receives the replies
 * @param errorCB    may be NULL
 * @param closure    passed to the callbacks
 * @return OK; NULL_ARG for a NULL inbox or message callback; INVALID_ARG for a NULL transport, or
 *         one of another bridge than the queue; INVALID_QUEUE for a NULL queue; NO_BRIDGE_IMPL;
 *         NOMEM; or the bridge's status
 */
MAMAExpDLL mama_status mamaInbox_create(mamaInbox* inbox, mamaTransport transport, mamaQueue queue,
                                        mamaInboxMsgCallback msgCB, mamaInboxErrorCallback errorCB,
                                        void* closure);

/**
 * mamaInbox_create with a callback for its end.
 * @param onInboxDestroyed  may be NULL
 * @return as mamaInbox_create
 */
MAMAExpDLL mama_status mamaInbox_create2(mamaInbox* inbox, mamaTransport transport, mamaQueue queue,
                                         mamaInboxMsgCallback msgCB, mamaInboxErrorCallback errorCB,
                                         mamaInboxDestroyCallback onInboxDestroyed, void* closure);

/**
 * Ends an inbox. No message callback runs after this has returned on a thread that dispatches the
 * queue. onInboxDestroyed comes when the bridge reports the end: with the loopback and other
 * bridges that report at once, inside this call.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaInbox_destroy(mamaInbox inbox);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INBOX_H_ */
