#include "link.h"

#include <mama/msg.h>
#include <wombat/property.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <new>
#include <utility>

#include "domain.h"
#include "member_event.h"
#include "pattern_trie.h"
#include "quoll/gate.h"
#include "quoll/log.h"
#include "transport.h"

namespace quoll::loopback {
namespace {

constexpr double kMostMs = 1e9;
constexpr double kMostCount = 1e9;
constexpr std::uint64_t kDefaultSeed = 1;

struct NumberKey {
  std::string_view key;
  double LinkSettings::*member;
  double most;
};
constexpr NumberKey kNumbers[] = {
    {"delay_ms", &LinkSettings::delay_ms, kMostMs},
    {"jitter_ms", &LinkSettings::jitter_ms, kMostMs},
    {"drop", &LinkSettings::drop, 1},
    {"duplicate", &LinkSettings::duplicate, 1},
    {"reorder", &LinkSettings::reorder, 1},
    {"reorder_ms", &LinkSettings::reorder_ms, kMostMs},
    {"fail_send", &LinkSettings::fail_send, 1},
    {"fail_status", &LinkSettings::fail_status, kMostCount},
    {"queue_limit", &LinkSettings::queue_limit, kMostCount},
    {"reconnect_ms", &LinkSettings::reconnect_ms, kMostMs},
    {"connect_failures", &LinkSettings::connect_failures, kMostCount},
};

struct ListKey {
  std::string_view key;
  std::vector<std::string> LinkSettings::*member;
};
constexpr ListKey kLists[] = {{"not_entitled", &LinkSettings::not_entitled},
                              {"bad_symbol", &LinkSettings::bad_symbol}};

bool to_number(const char* text, double most, double& number) {
  char* end = nullptr;
  number = std::strtod(text, &end);
  return end != text && *end == '\0' && std::isfinite(number) && number >= 0 && number <= most;
}

std::vector<std::string> to_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return parts;
}

bool any_matches(const std::vector<std::string>& patterns, std::string_view topic) {
  return std::any_of(patterns.begin(), patterns.end(), [topic](const std::string& pattern) {
    return matches_tokens(pattern, topic);
  });
}

Duration milliseconds_of(double ms) {
  return std::chrono::nanoseconds(static_cast<std::int64_t>(ms * 1e6));
}

}  // namespace

const char* const Link::kKeys[] = {
    "seed",         "delay_ms",         "jitter_ms",         "drop",         "duplicate",
    "reorder",      "reorder_ms",       "fail_send",         "fail_status",  "queue_limit",
    "reconnect_ms", "connect_failures", "connection_events", "not_entitled", "bad_symbol"};

Link::Link(Member& member) : member_(member) {
  MutexLock lock(mutex_);
  restart_chances(kDefaultSeed);
}

// ---- settings ----------------------------------------------------------------------------------

mama_status Link::set(std::string_view key, const char* value) {
  MutexLock lock(mutex_);
  if (key == "seed") {
    restart_chances(std::strtoull(value, nullptr, 10));
    return MAMA_STATUS_OK;
  }
  if (key == "connection_events") {
    settings_.connection_events = properties_GetPropertyValueAsBoolean(value) != 0;
    return MAMA_STATUS_OK;
  }
  for (const NumberKey& each : kNumbers) {
    if (each.key != key) continue;
    double number = 0;
    if (!to_number(value, each.most, number)) return MAMA_STATUS_INVALID_ARG;
    settings_.*each.member = number;
    queue_limit_.store(static_cast<std::size_t>(settings_.queue_limit), std::memory_order_relaxed);
    if (settings_.queue_limit > 0) member_.domain().filter_deliveries();
    altered_.store(true, std::memory_order_relaxed);
    return MAMA_STATUS_OK;
  }
  for (const ListKey& each : kLists) {
    if (each.key != key) continue;
    settings_.*each.member = to_list(value);
    altered_.store(true, std::memory_order_relaxed);
    return MAMA_STATUS_OK;
  }
  return MAMA_STATUS_NOT_FOUND;
}

bool Link::has_connection_events() const {
  MutexLock lock(mutex_);
  return settings_.connection_events;
}

void Link::restart_chances(std::uint64_t seed) noexcept { random_ = seed; }

/// Uniform in [0, 1): splitmix64, whose numbers are the same everywhere.
double Link::chance() noexcept {
  std::uint64_t bits = random_ += 0x9e3779b97f4a7c15u;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  bits ^= bits >> 31;
  return static_cast<double>(bits >> 11) / static_cast<double>(std::uint64_t{1} << 53);
}

// ---- sending -----------------------------------------------------------------------------------

Link::Report Link::rejection_of(std::string_view topic) const {
  if (!is_connected()) {
    return {MAMA_STATUS_PLATFORM, MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR, "loopback: disconnected"};
  }
  if (any_matches(settings_.not_entitled, topic)) {
    return {MAMA_STATUS_NOT_ENTITLED, MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_NOT_ENTITLED,
            "loopback: not entitled to the topic"};
  }
  if (any_matches(settings_.bad_symbol, topic)) {
    return {MAMA_STATUS_BAD_SYMBOL, MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_BAD_SYMBOL,
            "loopback: no such topic"};
  }
  return {};
}

