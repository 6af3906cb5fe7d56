/* Quoll: mama/msgstatus.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The status of a message: why it was sent, or why there is none.
 */
#ifndef QUOLL_MAMA_MSGSTATUS_H_
#define QUOLL_MAMA_MSGSTATUS_H_

#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Statuses of messages. */
typedef enum mamaMsgStatus_ QUOLL_OPEN_ENUM_ {
  MAMA_MSG_STATUS_OK = 0,
  MAMA_MSG_STATUS_LINE_DOWN = 1,
  MAMA_MSG_STATUS_NO_SUBSCRIBERS = 2,
  MAMA_MSG_STATUS_BAD_SYMBOL = 3,
  MAMA_MSG_STATUS_EXPIRED = 4,
  MAMA_MSG_STATUS_TIMEOUT = 5,
  MAMA_MSG_STATUS_MISC = 6,
  MAMA_MSG_STATUS_STALE = 7,
  MAMA_MSG_STATUS_TIBRV_STATUS = 8,
  MAMA_MSG_STATUS_PLATFORM_STATUS = 8,
  MAMA_MSG_STATUS_NOT_ENTITLED = 9,
  MAMA_MSG_STATUS_NOT_FOUND = 10,
  MAMA_MSG_STATUS_POSSIBLY_STALE = 11,
  MAMA_MSG_STATUS_NOT_PERMISSIONED = 12,
  MAMA_MSG_STATUS_TOPIC_CHANGE = 13,
  MAMA_MSG_STATUS_BANDWIDTH_EXCEEDED = 14,
  MAMA_MSG_STATUS_DUPLICATE = 15,
  MAMA_MSG_STATUS_UNKNOWN = 99
} mamaMsgStatus;

/** The status of a received message; stringForMsg as text. */
MAMAExpDLL mamaMsgStatus mamaMsgStatus_statusForMsg(const mamaMsg msg);

/** The status of a received message as text. Static. */
MAMAExpDLL const char* mamaMsgStatus_stringForMsg(const mamaMsg msg);

/** The name of a status, "error" for any other value. Static. */
MAMAExpDLL const char* mamaMsgStatus_stringForStatus(mamaMsgStatus type);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MSGSTATUS_H_ */
