/// The life of a market-data subscription: set-up and activation.
#include <mama/log.h>

#include <new>
#include <utility>

#include "runtime/bridge_call.h"
#include "runtime/plugins.h"
#include "subscribe/default_callbacks.h"
#include "subscribe/market_data.h"
#include "subscribe/subscription.h"
#include "transport/transport.h"

namespace quoll::mama {

// ---- set-up ------------------------------------------------------------------------------------

mama_status Subscription::set_up(const MarketDataSetup::Target& target,
                                 const mamaMsgCallbacks& callbacks, void* closure) {
  return set_up(target, closure, [&] {
    callbacks_ = with_default_callbacks(callbacks);
    wildcard_callbacks_ = {};
    wildcard_kind_ = wc_none;
  });
}

mama_status Subscription::set_up_wildcard(const MarketDataSetup::Target& target,
                                          const mamaWildCardMsgCallbacks& callbacks,
                                          wildCardType kind, void* closure) {
  return set_up(target, closure, [&] {
    callbacks_ = with_default_callbacks(callbacks);
    wildcard_callbacks_ = callbacks;
    wildcard_kind_ = kind;
  });
}

/// Claims the subscription for the calling thread while foreign code runs; its state stays.
template <class TakeCallbacks>
mama_status Subscription::set_up(const MarketDataSetup::Target& target, void* closure,
                                 TakeCallbacks take_callbacks) {
  {
    MutexLock lock(mutex_);
    const auto before = state();
    if ((before != MAMA_SUBSCRIPTION_ALLOCATED && before != MAMA_SUBSCRIPTION_DESTROYED) ||
        creating_thread_.load() != nullptr) {
      return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
    }
    creating_thread_.store(calling_thread());
  }
  const auto undo = [this] {
    if (market_data_setup_) market_data_setup_->end();
    transport_.store(nullptr);
    end_setup(false);
  };
  const mama_status status = undo_if_thrown(
      [&] {
        Ref<MarketDataSetup> setup;
        QUOLL_TRY(MarketDataSetup::make(&setup, target, settings));
        take_callbacks();
        take_setup(std::move(setup), closure);
        return Plugins::instance().call(&Plugin::subscription_post_create,
                                        "subscriptionPostCreateHook", handle());
      },
      undo);
  if (status == MAMA_STATUS_OK) {
    end_setup(true);
  } else {
    undo();
  }
  return status;
}

void Subscription::take_setup(Ref<MarketDataSetup> setup, void* closure) {
  settings.transport_index = setup->index();
  settings.received_initial = 0;
  settings.expecting_initial = 0;
  symbol_ = setup->symbol();
  subscribed_symbol_ = setup->mapped_symbol();
  has_context_.store(false);
  item_closure_.store(nullptr);
  is_possibly_stale_.store(false);
  closure_.store(closure);
  queue_.store(setup->queue());
  transport_.store(setup->transport().handle());
  bridge_ = setup->bridge();
  market_data_setup_ = std::move(setup);
}

void Subscription::end_setup(bool is_done) {
  {
    MutexLock lock(mutex_);
    creating_thread_.store(nullptr);
    if (is_done) {
      ++lives_;
      enter(MAMA_SUBSCRIPTION_SETUP);
    }
  }
  if (is_done) announce(MAMA_SUBSCRIPTION_SETUP);
}

// ---- activation --------------------------------------------------------------------------------

/// Waits in the throttle for its turn; then it activates, unless the subscription has been
/// deactivated meanwhile. Holds the subscription.
class Subscription::ActivationOrder final : public ThrottleAction {
 public:
  ActivationOrder(Subscription& subscription, std::uint64_t number)
      : ThrottleAction(&subscription), subscription_(subscription), number_(number) {
    subscription_.hold();
  }
  ~ActivationOrder() override { subscription_.drop_hold(); }
  void run() override { subscription_.run_order(number_); }

