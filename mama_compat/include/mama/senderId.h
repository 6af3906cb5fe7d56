/* Quoll: mama/senderId.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Ids of senders: an address and a process id.
 */
#ifndef QUOLL_MAMA_SENDERID_H_
#define QUOLL_MAMA_SENDERID_H_

#include <stddef.h>
#include <stdint.h>
#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The address in dotted form, cut to maxLen. */
MAMAExpDLL void mamaSenderId_getIpAddr(uint64_t senderId, char* buffer, size_t maxLen);

/** The process id; 16 or 32 bits of it. */
MAMAExpDLL void mamaSenderId_getPid(uint64_t senderId, uint16_t* result);
MAMAExpDLL void mamaSenderId_getPid64(uint64_t senderId, uint32_t* result);

/** This process's own id, computed once unless setSelf has been called. */
MAMAExpDLL uint64_t mamaSenderId_getSelf(void);
MAMAExpDLL void mamaSenderId_setSelf(uint64_t self);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SENDERID_H_ */
