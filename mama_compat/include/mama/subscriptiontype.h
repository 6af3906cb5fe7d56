/* Quoll: mama/subscriptiontype.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_SUBSCRIPTIONTYPE_H_
#define QUOLL_MAMA_SUBSCRIPTIONTYPE_H_

#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mamaSubscriptionType {
  MAMA_SUBSC_TYPE_NORMAL = 0,
  MAMA_SUBSC_TYPE_GROUP = 1,
  MAMA_SUBSC_TYPE_BOOK = 2,
  MAMA_SUBSC_TYPE_BASIC = 3,
  MAMA_SUBSC_TYPE_DICTIONARY = 4,
  MAMA_SUBSC_TYPE_SYMBOL_LIST = 5,
  MAMA_SUBSC_TYPE_SYMBOL_LIST_NORMAL = 6,
  MAMA_SUBSC_TYPE_SYMBOL_LIST_GROUP = 7,
  MAMA_SUBSC_TYPE_SYMBOL_LIST_BOOK = 8
} mamaSubscriptionType;

MAMAExpDLL const char* MamaSubscTypeStr(mamaSubscriptionType subtype);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SUBSCRIPTIONTYPE_H_ */
