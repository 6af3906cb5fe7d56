/// The requests of a market-data subscription.
#include "subscribe/market_data.h"

#include <mama/integration/msg.h>
#include <mama/integration/msgutils.h>
#include <mama/log.h>
#include <mama/publisher.h>

#include <utility>
#include <vector>

#include "subscribe/subscription.h"
#include "transport/transport.h"

namespace quoll::mama {

MarketData::MarketData(Subscription& subscription, Ref<MarketDataSetup> setup,
                       const SubscriptionActivation& activation)
    : subscription_(subscription),
      setup_(std::move(setup)),
      activation_(activation),
      counters_(activation.counters),
      has_members_(setup_->is_group()),
      only_(*this, "") {}

MarketData::~MarketData() = default;

bool MarketData::has_ended() const noexcept {
  if (subscription_.delivering_to() == &activation_) return false;
  const mamaSubscriptionState state = subscription_.state();
  return !ends_by_itself_ ||
         (state != MAMA_SUBSCRIPTION_DEACTIVATING && state != MAMA_SUBSCRIPTION_DEACTIVATED);
}

// ---- beginning ---------------------------------------------------------------------------------

mama_status MarketData::begin(bool requires_initial) {
  if (requires_initial) return send_initial();
  return tells_source_ ? tell_source(setup_->initial_kind()) : MAMA_STATUS_OK;
}

mama_status MarketData::send_initial() {
  SubscriptionSettings& settings = subscription_.settings;
  settings.received_initial = 0;
  settings.expecting_initial = 1;
  Ref<ImageRequest> request;
  const mama_status status = ImageRequest::make(&request, *this, only_,
                                                {.purpose = ImageRequest::Purpose::kInitial,
                                                 .kind = setup_->initial_kind(),
                                                 .timeout_s = settings.timeout_s,
                                                 .retries = settings.retries});
  if (status != MAMA_STATUS_OK) {
    settings.expecting_initial = 0;
    return status;
  }
  MutexLock lock(mutex_);
  const bool is_too_late = stopped_;
  if (!is_too_late) initial_ = request;
  lock.unlock();
  if (is_too_late) {
    request->stop();
  } else {
    request->send();
  }
  return MAMA_STATUS_OK;
}

/// No answer is expected, so none is waited for.
mama_status MarketData::tell_source(mamaSubscMsgType kind) {
  mamaMsg message = nullptr;
  QUOLL_TRY(setup_->create_request(kind, nullptr, &message));
  const mama_status status = mamaPublisher_send(setup_->publisher(), message);
  mamaMsg_destroy(message);
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_WARN, "mamaSubscription: the source of %s could not be told: %s",
             setup_->mapped_symbol().c_str(), mamaStatus_stringForStatus(status));
  }
  return MAMA_STATUS_OK;
}

void MarketData::listen() {
  Listeners& listeners = setup_->transport().listeners();
  void* const listener = listeners.add(subscription_.handle());
  {
    MutexLock lock(mutex_);
    if (!stopped_) {
      listener_ = listener;
      return;
    }
  }
  listeners.remove(listener);
}

// ---- the end of requests -----------------------------------------------------------------------

void MarketData::stop_requests() {
  std::vector<Ref<ImageRequest>> requests;
  {
    MutexLock lock(mutex_);
    stopped_ = true;
    requests.push_back(std::exchange(initial_, nullptr));
    requests.push_back(std::exchange(only_.recap, nullptr));
    for (const auto& [symbol, member] : members_) {
      requests.push_back(std::exchange(member->recap, nullptr));
    }
  }
  subscription_.settings.expecting_initial = 0;
  for (const Ref<ImageRequest>& request : requests) {
    if (request) request->stop();
  }
}

void MarketData::stop_listening() {
  MutexLock lock(mutex_);
  void* const listener = std::exchange(listener_, nullptr);
  lock.unlock();
  if (listener != nullptr) setup_->transport().listeners().remove(listener);
}

/// Whatever the item waits for has come, or will not come.
void MarketData::stop_waiting(MarketDataItem& item) {
  Ref<ImageRequest> initial, recap;
  {
    MutexLock lock(mutex_);
    initial = std::exchange(initial_, nullptr);
    recap = std::exchange(item.recap, nullptr);
  }
  subscription_.settings.expecting_initial = 0;
  if (initial) initial->stop();
  if (recap) recap->stop();
}

// ---- recaps ------------------------------------------------------------------------------------

