/// The object behind mamaStatsGenerator.
#pragma once

#include <mama/integration/statsgenerator.h>
#include <mama/statslogger.h>
#include <mama/timer.h>

#include <atomic>
#include <vector>

#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "services/stats_collector.h"

/// Reports all its collectors, one after the other in the order they were added: to the log, and to
/// a logger, which publishes. Made and ended by the create and destroy of the C interface; who
/// reports, or looks it up to add a collector, keeps the storage. Any thread may call anything; no
/// lock is held while collectors are polled, logged or published.
///
/// The end waits for a report on another thread, but not from inside a callback.
struct mamaStatsGeneratorImpl_ final : quoll::RefCounted<mamaStatsGeneratorImpl_> {
 public:
  explicit mamaStatsGeneratorImpl_(double interval_s) : interval_s_(interval_s) {}
  static void operator delete(void* storage) noexcept;

  /// The timer, in the place of the one that is.
  mama_status report_on(mamaQueue queue) QUOLL_EXCLUDES(mutex_);
  mama_status stop_timer() QUOLL_EXCLUDES(mutex_);
  void publish_by(mamaStatsLogger* logger) noexcept { logger_ = logger; }

  void add(mamaStatsCollector collector) QUOLL_EXCLUDES(mutex_);
  /// False when it is not there.
  bool remove(mamaStatsCollector collector) QUOLL_EXCLUDES(mutex_);

  void report() QUOLL_EXCLUDES(mutex_);

  /// Once, by who has retired the handle.
  void end() noexcept;

  std::atomic<bool> is_logged{true};

 private:
  using Collectors = std::vector<quoll::Ref<mamaStatsCollectorImpl_>>;

  static void MAMACALLTYPE on_timer(mamaTimer timer, void* generator);
  static void MAMACALLTYPE on_timer_destroyed(mamaTimer timer, void* generator);
  Collectors live_collectors() QUOLL_EXCLUDES(mutex_);

  const double interval_s_;
  std::atomic<mamaStatsLogger*> logger_{nullptr};
  quoll::Gate reports_;
  quoll::Mutex mutex_;
  mamaTimer timer_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  Collectors collectors_ QUOLL_GUARDED_BY(mutex_);
};
