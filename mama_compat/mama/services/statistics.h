/// The statistics of the process: what is kept, and how it is reported.
#pragma once

#include <bridge.h>
#include <mama/statslogger.h>

#include <atomic>
#include <string>

#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "services/own_statistics.h"
#include "services/stats_generator.h"

namespace quoll::mama {

/// Follows the properties mama.statslogging.*, which it reads when MAMA is opened: unless they
/// enable statistics there are none. One per process, never destroyed. The life cycle opens and
/// closes it, on the thread that has its turn; any thread may call the rest.
class Statistics {
 public:
  static Statistics& instance();

  /// At the end of the first mama_open(), or when the first collector is added. What fails is
  /// logged.
  void open() QUOLL_EXCLUDES(mutex_);
  /// Before the internal queues end.
  void stop_timer() QUOLL_EXCLUDES(mutex_);
  /// While the bridges are still open: sends the last report.
  void close() QUOLL_EXCLUDES(mutex_);

  /// OK, or NULL_ARG when there are no statistics.
  mama_status add(mamaStatsCollector collector) QUOLL_EXCLUDES(mutex_);
  /// OK; NOT_FOUND when it is not there, or there are no statistics.
  mama_status remove(mamaStatsCollector collector) QUOLL_EXCLUDES(mutex_);

  /// Those of a new object, already in the reports; null when none are to be kept, or memory is
  /// out.
  Ref<OwnStatistics> of_queue(const std::string& name, const char* middleware)
      QUOLL_EXCLUDES(mutex_);
  Ref<OwnStatistics> of_transport(const std::string& name, const char* middleware)
      QUOLL_EXCLUDES(mutex_);
  /// Those of the process, or null.
  Ref<OwnStatistics> global() const QUOLL_EXCLUDES(mutex_);
  mamaStatsGenerator generator() const QUOLL_EXCLUDES(mutex_);

  bool keeps_queues() const noexcept { return queue_.is_kept(); }
  bool keeps_transports() const noexcept { return transport_.is_kept(); }
  bool keeps_lbm() const noexcept { return lbm_.is_kept(); }

 private:
  /// What the properties want of one class of statistics.
  struct Wanted {
    std::atomic<bool> log{false};
    std::atomic<bool> publish{false};
    bool is_kept() const noexcept { return log || publish; }
    void read(const char* name);
    void clear() noexcept { log = publish = false; }
  };

  Statistics() = default;
  Ref<mamaStatsGeneratorImpl_> find_generator() const QUOLL_EXCLUDES(mutex_);
  Ref<OwnStatistics> make(const OwnStatistics::Plan& plan);
  void report_on_default_queue(mamaStatsGenerator generator);
  mama_status publish_reports(mamaStatsGenerator generator);
  mama_status make_logger(mamaQueue queue);

  // By the life cycle, which opens and closes.
  mamaTransport transport_of_reports_ = nullptr;
  mamaStatsLogger logger_ = nullptr;

  Wanted global_wanted_, transport_, queue_, lbm_, user_;
  mutable Mutex mutex_;
  Ref<mamaStatsGeneratorImpl_> generator_ QUOLL_GUARDED_BY(mutex_);
  Ref<OwnStatistics> global_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
