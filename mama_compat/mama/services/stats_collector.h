/// The object behind mamaStatsCollector.
#pragma once

#include <mama/integration/statscollector.h>
#include <mama/statscollector.h>

#include <atomic>
#include <map>
#include <string>
#include <vector>

#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "services/stat.h"
#include "support/replaceable_callback.h"

/// The statistics of one owner, which are reported together. Shared by its handle, which its maker
/// ends, and the generator that reports it, so that either may end first; a statistic whose handle
/// is dead is not reported any more. Any thread may call anything.
///
/// The end of the handle waits for a report on another thread, but not from inside a callback.
struct mamaStatsCollectorImpl_ final : quoll::RefCounted<mamaStatsCollectorImpl_> {
 public:
  static constexpr std::size_t kMaxStats = 35;

  mamaStatsCollectorImpl_(mamaStatsCollectorType type, const char* name, const char* middleware)
      : type_(type), middleware_(middleware), name_(name) {}
  static void operator delete(void* storage) noexcept;

  mamaStatsCollectorType type() const noexcept { return type_; }
  std::string name() const QUOLL_EXCLUDES(mutex_);
  void set_name(const char* name) QUOLL_EXCLUDES(mutex_);

  /// In the place of one with the same field number, if there is one. INVALID_ARG when it is full.
  mama_status add(quoll::Ref<mamaStatImpl_> stat) QUOLL_EXCLUDES(mutex_);
  /// Null when there is none.
  quoll::Ref<mamaStatImpl_> find(mama_fid_t fid) const QUOLL_EXCLUDES(mutex_);
  /// Null for none.
  void poll_with(collectorPollStatCb callback, void* closure);

  /// Fills the message, which may be null, and writes to the log; true when it has written a row.
  bool report(mamaMsg message) QUOLL_EXCLUDES(mutex_);

  /// Once, by who has retired the handle.
  void end() noexcept;

  std::atomic<bool> is_logged{true};
  std::atomic<bool> is_published{false};

 private:
  void forget_ended() QUOLL_REQUIRES(mutex_);
  std::vector<quoll::Ref<mamaStatImpl_>> live_stats() QUOLL_EXCLUDES(mutex_);

  const mamaStatsCollectorType type_;
  const std::string middleware_;
  quoll::Gate reports_;
  quoll::mama::ReplaceableCallback<collectorPollStatCb> poll_;
  mutable quoll::Mutex mutex_;
  std::string name_ QUOLL_GUARDED_BY(mutex_);
  std::map<mama_fid_t, quoll::Ref<mamaStatImpl_>> stats_ QUOLL_GUARDED_BY(mutex_);
};
