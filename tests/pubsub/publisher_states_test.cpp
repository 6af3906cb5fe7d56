/// Every row of the publisher's state table and of its send table, on any middleware, whose
/// publishers are replaced by some that report when the test wants.
#include <mama/log.h>

#include "pubsub/fake_publishers.h"
#include "pubsub/watched_publisher.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PublisherStatesTest : public PubSubTest {
 protected:
  void SetUp() override {
    PubSubTest::SetUp();
    if (HasFatalFailure()) return;
    marker().reset();  // it would be sent through publishers that send nothing
    fake_ = std::make_unique<FakePublishers>(bridge());
  }
  void TearDown() override {
    fake_.reset();
    PubSubTest::TearDown();
  }
  FakePublishers& fake() { return *fake_; }
  mama_status create(Watched& watched) { return watched.create(transport(), queue(), "a"); }

 private:
  std::unique_ptr<FakePublishers> fake_;
};

TEST_F(PublisherStatesTest, FromNothingToLive) {
  Watched watched;
  std::vector<mamaPublisherState> states;
  fake().in_create = [&] { states.push_back(state_of(fake().parent)); };
  fake().in_set_callbacks = [&] { states.push_back(state_of(fake().parent)); };
  watched.on_create = [&] { states.push_back(state_of(watched.publisher)); };
  ASSERT_EQ(create(watched), MAMA_STATUS_OK);
  EXPECT_THAT(states,
              ElementsAre(MAMA_PUBLISHER_CREATING, MAMA_PUBLISHER_CREATING, MAMA_PUBLISHER_LIVE));
  EXPECT_THAT(fake().calls, ElementsAre("create", "setUserCallbacks"));
  EXPECT_EQ(watched.publisher, fake().parent);
  EXPECT_EQ(fake().queue, queue());  // the queue is the bridge's to use
  EXPECT_EQ(fake().closure, &watched);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
}

