/* Quoll: mama/mamautils.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_MAMAUTILS_H_
#define QUOLL_MAMA_MAMAUTILS_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL mama_status mamaUtils_readSymbolFile(
    const char* symbolFile, const char** level1SymbolList, mama_size_t level1SymbolListSize,
    mama_size_t* level1SymbolListCount, const char** level2SymbolList,
    mama_size_t level2SymbolListSize, mama_size_t* level2SymbolListCount);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MAMAUTILS_H_ */
