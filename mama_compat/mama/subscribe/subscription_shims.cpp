/// mama/subscription.h and mama/integration/subscription.h: the C functions of basic subscriptions.
#include <mama/integration/subscription.h>
#include <mama/subscription.h>
#include <quoll/ownership.h>

#include <cstring>
#include <string>

#include "dispatch/queue.h"
#include "subscribe/subscription.h"
#include "transport/transport.h"

using quoll::mama::check_handle;
using quoll::mama::pool_of;

#define CALLER __builtin_return_address(0)

namespace {

/// The checks that both kinds of basic create share, in the specified order.
mama_status check_target(mamaSubscription subscription, mamaTransport transport, mamaQueue queue,
                         const char* topic, const char* function) {
  QUOLL_TRY(check_handle(subscription, function, MAMA_STATUS_INVALID_ARG));
  QUOLL_TRY(subscription->ownership().check(subscription, function));
  QUOLL_TRY(check_handle(transport, function, MAMA_STATUS_INVALID_ARG));
  if (topic == nullptr || *topic == '\0') return MAMA_STATUS_INVALID_ARG;
  return quoll::mama::check_queue(queue, function, MAMA_STATUS_INVALID_QUEUE,
                                  MAMA_STATUS_INVALID_QUEUE);
}

/// `source.symbol`, or the one of the two that is there.
std::string joined(const char* source, const char* symbol) {
  if (source == nullptr || symbol == nullptr) {
    const char* only = source != nullptr ? source : symbol;
    return only != nullptr ? only : "";
  }
  return std::string(source) + "." + symbol;
}

}  // namespace

mama_status mamaSubscription_allocate(mamaSubscription* result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = pool_of<mamaSubscriptionImpl_>().create();
  return *result != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}

mama_status mamaSubscription_createBasic(mamaSubscription subscription, mamaTransport transport,
                                         mamaQueue queue, const mamaMsgCallbacks* callbacks,
                                         const char* symbol, void* closure) {
  QUOLL_TRY(check_target(subscription, transport, queue, symbol, __func__));
  QUOLL_CHECK_POINTER(callbacks, MAMA_STATUS_NULL_ARG);
  return subscription->create_basic({transport, queue, symbol, closure}, *callbacks);
}

mama_status mamaSubscription_createBasicWildCard(mamaSubscription subscription,
                                                 mamaTransport transport, mamaQueue queue,
                                                 const mamaWildCardMsgCallbacks* callbacks,
                                                 const char* source, const char* symbol,
                                                 void* closure) {
  QUOLL_CHECK_HANDLE(subscription);
  std::string topic;
  QUOLL_TRY(quoll::mama::guarded([&] {
    topic = joined(source, symbol);
    return MAMA_STATUS_OK;
  }));
  QUOLL_TRY(check_target(subscription, transport, queue, topic.c_str(), __func__));
  QUOLL_CHECK_POINTER(callbacks, MAMA_STATUS_NULL_ARG);
  return subscription->create_basic_wildcard({transport, queue, topic.c_str(), closure}, *callbacks,
                                             symbol != nullptr ? wc_wildcard : wc_transport);
}

mama_status mamaSubscription_activate(mamaSubscription subscription) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_OWNER(subscription);
  return subscription->activate();
}

mama_status mamaSubscription_deactivate(mamaSubscription subscription) {
  QUOLL_CHECK_HANDLE(subscription);
  return subscription->deactivate();
}

mama_status mamaSubscription_destroy(mamaSubscription subscription) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_OWNER(subscription);
  return subscription->destroy();
}

mama_status mamaSubscription_destroyEx(mamaSubscription subscription) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_OWNER(subscription);
  return subscription->destroy_on_queue();
}

mama_status mamaSubscription_deallocate(mamaSubscription subscription) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_OWNER(subscription);
  return subscription->deallocate(CALLER);
}

mama_status quollSubscription_setOwner(mamaSubscription subscription, void* owner) {
  QUOLL_CHECK_HANDLE(subscription);
  subscription->ownership().give_to(owner);
  return MAMA_STATUS_OK;
}

void* quollSubscription_getOwner(mamaSubscription subscription) {
  if (check_handle(subscription, __func__) != MAMA_STATUS_OK) return nullptr;
  return subscription->ownership().owner();
}

int mamaSubscriptionImpl_registerReference(mamaSubscription subscription) {
  if (check_handle(subscription, __func__) != MAMA_STATUS_OK) return 0;
  return subscription->register_reference();
}

// ---- deliveries by the bridge ------------------------------------------------------------------

mama_status mamaSubscription_processMsg(mamaSubscription subscription, mamaMsg message) {
  QUOLL_CHECK_HANDLE(subscription);
  return subscription->process_message(message);
}

mama_status mamaSubscription_processWildCardMsg(mamaSubscription subscription, mamaMsg msg,
                                                const char* topic, void* topicClosure) {
  QUOLL_CHECK_HANDLE(subscription);
  return subscription->process_wildcard_message(msg, topic, topicClosure);
}

mama_status mamaSubscription_processTportMsg(mamaSubscription subscription, mamaMsg msg,
                                             void* topicClosure) {
  QUOLL_CHECK_HANDLE(subscription);
  return subscription->process_wildcard_message(msg, nullptr, topicClosure);
}

mama_status mamaSubscription_processErr(mamaSubscription subscription, int deactivate) {
  QUOLL_CHECK_HANDLE(subscription);
  return subscription->process_error(deactivate != 0);
}

// ---- what the bridge knows ---------------------------------------------------------------------

mama_status mamaSubscription_muteCurrentTopic(mamaSubscription subscription) {
  QUOLL_CHECK_HANDLE(subscription, MAMA_STATUS_INVALID_ARG);
  return subscription->mute_current_topic();
}

mama_status mamaSubscription_getPlatformError(mamaSubscription subsc, void** error) {
  QUOLL_CHECK_HANDLE(subsc);
  QUOLL_CHECK_POINTER(error, MAMA_STATUS_NULL_ARG);
  return subsc->platform_error(error);
}

int mamaSubscription_isTportDisconnected(mamaSubscription subscription) {
  QUOLL_CHECK_HANDLE(subscription);
  return subscription->is_transport_disconnected();
}

mama_status mamaSubscription_setItemClosure(mamaSubscription subscription, void* closure) {
  QUOLL_CHECK_HANDLE(subscription, MAMA_STATUS_INVALID_ARG);
  return subscription->set_item_closure(closure);
}

mama_status mamaSubscription_getItemClosure(mamaSubscription subscription, void** closure) {
  QUOLL_CHECK_POINTER(closure, MAMA_STATUS_NULL_ARG);
  if (subscription == nullptr) *closure = nullptr;
  QUOLL_CHECK_HANDLE(subscription, MAMA_STATUS_INVALID_ARG);
  return subscription->item_closure(closure);
}

mamaBridge mamaSubscription_getBridgeImpl(mamaSubscription subscription) {
  if (check_handle(subscription, __func__) != MAMA_STATUS_OK) return nullptr;
  return subscription->bridge();
}

subscriptionBridge mamaSubscription_getSubscriptionBridge(mamaSubscription subscription) {
  if (check_handle(subscription, __func__) != MAMA_STATUS_OK) return nullptr;
  return subscription->bridge_subscription();
}