bool MarketData::request_recap(MarketDataItem& item) {
  {
    MutexLock lock(mutex_);
    if (stopped_ || item.recap) return false;
  }
  SubscriptionSettings& settings = subscription_.settings;
  Ref<ImageRequest> request;
  mama_status status = ImageRequest::make(&request, *this, item,
                                          {.purpose = ImageRequest::Purpose::kRecap,
                                           .kind = MAMA_SUBSC_DQ_UNKNOWN,
                                           .timeout_s = settings.recap_timeout(),
                                           .retries = settings.retries});
  if (status == MAMA_STATUS_OK) {
    item.images.store(0);
    MutexLock lock(mutex_);
    const bool is_too_late = stopped_ || item.recap;
    if (!is_too_late) item.recap = request;
    lock.unlock();
    if (is_too_late) {
      request->stop();
      return false;
    }
    status = request->send_later();
  }
  if (status == MAMA_STATUS_OK) {
    subscription_.tell_recap_request();
    return true;
  }
  mama_log(MAMA_LOG_LEVEL_ERROR, "mamaSubscription: no recap of %s can be requested: %s",
           setup_->mapped_symbol().c_str(), mamaStatus_stringForStatus(status));
  if (request) drop(*request);
  return false;
}

/// Ends one request, whichever it is.
void MarketData::drop(ImageRequest& request) {
  Ref<ImageRequest> dropped;
  {
    MutexLock lock(mutex_);
    Ref<ImageRequest>& place =
        request.purpose() == ImageRequest::Purpose::kInitial ? initial_ : request.item().recap;
    if (place.get() == &request) std::swap(dropped, place);
  }
  subscription_.settings.expecting_initial = 0;
  request.stop();
}

// ---- answers and silence -----------------------------------------------------------------------

void MarketData::take_reply(mamaMsg reply) {
  subscription_.deliver([&](SubscriptionActivation& activation) {
    if (activation.market_data.get() == this) process(reply);
  });
}

void MarketData::time_passed(ImageRequest& request) {
  subscription_.deliver([&](SubscriptionActivation& activation) {
    if (activation.market_data.get() == this) handle_silence(request);
  });
}

void MarketData::handle_silence(ImageRequest& request) {
  const bool is_initial = request.purpose() == ImageRequest::Purpose::kInitial;
  const int images = is_initial ? initials_.load() : request.item().images.load();
  if (images > 0) {
    is_initial ? end_initials(request) : drop(request);
  } else if (request.may_retry()) {
    const mama_status status = request.send_later();
    if (status == MAMA_STATUS_OK) return;
    mama_log(MAMA_LOG_LEVEL_WARN, "mamaSubscription: a request for %s cannot be repeated: %s",
             setup_->mapped_symbol().c_str(), mamaStatus_stringForStatus(status));
  } else {
    give_up(request);
  }
}

/// So end the images of groups and symbol lists: none has come for a while.
void MarketData::end_initials(ImageRequest& request) {
  drop(request);
  if (!setup_->expects_updates()) deactivate_after_last();
  mamaMsg message = nullptr;
  if (msgUtils_createEndOfInitialsMsg(&message) != MAMA_STATUS_OK) return;
  mamaMsgImpl_setSubscInfo(message, nullptr, setup_->source(), setup_->symbol().c_str(), 0);
  mamaMsgImpl_setStatus(message, MAMA_MSG_STATUS_OK);
  const auto destroy = [message] { mamaMsg_destroy(message); };
  undo_if_thrown(
      [&] {
        if (!has_ended()) subscription_.tell_message(message, nullptr, nullptr);
      },
      destroy);
  destroy();
}

void MarketData::give_up(ImageRequest& request) {
  const bool is_initial = request.purpose() == ImageRequest::Purpose::kInitial;
  drop(request);
  counters_.count(MAMA_STAT_TYPE_TIMEOUTS);
  if (is_initial) {
    deactivate_after_last();
    report(MAMA_STATUS_TIMEOUT, MAMA_ERROR_INITIAL_TIMEOUT);
  } else {
    if (request.item().quality) request.item().quality->recap_failed();
    report(MAMA_STATUS_TIMEOUT, MAMA_ERROR_RECAP_TIMEOUT);
  }
}

void MarketData::deactivate_after_last() {
  ends_by_itself_ = true;
  subscription_.deactivate();
}

}  // namespace quoll::mama