 private:
  Subscription& subscription_;
  const std::uint64_t number_;
};

mama_status Subscription::activate() {
  if (settings.type == MAMA_SUBSC_TYPE_BASIC) return MAMA_STATUS_SUBSCRIPTION_INVALID_TYPE;
  mamaSubscriptionState before;
  Ref<MarketDataSetup> setup;
  std::uint64_t order = 0;
  {
    MutexLock lock(mutex_);
    before = state();
    switch (before) {
      case MAMA_SUBSCRIPTION_SETUP:
      case MAMA_SUBSCRIPTION_DEACTIVATED:
        setup = market_data_setup_;
        if (transport() == nullptr || !setup) return MAMA_STATUS_INVALID_ARG;
        enter(MAMA_SUBSCRIPTION_ACTIVATING);
        order = ++orders_;
        break;
      case MAMA_SUBSCRIPTION_DEACTIVATING:
        enter(MAMA_SUBSCRIPTION_REACTIVATING);
        break;
      case MAMA_SUBSCRIPTION_ACTIVATING:
      case MAMA_SUBSCRIPTION_ACTIVATED:
      case MAMA_SUBSCRIPTION_REACTIVATING:
        return MAMA_STATUS_OK;
      default:
        return MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;
    }
  }
  if (order == 0) {
    announce(MAMA_SUBSCRIPTION_REACTIVATING);
    return MAMA_STATUS_OK;
  }
  announce(MAMA_SUBSCRIPTION_ACTIVATING);
  Throttle& throttle = setup->transport().throttle(MAMA_THROTTLE_DEFAULT);
  const mama_status status = throttle.dispatch(make_ref<ActivationOrder>(*this, order), false);
  if (status == MAMA_STATUS_OK) return status;
  MutexLock lock(mutex_);
  if (state() == MAMA_SUBSCRIPTION_ACTIVATING && orders_ == order) enter(before);
  return status;
}

/// The state has changed already, so that an order that runs just now does nothing.
void Subscription::cancel_order(const MarketDataSetup& setup) {
  announce(MAMA_SUBSCRIPTION_DEACTIVATED);
  setup.transport()
      .throttle(MAMA_THROTTLE_DEFAULT)
      .remove_owner(this, Throttle::Wait::kUnlessInsideCallback);
}

void Subscription::run_order(std::uint64_t order) {
  {
    MutexLock lock(mutex_);
    if (state() != MAMA_SUBSCRIPTION_ACTIVATING || orders_ != order) return;
    creating_thread_.store(calling_thread());
  }
  const MarketDataSetup& setup = *market_data_setup_;
  mama_status status = start_activation(setup.transport(), setup.queue());
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaSubscription: %s cannot be activated: %s",
             subscribed_symbol_.c_str(), mamaStatus_stringForStatus(status));
    return end_building(MAMA_SUBSCRIPTION_DEACTIVATED);
  }
  references_.fetch_add(1);
  const Ref<Activation> activation = current_activation();
  const Gate::Frame inside(activation->gate);
  MarketData& data = *activation->market_data;
  status = undo_if_thrown([&] { return make_bridge_part(data); },
                          [&] { fail_activation(data, MAMA_STATUS_PLATFORM); });
  if (status != MAMA_STATUS_OK) return fail_activation(data, status);
  // Active before anything is sent, so that no answer can come too early.
  end_building(MAMA_SUBSCRIPTION_ACTIVATED);
  activation->counters.count(MAMA_STAT_TYPE_SUBSCRIPTIONS);
  status = data.begin(settings.requires_initial != 0);
  if (delivering_to() != activation.get()) return;  // ended meanwhile
  if (status != MAMA_STATUS_OK) {
    deactivate();
    tell_error(status);
  } else if (callbacks_.onCreate != nullptr) {
    callbacks_.onCreate(handle(), closure());
  }
}

void Subscription::end_building(mamaSubscriptionState state) {
  {
    MutexLock lock(mutex_);
    creating_thread_.store(nullptr);
    enter(state);
  }
  Clock::process().wake_all(state_);
  announce(state);
}

/// The bridge has refused, and nothing is delivered. Inside the activation's gate: whoever destroys
/// the subscription now leaves the end to this.
void Subscription::fail_activation(MarketData& data, mama_status status) {
  mama_log(MAMA_LOG_LEVEL_ERROR, "mamaSubscription: the bridge refused a subscription to %s: %s",
           subscribed_symbol_.c_str(), mamaStatus_stringForStatus(status));
  data.stop_requests();
  data.stop_listening();
  open_to(nullptr);
  end_building(MAMA_SUBSCRIPTION_DEACTIVATING);
  undo_if_thrown([&] { tell_error(status); }, [this] { bridge_destroyed(); });
  bridge_destroyed();
}

mama_status Subscription::make_bridge_part(MarketData& data) {
  const MarketDataSetup& setup = data.setup();
  if (!setup.has_topic()) return MAMA_STATUS_OK;
  QUOLL_TRY(check_handle(transport(), "mamaSubscription_activate", MAMA_STATUS_INVALID_ARG));
  data.listen();
  mamaMsgCallbacks for_bridge = callbacks_;
  for_bridge.onDestroy = &on_bridge_destroy;
  const mama_status status =
      call_bridge(setup.bridge(), &mamaBridgeImpl_::bridgeMamaSubscriptionCreate,
                  &bridge_subscription_, setup.source(), setup.mapped_symbol().c_str(), transport(),
                  setup.queue(), for_bridge, handle(), closure());
  if (status != MAMA_STATUS_OK) return status;
  const auto ask = [&](auto slot) {
    return ask_bridge<int>({0, 0}, setup.bridge(), slot, bridge_subscription()) != 0;
  };
  data.prepare({.is_valid = ask(&mamaBridgeImpl_::bridgeMamaSubscriptionIsValid),
                .has_wildcards = ask(&mamaBridgeImpl_::bridgeMamaSubscriptionHasWildcards)});
  return MAMA_STATUS_OK;
}

}  // namespace quoll::mama
