/// The loopback told to misbehave (quoll/loopback.h): chances, delays, rejected topics, broken
/// connections. In virtual time, where each run repeats exactly.
#include <quoll/loopback.h>

#include <algorithm>
#include <tuple>

#include "pubsub/watched_publisher.h"

namespace quoll::test {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Writes down the events of a transport.
class Listener {
 public:
  explicit Listener(mamaTransport transport) {
    mamaTransport_setTransportCallback(
        transport,
        [](mamaTransport, mamaTransportEvent event, short cause, const void*, void* closure) {
          static_cast<Listener*>(closure)->events.emplace_back(
              std::string(mamaTransportEvent_toString(event)) + " " + std::to_string(cause));
        },
        this);
    mamaTransport_setTransportTopicCallback(
        transport,
        [](mamaTransport, mamaTransportTopicEvent event, const char* topic, const void*,
           void* closure) {
          static_cast<Listener*>(closure)->topics.emplace_back(
              std::string(mamaTransportTopicEvent_toString(event)) + " " + topic);
        },
        this);
  }
  std::vector<std::string> take_events() { return std::exchange(events, {}); }

  std::vector<std::string> events, topics;
};

class LinkTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
  void SetUp() override {
    VirtualMamaTest::SetUp();
    if (HasFatalFailure()) return;
    queue_ = std::make_unique<TestQueue>(bridge());
    transport_ = std::make_unique<TestTransport>(bridge(), "faulty");
  }
  void TearDown() override {
    transport_.reset();
    queue_.reset();
    VirtualMamaTest::TearDown();
  }

  mamaQueue queue() { return *queue_; }
  TestTransport& transport() { return *transport_; }
  void set(const char* key, const char* value) {
    EXPECT_EQ(quollLoopback_set(transport(), key, value), MAMA_STATUS_OK) << key;
  }
  /// Lets time go on; what comes meanwhile is on the queues afterwards.
  void wait(milliseconds time) { clock().sleep_for(time); }
  void run_all() {
    run_events(queue());
    run_events(default_queue());
  }
  quollLoopbackCounts counts() {
    quollLoopbackCounts counts{};
    EXPECT_EQ(quollLoopback_getCounts(transport(), &counts), MAMA_STATUS_OK);
    return counts;
  }
  /// What arrives of so many numbers, in the order in which it does.
  std::vector<std::uint64_t> what_arrives(std::uint64_t count) {
    Subscriber subscriber(transport(), queue(), "a");
    TestPublisher publisher(transport(), "a");
    for (std::uint64_t i = 0; i < count; ++i) {
      EXPECT_EQ(publisher.send(i), MAMA_STATUS_OK);
      wait(milliseconds(1));
    }
    wait(milliseconds(1000));
    run_all();
    return subscriber.numbers;
  }

 private:
  std::unique_ptr<TestQueue> queue_;
  std::unique_ptr<TestTransport> transport_;
};

