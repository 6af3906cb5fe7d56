/* Quoll: mama/integration/statscollector.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Walking over the statistics of a collector.
 */
#ifndef QUOLL_MAMA_INTEGRATION_STATSCOLLECTOR_H_
#define QUOLL_MAMA_INTEGRATION_STATSCOLLECTOR_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Calls back once in each report, before the statistics are read, on the reporting thread.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaStatsCollector_setPollCallback(mamaStatsCollector statsCollector,
                                                          collectorPollStatCb cb, void* closure);

/**
 * Fills a message, emptied before, with the statistics that are to be published, writes those that
 * are to be logged, and begins a new interval. Does nothing when the collector is neither logged
 * nor published.
 * @param msg        may be NULL when nothing is published
 * @param wasLogged  may be NULL; 1 when something was written to the log
 */
MAMAExpDLL void mamaStatsCollector_populateMsg(mamaStatsCollector statsCollector, mamaMsg msg,
                                               int* wasLogged);

/** Sets the total of the statistic with this number, if there is one. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStatsCollector_setStatIntervalValueFromTotal(
    mamaStatsCollector statsCollector, mama_fid_t identifier, mama_u32_t value);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_STATSCOLLECTOR_H_ */
