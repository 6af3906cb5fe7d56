/* Quoll: mama/transport.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Transports: connections to a middleware, under a name to which the properties
 * mama.<middleware>.transport.<name>.<key> belong. Publishers, subscriptions and inboxes are made
 * on one; destroy them first.
 *
 * Setters, but for the throttle rates, are meant for the time between allocate and create, or for
 * one thread. Callbacks run on the thread of the bridge that reports the event (publisher and
 * transport 3).
 */
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

/** What happened to a transport. */
typedef enum {
  MAMA_TRANSPORT_CONNECT = 0,              /**< our connection came up at once */
  MAMA_TRANSPORT_CONNECT_FAILED = 1,       /**< it could not be made */
  MAMA_TRANSPORT_RECONNECT = 2,            /**< it came up after a retry */
  MAMA_TRANSPORT_DISCONNECT = 3,           /**< a peer, or the connection to a daemon, is gone */
  MAMA_TRANSPORT_ACCEPT = 4,               /**< a peer connected to us */
  MAMA_TRANSPORT_ACCEPT_RECONNECT = 5,     /**< it did so again */
  MAMA_TRANSPORT_PUBLISHER_DISCONNECT = 6, /**< one of our connections was lost */
  MAMA_TRANSPORT_QUALITY = 7,              /**< the quality of the data has changed */
  MAMA_TRANSPORT_NAMING_SERVICE_CONNECT = 8,
  MAMA_TRANSPORT_NAMING_SERVICE_DISCONNECT = 9,
  MAMA_TRANSPORT_WRITE_QUEUE_HIGH_WATER_MARK = 10,
  MAMA_TRANSPORT_WRITE_QUEUE_LOW_WATER_MARK = 11
} mamaTransportEvent;

/** What happened to a topic. */
typedef enum {
  MAMA_TRANSPORT_TOPIC_SUBSCRIBED = 0,    /**< a subscription began */
  MAMA_TRANSPORT_TOPIC_UNSUBSCRIBED = 1,  /**< a subscription ended */
  MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR = 2, /**< a message could not be published */
  MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_NOT_ENTITLED = 3,
  MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_BAD_SYMBOL = 4,
  MAMA_TRANSPORT_TOPIC_PUBLISH_CREATE = 5, /**< a publisher began; an addition of Quoll's */
  MAMA_TRANSPORT_TOPIC_PUBLISH_DESTROY = 6 /**< a publisher ended; likewise */
} mamaTransportTopicEvent;

/** How subscriptions spread over a load-balanced transport. */
typedef enum {
  TPORT_LB_SCHEME_STATIC = 0,
  TPORT_LB_SCHEME_ROUND_ROBIN = 1,
  TPORT_LB_SCHEME_API = 2,
  TPORT_LB_SCHEME_LIBRARY = 3
} tportLbScheme;

/**
 * An event of a transport; platformInfo belongs to the bridge and is valid during the call. cause
 * is 0 when there is none.
 */
typedef void(MAMACALLTYPE* mamaTransportCB)(mamaTransport transport, mamaTransportEvent event,
                                            short cause, const void* platformInfo, void* closure);

/** An event of a topic. */
typedef void(MAMACALLTYPE* mamaTransportTopicCB)(mamaTransport transport,
                                                 mamaTransportTopicEvent event, const char* topic,
                                                 const void* platformInfo, void* closure);

/** Chooses the first of numTransports sub-transports: stores an index. */
typedef void(MAMACALLTYPE* mamaTransportLbInitialCB)(int numTransports, int* initialTransportIndex);

/** Chooses the sub-transport of the next subscription; on the thread that sets it up. */
typedef void(MAMACALLTYPE* mamaTransportLbCB)(int curTransportIndex, int numTransports,
                                              const char* source, const char* symbol,
                                              int* nextTransportIndex);

/** The two throttles of a transport; the first two names mean the same one. */
typedef enum {
  MAMA_THROTTLE_DEFAULT = 0,
  MAMA_THROTTLE_INITIAL = 1,
  MAMA_THROTTLE_RECAP = 2
} mamaThrottleInstance;

/** The name of a topic event; "UNKNOWN" for any other value. Static. */
MAMAExpDLL const char* mamaTransportTopicEvent_toString(mamaTransportTopicEvent event);

