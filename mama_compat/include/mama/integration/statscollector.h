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

MAMAExpDLL mama_status mamaStatsCollector_setPollCallback(mamaStatsCollector statsCollector,
                                                          collectorPollStatCb cb, void* closure);
MAMAExpDLL void mamaStatsCollector_populateMsg(mamaStatsCollector statsCollector, mamaMsg msg,
                                               int* wasLogged);
MAMAExpDLL mama_status mamaStatsCollector_setStatIntervalValueFromTotal(
    mamaStatsCollector statsCollector, mama_fid_t identifier, mama_u32_t value);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_STATSCOLLECTOR_H_ */
