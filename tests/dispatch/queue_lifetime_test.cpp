// Object counting and the end of queues (spec: queues 6 and 7).
#include <mama/integration/queue.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/timer.h>

#include <vector>

#include "support/mama_fixture.h"
#include "support/signal.h"

namespace quoll::test {
namespace {

void MAMACALLTYPE no_tick(mamaTimer, void*) {}

using QueueLifetimeTest = MamaTest;

TEST_F(QueueLifetimeTest, CountedObjectsKeepTheQueueAlive) {
  TestQueue queue(bridge());
  int owner = 0;
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK);
  mamaQueueLockHandle lock = mamaQueue_incrementObjectCount(queue, &owner);
  EXPECT_EQ(lock, nullptr) << "not tracked";
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  int runs = 0;
  ASSERT_EQ(enqueue(queue, [&] { ++runs; }), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(runs, 1) << "a refused destroy has no effect at all";
  mamaQueue_decrementObjectCount(&lock, queue);
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK);
}

TEST_F(QueueLifetimeTest, TheCountNeverGoesBelowZero) {
  TestQueue queue(bridge());
  mamaQueueLockHandle lock = nullptr;
  mamaQueue_decrementObjectCount(&lock, queue);
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK);
  mamaQueue_incrementObjectCount(queue, nullptr);
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  mamaQueue_decrementObjectCount(&lock, queue);
}

TEST_F(QueueLifetimeTest, TrackedCountsKnowTheirOwnersAndNoticeDoubleDecrements) {
  ASSERT_EQ(mama_setProperty("mama.queue.object_lock_tracking", "true"), MAMA_STATUS_OK);
  TestQueue queue(bridge());
  ASSERT_EQ(mama_setProperty("mama.queue.object_lock_tracking", "false"), MAMA_STATUS_OK);
  int owner = 0;
  mamaQueueLockHandle first = mamaQueue_incrementObjectCount(queue, &owner);
  mamaQueueLockHandle second = mamaQueue_incrementObjectCount(queue, &owner);
  ASSERT_NE(first, nullptr) << "read when the queue was made";
  mamaQueue_decrementObjectCount(&first, queue);
  EXPECT_EQ(first, nullptr);
  mamaQueue_decrementObjectCount(&first, queue);
  mamaQueue_decrementObjectCount(nullptr, queue);
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_QUEUE_OPEN_OBJECTS)
      << "the second object still counts";
  mamaQueue_decrementObjectCount(&second, queue);
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK);
}

