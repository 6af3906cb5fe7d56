/* Quoll: quoll/loopback.h
 * SPDX-License-Identifier: Apache-2.0
 *
 * Telling the loopback bridge to misbehave: what programs test their own error handling with. An
 * addition of Quoll's; the MAMA interface has no counterpart. The functions are those of
 * libmamaloopbackimpl: link with it, or look them up in it once the bridge is loaded.
 *
 * Everything here is for transports of the loopback: any other answers INVALID_ARG. With the same
 * seed, and the same sends in the same order, the same messages are lost, doubled and late; on the
 * virtual clock a whole run repeats exactly. Any thread may call anything. */
#ifndef QUOLL_LOOPBACK_H_
#define QUOLL_LOOPBACK_H_

#include <mama/status.h>
#include <mama/transport.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What became of the messages that a transport sent, since it was created. */
typedef struct {
  uint64_t sent;         /**< sends, of any kind, that took the altered way */
  uint64_t failed;       /**< refused with a status */
  uint64_t rejected;     /**< on topics that are not entitled or unknown */
  uint64_t disconnected; /**< lost since the transport was disconnected */
  uint64_t dropped;      /**< lost on the way */
  uint64_t duplicated;   /**< sent twice */
  uint64_t reordered;    /**< held back for others to overtake them */
  uint64_t waiting;      /**< on their way now */
  uint64_t overflowed;   /**< lost at this transport's own subscriptions, whose queues were full */
} quollLoopbackCounts;

/**
 * Changes how a transport behaves from now on. Each key may also be set before the transport is
 * created, as the property mama.loopback.transport.<name>.<key>.
 *
 * Of what the transport sends:
 *  - "seed": where the chances below begin (1); setting it begins anew
 *  - "delay_ms", "jitter_ms": how long each message takes: the delay and a random part of the
 *    jitter. Their order stays.
 *  - "drop", "duplicate": the chance, 0 to 1, that a message is lost, or comes twice
 *  - "reorder": the chance that a message is held back for "reorder_ms" (10) longer than those
 *    after it
 *  - "fail_send": the chance that a send fails inside the call, with the status "fail_status" (2,
 *    PLATFORM)
 *  - "not_entitled", "bad_symbol": patterns of topics, separated by commas, with `*` for one token
 *    and a last `>` for the rest. A send on such a topic is OK and goes nowhere; later onError of
 *    the publisher tells NOT_ENTITLED or BAD_SYMBOL, and a topic event the transport. "" ends it.
 *
 * Of what it receives:
 *  - "queue_limit": with so many events on a subscription's queue, further messages for it are
 *    lost, and the transport reports QUALITY with the cause 7, once until the queue has half
 *    emptied. 0: no limit.
 *
 * Of its connection:
 *  - "connection_events": true to report CONNECT when it is created, ACCEPT when another transport
 *    joins its domain, and DISCONNECT when one leaves (false: programs need not dispatch the queue
 *    of events that they do not expect)
 *  - "reconnect_ms": a disconnected transport connects again after this time; 0 (the default): when
 *    it is told to
 *  - "connect_failures": how many attempts to connect again fail before, each with CONNECT_FAILED
 *
 * Events come on the transport's callback queue, or on the bridge's default queue when it has none;
 * also the event that the number of messages under way has reached a watermark
 * (mamaTransport_setWriteQueueWatermarks).
 *
 * @param transport a created transport
 * @param key       one of the above
 * @param value     its value as a property would have it
 * @return OK; NULL_ARG; NOT_FOUND for a key that does not exist; INVALID_ARG for a transport of
 *         another bridge or a value that makes no sense, with nothing changed
 */
MAMAExpBridgeDLL mama_status quollLoopback_set(mamaTransport transport, const char* key,
                                               const char* value);

/**
 * Cuts a transport off. It reports DISCONNECT (cause 12), its peers PUBLISHER_DISCONNECT, and the
 * quality of the transport is MAYBE_STALE. While it is cut off, it receives nothing, and what it
 * publishes is lost: onError of the publisher tells PLATFORM, and the topic event is PUBLISH_ERROR.
 * What was on its way is lost too.
 * @return OK, also when it is disconnected already; NULL_ARG; INVALID_ARG
 */
MAMAExpBridgeDLL mama_status quollLoopback_disconnect(mamaTransport transport);

/**
 * Connects it again. Attempts that are to fail come first; then it reports RECONNECT, its peers
 * ACCEPT_RECONNECT, and the quality is OK.
 * @return OK, also when it is connected; NULL_ARG; INVALID_ARG; PLATFORM when this attempt failed
 */
MAMAExpBridgeDLL mama_status quollLoopback_reconnect(mamaTransport transport);

/**
 * Makes a transport report an event, whatever its state: QUALITY as an advisory, the others as they
 * are. Nothing else changes.
 * @param transport a created transport
 * @param event     the event
 * @param cause     what the callback is told, e.g. 9 for the network
 * @return OK; NULL_ARG; INVALID_ARG, also for a number that is no event
 */
MAMAExpBridgeDLL mama_status quollLoopback_raise(mamaTransport transport, mamaTransportEvent event,
                                                 short cause);

/**
 * What became of its messages. Of a balanced transport, the sum over its parts.
 * @return OK; NULL_ARG; INVALID_ARG
 */
MAMAExpBridgeDLL mama_status quollLoopback_getCounts(mamaTransport transport,
                                                     quollLoopbackCounts* counts);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_LOOPBACK_H_ */
