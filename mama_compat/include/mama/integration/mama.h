/* Quoll: mama/integration/mama.h
 * SPDX-License-Identifier: Apache-2.0 */
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

#define MAMA_PAYLOAD_MAX 255
#define MAMA_MAX_MIDDLEWARES 127
#define MAMA_MAX_ENTITLEMENTS 127
#define MAX_ENTITLEMENT_BRIDGES 127
#define MAMA_PROP_BARE_ENT_DEFERRED "entitlements.deferred"
#define MAMA_PROP_BARE_COMPILE_TIME_VER "compile_version"
#define MAMA_PROP_EXTENDS_BASE_BRIDGE "extends_base_bridge"
#define MAMA_PROP_MAMA_RUNTIME_VER "mama.runtime_version"
#define MAMA_PROP_BRIDGE_ENT_DEFERRED "mama.%s.entitlements.deferred"
#define MAMA_PROP_BRIDGE_COMPILE_TIME_VER "mama.%s.compile_version"
#define MAX_INTERNAL_PROP_LEN 1024

MAMAExpDLL int mamaInternal_getCatchCallbackExceptions(void);
MAMAExpDLL wproperty_t mamaInternal_getProperties(void);
MAMAExpDLL void mamaInternal_registerBridge(mamaBridge bridge, const char* middleware);
MAMAExpDLL const char* mama_wrapperGetVersion(mamaBridge bridge);
MAMAExpDLL mamaStatsGenerator mamaInternal_getStatsGenerator(void);
MAMAExpDLL mamaStatsCollector mamaInternal_getGlobalStatsCollector(void);
MAMAExpDLL int mamaInternal_generateLbmStats(void);
MAMAExpDLL mamaBridge mamaInternal_findBridge(void);
MAMAExpDLL mamaPayloadBridge mamaInternal_findPayload(char id);
MAMAExpDLL mamaPayloadBridge mamaInternal_getDefaultPayload(void);
MAMAExpDLL mama_bool_t mamaInternal_getAllowMsgModify(void);
MAMAExpDLL mama_status mamaInternal_initialiseTable(wtable_t* table, const char* name,
                                                    mama_size_t size);
MAMAExpDLL mama_status mamaInternal_init(void);
MAMAExpDLL mama_status mamaInternal_getPayloadId(const char* payloadName, mamaPayloadBridge payload,
                                                 char* payloadChar);
MAMAExpDLL mama_i32_t mamaInternal_getEntitlementBridgeCount(void);
MAMAExpDLL mama_status mamaInternal_getEntitlementBridgeByName(mamaEntitlementBridge* entBridge,
                                                               const char* name);
MAMAExpDLL const char* mamaInternal_getMetaProperty(const char* name);
MAMAExpDLL mama_status mamaInternal_setMetaProperty(const char* name, const char* value);
MAMAExpDLL void mamaImpl_entitlementDisconnectCallback(const sessionDisconnectReason reason,
                                                       const char* const userId,
                                                       const char* const host,
                                                       const char* const appName);
MAMAExpDLL void mamaImpl_entitlementUpdatedCallback(void);
MAMAExpDLL void mamaImpl_entitlementCheckingSwitchCallback(int isEntitlementsCheckingDisabled);
MAMAExpDLL mama_status mamaImpl_setDefaultEventQueue(mamaBridge bridgeImpl, mamaQueue defaultQueue);
MAMAExpDLL long mamaImpl_getParameterAsLong(long defaultVal, long minimum, long maximum,
                                            const char* format, ...);
MAMAExpDLL const char* mamaImpl_getParameter(const char* defaultVal, const char* format, ...);

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
