/* Quoll: mama/integration/transport.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What bridges need of a mamaTransport: reporting events, throttles, and the registry of
 * subscriptions. May be called from any thread; the application's callbacks run on the calling one,
 * with no lock held (publisher and transport 3.7 and 2).
 */
#ifndef QUOLL_MAMA_INTEGRATION_TRANSPORT_H_
#define QUOLL_MAMA_INTEGRATION_TRANSPORT_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/transport.h>
#include <mama/types.h>
#include <stdint.h>
#include <wombat/list.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The bridge's part of the transport, or of the sub-transport with an index.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaTransport_getBridgeTransport(mamaTransport transport,
                                                        transportBridge* result);
MAMAExpDLL mama_status mamaTransport_getBridgeTransportByIndex(mamaTransport tport, int tportIndex,
                                                               transportBridge* result);

/**
 * Remove queued actions: of an owner, or those whose handles a list holds. After the call none of
 * them runs or will run.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaTransport_throttleRemoveForOwner(mamaTransport transport,
                                                            mamaThrottleInstance instance,
                                                            void* handle);
MAMAExpDLL mama_status mamaTransport_throttleRemoveFromList(mamaTransport transport,
                                                            mamaThrottleInstance instance,
                                                            wList list);

/**
 * Queues an action on a throttle; with a rate of 0 it runs inside the call.
 * @param instance        which throttle
 * @param throttleAction  called with closure1 and closure2 on the thread that dispatches the
 *                        bridge's default queue
 * @param owner           for mamaTransport_throttleRemoveForOwner
 * @param closure1        passed on
 * @param closure2        passed on
 * @param immediate       not 0 to put it before those that wait
 * @param handle          may be NULL; receives a handle for removal, dead once the action has run
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL when the transport is not created; NOMEM
 */
MAMAExpDLL mama_status mamaTransport_throttleAction(mamaTransport transport,
                                                    mamaThrottleInstance instance,
                                                    throttleCb throttleAction, void* owner,
                                                    void* closure1, void* closure2, int immediate,
                                                    wombatThrottleAction* handle);

/**
 * Enters a subscription into the transport's registry, for refreshes and quality events;
 * removeListener takes it out.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaTransport_addSubscription(mamaTransport transport,
                                                     mamaSubscription subscription, void** result);
MAMAExpDLL mama_status mamaTransport_removeListener(mamaTransport transport, void* handle);

/**
 * Reports events: each calls the plugins and the application as its name says, with the bridge's
 * platformInfo, which is borrowed for the call.
 */
MAMAExpDLL void mamaTransportImpl_processAdvisory(mamaTransport transport, short cause,
                                                  const void* platformInfo);
MAMAExpDLL void mamaTransportImpl_reconnect(mamaTransport transport, mamaTransportEvent event,
                                            const void* platformInfo, const void* connectionInfo);
MAMAExpDLL void mamaTransportImpl_disconnect(mamaTransport transport, mamaTransportEvent event,
                                             const void* platformInfo, const void* connectionInfo);
MAMAExpDLL void mamaTransportImpl_disconnectNoStale(mamaTransport transport,
                                                    mamaTransportEvent event,
                                                    const void* platformInfo,
                                                    const void* connectionInfo);

/** Tells one subscription that its data may be stale. */
MAMAExpDLL void mamaTransportImpl_setPossiblyStale(mamaTransport transport,
                                                   mamaSubscription subscription);

/** The application's topic callback and its closure. */
MAMAExpDLL void mamaTransportImpl_getTransportTopicCallback(mamaTransport transport,
                                                            mamaTransportTopicCB* callback,
                                                            void** closure);

/** What mamaTransport_setWriteQueueWatermarks stored; 0 and 0 when never set. */
MAMAExpDLL void mamaTransportImpl_getWriteQueueWatermarks(mamaTransport transport, uint32_t* high,
                                                          uint32_t* low);

/**
 * Another client has refreshed the subscription with that handle of mamaTransport_addSubscription:
 * its next refresh is due in 55 minutes less one second. Any thread; nothing for an unknown one.
 */
MAMAExpDLL void mamaTransportImpl_resetRefreshForListener(mamaTransport tport, void* handle);

