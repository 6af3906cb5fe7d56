/* Quoll: mama/symbolmap.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The type of functions that translate symbols.
 */
#ifndef QUOLL_MAMA_SYMBOLMAP_H_
#define QUOLL_MAMA_SYMBOLMAP_H_

#include <stddef.h>
#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Writes the translation of symbol to result, at most maxLen bytes with the end of the string. */
typedef int(MAMACALLTYPE* mamaSymbolMapFunc)(void* closure, char* result, const char* symbol,
                                             size_t maxLen);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SYMBOLMAP_H_ */
