/* Quoll: mama/integration/inbox.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Inboxes on one of several load-balanced transports, and access to the bridge's part.
 */
#ifndef QUOLL_MAMA_INTEGRATION_INBOX_H_
#define QUOLL_MAMA_INTEGRATION_INBOX_H_

#include <mama/inbox.h>
#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The bridge's part of an inbox; NULL for NULL. */
MAMAExpDLL inboxBridge mamaInboxImpl_getInboxBridge(mamaInbox inbox);

/**
 * mamaInbox_create on the transport with the given index of a load-balanced set.
 * @return as mamaInbox_create
 */
MAMAExpDLL mama_status mamaInbox_createByIndex(mamaInbox* inbox, mamaTransport tport,
                                               int tportIndex, mamaQueue queue,
                                               mamaInboxMsgCallback msgCB,
                                               mamaInboxErrorCallback errorCB, void* closure);

/**
 * mamaInbox_create2 on the transport with the given index of a load-balanced set.
 * @return as mamaInbox_create2
 */
MAMAExpDLL mama_status mamaInbox_createByIndex2(mamaInbox* inbox, mamaTransport tport,
                                                int tportIndex, mamaQueue queue,
                                                mamaInboxMsgCallback msgCB,
                                                mamaInboxErrorCallback errorCB,
                                                mamaInboxDestroyCallback onInboxDestroyed,
                                                void* closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_INBOX_H_ */
