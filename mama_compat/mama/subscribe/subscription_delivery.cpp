/// What the bridge delivers to a subscription, and what the application asks of the bridge.
#include <mama/log.h>

#include <optional>

#include "runtime/bridge_call.h"
#include "subscribe/market_data.h"
#include "subscribe/subscription.h"
#include "transport/transport.h"

namespace quoll::mama {

mama_status Subscription::process_message(mamaMsg message) {
  return deliver([this, message](Activation& activation) {
    if (activation.market_data) return activation.market_data->process(message);
    has_context_.store(true, std::memory_order_relaxed);
    activation.counters.count(MAMA_STAT_TYPE_NUM_MESSAGES);
    if (callbacks_.onMsg == nullptr) return;
    callbacks_.onMsg(handle(), message, closure_.load(std::memory_order_relaxed),
                     item_closure_.load(std::memory_order_relaxed));
  });
}

mama_status Subscription::process_wildcard_message(mamaMsg message, const char* topic,
                                                   void* topic_closure) {
  return deliver([this, message, topic, topic_closure](Activation&) {
    has_context_.store(true, std::memory_order_relaxed);
    if (wildcard_callbacks_.onMsg == nullptr) return;
    wildcard_callbacks_.onMsg(handle(), message, topic, closure_.load(std::memory_order_relaxed),
                              topic_closure);
  });
}

mama_status Subscription::process_error(bool deactivate_first) {
  // Inside the gate before the deactivation closes it: the callback belongs to this activation.
  return deliver([this, deactivate_first](Activation&) {
    if (deactivate_first) deactivate();
    if (callbacks_.onError != nullptr) {
      callbacks_.onError(handle(), MAMA_STATUS_TIMEOUT, nullptr, symbol(), closure());
    }
  });
}

mama_status Subscription::process_stale(short cause, const void* info) {
  return deliver([this, cause, info](Activation& activation) {
    std::optional<bool> is_new;
    if (activation.market_data) is_new = activation.market_data->set_possibly_stale();
    if (is_new.has_value() ? *is_new : !is_possibly_stale_.exchange(true)) {
      tell_possibly_stale(cause, info);
    }
  });
}

// ---- for market data ----------------------------------------------------------------------------

void Subscription::tell_message(mamaMsg message, const char* topic, void* item_closure) {
  if (wildcard_kind_ != wc_none) {
    if (wildcard_callbacks_.onMsg == nullptr) return;
    wildcard_callbacks_.onMsg(handle(), message, topic, closure(), item_closure);
  } else if (callbacks_.onMsg != nullptr) {
    callbacks_.onMsg(handle(), message, closure(), item_closure);
  }
}

void Subscription::tell_error(mama_status status) {
  if (callbacks_.onError == nullptr) return;
  callbacks_.onError(handle(), status, nullptr, symbol(), closure());
}

void Subscription::tell_recap_request() {
  if (callbacks_.onRecapRequest != nullptr) callbacks_.onRecapRequest(handle(), closure());
}

void Subscription::tell_possibly_stale(short cause, const void* info) {
  if (callbacks_.onQuality == nullptr) return;
  callbacks_.onQuality(handle(), MAMA_QUALITY_MAYBE_STALE, subscribed_symbol(), cause, info,
                       closure());
}

void Subscription::tell_quality(mamaQuality quality) {
  if (callbacks_.onQuality == nullptr) return;
  const auto advisory = market_data_setup_->transport().advisory();
  callbacks_.onQuality(handle(), quality, symbol(), advisory.cause, advisory.info, closure());
}

void Subscription::tell_gap() {
  if (callbacks_.onGap != nullptr) callbacks_.onGap(handle(), closure());
}

void* Subscription::only_item_closure() { return item_closure_.load(std::memory_order_relaxed); }

// ---- what the bridge knows ----------------------------------------------------------------------

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

/// Calls `use(item)` for the member of a group whose message is at hand. False when it has none.
template <class Use>
bool Subscription::with_member(Use&& use) {
  bool is_found = false;
  deliver([&](Activation& activation) {
    MarketDataItem* const member =
        activation.market_data ? activation.market_data->current_member() : nullptr;
    is_found = member != nullptr;
    if (is_found) use(*member);
  });
  return is_found;
}

mama_status Subscription::set_item_closure(void* closure) {
  if (wildcard_kind_ != wc_none) {
    return call_bridge(bridge_, &mamaBridgeImpl_::bridgeMamaSubscriptionSetTopicClosure,
                       bridge_subscription(), closure);
  }
  if (!has_context_.load(std::memory_order_relaxed)) return MAMA_STATUS_INVALID_ARG;
  if (!with_member([closure](MarketDataItem& member) { member.closure.store(closure); })) {
    item_closure_.store(closure);
  }
  return MAMA_STATUS_OK;
}

mama_status Subscription::item_closure(void** closure) {
  *closure = nullptr;
  if (!has_context_.load(std::memory_order_relaxed)) return MAMA_STATUS_INVALID_ARG;
  if (!with_member([closure](MarketDataItem& member) { *closure = member.closure.load(); })) {
    *closure = item_closure_.load();
  }
  return MAMA_STATUS_OK;
}

}  // namespace quoll::mama
