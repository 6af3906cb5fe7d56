/* Quoll: wombat/strutils.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_WOMBAT_STRUTILS_H_
#define QUOLL_WOMBAT_STRUTILS_H_

#include <stddef.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

#define VERSION_INFO_STR_MAX 64
#define VERSION_INFO_EXTRA_MAX 16

typedef unsigned long w_u32_t;
typedef long w_i32_t;
typedef float w_f32_t;
typedef double w_f64_t;
typedef unsigned long long w_u64_t;
typedef long long w_i64_t;

typedef struct versionInfo {
  int mMajor;
  int mMinor;
  int mRelease;
  char mExtra[16];
} versionInfo;

COMMONExpDLL int wmFastCopyAndShiftStr(char** result, size_t* maxLen, const char* value);
COMMONExpDLL int wmFastCopyAndShiftChar(char** result, size_t* maxLen, char value);
COMMONExpDLL int wmFastPrintAndShiftF64(char** result, size_t* maxLen, w_f64_t value,
                                        size_t places);
COMMONExpDLL size_t wmStrSizeCpy(char* dst, const char* src, size_t siz);
COMMONExpDLL int wmFastPrintU32(char* result, size_t maxLen, w_u32_t value, size_t minWidth);
COMMONExpDLL int wmFastPrintI32(char* result, size_t maxLen, w_i32_t value, size_t minWidth);
COMMONExpDLL int wmFastPrintU64(char* result, size_t maxLen, w_u64_t value, size_t minWidth);
COMMONExpDLL int wmFastPrintI64(char* result, size_t maxLen, w_i64_t value, size_t minWidth);
COMMONExpDLL int wmFastPrintF32(char* result, size_t maxLen, w_f32_t value, size_t decimalPlaces);
COMMONExpDLL int wmFastPrintF64(char* result, size_t maxLen, w_f64_t value, size_t decimalPlaces);
COMMONExpDLL char* toLowerCase(char* s);
COMMONExpDLL char* printfAlloc(const char* fmt, ...);
COMMONExpDLL int strlenEx(const char* s);
COMMONExpDLL int strcatAlloc(char** s, const char* ct);
COMMONExpDLL int strtobool(const char* s);
COMMONExpDLL int strToVersionInfo(const char* s, versionInfo* version);
COMMONExpDLL char* strReplaceEnvironmentVariable(const char* value);
COMMONExpDLL char* wstrsep(char** sp, char* sep);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_STRUTILS_H_ */
