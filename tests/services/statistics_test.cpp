// The statistics of the process: what the properties mama.statslogging.* make of it.
#include <mama/integration/mama.h>
#include <mama/integration/queue.h>
#include <mama/integration/transport.h>
#include <mama/publisher.h>

#include <initializer_list>
#include <memory>

#include "pubsub/pubsub_support.h"
#include "services/statistics_support.h"

namespace quoll::test {
namespace {

using quoll::mama::LogCapture;
using std::chrono::seconds;

class StatisticsTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
  void SetUp() override {}

  /// Keys below mama.statslogging.
  void open(std::initializer_list<std::pair<const char*, const char*>> properties) {
    for (const auto& [key, value] : properties) {
      mama_setProperty((std::string("mama.statslogging.") + key).c_str(), value);
    }
    VirtualMamaTest::SetUp();
  }
  void open_enabled() { open({{"enable", "true"}}); }
  void dispatch(mamaQueue queue) {
    while (count_events(queue) > 0) mamaQueue_timedDispatch(queue, 0);
  }
  void dispatch_default_queue_for(seconds time) {
    const TimePoint end = clock().now() + time;
    while (clock().now() < end) mamaQueue_timedDispatch(default_queue(), 1000);
  }
  static mama_i32_t value_of(mamaStatsCollector collector, mamaStatType type) {
    mamaMsg message = nullptr;
    EXPECT_EQ(mamaMsg_create(&message), MAMA_STATUS_OK);
    mamaStatsCollector_populateMsg(collector, message, nullptr);
    const mama_i32_t value = number_of(message, static_cast<mama_fid_t>(type));
    mamaMsg_destroy(message);
    return value;
  }
  static std::string name_of(mamaStatsCollector collector) {
    mamaMsg message = nullptr;
    EXPECT_EQ(mamaMsg_create(&message), MAMA_STATUS_OK);
    mamaStatsCollector_populateMsg(collector, message, nullptr);
    std::string name = text_in(message, MamaStatName);
    mamaMsg_destroy(message);
    return name;
  }
};

TEST_F(StatisticsTest, WithoutThePropertyThereAreNone) {
  open({});
  TestTransport transport(bridge());
  TestQueue queue(bridge());
  TestCollector collector;
  LogCapture log;
  EXPECT_EQ(mamaInternal_getStatsGenerator(), nullptr);
  EXPECT_EQ(mamaInternal_getGlobalStatsCollector(), nullptr);
  EXPECT_EQ(mama_getGenerateTransportStats(), 0);
  EXPECT_EQ(mamaInternal_generateLbmStats(), 0);
  EXPECT_EQ(mamaQueue_enableStats(queue), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_getStatsCollector(queue), nullptr);
  EXPECT_EQ(mamaTransport_initStats(transport), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_getStatsCollector(transport), nullptr);
  EXPECT_EQ(mama_addStatsCollector(collector), MAMA_STATUS_NULL_ARG);
  EXPECT_THAT(log.with("Error: "), ::testing::HasSubstr("statistics are not enabled"));
  EXPECT_EQ(mama_removeStatsCollector(collector), MAMA_STATUS_NOT_FOUND);
}

TEST_F(StatisticsTest, QueuesTransportsAndTheProcessCountTheirMessages) {
  open_enabled();
  EXPECT_EQ(mama_getGenerateTransportStats(), 1);
  TestTransport transport(bridge(), "tport");
  TestQueue queue(bridge());
  {
    Subscriber subscriber(transport, queue, "topic");
    TestPublisher publisher(transport, "topic");
    EXPECT_EQ(publisher.send_only(1), MAMA_STATUS_OK);
    EXPECT_EQ(publisher.send_only(2), MAMA_STATUS_OK);
    mamaStatsCollector const of_queue = mamaQueueImpl_getStatsCollector(queue);
    EXPECT_EQ(value_of(of_queue, MAMA_STAT_TYPE_QUEUE_SIZE), 2);
    dispatch(queue);
    EXPECT_EQ(value_of(of_queue, MAMA_STAT_TYPE_QUEUE_SIZE), 0);
    EXPECT_EQ(value_of(of_queue, MAMA_STAT_TYPE_PUBLISHER_SEND), kMissing);
  }
  // Both reads of the queue's have begun a new interval.
  mamaStatsCollector const of_transport = mamaTransport_getStatsCollector(transport);
  for (mamaStatsCollector collector : {of_transport, mamaInternal_getGlobalStatsCollector()}) {
    EXPECT_EQ(value_of(collector, MAMA_STAT_TYPE_NUM_MESSAGES), 2);
    EXPECT_EQ(value_of(collector, MAMA_STAT_TYPE_QUEUE_SIZE), kMissing);
  }
  dispatch(queue);
}

TEST_F(StatisticsTest, WhatPublishersSendIsCountedByItsKindWhenItWasSent) {
  open_enabled();
  TestTransport transport(bridge());
  TestPublisher publisher(transport, "topic");
  EXPECT_EQ(publisher.send_only(1), MAMA_STATUS_OK);
  EXPECT_NE(mamaPublisher_send(publisher, nullptr), MAMA_STATUS_OK);
  mamaStatsCollector const collector = mamaTransport_getStatsCollector(transport);
  EXPECT_EQ(value_of(collector, MAMA_STAT_TYPE_PUBLISHER_SEND), 1);
  EXPECT_EQ(value_of(collector, MAMA_STAT_TYPE_PUBLISHER_INBOX_SEND), 0);
  EXPECT_EQ(value_of(mamaInternal_getGlobalStatsCollector(), MAMA_STAT_TYPE_PUBLISHER_SEND), 1);
}

TEST_F(StatisticsTest, CollectorsFollowTheNamesOfTheirOwners) {
  mama_setApplicationName("the application");
  open_enabled();
  TestTransport transport(bridge(), "tport");
  TestQueue queue(bridge());
  mamaQueue_setQueueName(queue, "renamed");
  EXPECT_EQ(name_of(mamaQueueImpl_getStatsCollector(queue)), "renamed");
  EXPECT_EQ(name_of(mamaTransport_getStatsCollector(transport)), "tport");
  mamaTransport_setName(transport, "other");
  EXPECT_EQ(name_of(mamaTransport_getStatsCollector(transport)), "other");
  EXPECT_EQ(name_of(mamaInternal_getGlobalStatsCollector()), "the application");
}

TEST_F(StatisticsTest, EachClassHasItsSwitches) {
  open({{"enable", "true"},
        {"queue.logging", "false"},
        {"global.logging", "false"},
        {"transport.logging", "false"},
        {"lbm.logging", "true"}});
  TestTransport transport(bridge());
  EXPECT_EQ(mamaQueueImpl_getStatsCollector(default_queue()), nullptr);
  EXPECT_EQ(mamaInternal_getGlobalStatsCollector(), nullptr);
  EXPECT_EQ(mama_getGenerateTransportStats(), 0);
  EXPECT_EQ(mamaInternal_generateLbmStats(), 1);
  mamaStatsCollector const collector = mamaTransport_getStatsCollector(transport);
  EXPECT_EQ(value_of(collector, MAMA_STAT_TYPE_NAKS_SENT), 0);
  EXPECT_EQ(value_of(collector, MAMA_STAT_TYPE_LBM_REQUESTS_RECEIVED), 0);
  EXPECT_EQ(value_of(collector, MAMA_STAT_TYPE_NUM_MESSAGES), kMissing);
}

TEST_F(StatisticsTest, EnablingAQueueTwiceKeepsItsCollector) {
  open_enabled();
  mamaStatsCollector const collector = mamaQueueImpl_getStatsCollector(default_queue());
  ASSERT_NE(collector, nullptr);
  EXPECT_EQ(mamaQueue_enableStats(default_queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_getStatsCollector(default_queue()), collector);
}

TEST_F(StatisticsTest, CollectorsEndWithTheirOwners) {
  open_enabled();
  TestTransport transport(bridge());
  TestQueue queue(bridge());
  mamaStatsCollector const of_queue = mamaQueueImpl_getStatsCollector(queue);
  mamaStatsCollector const of_transport = mamaTransport_getStatsCollector(transport);
  mamaStatsCollector const global = mamaInternal_getGlobalStatsCollector();
  EXPECT_EQ(mamaQueue_destroy(queue.release()), MAMA_STATUS_OK);
  transport.destroy();
  for (mamaStatsCollector collector : {of_queue, of_transport}) {
    EXPECT_EQ(mama_removeStatsCollector(collector), MAMA_STATUS_NOT_FOUND);
    EXPECT_EQ(mamaStatsCollector_setLog(collector, 1), MAMA_STATUS_INVALID_ARG);
  }
  mama_.reset();
  EXPECT_EQ(mamaStatsCollector_setLog(global, 1), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaInternal_getGlobalStatsCollector(), nullptr);
  EXPECT_EQ(mamaInternal_getStatsGenerator(), nullptr);
  open({});
  EXPECT_EQ(mamaInternal_getStatsGenerator(), nullptr);
}

TEST_F(StatisticsTest, LogsOnTheDefaultQueueAtTheInterval) {
  open({{"enable", "true"}, {"interval", "1.5"}});
  TestCollector fruit("fruit");
  TestStat apples(fruit);
  mamaStat_increment(apples);
  EXPECT_EQ(mama_addStatsCollector(fruit), MAMA_STATUS_OK);
  LogCapture log;
  dispatch_default_queue_for(seconds(1));
  EXPECT_EQ(log.with("fruit"), "");
  dispatch_default_queue_for(seconds(1));
  EXPECT_THAT(log.with("fruit"), ::testing::HasSubstr("apples"));
  EXPECT_EQ(mama_removeStatsCollector(fruit), MAMA_STATUS_OK);
  EXPECT_EQ(mama_removeStatsCollector(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_addStatsCollector(nullptr), MAMA_STATUS_NULL_ARG);
}

TEST_F(StatisticsTest, UserCollectorsHaveASwitchToo) {
  open({{"enable", "true"}, {"user.logging", "false"}});
  TestCollector fruit("fruit");
  EXPECT_EQ(mama_addStatsCollector(fruit), MAMA_STATUS_OK);
  EXPECT_EQ(mama_removeStatsCollector(fruit), MAMA_STATUS_NOT_FOUND);
}

TEST_F(StatisticsTest, AddingACollectorOpensThemWhenThePropertyCameLate) {
  open({});
  TestCollector fruit("fruit");
  EXPECT_EQ(mama_addStatsCollector(fruit), MAMA_STATUS_NULL_ARG);
  mama_setProperty("mama.statslogging.enable", "true");
  EXPECT_EQ(mama_addStatsCollector(fruit), MAMA_STATUS_OK);
  EXPECT_NE(mamaQueueImpl_getStatsCollector(default_queue()), nullptr);
}

TEST_F(StatisticsTest, PublishesOnTheFirstMiddlewareFromAThreadOfItsOwn) {
  LogCapture log;
  open({{"enable", "true"},
        {"interval", "10"},
        {"queue.publishing", "true"},
        {"global.publishing", "true"}});
  EXPECT_THAT(log.with("Normal: "), ::testing::HasSubstr("published on middleware 'loopback'"));
  TestTransport transport(bridge(), "statslogger");
  TestQueue queue(bridge());
  mamaQueue_setQueueName(queue, "ours");
  Listener listener(transport, queue, STATS_TOPIC);
  clock().sleep_for(seconds(11));
  dispatch(queue);
  ASSERT_EQ(listener.messages.size(), 1u);
  const mamaMsg report = listener.messages[0];
  EXPECT_EQ(text_in(report, MamaFieldSubscSourceApp), "MamaApplication");
  std::vector<std::string> names;
  for (mamaMsg event : events_of(report, MamaStatEvents)) {
    names.push_back(text_in(event, MamaStatType) + " " + text_in(event, MamaStatName));
  }
  EXPECT_THAT(names, ::testing::Contains("Global MamaApplication"));
  EXPECT_THAT(names, ::testing::Contains("Queue ours"));
  EXPECT_THAT(names, ::testing::Not(::testing::Contains("Transport statslogger")));
}

// Defect: an unknown middleware led to a pointer that nobody had set.
TEST_F(StatisticsTest, AnUnknownMiddlewareIsToldAndStatisticsAreLoggedOnly) {
  LogCapture log;
  open({{"enable", "true"}, {"middleware", "nosuch"}, {"global.publishing", "true"}});
  EXPECT_THAT(log.with("Error: "), ::testing::HasSubstr("statistics cannot be published"));
  log.forget();
  dispatch_default_queue_for(seconds(61));
  EXPECT_NE(log.with("Statistic |"), "");
}

TEST_F(StatisticsTest, AnIntervalThatIsNoneIsToldAndTheDefaultUsed) {
  LogCapture log;
  open({{"enable", "true"}, {"interval", "soon"}});
  EXPECT_THAT(log.with("mama.statslogging.interval"), ::testing::HasSubstr("'soon'"));
  log.forget();
  dispatch_default_queue_for(seconds(59));
  EXPECT_EQ(log.with("Statistic |"), "");
  dispatch_default_queue_for(seconds(2));
  EXPECT_NE(log.with("Statistic |"), "");
}

TEST_F(StatisticsTest, TheLastReportIsSentWhenMamaIsClosed) {
  open({{"enable", "true"}, {"user.publishing", "true"}});
  mamaQueue queue = nullptr;
  mamaTransport transport = nullptr;
  mamaSubscription subscription = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_allocate(&transport), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_create(transport, "statslogger", bridge()), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_allocate(&subscription), MAMA_STATUS_OK);
  mamaMsgCallbacks callbacks{};
  ASSERT_EQ(mamaSubscription_createBasic(subscription, transport, queue, &callbacks, STATS_TOPIC,
                                         nullptr),
            MAMA_STATUS_OK);
  int reports = 0;  // that have come to the queue
  mamaQueue_setEnqueueCallback(
      queue, [](mamaQueue, void* count) { ++*static_cast<int*>(count); }, &reports);
  EXPECT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_EQ(reports, 0);  // that was not the last close
  mama_.reset();
  EXPECT_EQ(reports, 1);
  mamaSubscription_destroy(subscription);
  mamaSubscription_deallocate(subscription);
  mamaTransport_destroy(transport);
}

}  // namespace
}  // namespace quoll::test
