/* Quoll: mama/ft.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Fault-tolerant groups: one active member, the others stand by.
 */
#ifndef QUOLL_MAMA_FT_H_
#define QUOLL_MAMA_FT_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mamaFtState_ {
  MAMA_FT_STATE_STANDBY = 0,
  MAMA_FT_STATE_ACTIVE = 1,
  MAMA_FT_STATE_UNKNOWN = 99
} mamaFtState;

typedef enum mamaFtType_ {
  MAMA_FT_TYPE_MULTICAST = 1,
  MAMA_FT_TYPE_BRIDGE = 2,
  MAMA_FT_TYPE_MAX = 3
} mamaFtType;

typedef void* mamaFtMember;
typedef void(MAMACALLTYPE* mamaFtMemberOnFtStateChangeCb)(mamaFtMember ftMember,
                                                          const char* groupName, mamaFtState state,
                                                          void* closure);

MAMAExpDLL mama_status mamaFtMember_create(mamaFtMember* member);
MAMAExpDLL mama_status mamaFtMember_setup(mamaFtMember member, mamaFtType fttype,
                                          mamaQueue eventQueue,
                                          mamaFtMemberOnFtStateChangeCb callback,
                                          mamaTransport transport, const char* groupName,
                                          mama_u32_t weight, mama_f64_t heartbeatInterval,
                                          mama_f64_t timeoutInterval, void* closure);
MAMAExpDLL mama_status mamaFtMember_destroy(mamaFtMember member);
MAMAExpDLL mama_status mamaFtMember_activate(mamaFtMember member);
MAMAExpDLL mama_status mamaFtMember_deactivate(mamaFtMember member);
MAMAExpDLL mama_status mamaFtMember_isActive(const mamaFtMember member, int* result);
MAMAExpDLL mama_status mamaFtMember_getGroupName(const mamaFtMember member, const char** result);
MAMAExpDLL mama_status mamaFtMember_getWeight(const mamaFtMember member, mama_u32_t* result);
MAMAExpDLL mama_status mamaFtMember_getHeartbeatInterval(const mamaFtMember member,
                                                         mama_f64_t* result);
MAMAExpDLL mama_status mamaFtMember_getTimeoutInterval(const mamaFtMember member,
                                                       mama_f64_t* result);
MAMAExpDLL mama_status mamaFtMember_getHeartbeatTick(const mamaFtMember member, mama_u32_t* result);
MAMAExpDLL mama_status mamaFtMember_getClosure(const mamaFtMember member, void** result);
MAMAExpDLL mama_status mamaFtMember_setWeight(mamaFtMember member, mama_u32_t value);
MAMAExpDLL mama_status mamaFtMember_setInstanceId(mamaFtMember member, const char* id);
MAMAExpDLL const char* mamaFtStateToString(mamaFtState state);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_FT_H_ */
