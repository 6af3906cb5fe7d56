/* Quoll: mama/stat.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Statistics: counters that are reported at intervals.
 *
 * Any thread may call anything, whether a statistic was made lockable or not. Handles that are
 * destroyed are answered with INVALID_ARG, NULL or 0 (services A).
 */
#ifndef QUOLL_MAMA_STAT_H_
#define QUOLL_MAMA_STAT_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAMA_STAT_NOT_LOCKABLE 0
#define MAMA_STAT_LOCKABLE 1

/** The well-known statistics; the numbers are field numbers. */
typedef enum mamaStatType {
  MAMA_STAT_TYPE_INITIALS = 105,
  MAMA_STAT_TYPE_RECAPS = 106,
  MAMA_STAT_TYPE_NUM_MESSAGES = 107,
  MAMA_STAT_TYPE_FT_TAKEOVERS = 108,
  MAMA_STAT_TYPE_QUEUE_SIZE = 109,
  MAMA_STAT_TYPE_SUBSCRIPTIONS = 110,
  MAMA_STAT_TYPE_TIMEOUTS = 111,
  MAMA_STAT_TYPE_MSG_INDEX = 112,
  MAMA_STAT_TYPE_NAK_PACKETS_SENT = 113,
  MAMA_STAT_TYPE_NAKS_SENT = 114,
  MAMA_STAT_TYPE_MSGS_LOST = 115,
  MAMA_STAT_TYPE_NCFS_IGNORE = 116,
  MAMA_STAT_TYPE_NCFS_SHED = 117,
  MAMA_STAT_TYPE_NCFS_RX_DELAY = 118,
  MAMA_STAT_TYPE_NCFS_UNKNOWN = 119,
  MAMA_STAT_TYPE_DUPLICATE_MSGS = 120,
  MAMA_STAT_TYPE_UNRECOVERABLE_WINDOW_ADVANCE = 121,
  MAMA_STAT_TYPE_UNRECOVERABLE_TIMEOUT = 122,
  MAMA_STAT_TYPE_LBM_MSGS_RECEIVED_NO_TOPIC = 123,
  MAMA_STAT_TYPE_LBM_REQUESTS_RECEIVED = 124,
  MAMA_STAT_TYPE_WOMBAT_MSGS = 125,
  MAMA_STAT_TYPE_RV_MSGS = 126,
  MAMA_STAT_TYPE_FAST_MSGS = 127,
  MAMA_STAT_TYPE_UNKNOWN_MSGS = 128,
  MAMA_STAT_TYPE_PUBLISHER_SEND = 129,
  MAMA_STAT_TYPE_PUBLISHER_INBOX_SEND = 130,
  MAMA_STAT_TYPE_PUBLISHER_REPLY_SEND = 131,
  MAMA_STAT_TYPE_UNKNOWN = 999
} mamaStatType;

/**
 * A counter in a collector, for mamaStat_destroy.
 * @param lockable  MAMA_STAT_LOCKABLE or MAMA_STAT_NOT_LOCKABLE
 * @param name      copied
 * @param type      a number, different from the collector's others
 * @return OK; NULL_ARG; INVALID_ARG when the collector is full; NOMEM
 */
MAMAExpDLL mama_status mamaStat_create(mamaStat* stat, mamaStatsCollector collector, int lockable,
                                       const char* name, mama_fid_t type);

/**
 * Ends it: it is in no report any more, and, unless this is called from inside a callback, its poll
 * callback does not run any more. @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaStat_destroy(mamaStat stat);

/**
 * Change the value of the present interval; what is added also counts for maximum and total.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaStat_increment(mamaStat stat);
MAMAExpDLL mama_status mamaStat_decrement(mamaStat stat);
MAMAExpDLL mama_status mamaStat_reset(mamaStat stat);
MAMAExpDLL mama_status mamaStat_add(mamaStat stat, int value);
MAMAExpDLL mama_status mamaStat_subtract(mamaStat stat, int value);
MAMAExpDLL mama_status mamaStat_setIntervalValue(mamaStat stat, int value);

/**
 * What it was created with, and its values: of the interval, its maximum, the total. They are
 * counted in 64 bits and cut to what the results can hold, maximum and total at 0. NULL gives 0, or
 * NULL; getStats takes NULL for what is not wanted. The name is valid until destroy. Values but the
 * total ask the poll callback first, if there is one.
 */
MAMAExpDLL mama_fid_t mamaStat_getFid(mamaStat stat);
MAMAExpDLL int mamaStat_getIntervalValue(mamaStat stat);
MAMAExpDLL int mamaStat_getMaxValue(mamaStat stat);
MAMAExpDLL int mamaStat_getTotalValue(mamaStat stat);
MAMAExpDLL void mamaStat_getStats(mamaStat stat, mama_i32_t* intervalValue, mama_u32_t* maxValue,
                                  mama_u32_t* totalValue);
MAMAExpDLL const char* mamaStat_getName(mamaStat stat);

/** Whether it is written to the log, and published (both 1 at first). @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStat_setLog(mamaStat stat, int log);
MAMAExpDLL int mamaStat_getLog(mamaStat stat);
MAMAExpDLL mama_status mamaStat_setPublish(mamaStat stat, int publish);
MAMAExpDLL int mamaStat_getPublish(mamaStat stat);

/** The well-known statistic of this name, and the name of one; "Unknown" for any other. */
MAMAExpDLL mamaStatType mamaStatType_fromString(const char* statTypeString);
MAMAExpDLL const char* mamaStatType_toString(mamaStatType statType);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_STAT_H_ */
