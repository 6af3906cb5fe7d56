/* Quoll: mama/integration/inbox.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_INTEGRATION_INBOX_H_
#define QUOLL_MAMA_INTEGRATION_INBOX_H_

#include <mama/inbox.h>
#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL inboxBridge mamaInboxImpl_getInboxBridge(mamaInbox inbox);
MAMAExpDLL mama_status mamaInbox_createByIndex(mamaInbox* inbox, mamaTransport tport,
                                               int tportIndex, mamaQueue queue,
                                               mamaInboxMsgCallback msgCB,
                                               mamaInboxErrorCallback errorCB, void* closure);
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
