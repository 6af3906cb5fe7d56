/// The throttles of a transport, and sends by way of them; in virtual time.
#include <wombat/list.h>

#include <algorithm>
#include <numeric>

#include "pubsub/watched_publisher.h"

namespace quoll::test {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ThrottleTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
  void SetUp() override {
    VirtualMamaTest::SetUp();
    if (!HasFatalFailure()) transport_ = std::make_unique<TestTransport>(bridge());
  }
  void TearDown() override {
    transport_.reset();
    VirtualMamaTest::TearDown();
  }

  TestTransport& transport() { return *transport_; }
  /// Dispatches the default queue for so long.
  void dispatch_for(milliseconds time) {
    const TimePoint end = clock().now() + time;
    while (clock().now() < end) {
      const auto left = std::chrono::ceil<milliseconds>(end - clock().now());
      mamaQueue_timedDispatch(default_queue(), static_cast<std::uint64_t>(left.count()));
    }
  }
  mama_status act(int number, int immediate = 0, wombatThrottleAction* handle = nullptr,
                  mamaThrottleInstance instance = MAMA_THROTTLE_DEFAULT) {
    return mamaTransport_throttleAction(transport(), instance, &note, &owner_, this,
                                        reinterpret_cast<void*>(std::intptr_t{number}), immediate,
                                        handle);
  }
  void act_often(int count, mamaThrottleInstance instance) {
    for (int i = 0; i < count; ++i) EXPECT_EQ(act(i, 0, nullptr, instance), MAMA_STATUS_OK);
  }
  static void MAMACALLTYPE note(void* test, void* number) {
    auto& self = *static_cast<ThrottleTest*>(test);
    self.done.push_back(static_cast<int>(reinterpret_cast<std::intptr_t>(number)));
    if (self.on_action) self.on_action();
  }
  double rate(mamaThrottleInstance instance) {
    double value = -1;
    EXPECT_EQ(mamaTransport_getOutboundThrottle(transport(), instance, &value), MAMA_STATUS_OK);
    return value;
  }

  std::vector<int> done;
  std::function<void()> on_action;
  int owner_ = 0;

 private:
  std::unique_ptr<TestTransport> transport_;
};

TEST_F(ThrottleTest, RatesOfTheTwo) {
  EXPECT_EQ(rate(MAMA_THROTTLE_DEFAULT), 500);
  EXPECT_EQ(rate(MAMA_THROTTLE_INITIAL), 500);
  EXPECT_EQ(rate(MAMA_THROTTLE_RECAP), 250);
  EXPECT_EQ(rate(static_cast<mamaThrottleInstance>(9)), 500);
  EXPECT_EQ(mamaTransport_setOutboundThrottle(transport(), MAMA_THROTTLE_INITIAL, 7),
            MAMA_STATUS_OK);
  EXPECT_EQ(rate(MAMA_THROTTLE_DEFAULT), 7);  // one throttle
  EXPECT_EQ(mamaTransport_setOutboundThrottle(transport(), MAMA_THROTTLE_RECAP, -1),
            MAMA_STATUS_OK);
  EXPECT_EQ(rate(MAMA_THROTTLE_RECAP), 0);
  EXPECT_EQ(mamaTransport_setOutboundThrottle(nullptr, MAMA_THROTTLE_RECAP, 1),
            MAMA_STATUS_NULL_ARG);
  double value = 0;
  EXPECT_EQ(mamaTransport_getOutboundThrottle(nullptr, MAMA_THROTTLE_RECAP, &value),
            MAMA_STATUS_NULL_ARG);
  EXPECT_NE(mamaTransportImpl_getThrottle(transport(), MAMA_THROTTLE_DEFAULT),
            mamaTransportImpl_getThrottle(transport(), MAMA_THROTTLE_RECAP));
  EXPECT_EQ(mamaTransportImpl_getThrottle(nullptr, MAMA_THROTTLE_DEFAULT), nullptr);
}

TEST_F(ThrottleTest, SoManyAtEachTick) {
  act_often(120, MAMA_THROTTLE_DEFAULT);
  dispatch_for(milliseconds(99));
  EXPECT_THAT(done, IsEmpty());  // the first waits for one interval
  dispatch_for(milliseconds(2));
  EXPECT_EQ(done.size(), 50u);
  dispatch_for(milliseconds(100));
  EXPECT_EQ(done.size(), 100u);
  dispatch_for(milliseconds(100));
  std::vector<int> all(120);
  std::iota(all.begin(), all.end(), 0);
  EXPECT_EQ(done, all);  // in order
  done.clear();
  act_often(60, MAMA_THROTTLE_RECAP);
  dispatch_for(milliseconds(101));
  EXPECT_EQ(done.size(), 25u);
}

