#include "subscribe/market_data_item.h"

#include <utility>

#include "subscribe/market_data.h"
#include "subscribe/subscription.h"
#include "transport/transport.h"

namespace quoll::mama {

MarketDataItem::MarketDataItem(MarketData& data, std::string member_symbol)
    : data_(data), symbol_(std::move(member_symbol)) {
  const DataQualitySettings& of_transport = data.setup().transport().data_quality;
  if (!of_transport.enabled) return;
  quality.emplace(*this, of_transport, data.subscription().settings.pre_initial_cache_size);
}

bool MarketDataItem::has_ended() const { return data_.has_ended(); }

bool MarketDataItem::awaits_initial() const {
  return data_.subscription().settings.expecting_initial != 0 && images.load() == 0;
}

bool MarketDataItem::recovers_gaps() const {
  return data_.subscription().settings.recover_gaps != 0;
}

void MarketDataItem::forward(mamaMsg message) { data_.forward(*this, message); }

void MarketDataItem::quality_changed(mamaQuality changed) {
  if (!data_.has_ended()) data_.subscription().tell_quality(changed);
}

void MarketDataItem::gap_found() {
  if (!data_.has_ended()) data_.subscription().tell_gap();
}

bool MarketDataItem::request_recap() { return data_.request_recap(*this); }

void MarketDataItem::count_takeover() { data_.counters().count(MAMA_STAT_TYPE_FT_TAKEOVERS); }

void MarketDataItem::transport_is_good() {
  Transport& transport = data_.setup().transport();
  if (transport.quality() != MAMA_QUALITY_OK) transport.unset_all_possibly_stale();
}

}  // namespace quoll::mama
