/// Many threads publish, subscribe and end subscriptions at once: every message comes exactly once
/// and in the order of its publisher, and nothing comes after an end.
#include <array>
#include <memory>
#include <random>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

/// Numbers carry their publisher in the upper half.
constexpr std::uint64_t kPublisherShift = 32;

class PubsubStressTest : public MamaTest {
 protected:
  const char* bridge_name() const override { return bridge_under_test("loopback"); }

  /// Sends `count` numbered messages on the topic.
  static void publish(mamaTransport transport, const char* topic, std::uint64_t publisher,
                      std::uint64_t count) {
    TestPublisher own(transport, topic);
    for (std::uint64_t i = 0; i < count; ++i) {
      ASSERT_EQ(own.send((publisher << kPublisherShift) | i), MAMA_STATUS_OK);
    }
  }
};

/// What the loopback promises beyond the interface.
class LoopbackStressTest : public PubsubStressTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
};

/// Counts per publisher and insists on the order; on one dispatching thread.
struct OrderedCounter {
  void take(std::uint64_t number) {
    const std::uint64_t publisher = number >> kPublisherShift;
    const std::uint64_t index = number & 0xffffffffu;
    if (index != next.at(publisher)) ++disorders;
    next.at(publisher) = index + 1;
    total.raise();
  }
  std::array<std::uint64_t, 8> next{};
  int disorders = 0;
  Signal total;
};

TEST_F(PubsubStressTest, EveryMessageOnceAndInOrder) {
  constexpr std::uint64_t kPublishers = 3;
  constexpr std::uint64_t kMessages = 3000;
  TestTransport first(bridge(), "first"), second(bridge(), "second");
  std::array<OrderedCounter, 3> counters;
  std::vector<std::unique_ptr<TestQueue>> queues;
  std::vector<std::unique_ptr<Subscriber>> subscribers;
  std::vector<std::unique_ptr<TestDispatcher>> dispatchers;
  for (OrderedCounter& counter : counters) {
    queues.push_back(std::make_unique<TestQueue>(bridge()));
    auto& subscriber = *subscribers.emplace_back(std::make_unique<Subscriber>());
    subscriber.on_message = [&](mamaMsg message) { counter.take(number_in(message)); };
    if (subscribers.size() == 3) {
      ASSERT_EQ(subscriber.create_wildcard(first, *queues.back(), nullptr, "*"), MAMA_STATUS_OK);
    } else {
      ASSERT_EQ(subscriber.create(subscribers.size() == 1 ? first : second, *queues.back(), "t"),
                MAMA_STATUS_OK);
    }
    dispatchers.push_back(std::make_unique<TestDispatcher>(*queues.back()));
  }
  {
    std::vector<std::unique_ptr<TestThread>> threads;
    for (std::uint64_t p = 0; p < kPublishers; ++p) {
      threads.push_back(std::make_unique<TestThread>(
          [&, p] { publish(p % 2 == 0 ? first : second, "t", p, kMessages); }));
    }
  }
  for (OrderedCounter& counter : counters) {
    EXPECT_TRUE(counter.total.wait(kPublishers * kMessages));
    EXPECT_EQ(counter.disorders, 0);
  }
  dispatchers.clear();
  for (OrderedCounter& counter : counters) {
    EXPECT_EQ(counter.total.count(), kPublishers * kMessages);  // and none twice
  }
  subscribers.clear();
}

