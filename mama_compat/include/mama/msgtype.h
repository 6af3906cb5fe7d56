/* Quoll: mama/msgtype.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The type of a message, as field MdMsgType (1) says.
 */
#ifndef QUOLL_MAMA_MSGTYPE_H_
#define QUOLL_MAMA_MSGTYPE_H_

#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Types of messages. */
typedef enum mamaMsgType QUOLL_OPEN_ENUM_ {
  MAMA_MSG_TYPE_UPDATE = 0,
  MAMA_MSG_TYPE_INITIAL = 1,
  MAMA_MSG_TYPE_CANCEL = 2,
  MAMA_MSG_TYPE_ERROR = 3,
  MAMA_MSG_TYPE_CORRECTION = 4,
  MAMA_MSG_TYPE_CLOSING = 5,
  MAMA_MSG_TYPE_RECAP = 6,
  MAMA_MSG_TYPE_DELETE = 7,
  MAMA_MSG_TYPE_EXPIRE = 8,
  MAMA_MSG_TYPE_SNAPSHOT = 9,
  MAMA_MSG_TYPE_PREOPENING = 12,
  MAMA_MSG_TYPE_QUOTE = 13,
  MAMA_MSG_TYPE_TRADE = 14,
  MAMA_MSG_TYPE_ORDER = 15,
  MAMA_MSG_TYPE_BOOK_INITIAL = 16,
  MAMA_MSG_TYPE_BOOK_UPDATE = 17,
  MAMA_MSG_TYPE_BOOK_CLEAR = 18,
  MAMA_MSG_TYPE_BOOK_RECAP = 19,
  MAMA_MSG_TYPE_BOOK_SNAPSHOT = 20,
  MAMA_MSG_TYPE_NOT_PERMISSIONED = 21,
  MAMA_MSG_TYPE_NOT_FOUND = 22,
  MAMA_MSG_TYPE_END_OF_INITIALS = 23,
  MAMA_MSG_TYPE_WOMBAT_REQUEST = 24,
  MAMA_MSG_TYPE_WOMBAT_CALC = 25,
  MAMA_MSG_TYPE_SEC_STATUS = 26,
  MAMA_MSG_TYPE_DDICT_SNAPSHOT = 50,
  MAMA_MSG_TYPE_MISC = 100,
  MAMA_MSG_TYPE_TIBRV = 101,
  MAMA_MSG_TYPE_FEATURE_SET = 150,
  MAMA_MSG_TYPE_SYNC_REQUEST = 170,
  MAMA_MSG_TYPE_REFRESH = 171,
  MAMA_MSG_TYPE_WORLD_VIEW = 172,
  MAMA_MSG_TYPE_NEWS_QUERY = 173,
  MAMA_MSG_TYPE_NULL = 175,
  MAMA_MSG_TYPE_ENTITLEMENTS_REFRESH = 176,
  MAMA_MSG_TYPE_UNKNOWN = 199
} mamaMsgType;

/** The type of a message, MAMA_MSG_TYPE_UNKNOWN without one. */
MAMAExpDLL mamaMsgType mamaMsgType_typeForMsg(const mamaMsg msg);

/** The name of a message's type. Static. */
MAMAExpDLL const char* mamaMsgType_stringForMsg(const mamaMsg msg);

/** The name of a type, "error" for any other value. Static. */
MAMAExpDLL const char* mamaMsgType_stringForType(mamaMsgType type);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MSGTYPE_H_ */
