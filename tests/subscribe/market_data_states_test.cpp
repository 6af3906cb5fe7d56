// The life of a market-data subscription: what each call does in each state.
#include <mama/integration/publisher.h>

#include "subscribe/market_data_support.h"

namespace quoll::test {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr mama_status kInvalidState = MAMA_STATUS_SUBSCRIPTION_INVALID_STATE;

class MdStateTest : public MarketDataTest {
 protected:
  void SetUp() override {
    MarketDataTest::SetUp();
    subscriber_ = std::make_unique<MdSubscriber>();
  }
  void TearDown() override {
    subscriber_.reset();
    MarketDataTest::TearDown();
  }
  MdSubscriber& subscriber() { return *subscriber_; }
  mamaSubscription handle() { return *subscriber_; }

  void set_up() { ASSERT_EQ(subscriber().set_up(transport(), queue()), MAMA_STATUS_OK); }
  void order() {
    set_up();
    ASSERT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  }
  void make_active() {
    order();
    run_tick();
    ASSERT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_ACTIVATED);
    subscriber().events.clear();
  }
  void make_deactivated() {
    make_active();
    ASSERT_EQ(mamaSubscription_deactivate(handle()), MAMA_STATUS_OK);
    ASSERT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DEACTIVATED);
  }
  void make_destroyed() {
    set_up();
    ASSERT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
    ASSERT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DESTROYED);
    subscriber().events.clear();
  }
  mama_status set_up_again() { return subscriber().set_up(transport(), queue()); }

  std::unique_ptr<MdSubscriber> subscriber_;
};

TEST_F(MdStateTest, Allocated) {
  EXPECT_EQ(mamaSubscription_activate(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_deactivate(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_ALLOCATED);
  EXPECT_THAT(subscriber().events, IsEmpty());
  EXPECT_EQ(set_up_again(), MAMA_STATUS_OK);
}

TEST_F(MdStateTest, SetUp) {
  set_up();
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_SETUP);
  EXPECT_EQ(mamaSubscription_deactivate(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_deallocate(handle()), kInvalidState);
  EXPECT_EQ(set_up_again(), kInvalidState);
  EXPECT_THAT(subscriber().events, IsEmpty());
  EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DESTROYED);
  EXPECT_THAT(subscriber().events, ElementsAre("destroy"));
}

TEST_F(MdStateTest, Ordered) {
  order();
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_ACTIVATING);
  EXPECT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(handle()), kInvalidState);
  EXPECT_EQ(set_up_again(), kInvalidState);
  EXPECT_EQ(mamaSubscription_deactivate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DEACTIVATED);
  run_for(seconds(1));
  EXPECT_THAT(subscriber().events, IsEmpty());
  EXPECT_THAT(source().requests, IsEmpty());
}

TEST_F(MdStateTest, OrderedAndDestroyed) {
  order();
  EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DESTROYED);
  run_for(seconds(1));
  EXPECT_THAT(subscriber().events, ElementsAre("destroy"));
}

TEST_F(MdStateTest, OrderedTwiceIsActivatedOnce) {
  order();
  ASSERT_EQ(mamaSubscription_deactivate(handle()), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  run_for(seconds(1));
  EXPECT_THAT(subscriber().events, ElementsAre("create"));
  EXPECT_EQ(source().requests.size(), 1u);
}

TEST_F(MdStateTest, Active) {
  make_active();
  EXPECT_EQ(mamaSubscription_isActive(handle()), 1);
  EXPECT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(handle()), kInvalidState);
  EXPECT_EQ(set_up_again(), kInvalidState);
  EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DESTROYED);
  EXPECT_THAT(subscriber().events, ElementsAre("destroy"));
}

TEST_F(MdStateTest, Deactivated) {
  make_deactivated();
  EXPECT_THAT(subscriber().events, IsEmpty());
  EXPECT_EQ(mamaSubscription_getSubscriptionBridge(handle()), nullptr);
  EXPECT_EQ(mamaSubscription_deactivate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(handle()), kInvalidState);
  EXPECT_EQ(set_up_again(), kInvalidState);
  EXPECT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_ACTIVATING);
  run_tick();
  EXPECT_THAT(subscriber().events, ElementsAre("create"));
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_ACTIVATED);
}

TEST_F(MdStateTest, DeactivatedAndDestroyed) {
  make_deactivated();
  EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DESTROYED);
  EXPECT_THAT(subscriber().events, ElementsAre("destroy"));
}