/**
 * Symbols and types of the subscriptions in the registry, in the order in which they entered it.
 * @param transportIndex  of the sub-transport that they are on
 * @param source          the source that they have; NULL for all, also those that have none
 * @param topics          receives the symbols that the application gave, not the mapped ones; NULL
 *                        if there are none. The caller frees each text and the array by free()
 * @param types           receives a mamaSubscriptionType for each, or NULL; the caller frees it
 * @param len             receives the number
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaTransportImpl_getTopicsAndTypesForSource(mamaTransport tport,
                                                                    int transportIndex,
                                                                    const char* source,
                                                                    const char*** topics,
                                                                    mama_i32_t** types, int* len);

/** 1 while the quality is MAYBE_STALE. */
MAMAExpDLL int mamaTransportImpl_isPossiblyStale(mamaTransport tport);

/** The quality is OK again; tells the application once. */
MAMAExpDLL void mamaTransportImpl_unsetAllPossiblyStale(mamaTransport tport);

/** Cause and information of the event that is being reported; 0 and NULL outside of one. */
MAMAExpDLL void mamaTransportImpl_getAdvisoryCauseAndPlatformInfo(mamaTransport tport, short* cause,
                                                                  const void** platformInfo);

/** The bridge; NULL for NULL or before create. */
MAMAExpDLL mamaBridge mamaTransportImpl_getBridgeImpl(mamaTransport transport);

/** The sub-transport of the next subscription; nextTransportIndex moves on. */
MAMAExpDLL void mamaTransportImpl_getTransportIndex(mamaTransport tport, int* tportIndex);
MAMAExpDLL void mamaTransportImpl_nextTransportIndex(mamaTransport tport, const char* source,
                                                     const char* symbol);

/** The throttle itself. */
MAMAExpDLL wombatThrottle mamaTransportImpl_getThrottle(mamaTransport transport,
                                                        mamaThrottleInstance instance);

/**
 * Connections and conflation: passed to the bridge; NOT_IMPLEMENTED where it has no such function.
 */
MAMAExpDLL mama_status mamaTransportImpl_isConnectionIntercepted(mamaTransport transport,
                                                                 mamaConnection connection,
                                                                 uint8_t* result);
MAMAExpDLL mama_status mamaTransportImpl_installConnectConflateMgr(mamaTransport transport,
                                                                   mamaConflationManager mgr,
                                                                   mamaConnection connection,
                                                                   conflateProcessCb processCb,
                                                                   conflateGetMsgCb msgCb);
MAMAExpDLL mama_status mamaTransportImpl_uninstallConnectConflateMgr(mamaTransport transport,
                                                                     mamaConflationManager mgr,
                                                                     mamaConnection connection);
MAMAExpDLL mama_status mamaTransportImpl_startConnectionConflation(mamaTransport transport,
                                                                   mamaConflationManager mgr,
                                                                   mamaConnection connection);
MAMAExpDLL mama_status mamaTransportImpl_sendMsgToConnection(mamaTransport transport,
                                                             mamaConnection connection, mamaMsg msg,
                                                             const char* topic);

/** The expected number of symbols of a group; 0 for NULL. */
MAMAExpDLL int mamaTransportImpl_getGroupSizeHint(mamaTransport transport);

/**
 * Creates the transport's statistics when the properties ask for them.
 * @return OK; NULL_ARG; or the first failure
 */
MAMAExpDLL mama_status mamaTransport_initStats(mamaTransport transport);

/** Reports an event to the application alone. */
MAMAExpDLL void mamaTransportImpl_invokeTransportCallback(mamaTransport transport,
                                                          mamaTransportEvent event, short cause,
                                                          const void* platformInfo);

/** Reports a topic event to the application. */
MAMAExpDLL void mamaTransportImpl_invokeTransportTopicCallback(mamaTransport transport,
                                                               mamaTransportTopicEvent event,
                                                               const char* topic,
                                                               const void* platformInfo);

/** mamaTransport_allocate for the runtime's own use. */
MAMAExpDLL mama_status mamaTransportImpl_allocateInternalTransport(mamaTransport* transport);

/** Overwrites cause and information of the present event. */
MAMAExpDLL void mamaTransportImpl_setAdvisoryCauseAndPlatformInfo(mamaTransport transport,
                                                                  short cause,
                                                                  const void* platformInfo);
MAMAExpDLL mama_status mamaTransportImpl_forceClientDisconnect(mamaTransport transport,
                                                               const char* ipAddress,
                                                               uint16_t port);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_TRANSPORT_H_ */
