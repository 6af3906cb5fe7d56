#include "services/stats_collector.h"

#include <mama/log.h>
#include <mama/msg.h>
#include <mama/statfields.h>

#include <utility>

#include "services/stats_table.h"
#include "support/shim.h"

using quoll::Gate;
using quoll::HandlePool;
using quoll::MutexLock;
using quoll::Ref;
using quoll::mama::pool_of;

void mamaStatsCollectorImpl_::operator delete(void* storage) noexcept {
  pool_of<mamaStatsCollectorImpl_>().reclaim(storage);
}

std::string mamaStatsCollectorImpl_::name() const {
  const MutexLock lock(mutex_);
  return name_;
}

void mamaStatsCollectorImpl_::set_name(const char* name) {
  std::string copy(name);
  const MutexLock lock(mutex_);
  name_.swap(copy);
}

void mamaStatsCollectorImpl_::forget_ended() {
  std::erase_if(stats_, [](const auto& entry) {
    return !HandlePool<mamaStatImpl_>::is_live(entry.second.get());
  });
}

mama_status mamaStatsCollectorImpl_::add(Ref<mamaStatImpl_> stat) {
  const MutexLock lock(mutex_);
  forget_ended();
  const mama_fid_t fid = stat->fid();
  if (stats_.size() >= kMaxStats && !stats_.contains(fid)) return MAMA_STATUS_INVALID_ARG;
  stats_.insert_or_assign(fid, std::move(stat));
  return MAMA_STATUS_OK;
}

Ref<mamaStatImpl_> mamaStatsCollectorImpl_::find(mama_fid_t fid) const {
  const MutexLock lock(mutex_);
  const auto found = stats_.find(fid);
  return found != stats_.end() ? found->second : nullptr;
}

void mamaStatsCollectorImpl_::poll_with(collectorPollStatCb callback, void* closure) {
  poll_.set(callback, closure);
}

std::vector<Ref<mamaStatImpl_>> mamaStatsCollectorImpl_::live_stats() {
  std::vector<Ref<mamaStatImpl_>> found;
  const MutexLock lock(mutex_);
  forget_ended();
  for (const auto& [fid, stat] : stats_) found.push_back(stat);
  return found;
}

bool mamaStatsCollectorImpl_::report(mamaMsg message) {
  const bool is_for_log = is_logged;
  if (!is_for_log && !is_published) return false;
  const auto alive = Ref<mamaStatsCollectorImpl_>::share(this);  // callbacks may destroy it
  const Gate::Frame inside(reports_);
  if (!inside) return false;
  std::string name;
  std::vector<Ref<mamaStatImpl_>> stats;
  const auto copy_name = [&] {
    name = this->name();
    return MAMA_STATUS_OK;
  };
  const auto list = [&] {
    stats = live_stats();
    return MAMA_STATUS_OK;
  };
  // Without memory there is no report; the next one has it all.
  if (quoll::mama::guarded(copy_name) != MAMA_STATUS_OK) return false;
  const char* const type = mamaStatsCollectorType_stringForType(type_);
  if (message != nullptr) {
    mamaMsg_clear(message);
    mamaMsg_addString(message, MamaStatName.mName, MamaStatName.mFid, name.c_str());
    mamaMsg_addString(message, MamaStatType.mName, MamaStatType.mFid, type);
    mamaMsg_addString(message, MamaStatMiddleware.mName, MamaStatMiddleware.mFid,
                      middleware_.c_str());
  }
  poll_.call([this](collectorPollStatCb callback, void* closure) { callback(this, closure); });
  if (quoll::mama::guarded(list) != MAMA_STATUS_OK) return false;
  bool has_logged = false;
  for (const Ref<mamaStatImpl_>& stat : stats) {
    const mamaStatImpl_::Values values = stat->take_interval();
    if (message != nullptr && stat->is_published) {
      mamaMsg_addI32(message, stat->name(), stat->fid(), values.interval);
    }
    if (!is_for_log || !stat->is_logged || !values.any()) continue;
    const bool is_first = !std::exchange(has_logged, true);
    quoll::mama::log_stats_row(is_first ? name.c_str() : "", is_first ? type : "",
                               is_first ? middleware_.c_str() : "", *stat, values);
  }
  return has_logged;
}

