// What becomes of a message of market data, by its status and type.
#include "subscribe/market_data_support.h"

namespace quoll::test {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Each test runs with the data quality on, and with it off.
class MdMessageTest : public MarketDataTest, public ::testing::WithParamInterface<bool> {
 protected:
  void SetUp() override {
    mama_setProperty("mama.loopback.transport.test.dq_enabled", GetParam() ? "true" : "false");
    MarketDataTest::SetUp();
  }
  void TearDown() override {
    MarketDataTest::TearDown();
    mama_setProperty("mama.loopback.transport.test.dq_enabled", "true");
  }
  /// What an active subscription is told of one message.
  std::vector<std::string> events_of(MdMessage& message) {
    MdSubscriber subscriber;
    activate(subscriber);
    source().publish("SYM", message);
    run_tick();
    EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ACTIVATED);
    EXPECT_EQ(subscriber.last_error,
              subscriber.subject.empty() ? MAMA_ERROR_UNKNOWN : MAMA_ERROR_DEFAULT);
    return subscriber.events;
  }
  std::vector<std::string> events_of(mamaMsgType type, mamaMsgStatus status = MAMA_MSG_STATUS_OK) {
    MdMessage message(type, status);
    return events_of(message);
  }
};

INSTANTIATE_TEST_SUITE_P(DataQuality, MdMessageTest, ::testing::Bool(),
                         [](const auto& each) { return each.param ? "On" : "Off"; });

TEST_P(MdMessageTest, StatusesThatGoOn) {
  for (const mamaMsgStatus status :
       {MAMA_MSG_STATUS_OK, MAMA_MSG_STATUS_LINE_DOWN, MAMA_MSG_STATUS_STALE,
        MAMA_MSG_STATUS_PLATFORM_STATUS, MAMA_MSG_STATUS_TOPIC_CHANGE, MAMA_MSG_STATUS_DUPLICATE,
        MAMA_MSG_STATUS_MISC, MAMA_MSG_STATUS_POSSIBLY_STALE, static_cast<mamaMsgStatus>(77)}) {
    EXPECT_THAT(events_of(MAMA_MSG_TYPE_UPDATE, status), ElementsAre("UPDATE")) << status;
  }
}

TEST_P(MdMessageTest, StatusesThatAreErrors) {
  const std::pair<mamaMsgStatus, mama_status> errors[] = {
      {MAMA_MSG_STATUS_NO_SUBSCRIBERS, MAMA_STATUS_NO_SUBSCRIBERS},
      {MAMA_MSG_STATUS_BAD_SYMBOL, MAMA_STATUS_BAD_SYMBOL},
      {MAMA_MSG_STATUS_EXPIRED, MAMA_STATUS_EXPIRED},
      {MAMA_MSG_STATUS_TIMEOUT, MAMA_STATUS_TIMEOUT},
      {MAMA_MSG_STATUS_NOT_ENTITLED, MAMA_STATUS_NOT_ENTITLED},
      {MAMA_MSG_STATUS_NOT_FOUND, MAMA_STATUS_NOT_FOUND},
      {MAMA_MSG_STATUS_NOT_PERMISSIONED, MAMA_STATUS_NOT_PERMISSIONED},
      {MAMA_MSG_STATUS_BANDWIDTH_EXCEEDED, MAMA_STATUS_BANDWIDTH_EXCEEDED}};
  for (const auto& [status, told] : errors) {
    EXPECT_THAT(events_of(MAMA_MSG_TYPE_UPDATE, status),
                ElementsAre(std::string("error: ") + mamaStatus_stringForStatus(told)));
  }
}

TEST_P(MdMessageTest, AnErrorEndsTheWaiting) {
  MdMessage refusal(MAMA_MSG_TYPE_UPDATE, MAMA_MSG_STATUS_NOT_FOUND);
  source().answers({refusal});
  MdSubscriber subscriber;
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_tick();
  EXPECT_FALSE(subscriber.expects_initial());
  run_for(seconds(60));
  EXPECT_THAT(subscriber.events, ElementsAre("create", "error: STATUS_NOT_FOUND"));
  EXPECT_EQ(source().requests.size(), 1u);
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ACTIVATED);
}

TEST_P(MdMessageTest, WithoutStatusTheDataMayBeStale) {
  MdMessage message;
  message.set_type(MAMA_MSG_TYPE_UPDATE);
  EXPECT_THAT(events_of(message), ElementsAre("quality 1"));
  EXPECT_THAT(events_of(MAMA_MSG_TYPE_UPDATE, MAMA_MSG_STATUS_UNKNOWN), ElementsAre("quality 1"));
}

TEST_P(MdMessageTest, APossiblyStaleOneTellsAndGoesOn) {
  EXPECT_THAT(events_of(MAMA_MSG_TYPE_MISC, MAMA_MSG_STATUS_POSSIBLY_STALE),
              ElementsAre("quality 1", "MISC"));
}

