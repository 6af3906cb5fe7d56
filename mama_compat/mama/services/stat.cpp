#include "services/stat.h"

#include <algorithm>
#include <limits>
#include <new>

#include "services/stats_collector.h"

using quoll::Ref;
using quoll::mama::pool_of;

namespace {

template <class Result>
Result cut(std::int64_t value) noexcept {
  using Limits = std::numeric_limits<Result>;
  return static_cast<Result>(
      std::clamp<std::int64_t>(value, Limits::min(), std::int64_t{Limits::max()}));
}

}  // namespace

void mamaStatImpl_::operator delete(void* storage) noexcept {
  pool_of<mamaStatImpl_>().reclaim(storage);
}

void mamaStatImpl_::raise_maximum(std::int64_t value) noexcept {
  std::int64_t maximum = maximum_.load(std::memory_order_relaxed);
  while (value > maximum && !maximum_.compare_exchange_weak(maximum, value)) {
  }
}

void mamaStatImpl_::add(std::int64_t value) noexcept {
  raise_maximum(interval_.fetch_add(value) + value);
  total_.fetch_add(value);
}

void mamaStatImpl_::subtract(std::int64_t value) noexcept {
  interval_.fetch_sub(value);
  total_.fetch_sub(value);
}

void mamaStatImpl_::set_interval_from_total(mama_u32_t total) noexcept {
  const std::int64_t interval = total - total_.exchange(total);
  interval_.store(interval);
  raise_maximum(interval);
}

void mamaStatImpl_::poll_with(pollStatCb callback, void* closure) { poll_.set(callback, closure); }

void mamaStatImpl_::poll() {
  poll_.call([this](pollStatCb callback, void* closure) {
    const int value = callback(closure);
    interval_.store(value);
    raise_maximum(value);
  });
}

mamaStatImpl_::Values mamaStatImpl_::with(std::int64_t interval) const noexcept {
  return {cut<mama_i32_t>(interval), cut<mama_u32_t>(maximum_.load()), total()};
}

mamaStatImpl_::Values mamaStatImpl_::values() {
  poll();
  return with(interval_.load());
}

mamaStatImpl_::Values mamaStatImpl_::take_interval() {
  poll();
  return with(interval_.exchange(0));
}

mama_u32_t mamaStatImpl_::total() const noexcept { return cut<mama_u32_t>(total_.load()); }

void mamaStatImpl_::end() noexcept {
  poll_.remove();
  unref();
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaStat_create(mamaStat* stat, mamaStatsCollector collector, int, const char* name,
                            mama_fid_t type) {
  QUOLL_CHECK_POINTER(stat, MAMA_STATUS_NULL_ARG);
  *stat = nullptr;
  QUOLL_CHECK_HANDLE(collector);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  return quoll::mama::guarded([&] {
    mamaStat const made = pool_of<mamaStatImpl_>().create(name, type);
    QUOLL_CHECK_POINTER(made, MAMA_STATUS_NOMEM);
    const mama_status status = collector->add(Ref<mamaStatImpl_>::share(made));
    if (status == MAMA_STATUS_OK) {
      *stat = made;
    } else {
      mamaStat_destroy(made);
    }
    return status;
  });
}

mama_status mamaStat_destroy(mamaStat stat) {
  QUOLL_CHECK_HANDLE(stat);
  if (!quoll::HandlePool<mamaStatImpl_>::retire(stat, __builtin_return_address(0))) {
    return MAMA_STATUS_INVALID_ARG;
  }
  stat->end();
  return MAMA_STATUS_OK;
}

mama_status mamaStat_increment(mamaStat stat) { return mamaStat_add(stat, 1); }

mama_status mamaStat_decrement(mamaStat stat) { return mamaStat_subtract(stat, 1); }

mama_status mamaStat_reset(mamaStat stat) { return mamaStat_setIntervalValue(stat, 0); }

mama_status mamaStat_add(mamaStat stat, int value) {
  QUOLL_CHECK_HANDLE(stat);
  stat->add(value);
  return MAMA_STATUS_OK;
}

mama_status mamaStat_subtract(mamaStat stat, int value) {
  QUOLL_CHECK_HANDLE(stat);
  stat->subtract(value);
  return MAMA_STATUS_OK;
}

mama_status mamaStat_setIntervalValue(mamaStat stat, int value) {
  QUOLL_CHECK_HANDLE(stat);
  stat->set_interval(value);
  return MAMA_STATUS_OK;
}

mama_status mamaStat_setIntervalValueFromTotal(mamaStat stat, mama_u32_t value) {
  QUOLL_CHECK_HANDLE(stat);
  stat->set_interval_from_total(value);
  return MAMA_STATUS_OK;
}

mama_status mamaStat_setPollCallback(mamaStat stat, pollStatCb callback, void* closure) {
  QUOLL_CHECK_HANDLE(stat);
  return quoll::mama::guarded([&] {
    stat->poll_with(callback, closure);
    return MAMA_STATUS_OK;
  });
}

mama_fid_t mamaStat_getFid(mamaStat stat) {
  return quoll::mama::check_handle(stat, __func__) == MAMA_STATUS_OK ? stat->fid() : 0;
}

int mamaStat_getIntervalValue(mamaStat stat) {
  mama_i32_t value = 0;
  mamaStat_getStats(stat, &value, nullptr, nullptr);
  return value;
}

int mamaStat_getMaxValue(mamaStat stat) {
  mama_u32_t value = 0;
  mamaStat_getStats(stat, nullptr, &value, nullptr);
  return cut<int>(value);
}

int mamaStat_getTotalValue(mamaStat stat) {
  if (quoll::mama::check_handle(stat, __func__) != MAMA_STATUS_OK) return 0;
  return cut<int>(stat->total());
}

void mamaStat_getStats(mamaStat stat, mama_i32_t* intervalValue, mama_u32_t* maxValue,
                       mama_u32_t* totalValue) {
  mamaStatImpl_::Values values{};
  if (quoll::mama::check_handle(stat, __func__) == MAMA_STATUS_OK) {
    const auto alive = Ref<mamaStatImpl_>::share(stat);  // the poll callback may destroy it
    values = stat->values();
  }
  if (intervalValue != nullptr) *intervalValue = values.interval;
  if (maxValue != nullptr) *maxValue = values.maximum;
  if (totalValue != nullptr) *totalValue = values.total;
}

const char* mamaStat_getName(mamaStat stat) {
  return quoll::mama::check_handle(stat, __func__) == MAMA_STATUS_OK ? stat->name() : nullptr;
}

mama_status mamaStat_setLog(mamaStat stat, int log) {
  QUOLL_CHECK_HANDLE(stat);
  stat->is_logged = log != 0;
  return MAMA_STATUS_OK;
}

int mamaStat_getLog(mamaStat stat) {
  return quoll::mama::check_handle(stat, __func__) == MAMA_STATUS_OK && stat->is_logged ? 1 : 0;
}

mama_status mamaStat_setPublish(mamaStat stat, int publish) {
  QUOLL_CHECK_HANDLE(stat);
  stat->is_published = publish != 0;
  return MAMA_STATUS_OK;
}

int mamaStat_getPublish(mamaStat stat) {
  return quoll::mama::check_handle(stat, __func__) == MAMA_STATUS_OK && stat->is_published ? 1 : 0;
}
