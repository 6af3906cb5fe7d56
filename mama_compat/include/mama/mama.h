/* Quoll: mama/mama.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_MAMA_H_
#define QUOLL_MAMA_MAMA_H_

#include <mama/datetime.h>
#include <mama/dictionary.h>
#include <mama/entitlement.h>
#include <mama/error.h>
#include <mama/fielddesc.h>
#include <mama/ft.h>
#include <mama/inbox.h>
#include <mama/log.h>
#include <mama/marketdata.h>
#include <mama/middleware.h>
#include <mama/msg.h>
#include <mama/msgfield.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>
#include <mama/price.h>
#include <mama/publisher.h>
#include <mama/quality.h>
#include <mama/queue.h>
#include <mama/reservedfields.h>
#include <mama/senderId.h>
#include <mama/servicelevel.h>
#include <mama/source.h>
#include <mama/sourceman.h>
#include <mama/status.h>
#include <mama/subscription.h>
#include <mama/subscriptiontype.h>
#include <mama/symbolmap.h>
#include <mama/symbolmapfile.h>
#include <mama/timer.h>
#include <mama/timezone.h>
#include <mama/transport.h>
#include <mama/types.h>
#include <stddef.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAMA_OPEN_MD 1
#define MAMA_OPEN_PUB_SUB 2
#define MAMA_DEFAULT_THROTTLE_RATE 500
#define MAMA_DEFAULT_RECAP_THROTTLE_RATE 250
#define MAMA_DEFAULT_RETRIES 2
#define MAMA_DEFAULT_TIMEOUT (10.0)
#define MAMA_MAX_SYMBOL_LEN 128
#define MAMA_MAX_ROOT_LEN 5
#define MAMA_MAX_SOURCE_LEN 64
#define MAMA_MAX_TRANSPORT_LEN 64
#define MAMA_MAX_BRIDGE_NAME_LEN 64
#define MAMA_MAX_RESOURCE_POOL_LEN 128
#define MAMA_MAX_TOTAL_SYMBOL_LEN 199

typedef void(MAMACALLTYPE* mamaStartCB)(mama_status status);
typedef void(MAMACALLTYPE* mamaStopCB)(mama_status status);
typedef void(MAMACALLTYPE* mamaStopCBEx)(mama_status status, mamaBridge bridge, void* closure);

typedef enum {
  SESSION_DISCONNECT_REASON_ADMIN = 0,
  SESSION_DISCONNECT_REASON_NEW_CONNECTION = 1,
  SESSION_DISCONNECT_REASON_ENTITLEMENTS_UPDATE = 2,
  SESSION_DISCONNECT_REASON_INVALID = 101
} sessionDisconnectReason;

typedef void(MAMACALLTYPE* onSessionDisconnectCB)(const sessionDisconnectReason reason,
                                                  const char* userId, const char* host,
                                                  const char* appName);
typedef void(MAMACALLTYPE* onEntitlementUpdateCB)(void);
typedef void(MAMACALLTYPE* onEntitlementCheckingSwitchCB)(const int isEntitlementsCheckingDisabled);

typedef struct mamaEntitlementCallbacks_ {
  onSessionDisconnectCB onSessionDisconnect;
  onEntitlementUpdateCB onEntitlementUpdate;
  onEntitlementCheckingSwitchCB onEntitlementCheckingSwitch;
} mamaEntitlementCallbacks;

typedef void(MAMACALLTYPE* bridgeInfoCallback)(mamaBridge bridge, const char* description);

MAMAExpDLL mama_status mama_setDefaultPayload(char id);
MAMAExpDLL mama_status mama_loadBridge(mamaBridge* impl, const char* middleware);
MAMAExpDLL mama_status mama_loadPayloadBridge(mamaPayloadBridge* bridge, const char* payloadName);
MAMAExpDLL mama_status mama_loadBridgeWithPath(mamaBridge* impl, const char* middleware,
                                               const char* path);
MAMAExpDLL mama_status mama_open(void);
MAMAExpDLL mama_status mama_openCount(unsigned int* count);
MAMAExpDLL mama_status mama_openWithProperties(const char* path, const char* filename);
MAMAExpDLL mama_status mama_openWithPropertiesCount(const char* path, const char* filename,
                                                    unsigned int* count);
MAMAExpDLL mama_status mama_setProperty(const char* name, const char* value);
MAMAExpDLL mama_status mama_setPropertiesFromFile(const char* path, const char* filename);
MAMAExpDLL const char* mama_getProperty(const char* name);
MAMAExpDLL void mama_loadDefaultProperties(void);
MAMAExpDLL const char* mama_getPropertiesAsString(void);
MAMAExpDLL mama_status mama_close(void);
MAMAExpDLL mama_status mama_closeCount(unsigned int* count);
MAMAExpDLL const char* mama_getVersion(mamaBridge bridgeImpl);
MAMAExpDLL mama_status mama_start(mamaBridge bridgeImpl);
MAMAExpDLL mama_status mama_startAll(mama_bool_t isBlocking);
MAMAExpDLL mama_status mama_startBackground(mamaBridge bridgeImpl, mamaStartCB callback);
MAMAExpDLL mama_status mama_startBackgroundEx(mamaBridge bridgeImpl, mamaStopCBEx callback,
                                              void* closure);
MAMAExpDLL mama_status mama_stop(mamaBridge bridgeImpl);
MAMAExpDLL mama_status mama_stopAll(void);
MAMAExpDLL mama_status mama_setApplicationName(const char* applicationName);
MAMAExpDLL mama_status mama_setApplicationClassName(const char* className);
MAMAExpDLL mama_status
mama_registerEntitlementCallbacks(const mamaEntitlementCallbacks* entitlementCallbacks);
MAMAExpDLL mama_status mama_getApplicationName(const char** applicationName);
MAMAExpDLL mama_status mama_getApplicationClassName(const char** className);
MAMAExpDLL mama_status mama_getUserName(const char** userName);
MAMAExpDLL mama_status mama_getHostName(const char** hostName);
MAMAExpDLL mama_status mama_getIpAddress(const char** ipAddress);
MAMAExpDLL mama_status mama_getDefaultEventQueue(mamaBridge bridgeImpl, mamaQueue* defaultQueue);
MAMAExpDLL void mama_setLastError(mamaError error);
MAMAExpDLL mamaError mama_getLastErrorCode(void);
MAMAExpDLL const char* mama_getLastErrorText(void);
MAMAExpDLL mama_status mama_setBridgeInfoCallback(mamaBridge bridgeImpl,
                                                  bridgeInfoCallback callback);
MAMAExpDLL mama_status mama_addStatsCollector(mamaStatsCollector statsCollector);
MAMAExpDLL mama_status mama_removeStatsCollector(mamaStatsCollector statsCollector);
MAMAExpDLL int mama_getGenerateTransportStats(void);
MAMAExpDLL mama_status mama_getMiddlewareBridge(mamaBridge* bridge, const char* middlewareName);
MAMAExpDLL mama_status mama_getPayloadBridge(mamaPayloadBridge* payloadBridge,
                                             const char* payloadName);
MAMAExpDLL mama_status mama_getAvailableTransportNames(char (*transports)[MAMA_MAX_TRANSPORT_LEN],
                                                       size_t maxCount, size_t* count);

#define MAMA_LINK_BRIDGE(implIdentifier, impl)                  \
  do {                                                          \
    extern void implIdentifier##Bridge_createImpl(mamaBridge*); \
    implIdentifier##Bridge_createImpl(&(impl));                 \
  } while (0)

#define MAMA_CREATE_BRIDGE(implIdentifier, impl)                \
  do {                                                          \
    extern void implIdentifier##Bridge_createImpl(mamaBridge*); \
    implIdentifier##Bridge_createImpl(&(impl));                 \
  } while (0)

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MAMA_H_ */
