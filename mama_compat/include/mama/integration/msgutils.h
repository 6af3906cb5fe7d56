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
 * The instrument that a message is about: the text of field 305 (wIssueSymbol), else of field 293.
 * Points into the message. The status is that of the last reading.
 */
MAMAExpDLL mama_status msgUtils_getIssueSymbol(mamaMsg msg, const char** result);

/** Stores the message's status; no field changes. NULL_ARG for no message. */
MAMAExpDLL mama_status msgUtils_setStatus(mamaMsg msg, short status);

/**
 * The number of parts of a message (field MdMsgTotal, 8) and which of them it is (MdMsgNum, 7), cut
 * to short. 0, with the status of the reading, where the field is absent.
 */
MAMAExpDLL mama_status msgUtils_msgTotal(mamaMsg msg, short* result);
MAMAExpDLL mama_status msgUtils_msgNum(mamaMsg msg, short* result);

/** The kind of a request: field MdSubscMsgType (61), else MdSubscType (5). 0 where both are absent.
 */
MAMAExpDLL mama_status msgUtils_msgSubscMsgType(mamaMsg msg, short* result);

/**
 * Creates a request of the default payload; the caller destroys it.
 *
 * With a subscription the message takes over its bridge and symbol and starts with MdSubscSymbol
 * (71, put there by the common bridges) and MdSubscriptionType (60). The fields MdSubscMsgType
 * (61), MamaAppDataType (17), MdSubscType (5, the same kind once more) and MdSubscSourceHost (63,
 * when the address of this host is known) follow in any case.
 *
 * @param subscription  May be NULL.
 * @param subscMsgType  What is asked for.
 * @param msg           The result; NULL when the call fails.
 * @param issueSymbol   Instead of the subscription's own symbol; may be NULL.
 * @return NULL_ARG for no msg, INVALID_ARG for a deallocated subscription, else the status of the
 *         first field that could not be added.
 */
MAMAExpDLL mama_status msgUtils_createSubscriptionMessage(mamaSubscription subscription,
                                                          mamaSubscMsgType subscMsgType,
                                                          mamaMsg* msg, const char* issueSymbol);

/** The same for each kind: subscribe, snapshot, unsubscribe, refresh, data dictionary. */
MAMAExpDLL mama_status msgUtils_createSubscribeMsg(mamaSubscription subsc, mamaMsg* result);
MAMAExpDLL mama_status msgUtils_createSnapshotSubscribe(mamaSubscription subsc, mamaMsg* msg);
MAMAExpDLL mama_status msgUtils_createUnsubscribeMsg(mamaSubscription subsc, mamaMsg* msg);
MAMAExpDLL mama_status msgUtils_createRefreshMsg(mamaSubscription subsc, mamaMsg* result);
MAMAExpDLL mama_status msgUtils_createDictionarySubscribe(mamaSubscription subscription,
                                                          mamaMsg* msg);

/** The request that every subscriber subscribe again; belongs to no subscription. */
MAMAExpDLL mama_status msgUtils_createResubscribeMessage(mamaMsg* result);

/** The request for missed data. `reason` is one of mamaSubscMsgType. */
MAMAExpDLL mama_status msgUtils_createRecoveryRequestMsg(mamaSubscription subsc, short reason,
                                                         mamaMsg* result, const char* issueSymbol);

/**
 * Create what is delivered when an initial value did not come in time (type INITIAL, status
 * TIMEOUT) and when there are no more of them (type END_OF_INITIALS, status OK). The caller
 * destroys them; NULL when the call fails.
 */
MAMAExpDLL mama_status msgUtils_createTimeoutMsg(mamaMsg* msg);
MAMAExpDLL mama_status msgUtils_createEndOfInitialsMsg(mamaMsg* msg);

/**
 * Adds the subject of a request as field MdSubscSymbol (71) or, where that fails, as MdSubscSubject
 * (6).
 */
MAMAExpDLL mama_status msgUtils_setSubscSubject(mamaMsg msg, const char* sendSubject);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_MSGUTILS_H_ */
