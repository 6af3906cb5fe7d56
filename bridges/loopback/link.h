/// How a transport's messages travel when it was told to misbehave (quoll/loopback.h).
#pragma once

#include <mama/integration/bridge/base.h>
#include <quoll/loopback.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "message_buffer.h"
#include "quoll/clock.h"
#include "quoll/mutex.h"

namespace quoll::loopback {

class Member;

/// Sizes of the queue of messages under way; 0 for none.
struct Watermarks {
  std::uint32_t high = 0;
  std::uint32_t low = 0;
};

/// What a transport was told; quoll/loopback.h explains each.
struct LinkSettings {
  double delay_ms = 0;
  double jitter_ms = 0;
  double drop = 0;
  double duplicate = 0;
  double reorder = 0;
  double reorder_ms = 10;
  double fail_send = 0;
  double fail_status = MAMA_STATUS_PLATFORM;
  double queue_limit = 0;
  double reconnect_ms = 0;
  double connect_failures = 0;
  bool connection_events = false;
  std::vector<std::string> not_entitled;
  std::vector<std::string> bad_symbol;
};

/// The connection of one transport to its domain. Messages that are late wait here, and a thread of
/// the link hands them on when they are due. It is made when the first is late or a reconnection
/// is due, and ends with stop().
///
/// Belongs to a Member. Any thread may call anything; chances are drawn under the lock, the same
/// number for each message, in the order of the sends.
class Link {
 public:
  explicit Link(Member& member);
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// Every key that set() knows.
  static const char* const kKeys[15];
  /// NOT_FOUND for an unknown key, INVALID_ARG for a value that it cannot have.
  mama_status set(std::string_view key, const char* value) QUOLL_EXCLUDES(mutex_);

  /// Whether messages must take send(); until something is set they need not.
  bool is_altered() const noexcept { return altered_.load(std::memory_order_relaxed); }
  bool is_connected() const noexcept { return connected_.load(std::memory_order_acquire); }
  std::size_t queue_limit() const noexcept { return queue_limit_.load(std::memory_order_relaxed); }
  bool has_connection_events() const QUOLL_EXCLUDES(mutex_);

  /// What is to be reported about a message that goes nowhere; OK for all others.
  struct Report {
    mama_status status = MAMA_STATUS_OK;
    mamaTransportTopicEvent event = MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR;
    const char* text = "";
  };
  /// Sends, or does what the settings make of it.
  mama_status send(std::string_view topic, mamaMsg message, baseMsgType type,
                   std::string_view reply_subject, Report* report) QUOLL_EXCLUDES(mutex_);

  void disconnect() QUOLL_EXCLUDES(mutex_);
  mama_status reconnect() QUOLL_EXCLUDES(mutex_);

  /// A message for one of this transport's subscriptions was lost, since the queue was full.
  void note_overflow() QUOLL_EXCLUDES(mutex_);
  void add_counts(quollLoopbackCounts& sum) const QUOLL_EXCLUDES(mutex_);

  /// Drops what is under way; waits for the thread, unless called from inside a callback.
  void stop() QUOLL_EXCLUDES(mutex_);

 private:
  struct Parcel {
    std::string topic;
    std::string payload;
    baseMsgType type;
    std::string reply_subject;
  };
  using Due = std::pair<TimePoint, std::uint64_t>;  // in the order of the sends at one time
  enum class Watermark { kNone, kHigh, kLow };

  static void deliver(Member& member, const Parcel& parcel);
  double chance() noexcept QUOLL_REQUIRES(mutex_);
  Report rejection_of(std::string_view topic) const QUOLL_REQUIRES(mutex_);
  TimePoint due_of(bool is_held_back, double jitter) QUOLL_REQUIRES(mutex_);
  bool needs_thread() QUOLL_REQUIRES(mutex_);
  /// False when it cannot be had, which is logged; who needs it next tries again.
  bool start_thread() QUOLL_EXCLUDES(mutex_);
  bool run_once() QUOLL_EXCLUDES(mutex_);
  void look_again() noexcept;
  Watermark passed_watermark() QUOLL_REQUIRES(mutex_);
  void report_watermark(Watermark watermark);
  mama_status try_to_connect() QUOLL_EXCLUDES(mutex_);
  void restart_chances(std::uint64_t seed) noexcept QUOLL_REQUIRES(mutex_);

  Member& member_;
  std::atomic<bool> altered_{false};
  std::atomic<bool> connected_{true};
  std::atomic<std::size_t> queue_limit_{0};
  std::atomic<std::uint32_t> changes_{0};  // what the thread waits on

  mutable Mutex mutex_;
  LinkSettings settings_ QUOLL_GUARDED_BY(mutex_);
  std::uint64_t random_ QUOLL_GUARDED_BY(mutex_) = 0;
  quollLoopbackCounts counts_ QUOLL_GUARDED_BY(mutex_){};
  std::map<Due, Parcel> waiting_ QUOLL_GUARDED_BY(mutex_);
  std::uint64_t last_number_ QUOLL_GUARDED_BY(mutex_) = 0;
  TimePoint last_due_ QUOLL_GUARDED_BY(mutex_){};
  TimePoint reconnect_at_ QUOLL_GUARDED_BY(mutex_) = kNever;
  bool is_delivering_ QUOLL_GUARDED_BY(mutex_) = false;
  Watermarks watermarks_ QUOLL_GUARDED_BY(mutex_);  // as of the last send
  bool is_above_high_ QUOLL_GUARDED_BY(mutex_) = false;
  bool stopping_ QUOLL_GUARDED_BY(mutex_) = false;
  bool has_thread_ QUOLL_GUARDED_BY(mutex_) = false;
  std::unique_ptr<Thread> thread_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::loopback
