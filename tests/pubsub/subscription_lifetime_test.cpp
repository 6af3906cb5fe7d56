/// Ending subscriptions: in every order, inside callbacks, with messages on the way.
#include <mama/integration/queue.h>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using SubscriptionLifetimeTest = PubSubTest;

TEST_F(SubscriptionLifetimeTest, CreateDestroyDeallocate) {
  Subscriber subscriber;
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ALLOCATED);
  subscriber.on_create = [&] { EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ACTIVATED); };
  ASSERT_EQ(subscriber.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.creates, 1);
  EXPECT_EQ(mamaQueue_canDestroy(queue()), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  subscriber.on_destroy = [&] { EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_DESTROYED); };
  EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.destroys, 1);  // before destroy returned
  EXPECT_EQ(mamaQueue_canDestroy(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.destroys, 1);
  mamaTransport transport_after = transport();
  EXPECT_EQ(mamaSubscription_getTransport(subscriber, &transport_after), MAMA_STATUS_OK);
  EXPECT_EQ(transport_after, nullptr);
  mamaSubscription handle = subscriber;
  subscriber.forget();
  EXPECT_EQ(mamaSubscription_deallocate(handle), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(handle), MAMA_STATUS_INVALID_ARG);  // a dead handle
  EXPECT_EQ(mamaSubscription_destroy(handle), MAMA_STATUS_INVALID_ARG);
}

TEST_F(SubscriptionLifetimeTest, QueuedMessagesAreNotDeliveredAfterDestroy) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  for (std::uint64_t i = 0; i < 10; ++i) publisher.send(i);
  subscriber.end();
  EXPECT_EQ(run_events(), 10);
  EXPECT_THAT(subscriber.numbers, IsEmpty());
}

TEST_F(SubscriptionLifetimeTest, CreatedAgainItGetsOnlyNewMessages) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  ASSERT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  ASSERT_EQ(subscriber.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  publisher.send(2);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(2));
  EXPECT_EQ(subscriber.creates, 2);
}

TEST_F(SubscriptionLifetimeTest, AQueueDestroyedWithMessagesGivesThemBack) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  Subscriber first(transport(), queue, "a");
  Subscriber second(transport(), this->queue(), "a");
  TestPublisher publisher(transport(), "a");
  for (std::uint64_t i = 0; i < 100; ++i) publisher.send(i);
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  first.end();
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);  // leak checkers look here
  run_events();
  EXPECT_THAT(first.numbers, IsEmpty());
  EXPECT_EQ(second.numbers.size(), 100u);
}

TEST_F(SubscriptionLifetimeTest, DestroyInItsOwnMessageCallback) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  publisher.send(2);
  subscriber.on_message = [&](mamaMsg) {
    EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
    EXPECT_EQ(subscriber.destroys, 1);  // inside the call
    EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_DESTROYED);
  };
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1));
}

TEST_F(SubscriptionLifetimeTest, DestroyAndDeallocateInItsOwnMessageCallback) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  publisher.send(2);
  subscriber.on_message = [&](mamaMsg) { subscriber.end(); };
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1));
  EXPECT_EQ(subscriber.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, DeallocateInOnDestroy) {
  Subscriber subscriber(transport(), queue(), "a");
  subscriber.on_destroy = [&] {
    mamaSubscription const handle = subscriber;
    subscriber.forget();
    EXPECT_EQ(mamaSubscription_deallocate(handle), MAMA_STATUS_OK);
  };
  EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, CreateAgainInOnDestroy) {
  Subscriber subscriber(transport(), queue(), "a");
  subscriber.on_destroy = [&] {
    subscriber.on_destroy = nullptr;
    EXPECT_EQ(subscriber.create(transport(), queue(), "b"), MAMA_STATUS_OK);
  };
  EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  TestPublisher publisher(transport(), "b");
  publisher.send(1);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1));
}

TEST_F(SubscriptionLifetimeTest, DestroyInOnCreate) {
  Subscriber subscriber;
  subscriber.on_create = [&] {
    EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
    EXPECT_EQ(subscriber.destroys, 1);
  };
  EXPECT_EQ(subscriber.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_DESTROYED);
}

