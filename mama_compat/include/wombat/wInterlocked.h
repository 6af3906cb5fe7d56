/* Quoll: wombat/wInterlocked.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Atomic counters.
 */
#ifndef QUOLL_WOMBAT_WINTERLOCKED_H_
#define QUOLL_WOMBAT_WINTERLOCKED_H_

#include <stdint.h>
#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A 32-bit counter that several threads may change. Give it a value with wInterlocked_set first.
 */
typedef uint32_t wInterlockedInt;

/** Stores newVal and returns the value before. */
static inline uint32_t axchg32(uint32_t* ptr, uint32_t newVal) {
  return __atomic_exchange_n(ptr, newVal, __ATOMIC_SEQ_CST);
}

/** Adds one. */
static inline void ainc32(uint32_t* ptr) { __atomic_fetch_add(ptr, 1u, __ATOMIC_SEQ_CST); }

/** Subtracts one. */
static inline void adec32(uint32_t* ptr) { __atomic_fetch_sub(ptr, 1u, __ATOMIC_SEQ_CST); }

/** Prepares a counter, whose value stays what it is. @return 0 */
static inline int wInterlocked_initialize(wInterlockedInt* value) {
  (void)value;
  return 0;
}

/** Ends a counter. @return 0 */
static inline int wInterlocked_destroy(wInterlockedInt* value) {
  (void)value;
  return 0;
}

/** Subtracts one. @return the new value */
static inline int wInterlocked_decrement(wInterlockedInt* value) {
  return (int)__atomic_sub_fetch(value, 1u, __ATOMIC_SEQ_CST);
}

/** Adds one. @return the new value */
static inline int wInterlocked_increment(wInterlockedInt* value) {
  return (int)__atomic_add_fetch(value, 1u, __ATOMIC_SEQ_CST);
}

/** @return the present value (acquire) */
static inline int wInterlocked_read(wInterlockedInt* value) {
  return (int)__atomic_load_n(value, __ATOMIC_ACQUIRE);
}

/** Stores newValue; mind the order of the arguments. @return the value before */
static inline int wInterlocked_set(int newValue, wInterlockedInt* value) {
  return (int)__atomic_exchange_n(value, (uint32_t)newValue, __ATOMIC_SEQ_CST);
}

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_WINTERLOCKED_H_ */
