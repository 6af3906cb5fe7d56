/* Quoll: mama/timer.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_TIMER_H_
#define QUOLL_MAMA_TIMER_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void(MAMACALLTYPE* mamaTimerCb)(mamaTimer timer, void* closure);

MAMAExpDLL mama_status mamaTimer_create(mamaTimer* result, mamaQueue queue, mamaTimerCb action,
                                        mama_f64_t interval, void* closure);
MAMAExpDLL mama_status mamaTimer_create2(mamaTimer* result, mamaQueue queue, mamaTimerCb action,
                                         mamaTimerCb onTimerDestroyed, mama_f64_t interval,
                                         void* closure);
MAMAExpDLL mama_status mamaTimer_allocate(mamaTimer* result, mamaQueue queue);
MAMAExpDLL mama_status mamaTimer_allocate2(mamaTimer* result, mamaQueue queue,
                                           mamaTimerCb onTimerDestroyed);
MAMAExpDLL mama_status mamaTimer_start(mamaTimer result, mamaTimerCb action, mama_f64_t interval,
                                       void* closure);
MAMAExpDLL mama_status mamaTimer_destroy(mamaTimer timer);
MAMAExpDLL mama_status mamaTimer_reset(mamaTimer timer);
MAMAExpDLL mama_status mamaTimer_setInterval(mamaTimer timer, mama_f64_t interval);
MAMAExpDLL mama_status mamaTimer_getInterval(const mamaTimer timer, mama_f64_t* interval);
MAMAExpDLL mama_status mamaTimer_getQueue(const mamaTimer timer, mamaQueue* queue);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_TIMER_H_ */
