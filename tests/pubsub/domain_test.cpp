/// Several transports: domains, their members, topic events.
#include <tuple>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using DomainTest = LoopbackTest;

TEST_F(DomainTest, TransportsSeeEachOtherByDefault) {
  TestTransport other(bridge(), "other");
  Subscriber here(transport(), queue(), "a"), there(other, queue(), "a");
  TestPublisher from_here(transport(), "a"), from_there(other, "a");
  from_here.send(1);
  from_there.send(2);
  run_events();
  EXPECT_THAT(here.numbers, ElementsAre(1, 2));
  EXPECT_THAT(there.numbers, ElementsAre(1, 2));
}

TEST_F(DomainTest, ADomainOfItsOwnByProperty) {
  ASSERT_EQ(mama_setProperty("mama.loopback.transport.island1.domain", "island"), MAMA_STATUS_OK);
  ASSERT_EQ(mama_setProperty("mama.loopback.transport.island2.domain", "island"), MAMA_STATUS_OK);
  TestTransport first(bridge(), "island1"), second(bridge(), "island2");
  Subscriber mainland(transport(), queue(), "a"), on_first(first, queue(), "a"), wildcard;
  ASSERT_EQ(wildcard.create_wildcard(second, queue(), nullptr, ">"), MAMA_STATUS_OK);
  TestPublisher from_mainland(transport(), "a"), from_second(second, "a");
  from_mainland.send(1);
  from_second.send(2);
  run_events();
  EXPECT_THAT(mainland.numbers, ElementsAre(1));
  EXPECT_THAT(on_first.numbers, ElementsAre(2));
  EXPECT_THAT(wildcard.numbers, ElementsAre(2));
  void* context[3] = {};
  EXPECT_EQ(mamaTransport_getNativeTransportNamingCtx(transport(), 0, &context[0]), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_getNativeTransportNamingCtx(first, 0, &context[1]), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_getNativeTransportNamingCtx(second, 0, &context[2]), MAMA_STATUS_OK);
  EXPECT_EQ(context[1], context[2]);
  EXPECT_NE(context[0], context[1]);
}

TEST_F(DomainTest, SubTransportsBelongToTheDomainOfTheirTransport) {
  ASSERT_EQ(mama_setProperty("mama.loopback.transport.balanced.domain", "balanced"),
            MAMA_STATUS_OK);
  mama_setProperty("mama.loopback.lb_count", "2");
  mama_setProperty("mama.loopback.lb_scheme", "round_robin");
  {
    TestTransport balanced(bridge(), "balanced");
    Subscriber mainland(transport(), queue(), "a"), own(balanced, queue(), "a");
    TestPublisher(balanced, "a").send(1);
    run_events();
    EXPECT_THAT(mainland.numbers, IsEmpty());
    EXPECT_THAT(own.numbers, ElementsAre(1));
  }
  mama_setProperty("mama.loopback.lb_count", "0");
}

TEST_F(DomainTest, APublisherOfADestroyedTransportSendsToNobody) {
  TestTransport other(bridge(), "other");
  transportBridge slot = nullptr;
  ASSERT_EQ(mamaTransport_getBridgeTransport(other, &slot), MAMA_STATUS_OK);
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(other, "a");
  EXPECT_EQ(bridge()->bridgeMamaTransportIsValid(slot), 1);
  ASSERT_EQ(bridge()->bridgeMamaTransportDestroy(slot), MAMA_STATUS_OK);
  EXPECT_EQ(bridge()->bridgeMamaTransportIsValid(slot), 0);
  EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
  run_events();
  EXPECT_THAT(subscriber.numbers, IsEmpty());
}

// ---- topic events ------------------------------------------------------------------------------

using TopicNote = std::pair<mamaTransportTopicEvent, std::string>;

struct TopicListener {
  void listen(mamaTransport transport) {
    ASSERT_EQ(mamaTransport_setTransportTopicCallback(
                  transport,
                  [](mamaTransport, mamaTransportTopicEvent event, const char* topic, const void*,
                     void* closure) {
                    static_cast<TopicListener*>(closure)->notes.emplace_back(event, topic);
                  },
                  this),
              MAMA_STATUS_OK);
  }
  std::vector<TopicNote> notes;
};

