/* Quoll: mama/middleware.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Numbers for well-known middlewares. Loading does not depend on them: a middleware that is not
 * listed works as well.
 */
#ifndef QUOLL_MAMA_MIDDLEWARE_H_
#define QUOLL_MAMA_MIDDLEWARE_H_

#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The well-known names. */
typedef enum mamaMiddleware_ {
  MAMA_MIDDLEWARE_WMW = 0,
  MAMA_MIDDLEWARE_LBM = 1,
  MAMA_MIDDLEWARE_TIBRV = 2,
  MAMA_MIDDLEWARE_AVIS = 3,
  MAMA_MIDDLEWARE_TICK42BLP = 4,
  MAMA_MIDDLEWARE_SOLACE = 5,
  MAMA_MIDDLEWARE_RAI = 6,
  MAMA_MIDDLEWARE_QPID = 7,
  MAMA_MIDDLEWARE_EXEGY = 8,
  MAMA_MIDDLEWARE_IBMWFO = 9,
  MAMA_MIDDLEWARE_ACTIV = 10,
  MAMA_MIDDLEWARE_TICK42RMDS = 11,
  MAMA_MIDDLEWARE_UMS = 12,
  MAMA_MIDDLEWARE_VULCAN = 13,
  MAMA_MIDDLEWARE_INRUSH = 14,
  MAMA_MIDDLEWARE_LBMKOMODO = 15,
  MAMA_MIDDLEWARE_UMDSKOMODO = 16,
  MAMA_MIDDLEWARE_HMS = 17,
  MAMA_MIDDLEWARE_REFLECT = 18,
  MAMA_MIDDLEWARE_MAX = 19,
  MAMA_MIDDLEWARE_ZMQ = 20, /**< an addition, behind MAX so that MAX stays what it was */
  MAMA_MIDDLEWARE_UNKNOWN = 99
} mamaMiddleware;

/** The number of a name, whatever its case; MAMA_MIDDLEWARE_UNKNOWN for NULL and any other. */
MAMAExpDLL mamaMiddleware mamaMiddleware_convertFromString(const char* str);

/**
 * The name of a number in lower case, but "AVIS", "SOLACE" and "QPID"; "unknown" for any other.
 * Static.
 */
MAMAExpDLL const char* mamaMiddleware_convertToString(mamaMiddleware middleware);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MIDDLEWARE_H_ */
