/* Quoll: mama/integration/endpointpool.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_INTEGRATION_ENDPOINTPOOL_H_
#define QUOLL_MAMA_INTEGRATION_ENDPOINTPOOL_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL mama_status endpointPool_create(endpointPool_t* endpoints, const char* name);
MAMAExpDLL mama_status endpointPool_destroy(endpointPool_t endpoints);
MAMAExpDLL mama_status endpointPool_destroyWithCallback(endpointPool_t endpoints,
                                                        endpointDestroyCb callback);
MAMAExpDLL mama_status endpointPool_registerWithIdentifier(endpointPool_t endpoints,
                                                           const char* topic,
                                                           const char* identifier, void* opaque);
MAMAExpDLL mama_status endpointPool_registerWithoutIdentifier(endpointPool_t endpoints,
                                                              const char* topic,
                                                              const char** identifier,
                                                              void* opaque);
MAMAExpDLL mama_status endpointPool_unregister(endpointPool_t endpoints, const char* topic,
                                               const char* identifier);
MAMAExpDLL mama_status endpointPool_getRegistered(endpointPool_t endpoints, const char* topic,
                                                  endpoint_t** opaque, size_t* count);
MAMAExpDLL mama_status endpointPool_getName(endpointPool_t endpoints, const char** name);
MAMAExpDLL int endpointPool_isRegistedByContent(endpointPool_t endpoints, const char* topic,
                                                void* content);
MAMAExpDLL mama_status endpointPool_getEndpointByIdentifiers(endpointPool_t endpoints,
                                                             const char* topic,
                                                             const char* identifier,
                                                             endpoint_t* endpoint);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_ENDPOINTPOOL_H_ */
