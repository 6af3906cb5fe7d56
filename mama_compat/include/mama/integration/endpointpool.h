/* Quoll: mama/integration/endpointpool.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A map topic -> identifier -> endpoint, for bridges that find subscriptions by topic. All
 * functions may be called from any thread; texts are copied, endpoints are never followed (dispatch
 * 10).
 */
#ifndef QUOLL_MAMA_INTEGRATION_ENDPOINTPOOL_H_
#define QUOLL_MAMA_INTEGRATION_ENDPOINTPOOL_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A new pool. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status endpointPool_create(endpointPool_t* endpoints, const char* name);

/**
 * Frees the pool, not the endpoints; destroyWithCallback calls back for each of those.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status endpointPool_destroy(endpointPool_t endpoints);

/** Frees the pool after calling back for every endpoint that is left; the callback may be NULL. */
MAMAExpDLL mama_status endpointPool_destroyWithCallback(endpointPool_t endpoints,
                                                        endpointDestroyCb callback);

/**
 * Enters an endpoint. An entry with this topic and identifier stays as it is.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status endpointPool_registerWithIdentifier(endpointPool_t endpoints,
                                                           const char* topic,
                                                           const char* identifier, void* opaque);

/**
 * Enters an endpoint under an identifier made from its address; the caller frees the text.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status endpointPool_registerWithoutIdentifier(endpointPool_t endpoints,
                                                              const char* topic,
                                                              const char** identifier,
                                                              void* opaque);

/** Removes an entry; one that is not there is no error. @return OK; NULL_ARG */
MAMAExpDLL mama_status endpointPool_unregister(endpointPool_t endpoints, const char* topic,
                                               const char* identifier);

/**
 * All endpoints of a topic, in no particular order.
 * @param opaque  receives an array that the pool owns, valid until the calling thread's next call
 * @param count   receives how many; 0 for an unknown topic
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status endpointPool_getRegistered(endpointPool_t endpoints, const char* topic,
                                                  endpoint_t** opaque, size_t* count);

/** The name given at creation; owned by the pool. @return OK; NULL_ARG */
MAMAExpDLL mama_status endpointPool_getName(endpointPool_t endpoints, const char** name);

/** 1 when the endpoint is entered under the topic, else 0. */
MAMAExpDLL int endpointPool_isRegistedByContent(endpointPool_t endpoints, const char* topic,
                                                void* content);

/** One endpoint. @return OK; NULL_ARG; NOT_FOUND */
MAMAExpDLL mama_status endpointPool_getEndpointByIdentifiers(endpointPool_t endpoints,
                                                             const char* topic,
                                                             const char* identifier,
                                                             endpoint_t* endpoint);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_ENDPOINTPOOL_H_ */
