/* Quoll: mama/marketdata.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Older names for types of messages and data.
 */
#ifndef QUOLL_MAMA_MARKETDATA_H_
#define QUOLL_MAMA_MARKETDATA_H_

#include <mama/msgtype.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What kind of data a message belongs to. */
typedef enum mamaMdDataType {
  MAMA_MD_DATA_TYPE_STANDARD = 0,
  MAMA_MD_DATA_TYPE_ORDER_BOOK = 1,
  MAMA_MD_DATA_TYPE_NEWS_STORY = 2,
  MAMA_MD_DATA_TYPE_WORLDVIEW = 3,
  MAMA_MD_DATA_TYPE_PROPERTY = 4,
  MAMA_MD_DATA_TYPE_USAGE_LOG = 5,
  MAMA_MD_DATA_TYPE_NEWS_QUERY = 6,
  MAMA_MD_DATA_TYPE_TEMPLATE = 7
} mamaDataType;

/** What a message says about the market. */
typedef enum mamaMdMsgType {
  MAMA_MD_MSG_TYPE_GENERAL = 0,
  MAMA_MD_MSG_TYPE_CANCEL = 2,
  MAMA_MD_MSG_TYPE_ERROR = 3,
  MAMA_MD_MSG_TYPE_CORRECTION = 4,
  MAMA_MD_MSG_TYPE_CLOSING = 5,
  MAMA_MD_MSG_TYPE_SYMBOL_DELETE = 7,
  MAMA_MD_MSG_TYPE_SYMBOL_ACTION = 8,
  MAMA_MD_MSG_TYPE_PREOPENING = 12,
  MAMA_MD_MSG_TYPE_QUOTE = 13,
  MAMA_MD_MSG_TYPE_TRADE = 14,
  MAMA_MD_MSG_TYPE_BOOK_UPDATE = 15,
  MAMA_MD_MSG_TYPE_BOOK_INITIAL = 16,
  MAMA_MD_MSG_TYPE_BOOK_CLEAR = 18,
  MAMA_MD_MSG_TYPE_IMBALANCE = 22,
  MAMA_MD_MSG_TYPE_SECURITY_STATUS = 23,
  MAMA_MD_MSG_TYPE_NEWS_HEADLINE = 24,
  MAMA_MD_MSG_TYPE_NEWS_STORY = 25,
  MAMA_MD_MSG_TYPE_NEWS_QUERY = 26,
  MAMA_MD_MSG_TYPE_MISC = 100
} mamaMdMsgType;

/** Field MamaAppMsgType (18); GENERAL when absent. */
MAMAExpDLL mamaMdMsgType mamaMdMsgType_typeForMsg(const mamaMsg msg);

/** Its name. Static. */
MAMAExpDLL const char* mamaMdMsgType_stringForMsg(const mamaMsg msg);

/** The name of a type, "UNKNOWN" for any other value. Static. */
MAMAExpDLL const char* mamaMdMsgType_stringForType(mamaMdMsgType type);

/** The mamaMsgType of that name, or MISC. */
MAMAExpDLL mamaMsgType mamaMdMsgType_compatMsgType(mamaMdMsgType type);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MARKETDATA_H_ */
