/* Quoll: mama/transport.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_TRANSPORT_H_
#define QUOLL_MAMA_TRANSPORT_H_

#include <mama/quality.h>
#include <mama/status.h>
#include <mama/symbolmap.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DQ_PLUGIN_PROPERTY "dq_plugin"

typedef enum {
  MAMA_TRANSPORT_CONNECT = 0,
  MAMA_TRANSPORT_CONNECT_FAILED = 1,
  MAMA_TRANSPORT_RECONNECT = 2,
  MAMA_TRANSPORT_DISCONNECT = 3,
  MAMA_TRANSPORT_ACCEPT = 4,
  MAMA_TRANSPORT_ACCEPT_RECONNECT = 5,
  MAMA_TRANSPORT_PUBLISHER_DISCONNECT = 6,
  MAMA_TRANSPORT_QUALITY = 7,
  MAMA_TRANSPORT_NAMING_SERVICE_CONNECT = 8,
  MAMA_TRANSPORT_NAMING_SERVICE_DISCONNECT = 9,
  MAMA_TRANSPORT_WRITE_QUEUE_HIGH_WATER_MARK = 10,
  MAMA_TRANSPORT_WRITE_QUEUE_LOW_WATER_MARK = 11
} mamaTransportEvent;

typedef enum {
  MAMA_TRANSPORT_TOPIC_SUBSCRIBED = 0,
  MAMA_TRANSPORT_TOPIC_UNSUBSCRIBED = 1,
  MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR = 2,
  MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_NOT_ENTITLED = 3,
  MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_BAD_SYMBOL = 4
} mamaTransportTopicEvent;

typedef enum {
  TPORT_LB_SCHEME_STATIC = 0,
  TPORT_LB_SCHEME_ROUND_ROBIN = 1,
  TPORT_LB_SCHEME_API = 2,
  TPORT_LB_SCHEME_LIBRARY = 3
} tportLbScheme;

typedef void(MAMACALLTYPE* mamaTransportCB)(mamaTransport transport, mamaTransportEvent event,
                                            short cause, const void* platformInfo, void* closure);
typedef void(MAMACALLTYPE* mamaTransportTopicCB)(mamaTransport transport,
                                                 mamaTransportTopicEvent event, const char* topic,
                                                 const void* platformInfo, void* closure);
typedef void(MAMACALLTYPE* mamaTransportLbInitialCB)(int numTransports, int* initialTransportIndex);
typedef void(MAMACALLTYPE* mamaTransportLbCB)(int curTransportIndex, int numTransports,
                                              const char* source, const char* symbol,
                                              int* nextTransportIndex);

typedef enum {
  MAMA_THROTTLE_DEFAULT = 0,
  MAMA_THROTTLE_INITIAL = 1,
  MAMA_THROTTLE_RECAP = 2
} mamaThrottleInstance;

MAMAExpDLL const char* mamaTransportTopicEvent_toString(mamaTransportTopicEvent event);
MAMAExpDLL const char* mamaTransportEvent_toString(mamaTransportEvent event);
MAMAExpDLL mama_status mamaTransport_setTransportCallback(mamaTransport transport,
                                                          mamaTransportCB callback, void* closure);
MAMAExpDLL mama_status mamaTransport_setTransportTopicCallback(mamaTransport transport,
                                                               mamaTransportTopicCB callback,
                                                               void* closure);
MAMAExpDLL mama_status mamaTransport_setTransportCallbackQueue(mamaTransport transport,
                                                               mamaQueue queue);
MAMAExpDLL mama_status mamaTransport_getTransportCallbackQueue(mamaTransport transport,
                                                               mamaQueue* queue);
MAMAExpDLL mama_status mamaTransport_setWriteQueueWatermarks(mamaTransport transport,
                                                             uint32_t highWater, uint32_t lowWater);
MAMAExpDLL mama_status mamaTransport_allocate(mamaTransport* result);
MAMAExpDLL mama_status mamaTransport_create(mamaTransport transport, const char* name,
                                            mamaBridge bridgeImpl);
MAMAExpDLL mama_status mamaTransport_setName(mamaTransport transport, const char* name);
MAMAExpDLL mama_status mamaTransport_getName(mamaTransport transport, const char** result);
MAMAExpDLL const char* mamaTransport_getMiddleware(mamaTransport transport);
MAMAExpDLL mama_status mamaTransport_getOutboundThrottle(mamaTransport transport,
                                                         mamaThrottleInstance instance,
                                                         double* result);
MAMAExpDLL void mamaTransport_disableRefresh(mamaTransport transport, uint8_t disable);
MAMAExpDLL mama_status mamaTransport_setOutboundThrottle(mamaTransport transport,
                                                         mamaThrottleInstance instance,
                                                         double outboundThrottle);
MAMAExpDLL void mamaTransport_setSymbolMapFunc(mamaTransport transport, mamaSymbolMapFunc mapFunc,
                                               void* closure);
MAMAExpDLL mamaSymbolMapFunc mamaTransport_getSymbolMapFunc(mamaTransport transport);
MAMAExpDLL void* mamaTransport_getSymbolMapFuncClosure(mamaTransport transport);
MAMAExpDLL mama_status mamaTransport_setDescription(mamaTransport transport,
                                                    const char* description);
MAMAExpDLL mama_status mamaTransport_getDescription(mamaTransport transport,
                                                    const char** description);
MAMAExpDLL mama_status mamaTransport_setInvokeQualityForAllSubscs(mamaTransport transport,
                                                                  int invokeQualityForAllSubscs);
MAMAExpDLL mama_status mamaTransport_getInvokeQualityForAllSubscs(const mamaTransport transport,
                                                                  int* invokeQualityForAllSubscs);
MAMAExpDLL mama_status mamaTransport_getQuality(const mamaTransport transport,
                                                mamaQuality* quality);
MAMAExpDLL mama_status mamaTransport_destroy(mamaTransport transport);
MAMAExpDLL mama_status mamaTransport_findConnection(mamaTransport transport, mamaConnection* result,
                                                    const char* ipAddress, uint16_t port);
MAMAExpDLL mama_status mamaTransport_getAllConnections(mamaTransport transport,
                                                       mamaConnection** result, uint32_t* len);
MAMAExpDLL mama_status mamaTransport_getAllConnectionsForTopic(mamaTransport transport,
                                                               const char* topic,
                                                               mamaConnection** result,
                                                               uint32_t* len);
MAMAExpDLL mama_status mamaTransport_freeAllConnections(mamaTransport transport,
                                                        mamaConnection* result, uint32_t len);
MAMAExpDLL mama_status mamaTransport_getAllServerConnections(mamaTransport transport,
                                                             mamaServerConnection** result,
                                                             uint32_t* len);
MAMAExpDLL mama_status mamaTransport_freeAllServerConnections(mamaTransport transport,
                                                              mamaServerConnection* result,
                                                              uint32_t len);
MAMAExpDLL mama_status mamaTransport_setLbInitialCallback(mamaTransport transport,
                                                          mamaTransportLbInitialCB callback);
MAMAExpDLL mama_status mamaTransport_setLbCallback(mamaTransport transport,
                                                   mamaTransportLbCB callback);
MAMAExpDLL mama_status mamaTransport_requestConflation(mamaTransport transport);
MAMAExpDLL mama_status mamaTransport_requestEndConflation(mamaTransport transport);
MAMAExpDLL mama_status mamaTransport_setDeactivateSubscriptionOnError(mamaTransport transport,
                                                                      int deactivate);
MAMAExpDLL int mamaTransport_getDeactivateSubscriptionOnError(mamaTransport transport);
MAMAExpDLL mama_status mamaTransport_getNativeTransport(mamaTransport transport, int index,
                                                        void** nativeTport);
MAMAExpDLL mama_status mamaTransport_getNativeTransportNamingCtx(mamaTransport transport, int index,
                                                                 void** nativeTportNamingCtx);
MAMAExpDLL mamaStatsCollector mamaTransport_getStatsCollector(mamaTransport transport);
MAMAExpDLL mama_status mamaTransport_getClosure(mamaTransport transport, void** closure);
MAMAExpDLL mama_status mamaTransport_setClosure(mamaTransport transport, void* closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_TRANSPORT_H_ */
