/* Quoll: mama/timezone.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Time zones by the names of the system's database, as mama/datetime.h takes them (messages 10).
 *
 * A zone is a reference to an entry of the database, which says for every instant how many seconds
 * clocks there are ahead of UTC. Conversions use the offset of the instant that they convert, not
 * that of today. Where clocks change, local times are read so:
 *  - one that is shown twice, when clocks are put back, means the first of the two instants;
 *  - one that is leapt over, when clocks are put forward, is read with the offset before the change
 *    (02:30 of a night in which 02:00 becomes 03:00 is the instant at which clocks show 03:30).
 *
 * Names are looked up in $TZDIR, or /usr/share/zoneinfo where that is not set; a name has at most
 * 62 characters, none of its parts begins with a dot, and it does not begin with a slash. "UTC"
 * needs no file, and "US/Eastern" is found as "America/New_York" where the old names are not
 * installed. The local zone is /etc/localtime, or UTC where there is no such file. The variable TZ
 * of the process has no say in any of this, and is not changed. Files that count leap seconds
 * ("right/...") are refused: seconds here are those of the system's clock, which does not.
 *
 * Files are read when a name is first used. A thread of the library reads those in use again, so
 * that a process that runs for long learns of new rules: it starts with the first zone, reads at
 * once and then in intervals (mamaTimeZone_setScanningInterval). A file that is gone or damaged
 * leaves what was known, with an Error line in the log.
 *
 * Nothing here needs mama_open, and zones may be destroyed after the last mama_close. Any thread
 * may call any function, also two with the same zone; only destroying one that another thread still
 * uses is for the program to avoid. A NULL or destroyed zone, and a NULL result, give INVALID_ARG;
 * so does changing or destroying one that the library owns.
 */
#ifndef QUOLL_MAMA_TIMEZONE_H_
#define QUOLL_MAMA_TIMEZONE_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The local zone, UTC and "US/Eastern". Made by the first call, owned by the library, valid until
 * the process ends: never to be destroyed or changed. Where the system does not know the zone, its
 * offset cannot be had (NOT_FOUND).
 */
MAMAExpDLL mamaTimeZone mamaTimeZone_local(void);
MAMAExpDLL mamaTimeZone mamaTimeZone_utc(void);
MAMAExpDLL mamaTimeZone mamaTimeZone_usEastern(void);

/**
 * A zone of the caller's, for mamaTimeZone_destroy: the local one, until it is set.
 * @return OK; INVALID_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaTimeZone_create(mamaTimeZone* timeZone);

/**
 * The same with a name, e.g. "Europe/London"; NULL or "" is the local zone. *timeZone is NULL
 * afterwards where this fails.
 * @return OK; INVALID_ARG; NOT_FOUND for a name that the system does not know, with an Error line
 *         in the log that says why; NOMEM
 */
MAMAExpDLL mama_status mamaTimeZone_createFromTz(mamaTimeZone* timeZone, const char* tzId);

/**
 * Another zone of the caller's, for mamaTimeZone_destroy, that is what timeZoneCopy is now.
 * @return OK; INVALID_ARG, also for a NULL timeZoneCopy; NOMEM
 */
MAMAExpDLL mama_status mamaTimeZone_createCopy(mamaTimeZone* timeZone,
                                               const mamaTimeZone timeZoneCopy);

/** Frees a zone of the caller's. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaTimeZone_destroy(mamaTimeZone timeZone);

/** Makes timeZone what timeZoneCopy is. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaTimeZone_copy(mamaTimeZone timeZone, const mamaTimeZone timeZoneCopy);

/**
 * Makes it the zone with this name; NULL or "" is the local zone. Where this fails it stays what it
 * was.
 * @return OK; INVALID_ARG; NOT_FOUND for a name that the system does not know
 */
MAMAExpDLL mama_status mamaTimeZone_set(mamaTimeZone timeZone, const char* tzId);

/** Makes it the local zone. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaTimeZone_clear(mamaTimeZone timeZone);

/**
 * The name; of the local zone the abbreviation that holds now, e.g. "CEST". The text belongs to the
 * library and stays until the process ends.
 * @return OK; INVALID_ARG; NOT_FOUND where the rules of the local zone could not be read
 */
MAMAExpDLL mama_status mamaTimeZone_getTz(const mamaTimeZone timeZone, const char** result);

/**
 * Seconds to add to UTC, as of now; negative west of Greenwich.
 * @return OK; INVALID_ARG; NOT_FOUND where the rules could not be read
 */
MAMAExpDLL mama_status mamaTimeZone_getOffset(const mamaTimeZone timeZone, mama_i32_t* result);

/**
 * Reads the zone's file again, now, on this thread.
 * @return OK; INVALID_ARG; NOT_FOUND when it is gone or damaged: what was known then stays
 */
MAMAExpDLL mama_status mamaTimeZone_check(mamaTimeZone timeZone);

/**
 * How often the thread of the library reads the files again, in seconds (1800.37 unless set; at
 * least 0.001), from its next round on. 0, less, or what is no number keeps the interval that was
 * set before; where none was, it is 60 from then on.
 */
MAMAExpDLL void mamaTimeZone_setScanningInterval(mama_f64_t seconds);

/**
 * Ends that thread and waits for it, but when called on the thread itself (from a log callback).
 * Zones go on working; the next one that is made starts the thread again. The last mama_close does
 * the same.
 */
MAMAExpDLL void mamaTimeZone_cleanUp(void);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_TIMEZONE_H_ */
