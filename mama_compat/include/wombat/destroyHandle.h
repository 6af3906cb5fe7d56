/* Quoll: wombat/destroyHandle.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A handle that outlives its owner: holders of references learn from it that the owner has gone
 * (common 13). From any thread.
 */
#ifndef QUOLL_WOMBAT_DESTROYHANDLE_H_
#define QUOLL_WOMBAT_DESTROYHANDLE_H_

#include <wombat/port.h>
#include <wombat/wlock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The fields belong to the library. */
typedef struct wDestroyHandle {
  int m_destroyed;         /**< Not 0 once the owner has gone */
  wLock m_lock;            /**< Guards the others */
  long m_numberReferences; /**< References not yet given back */
  void* m_owner;
} wDestroyHandle, *pDestroyHandle;

/** A handle for this owner, without references; NULL without memory. */
COMMONExpDLL pDestroyHandle destroyHandle_create(void* owner);

/**
 * The owner ends: frees the handle when nobody holds a reference, else leaves that to the last
 * destroyHandle_removeReference. NULL is ignored.
 */
COMMONExpDLL void destroyHandle_destroyOwner(pDestroyHandle handle);

/** Takes a reference. NULL is ignored. */
COMMONExpDLL void destroyHandle_incrementRefCount(pDestroyHandle handle);

/**
 * Gives a reference back.
 * @return the owner; NULL when it has gone (the last such call frees the handle), or for NULL
 */
COMMONExpDLL void* destroyHandle_removeReference(pDestroyHandle handle);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_DESTROYHANDLE_H_ */
