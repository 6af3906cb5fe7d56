/// Callbacks on two threads that end what the other one is inside of.
#include <atomic>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

class ConcurrentReentrancyTest : public MamaTest {
 protected:
  const char* bridge_name() const override { return bridge_under_test("loopback"); }
};

/// With the reports of success that the loopback alone gives.
class LoopbackReentrancyTest : public MamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
};

TEST_F(ConcurrentReentrancyTest, EnqueueCallbacksThatEndEachOthersSubscriptions) {
  // Each publisher is inside the enqueue callback of its queue, and ends the subscription that the
  // other one is sending to: neither may wait for the other.
  struct Side {
    mamaSubscription own = nullptr;
    Side* other = nullptr;
    Signal inside;
    Signal ended;
    std::atomic<int> ends{0};
  };
  TestTransport transport(bridge());
  TestQueue queues[2] = {TestQueue(bridge()), TestQueue(bridge())};
  Side sides[2];
  const char* const topics[] = {"a", "b"};
  mamaMsgCallbacks callbacks{};
  callbacks.onDestroy = [](mamaSubscription, void* closure) {
    auto& side = *static_cast<Side*>(closure);
    ++side.ends;
    side.ended.raise();
  };
  for (int i = 0; i < 2; ++i) {
    sides[i].other = &sides[1 - i];
    ASSERT_EQ(mamaSubscription_allocate(&sides[i].own), MAMA_STATUS_OK);
    ASSERT_EQ(mamaSubscription_createBasic(sides[i].own, transport, queues[i], &callbacks,
                                           topics[i], &sides[i]),
              MAMA_STATUS_OK);
    ASSERT_EQ(mamaQueue_setEnqueueCallback(
                  queues[i],
                  [](mamaQueue, void* closure) {
                    auto& side = *static_cast<Side*>(closure);
                    side.inside.raise();
                    ASSERT_TRUE(side.other->inside.wait());
                    EXPECT_EQ(mamaSubscription_destroy(side.other->own), MAMA_STATUS_OK);
                  },
                  &sides[i]),
              MAMA_STATUS_OK);
  }
  {
    TestThread one([&] { TestPublisher(transport, topics[0]).send(1); });
    TestThread two([&] { TestPublisher(transport, topics[1]).send(1); });
  }
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(sides[i].ended.wait());
    EXPECT_EQ(sides[i].ends.load(), 1);
    EXPECT_EQ(mamaSubscription_deallocate(sides[i].own), MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueue_removeEnqueueCallback(queues[i]), MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueue_canDestroy(queues[i]), MAMA_STATUS_OK);
  }
}

TEST_F(LoopbackReentrancyTest, APublishersEndIsReportedAfterItsLastCallback) {
  // Its onSuccess runs on one thread while a message callback on another one destroys it.
  ASSERT_EQ(mama_setProperty("mama.loopback.transport.telling.publisher_success", "true"),
            MAMA_STATUS_OK);
  struct Watched {
    Signal in_success;
    Signal go_on;
    Signal ended;
    std::atomic<bool> left_success{false};
    mamaPublisher publisher = nullptr;
  } watched;
  TestTransport transport(bridge(), "telling");
  TestQueue events(bridge()), messages(bridge());
  mamaPublisherCallbacks callbacks{};
  callbacks.onSuccess = [](mamaPublisher, mama_status, const char*, void* closure) {
    auto& self = *static_cast<Watched*>(closure);
    self.in_success.raise();
    EXPECT_TRUE(self.go_on.wait());
    self.left_success = true;
  };
  callbacks.onDestroy = [](mamaPublisher, void* closure) {
    auto& self = *static_cast<Watched*>(closure);
    EXPECT_TRUE(self.left_success);
    self.ended.raise();
  };
  ASSERT_EQ(mamaPublisher_createWithCallbacks(&watched.publisher, transport, events, "a", nullptr,
                                              nullptr, &callbacks, &watched),
            MAMA_STATUS_OK);
  Subscriber subscriber(transport, messages, "b");
  subscriber.on_message = [&](mamaMsg) {
    EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
    watched.go_on.raise();
  };
  Message message(1);
  ASSERT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_OK);
  TestPublisher other(transport, "b");
  {
    TestThread dispatching([&] { EXPECT_EQ(mamaQueue_dispatchEvent(events), MAMA_STATUS_OK); });
    ASSERT_TRUE(watched.in_success.wait());
    other.send(1);
    EXPECT_EQ(mamaQueue_dispatchEvent(messages), MAMA_STATUS_OK);
  }
  EXPECT_TRUE(watched.ended.wait());
  other.destroy();
  run_events(events);  // of the other publisher, which asked for nothing
}

}  // namespace
}  // namespace quoll::test
