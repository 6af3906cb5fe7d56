/* Quoll: mama/conflation/connection.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What a bridge tells about one client that is connected to a transport: a snapshot, made by the
 * bridge (mama/integration/connection.h). Texts that the getters give belong to the object and end
 * with it. A connection belongs to one thread at a time (publisher and transport 3.12).
 *
 * All functions with a status: OK; NULL_ARG for a NULL connection or result; INVALID_ARG for a
 * connection that was freed.
 */
#ifndef QUOLL_MAMA_CONFLATION_CONNECTION_H_
#define QUOLL_MAMA_CONFLATION_CONNECTION_H_

#include <mama/status.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Frees a connection that mamaTransport_findConnection gave. NULL: OK, and nothing happens. */
MAMAExpDLL mama_status mamaConnection_free(mamaConnection connection);

/** The transport it belongs to, as the bridge said. */
MAMAExpDLL mama_status mamaConnection_getTransport(mamaConnection connection,
                                                   mamaTransport* result);

/** The address of the client, at most 15 characters; "" when the bridge did not say. */
MAMAExpDLL mama_status mamaConnection_getIpAddress(mamaConnection connection, const char** address);

/** The port of the client. */
MAMAExpDLL mama_status mamaConnection_getPort(mamaConnection connection, uint16_t* port);

/** The user of the client program, at most 255 characters. */
MAMAExpDLL mama_status mamaConnection_getUserName(mamaConnection connection, const char** userName);

/** The name of the client program, at most 255 characters. */
MAMAExpDLL mama_status mamaConnection_getAppName(mamaConnection connection, const char** appName);

/** How many messages may wait for the client. */
MAMAExpDLL mama_status mamaConnection_getMaxQueueSize(mamaConnection connection,
                                                      uint32_t* queueSize);

/** How many messages waited for the client. */
MAMAExpDLL mama_status mamaConnection_getQueueSize(mamaConnection connection, uint32_t* numItems);

/** Messages that were sent to the client. */
MAMAExpDLL mama_status mamaConnection_getMsgCount(mamaConnection connection, uint32_t* msgCount);

/** Bytes that were sent to the client. */
MAMAExpDLL mama_status mamaConnection_getBytesSent(mamaConnection connection, uint32_t* bytesSent);

/**
 * Address, port, program, user, queue limit, waiting messages, sent messages and sent bytes,
 * separated by single blanks. Belongs to the connection and is written anew by each call.
 * @return NULL for NULL or a connection that was freed
 */
MAMAExpDLL const char* mamaConnection_toString(mamaConnection connection);

/**
 * Asks the bridge whether the connection's messages go through a conflation manager.
 * @return also NO_BRIDGE_IMPL when the connection's transport has no bridge; NOT_IMPLEMENTED; or
 *         what the bridge says
 */
MAMAExpDLL mama_status mamaConnection_isIntercepted(mamaConnection connection, uint8_t* result);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_CONFLATION_CONNECTION_H_ */