TEST_F(MdStateTest, Destroyed) {
  make_destroyed();
  EXPECT_EQ(mamaSubscription_activate(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_deactivate(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_THAT(subscriber().events, IsEmpty());
  const char* source = nullptr;
  EXPECT_EQ(mamaSubscription_getSource(handle(), &source), MAMA_STATUS_OK);
  EXPECT_STREQ(source, "FEED");
  mamaTransport none = transport();
  EXPECT_EQ(mamaSubscription_getTransport(handle(), &none), MAMA_STATUS_OK);
  EXPECT_EQ(none, nullptr);
  EXPECT_EQ(set_up_again(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  run_tick();
  EXPECT_THAT(subscriber().events, ElementsAre("create"));
}

// ---- a bridge that takes its time ---------------------------------------------------------------

/// A bridge whose subscriptions report their end when the test says so.
class LateBridge {
 public:
  explicit LateBridge(mamaBridge bridge) : bridge_(bridge) {
    destroy_ =
        std::exchange(bridge->bridgeMamaSubscriptionDestroy, [](subscriptionBridge subscription) {
          waiting = subscription;
          return MAMA_STATUS_OK;
        });
  }
  ~LateBridge() {
    report();
    bridge_->bridgeMamaSubscriptionDestroy = destroy_;
  }
  LateBridge(const LateBridge&) = delete;
  LateBridge& operator=(const LateBridge&) = delete;
  void report() {
    if (waiting != nullptr) destroy_(std::exchange(waiting, nullptr));
  }
  static inline subscriptionBridge waiting = nullptr;

 private:
  const mamaBridge bridge_;
  bridgeMamaSubscription_destroy destroy_;
};

TEST_F(MdStateTest, Deactivating) {
  LateBridge late(bridge());
  make_active();
  ASSERT_EQ(mamaSubscription_deactivate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DEACTIVATING);
  EXPECT_EQ(mamaSubscription_deactivate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(handle()), kInvalidState);
  EXPECT_EQ(set_up_again(), kInvalidState);
  late.report();
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DEACTIVATED);
  EXPECT_THAT(subscriber().events, IsEmpty());
}

TEST_F(MdStateTest, Reactivating) {
  LateBridge late(bridge());
  make_active();
  ASSERT_EQ(mamaSubscription_deactivate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_REACTIVATING);
  EXPECT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_deactivate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DEACTIVATING);
  EXPECT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  late.report();
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_ACTIVATING);
  run_tick();
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_ACTIVATED);
  EXPECT_THAT(subscriber().events, ElementsAre("create"));
  ASSERT_EQ(mamaSubscription_deactivate(handle()), MAMA_STATUS_OK);
}

TEST_F(MdStateTest, Destroying) {
  LateBridge late(bridge());
  make_active();
  ASSERT_EQ(mamaSubscription_deactivate(handle()), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DESTROYING);
  EXPECT_EQ(mamaSubscription_activate(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_deactivate(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(set_up_again(), kInvalidState);
  EXPECT_THAT(subscriber().events, IsEmpty());
  late.report();
  EXPECT_THAT(subscriber().events, ElementsAre("destroy"));
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DESTROYED);
}

TEST_F(MdStateTest, Deallocating) {
  LateBridge late(bridge());
  make_active();
  ASSERT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DEALLOCATING);
  EXPECT_EQ(mamaSubscription_activate(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_deactivate(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_destroy(handle()), kInvalidState);
  EXPECT_EQ(mamaSubscription_deallocate(handle()), kInvalidState);
  subscriber().release();
  late.report();
  EXPECT_THAT(subscriber().events, ElementsAre("destroy"));
}

// ---- what fails ---------------------------------------------------------------------------------

TEST_F(MdStateTest, ARefusalByTheBridgeIsReportedAndMayBeTriedAgain) {
  const auto create =
      std::exchange(bridge()->bridgeMamaSubscriptionCreate,
                    [](subscriptionBridge*, const char*, const char*, mamaTransport, mamaQueue,
                       mamaMsgCallbacks, mamaSubscription, void*) { return MAMA_STATUS_PLATFORM; });
  order();
  run_tick();
  bridge()->bridgeMamaSubscriptionCreate = create;
  EXPECT_THAT(subscriber().events, ElementsAre("error: STATUS_PLATFORM"));
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DEACTIVATED);
  EXPECT_THAT(source().requests, IsEmpty());
  EXPECT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_OK);
  run_tick();
  EXPECT_THAT(subscriber().events, ElementsAre("error: STATUS_PLATFORM", "create"));
}

TEST_F(MdStateTest, DestroyedAndFreedInTheReportOfARefusal) {
  const auto create =
      std::exchange(bridge()->bridgeMamaSubscriptionCreate,
                    [](subscriptionBridge*, const char*, const char*, mamaTransport, mamaQueue,
                       mamaMsgCallbacks, mamaSubscription, void*) { return MAMA_STATUS_PLATFORM; });
  subscriber().on_event = [&](const std::string& event) {
    if (event == "destroy") return;
    EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_deallocate(subscriber().release()), MAMA_STATUS_OK);
  };
  order();
  run_tick();
  bridge()->bridgeMamaSubscriptionCreate = create;
  EXPECT_THAT(subscriber().events, ElementsAre("error: STATUS_PLATFORM", "destroy"));
}

TEST_F(MdStateTest, AFailedSetUpLeavesNothingBehind) {
  subscriber().set_type(MAMA_SUBSC_TYPE_BASIC);
  EXPECT_EQ(set_up_again(), MAMA_STATUS_INVALID_ARG);
  subscriber().set_type(MAMA_SUBSC_TYPE_NORMAL);
  for (const mamaServiceLevel level :
       {MAMA_SERVICE_LEVEL_CONFLATED, MAMA_SERVICE_LEVEL_REPEATING_SNAPSHOT,
        MAMA_SERVICE_LEVEL_UNKNOWN}) {
    mamaSubscription_setServiceLevel(handle(), level, 0);
    EXPECT_EQ(set_up_again(), MAMA_STATUS_INVALID_ARG);
  }
  subscriber().set_snapshot();
  mamaSubscription_setRequiresInitial(handle(), 0);
  EXPECT_EQ(set_up_again(), MAMA_STATUS_INVALID_ARG);
  mamaSubscription_setRequiresInitial(handle(), 1);
  EXPECT_EQ(subscriber().set_up(transport(), queue(), nullptr), MAMA_STATUS_NULL_ARG);
  const auto create =
      std::exchange(bridge()->bridgeMamaPublisherCreateByIndex,
                    [](publisherBridge*, mamaTransport, int, const char*, const char*, const char*,
                       mamaPublisher) { return MAMA_STATUS_PLATFORM; });
  EXPECT_EQ(set_up_again(), MAMA_STATUS_PLATFORM);
  bridge()->bridgeMamaPublisherCreateByIndex = create;
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_ALLOCATED);
  EXPECT_EQ(set_up_again(), MAMA_STATUS_OK);
}