void mamaStatsCollectorImpl_::end() noexcept {
  reports_.close_and_wait_if_outside_all();
  unref();
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaStatsCollector_create(mamaStatsCollector* statsCollector,
                                      mamaStatsCollectorType type, const char* name,
                                      const char* middleware) {
  QUOLL_CHECK_POINTER(statsCollector, MAMA_STATUS_NULL_ARG);
  *statsCollector = nullptr;
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(middleware, MAMA_STATUS_NULL_ARG);
  return quoll::mama::guarded([&] {
    *statsCollector = pool_of<mamaStatsCollectorImpl_>().create(type, name, middleware);
    return *statsCollector != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
  });
}

mama_status mamaStatsCollector_destroy(mamaStatsCollector statsCollector) {
  QUOLL_CHECK_HANDLE(statsCollector);
  if (!HandlePool<mamaStatsCollectorImpl_>::retire(statsCollector, __builtin_return_address(0))) {
    return MAMA_STATUS_INVALID_ARG;
  }
  statsCollector->end();
  return MAMA_STATUS_OK;
}

mama_status mamaStatsCollector_addStat(mamaStatsCollector statsCollector, mamaStat stat) {
  QUOLL_CHECK_HANDLE(statsCollector);
  QUOLL_CHECK_HANDLE(stat);
  return quoll::mama::guarded([&] { return statsCollector->add(Ref<mamaStatImpl_>::share(stat)); });
}

mama_status mamaStatsCollector_incrementStat(mamaStatsCollector statsCollector,
                                             mama_fid_t identifier) {
  QUOLL_CHECK_HANDLE(statsCollector);
  if (const auto stat = statsCollector->find(identifier)) stat->add(1);
  return MAMA_STATUS_OK;
}

mama_status mamaStatsCollector_setStatIntervalValueFromTotal(mamaStatsCollector statsCollector,
                                                             mama_fid_t identifier,
                                                             mama_u32_t value) {
  QUOLL_CHECK_HANDLE(statsCollector);
  if (const auto stat = statsCollector->find(identifier)) stat->set_interval_from_total(value);
  return MAMA_STATUS_OK;
}

mama_status mamaStatsCollector_setName(mamaStatsCollector statsCollector, const char* name) {
  QUOLL_CHECK_HANDLE(statsCollector);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  return quoll::mama::guarded([&] {
    statsCollector->set_name(name);
    return MAMA_STATUS_OK;
  });
}

mama_status mamaStatsCollector_setPublish(mamaStatsCollector statsCollector, int publish) {
  QUOLL_CHECK_HANDLE(statsCollector);
  statsCollector->is_published = publish != 0;
  return MAMA_STATUS_OK;
}

int mamaStatsCollector_getPublish(mamaStatsCollector statsCollector) {
  const bool is_live = quoll::mama::check_handle(statsCollector, __func__) == MAMA_STATUS_OK;
  return is_live && statsCollector->is_published ? 1 : 0;
}

mama_status mamaStatsCollector_setLog(mamaStatsCollector statsCollector, int log) {
  QUOLL_CHECK_HANDLE(statsCollector);
  statsCollector->is_logged = log != 0;
  return MAMA_STATUS_OK;
}

int mamaStatsCollector_getLog(mamaStatsCollector statsCollector) {
  const bool is_live = quoll::mama::check_handle(statsCollector, __func__) == MAMA_STATUS_OK;
  return is_live && statsCollector->is_logged ? 1 : 0;
}

mama_status mamaStatsCollector_setPollCallback(mamaStatsCollector statsCollector,
                                               collectorPollStatCb cb, void* closure) {
  QUOLL_CHECK_HANDLE(statsCollector);
  return quoll::mama::guarded([&] {
    statsCollector->poll_with(cb, closure);
    return MAMA_STATUS_OK;
  });
}

void mamaStatsCollector_populateMsg(mamaStatsCollector statsCollector, mamaMsg msg,
                                    int* wasLogged) {
  const bool is_live = quoll::mama::check_handle(statsCollector, __func__) == MAMA_STATUS_OK;
  const bool has_logged = is_live && statsCollector->report(msg);
  if (wasLogged != nullptr) *wasLogged = has_logged ? 1 : 0;
}

const char* mamaStatsCollectorType_stringForType(mamaStatsCollectorType type) {
  switch (type) {
    case MAMA_STATS_COLLECTOR_TYPE_QUEUE:
      return "Queue";
    case MAMA_STATS_COLLECTOR_TYPE_TRANSPORT:
      return "Transport";
    case MAMA_STATS_COLLECTOR_TYPE_USER:
      return "User";
    case MAMA_STATS_COLLECTOR_TYPE_GLOBAL:
      return "Global";
  }
  return "Unknown";
}
