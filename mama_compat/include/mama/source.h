/* Quoll: mama/source.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Sources of market data: a transport and a name space of symbols under an id.
 */
#ifndef QUOLL_MAMA_SOURCE_H_
#define QUOLL_MAMA_SOURCE_H_

#include <mama/quality.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mamaSourceState_ {
  MAMA_SOURCE_STATE_OFF = 0,
  MAMA_SOURCE_STATE_OK = 1,
  MAMA_SOURCE_STATE_UNKNOWN = 99
} mamaSourceState;

MAMAExpDLL mama_status mamaSource_create(mamaSource* source);
MAMAExpDLL mama_status mamaSource_destroy(mamaSource source);
MAMAExpDLL mama_status mamaSource_clear(mamaSource source);
MAMAExpDLL mama_status mamaSource_setId(mamaSource source, const char* id);
MAMAExpDLL mama_status mamaSource_setMappedId(mamaSource source, const char* id);
MAMAExpDLL mama_status mamaSource_setDisplayId(mamaSource source, const char* id);
MAMAExpDLL mama_status mamaSource_setQuality(mamaSource source, mamaQuality quality);
MAMAExpDLL mama_status mamaSource_setState(mamaSource source, mamaSourceState quality);
MAMAExpDLL mama_status mamaSource_setParent(mamaSource source, mamaSource parent);
MAMAExpDLL mama_status mamaSource_setSymbolNamespace(mamaSource source,
                                                     const char* symbolNamespace);
MAMAExpDLL mama_status mamaSource_setTransportName(mamaSource source, const char* transportName);
MAMAExpDLL mama_status mamaSource_setTransport(mamaSource source, mamaTransport transport);
MAMAExpDLL mama_status mamaSource_setSymbology(mamaSource source, mamaSymbology symbology);
MAMAExpDLL mama_status mamaSource_getId(const mamaSource source, const char** id);
MAMAExpDLL mama_status mamaSource_getMappedId(const mamaSource source, const char** id);
MAMAExpDLL mama_status mamaSource_getDisplayId(const mamaSource source, const char** id);
MAMAExpDLL mama_status mamaSource_getQuality(const mamaSource source, mamaQuality* quality);
MAMAExpDLL mama_status mamaSource_getState(const mamaSource source, mamaSourceState* state);
MAMAExpDLL const char* mamaSource_getStateAsString(const mamaSource source);
MAMAExpDLL mama_status mamaSource_getParent(const mamaSource source, mamaSource* parent);
MAMAExpDLL mama_status mamaSource_getSymbolNamespace(const mamaSource source,
                                                     const char** symbolNamespace);
MAMAExpDLL mama_status mamaSource_getTransportName(const mamaSource source,
                                                   const char** transportName);
MAMAExpDLL mama_status mamaSource_getTransport(const mamaSource source, mamaTransport* transport);
MAMAExpDLL mama_status mamaSource_getSymbology(const mamaSource source, mamaSymbology* symbology);
MAMAExpDLL mama_status mamaSource_getSubSourceManager(const mamaSource source,
                                                      mamaSourceManager* subSourceManager);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SOURCE_H_ */
