/* Quoll: mama/error.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_ERROR_H_
#define QUOLL_MAMA_ERROR_H_

#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mamaError_ {
  MAMA_ERROR_DEFAULT = 0,
  MAMA_ERROR_INITIAL_TIMEOUT = 1,
  MAMA_ERROR_RECAP_TIMEOUT = 2,
  MAMA_ERROR_NOT_ENTITLED = 3,
  MAMA_ERROR_NO_RESOLVER = 4,
  MAMA_ERROR_UNKNOWN = 999
} mamaError;

MAMAExpDLL mamaError mamaError_convertFromString(const char* str);
MAMAExpDLL const char* mamaError_convertToString(mamaError error);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_ERROR_H_ */
