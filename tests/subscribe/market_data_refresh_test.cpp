// Refreshes: what tells a source that a subscription is still wanted.
#include <mama/integration/transport.h>

#include "subscribe/market_data_support.h"

namespace quoll::test {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MdRefreshTest : public MarketDataTest {
 protected:
  /// On a transport that is created now.
  void renew_transport() {
    source_.reset();
    transport_.reset();
    transport_ = std::make_unique<TestTransport>(bridge());
    source_ = std::make_unique<TestSource>(*transport_, queue());
  }
  void publish_refresh() {
    MdMessage refresh(MAMA_MSG_TYPE_REFRESH);
    source().publish("SYM", refresh);
  }
  /// The source tells all subscriptions of each refresh that it gets.
  void echo() {
    source().on_request = [this](mamaMsg) { publish_refresh(); };
  }
};

TEST_F(MdRefreshTest, ASubscriptionIsRefreshedNowAndThen) {
  MdSubscriber subscriber;
  activate(subscriber);
  run_for(minutes(5));
  EXPECT_THAT(source().requests, IsEmpty());
  run_for(seconds(29));
  ASSERT_THAT(source().requests, SizeIs(1));
  EXPECT_THAT(source().requests[0],
              HasSubstr("{MdSubscSymbol[71]=SYM,MdSubscriptionType[60]=0,MdSubscMsgType[61]=4,"
                        "MamaAppDataType[17]=0,MdSubscType[5]=4"));
  run_for(minutes(54));
  EXPECT_THAT(source().requests, SizeIs(1));
  run_for(minutes(1));
  EXPECT_THAT(source().requests, SizeIs(2));
  EXPECT_THAT(subscriber.events, IsEmpty());
}

TEST_F(MdRefreshTest, TheRefreshOfAnotherClientPutsItOff) {
  MdSubscriber subscriber;
  activate(subscriber);
  echo();
  run_for(minutes(6));
  EXPECT_THAT(source().requests, SizeIs(1));
  run_for(minutes(30));
  publish_refresh();
  run_for(minutes(54));
  EXPECT_THAT(source().requests, SizeIs(1));
  run_for(minutes(1));
  EXPECT_THAT(source().requests, SizeIs(2));
  EXPECT_THAT(subscriber.events, IsEmpty());  // the application hears of none
}

TEST_F(MdRefreshTest, TheEchoOfItsOwnDoesNot) {
  MdSubscriber subscriber;
  activate(subscriber);
  run_for(minutes(6));
  EXPECT_THAT(source().requests, SizeIs(1));
  run_for(minutes(30));
  publish_refresh();  // the answer of a slow source
  run_for(minutes(26));
  EXPECT_THAT(source().requests, SizeIs(2));
}

TEST_F(MdRefreshTest, NotAfterTheEnd) {
  MdSubscriber first, second, third;
  activate(first, "1");
  activate(second, "2");
  activate(third, "3");
  ASSERT_EQ(mamaSubscription_deactivate(first), MAMA_STATUS_OK);
  second.end();
  run_for(minutes(10));
  ASSERT_THAT(source().requests, SizeIs(1));
  EXPECT_THAT(source().requests[0], HasSubstr("MdSubscSymbol[71]=3,"));
  MdMessage initial(MAMA_MSG_TYPE_INITIAL);
  source().answers({initial});
  ASSERT_EQ(mamaSubscription_activate(first), MAMA_STATUS_OK);
  run_tick();
  source().on_request = nullptr;
  source().requests.clear();
  run_for(minutes(6));
  ASSERT_THAT(source().requests, SizeIs(1));  // from its activation on
  EXPECT_THAT(source().requests[0], HasSubstr("MdSubscSymbol[71]=1,"));
}

TEST_F(MdRefreshTest, OnlyOfWhatGetsUpdates) {
  MdSubscriber snapshot;
  snapshot.set_snapshot();
  MdMessage image(MAMA_MSG_TYPE_INITIAL);
  source().answers({image});
  ASSERT_EQ(snapshot.create(transport(), queue()), MAMA_STATUS_OK);
  run_tick();
  source().requests.clear();
  run_for(minutes(70));
  EXPECT_THAT(source().requests, IsEmpty());
}

TEST_F(MdRefreshTest, APropertySwitchesThemOff) {
  ASSERT_EQ(mama_setProperty("mama.transport.test.disable_refresh", "true"), MAMA_STATUS_OK);
  renew_transport();
  MdSubscriber subscriber;
  activate(subscriber);
  run_for(minutes(70));
  EXPECT_THAT(source().requests, IsEmpty());
  publish_refresh();  // nothing to put off
  run_for(seconds(1));
  EXPECT_THAT(subscriber.events, IsEmpty());
}

TEST_F(MdRefreshTest, TheApplicationSwitchesThemOff) {
  mamaTransport quiet = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&quiet), MAMA_STATUS_OK);
  mamaTransport_disableRefresh(quiet, 1);
  ASSERT_EQ(mamaTransport_create(quiet, "quiet", bridge()), MAMA_STATUS_OK);
  MdSubscriber subscriber;
  ASSERT_EQ(subscriber.create(quiet, queue()), MAMA_STATUS_OK);
  MdMessage initial(MAMA_MSG_TYPE_INITIAL);
  source().answers({initial});
  run_tick();
  ASSERT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ACTIVATED);
  source().requests.clear();
  run_for(minutes(70));
  EXPECT_THAT(source().requests, IsEmpty());
  subscriber.end();
  EXPECT_EQ(mamaTransport_destroy(quiet), MAMA_STATUS_OK);
}

