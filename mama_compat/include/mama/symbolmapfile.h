/* Quoll: mama/symbolmapfile.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Symbol maps read from a file.
 *
 * Each line: a symbol, blanks, its translation (the rest of the line). mamaSymbolMapFile_map can be
 * given to mamaTransport_setSymbolMapFunc with the map as its closure (subscription 17).
 */
#ifndef QUOLL_MAMA_SYMBOLMAPFILE_H_
#define QUOLL_MAMA_SYMBOLMAPFILE_H_

#include <mama/status.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A map in both directions. */
typedef void* mamaSymbolMapFile;

/** Adds a pair, or replaces one. */
MAMAExpDLL void mamaSymbolMapFile_addMap(mamaSymbolMapFile fileMap, const char* fromSymbol,
                                         const char* toSymbol);

/** An empty map, for mamaSymbolMapFile_destroy. @return OK; INVALID_ARG; NOMEM */
MAMAExpDLL mama_status mamaSymbolMapFile_create(mamaSymbolMapFile* fileMap);

/** Frees it. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaSymbolMapFile_destroy(mamaSymbolMapFile fileMap);

/**
 * Replaces the contents by those of a file, in $WOMBAT_PATH or as named.
 * @return OK; INVALID_ARG for NULL, or a file that cannot be opened
 */
MAMAExpDLL mama_status mamaSymbolMapFile_load(mamaSymbolMapFile fileMap, const char* fileName);

/**
 * Translates, or copies what has no translation; ended by NUL and cut to maxLen.
 * @return 1 when translated, else 0
 */
MAMAExpDLL int mamaSymbolMapFile_map(mamaSymbolMapFile fileMap, char* result, const char* symbol,
                                     size_t maxLen);

/** The same backwards. */
MAMAExpDLL int mamaSymbolMapFile_revMap(mamaSymbolMapFile fileMap, char* result, const char* symbol,
                                        size_t maxLen);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SYMBOLMAPFILE_H_ */
