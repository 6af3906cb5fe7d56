/// What outlives its bridge, and what is inside it when it is closed.
#include <stdexcept>

#include "pubsub/pubsub_support.h"
#include "support/lasting_message.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;

/// Objects on the loopback that a close leaves behind.
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
  const char* bridge_name() const override { return "loopback"; }
};

TEST_F(ClosedBridgeTest, EveryCallThatLeadsThereIsRefused) {
  LeftBehind left(bridge());
  mamaMsg message = make_lasting_message();
  mama_.reset();  // closes
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
  EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK);
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

TEST_F(ClosedBridgeTest, WhatAnEnqueueCallbackThrowsComesOutOfTheSendAfterAllHaveTheMessage) {
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
