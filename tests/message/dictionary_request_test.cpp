// Dictionaries that are asked for over a transport (mama_createDictionary), in virtual time: the
// publisher of the test answers on the loopback.
#include <gmock/gmock.h>
#include <mama/inbox.h>
#include <mama/integration/msg.h>
#include <mama/mama.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>
#include <mama/publisher.h>
#include <mama/subscription.h>

#include <functional>
#include <string>
#include <vector>

#include "dictionary_support.h"
#include "support/mama_fixture.h"
#include "support/signal.h"
#include "support/test_transport.h"

namespace quoll::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;

/// A message, destroyed at the end of the scope.
class Message {
 public:
  Message() { EXPECT_EQ(mamaMsg_create(&message_), MAMA_STATUS_OK); }
  Message(mamaMsgType type, mamaMsgStatus status) : Message() {
    EXPECT_EQ(mamaMsg_addU8(message_, "MdMsgType", 1, static_cast<mama_u8_t>(type)),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_addI32(message_, "MdMsgStatus", 2, static_cast<mama_i32_t>(status)),
              MAMA_STATUS_OK);
  }
  ~Message() { EXPECT_EQ(mamaMsg_destroy(message_), MAMA_STATUS_OK); }
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;
  operator mamaMsg() const { return message_; }

 private:
  mamaMsg message_ = nullptr;
};

/// Serves a name space: takes the requests on its topic, and answers as the test wants.
class DictionaryServer {
 public:
  DictionaryServer(mamaTransport transport, mamaQueue queue, const std::string& name_space) {
    mamaMsgCallbacks callbacks{};
    callbacks.onMsg = [](mamaSubscription, mamaMsg request, void* closure, void*) {
      auto& self = *static_cast<DictionaryServer*>(closure);
      self.requests.push_back(Clock::process().now());
      const char* text = mamaMsg_toString(request);
      self.last_request = text != nullptr ? text : "";
      if (self.on_request) self.on_request(request);
    };
    callbacks.onDestroy = [](mamaSubscription, void*) {};
    EXPECT_EQ(mamaSubscription_allocate(&subscription_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_createBasic(subscription_, transport, queue, &callbacks,
                                           ("_MDDD." + name_space).c_str(), this),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaPublisher_create(&publisher_, transport, "answers", nullptr, nullptr),
              MAMA_STATUS_OK);
  }
  ~DictionaryServer() {
    EXPECT_EQ(mamaPublisher_destroy(publisher_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_destroy(subscription_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_deallocate(subscription_), MAMA_STATUS_OK);
  }
  DictionaryServer(const DictionaryServer&) = delete;
  DictionaryServer& operator=(const DictionaryServer&) = delete;

  void answer(mamaMsg request, mamaMsg reply) const {
    EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher_, request, reply), MAMA_STATUS_OK);
  }

  std::function<void(mamaMsg)> on_request;
  std::vector<TimePoint> requests;
  std::string last_request;

 private:
  mamaSubscription subscription_ = nullptr;
  mamaPublisher publisher_ = nullptr;
};

/// What the callbacks of one dictionary were told; in order.
struct Outcome {
  std::vector<std::string> events;
  mamaDictionary told = nullptr;
  std::function<void()> on_event;
  TimePoint at;

