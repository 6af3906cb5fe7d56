/// Callbacks that do what callbacks rarely do: dispatch, throw, end the objects below them.
#include <mama/integration/queue.h>

#include <stdexcept>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;

using ReentrancyTest = PubSubTest;

TEST_F(ReentrancyTest, AMessageStaysWhatItIsDuringANestedDispatch) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  publisher.send(2);
  subscriber.on_message = [&](mamaMsg message) {
    if (subscriber.numbers.size() != 1) return;
    EXPECT_EQ(mamaQueue_timedDispatch(queue(), 0), MAMA_STATUS_OK);
    EXPECT_EQ(number_in(message), 1u);
  };
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1, 2));
}

TEST_F(ReentrancyTest, AMessageWhoseCallbackThrowsIsStillConsumed) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  publisher.send(2);
  subscriber.on_message = [&](mamaMsg) {
    if (subscriber.numbers.size() == 1) throw std::runtime_error("from a callback");
  };
  EXPECT_THROW(mamaQueue_timedDispatch(queue(), 0), std::runtime_error);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1, 2));
  // LeakSanitizer would see the message, and the subscription that it holds.
  subscriber.end();
  EXPECT_EQ(subscriber.destroys, 1);
}

TEST_F(ReentrancyTest, ATopicMutedInALateMessageStaysMuted) {
  Subscriber subscriber;
  ASSERT_EQ(subscriber.create_wildcard(transport(), queue(), "t", nullptr), MAMA_STATUS_OK);
  subscriber.on_message = [&](mamaMsg) {
    EXPECT_EQ(mamaSubscription_muteCurrentTopic(subscriber), MAMA_STATUS_OK);
  };
  TestPublisher(transport(), "t.a").send(1);  // its topic ends here
  TestPublisher again(transport(), "t.a");
  again.send(2);
  run_events();  // the first message mutes
  again.send(3);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1));
}

TEST_F(ReentrancyTest, ATopicClosureSetInALateMessageIsSeenByTheNext) {
  int closure = 0;
  Subscriber subscriber;
  ASSERT_EQ(subscriber.create_wildcard(transport(), queue(), "t", "*"), MAMA_STATUS_OK);
  subscriber.on_message = [&](mamaMsg) {
    if (subscriber.received.size() == 1) mamaSubscription_setItemClosure(subscriber, &closure);
  };
  TestPublisher(transport(), "t.a").send(1);
  TestPublisher(transport(), "t.a").send(2);
  run_events();
  ASSERT_EQ(subscriber.received.size(), 2u);
  EXPECT_EQ(subscriber.received[1].topic_closure, &closure);
}

// The enqueue callback ends the subscription and dispatches, so that nobody needs it any more while
// the send that put the message there has not returned.
TEST_F(ReentrancyTest, ASubscriptionEndedAndDispatchedInsideAnEnqueueCallback) {
  struct Closure {
    Subscriber subscriber;
    std::vector<std::unique_ptr<Subscriber>> others;
    mamaTransport transport;
    mamaQueue queue;

    void make_others() {
      for (int i = 0; i < 100; ++i) {
        others.push_back(std::make_unique<Subscriber>(transport, queue, "b"));
      }
    }
  } closure{{}, {}, transport(), queue()};
  ASSERT_EQ(closure.subscriber.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  TestPublisher publisher(transport(), "a");
  ASSERT_EQ(mamaQueue_setEnqueueCallback(
                queue(),
                [](mamaQueue queue, void* data) {
                  auto& all = *static_cast<Closure*>(data);
                  if (all.subscriber.destroys != 0) return;
                  all.subscriber.end();
                  EXPECT_EQ(mamaQueue_timedDispatch(queue, 0), MAMA_STATUS_OK);
                  // Twice, so that the storage of the one that ended is used again if it is free.
                  all.make_others();
                  all.others.clear();
                  all.make_others();
                },
                &closure),
            MAMA_STATUS_OK);
  EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_removeEnqueueCallback(queue()), MAMA_STATUS_OK);
  TestPublisher(transport(), "b").send(2);
  run_events();
  for (const auto& other : closure.others) EXPECT_THAT(other->numbers, ElementsAre(2));
}

}  // namespace
}  // namespace quoll::test
