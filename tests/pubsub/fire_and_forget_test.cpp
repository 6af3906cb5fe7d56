/// An application as it was before publishers had callbacks: it creates, sends, destroys, and asks
/// for nothing. It meets no event that it did not ask for, on a transport that misbehaves, too.
#include <quoll/loopback.h>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;

class FireAndForgetTest : public LoopbackTest {
 protected:
  /// What such an application does in its life; the numbers that its subscriber gets.
  std::vector<std::uint64_t> live(mamaTransport transport) {
    Subscriber subscriber(transport, queue(), "quotes");
    mamaPublisher publisher = nullptr;
    EXPECT_EQ(mamaPublisher_create(&publisher, transport, "quotes", nullptr, nullptr),
              MAMA_STATUS_OK);
    for (std::uint64_t i = 1; i <= 3; ++i) {
      Message message(i);
      EXPECT_EQ(mamaPublisher_send(publisher, message), MAMA_STATUS_OK);
    }
    run_events();
    EXPECT_EQ(mamaPublisher_destroy(publisher), MAMA_STATUS_OK);
    return subscriber.numbers;
  }
};

TEST_F(FireAndForgetTest, MeetsNothingNew) {
  EXPECT_THAT(live(transport()), ElementsAre(1, 2, 3));
  EXPECT_EQ(run_events(), 0);
  EXPECT_EQ(quoll::test::run_events(default_queue()), 0);
}

TEST_F(FireAndForgetTest, OnATransportWhoseTopicsAreRefused) {
  ASSERT_EQ(quollLoopback_set(transport(), "not_entitled", "quotes"), MAMA_STATUS_OK);
  EXPECT_THAT(live(transport()), ElementsAre());
  EXPECT_EQ(run_events(), 0);
  EXPECT_EQ(quoll::test::run_events(default_queue()), 0);
}

TEST_F(FireAndForgetTest, OnATransportThatConfirms) {
  ASSERT_EQ(mama_setProperty("mama.loopback.transport.telling.publisher_success", "true"),
            MAMA_STATUS_OK);
  TestTransport telling(bridge(), "telling");
  EXPECT_THAT(live(telling), ElementsAre(1, 2, 3));
  EXPECT_EQ(quoll::test::run_events(default_queue()), 0);
}

TEST_F(FireAndForgetTest, LeavesItsPublishersToTheTransport) {
  mamaPublisher publishers[3] = {};
  TestTransport going(bridge(), "going");
  for (mamaPublisher& publisher : publishers) {
    ASSERT_EQ(mamaPublisher_create(&publisher, going, "quotes", nullptr, nullptr), MAMA_STATUS_OK);
  }
  EXPECT_EQ(mamaPublisher_destroy(publishers[0]), MAMA_STATUS_OK);
  going.destroy();
  EXPECT_EQ(mamaPublisher_destroy(publishers[1]), MAMA_STATUS_OK);  // late; the third never
}

}  // namespace
}  // namespace quoll::test