TEST_F(PubsubStressTest, SubscriptionsComeAndGoUnderFire) {
  // Destroyed by a thread that is in no callback: when destroy has returned nothing runs any more.
  constexpr std::uint64_t kMessages = 4000;
  constexpr int kLives = 300;
  TestTransport transport(bridge());
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  TestThread publisher1([&] { publish(transport, "t", 0, kMessages); });
  TestThread publisher2([&] { publish(transport, "u", 1, kMessages); });
  TestThread other_lives([&] {
    for (int i = 0; i < kLives; ++i) {
      Subscriber wildcard;
      EXPECT_EQ(wildcard.create_wildcard(transport, queue, nullptr, "*"), MAMA_STATUS_OK);
    }
  });
  for (int i = 0; i < kLives; ++i) {
    auto ended = std::make_unique<bool>(false);
    Subscriber subscriber;
    std::uint64_t last = 0;
    subscriber.on_message = [&](mamaMsg message) {
      EXPECT_FALSE(*ended);
      const std::uint64_t index = number_in(message) & 0xffffffffu;
      EXPECT_TRUE(subscriber.numbers.size() == 1 || index == last + 1);
      last = index;
    };
    ASSERT_EQ(subscriber.create(transport, queue, i % 2 == 0 ? "t" : "u"), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
    EXPECT_EQ(subscriber.destroys, 1);
    *ended = true;
  }
}

TEST_F(PubsubStressTest, ABridgeMayDeliverBesideAndAfterTheEnd) {
  // Two threads deliver to whatever handle they saw last, as a bridge may that holds nothing.
  constexpr int kLives = 400;
  struct Life {
    Signal messages;
    std::atomic<bool> ended{false};
  };
  TestTransport transport(bridge());
  TestQueue queue(bridge());
  std::atomic<mamaSubscription> target{nullptr};
  std::atomic<bool> stop{false};
  const auto deliver = [&] {
    const Message message;
    while (!stop) {
      if (mamaSubscription to = target.load()) mamaSubscription_processMsg(to, message);
    }
  };
  std::vector<std::unique_ptr<Life>> lives;
  {
    TestThread one(deliver), other(deliver);
    mamaMsgCallbacks callbacks{};
    callbacks.onMsg = [](mamaSubscription, mamaMsg, void* closure, void*) {
      auto& life = *static_cast<Life*>(closure);
      EXPECT_FALSE(life.ended.load());
      life.messages.raise();
    };
    for (int i = 0; i < kLives; ++i) {
      Life& life = *lives.emplace_back(std::make_unique<Life>());
      mamaSubscription subscription = nullptr;
      ASSERT_EQ(mamaSubscription_allocate(&subscription), MAMA_STATUS_OK);
      // Twice: the second activation of the same subscription is another one.
      for (int activation = 0; activation < 2; ++activation) {
        const auto before = life.messages.count();
        ASSERT_EQ(mamaSubscription_createBasic(subscription, transport, queue, &callbacks, "topic",
                                               &life),
                  MAMA_STATUS_OK);
        target = subscription;
        EXPECT_TRUE(life.messages.wait(before + 1));
        EXPECT_EQ(mamaSubscription_destroy(subscription), MAMA_STATUS_OK);
      }
      life.ended = true;
      // From here on they may have a handle that is dead; every eighth time they keep it.
      if (i % 8 != 0) target = nullptr;
      EXPECT_EQ(mamaSubscription_deallocate(subscription), MAMA_STATUS_OK);
    }
    stop = true;
  }
}

/// One subscription that lives and dies by the hand of callbacks on any queue. Allocated on the
/// heap, because its end may be reported later and on another thread.
struct Mortal {
  explicit Mortal(Signal& of) : ends(of) {}

  static void start(mamaTransport transport, mamaQueue queue, const char* topic, Signal& ends) {
    auto* mortal = new Mortal(ends);
    mamaSubscription subscription = nullptr;
    ASSERT_EQ(mamaSubscription_allocate(&subscription), MAMA_STATUS_OK);
    mamaMsgCallbacks callbacks{};
    callbacks.onMsg = [](mamaSubscription own, mamaMsg, void* closure, void*) {
      auto& self = *static_cast<Mortal*>(closure);
      EXPECT_FALSE(self.ended.load());
      if (++self.messages == 3) mamaSubscription_destroy(own);
    };
    callbacks.onDestroy = [](mamaSubscription own, void* closure) {
      auto* const self = static_cast<Mortal*>(closure);
      EXPECT_FALSE(self->ended.exchange(true));
      EXPECT_EQ(mamaSubscription_deallocate(own), MAMA_STATUS_OK);
      Signal& signal = self->ends;
      delete self;
      signal.raise();
    };
    ASSERT_EQ(
        mamaSubscription_createBasic(subscription, transport, queue, &callbacks, topic, mortal),
        MAMA_STATUS_OK);
  }

  Signal& ends;
  std::atomic<int> messages{0};
  std::atomic<bool> ended{false};
};

TEST_F(PubsubStressTest, SubscriptionsThatEndThemselves) {
  constexpr std::uint32_t kLives = 600;
  TestTransport transport(bridge());
  TestQueue queue1(bridge()), queue2(bridge());
  Signal ends;
  std::atomic<bool> done{false};
  {
    TestDispatcher dispatcher1(queue1), dispatcher2(queue2);
    const auto keep_publishing = [&] {
      TestPublisher own(transport, "t");
      while (!done.load()) {
        ASSERT_EQ(own.send(0), MAMA_STATUS_OK);
        Clock::process().sleep_for(std::chrono::microseconds(20));
      }
    };
    TestThread publisher1(keep_publishing);
    for (std::uint32_t i = 0; i < kLives; ++i) {
      Mortal::start(transport, i % 2 == 0 ? queue1 : queue2, "t", ends);
    }
    EXPECT_TRUE(ends.wait(kLives));
    done.store(true);
  }
  EXPECT_EQ(ends.count(), kLives);
}

// A bridge that holds a lock of the subscription while it delivers would stand still here.
TEST_F(PubsubStressTest, CallbacksThatEndEachOthersSubscriptions) {
  // Two queues, each callback destroys the other's subscription while that may be running: nobody
  // waits for the other, each end is reported once, and never while a message callback runs.
  constexpr int kRounds = 400;
  TestTransport transport(bridge());
  TestQueue queues[2] = {TestQueue(bridge()), TestQueue(bridge())};
  TestDispatcher dispatchers[2] = {TestDispatcher(queues[0]), TestDispatcher(queues[1])};
  TestPublisher publisher(transport, "t");

  struct Side {
    mamaSubscription own = nullptr;
    Side* other = nullptr;
    std::atomic<int> running{0};
    std::atomic<int> ends{0};
    Signal ended;
    Signal* any_ended = nullptr;
  };
  for (int round = 0; round < kRounds; ++round) {
    Signal any_ended;
    Side sides[2];
    mamaMsgCallbacks callbacks{};
    callbacks.onMsg = [](mamaSubscription, mamaMsg, void* closure, void*) {
      auto& side = *static_cast<Side*>(closure);
      EXPECT_EQ(side.ends.load(), 0);
      ++side.running;
      EXPECT_EQ(mamaSubscription_destroy(side.other->own), MAMA_STATUS_OK);
      --side.running;
    };
    callbacks.onDestroy = [](mamaSubscription, void* closure) {
      auto& side = *static_cast<Side*>(closure);
      EXPECT_EQ(side.running.load(), 0);
      ++side.ends;
      Signal& any = *side.any_ended;
      side.ended.raise();
      any.raise();
    };
    for (int i = 0; i < 2; ++i) {
      sides[i].other = &sides[1 - i];
      sides[i].any_ended = &any_ended;
      ASSERT_EQ(mamaSubscription_allocate(&sides[i].own), MAMA_STATUS_OK);
    }
    for (int i = 0; i < 2; ++i) {
      ASSERT_EQ(mamaSubscription_createBasic(sides[i].own, transport, queues[i], &callbacks, "t",
                                             &sides[i]),
                MAMA_STATUS_OK);
    }
    publisher.send(0);
    // At least one was ended by the other; a survivor is ended here.
    EXPECT_TRUE(any_ended.wait());
    for (Side& side : sides) {
      EXPECT_EQ(mamaSubscription_destroy(side.own), MAMA_STATUS_OK);
      EXPECT_TRUE(side.ended.wait());
      EXPECT_EQ(side.ends.load(), 1);
    }
    EXPECT_TRUE(any_ended.wait(2));
    for (Side& side : sides) EXPECT_EQ(mamaSubscription_deallocate(side.own), MAMA_STATUS_OK);
  }
}

TEST_F(PubsubStressTest, PublishersComeAndGoOnManyTopics) {
  constexpr int kThreads = 3;
  constexpr int kRounds = 150;
  TestTransport transport(bridge());
  TestQueue queue(bridge());
  Subscriber all;
  Signal received;
  all.on_message = [&](mamaMsg) { received.raise(); };
  ASSERT_EQ(all.create_wildcard(transport, queue, "t", "*"), MAMA_STATUS_OK);
  TestDispatcher dispatcher(queue);
  {
    std::vector<std::unique_ptr<TestThread>> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.push_back(std::make_unique<TestThread>([&, t] {
        std::mt19937 random(static_cast<unsigned>(t));
        for (int i = 0; i < kRounds; ++i) {
          // The same few topics, so that they appear and vanish under the wildcard.
          const std::string topic = "t." + std::to_string(random() % 4);
          TestPublisher publisher(transport, topic.c_str());
          EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
          EXPECT_EQ(publisher.send(2), MAMA_STATUS_OK);
        }
      }));
    }
  }
  EXPECT_TRUE(received.wait(2 * kThreads * kRounds));
  all.end();
  EXPECT_EQ(received.count(), 2u * kThreads * kRounds);
}

