/* Quoll: mama/price.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Prices: a double with display hints - a precision, and whether it is valid. One thread at a time
 * for each object; needs no mama_open. NULL gives INVALID_ARG where nothing else is said (messages
 * 8).
 */
#ifndef QUOLL_MAMA_PRICE_H_
#define QUOLL_MAMA_PRICE_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAMA_PRICE_HINTS_NONE 0

/** Bytes for a usual price as text; a longer one is cut. */
#define MAMA_PRICE_MAX_STR_LEN 32

/** Prices nearer to zero than this are zero. */
#define MAMA_PRICE_EPSILON (0.00000000001)

/** How a price is shown: decimals, fractions, or ticks. */
typedef enum mamaPricePrecision_ {
  MAMA_PRICE_PREC_UNKNOWN = 0,
  MAMA_PRICE_PREC_10 = 1,
  MAMA_PRICE_PREC_100 = 2,
  MAMA_PRICE_PREC_1000 = 3,
  MAMA_PRICE_PREC_10000 = 4,
  MAMA_PRICE_PREC_100000 = 5,
  MAMA_PRICE_PREC_1000000 = 6,
  MAMA_PRICE_PREC_10000000 = 7,
  MAMA_PRICE_PREC_100000000 = 8,
  MAMA_PRICE_PREC_1000000000 = 9,
  MAMA_PRICE_PREC_10000000000 = 10,
  MAMA_PRICE_PREC_100000000000 = 11,
  MAMA_PRICE_PREC_1000000000000 = 12,
  MAMA_PRICE_PREC_10000000000000 = 13,
  MAMA_PRICE_PREC_100000000000000 = 14,
  MAMA_PRICE_PREC_1000000000000000 = 15,
  MAMA_PRICE_PREC_INT = 16,
  MAMA_PRICE_PREC_DIV_2 = 17,
  MAMA_PRICE_PREC_DIV_4 = 18,
  MAMA_PRICE_PREC_DIV_8 = 19,
  MAMA_PRICE_PREC_DIV_16 = 20,
  MAMA_PRICE_PREC_DIV_32 = 21,
  MAMA_PRICE_PREC_DIV_64 = 22,
  MAMA_PRICE_PREC_DIV_128 = 23,
  MAMA_PRICE_PREC_DIV_256 = 24,
  MAMA_PRICE_PREC_DIV_512 = 25,
  MAMA_PRICE_PREC_TICK_32 = 26,
  MAMA_PRICE_PREC_HALF_32 = 27,
  MAMA_PRICE_PREC_QUARTER_32 = 28,
  MAMA_PRICE_PREC_TICK_64 = 29,
  MAMA_PRICE_PREC_HALF_64 = 30,
  MAMA_PRICE_PREC_10000000000000000 = 31,
  MAMA_PRICE_PREC_CENTS = 2,
  MAMA_PRICE_PREC_PENNIES = 2
} mamaPricePrecision;

/** Bits 0 to 4 are the precision, bit 5 says that the price is valid. */
typedef mama_u8_t mamaPriceHints;

/** A price of 0 that is not valid, for mamaPrice_destroy. @return OK; INVALID_ARG; NOMEM */
MAMAExpDLL mama_status mamaPrice_create(mamaPrice* price);

/** Frees it. @return OK; INVALID_ARG */
MAMAExpDLL mama_status mamaPrice_destroy(mamaPrice price);

/** Back to 0, not valid. */
MAMAExpDLL mama_status mamaPrice_clear(mamaPrice price);

/** Value and hints. */
MAMAExpDLL mama_status mamaPrice_copy(mamaPrice dest, const mamaPrice src);

/** Arithmetic on values; the hints of dest stay. */
MAMAExpDLL mama_status mamaPrice_add(mamaPrice dest, const mamaPrice rhs);
MAMAExpDLL mama_status mamaPrice_subtract(mamaPrice dest, const mamaPrice rhs);

/** 1 for exactly equal values, whatever the hints, or the same handle; 0 for a NULL. */
MAMAExpDLL int mamaPrice_equal(const mamaPrice lhs, const mamaPrice rhs);

/** lhs - rhs; 0 for NULL. */
MAMAExpDLL double mamaPrice_compare(const mamaPrice lhs, const mamaPrice rhs);

/** Sets the value and makes it valid; the precision stays. */
MAMAExpDLL mama_status mamaPrice_setValue(mamaPrice price, double value);

/** Sets the precision alone. */
MAMAExpDLL mama_status mamaPrice_setPrecision(mamaPrice price, mamaPricePrecision precision);

/** Says whether the price is valid. */
MAMAExpDLL mama_status mamaPrice_setIsValidPrice(mamaPrice price, mama_bool_t valid);

/** Sets all hints, with the value or alone. */
MAMAExpDLL mama_status mamaPrice_setHints(mamaPrice price, mamaPriceHints hints);
MAMAExpDLL mama_status mamaPrice_setWithHints(mamaPrice price, double value, mamaPriceHints hints);

/**
 * Reads a number, with a point in every locale, at the start of a text; the precision becomes
 * unknown, the price valid.
 * @return OK; INVALID_ARG without a number
 */
MAMAExpDLL mama_status mamaPrice_setFromString(mamaPrice price, const char* str);

/** The value, whether or not it is valid. */
MAMAExpDLL mama_status mamaPrice_getValue(const mamaPrice price, double* value);

/** The value rounded to a precision of 1 to 10 decimals; 0 for the price's own. */
MAMAExpDLL mama_status mamaPrice_getRoundedValue(const mamaPrice price,
                                                 const mamaPricePrecision precision, double* value);

/** The precision. */
MAMAExpDLL mama_status mamaPrice_getPrecision(const mamaPrice price, mamaPricePrecision* precision);

/** 0, or not 0 when valid. */
MAMAExpDLL mama_status mamaPrice_getIsValidPrice(const mamaPrice price, mama_bool_t* valid);

/** All hints. */
MAMAExpDLL mama_status mamaPrice_getHints(const mamaPrice price, mamaPriceHints* hints);

/** Value and precision. */
MAMAExpDLL mama_status mamaPrice_getWithHints(const mamaPrice price, double* value,
                                              mamaPricePrecision* precision);

/**
 * As the precision says: "101.50", "101 1/4", "101'16", with a point in every locale; cut to maxLen
 * bytes with the end of the string.
 */
MAMAExpDLL mama_status mamaPrice_getAsString(const mamaPrice price, char* str, mama_size_t maxLen);

/** Changes the sign. */
MAMAExpDLL mama_status mamaPrice_negate(mamaPrice price);

/** *result receives 1 when the value is nearer to 0 than MAMA_PRICE_EPSILON. */
MAMAExpDLL mama_status mamaPrice_isZero(const mamaPrice price, mama_bool_t* result);

/** Conversions between precisions and numbers of decimals or denominators. */
MAMAExpDLL mamaPricePrecision mamaPrice_decimals2Precision(mama_i32_t places);
MAMAExpDLL mamaPricePrecision mamaPrice_denom2Precision(mama_i32_t denominator);
MAMAExpDLL mama_i32_t mamaPrice_precision2Decimals(mamaPricePrecision precision);
MAMAExpDLL mama_i32_t mamaPrice_precision2Denom(mamaPricePrecision precision);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_PRICE_H_ */
