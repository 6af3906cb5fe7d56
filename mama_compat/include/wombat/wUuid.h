/* Quoll: wombat/wUuid.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Universally unique ids, by libuuid.
 */
#ifndef QUOLL_WOMBAT_WUUID_H_
#define QUOLL_WOMBAT_WUUID_H_

#include <uuid/uuid.h>

/** A universally unique id: libuuid's array of 16 bytes. */
typedef uuid_t wUuid;

/** Bytes that wUuid_unparse writes: 36 characters and the end of the string. */
#define WUUID_UNPARSE_OUTPUT_LENGTH 37

/* These name functions of libuuid: a program that uses them links it. They stay macros because
 * clients test for them with #ifdef. */
#define wUuid_generate uuid_generate
#define wUuid_generate_time uuid_generate_time
#define wUuid_generate_time_safe uuid_generate_time_safe
#define wUuid_generate_random uuid_generate_random
#define wUuid_unparse uuid_unparse
#define wUuid_clear(UUID) uuid_clear(UUID)

#endif /* QUOLL_WOMBAT_WUUID_H_ */
