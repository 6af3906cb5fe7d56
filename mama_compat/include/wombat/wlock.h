/* Quoll: wombat/wlock.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_WOMBAT_WLOCK_H_
#define QUOLL_WOMBAT_WLOCK_H_

#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void* wLock;

COMMONExpDLL wLock wlock_create(void);
COMMONExpDLL void wlock_destroy(wLock lock);
COMMONExpDLL void wlock_lock(wLock lock);
COMMONExpDLL void wlock_unlock(wLock lock);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_WLOCK_H_ */
