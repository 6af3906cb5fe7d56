/* Quoll: mama/integration/msg.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What bridges need of a mamaMsg: above all filling the queue's reusable message with what has
 * arrived (mamaQueueImpl_getMsg, then mamaMsgImpl_setMsgBuffer). On the queue's thread (messages
 * 1.5).
 */
#ifndef QUOLL_MAMA_INTEGRATION_MSG_H_
#define QUOLL_MAMA_INTEGRATION_MSG_H_

#include <mama/integration/types.h>
#include <mama/msgstatus.h>
#include <mama/status.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Wraps a payload's message in a new mamaMsg; payload and bridge may be NULL for one that is filled
 * later. The last argument is not 0 when the message is to destroy the payload.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaMsgImpl_createForPayload(mamaMsg* msg, msgPayload payload,
                                                    mamaPayloadBridge payloadBridge,
                                                    short noDeletePayload);

/**
 * Fills a message from received bytes.
 * @param id  the payload's id character; 0 for the first byte
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL when the payload is not loaded; or the payload's status.
 * When it fails, the message is without payload
 */
MAMAExpDLL mama_status mamaMsgImpl_setMsgBuffer(mamaMsg msg, const void* data, uint32_t len,
                                                char id);

/**
 * "root.source", "source.symbol" or the symbol, as mamaMsgImpl_setSubscInfo made it; or "".
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result
 */
MAMAExpDLL mama_status mamaMsgImpl_getSubject(const mamaMsg msg, const char** result);

/** Which queue's reusable message it is. @return OK; NULL_ARG; INVALID_QUEUE */
MAMAExpDLL mama_status mamaMsgImpl_setQueue(mamaMsg msg, mamaQueue queue);

/**
 * For the data quality plugin: the message may lie in that context's cache, which it leaves when it
 * is detached. The context stays the caller's and must live until then, or until the message is
 * filled anew or destroyed.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL context
 */
MAMAExpDLL mama_status mamaMsgImpl_setDqStrategyContext(mamaMsg msg,
                                                        mamaDqContext* dqStrategyContext);

/**
 * Gives the message a bridge and has that make its part.
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL; or the bridge's status
 */
MAMAExpDLL mama_status mamaMsgImpl_setBridgeImpl(mamaMsg msg, mamaBridge bridgeImpl);

/** The bridge's part. @return OK; NULL_ARG; INVALID_ARG when it has none */
MAMAExpDLL mama_status mamaMsgImpl_getBridgeMsg(mamaMsg msg, msgBridge* bridgeMsg);

/** The bytes to send. @return OK; NULL_ARG; or the payload's status */
MAMAExpDLL mama_status mamaMsgImpl_getPayloadBuffer(const mamaMsg msg, const void** buffer,
                                                    mama_size_t* bufferLength);

/** The payload's message. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaMsgImpl_getPayload(const mamaMsg msg, msgPayload* payload);

/**
 * Which payload interprets the payload's message; to be called before setPayload.
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL for a payload that was closed
 */
MAMAExpDLL mama_status mamaMsgImpl_setPayloadBridge(mamaMsg msg, mamaPayloadBridge payloadBridge);

/**
 * Gives the message a bridge, as mamaMsgImpl_setBridgeImpl, and that bridge's default queue.
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL for none, and for one that was closed
 */
MAMAExpDLL mama_status mamaMsgImpl_useBridgePayload(mamaMsg msg, mamaBridge bridgeImpl);

/**
 * Replaces the payload's message; the last argument is not 0 when it is to be destroyed with this
 * one.
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL for a message without payload
 */
MAMAExpDLL mama_status mamaMsgImpl_setPayload(mamaMsg msg, msgPayload payload, short ownsPayload);

/**
 * Whether the message owns its payload. A bridge may set 1 inside its detach to hand a payload over
 * without a copy.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaMsgImpl_setMessageOwner(mamaMsg msg, short owner);
MAMAExpDLL mama_status mamaMsgImpl_getMessageOwner(mamaMsg msg, short* owner);

/**
 * What the message arrived on; each text is cut at 255 characters, and may be NULL. With
 * modifyMessage not 0 the bridge is asked to put the symbol into the message.
 */
MAMAExpDLL mama_status mamaMsgImpl_setSubscInfo(mamaMsg msg, const char* root, const char* source,
                                                const char* symbol, int modifyMessage);

/** What mamaMsgStatus_statusForMsg returns. @return OK; NULL_ARG; INVALID_ARG for a NULL result */
MAMAExpDLL mama_status mamaMsgImpl_setStatus(mamaMsg msg, mamaMsgStatus status);
MAMAExpDLL mama_status mamaMsgImpl_getStatus(mamaMsg msg, mamaMsgStatus* status);

/** Field MdMsgStatus (2), which becomes the status. */
MAMAExpDLL mamaMsgStatus mamaMsgImpl_getStatusFromMsg(mamaMsg msg);

/**
 * The id character under which the payload is loaded, for mamaInternal_findPayload.
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL without payload, and for a payload that is not loaded
 */
MAMAExpDLL mama_status mamaMsgImpl_getPayloadId(mamaMsg msg, char* id);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_MSG_H_ */
