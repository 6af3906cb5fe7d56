/// Publishers: creation, callbacks, states, accessors, and their end in every order.
#include "pubsub/watched_publisher.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using PublisherTest = PubSubTest;
using PublisherSuccessTest = LoopbackTest;

TEST_F(PublisherTest, CallbacksOfALife) {
  Watched watched;
  watched.on_create = [&] { EXPECT_EQ(state_of(watched.publisher), MAMA_PUBLISHER_LIVE); };
  ASSERT_EQ(watched.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("create"));  // before create returned
  Message message(1);
  EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_OK);
  EXPECT_EQ(run_events(), 0);  // no success is reported unless a property asks for it
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));  // inside destroy
  EXPECT_EQ(watched.state_in_destroy, MAMA_PUBLISHER_DESTROYING);
  EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_INVALID_ARG);  // dead handle
}

TEST_F(PublisherSuccessTest, IsReportedOnTheQueueWhereAPropertyAsksForIt) {
  ASSERT_EQ(mama_setProperty("mama.loopback.transport.telling.publisher_success", "true"),
            MAMA_STATUS_OK);
  TestTransport telling(bridge(), "telling");
  Watched watched, on_default;
  ASSERT_EQ(watched.create(telling, queue(), "a"), MAMA_STATUS_OK);
  ASSERT_EQ(on_default.create(telling, nullptr, "a"), MAMA_STATUS_OK);
  Message message(1);
  mamaPublisher_send(watched.publisher, message);
  mamaPublisher_send(watched.publisher, message);
  mamaPublisher_send(on_default.publisher, message);
  EXPECT_THAT(watched.notes, ElementsAre("create"));
  EXPECT_EQ(mamaQueue_timedDispatch(queue(), 0), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("create", "success"));
  // What is on the queue is dropped by the destroy.
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  run_events();
  EXPECT_THAT(watched.notes, ElementsAre("create", "success", "destroy"));
  quoll::test::run_events(default_queue());
  EXPECT_THAT(on_default.notes, ElementsAre("create", "success"));
  EXPECT_EQ(mamaPublisher_destroy(on_default.publisher), MAMA_STATUS_OK);
}

TEST_F(PublisherSuccessTest, DestroyInEachCallback) {
  ASSERT_EQ(mama_setProperty("mama.loopback.transport.telling.publisher_success", "true"),
            MAMA_STATUS_OK);
  TestTransport telling(bridge(), "telling");
  Watched in_create, in_success, in_destroy;
  const auto destroy = [](Watched& watched) {
    return [&watched] { EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK); };
  };
  in_create.on_create = destroy(in_create);
  EXPECT_EQ(in_create.create(telling, queue(), "a"), MAMA_STATUS_OK);
  EXPECT_THAT(in_create.notes, ElementsAre("create", "destroy"));

  in_success.on_success = destroy(in_success);
  ASSERT_EQ(in_success.create(telling, queue(), "a"), MAMA_STATUS_OK);
  Message message(1);
  mamaPublisher_send(in_success.publisher, message);
  mamaPublisher_send(in_success.publisher, message);
  run_events();
  EXPECT_THAT(in_success.notes, ElementsAre("create", "success", "destroy"));

  in_destroy.on_destroy = destroy(in_destroy);  // no effect
  ASSERT_EQ(in_destroy.create(telling, queue(), "a"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(in_destroy.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(in_destroy.notes, ElementsAre("create", "destroy"));
}

TEST_F(PublisherTest, DestroyInAnEnqueueCallbackOfItsOwnSend) {
  Subscriber subscriber(transport(), queue(), "a");
  Watched watched;
  ASSERT_EQ(watched.create(transport(), nullptr, "a"), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_setEnqueueCallback(
                queue(),
                [](mamaQueue, void* closure) {
                  mamaPublisher_destroy(static_cast<Watched*>(closure)->publisher);
                },
                &watched),
            MAMA_STATUS_OK);
  Message message(1);
  EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_OK);
  settle();
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  ASSERT_EQ(mamaQueue_removeEnqueueCallback(queue()), MAMA_STATUS_OK);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1));
}

