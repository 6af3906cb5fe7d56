/// Messages from publishers to basic subscriptions: order, recipients, copies.
#include <memory>
#include <numeric>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::uint64_t> counted(std::uint64_t count) {
  std::vector<std::uint64_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

using DeliveryTest = PubSubTest;

TEST_F(DeliveryTest, MessagesOfOnePublisherComeInOrder) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  for (std::uint64_t i = 0; i < 1000; ++i) ASSERT_EQ(publisher.send(i), MAMA_STATUS_OK);
  EXPECT_THAT(subscriber.numbers, IsEmpty());  // nothing before the queue is dispatched
  EXPECT_EQ(run_events(), 1000);
  EXPECT_EQ(subscriber.numbers, counted(1000));
}

TEST_F(DeliveryTest, OrderHoldsAcrossTopicsAndPublishers) {
  std::vector<std::uint64_t> seen;
  std::vector<std::unique_ptr<Subscriber>> subscribers;
  std::vector<std::unique_ptr<TestPublisher>> publishers;
  for (const char* topic : {"a", "b", "c"}) {
    auto& subscriber =
        *subscribers.emplace_back(std::make_unique<Subscriber>(transport(), queue(), topic));
    subscriber.on_message = [&](mamaMsg message) { seen.push_back(number_in(message)); };
    publishers.push_back(std::make_unique<TestPublisher>(transport(), topic));
  }
  for (std::uint64_t i = 0; i < 300; ++i) {
    ASSERT_EQ(publishers[(i * 7) % 3]->send(i), MAMA_STATUS_OK);
  }
  run_events();
  EXPECT_EQ(seen, counted(300));
}

TEST_F(DeliveryTest, EverySubscriptionOfATopicGetsTheMessageOnItsQueue) {
  TestQueue other(bridge());
  Subscriber first(transport(), queue(), "a");
  Subscriber second(transport(), queue(), "a");
  Subscriber third(transport(), other, "a");
  Subscriber elsewhere(transport(), queue(), "b");
  TestPublisher publisher(transport(), "a");
  publisher.send(7);
  EXPECT_EQ(run_events(), 2);
  EXPECT_THAT(first.numbers, ElementsAre(7));
  EXPECT_THAT(second.numbers, ElementsAre(7));
  EXPECT_THAT(third.numbers, IsEmpty());
  EXPECT_EQ(quoll::test::run_events(other), 1);
  EXPECT_THAT(third.numbers, ElementsAre(7));
  EXPECT_THAT(elsewhere.numbers, IsEmpty());
}

TEST_F(DeliveryTest, TheMessageIsTheOneSentNotTheOneChangedLater) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  publisher.send(2);  // the same mamaMsg
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1, 2));
}

TEST_F(DeliveryTest, ADetachedMessageOutlivesItsCallback) {
  Subscriber subscriber(transport(), queue(), "a");
  std::vector<mamaMsg> kept;
  subscriber.on_message = [&](mamaMsg message) {
    ASSERT_EQ(mamaMsg_detach(message), MAMA_STATUS_OK);
    kept.push_back(message);
  };
  TestPublisher publisher(transport(), "a");
  for (std::uint64_t i = 0; i < 5; ++i) publisher.send(i);
  run_events();
  ASSERT_EQ(kept.size(), 5u);
  for (std::uint64_t i = 0; i < kept.size(); ++i) {
    EXPECT_EQ(number_in(kept[i]), i);
    EXPECT_EQ(mamaMsg_destroy(kept[i]), MAMA_STATUS_OK);
  }
}

TEST_F(DeliveryTest, NobodySubscribedIsNoError) {
  TestPublisher publisher(transport(), "a");
  EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
  Subscriber late(transport(), queue(), "a");
  EXPECT_EQ(run_events(), 0);
  publisher.send(2);
  run_events();
  EXPECT_THAT(late.numbers, ElementsAre(2));
}

