/* Quoll: mama/timezone.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_TIMEZONE_H_
#define QUOLL_MAMA_TIMEZONE_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL mamaTimeZone mamaTimeZone_local(void);
MAMAExpDLL mamaTimeZone mamaTimeZone_utc(void);
MAMAExpDLL mamaTimeZone mamaTimeZone_usEastern(void);
MAMAExpDLL mama_status mamaTimeZone_create(mamaTimeZone* timeZone);
MAMAExpDLL mama_status mamaTimeZone_createFromTz(mamaTimeZone* timeZone, const char* tzId);
MAMAExpDLL mama_status mamaTimeZone_createCopy(mamaTimeZone* timeZone,
                                               const mamaTimeZone timeZoneCopy);
MAMAExpDLL mama_status mamaTimeZone_destroy(mamaTimeZone timeZone);
MAMAExpDLL mama_status mamaTimeZone_copy(mamaTimeZone timeZone, const mamaTimeZone timeZoneCopy);
MAMAExpDLL mama_status mamaTimeZone_set(mamaTimeZone timeZone, const char* tzId);
MAMAExpDLL mama_status mamaTimeZone_clear(mamaTimeZone timeZone);
MAMAExpDLL mama_status mamaTimeZone_getTz(const mamaTimeZone timeZone, const char** result);
MAMAExpDLL mama_status mamaTimeZone_getOffset(const mamaTimeZone timeZone, mama_i32_t* result);
MAMAExpDLL mama_status mamaTimeZone_check(mamaTimeZone timeZone);
MAMAExpDLL void mamaTimeZone_setScanningInterval(mama_f64_t seconds);
MAMAExpDLL void mamaTimeZone_cleanUp(void);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_TIMEZONE_H_ */
