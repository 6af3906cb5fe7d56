/* Quoll: wombat/lookup2.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Bob Jenkins' hash function of 1996, lookup2, computed with unsigned longs (common 13).
 */
#ifndef QUOLL_WOMBAT_LOOKUP2_H_
#define QUOLL_WOMBAT_LOOKUP2_H_

#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned long ub4; /**< As wide as the machine's long: 64 bits here */
typedef unsigned char ub1;

/** The size of a table of 2^n entries, and the mask that maps a hash to one of them. */
#define hashsize(n) ((ub4)1 << (n))
#define hashmask(n) (hashsize(n) - 1)

/**
 * The hash of some bytes.
 * @param k        the bytes
 * @param length   how many
 * @param initval  any value; for a chain of keys, the hash of the one before
 */
COMMONExpDLL ub4 whash(ub1* k, ub4 length, ub4 initval);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_LOOKUP2_H_ */
