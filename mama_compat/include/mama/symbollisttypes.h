/* Quoll: mama/symbollisttypes.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Handles of symbol lists.
 */
#ifndef QUOLL_MAMA_SYMBOLLISTTYPES_H_
#define QUOLL_MAMA_SYMBOLLISTTYPES_H_

#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mamaSymbolList_* mamaSymbolList;
typedef struct mamaSymbolListMember_* mamaSymbolListMember;

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SYMBOLLISTTYPES_H_ */
