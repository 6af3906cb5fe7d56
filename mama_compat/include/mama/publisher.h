/* Quoll: mama/publisher.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_PUBLISHER_H_
#define QUOLL_MAMA_PUBLISHER_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  MAMA_PUBLISHER_UNKNOWN = 0,
  MAMA_PUBLISHER_CREATING = 1,
  MAMA_PUBLISHER_LIVE = 2,
  MAMA_PUBLISHER_DESTROYING = 3,
  MAMA_PUBLISHER_DESTROYED_BRIDGE = 4,
  MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE = 5,
  MAMA_PUBLISHER_DESTROYED = 6
} mamaPublisherState;

typedef void(MAMACALLTYPE* mamaThrottledSendCompleteCb)(mamaPublisher publisher, mamaMsg msg,
                                                        mama_status status, void* closure);
typedef void(MAMACALLTYPE* mama_publisherOnCreateCb)(mamaPublisher publisher, void* closure);
typedef void(MAMACALLTYPE* mama_publisherOnDestroyCb)(mamaPublisher publisher, void* closure);
typedef void(MAMACALLTYPE* mama_publisherOnErrorCb)(mamaPublisher publisher, mama_status status,
                                                    const char* info, void* closure);
typedef void(MAMACALLTYPE* mama_publisherOnSuccessCb)(mamaPublisher publisher, mama_status status,
                                                      const char* info, void* closure);

typedef struct mamaPublisherCallbacks {
  mama_publisherOnCreateCb onCreate;
  mama_publisherOnErrorCb onError;
  mama_publisherOnDestroyCb onDestroy;
  mama_publisherOnSuccessCb onSuccess;
} mamaPublisherCallbacks;

MAMAExpDLL mama_status mamaPublisher_create(mamaPublisher* result, mamaTransport tport,
                                            const char* symbol, const char* source,
                                            const char* root);
MAMAExpDLL mama_status mamaPublisher_createWithCallbacks(mamaPublisher* result, mamaTransport tport,
                                                         mamaQueue queue, const char* symbol,
                                                         const char* source, const char* root,
                                                         mamaPublisherCallbacks* cb, void* closure);
MAMAExpDLL mama_status mamaPublisher_send(mamaPublisher publisher, mamaMsg msg);
MAMAExpDLL mama_status mamaPublisher_sendWithThrottle(mamaPublisher publisher, mamaMsg msg,
                                                      mamaThrottledSendCompleteCb sendCompleteCb,
                                                      void* closure);
MAMAExpDLL mama_status
mamaPublisher_sendFromInboxWithThrottle(mamaPublisher publisher, mamaInbox inbox, mamaMsg msg,
                                        mamaThrottledSendCompleteCb sendCompleteCb, void* closure);
MAMAExpDLL mama_status mamaPublisher_sendFromInbox(mamaPublisher publisher, mamaInbox inbox,
                                                   mamaMsg msg);
MAMAExpDLL mama_status mamaPublisher_sendReplyToInboxHandle(mamaPublisher publisher,
                                                            mamaMsgReply replyAddress,
                                                            mamaMsg reply);
MAMAExpDLL mama_status mamaPublisher_sendReplyToInbox(mamaPublisher publisher, mamaMsg request,
                                                      mamaMsg reply);
MAMAExpDLL mama_status mamaPublisher_destroy(mamaPublisher publisher);
MAMAExpDLL mama_status mamaPublisher_destroyEx(mamaPublisher publisher);
MAMAExpDLL mama_status mamaPublisher_getTransport(mamaPublisher publisher,
                                                  mamaTransport* transport);
MAMAExpDLL mama_status mamaPublisherCallbacks_allocate(mamaPublisherCallbacks** cb);
MAMAExpDLL mama_status mamaPublisherCallbacks_deallocate(mamaPublisherCallbacks* cb);
MAMAExpDLL mama_status mamaPublisher_getUserCallbacks(mamaPublisher publisher,
                                                      mamaPublisherCallbacks* cb);
MAMAExpDLL mama_status mamaPublisher_getState(mamaPublisher publisher, mamaPublisherState* state);
MAMAExpDLL const char* mamaPublisher_stringForState(mamaPublisherState state);
MAMAExpDLL mama_status mamaPublisher_getRoot(mamaPublisher publisher, const char** root);
MAMAExpDLL mama_status mamaPublisher_getSource(mamaPublisher publisher, const char** source);
MAMAExpDLL mama_status mamaPublisher_getSymbol(mamaPublisher publisher, const char** symbol);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_PUBLISHER_H_ */