TEST_F(QueueLifetimeTest, EventsOfADestroyedQueueAreDroppedUncalled) {
  TestQueue queue(bridge());
  static int runs;
  runs = 0;
  ASSERT_EQ(mamaQueue_enqueueEvent(
                queue, [](mamaQueue, void*) { ++runs; }, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroy(queue.release()), MAMA_STATUS_OK);
  EXPECT_EQ(runs, 0);
}

TEST_F(QueueLifetimeTest, DestroyWhileAThreadDispatchesStopsItAndWaits) {
  for (const bool timed : {false, true}) {
    TestQueue queue(bridge());
    Signal inside;
    Signal go_on;
    Signal left;
    ASSERT_EQ(enqueue(queue,
                      [&] {
                        inside.raise();
                        EXPECT_TRUE(go_on.wait());
                        left.raise();
                      }),
              MAMA_STATUS_OK);
    TestThread dispatching([&, handle = static_cast<mamaQueue>(queue)] {
      EXPECT_EQ(timed ? mamaQueue_timedDispatch(handle, 60'000) : mamaQueue_dispatch(handle),
                MAMA_STATUS_OK);
    });
    ASSERT_TRUE(inside.wait());
    TestThread releasing([&] { go_on.raise(); });
    EXPECT_EQ(mamaQueue_destroy(queue.release()), MAMA_STATUS_OK);
    EXPECT_EQ(left.count(), 1u) << "destroy waited for the callback in progress";
  }
}

TEST_F(QueueLifetimeTest, DestroyEndsAThreadThatWaitsForAnEvent) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  Signal entering;
  mama_status status = MAMA_STATUS_PLATFORM;
  TestThread dispatching([&] {
    entering.raise();
    status = mamaQueue_dispatchEvent(queue);
  });
  ASSERT_TRUE(entering.wait());
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
  dispatching.join();
  // The thread was waiting, or had not come so far.
  EXPECT_TRUE(status == MAMA_STATUS_OK || status == MAMA_STATUS_INVALID_ARG) << status;
}

TEST_F(QueueLifetimeTest, DestroyFromItsOwnCallbackTearsDownAfterIt) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  std::vector<mama_status> statuses;
  ASSERT_EQ(enqueue(queue,
                    [&] {
                      statuses.push_back(mamaQueue_destroy(queue));
                      statuses.push_back(mamaQueue_destroy(queue));
                      statuses.push_back(mamaQueue_timedDispatch(queue, 0));
                      statuses.push_back(mamaQueue_enqueueEvent(
                          queue, [](mamaQueue, void*) { FAIL(); }, nullptr));
                      EXPECT_NE(mamaQueueImpl_getBridgeImpl(queue), nullptr);
                    }),
            MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_enqueueEvent(
                queue, [](mamaQueue, void*) { FAIL(); }, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatch(queue), MAMA_STATUS_OK);
  EXPECT_EQ(statuses, std::vector<mama_status>({MAMA_STATUS_OK, MAMA_STATUS_INVALID_ARG,
                                                MAMA_STATUS_INVALID_ARG, MAMA_STATUS_INVALID_ARG}));
  EXPECT_EQ(mamaQueueImpl_getBridgeImpl(queue), nullptr) << "gone";
}

TEST_F(QueueLifetimeTest, DestroyFromANestedCallbackEndsEveryDispatch) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue, [&] { EXPECT_EQ(mamaQueue_dispatch(queue), MAMA_STATUS_OK); }),
            MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue, [&] { EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK); }),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatch(queue), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_getBridgeImpl(queue), nullptr);
}

TEST_F(QueueLifetimeTest, DestroyFromACallbackEndsTheOtherDispatchingThreadsToo) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  Signal entering;
  TestThread first([&] {
    entering.raise();
    mamaQueue_dispatch(queue);
  });
  TestThread second([&] {
    entering.raise();
    mamaQueue_dispatchEvent(queue);
  });
  ASSERT_TRUE(entering.wait(2));
  ASSERT_EQ(enqueue(queue, [&] { EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK); }),
            MAMA_STATUS_OK);
  first.join();
  second.join();
}

TEST_F(QueueLifetimeTest, DestroyFromTheEnqueueCallback) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_setEnqueueCallback(
                queue, [](mamaQueue q, void*) { EXPECT_EQ(mamaQueue_destroy(q), MAMA_STATUS_OK); },
                nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_enqueueEvent(
                queue, [](mamaQueue, void*) { FAIL(); }, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_getBridgeImpl(queue), nullptr);
}

TEST_F(QueueLifetimeTest, DestroyWaitDispatchesOnTheCallerUntilTheObjectsAreGone) {
  TestQueue queue(bridge());
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_create(&timer, queue, no_tick, 3600.0, nullptr), MAMA_STATUS_OK);
  int runs = 0;
  ASSERT_EQ(enqueue(queue,
                    [&] {
                      ++runs;
                      EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
                    }),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroyWait(queue.release()), MAMA_STATUS_OK);
  EXPECT_EQ(runs, 1);
}

TEST_F(QueueLifetimeTest, DestroyWaitIsContentWhenACallbackDestroysTheQueue) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  mamaQueueLockHandle lock = mamaQueue_incrementObjectCount(queue, nullptr);
  ASSERT_EQ(enqueue(queue,
                    [&] {
                      mamaQueue_decrementObjectCount(&lock, queue);
                      EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
                    }),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroyWait(queue), MAMA_STATUS_OK);
}

class VirtualQueueLifetimeTest : public VirtualMamaTest {};

