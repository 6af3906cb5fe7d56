/// One symbol of a market-data subscription.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "quoll/ref.h"
#include "subscribe/data_quality.h"
#include "subscribe/image_request.h"

namespace quoll::mama {

class MarketData;

/// What is known of one symbol during an activation: of the only one, or of a member of a group.
/// Belongs to the market data, whose callers it stands for towards the data quality. On the queue's
/// thread, but for what says otherwise.
class MarketDataItem final : public DataQualityHost {
 public:
  /// `member_symbol`: empty for the only one.
  MarketDataItem(MarketData& data, std::string member_symbol);

  const std::string& symbol() const noexcept { return symbol_; }
  /// Null for the only one.
  const char* issue_symbol() const noexcept { return symbol_.empty() ? nullptr : symbol_.c_str(); }

  // DataQualityHost.
  bool has_ended() const override;
  bool awaits_initial() const override;
  bool recovers_gaps() const override;
  void forward(mamaMsg message) override;
  void quality_changed(mamaQuality changed) override;
  void gap_found() override;
  bool request_recap() override;
  void count_takeover() override;
  void transport_is_good() override;

  std::atomic<void*> closure{nullptr};
  std::atomic<int> images{0};  // complete ones since the last request
  Ref<ImageRequest> recap;     // guarded by the market data's lock
  /// Empty when the transport's is switched off.
  std::optional<DataQuality> quality;

 private:
  MarketData& data_;
  const std::string symbol_;
};

}  // namespace quoll::mama
