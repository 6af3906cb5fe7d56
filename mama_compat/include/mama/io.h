/* Quoll: mama/io.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * File descriptors as sources of events: the action is called again and again while the descriptor
 * is ready (level triggered). It runs as an event of the io's queue; the next one is enqueued after
 * it has returned (dispatch 5, 15.2).
 */
#ifndef QUOLL_MAMA_IO_H_
#define QUOLL_MAMA_IO_H_

#include <mama/status.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What to wait for. The base bridge supports READ, WRITE and ERROR (which waits for both). */
typedef enum {
  MAMA_IO_READ = 0,  /**< Readable */
  MAMA_IO_WRITE = 1, /**< Writable */
  MAMA_IO_CONNECT = 2,
  MAMA_IO_ACCEPT = 3,
  MAMA_IO_CLOSE = 4,
  MAMA_IO_ERROR = 5, /**< Readable or writable */
  MAMA_IO_EXCEPT = 6
} mamaIoType;

/** The descriptor is ready; ioType is the type given at creation. */
typedef void(MAMACALLTYPE* mamaIoCb)(mamaIo io, mamaIoType ioType, void* closure);

/**
 * Begins to watch a descriptor, which stays the caller's.
 * @param result      receives the handle; NULL on error
 * @param queue       where the action runs
 * @param descriptor  taken as it is; one that cannot be polled is reported in the log and never
 *                    fires
 * @param action      may be NULL
 * @param ioType      what to wait for
 * @param closure     passed to action
 * @return OK; NULL_ARG; INVALID_QUEUE for a NULL queue; NO_BRIDGE_IMPL; UNSUPPORTED_IO_TYPE;
 *         NOT_IMPLEMENTED; NOMEM; PLATFORM
 */
MAMAExpDLL mama_status mamaIo_create(mamaIo* result, mamaQueue queue, uint32_t descriptor,
                                     mamaIoCb action, mamaIoType ioType, void* closure);

/** The descriptor given at creation. @return OK; NULL_ARG; INVALID_ARG for a NULL result */
MAMAExpDLL mama_status mamaIo_getDescriptor(mamaIo io, uint32_t* d);

/**
 * Stops watching. The action does not run after this has returned, in any thread; from inside the
 * action, none follows. The descriptor is not closed.
 * @return OK; NULL_ARG; the bridge's status, with the handle gone in any case
 */
MAMAExpDLL mama_status mamaIo_destroy(mamaIo io);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_IO_H_ */