/* ---- Events */

/** The name of an event; "UNKNOWN" for any other value. Static. */
MAMAExpDLL const char* mamaTransportEvent_toString(mamaTransportEvent event);

/**
 * Sets the receiver of transport events; NULL removes it. Takes effect at once: when the call
 * returns, the receiver that was set before is not called any more, and waits for a call of it that
 * runs on another thread, unless the caller is itself inside some callback.
 * @return OK; NULL_ARG for a NULL transport; NOMEM, which leaves the old receiver in place
 */
MAMAExpDLL mama_status mamaTransport_setTransportCallback(mamaTransport transport,
                                                          mamaTransportCB callback, void* closure);

/**
 * Sets the receiver of topic events; NULL removes it. When the old one is called for the last time:
 * as for mamaTransport_setTransportCallback().
 * @return OK; NULL_ARG for a NULL transport; NOMEM, which leaves the old receiver in place
 */
MAMAExpDLL mama_status mamaTransport_setTransportTopicCallback(mamaTransport transport,
                                                               mamaTransportTopicCB callback,
                                                               void* closure);

/**
 * A queue that bridges may use for transport events; kept for them only.
 * @return OK; NULL_ARG for a NULL transport
 */
MAMAExpDLL mama_status mamaTransport_setTransportCallbackQueue(mamaTransport transport,
                                                               mamaQueue queue);

/** That queue, or NULL. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaTransport_getTransportCallbackQueue(mamaTransport transport,
                                                               mamaQueue* queue);

/**
 * Sizes of a bridge's write queue at which it reports the events of that name.
 * @return OK; NULL_ARG; INVALID_ARG when the low one is 0 or above the high one
 */
MAMAExpDLL mama_status mamaTransport_setWriteQueueWatermarks(mamaTransport transport,
                                                             uint32_t highWater, uint32_t lowWater);

/* ---- Life */

/**
 * Allocates a transport, to be made usable with mamaTransport_create.
 * @param result  receives the handle
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaTransport_allocate(mamaTransport* result);

/**
 * Connects an allocated transport. Reads its properties; what the application has set before
 * survives unless a property says otherwise.
 * @param transport   an allocated transport
 * @param name        which properties apply; cut to 255 bytes; NULL for "default"
 * @param bridgeImpl  the middleware
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL for a NULL bridge; INVALID_QUEUE when the bridge has no
 *         default queue; INVALID_ARG when it is created already; or the bridge's status. After a
 *         failure the transport is still allocated: destroy it.
 */
MAMAExpDLL mama_status mamaTransport_create(mamaTransport transport, const char* name,
                                            mamaBridge bridgeImpl);

/** Renames a transport; create does so too. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaTransport_setName(mamaTransport transport, const char* name);

/**
 * The name: an internal text, valid until it is renamed or destroyed; "" before create.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaTransport_getName(mamaTransport transport, const char** result);

/** The name of its bridge; static. NULL for NULL or before create. */
MAMAExpDLL const char* mamaTransport_getMiddleware(mamaTransport transport);

/** The rate of a throttle in actions a second; 0 when it is off. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaTransport_getOutboundThrottle(mamaTransport transport,
                                                         mamaThrottleInstance instance,
                                                         double* result);

/**
 * Not 0: publishers are not told, every 55 minutes, that the transport's market-data subscriptions
 * are still wanted. Counts when the transport is created. The property
 * mama.transport.<name>.disable_refresh does the same.
 */
MAMAExpDLL void mamaTransport_disableRefresh(mamaTransport transport, uint8_t disable);

/**
 * Sets the rate of a throttle, at any time after allocate; 0 switches it off. The default throttle
 * (500) serves throttled sends and subscription requests, the other (250) recap requests.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaTransport_setOutboundThrottle(mamaTransport transport,
                                                         mamaThrottleInstance instance,
                                                         double outboundThrottle);

/** Translates the symbols of subscriptions that are made from now on. */
MAMAExpDLL void mamaTransport_setSymbolMapFunc(mamaTransport transport, mamaSymbolMapFunc mapFunc,
                                               void* closure);

/** That function, or NULL. */
MAMAExpDLL mamaSymbolMapFunc mamaTransport_getSymbolMapFunc(mamaTransport transport);

