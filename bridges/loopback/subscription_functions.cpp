/// The subscription functions of the bridge's table.
#include <mama/integration/bridge/base.h>
#include <mama/integration/subscription.h>

#include <memory>

#include "bridge.h"
#include "functions.h"
#include "subscription.h"

using quoll::loopback::guarded;
using quoll::loopback::PatternKind;
using quoll::loopback::Subscription;
using quoll::loopback::Wildcard;

namespace {

mama_status check(subscriptionBridge subscription) {
  return Subscription::is_live(subscription) ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

/// All pointers but `out`, source and symbol were compared with NULL before.
mama_status create(subscriptionBridge* out, const char* source, const char* symbol,
                   mamaTransport transport, mamaQueue queue, const mamaMsgCallbacks& callbacks,
                   mamaSubscription parent, void* closure, bool wildcard) {
  auto member = quoll::loopback::member_of(transport, 0);
  if (!member) return MAMA_STATUS_INVALID_ARG;
  Subscription::Request request{quoll::loopback::joined(source, symbol),
                                queue != nullptr ? queue : quoll::loopback::default_queue(),
                                parent,
                                callbacks.onDestroy,
                                closure,
                                nullptr};
  if (request.queue == nullptr) return MAMA_STATUS_INVALID_QUEUE;
  if (wildcard) {
    const bool prefix = mamaSubscription_getWildCardType(parent) == wc_transport;
    request.wildcard =
        std::make_unique<Wildcard>(prefix ? PatternKind::kPrefix : PatternKind::kTokens);
  }
  return Subscription::create(out, std::move(member), std::move(request));
}

}  // namespace

mama_status loopbackBridgeMamaSubscription_create(subscriptionBridge* subscriber,
                                                  const char* source, const char* symbol,
                                                  mamaTransport transport, mamaQueue queue,
                                                  mamaMsgCallbacks callback,
                                                  mamaSubscription subscription, void* closure) {
  LOOPBACK_REQUIRE(subscriber, transport, subscription);
  if (source == nullptr && symbol == nullptr) return MAMA_STATUS_NULL_ARG;
  return guarded([&] {
    return create(subscriber, source, symbol, transport, queue, callback, subscription, closure,
                  false);
  });
}

mama_status loopbackBridgeMamaSubscription_createWildCard(
    subscriptionBridge* subscriber, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callback, mamaSubscription subscription, void* closure) {
  LOOPBACK_REQUIRE(subscriber, transport, subscription);
  if (source == nullptr && symbol == nullptr) return MAMA_STATUS_NULL_ARG;
  return guarded([&] {
    return create(subscriber, source, symbol, transport, queue, callback, subscription, closure,
                  true);
  });
}

mama_status loopbackBridgeMamaSubscription_mute(subscriptionBridge subscriber) {
  LOOPBACK_REQUIRE(subscriber);
  if (const mama_status status = check(subscriber); status != MAMA_STATUS_OK) return status;
  subscriber->mute();
  return MAMA_STATUS_OK;
}

mama_status loopbackBridgeMamaSubscription_destroy(subscriptionBridge subscriber) {
  LOOPBACK_REQUIRE(subscriber);
  if (const mama_status status = check(subscriber); status != MAMA_STATUS_OK) return status;
  return subscriber->destroy();
}

int loopbackBridgeMamaSubscription_isValid(subscriptionBridge bridge) {
  return bridge != nullptr && Subscription::is_live(bridge) && !bridge->detached() ? 1 : 0;
}

int loopbackBridgeMamaSubscription_hasWildcards(subscriptionBridge subscriber) {
  return subscriber != nullptr && Subscription::is_live(subscriber) &&
                 subscriber->wildcard != nullptr
             ? 1
             : 0;
}

int loopbackBridgeMamaSubscription_isTportDisconnected(subscriptionBridge subsc) {
  LOOPBACK_REQUIRE(subsc);  // as a truth value: disconnected
  return Subscription::is_live(subsc) && !subsc->detached() && subsc->member().link.is_connected()
             ? 0
             : 1;
}

mama_status loopbackBridgeMamaSubscription_getPlatformError(subscriptionBridge subsc,
                                                            void** error) {
  LOOPBACK_REQUIRE(subsc, error);
  if (const mama_status status = check(subsc); status != MAMA_STATUS_OK) return status;
  *error = nullptr;  // the loopback has no codes of its own
  return MAMA_STATUS_OK;
}

mama_status loopbackBridgeMamaSubscription_setTopicClosure(subscriptionBridge subsc,
                                                           void* closure) {
  LOOPBACK_REQUIRE(subsc);
  if (const mama_status status = check(subsc); status != MAMA_STATUS_OK) return status;
  return guarded([&] { return subsc->set_topic_closure(closure); });
}

mama_status loopbackBridgeMamaSubscription_muteCurrentTopic(subscriptionBridge subsc) {
  LOOPBACK_REQUIRE(subsc);
  if (const mama_status status = check(subsc); status != MAMA_STATUS_OK) return status;
  return guarded([&] { return subsc->mute_current_topic(); });
}
