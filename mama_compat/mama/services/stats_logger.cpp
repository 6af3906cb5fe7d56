#include "services/stats_logger.h"

#include <mama/datetime.h>
#include <mama/log.h>
#include <mama/msg.h>
#include <mama/reservedfields.h>
#include <mama/statfields.h>
#include <mama/statsloggerfields.h>

#include <utility>

using quoll::HandlePool;
using quoll::MutexLock;
using quoll::mama::pool_of;

namespace {

constexpr mama_u8_t kInterfaceVersion = 1;

mama_status make_now(mamaDateTime* out) {
  QUOLL_TRY(mamaDateTime_create(out));
  return mamaDateTime_setToNow(*out);
}

mama_status add_now(mamaMsg message, const MamaReservedField& field) {
  mamaDateTime now = nullptr;
  mama_status status = make_now(&now);
  if (status == MAMA_STATUS_OK) {
    status = mamaMsg_addDateTime(message, field.mName, field.mFid, now);
  }
  if (now != nullptr) mamaDateTime_destroy(now);
  return status;
}

void add_text(mamaMsg message, const MamaReservedField& field, const char* text) {
  mamaMsg_addString(message, field.mName, field.mFid, text != nullptr ? text : "");
}

}  // namespace

mamaStatsLoggerImpl_::mamaStatsLoggerImpl_() {
  const MutexLock lock(mutex_);
  if (make_now(&start_) != MAMA_STATUS_OK) start_ = nullptr;
}

mamaStatsLoggerImpl_::~mamaStatsLoggerImpl_() {
  const MutexLock lock(mutex_);
  for (mamaMsg event : events_) mamaMsg_destroy(event);
  if (start_ != nullptr) mamaDateTime_destroy(start_);
}

void mamaStatsLoggerImpl_::operator delete(void* storage) noexcept {
  pool_of<mamaStatsLoggerImpl_>().reclaim(storage);
}

mama_status mamaStatsLoggerImpl_::create(mamaQueue queue, mamaTransport transport,
                                         const char* topic, const MamaReservedField& events,
                                         bool has_timer) {
  if (is_created()) return MAMA_STATUS_INVALID_ARG;
  QUOLL_TRY(mamaPublisher_create(&publisher_, transport, topic, nullptr, nullptr));
  events_field_ = &events;
  if (!has_timer) return MAMA_STATUS_OK;
  ref();  // the timer's, until it is destroyed
  const mama_status status =
      mamaTimer_create2(&timer_, queue, &on_timer, &on_timer_destroyed, report_interval_s, this);
  if (status == MAMA_STATUS_OK) return status;
  unref();
  mamaPublisher_destroy(std::exchange(publisher_, nullptr));
  return status;
}

void MAMACALLTYPE mamaStatsLoggerImpl_::on_timer(mamaTimer, void* logger) {
  auto* const self = static_cast<mamaStatsLoggerImpl_*>(logger);
  if (HandlePool<mamaStatsLoggerImpl_>::is_live(self)) self->send_report();
}

void MAMACALLTYPE mamaStatsLoggerImpl_::on_timer_destroyed(mamaTimer, void* logger) {
  static_cast<mamaStatsLoggerImpl_*>(logger)->unref();
}

void mamaStatsLoggerImpl_::set_text(Text which, const char* text) {
  auto copy = text != nullptr ? std::make_optional<std::string>(text) : std::nullopt;
  const MutexLock lock(mutex_);
  texts_[static_cast<std::size_t>(which)].swap(copy);
}

const char* mamaStatsLoggerImpl_::text(Text which) const {
  const MutexLock lock(mutex_);
  const auto& text = texts_[static_cast<std::size_t>(which)];
  return text ? text->c_str() : nullptr;
}

// ---- events ------------------------------------------------------------------------------------

mama_i64_t mamaStatsLoggerImpl_::next_index() const {
  const MutexLock lock(mutex_);
  return static_cast<mama_i64_t>(events_.size());
}

mama_status mamaStatsLoggerImpl_::gather(mamaMsg event) {
  bool is_full = false;
  const mama_status status = quoll::mama::guarded([&] {
    const MutexLock lock(mutex_);
    events_.push_back(event);
    is_full = events_.size() >= report_size;
    return MAMA_STATUS_OK;
  });
  if (status != MAMA_STATUS_OK) mamaMsg_destroy(event);
  return is_full ? send_report() : status;
}