TEST_F(DomainTest, TheFirstSubscriberAndTheLastAreAnnounced) {
  TestTransport publishing(bridge(), "publishing");
  TestQueue callbacks(bridge());
  TopicListener listener;
  listener.listen(publishing);
  ASSERT_EQ(mamaTransport_setTransportCallbackQueue(publishing, callbacks), MAMA_STATUS_OK);
  {
    Subscriber first(transport(), queue(), "a"), second(transport(), queue(), "a");
    Subscriber other(transport(), queue(), "b");
    EXPECT_THAT(listener.notes, IsEmpty());  // events of the queue, not calls
    quoll::test::run_events(callbacks);
    EXPECT_THAT(listener.notes, ElementsAre(TopicNote(MAMA_TRANSPORT_TOPIC_SUBSCRIBED, "a"),
                                            TopicNote(MAMA_TRANSPORT_TOPIC_SUBSCRIBED, "b")));
    listener.notes.clear();
    first.end();
    quoll::test::run_events(callbacks);
    EXPECT_THAT(listener.notes, IsEmpty());
    second.end();
  }
  quoll::test::run_events(callbacks);
  EXPECT_THAT(listener.notes, ElementsAre(TopicNote(MAMA_TRANSPORT_TOPIC_UNSUBSCRIBED, "a"),
                                          TopicNote(MAMA_TRANSPORT_TOPIC_UNSUBSCRIBED, "b")));
}

TEST_F(DomainTest, WithoutACallbackQueueTheDefaultQueueServes) {
  TopicListener listener;
  listener.listen(transport());
  Subscriber subscriber(transport(), queue(), "a");
  run_events();
  EXPECT_THAT(listener.notes, IsEmpty());
  quoll::test::run_events(default_queue());
  EXPECT_THAT(listener.notes, ElementsAre(TopicNote(MAMA_TRANSPORT_TOPIC_SUBSCRIBED, "a")));
  subscriber.end();
  quoll::test::run_events(default_queue());
}

TEST_F(DomainTest, ADestroyedTransportHearsNothingMore) {
  TestTransport listening(bridge(), "listening");
  TestQueue callbacks(bridge());
  TopicListener listener;
  listener.listen(listening);
  ASSERT_EQ(mamaTransport_setTransportCallbackQueue(listening, callbacks), MAMA_STATUS_OK);
  Subscriber subscriber(transport(), queue(), "a");
  listening.destroy();  // its event is on the queue
  Subscriber later(transport(), queue(), "b");
  quoll::test::run_events(callbacks);
  EXPECT_THAT(listener.notes, IsEmpty());
}

TEST_F(DomainTest, EventsThatAQueueDropsAreFreed) {
  mamaQueue callbacks = nullptr;
  ASSERT_EQ(mamaQueue_create(&callbacks, bridge()), MAMA_STATUS_OK);
  TopicListener listener;
  listener.listen(transport());
  ASSERT_EQ(mamaTransport_setTransportCallbackQueue(transport(), callbacks), MAMA_STATUS_OK);
  Subscriber subscriber(transport(), queue(), "a");
  EXPECT_EQ(mamaQueue_destroy(callbacks), MAMA_STATUS_OK);  // leak checkers look here
  subscriber.end();  // the queue is gone: that event is lost, nothing else
  EXPECT_THAT(listener.notes, IsEmpty());
}

TEST_F(DomainTest, InboxesAreNoTopics) {
  TopicListener listener;
  listener.listen(transport());
  mamaInbox inbox = nullptr;
  ASSERT_EQ(mamaInbox_create(
                &inbox, transport(), queue(), [](mamaMsg, void*) {}, nullptr, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
  quoll::test::run_events(default_queue());
  EXPECT_THAT(listener.notes, IsEmpty());
}

}  // namespace
}  // namespace quoll::test
