/* Quoll: mama/subscmsgtype.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Kinds of requests from subscribers to publishers, and the topics on which they travel.
 */
#ifndef QUOLL_MAMA_SUBSCMSGTYPE_H_
#define QUOLL_MAMA_SUBSCMSGTYPE_H_

#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAMA_SUBSCROOT "_MD"
#define MAMA_SUBSCMANROOT "_MDSM"
#define MAMA_DATADICTROOT "_MDDD"
#define MAMA_WORLDVIEWROOT "_MDWV"
#define MAMA_WORLDVIEWREQUEST "_MDWV.WORLDVIEW_REQUEST"
#define MAMA_WORLDVIEWUPDATE "_MDWV.WORLDVIEW_UPDATE"
#define MAMA_TIMEOUT (10.0)
#define MAMA_RETRIES 2
#define MAMA_REFRESHINTERVALMIN (3600.0)
#define MAMA_REFRESHINTERVALRAND (1800.0)

/** What a subscriber asks for. */
typedef enum mamaSubscMsgType QUOLL_OPEN_ENUM_ {
  MAMA_SUBSC_SUBSCRIBE = 0,
  MAMA_SUBSC_SNAPSHOT = 1,
  MAMA_SUBSC_UNSUBSCRIBE = 2,
  MAMA_SUBSC_RESUBSCRIBE = 3,
  MAMA_SUBSC_REFRESH = 4,
  MAMA_SUBSC_DDICT_SNAPSHOT = 5,
  MAMA_SUBSC_WORLDVIEW_RQST = 6,
  MAMA_SUBSC_DQ_SUBSCRIBER = 7,
  MAMA_SUBSC_DQ_PUBLISHER = 8,
  MAMA_SUBSC_DQ_NETWORK = 9,
  MAMA_SUBSC_DQ_UNKNOWN = 10,
  MAMA_SUBSC_FEATURE_SET_RQST = 11,
  MAMA_SUBSC_DQ_GROUP_SUBSCRIBER = 12
} mamaSubscMsgType;

/** The name of a kind, "unknown" for any other value. Static. */
MAMAExpDLL const char* MamaSubscMsgTypeStr(mamaSubscMsgType msgType);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SUBSCMSGTYPE_H_ */