mama_status mamaStatsLoggerImpl_::log_event(mamaSlEvent event) {
  mamaMsg message = nullptr;
  QUOLL_TRY(mamaMsg_create(&message));
  mama_status status = add_now(message, MamaSlEventTime);
  if (status != MAMA_STATUS_OK) {
    mamaMsg_destroy(message);
    return status;
  }
  mamaMsg_addU32(message, MamaSlEventType.mName, MamaSlEventType.mFid, event);
  mamaMsg_addI64(message, MamaFieldSeqNum.mName, MamaFieldSeqNum.mFid, next_index());
  return gather(message);
}

mama_status mamaStatsLoggerImpl_::add_stat_message(mamaMsg message) {
  mamaMsg copy = nullptr;
  QUOLL_TRY(mamaMsg_copy(message, &copy));
  if (const mama_status status = add_now(copy, MamaStatTime); status != MAMA_STATUS_OK) {
    mamaMsg_destroy(copy);
    return status;
  }
  return gather(copy);
}

// ---- reports -----------------------------------------------------------------------------------

mama_status mamaStatsLoggerImpl_::take_interval(Interval* out) {
  mamaDateTime now = nullptr;
  mamaDateTime next_start = nullptr;
  mama_status status = make_now(&now);
  if (status == MAMA_STATUS_OK) status = mamaDateTime_create(&next_start);
  if (status == MAMA_STATUS_OK) status = mamaDateTime_copy(next_start, now);
  if (status != MAMA_STATUS_OK) {
    if (now != nullptr) mamaDateTime_destroy(now);
    if (next_start != nullptr) mamaDateTime_destroy(next_start);
    return status;
  }
  const std::uint64_t all = messages_.load();
  const MutexLock lock(mutex_);
  *out = {std::exchange(start_, next_start), now, std::exchange(events_, {}), all,
          all - std::exchange(reported_messages_, all)};
  return MAMA_STATUS_OK;
}

void mamaStatsLoggerImpl_::fill(mamaMsg report, const Interval& interval) const {
  mamaMsg_addU8(report, MamaFieldInterfaceVersion.mName, MamaFieldInterfaceVersion.mFid,
                kInterfaceVersion);
  add_text(report, MamaFieldSubscSourceUser, text(Text::kUser));
  add_text(report, MamaFieldSubscSourceHost, text(Text::kHost));
  add_text(report, MamaFieldSubscSourceApp, text(Text::kApplication));
  add_text(report, MamaFieldSubscSourceAppClass, text(Text::kApplicationClass));
  add_text(report, MamaFieldSubscSourceIp, text(Text::kIpAddress));
  mamaMsg_addDateTime(report, MamaSlIntervalStartTime.mName, MamaSlIntervalStartTime.mFid,
                      interval.start != nullptr ? interval.start : interval.end);
  mamaMsg_addDateTime(report, MamaSlIntervalEndTime.mName, MamaSlIntervalEndTime.mFid,
                      interval.end);
  if (counts_messages) {
    mamaMsg_addU64(report, MamaSlTotalMsgCount.mName, MamaSlTotalMsgCount.mFid,
                   interval.all_messages);
    mamaMsg_addU64(report, MamaSlIntervalMsgCount.mName, MamaSlIntervalMsgCount.mFid,
                   interval.messages);
  }
  if (interval.events.empty()) return;
  mamaMsg_addVectorMsg(report, events_field_->mName, events_field_->mFid, interval.events.data(),
                       interval.events.size());
}

mama_status mamaStatsLoggerImpl_::send_report() {
  if (!is_created()) return MAMA_STATUS_INVALID_ARG;
  mamaMsg report = nullptr;
  QUOLL_TRY(mamaMsg_create(&report));
  Interval interval{};
  mama_status status = take_interval(&interval);
  if (status == MAMA_STATUS_OK) {
    fill(report, interval);
    status = mamaPublisher_send(publisher_, report);
  }
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_WARN, "mamaStatsLogger: a report of %zu events cannot be sent: %s",
             interval.events.size(), mamaStatus_stringForStatus(status));
  }
  mamaMsg_destroy(report);
  for (mamaMsg event : interval.events) mamaMsg_destroy(event);
  for (mamaDateTime time : {interval.start, interval.end}) {
    if (time != nullptr) mamaDateTime_destroy(time);
  }
  return status;
}

