/* Quoll: mama/integration/mama.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What bridges, payloads, plugins and entitlement bridges may ask of the runtime. From any thread
 * (runtime 8).
 */
#ifndef QUOLL_MAMA_INTEGRATION_MAMA_H_
#define QUOLL_MAMA_INTEGRATION_MAMA_H_

#include <mama/entitlement.h>
#include <mama/mama.h>
#include <mama/status.h>
#include <mama/types.h>
#include <mama/version.h>
#include <stdio.h>
#include <wombat/property.h>
#include <wombat/wtable.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How many of each kind may be loaded. */
#define MAMA_PAYLOAD_MAX 255
#define MAMA_MAX_MIDDLEWARES 127
#define MAMA_MAX_ENTITLEMENTS 127
#define MAX_ENTITLEMENT_BRIDGES 127

/** Names of facts about bridges, bare and as formats that take the bridge's name. */
#define MAMA_PROP_BARE_ENT_DEFERRED "entitlements.deferred"
#define MAMA_PROP_BARE_COMPILE_TIME_VER "compile_version"
#define MAMA_PROP_EXTENDS_BASE_BRIDGE "extends_base_bridge"
#define MAMA_PROP_MAMA_RUNTIME_VER "mama.runtime_version"
#define MAMA_PROP_BRIDGE_ENT_DEFERRED "mama.%s.entitlements.deferred"
#define MAMA_PROP_BRIDGE_COMPILE_TIME_VER "mama.%s.compile_version"
#define MAX_INTERNAL_PROP_LEN 1024

/** 1 when mama.catchcallbackexceptions.enable is set, else 0. */
MAMAExpDLL int mamaInternal_getCatchCallbackExceptions(void);

/**
 * The set of all properties; NULL before the first use and after the last close. Stays the same in
 * between.
 */
MAMAExpDLL wproperty_t mamaInternal_getProperties(void);

/** Does nothing; kept for bridges from before dynamic loading. */
MAMAExpDLL void mamaInternal_registerBridge(mamaBridge bridge, const char* middleware);

/** The version text of a language wrapper if one has registered, else mama_getVersion. */
MAMAExpDLL const char* mama_wrapperGetVersion(mamaBridge bridge);

/** The statistics generator; NULL when statistics are off. */
MAMAExpDLL mamaStatsGenerator mamaInternal_getStatsGenerator(void);

/** The collector of the whole process; NULL when statistics are off. */
MAMAExpDLL mamaStatsCollector mamaInternal_getGlobalStatsCollector(void);

/** 1 when statistics of the lbm middleware are wanted, else 0. */
MAMAExpDLL int mamaInternal_generateLbmStats(void);

/** The bridge that was loaded first; NULL when there is none. */
MAMAExpDLL mamaBridge mamaInternal_findBridge(void);

/** The payload with this id character; NULL for 0 or an unknown one. */
MAMAExpDLL mamaPayloadBridge mamaInternal_findPayload(char id);

/** The payload of messages that are created without naming one; NULL when there is none. */
MAMAExpDLL mamaPayloadBridge mamaInternal_getDefaultPayload(void);

/** 0 when mama.message.allowmodify forbids changing received messages, else 1. */
MAMAExpDLL mama_bool_t mamaInternal_getAllowMsgModify(void);

/** Creates a table unless *table has one. @return OK; NULL_ARG; PLATFORM */
MAMAExpDLL mama_status mamaInternal_initialiseTable(wtable_t* table, const char* name,
                                                    mama_size_t size);

/** Prepares the tables of loaded things; may be called again and again. @return OK */
MAMAExpDLL mama_status mamaInternal_init(void);

/**
 * The id character under which a payload is registered: property mama.payload.<name>.payloadId,
 * else what the payload says.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaInternal_getPayloadId(const char* payloadName, mamaPayloadBridge payload,
                                                 char* payloadChar);

/** How many entitlement bridges are loaded. */
MAMAExpDLL mama_i32_t mamaInternal_getEntitlementBridgeCount(void);

/** Looks up an entitlement bridge. @return OK; NULL_ARG; NOT_FOUND */
MAMAExpDLL mama_status mamaInternal_getEntitlementBridgeByName(mamaEntitlementBridge* entBridge,
                                                               const char* name);

/** A fact by its full name; NULL when there is nothing. Valid until the last close. */
MAMAExpDLL const char* mamaInternal_getMetaProperty(const char* name);

/**
 * Stores a fact by its full name, once.
 * @return OK; INVALID_ARG when it is set already; NOMEM for a NULL value
 */
MAMAExpDLL mama_status mamaInternal_setMetaProperty(const char* name, const char* value);

/**
 * For entitlement bridges: calls what the application registered with
 * mama_registerEntitlementCallbacks, on the calling thread; likewise the next two.
 */
MAMAExpDLL void mamaImpl_entitlementDisconnectCallback(const sessionDisconnectReason reason,
                                                       const char* const userId,
                                                       const char* const host,
                                                       const char* const appName);

/** See mamaImpl_entitlementDisconnectCallback. */
MAMAExpDLL void mamaImpl_entitlementUpdatedCallback(void);

/** See mamaImpl_entitlementDisconnectCallback. */
MAMAExpDLL void mamaImpl_entitlementCheckingSwitchCallback(int isEntitlementsCheckingDisabled);

/**
 * For a bridge's open: registers its default queue, which stays the bridge's.
 * @return OK; NO_BRIDGE_IMPL for a NULL bridge; NULL_ARG for a NULL queue
 */
MAMAExpDLL mama_status mamaImpl_setDefaultEventQueue(mamaBridge bridgeImpl, mamaQueue defaultQueue);

/**
 * A property as a number, cut to the range.
 * @param defaultVal  used when there is no such property; also cut to the range
 * @param minimum     smallest result
 * @param maximum     largest result
 * @param format      printf format of the property's name (at most 1023 characters); text that is
 *                    no number counts as 0
 */
MAMAExpDLL long mamaImpl_getParameterAsLong(long defaultVal, long minimum, long maximum,
                                            const char* format, ...);

/**
 * A property by a printf-formatted name (at most 1023 characters).
 * @return the value, owned by the runtime; defaultVal, which may be NULL, when there is none
 */
MAMAExpDLL const char* mamaImpl_getParameter(const char* defaultVal, const char* format, ...);

/**
 * To be used in a bridge's init: records the version of these headers under the name that getName
 * returns. A bridge without it cannot be loaded.
 */
#define MAMA_SET_BRIDGE_COMPILE_TIME_VERSION(bridgeName)                                      \
  do {                                                                                        \
    char quollName_[MAX_INTERNAL_PROP_LEN];                                                   \
    char quollVersion_[MAX_INTERNAL_PROP_LEN];                                                \
    snprintf(quollName_, sizeof quollName_, MAMA_PROP_BRIDGE_COMPILE_TIME_VER, (bridgeName)); \
    snprintf(quollVersion_, sizeof quollVersion_, "%d.%d.%s", MAMA_VERSION_MAJOR,             \
             MAMA_VERSION_MINOR, MAMA_VERSION_RELEASE);                                       \
    mamaInternal_setMetaProperty(quollName_, quollVersion_);                                  \
  } while (0)

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_MAMA_H_ */
