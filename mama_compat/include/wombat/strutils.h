/* Quoll: wombat/strutils.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Text helpers. Result texts of printfAlloc, strcatAlloc and strReplaceEnvironmentVariable are for
 * free() (common 6).
 */
#ifndef QUOLL_WOMBAT_STRUTILS_H_
#define QUOLL_WOMBAT_STRUTILS_H_

#include <stddef.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

#define VERSION_INFO_STR_MAX 64
#define VERSION_INFO_EXTRA_MAX 16

/** Integers of at least the size that the name says; the 32-bit ones are long. */
typedef unsigned long w_u32_t;
typedef long w_i32_t;
typedef float w_f32_t;
typedef double w_f64_t;
typedef unsigned long long w_u64_t;
typedef long long w_i64_t;

/** A version in parts; mExtra is what follows the release number. */
typedef struct versionInfo {
  int mMajor;
  int mMinor;
  int mRelease;
  char mExtra[16];
} versionInfo;

/**
 * Copies as much as fits, ends it with NUL, advances *result and reduces *maxLen.
 * @return the number of characters
 */
COMMONExpDLL int wmFastCopyAndShiftStr(char** result, size_t* maxLen, const char* value);

/** Stores one character and NUL, likewise. @return 1; 0 for NUL or no room */
COMMONExpDLL int wmFastCopyAndShiftChar(char** result, size_t* maxLen, char value);

/** Prints as wmFastPrintF64, likewise. */
COMMONExpDLL int wmFastPrintAndShiftF64(char** result, size_t* maxLen, w_f64_t value,
                                        size_t places);

/** Copies as much as fits and ends it with NUL. @return the number of characters copied */
COMMONExpDLL size_t wmStrSizeCpy(char* dst, const char* src, size_t siz);

/**
 * Decimal, with zeros on the left up to minWidth.
 * @return the number of characters; -1 when maxLen is 0 or minWidth does not fit
 */
COMMONExpDLL int wmFastPrintU32(char* result, size_t maxLen, w_u32_t value, size_t minWidth);
COMMONExpDLL int wmFastPrintI32(char* result, size_t maxLen, w_i32_t value, size_t minWidth);
COMMONExpDLL int wmFastPrintU64(char* result, size_t maxLen, w_u64_t value, size_t minWidth);
COMMONExpDLL int wmFastPrintI64(char* result, size_t maxLen, w_i64_t value, size_t minWidth);

/**
 * Decimal with at most so many places, cut, without zeros at the end.
 * @return the number of characters
 */
COMMONExpDLL int wmFastPrintF32(char* result, size_t maxLen, w_f32_t value, size_t decimalPlaces);
COMMONExpDLL int wmFastPrintF64(char* result, size_t maxLen, w_f64_t value, size_t decimalPlaces);

/** In place. @return s */
COMMONExpDLL char* toLowerCase(char* s);

/** printf into a new text; NULL for NULL or without memory. */
COMMONExpDLL char* printfAlloc(const char* fmt, ...);

/** strlen, but 0 for NULL. */
COMMONExpDLL int strlenEx(const char* s);

/** Appends to a text that it has made itself; *s NULL begins one. @return 0; 1 without memory */
COMMONExpDLL int strcatAlloc(char** s, const char* ct);

/** 1 for exactly 1 y Y t T true True TRUE yes Yes YES, 0 for anything else and NULL. */
COMMONExpDLL int strtobool(const char* s);

/**
 * Reads "6.3.2-rc3" and the like, from the first digit on.
 * @return 1 when there are three parts, else 0 with *version holding what was found
 */
COMMONExpDLL int strToVersionInfo(const char* s, versionInfo* version);

/**
 * Replaces $(NAME), or ${NAME} when there is none of the first form.
 * @return a new text; NULL for "unchanged": no reference, or one that is unset or unterminated
 */
COMMONExpDLL char* strReplaceEnvironmentVariable(const char* value);

/** strsep, but nothing for an empty rest. */
COMMONExpDLL char* wstrsep(char** sp, char* sep);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_STRUTILS_H_ */
