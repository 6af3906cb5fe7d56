/* Quoll: mama/sourceman.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Sources by name.
 */
#ifndef QUOLL_MAMA_SOURCEMAN_H_
#define QUOLL_MAMA_SOURCEMAN_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void(MAMACALLTYPE* mamaSourceManager_sourcesIteratorCb)(mamaSourceManager sourceManager,
                                                                mamaSource source, void* closure);

MAMAExpDLL mama_status mamaSourceManager_create(mamaSourceManager* sourceManager);
MAMAExpDLL mama_status mamaSourceManager_destroy(mamaSourceManager sourceManager);
MAMAExpDLL mama_status mamaSourceManager_createSource(mamaSourceManager sourceManager,
                                                      const char* name, mamaSource* source);
MAMAExpDLL mama_status mamaSourceManager_findOrCreateSource(mamaSourceManager sourceManager,
                                                            const char* name, mamaSource* source);
MAMAExpDLL mama_status mamaSourceManager_findSource(mamaSourceManager sourceManager,
                                                    const char* name, mamaSource* source);
MAMAExpDLL mama_status mamaSourceManager_addSource(mamaSourceManager sourceManager,
                                                   mamaSource source);
MAMAExpDLL mama_status mamaSourceManager_addSourceWithName(mamaSourceManager sourceManager,
                                                           mamaSource source, const char* name);
MAMAExpDLL mama_status mamaSourceManager_iterateSources(
    mamaSourceManager sourceGroup, mamaSourceManager_sourcesIteratorCb callback, void* closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SOURCEMAN_H_ */
