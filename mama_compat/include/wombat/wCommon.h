/* Quoll: wombat/wCommon.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Another name of wombat/port.h.
 */
#ifndef QUOLL_WOMBAT_WCOMMON_H_
#define QUOLL_WOMBAT_WCOMMON_H_

#include <wombat/port.h>

#endif /* QUOLL_WOMBAT_WCOMMON_H_ */
