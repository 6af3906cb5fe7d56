/* Quoll: mama/statfields.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The fields of statistics messages.
 */
#ifndef QUOLL_MAMA_STATFIELDS_H_
#define QUOLL_MAMA_STATFIELDS_H_

#include <mama/reservedfields.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL extern const MamaReservedField MamaStatTime;
MAMAExpDLL extern const MamaReservedField MamaStatName;
MAMAExpDLL extern const MamaReservedField MamaStatType;
MAMAExpDLL extern const MamaReservedField MamaStatMiddleware;
MAMAExpDLL extern const MamaReservedField MamaStatInitials;
MAMAExpDLL extern const MamaReservedField MamaStatRecaps;
MAMAExpDLL extern const MamaReservedField MamaStatNumMessages;
MAMAExpDLL extern const MamaReservedField MamaStatFtTakeovers;
MAMAExpDLL extern const MamaReservedField MamaStatQueueSize;
MAMAExpDLL extern const MamaReservedField MamaStatNumSubscriptions;
MAMAExpDLL extern const MamaReservedField MamaStatTimeouts;
MAMAExpDLL extern const MamaReservedField MamaStatMsgIndex;
MAMAExpDLL extern const MamaReservedField MamaStatNakPacketsSent;
MAMAExpDLL extern const MamaReservedField MamaStatNaksSent;
MAMAExpDLL extern const MamaReservedField MamaStatMsgsLost;
MAMAExpDLL extern const MamaReservedField MamaStatNcfsIgnore;
MAMAExpDLL extern const MamaReservedField MamaStatNcfsShed;
MAMAExpDLL extern const MamaReservedField MamaStatNcfsRxDelay;
MAMAExpDLL extern const MamaReservedField MamaStatNcfsUnknown;
MAMAExpDLL extern const MamaReservedField MamaStatDuplicateDataMsgs;
MAMAExpDLL extern const MamaReservedField MamaStatUnrecoverableWindowAdvance;
MAMAExpDLL extern const MamaReservedField MamaStatUnrecoverableTimeout;
MAMAExpDLL extern const MamaReservedField MamaStatLbmMsgsReceivedNoTopic;
MAMAExpDLL extern const MamaReservedField MamaStatLbmRequestsReceived;
MAMAExpDLL extern const MamaReservedField MamaStatWombatMsgs;
MAMAExpDLL extern const MamaReservedField MamaStatRvMsgs;
MAMAExpDLL extern const MamaReservedField MamaStatFastMsgs;
MAMAExpDLL extern const MamaReservedField MamaStatUnknownMsgs;
MAMAExpDLL extern const MamaReservedField MamaStatPublisherSend;
MAMAExpDLL extern const MamaReservedField MamaStatPublisherInboxSend;
MAMAExpDLL extern const MamaReservedField MamaStatPublisherReplySend;

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_STATFIELDS_H_ */