/** Its closure, or NULL. */
MAMAExpDLL void* mamaTransport_getSymbolMapFuncClosure(mamaTransport transport);

/** A text for people; copied, NULL clears it. @return OK; NULL_ARG for a NULL transport */
MAMAExpDLL mama_status mamaTransport_setDescription(mamaTransport transport,
                                                    const char* description);

/**
 * That text, valid until it is set again or the transport is destroyed; NULL when never set.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaTransport_getDescription(mamaTransport transport,
                                                    const char** description);

/**
 * Whether a transport event tells every subscription about its quality (default 1).
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaTransport_setInvokeQualityForAllSubscs(mamaTransport transport,
                                                                  int invokeQualityForAllSubscs);

/** That choice. @return OK; NULL_ARG; INVALID_ARG for a NULL result */
MAMAExpDLL mama_status mamaTransport_getInvokeQualityForAllSubscs(const mamaTransport transport,
                                                                  int* invokeQualityForAllSubscs);

/** The quality of the transport as a whole. @return OK; NULL_ARG; INVALID_ARG for a NULL result */
MAMAExpDLL mama_status mamaTransport_getQuality(const mamaTransport transport,
                                                mamaQuality* quality);

/**
 * Disconnects and frees a transport. Publishers on it are destroyed with it, their onDestroy
 * included; throttled sends that wait are dropped without their callbacks; subscriptions must have
 * been destroyed before. Not from the transport's own callbacks.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaTransport_destroy(mamaTransport transport);

/* ---- Connections of the middleware: NOT_IMPLEMENTED where the bridge knows none */

/**
 * The connection of an address; port 0 for any port. The result is for
 * mamaTransport_freeAllConnections.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result; NOT_FOUND
 */
MAMAExpDLL mama_status mamaTransport_findConnection(mamaTransport transport, mamaConnection* result,
                                                    const char* ipAddress, uint16_t port);

/**
 * All connections, those for one topic, or all server connections; to be released with the free
 * function of the kind.
 * @return OK; NULL_ARG; NOT_IMPLEMENTED
 */
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

/* ---- Load balancing */

/**
 * Choose among the sub-transports of a load-balanced transport; both must be set before create.
 * @return OK; NULL_ARG for a NULL transport
 */
MAMAExpDLL mama_status mamaTransport_setLbInitialCallback(mamaTransport transport,
                                                          mamaTransportLbInitialCB callback);

/** Chooses the sub-transport of each further subscription. */
MAMAExpDLL mama_status mamaTransport_setLbCallback(mamaTransport transport,
                                                   mamaTransportLbCB callback);

/* ---- The rest */

/**
 * Ask the publishers behind the transport to begin, or to end, conflating.
 * @return OK; NULL_ARG; NOT_IMPLEMENTED
 */
MAMAExpDLL mama_status mamaTransport_requestConflation(mamaTransport transport);
MAMAExpDLL mama_status mamaTransport_requestEndConflation(mamaTransport transport);

/** Whether subscriptions that fail are deactivated (default 1). @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaTransport_setDeactivateSubscriptionOnError(mamaTransport transport,
                                                                      int deactivate);

/** That choice; 0 for NULL. */
MAMAExpDLL int mamaTransport_getDeactivateSubscriptionOnError(mamaTransport transport);

/**
 * What the bridge connects with.
 * @param index  the sub-transport; 0 without load balancing
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result or a bad index; NOT_IMPLEMENTED
 */
MAMAExpDLL mama_status mamaTransport_getNativeTransport(mamaTransport transport, int index,
                                                        void** nativeTport);

/** The naming context of a sub-transport; as above. */
MAMAExpDLL mama_status mamaTransport_getNativeTransportNamingCtx(mamaTransport transport, int index,
                                                                 void** nativeTportNamingCtx);

/** Its statistics; NULL for NULL or when statistics are off. */
MAMAExpDLL mamaStatsCollector mamaTransport_getStatsCollector(mamaTransport transport);

/** What mamaTransport_setClosure stored; NULL when never set. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaTransport_getClosure(mamaTransport transport, void** closure);

/** Attaches a pointer of the application's, never freed by the library. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaTransport_setClosure(mamaTransport transport, void* closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_TRANSPORT_H_ */
