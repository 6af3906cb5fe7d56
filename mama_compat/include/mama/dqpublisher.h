/* Quoll: mama/dqpublisher.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Publishers that number what they send, and add status, sender and time, so that subscribers can
 * judge the quality of the data (publisher and transport 6). Each belongs to one thread at a time.
 *
 * A NULL handle gives NULL_ARG, a destroyed one INVALID_ARG; functions without a status do nothing
 * then, or return NULL.
 */
#ifndef QUOLL_MAMA_DQPUBLISHER_H_
#define QUOLL_MAMA_DQPUBLISHER_H_

#include <mama/msgstatus.h>
#include <mama/publisher.h>
#include <mama/status.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Allocates a publisher: number 1, status OK, the process's sender id, no send time.
 * @param result receives the handle
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaDQPublisher_allocate(mamaDQPublisher* result);

/**
 * Makes it publish on a topic, without source and root.
 * @return OK; NULL_ARG; INVALID_ARG when it was created before; or the status of
 *         mamaPublisher_create
 */
MAMAExpDLL mama_status mamaDQPublisher_create(mamaDQPublisher pub, mamaTransport transport,
                                              const char* topic);

/**
 * mamaDQPublisher_create with the callbacks of a publisher (an addition of Quoll's). They are given
 * the plain publisher inside, which belongs to this one: do not destroy it. onCreate runs before
 * this returns, and may send.
 * @param queue    as for mamaPublisher_createWithCallbacks; may be NULL
 * @param cb       copied; may be NULL
 * @param closure  passed to the callbacks
 * @return as mamaDQPublisher_create
 */
MAMAExpDLL mama_status mamaDQPublisher_createWithCallbacks(mamaDQPublisher pub,
                                                           mamaTransport transport, mamaQueue queue,
                                                           const char* topic,
                                                           mamaPublisherCallbacks* cb,
                                                           void* closure);

/**
 * Several topics, with a number and a status each: from the first one on a message belongs to the
 * topic that its field 305 names, or else its field 293.
 * @return OK; NULL_ARG; INVALID_ARG for a topic that is there already; NOMEM
 */
MAMAExpDLL mama_status mamaDQPublisher_addTopic(mamaDQPublisher pub, const char* topic);

/**
 * Completes a message and sends it. What may not be modified is copied before.
 *
 * Refreshes, sync requests, miscellaneous, "not permissioned" and "not found" messages get the
 * number; initials and recaps also the status; all others raise the number before and get both.
 * Then all get the sender id, unless that is 0, and the time, when it is switched on.
 * @return OK; NULL_ARG; with several topics, the status of looking for the field that names one,
 *         INVALID_ARG for one that was not added; or the status of the copy or the send
 */
MAMAExpDLL mama_status mamaDQPublisher_send(mamaDQPublisher pub, mamaMsg msg);

/**
 * Complete an answer, in place, and send it: with sender id, number, status and time as above; the
 * number is never raised.
 * @return OK; NULL_ARG; or the status of the send
 */
MAMAExpDLL mama_status mamaDQPublisher_sendReply(mamaDQPublisher pub, mamaMsg request,
                                                 mamaMsg reply);
MAMAExpDLL mama_status mamaDQPublisher_sendReplyWithHandle(mamaDQPublisher pub,
                                                           mamaMsgReply replyAddress,
                                                           mamaMsg reply);

/**
 * Ends it, after the plain publisher inside, whose onDestroy may still use it; not so when the
 * bridge reports the end after this has returned. Messages, closure and cache stay the
 * application's.
 */
MAMAExpDLL void mamaDQPublisher_destroy(mamaDQPublisher pub);

/* ---- What messages get from now on; status and number are not those of added topics */

MAMAExpDLL void mamaDQPublisher_setStatus(mamaDQPublisher pub, mamaMsgStatus status);
/** 0: no sender id. */
MAMAExpDLL void mamaDQPublisher_setSenderId(mamaDQPublisher pub, uint64_t senderid);
/** 0: neither number nor status, until another number is set. */
MAMAExpDLL void mamaDQPublisher_setSeqNum(mamaDQPublisher pub, mama_seqnum_t num);
MAMAExpDLL void mamaDQPublisher_enableSendTime(mamaDQPublisher pub, mama_bool_t enable);

/* ---- Pointers of the application's, never followed or freed */

MAMAExpDLL void mamaDQPublisher_setClosure(mamaDQPublisher pub, void* closure);
MAMAExpDLL void* mamaDQPublisher_getClosure(mamaDQPublisher pub);
MAMAExpDLL void mamaDQPublisher_setCache(mamaDQPublisher pub, void* cache);
MAMAExpDLL void* mamaDQPublisher_getCache(mamaDQPublisher pub);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_DQPUBLISHER_H_ */
