/// The object behind mamaStatsLogger.
#pragma once

#include <mama/publisher.h>
#include <mama/reservedfields.h>
#include <mama/statslogger.h>
#include <mama/timer.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "support/shim.h"

/// Gathers event messages and publishes them in reports: at an interval, when it is asked to, and
/// when so many have gathered. Made and ended by the allocate and destroy of the C interface; a
/// timer keeps the storage until it has ended. Any thread may call anything after create; no lock
/// is held while messages are built and sent.
///
/// The end waits for a report of the timer's on another thread, but not from inside a callback.
struct mamaStatsLoggerImpl_ final : quoll::RefCounted<mamaStatsLoggerImpl_> {
 public:
  enum class Text { kUser, kHost, kApplication, kApplicationClass, kIpAddress };

  mamaStatsLoggerImpl_();
  ~mamaStatsLoggerImpl_();
  static void operator delete(void* storage) noexcept;

  /// With a timer, or (for statistics) without; `events` is the field that holds the events.
  mama_status create(mamaQueue queue, mamaTransport transport, const char* topic,
                     const MamaReservedField& events, bool has_timer) QUOLL_EXCLUDES(mutex_);
  bool is_created() const noexcept { return publisher_ != nullptr; }

  void set_text(Text which, const char* text) QUOLL_EXCLUDES(mutex_);
  /// Null when it is unset; until it is set again.
  const char* text(Text which) const QUOLL_EXCLUDES(mutex_);

  mama_status log_event(mamaSlEvent event);
  mama_status add_stat_message(mamaMsg message);
  mama_status send_report() QUOLL_EXCLUDES(mutex_);

  void count_message() noexcept { messages_.fetch_add(1, std::memory_order_relaxed); }

  /// Once, by who has retired the handle: sends the last report.
  mama_status end() noexcept;

  double report_interval_s = 60;
  std::atomic<mama_size_t> report_size{100};
  std::atomic<bool> counts_messages{false};

 private:
  /// What goes into one report.
  struct Interval {
    mamaDateTime start;
    mamaDateTime end;
    std::vector<mamaMsg> events;
    std::uint64_t all_messages;
    std::uint64_t messages;
  };

  static void MAMACALLTYPE on_timer(mamaTimer timer, void* logger);
  static void MAMACALLTYPE on_timer_destroyed(mamaTimer timer, void* logger);
  mama_status gather(mamaMsg event) QUOLL_EXCLUDES(mutex_);
  mama_i64_t next_index() const QUOLL_EXCLUDES(mutex_);
  mama_status take_interval(Interval* out) QUOLL_EXCLUDES(mutex_);
  void fill(mamaMsg report, const Interval& interval) const QUOLL_EXCLUDES(mutex_);

  mamaPublisher publisher_ = nullptr;
  mamaTimer timer_ = nullptr;
  const MamaReservedField* events_field_ = nullptr;
  std::atomic<std::uint64_t> messages_{0};

  mutable quoll::Mutex mutex_;
  std::array<std::optional<std::string>, 5> texts_ QUOLL_GUARDED_BY(mutex_);
  std::vector<mamaMsg> events_ QUOLL_GUARDED_BY(mutex_);
  mamaDateTime start_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  std::uint64_t reported_messages_ QUOLL_GUARDED_BY(mutex_) = 0;
};