TEST_F(PublisherStatesTest, ResultIsSetBeforeOnCreate) {
  static mamaPublisher result;
  mamaPublisherCallbacks callbacks{};
  callbacks.onCreate = [](mamaPublisher own, void*) { EXPECT_EQ(own, result); };
  ASSERT_EQ(mamaPublisher_createWithCallbacks(&result, transport(), nullptr, "sym", "src", "root",
                                              &callbacks, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(fake().symbol, "sym");
  EXPECT_EQ(fake().source, "src");
  EXPECT_EQ(fake().root, "root");
  EXPECT_EQ(fake().index, 0);
  EXPECT_EQ(mamaPublisher_destroy(result), MAMA_STATUS_OK);
}

TEST_F(PublisherStatesTest, ACreationThatTheBridgeRefuses) {
  Watched watched;
  fake().create_status = MAMA_STATUS_PLATFORM;
  EXPECT_EQ(create(watched), MAMA_STATUS_PLATFORM);
  EXPECT_THAT(watched.notes, IsEmpty());
  EXPECT_THAT(fake().calls, ElementsAre("create"));
  mamaPublisher result = fake().parent;
  EXPECT_EQ(mamaPublisher_create(&result, transport(), "a", nullptr, nullptr),
            MAMA_STATUS_PLATFORM);
  EXPECT_EQ(result, nullptr);
}

TEST_F(PublisherStatesTest, CallbacksThatTheBridgeRefuses) {
  Watched watched;
  fake().callbacks_status = MAMA_STATUS_PLATFORM;
  EXPECT_EQ(create(watched), MAMA_STATUS_PLATFORM);
  EXPECT_THAT(fake().calls, ElementsAre("create", "setUserCallbacks", "destroy"));
  EXPECT_THAT(watched.notes, IsEmpty());  // the bridge's onDestroy is swallowed
  fake().report_error();                  // and so is what it reports late
  EXPECT_THAT(watched.notes, IsEmpty());
}

TEST_F(PublisherStatesTest, ABridgeThatReportsItsEndUnasked) {
  Watched watched;
  ASSERT_EQ(create(watched), MAMA_STATUS_OK);
  fake().report_destroy();
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(watched.state_in_destroy, MAMA_PUBLISHER_LIVE);
  EXPECT_EQ(state_of(watched.publisher), MAMA_PUBLISHER_LIVE);
  fake().report_destroy();  // again: nothing
  fake().report_error();
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  fake().reports_in_destroy = false;  // it has reported
  fake().in_destroy = [&] { EXPECT_EQ(state_of(watched.publisher), MAMA_PUBLISHER_DESTROYING); };
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_INVALID_ARG);  // freed
}

TEST_F(PublisherStatesTest, ABridgeThatReportsItsEndWhileCreating) {
  Watched watched;
  fake().in_set_callbacks = [&] { fake().report_destroy(); };
  ASSERT_EQ(create(watched), MAMA_STATUS_OK);
  EXPECT_EQ(watched.state_in_destroy, MAMA_PUBLISHER_CREATING);
  EXPECT_THAT(watched.notes, ElementsAre("destroy"));  // nothing comes after onDestroy
  EXPECT_EQ(state_of(fake().parent), MAMA_PUBLISHER_LIVE);
  EXPECT_EQ(mamaPublisher_destroy(fake().parent), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("destroy"));
}

TEST_F(PublisherStatesTest, TheEndInsideTheBridgesDestroy) {
  Watched watched;
  std::vector<mamaPublisherState> states;
  fake().in_destroy = [&] { states.push_back(state_of(watched.publisher)); };
  fake().after_report = [&] { states.push_back(state_of(watched.publisher)); };
  ASSERT_EQ(create(watched), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_EQ(watched.state_in_destroy, MAMA_PUBLISHER_DESTROYING);
  EXPECT_THAT(states, ElementsAre(MAMA_PUBLISHER_DESTROYING, MAMA_PUBLISHER_DESTROYED_BRIDGE));
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_INVALID_ARG);
}

TEST_F(PublisherStatesTest, TheEndOnAnotherThreadWhileTheBridgeDestroys) {
  Watched watched;
  fake().reports_in_destroy = false;
  fake().in_destroy = [&] {
    TestThread bridge_thread([&] { fake().report_destroy(); });
    bridge_thread.join();
    EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
    EXPECT_EQ(state_of(watched.publisher), MAMA_PUBLISHER_DESTROYED_BRIDGE);
  };
  ASSERT_EQ(create(watched), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_EQ(watched.state_in_destroy, MAMA_PUBLISHER_DESTROYING);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_INVALID_ARG);
}

std::vector<std::string> logged_states;

void MAMACALLTYPE keep_state(MamaLogLevel level, const char* line) {
  constexpr std::string_view kPrefix = ": MAMA_PUBLISHER_";
  const std::string_view text = line;
  const std::size_t at = text.find(kPrefix);
  if (at == std::string_view::npos) return;
  EXPECT_EQ(level, MAMA_LOG_LEVEL_FINEST);
  logged_states.emplace_back(text.substr(at + kPrefix.size()));
}

TEST_F(PublisherStatesTest, EveryTransitionIsLogged) {
  mama_setLogCallback2(&keep_state);
  mama_setLogLevel(MAMA_LOG_LEVEL_FINEST);
  const auto states_of_a_life = [&](bool reports_in_destroy) {
    logged_states.clear();
    Watched watched;
    fake().reports_in_destroy = reports_in_destroy;
    EXPECT_EQ(create(watched), MAMA_STATUS_OK);
    EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
    if (!reports_in_destroy) fake().report_destroy();
    return logged_states;
  };
  const auto at_once = states_of_a_life(true), later = states_of_a_life(false);
  mama_setLogLevel(MAMA_LOG_LEVEL_NORMAL);
  mama_setLogCallback2(nullptr);
  EXPECT_THAT(at_once,
              ElementsAre("CREATING", "LIVE", "DESTROYING", "DESTROYED_BRIDGE", "DESTROYED"));
  EXPECT_THAT(later,
              ElementsAre("CREATING", "LIVE", "DESTROYING", "DESTROYING_WAIT_BRIDGE", "DESTROYED"));
}

TEST_F(PublisherStatesTest, OnDestroyMayStillAskForEverything) {
  for (const bool transport_goes_first : {false, true}) {
    SCOPED_TRACE(transport_goes_first);
    TestTransport own(bridge(), "own");
    Watched watched;
    watched.on_destroy = [&] {
      mamaTransport of = nullptr;
      const char* symbol = nullptr;
      mamaPublisherCallbacks callbacks{};
      EXPECT_EQ(mamaPublisher_getTransport(watched.publisher, &of), MAMA_STATUS_OK);
      EXPECT_EQ(of, transport_goes_first ? nullptr : static_cast<mamaTransport>(own));
      EXPECT_EQ(mamaPublisher_getSymbol(watched.publisher, &symbol), MAMA_STATUS_OK);
      EXPECT_STREQ(symbol, "a");
      EXPECT_EQ(mamaPublisher_getUserCallbacks(watched.publisher, &callbacks), MAMA_STATUS_OK);
      EXPECT_NE(callbacks.onDestroy, fake().callbacks.onDestroy);  // its own, not our guard
      EXPECT_NE(callbacks.onDestroy, nullptr);
    };
    ASSERT_EQ(watched.create(own, queue(), "a"), MAMA_STATUS_OK);
    if (transport_goes_first) own.destroy();
    EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
    EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  }
}

TEST_F(PublisherStatesTest, TheEndThatTheBridgeReportsLater) {
  Watched watched;
  fake().reports_in_destroy = false;
  ASSERT_EQ(create(watched), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(watched.publisher), MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE);
  EXPECT_THAT(watched.notes, ElementsAre("create"));
  Message message(1);
  EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);  // has no effect
  EXPECT_EQ(mamaPublisher_destroyEx(watched.publisher), MAMA_STATUS_OK);
  run_events();
  EXPECT_THAT(fake().calls, ElementsAre("create", "setUserCallbacks", "destroy"));
  fake().report_error();  // until the end is reported the application hears of errors
  EXPECT_THAT(watched.notes, ElementsAre("create", "error"));
  TestThread bridge_thread([&] { fake().report_destroy(); });
  bridge_thread.join();
  EXPECT_EQ(watched.state_in_destroy, MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE);
  EXPECT_THAT(watched.notes, ElementsAre("create", "error", "destroy"));
  mamaPublisherState state;
  EXPECT_EQ(mamaPublisher_getState(watched.publisher, &state), MAMA_STATUS_INVALID_ARG);
  // Whatever the bridge does now, nothing is called.
  fake().report_error();
  fake().report_success();
  fake().report_create();
  fake().report_destroy();
  EXPECT_THAT(watched.notes, ElementsAre("create", "error", "destroy"));
}

