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

/** A list of symbols. */
typedef struct mamaSymbolList_* mamaSymbolList;

/** A symbol in a list, with source, transport and closure. */
typedef struct mamaSymbolListMember_* mamaSymbolListMember;

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SYMBOLLISTTYPES_H_ */
