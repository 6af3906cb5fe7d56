// mamaStatsLogger: event messages, published in reports.
#include "services/statistics_support.h"
#include "support/mama_fixture.h"
#include "support/test_transport.h"

namespace quoll::test {
namespace {

using std::chrono::seconds;

class StatsLoggerTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
  void SetUp() override {
    VirtualMamaTest::SetUp();
    transport_ = std::make_unique<TestTransport>(bridge());
    queue_ = std::make_unique<TestQueue>(bridge());
    ASSERT_EQ(mamaStatsLogger_allocate(&logger_), MAMA_STATUS_OK);
  }
  void TearDown() override {
    if (logger_ != nullptr) destroy();
    dispatch(seconds(0));
    queue_.reset();
    transport_.reset();
    VirtualMamaTest::TearDown();
  }
  void dispatch(seconds time) {
    const TimePoint end = clock().now() + time;
    do {
      while (mamaQueue_timedDispatch(*queue_, 1), events() > 0) {
      }
    } while (clock().now() < end);
  }
  std::size_t events() {
    std::size_t count = 0;
    mamaQueue_getEventCount(*queue_, &count);
    return count;
  }
  void create() {
    EXPECT_EQ(mamaStatsLogger_create(logger_, *queue_, *transport_), MAMA_STATUS_OK);
  }
  void create_for_stats() {
    EXPECT_EQ(mamaStatsLogger_createForStats(logger_, *queue_, *transport_, STATS_TOPIC),
              MAMA_STATUS_OK);
  }
  void destroy() {
    EXPECT_EQ(mamaStatsLogger_destroy(std::exchange(logger_, nullptr)), MAMA_STATUS_OK);
  }
  void add_stat(mama_i32_t number) {
    mamaMsg message = nullptr;
    ASSERT_EQ(mamaMsg_create(&message), MAMA_STATUS_OK);
    mamaMsg_addI32(message, "apples", 500, number);
    EXPECT_EQ(mamaStatsLogger_addStatMsg(&logger_, message), MAMA_STATUS_OK);
    mamaMsg_destroy(message);
  }

