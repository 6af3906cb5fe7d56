/// What outlives its bridge, and what is inside it when it is closed.
#include <mama/integration/msg.h>
#include <mama/msg.h>

#include <stdexcept>

#include "pubsub/pubsub_support.h"
#include "support/lasting_message.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;

/// Objects that a close leaves behind.
struct LeftBehind {
  explicit LeftBehind(mamaBridge bridge) {
    EXPECT_EQ(mamaTransport_allocate(&transport), MAMA_STATUS_OK);
    EXPECT_EQ(mamaTransport_create(transport, "left", bridge), MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueue_create(&queue, bridge), MAMA_STATUS_OK);
    EXPECT_EQ(mamaPublisher_create(&publisher, transport, "a", nullptr, nullptr), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_allocate(&plain), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_allocate(&whole), MAMA_STATUS_OK);
    mamaMsgCallbacks callbacks{};
    mamaWildCardMsgCallbacks wildcard_callbacks{};
    EXPECT_EQ(mamaSubscription_createBasic(plain, transport, queue, &callbacks, "a", nullptr),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_createBasicWildCard(whole, transport, queue, &wildcard_callbacks,
                                                   "a", nullptr, nullptr),
              MAMA_STATUS_OK);
  }
  ~LeftBehind() {
    for (mamaSubscription subscription : {plain, whole}) {
      mamaSubscription_destroy(subscription);
      EXPECT_EQ(mamaSubscription_deallocate(subscription), MAMA_STATUS_OK);
    }
    mamaPublisher_destroy(publisher);
    mamaTransport_destroy(transport);
  }

  mamaTransport transport = nullptr;
  mamaQueue queue = nullptr;
  mamaPublisher publisher = nullptr;
  mamaSubscription plain = nullptr;
  mamaSubscription whole = nullptr;
};

class ClosedBridgeTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return bridge_under_test("loopback"); }
};

/// With what the loopback promises beyond the interface.
class ClosedLoopbackTest : public ClosedBridgeTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
};

void expect_refusals(const LeftBehind& left, mamaMsg message) {
  EXPECT_EQ(mamaPublisher_send(left.publisher, message), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaPublisher_sendFromInbox(left.publisher, nullptr, message),
            MAMA_STATUS_NO_BRIDGE_IMPL);
  mamaPublisher another = nullptr;
  EXPECT_EQ(mamaPublisher_create(&another, left.transport, "b", nullptr, nullptr),
            MAMA_STATUS_NO_BRIDGE_IMPL);
  void* out = nullptr;
  for (mamaSubscription subscription : {left.plain, left.whole}) {
    EXPECT_EQ(mamaSubscription_muteCurrentTopic(subscription), MAMA_STATUS_NO_BRIDGE_IMPL);
    EXPECT_EQ(mamaSubscription_getPlatformError(subscription, &out), MAMA_STATUS_NO_BRIDGE_IMPL);
    EXPECT_EQ(mamaSubscription_isTportDisconnected(subscription), MAMA_STATUS_NO_BRIDGE_IMPL);
  }
  EXPECT_EQ(mamaSubscription_setItemClosure(left.whole, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaTransport_getNativeTransport(left.transport, 0, &out), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaTransport_getNativeTransportNamingCtx(left.transport, 0, &out),
            MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaTransport_getMiddleware(left.transport), nullptr);
}

TEST_F(ClosedBridgeTest, EveryCallThatLeadsThereIsRefused) {
  LeftBehind left(bridge());
  mamaMsg message = make_lasting_message();
  mama_.reset();  // closes
  expect_refusals(left, message);
  EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK);
}

// It has reply handles of messages that are no requests.
TEST_F(ClosedLoopbackTest, AlsoWhenAnotherBridgeIsAtItsAddress) {
  LeftBehind left(bridge());
  mamaMsg message = make_lasting_message();
  mamaMsgReply reply = nullptr;
  const mamaBridge old = bridge();
  ASSERT_EQ(mamaMsgImpl_setBridgeImpl(message, old), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_getReplyHandle(message, &reply), MAMA_STATUS_OK);
  // The addresses of bridges come back after some reloads.
  int reloads = 0;
  do {
    ASSERT_LT(++reloads, 1000);
    mama_.reset();
    mama_ = std::make_unique<OpenMama>(bridge_name());
    ASSERT_EQ(mama_->status(), MAMA_STATUS_OK);
  } while (bridge() != old);
  expect_refusals(left, message);
  mamaMsgReply copy = nullptr;
  EXPECT_EQ(mamaMsg_getReplyHandle(message, &copy), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsg_copyReplyHandle(reply, &copy), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsg_setReplyHandle(message, reply), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsg_destroyReplyHandle(reply), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK);
}

