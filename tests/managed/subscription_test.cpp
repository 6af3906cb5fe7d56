/// Managed subscriptions and inboxes: what is delivered, where, and what is not.
#include <mama/integration/subscription.h>

#include "managed/managed_support.h"
#include "support/bridges/probe.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;

/// A managed subscription that writes down what it is told; the session or the test ends it.
class Listener {
 public:
  mama_status listen(mamaEnvSession on, mamaTransport transport, const char* topic) {
    session = on;
    mamaMsgCallbacks callbacks{};
    callbacks.onCreate = on_create;
    callbacks.onError = on_error;
    callbacks.onMsg = [](mamaSubscription handle, mamaMsg message, void* closure, void*) {
      of(closure).got(handle, message, "");
    };
    callbacks.onDestroy = [](mamaSubscription, void*) { ADD_FAILURE() << "never delivered"; };
    return mamaEnv_createBasicSubscription(&callbacks, this, on, topic, transport, &subscription);
  }
  mama_status listen_to_all(mamaEnvSession on, mamaTransport transport, const char* source,
                            const char* symbol) {
    session = on;
    mamaWildCardMsgCallbacks callbacks{};
    callbacks.onCreate = on_create;
    callbacks.onError = on_error;
    callbacks.onMsg = [](mamaSubscription handle, mamaMsg message, const char* topic, void* closure,
                         void*) { of(closure).got(handle, message, topic); };
    return mamaEnv_createWildcardSubscription(&callbacks, this, on, source, symbol, transport,
                                              &subscription);
  }
  mama_status destroy() { return mamaEnv_destroySubscription(session, subscription); }
  mama_status shut_down() { return mamaEnv_shutdownSubscription(session, subscription); }

  mamaEnvSession session = nullptr;
  mamaSubscription subscription = nullptr;
  std::vector<std::string> events;
  std::function<void()> on_event;
  Signal told;  // events that have ended
  std::thread::id thread;

 private:
  static Listener& of(void* closure) { return *static_cast<Listener*>(closure); }
  static void MAMACALLTYPE on_create(mamaSubscription handle, void* closure) {
    of(closure).add(handle, "create");
  }
  static void MAMACALLTYPE on_error(mamaSubscription handle, mama_status status, void*,
                                    const char* subject, void* closure) {
    of(closure).add(handle,
                    std::string("error ") + mamaStatus_stringForStatus(status) + " " + subject);
  }
  void got(mamaSubscription handle, mamaMsg message, const std::string& topic) {
    mama_u64_t number = 0;
    mamaMsg_getU64(message, "number", kNumberFid, &number);
    add(handle, topic + "#" + std::to_string(number));
  }
  void add(mamaSubscription handle, const std::string& what) {
    EXPECT_EQ(handle, subscription);
    EXPECT_TRUE(events.empty() || thread == std::this_thread::get_id());
    thread = std::this_thread::get_id();
    events.push_back(what);
    if (on_event) on_event();
    told.raise();
  }
};

class ManagedSubscriptionTest : public ManagedTest {
 protected:
  void SetUp() override {
    ManagedTest::SetUp();
    transport_ = std::make_unique<TestTransport>(bridge());
  }
  void TearDown() override {
    connection().destroy();
    transport_.reset();
    ManagedTest::TearDown();
  }
  TestTransport& transport() { return *transport_; }

 private:
  std::unique_ptr<TestTransport> transport_;
};

