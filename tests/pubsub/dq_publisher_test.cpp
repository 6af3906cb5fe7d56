/// mamaDQPublisher: numbers, status, sender and time of what is sent.
#include <mama/dqpublisher.h>
#include <mama/msgtype.h>
#include <mama/senderId.h>

#include <optional>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;

/// What a message says beside its number.
struct Said {
  std::optional<std::uint32_t> number;
  std::optional<int> status;
  std::optional<std::uint64_t> sender;
  bool has_time = false;
};

class DqPublisherTest : public PubSubTest {
 protected:
  void SetUp() override {
    PubSubTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_EQ(mamaDQPublisher_allocate(&publisher_), MAMA_STATUS_OK);
    ASSERT_EQ(mamaDQPublisher_create(publisher_, transport(), "a"), MAMA_STATUS_OK);
    subscriber_ = std::make_unique<Subscriber>(transport(), queue(), "a");
    subscriber_->on_message = [this](mamaMsg message) { said.push_back(read(message)); };
  }
  void TearDown() override {
    subscriber_.reset();
    mamaDQPublisher_destroy(publisher_);
    PubSubTest::TearDown();
  }
  static Said read(mamaMsg message) {
    Said found;
    mama_u32_t number = 0;
    mama_i32_t status = 0;
    mama_u64_t sender = 0;
    mamaMsgField field = nullptr;
    if (mamaMsg_getU32(message, nullptr, 10, &number) == MAMA_STATUS_OK) found.number = number;
    if (mamaMsg_getI32(message, nullptr, 2, &status) == MAMA_STATUS_OK) found.status = status;
    if (mamaMsg_getU64(message, nullptr, 20, &sender) == MAMA_STATUS_OK) found.sender = sender;
    found.has_time = mamaMsg_getField(message, nullptr, 16, &field) == MAMA_STATUS_OK;
    return found;
  }
  mama_status send(mamaMsgType type, const char* symbol = nullptr) {
    Message message(1);
    EXPECT_EQ(mamaMsg_addU8(message, "MdMsgType", 1, static_cast<mama_u8_t>(type)), MAMA_STATUS_OK);
    if (symbol != nullptr) {
      EXPECT_EQ(mamaMsg_addString(message, "wIssueSymbol", 305, symbol), MAMA_STATUS_OK);
    }
    const mama_status status = mamaDQPublisher_send(publisher_, message);
    settle();
    run_events();
    return status;
  }

  mamaDQPublisher publisher_ = nullptr;
  std::unique_ptr<Subscriber> subscriber_;
  std::vector<Said> said;
};

TEST_F(DqPublisherTest, NumbersByTheTypeOfTheMessage) {
  struct Row {
    mamaMsgType type;
    std::uint32_t number;
    bool has_status;
  };
  const Row rows[] = {
      {MAMA_MSG_TYPE_INITIAL, 1, true},       {MAMA_MSG_TYPE_UPDATE, 2, true},
      {MAMA_MSG_TYPE_REFRESH, 2, false},      {MAMA_MSG_TYPE_RECAP, 2, true},
      {MAMA_MSG_TYPE_SYNC_REQUEST, 2, false}, {MAMA_MSG_TYPE_MISC, 2, false},
      {MAMA_MSG_TYPE_NOT_FOUND, 2, false},    {MAMA_MSG_TYPE_NOT_PERMISSIONED, 2, false},
      {MAMA_MSG_TYPE_BOOK_INITIAL, 2, true},  {MAMA_MSG_TYPE_BOOK_RECAP, 2, true},
      {MAMA_MSG_TYPE_SNAPSHOT, 3, true},      {MAMA_MSG_TYPE_TRADE, 4, true},
  };
  mamaDQPublisher_setStatus(publisher_, MAMA_MSG_STATUS_STALE);
  for (const Row& row : rows) {
    SCOPED_TRACE(mamaMsgType_stringForType(row.type));
    said.clear();
    ASSERT_EQ(send(row.type), MAMA_STATUS_OK);
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said[0].number, row.number);
    EXPECT_EQ(said[0].status.has_value(), row.has_status);
    EXPECT_EQ(said[0].status.value_or(MAMA_MSG_STATUS_STALE), MAMA_MSG_STATUS_STALE);
    EXPECT_EQ(said[0].sender, mamaSenderId_getSelf());
    EXPECT_FALSE(said[0].has_time);
  }
}

