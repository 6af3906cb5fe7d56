/// What a market-data subscription sends when its transport asks for it: refreshes, which tell its
/// source that it is still wanted, and requests for what may be stale.
#include <vector>

#include "subscribe/market_data.h"
#include "subscribe/subscription.h"
#include "transport/transport.h"

namespace quoll::mama {

/// Waits in the throttle; the message is made when its turn has come.
class MarketData::Refresh final : public ThrottleAction {
 public:
  explicit Refresh(MarketData& data)
      : ThrottleAction(&data), data_(Ref<MarketData>::share(&data)) {}
  void run() override {
    {
      MutexLock lock(data_->mutex_);
      if (data_->stopped_) return;
    }
    data_->is_own_refresh_next_.store(true);
    data_->tell_source(MAMA_SUBSC_REFRESH);
  }

 private:
  const Ref<MarketData> data_;
};

void MarketData::send_refresh() {
  if (has_wildcards_) return;
  setup_->transport().throttle(MAMA_THROTTLE_DEFAULT).dispatch(make_ref<Refresh>(*this), false);
}

/// That of another client tells the source as much as ours would.
void MarketData::heard_refresh() {
  if (is_own_refresh_next_.exchange(false)) return;
  MutexLock lock(mutex_);
  void* const listener = listener_;
  lock.unlock();
  if (listener != nullptr) setup_->transport().listeners().postpone_refresh(listener);
}

void MarketData::request_recaps_of_stale() {
  std::vector<MarketDataItem*> items{&only_};
  {
    MutexLock lock(mutex_);
    for (const auto& [symbol, member] : members_) items.push_back(member.get());
  }
  for (MarketDataItem* const item : items) {
    if (has_ended()) return;
    if (!item->quality || item->quality->quality() != MAMA_QUALITY_MAYBE_STALE) continue;
    item->quality->wait_for_recap();
    request_recap(*item);
  }
}

void Subscription::request_recaps_of_stale() {
  deliver([](Activation& activation) {
    if (activation.market_data) activation.market_data->request_recaps_of_stale();
  });
}

void Subscription::send_refresh() {
  deliver([](Activation& activation) {
    if (activation.market_data) activation.market_data->send_refresh();
  });
}

}  // namespace quoll::mama
