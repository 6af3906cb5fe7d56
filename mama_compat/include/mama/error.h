/* Quoll: mama/error.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Why the last error callback of a thread was called; see mama_getLastErrorCode.
 */
#ifndef QUOLL_MAMA_ERROR_H_
#define QUOLL_MAMA_ERROR_H_

#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The reasons. */
typedef enum mamaError_ {
  MAMA_ERROR_DEFAULT = 0,         /**< None of the others, or no error yet */
  MAMA_ERROR_INITIAL_TIMEOUT = 1, /**< No initial value came in time */
  MAMA_ERROR_RECAP_TIMEOUT = 2,   /**< No recap came in time */
  MAMA_ERROR_NOT_ENTITLED = 3,    /**< The user is not entitled */
  MAMA_ERROR_NO_RESOLVER = 4,     /**< The symbol cannot be resolved */
  MAMA_ERROR_UNKNOWN = 999
} mamaError;

/**
 * The reason with this name, all upper or all lower case.
 * @return MAMA_ERROR_UNKNOWN for NULL or any other text
 */
MAMAExpDLL mamaError mamaError_convertFromString(const char* str);

/**
 * "DEFAULT", "INITIAL_TIMEOUT", "RECAP_TIMEOUT", "NOT_ENTITLED", "NO_RESOLVER", else "UNKNOWN".
 * Static.
 */
MAMAExpDLL const char* mamaError_convertToString(mamaError error);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_ERROR_H_ */
