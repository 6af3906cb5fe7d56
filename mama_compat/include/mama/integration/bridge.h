/* Quoll: mama/integration/bridge.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_INTEGRATION_BRIDGE_H_
#define QUOLL_MAMA_INTEGRATION_BRIDGE_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL int mamaBridgeImpl_getDefaultQueueTimeout(void);
MAMAExpDLL mama_status mamaBridgeImpl_setClosure(mamaBridge bridgeImpl, void* closure);
MAMAExpDLL mama_status mamaBridgeImpl_setCppCallback(mamaBridge bridgeImpl, void* cppCallback);
MAMAExpDLL mama_status mamaBridgeImpl_getClosure(mamaBridge bridgeImpl, void** closure);
MAMAExpDLL mama_status mamaBridgeImpl_getInternalEventQueue(mamaBridge bridgeImpl,
                                                            mamaQueue* internalQueue);
MAMAExpDLL mama_status mamaBridgeImpl_stopInternalEventQueue(mamaBridge bridgeImpl);
MAMAExpDLL mama_status mamaBridgeImpl_setReadOnlyProperty(mamaBridge bridgeImpl,
                                                          const char* property, const char* value);
MAMAExpDLL mama_bool_t mamaBridgeImpl_areEntitlementsDeferred(mamaBridge bridgeImpl);
MAMAExpDLL const char* mamaBridgeImpl_getMetaProperty(mamaBridge bridgeImpl, const char* property);
MAMAExpDLL void mamaBridgeImpl_populateBridgeMetaData(mamaBridge bridgeImpl);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_BRIDGE_H_ */
