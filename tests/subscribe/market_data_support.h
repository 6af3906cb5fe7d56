/// What the tests of market-data subscriptions share: a source of the test that takes requests,
/// answers and publishes, and subscriptions that write down what they are told.
#pragma once

#include <bridge.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mama/integration/subscription.h>
#include <mama/mama.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>
#include <mama/publisher.h>
#include <mama/source.h>
#include <mama/subscription.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/mama_fixture.h"
#include "support/test_transport.h"

namespace quoll::test {

/// A message of market data.
class MdMessage {
 public:
  MdMessage() { EXPECT_EQ(mamaMsg_create(&message_), MAMA_STATUS_OK); }
  explicit MdMessage(mamaMsgType type, mamaMsgStatus status = MAMA_MSG_STATUS_OK) : MdMessage() {
    set_type(type);
    set_status(status);
  }
  ~MdMessage() { EXPECT_EQ(mamaMsg_destroy(message_), MAMA_STATUS_OK); }
  MdMessage(const MdMessage&) = delete;
  MdMessage& operator=(const MdMessage&) = delete;
  operator mamaMsg() const { return message_; }

  MdMessage& set_type(mamaMsgType type) {
    EXPECT_EQ(mamaMsg_updateU8(message_, "MdMsgType", 1, static_cast<mama_u8_t>(type)),
              MAMA_STATUS_OK);
    return *this;
  }
  MdMessage& set_status(mamaMsgStatus status) {
    EXPECT_EQ(mamaMsg_updateI32(message_, "MdMsgStatus", 2, status), MAMA_STATUS_OK);
    return *this;
  }
  MdMessage& set_part(int number, int total) {
    mamaMsg_updateI32(message_, "MdMsgNum", 7, number);
    mamaMsg_updateI32(message_, "MdMsgTotal", 8, total);
    return *this;
  }
  MdMessage& set_sequence(mama_u32_t number) {
    mamaMsg_updateU32(message_, "MdSeqNum", 10, number);
    return *this;
  }
  MdMessage& set_symbol(const char* symbol) {
    mamaMsg_updateString(message_, "wIssueSymbol", 305, symbol);
    return *this;
  }

