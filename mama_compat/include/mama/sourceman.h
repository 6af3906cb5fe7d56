/* Quoll: mama/sourceman.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Sources by name.
 *
 * Names are copied; sources are never owned, and one that is destroyed is not found any more. One
 * thread at a time (subscription 16).
 */
#ifndef QUOLL_MAMA_SOURCEMAN_H_
#define QUOLL_MAMA_SOURCEMAN_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Called for each source. */
typedef void(MAMACALLTYPE* mamaSourceManager_sourcesIteratorCb)(mamaSourceManager sourceManager,
                                                                mamaSource source, void* closure);

/** An empty manager, for mamaSourceManager_destroy. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status mamaSourceManager_create(mamaSourceManager* sourceManager);

/** Frees it; the sources live on. @return OK; NULL_ARG; INVALID_ARG for one of a source */
MAMAExpDLL mama_status mamaSourceManager_destroy(mamaSourceManager sourceManager);

/**
 * The source of this name, made when there is none.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL name or result; NOMEM
 */
MAMAExpDLL mama_status mamaSourceManager_createSource(mamaSourceManager sourceManager,
                                                      const char* name, mamaSource* source);

/** The same. */
MAMAExpDLL mama_status mamaSourceManager_findOrCreateSource(mamaSourceManager sourceManager,
                                                            const char* name, mamaSource* source);

/** The source of this name. @return OK; NULL_ARG; INVALID_ARG; NOT_FOUND, with *source NULL */
MAMAExpDLL mama_status mamaSourceManager_findSource(mamaSourceManager sourceManager,
                                                    const char* name, mamaSource* source);

/**
 * Adds a source under its id, or under a name, which becomes its mapped id.
 * @return OK; NULL_ARG; INVALID_ARG; SYSTEM_ERROR without an id, or when the name is taken
 */
MAMAExpDLL mama_status mamaSourceManager_addSource(mamaSourceManager sourceManager,
                                                   mamaSource source);
MAMAExpDLL mama_status mamaSourceManager_addSourceWithName(mamaSourceManager sourceManager,
                                                           mamaSource source, const char* name);

/**
 * Calls back for each source, in no particular order.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL callback
 */
MAMAExpDLL mama_status mamaSourceManager_iterateSources(
    mamaSourceManager sourceGroup, mamaSourceManager_sourcesIteratorCb callback, void* closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SOURCEMAN_H_ */