TimePoint Link::due_of(bool is_held_back, double jitter) {
  const TimePoint now = Clock::process().now();
  const TimePoint due = now + milliseconds_of(settings_.delay_ms + jitter * settings_.jitter_ms);
  if (is_held_back) return due + milliseconds_of(settings_.reorder_ms);
  last_due_ = std::max(due, last_due_);
  return last_due_;
}

mama_status Link::send(std::string_view topic, mamaMsg message, baseMsgType type,
                       std::string_view reply_subject, Report* report) {
  const void* payload = nullptr;
  std::size_t bytes = 0;
  const mama_status status = mamaMsg_getByteBuffer(message, &payload, &bytes);
  if (status != MAMA_STATUS_OK) return status;
  Parcel parcel{std::string(topic), std::string(static_cast<const char*>(payload), bytes), type,
                std::string(reply_subject)};
  int copies = 1;
  bool is_delayed = false, starts_thread = false;
  std::uint64_t first = 0, last = 0;  // the numbers of the copies that wait
  Watermark watermark = Watermark::kNone;
  const Watermarks marks = member_.watermarks();
  {
    MutexLock lock(mutex_);
    if (stopping_) return MAMA_STATUS_OK;
    watermarks_ = marks;
    ++counts_.sent;
    const double fails = chance(), drops = chance(), doubles = chance(), overtaken = chance(),
                 jitter = chance();
    if (fails < settings_.fail_send) {
      ++counts_.failed;
      return static_cast<mama_status>(static_cast<int>(settings_.fail_status));
    }
    *report = rejection_of(topic);
    if (report->status != MAMA_STATUS_OK) {
      ++(is_connected() ? counts_.rejected : counts_.disconnected);
      return MAMA_STATUS_OK;
    }
    if (drops < settings_.drop) {
      ++counts_.dropped;
      return MAMA_STATUS_OK;
    }
    if (doubles < settings_.duplicate) {
      ++counts_.duplicated;
      ++copies;
    }
    const bool is_held_back = overtaken < settings_.reorder;
    if (is_held_back) ++counts_.reordered;
    const TimePoint due = due_of(is_held_back, jitter);
    const bool is_due = due <= Clock::process().now();
    const bool may_pass = waiting_.empty() || waiting_.begin()->first.first > due;
    is_delayed = !is_due || is_delivering_ || !may_pass;
    if (is_delayed) {
      std::map<Due, Parcel> ours;  // all or none
      first = last_number_ + 1;
      for (; copies > 0; --copies) ours.emplace(Due(due, ++last_number_), parcel);
      last = last_number_;
      waiting_.merge(ours);
      watermark = passed_watermark();
      starts_thread = needs_thread();
    }
  }
  if (starts_thread && !start_thread()) {
    MutexLock lock(mutex_);
    std::erase_if(waiting_, [&](const auto& each) {
      return each.first.second >= first && each.first.second <= last;
    });
    return MAMA_STATUS_NOMEM;
  }
  if (is_delayed) look_again();
  report_watermark(watermark);
  while (copies-- > 0) deliver(member_, parcel);
  return MAMA_STATUS_OK;
}

void Link::deliver(Member& member, const Parcel& parcel) {
  const Outgoing outgoing{.payload = parcel.payload.data(),
                          .payload_bytes = parcel.payload.size(),
                          .type = parcel.type,
                          .reply_subject = parcel.reply_subject};
  member.domain().publish_to(member, parcel.topic, outgoing);
}

// ---- the thread --------------------------------------------------------------------------------

bool Link::needs_thread() { return !std::exchange(has_thread_, true); }

bool Link::start_thread() {
  std::unique_ptr<Thread> thread;
  try {
    thread = Clock::process().spawn("loopback_link", [this, keep = Ref<Member>::share(&member_)] {
      while (run_once()) {
      }
    });
  } catch (const std::bad_alloc&) {
  }
  const bool has_started = thread != nullptr;
  {
    MutexLock lock(mutex_);
    has_thread_ = has_started;
    if (!stopping_) std::swap(thread_, thread);
  }
  if (thread != nullptr) thread->detach();  // it ends by itself, and keeps the member until then
  if (!has_started) log(LogLevel::kError, "loopback: no thread for what is delayed");
  return has_started;
}

void Link::look_again() noexcept {
  changes_.fetch_add(1, std::memory_order_release);
  Clock::process().wake_all(changes_);
}

