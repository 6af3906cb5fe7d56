/* Quoll: wombat/wMath.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What <math.h> spells differently on other systems (common 1).
 */
#ifndef QUOLL_WOMBAT_WMATH_H_
#define QUOLL_WOMBAT_WMATH_H_

/** Not 0 when the number is NaN. */
static inline int wIsnan(double n) { return __builtin_isnan(n); }

#endif /* QUOLL_WOMBAT_WMATH_H_ */
