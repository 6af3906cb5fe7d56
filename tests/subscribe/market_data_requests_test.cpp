// Requests for images: what they say, when they are sent again, and how they end.
#include <mama/integration/msg.h>
#include <mama/integration/msgutils.h>

#include "subscribe/market_data_support.h"

namespace quoll::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class MdRequestTest : public MarketDataTest {
 protected:
  /// Seconds from now until each request.
  std::vector<double> delays(TimePoint since) const {
    std::vector<double> all;
    for (const TimePoint at : source_->times) {
      all.push_back(std::chrono::duration<double>(at - since).count());
    }
    return all;
  }
};

std::string without_host(const std::string& text) {
  return text.substr(0, text.find(",MdSubscSourceHost"));
}

TEST_F(MdRequestTest, ARequestSaysWhatIsWanted) {
  MdSubscriber subscriber;
  mamaSubscription_setAppDataType(subscriber, 7);
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_tick();
  ASSERT_EQ(source().requests.size(), 1u);
  EXPECT_EQ(without_host(source().requests[0]),
            "{MdSubscSymbol[71]=SYM,MdSubscriptionType[60]=0,MdSubscMsgType[61]=0,"
            "MamaAppDataType[17]=7,MdSubscType[5]=0");
}

TEST_F(MdRequestTest, ASnapshotSaysSo) {
  MdSubscriber subscriber;
  subscriber.set_snapshot();
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_tick();
  ASSERT_EQ(source().requests.size(), 1u);
  EXPECT_EQ(without_host(source().requests[0]),
            "{MdSubscSymbol[71]=SYM,MdSubscriptionType[60]=0,MdSubscMsgType[61]=1,"
            "MamaAppDataType[17]=0,MdSubscType[5]=1");
}

TEST_F(MdRequestTest, ADictionaryIsAskedForUnderItsOwnRoot) {
  TestSource dictionaries(transport(), queue(), "FEED", "_MDDD");
  MdMessage reply(MAMA_MSG_TYPE_DDICT_SNAPSHOT);
  dictionaries.answers({reply});
  MdSubscriber subscriber;
  subscriber.set_type(MAMA_SUBSC_TYPE_DICTIONARY);
  ASSERT_EQ(subscriber.create(transport(), queue(), "DATA_DICT"), MAMA_STATUS_OK);
  run_tick();
  ASSERT_EQ(dictionaries.requests.size(), 1u);
  EXPECT_THAT(dictionaries.requests[0],
              StartsWith("{MdSubscSymbol[71]=DATA_DICT,MdSubscriptionType[60]=4,"
                         "MdSubscMsgType[61]=5,"));
  EXPECT_THAT(source().requests, IsEmpty());
  EXPECT_EQ(mamaSubscription_getSubscriptionBridge(subscriber), nullptr);
}

TEST_F(MdRequestTest, BridgesThatMakeARequestGetItsSubject) {
  MdSubscriber normal;
  ASSERT_EQ(normal.create(transport(), queue()), MAMA_STATUS_OK);
  MdSubscriber dictionary;
  dictionary.set_type(MAMA_SUBSC_TYPE_DICTIONARY);
  ASSERT_EQ(dictionary.create(transport(), queue(), "DATA_DICT"), MAMA_STATUS_OK);
  const auto subject_for = [](mamaSubscription subscription, const char* issue_symbol) {
    mamaMsg request = nullptr;
    EXPECT_EQ(msgUtils_createSubscriptionMessage(subscription, MAMA_SUBSC_REFRESH, &request,
                                                 issue_symbol),
              MAMA_STATUS_OK);
    const char* subject = nullptr;
    EXPECT_EQ(mamaMsgImpl_getSubject(request, &subject), MAMA_STATUS_OK);
    std::string copy = subject;
    EXPECT_EQ(mamaMsg_destroy(request), MAMA_STATUS_OK);
    return copy;
  };
  EXPECT_EQ(subject_for(normal, nullptr), "_MD.FEED");
  EXPECT_EQ(subject_for(normal, "ISSUE"), "_MD.FEED");
  EXPECT_EQ(subject_for(dictionary, nullptr), "_MDDD.FEED");
}

TEST_F(MdRequestTest, WithoutInitialTheSourceIsToldOnceAndNotAsked) {
  MdSubscriber subscriber;
  mamaSubscription_setRequiresInitial(subscriber, 0);
  int from_inbox = -1;
  source().on_request = [&](mamaMsg request) { from_inbox = mamaMsg_isFromInbox(request); };
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_for(seconds(60));
  EXPECT_EQ(source().requests.size(), 1u);
  EXPECT_EQ(from_inbox, 0);
  EXPECT_FALSE(subscriber.expects_initial());
  EXPECT_THAT(subscriber.events, ElementsAre("create"));
}

