/* Quoll: mama/servicelevel.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * How fresh a subscription's data is to be.
 */
#ifndef MamaServiceLevelH_
#define MamaServiceLevelH_

#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The levels; REAL_TIME and SNAPSHOT are supported. */
typedef enum mamaServiceLevel_ {
  MAMA_SERVICE_LEVEL_REAL_TIME = 0,
  MAMA_SERVICE_LEVEL_SNAPSHOT = 1,
  MAMA_SERVICE_LEVEL_REPEATING_SNAPSHOT = 2,
  MAMA_SERVICE_LEVEL_CONFLATED = 5,
  MAMA_SERVICE_LEVEL_UNKNOWN = 99
} mamaServiceLevel;

/** The level in field MdServiceLevel (66) of a request; the next function gives it as text. */
MAMAExpDLL mamaServiceLevel mamaServiceLevel_getFromMsg(const mamaMsg msg);
MAMAExpDLL const char* mamaServiceLevel_getFromMsgAsString(const mamaMsg msg);

/** The name of a level. Static. */
MAMAExpDLL const char* mamaServiceLevel_toString(mamaServiceLevel type);

#ifdef __cplusplus
}
#endif

#endif /* MamaServiceLevelH_ */
