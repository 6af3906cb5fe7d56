/* Quoll: mama/source.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Sources of market data: a transport and a name space of symbols under an id.
 *
 * A source is used by one thread at a time. Texts are copied, NULL clears, and getters return
 * internal texts, valid until they change; NULL when never set. Other objects are borrowed. A NULL
 * source or result gives NULL_ARG or INVALID_ARG (subscription 16).
 */
#ifndef QUOLL_MAMA_SOURCE_H_
#define QUOLL_MAMA_SOURCE_H_

#include <mama/quality.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Whether a source is available. */
typedef enum mamaSourceState_ {
  MAMA_SOURCE_STATE_OFF = 0,
  MAMA_SOURCE_STATE_OK = 1,
  MAMA_SOURCE_STATE_UNKNOWN = 99
} mamaSourceState;

/**
 * A source with nothing set, quality and state unknown; for mamaSource_destroy.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaSource_create(mamaSource* source);

/** Frees it, but not its sub-sources; nor is it taken out of managers. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaSource_destroy(mamaSource source);

/** Back to nothing set, and without sub-sources. @return OK; INVALID_ARG for NULL */
MAMAExpDLL mama_status mamaSource_clear(mamaSource source);

/** The names of a source: its id, the id that a manager knows it by, and the one to show. */
MAMAExpDLL mama_status mamaSource_setId(mamaSource source, const char* id);
MAMAExpDLL mama_status mamaSource_setMappedId(mamaSource source, const char* id);
MAMAExpDLL mama_status mamaSource_setDisplayId(mamaSource source, const char* id);

/** The quality of its data. */
MAMAExpDLL mama_status mamaSource_setQuality(mamaSource source, mamaQuality quality);

/** Whether it is available. */
MAMAExpDLL mama_status mamaSource_setState(mamaSource source, mamaSourceState quality);

/**
 * Makes it a sub-source, under its id.
 * @return OK; NULL_ARG; SYSTEM_ERROR without an id, or when the parent has one of that id
 */
MAMAExpDLL mama_status mamaSource_setParent(mamaSource source, mamaSource parent);

/** Under which name publishers know its symbols. */
MAMAExpDLL mama_status mamaSource_setSymbolNamespace(mamaSource source,
                                                     const char* symbolNamespace);

/** The transport, by name or as an object; and how its symbols are written. */
MAMAExpDLL mama_status mamaSource_setTransportName(mamaSource source, const char* transportName);
MAMAExpDLL mama_status mamaSource_setTransport(mamaSource source, mamaTransport transport);
MAMAExpDLL mama_status mamaSource_setSymbology(mamaSource source, mamaSymbology symbology);

/** What the setters stored. */
MAMAExpDLL mama_status mamaSource_getId(const mamaSource source, const char** id);
MAMAExpDLL mama_status mamaSource_getMappedId(const mamaSource source, const char** id);
MAMAExpDLL mama_status mamaSource_getDisplayId(const mamaSource source, const char** id);
MAMAExpDLL mama_status mamaSource_getQuality(const mamaSource source, mamaQuality* quality);
MAMAExpDLL mama_status mamaSource_getState(const mamaSource source, mamaSourceState* state);

/** The state as text; static. NULL for NULL. */
MAMAExpDLL const char* mamaSource_getStateAsString(const mamaSource source);
MAMAExpDLL mama_status mamaSource_getParent(const mamaSource source, mamaSource* parent);
MAMAExpDLL mama_status mamaSource_getSymbolNamespace(const mamaSource source,
                                                     const char** symbolNamespace);
MAMAExpDLL mama_status mamaSource_getTransportName(const mamaSource source,
                                                   const char** transportName);
MAMAExpDLL mama_status mamaSource_getTransport(const mamaSource source, mamaTransport* transport);
MAMAExpDLL mama_status mamaSource_getSymbology(const mamaSource source, mamaSymbology* symbology);

/** Its sub-sources; the manager belongs to the source, and is not for mamaSourceManager_destroy. */
MAMAExpDLL mama_status mamaSource_getSubSourceManager(const mamaSource source,
                                                      mamaSourceManager* subSourceManager);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_SOURCE_H_ */
