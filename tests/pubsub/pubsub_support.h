/// What the tests of publishing and subscribing share: MAMA on the loopback, short-lived
/// transports, publishers and messages, and subscriptions that write down what they are told.
#pragma once

#include <bridge.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mama/inbox.h>
#include <mama/integration/publisher.h>
#include <mama/integration/subscription.h>
#include <mama/integration/transport.h>
#include <mama/mama.h>
#include <mama/publisher.h>
#include <mama/subscription.h>
#include <mama/transport.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "support/mama_fixture.h"
#include "support/signal.h"
#include "support/test_transport.h"

namespace quoll::test {

inline constexpr mama_fid_t kNumberFid = 100;

/// A message with one number in it.
class Message {
 public:
  explicit Message(std::uint64_t number = 0) {
    EXPECT_EQ(mamaMsg_create(&message_), MAMA_STATUS_OK);
    set(number);
  }
  ~Message() { mamaMsg_destroy(message_); }
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;

  void set(std::uint64_t number) {
    EXPECT_EQ(mamaMsg_updateU64(message_, "number", kNumberFid, number), MAMA_STATUS_OK);
  }
  operator mamaMsg() const { return message_; }

 private:
  mamaMsg message_ = nullptr;
};

inline std::uint64_t number_in(mamaMsg message) {
  mama_u64_t number = ~std::uint64_t{0};
  EXPECT_EQ(mamaMsg_getU64(message, "number", kNumberFid, &number), MAMA_STATUS_OK);
  return number;
}

/// Waits until what the test's main thread has sent lies on its queues.
inline void settle();

class TestPublisher {
 public:
  TestPublisher(mamaTransport transport, const char* symbol, const char* source = nullptr,
                const char* root = nullptr) {
    EXPECT_EQ(mamaPublisher_create(&publisher_, transport, symbol, source, root), MAMA_STATUS_OK);
  }
  ~TestPublisher() { destroy(); }
  TestPublisher(const TestPublisher&) = delete;
  TestPublisher& operator=(const TestPublisher&) = delete;

  mama_status send(std::uint64_t number) {
    const mama_status status = send_only(number);
    settle();
    return status;
  }
  /// Without waiting for a middleware that takes its time.
  mama_status send_only(std::uint64_t number) {
    message_.set(number);
    return mamaPublisher_send(publisher_, message_);
  }
  void destroy() {
    if (publisher_ != nullptr) {
      EXPECT_EQ(mamaPublisher_destroy(std::exchange(publisher_, nullptr)), MAMA_STATUS_OK);
    }
  }
  operator mamaPublisher() const { return publisher_; }

 private:
  mamaPublisher publisher_ = nullptr;
  Message message_;
};

/// What wildcard callbacks hand over.
struct Received {
  std::uint64_t number;
  std::string topic;  // "(none)" for a NULL topic
  void* topic_closure;
};

/// A subscription whose callbacks count, keep the numbers of the messages, and then run what the
/// test wants. Destroyed and deallocated at the end, unless the test did that.
class Subscriber {
 public:
  Subscriber() { EXPECT_EQ(mamaSubscription_allocate(&subscription_), MAMA_STATUS_OK); }
  Subscriber(mamaTransport transport, mamaQueue queue, const char* topic) : Subscriber() {
    EXPECT_EQ(create(transport, queue, topic), MAMA_STATUS_OK);
  }
  ~Subscriber() { end(); }
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;

  mama_status create(mamaTransport transport, mamaQueue queue, const char* topic) {
    mamaMsgCallbacks callbacks{};
    callbacks.onCreate = [](mamaSubscription, void* closure) {
      auto& self = of(closure);
      ++self.creates;
      if (self.on_create) self.on_create();
    };
    callbacks.onError = [](mamaSubscription, mama_status status, void*, const char*,
                           void* closure) { of(closure).errors.push_back(status); };
    callbacks.onMsg = [](mamaSubscription, mamaMsg message, void* closure, void* of_item) {
      auto& self = of(closure);
      self.item_closure = of_item;
      self.numbers.push_back(number_in(message));
      if (self.on_message) self.on_message(message);
    };
    callbacks.onDestroy = [](mamaSubscription, void* closure) { of(closure).destroyed(); };
    return mamaSubscription_createBasic(subscription_, transport, queue, &callbacks, topic, this);
  }

  mama_status create_wildcard(mamaTransport transport, mamaQueue queue, const char* source,
                              const char* symbol) {
    mamaWildCardMsgCallbacks callbacks{};
    callbacks.onCreate = [](mamaSubscription, void* closure) { ++of(closure).creates; };
    callbacks.onMsg = [](mamaSubscription, mamaMsg message, const char* topic, void* closure,
                         void* topic_closure) {
      auto& self = of(closure);
      self.received.push_back(
          {number_in(message), topic != nullptr ? topic : "(none)", topic_closure});
      self.numbers.push_back(self.received.back().number);
      if (self.on_message) self.on_message(message);
    };
    callbacks.onDestroy = [](mamaSubscription, void* closure) { of(closure).destroyed(); };
    return mamaSubscription_createBasicWildCard(subscription_, transport, queue, &callbacks, source,
                                                symbol, this);
  }

