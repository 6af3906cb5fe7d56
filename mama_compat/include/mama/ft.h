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

/** Whether a member works or stands by. */
typedef enum mamaFtState_ {
  MAMA_FT_STATE_STANDBY = 0,
  MAMA_FT_STATE_ACTIVE = 1,
  MAMA_FT_STATE_UNKNOWN = 99
} mamaFtState;

/** How members of a group find each other. */
typedef enum mamaFtType_ {
  MAMA_FT_TYPE_MULTICAST = 1,
  MAMA_FT_TYPE_BRIDGE = 2,
  MAMA_FT_TYPE_MAX = 3
} mamaFtType;

/** A member of a group. */
typedef void* mamaFtMember;

/** The member's state has changed; on the queue's thread. */
typedef void(MAMACALLTYPE* mamaFtMemberOnFtStateChangeCb)(mamaFtMember ftMember,
                                                          const char* groupName, mamaFtState state,
                                                          void* closure);

/** A member, to be made usable with setup; for mamaFtMember_destroy. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status mamaFtMember_create(mamaFtMember* member);

/**
 * Names the group.
 * @param member             an unused member
 * @param fttype             how members find each other
 * @param eventQueue         where the callback runs
 * @param callback           called when the state changes
 * @param transport          carries the heartbeats
 * @param groupName          copied
 * @param weight             the heaviest member is active
 * @param heartbeatInterval  seconds between signs of life
 * @param timeoutInterval    seconds without one after which another takes over
 * @param closure            passed to the callback
 */
MAMAExpDLL mama_status mamaFtMember_setup(mamaFtMember member, mamaFtType fttype,
                                          mamaQueue eventQueue,
                                          mamaFtMemberOnFtStateChangeCb callback,
                                          mamaTransport transport, const char* groupName,
                                          mama_u32_t weight, mama_f64_t heartbeatInterval,
                                          mama_f64_t timeoutInterval, void* closure);
MAMAExpDLL mama_status mamaFtMember_destroy(mamaFtMember member);

/** Joins the group, or (deactivate) leaves it. */
MAMAExpDLL mama_status mamaFtMember_activate(mamaFtMember member);
MAMAExpDLL mama_status mamaFtMember_deactivate(mamaFtMember member);

/** What a member knows. */
MAMAExpDLL mama_status mamaFtMember_isActive(const mamaFtMember member, int* result);
MAMAExpDLL mama_status mamaFtMember_getGroupName(const mamaFtMember member, const char** result);
MAMAExpDLL mama_status mamaFtMember_getWeight(const mamaFtMember member, mama_u32_t* result);
MAMAExpDLL mama_status mamaFtMember_getHeartbeatInterval(const mamaFtMember member,
                                                         mama_f64_t* result);
MAMAExpDLL mama_status mamaFtMember_getTimeoutInterval(const mamaFtMember member,
                                                       mama_f64_t* result);
MAMAExpDLL mama_status mamaFtMember_getHeartbeatTick(const mamaFtMember member, mama_u32_t* result);
MAMAExpDLL mama_status mamaFtMember_getClosure(const mamaFtMember member, void** result);

/** Changes the weight, or the id that decides between equal weights. */
MAMAExpDLL mama_status mamaFtMember_setWeight(mamaFtMember member, mama_u32_t value);
MAMAExpDLL mama_status mamaFtMember_setInstanceId(mamaFtMember member, const char* id);

/** The name of a state. Static. */
MAMAExpDLL const char* mamaFtStateToString(mamaFtState state);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_FT_H_ */
