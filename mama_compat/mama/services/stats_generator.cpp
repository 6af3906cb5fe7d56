#include "services/stats_generator.h"

#include <mama/log.h>
#include <mama/msg.h>

#include <algorithm>
#include <utility>

#include "services/stats_table.h"
#include "support/shim.h"

using quoll::Gate;
using quoll::HandlePool;
using quoll::MutexLock;
using quoll::Ref;
using quoll::mama::pool_of;

void mamaStatsGeneratorImpl_::operator delete(void* storage) noexcept {
  pool_of<mamaStatsGeneratorImpl_>().reclaim(storage);
}

void MAMACALLTYPE mamaStatsGeneratorImpl_::on_timer(mamaTimer, void* generator) {
  static_cast<mamaStatsGeneratorImpl_*>(generator)->report();
}

void MAMACALLTYPE mamaStatsGeneratorImpl_::on_timer_destroyed(mamaTimer, void* generator) {
  static_cast<mamaStatsGeneratorImpl_*>(generator)->unref();
}

mama_status mamaStatsGeneratorImpl_::report_on(mamaQueue queue) {
  mamaTimer timer = nullptr;
  ref();  // the timer's, until it is destroyed
  const mama_status status =
      mamaTimer_create2(&timer, queue, &on_timer, &on_timer_destroyed, interval_s_, this);
  if (status != MAMA_STATUS_OK) {
    unref();
    return status;
  }
  MutexLock lock(mutex_);
  std::swap(timer, timer_);
  lock.unlock();
  return timer != nullptr ? mamaTimer_destroy(timer) : MAMA_STATUS_OK;
}

mama_status mamaStatsGeneratorImpl_::stop_timer() {
  MutexLock lock(mutex_);
  mamaTimer const timer = std::exchange(timer_, nullptr);
  lock.unlock();
  return timer != nullptr ? mamaTimer_destroy(timer) : MAMA_STATUS_OK;
}

void mamaStatsGeneratorImpl_::add(mamaStatsCollector collector) {
  auto added = Ref<mamaStatsCollectorImpl_>::share(collector);
  const MutexLock lock(mutex_);
  if (std::find(collectors_.begin(), collectors_.end(), added) == collectors_.end()) {
    collectors_.push_back(std::move(added));
  }
}

bool mamaStatsGeneratorImpl_::remove(mamaStatsCollector collector) {
  Ref<mamaStatsCollectorImpl_> removed;  // ends after the lock
  const MutexLock lock(mutex_);
  const auto found = std::find_if(collectors_.begin(), collectors_.end(),
                                  [=](const auto& one) { return one.get() == collector; });
  if (found == collectors_.end()) return false;
  removed = std::move(*found);
  collectors_.erase(found);
  return true;
}

// A collector should be removed before it ends; one that was not goes now.
mamaStatsGeneratorImpl_::Collectors mamaStatsGeneratorImpl_::live_collectors() {
  const MutexLock lock(mutex_);
  std::erase_if(collectors_, [](const auto& collector) {
    return !HandlePool<mamaStatsCollectorImpl_>::is_live(collector.get());
  });
  return collectors_;
}

void mamaStatsGeneratorImpl_::report() {
  const auto alive = Ref<mamaStatsGeneratorImpl_>::share(this);  // callbacks may destroy it
  const Gate::Frame inside(reports_);
  if (!inside) return;
  Collectors collectors;
  const auto list = [&] {
    collectors = live_collectors();
    return MAMA_STATUS_OK;
  };
  if (quoll::mama::guarded(list) != MAMA_STATUS_OK) return;  // the next report has it all
  const bool is_for_log = is_logged;
  mamaStatsLogger* const logger = logger_;
  mamaMsg message = nullptr;
  if (logger != nullptr && mamaMsg_create(&message) != MAMA_STATUS_OK) message = nullptr;
  if (is_for_log) quoll::mama::log_stats_header();
  bool must_close_table = false;
  for (const auto& collector : collectors) {
    const bool has_logged = collector->report(message);
    const bool is_in_table = is_for_log && collector->is_logged;
    if (message != nullptr && collector->is_published) mamaStatsLogger_addStatMsg(logger, message);
    if (has_logged && is_in_table) quoll::mama::log_stats_separator();
    must_close_table = !has_logged && is_in_table;
  }
  if (message != nullptr) mamaMsg_destroy(message);
  if (logger != nullptr) mamaStatsLogger_sendReport(logger);
  if (must_close_table) quoll::mama::log_stats_separator();
}