TEST_F(PublisherStatesTest, WithoutSetUserCallbacksTheCoreReportsTheEnd) {
  for (const bool is_missing : {true, false}) {
    Watched watched;
    fake().callbacks = {};
    fake().callbacks_status = MAMA_STATUS_NOT_IMPLEMENTED;  // counts as missing
    if (is_missing) fake().table().bridgeMamaPublisherSetUserCallbacks = nullptr;
    fake().reports_in_destroy = false;
    ASSERT_EQ(create(watched), MAMA_STATUS_OK);
    fake().in_destroy = [&] { EXPECT_THAT(watched.notes, ElementsAre("create")); };
    EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
    EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
    EXPECT_EQ(watched.state_in_destroy, MAMA_PUBLISHER_DESTROYING);
    EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_INVALID_ARG);
    if (is_missing) {
      fake().table().bridgeMamaPublisherSetUserCallbacks = [](publisherBridge, mamaQueue,
                                                              mamaPublisherCallbacks*, void*) {
        return MAMA_STATUS_NOT_IMPLEMENTED;
      };
    }
  }
}

TEST_F(PublisherStatesTest, ABridgeThatCallsOnCreateItself) {
  Watched before, after;
  fake().in_set_callbacks = [&] { fake().report_create(); };
  ASSERT_EQ(create(before), MAMA_STATUS_OK);
  EXPECT_THAT(before.notes, ElementsAre("create"));
  EXPECT_EQ(mamaPublisher_destroy(before.publisher), MAMA_STATUS_OK);
  fake().in_set_callbacks = nullptr;
  ASSERT_EQ(create(after), MAMA_STATUS_OK);
  fake().report_create();
  EXPECT_THAT(after.notes, ElementsAre("create"));
  EXPECT_EQ(mamaPublisher_destroy(after.publisher), MAMA_STATUS_OK);
}