TEST_F(MdRequestTest, UnansweredItIsRepeatedAndThenGivenUp) {
  MdSubscriber subscriber;
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_tick();
  ASSERT_EQ(source().times.size(), 1u);
  const TimePoint first = source().times[0];
  EXPECT_TRUE(subscriber.expects_initial());
  mamaSubscriptionState then = MAMA_SUBSCRIPTION_UNKNOWN;
  TimePoint end;
  subscriber.on_event = [&](const std::string&) {
    then = subscriber.state();
    end = clock().now();
  };
  run_for(seconds(60));
  // Each waits its turn in the throttle, and the time begins with the sending.
  EXPECT_THAT(delays(first),
              ElementsAre(0, testing::DoubleNear(10.1, 0.11), testing::DoubleNear(20.2, 0.22)));
  EXPECT_EQ(source().requests[2], source().requests[0]);
  EXPECT_THAT(subscriber.events, ElementsAre("create", "error: STATUS_TIMEOUT"));
  EXPECT_EQ(then, MAMA_SUBSCRIPTION_DEACTIVATED);
  EXPECT_EQ(subscriber.last_error, MAMA_ERROR_INITIAL_TIMEOUT);
  EXPECT_EQ(subscriber.subject, "SYM");
  EXPECT_NEAR(std::chrono::duration<double>(end - source().times[2]).count(), 10, 0.01);
  EXPECT_FALSE(subscriber.expects_initial());
}

TEST_F(MdRequestTest, TimeoutAndRetriesAreTheSubscriptions) {
  MdSubscriber subscriber;
  ASSERT_EQ(mamaSubscription_setTimeout(subscriber, 2.5), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_setRetries(subscriber, 0), MAMA_STATUS_OK);
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_tick();
  run_for(milliseconds(2490));
  EXPECT_THAT(subscriber.events, ElementsAre("create"));
  run_for(milliseconds(20));
  EXPECT_THAT(subscriber.events, ElementsAre("create", "error: STATUS_TIMEOUT"));
  EXPECT_EQ(source().requests.size(), 1u);
}

TEST_F(MdRequestTest, AnAnswerToARepetitionCounts) {
  MdMessage initial(MAMA_MSG_TYPE_INITIAL);
  source().on_request = [&](mamaMsg request) {
    if (source().requests.size() == 3) source().answer(request, initial);
  };
  MdSubscriber subscriber;
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_for(seconds(100));
  EXPECT_EQ(source().requests.size(), 3u);
  EXPECT_THAT(subscriber.events, ElementsAre("create", "INITIAL"));
  EXPECT_TRUE(subscriber.has_received_initial());
  EXPECT_FALSE(subscriber.expects_initial());
}

TEST_F(MdRequestTest, AfterTheAnswerNothingOfTheRequestIsLeft) {
  MdMessage initial(MAMA_MSG_TYPE_INITIAL);
  source().answers({initial, initial});  // the inbox is gone when the second one arrives
  MdSubscriber subscriber;
  TestQueue own(bridge());
  ASSERT_EQ(subscriber.create(transport(), own), MAMA_STATUS_OK);
  run_tick();
  for (int i = 0; i < 10; ++i) mamaQueue_timedDispatch(own, 1);
  EXPECT_THAT(subscriber.events, ElementsAre("create", "INITIAL"));
  subscriber.end();
  EXPECT_EQ(mamaQueue_destroy(own.release()), MAMA_STATUS_OK);
}

TEST_F(MdRequestTest, AnImageInPartsIsCompleteWithItsLast) {
  MdMessage first(MAMA_MSG_TYPE_INITIAL), second(MAMA_MSG_TYPE_INITIAL);
  first.set_part(1, 2);
  second.set_part(2, 2);
  source().answers({first});
  MdSubscriber subscriber;
  subscriber.set_snapshot();
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_tick();
  EXPECT_THAT(subscriber.events, ElementsAre("create", "INITIAL"));
  EXPECT_TRUE(subscriber.expects_initial());
  EXPECT_FALSE(subscriber.has_received_initial());
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ACTIVATED);
  source().answers({first, second});
  run_for(seconds(11));
  EXPECT_THAT(subscriber.events, ElementsAre("create", "INITIAL", "INITIAL", "INITIAL"));
  EXPECT_TRUE(subscriber.has_received_initial());
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_DEACTIVATED);
  run_for(seconds(60));
  EXPECT_EQ(source().requests.size(), 2u);
}

TEST_F(MdRequestTest, ADeactivationTakesTheRequestBack) {
  MdSubscriber subscriber;
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_tick();
  ASSERT_EQ(mamaSubscription_deactivate(subscriber), MAMA_STATUS_OK);
  EXPECT_FALSE(subscriber.expects_initial());
  run_for(seconds(100));
  EXPECT_EQ(source().requests.size(), 1u);
  EXPECT_THAT(subscriber.events, ElementsAre("create"));
}