void mamaStatsGeneratorImpl_::end() noexcept {
  stop_timer();
  reports_.close_and_wait_if_outside_all();
  unref();
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaStatsGenerator_create(mamaStatsGenerator* statsGenerator,
                                      mama_f64_t reportInterval) {
  QUOLL_CHECK_POINTER(statsGenerator, MAMA_STATUS_NULL_ARG);
  *statsGenerator = pool_of<mamaStatsGeneratorImpl_>().create(reportInterval);
  return *statsGenerator != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}

mama_status mamaStatsGenerator_stopReportTimer(mamaStatsGenerator statsGenerator) {
  QUOLL_CHECK_HANDLE(statsGenerator);
  return statsGenerator->stop_timer();
}

mama_status mamaStatsGenerator_destroy(mamaStatsGenerator statsGenerator) {
  QUOLL_CHECK_POINTER(statsGenerator, MAMA_STATUS_OK);
  QUOLL_CHECK_HANDLE(statsGenerator);
  if (!HandlePool<mamaStatsGeneratorImpl_>::retire(statsGenerator, __builtin_return_address(0))) {
    return MAMA_STATUS_INVALID_ARG;
  }
  statsGenerator->end();
  return MAMA_STATUS_OK;
}

mama_status mamaStatsGenerator_setQueue(mamaStatsGenerator statsgenerator, mamaQueue queue) {
  if (statsgenerator == nullptr || queue == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaStatsGenerator_setQueue: NULL %s",
             statsgenerator == nullptr ? "generator" : "queue");
    return MAMA_STATUS_NULL_ARG;
  }
  QUOLL_CHECK_HANDLE(statsgenerator);
  return statsgenerator->report_on(queue);
}

mama_status mamaStatsGenerator_addStatsCollector(mamaStatsGenerator statsGenerator,
                                                 mamaStatsCollector statsCollector) {
  QUOLL_CHECK_HANDLE(statsGenerator);
  QUOLL_CHECK_HANDLE(statsCollector);
  return quoll::mama::guarded([&] {
    statsGenerator->add(statsCollector);
    return MAMA_STATUS_OK;
  });
}

mama_status mamaStatsGenerator_removeStatsCollector(mamaStatsGenerator statsGenerator,
                                                    mamaStatsCollector statsCollector) {
  QUOLL_CHECK_HANDLE(statsGenerator);
  QUOLL_CHECK_POINTER(statsCollector, MAMA_STATUS_NULL_ARG);
  return statsGenerator->remove(statsCollector) ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND;
}

mama_status mamaStatsGenerator_setLogStats(mamaStatsGenerator statsGenerator, int logStats) {
  QUOLL_CHECK_HANDLE(statsGenerator);
  statsGenerator->is_logged = logStats != 0;
  return MAMA_STATUS_OK;
}

mama_status mamaStatsGenerator_setStatsLogger(mamaStatsGenerator statsGenerator,
                                              mamaStatsLogger* statsLogger) {
  QUOLL_CHECK_HANDLE(statsGenerator);
  statsGenerator->publish_by(statsLogger);
  return MAMA_STATUS_OK;
}

void mamaStatsGenerator_generateStats(mamaStatsGenerator statsgenerator) {
  if (quoll::mama::check_handle(statsgenerator, __func__) == MAMA_STATUS_OK) {
    statsgenerator->report();
  }
}