TEST_F(MdStateTest, Arguments) {
  const mamaMsgCallbacks table = MdSubscriber::callbacks();
  const auto set_up2 = [&](mamaSubscription subscription, mamaTransport tport, mamaQueue q) {
    return mamaSubscription_setup2(subscription, tport, q, &table, "FEED", "SYM", nullptr);
  };
  EXPECT_EQ(set_up2(nullptr, transport(), queue()), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(set_up2(handle(), nullptr, queue()), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(set_up2(handle(), transport(), nullptr), MAMA_STATUS_NULL_ARG);
  const auto basic = [&](mamaSubscription subscription, mamaTransport tport, mamaQueue q) {
    return mamaSubscription_setupBasic(subscription, tport, q, &table, "FEED", "SYM", nullptr);
  };
  EXPECT_EQ(basic(nullptr, transport(), queue()), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(basic(handle(), nullptr, queue()), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(basic(handle(), transport(), nullptr), MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(mamaSubscription_setup(nullptr, queue(), &table, nullptr, "SYM", nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSubscription_setup(handle(), queue(), &table, nullptr, "SYM", nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSubscription_createSnapshot(nullptr, queue(), &table, nullptr, "SYM", nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSubscription_setupBasicWildCard(nullptr, transport(), queue(), nullptr, "FEED", "*",
                                                nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSubscription_getSource(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  mamaTransport bare = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&bare), MAMA_STATUS_OK);
  EXPECT_EQ(basic(handle(), bare, queue()), MAMA_STATUS_NO_BRIDGE_IMPL);
  mamaTransport_destroy(bare);
}

TEST_F(MdStateTest, ASourceGivesTransportAndNameSpace) {
  mamaSource from = nullptr;
  ASSERT_EQ(mamaSource_create(&from), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSource_setTransport(from, transport()), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSource_setSymbolNamespace(from, "FEED"), MAMA_STATUS_OK);
  const mamaMsgCallbacks table = MdSubscriber::callbacks();
  ASSERT_EQ(mamaSubscription_create(handle(), queue(), &table, from, "SYM", &subscriber()),
            MAMA_STATUS_OK);
  ASSERT_EQ(mamaSource_destroy(from), MAMA_STATUS_OK);  // not needed any more
  run_tick();
  EXPECT_EQ(source().requests.size(), 1u);
  EXPECT_THAT(subscriber().events, ElementsAre("create"));
}

// ---- in callbacks, and in other orders ----------------------------------------------------------

TEST_F(MdStateTest, DestroyedAndFreedInEachCallback) {
  MdMessage initial(MAMA_MSG_TYPE_INITIAL);
  MdMessage refusal(MAMA_MSG_TYPE_UPDATE, MAMA_MSG_STATUS_BAD_SYMBOL);
  struct Case {
    std::string event;
    mamaMsg reply;
  };
  const Case cases[] = {{"create", initial},
                        {"INITIAL", initial},
                        {"error: BAD_SYMBOL", refusal},
                        {"error: STATUS_TIMEOUT", nullptr}};
  for (const Case& each : cases) {
    SCOPED_TRACE(each.event);
    if (each.reply != nullptr) {
      source().answers({each.reply, each.reply});
    } else {
      source().on_request = nullptr;
    }
    MdSubscriber own;
    own.on_event = [&](const std::string& event) {
      if (event != each.event) return;
      EXPECT_EQ(mamaSubscription_destroy(own), MAMA_STATUS_OK);
      EXPECT_EQ(mamaSubscription_deallocate(own.release()), MAMA_STATUS_OK);
    };
    ASSERT_EQ(own.create(transport(), queue()), MAMA_STATUS_OK);
    run_for(seconds(40));
    ASSERT_GE(own.events.size(), 2u);
    EXPECT_EQ(own.events.end()[-2], each.event);
    EXPECT_EQ(own.events.back(), "destroy");
  }
}

TEST_F(MdStateTest, CreatedAgainInOnDestroy) {
  make_active();
  bool is_first = true;
  subscriber().on_event = [&](const std::string& event) {
    if (event == "destroy" && std::exchange(is_first, false)) {
      EXPECT_EQ(subscriber().create(transport(), queue(), "OTHER"), MAMA_STATUS_OK);
    }
  };
  ASSERT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  run_tick();
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_ACTIVATED);
  EXPECT_THAT(subscriber().events, ElementsAre("destroy", "create"));
  EXPECT_THAT(source().requests.back(), testing::HasSubstr("MdSubscSymbol[71]=OTHER"));
}

TEST_F(MdStateTest, ABasicOneAfterMarketData) {
  make_destroyed();
  const mamaMsgCallbacks table = MdSubscriber::callbacks();
  ASSERT_EQ(
      mamaSubscription_createBasic(handle(), transport(), queue(), &table, "topic", &subscriber()),
      MAMA_STATUS_OK);
  const char* name = "unchanged";
  EXPECT_EQ(mamaSubscription_getSource(handle(), &name), MAMA_STATUS_INVALID_ARG);
  EXPECT_STREQ(name, "unchanged");
  EXPECT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_SUBSCRIPTION_INVALID_TYPE);
  EXPECT_THAT(subscriber().events, ElementsAre("create"));
  EXPECT_THAT(source().requests, IsEmpty());
}

TEST_F(MdStateTest, TheTransportEndsFirst) {
  make_active();
  source_.reset();
  transport_.reset();
  mamaTransport none = nullptr;
  EXPECT_EQ(mamaSubscription_getTransport(handle(), &none), MAMA_STATUS_OK);
  EXPECT_EQ(none, nullptr);
  run_for(seconds(40));  // requests cannot be repeated: given up all the same
  EXPECT_THAT(subscriber().events, ElementsAre("error: STATUS_TIMEOUT"));
  EXPECT_EQ(mamaSubscription_activate(handle()), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DEACTIVATED);
  EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_DESTROYED);
}

TEST_F(MdStateTest, TheTransportEndsBeforeTheOrderRuns) {
  order();
  source_.reset();
  transport_.reset();
  run_for(seconds(1));
  EXPECT_EQ(subscriber().state(), MAMA_SUBSCRIPTION_ACTIVATING);
  EXPECT_EQ(mamaSubscription_destroy(handle()), MAMA_STATUS_OK);
  EXPECT_THAT(subscriber().events, ElementsAre("destroy"));
}

TEST_F(MdStateTest, DestroyedByAnEventOfItsQueue) {
  make_active();
  ASSERT_EQ(mamaSubscription_destroyEx(handle()), MAMA_STATUS_OK);
  EXPECT_THAT(subscriber().events, IsEmpty());
  run_tick();
  EXPECT_THAT(subscriber().events, ElementsAre("destroy"));
}

}  // namespace
}  // namespace quoll::test
