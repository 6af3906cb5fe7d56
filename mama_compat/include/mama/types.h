/* Quoll: mama/types.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_TYPES_H_
#define QUOLL_MAMA_TYPES_H_

#include <stddef.h>
#include <stdint.h>
#include <wombat/port.h>
#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAMA_QUANTITY_EPSILON (0.00000000001)
#define MAMA_BOOL_TRUE 1
#define MAMA_BOOL_FALSE 0
#define mama_isQuantityNone(q) ((q) > -MAMA_QUANTITY_EPSILON && (q) < MAMA_QUANTITY_EPSILON)
#define mama_isQuantityEqual(lhs, rhs) \
  ((lhs) - (rhs) > -MAMA_QUANTITY_EPSILON && (lhs) - (rhs) < MAMA_QUANTITY_EPSILON)

typedef int8_t mama_i8_t;
typedef uint8_t mama_u8_t;
typedef int16_t mama_i16_t;
typedef uint16_t mama_u16_t;
typedef int32_t mama_i32_t;
typedef uint32_t mama_u32_t;
typedef int64_t mama_i64_t;
typedef uint64_t mama_u64_t;
typedef int8_t mama_bool_t;
typedef float mama_f32_t;
typedef double mama_f64_t;
typedef double mama_quantity_t;
typedef uint16_t mama_fid_t;
typedef size_t mama_size_t;
typedef uint32_t mama_seqnum_t;
typedef struct mamaBridgeImpl_* mamaBridge;
typedef struct mamaPayloadBridgeImpl_* mamaPayloadBridge;
typedef struct mamaPluginImpl_* mamaPlugin;
typedef void* mamaPluginInfo;
typedef void* mamaDateTime;
typedef void* mamaTimeZone;
typedef void* mamaPrice;
typedef struct mamaMsgImpl_* mamaMsg;
typedef struct mamaMsgFieldImpl_* mamaMsgField;
typedef struct mamaMsgIteratorImpl_* mamaMsgIterator;
typedef struct mamaTransportImpl_* mamaTransport;
typedef struct mamaSubscriptionImpl_* mamaSubscription;
typedef struct mamaManagedSubscriptionImpl_* mamaManagedSubscription;
typedef struct mamaSubscriptionManagerImpl_* mamaSubscriptionManager;
typedef struct mamaDictionaryImpl_* mamaDictionary;
typedef struct mamaPublisherImpl_* mamaPublisher;
typedef struct mamaDQPublisherImpl_* mamaDQPublisher;
typedef struct mamaDQPublisherManagerImpl_* mamaDQPublisherManager;
typedef struct mamaInboxImpl_* mamaInbox;
typedef struct mamaQueueImpl_* mamaQueue;
typedef struct mamaDispatcherImpl_* mamaDispatcher;
typedef struct mamaTimerImpl* mamaTimer;
typedef struct mamaFieldDescriptorImpl_* mamaFieldDescriptor;
typedef struct mamaIoImpl* mamaIo;
typedef struct mamaSymbolSourceFileImpl_* mamaSymbolSourceFile;
typedef struct mamaSymbolStoreImpl_* mamaSymbolStore;
typedef struct mamaMsgQualImpl_* mamaMsgQual;
typedef struct mamaSourceManagerImpl_* mamaSourceManager;
typedef struct mamaSourceImpl_* mamaSource;
typedef struct mamaSymbologyImpl_* mamaSymbology;
typedef struct mamaSymbologyManagerImpl_* mamaSymbologyManager;
typedef struct mamaSourceGroupCbHandleImpl_* mamaSourceGroupCbHandle;
typedef struct mamaConnectionImpl_* mamaConnection;
typedef struct mamaServerConnectionImpl_* mamaServerConnection;
typedef struct mamaConflationManager_* mamaConflationManager;
typedef struct mamaStatsLoggerImpl_* mamaStatsLogger;
typedef struct mamaStatImpl_* mamaStat;
typedef struct mamaStatsCollectorImpl_* mamaStatsCollector;
typedef struct mamaStatsGeneratorImpl_* mamaStatsGenerator;
typedef struct mamaMsgReplyImpl_* mamaMsgReply;
typedef struct mamaResourcePoolImpl_* mamaResourcePool;
typedef struct mamaQueueGroupImpl_* mamaQueueGroup;
typedef struct mamaRegexChannelFilter_* mamaRegexChannelFilter;

typedef struct mamaVersion {
  int mMajor;
  int mMinor;
  int mRelease;
  char* mExtra;
} mamaVersion;

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_TYPES_H_ */
