/* Quoll: wombat/thread.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A registry of named threads in the process; names also select CPU affinities. From any thread.
 */
#ifndef QUOLL_WOMBAT_THREAD_H_
#define QUOLL_WOMBAT_THREAD_H_

#include <pthread.h>
#include <sched.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void* wombatThread;

/** Results. */
typedef enum {
  WOMBAT_THREAD_OK = 0,
  WOMBAT_THREAD_INVALID_ARG = 1,
  WOMBAT_THREAD_NOMEM = 2,
  WOMBAT_THREAD_IN_USE = 3,        /**< The name belongs to a live thread */
  WOMBAT_THREAD_CANNOT_CREATE = 4, /**< The system refuses */
  WOMBAT_THREAD_PROPERTY = 5       /**< The affinity cannot be applied; the thread runs */
} wombatThreadStatus;

/**
 * Starts a named thread.
 * @param threadName    copied
 * @param wombatThread  receives the handle before the thread starts; valid until
 *                      wombatThread_destroy
 * @param attr          NULL for the defaults
 * @param startRoutine  what runs
 * @param closure       its argument
 * @return OK; INVALID_ARG for NULL; IN_USE; NOMEM; CANNOT_CREATE; PROPERTY when an affinity
 *         registered for the name could not be applied
 */
COMMONExpDLL wombatThreadStatus wombatThread_create(const char* threadName,
                                                    wombatThread* wombatThread,
                                                    const pthread_attr_t* attr,
                                                    void* (*startRoutine)(void*), void* closure);

/** Unregisters a name and joins its thread. @return OK; INVALID_ARG for NULL or an unknown name */
COMMONExpDLL wombatThreadStatus wombatThread_destroy(const char* name);

/** The system's handle; 0 for NULL. */
COMMONExpDLL pthread_t wombatThread_getOsThread(wombatThread thread);

/** The name, valid until wombatThread_destroy; NULL for NULL. */
COMMONExpDLL const char* wombatThread_getThreadName(wombatThread thread);

/**
 * The affinity registered for the thread's name; every CPU when there is none.
 * @return OK; INVALID_ARG
 */
COMMONExpDLL wombatThreadStatus wombatThread_getDefinedThreadAffinity(wombatThread thread,
                                                                      cpu_set_t* affinity);

/**
 * Registers an affinity for a name and applies it at once when such a thread runs.
 * @return OK; INVALID_ARG; NOMEM; PROPERTY
 */
COMMONExpDLL wombatThreadStatus wombatThread_setAffinity(const char* threadName,
                                                         cpu_set_t* affinity);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_THREAD_H_ */
