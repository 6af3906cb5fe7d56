/* Quoll: mama/mamautils.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Helpers for programs.
 */
#ifndef QUOLL_MAMA_MAMAUTILS_H_
#define QUOLL_MAMA_MAMAUTILS_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Reads a list of symbols: one a line, blank lines skipped, lines of more than 197 bytes split. The
 * file name is taken as it is.
 *
 * A line with a "|" is stored as the text behind it in the second list, if there is one; any other
 * line is stored whole in the first. Entries are malloc'ed for the caller. Reading stops when a
 * list is full.
 * @return OK; NULL_ARG for a NULL file name or first list; INVALID_ARG for an empty name or a first
 *         list of size 0; NOT_FOUND when the file cannot be opened
 */
MAMAExpDLL mama_status mamaUtils_readSymbolFile(
    const char* symbolFile, const char** level1SymbolList, mama_size_t level1SymbolListSize,
    mama_size_t* level1SymbolListCount, const char** level2SymbolList,
    mama_size_t level2SymbolListSize, mama_size_t* level2SymbolListCount);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MAMAUTILS_H_ */
