/* Quoll: mama/subscriptiontype.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Types of subscriptions.
 */
#ifndef QUOLL_MAMA_SUBSCRIPTIONTYPE_H_
#define QUOLL_MAMA_SUBSCRIPTIONTYPE_H_

#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a subscription follows. */
typedef enum mamaSubscriptionType QUOLL_OPEN_ENUM_ {
  MAMA_SUBSC_TYPE_NORMAL = 0,     /**< one symbol */
  MAMA_SUBSC_TYPE_GROUP = 1,      /**< a symbol that stands for many */
  MAMA_SUBSC_TYPE_BOOK = 2,       /**< an order book */
  MAMA_SUBSC_TYPE_BASIC = 3,      /**< a topic, with no more than its messages */
  MAMA_SUBSC_TYPE_DICTIONARY = 4, /**< the data dictionary */
  MAMA_SUBSC_TYPE_SYMBOL_LIST = 5,
  MAMA_SUBSC_TYPE_SYMBOL_LIST_NORMAL = 6,
  MAMA_SUBSC_TYPE_SYMBOL_LIST_GROUP = 7,
  MAMA_SUBSC_TYPE_SYMBOL_LIST_BOOK = 8
} mamaSubscriptionType;

/** The name of a type. Static. */
MAMAExpDLL const char* MamaSubscTypeStr(mamaSubscriptionType subtype);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SUBSCRIPTIONTYPE_H_ */
