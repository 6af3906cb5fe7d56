/* Quoll: wombat/MRSWLock.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A lock for many readers or one writer (common 7.3). From any thread. Readers go first: while
 * there is always one, writers wait.
 */
#ifndef QUOLL_WOMBAT_MRSWLOCK_H_
#define QUOLL_WOMBAT_MRSWLOCK_H_

#include <wombat/port.h>
#include <wombat/wlock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Results. */
typedef int MRSW_RESULT;
#define MRSW_S_OK 0
#define MRSW_E_INVALIDARG 1  /* NULL, or the caller does not hold what it releases */
#define MRSW_E_OUTOFMEMORY 2 /* no memory */
#define MRSW_E_SYSTEM 3      /* the system refuses */

/** The fields belong to the library. */
typedef struct MRSWLock {
  long m_numberReaders;
  long m_numberWriters; /**< How often the writer holds it */
  sem_t m_noLocksEvent;
  wLock m_mutex;
  long m_writeThreadId; /**< 0 while there is no writer */
} MRSWLock, *PMRSWLock;

/** A lock that nobody holds, for MRSWLock_free; sets NULL on failure. */
COMMONExpDLL MRSW_RESULT MRSWLock_create(PMRSWLock* lock);

/** Frees a lock that nobody holds. */
COMMONExpDLL MRSW_RESULT MRSWLock_free(PMRSWLock lock);

/**
 * Waits for the lock. A reader may take several read locks; the writer may take the lock again, for
 * writing and for reading.
 * @param read  not 0 for reading, 0 for writing
 */
COMMONExpDLL MRSW_RESULT MRSWLock_acquire(PMRSWLock lock, int read);

/** Gives back what one MRSWLock_acquire with the same argument took. */
COMMONExpDLL MRSW_RESULT MRSWLock_release(PMRSWLock lock, int read);

/** Gives one read lock back and waits for writing. Another writer may come in between. */
COMMONExpDLL MRSW_RESULT MRSWLock_upgrade(PMRSWLock lock);

/** Gives the lock for writing back and waits for reading. Another writer may come in between. */
COMMONExpDLL MRSW_RESULT MRSWLock_downgrade(PMRSWLock lock);

/** wGetCurrentThreadId() of the writer; 0 when there is none, or for NULL. */
COMMONExpDLL long MRSWLock_getWriteThreadId(PMRSWLock lock);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_MRSWLOCK_H_ */