TEST_F(ThrottleTest, TheTimerIsThereWhileThereIsSomethingToDo) {
  EXPECT_EQ(mamaQueue_canDestroy(default_queue()), MAMA_STATUS_OK);
  act_often(1, MAMA_THROTTLE_DEFAULT);
  EXPECT_EQ(mamaQueue_canDestroy(default_queue()), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  dispatch_for(milliseconds(301));
  EXPECT_EQ(mamaQueue_canDestroy(default_queue()), MAMA_STATUS_OK);
  act_often(1, MAMA_THROTTLE_DEFAULT);  // and it comes again
  dispatch_for(milliseconds(101));
  EXPECT_EQ(done.size(), 2u);
}

TEST_F(ThrottleTest, SlowRatesCarryFractions) {
  ASSERT_EQ(mamaTransport_setOutboundThrottle(transport(), MAMA_THROTTLE_DEFAULT, 4),
            MAMA_STATUS_OK);
  act_often(40, MAMA_THROTTLE_DEFAULT);
  dispatch_for(milliseconds(101));
  EXPECT_EQ(done.size(), 1u);
  dispatch_for(milliseconds(5000));
  EXPECT_EQ(done.size(), 21u);  // four a second, though a tick has room for less than one
}

TEST_F(ThrottleTest, WithRateZeroActionsRunInside) {
  wombatThrottleAction handle = reinterpret_cast<wombatThrottleAction>(this);
  act_often(3, MAMA_THROTTLE_DEFAULT);
  ASSERT_EQ(mamaTransport_setOutboundThrottle(transport(), MAMA_THROTTLE_DEFAULT, 0),
            MAMA_STATUS_OK);
  EXPECT_EQ(act(9, 0, &handle), MAMA_STATUS_OK);
  EXPECT_THAT(done, ElementsAre(9));
  EXPECT_EQ(handle, reinterpret_cast<wombatThrottleAction>(this));  // untouched
  dispatch_for(milliseconds(101));
  EXPECT_THAT(done, ElementsAre(9, 0, 1, 2));  // what waited goes at the next tick
}

TEST_F(ThrottleTest, ImmediateOnesGoFirst) {
  act(1);
  act(2, 1);
  act(3, 1);
  dispatch_for(milliseconds(101));
  EXPECT_THAT(done, ElementsAre(3, 2, 1));
}

TEST_F(ThrottleTest, Removal) {
  wList const list = list_create(sizeof(wombatThrottleAction));
  wombatThrottleAction handles[4] = {};
  for (int i = 0; i < 4; ++i) act(i, 0, &handles[i]);
  const auto remember = [&](wombatThrottleAction handle) {
    *static_cast<wombatThrottleAction*>(list_add_element(list)) = handle;
  };
  remember(handles[1]);
  remember(handles[3]);
  remember(nullptr);  // nobody's
  EXPECT_EQ(mamaTransport_throttleRemoveFromList(transport(), MAMA_THROTTLE_DEFAULT, list),
            MAMA_STATUS_OK);
  dispatch_for(milliseconds(101));
  EXPECT_THAT(done, ElementsAre(0, 2));
  // Handles of those that have run name nobody else, also when others wait.
  act(5);
  remember(handles[0]);
  EXPECT_EQ(mamaTransport_throttleRemoveFromList(transport(), MAMA_THROTTLE_DEFAULT, list),
            MAMA_STATUS_OK);
  dispatch_for(milliseconds(101));
  EXPECT_THAT(done, ElementsAre(0, 2, 5));
  act(6);
  int other = 0;
  EXPECT_EQ(mamaTransport_throttleRemoveForOwner(transport(), MAMA_THROTTLE_DEFAULT, &other),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_throttleRemoveForOwner(transport(), MAMA_THROTTLE_RECAP, &owner_),
            MAMA_STATUS_OK);
  dispatch_for(milliseconds(101));
  EXPECT_THAT(done, ElementsAre(0, 2, 5, 6));
  act(7);
  EXPECT_EQ(mamaTransport_throttleRemoveForOwner(transport(), MAMA_THROTTLE_DEFAULT, &owner_),
            MAMA_STATUS_OK);
  dispatch_for(milliseconds(101));
  EXPECT_THAT(done, ElementsAre(0, 2, 5, 6));
  list_destroy(list, nullptr, nullptr);
}

TEST_F(ThrottleTest, AnActionMayRemoveItselfAndOthers) {
  for (int i = 0; i < 3; ++i) act(i);
  on_action = [&] {
    EXPECT_EQ(mamaTransport_throttleRemoveForOwner(transport(), MAMA_THROTTLE_DEFAULT, &owner_),
              MAMA_STATUS_OK);
  };
  dispatch_for(milliseconds(101));
  EXPECT_THAT(done, ElementsAre(0));
}

TEST_F(ThrottleTest, RemovalWaitsForAnActionOnAnotherThread) {
  Signal inside, go_on;
  on_action = [&] {
    inside.raise();
    EXPECT_TRUE(go_on.wait());
    done.push_back(-1);
  };
  act(1);
  TestThread dispatching([&] { dispatch_for(milliseconds(101)); });
  ASSERT_TRUE(inside.wait());
  TestThread releasing([&] {
    let_others_wait();
    go_on.raise();
  });
  EXPECT_EQ(mamaTransport_throttleRemoveForOwner(transport(), MAMA_THROTTLE_DEFAULT, &owner_),
            MAMA_STATUS_OK);
  EXPECT_THAT(done, ElementsAre(1, -1));
}

TEST_F(ThrottleTest, NoLockIsHeldWhileAnActionRuns) {
  on_action = [&] {
    TestThread other([&] { EXPECT_EQ(act(2), MAMA_STATUS_OK); });
    other.join();
    on_action = nullptr;
  };
  act(1);
  dispatch_for(milliseconds(301));
  EXPECT_THAT(done, ElementsAre(1, 2));
}

TEST_F(ThrottleTest, PropertiesTheMostSpecificWins) {
  const auto rates_of = [&](const char* name) {
    TestTransport made(bridge(), name);
    double of_default = 0, of_recap = 0;
    mamaTransport_getOutboundThrottle(made, MAMA_THROTTLE_DEFAULT, &of_default);
    mamaTransport_getOutboundThrottle(made, MAMA_THROTTLE_RECAP, &of_recap);
    return std::pair(of_default, of_recap);
  };
  mama_setProperty("mama.throttle.default_throttle_rate", "11");
  mama_setProperty("mama.throttle.recap_throttle_rate", "12");
  mama_setProperty("mama.transport.general.default_throttle_rate", "21");
  mama_setProperty("mama.transport.both.recap_throttle_rate", "22");
  mama_setProperty("mama.loopback.transport.both.recap_throttle_rate", "32");
  mama_setProperty("mama.loopback.transport.zero.recap_throttle_rate", "0");
  EXPECT_EQ(rates_of("other"), std::pair(11.0, 12.0));
  EXPECT_EQ(rates_of("general"), std::pair(21.0, 12.0));
  EXPECT_EQ(rates_of("both"), std::pair(11.0, 32.0));
  EXPECT_EQ(rates_of("zero"), std::pair(11.0, 12.0));  // not above 0: refused
}

TEST_F(ThrottleTest, TheQuotaFollowsTheInterval) {
  mama_setProperty("mama.loopback.transport.slow.throttle.interval", "1");
  TestTransport slow(bridge(), "slow");
  for (int i = 0; i < 600; ++i) {
    ASSERT_EQ(mamaTransport_throttleAction(slow, MAMA_THROTTLE_DEFAULT, &note, nullptr, this,
                                           nullptr, 0, nullptr),
              MAMA_STATUS_OK);
  }
  dispatch_for(milliseconds(999));
  EXPECT_THAT(done, IsEmpty());
  dispatch_for(milliseconds(2));
  EXPECT_EQ(done.size(), 500u);
}

TEST_F(ThrottleTest, Arguments) {
  mamaTransport unmade = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&unmade), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_throttleAction(unmade, MAMA_THROTTLE_DEFAULT, &note, nullptr, this,
                                         nullptr, 0, nullptr),
            MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaTransport_setOutboundThrottle(unmade, MAMA_THROTTLE_DEFAULT, 3), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_create(unmade, "made", bridge()), MAMA_STATUS_OK);
  double value = 0;
  EXPECT_EQ(mamaTransport_getOutboundThrottle(unmade, MAMA_THROTTLE_DEFAULT, &value),
            MAMA_STATUS_OK);
  EXPECT_EQ(value, 3);  // what was set before create stays
  EXPECT_EQ(mamaTransport_destroy(unmade), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_throttleAction(nullptr, MAMA_THROTTLE_DEFAULT, &note, nullptr, this,
                                         nullptr, 0, nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_throttleRemoveFromList(transport(), MAMA_THROTTLE_DEFAULT, nullptr),
            MAMA_STATUS_NULL_ARG);
}