  std::unique_ptr<TestTransport> transport_;
  std::unique_ptr<TestQueue> queue_;
  mamaStatsLogger logger_ = nullptr;
};

TEST_F(StatsLoggerTest, AReportTellsWhoReportsAndOnWhatTime) {
  Listener listener(*transport_, *queue_, STATS_TOPIC);
  create_for_stats();
  mamaStatsLogger_setUserName(logger_, "me");
  mamaStatsLogger_setApplicationName(logger_, "app");
  EXPECT_EQ(mamaStatsLogger_sendReport(&logger_), MAMA_STATUS_OK);
  dispatch(seconds(0));
  ASSERT_EQ(listener.messages.size(), 1u);
  const mamaMsg report = listener.messages[0];
  mama_u8_t version = 0;
  EXPECT_EQ(mamaMsg_getU8(report, nullptr, 69, &version), MAMA_STATUS_OK);
  EXPECT_EQ(version, 1);
  EXPECT_EQ(text_in(report, MamaFieldSubscSourceUser), "me");
  EXPECT_EQ(text_in(report, MamaFieldSubscSourceApp), "app");
  EXPECT_EQ(text_in(report, MamaFieldSubscSourceHost), "");
  EXPECT_EQ(text_in(report, MamaFieldSubscSourceAppClass), "");
  EXPECT_EQ(text_in(report, MamaFieldSubscSourceIp), "");
  for (const MamaReservedField& field : {MamaSlIntervalStartTime, MamaSlIntervalEndTime}) {
    mamaMsgField found = nullptr;
    EXPECT_EQ(mamaMsg_getField(report, field.mName, field.mFid, &found), MAMA_STATUS_OK);
  }
  mama_u64_t messages = 0;
  EXPECT_EQ(mamaMsg_getU64(report, nullptr, MamaSlTotalMsgCount.mFid, &messages),
            MAMA_STATUS_NOT_FOUND);
  mama_size_t fields = 0;
  mamaMsg_getNumFields(report, &fields);
  EXPECT_EQ(fields, 8u);
}

TEST_F(StatsLoggerTest, StatMessagesComeWithTheirTimeInTheNextReportOnly) {
  Listener listener(*transport_, *queue_, STATS_TOPIC);
  create_for_stats();
  add_stat(3);
  add_stat(4);
  mamaStatsLogger_sendReport(&logger_);
  mamaStatsLogger_sendReport(&logger_);
  dispatch(seconds(0));
  ASSERT_EQ(listener.messages.size(), 2u);
  const auto events = events_of(listener.messages[0], MamaStatEvents);
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(number_of(events[0], 500), 3);
  EXPECT_EQ(number_of(events[1], 500), 4);
  mamaMsgField time = nullptr;
  EXPECT_EQ(mamaMsg_getField(events[0], MamaStatTime.mName, MamaStatTime.mFid, &time),
            MAMA_STATUS_OK);
  EXPECT_TRUE(events_of(listener.messages[1], MamaStatEvents).empty());
}

TEST_F(StatsLoggerTest, LoginAndLogoutAreNumberedEvents) {
  Listener listener(*transport_, *queue_, SL_TOPIC_USAGE_LOG);
  create();
  EXPECT_EQ(mamaStatsLogger_logLogin(logger_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsLogger_logLogout(logger_), MAMA_STATUS_OK);
  mamaStatsLogger_sendReport(&logger_);
  dispatch(seconds(0));
  ASSERT_EQ(listener.messages.size(), 1u);
  const auto events = events_of(listener.messages[0], MamaSlEvents);
  ASSERT_EQ(events.size(), 2u);
  for (mama_u32_t i = 0; i < 2; ++i) {
    mama_u32_t type = 77;
    mama_i64_t number = 77;
    EXPECT_EQ(mamaMsg_getU32(events[i], nullptr, MamaSlEventType.mFid, &type), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_getI64(events[i], nullptr, MamaFieldSeqNum.mFid, &number), MAMA_STATUS_OK);
    EXPECT_EQ(type, i);
    EXPECT_EQ(number, i);
  }
}

TEST_F(StatsLoggerTest, ReportsAtItsInterval) {
  Listener listener(*transport_, *queue_, SL_TOPIC_USAGE_LOG);
  EXPECT_EQ(mamaStatsLogger_setReportInterval(logger_, 10), MAMA_STATUS_OK);
  create();
  dispatch(seconds(35));
  EXPECT_EQ(listener.messages.size(), 3u);
  destroy();
  dispatch(seconds(60));
  EXPECT_EQ(listener.messages.size(), 4u);  // the last report
}

TEST_F(StatsLoggerTest, ReportsWhenSoManyEventsHaveGathered) {
  Listener listener(*transport_, *queue_, STATS_TOPIC);
  EXPECT_EQ(mamaStatsLogger_setReportSize(logger_, 3), MAMA_STATUS_OK);
  create_for_stats();
  for (int i = 0; i < 7; ++i) add_stat(i);
  dispatch(seconds(0));
  ASSERT_EQ(listener.messages.size(), 2u);
  EXPECT_EQ(events_of(listener.messages[1], MamaStatEvents).size(), 3u);
  destroy();
  dispatch(seconds(0));
  ASSERT_EQ(listener.messages.size(), 3u);
  EXPECT_EQ(events_of(listener.messages[2], MamaStatEvents).size(), 1u);
}

TEST_F(StatsLoggerTest, CountsMessagesOfTheIntervalAndAll) {
  Listener listener(*transport_, *queue_, STATS_TOPIC);
  create_for_stats();
  mama_bool_t is_counting = 1;
  EXPECT_EQ(mamaStatsLogger_getLogMsgStats(logger_, &is_counting), MAMA_STATUS_OK);
  EXPECT_EQ(is_counting, 0);
  EXPECT_EQ(mamaStatsLogger_setLogMsgStats(logger_, 1), MAMA_STATUS_OK);
  for (int report = 0; report < 2; ++report) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(mamaStatsLogger_incMsgCount(logger_), MAMA_STATUS_OK);
    mamaStatsLogger_sendReport(&logger_);
  }
  dispatch(seconds(0));
  ASSERT_EQ(listener.messages.size(), 2u);
  mama_u64_t all = 0;
  mama_u64_t of_interval = 0;
  mamaMsg_getU64(listener.messages[1], nullptr, MamaSlTotalMsgCount.mFid, &all);
  mamaMsg_getU64(listener.messages[1], nullptr, MamaSlIntervalMsgCount.mFid, &of_interval);
  EXPECT_EQ(all, 10u);
  EXPECT_EQ(of_interval, 5u);
}

TEST_F(StatsLoggerTest, TextsAreCopiedAndClearedByNull) {
  using Setter = mama_status (*)(mamaStatsLogger, const char*);
  using Getter = mama_status (*)(mamaStatsLogger, const char**);
  const std::pair<Setter, Getter> texts[] = {
      {mamaStatsLogger_setUserName, mamaStatsLogger_getUserName},
      {mamaStatsLogger_setHostName, mamaStatsLogger_getHostName},
      {mamaStatsLogger_setApplicationName, mamaStatsLogger_getApplicationName},
      {mamaStatsLogger_setApplicationClass, mamaStatsLogger_getApplicationClass},
      {mamaStatsLogger_setIpAddress, mamaStatsLogger_getIpAddress}};
  int number = 0;
  for (const auto& [set, get] : texts) {
    EXPECT_EQ(set(logger_, std::to_string(number++).c_str()), MAMA_STATUS_OK);
  }
  number = 0;
  for (const auto& [set, get] : texts) {
    const char* text = nullptr;
    EXPECT_EQ(get(logger_, &text), MAMA_STATUS_OK);
    EXPECT_EQ(text, std::to_string(number++));
    EXPECT_EQ(set(logger_, nullptr), MAMA_STATUS_OK);
    EXPECT_EQ(get(logger_, &text), MAMA_STATUS_OK);
    EXPECT_EQ(text, nullptr);
    EXPECT_EQ(set(nullptr, "x"), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(get(nullptr, &text), MAMA_STATUS_INVALID_ARG);
  }
}

TEST_F(StatsLoggerTest, EventsOfSubscriptionsAreNotAskedForAndLeftOut) {
  Listener listener(*transport_, *queue_, SL_TOPIC_USAGE_LOG);
  create();
  mamaSubscription subscription = nullptr;
  ASSERT_EQ(mamaSubscription_allocate(&subscription), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsLogger_logSubscriptionEntitlePass(logger_, subscription, 1), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsLogger_logSubscriptionFail(logger_, subscription, MAMA_SL_SUB_FAIL_CODE),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsLogger_logSubscriptionDestroy(logger_, subscription), MAMA_STATUS_OK);
  EXPECT_EQ(mamaStatsLogger_logSubscriptionDestroy(logger_, nullptr), MAMA_STATUS_NULL_ARG);
  mamaSubscription_deallocate(subscription);
  mamaStatsLogger_sendReport(&logger_);
  dispatch(seconds(0));
  ASSERT_EQ(listener.messages.size(), 1u);
  EXPECT_TRUE(events_of(listener.messages[0], MamaSlEvents).empty());
}

TEST_F(StatsLoggerTest, WrongArguments) {
  EXPECT_EQ(mamaStatsLogger_allocate(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsLogger_create(nullptr, *queue_, *transport_), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsLogger_create(logger_, nullptr, *transport_), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsLogger_create(logger_, *queue_, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsLogger_createForStats(logger_, *queue_, *transport_, nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsLogger_sendReport(&logger_), MAMA_STATUS_INVALID_ARG);  // not created
  EXPECT_EQ(mamaStatsLogger_setReportInterval(logger_, 0), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaStatsLogger_setReportInterval(nullptr, 1), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaStatsLogger_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaStatsLogger_addStatMsg(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  create();
  EXPECT_EQ(mamaStatsLogger_create(logger_, *queue_, *transport_), MAMA_STATUS_INVALID_ARG);
  mamaStatsLogger const logger = logger_;
  destroy();
  EXPECT_EQ(mamaStatsLogger_destroy(logger), MAMA_STATUS_INVALID_ARG);  // defect: freed memory
}

TEST(StatsLoggerTextTest, EventsAndReasons) {
  EXPECT_STREQ(mamaStatsLogger_eventToString(MAMA_SL_EVENT_LOGIN), "LOGIN");
  EXPECT_STREQ(mamaStatsLogger_eventToString(MAMA_SL_EVENT_LOGOUT), "LOGOUT");
  EXPECT_STREQ(mamaStatsLogger_eventToString(MAMA_SL_EVENT_SUB_CREATE), "SUB_CREATE");
  EXPECT_STREQ(mamaStatsLogger_eventToString(MAMA_SL_EVENT_SUB_FAIL), "SUB_FAIL");
  EXPECT_STREQ(mamaStatsLogger_eventToString(MAMA_SL_EVENT_SUB_DESTROY), "SUB_DESTROY");
  EXPECT_STREQ(mamaStatsLogger_eventToString(MAMA_SL_EVENT_SUB_ENT_PASS), "SUB_ENTITLE_PASS");
  EXPECT_STREQ(mamaStatsLogger_eventToString(static_cast<mamaSlEvent>(9)), "UNKNOWN");
  EXPECT_STREQ(mamaStatsLogger_subFailReasonToString(MAMA_SL_SUB_FAIL_REGEX), "REGEX");
  EXPECT_STREQ(mamaStatsLogger_subFailReasonToString(MAMA_SL_SUB_FAIL_CODE), "CODE");
  EXPECT_STREQ(mamaStatsLogger_subFailReasonToString(MAMA_SL_SUB_FAIL_TIMEOUT), "TIMEOUT");
  EXPECT_STREQ(mamaStatsLogger_subFailReasonToString(MAMA_SL_SUB_FAIL_NOT_FOUND), "NOT_FOUND");
  EXPECT_STREQ(mamaStatsLogger_subFailReasonToString(static_cast<mamaSlSubFailReason>(9)),
               "UNKNOWN");
}

}  // namespace
}  // namespace quoll::test
