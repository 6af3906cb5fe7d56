/// Requests from inboxes, replies to them.
#include <mama/inbox.h>
#include <mama/integration/inbox.h>

#include <cstdio>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;

class TestInbox {
 public:
  TestInbox(mamaTransport transport, mamaQueue queue) {
    EXPECT_EQ(mamaInbox_create2(
                  &inbox_, transport, queue,
                  [](mamaMsg message, void* closure) {
                    auto& self = *static_cast<TestInbox*>(closure);
                    self.numbers.push_back(number_in(message));
                    if (self.on_message) self.on_message(message);
                  },
                  nullptr,
                  [](mamaInbox, void* closure) { ++static_cast<TestInbox*>(closure)->ends; }, this),
              MAMA_STATUS_OK);
  }
  ~TestInbox() { end(); }
  void end() {
    if (inbox_ == nullptr) return;
    EXPECT_EQ(mamaInbox_destroy(std::exchange(inbox_, nullptr)), MAMA_STATUS_OK);
  }
  operator mamaInbox() const { return inbox_; }

  std::function<void(mamaMsg)> on_message;
  std::vector<std::uint64_t> numbers;
  int ends = 0;

 private:
  mamaInbox inbox_ = nullptr;
};

using RequestReplyTest = PubSubTest;

TEST_F(RequestReplyTest, AReplyComesToTheInboxOfTheRequest) {
  TestPublisher publisher(transport(), "service");
  Subscriber service(transport(), queue(), "service");
  TestInbox inbox(transport(), queue()), other(transport(), queue());
  Message reply(2);
  service.on_message = [&](mamaMsg request) {
    EXPECT_EQ(mamaMsg_isFromInbox(request), 1);
    EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, request, reply), MAMA_STATUS_OK);
  };
  inbox.on_message = [](mamaMsg message) { EXPECT_EQ(mamaMsg_isFromInbox(message), 0); };
  Message request(1);
  ASSERT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, request), MAMA_STATUS_OK);
  run_events();
  EXPECT_THAT(service.numbers, ElementsAre(1));
  EXPECT_THAT(inbox.numbers, ElementsAre(2));
  EXPECT_TRUE(other.numbers.empty());
}

TEST_F(RequestReplyTest, APublishedMessageAfterARequestIsNoRequest) {
  TestPublisher publisher(transport(), "service");
  Subscriber service(transport(), queue(), "service");
  TestInbox inbox(transport(), queue());
  std::vector<int> from_inbox;
  service.on_message = [&](mamaMsg message) { from_inbox.push_back(mamaMsg_isFromInbox(message)); };
  Message request(1);
  ASSERT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, request), MAMA_STATUS_OK);
  publisher.send(2);  // on the same reusable message of the queue
  run_events();
  EXPECT_THAT(from_inbox, ElementsAre(1, 0));
}

// The reply goes to the subject that the request has told, which is not mapped either.
using BaseRequestReplyTest = LoopbackTest;

TEST_F(BaseRequestReplyTest, ASymbolMapLeavesInboxesAlone) {
  TestPublisher publisher(transport(), "service");
  Subscriber service(transport(), queue(), "service");
  mamaTransport_setSymbolMapFunc(
      transport(),
      [](void*, char* result, const char* symbol, std::size_t size) {
        return std::snprintf(result, size, "mapped.%s", symbol) > 0 ? 1 : 0;
      },
      nullptr);
  TestInbox inbox(transport(), queue());
  Message reply(2);
  service.on_message = [&](mamaMsg request) {
    EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, request, reply), MAMA_STATUS_OK);
  };
  Message request(1);
  ASSERT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, request), MAMA_STATUS_OK);
  run_events();
  EXPECT_THAT(inbox.numbers, ElementsAre(2));
}