TEST_F(ThrottleTest, TheTransportsEndDropsWhatWaits) {
  act(1);
  transport().destroy();
  dispatch_for(milliseconds(301));
  EXPECT_THAT(done, IsEmpty());
  EXPECT_EQ(mamaQueue_canDestroy(default_queue()), MAMA_STATUS_OK);  // and its timer
}

TEST_F(ThrottleTest, ClosingMamaDropsWhatWaits) {
  act(1);
  const mamaTransport left = transport().release();
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_LT(clock().now().time_since_epoch(), std::chrono::seconds(1));  // nothing was waited for
  EXPECT_THAT(done, IsEmpty());
  EXPECT_EQ(mamaTransport_throttleAction(left, MAMA_THROTTLE_DEFAULT, &note, nullptr, this, nullptr,
                                         0, nullptr),
            MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaTransport_destroy(left), MAMA_STATUS_OK);
}

// ---- throttled sends ---------------------------------------------------------------------------

struct Completion {
  mamaPublisher publisher;
  mamaMsg message;
  mama_status status;
};

class ThrottledSendTest : public ThrottleTest {
 protected:
  static void MAMACALLTYPE completed(mamaPublisher publisher, mamaMsg message, mama_status status,
                                     void* closure) {
    auto& self = *static_cast<ThrottledSendTest*>(closure);
    self.completions.push_back({publisher, message, status});
    if (self.on_completed) self.on_completed();
  }
  mama_status send(mamaPublisher publisher, mamaMsg message) {
    return mamaPublisher_sendWithThrottle(publisher, message, &completed, this);
  }

