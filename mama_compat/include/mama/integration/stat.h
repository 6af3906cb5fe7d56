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

/** Sets the total; the interval's value is what came to it. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStat_setIntervalValueFromTotal(mamaStat stat, mama_u32_t value);

/**
 * Asks the callback for the interval's value whenever it is read or reported, on the reading
 * thread; NULL ends that. The callback that was set before is not called any more, and, unless this
 * is called from inside a callback, no call of it is running any more.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaStat_setPollCallback(mamaStat stat, pollStatCb callback, void* closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_STAT_H_ */