/// One message, one attempt to connect, or one wait. False when the thread is to end.
bool Link::run_once() {
  Clock& clock = Clock::process();
  const std::uint32_t seen = changes_.load(std::memory_order_acquire);
  TimePoint until = kNever;
  bool is_to_connect = false;
  Watermark watermark = Watermark::kNone;
  std::map<Due, Parcel>::node_type next;
  {
    MutexLock lock(mutex_);
    is_delivering_ = false;
    if (stopping_) return false;
    const TimePoint now = clock.now();
    if (!waiting_.empty()) until = waiting_.begin()->first.first;
    if (reconnect_at_ <= now) {
      is_to_connect = true;
      reconnect_at_ = kNever;
    } else if (until <= now) {
      next = waiting_.extract(waiting_.begin());
      is_delivering_ = true;
      watermark = passed_watermark();
    }
    until = std::min(until, reconnect_at_);
  }
  report_watermark(watermark);
  if (is_to_connect) {
    static_cast<void>(try_to_connect());
  } else if (!next.empty()) {
    deliver(member_, next.mapped());
  } else {
    clock.wait(changes_, seen, until);
  }
  return true;
}

void Link::stop() {
  std::unique_ptr<Thread> thread;
  std::map<Due, Parcel> dropped;
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    std::swap(thread, thread_);
    std::swap(dropped, waiting_);
  }
  look_again();
  if (thread == nullptr) return;
  if (thread->is_current() || Gate::caller_is_inside_any()) {
    thread->detach();  // it keeps the member
  } else {
    thread->join();
  }
}

// ---- watermarks and counts ---------------------------------------------------------------------

Link::Watermark Link::passed_watermark() {
  if (watermarks_.high == 0) return Watermark::kNone;
  if (!is_above_high_ && waiting_.size() >= watermarks_.high) {
    is_above_high_ = true;
    return Watermark::kHigh;
  }
  if (is_above_high_ && waiting_.size() <= watermarks_.low) {
    is_above_high_ = false;
    return Watermark::kLow;
  }
  return Watermark::kNone;
}

void Link::report_watermark(Watermark watermark) {
  if (watermark == Watermark::kNone) return;
  const auto event = watermark == Watermark::kHigh ? MAMA_TRANSPORT_WRITE_QUEUE_HIGH_WATER_MARK
                                                   : MAMA_TRANSPORT_WRITE_QUEUE_LOW_WATER_MARK;
  member_.report(event, 0);
}

void Link::note_overflow() {
  MutexLock lock(mutex_);
  ++counts_.overflowed;
}

void Link::add_counts(quollLoopbackCounts& sum) const {
  MutexLock lock(mutex_);
  sum.sent += counts_.sent;
  sum.failed += counts_.failed;
  sum.rejected += counts_.rejected;
  sum.disconnected += counts_.disconnected;
  sum.dropped += counts_.dropped;
  sum.duplicated += counts_.duplicated;
  sum.reordered += counts_.reordered;
  sum.waiting += waiting_.size();
  sum.overflowed += counts_.overflowed;
}

// ---- the connection ----------------------------------------------------------------------------

void Link::disconnect() {
  std::map<Due, Parcel> lost;
  bool starts_thread = false;
  {
    MutexLock lock(mutex_);
    if (stopping_ || !connected_.exchange(false)) return;
    member_.domain().filter_deliveries();
    altered_.store(true, std::memory_order_relaxed);
    std::swap(lost, waiting_);
    counts_.disconnected += lost.size();
    is_above_high_ = false;
    if (settings_.reconnect_ms > 0) {
      reconnect_at_ = Clock::process().now() + milliseconds_of(settings_.reconnect_ms);
      starts_thread = needs_thread();
    }
  }
  if (starts_thread) static_cast<void>(start_thread());
  look_again();
  member_.report_disconnect(MAMA_TRANSPORT_DISCONNECT);
  member_.for_each_peer(
      [](Member& peer) { peer.report_disconnect(MAMA_TRANSPORT_PUBLISHER_DISCONNECT); });
}

mama_status Link::reconnect() {
  {
    MutexLock lock(mutex_);
    reconnect_at_ = kNever;
  }
  return try_to_connect();
}

mama_status Link::try_to_connect() {
  bool has_failed = false, starts_thread = false;
  {
    MutexLock lock(mutex_);
    if (stopping_ || is_connected()) return MAMA_STATUS_OK;
    has_failed = settings_.connect_failures >= 1;
    if (has_failed) {
      settings_.connect_failures -= 1;
      if (settings_.reconnect_ms > 0) {
        reconnect_at_ = Clock::process().now() + milliseconds_of(settings_.reconnect_ms);
        starts_thread = needs_thread();
      }
    } else {
      connected_.store(true, std::memory_order_release);
    }
  }
  if (starts_thread) static_cast<void>(start_thread());
  if (has_failed) {
    look_again();
    member_.report(MAMA_TRANSPORT_CONNECT_FAILED, 0);
    return MAMA_STATUS_PLATFORM;
  }
  member_.report_reconnect(MAMA_TRANSPORT_RECONNECT);
  member_.for_each_peer(
      [](Member& peer) { peer.report_reconnect(MAMA_TRANSPORT_ACCEPT_RECONNECT); });
  return MAMA_STATUS_OK;
}

}  // namespace quoll::loopback