TEST_F(ManagedSubscriptionTest, IsToldItsCreationFirstAndAllOnTheThreadOfItsSession) {
  Listener listener;
  ASSERT_EQ(listener.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  TestPublisher publisher(transport(), "topic");
  publisher.send(1);
  publisher.send(2);
  ASSERT_TRUE(listener.told.wait(3));
  EXPECT_THAT(listener.events, ElementsAre("create", "#1", "#2"));
  EXPECT_NE(listener.thread, std::this_thread::get_id());
}

TEST_F(ManagedSubscriptionTest, AWildcardKnowsTheTopics) {
  Listener listener;
  ASSERT_EQ(listener.listen_to_all(session(), transport(), "source", "*"), MAMA_STATUS_OK);
  TestPublisher publisher(transport(), "b", "source");
  publisher.send(7);
  ASSERT_TRUE(listener.told.wait(2));
  EXPECT_THAT(listener.events, ElementsAre("create", "source.b#7"));
}

TEST_F(ManagedSubscriptionTest, MissingCallbacksAreNoProblem) {
  const mamaMsgCallbacks none{};
  mamaSubscription subscription = nullptr;
  ASSERT_EQ(mamaEnv_createBasicSubscription(&none, nullptr, session(), "topic", transport(),
                                            &subscription),
            MAMA_STATUS_OK);
  Listener listener;
  ASSERT_EQ(listener.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  TestPublisher publisher(transport(), "topic");
  publisher.send(1);
  EXPECT_TRUE(listener.told.wait(2));
  EXPECT_EQ(mamaEnv_destroySubscription(session(), subscription), MAMA_STATUS_OK);
}

TEST_F(ManagedSubscriptionTest, ShutdownSilencesEveryKindOfCallback) {
  Listener listener, other;
  Hold hold;
  ManagedTicker ticker([&] { hold.stay(); });
  ASSERT_EQ(ticker.start(session()), MAMA_STATUS_OK);
  ASSERT_TRUE(hold.inside.wait());
  ASSERT_EQ(listener.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  ASSERT_EQ(other.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  TestPublisher publisher(transport(), "topic");
  publisher.send(1);
  mamaSubscription_processErr(listener.subscription, 0);
  ASSERT_EQ(listener.shut_down(), MAMA_STATUS_OK);  // all of it lies on the queue
  hold.release();
  ASSERT_TRUE(other.told.wait(2));
  publisher.send(2);
  ASSERT_TRUE(other.told.wait(3));
  EXPECT_THAT(listener.events, ElementsAre());
}

TEST_F(ManagedSubscriptionTest, AnErrorOnAnotherThreadIsToldOnTheSessions) {
  Listener listener;
  ASSERT_EQ(listener.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  mamaSubscription_processErr(listener.subscription, 0);
  ASSERT_TRUE(listener.told.wait(2));
  EXPECT_THAT(listener.events, ElementsAre("create", "error STATUS_TIMEOUT topic"));
}

TEST_F(ManagedSubscriptionTest, ItsHandleIsANativeOneButForItsEnd) {
  Listener listener;
  ASSERT_EQ(listener.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  mamaSubscription const sub = listener.subscription;
  const mamaMsgCallbacks none{};
  const mamaWildCardMsgCallbacks wild{};
  for (int round = 0; round < 2; ++round) {
    constexpr auto kRefused = MAMA_STATUS_INVALID_ARG;
    mamaQueue queue = nullptr;
    mamaTransport of = nullptr;
    void* closure = nullptr;
    const char* symbol = nullptr;
    mamaSubscriptionState state = MAMA_SUBSCRIPTION_UNKNOWN;
    EXPECT_EQ(mamaSubscription_getQueue(sub, &queue), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_getTransport(sub, &of), MAMA_STATUS_OK);
    EXPECT_EQ(of, transport());
    EXPECT_EQ(mamaSubscription_getClosure(sub, &closure), MAMA_STATUS_OK);
    EXPECT_EQ(closure, &listener);
    EXPECT_EQ(mamaSubscription_getSymbol(sub, &symbol), MAMA_STATUS_OK);
    EXPECT_STREQ(symbol, "topic");
    EXPECT_EQ(mamaSubscription_getState(sub, &state), MAMA_STATUS_OK);
    EXPECT_EQ(state, MAMA_SUBSCRIPTION_ACTIVATED);
    EXPECT_EQ(mamaSubscription_isActive(sub), 1);
    EXPECT_EQ(mamaSubscription_setDebugLevel(sub, MAMA_LOG_LEVEL_FINE), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_destroy(sub), kRefused);
    EXPECT_EQ(mamaSubscription_destroyEx(sub), kRefused);
    EXPECT_EQ(mamaSubscription_deallocate(sub), kRefused);
    EXPECT_EQ(mamaSubscription_activate(sub), kRefused);
    EXPECT_EQ(mamaSubscription_createBasic(sub, of, queue, &none, "other", nullptr), kRefused);
    EXPECT_EQ(
        mamaSubscription_createBasicWildCard(sub, of, queue, &wild, nullptr, "other", nullptr),
        kRefused);
    EXPECT_EQ(listener.shut_down(), MAMA_STATUS_OK);
  }
  EXPECT_EQ(mamaSubscription_deactivate(sub), MAMA_STATUS_OK);
  EXPECT_EQ(listener.destroy(), MAMA_STATUS_OK);
}

TEST_F(ManagedSubscriptionTest, ItsOnCreateMayDestroyIt) {
  Listener listener;
  listener.on_event = [&] { EXPECT_EQ(listener.destroy(), MAMA_STATUS_OK); };
  TestPublisher publisher(transport(), "topic");
  ASSERT_EQ(listener.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  publisher.send(1);
  ASSERT_TRUE(listener.told.wait());
  let_others_wait();
  EXPECT_THAT(listener.events, ElementsAre("create"));
}

TEST_F(ManagedSubscriptionTest, ItsCallbackMayMakeAndEndOthersWhileItIsBeingSilenced) {
  Listener running, victim;
  std::vector<std::unique_ptr<Listener>> made;
  Signal inside, closing;
  running.on_event = [&] {
    inside.raise();
    ASSERT_TRUE(closing.wait());
    let_others_wait();
    EXPECT_EQ(victim.destroy(), MAMA_STATUS_OK);
    for (int i = 0; i < 10; ++i) {
      made.push_back(std::make_unique<Listener>());
      EXPECT_EQ(made.back()->listen(session(), transport(), "other"), MAMA_STATUS_OK);
    }
    for (auto& each : made) EXPECT_EQ(each->shut_down(), MAMA_STATUS_OK);
  };
  ASSERT_EQ(victim.listen(session(), transport(), "victim"), MAMA_STATUS_OK);
  ASSERT_EQ(running.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  ASSERT_TRUE(inside.wait());
  closing.raise();
  EXPECT_EQ(running.shut_down(), MAMA_STATUS_OK);
  EXPECT_EQ(made.size(), 10u);
  EXPECT_EQ(mamaEnv_destroySession(connection(), session()), MAMA_STATUS_OK);
}

TEST_F(ManagedSubscriptionTest, ARefusalOfTheBridgeLeavesNothing) {
  mamaSubscription subscription = nullptr;
  const mamaMsgCallbacks none{};
  EXPECT_EQ(
      mamaEnv_createBasicSubscription(&none, nullptr, session(), "", transport(), &subscription),
      MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(subscription, nullptr);
}

// ---- inboxes -----------------------------------------------------------------------------------

/// A managed inbox that keeps the numbers of its replies.
class ManagedInboxUser {
 public:
  mama_status open(mamaEnvSession on, mamaTransport transport) {
    session = on;
    return mamaEnv_createInbox(
        this, [](mama_status, void* closure) { of(closure).errors.raise(); },
        [](mamaMsg message, void* closure) {
          auto& self = of(closure);
          mama_u64_t number = 0;
          mamaMsg_getU64(message, "number", kNumberFid, &number);
          self.numbers.push_back(number);
          if (self.on_reply) self.on_reply();
          self.replies.raise();
        },
        on, transport, &inbox);
  }
  mama_status destroy() { return mamaEnv_destroyInbox(session, inbox); }
  mama_status shut_down() { return mamaEnv_shutdownInbox(session, inbox); }

  mamaEnvSession session = nullptr;
  mamaInbox inbox = nullptr;
  std::vector<std::uint64_t> numbers;
  std::function<void()> on_reply;
  Signal replies;
  Signal errors;

 private:
  static ManagedInboxUser& of(void* closure) { return *static_cast<ManagedInboxUser*>(closure); }
};

/// Answers each request twice, with its number and the next one.
class Service {
 public:
  Service(mamaEnvSession session, mamaTransport transport) : publisher_(transport, "service") {
    mamaMsgCallbacks callbacks{};
    callbacks.onMsg = [](mamaSubscription, mamaMsg request, void* closure, void*) {
      auto& self = *static_cast<Service*>(closure);
      for (int i = 0; i < 2; ++i) {
        Message reply(number_in(request) + static_cast<std::uint64_t>(i));
        EXPECT_EQ(mamaPublisher_sendReplyToInbox(self.publisher_, request, reply), MAMA_STATUS_OK);
      }
    };
    EXPECT_EQ(mamaEnv_createBasicSubscription(&callbacks, this, session, "service", transport,
                                              &subscription_),
              MAMA_STATUS_OK);
  }
  mama_status ask(mamaInbox inbox, std::uint64_t number) {
    Message request(number);
    return mamaPublisher_sendFromInbox(publisher_, inbox, request);
  }

 private:
  TestPublisher publisher_;
  mamaSubscription subscription_ = nullptr;
};

class ManagedInboxTest : public ManagedSubscriptionTest {
 protected:
  void SetUp() override {
    ManagedSubscriptionTest::SetUp();
    service_ = std::make_unique<Service>(connection().create_session(), transport());
  }
  void TearDown() override {
    connection().destroy();
    service_.reset();
    ManagedSubscriptionTest::TearDown();
  }
  Service& service() { return *service_; }

 private:
  std::unique_ptr<Service> service_;
};

TEST_F(ManagedInboxTest, GetsItsReplies) {
  ManagedInboxUser user;
  ASSERT_EQ(user.open(session(), transport()), MAMA_STATUS_OK);
  ASSERT_EQ(service().ask(user.inbox, 1), MAMA_STATUS_OK);
  ASSERT_TRUE(user.replies.wait(2));
  EXPECT_THAT(user.numbers, ElementsAre(1, 2));
  EXPECT_EQ(mamaInbox_destroy(user.inbox), MAMA_STATUS_INVALID_ARG);
  ASSERT_EQ(user.shut_down(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInbox_destroy(user.inbox), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(service().ask(user.inbox, 3), MAMA_STATUS_OK) << "it can still be named";
  let_others_wait();
  EXPECT_EQ(user.numbers.size(), 2u);
  EXPECT_EQ(user.destroy(), MAMA_STATUS_OK);
}

TEST_F(ManagedInboxTest, TheFirstReplyMayDestroyItAndTheSecondIsDropped) {
  ManagedInboxUser user;
  user.on_reply = [&] {
    let_others_wait();  // the second reply lies on the queue
    EXPECT_EQ(user.destroy(), MAMA_STATUS_OK);
  };
  ASSERT_EQ(user.open(session(), transport()), MAMA_STATUS_OK);
  ASSERT_EQ(service().ask(user.inbox, 1), MAMA_STATUS_OK);
  ASSERT_TRUE(user.replies.wait());
  let_others_wait();
  EXPECT_THAT(user.numbers, ElementsAre(1));
}

// ---- what a bridge may do ----------------------------------------------------------------------

/// On a bridge that does what the test says.
class ManagedProbeTest : public ManagedSubscriptionTest {
 protected:
  const char* bridge_name() const override { return "probe"; }
  void TearDown() override {
    ManagedSubscriptionTest::TearDown();
    probe_setOnSubscribe(nullptr, nullptr);
    probe_setAsynchronousDestroy(0);
  }
};

/// What the bridge does inside the creation of the next subscription.
struct DuringCreation {
  explicit DuringCreation(std::function<void(const char* topic)> body) : action(std::move(body)) {
    probe_setOnSubscribe(
        [](const char* topic, void* closure) {
          probe_setOnSubscribe(nullptr, nullptr);
          static_cast<DuringCreation*>(closure)->action(topic);
        },
        this);
  }
  std::function<void(const char*)> action;
};

TEST_F(ManagedProbeTest, AReplyBeforeTheCreationReturnsKnowsTheHandleAndMayEndIt) {
  for (const bool destroys : {true, false}) {
    ManagedInboxUser user;
    user.on_reply = [&] {
      ASSERT_NE(user.inbox, nullptr);
      EXPECT_EQ(mamaInbox_destroy(user.inbox), MAMA_STATUS_INVALID_ARG);
      EXPECT_EQ(destroys ? user.destroy() : user.shut_down(), MAMA_STATUS_OK);
    };
    DuringCreation during([&](const char* topic) {
      EXPECT_EQ(probe_deliver(topic), 1);
      EXPECT_TRUE(user.replies.wait());
      EXPECT_EQ(probe_deliver(topic), 1);
      let_others_wait();
    });
    EXPECT_EQ(user.open(session(), transport()), MAMA_STATUS_OK);
    EXPECT_EQ(user.numbers.size(), 1u);
  }
}

TEST_F(ManagedProbeTest, AMessageBeforeTheCreationReturnsComesAfterOnCreate) {
  Listener listener;
  DuringCreation during([&](const char* topic) {
    EXPECT_EQ(probe_deliver(topic), 1);
    EXPECT_TRUE(listener.told.wait(2));
    EXPECT_EQ(listener.destroy(), MAMA_STATUS_OK);
  });
  EXPECT_EQ(listener.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  let_others_wait();
  EXPECT_THAT(listener.events, ElementsAre("create", "#0"));
}

TEST_F(ManagedProbeTest, ACreationThatLosesAgainstTheEndOfItsSessionIsRefused) {
  for (const bool destroys : {false, true}) {
    mamaEnvSession const session = connection().create_session();
    Listener listener;
    DuringCreation during([&](const char* topic) {
      EXPECT_EQ(destroys ? mamaEnv_destroySession(connection(), session)
                         : mamaEnv_shutdownSession(connection(), session),
                MAMA_STATUS_OK);
      EXPECT_EQ(probe_deliver(topic), 1);
      let_others_wait();
    });
    EXPECT_EQ(listener.listen(session, transport(), "topic"), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(listener.subscription, nullptr);
    let_others_wait();
    EXPECT_THAT(listener.events, ElementsAre());
  }
}

TEST_F(ManagedProbeTest, ARefusedCreationGivesTheBridgesStatus) {
  for (int i = 0; i < 3; ++i) {
    probe_failNextSubscribe(MAMA_STATUS_PLATFORM);
    Listener listener;
    listener.subscription = reinterpret_cast<mamaSubscription>(0x10);
    EXPECT_EQ(listener.listen(session(), transport(), "topic"), MAMA_STATUS_PLATFORM);
    EXPECT_EQ(listener.subscription, nullptr);
    probe_failNextSubscribe(MAMA_STATUS_PLATFORM);
    ManagedInboxUser user;
    EXPECT_EQ(user.open(session(), transport()), MAMA_STATUS_PLATFORM);
    EXPECT_EQ(user.inbox, nullptr);
  }
}

TEST_F(ManagedProbeTest, AnEndThatIsReportedLaterIsWaitedFor) {
  probe_setAsynchronousDestroy(1);
  Listener one, two;
  ManagedInboxUser user;
  ASSERT_EQ(one.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  ASSERT_EQ(two.listen(session(), transport(), "topic"), MAMA_STATUS_OK);
  ASSERT_EQ(user.open(session(), transport()), MAMA_STATUS_OK);
  EXPECT_EQ(one.destroy(), MAMA_STATUS_OK);
  EXPECT_EQ(one.destroy(), MAMA_STATUS_OK);
  connection().destroy();
}

}  // namespace
}  // namespace quoll::test