// What is left at the close is freed by the bridge, and hears nothing of a later life of its
// domain.
TEST_F(ClosedBridgeTest, LeftoversHearNothingOfTheNextLife) {
  auto* const transport = new TestTransport(bridge());
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  Subscriber subscriber(*transport, queue, "a");
  Subscriber whole;
  ASSERT_EQ(whole.create_wildcard(*transport, queue, "a", nullptr), MAMA_STATUS_OK);
  int replies = 0;
  mamaInbox inbox = nullptr;
  ASSERT_EQ(mamaInbox_create(
                &inbox, *transport, queue,
                [](mamaMsg, void* count) { ++*static_cast<int*>(count); }, nullptr, &replies),
            MAMA_STATUS_OK);
  static int destroyed;
  destroyed = 0;
  mamaPublisherCallbacks callbacks{};
  callbacks.onDestroy = [](mamaPublisher, void*) { ++destroyed; };
  mamaPublisher publisher = nullptr;
  ASSERT_EQ(mamaPublisher_createWithCallbacks(&publisher, *transport, queue, "a", nullptr, nullptr,
                                              &callbacks, nullptr),
            MAMA_STATUS_OK);
  {
    Message message(1);
    ASSERT_EQ(mamaPublisher_send(publisher, message), MAMA_STATUS_OK);  // stays on the queue
    ASSERT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, message), MAMA_STATUS_OK);
  }
  mama_.reset();  // closes
  EXPECT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(destroyed, 0);

  mama_ = std::make_unique<OpenMama>(bridge_name());
  ASSERT_EQ(mama_->status(), MAMA_STATUS_OK);
  {
    TestTransport next_transport(bridge());
    TestQueue next_queue(bridge());
    Subscriber next(next_transport, next_queue, "a");
    TestPublisher next_publisher(next_transport, "a");
    ASSERT_EQ(next_publisher.send(2), MAMA_STATUS_OK);
    ASSERT_EQ(mamaQueue_timedDispatch(next_queue, 1), MAMA_STATUS_OK);
    EXPECT_THAT(next.numbers, ElementsAre(2));
    next.end();
  }
  EXPECT_TRUE(subscriber.numbers.empty());
  EXPECT_TRUE(whole.numbers.empty());
  EXPECT_EQ(replies, 0);
  EXPECT_EQ(mamaPublisher_destroy(publisher), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(destroyed, 1) << "by the core, as the bridge has forgotten it";
  subscriber.end();
  whole.end();
  delete transport;
}

/// A send that stays inside the bridge, in the enqueue callback of a queue, until it is let go.
struct StuckSend {
  explicit StuckSend(const LeftBehind& left) : thread([this, &left] { send(left.publisher); }) {
    EXPECT_EQ(mamaQueue_setEnqueueCallback(
                  left.queue,
                  [](mamaQueue, void* closure) {
                    auto& self = *static_cast<StuckSend*>(closure);
                    self.inside.raise();
                    EXPECT_TRUE(self.leave.wait());
                  },
                  this),
              MAMA_STATUS_OK);
    start.raise();
    EXPECT_TRUE(inside.wait());
  }
  void send(mamaPublisher publisher) {
    EXPECT_TRUE(start.wait());
    mamaMsg message = make_lasting_message();
    status = mamaPublisher_send(publisher, message);
    EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK);
  }

  Signal start, inside, leave;
  mama_status status = MAMA_STATUS_PLATFORM;
  TestThread thread;
};

TEST_F(ClosedBridgeTest, TheCloseWaitsForASendThatIsInsideTheBridge) {
  LeftBehind left(bridge());
  StuckSend stuck(left);
  Signal closed;
  TestThread closing([&] {
    EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
    closed.raise();
  });
  EXPECT_FALSE(closed.wait(1, std::chrono::seconds(1)));  // in virtual time
  EXPECT_EQ(mamaPublisher_send(left.publisher, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  stuck.leave.raise();
  EXPECT_TRUE(closed.wait());
  closing.join();
  stuck.thread.join();
  EXPECT_EQ(stuck.status, MAMA_STATUS_OK);
}

TEST_F(ClosedBridgeTest, ABridgeThatKeepsASendForEverIsGivenUp) {
  LeftBehind left(bridge());
  StuckSend stuck(left);
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);  // after mama.defaultqueue.timeout
  EXPECT_EQ(mamaPublisher_send(left.publisher, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  stuck.leave.raise();
  stuck.thread.join();
  EXPECT_EQ(stuck.status, MAMA_STATUS_OK);
  mama_.reset();
  mama_ = std::make_unique<OpenMama>(bridge_name());
  EXPECT_EQ(mama_->status(), MAMA_STATUS_OK);
}

TEST_F(ClosedBridgeTest, AnErrorAfterTheEndReachesNobody) {
  TestTransport transport(bridge());
  TestQueue queue(bridge());
  Subscriber subscriber(transport, queue, "a");
  EXPECT_EQ(mamaSubscription_processErr(subscriber, 0), MAMA_STATUS_OK);
  EXPECT_THAT(subscriber.errors, ElementsAre(MAMA_STATUS_TIMEOUT));
  EXPECT_EQ(mamaSubscription_processErr(subscriber, 1), MAMA_STATUS_OK);  // deactivates, then tells
  EXPECT_THAT(subscriber.errors, ElementsAre(MAMA_STATUS_TIMEOUT, MAMA_STATUS_TIMEOUT));
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_DEACTIVATED);
  EXPECT_EQ(mamaSubscription_processErr(subscriber, 0), MAMA_STATUS_SUBSCRIPTION_INVALID_STATE);
  EXPECT_EQ(subscriber.errors.size(), 2u);
}

TEST_F(ClosedLoopbackTest, WhatAnEnqueueCallbackThrowsComesOutOfTheSendAfterAllHaveTheMessage) {
  TestTransport transport(bridge());
  TestQueue throwing(bridge()), other(bridge());
  Subscriber before(transport, other, "a"), on_throwing(transport, throwing, "a"),
      after(transport, other, "a");
  TestPublisher publisher(transport, "a");
  const auto thrower = [](mamaQueue, void*) { throw std::runtime_error("the application's"); };
  ASSERT_EQ(mamaQueue_setEnqueueCallback(throwing, thrower, nullptr), MAMA_STATUS_OK);
  EXPECT_THROW(publisher.send(1), std::runtime_error);
  ASSERT_EQ(mamaQueue_removeEnqueueCallback(throwing), MAMA_STATUS_OK);
  EXPECT_EQ(publisher.send(2), MAMA_STATUS_OK);
  run_events(throwing);
  run_events(other);
  for (const Subscriber* each : {&before, &on_throwing, &after}) {
    EXPECT_THAT(each->numbers, ElementsAre(1, 2));
  }
}

}  // namespace
}  // namespace quoll::test