TEST_F(SubscriptionLifetimeTest, DestroyAndDeallocateInOnCreate) {
  Subscriber subscriber;
  subscriber.on_create = [&] { subscriber.end(); };
  EXPECT_EQ(subscriber.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, DestroyAnotherSubscriptionOfTheSameMessage) {
  Subscriber first(transport(), queue(), "a");
  Subscriber second(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  first.on_message = [&](mamaMsg) { second.end(); };
  second.on_message = [&](mamaMsg) { first.end(); };
  run_events();
  // Whichever came first ended the other one, whose ticket was on the queue already.
  EXPECT_EQ(first.numbers.size() + second.numbers.size(), 1u);
  EXPECT_EQ(first.destroys + second.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, DestroyInANestedDispatch) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  publisher.send(2);
  publisher.send(3);
  subscriber.on_message = [&](mamaMsg) {
    if (subscriber.numbers.size() == 1) {
      EXPECT_EQ(mamaQueue_timedDispatch(queue(), 0), MAMA_STATUS_OK);
    } else {
      subscriber.end();
    }
  };
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1, 2));
  EXPECT_EQ(subscriber.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, DestroyInAnEnqueueCallback) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  ASSERT_EQ(mamaQueue_setEnqueueCallback(
                queue(), [](mamaQueue, void* closure) { static_cast<Subscriber*>(closure)->end(); },
                &subscriber),
            MAMA_STATUS_OK);
  EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.destroys, 1);
  EXPECT_EQ(publisher.send(2), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_removeEnqueueCallback(queue()), MAMA_STATUS_OK);
  run_events();
  EXPECT_THAT(subscriber.numbers, IsEmpty());
}

TEST_F(SubscriptionLifetimeTest, DestroyExRunsOnTheQueue) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  EXPECT_EQ(mamaSubscription_destroyEx(subscriber), MAMA_STATUS_OK);
  publisher.send(2);
  EXPECT_EQ(subscriber.destroys, 0);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1));
  EXPECT_EQ(subscriber.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, DestroyExSparesALaterLife) {
  Subscriber subscriber(transport(), queue(), "a");
  EXPECT_EQ(mamaSubscription_destroyEx(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  run_events();
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ACTIVATED);
}

TEST_F(SubscriptionLifetimeTest, DestroyExOfADeallocatedOneIsHarmless) {
  Subscriber subscriber(transport(), queue(), "a");
  EXPECT_EQ(mamaSubscription_destroyEx(subscriber), MAMA_STATUS_OK);
  subscriber.end();
  run_events();
  EXPECT_EQ(subscriber.destroys, 1);
  EXPECT_EQ(mamaSubscription_destroyEx(nullptr), MAMA_STATUS_NULL_ARG);
  Subscriber fresh;
  EXPECT_EQ(mamaSubscription_destroyEx(fresh), MAMA_STATUS_NULL_ARG);  // no queue yet
}

TEST_F(SubscriptionLifetimeTest, MuteDropsWhatIsQueued) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  publisher.send(2);
  EXPECT_EQ(mamaQueue_timedDispatch(queue(), 0), MAMA_STATUS_OK);
  const subscriptionBridge own = mamaSubscription_getSubscriptionBridge(subscriber);
  ASSERT_NE(own, nullptr);
  EXPECT_EQ(bridge()->bridgeMamaSubscriptionMute(own), MAMA_STATUS_OK);
  EXPECT_EQ(bridge()->bridgeMamaSubscriptionMute(own), MAMA_STATUS_OK);
  publisher.send(3);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1));
  EXPECT_EQ(bridge()->bridgeMamaSubscriptionIsValid(own), 1);
  subscriber.end();
  EXPECT_EQ(subscriber.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, MuteInItsOwnDelivery) {
  Subscriber subscriber(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  publisher.send(2);
  subscriber.on_message = [&](mamaMsg) {
    EXPECT_EQ(
        bridge()->bridgeMamaSubscriptionMute(mamaSubscription_getSubscriptionBridge(subscriber)),
        MAMA_STATUS_OK);
  };
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1));
  subscriber.end();
  EXPECT_EQ(subscriber.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, DeactivatedItCanOnlyBeDestroyed) {
  Subscriber subscriber(transport(), queue(), "a");
  EXPECT_EQ(mamaSubscription_activate(subscriber), MAMA_STATUS_SUBSCRIPTION_INVALID_TYPE);
  EXPECT_EQ(mamaSubscription_deactivate(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_DEACTIVATED);
  EXPECT_EQ(subscriber.destroys, 0);
  EXPECT_EQ(mamaSubscription_deactivate(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_activate(subscriber), MAMA_STATUS_SUBSCRIPTION_INVALID_TYPE);
  EXPECT_EQ(subscriber.create(transport(), queue(), "a"), MAMA_STATUS_SUBSCRIPTION_INVALID_STATE);
  EXPECT_EQ(mamaSubscription_deallocate(subscriber), MAMA_STATUS_SUBSCRIPTION_INVALID_STATE);
  EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, StatesInWhichNothingHappens) {
  Subscriber subscriber;
  EXPECT_EQ(mamaSubscription_deactivate(subscriber), MAMA_STATUS_SUBSCRIPTION_INVALID_STATE);
  EXPECT_EQ(mamaSubscription_activate(subscriber), MAMA_STATUS_SUBSCRIPTION_INVALID_STATE);
  EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ALLOCATED);
  EXPECT_EQ(subscriber.destroys, 0);
  ASSERT_EQ(subscriber.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.create(transport(), queue(), "a"), MAMA_STATUS_SUBSCRIPTION_INVALID_STATE);
  EXPECT_EQ(mamaSubscription_deallocate(subscriber), MAMA_STATUS_SUBSCRIPTION_INVALID_STATE);
  for (auto* function : {&mamaSubscription_activate, &mamaSubscription_deactivate,
                         &mamaSubscription_destroy, &mamaSubscription_deallocate}) {
    EXPECT_EQ(function(nullptr), MAMA_STATUS_NULL_ARG);
  }
}

TEST_F(SubscriptionLifetimeTest, ReferencesDelayTheEndOfTheHandle) {
  Subscriber subscriber(transport(), queue(), "a");
  EXPECT_EQ(mamaSubscriptionImpl_registerReference(subscriber), 2);  // one is the bridge's
  EXPECT_EQ(mamaSubscriptionImpl_registerReference(subscriber), 3);
  EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_DESTROYED);  // still there
  mamaSubscription const handle = subscriber;
  subscriber.forget();
  EXPECT_EQ(mamaSubscription_deallocate(handle), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(handle), MAMA_STATUS_INVALID_ARG);
}

