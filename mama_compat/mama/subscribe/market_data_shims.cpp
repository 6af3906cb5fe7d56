/// mama/subscription.h: the C functions that set market-data subscriptions up.
#include <mama/integration/subscription.h>
#include <mama/source.h>
#include <mama/subscription.h>

#include "dispatch/queue.h"
#include "subscribe/subscription.h"
#include "transport/transport.h"

using quoll::mama::check_handle;
using Target = quoll::mama::MarketDataSetup::Target;

namespace {

/// The checks that all set-ups share, in the specified order.
mama_status check_target(mamaSubscription subscription, const Target& target,
                         const char* function) {
  QUOLL_TRY(subscription->ownership().check(subscription, function));
  QUOLL_TRY(check_handle(target.transport, function, MAMA_STATUS_INVALID_ARG));
  QUOLL_TRY(quoll::mama::check_queue(target.queue, function, MAMA_STATUS_INVALID_QUEUE,
                                     MAMA_STATUS_INVALID_QUEUE));
  return target.transport->bridge() != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NO_BRIDGE_IMPL;
}

mama_status set_up(mamaSubscription subscription, const Target& target,
                   const mamaMsgCallbacks* callbacks, void* closure, const char* function) {
  QUOLL_TRY(check_target(subscription, target, function));
  QUOLL_CHECK_POINTER(callbacks, MAMA_STATUS_NULL_ARG);
  return subscription->set_up(target, *callbacks, closure);
}

bool may_be_set_up(mamaSubscription subscription) {
  const mamaSubscriptionState state = subscription->state();
  return state == MAMA_SUBSCRIPTION_ALLOCATED || state == MAMA_SUBSCRIPTION_DESTROYED;
}

}  // namespace

mama_status mamaSubscription_setup(mamaSubscription subscription, mamaQueue queue,
                                   const mamaMsgCallbacks* callbacks, mamaSource source,
                                   const char* symbol, void* closure) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_POINTER(source, MAMA_STATUS_NULL_ARG);
  if (!may_be_set_up(subscription)) return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
  mamaTransport transport = nullptr;
  const char* name_space = nullptr;
  QUOLL_TRY(mamaSource_getTransport(source, &transport));
  QUOLL_TRY(mamaSource_getSymbolNamespace(source, &name_space));
  return set_up(subscription, {transport, queue, name_space, symbol, false}, callbacks, closure,
                __func__);
}

mama_status mamaSubscription_setup2(mamaSubscription subscription, mamaTransport transport,
                                    mamaQueue queue, const mamaMsgCallbacks* callbacks,
                                    const char* sourceName, const char* symbol, void* closure) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_POINTER(transport, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NULL_ARG);
  if (!may_be_set_up(subscription)) return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
  return set_up(subscription, {transport, queue, sourceName, symbol, false}, callbacks, closure,
                __func__);
}

mama_status mamaSubscription_setupBasic(mamaSubscription subscription, mamaTransport transport,
                                        mamaQueue queue, const mamaMsgCallbacks* callbacks,
                                        const char* source, const char* symbol, void* closure) {
  QUOLL_CHECK_HANDLE(subscription);
  return set_up(subscription, {transport, queue, source, symbol, false}, callbacks, closure,
                __func__);
}

mama_status mamaSubscription_setupBasicWildCard(mamaSubscription subscription,
                                                mamaTransport transport, mamaQueue queue,
                                                const mamaWildCardMsgCallbacks* callbacks,
                                                const char* source, const char* symbol,
                                                void* closure) {
  QUOLL_CHECK_HANDLE(subscription);
  const Target target{transport, queue, source, symbol, true};
  QUOLL_TRY(check_target(subscription, target, __func__));
  QUOLL_CHECK_POINTER(callbacks, MAMA_STATUS_NULL_ARG);
  return subscription->set_up_wildcard(target, *callbacks,
                                       symbol != nullptr ? wc_wildcard : wc_transport, closure);
}

mama_status mamaSubscription_create(mamaSubscription subscription, mamaQueue queue,
                                    const mamaMsgCallbacks* callbacks, mamaSource source,
                                    const char* symbol, void* closure) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_TRY(mamaSubscription_setup(subscription, queue, callbacks, source, symbol, closure));
  return mamaSubscription_activate(subscription);
}

mama_status mamaSubscription_createSnapshot(mamaSubscription subscription, mamaQueue queue,
                                            const mamaMsgCallbacks* callbacks, mamaSource source,
                                            const char* symbol, void* closure) {
  QUOLL_CHECK_HANDLE(subscription);
  auto& settings = subscription->settings;
  settings.type = MAMA_SUBSC_TYPE_NORMAL;
  settings.service_level = MAMA_SERVICE_LEVEL_SNAPSHOT;
  settings.service_level_option = 0;
  settings.requires_initial = 1;
  settings.app_data_type = 0;
  return mamaSubscription_create(subscription, queue, callbacks, source, symbol, closure);
}

mama_status mamaSubscription_getSource(mamaSubscription subscription, const char** source) {
  QUOLL_CHECK_HANDLE(subscription);
  if (subscription->settings.type == MAMA_SUBSC_TYPE_BASIC) return MAMA_STATUS_INVALID_ARG;
  QUOLL_CHECK_POINTER(source, MAMA_STATUS_NULL_ARG);
  *source = subscription->source();
  return MAMA_STATUS_OK;
}