mama_status mamaStatsLoggerImpl_::end() noexcept {
  mama_status status = MAMA_STATUS_OK;
  if (timer_ != nullptr) mamaTimer_destroy(std::exchange(timer_, nullptr));
  if (is_created()) {
    status = send_report();
    mamaPublisher_destroy(publisher_);
  }
  unref();
  return status;
}

// ---- the C functions ---------------------------------------------------------------------------

namespace {

using Text = mamaStatsLoggerImpl_::Text;

mama_status set_text(mamaStatsLogger logger, Text which, const char* text, const char* function) {
  QUOLL_TRY(quoll::mama::check_handle(logger, function, MAMA_STATUS_INVALID_ARG));
  return quoll::mama::guarded([&] {
    logger->set_text(which, text);
    return MAMA_STATUS_OK;
  });
}

mama_status get_text(mamaStatsLogger logger, Text which, const char** out, const char* function) {
  QUOLL_TRY(quoll::mama::check_handle(logger, function, MAMA_STATUS_INVALID_ARG));
  QUOLL_CHECK_POINTER(out, MAMA_STATUS_NULL_ARG);
  *out = logger->text(which);
  return MAMA_STATUS_OK;
}

mama_status create(mamaStatsLogger logger, mamaQueue queue, mamaTransport transport,
                   const char* topic, const MamaReservedField& events, bool has_timer,
                   const char* function) {
  const char* const missing = logger == nullptr      ? "logger"
                              : queue == nullptr     ? "queue"
                              : transport == nullptr ? "transport"
                              : topic == nullptr     ? "topic"
                                                     : nullptr;
  if (missing != nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "%s: NULL %s", function, missing);
    return MAMA_STATUS_NULL_ARG;
  }
  QUOLL_TRY(quoll::mama::check_handle(logger, function));
  return logger->create(queue, transport, topic, events, has_timer);
}

/// A subscription's events are logged only when somebody has asked for it, and no function of the
/// interface does.
mama_status log_subscription(mamaStatsLogger logger, mamaSubscription subscription,
                             const char* function) {
  QUOLL_TRY(quoll::mama::check_handle(logger, function));
  QUOLL_CHECK_POINTER(subscription, MAMA_STATUS_NULL_ARG);
  return MAMA_STATUS_OK;
}

}  // namespace

mama_status mamaStatsLogger_allocate(mamaStatsLogger* logger) {
  QUOLL_CHECK_POINTER(logger, MAMA_STATUS_NULL_ARG);
  *logger = pool_of<mamaStatsLoggerImpl_>().create();
  return *logger != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}

mama_status mamaStatsLogger_create(mamaStatsLogger logger, mamaQueue queue, mamaTransport tport) {
  return create(logger, queue, tport, SL_TOPIC_USAGE_LOG, MamaSlEvents, true, __func__);
}

mama_status mamaStatsLogger_createForStats(mamaStatsLogger logger, mamaQueue queue,
                                           mamaTransport tport, const char* topic) {
  return create(logger, queue, tport, topic, MamaStatEvents, false, __func__);
}

mama_status mamaStatsLogger_destroy(mamaStatsLogger logger) {
  QUOLL_CHECK_HANDLE(logger);
  if (!HandlePool<mamaStatsLoggerImpl_>::retire(logger, __builtin_return_address(0))) {
    return MAMA_STATUS_INVALID_ARG;
  }
  return logger->end();
}

mama_status mamaStatsLogger_setReportInterval(mamaStatsLogger logger, mama_f64_t interval) {
  QUOLL_CHECK_HANDLE(logger, MAMA_STATUS_INVALID_ARG);
  if (!(interval > 0)) return MAMA_STATUS_INVALID_ARG;
  logger->report_interval_s = interval;
  return MAMA_STATUS_OK;
}

mama_status mamaStatsLogger_setReportSize(mamaStatsLogger logger, mama_size_t numEvents) {
  QUOLL_CHECK_HANDLE(logger, MAMA_STATUS_INVALID_ARG);
  logger->report_size = numEvents;
  return MAMA_STATUS_OK;
}

#define QUOLL_TEXT(Name, parameter, which)                                                      \
  mama_status mamaStatsLogger_set##Name(mamaStatsLogger logger, const char* parameter) {        \
    return set_text(logger, Text::which, parameter, __func__);                                  \
  }                                                                                             \
  mama_status mamaStatsLogger_get##Name(const mamaStatsLogger logger, const char** parameter) { \
    return get_text(logger, Text::which, parameter, __func__);                                  \
  }
