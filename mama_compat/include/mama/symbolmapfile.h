/* Quoll: mama/symbolmapfile.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Symbol maps read from a file.
 */
#ifndef QUOLL_MAMA_SYMBOLMAPFILE_H_
#define QUOLL_MAMA_SYMBOLMAPFILE_H_

#include <mama/status.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void* mamaSymbolMapFile;

MAMAExpDLL void mamaSymbolMapFile_addMap(mamaSymbolMapFile fileMap, const char* fromSymbol,
                                         const char* toSymbol);
MAMAExpDLL mama_status mamaSymbolMapFile_create(mamaSymbolMapFile* fileMap);
MAMAExpDLL mama_status mamaSymbolMapFile_destroy(mamaSymbolMapFile fileMap);
MAMAExpDLL mama_status mamaSymbolMapFile_load(mamaSymbolMapFile fileMap, const char* fileName);
MAMAExpDLL int mamaSymbolMapFile_map(mamaSymbolMapFile fileMap, char* result, const char* symbol,
                                     size_t maxLen);
MAMAExpDLL int mamaSymbolMapFile_revMap(mamaSymbolMapFile fileMap, char* result, const char* symbol,
                                        size_t maxLen);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SYMBOLMAPFILE_H_ */