  void end() {
    if (subscription_ == nullptr) return;
    mamaSubscription_destroy(subscription_);
    EXPECT_EQ(mamaSubscription_deallocate(std::exchange(subscription_, nullptr)), MAMA_STATUS_OK);
  }
  /// The test has deallocated it.
  void forget() { subscription_ = nullptr; }
  mamaSubscriptionState state() const {
    mamaSubscriptionState state = MAMA_SUBSCRIPTION_UNKNOWN;
    EXPECT_EQ(mamaSubscription_getState(subscription_, &state), MAMA_STATUS_OK);
    return state;
  }
  operator mamaSubscription() const { return subscription_; }

  std::function<void()> on_create;
  std::function<void(mamaMsg)> on_message;
  std::function<void()> on_destroy;
  std::vector<std::uint64_t> numbers;
  std::vector<Received> received;
  std::vector<mama_status> errors;
  int creates = 0;
  int destroys = 0;
  void* item_closure = nullptr;

 private:
  static Subscriber& of(void* closure) { return *static_cast<Subscriber*>(closure); }
  void destroyed() {
    ++destroys;
    if (on_destroy) on_destroy();
  }

  mamaSubscription subscription_ = nullptr;
};

/// A message to itself that comes after everything that was sent before it: middlewares of a test
/// keep the order of what one thread sends.
class Marker {
 public:
  explicit Marker(mamaBridge bridge)
      : queue_(bridge),
        transport_(bridge, "marker"),
        subscriber_(transport_, queue_, "_INBOX.marker"),
        publisher_(transport_, "_INBOX.marker") {}

  bool is_of_this_thread() const { return thread_ == std::this_thread::get_id(); }
  /// Returns when all that was sent lies on its queues.
  void wait() {
    const std::size_t before = subscriber_.numbers.size();
    EXPECT_EQ(publisher_.send_only(before), MAMA_STATUS_OK);
    while (subscriber_.numbers.size() == before) {
      ASSERT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
    }
  }

 private:
  TestQueue queue_;
  TestTransport transport_;
  Subscriber subscriber_;
  TestPublisher publisher_;
  const std::thread::id thread_ = std::this_thread::get_id();
};

/// The marker of the test that runs, if its middleware needs one.
inline std::unique_ptr<Marker>& marker() {
  static std::unique_ptr<Marker> of_test;
  return of_test;
}

inline void settle() {
  if (marker() != nullptr && marker()->is_of_this_thread()) marker()->wait();
}

inline std::size_t count_events(mamaQueue queue) {
  std::size_t count = 0;
  EXPECT_EQ(mamaQueue_getEventCount(queue, &count), MAMA_STATUS_OK);
  return count;
}

/// Runs all events that are on the queue or on their way there, and those that they add.
inline int run_events(mamaQueue queue) {
  int events = 0;
  for (;;) {
    if (count_events(queue) == 0) settle();
    if (count_events(queue) == 0) return events;
    EXPECT_EQ(mamaQueue_timedDispatch(queue, 0), MAMA_STATUS_OK);
    ++events;
  }
}

/// MAMA on any middleware, with one transport and one queue that the test dispatches itself.
class PubSubTest : public MamaTest {
 protected:
  const char* bridge_name() const override { return bridge_under_test("loopback"); }

  void SetUp() override {
    MamaTest::SetUp();
    if (HasFatalFailure()) return;
    queue_holder_ = std::make_unique<TestQueue>(bridge());
    transport_holder_ = std::make_unique<TestTransport>(bridge());
    // Such a middleware must not show inboxes to wildcards. The loopback delivers at once.
    if (std::getenv("QUOLL_TEST_BRIDGE_IS_ASYNCHRONOUS") != nullptr &&
        std::string_view(bridge_name()) != "loopback") {
      marker() = std::make_unique<Marker>(bridge());
    }
  }
  void TearDown() override {
    marker().reset();
    queue_holder_.reset();
    transport_holder_.reset();
    MamaTest::TearDown();
  }

  mamaQueue queue() const { return *queue_holder_; }
  TestTransport& transport() const { return *transport_holder_; }
  int run_events() const { return quoll::test::run_events(queue()); }

  std::unique_ptr<TestQueue> queue_holder_;
  std::unique_ptr<TestTransport> transport_holder_;
};

/// The same for what the loopback alone has; on the loopback whatever middleware the others run on.
class LoopbackTest : public PubSubTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
};

}  // namespace quoll::test