TEST_F(PublisherTest, DestroyExRunsOnTheQueueOrAtOnce) {
  Watched queued, at_once;
  ASSERT_EQ(queued.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  ASSERT_EQ(at_once.create(transport(), nullptr, "a"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroyEx(queued.publisher), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroyEx(at_once.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(queued.notes, ElementsAre("create"));
  EXPECT_THAT(at_once.notes, ElementsAre("create", "destroy"));
  run_events();
  EXPECT_THAT(queued.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(mamaPublisher_destroyEx(nullptr), MAMA_STATUS_NULL_ARG);
}

TEST_F(PublisherTest, ATransportThatGoesLeavesAnInertShell) {
  TestTransport going(bridge(), "going");
  Watched watched;
  ASSERT_EQ(watched.create(going, queue(), "a"), MAMA_STATUS_OK);
  going.destroy();
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  Message message(1);
  mamaPublisherState state;
  const char* text = nullptr;
  mamaTransport transport = nullptr;
  mamaPublisherCallbacks callbacks;
  EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_getState(watched.publisher, &state), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_getSymbol(watched.publisher, &text), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_getTransport(watched.publisher, &transport), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_getUserCallbacks(watched.publisher, &callbacks), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_INVALID_ARG);  // freed now
}

TEST_F(PublisherTest, DestroyInOnDestroyOfTheTransportsDestroy) {
  TestTransport going(bridge(), "going");
  Watched watched;
  watched.on_destroy = [&] { EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK); };
  ASSERT_EQ(watched.create(going, queue(), "a"), MAMA_STATUS_OK);
  going.destroy();
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_INVALID_ARG);
}

TEST_F(PublisherTest, CreateChecksItsArgumentsInOrder) {
  mamaPublisher publisher = reinterpret_cast<mamaPublisher>(this);
  EXPECT_EQ(mamaPublisher_create(nullptr, nullptr, "a", nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_create(&publisher, nullptr, "a", nullptr, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(publisher, nullptr);
  mamaTransport unmade = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&unmade), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_create(&publisher, unmade, "a", nullptr, nullptr),
            MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaTransport_destroy(unmade), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaPublisherImpl_createByIndex(&publisher, transport(), 1, nullptr, nullptr, "a",
                                            nullptr, nullptr, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisherImpl_createByIndex(&publisher, transport(), -1, nullptr, nullptr, "a",
                                            nullptr, nullptr, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(publisher, nullptr);
}

TEST_F(PublisherTest, Accessors) {
  TestPublisher publisher(transport(), "sym", nullptr, "");
  const char* text = "untouched";
  EXPECT_EQ(mamaPublisher_getSymbol(publisher, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "sym");
  EXPECT_EQ(mamaPublisher_getSource(publisher, &text), MAMA_STATUS_OK);
  EXPECT_EQ(text, nullptr);
  EXPECT_EQ(mamaPublisher_getRoot(publisher, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "");
  mamaTransport of = nullptr;
  EXPECT_EQ(mamaPublisher_getTransport(publisher, &of), MAMA_STATUS_OK);
  EXPECT_EQ(of, static_cast<mamaTransport>(transport()));
  EXPECT_EQ(mamaPublisherImpl_getTransportImpl(publisher), of);
  EXPECT_EQ(mamaPublisherImpl_getTransportImpl(nullptr), nullptr);
  mamaPublisherCallbacks callbacks;
  EXPECT_EQ(mamaPublisher_getUserCallbacks(publisher, &callbacks), MAMA_STATUS_OK);
  EXPECT_EQ(callbacks.onDestroy, nullptr);
  EXPECT_EQ(mamaPublisher_getUserCallbacks(publisher, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_getState(publisher, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_getSymbol(nullptr, &text), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_send(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisherCallbacks_deallocate(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaPublisher_send(publisher, nullptr), MAMA_STATUS_NULL_ARG);  // the bridge's answer
}

TEST(PublisherState, Texts) {
  EXPECT_STREQ(mamaPublisher_stringForState(MAMA_PUBLISHER_UNKNOWN), "MAMA_PUBLISHER_UNKNOWN");
  EXPECT_STREQ(mamaPublisher_stringForState(MAMA_PUBLISHER_CREATING), "MAMA_PUBLISHER_CREATING");
  EXPECT_STREQ(mamaPublisher_stringForState(MAMA_PUBLISHER_LIVE), "MAMA_PUBLISHER_LIVE");
  EXPECT_STREQ(mamaPublisher_stringForState(MAMA_PUBLISHER_DESTROYING),
               "MAMA_PUBLISHER_DESTROYING");
  EXPECT_STREQ(mamaPublisher_stringForState(MAMA_PUBLISHER_DESTROYED_BRIDGE),
               "MAMA_PUBLISHER_DESTROYED_BRIDGE");
  EXPECT_STREQ(mamaPublisher_stringForState(MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE),
               "MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE");
  EXPECT_STREQ(mamaPublisher_stringForState(MAMA_PUBLISHER_DESTROYED), "MAMA_PUBLISHER_DESTROYED");
  EXPECT_STREQ(mamaPublisher_stringForState(static_cast<mamaPublisherState>(7)),
               "State not recognised");
}

}  // namespace
}  // namespace quoll::test
