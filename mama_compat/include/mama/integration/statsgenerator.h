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

/**
 * A generator that reports every so many seconds once it has a queue.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaStatsGenerator_create(mamaStatsGenerator* statsGenerator,
                                                 mama_f64_t reportInterval);

/** Ends the reports; before destroy. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStatsGenerator_stopReportTimer(mamaStatsGenerator statsGenerator);

/** Frees it. @return OK */
MAMAExpDLL mama_status mamaStatsGenerator_destroy(mamaStatsGenerator statsGenerator);

/** Takes a collector out of the reports. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStatsGenerator_removeStatsCollector(mamaStatsGenerator statsGenerator,
                                                               mamaStatsCollector statsCollector);

/** Whether reports go to the log. */
MAMAExpDLL mama_status mamaStatsGenerator_setLogStats(mamaStatsGenerator statsGenerator,
                                                      int logStats);

/** Where reports are published; the variable must live as long as the generator. */
MAMAExpDLL mama_status mamaStatsGenerator_setStatsLogger(mamaStatsGenerator statsGenerator,
                                                         mamaStatsLogger* statsLogger);

/** Reports now. */
MAMAExpDLL void mamaStatsGenerator_generateStats(mamaStatsGenerator statsgenerator);

/** Begins to report on a queue. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStatsGenerator_setQueue(mamaStatsGenerator statsgenerator,
                                                   mamaQueue queue);

/** Includes a collector in the reports. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStatsGenerator_addStatsCollector(mamaStatsGenerator statsGenerator,
                                                            mamaStatsCollector statsCollector);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_STATSGENERATOR_H_ */
