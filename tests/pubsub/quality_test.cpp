/// How a transport's quality reaches the subscriptions that are registered with it.
#include <quoll/loopback.h>

#include <cstdlib>
#include <cstring>
#include <tuple>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using QualityNote = std::tuple<mamaQuality, std::string, short, const void*>;

class QualityTest : public LoopbackTest {
 protected:
  void SetUp() override {
    LoopbackTest::SetUp();
    if (HasFatalFailure()) return;
    mamaMsgCallbacks callbacks{};
    callbacks.onQuality = [](mamaSubscription, mamaQuality quality, const char* symbol, short cause,
                             const void* info, void* closure) {
      static_cast<QualityTest*>(closure)->notes.emplace_back(quality, symbol, cause, info);
    };
    ASSERT_EQ(mamaSubscription_allocate(&subscription_), MAMA_STATUS_OK);
    ASSERT_EQ(
        mamaSubscription_createBasic(subscription_, transport(), queue(), &callbacks, "a", this),
        MAMA_STATUS_OK);
    ASSERT_EQ(mamaTransport_addSubscription(transport(), subscription_, &listener_),
              MAMA_STATUS_OK);
  }
  void TearDown() override {
    end_subscription();
    LoopbackTest::TearDown();
  }
  void end_subscription() {
    if (subscription_ == nullptr) return;
    EXPECT_EQ(mamaSubscription_destroy(subscription_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_deallocate(std::exchange(subscription_, nullptr)), MAMA_STATUS_OK);
  }
  void run_all() {
    quoll::test::run_events(default_queue());
    run_events();
  }

  mamaSubscription subscription_ = nullptr;
  void* listener_ = nullptr;
  std::vector<QualityNote> notes;
};

TEST_F(QualityTest, ADisconnectionReachesTheSubscriptionOnItsQueue) {
  ASSERT_EQ(quollLoopback_disconnect(transport()), MAMA_STATUS_OK);
  quoll::test::run_events(default_queue());
  EXPECT_THAT(notes, IsEmpty());
  run_events();
  EXPECT_THAT(notes, ElementsAre(QualityNote(MAMA_QUALITY_MAYBE_STALE, "a", 12, nullptr)));
  mamaTransportImpl_disconnect(transport(), MAMA_TRANSPORT_DISCONNECT, nullptr, nullptr);
  run_all();
  EXPECT_EQ(notes.size(), 1u);  // it knows
  ASSERT_EQ(quollLoopback_reconnect(transport()), MAMA_STATUS_OK);
  ASSERT_EQ(quollLoopback_disconnect(transport()), MAMA_STATUS_OK);
  run_all();
  EXPECT_EQ(notes.size(), 2u);  // anew
}

TEST_F(QualityTest, CauseAndInfoAreThoseOfTheReport) {
  int info = 0;
  const auto before = bridge()->bridgeMamaSubscriptionIsTportDisconnected;
  bridge()->bridgeMamaSubscriptionIsTportDisconnected = [](subscriptionBridge) { return 1; };
  mamaTransportImpl_processAdvisory(transport(), 9, &info);
  run_events();
  EXPECT_THAT(notes, ElementsAre(QualityNote(MAMA_QUALITY_MAYBE_STALE, "a", 9, &info)));
  bridge()->bridgeMamaSubscriptionIsTportDisconnected = before;
}

TEST_F(QualityTest, OnlySubscriptionsThatAreCutOff) {
  mamaTransportImpl_disconnect(transport(), MAMA_TRANSPORT_DISCONNECT, nullptr, nullptr);
  run_events();
  EXPECT_THAT(notes, IsEmpty());                                   // its bridge says that it is not
  mamaTransportImpl_setPossiblyStale(transport(), subscription_);  // does not ask
  run_events();
  EXPECT_EQ(notes.size(), 1u);
}

TEST_F(QualityTest, ABridgeTellsOneSubscription) {
  int info = 0;
  mamaTransportImpl_setAdvisoryCauseAndPlatformInfo(transport(), 9, &info);
  EXPECT_EQ(mamaSubscription_setPossiblyStale(subscription_), MAMA_STATUS_OK);
  // At once, not by its queue.
  EXPECT_THAT(notes, ElementsAre(QualityNote(MAMA_QUALITY_MAYBE_STALE, "a", 9, &info)));
  EXPECT_EQ(mamaSubscription_setPossiblyStale(subscription_), MAMA_STATUS_OK);
  EXPECT_EQ(notes.size(), 1u);  // it knows
  mamaTransportImpl_disconnect(transport(), MAMA_TRANSPORT_DISCONNECT, nullptr, nullptr);
  mamaTransportImpl_unsetAllPossiblyStale(transport());
  EXPECT_EQ(mamaSubscription_setPossiblyStale(subscription_), MAMA_STATUS_OK);
  EXPECT_THAT(notes.back(), QualityNote(MAMA_QUALITY_MAYBE_STALE, "a", 0, nullptr));
  EXPECT_EQ(notes.size(), 2u);  // anew
  EXPECT_EQ(mamaSubscription_destroy(subscription_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_setPossiblyStale(subscription_), MAMA_STATUS_OK);
  EXPECT_EQ(notes.size(), 2u);
  EXPECT_EQ(mamaSubscription_setPossiblyStale(nullptr), MAMA_STATUS_NULL_ARG);
}

TEST_F(QualityTest, NotWhenTheApplicationDoesNotWantThat) {
  ASSERT_EQ(mamaTransport_setInvokeQualityForAllSubscs(transport(), 0), MAMA_STATUS_OK);
  ASSERT_EQ(quollLoopback_disconnect(transport()), MAMA_STATUS_OK);
  mamaTransportImpl_setPossiblyStale(transport(), subscription_);
  run_all();
  EXPECT_THAT(notes, IsEmpty());
  mamaQuality quality = MAMA_QUALITY_OK;
  EXPECT_EQ(mamaTransport_getQuality(transport(), &quality), MAMA_STATUS_OK);
  EXPECT_EQ(quality, MAMA_QUALITY_MAYBE_STALE);
}

TEST_F(QualityTest, NoStaleTouchesTheTransportAlone) {
  const auto before = bridge()->bridgeMamaSubscriptionIsTportDisconnected;
  bridge()->bridgeMamaSubscriptionIsTportDisconnected = [](subscriptionBridge) { return 1; };
  mamaTransportImpl_disconnectNoStale(transport(), MAMA_TRANSPORT_DISCONNECT, nullptr, nullptr);
  run_events();
  EXPECT_THAT(notes, IsEmpty());
  EXPECT_EQ(mamaTransportImpl_isPossiblyStale(transport()), 1);
  bridge()->bridgeMamaSubscriptionIsTportDisconnected = before;
}

TEST_F(QualityTest, NotAfterItWasRemoved) {
  EXPECT_EQ(mamaTransport_removeListener(transport(), nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_removeListener(transport(), listener_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_removeListener(transport(), listener_), MAMA_STATUS_OK);
  ASSERT_EQ(quollLoopback_disconnect(transport()), MAMA_STATUS_OK);
  run_all();
  EXPECT_THAT(notes, IsEmpty());
}

TEST_F(QualityTest, ASubscriptionThatEndsBeforeItsEventRuns) {
  ASSERT_EQ(quollLoopback_disconnect(transport()), MAMA_STATUS_OK);
  quoll::test::run_events(default_queue());
  EXPECT_EQ(count_events(queue()), 1u);
  end_subscription();
  run_events();
  EXPECT_THAT(notes, IsEmpty());
}

TEST_F(QualityTest, ATransportThatGoesWithListeners) {
  transport().destroy();
  run_all();
  EXPECT_THAT(notes, IsEmpty());
}

// ---- the registry, as sync responders ask for it ------------------------------------------------

/// What mamaTransportImpl_getTopicsAndTypesForSource found; frees it.
std::vector<std::pair<std::string, int>> topics_and_types(mamaTransport transport, int index,
                                                          const char* source) {
  const char** topics = nullptr;
  mama_i32_t* types = nullptr;
  int count = -1;
  EXPECT_EQ(mamaTransportImpl_getTopicsAndTypesForSource(transport, index, source, &topics, &types,
                                                         &count),
            MAMA_STATUS_OK);
  std::vector<std::pair<std::string, int>> found;
  for (int i = 0; i < count; ++i) {
    found.emplace_back(topics[i], types[i]);
    free(const_cast<char*>(topics[i]));
  }
  free(topics);
  free(types);
  return found;
}

TEST_F(QualityTest, TopicsAndTypesOfThoseThatAreRegistered) {
  const auto map_all = [](void*, char* mapped, const char*, std::size_t) {
    std::strcpy(mapped, "mapped");
    return 1;
  };
  mamaTransport_setSymbolMapFunc(transport(), map_all, nullptr);
  Subscriber second(transport(), queue(), "b");
  Subscriber third(transport(), queue(), "c");
  void* handle = nullptr;
  ASSERT_EQ(mamaTransport_addSubscription(transport(), second, &handle), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_setTransportIndex(third, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_addSubscription(transport(), third, &handle), MAMA_STATUS_OK);
  const auto basic = static_cast<int>(MAMA_SUBSC_TYPE_BASIC);
  EXPECT_THAT(topics_and_types(transport(), 0, nullptr),
              ElementsAre(std::pair("a", basic), std::pair("b", basic)));
  EXPECT_THAT(topics_and_types(transport(), 1, nullptr), ElementsAre(std::pair("c", basic)));
  EXPECT_THAT(topics_and_types(transport(), 2, nullptr), IsEmpty());
  EXPECT_THAT(topics_and_types(transport(), -1, nullptr), IsEmpty());
  EXPECT_THAT(topics_and_types(transport(), 0, "source"), IsEmpty());  // basic ones have none
  ASSERT_EQ(mamaTransport_removeListener(transport(), listener_), MAMA_STATUS_OK);
  EXPECT_THAT(topics_and_types(transport(), 0, nullptr), ElementsAre(std::pair("b", basic)));
}

TEST_F(QualityTest, TopicsAndTypesArguments) {
  const char** topics = nullptr;
  mama_i32_t* types = nullptr;
  int count = 0;
  EXPECT_EQ(
      mamaTransportImpl_getTopicsAndTypesForSource(nullptr, 0, nullptr, &topics, &types, &count),
      MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransportImpl_getTopicsAndTypesForSource(transport(), 0, nullptr, nullptr, &types,
                                                         &count),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransportImpl_getTopicsAndTypesForSource(transport(), 0, nullptr, &topics, nullptr,
                                                         &count),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransportImpl_getTopicsAndTypesForSource(transport(), 0, nullptr, &topics, &types,
                                                         nullptr),
            MAMA_STATUS_NULL_ARG);
}

TEST_F(QualityTest, Arguments) {
  void* handle = nullptr;
  EXPECT_EQ(mamaTransport_addSubscription(nullptr, subscription_, &handle), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_addSubscription(transport(), nullptr, &handle), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_addSubscription(transport(), subscription_, nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_removeListener(nullptr, handle), MAMA_STATUS_NULL_ARG);
}

}  // namespace
}  // namespace quoll::test