  std::vector<Completion> completions;
  std::function<void()> on_completed;
};

TEST_F(ThrottledSendTest, IsSentWhenTheDefaultQueueIsDispatched) {
  TestQueue queue(bridge());
  Subscriber subscriber(transport(), queue, "a");
  TestPublisher publisher(transport(), "a");
  Message first(1), second(2);
  on_completed = [&] { EXPECT_EQ(count_events(queue), completions.size()); };  // sent before
  EXPECT_EQ(send(publisher, first), MAMA_STATUS_OK);
  EXPECT_EQ(send(publisher, second), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_sendWithThrottle(publisher, first, nullptr, nullptr), MAMA_STATUS_OK);
  EXPECT_THAT(completions, IsEmpty());
  dispatch_for(milliseconds(101));
  ASSERT_EQ(completions.size(), 2u);
  EXPECT_EQ(completions[0].publisher, static_cast<mamaPublisher>(publisher));
  EXPECT_EQ(completions[0].message, static_cast<mamaMsg>(first));
  EXPECT_EQ(completions[0].status, MAMA_STATUS_OK);
  EXPECT_EQ(completions[1].message, static_cast<mamaMsg>(second));
  run_events(queue);
  EXPECT_THAT(subscriber.numbers, ElementsAre(1, 2, 1));
}

TEST_F(ThrottledSendTest, WithRateZeroBothRunInside) {
  ASSERT_EQ(mamaTransport_setOutboundThrottle(transport(), MAMA_THROTTLE_DEFAULT, 0),
            MAMA_STATUS_OK);
  TestPublisher publisher(transport(), "a");
  Message message(1);
  EXPECT_EQ(send(publisher, message), MAMA_STATUS_OK);
  EXPECT_EQ(completions.size(), 1u);
}

TEST_F(ThrottledSendTest, TheStatusOfTheSendGoesToTheCompletion) {
  TestPublisher publisher(transport(), "a");
  Message message(1);
  const auto before = bridge()->bridgeMamaPublisherSend;
  bridge()->bridgeMamaPublisherSend = [](publisherBridge, mamaMsg) {
    return MAMA_STATUS_BANDWIDTH_EXCEEDED;
  };
  EXPECT_EQ(send(publisher, message), MAMA_STATUS_OK);
  dispatch_for(milliseconds(101));
  ASSERT_EQ(completions.size(), 1u);
  EXPECT_EQ(completions[0].status, MAMA_STATUS_BANDWIDTH_EXCEEDED);
  bridge()->bridgeMamaPublisherSend = before;
}

