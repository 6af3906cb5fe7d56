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

/**
 * Ends it; NULL is OK. Unless this is called from inside a callback, it waits for a report that is
 * under way. @return OK
 */
MAMAExpDLL mama_status mamaStatsGenerator_destroy(mamaStatsGenerator statsGenerator);

/** Takes a collector out of the reports. @return OK; NULL_ARG; NOT_FOUND when it is not there */
MAMAExpDLL mama_status mamaStatsGenerator_removeStatsCollector(mamaStatsGenerator statsGenerator,
                                                               mamaStatsCollector statsCollector);

/** Whether reports go to the log (1 at first), as a table at WARN. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStatsGenerator_setLogStats(mamaStatsGenerator statsGenerator,
                                                      int logStats);

/**
 * Where reports are published, or NULL; the variable must live as long as the generator.
 * @return OK; NULL_ARG for a NULL generator
 */
MAMAExpDLL mama_status mamaStatsGenerator_setStatsLogger(mamaStatsGenerator statsGenerator,
                                                         mamaStatsLogger* statsLogger);

/** Reports now. */
MAMAExpDLL void mamaStatsGenerator_generateStats(mamaStatsGenerator statsgenerator);

/**
 * Begins to report on a queue, by a timer, in the place of the queue before.
 * @return OK; NULL_ARG; or the timer's status
 */
MAMAExpDLL mama_status mamaStatsGenerator_setQueue(mamaStatsGenerator statsgenerator,
                                                   mamaQueue queue);

/** Includes a collector in the reports. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStatsGenerator_addStatsCollector(mamaStatsGenerator statsGenerator,
                                                            mamaStatsCollector statsCollector);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_STATSGENERATOR_H_ */
