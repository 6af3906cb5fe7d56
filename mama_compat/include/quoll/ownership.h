/* Quoll: quoll/ownership.h
 * SPDX-License-Identifier: Apache-2.0
 *
 * For libraries that manage MAMA objects on behalf of an application (libmme does) and hand their
 * handles out. An addition of Quoll's; the MAMA interface has no counterpart. */
#ifndef QUOLL_OWNERSHIP_H_
#define QUOLL_OWNERSHIP_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Makes an object somebody's. From now on the functions that create, start, activate, destroy or
 * deallocate it answer INVALID_ARG, with an error in the log, unless the calling thread acts for
 * the owner. All others work as ever. Any thread.
 * @param owner  an address that stands for the owner; NULL gives the object back to everybody
 * @return OK; NULL_ARG; INVALID_ARG for a destroyed handle
 */
MAMAExpDLL mama_status quollTimer_setOwner(mamaTimer timer, void* owner);
MAMAExpDLL mama_status quollInbox_setOwner(mamaInbox inbox, void* owner);
MAMAExpDLL mama_status quollSubscription_setOwner(mamaSubscription subscription, void* owner);

/** The owner; NULL when there is none, and for NULL and destroyed handles. Any thread. */
MAMAExpDLL void* quollSubscription_getOwner(mamaSubscription subscription);

/**
 * As mamaInbox_destroy(), which answers OK also when the bridge refuses, and then leaves the inbox
 * as it was. Any thread.
 * @return OK, also when the inbox is ending already; NULL_ARG; INVALID_ARG for a destroyed handle,
 *         for one whose owner the caller does not act for, and while it is being made by the
 * calling thread; NO_BRIDGE_IMPL when the bridge is being closed; what the bridge answers
 */
MAMAExpDLL mama_status quollInbox_destroy(mamaInbox inbox);

/**
 * The calling thread acts for an owner from now on, instead of the one before.
 * @param owner  NULL: for nobody
 * @return whom it acted for
 */
MAMAExpDLL void* quollOwner_actFor(void* owner);

/** What quollLifecycle_beforeLastClose() takes. */
typedef void(MAMACALLTYPE* quollCloseHook)(void);

/**
 * Has a function called at the beginning of every mama_close() that is about to be the last one: on
 * the closing thread, with nothing locked, while everything still works. One function, for the rest
 * of the process; a later call replaces it. Any thread.
 */
MAMAExpDLL void quollLifecycle_beforeLastClose(quollCloseHook hook);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_OWNERSHIP_H_ */
