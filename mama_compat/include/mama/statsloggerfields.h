/* Quoll: mama/statsloggerfields.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The fields of a statistics logger's messages.
 */
#ifndef QUOLL_MAMA_STATSLOGGERFIELDS_H_
#define QUOLL_MAMA_STATSLOGGERFIELDS_H_

#include <mama/reservedfields.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL extern const MamaReservedField MamaSlIntervalStartTime;
MAMAExpDLL extern const MamaReservedField MamaSlIntervalEndTime;
MAMAExpDLL extern const MamaReservedField MamaSlEvents;
MAMAExpDLL extern const MamaReservedField MamaSlEventTime;
MAMAExpDLL extern const MamaReservedField MamaSlEventType;
MAMAExpDLL extern const MamaReservedField MamaSlEventReason;
MAMAExpDLL extern const MamaReservedField MamaSlTotalMsgCount;
MAMAExpDLL extern const MamaReservedField MamaSlIntervalMsgCount;
MAMAExpDLL extern const MamaReservedField MamaStatEvents;

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_STATSLOGGERFIELDS_H_ */
