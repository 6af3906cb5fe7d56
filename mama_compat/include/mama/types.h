/* Quoll: mama/types.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The types that the whole interface shares: scalars with fixed sizes, and the opaque handles.
 *
 * A handle is a pointer to something that the library owns. It is made by a create or allocate
 * function, valid until the matching destroy has taken effect, and never freed by other means. A
 * destroyed handle is recognised: using it gives a status.
 */
#ifndef QUOLL_MAMA_TYPES_H_
#define QUOLL_MAMA_TYPES_H_

#include <stddef.h>
#include <stdint.h>
#include <wombat/port.h>
#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Quantities that differ by less are equal. */
#define MAMA_QUANTITY_EPSILON (0.00000000001)
#define MAMA_BOOL_TRUE 1
#define MAMA_BOOL_FALSE 0

/** Non-zero when the quantity is zero, but for rounding. */
#define mama_isQuantityNone(q) ((q) > -MAMA_QUANTITY_EPSILON && (q) < MAMA_QUANTITY_EPSILON)

/** Non-zero when two quantities are equal, but for rounding. */
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

/** 0 is false, anything else true. */
typedef int8_t mama_bool_t;
typedef float mama_f32_t;
typedef double mama_f64_t;

/** A size or volume, possibly fractional. */
typedef double mama_quantity_t;

/** The number of a field; 0 means that it is known by name only. */
typedef uint16_t mama_fid_t;
typedef size_t mama_size_t;
typedef uint32_t mama_seqnum_t;

/** A loaded middleware bridge; see bridge.h for what is behind it. */
typedef struct mamaBridgeImpl_* mamaBridge;

/** A loaded message format; see payloadbridge.h. */
typedef struct mamaPayloadBridgeImpl_* mamaPayloadBridge;

/** A loaded plugin. */
typedef struct mamaPluginImpl_* mamaPlugin;
typedef void* mamaPluginInfo;

/** A date, a time, or both; see mama/datetime.h. */
typedef void* mamaDateTime;

/** A time zone; see mama/timezone.h. */
typedef void* mamaTimeZone;

/** A price; see mama/price.h. */
typedef void* mamaPrice;

/** A message: fields with name, number, type and value. */
typedef struct mamaMsgImpl_* mamaMsg;

/** A view of one field of a message; see mama/msgfield.h. */
typedef struct mamaMsgFieldImpl_* mamaMsgField;

/** Walks over the fields of a message. */
typedef struct mamaMsgIteratorImpl_* mamaMsgIterator;

/** A connection to a middleware; see mama/transport.h. */
typedef struct mamaTransportImpl_* mamaTransport;

/** Interest in a topic or symbol; see mama/subscription.h. */
typedef struct mamaSubscriptionImpl_* mamaSubscription;
typedef struct mamaManagedSubscriptionImpl_* mamaManagedSubscription;
typedef struct mamaSubscriptionManagerImpl_* mamaSubscriptionManager;

/** Descriptions of fields; see mama/dictionary.h. */
typedef struct mamaDictionaryImpl_* mamaDictionary;

/** Sends on a topic; see mama/publisher.h. */
typedef struct mamaPublisherImpl_* mamaPublisher;
typedef struct mamaDQPublisherImpl_* mamaDQPublisher;
typedef struct mamaDQPublisherManagerImpl_* mamaDQPublisherManager;

/** Receives replies; see mama/inbox.h. */
typedef struct mamaInboxImpl_* mamaInbox;

/** A FIFO of events; everything that an application receives comes from one. */
typedef struct mamaQueueImpl_* mamaQueue;

/** A thread that serves a queue; see mama/queue.h. */
typedef struct mamaDispatcherImpl_* mamaDispatcher;

/** A repeating timer; see mama/timer.h. */
typedef struct mamaTimerImpl* mamaTimer;

/** What a dictionary knows about a field; see mama/fielddesc.h. */
typedef struct mamaFieldDescriptorImpl_* mamaFieldDescriptor;

/** Watches a file descriptor; see mama/io.h. */
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

/** Where to reply to a request; see mamaMsg_getReplyHandle. */
typedef struct mamaMsgReplyImpl_* mamaMsgReply;
typedef struct mamaResourcePoolImpl_* mamaResourcePool;

/** Several queues with their dispatchers; see mama/queuegroup.h. */
typedef struct mamaQueueGroupImpl_* mamaQueueGroup;
typedef struct mamaRegexChannelFilter_* mamaRegexChannelFilter;

/** A version in parts. */
typedef struct mamaVersion {
  int mMajor;
  int mMinor;
  int mRelease;
  char* mExtra; /**< what follows the release number */
} mamaVersion;

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_TYPES_H_ */
