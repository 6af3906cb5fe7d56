/* Quoll: mama/integration/msg.h
 * SPDX-License-Identifier: Apache-2.0 */
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

MAMAExpDLL mama_status mamaMsgImpl_createForPayload(mamaMsg* msg, msgPayload payload,
                                                    mamaPayloadBridge payloadBridge,
                                                    short noDeletePayload);
MAMAExpDLL mama_status mamaMsgImpl_setMsgBuffer(mamaMsg msg, const void* data, uint32_t len,
                                                char id);
MAMAExpDLL mama_status mamaMsgImpl_getSubject(const mamaMsg msg, const char** result);
MAMAExpDLL mama_status mamaMsgImpl_setQueue(mamaMsg msg, mamaQueue queue);
MAMAExpDLL mama_status mamaMsgImpl_setDqStrategyContext(mamaMsg msg,
                                                        mamaDqContext* dqStrategyContext);
MAMAExpDLL mama_status mamaMsgImpl_setBridgeImpl(mamaMsg msg, mamaBridge bridgeImpl);
MAMAExpDLL mama_status mamaMsgImpl_getBridgeMsg(mamaMsg msg, msgBridge* bridgeMsg);
MAMAExpDLL mama_status mamaMsgImpl_getPayloadBuffer(const mamaMsg msg, const void** buffer,
                                                    mama_size_t* bufferLength);
MAMAExpDLL mama_status mamaMsgImpl_getPayload(const mamaMsg msg, msgPayload* payload);
MAMAExpDLL mama_status mamaMsgImpl_setPayloadBridge(mamaMsg msg, mamaPayloadBridge payloadBridge);
MAMAExpDLL mama_status mamaMsgImpl_useBridgePayload(mamaMsg msg, mamaBridge bridgeImpl);
MAMAExpDLL mama_status mamaMsgImpl_setPayload(mamaMsg msg, msgPayload payload, short ownsPayload);
MAMAExpDLL mama_status mamaMsgImpl_setMessageOwner(mamaMsg msg, short owner);
MAMAExpDLL mama_status mamaMsgImpl_getMessageOwner(mamaMsg msg, short* owner);
MAMAExpDLL mama_status mamaMsgImpl_setSubscInfo(mamaMsg msg, const char* root, const char* source,
                                                const char* symbol, int modifyMessage);
MAMAExpDLL mama_status mamaMsgImpl_setStatus(mamaMsg msg, mamaMsgStatus status);
MAMAExpDLL mama_status mamaMsgImpl_getStatus(mamaMsg msg, mamaMsgStatus* status);
MAMAExpDLL mamaMsgStatus mamaMsgImpl_getStatusFromMsg(mamaMsg msg);
MAMAExpDLL mama_status mamaMsgImpl_getPayloadId(mamaMsg msg, char* id);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_MSG_H_ */