TEST_F(ThrottledSendTest, FromAnInbox) {
  TestQueue queue(bridge());
  TestPublisher publisher(transport(), "question");
  Subscriber subscriber(transport(), queue, "question");
  subscriber.on_message = [&](mamaMsg request) {
    Message answer(2);
    EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, request, answer), MAMA_STATUS_OK);
  };
  mamaInbox inbox = nullptr;
  int replies = 0;
  ASSERT_EQ(mamaInbox_create(
                &inbox, transport(), queue,
                [](mamaMsg, void* closure) { ++*static_cast<int*>(closure); }, nullptr, &replies),
            MAMA_STATUS_OK);
  Message request(1);
  EXPECT_EQ(mamaPublisher_sendFromInboxWithThrottle(publisher, inbox, request, &completed, this),
            MAMA_STATUS_OK);
  dispatch_for(milliseconds(101));
  ASSERT_EQ(completions.size(), 1u);
  EXPECT_EQ(completions[0].status, MAMA_STATUS_OK);
  run_events(queue);
  EXPECT_EQ(replies, 1);
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
  run_events(queue);
}

TEST_F(ThrottledSendTest, ArgumentsInOrder) {
  TestPublisher publisher(transport(), "a");
  Message message(1);
  auto* const inbox = reinterpret_cast<mamaInbox>(this);
  EXPECT_EQ(mamaPublisher_sendWithThrottle(nullptr, nullptr, nullptr, nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_sendWithThrottle(publisher, nullptr, &completed, this),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendFromInboxWithThrottle(nullptr, inbox, message, nullptr, nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_sendFromInboxWithThrottle(publisher, nullptr, message, nullptr, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_sendFromInboxWithThrottle(publisher, inbox, nullptr, nullptr, nullptr),
            MAMA_STATUS_INVALID_ARG);
  dispatch_for(milliseconds(301));
  EXPECT_THAT(completions, IsEmpty());
}

TEST_F(ThrottledSendTest, TheEndOfThePublisherDropsWhatWaits) {
  Watched gone;
  TestPublisher other(transport(), "b");
  Message message(1);
  ASSERT_EQ(gone.create(transport(), nullptr, "a"), MAMA_STATUS_OK);
  EXPECT_EQ(send(gone.publisher, message), MAMA_STATUS_OK);
  EXPECT_EQ(send(other, message), MAMA_STATUS_OK);
  EXPECT_EQ(send(gone.publisher, message), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(gone.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(gone.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(send(gone.publisher, message), MAMA_STATUS_INVALID_ARG);
  dispatch_for(milliseconds(301));
  ASSERT_EQ(completions.size(), 1u);
  EXPECT_EQ(completions[0].publisher, static_cast<mamaPublisher>(other));
}

TEST_F(ThrottledSendTest, TheEndOfTheTransportDropsWhatWaits) {
  Watched watched;
  Message message(1);
  ASSERT_EQ(watched.create(transport(), nullptr, "a"), MAMA_STATUS_OK);
  EXPECT_EQ(send(watched.publisher, message), MAMA_STATUS_OK);
  transport().destroy();
  EXPECT_EQ(send(watched.publisher, message), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  dispatch_for(milliseconds(301));
  EXPECT_THAT(completions, IsEmpty());
}

TEST_F(ThrottledSendTest, DestroyInsideACompletion) {
  Watched watched;
  Message message(1);
  ASSERT_EQ(watched.create(transport(), nullptr, "a"), MAMA_STATUS_OK);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(send(watched.publisher, message), MAMA_STATUS_OK);
  on_completed = [&] { EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK); };
  dispatch_for(milliseconds(301));
  EXPECT_EQ(completions.size(), 1u);
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_INVALID_ARG);  // freed
}

TEST_F(ThrottledSendTest, DestroyWaitsForACompletionOnAnotherThread) {
  Watched watched;
  Message message(1);
  Signal inside, go_on;
  ASSERT_EQ(watched.create(transport(), nullptr, "a"), MAMA_STATUS_OK);
  on_completed = [&] {
    inside.raise();
    EXPECT_TRUE(go_on.wait());
    watched.note("completed");
  };
  EXPECT_EQ(send(watched.publisher, message), MAMA_STATUS_OK);
  TestThread dispatching([&] { dispatch_for(milliseconds(101)); });
  ASSERT_TRUE(inside.wait());
  TestThread releasing([&] {
    let_others_wait();
    go_on.raise();
  });
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("create", "completed", "destroy"));
}

}  // namespace
}  // namespace quoll::test
