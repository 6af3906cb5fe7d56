/* Quoll: mama/integration/statsgenerator.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The object that reports statistics at intervals.
 */
#ifndef QUOLL_MAMA_INTEGRATION_STATSGENERATOR_H_
#define QUOLL_MAMA_INTEGRATION_STATSGENERATOR_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL mama_status mamaStatsGenerator_create(mamaStatsGenerator* statsGenerator,
                                                 mama_f64_t reportInterval);
MAMAExpDLL mama_status mamaStatsGenerator_stopReportTimer(mamaStatsGenerator statsGenerator);
MAMAExpDLL mama_status mamaStatsGenerator_destroy(mamaStatsGenerator statsGenerator);
MAMAExpDLL mama_status mamaStatsGenerator_removeStatsCollector(mamaStatsGenerator statsGenerator,
                                                               mamaStatsCollector statsCollector);
MAMAExpDLL mama_status mamaStatsGenerator_setLogStats(mamaStatsGenerator statsGenerator,
                                                      int logStats);
MAMAExpDLL mama_status mamaStatsGenerator_setStatsLogger(mamaStatsGenerator statsGenerator,
                                                         mamaStatsLogger* statsLogger);
MAMAExpDLL void mamaStatsGenerator_generateStats(mamaStatsGenerator statsgenerator);
MAMAExpDLL mama_status mamaStatsGenerator_setQueue(mamaStatsGenerator statsgenerator,
                                                   mamaQueue queue);
MAMAExpDLL mama_status mamaStatsGenerator_addStatsCollector(mamaStatsGenerator statsGenerator,
                                                            mamaStatsCollector statsCollector);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_STATSGENERATOR_H_ */
