// mamaQueue_activate and mamaQueue_deactivate, for bridges with and without functions for it.
#include <mama/queue.h>
#include <mama/timer.h>

#include <atomic>
#include <vector>

#include "support/bridges/holds.h"
#include "support/mama_fixture.h"
#include "support/signal.h"

namespace quoll::test {
namespace {

class ActivationTest : public MamaTest {
 protected:
  void SetUp() override {
    MamaTest::SetUp();
    if (!HasFatalFailure()) queue_ = std::make_unique<TestQueue>(bridge());
  }
  void TearDown() override {
    queue_.reset();
    MamaTest::TearDown();
  }
  mamaQueue queue() const { return *queue_; }
  void post(int number) {
    EXPECT_EQ(enqueue(queue(), [this, number] { order_.push_back(number); }), MAMA_STATUS_OK);
  }
  std::size_t count() const {
    std::size_t count = 0;
    EXPECT_EQ(mamaQueue_getEventCount(queue(), &count), MAMA_STATUS_OK);
    return count;
  }

  std::unique_ptr<TestQueue> queue_;
  std::vector<int> order_;
};

/// Bridges without functions for it: one that extends base, and one of the old kind, whose dispatch
/// may miss a stop.
class CoreActivationTest : public ActivationTest, public testing::WithParamInterface<const char*> {
 protected:
  const char* bridge_name() const override { return GetParam(); }
};
INSTANTIATE_TEST_SUITE_P(Bridges, CoreActivationTest, testing::Values("probe", "bare"),
                         [](const auto& bridge) { return std::string(bridge.param); });

TEST_P(CoreActivationTest, HeldBackEventsComeInTheirOrder) {
  post(1);
  ASSERT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
  post(2);
  EXPECT_EQ(mamaQueue_timedDispatch(queue(), 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_timedDispatch(queue(), 1), MAMA_STATUS_OK);
  EXPECT_TRUE(order_.empty());
  ASSERT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_OK);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(mamaQueue_dispatchEvent(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(order_, (std::vector{1, 2}));
}

TEST_P(CoreActivationTest, TwiceIsLikeOnce) {
  EXPECT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_OK) << "active from the beginning";
  EXPECT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_OK);
  post(1);
  EXPECT_EQ(mamaQueue_dispatchEvent(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(order_, std::vector{1});
}

TEST_P(CoreActivationTest, ADispatcherStopsAndGoesOn) {
  Signal ran;
  const TestDispatcher dispatcher(queue());
  for (std::uint32_t runs = 0; runs < 40; runs += 2) {
    ASSERT_EQ(enqueue(queue(), [&] { ran.raise(); }), MAMA_STATUS_OK);
    ASSERT_TRUE(ran.wait(runs + 1));
    ASSERT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
    ASSERT_EQ(enqueue(queue(), [&] { ran.raise(); }), MAMA_STATUS_OK);
    EXPECT_EQ(ran.count(), runs + 1) << "no thread delivers any more";
    ASSERT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_OK);
    ASSERT_TRUE(ran.wait(runs + 2));
  }
}

TEST_P(CoreActivationTest, DeactivationWaitsForTheEventInProgress) {
  Signal inside;
  Signal go_on;
  std::atomic<bool> is_over{false};
  const TestDispatcher dispatcher(queue());
  ASSERT_EQ(enqueue(queue(),
                    [&] {
                      inside.raise();
                      EXPECT_TRUE(go_on.wait());
                      is_over = true;
                    }),
            MAMA_STATUS_OK);
  ASSERT_TRUE(inside.wait());
  TestThread helper([&] { go_on.raise(); });
  EXPECT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
  EXPECT_TRUE(is_over);
  EXPECT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_OK);
}

TEST_P(CoreActivationTest, AnEventMayDeactivateItsOwnQueue) {
  Signal deactivated;
  Signal second;
  const TestDispatcher dispatcher(queue());
  ASSERT_EQ(enqueue(queue(),
                    [&] {
                      ASSERT_EQ(enqueue(queue(), [&] { second.raise(); }), MAMA_STATUS_OK);
                      EXPECT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
                      deactivated.raise();
                    }),
            MAMA_STATUS_OK);
  ASSERT_TRUE(deactivated.wait());
  // From outside it waits until the first event is over.
  ASSERT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(second.count(), 0u);
  EXPECT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_OK);
  EXPECT_TRUE(second.wait());
}

TEST_P(CoreActivationTest, AnEventMayDeactivateAnotherQueue) {
  TestQueue other(bridge());
  const TestDispatcher dispatcher(queue());
  const TestDispatcher of_other(other);
  Signal done;
  ASSERT_EQ(enqueue(other,
                    [&] {
                      EXPECT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
                      done.raise();
                    }),
            MAMA_STATUS_OK);
  ASSERT_TRUE(done.wait());
  ASSERT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
  Signal ran;
  ASSERT_EQ(enqueue(queue(), [&] { ran.raise(); }), MAMA_STATUS_OK);
  EXPECT_EQ(ran.count(), 0u);
  EXPECT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_OK);
  EXPECT_TRUE(ran.wait());
}

