/* Quoll: mama/reservedfields.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The fields that the runtime itself reads and writes; applications keep off numbers up to
 * WOMBAT_MAX_RESERVED_FID. The descriptors exist between mama_open and the last mama_close, and are
 * NULL otherwise; they belong to the runtime.
 */
#ifndef QUOLL_MAMA_RESERVEDFIELDS_H_
#define QUOLL_MAMA_RESERVEDFIELDS_H_

#include <mama/fielddesc.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A name and a number. */
typedef struct MamaReservedField_ {
  char* mName;
  unsigned short mFid;
} MamaReservedField;

MAMAExpDLL extern const long WOMBAT_MAX_RESERVED_FID;
MAMAExpDLL extern const MamaReservedField MamaFieldMsgType;
MAMAExpDLL extern const MamaReservedField MamaFieldMsgStatus;
MAMAExpDLL extern const MamaReservedField MamaFieldFieldIndex;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscMsgTypeOld;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscSubjectOld;
MAMAExpDLL extern const MamaReservedField MamaFieldMsgNum;
MAMAExpDLL extern const MamaReservedField MamaFieldMsgTotal;
MAMAExpDLL extern const MamaReservedField MamaFieldTibrvResult;
MAMAExpDLL extern const MamaReservedField MamaFieldSeqNum;
MAMAExpDLL extern const MamaReservedField MamaFieldFeedName;
MAMAExpDLL extern const MamaReservedField MamaFieldFeedHost;
MAMAExpDLL extern const MamaReservedField MamaFieldFeedGroup;
MAMAExpDLL extern const MamaReservedField MamaFieldSyncPattern;
MAMAExpDLL extern const MamaReservedField MamaFieldItemSeqNum;
MAMAExpDLL extern const MamaReservedField MamaFieldSendTime;
MAMAExpDLL extern const MamaReservedField MamaFieldAppDataType;
MAMAExpDLL extern const MamaReservedField MamaFieldAppMsgType;
MAMAExpDLL extern const MamaReservedField MamaFieldSenderId;
MAMAExpDLL extern const MamaReservedField MamaFieldMsgQual;
MAMAExpDLL extern const MamaReservedField MamaFieldConflateCount;
MAMAExpDLL extern const MamaReservedField MamaFieldConflateQuoteCount;
MAMAExpDLL extern const MamaReservedField MamaFieldConflateTradeCount;
MAMAExpDLL extern const MamaReservedField MamaFieldRvDaemon;
MAMAExpDLL extern const MamaReservedField MamaFieldRvNetwork;
MAMAExpDLL extern const MamaReservedField MamaFieldRvService;
MAMAExpDLL extern const MamaReservedField MamaFieldElvinSource;
MAMAExpDLL extern const MamaReservedField MamaFieldElvinSourceOld;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscriptionType;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscMsgType;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscSourceHost;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscSourceApp;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscSourceUser;
MAMAExpDLL extern const MamaReservedField MamaFieldServiceLevel;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscSourceIp;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscSourceAppClass;
MAMAExpDLL extern const MamaReservedField MamaFieldInterfaceVersion;
MAMAExpDLL extern const MamaReservedField MamaFieldUpdateTopic;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscSymbol;
MAMAExpDLL extern const MamaReservedField MamaFieldTportName;
MAMAExpDLL extern const MamaReservedField MamaFieldSubscNamespace;
MAMAExpDLL extern const MamaReservedField MamaFieldSymbolList;
MAMAExpDLL extern const MamaReservedField MamaFieldTemplate;
MAMAExpDLL extern const MamaReservedField MamaFieldTemplateLen;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldMsgType;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldMsgStatus;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldFieldIndex;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldMsgNum;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldMsgTotal;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldSeqNum;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldFeedName;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldFeedHost;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldFeedGroup;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldItemSeqNum;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldSendTime;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldAppDataType;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldAppMsgType;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldSenderId;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldMsgQual;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldConflateQuoteCount;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldEntitleCode;
MAMAExpDLL extern mamaFieldDescriptor MamaReservedFieldSymbolList;

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_RESERVEDFIELDS_H_ */