  static mamaDictionaryCallbackSet callbacks() {
    mamaDictionaryCallbackSet set{};
    set.onComplete = [](mamaDictionary dictionary, void* closure) {
      record(dictionary, "complete", closure);
    };
    set.onTimeout = [](mamaDictionary dictionary, void* closure) {
      record(dictionary, "timeout", closure);
    };
    set.onError = [](mamaDictionary dictionary, const char* text, void* closure) {
      record(dictionary, std::string("error: ") + text, closure);
    };
    return set;
  }
  static void record(mamaDictionary dictionary, std::string event, void* closure) {
    auto& self = *static_cast<Outcome*>(closure);
    self.told = dictionary;
    self.at = Clock::process().now();
    self.events.push_back(std::move(event));
    if (self.on_event) self.on_event();
  }
};

class DictionaryRequestTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }

  void SetUp() override {
    VirtualMamaTest::SetUp();
    ASSERT_EQ(mamaQueue_create(&queue_, bridge()), MAMA_STATUS_OK);
    transport_ = std::make_unique<TestTransport>(bridge());
    ASSERT_EQ(mamaSource_create(&source_), MAMA_STATUS_OK);
    ASSERT_EQ(mamaSource_setTransport(source_, *transport_), MAMA_STATUS_OK);
    ASSERT_EQ(mamaSource_setSymbolNamespace(source_, "FEED"), MAMA_STATUS_OK);
    server_ = std::make_unique<DictionaryServer>(*transport_, queue_, "FEED");
  }
  void TearDown() override {
    server_.reset();
    EXPECT_EQ(mamaSource_destroy(source_), MAMA_STATUS_OK);
    run_for(milliseconds(1));
    EXPECT_EQ(mamaQueue_destroy(queue_), MAMA_STATUS_OK) << "a request holds the queue";
    transport_.reset();
    VirtualMamaTest::TearDown();
  }
  mama_status create(mamaDictionary* dictionary, Outcome& outcome, double timeout_s = 10,
                     int retries = 2) {
    return mama_createDictionary(dictionary, queue_, Outcome::callbacks(), source_, timeout_s,
                                 retries, &outcome);
  }
  void run_for(Duration span) {
    const TimePoint end = clock().now() + span;
    while (clock().now() < end) {
      const auto left = std::chrono::ceil<milliseconds>(end - clock().now()).count();
      ASSERT_EQ(mamaQueue_timedDispatch(queue_, static_cast<std::uint64_t>(left)), MAMA_STATUS_OK);
    }
  }
  /// What one answer leads to.
  std::vector<std::string> events_after(mamaMsg reply) {
    server_->on_request = [&](mamaMsg request) { server_->answer(request, reply); };
    Outcome outcome;
    mamaDictionary dictionary = nullptr;
    EXPECT_EQ(create(&dictionary, outcome), MAMA_STATUS_OK);
    run_for(milliseconds(1));
    EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
    return outcome.events;
  }

  mamaQueue queue_ = nullptr;
  std::unique_ptr<TestTransport> transport_;
  mamaSource source_ = nullptr;
  std::unique_ptr<DictionaryServer> server_;
};

std::size_t size_of(mamaDictionary dictionary) {
  std::size_t size = 0;
  EXPECT_EQ(mamaDictionary_getSize(dictionary, &size), MAMA_STATUS_OK);
  return size;
}

std::string name_of(mamaDictionary dictionary, mama_fid_t fid) {
  mamaFieldDescriptor descriptor = nullptr;
  mamaDictionary_getFieldDescriptorByFid(dictionary, &descriptor, fid);
  const char* name = mamaFieldDescriptor_getName(descriptor);
  return name != nullptr ? name : "(none)";
}