// ---- the transport goes first ------------------------------------------------------------------

TEST_F(SubscriptionLifetimeTest, ATransportThatGoesDetachesSubscriptions) {
  TestTransport going(bridge(), "going");
  Subscriber subscriber(going, queue(), "a"), wildcard;
  ASSERT_EQ(wildcard.create_wildcard(going, queue(), "a", nullptr), MAMA_STATUS_OK);
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  const subscriptionBridge own = mamaSubscription_getSubscriptionBridge(subscriber);
  EXPECT_EQ(bridge()->bridgeMamaSubscriptionIsTportDisconnected(own), 0);
  going.destroy();
  publisher.send(2);
  run_events();
  EXPECT_THAT(subscriber.numbers, IsEmpty());  // what was queued is dropped too
  EXPECT_THAT(wildcard.numbers, IsEmpty());
  EXPECT_EQ(bridge()->bridgeMamaSubscriptionIsValid(own), 0);
  EXPECT_EQ(bridge()->bridgeMamaSubscriptionIsTportDisconnected(own), 1);
  EXPECT_EQ(bridge()->bridgeMamaSubscriptionMute(own), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.destroys, 0);
  EXPECT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.destroys, 1);
  wildcard.end();
  EXPECT_EQ(wildcard.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, ATransportDestroyedInsideADelivery) {
  TestTransport going(bridge(), "going");
  Subscriber subscriber(going, queue(), "a");
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  publisher.send(2);
  subscriber.on_message = [&](mamaMsg) { going.destroy(); };
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1));
  subscriber.end();
  EXPECT_EQ(subscriber.destroys, 1);
}

TEST_F(SubscriptionLifetimeTest, WhatNobodyDestroyedGoesWithTheBridge) {
  // mama_close frees the bridge's parts; leak checkers look here.
  ASSERT_EQ(mama_setProperty("mama.defaultqueue.timeout", "10"), MAMA_STATUS_OK);
  mamaTransport transport = nullptr;
  mamaSubscription subscription = nullptr;
  mamaPublisher publisher = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&transport), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_create(transport, "forgotten", bridge()), MAMA_STATUS_OK);
  mamaMsgCallbacks callbacks{};
  ASSERT_EQ(mamaSubscription_allocate(&subscription), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_createBasic(subscription, transport, default_queue(), &callbacks, "a",
                                         nullptr),
            MAMA_STATUS_OK);
  ASSERT_EQ(mamaPublisher_create(&publisher, transport, "a", nullptr, nullptr), MAMA_STATUS_OK);
  Message message(1);
  EXPECT_EQ(mamaPublisher_send(publisher, message), MAMA_STATUS_OK);
}