TEST_F(DeliveryTest, MessagesOfEverySize) {
  std::vector<std::size_t> sizes;
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  constexpr std::size_t kSizes[] = {1, 100, 250, 256, 1000, 5000, 60000, 70000, 1000000};
  subscriber.on_message = [&](mamaMsg message) {
    const void* bytes = nullptr;
    mama_size_t size = 0;
    ASSERT_EQ(mamaMsg_getOpaque(message, "bytes", 1, &bytes, &size), MAMA_STATUS_OK);
    for (mama_size_t i = 0; i < size; ++i) {
      ASSERT_EQ(static_cast<const char*>(bytes)[i], static_cast<char>(i * 31));
    }
    sizes.push_back(size);
  };
  for (const std::size_t size : kSizes) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31);
    Message message(0);
    ASSERT_EQ(mamaMsg_addOpaque(message, "bytes", 1, bytes.data(), bytes.size()), MAMA_STATUS_OK);
    ASSERT_EQ(mamaPublisher_send(publisher, message), MAMA_STATUS_OK);
  }
  run_events();
  EXPECT_THAT(sizes, ::testing::ElementsAreArray(kSizes));
}

TEST_F(DeliveryTest, ManyTopicsKeepApart) {
  constexpr std::uint64_t kTopics = 2000;
  std::vector<std::unique_ptr<Subscriber>> subscribers;
  std::vector<std::unique_ptr<TestPublisher>> publishers;
  for (std::uint64_t i = 0; i < kTopics; ++i) {
    const std::string topic = "topic." + std::to_string(i);
    subscribers.push_back(std::make_unique<Subscriber>(transport(), queue(), topic.c_str()));
    publishers.push_back(std::make_unique<TestPublisher>(transport(), topic.c_str()));
  }
  for (std::uint64_t i = 0; i < kTopics; ++i) publishers[i]->send(i);
  run_events();
  for (std::uint64_t i = 0; i < kTopics; ++i) {
    ASSERT_THAT(subscribers[i]->numbers, ElementsAre(i)) << i;
  }
}

TEST_F(DeliveryTest, PartsOfASubjectAreJoinedByDots) {
  struct Row {
    const char* symbol;
    const char* source;
    const char* root;
    const char* topic;
  };
  constexpr Row kRows[] = {
      {"s", nullptr, nullptr, "s"},       {"s", "src", nullptr, "src.s"},
      {"s", "src", "r", "r.src.s"},       {nullptr, "src", nullptr, "src"},
      {"s", nullptr, "r", "r.s"},         {"s", "src", "_MD", "_MD.src"},
      {"s", "src", "_MDDD", "_MDDD.src"}, {"", "src", nullptr, "src."},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.topic);
    Subscriber subscriber(transport(), queue(), row.topic);
    TestPublisher publisher(transport(), row.symbol, row.source, row.root);
    publisher.send(1);
    run_events();
    EXPECT_THAT(subscriber.numbers, ElementsAre(1));
  }
}

TEST_F(DeliveryTest, SendingFromACallback) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  subscriber.on_message = [&](mamaMsg message) {
    const std::uint64_t number = number_in(message);
    if (number < 10) publisher.send(number + 1);
  };
  publisher.send(0);
  run_events();
  EXPECT_EQ(subscriber.numbers, counted(11));
}

TEST_F(DeliveryTest, TheSymbolMapAppliesToSubscriptionsNotToPublishers) {
  mamaTransport_setSymbolMapFunc(
      transport(),
      [](void*, char* result, const char* symbol, std::size_t size) {
        return std::snprintf(result, size, "mapped.%s", symbol) > 0 ? 1 : 0;
      },
      nullptr);
  Subscriber subscriber(transport(), queue(), "a");
  const char* symbol = nullptr;
  const char* subscribed = nullptr;
  EXPECT_EQ(mamaSubscription_getSymbol(subscriber, &symbol), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_getSubscSymbol(subscriber, &subscribed), MAMA_STATUS_OK);
  EXPECT_STREQ(symbol, "a");
  EXPECT_STREQ(subscribed, "mapped.a");
  TestPublisher unmapped(transport(), "a");
  TestPublisher mapped(transport(), "mapped.a");
  unmapped.send(1);
  mapped.send(2);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(2));
}

}  // namespace
}  // namespace quoll::test