TEST_P(MdMessageTest, Types) {
  for (const mamaMsgType type :
       {MAMA_MSG_TYPE_INITIAL, MAMA_MSG_TYPE_SNAPSHOT, MAMA_MSG_TYPE_RECAP,
        MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_TYPE_BOOK_INITIAL, MAMA_MSG_TYPE_BOOK_SNAPSHOT,
        MAMA_MSG_TYPE_BOOK_RECAP, MAMA_MSG_TYPE_UPDATE, MAMA_MSG_TYPE_CANCEL, MAMA_MSG_TYPE_QUOTE,
        MAMA_MSG_TYPE_TRADE, MAMA_MSG_TYPE_BOOK_UPDATE, MAMA_MSG_TYPE_SEC_STATUS,
        MAMA_MSG_TYPE_MISC}) {
    EXPECT_THAT(events_of(type), ElementsAre(mamaMsgType_stringForType(type)));
  }
  const std::pair<mamaMsgType, mama_status> errors[] = {
      {MAMA_MSG_TYPE_DELETE, MAMA_STATUS_DELETE},
      {MAMA_MSG_TYPE_EXPIRE, MAMA_STATUS_EXPIRED},
      {MAMA_MSG_TYPE_NOT_PERMISSIONED, MAMA_STATUS_NOT_PERMISSIONED},
      {MAMA_MSG_TYPE_NOT_FOUND, MAMA_STATUS_NOT_FOUND}};
  for (const auto& [type, told] : errors) {
    EXPECT_THAT(events_of(type),
                ElementsAre(std::string("error: ") + mamaStatus_stringForStatus(told)));
  }
  EXPECT_THAT(events_of(MAMA_MSG_TYPE_REFRESH), IsEmpty());
  EXPECT_THAT(events_of(MAMA_MSG_TYPE_UNKNOWN), IsEmpty());
  MdMessage nothing;
  nothing.set_status(MAMA_MSG_STATUS_OK);
  EXPECT_THAT(events_of(nothing), IsEmpty());
}

TEST_P(MdMessageTest, QualifiedMessagesAreFiltered) {
  MdSubscriber subscriber;
  ASSERT_EQ(mamaSubscription_setMsgQualifierFilter(subscriber, 0, 1, 0, 0, 0), MAMA_STATUS_OK);
  activate(subscriber);
  MdMessage message(MAMA_MSG_TYPE_UPDATE);
  mamaMsg_updateU16(message, "wMsgQual", 21, 0x1);
  source().publish("SYM", message);
  mamaMsg_updateU16(message, "wMsgQual", 21, 0x2);
  source().publish("SYM", message);
  run_tick();
  EXPECT_THAT(subscriber.events, ElementsAre("UPDATE"));
}

TEST_P(MdMessageTest, ASnapshotEndsWithItsImage) {
  MdMessage initial(MAMA_MSG_TYPE_INITIAL);
  source().answers({initial});
  MdSubscriber subscriber;
  subscriber.set_snapshot();
  mamaSubscriptionState then = MAMA_SUBSCRIPTION_UNKNOWN;
  subscriber.on_message = [&](mamaMsg) { then = subscriber.state(); };
  ASSERT_EQ(subscriber.create(transport(), queue()), MAMA_STATUS_OK);
  run_for(seconds(60));
  source().publish("SYM", initial);
  run_tick();
  EXPECT_THAT(subscriber.events, ElementsAre("create", "INITIAL"));
  EXPECT_EQ(then, MAMA_SUBSCRIPTION_DEACTIVATED);
  EXPECT_EQ(source().requests.size(), 1u);
  // It may be asked for again.
  EXPECT_EQ(mamaSubscription_activate(subscriber), MAMA_STATUS_OK);
  run_tick();
  EXPECT_THAT(subscriber.events, ElementsAre("create", "INITIAL", "create", "INITIAL"));
}

TEST_P(MdMessageTest, TheItemClosureBelongsToTheFirstMessageOn) {
  MdSubscriber subscriber;
  int item = 0;
  void* stored = &item;
  EXPECT_EQ(mamaSubscription_setItemClosure(subscriber, &item), MAMA_STATUS_INVALID_ARG);
  activate(subscriber);
  EXPECT_EQ(subscriber.item_closure, nullptr);
  EXPECT_EQ(mamaSubscription_setItemClosure(subscriber, &item), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_getItemClosure(subscriber, &stored), MAMA_STATUS_OK);
  EXPECT_EQ(stored, &item);
  MdMessage message(MAMA_MSG_TYPE_UPDATE);
  source().publish("SYM", message);
  run_tick();
  EXPECT_EQ(subscriber.item_closure, &item);
}

}  // namespace
}  // namespace quoll::test
