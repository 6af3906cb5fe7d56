/* Quoll: mama/integration/bridge/base_closure.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * An addition of Quoll to the base bridge: named access to the slot for the extending bridge, which
 * else is reached by casting what mamaBridgeImpl_getClosure yields to void**. Both ways lead to the
 * same slot; these two find it also when the closure was replaced. Unsynchronised, like the
 * closure.
 */
#ifndef QUOLL_MAMA_INTEGRATION_BRIDGE_BASE_CLOSURE_H_
#define QUOLL_MAMA_INTEGRATION_BRIDGE_BASE_CLOSURE_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Stores a pointer of the extending bridge's own. The base bridge neither reads nor frees it.
 * @return OK; NULL_ARG for a NULL bridge; INVALID_ARG for one that baseBridge_open did not open, or
 *         that baseBridge_close is closing
 */
MAMAExpBridgeDLL mama_status baseBridge_setImplClosure(mamaBridge bridgeImpl, void* closure);

/** What the slot holds; NULL at first. @return as baseBridge_setImplClosure */
MAMAExpBridgeDLL mama_status baseBridge_getImplClosure(mamaBridge bridgeImpl, void** closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_BRIDGE_BASE_CLOSURE_H_ */