TEST_F(RequestReplyTest, AReplyHandleIsGoodAfterTheCallback) {
  TestPublisher publisher(transport(), "service");
  Subscriber service(transport(), queue(), "service");
  TestInbox inbox(transport(), queue());
  std::vector<mamaMsgReply> handles;
  service.on_message = [&](mamaMsg request) {
    mamaMsgReply handle = nullptr;
    ASSERT_EQ(mamaMsg_getReplyHandle(request, &handle), MAMA_STATUS_OK);
    handles.push_back(handle);
  };
  Message request(1);
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, request), MAMA_STATUS_OK);
  }
  run_events();
  service.end();
  Message reply;
  for (std::uint64_t i = 0; i < 2 * handles.size(); ++i) {
    reply.set(10 + i);
    EXPECT_EQ(mamaPublisher_sendReplyToInboxHandle(publisher, handles[i % handles.size()], reply),
              MAMA_STATUS_OK);
  }
  run_events();
  EXPECT_THAT(inbox.numbers, ElementsAre(10, 11, 12, 13, 14, 15));
  inbox.end();
  EXPECT_EQ(inbox.ends, 1);
  // The inbox is gone: that is nobody's fault.
  EXPECT_EQ(mamaPublisher_sendReplyToInboxHandle(publisher, handles[0], reply), MAMA_STATUS_OK);
  for (mamaMsgReply handle : handles) {
    EXPECT_EQ(mamaMsg_destroyReplyHandle(handle), MAMA_STATUS_OK);
  }
}

TEST_F(RequestReplyTest, ADetachedRequestCanBeAnsweredLater) {
  TestPublisher publisher(transport(), "service");
  Subscriber service(transport(), queue(), "service");
  TestInbox inbox(transport(), queue());
  mamaMsg kept = nullptr;
  service.on_message = [&](mamaMsg request) {
    ASSERT_EQ(mamaMsg_detach(request), MAMA_STATUS_OK);
    kept = request;
  };
  Message request(1), reply(2);
  ASSERT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, request), MAMA_STATUS_OK);
  run_events();
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, kept, reply), MAMA_STATUS_OK);
  mamaMsg_destroy(kept);
  run_events();
  EXPECT_THAT(inbox.numbers, ElementsAre(2));
}

TEST_F(RequestReplyTest, AnInboxEndsInsideItsOwnCallback) {
  TestPublisher publisher(transport(), "service");
  Subscriber service(transport(), queue(), "service");
  TestInbox inbox(transport(), queue());
  Message reply(2);
  service.on_message = [&](mamaMsg request) {
    for (int i = 0; i < 3; ++i) mamaPublisher_sendReplyToInbox(publisher, request, reply);
  };
  inbox.on_message = [&](mamaMsg) { inbox.end(); };
  Message request(1);
  ASSERT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, request), MAMA_STATUS_OK);
  run_events();
  EXPECT_THAT(inbox.numbers, ElementsAre(2));
  EXPECT_EQ(inbox.ends, 1);
}

TEST_F(RequestReplyTest, AfterDestroyTheInboxHoldsNeitherQueueNorTransport) {
  for (const bool queue_first : {true, false}) {
    mamaQueue queue = nullptr;
    ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
    TestTransport tport(bridge(), "short");
    TestInbox inbox(tport, queue);
    EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
    inbox.end();
    EXPECT_EQ(inbox.ends, 1);
    if (!queue_first) tport.destroy();
    EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
  }
}

TEST_F(RequestReplyTest, WhatIsNoRequestCannotBeAnswered) {
  TestPublisher publisher(transport(), "service");
  Subscriber service(transport(), queue(), "service");
  Message reply(2);
  int checked = 0;
  service.on_message = [&](mamaMsg message) {
    EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, message, reply), MAMA_STATUS_INVALID_ARG);
    ++checked;
  };
  publisher.send(1);
  run_events();
  EXPECT_EQ(checked, 1);
  EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, nullptr, reply), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, reply, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendReplyToInbox(nullptr, reply, reply), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_sendReplyToInboxHandle(publisher, nullptr, reply),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendReplyToInboxHandle(nullptr, nullptr, reply), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_sendFromInbox(nullptr, nullptr, reply), MAMA_STATUS_NULL_ARG);
}

TEST_F(RequestReplyTest, InboxesByIndex) {
  TestPublisher publisher(transport(), "service");
  Subscriber service(transport(), queue(), "service");
  Message request(1), reply(2);
  service.on_message = [&](mamaMsg message) {
    mamaPublisher_sendReplyToInbox(publisher, message, reply);
  };
  int replies = 0;
  mamaInbox inbox = nullptr;
  ASSERT_EQ(mamaInbox_createByIndex(
                &inbox, transport(), 0, queue(),
                [](mamaMsg, void* closure) { ++*static_cast<int*>(closure); }, nullptr, &replies),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisherImpl_sendFromInboxByIndex(publisher, 0, inbox, request), MAMA_STATUS_OK);
  run_events();
  EXPECT_EQ(replies, 1);
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test