// Transports come and go with subscriptions on them, which end after them.
template <class AfterEnd>
void let_transports_go(mamaBridge bridge, AfterEnd&& after_end) {
  constexpr int kRounds = 100;
  TestTransport stays(bridge, "stays");
  TestQueue queue(bridge);
  TestDispatcher dispatcher(queue);
  std::atomic<bool> done{false};
  Signal heard;
  Subscriber steady;
  steady.on_message = [&](mamaMsg) { heard.raise(); };
  ASSERT_EQ(steady.create(stays, queue, "t"), MAMA_STATUS_OK);
  TestThread publishing([&] {
    TestPublisher publisher(stays, "t");
    for (std::uint32_t sent = 0; !done.load(); ++sent) {
      ASSERT_EQ(publisher.send(0), MAMA_STATUS_OK);
      if (sent % 64 != 0) continue;
      ASSERT_TRUE(heard.wait(sent + 1)) << "for nobody is to run away";
    }
  });
  for (int i = 0; i < kRounds; ++i) {
    TestTransport going(bridge, "going");
    Subscriber plain(going, queue, "t"), wildcard;
    ASSERT_EQ(wildcard.create_wildcard(going, queue, nullptr, ">"), MAMA_STATUS_OK);
    going.destroy();
    after_end(plain);
  }
  done.store(true);
  publishing.join();
  steady.end();
}

