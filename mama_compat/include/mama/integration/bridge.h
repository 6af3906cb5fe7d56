/* Quoll: mama/integration/bridge.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What a bridge may ask of, and attach to, its mamaBridge. May be called from init on, from any
 * thread (dispatch 7).
 */
#ifndef QUOLL_MAMA_INTEGRATION_BRIDGE_H_
#define QUOLL_MAMA_INTEGRATION_BRIDGE_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Milliseconds to wait for internal queues at close: property mama.defaultqueue.timeout, or 2000.
 */
MAMAExpDLL int mamaBridgeImpl_getDefaultQueueTimeout(void);

/**
 * Attaches the bridge's own state. A bridge that extends the base bridge must not use it: the
 * closure is the base bridge's, see mama/integration/bridge/base.h.
 * @return OK; NULL_ARG for a NULL bridge
 */
MAMAExpDLL mama_status mamaBridgeImpl_setClosure(mamaBridge bridgeImpl, void* closure);

/** Attaches the wrapper object of the C++ layer. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaBridgeImpl_setCppCallback(mamaBridge bridgeImpl, void* cppCallback);

/**
 * What mamaBridgeImpl_setClosure stored, or NULL.
 * @return OK; NULL_ARG for a NULL bridge; INVALID_ARG for a NULL result
 */
MAMAExpDLL mama_status mamaBridgeImpl_getClosure(mamaBridge bridgeImpl, void** closure);

/**
 * A queue with a dispatcher of its own for the runtime's needs, made at the first call; served
 * whether or not the bridge is started. It belongs to the runtime.
 * @return OK; NO_BRIDGE_IMPL for a NULL bridge or when it cannot be made; NULL_ARG for a NULL
 *         result
 */
MAMAExpDLL mama_status mamaBridgeImpl_getInternalEventQueue(mamaBridge bridgeImpl,
                                                            mamaQueue* internalQueue);

/**
 * Ends that queue, waiting as mamaBridgeImpl_getDefaultQueueTimeout says.
 * @return OK, also when there is none; NO_BRIDGE_IMPL
 */
MAMAExpDLL mama_status mamaBridgeImpl_stopInternalEventQueue(mamaBridge bridgeImpl);

/**
 * Stores a fact about the bridge, once until the last mama_close: "extends_base_bridge",
 * "entitlements.deferred" or "compile_version", or others of its own. Not visible through
 * mama_getProperty.
 * @param property  "key" or "mama.<bridge>.key"
 * @param value     copied
 * @return OK; INVALID_ARG when it is set already (the value stays); NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaBridgeImpl_setReadOnlyProperty(mamaBridge bridgeImpl,
                                                          const char* property, const char* value);

/** 1 when the bridge checks entitlements itself, else 0. */
MAMAExpDLL mama_bool_t mamaBridgeImpl_areEntitlementsDeferred(mamaBridge bridgeImpl);

/**
 * What mamaBridgeImpl_setReadOnlyProperty stored; NULL when there is nothing. Valid until the last
 * mama_close.
 */
MAMAExpDLL const char* mamaBridgeImpl_getMetaProperty(mamaBridge bridgeImpl, const char* property);

/** Reads the facts that the runtime keeps at hand once more. Called by the loader after init. */
MAMAExpDLL void mamaBridgeImpl_populateBridgeMetaData(mamaBridge bridgeImpl);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_BRIDGE_H_ */
