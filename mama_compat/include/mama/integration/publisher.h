/* Quoll: mama/integration/publisher.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Publishers for bridges and the core: on one of several load-balanced transports.
 */
#ifndef QUOLL_MAMA_INTEGRATION_PUBLISHER_H_
#define QUOLL_MAMA_INTEGRATION_PUBLISHER_H_

#include <mama/publisher.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * mamaPublisher_createWithCallbacks on the sub-transport with this index; INVALID_ARG where there
 * is none.
 */
MAMAExpDLL mama_status mamaPublisherImpl_createByIndex(mamaPublisher* result, mamaTransport tport,
                                                       int tportIndex, mamaQueue queue,
                                                       mamaPublisherCallbacks* cb,
                                                       const char* symbol, const char* source,
                                                       const char* root, void* closure);

/** mamaPublisher_sendFromInbox on the sub-transport with this index. */
MAMAExpDLL mama_status mamaPublisherImpl_sendFromInboxByIndex(mamaPublisher publisher,
                                                              int tportIndex, mamaInbox inbox,
                                                              mamaMsg msg);

/** The same as mamaPublisher_destroy. */
MAMAExpDLL mama_status mamaPublisherImpl_clearTransport(mamaPublisher publisher);

/** The transport; NULL for NULL. */
MAMAExpDLL mamaTransport mamaPublisherImpl_getTransportImpl(mamaPublisher publisher);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_PUBLISHER_H_ */