TEST_F(LinkTest, KeysAndArguments) {
  EXPECT_EQ(quollLoopback_set(nullptr, "drop", "0"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(quollLoopback_set(transport(), nullptr, "0"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(quollLoopback_set(transport(), "drop", nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(quollLoopback_set(transport(), "no such key", "0"), MAMA_STATUS_NOT_FOUND);
  for (const char* wrong : {"", "x", "1x", "-0.1", "1.1", "nan", "inf"}) {
    EXPECT_EQ(quollLoopback_set(transport(), "drop", wrong), MAMA_STATUS_INVALID_ARG) << wrong;
  }
  mamaTransport unmade = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&unmade), MAMA_STATUS_OK);
  EXPECT_EQ(quollLoopback_set(unmade, "drop", "0"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(quollLoopback_disconnect(unmade), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_destroy(unmade), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(quollLoopback_disconnect(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(quollLoopback_reconnect(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(quollLoopback_getCounts(transport(), nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(quollLoopback_raise(transport(), static_cast<mamaTransportEvent>(12), 0),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(quollLoopback_raise(transport(), static_cast<mamaTransportEvent>(15), 0),
            MAMA_STATUS_INVALID_ARG);
}

TEST_F(LinkTest, WithoutSettingsNothingIsAltered) {
  EXPECT_THAT(what_arrives(5), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_EQ(counts().sent, 0u);
}

TEST_F(LinkTest, Drop) {
  set("drop", "0.3");
  const auto arrived = what_arrives(200);
  EXPECT_EQ(counts().sent, 200u);
  EXPECT_EQ(arrived.size() + counts().dropped, 200u);
  EXPECT_GT(counts().dropped, 30u);
  EXPECT_LT(counts().dropped, 90u);
  EXPECT_TRUE(std::is_sorted(arrived.begin(), arrived.end()));
  set("drop", "1");
  EXPECT_THAT(what_arrives(5), IsEmpty());
}

TEST_F(LinkTest, TheSeedDecides) {
  const auto with_seed = [&](const char* seed) {
    set("drop", "0.5");
    set("reorder", "0.2");
    set("duplicate", "0.2");
    set("jitter_ms", "3");
    set("seed", seed);
    return what_arrives(100);
  };
  const auto first = with_seed("7");
  EXPECT_EQ(with_seed("7"), first);
  EXPECT_NE(with_seed("8"), first);
}

TEST_F(LinkTest, Duplicate) {
  set("duplicate", "1");
  EXPECT_THAT(what_arrives(3), ElementsAre(0, 0, 1, 1, 2, 2));
  EXPECT_EQ(counts().duplicated, 3u);
}

TEST_F(LinkTest, Delay) {
  set("delay_ms", "50");
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
  wait(milliseconds(10));
  EXPECT_EQ(publisher.send(2), MAMA_STATUS_OK);
  EXPECT_EQ(counts().waiting, 2u);
  wait(milliseconds(39));
  EXPECT_EQ(count_events(queue()), 0u);
  wait(milliseconds(2));
  EXPECT_EQ(count_events(queue()), 1u);
  set("delay_ms", "0");  // the order stays
  EXPECT_EQ(publisher.send(3), MAMA_STATUS_OK);
  wait(milliseconds(20));
  run_all();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1, 2, 3));
}

TEST_F(LinkTest, JitterKeepsTheOrder) {
  set("jitter_ms", "20");
  const auto arrived = what_arrives(100);
  EXPECT_EQ(arrived.size(), 100u);
  EXPECT_TRUE(std::is_sorted(arrived.begin(), arrived.end()));
}

TEST_F(LinkTest, Reorder) {
  set("reorder", "0.3");
  set("reorder_ms", "5");
  auto arrived = what_arrives(100);
  EXPECT_EQ(arrived.size(), 100u);
  EXPECT_FALSE(std::is_sorted(arrived.begin(), arrived.end()));
  EXPECT_GT(counts().reordered, 10u);
  std::sort(arrived.begin(), arrived.end());
  EXPECT_EQ(std::unique(arrived.begin(), arrived.end()), arrived.end());  // none lost or doubled
}

TEST_F(LinkTest, AFailingSend) {
  set("fail_send", "1");
  set("fail_status", "5008");
  Watched watched;
  ASSERT_EQ(watched.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  Message message(1);
  EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_BANDWIDTH_EXCEEDED);
  run_all();
  EXPECT_THAT(watched.notes, ElementsAre("create"));  // told by the return value alone
  EXPECT_EQ(counts().failed, 1u);
  set("fail_send", "0");
  EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
}

TEST_F(LinkTest, RejectedTopics) {
  set("not_entitled", "secret.>,x");
  set("bad_symbol", "*.typo");
  Listener listener(transport());
  Subscriber subscriber(transport(), queue(), "secret.a");
  Watched secret, typo, fine;
  ASSERT_EQ(secret.create(transport(), queue(), "secret.a"), MAMA_STATUS_OK);
  ASSERT_EQ(typo.create(transport(), queue(), "some.typo"), MAMA_STATUS_OK);
  ASSERT_EQ(fine.create(transport(), queue(), "typo"), MAMA_STATUS_OK);
  run_all();
  listener.topics.clear();
  Message message(1);
  for (const Watched* each : {&secret, &typo, &fine}) {
    EXPECT_EQ(mamaPublisher_send(each->publisher, message), MAMA_STATUS_OK);
  }
  EXPECT_THAT(secret.notes, ElementsAre("create"));  // later, on the queue
  run_all();
  EXPECT_THAT(secret.notes, ElementsAre("create", "error"));
  EXPECT_EQ(secret.error, MAMA_STATUS_NOT_ENTITLED);
  EXPECT_EQ(secret.info, "loopback: not entitled to the topic");
  EXPECT_EQ(typo.error, MAMA_STATUS_BAD_SYMBOL);
  EXPECT_THAT(fine.notes, ElementsAre("create"));
  EXPECT_THAT(listener.topics, ElementsAre("PUBLISH_ERROR_NOT_ENTITLED secret.a",
                                           "PUBLISH_ERROR_BAD_SYMBOL some.typo"));
  EXPECT_THAT(subscriber.numbers, IsEmpty());
  EXPECT_EQ(counts().rejected, 2u);
  // What is queued for a publisher is dropped with it.
  EXPECT_EQ(mamaPublisher_send(secret.publisher, message), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(secret.publisher), MAMA_STATUS_OK);
  set("not_entitled", "");
  EXPECT_EQ(mamaPublisher_destroy(typo.publisher), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(fine.publisher), MAMA_STATUS_OK);
  run_all();
  EXPECT_THAT(secret.notes, ElementsAre("create", "error", "destroy"));
}

TEST_F(LinkTest, RequestsRaiseNoPublisherCallback) {
  set("not_entitled", ">");
  Watched watched;
  ASSERT_EQ(watched.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  mamaInbox inbox = nullptr;
  ASSERT_EQ(mamaInbox_create(
                &inbox, transport(), queue(), [](mamaMsg, void*) {}, nullptr, nullptr),
            MAMA_STATUS_OK);
  Message message(1);
  EXPECT_EQ(mamaPublisher_sendFromInbox(watched.publisher, inbox, message), MAMA_STATUS_OK);
  run_all();
  EXPECT_THAT(watched.notes, ElementsAre("create"));
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  run_all();
}

TEST_F(LinkTest, RequestsAndRepliesTravelTheSameWay) {
  set("delay_ms", "10");
  TestPublisher publisher(transport(), "question");
  Subscriber subscriber(transport(), queue(), "question");
  subscriber.on_message = [&](mamaMsg request) {
    Message answer(2);
    EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, request, answer), MAMA_STATUS_OK);
  };
  mamaInbox inbox = nullptr;
  int replies = 0;
  ASSERT_EQ(mamaInbox_create(
                &inbox, transport(), queue(),
                [](mamaMsg, void* closure) { ++*static_cast<int*>(closure); }, nullptr, &replies),
            MAMA_STATUS_OK);
  Message request(1);
  EXPECT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, request), MAMA_STATUS_OK);
  wait(milliseconds(11));
  run_all();
  EXPECT_EQ(subscriber.numbers.size(), 1u);
  EXPECT_EQ(replies, 0);
  wait(milliseconds(11));
  run_all();
  EXPECT_EQ(replies, 1);
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
  run_all();
}

TEST_F(LinkTest, DisconnectAndReconnect) {
  TestTransport peer(bridge(), "peer");
  Listener own(transport()), of_peer(peer);
  Subscriber at_own(transport(), queue(), "a"), at_peer(peer, queue(), "a");
  TestPublisher from_peer(peer, "a");
  Watched watched;
  ASSERT_EQ(watched.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  run_all();
  own.topics.clear();
  EXPECT_EQ(quollLoopback_disconnect(transport()), MAMA_STATUS_OK);
  EXPECT_EQ(quollLoopback_disconnect(transport()), MAMA_STATUS_OK);  // once
  EXPECT_THAT(own.events, IsEmpty());                                // on the queue
  run_all();
  EXPECT_THAT(own.take_events(), ElementsAre("DISCONNECT 12"));
  EXPECT_THAT(of_peer.take_events(), ElementsAre("PUBLISHER_DISCONNECT 12"));
  mamaQuality quality = MAMA_QUALITY_OK;
  EXPECT_EQ(mamaTransport_getQuality(transport(), &quality), MAMA_STATUS_OK);
  EXPECT_EQ(quality, MAMA_QUALITY_MAYBE_STALE);
  int is_disconnected = 0;
  is_disconnected = mamaSubscription_isTportDisconnected(at_own);
  EXPECT_EQ(is_disconnected, 1);

  Message message(7);
  EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_OK);
  EXPECT_EQ(from_peer.send(8), MAMA_STATUS_OK);
  run_all();
  EXPECT_THAT(watched.notes, ElementsAre("create", "error"));
  EXPECT_EQ(watched.error, MAMA_STATUS_PLATFORM);
  EXPECT_THAT(own.topics, ElementsAre("PUBLISH_ERROR a"));
  EXPECT_THAT(at_own.numbers, IsEmpty());
  EXPECT_THAT(at_peer.numbers, ElementsAre(8));
  EXPECT_EQ(counts().disconnected, 1u);

  EXPECT_EQ(quollLoopback_reconnect(transport()), MAMA_STATUS_OK);
  EXPECT_EQ(quollLoopback_reconnect(transport()), MAMA_STATUS_OK);
  run_all();
  EXPECT_THAT(own.take_events(), ElementsAre("RECONNECT 0", "QUALITY 0"));
  EXPECT_THAT(of_peer.take_events(), ElementsAre("ACCEPT_RECONNECT 0", "QUALITY 0"));
  EXPECT_EQ(mamaTransport_getQuality(transport(), &quality), MAMA_STATUS_OK);
  EXPECT_EQ(quality, MAMA_QUALITY_OK);
  EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_OK);
  run_all();
  EXPECT_THAT(at_own.numbers, ElementsAre(7));
  EXPECT_THAT(at_peer.numbers, ElementsAre(8, 7));
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
}

TEST_F(LinkTest, ReconnectsByItselfAfterSomeAttempts) {
  set("reconnect_ms", "100");
  set("connect_failures", "2");
  Listener own(transport());
  EXPECT_EQ(quollLoopback_disconnect(transport()), MAMA_STATUS_OK);
  wait(milliseconds(299));
  run_all();
  EXPECT_THAT(own.take_events(),
              ElementsAre("DISCONNECT 12", "CONNECT_FAILED 0", "CONNECT_FAILED 0"));
  wait(milliseconds(2));
  run_all();
  EXPECT_THAT(own.take_events(), ElementsAre("RECONNECT 0", "QUALITY 0"));
  set("reconnect_ms", "0");
  set("connect_failures", "1");
  EXPECT_EQ(quollLoopback_disconnect(transport()), MAMA_STATUS_OK);
  EXPECT_EQ(quollLoopback_reconnect(transport()), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(quollLoopback_reconnect(transport()), MAMA_STATUS_OK);
}

TEST_F(LinkTest, ADisconnectionLosesWhatIsOnItsWay) {
  set("delay_ms", "50");
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
  EXPECT_EQ(quollLoopback_disconnect(transport()), MAMA_STATUS_OK);
  EXPECT_EQ(quollLoopback_reconnect(transport()), MAMA_STATUS_OK);
  wait(milliseconds(100));
  run_all();
  EXPECT_THAT(subscriber.numbers, IsEmpty());
  EXPECT_EQ(counts().disconnected, 1u);
}

TEST_F(LinkTest, ASlowConsumerLosesMessages) {
  TestTransport slow(bridge(), "slow");
  TestQueue of_slow(bridge());
  ASSERT_EQ(quollLoopback_set(slow, "queue_limit", "4"), MAMA_STATUS_OK);
  Listener listener(slow);
  Subscriber at_slow(slow, of_slow, "a"), at_own(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  for (std::uint64_t i = 0; i < 7; ++i) EXPECT_EQ(publisher.send(i), MAMA_STATUS_OK);
  run_all();
  EXPECT_THAT(listener.take_events(), ElementsAre("QUALITY 7"));  // once
  EXPECT_EQ(at_own.numbers.size(), 7u);
  run_events(of_slow);
  EXPECT_THAT(at_slow.numbers, ElementsAre(0, 1, 2, 3));
  for (std::uint64_t i = 10; i < 16; ++i) EXPECT_EQ(publisher.send(i), MAMA_STATUS_OK);
  run_all();
  EXPECT_THAT(listener.take_events(), ElementsAre("QUALITY 7"));  // it had emptied
  quollLoopbackCounts counts{};
  EXPECT_EQ(quollLoopback_getCounts(slow, &counts), MAMA_STATUS_OK);
  EXPECT_EQ(counts.overflowed, 5u);
}

TEST_F(LinkTest, WatermarksOfTheWriteQueue) {
  set("delay_ms", "10");
  Listener listener(transport());
  ASSERT_EQ(mamaTransport_setWriteQueueWatermarks(transport(), 3, 1), MAMA_STATUS_OK);
  TestPublisher publisher(transport(), "a");
  for (std::uint64_t i = 0; i < 5; ++i) {
    EXPECT_EQ(publisher.send(i), MAMA_STATUS_OK);
    wait(milliseconds(1));
  }
  run_events(default_queue());
  EXPECT_THAT(listener.take_events(), ElementsAre("MAMA_TRANSPORT_WRITE_QUEUE_HIGH_WATER_MARK 0"));
  wait(milliseconds(30));
  run_events(default_queue());
  EXPECT_THAT(listener.take_events(), ElementsAre("MAMA_TRANSPORT_WRITE_QUEUE_LOW_WATER_MARK 0"));
}

TEST_F(LinkTest, EveryEventCanBeRaised) {
  Listener listener(transport());
  for (int event = MAMA_TRANSPORT_CONNECT; event <= MAMA_TRANSPORT_WRITE_QUEUE_LOW_WATER_MARK;
       ++event) {
    EXPECT_EQ(quollLoopback_raise(transport(), static_cast<mamaTransportEvent>(event), 9),
              MAMA_STATUS_OK);
    run_events(default_queue());
    const std::string name = mamaTransportEvent_toString(static_cast<mamaTransportEvent>(event));
    EXPECT_THAT(listener.take_events(), ElementsAre(name + " 9"));
  }
}

TEST_F(LinkTest, EventsComeOnTheCallbackQueue) {
  Listener listener(transport());
  TestQueue own(bridge());
  ASSERT_EQ(mamaTransport_setTransportCallbackQueue(transport(), own), MAMA_STATUS_OK);
  EXPECT_EQ(quollLoopback_raise(transport(), MAMA_TRANSPORT_CONNECT, 13), MAMA_STATUS_OK);
  run_events(default_queue());
  EXPECT_THAT(listener.events, IsEmpty());
  run_events(own);
  EXPECT_THAT(listener.events, ElementsAre("CONNECT 13"));
  ASSERT_EQ(mamaTransport_setTransportCallbackQueue(transport(), nullptr), MAMA_STATUS_OK);
}

TEST_F(LinkTest, ConnectionEventsWherePropertiesAskForThem) {
  mama_setProperty("mama.loopback.transport.open.connection_events", "true");
  mamaTransport first = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&first), MAMA_STATUS_OK);
  Listener listener(first);
  ASSERT_EQ(mamaTransport_create(first, "open", bridge()), MAMA_STATUS_OK);
  { TestTransport second(bridge(), "other"); }
  run_events(default_queue());
  EXPECT_THAT(listener.events, ElementsAre("CONNECT 13", "ACCEPT 13", "DISCONNECT 12"));
  mamaQuality quality = MAMA_QUALITY_UNKNOWN;
  EXPECT_EQ(mamaTransport_getQuality(first, &quality), MAMA_STATUS_OK);
  EXPECT_EQ(quality, MAMA_QUALITY_OK);  // who leaves in an orderly way makes nothing stale
  EXPECT_EQ(mamaTransport_destroy(first), MAMA_STATUS_OK);
}

TEST_F(LinkTest, PropertiesSetItUp) {
  mama_setProperty("mama.loopback.transport.lossy.drop", "1");
  mama_setProperty("mama.loopback.transport.lossy.delay_ms", "nonsense");  // logged, ignored
  TestTransport lossy(bridge(), "lossy");
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(lossy, "a");
  EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
  run_all();
  EXPECT_THAT(subscriber.numbers, IsEmpty());
}

TEST_F(LinkTest, TopicEventsOfPublishers) {
  Listener listener(transport());
  {
    TestPublisher first(transport(), "a"), second(transport(), "a"),
        silent(transport(), "_INBOX.x");
  }
  run_events(default_queue());
  EXPECT_THAT(listener.topics, ElementsAre("PUBLISH_CREATE a", "PUBLISH_CREATE a",
                                           "PUBLISH_DESTROY a", "PUBLISH_DESTROY a"));
}

TEST_F(LinkTest, DestroyWithMessagesOnTheirWay) {
  set("delay_ms", "50");
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
  publisher.destroy();
  subscriber.end();
  transport().destroy();
  wait(milliseconds(100));
  run_all();
  EXPECT_THAT(subscriber.numbers, IsEmpty());
}

TEST_F(LinkTest, TheTransportEndsInsideAMessageOfItsOwnThread) {
  set("delay_ms", "5");
  TestQueue enqueued(bridge());
  Subscriber subscriber(transport(), enqueued, "a");
  TestPublisher publisher(transport(), "a");
  mamaQueue_setEnqueueCallback(
      enqueued, [](mamaQueue, void* closure) { static_cast<TestTransport*>(closure)->destroy(); },
      &transport());
  EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
  wait(milliseconds(20));
  mamaQueue_removeEnqueueCallback(enqueued);
  run_events(enqueued);
  EXPECT_THAT(subscriber.numbers, IsEmpty());  // detached
}

}  // namespace
}  // namespace quoll::test
