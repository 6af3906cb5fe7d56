/// What the bridge delivers to a subscription, and what the application asks of the bridge.
#include <mama/log.h>

#include "runtime/bridge_call.h"
#include "subscribe/subscription.h"

namespace quoll::mama {

/// Runs `call` inside the gate of the present activation; drops it when there is none.
template <class Deliver>
mama_status Subscription::deliver(Deliver&& call) {
  Activation* const activation = delivering_to();
  if (activation == nullptr) return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
  const Gate::Frame inside(activation->gate);
  // Meanwhile it may have ended, and may even have become the activation of another subscription.
  if (!inside || delivering_to() != activation) {
    return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
  }
  call(activation->counters);  // nothing of the subscription may be touched after it
  return MAMA_STATUS_OK;
}

mama_status Subscription::process_message(mamaMsg message) {
  return deliver([this, message](const Counters& counters) {
    has_context_.store(true, std::memory_order_relaxed);
    counters.count(MAMA_STAT_TYPE_NUM_MESSAGES);
    if (callbacks_.onMsg == nullptr) return;
    callbacks_.onMsg(handle(), message, closure_.load(std::memory_order_relaxed),
                     item_closure_.load(std::memory_order_relaxed));
  });
}

mama_status Subscription::process_wildcard_message(mamaMsg message, const char* topic,
                                                   void* topic_closure) {
  return deliver([this, message, topic, topic_closure](const Counters&) {
    has_context_.store(true, std::memory_order_relaxed);
    if (wildcard_callbacks_.onMsg == nullptr) return;
    wildcard_callbacks_.onMsg(handle(), message, topic, closure_.load(std::memory_order_relaxed),
                              topic_closure);
  });
}

mama_status Subscription::process_error(bool deactivate_first) {
  // Inside the gate before the deactivation closes it: the callback belongs to this activation.
  return deliver([this, deactivate_first](const Counters&) {
    if (deactivate_first) deactivate();
    if (callbacks_.onError != nullptr) {
      callbacks_.onError(handle(), MAMA_STATUS_TIMEOUT, nullptr, symbol(), closure());
    }
  });
}

mama_status Subscription::process_stale(short cause, const void* info) {
  return deliver([this, cause, info](const Counters&) {
    if (is_possibly_stale_.exchange(true) || callbacks_.onQuality == nullptr) return;
    callbacks_.onQuality(handle(), MAMA_QUALITY_MAYBE_STALE, subscribed_symbol(), cause, info,
                         closure());
  });
}

mama_status Subscription::mute_current_topic() {
  if (wildcard_kind_ != wc_transport) return MAMA_STATUS_NO_BRIDGE_IMPL;
  return call_bridge(bridge_, &mamaBridgeImpl_::bridgeMamaSubscriptionMuteCurrentTopic,
                     bridge_subscription());
}

mama_status Subscription::platform_error(void** error) {
  return call_bridge(bridge_, &mamaBridgeImpl_::bridgeMamaSubscriptionGetPlatformError,
                     bridge_subscription(), error);
}

int Subscription::is_transport_disconnected() {
  return ask_bridge<int>({MAMA_STATUS_NO_BRIDGE_IMPL, MAMA_STATUS_NOT_IMPLEMENTED}, bridge_,
                         &mamaBridgeImpl_::bridgeMamaSubscriptionIsTportDisconnected,
                         bridge_subscription());
}

mama_status Subscription::set_item_closure(void* closure) {
  if (wildcard_kind_ != wc_none) {
    return call_bridge(bridge_, &mamaBridgeImpl_::bridgeMamaSubscriptionSetTopicClosure,
                       bridge_subscription(), closure);
  }
  if (!has_context_.load(std::memory_order_relaxed)) return MAMA_STATUS_INVALID_ARG;
  item_closure_.store(closure);
  return MAMA_STATUS_OK;
}

mama_status Subscription::item_closure(void** closure) {
  *closure = nullptr;
  if (!has_context_.load(std::memory_order_relaxed)) return MAMA_STATUS_INVALID_ARG;
  *closure = item_closure_.load();
  return MAMA_STATUS_OK;
}

}  // namespace quoll::mama
