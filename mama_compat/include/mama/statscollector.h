/* Quoll: mama/statscollector.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Groups of statistics that are reported together.
 */
#ifndef QUOLL_MAMA_STATSCOLLECTOR_H_
#define QUOLL_MAMA_STATSCOLLECTOR_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Whose statistics they are. */
typedef enum mamaStatsCollectorType {
  MAMA_STATS_COLLECTOR_TYPE_QUEUE = 0,
  MAMA_STATS_COLLECTOR_TYPE_TRANSPORT = 1,
  MAMA_STATS_COLLECTOR_TYPE_USER = 2,
  MAMA_STATS_COLLECTOR_TYPE_GLOBAL = 3
} mamaStatsCollectorType;

/** A collector, for mamaStatsCollector_destroy; texts are copied. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status mamaStatsCollector_create(mamaStatsCollector* statsCollector,
                                                 mamaStatsCollectorType type, const char* name,
                                                 const char* middleware);

/**
 * Ends it, after mama_removeStatsCollector and its statistics; in another order it is taken out of
 * the reports all the same. Unless this is called from inside a callback, it waits for a report
 * that is under way. @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaStatsCollector_destroy(mamaStatsCollector statsCollector);

/**
 * Called by mamaStat_create: takes the place of a statistic with the same number.
 * @return OK; NULL_ARG; INVALID_ARG when there are 35 others; NOMEM
 */
MAMAExpDLL mama_status mamaStatsCollector_addStat(mamaStatsCollector statsCollector, mamaStat stat);

/** Adds one to the statistic of this number, if there is one. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStatsCollector_incrementStat(mamaStatsCollector statsCollector,
                                                        mama_fid_t identifier);

/** Renames it. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStatsCollector_setName(mamaStatsCollector statsCollector,
                                                  const char* name);

/**
 * Whether it is published (0 at first), and written to the log (1 at first).
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaStatsCollector_setPublish(mamaStatsCollector statsCollector,
                                                     int publish);
MAMAExpDLL int mamaStatsCollector_getPublish(mamaStatsCollector statsCollector);
MAMAExpDLL mama_status mamaStatsCollector_setLog(mamaStatsCollector statsCollector, int log);
MAMAExpDLL int mamaStatsCollector_getLog(mamaStatsCollector statsCollector);

/** "Queue", "Transport", "User", "Global" or "Unknown". Static. */
MAMAExpDLL const char* mamaStatsCollectorType_stringForType(mamaStatsCollectorType type);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_STATSCOLLECTOR_H_ */