TEST_F(DqPublisherTest, NumberZeroSwitchesItOffAndTheCounterSkipsIt) {
  mamaDQPublisher_setSeqNum(publisher_, 0xffffffffu);
  EXPECT_EQ(send(MAMA_MSG_TYPE_UPDATE), MAMA_STATUS_OK);
  EXPECT_EQ(said.at(0).number, 1u);
  mamaDQPublisher_setSeqNum(publisher_, 0);
  mamaDQPublisher_setSenderId(publisher_, 0);
  mamaDQPublisher_enableSendTime(publisher_, 1);
  EXPECT_EQ(send(MAMA_MSG_TYPE_UPDATE), MAMA_STATUS_OK);
  EXPECT_FALSE(said.at(1).number.has_value());
  EXPECT_FALSE(said.at(1).status.has_value());
  EXPECT_FALSE(said.at(1).sender.has_value());
  EXPECT_TRUE(said.at(1).has_time);
}

TEST_F(DqPublisherTest, TopicsHaveTheirOwnNumbers) {
  EXPECT_EQ(mamaDQPublisher_addTopic(publisher_, "x"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDQPublisher_addTopic(publisher_, "y"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDQPublisher_addTopic(publisher_, "x"), MAMA_STATUS_INVALID_ARG);
  mamaDQPublisher_setSeqNum(publisher_, 77);  // not theirs
  EXPECT_EQ(send(MAMA_MSG_TYPE_UPDATE, "x"), MAMA_STATUS_OK);
  EXPECT_EQ(send(MAMA_MSG_TYPE_UPDATE, "x"), MAMA_STATUS_OK);
  EXPECT_EQ(send(MAMA_MSG_TYPE_UPDATE, "y"), MAMA_STATUS_OK);
  EXPECT_EQ(send(MAMA_MSG_TYPE_UPDATE, "z"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(send(MAMA_MSG_TYPE_UPDATE), MAMA_STATUS_NOT_FOUND);
  ASSERT_EQ(said.size(), 3u);
  EXPECT_EQ(said[0].number, 2u);
  EXPECT_EQ(said[1].number, 3u);
  EXPECT_EQ(said[2].number, 2u);
}

TEST_F(DqPublisherTest, FieldsThatAreThereKeepTheirTypes) {
  Message message(1);
  mamaDQPublisher_setSenderId(publisher_, 0x1234'5678'9abc'def0);
  mamaDQPublisher_enableSendTime(publisher_, 1);
  ASSERT_EQ(mamaMsg_addU16(message, "MamaSenderId", 20, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI64(message, "MamaSendTime", 16, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaDQPublisher_send(publisher_, message), MAMA_STATUS_OK);
  mama_u16_t sender = 0;
  mama_i64_t ms = 0;
  EXPECT_EQ(mamaMsg_getU16(message, nullptr, 20, &sender), MAMA_STATUS_OK);
  EXPECT_EQ(sender, 0xdef0);
  EXPECT_EQ(mamaMsg_getI64(message, nullptr, 16, &ms), MAMA_STATUS_OK);
  EXPECT_GT(ms, 1'000'000'000'000);
  run_events();
}

TEST_F(DqPublisherTest, AStatusOfTwoBytesATimeAsTextAndAForeignSender) {
  Message message(1);
  mamaDQPublisher_setStatus(publisher_, MAMA_MSG_STATUS_MISC);
  mamaDQPublisher_enableSendTime(publisher_, 1);
  ASSERT_EQ(mamaMsg_addI16(message, "MdMsgStatus", 2, 0), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addString(message, "MamaSendTime", 16, "never"), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addString(message, "MamaSenderId", 20, "me"), MAMA_STATUS_OK);
  ASSERT_EQ(mamaDQPublisher_send(publisher_, message), MAMA_STATUS_OK);
  mama_i16_t status = -1;
  const char* text = nullptr;
  EXPECT_EQ(mamaMsg_getI16(message, nullptr, 2, &status), MAMA_STATUS_OK);
  EXPECT_EQ(status, MAMA_MSG_STATUS_MISC);
  EXPECT_EQ(mamaMsg_getString(message, nullptr, 16, &text), MAMA_STATUS_OK);
  EXPECT_THAT(text, ::testing::MatchesRegex("[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?"));
  EXPECT_EQ(mamaMsg_getString(message, nullptr, 20, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "me");  // a type that holds no id is left alone
  run_events();
}

TEST_F(DqPublisherTest, WhatMayNotBeModifiedIsCopied) {
  TestPublisher source(transport(), "source");
  Subscriber relay(transport(), queue(), "source");
  relay.on_message = [&](mamaMsg message) {
    mamaMsg modifiable = nullptr;
    EXPECT_EQ(mamaMsg_getTempCopy(message, &modifiable), MAMA_STATUS_OK);
    EXPECT_EQ(mamaDQPublisher_send(publisher_, message), MAMA_STATUS_OK);
    EXPECT_EQ(mamaDQPublisher_send(publisher_, message), MAMA_STATUS_OK);
    EXPECT_EQ(read(message).number.has_value(), modifiable == message);
  };
  source.send(1);
  run_events();
  ASSERT_EQ(said.size(), 2u);
  EXPECT_EQ(said[0].number, 2u);
  EXPECT_EQ(said[1].number, 3u);
}

TEST_F(DqPublisherTest, TheNumberIsUsedUpThoughTheSendFails) {
  TestTransport going(bridge(), "going");
  mamaDQPublisher publisher = nullptr;
  ASSERT_EQ(mamaDQPublisher_allocate(&publisher), MAMA_STATUS_OK);
  ASSERT_EQ(mamaDQPublisher_create(publisher, going, "a"), MAMA_STATUS_OK);
  going.destroy();
  Message message(1);
  EXPECT_EQ(mamaDQPublisher_send(publisher, message), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(read(message).number, 2u);
  EXPECT_EQ(mamaDQPublisher_send(publisher, message), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(read(message).number, 3u);
  mamaDQPublisher_destroy(publisher);
}

TEST_F(DqPublisherTest, RepliesAreNumberedAsTheyAre) {
  TestPublisher asker(transport(), "question");
  Subscriber answering(transport(), queue(), "question");
  answering.on_message = [&](mamaMsg request) {
    Message reply(2);
    EXPECT_EQ(mamaDQPublisher_sendReply(publisher_, request, reply), MAMA_STATUS_OK);
    EXPECT_EQ(read(reply).number, 1u);
    EXPECT_TRUE(read(reply).status.has_value());
    EXPECT_TRUE(read(reply).sender.has_value());
    Message second(3);
    mamaMsgReply handle = nullptr;
    ASSERT_EQ(mamaMsg_getReplyHandle(request, &handle), MAMA_STATUS_OK);
    EXPECT_EQ(mamaDQPublisher_sendReplyWithHandle(publisher_, handle, second), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_destroyReplyHandle(handle), MAMA_STATUS_OK);
  };
  mamaInbox inbox = nullptr;
  int replies = 0;
  ASSERT_EQ(mamaInbox_create(
                &inbox, transport(), queue(),
                [](mamaMsg, void* closure) { ++*static_cast<int*>(closure); }, nullptr, &replies),
            MAMA_STATUS_OK);
  Message request(1);
  EXPECT_EQ(mamaPublisher_sendFromInbox(asker, inbox, request), MAMA_STATUS_OK);
  run_events();
  EXPECT_EQ(replies, 2);
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
  run_events();
}

/// With the callbacks of a plain publisher.
struct WatchedDq {
  mama_status create(mamaTransport transport, mamaQueue queue) {
    mamaPublisherCallbacks callbacks{};
    callbacks.onCreate = [](mamaPublisher, void* closure) { of(closure).told("create"); };
    callbacks.onDestroy = [](mamaPublisher, void* closure) {
      auto& self = of(closure);
      EXPECT_EQ(mamaDQPublisher_getClosure(self.publisher), closure);  // it is still there
      self.told("destroy");
    };
    EXPECT_EQ(mamaDQPublisher_allocate(&publisher), MAMA_STATUS_OK);
    mamaDQPublisher_setClosure(publisher, this);
    return mamaDQPublisher_createWithCallbacks(publisher, transport, queue, "a", &callbacks, this);
  }
  static WatchedDq& of(void* closure) { return *static_cast<WatchedDq*>(closure); }
  void told(const char* what) {
    notes.emplace_back(what);
    if (notes.back() == ends_in) mamaDQPublisher_destroy(publisher);
    if (notes.back() == sends_in) {
      Message message(1);
      EXPECT_EQ(mamaDQPublisher_send(publisher, message), MAMA_STATUS_OK);
    }
  }

  mamaDQPublisher publisher = nullptr;
  std::vector<std::string> notes;
  std::string ends_in, sends_in;
};

TEST_F(DqPublisherTest, WithTheCallbacksOfAPublisher) {
  WatchedDq watched;
  watched.sends_in = "create";
  ASSERT_EQ(watched.create(transport(), queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDQPublisher_create(watched.publisher, transport(), "b"), MAMA_STATUS_INVALID_ARG);
  run_events();
  EXPECT_EQ(said.size(), 1u);
  mamaDQPublisher_destroy(watched.publisher);
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  mamaDQPublisher_destroy(watched.publisher);  // a dead handle
  EXPECT_EQ(mamaDQPublisher_addTopic(watched.publisher, "a"), MAMA_STATUS_INVALID_ARG);
}

TEST_F(DqPublisherTest, EndedInsideItsCallbacks) {
  for (const char* callback : {"create", "destroy"}) {
    SCOPED_TRACE(callback);
    WatchedDq watched;
    watched.ends_in = callback;
    EXPECT_EQ(watched.create(transport(), queue()), MAMA_STATUS_OK);
    if (watched.ends_in == "destroy") mamaDQPublisher_destroy(watched.publisher);
    EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
    EXPECT_EQ(mamaDQPublisher_addTopic(watched.publisher, "a"), MAMA_STATUS_INVALID_ARG);
  }
}

TEST_F(DqPublisherTest, PointersAndArguments) {
  int mine = 0;
  mamaDQPublisher_setClosure(publisher_, &mine);
  mamaDQPublisher_setCache(publisher_, &said);
  EXPECT_EQ(mamaDQPublisher_getClosure(publisher_), &mine);
  EXPECT_EQ(mamaDQPublisher_getCache(publisher_), &said);
  EXPECT_EQ(mamaDQPublisher_getClosure(nullptr), nullptr);
  EXPECT_EQ(mamaDQPublisher_getCache(nullptr), nullptr);
  mamaDQPublisher_setClosure(nullptr, &mine);
  mamaDQPublisher_destroy(nullptr);
  Message message(1);
  EXPECT_EQ(mamaDQPublisher_allocate(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDQPublisher_create(nullptr, transport(), "a"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDQPublisher_addTopic(publisher_, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDQPublisher_send(nullptr, message), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDQPublisher_send(publisher_, nullptr), MAMA_STATUS_NULL_ARG);
  mamaDQPublisher unmade = nullptr;
  ASSERT_EQ(mamaDQPublisher_allocate(&unmade), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDQPublisher_send(unmade, message), MAMA_STATUS_NULL_ARG);  // of mamaPublisher_send
  EXPECT_EQ(mamaDQPublisher_create(unmade, nullptr, "a"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDQPublisher_create(unmade, transport(), "a"), MAMA_STATUS_OK);  // after a failure
  mamaDQPublisher_destroy(unmade);
}

TEST(SenderId, Parts) {
  const std::uint64_t id = (std::uint64_t{0x0100007f} << 32) + 0x12345;  // 127.0.0.1
  char text[16] = {};
  mamaSenderId_getIpAddr(id, text, sizeof text);
  EXPECT_STREQ(text, "127.0.0.1");
  char cut[4] = {};
  mamaSenderId_getIpAddr(id, cut, sizeof cut);
  EXPECT_STREQ(cut, "127");
  std::uint16_t low = 0;
  std::uint32_t all = 0;
  mamaSenderId_getPid(id, &low);
  mamaSenderId_getPid64(id, &all);
  EXPECT_EQ(low, 0x2345);
  EXPECT_EQ(all, 0x12345u);
  const std::uint64_t before = mamaSenderId_getSelf();
  mamaSenderId_getPid64(before, &all);
  EXPECT_EQ(all, static_cast<std::uint32_t>(getpid()));
  for (const std::uint64_t mine : {7, 0}) {
    mamaSenderId_setSelf(mine);
    EXPECT_EQ(mamaSenderId_getSelf(), mine);
  }
  mamaSenderId_setSelf(before);
}

}  // namespace
}  // namespace quoll::test
