#include "services/own_statistics.h"

#include <mama/log.h>

#include <new>

#include "services/statistics.h"

namespace quoll::mama {
namespace {

/// As in the log and in reports.
const char* field_name(mamaStatType stat) {
  switch (stat) {
    case MAMA_STAT_TYPE_WOMBAT_MSGS:
      return "Wombat Msgs";
    case MAMA_STAT_TYPE_RV_MSGS:
      return "RV Msgs";
    case MAMA_STAT_TYPE_FAST_MSGS:
      return "FAST Msgs";
    case MAMA_STAT_TYPE_UNKNOWN_MSGS:
      return "Unknown Msgs";
    default:
      return mamaStatType_toString(stat);
  }
}

}  // namespace

Ref<OwnStatistics> OwnStatistics::make(const Plan& plan) try {
  auto made = Ref<OwnStatistics>::adopt(new OwnStatistics);
  mamaStatsCollector collector = nullptr;
  mama_status status =
      mamaStatsCollector_create(&collector, plan.type, plan.name.c_str(), plan.middleware.c_str());
  if (status == MAMA_STATUS_OK) {
    made->collector_ = Ref<mamaStatsCollectorImpl_>::share(collector);
    collector->is_logged = plan.is_logged;
    collector->is_published = plan.is_published;
  }
  made->stats_.reserve(plan.stats.size());
  for (const mamaStatType type : plan.stats) {
    mamaStat stat = nullptr;
    if (status == MAMA_STATUS_OK) {
      status = mamaStat_create(&stat, collector, MAMA_STAT_LOCKABLE, field_name(type),
                               static_cast<mama_fid_t>(type));
    }
    if (status == MAMA_STATUS_OK) made->stats_.push_back(Ref<mamaStatImpl_>::share(stat));
  }
  if (status == MAMA_STATUS_OK) return made;
  mama_log(MAMA_LOG_LEVEL_ERROR, "statistics of %s cannot be kept: %s", plan.name.c_str(),
           mamaStatus_stringForStatus(status));
  return nullptr;
} catch (const std::bad_alloc&) {
  return nullptr;
}

OwnStatistics::~OwnStatistics() { end(); }

void OwnStatistics::count(mamaStatType stat) noexcept {
  const auto fid = static_cast<mama_fid_t>(stat);
  for (const auto& one : stats_) {
    if (one->fid() == fid) return one->add(1);
  }
}

void OwnStatistics::poll(mamaStatType stat, pollStatCb callback, void* closure) {
  if (const auto found = collector_->find(static_cast<mama_fid_t>(stat))) {
    found->poll_with(callback, closure);
  }
}

void OwnStatistics::end() noexcept {
  if (!collector_ || !HandlePool<mamaStatsCollectorImpl_>::retire(collector_.get())) return;
  Statistics::instance().remove(collector_.get());
  for (const auto& stat : stats_) {
    if (HandlePool<mamaStatImpl_>::retire(stat.get())) stat->end();
  }
  collector_->end();
}

}  // namespace quoll::mama