TEST_F(PubsubStressTest, TransportsGoWhileOthersPublish) {
  let_transports_go(bridge(), [](Subscriber&) {});
}

TEST_F(LoopbackStressTest, SubscriptionsHearNothingMoreOnceTheirTransportHasGone) {
  let_transports_go(bridge(), [](Subscriber& plain) {
    const std::size_t after = plain.numbers.size();
    plain.end();
    EXPECT_EQ(plain.numbers.size(), after);
  });
}

/// What an application may do that frees the closure once it has set another one.
TEST_F(PubsubStressTest, AReplacedTransportCallbackIsOverWhenTheCallReturns) {
  struct Closure {
    std::atomic<bool> is_set{true};
    std::atomic<int>* late = nullptr;
  };
  const auto check = [](void* closure) {
    const auto* own = static_cast<const Closure*>(closure);
    for (int i = 0; i < 20; ++i) {
      if (!own->is_set.load()) own->late->fetch_add(1);
      std::this_thread::yield();
    }
  };
  static constexpr auto kCheck = check;
  TestTransport transport(bridge(), "replaced");
  std::atomic<int> late{0};
  std::atomic<bool> done{false};
  Signal heard;
  TestThread reporting([&] {
    while (!done.load()) {
      mamaTransportImpl_invokeTransportCallback(transport, MAMA_TRANSPORT_CONNECT, 0, nullptr);
      mamaTransportImpl_invokeTransportTopicCallback(transport, MAMA_TRANSPORT_TOPIC_SUBSCRIBED,
                                                     "t", nullptr);
      heard.raise();
    }
  });
  constexpr std::uint32_t kRounds = 100;
  std::vector<Closure> closures(2 * kRounds);  // none serves twice
  for (std::uint32_t i = 0; i < kRounds; ++i) {
    Closure& events = closures[2 * i];
    Closure& topics = closures[2 * i + 1];
    events.late = topics.late = &late;
    mamaTransport_setTransportCallback(
        transport,
        [](mamaTransport, mamaTransportEvent, short, const void*, void* closure) {
          kCheck(closure);
        },
        &events);
    mamaTransport_setTransportTopicCallback(
        transport,
        [](mamaTransport, mamaTransportTopicEvent, const char*, const void*, void* closure) {
          kCheck(closure);
        },
        &topics);
    ASSERT_TRUE(heard.wait(heard.count() + 1));
    mamaTransport_setTransportCallback(transport, nullptr, nullptr);
    events.is_set.store(false);
    mamaTransport_setTransportTopicCallback(transport, nullptr, nullptr);
    topics.is_set.store(false);
  }
  done.store(true);
  reporting.join();
  EXPECT_EQ(late.load(), 0);
}

}  // namespace
}  // namespace quoll::test
