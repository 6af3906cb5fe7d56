/* Quoll: mama/inbox.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_INBOX_H_
#define QUOLL_MAMA_INBOX_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void(MAMACALLTYPE* mamaInboxMsgCallback)(mamaMsg msg, void* closure);
typedef void(MAMACALLTYPE* mamaInboxErrorCallback)(mama_status status, void* closure);
typedef void(MAMACALLTYPE* mamaInboxDestroyCallback)(mamaInbox inbox, void* closure);

MAMAExpDLL mama_status mamaInbox_create(mamaInbox* inbox, mamaTransport transport, mamaQueue queue,
                                        mamaInboxMsgCallback msgCB, mamaInboxErrorCallback errorCB,
                                        void* closure);
MAMAExpDLL mama_status mamaInbox_create2(mamaInbox* inbox, mamaTransport transport, mamaQueue queue,
                                         mamaInboxMsgCallback msgCB, mamaInboxErrorCallback errorCB,
                                         mamaInboxDestroyCallback onInboxDestroyed, void* closure);
MAMAExpDLL mama_status mamaInbox_destroy(mamaInbox inbox);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INBOX_H_ */
