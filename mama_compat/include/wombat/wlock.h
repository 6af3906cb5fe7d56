/* Quoll: wombat/wlock.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A recursive mutex behind a handle.
 */
#ifndef QUOLL_WOMBAT_WLOCK_H_
#define QUOLL_WOMBAT_WLOCK_H_

#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void* wLock;

/** A new, unlocked mutex; NULL when there is no memory. */
COMMONExpDLL wLock wlock_create(void);

/** Frees an unlocked mutex; NULL is ignored. */
COMMONExpDLL void wlock_destroy(wLock lock);

/** Locks; once more in the thread that has it already. NULL is ignored. */
COMMONExpDLL void wlock_lock(wLock lock);

/** Undoes one lock of the calling thread. NULL is ignored. */
COMMONExpDLL void wlock_unlock(wLock lock);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_WLOCK_H_ */