TEST_P(CoreActivationTest, StopEndsADispatchThatIsHeldBack) {
  ASSERT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
  post(1);
  Signal returned;
  TestThread thread([&] {
    EXPECT_EQ(mamaQueue_dispatch(queue()), MAMA_STATUS_OK);
    returned.raise();
  });
  // One that comes before the dispatch is not remembered.
  while (returned.count() == 0) {
    EXPECT_EQ(mamaQueue_stopDispatch(queue()), MAMA_STATUS_OK);
    (void)returned.wait(1, std::chrono::milliseconds(1));
  }
  EXPECT_TRUE(order_.empty());
  EXPECT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatchEvent(queue()), MAMA_STATUS_OK);
}

TEST_P(CoreActivationTest, AHeldBackQueueCanBeDestroyed) {
  Signal returned;
  auto dispatcher = std::make_unique<TestDispatcher>(queue());
  ASSERT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
  mamaQueue const gone = queue();
  TestThread thread([&] {
    mamaQueue_dispatchEvent(gone);
    returned.raise();
  });
  dispatcher.reset();
  queue_->release();
  EXPECT_EQ(mamaQueue_destroy(gone), MAMA_STATUS_OK);
  EXPECT_TRUE(returned.wait());
  EXPECT_EQ(mamaQueue_deactivate(gone), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_activate(gone), MAMA_STATUS_INVALID_ARG);
}

TEST_P(CoreActivationTest, NullArguments) {
  EXPECT_EQ(mamaQueue_deactivate(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_activate(nullptr), MAMA_STATUS_NULL_ARG);
}

// ---- With the base bridge
// ------------------------------------------------------------------------

TEST_F(ActivationTest, DestroyWaitActivates) {
  static int destroyed;
  destroyed = 0;
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_create2(
                &timer, queue(), [](mamaTimer, void*) {}, [](mamaTimer, void*) { ++destroyed; },
                1000, nullptr),
            MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroyWait(queue_->release()), MAMA_STATUS_OK);
  EXPECT_EQ(destroyed, 1);
}

TEST_F(ActivationTest, TheDefaultQueueOfARunningBridge) {
  Signal ran;
  TestThread thread([&] { EXPECT_EQ(mama_start(bridge()), MAMA_STATUS_OK); });
  ASSERT_EQ(enqueue(default_queue(), [&] { ran.raise(); }), MAMA_STATUS_OK);
  ASSERT_TRUE(ran.wait());
  ASSERT_EQ(mamaQueue_deactivate(default_queue()), MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(default_queue(), [&] { ran.raise(); }), MAMA_STATUS_OK);
  EXPECT_EQ(ran.count(), 1u);
  EXPECT_EQ(mama_stop(bridge()), MAMA_STATUS_OK);
  thread.join();
  EXPECT_EQ(ran.count(), 1u);
  EXPECT_EQ(mamaQueue_activate(default_queue()), MAMA_STATUS_OK);
  // The stop left an event of its own.
  while (ran.count() < 2) ASSERT_EQ(mamaQueue_dispatchEvent(default_queue()), MAMA_STATUS_OK);
}

TEST_F(ActivationTest, WithinANestedDispatch) {
  const TestDispatcher dispatcher(queue());
  Signal nested;
  Signal ran;
  ASSERT_EQ(enqueue(queue(),
                    [&] {
                      ASSERT_EQ(enqueue(queue(), [&] { nested.raise(); }), MAMA_STATUS_OK);
                      EXPECT_EQ(mamaQueue_dispatch(queue()), MAMA_STATUS_OK);
                    }),
            MAMA_STATUS_OK);
  ASSERT_TRUE(nested.wait());
  ASSERT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK) << "does not wait for the outer one";
  ASSERT_EQ(enqueue(queue(), [&] { ran.raise(); }), MAMA_STATUS_OK);
  EXPECT_EQ(ran.count(), 0u);
  EXPECT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_OK);
  EXPECT_TRUE(ran.wait());
  EXPECT_EQ(count(), 0u);
}

// ---- With functions of the bridge
// ----------------------------------------------------------------

class BridgeActivationTest : public ActivationTest {
 protected:
  const char* bridge_name() const override { return "holds"; }
};

TEST_F(BridgeActivationTest, TheBridgeIsAsked) {
  void* native = nullptr;
  ASSERT_EQ(mamaQueue_getNativeHandle(queue(), &native), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(holds_last_deactivated(), native);
  post(1);
  EXPECT_EQ(mamaQueue_dispatchEvent(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(order_, std::vector{1}) << "holding back is the bridge's business";
  EXPECT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(holds_last_activated(), native);
  holds_answer_next(MAMA_STATUS_PLATFORM);
  EXPECT_EQ(mamaQueue_deactivate(queue()), MAMA_STATUS_PLATFORM);
  holds_answer_next(MAMA_STATUS_PLATFORM);
  EXPECT_EQ(mamaQueue_activate(queue()), MAMA_STATUS_PLATFORM);
}

}  // namespace
}  // namespace quoll::test