QUOLL_TEXT(UserName, userName, kUser)
QUOLL_TEXT(HostName, hostName, kHost)
QUOLL_TEXT(ApplicationName, appName, kApplication)
QUOLL_TEXT(ApplicationClass, appClass, kApplicationClass)
QUOLL_TEXT(IpAddress, ipAddress, kIpAddress)
#undef QUOLL_TEXT

mama_status mamaStatsLogger_logLogin(mamaStatsLogger logger) {
  QUOLL_CHECK_HANDLE(logger);
  return logger->log_event(MAMA_SL_EVENT_LOGIN);
}

mama_status mamaStatsLogger_logLogout(mamaStatsLogger logger) {
  QUOLL_CHECK_HANDLE(logger);
  return logger->log_event(MAMA_SL_EVENT_LOGOUT);
}

mama_status mamaStatsLogger_logSubscriptionEntitlePass(mamaStatsLogger logger,
                                                       mamaSubscription subscription, int32_t) {
  return log_subscription(logger, subscription, __func__);
}

mama_status mamaStatsLogger_logSubscriptionFail(mamaStatsLogger logger,
                                                mamaSubscription subscription,
                                                mamaSlSubFailReason) {
  return log_subscription(logger, subscription, __func__);
}

mama_status mamaStatsLogger_logSubscriptionDestroy(mamaStatsLogger logger,
                                                   mamaSubscription subscription) {
  return log_subscription(logger, subscription, __func__);
}

mama_status mamaStatsLogger_addStatMsg(mamaStatsLogger* logger, mamaMsg msg) {
  QUOLL_CHECK_POINTER(logger, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(*logger);
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  return (*logger)->add_stat_message(msg);
}

mama_status mamaStatsLogger_sendReport(mamaStatsLogger* logger) {
  QUOLL_CHECK_POINTER(logger, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(*logger);
  return (*logger)->send_report();
}

mama_status mamaStatsLogger_getLogMsgStats(mamaStatsLogger logger, mama_bool_t* logMsgStats) {
  QUOLL_CHECK_HANDLE(logger, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(logMsgStats, MAMA_STATUS_NULL_ARG);
  *logMsgStats = logger->counts_messages ? 1 : 0;
  return MAMA_STATUS_OK;
}

mama_status mamaStatsLogger_setLogMsgStats(mamaStatsLogger logger, mama_bool_t logMsgStats) {
  QUOLL_CHECK_HANDLE(logger, MAMA_STATUS_INVALID_ARG);
  logger->counts_messages = logMsgStats != 0;
  return MAMA_STATUS_OK;
}

mama_status mamaStatsLogger_incMsgCount(mamaStatsLogger statsLogger) {
  QUOLL_CHECK_HANDLE(statsLogger, MAMA_STATUS_INVALID_ARG);
  statsLogger->count_message();
  return MAMA_STATUS_OK;
}

const char* mamaStatsLogger_eventToString(mamaSlEvent event) {
  switch (event) {
    case MAMA_SL_EVENT_LOGIN:
      return "LOGIN";
    case MAMA_SL_EVENT_LOGOUT:
      return "LOGOUT";
    case MAMA_SL_EVENT_SUB_CREATE:
      return "SUB_CREATE";
    case MAMA_SL_EVENT_SUB_FAIL:
      return "SUB_FAIL";
    case MAMA_SL_EVENT_SUB_DESTROY:
      return "SUB_DESTROY";
    case MAMA_SL_EVENT_SUB_ENT_PASS:
      return "SUB_ENTITLE_PASS";
  }
  return "UNKNOWN";
}

const char* mamaStatsLogger_subFailReasonToString(mamaSlSubFailReason subFailReason) {
  switch (subFailReason) {
    case MAMA_SL_SUB_FAIL_REGEX:
      return "REGEX";
    case MAMA_SL_SUB_FAIL_CODE:
      return "CODE";
    case MAMA_SL_SUB_FAIL_TIMEOUT:
      return "TIMEOUT";
    case MAMA_SL_SUB_FAIL_NOT_FOUND:
      return "NOT_FOUND";
  }
  return "UNKNOWN";
}