TEST_F(VirtualQueueLifetimeTest, DestroyTimedWaitTakesItsTimeAndAnswersOkWithTheQueueAlive) {
  TestQueue queue(bridge());
  EXPECT_EQ(mamaQueue_destroyTimedWait(queue, 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_destroyTimedWait(queue, -1), MAMA_STATUS_NULL_ARG);
  mamaQueueLockHandle lock = mamaQueue_incrementObjectCount(queue, nullptr);
  int runs = 0;
  for (int i = 0; i < 50; ++i) ASSERT_EQ(enqueue(queue, [&] { ++runs; }), MAMA_STATUS_OK);
  const TimePoint before = clock().now();
  EXPECT_EQ(mamaQueue_destroyTimedWait(queue, 35), MAMA_STATUS_OK);
  EXPECT_EQ(clock().now() - before, std::chrono::milliseconds(35)) << "time, not events";
  EXPECT_EQ(runs, 50);
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_QUEUE_OPEN_OBJECTS) << "alive and usable";
  mamaQueue_decrementObjectCount(&lock, queue);
  EXPECT_EQ(mamaQueue_destroyTimedWait(queue.release(), 35), MAMA_STATUS_OK);
}

TEST_F(VirtualQueueLifetimeTest, StopAndDestroyReleaseADispatchOfOneEvent) {
  TestQueue queue(bridge());
  const auto dispatch = [handle = mamaQueue(queue)] {
    EXPECT_EQ(mamaQueue_dispatchEvent(handle), MAMA_STATUS_OK);
  };
  TestThread stopped(dispatch);
  let_others_wait();
  EXPECT_EQ(mamaQueue_stopDispatch(queue), MAMA_STATUS_OK);
  stopped.join();
  TestThread destroyed(dispatch);
  let_others_wait();
  EXPECT_EQ(mamaQueue_destroy(queue.release()), MAMA_STATUS_OK);
}

TEST_F(VirtualQueueLifetimeTest, TimedDispatchWaitsForItsFullTime) {
  TestQueue queue(bridge());
  const TimePoint before = clock().now();
  EXPECT_EQ(mamaQueue_timedDispatch(queue, 5'000'000'000), MAMA_STATUS_OK);
  EXPECT_EQ(clock().now() - before, std::chrono::milliseconds(5'000'000'000))
      << "more than 32 bits of milliseconds";
}

// ---- a bridge of the old kind ------------------------------------------------------------------

class BareLifetimeTest : public MamaTest {
 protected:
  const char* bridge_name() const override { return "bare"; }
};

TEST_F(BareLifetimeTest, DestroyReachesThreadsThatNoStopOfTheBridgeReaches) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  Signal entering;
  TestThread dispatching([&] {
    entering.raise();
    mamaQueue_dispatchEvent(queue);
  });
  ASSERT_TRUE(entering.wait());
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
}

TEST_F(BareLifetimeTest, DestroyFromACallbackReachesThemToo) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  Signal entering;
  TestThread first([&] {
    entering.raise();
    mamaQueue_dispatch(queue);
  });
  TestThread second([&] {
    entering.raise();
    mamaQueue_dispatchEvent(queue);
  });
  ASSERT_TRUE(entering.wait(2));
  ASSERT_EQ(enqueue(queue, [&] { EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK); }),
            MAMA_STATUS_OK);
}

TEST_F(BareLifetimeTest, DestroyWaitTakesTheTimeoutOfABridgeForOk) {
  TestQueue queue(bridge());
  mamaQueueLockHandle lock = mamaQueue_incrementObjectCount(queue, nullptr);
  Signal waiting;
  TestThread releasing([&] {
    ASSERT_TRUE(waiting.wait());
    mamaQueue_decrementObjectCount(&lock, queue);
  });
  ASSERT_EQ(enqueue(queue, [&] { waiting.raise(); }), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroyWait(queue), MAMA_STATUS_OK);
  releasing.join();
  queue.release();
}

}  // namespace
}  // namespace quoll::test
