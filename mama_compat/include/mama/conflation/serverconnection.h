/* Quoll: mama/conflation/serverconnection.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What a bridge tells about one server that a transport is connected to: a snapshot, made by the
 * bridge (mama/integration/connection.h). It belongs to one thread at a time.
 *
 * All functions: OK; NULL_ARG for a NULL connection or result; INVALID_ARG for a connection that
 * was freed.
 */
#ifndef QUOLL_MAMA_CONFLATION_SERVERCONNECTION_H_
#define QUOLL_MAMA_CONFLATION_SERVERCONNECTION_H_

#include <mama/status.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Frees a connection. NULL: OK, and nothing happens. */
MAMAExpDLL mama_status mamaServerConnection_free(mamaServerConnection connection);

/** The address of the server, at most 15 characters; belongs to the connection. */
MAMAExpDLL mama_status mamaServerConnection_getIpAddress(mamaServerConnection connection,
                                                         const char** address);

/** The port of the server. */
MAMAExpDLL mama_status mamaServerConnection_getPort(mamaServerConnection connection,
                                                    uint16_t* port);

/** What the bridge said about its state; the numbers are the bridge's own. */
MAMAExpDLL mama_status mamaServerConnection_getConnectionStatus(mamaServerConnection connection,
                                                                int* connectionStatus);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_CONFLATION_SERVERCONNECTION_H_ */