TEST_F(DictionaryRequestTest, AnAnswerFillsTheDictionaryAndCompletesIt) {
  Message reply(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_OK);
  mamaMsg_addString(reply, "MdFeedName", 11, "feed");
  mamaMsg_addF64(reply, "wTradePrice", 481, 0);
  mamaMsg_addString(reply, "wSymbol", 470, "");
  server_->on_request = [&](mamaMsg request) {
    EXPECT_EQ(mamaMsg_isFromInbox(request), 1);
    server_->answer(request, reply);
    server_->answer(request, reply);  // the first one counts
  };
  Outcome outcome;
  mamaDictionary dictionary = nullptr;
  ASSERT_EQ(create(&dictionary, outcome), MAMA_STATUS_OK);
  ASSERT_NE(dictionary, nullptr);
  EXPECT_EQ(size_of(dictionary), 0u);
  std::size_t size_when_told = 0;
  outcome.on_event = [&] { size_when_told = size_of(dictionary); };
  run_for(seconds(100));
  EXPECT_THAT(outcome.events, ElementsAre("complete"));
  EXPECT_EQ(outcome.told, dictionary);
  EXPECT_EQ(size_when_told, 5u);
  EXPECT_EQ(name_of(dictionary, 481), "wTradePrice");
  EXPECT_EQ(name_of(dictionary, 470), "wSymbol");
  const char* feed = nullptr;
  EXPECT_EQ(mamaDictionary_getFeedName(dictionary, &feed), MAMA_STATUS_OK);
  EXPECT_STREQ(feed, "feed");
  EXPECT_EQ(server_->requests.size(), 1u);
  EXPECT_EQ(mamaQueue_canDestroy(queue_), MAMA_STATUS_QUEUE_OPEN_OBJECTS) << "the server's";
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST_F(DictionaryRequestTest, ADictionaryGoesFromOneProgramToAnother) {
  mamaDictionary served = nullptr, dictionary = nullptr;
  mamaMsg reply = nullptr;
  ASSERT_EQ(mamaDictionary_create(&served), MAMA_STATUS_OK);
  mamaDictionary_createFieldDescriptor(served, 1, "MdMsgType", MAMA_FIELD_TYPE_U8, nullptr);
  mamaDictionary_createFieldDescriptor(served, 481, "wTradePrice", MAMA_FIELD_TYPE_PRICE, nullptr);
  ASSERT_EQ(mamaDictionary_getDictionaryMessage(served, &reply), MAMA_STATUS_OK);
  mamaMsg_updateU8(reply, "MdMsgType", 1, MAMA_MSG_TYPE_DDICT_SNAPSHOT);
  mamaMsg_updateU8(reply, "MdMsgStatus", 2, MAMA_MSG_STATUS_OK);
  server_->on_request = [&](mamaMsg request) { server_->answer(request, reply); };
  Outcome outcome;
  ASSERT_EQ(create(&dictionary, outcome), MAMA_STATUS_OK);
  run_for(milliseconds(1));
  EXPECT_THAT(outcome.events, ElementsAre("complete"));
  mamaFieldDescriptor descriptor = nullptr;
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByName(dictionary, &descriptor, "wTradePrice"),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaFieldDescriptor_getFid(descriptor), 481);
  EXPECT_EQ(mamaFieldDescriptor_getType(descriptor), MAMA_FIELD_TYPE_PRICE);
  EXPECT_EQ(size_of(dictionary), 3u);
  EXPECT_EQ(mamaMsg_destroy(reply), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDictionary_destroy(served), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST_F(DictionaryRequestTest, TheRequestSaysWhatIsWanted) {
  Outcome outcome;
  mamaDictionary dictionary = nullptr;
  ASSERT_EQ(create(&dictionary, outcome), MAMA_STATUS_OK);
  run_for(milliseconds(1));
  std::string expected =
      "{MdSubscSymbol[71]=DATA_DICT,MdSubscriptionType[60]=4,MdSubscMsgType[61]=5,"
      "MamaAppDataType[17]=0,MdSubscType[5]=5";
  const char* host = nullptr;
  mama_getIpAddress(&host);
  if (*host != '\0') expected += std::string(",MdSubscSourceHost[63]=") + host;
  EXPECT_EQ(server_->last_request, expected + "}");
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST_F(DictionaryRequestTest, AsksAgainAndThenGivesUp) {
  Outcome outcome;
  mamaDictionary dictionary = nullptr;
  const TimePoint start = clock().now();
  ASSERT_EQ(create(&dictionary, outcome, 10, 2), MAMA_STATUS_OK);
  run_for(seconds(100));
  EXPECT_THAT(outcome.events, ElementsAre("timeout"));
  EXPECT_EQ(outcome.told, dictionary);
  EXPECT_EQ(outcome.at - start, seconds(30));
  ASSERT_EQ(server_->requests.size(), 3u);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(server_->requests[static_cast<std::size_t>(i)] - start, i * seconds(10));
  }
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST_F(DictionaryRequestTest, WithoutRetriesAsksOnce) {
  for (const int retries : {0, -1}) {
    server_->requests.clear();
    Outcome outcome;
    mamaDictionary dictionary = nullptr;
    const TimePoint start = clock().now();
    ASSERT_EQ(create(&dictionary, outcome, 0.5, retries), MAMA_STATUS_OK);
    run_for(seconds(10));
    EXPECT_THAT(outcome.events, ElementsAre("timeout"));
    EXPECT_EQ(outcome.at - start, milliseconds(500));
    EXPECT_EQ(server_->requests.size(), 1u);
    EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
  }
}

TEST_F(DictionaryRequestTest, AnAnswerToARepeatedRequestIsGood) {
  Message reply(MAMA_MSG_TYPE_UPDATE, MAMA_MSG_STATUS_OK);
  server_->on_request = [&](mamaMsg request) {
    if (server_->requests.size() == 2) server_->answer(request, reply);
  };
  Outcome outcome;
  mamaDictionary dictionary = nullptr;
  const TimePoint start = clock().now();
  ASSERT_EQ(create(&dictionary, outcome, 10, 5), MAMA_STATUS_OK);
  run_for(seconds(100));
  EXPECT_THAT(outcome.events, ElementsAre("complete"));
  EXPECT_EQ(outcome.at - start, seconds(10));
  EXPECT_EQ(server_->requests.size(), 2u);
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST_F(DictionaryRequestTest, StatusesThatMeanNoDictionaryAreErrors) {
  const struct {
    mamaMsgStatus status;
    mama_status told;
  } cases[] = {{MAMA_MSG_STATUS_NO_SUBSCRIBERS, MAMA_STATUS_NO_SUBSCRIBERS},
               {MAMA_MSG_STATUS_BAD_SYMBOL, MAMA_STATUS_BAD_SYMBOL},
               {MAMA_MSG_STATUS_EXPIRED, MAMA_STATUS_EXPIRED},
               {MAMA_MSG_STATUS_NOT_ENTITLED, MAMA_STATUS_NOT_ENTITLED},
               {MAMA_MSG_STATUS_NOT_FOUND, MAMA_STATUS_NOT_FOUND},
               {MAMA_MSG_STATUS_NOT_PERMISSIONED, MAMA_STATUS_NOT_PERMISSIONED},
               {MAMA_MSG_STATUS_BANDWIDTH_EXCEEDED, MAMA_STATUS_BANDWIDTH_EXCEEDED}};
  for (const auto& [status, told] : cases) {
    Message reply(MAMA_MSG_TYPE_DDICT_SNAPSHOT, status);
    EXPECT_THAT(events_after(reply),
                ElementsAre(std::string("error: ") + mamaStatus_stringForStatus(told)));
  }
  EXPECT_THAT(events_after(Message(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_TIMEOUT)),
              ElementsAre("timeout"));
}

TEST_F(DictionaryRequestTest, TypesThatMeanNoDictionaryAreErrors) {
  const struct {
    mamaMsgType type;
    mama_status told;
  } cases[] = {{MAMA_MSG_TYPE_DELETE, MAMA_STATUS_DELETE},
               {MAMA_MSG_TYPE_EXPIRE, MAMA_STATUS_EXPIRED},
               {MAMA_MSG_TYPE_NOT_PERMISSIONED, MAMA_STATUS_NOT_PERMISSIONED},
               {MAMA_MSG_TYPE_NOT_FOUND, MAMA_STATUS_NOT_FOUND}};
  for (const auto& [type, told] : cases) {
    Message reply(type, MAMA_MSG_STATUS_OK);
    EXPECT_THAT(events_after(reply),
                ElementsAre(std::string("error: ") + mamaStatus_stringForStatus(told)));
  }
}

TEST_F(DictionaryRequestTest, AStatusThatIsNotOkNeedsATypeThatBringsADictionary) {
  for (const mamaMsgType type : {MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_TYPE_UPDATE}) {
    EXPECT_THAT(events_after(Message(type, MAMA_MSG_STATUS_STALE)), ElementsAre("complete"));
  }
  EXPECT_THAT(events_after(Message(MAMA_MSG_TYPE_INITIAL, MAMA_MSG_STATUS_OK)),
              ElementsAre("complete"));
  EXPECT_THAT(
      events_after(Message(MAMA_MSG_TYPE_INITIAL, MAMA_MSG_STATUS_STALE)),
      ElementsAre("error: Error: mamaDictionary: unexpected MsgType/MsgStatus: INITIAL/STALE\n"));
}

TEST_F(DictionaryRequestTest, AnswersWithoutTypeOrStatusAreDropped) {
  EXPECT_TRUE(events_after(Message()).empty());
  EXPECT_TRUE(events_after(Message(MAMA_MSG_TYPE_UNKNOWN, MAMA_MSG_STATUS_OK)).empty());
  EXPECT_TRUE(events_after(Message(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_UNKNOWN)).empty());
  EXPECT_TRUE(events_after(Message(MAMA_MSG_TYPE_REFRESH, MAMA_MSG_STATUS_OK)).empty());
}

TEST_F(DictionaryRequestTest, TheLastPartOfAnAnswerCompletesIt) {
  Message first(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_OK);
  Message last(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_OK);
  for (const auto& [part, number] : {std::pair<mamaMsg, mama_u8_t>{first, 1}, {last, 2}}) {
    mamaMsg_addU8(part, "MdMsgNum", 7, number);
    mamaMsg_addU8(part, "MdMsgTotal", 8, 2);
    mamaMsg_addI32(part, number == 1 ? "one" : "two", static_cast<mama_fid_t>(200 + number), 0);
  }
  server_->on_request = [&](mamaMsg request) { server_->answer(request, first); };
  Outcome outcome;
  mamaDictionary dictionary = nullptr;
  ASSERT_EQ(create(&dictionary, outcome), MAMA_STATUS_OK);
  run_for(milliseconds(1));
  EXPECT_TRUE(outcome.events.empty());
  server_->on_request = [&](mamaMsg request) { server_->answer(request, last); };
  run_for(seconds(11));
  EXPECT_THAT(outcome.events, ElementsAre("complete"));
  EXPECT_EQ(name_of(dictionary, 201), "one");
  EXPECT_EQ(name_of(dictionary, 202), "two");
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST_F(DictionaryRequestTest, TheDictionaryMayEndInEachOfItsCallbacks) {
  const Message good(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_OK);
  const Message bad(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_NOT_FOUND);
  for (mamaMsg reply : {static_cast<mamaMsg>(good), static_cast<mamaMsg>(bad), mamaMsg{}}) {
    server_->on_request = [&](mamaMsg request) {
      if (reply != nullptr) server_->answer(request, reply);
    };
    Outcome outcome;
    mamaDictionary dictionary = nullptr;
    ASSERT_EQ(create(&dictionary, outcome, 1, 0), MAMA_STATUS_OK);
    mamaFieldDescriptor descriptor = nullptr;
    outcome.on_event = [&] {
      mamaDictionary_getFieldDescriptorByFid(dictionary, &descriptor, 1);
      EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
      EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_INVALID_ARG);
    };
    run_for(seconds(10));
    EXPECT_EQ(outcome.events.size(), 1u);
    EXPECT_EQ(mamaFieldDescriptor_getName(descriptor), nullptr) << "gone with the dictionary";
  }
}

TEST_F(DictionaryRequestTest, NothingComesAfterTheDictionaryHasEnded) {
  const Message reply(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_OK);
  Outcome outcome;
  // Before the request arrives, before the answer arrives, before the timeout.
  for (const int step : {0, 1, 2}) {
    mamaDictionary dictionary = nullptr;
    server_->on_request = [&](mamaMsg request) {
      if (step == 1) {
        server_->answer(request, reply);
        EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);  // inside another callback
      }
    };
    ASSERT_EQ(create(&dictionary, outcome), MAMA_STATUS_OK);
    if (step == 2) run_for(seconds(15));
    if (step != 1) {
      EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
    }
    run_for(seconds(100));
    EXPECT_TRUE(outcome.events.empty()) << step;
  }
}

TEST_F(DictionaryRequestTest, MissingCallbacksAreOurs) {
  const Message good(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_OK);
  const Message bad(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_NOT_FOUND);
  for (mamaMsg reply : {static_cast<mamaMsg>(good), static_cast<mamaMsg>(bad), mamaMsg{}}) {
    server_->on_request = [&](mamaMsg request) {
      if (reply != nullptr) server_->answer(request, reply);
    };
    const message_test::Log log;
    mamaDictionary dictionary = nullptr;
    EXPECT_EQ(mama_createDictionary(&dictionary, queue_, {}, source_, 1, 0, nullptr),
              MAMA_STATUS_OK);
    run_for(seconds(2));
    using testing::Contains, testing::HasSubstr, testing::Not;
    const auto told = Contains(HasSubstr("Normal: mamaDictionary"));
    if (reply == good) {
      EXPECT_THAT(log.all(), Not(told));
    } else {
      EXPECT_THAT(log.all(), told);
    }
    EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
  }
}

TEST_F(DictionaryRequestTest, TheSymbolGoesThroughTheTransportsMap) {
  mamaTransport_setSymbolMapFunc(
      *transport_,
      [](void*, char* result, const char* symbol, std::size_t size) {
        return std::snprintf(result, size, "mapped.%s", symbol);
      },
      nullptr);
  Outcome outcome;
  mamaDictionary dictionary = nullptr;
  ASSERT_EQ(create(&dictionary, outcome), MAMA_STATUS_OK);
  run_for(milliseconds(1));
  EXPECT_THAT(server_->last_request, testing::HasSubstr("[71]=mapped.DATA_DICT,"));
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST_F(DictionaryRequestTest, ArgumentsAreCheckedInOrder) {
  Outcome outcome;
  mamaDictionary dictionary = nullptr;
  const auto callbacks = Outcome::callbacks();
  EXPECT_EQ(mama_createDictionary(nullptr, nullptr, callbacks, nullptr, 1, 0, &outcome),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_createDictionary(&dictionary, nullptr, callbacks, nullptr, 1, 0, &outcome),
            MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(dictionary, nullptr);

  // From here on there is a dictionary, whatever the status, that the caller destroys.
  const auto status_with = [&](mamaSource source, double timeout_s) {
    EXPECT_EQ(mamaQueue_canDestroy(queue_), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
    const mama_status status =
        mama_createDictionary(&dictionary, queue_, callbacks, source, timeout_s, 0, &outcome);
    EXPECT_EQ(size_of(dictionary), 0u);
    EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
    run_for(milliseconds(1));
    return status;
  };
  EXPECT_EQ(status_with(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(status_with(source_, -1), MAMA_STATUS_INVALID_ARG);
  mamaSource bare = nullptr;
  ASSERT_EQ(mamaSource_create(&bare), MAMA_STATUS_OK);
  EXPECT_EQ(status_with(bare, 1), MAMA_STATUS_INVALID_ARG) << "no transport";
  mamaTransport unmade = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&unmade), MAMA_STATUS_OK);
  mamaSource_setTransport(bare, unmade);
  EXPECT_EQ(status_with(bare, 1), MAMA_STATUS_NO_BRIDGE_IMPL) << "a transport without a bridge";
  mamaTransport_destroy(unmade);
  EXPECT_EQ(status_with(bare, 1), MAMA_STATUS_INVALID_ARG) << "a transport that is destroyed";
  EXPECT_EQ(mamaSource_destroy(bare), MAMA_STATUS_OK);
  EXPECT_EQ(status_with(bare, 1), MAMA_STATUS_INVALID_ARG) << "a source that is destroyed";
  EXPECT_TRUE(outcome.events.empty()) << "a failure is the status, no callback";
}

TEST_F(DictionaryRequestTest, TheTransportMayEndFirst) {
  Outcome outcome;
  mamaDictionary dictionary = nullptr;
  TestTransport other(bridge(), "other");
  ASSERT_EQ(mamaSource_setTransport(source_, other), MAMA_STATUS_OK);
  ASSERT_EQ(create(&dictionary, outcome, 1, 1), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_destroy(other.release()), MAMA_STATUS_OK);
  run_for(seconds(10));
  EXPECT_THAT(outcome.events, ElementsAre("timeout"));
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST_F(DictionaryRequestTest, ADispatcherAnswersWhileAnotherThreadEndsTheDictionary) {
  const Message reply(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_OK);
  server_->on_request = [&](mamaMsg request) { server_->answer(request, reply); };
  TestDispatcher dispatcher(queue_);
  for (int i = 0; i < 50; ++i) {
    Outcome outcome;
    Signal told;
    outcome.on_event = [&] { told.raise(); };
    mamaDictionary dictionary = nullptr;
    ASSERT_EQ(create(&dictionary, outcome), MAMA_STATUS_OK);
    if (i % 2 == 0) {
      ASSERT_TRUE(told.wait());
    }
    EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
    const std::size_t before = outcome.events.size();
    Clock::process().sleep_for(milliseconds(1));
    EXPECT_EQ(outcome.events.size(), before);
  }
}

class ClosedBridgeTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
};

TEST_F(ClosedBridgeTest, ADictionaryOutlivesTheCloseThatItsRequestDoesNot) {
  mamaDictionary dictionary = nullptr;
  mamaSource source = nullptr;
  Outcome outcome;
  {
    TestTransport transport(bridge());
    mamaSource_create(&source);
    mamaSource_setTransport(source, transport);
    ASSERT_EQ(mama_createDictionary(&dictionary, default_queue(), Outcome::callbacks(), source, 1,
                                    0, &outcome),
              MAMA_STATUS_OK);
  }
  mama_close();
  EXPECT_EQ(size_of(dictionary), 0u);
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_destroy(source), MAMA_STATUS_OK);
  EXPECT_TRUE(outcome.events.empty());
}

class DictionaryRequestOnThreads : public MamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
};

TEST_F(DictionaryRequestOnThreads, TheAnswerMayEndTheDictionaryBeforeTheCallIsBack) {
  TestQueue queue(bridge());
  TestTransport transport(bridge());
  mamaSource source = nullptr;
  ASSERT_EQ(mamaSource_create(&source), MAMA_STATUS_OK);
  mamaSource_setTransport(source, transport);
  mamaSource_setSymbolNamespace(source, "FEED");
  {
    const Message reply(MAMA_MSG_TYPE_DDICT_SNAPSHOT, MAMA_MSG_STATUS_OK);
    DictionaryServer server(transport, queue, "FEED");
    server.on_request = [&](mamaMsg request) { server.answer(request, reply); };
    TestDispatcher dispatcher(queue);
    for (int i = 0; i < 500; ++i) {
      Outcome outcome;
      Signal ended;
      mamaDictionary dictionary = nullptr;
      outcome.on_event = [&] {
        EXPECT_EQ(mamaDictionary_destroy(outcome.told), MAMA_STATUS_OK);
        ended.raise();
      };
      EXPECT_EQ(
          mama_createDictionary(&dictionary, queue, Outcome::callbacks(), source, 10, 0, &outcome),
          MAMA_STATUS_OK);
      ASSERT_TRUE(ended.wait());
      EXPECT_THAT(outcome.events, ElementsAre("complete"));
    }
    EXPECT_EQ(mamaDispatcher_destroy(dispatcher.release()), MAMA_STATUS_OK);
  }
  // The end of a timer is an event of the queue.
  while (mamaQueue_canDestroy(queue) != MAMA_STATUS_OK) {
    ASSERT_EQ(mamaQueue_timedDispatch(queue, 1), MAMA_STATUS_OK);
  }
  EXPECT_EQ(mamaSource_destroy(source), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test
