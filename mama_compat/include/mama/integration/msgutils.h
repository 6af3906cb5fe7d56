/* Quoll: mama/integration/msgutils.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The control messages of subscriptions.
 */
#ifndef QUOLL_MAMA_INTEGRATION_MSGUTILS_H_
#define QUOLL_MAMA_INTEGRATION_MSGUTILS_H_

#include <mama/status.h>
#include <mama/subscmsgtype.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What control messages carry: symbol, status, number and count of a message in parts, kind of
 * request.
 */
MAMAExpDLL mama_status msgUtils_getIssueSymbol(mamaMsg msg, const char** result);
MAMAExpDLL mama_status msgUtils_setStatus(mamaMsg msg, short status);
MAMAExpDLL mama_status msgUtils_msgTotal(mamaMsg msg, short* result);
MAMAExpDLL mama_status msgUtils_msgNum(mamaMsg msg, short* result);
MAMAExpDLL mama_status msgUtils_msgSubscMsgType(mamaMsg msg, short* result);

/** Create the control messages of a subscription's life; the caller destroys them. */
MAMAExpDLL mama_status msgUtils_createSubscriptionMessage(mamaSubscription subscription,
                                                          mamaSubscMsgType subscMsgType,
                                                          mamaMsg* msg, const char* issueSymbol);
MAMAExpDLL mama_status msgUtils_createSubscribeMsg(mamaSubscription subsc, mamaMsg* result);
MAMAExpDLL mama_status msgUtils_createResubscribeMessage(mamaMsg* result);
MAMAExpDLL mama_status msgUtils_createRefreshMsg(mamaSubscription subsc, mamaMsg* result);
MAMAExpDLL mama_status msgUtils_createTimeoutMsg(mamaMsg* msg);
MAMAExpDLL mama_status msgUtils_createEndOfInitialsMsg(mamaMsg* msg);
MAMAExpDLL mama_status msgUtils_createRecoveryRequestMsg(mamaSubscription subsc, short reason,
                                                         mamaMsg* result, const char* issueSymbol);

/** Stores the subject of a request in field MdSubscSubject. */
MAMAExpDLL mama_status msgUtils_setSubscSubject(mamaMsg msg, const char* sendSubject);

/** Further control messages, likewise. */
MAMAExpDLL mama_status msgUtils_createUnsubscribeMsg(mamaSubscription subsc, mamaMsg* msg);
MAMAExpDLL mama_status msgUtils_createDictionarySubscribe(mamaSubscription subscription,
                                                          mamaMsg* msg);
MAMAExpDLL mama_status msgUtils_createSnapshotSubscribe(mamaSubscription subsc, mamaMsg* msg);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_MSGUTILS_H_ */
