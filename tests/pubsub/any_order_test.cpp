/// A transport, and what was made on it, ended in every order, with events under way.
#include <quoll/loopback.h>

#include <algorithm>
#include <array>

#include "pubsub/watched_publisher.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;

using AnyOrderTest = LoopbackTest;

enum class Part { kTransport, kPublisher, kSubscription, kInbox };

TEST_F(AnyOrderTest, EveryOrder) {
  ASSERT_EQ(mama_setProperty("mama.loopback.transport.telling.publisher_success", "true"),
            MAMA_STATUS_OK);
  std::array order{Part::kTransport, Part::kPublisher, Part::kSubscription, Part::kInbox};
  int orders = 0;
  do {
    SCOPED_TRACE(++orders);
    TestTransport tport(bridge(), "telling");
    Watched watched;
    Subscriber subscriber(tport, queue(), "a");
    mamaInbox inbox = nullptr;
    int inbox_ends = 0;
    ASSERT_EQ(mamaInbox_create2(
                  &inbox, tport, queue(), [](mamaMsg, void*) {}, nullptr,
                  [](mamaInbox, void* closure) { ++*static_cast<int*>(closure); }, &inbox_ends),
              MAMA_STATUS_OK);
    ASSERT_EQ(watched.create(tport, queue(), "a"), MAMA_STATUS_OK);
    Message message(1);
    EXPECT_EQ(mamaPublisher_send(watched.publisher, message), MAMA_STATUS_OK);
    EXPECT_EQ(mamaPublisher_sendFromInbox(watched.publisher, inbox, message), MAMA_STATUS_OK);
    EXPECT_EQ(mamaPublisher_sendWithThrottle(watched.publisher, message, nullptr, nullptr),
              MAMA_STATUS_OK);
    EXPECT_EQ(quollLoopback_raise(tport, MAMA_TRANSPORT_CONNECT, 13), MAMA_STATUS_OK);
    for (const Part part : order) {
      switch (part) {
        case Part::kTransport:
          tport.destroy();
          break;
        case Part::kPublisher:
          EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
          break;
        case Part::kSubscription:
          subscriber.end();
          EXPECT_EQ(subscriber.destroys, 1);
          break;
        case Part::kInbox:
          EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
          break;
      }
    }
    run_events();
    quoll::test::run_events(default_queue());
    EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
    EXPECT_EQ(inbox_ends, 1);
    EXPECT_TRUE(subscriber.numbers.empty());
    EXPECT_EQ(mamaQueue_canDestroy(queue()), MAMA_STATUS_OK);
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(orders, 24);
}

}  // namespace
}  // namespace quoll::test