// ---- failures of create ------------------------------------------------------------------------

TEST_F(SubscriptionLifetimeTest, CreateChecksItsArgumentsInOrder) {
  const mamaMsgCallbacks callbacks{};
  Subscriber fresh;
  mamaSubscription const s = fresh;
  mamaTransport const t = transport();
  const auto create = [&](mamaSubscription sub, mamaTransport tport, mamaQueue queue,
                          const char* topic) {
    return mamaSubscription_createBasic(sub, tport, queue, &callbacks, topic, nullptr);
  };
  EXPECT_EQ(create(nullptr, t, queue(), "a"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(create(s, nullptr, queue(), "a"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(create(s, t, queue(), nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(create(s, t, queue(), ""), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(create(s, t, nullptr, "a"), MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(create(s, nullptr, nullptr, ""), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSubscription_createBasic(s, t, queue(), nullptr, "a", nullptr),
            MAMA_STATUS_NULL_ARG);
  mamaTransport unmade = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&unmade), MAMA_STATUS_OK);
  EXPECT_EQ(create(s, unmade, queue(), "a"), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaTransport_destroy(unmade), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(fresh.state(), MAMA_SUBSCRIPTION_ALLOCATED);
  EXPECT_EQ(mamaQueue_canDestroy(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(fresh.create(t, queue(), "a"), MAMA_STATUS_OK);  // nothing stuck

  const mamaWildCardMsgCallbacks wildcard{};
  EXPECT_EQ(mamaSubscription_createBasicWildCard(nullptr, t, queue(), &wildcard, "a", "*", nullptr),
            MAMA_STATUS_NULL_ARG);
  Subscriber second;
  EXPECT_EQ(mamaSubscription_createBasicWildCard(second, t, queue(), &wildcard, nullptr, nullptr,
                                                 nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSubscription_createBasicWildCard(second, t, queue(), nullptr, "a", "*", nullptr),
            MAMA_STATUS_NULL_ARG);
}

TEST_F(SubscriptionLifetimeTest, ARefusalOfTheBridgeLeavesNothingBehind) {
  // The transport's bridge part is gone, the handle is not: the bridge refuses.
  TestTransport broken(bridge(), "broken");
  transportBridge slot = nullptr;
  ASSERT_EQ(mamaTransport_getBridgeTransport(broken, &slot), MAMA_STATUS_OK);
  ASSERT_EQ(bridge()->bridgeMamaTransportDestroy(slot), MAMA_STATUS_OK);
  Subscriber subscriber;
  EXPECT_EQ(subscriber.create(broken, queue(), "a"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(subscriber.creates, 0);
  EXPECT_EQ(subscriber.state(), MAMA_SUBSCRIPTION_ALLOCATED);
  EXPECT_EQ(mamaQueue_canDestroy(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(subscriber.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  mamaPublisher publisher = nullptr;
  EXPECT_EQ(mamaPublisher_create(&publisher, broken, "a", nullptr, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(publisher, nullptr);
}

TEST_F(SubscriptionLifetimeTest, MissingCallbacksAreNoProblem) {
  const mamaMsgCallbacks none{};
  const mamaWildCardMsgCallbacks no_wildcard{};
  mamaSubscription plain = nullptr, wildcard = nullptr;
  ASSERT_EQ(mamaSubscription_allocate(&plain), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_allocate(&wildcard), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_createBasic(plain, transport(), queue(), &none, "a", nullptr),
            MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_createBasicWildCard(wildcard, transport(), queue(), &no_wildcard,
                                                 nullptr, "*", nullptr),
            MAMA_STATUS_OK);
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  EXPECT_EQ(run_events(), 2);
  EXPECT_EQ(mamaSubscription_processErr(plain, 1), MAMA_STATUS_OK);
  for (mamaSubscription each : {plain, wildcard}) {
    EXPECT_EQ(mamaSubscription_destroy(each), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_deallocate(each), MAMA_STATUS_OK);
  }
}

}  // namespace
}  // namespace quoll::test
