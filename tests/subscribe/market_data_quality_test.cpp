// Gaps and recaps of a subscription, with requests and answers over the transport.
#include "subscribe/market_data_support.h"

namespace quoll::test {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class MdQualityTest : public MarketDataTest {
 protected:
  /// In sequence up to 1.
  void establish(MdSubscriber& subscriber) {
    activate(subscriber);
    publish(1);  // the initial value has no number, as if it were 0
    run_tick();
    ASSERT_THAT(subscriber.events, ElementsAre("UPDATE"));
    subscriber.events.clear();
  }
  void publish(mama_u32_t number) {
    MdMessage update(MAMA_MSG_TYPE_UPDATE);
    source().publish("SYM", update.set_sequence(number));
  }
  const std::vector<std::string> after_gap_{"gap", "recap", "quality 2", "UPDATE"};
};

TEST_F(MdQualityTest, AGapIsRecoveredByARecap) {
  MdSubscriber subscriber;
  ASSERT_NO_FATAL_FAILURE(establish(subscriber));
  MdMessage recap(MAMA_MSG_TYPE_RECAP);
  recap.set_sequence(3);
  source().answers({recap});
  publish(3);
  run_for(seconds(1));
  ASSERT_EQ(source().requests.size(), 1u);
  EXPECT_THAT(source().requests[0], HasSubstr("MdSubscMsgType[61]=10"));
  publish(4);
  run_for(seconds(60));
  std::vector<std::string> expected = after_gap_;
  expected.insert(expected.end(), {"quality 0", "RECAP", "UPDATE"});
  EXPECT_EQ(subscriber.events, expected);
  EXPECT_EQ(source().requests.size(), 1u);
}

TEST_F(MdQualityTest, WithoutRecapItIsGivenUpAndTheNextGapAsksAgain) {
  MdSubscriber subscriber;
  mamaSubscription_setRecapTimeout(subscriber, 1);
  mamaSubscription_setRetries(subscriber, 1);
  ASSERT_NO_FATAL_FAILURE(establish(subscriber));
  publish(3);
  run_for(seconds(60));
  std::vector<std::string> expected = after_gap_;
  expected.push_back("error: STATUS_TIMEOUT");
  EXPECT_EQ(subscriber.events, expected);
  EXPECT_EQ(subscriber.last_error, MAMA_ERROR_RECAP_TIMEOUT);
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ACTIVATED);
  EXPECT_EQ(source().requests.size(), 2u);
  publish(20);
  run_for(seconds(1));
  EXPECT_EQ(source().requests.size(), 3u);
}

TEST_F(MdQualityTest, DestroyedAndFreedWhenItHearsOfTheGap) {
  for (const char* last : {"gap", "recap", "quality 2"}) {
    SCOPED_TRACE(last);
    MdSubscriber subscriber;
    ASSERT_NO_FATAL_FAILURE(establish(subscriber));
    subscriber.on_event = [&](const std::string& event) {
      if (event != last) return;
      EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
      EXPECT_EQ(mamaSubscription_deallocate(subscriber.release()), MAMA_STATUS_OK);
    };
    publish(3);
    run_for(seconds(60));
    ASSERT_GE(subscriber.events.size(), 2u);
    EXPECT_EQ(subscriber.events.end()[-2], last);
    EXPECT_EQ(subscriber.events.back(), "destroy");
    EXPECT_TRUE(source().requests.empty());
  }
}

}  // namespace
}  // namespace quoll::test
