/* Quoll: wombat/thread.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_WOMBAT_THREAD_H_
#define QUOLL_WOMBAT_THREAD_H_

#include <pthread.h>
#include <sched.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void* wombatThread;

typedef enum {
  WOMBAT_THREAD_OK = 0,
  WOMBAT_THREAD_INVALID_ARG = 1,
  WOMBAT_THREAD_NOMEM = 2,
  WOMBAT_THREAD_IN_USE = 3,
  WOMBAT_THREAD_CANNOT_CREATE = 4,
  WOMBAT_THREAD_PROPERTY = 5
} wombatThreadStatus;

COMMONExpDLL wombatThreadStatus wombatThread_create(const char* threadName,
                                                    wombatThread* wombatThread,
                                                    const pthread_attr_t* attr,
                                                    void* (*startRoutine)(void*), void* closure);
COMMONExpDLL wombatThreadStatus wombatThread_destroy(const char* name);
COMMONExpDLL pthread_t wombatThread_getOsThread(wombatThread thread);
COMMONExpDLL const char* wombatThread_getThreadName(wombatThread thread);
COMMONExpDLL wombatThreadStatus wombatThread_getDefinedThreadAffinity(wombatThread thread,
                                                                      cpu_set_t* affinity);
COMMONExpDLL wombatThreadStatus wombatThread_setAffinity(const char* threadName,
                                                         cpu_set_t* affinity);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_THREAD_H_ */
