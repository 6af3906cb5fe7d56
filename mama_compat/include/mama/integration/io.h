/* Quoll: mama/integration/io.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Access to the bridge of an io.
 */
#ifndef QUOLL_MAMA_INTEGRATION_IO_H_
#define QUOLL_MAMA_INTEGRATION_IO_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The bridge of the io's queue. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaIoImpl_getMamaBridge(mamaIo io, mamaBridge* bridge);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_IO_H_ */
