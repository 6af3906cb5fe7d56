/// The loopback's functions called straight through the table, with arguments libmama never passes.
#include <mama/integration/bridge/base.h>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

class BridgeTableTest : public LoopbackTest {
 protected:
  template <class T>
  static T garbage() {
    return reinterpret_cast<T>(std::uintptr_t{0x10});  // must not be followed
  }
};

TEST_F(BridgeTableTest, Identity) {
  EXPECT_STREQ(bridge()->bridgeGetName(), "loopback");
  EXPECT_NE(bridge()->bridgeGetVersion(), nullptr);
  char** names = nullptr;
  char* ids = nullptr;
  EXPECT_EQ(bridge()->bridgeGetDefaultPayloadId(nullptr, &ids), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(bridge()->bridgeGetDefaultPayloadId(&names, nullptr), MAMA_STATUS_NULL_ARG);
  ASSERT_EQ(bridge()->bridgeGetDefaultPayloadId(&names, &ids), MAMA_STATUS_OK);
  EXPECT_STREQ(names[0], "omnmmsg");
  EXPECT_EQ(names[1], nullptr);
  EXPECT_STREQ(ids, "O");
}

TEST_F(BridgeTableTest, TransportArguments) {
  const auto& table = *bridge();
  mamaTransport const parent = transport();
  EXPECT_EQ(table.bridgeMamaTransportIsValid(nullptr), 0);
  transportBridge out = nullptr;
  EXPECT_EQ(table.bridgeMamaTransportCreate(nullptr, "t", garbage<mamaTransport>()),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaTransportCreate(&out, nullptr, parent), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaTransportCreate(&out, "t", nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(out, nullptr);
  EXPECT_EQ(table.bridgeMamaTransportDestroy(nullptr), MAMA_STATUS_NULL_ARG);
  ASSERT_EQ(table.bridgeMamaTransportCreate(&out, "any name will do", parent), MAMA_STATUS_OK);
  EXPECT_EQ(table.bridgeMamaTransportIsValid(out), 1);
  void* native = nullptr;
  EXPECT_EQ(table.bridgeMamaTransportGetNativeTransport(nullptr, &native), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaTransportGetNativeTransport(garbage<transportBridge>(), nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaTransportGetNativeTransport(out, &native), MAMA_STATUS_OK);
  EXPECT_EQ(native, out);
  EXPECT_EQ(
      table.bridgeMamaTransportGetNativeTransportNamingCtx(garbage<transportBridge>(), nullptr),
      MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaTransportDestroy(out), MAMA_STATUS_OK);
  EXPECT_EQ(table.bridgeMamaTransportIsValid(out), 0);
  EXPECT_EQ(table.bridgeMamaTransportDestroy(out), MAMA_STATUS_INVALID_ARG);
}

TEST_F(BridgeTableTest, LoadBalancing) {
  const auto& table = *bridge();
  int count = -1;
  tportLbScheme scheme = TPORT_LB_SCHEME_LIBRARY;
  const char* library = "untouched";
  EXPECT_EQ(table.bridgeMamaTransportGetNumLoadBalanceAttributes(nullptr, &count),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaTransportGetNumLoadBalanceAttributes("t", nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaTransportGetNumLoadBalanceAttributes("t", &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 0);
  EXPECT_EQ(table.bridgeMamaTransportGetLoadBalanceScheme(nullptr, &scheme), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaTransportGetLoadBalanceScheme("t", &scheme), MAMA_STATUS_OK);
  EXPECT_EQ(scheme, TPORT_LB_SCHEME_STATIC);
  EXPECT_EQ(table.bridgeMamaTransportGetLoadBalanceSharedObjectName("t", &library), MAMA_STATUS_OK);
  EXPECT_EQ(library, nullptr);
  mama_setProperty("mama.loopback.lb_count", "3");
  mama_setProperty("mama.loopback.lb_scheme", "round_robin");
  EXPECT_EQ(table.bridgeMamaTransportGetNumLoadBalanceAttributes("t", &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 3);
  EXPECT_EQ(table.bridgeMamaTransportGetLoadBalanceScheme("t", &scheme), MAMA_STATUS_OK);
  EXPECT_EQ(scheme, TPORT_LB_SCHEME_ROUND_ROBIN);
  {
    TestTransport balanced(bridge(), "balanced");
    transportBridge slots[3] = {};
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(mamaTransport_getBridgeTransportByIndex(balanced, i, &slots[i]), MAMA_STATUS_OK);
      EXPECT_EQ(table.bridgeMamaTransportIsValid(slots[i]), 1);
    }
    EXPECT_EQ(mamaTransport_getBridgeTransportByIndex(balanced, 3, &slots[0]),
              MAMA_STATUS_INVALID_ARG);
    EXPECT_NE(slots[1], slots[2]);
  }
  mama_setProperty("mama.loopback.lb_count", "0");
}

TEST_F(BridgeTableTest, PublisherArguments) {
  const auto& table = *bridge();
  mamaTransport const tport = transport();
  auto* const parent = garbage<mamaPublisher>();
  publisherBridge out = nullptr;
  const auto create = [&](publisherBridge* result, mamaTransport t, int index, mamaPublisher p) {
    return table.bridgeMamaPublisherCreateByIndex(result, t, index, "a", nullptr, nullptr, p);
  };
  EXPECT_EQ(create(nullptr, garbage<mamaTransport>(), 0, parent), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(create(&out, nullptr, 0, parent), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(create(&out, tport, 0, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(create(&out, tport, 1, parent), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(create(&out, tport, -1, parent), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(out, nullptr);
  ASSERT_EQ(create(&out, tport, 0, parent), MAMA_STATUS_OK);
  auto* const any = garbage<mamaMsg>();
  auto* const dead = garbage<publisherBridge>();
  EXPECT_EQ(table.bridgeMamaPublisherSend(nullptr, any), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaPublisherSend(dead, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaPublisherSendReplyToInbox(dead, any, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaPublisherSendReplyToInbox(dead, nullptr, any), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaPublisherSendReplyToInboxHandle(dead, nullptr, any),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaPublisherSendReplyToInboxHandle(nullptr, this, any),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaPublisherSendFromInbox(dead, nullptr, any), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaPublisherSendFromInboxByIndex(dead, 0, nullptr, any),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaPublisherSetUserCallbacks(dead, nullptr, nullptr, nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaPublisherDestroy(nullptr), MAMA_STATUS_NULL_ARG);
  Message message(1);
  EXPECT_EQ(table.bridgeMamaPublisherSend(out, message), MAMA_STATUS_OK);
  EXPECT_EQ(table.bridgeMamaPublisherSendReplyToInbox(out, message, message),
            MAMA_STATUS_INVALID_ARG);
  // Without callbacks nothing is reported.
  EXPECT_EQ(table.bridgeMamaPublisherDestroy(out), MAMA_STATUS_OK);
  EXPECT_EQ(table.bridgeMamaPublisherDestroy(out), MAMA_STATUS_INVALID_ARG);
}

TEST_F(BridgeTableTest, SeveralPublishersOnOneParentAreIndependent) {
  const auto& table = *bridge();
  publisherBridge first = nullptr, second = nullptr;
  auto* const parent = garbage<mamaPublisher>();
  ASSERT_EQ(
      table.bridgeMamaPublisherCreateByIndex(&first, transport(), 0, "a", nullptr, nullptr, parent),
      MAMA_STATUS_OK);
  ASSERT_EQ(table.bridgeMamaPublisherCreateByIndex(&second, transport(), 0, "a", nullptr, nullptr,
                                                   parent),
            MAMA_STATUS_OK);
  mamaPublisherCallbacks callbacks{};
  callbacks.onDestroy = [](mamaPublisher, void* closure) { ++*static_cast<int*>(closure); };
  int firsts = 0, seconds = 0;
  EXPECT_EQ(table.bridgeMamaPublisherSetUserCallbacks(first, nullptr, &callbacks, &firsts),
            MAMA_STATUS_OK);
  EXPECT_EQ(table.bridgeMamaPublisherSetUserCallbacks(second, nullptr, &callbacks, &seconds),
            MAMA_STATUS_OK);
  EXPECT_EQ(table.bridgeMamaPublisherDestroy(first), MAMA_STATUS_OK);
  EXPECT_EQ(firsts, 1);
  EXPECT_EQ(seconds, 0);
  EXPECT_EQ(table.bridgeMamaPublisherDestroy(second), MAMA_STATUS_OK);
  EXPECT_EQ(seconds, 1);
}

TEST_F(BridgeTableTest, SubscriptionArguments) {
  const auto& table = *bridge();
  mamaTransport const tport = transport();
  Subscriber holder;
  mamaSubscription const parent = holder;
  mamaMsgCallbacks callbacks{};
  int destroys = 0;
  callbacks.onDestroy = [](mamaSubscription, void* closure) { ++*static_cast<int*>(closure); };
  subscriptionBridge out = nullptr;
  for (auto* create :
       {table.bridgeMamaSubscriptionCreate, table.bridgeMamaSubscriptionCreateWildCard}) {
    EXPECT_EQ(create(nullptr, "a", nullptr, garbage<mamaTransport>(), queue(), callbacks, parent,
                     &destroys),
              MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(create(&out, "a", nullptr, nullptr, queue(), callbacks, parent, &destroys),
              MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(create(&out, "a", nullptr, tport, queue(), callbacks, nullptr, &destroys),
              MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(create(&out, nullptr, nullptr, tport, queue(), callbacks, parent, &destroys),
              MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(out, nullptr);
  }
  EXPECT_EQ(table.bridgeMamaSubscriptionMute(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaSubscriptionDestroy(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaSubscriptionIsValid(nullptr), 0);
  EXPECT_EQ(table.bridgeMamaSubscriptionHasWildcards(nullptr), 0);
  EXPECT_EQ(table.bridgeMamaSubscriptionIsTportDisconnected(nullptr), 5);
  void* error = this;
  EXPECT_EQ(table.bridgeMamaSubscriptionGetPlatformError(nullptr, &error), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaSubscriptionGetPlatformError(garbage<subscriptionBridge>(), nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaSubscriptionSetTopicClosure(nullptr, this), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(table.bridgeMamaSubscriptionMuteCurrentTopic(nullptr), MAMA_STATUS_NULL_ARG);

  // A NULL queue means the default queue; the symbol alone will do.
  ASSERT_EQ(table.bridgeMamaSubscriptionCreate(&out, nullptr, "a", tport, nullptr, callbacks,
                                               parent, &destroys),
            MAMA_STATUS_OK);
  EXPECT_EQ(table.bridgeMamaSubscriptionIsValid(out), 1);
  EXPECT_EQ(table.bridgeMamaSubscriptionHasWildcards(out), 0);
  EXPECT_EQ(table.bridgeMamaSubscriptionIsTportDisconnected(out), 0);
  EXPECT_EQ(table.bridgeMamaSubscriptionGetPlatformError(out, &error), MAMA_STATUS_OK);
  EXPECT_EQ(error, nullptr);
  EXPECT_EQ(table.bridgeMamaSubscriptionSetTopicClosure(out, nullptr), MAMA_STATUS_OK);
  TestPublisher publisher(tport, "a");
  publisher.send(1);
  EXPECT_EQ(quoll::test::run_events(default_queue()), 1);
  EXPECT_EQ(mamaQueue_canDestroy(default_queue()), MAMA_STATUS_OK);  // counting is the core's
  EXPECT_EQ(table.bridgeMamaSubscriptionMuteCurrentTopic(out), MAMA_STATUS_OK);  // plain: mute
  EXPECT_EQ(table.bridgeMamaSubscriptionDestroy(out), MAMA_STATUS_OK);
  EXPECT_EQ(destroys, 1);
  EXPECT_EQ(table.bridgeMamaSubscriptionDestroy(out), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(table.bridgeMamaSubscriptionMute(out), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(table.bridgeMamaSubscriptionIsValid(out), 0);
  EXPECT_EQ(destroys, 1);

  ASSERT_EQ(table.bridgeMamaSubscriptionCreateWildCard(&out, "a", "*", tport, queue(), callbacks,
                                                       parent, &destroys),
            MAMA_STATUS_OK);
  EXPECT_EQ(table.bridgeMamaSubscriptionHasWildcards(out), 1);
  EXPECT_EQ(table.bridgeMamaSubscriptionMuteCurrentTopic(out), MAMA_STATUS_INVALID_ARG);
  callbacks.onDestroy = nullptr;
  EXPECT_EQ(table.bridgeMamaSubscriptionDestroy(out), MAMA_STATUS_OK);
  EXPECT_EQ(destroys, 2);
}

}  // namespace
}  // namespace quoll::test
