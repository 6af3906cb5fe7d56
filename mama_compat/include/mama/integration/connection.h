/* Quoll: mama/integration/connection.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * How bridges make the connection objects that mamaTransport_findConnection and its like hand out.
 * A bridge makes them inside its findConnection, getAllConnections and getAllServerConnections, and
 * frees those of an array in freeAllConnections and freeAllServerConnections with
 * mamaConnection_free and mamaServerConnection_free. From any thread.
 *
 * Other implementations of the interface export these functions without a header; bridges that
 * declare them by themselves work as well.
 */
#ifndef QUOLL_MAMA_INTEGRATION_CONNECTION_H_
#define QUOLL_MAMA_INTEGRATION_CONNECTION_H_

#include <mama/conflation/connection.h>
#include <mama/conflation/serverconnection.h>
#include <mama/status.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Describes a client. Texts are copied, and cut; NULL counts as "".
 * @param result        receives the connection, for mamaConnection_free; NULL on failure
 * @param tport         the transport; may be NULL, mamaConnection_isIntercepted does not work then
 * @param ipAddress     at most 15 characters are kept
 * @param port          the client's port
 * @param maxQueueSize  how many messages may wait for it
 * @param curQueueSize  how many wait
 * @param msgCount      messages sent to it
 * @param bytesCount    bytes sent to it
 * @param userName      at most 255 characters are kept
 * @param appName       at most 255 characters are kept
 * @param handle        the bridge's own; never followed, given back by mamaConnectionImpl_getHandle
 * @return OK; NULL_ARG for a NULL result; NOMEM
 */
MAMAExpDLL mama_status mamaConnection_allocate(mamaConnection* result, mamaTransport tport,
                                               const char* ipAddress, uint16_t port,
                                               uint32_t maxQueueSize, uint32_t curQueueSize,
                                               uint32_t msgCount, uint32_t bytesCount,
                                               const char* userName, const char* appName,
                                               void* handle);

/** The bridge's handle; NULL for NULL or a connection that was freed. */
MAMAExpDLL void* mamaConnectionImpl_getHandle(mamaConnection connection);

/**
 * Describes a server.
 * @param result            receives the connection, for mamaServerConnection_free; NULL on failure
 * @param ipAddress         at most 15 characters are kept; NULL counts as ""
 * @param port              the server's port
 * @param connectionStatus  a number of the bridge's own
 * @return OK; NULL_ARG for a NULL result; NOMEM
 */
MAMAExpDLL mama_status mamaServerConnection_allocate(mamaServerConnection* result,
                                                     const char* ipAddress, uint16_t port,
                                                     int connectionStatus);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_CONNECTION_H_ */