TEST_F(PublisherStatesTest, WithoutCallbacksTheBridgeGetsOnlyOnDestroy) {
  mamaPublisher publisher = nullptr;
  ASSERT_EQ(mamaPublisher_create(&publisher, transport(), "a", nullptr, nullptr), MAMA_STATUS_OK);
  EXPECT_THAT(fake().calls, ElementsAre("create", "setUserCallbacks"));
  EXPECT_EQ(fake().callbacks.onCreate, nullptr);
  EXPECT_EQ(fake().callbacks.onError, nullptr);
  EXPECT_EQ(fake().callbacks.onSuccess, nullptr);
  EXPECT_NE(fake().callbacks.onDestroy, nullptr);
  EXPECT_EQ(fake().queue, nullptr);
  EXPECT_EQ(mamaPublisher_destroy(publisher), MAMA_STATUS_OK);
}

TEST_F(PublisherStatesTest, AFailingDestroyOfTheBridgeIsReturned) {
  Watched watched;
  fake().destroy_status = MAMA_STATUS_PLATFORM;
  ASSERT_EQ(create(watched), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_PLATFORM);
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
}

TEST_F(PublisherStatesTest, DestroyExAnswersWithTheStatusOfTheEnqueueing) {
  Watched queued, at_once;
  fake().destroy_status = MAMA_STATUS_PLATFORM;  // logged only
  ASSERT_EQ(create(queued), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroyEx(queued.publisher), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(queued.publisher), MAMA_PUBLISHER_LIVE);
  run_events();
  EXPECT_THAT(queued.notes, ElementsAre("create", "destroy"));
  ASSERT_EQ(at_once.create(transport(), nullptr, "a"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroyEx(at_once.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(at_once.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(mamaPublisher_destroyEx(nullptr), MAMA_STATUS_NULL_ARG);
}

TEST_F(PublisherStatesTest, DestroyInsideTheCallbacksThatTheBridgeRaises) {
  Watched in_error, in_destroy;
  in_error.on_error = [&] { EXPECT_EQ(mamaPublisher_destroy(in_error.publisher), MAMA_STATUS_OK); };
  ASSERT_EQ(create(in_error), MAMA_STATUS_OK);
  fake().report_error(MAMA_STATUS_NOT_ENTITLED);
  EXPECT_EQ(in_error.error, MAMA_STATUS_NOT_ENTITLED);
  EXPECT_EQ(in_error.info, "why");
  EXPECT_THAT(in_error.notes, ElementsAre("create", "error", "destroy"));
  in_destroy.on_destroy = [&] {
    EXPECT_EQ(mamaPublisher_destroy(in_destroy.publisher), MAMA_STATUS_OK);
  };
  ASSERT_EQ(create(in_destroy), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(in_destroy.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(in_destroy.notes, ElementsAre("create", "destroy"));
}

TEST_F(PublisherStatesTest, OnDestroyWaitsForACallbackOnAnotherThread) {
  Watched watched;
  Signal inside, go_on;
  watched.on_error = [&] {
    inside.raise();
    EXPECT_TRUE(go_on.wait());
    watched.note("left");
  };
  ASSERT_EQ(create(watched), MAMA_STATUS_OK);
  TestThread bridge_thread([&] { fake().report_error(); });
  ASSERT_TRUE(inside.wait());
  fake().in_destroy = [&] { go_on.raise(); };
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("create", "error", "left", "destroy"));
}

TEST_F(PublisherStatesTest, ATransportThatGoesFirstWithABridgeThatReportsLater) {
  fake().reports_in_destroy = false;
  TestTransport going(bridge(), "going");
  Watched watched;
  ASSERT_EQ(watched.create(going, queue(), "a"), MAMA_STATUS_OK);
  going.destroy();
  EXPECT_THAT(fake().calls, ElementsAre("create", "setUserCallbacks", "destroy"));
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  fake().report_destroy();
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
}

TEST(PublisherAbi, TheStructureHasTheReferencesOrder) {
  EXPECT_EQ(offsetof(mamaPublisherCallbacks, onCreate), 0 * sizeof(void*));
  EXPECT_EQ(offsetof(mamaPublisherCallbacks, onError), 1 * sizeof(void*));
  EXPECT_EQ(offsetof(mamaPublisherCallbacks, onDestroy), 2 * sizeof(void*));
  EXPECT_EQ(offsetof(mamaPublisherCallbacks, onSuccess), 3 * sizeof(void*));
  mamaPublisherCallbacks* callbacks = nullptr;
  ASSERT_EQ(mamaPublisherCallbacks_allocate(&callbacks), MAMA_STATUS_OK);
  EXPECT_EQ(callbacks->onCreate, nullptr);
  EXPECT_EQ(callbacks->onSuccess, nullptr);
  EXPECT_EQ(mamaPublisherCallbacks_deallocate(callbacks), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisherCallbacks_allocate(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR, 2);  // numbers of the reference stay
  EXPECT_EQ(MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_NOT_ENTITLED, 3);
  EXPECT_EQ(MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_BAD_SYMBOL, 4);
  EXPECT_EQ(MAMA_TRANSPORT_TOPIC_PUBLISH_CREATE, 5);
  EXPECT_EQ(MAMA_TRANSPORT_TOPIC_PUBLISH_DESTROY, 6);
}

// ---- the send table ----------------------------------------------------------------------------

TEST_F(PublisherStatesTest, EachSendCallsItsFunctionAndReturnsItsStatus) {
  TestPublisher publisher(transport(), "a");
  Message message(1), reply(2);
  auto* const inbox = reinterpret_cast<mamaInbox>(this);  // not looked at
  for (const mama_status status : {MAMA_STATUS_OK, MAMA_STATUS_BANDWIDTH_EXCEEDED}) {
    fake().send_status = status;
    fake().calls.clear();
    EXPECT_EQ(mamaPublisher_send(publisher, message), status);
    EXPECT_EQ(fake().message, static_cast<mamaMsg>(message));
    EXPECT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, message), status);
    EXPECT_EQ(fake().inbox, inbox);
    EXPECT_EQ(mamaPublisherImpl_sendFromInboxByIndex(publisher, 3, inbox, message), status);
    EXPECT_EQ(mamaPublisher_send(publisher, nullptr), status);  // not looked at either
    EXPECT_EQ(mamaPublisher_sendFromInbox(publisher, nullptr, nullptr), status);
    EXPECT_THAT(fake().calls, ElementsAre("send", "sendFromInbox", "sendFromInboxByIndex 3", "send",
                                          "sendFromInbox"));
  }
}

TEST_F(PublisherStatesTest, RepliesCheckTheirArgumentsInOrder) {
  TestPublisher publisher(transport(), "a");
  Message plain(1), reply(2);
  EXPECT_EQ(mamaPublisher_sendReplyToInbox(nullptr, nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, nullptr, reply), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, plain, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, plain, reply), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendReplyToInboxHandle(nullptr, nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_sendReplyToInboxHandle(publisher, nullptr, reply),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_THAT(fake().calls, ElementsAre("create", "setUserCallbacks"));
}

using SendTableTest = PubSubTest;

TEST_F(SendTableTest, EachReplyCallsItsFunctionAndReturnsItsStatus) {
  Subscriber service(transport(), queue(), "service");
  mamaMsg request = nullptr;
  mamaMsgReply handle = nullptr;
  service.on_message = [&](mamaMsg message) {
    EXPECT_EQ(mamaMsg_getReplyHandle(message, &handle), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_detach(message), MAMA_STATUS_OK);
    request = message;
  };
  mamaInbox inbox = nullptr;
  ASSERT_EQ(mamaInbox_create(
                &inbox, transport(), queue(), [](mamaMsg, void*) {}, nullptr, nullptr),
            MAMA_STATUS_OK);
  {
    TestPublisher asking(transport(), "service");
    Message question(1);
    EXPECT_EQ(mamaPublisher_sendFromInbox(asking, inbox, question), MAMA_STATUS_OK);
    run_events();
  }
  ASSERT_NE(request, nullptr);
  marker().reset();  // it would be sent through publishers that send nothing
  {
    FakePublishers fake(bridge());
    TestPublisher publisher(transport(), "service");
    Message reply(2);
    for (const mama_status status : {MAMA_STATUS_OK, MAMA_STATUS_BANDWIDTH_EXCEEDED}) {
      fake.send_status = status;
      fake.calls.clear();
      EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, request, reply), status);
      EXPECT_EQ(fake.request, request);
      EXPECT_EQ(fake.message, static_cast<mamaMsg>(reply));
      EXPECT_EQ(mamaPublisher_sendReplyToInboxHandle(publisher, handle, reply), status);
      EXPECT_NE(fake.address, nullptr);  // the bridge's own, inside the handle
      EXPECT_NE(fake.address, static_cast<void*>(handle));
      EXPECT_EQ(mamaPublisher_sendReplyToInboxHandle(publisher, handle, nullptr),
                MAMA_STATUS_INVALID_ARG);
      EXPECT_THAT(fake.calls, ElementsAre("sendReplyToInbox", "sendReplyToInboxHandle"));
    }
    fake.table().bridgeMamaPublisherSendReplyToInboxHandle = nullptr;  // an optional one
    EXPECT_EQ(mamaPublisher_sendReplyToInboxHandle(publisher, handle, reply),
              MAMA_STATUS_NOT_IMPLEMENTED);
  }
  EXPECT_EQ(mamaMsg_destroyReplyHandle(handle), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(request), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
  run_events();
}

TEST_F(PublisherStatesTest, NothingIsSentThroughADestroyedPublisher) {
  fake().reports_in_destroy = false;
  mamaPublisher publisher = nullptr;
  ASSERT_EQ(mamaPublisher_create(&publisher, transport(), "a", nullptr, nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(mamaPublisher_destroy(publisher), MAMA_STATUS_OK);
  Message message(1);
  auto* const inbox = reinterpret_cast<mamaInbox>(this);
  fake().calls.clear();
  EXPECT_EQ(mamaPublisher_send(publisher, message), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, message), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisherImpl_sendFromInboxByIndex(publisher, 0, inbox, message),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendWithThrottle(publisher, message, nullptr, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendFromInboxWithThrottle(publisher, inbox, message, nullptr, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_THAT(fake().calls, IsEmpty());
  fake().report_destroy();
}

TEST_F(PublisherStatesTest, AMissingSendOfABridgeIsNotImplemented) {
  TestPublisher publisher(transport(), "a");
  Message message(1);
  fake().table().bridgeMamaPublisherSend = nullptr;
  EXPECT_EQ(mamaPublisher_send(publisher, message), MAMA_STATUS_NOT_IMPLEMENTED);
}

TEST_F(PublisherStatesTest, DestroyInsideASend) {
  Watched watched;
  ASSERT_EQ(create(watched), MAMA_STATUS_OK);
  Message message(1);
  fake().in_send = [&] { EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK); };
  EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
}

}  // namespace
}  // namespace quoll::test
