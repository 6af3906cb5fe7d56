/* Quoll: quoll/load_report.h
 * SPDX-License-Identifier: Apache-2.0
 *
 * Why a bridge could, or could not, be loaded: what mama_loadBridge() and mama_loadPayloadBridge()
 * found out, for programs that show it. An addition of Quoll's; the MAMA interface has no
 * counterpart. */
#ifndef QUOLL_LOAD_REPORT_H_
#define QUOLL_LOAD_REPORT_H_

#include <mama/status.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What kind of bridge a report is about. */
typedef enum { QUOLL_BRIDGE_MIDDLEWARE = 0, QUOLL_BRIDGE_PAYLOAD = 1 } quollBridgeKind;

/** A list of texts. */
typedef struct {
  const char* const* items; /**< `count` texts; may be NULL when there are none */
  size_t count;
} quollTextList;

/** The latest attempt to load one bridge. All texts are "" where they do not apply. */
typedef struct {
  quollBridgeKind kind;
  const char* name;              /**< as given to the load function */
  mama_status status;            /**< its result */
  const char* reason;            /**< one sentence that says what is wrong, or "loaded" */
  const char* file;              /**< the library, with its folder when one was given */
  const char* loaderText;        /**< the system loader's words when it could not be opened */
  quollTextList pathsTried;      /**< where the loader looked for a library it could not open */
  quollTextList missingRequired; /**< required symbols that are not there */
  quollTextList missingOptional; /**< optional ones: their functions answer NOT_IMPLEMENTED */
  const char* versionFound;      /**< MAMA version that the bridge was compiled for */
  const char* versionNeeded;     /**< version of this runtime */
  int extendsBase;               /**< 1 when missing functions are taken from the base bridge */
} quollLoadReport;

/** The latest report about a bridge.
 *
 * @param kind what kind of bridge
 * @param name the name that was given to the load function; NULL gives NULL
 * @return a report that the caller releases with quollLoadReport_free(), or NULL when no load of
 * that name was tried in this process or memory is out. Any thread. */
MAMAExpDLL const quollLoadReport* quollLoadReport_get(quollBridgeKind kind, const char* name);

/** Releases a report and all its texts. NULL is ignored. Any thread. */
MAMAExpDLL void quollLoadReport_free(const quollLoadReport* report);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_LOAD_REPORT_H_ */
