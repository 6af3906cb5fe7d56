/* Quoll: mama/integration/stat.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Access to the lock of a statistic, and polling.
 */
#ifndef QUOLL_MAMA_INTEGRATION_STAT_H_
#define QUOLL_MAMA_INTEGRATION_STAT_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Sets the total; the interval's value is what came to it. */
MAMAExpDLL mama_status mamaStat_setIntervalValueFromTotal(mamaStat stat, mama_u32_t value);

/** Asks the callback for the interval's value whenever it is read. */
MAMAExpDLL mama_status mamaStat_setPollCallback(mamaStat stat, pollStatCb callback, void* closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_STAT_H_ */
