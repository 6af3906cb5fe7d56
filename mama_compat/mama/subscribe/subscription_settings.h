/// The plain attributes of a subscription.
#pragma once

#include <mama/log.h>
#include <mama/servicelevel.h>
#include <mama/subscriptiontype.h>

#include <atomic>
#include <cstdint>

namespace quoll::mama {

/// What setters store and create, setup or requests read later. Plain stores: set them from one
/// thread. `type` and `requires_initial` stick to the subscription when it is created again.
struct SubscriptionSettings {
  mamaSubscriptionType type = MAMA_SUBSC_TYPE_NORMAL;
  mamaServiceLevel service_level = MAMA_SERVICE_LEVEL_REAL_TIME;
  long service_level_option = 0;
  int requires_initial = 1;
  double timeout_s = 10.0;
  double recap_timeout_s = kUnset;
  int retries = 2;
  std::uint8_t app_data_type = 0;
  int recover_gaps = 1;
  int pre_initial_cache_size = 10;
  int group_size_hint = 0;
  int qualifier_filter = 0;  // bits of the wMsgQual field
  int transport_index = 0;
  std::atomic<int> received_initial = 0;
  std::atomic<int> expecting_initial = 0;
  MamaLogLevel debug_level = MAMA_LOG_LEVEL_WARN;

  /// The first reading latches the present timeout.
  double recap_timeout() {
    if (recap_timeout_s < 0) recap_timeout_s = timeout_s;
    return recap_timeout_s;
  }

 private:
  static constexpr double kUnset = -1.0;
};

}  // namespace quoll::mama
