/* Quoll: mama/quality.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * How far the data of a subscription or transport can be trusted.
 */
#ifndef QUOLL_MAMA_QUALITY_H_
#define QUOLL_MAMA_QUALITY_H_

#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The qualities. */
typedef enum mamaQuality_ {
  MAMA_QUALITY_OK = 0,          /**< in sequence and up to date */
  MAMA_QUALITY_MAYBE_STALE = 1, /**< the connection was disturbed */
  MAMA_QUALITY_STALE = 2,       /**< messages were missed */
  MAMA_QUALITY_PARTIAL_STALE = 3,
  MAMA_QUALITY_FORCED_STALE = 4,
  MAMA_QUALITY_DUPLICATE = 5,
  MAMA_QUALITY_UNKNOWN = 99
} mamaQuality;

/** The quality with this name; MAMA_QUALITY_UNKNOWN for NULL and any other. */
MAMAExpDLL mamaQuality mamaQuality_convertFromString(const char* str);

/** The name of a quality. Static. */
MAMAExpDLL const char* mamaQuality_convertToString(mamaQuality quality);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_QUALITY_H_ */
