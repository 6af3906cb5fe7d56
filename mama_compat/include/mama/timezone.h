/* Quoll: mama/timezone.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Time zones by the names of the system's database (messages 10).
 */
#ifndef QUOLL_MAMA_TIMEZONE_H_
#define QUOLL_MAMA_TIMEZONE_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Zones that the library owns: never destroy them. */
MAMAExpDLL mamaTimeZone mamaTimeZone_local(void);
MAMAExpDLL mamaTimeZone mamaTimeZone_utc(void);
MAMAExpDLL mamaTimeZone mamaTimeZone_usEastern(void);

/**
 * A time zone for mamaTimeZone_destroy; without a name it is the local one.
 * @return OK; INVALID_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaTimeZone_create(mamaTimeZone* timeZone);

/**
 * The zone with this name, e.g. "US/Eastern".
 * @return OK; INVALID_ARG; NOT_FOUND for a name that the system does not know; NOMEM
 */
MAMAExpDLL mama_status mamaTimeZone_createFromTz(mamaTimeZone* timeZone, const char* tzId);

/** A copy, for mamaTimeZone_destroy. */
MAMAExpDLL mama_status mamaTimeZone_createCopy(mamaTimeZone* timeZone,
                                               const mamaTimeZone timeZoneCopy);

/** Frees a zone that the application has made. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaTimeZone_destroy(mamaTimeZone timeZone);

/** Changes a zone to what another one is, to a name, or (clear) to the local one. */
MAMAExpDLL mama_status mamaTimeZone_copy(mamaTimeZone timeZone, const mamaTimeZone timeZoneCopy);
MAMAExpDLL mama_status mamaTimeZone_set(mamaTimeZone timeZone, const char* tzId);
MAMAExpDLL mama_status mamaTimeZone_clear(mamaTimeZone timeZone);

/** The name, owned by the zone. */
MAMAExpDLL mama_status mamaTimeZone_getTz(const mamaTimeZone timeZone, const char** result);

/** Seconds to add to UTC, as of now. */
MAMAExpDLL mama_status mamaTimeZone_getOffset(const mamaTimeZone timeZone, mama_i32_t* result);

/** Computes the offset anew. */
MAMAExpDLL mama_status mamaTimeZone_check(mamaTimeZone timeZone);

/** How often offsets are computed anew, in seconds. */
MAMAExpDLL void mamaTimeZone_setScanningInterval(mama_f64_t seconds);

/** Ends the thread that does so; the last mama_close does it too. */
MAMAExpDLL void mamaTimeZone_cleanUp(void);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_TIMEZONE_H_ */