TEST_F(MdRequestTest, TheAnswerToAnEarlierActivationIsNotTaken) {
  MdMessage initial(MAMA_MSG_TYPE_INITIAL);
  mamaMsgReply early = nullptr;
  source().on_request = [&](mamaMsg request) {
    if (early == nullptr) {
      ASSERT_EQ(mamaMsg_getReplyHandle(request, &early), MAMA_STATUS_OK);
    }
  };
  MdSubscriber subscriber;
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_tick();
  ASSERT_EQ(mamaSubscription_deactivate(subscriber), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_activate(subscriber), MAMA_STATUS_OK);
  run_tick();
  ASSERT_EQ(source().requests.size(), 2u);
  mamaPublisher replies = nullptr;
  ASSERT_EQ(mamaPublisher_create(&replies, transport(), "r", nullptr, nullptr), MAMA_STATUS_OK);
  mamaPublisher_sendReplyToInboxHandle(replies, early, initial);
  run_tick();
  EXPECT_THAT(subscriber.events, ElementsAre("create", "create"));
  EXPECT_TRUE(subscriber.expects_initial());
  mamaMsg_destroyReplyHandle(early);
  mamaPublisher_destroy(replies);
}

TEST_F(MdRequestTest, AThrottleOfRateZeroActivatesAtOnce) {
  ASSERT_EQ(mamaTransport_setOutboundThrottle(transport(), MAMA_THROTTLE_DEFAULT, 0),
            MAMA_STATUS_OK);
  MdSubscriber subscriber;
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ACTIVATED);
  EXPECT_THAT(subscriber.events, ElementsAre("create"));
}

// ---- groups and symbol lists -------------------------------------------------------------------

TEST_F(MdRequestTest, TheImagesOfASymbolListEndWithTheTimeout) {
  MdMessage initial(MAMA_MSG_TYPE_INITIAL);
  source().answers({initial, initial, initial});
  MdSubscriber subscriber;
  subscriber.set_type(MAMA_SUBSC_TYPE_SYMBOL_LIST_NORMAL);
  ASSERT_EQ(subscriber.create(transport(), queue(), nullptr), MAMA_STATUS_OK);
  const char* symbol = nullptr;
  mamaSubscription_getSymbol(subscriber, &symbol);
  EXPECT_STREQ(symbol, "SYMBOL_LIST_NORMAL");
  run_tick();
  EXPECT_TRUE(subscriber.expects_initial());
  run_for(seconds(9));
  EXPECT_THAT(subscriber.events, ElementsAre("create", "INITIAL", "INITIAL", "INITIAL"));
  run_for(seconds(1));
  EXPECT_THAT(subscriber.events,
              ElementsAre("create", "INITIAL", "INITIAL", "INITIAL", "END_OF_INITIALS"));
  EXPECT_FALSE(subscriber.expects_initial());
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ACTIVATED);
  EXPECT_EQ(source().requests.size(), 1u);
}

TEST_F(MdRequestTest, ASnapshotOfASymbolListEndsItself) {
  MdMessage initial(MAMA_MSG_TYPE_INITIAL);
  source().answers({initial});
  MdSubscriber subscriber;
  subscriber.set_type(MAMA_SUBSC_TYPE_SYMBOL_LIST);
  subscriber.set_snapshot();
  ASSERT_EQ(subscriber.create(transport(), queue(), nullptr), MAMA_STATUS_OK);
  run_for(seconds(11));
  EXPECT_THAT(subscriber.events, ElementsAre("create", "INITIAL", "END_OF_INITIALS"));
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_DEACTIVATED);
}

TEST_F(MdRequestTest, ASymbolListWithoutImagesTimesOut) {
  MdSubscriber subscriber;
  subscriber.set_type(MAMA_SUBSC_TYPE_SYMBOL_LIST_BOOK);
  ASSERT_EQ(subscriber.create(transport(), queue(), nullptr), MAMA_STATUS_OK);
  run_for(seconds(32));
  EXPECT_THAT(subscriber.events, ElementsAre("create", "error: STATUS_TIMEOUT"));
}

TEST_F(MdRequestTest, MembersOfAGroupHaveClosuresOfTheirOwn) {
  MdMessage a(MAMA_MSG_TYPE_INITIAL), b(MAMA_MSG_TYPE_INITIAL), nameless(MAMA_MSG_TYPE_INITIAL);
  a.set_symbol("A");
  b.set_symbol("B");
  source().answers({a, nameless, b});
  MdSubscriber subscriber;
  subscriber.set_type(MAMA_SUBSC_TYPE_GROUP);
  int of_a = 0;
  std::vector<void*> closures;
  subscriber.on_message = [&](mamaMsg message) {
    closures.push_back(subscriber.item_closure);
    const char* symbol = nullptr;
    if (mamaMsg_getString(message, nullptr, 305, &symbol) != MAMA_STATUS_OK) return;
    if (std::string(symbol) == "A") mamaSubscription_setItemClosure(subscriber, &of_a);
  };
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_tick();
  EXPECT_THAT(subscriber.events, ElementsAre("create", "INITIAL", "INITIAL"));
  MdMessage update(MAMA_MSG_TYPE_UPDATE);
  source().publish("SYM", update.set_symbol("A"));
  source().publish("SYM", update.set_symbol("B"));
  run_tick();
  EXPECT_THAT(closures, ElementsAre(nullptr, nullptr, &of_a, nullptr));
  run_for(seconds(11));
  EXPECT_THAT(subscriber.events,
              ElementsAre("create", "INITIAL", "INITIAL", "UPDATE", "UPDATE", "END_OF_INITIALS"));
}

}  // namespace
}  // namespace quoll::test