TEST_F(MdRefreshTest, ATransportThatGoesFirst) {
  MdSubscriber subscriber;
  activate(subscriber);
  run_for(minutes(4));
  transport().destroy();
  run_for(minutes(10));
  EXPECT_THAT(source().requests, IsEmpty());
}

// ---- recaps of what may be stale ----------------------------------------------------------------

/// The bridge reports bad quality, and says that everybody is cut off.
class MdStaleRecapTest : public MdRefreshTest {
 protected:
  void SetUp() override {
    MdRefreshTest::SetUp();
    before_ = bridge()->bridgeMamaSubscriptionIsTportDisconnected;
    bridge()->bridgeMamaSubscriptionIsTportDisconnected = [](subscriptionBridge) { return 1; };
    ASSERT_EQ(mama_setProperty("mama.maybestale.recap.timeout", "7"), MAMA_STATUS_OK);
    renew_transport();
  }
  void TearDown() override {
    bridge()->bridgeMamaSubscriptionIsTportDisconnected = before_;
    MdRefreshTest::TearDown();
  }
  void report() { mamaTransportImpl_processAdvisory(transport(), 9, nullptr); }

 private:
  decltype(mamaBridgeImpl_::bridgeMamaSubscriptionIsTportDisconnected) before_ = nullptr;
};

TEST_F(MdStaleRecapTest, SoLongAfterTheReport) {
  MdSubscriber subscriber;
  activate(subscriber);
  report();
  run_for(seconds(6));
  EXPECT_THAT(subscriber.events, ElementsAre("quality 1"));
  EXPECT_THAT(source().requests, IsEmpty());
  run_for(seconds(2));
  EXPECT_THAT(subscriber.events, ElementsAre("quality 1", "recap"));
  ASSERT_THAT(source().requests, SizeIs(1));
  EXPECT_THAT(source().requests[0], HasSubstr("MdSubscMsgType[61]=10"));
}

TEST_F(MdStaleRecapTest, WhatHasRecoveredIsNotAskedFor) {
  MdSubscriber subscriber;
  activate(subscriber);
  report();
  run_for(seconds(1));
  MdMessage update(MAMA_MSG_TYPE_UPDATE);
  source().publish("SYM", update.set_sequence(1));
  run_for(seconds(10));
  EXPECT_THAT(subscriber.events, ElementsAre("quality 1", "quality 0", "UPDATE"));
  EXPECT_THAT(source().requests, IsEmpty());
}

TEST_F(MdStaleRecapTest, EachReportBeginsAnew) {
  MdSubscriber subscriber;
  activate(subscriber);
  report();
  run_for(seconds(5));
  report();
  run_for(seconds(5));
  EXPECT_THAT(source().requests, IsEmpty());
  MdMessage recap(MAMA_MSG_TYPE_RECAP);
  source().answers({recap});
  run_for(seconds(3));
  EXPECT_THAT(source().requests, SizeIs(1));
  EXPECT_THAT(subscriber.events, ElementsAre("quality 1", "recap", "quality 0", "RECAP"));
  report();  // and again, after it was used up
  run_for(seconds(8));
  EXPECT_THAT(source().requests, SizeIs(2));
}

TEST_F(MdStaleRecapTest, ATransportThatGoesMeanwhile) {
  MdSubscriber subscriber;
  activate(subscriber);
  report();
  transport().destroy();
  run_for(seconds(10));
  EXPECT_THAT(source().requests, IsEmpty());
}

TEST_F(MdRefreshTest, BridgesMayPutThemOff) {
  MdSubscriber subscriber;
  activate(subscriber);
  void* listener = nullptr;
  ASSERT_EQ(mamaTransport_addSubscription(transport(), subscriber, &listener), MAMA_STATUS_OK);
  run_for(minutes(4));
  mamaTransportImpl_resetRefreshForListener(transport(), listener);
  mamaTransportImpl_resetRefreshForListener(transport(), nullptr);
  mamaTransportImpl_resetRefreshForListener(nullptr, listener);
  run_for(minutes(50));
  EXPECT_THAT(source().requests, SizeIs(1));  // its own registration alone
  run_for(minutes(5));
  EXPECT_THAT(source().requests, SizeIs(2));
  EXPECT_EQ(mamaTransport_removeListener(transport(), listener), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test