 private:
  mamaMsg message_ = nullptr;
};

/// Serves a source: takes requests on its topic, answers as the test wants, publishes symbols.
class TestSource {
 public:
  TestSource(mamaTransport transport, mamaQueue queue, const char* name = "FEED",
             const char* root = "_MD")
      : transport_(transport), name_(name) {
    mamaMsgCallbacks callbacks{};
    callbacks.onMsg = [](mamaSubscription, mamaMsg request, void* closure, void*) {
      auto& self = *static_cast<TestSource*>(closure);
      const char* text = mamaMsg_toString(request);
      self.requests.emplace_back(text != nullptr ? text : "");
      self.times.push_back(Clock::process().now());
      if (self.on_request) self.on_request(request);
    };
    EXPECT_EQ(mamaSubscription_allocate(&subscription_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_createBasic(subscription_, transport, queue, &callbacks,
                                           (std::string(root) + "." + name).c_str(), this),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaPublisher_create(&replies_, transport, "replies", nullptr, nullptr),
              MAMA_STATUS_OK);
  }
  ~TestSource() {
    EXPECT_EQ(mamaPublisher_destroy(replies_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_destroy(subscription_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_deallocate(subscription_), MAMA_STATUS_OK);
  }
  TestSource(const TestSource&) = delete;
  TestSource& operator=(const TestSource&) = delete;

  void answer(mamaMsg request, mamaMsg reply) const {
    EXPECT_EQ(mamaPublisher_sendReplyToInbox(replies_, request, reply), MAMA_STATUS_OK);
  }
  /// To each request from now on.
  void answers(std::vector<mamaMsg> replies) {
    on_request = [this, replies = std::move(replies)](mamaMsg request) {
      for (mamaMsg reply : replies) answer(request, reply);
    };
  }
  void publish(const char* symbol, mamaMsg message) const {
    mamaPublisher publisher = nullptr;
    ASSERT_EQ(mamaPublisher_create(&publisher, transport_, symbol, name_.c_str(), nullptr),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaPublisher_send(publisher, message), MAMA_STATUS_OK);
    EXPECT_EQ(mamaPublisher_destroy(publisher), MAMA_STATUS_OK);
  }

  std::function<void(mamaMsg)> on_request;
  std::vector<std::string> requests;
  std::vector<TimePoint> times;

 private:
  mamaTransport transport_;
  std::string name_;
  mamaSubscription subscription_ = nullptr;
  mamaPublisher replies_ = nullptr;
};

/// A market-data subscription and what its callbacks were told, in order: "create", "INITIAL" and
/// other types of messages, "error: STATUS_TIMEOUT", "quality 2", "gap", "recap", "destroy".
class MdSubscriber {
 public:
  MdSubscriber() { EXPECT_EQ(mamaSubscription_allocate(&subscription_), MAMA_STATUS_OK); }
  ~MdSubscriber() { end(); }
  MdSubscriber(const MdSubscriber&) = delete;
  MdSubscriber& operator=(const MdSubscriber&) = delete;

  static mamaMsgCallbacks callbacks() {
    mamaMsgCallbacks table{};
    table.onCreate = [](mamaSubscription, void* closure) { of(closure).add("create"); };
    table.onError = [](mamaSubscription, mama_status status, void*, const char* symbol,
                       void* closure) {
      auto& self = of(closure);
      self.subject = symbol;
      self.last_error = mama_getLastErrorCode();
      self.add(std::string("error: ") + mamaStatus_stringForStatus(status));
    };
    table.onMsg = [](mamaSubscription, mamaMsg message, void* closure, void* of_item) {
      auto& self = of(closure);
      self.item_closure = of_item;
      if (self.on_message) self.on_message(message);
      self.add(mamaMsgType_stringForMsg(message));
    };
    table.onQuality = [](mamaSubscription, mamaQuality quality, const char*, short, const void*,
                         void* closure) { of(closure).add("quality " + std::to_string(quality)); };
    table.onGap = [](mamaSubscription, void* closure) { of(closure).add("gap"); };
    table.onRecapRequest = [](mamaSubscription, void* closure) { of(closure).add("recap"); };
    table.onDestroy = [](mamaSubscription, void* closure) { of(closure).add("destroy"); };
    return table;
  }

  mama_status set_up(mamaTransport transport, mamaQueue queue, const char* symbol = "SYM",
                     const char* source = "FEED") {
    const mamaMsgCallbacks table = callbacks();
    return mamaSubscription_setup2(subscription_, transport, queue, &table, source, symbol, this);
  }
  mama_status create(mamaTransport transport, mamaQueue queue, const char* symbol = "SYM") {
    const mama_status status = set_up(transport, queue, symbol);
    return status == MAMA_STATUS_OK ? mamaSubscription_activate(subscription_) : status;
  }
  void set_type(mamaSubscriptionType type) {
    EXPECT_EQ(mamaSubscription_setSubscriptionType(subscription_, type), MAMA_STATUS_OK);
  }
  void set_snapshot() {
    EXPECT_EQ(mamaSubscription_setServiceLevel(subscription_, MAMA_SERVICE_LEVEL_SNAPSHOT, 0),
              MAMA_STATUS_OK);
  }
  void end() {
    if (subscription_ == nullptr) return;
    on_event = nullptr;  // may refer to what the test has left
    on_message = nullptr;
    mamaSubscription_destroy(subscription_);
    EXPECT_EQ(mamaSubscription_deallocate(std::exchange(subscription_, nullptr)), MAMA_STATUS_OK);
  }
  /// The test has deallocated it, or does.
  mamaSubscription release() { return std::exchange(subscription_, nullptr); }

  mamaSubscriptionState state() const {
    mamaSubscriptionState state = MAMA_SUBSCRIPTION_UNKNOWN;
    EXPECT_EQ(mamaSubscription_getState(subscription_, &state), MAMA_STATUS_OK);
    return state;
  }
  bool expects_initial() const {
    int expects = -1;
    EXPECT_EQ(mamaSubscription_getExpectingInitial(subscription_, &expects), MAMA_STATUS_OK);
    return expects == 1;
  }
  bool has_received_initial() const {
    int received = -1;
    EXPECT_EQ(mamaSubscription_getReceivedInitial(subscription_, &received), MAMA_STATUS_OK);
    return received == 1;
  }
  operator mamaSubscription() const { return subscription_; }

  std::vector<std::string> events;
  std::function<void(const std::string& event)> on_event;
  std::function<void(mamaMsg)> on_message;
  std::string subject;
  mamaError last_error = MAMA_ERROR_UNKNOWN;
  void* item_closure = nullptr;

 private:
  static MdSubscriber& of(void* closure) { return *static_cast<MdSubscriber*>(closure); }
  void add(const std::string& event) {
    events.push_back(event);
    if (on_event) on_event(event);
  }

  mamaSubscription subscription_ = nullptr;
};

/// In virtual time, on the loopback; the test dispatches the default queue, which everything runs
/// on.
class MarketDataTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }

  void SetUp() override {
    VirtualMamaTest::SetUp();
    transport_ = std::make_unique<TestTransport>(bridge());
    source_ = std::make_unique<TestSource>(*transport_, queue());
  }
  void TearDown() override {
    source_.reset();
    if (transport_) transport_.reset();
    VirtualMamaTest::TearDown();
  }

  mamaQueue queue() const { return default_queue(); }
  TestTransport& transport() { return *transport_; }
  TestSource& source() { return *source_; }

  void run_for(Duration span) {
    const TimePoint end = clock().now() + span;
    while (clock().now() < end) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - clock().now()).count();
      ASSERT_EQ(mamaQueue_timedDispatch(queue(), static_cast<std::uint64_t>(left)), MAMA_STATUS_OK);
    }
  }
  /// Over the next tick of a throttle and what follows.
  void run_tick() { run_for(std::chrono::milliseconds(101)); }
  /// Past the throttle, with an initial value.
  void activate(MdSubscriber& subscriber, const char* symbol = "SYM") {
    MdMessage initial(MAMA_MSG_TYPE_INITIAL);
    source().answers({initial});
    ASSERT_EQ(subscriber.create(transport(), queue(), symbol), MAMA_STATUS_OK);
    run_tick();
    ASSERT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ACTIVATED);
    ASSERT_THAT(subscriber.events, ::testing::UnorderedElementsAre("create", "INITIAL"));
    source().on_request = nullptr;
    source().requests.clear();
    source().times.clear();
    subscriber.events.clear();
  }

  std::unique_ptr<TestTransport> transport_;
  std::unique_ptr<TestSource> source_;
};

}  // namespace quoll::test
