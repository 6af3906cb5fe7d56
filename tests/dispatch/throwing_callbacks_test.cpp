// A callback that throws: the exception comes out of the dispatch call, and nothing is half done.
#include <mama/inbox.h>
#include <mama/integration/queue.h>
#include <mama/io.h>
#include <mama/queue.h>
#include <mama/timer.h>
#include <unistd.h>
#include <wombat/queue.h>

#include <stdexcept>

#include "support/mama_fixture.h"
#include "support/signal.h"
#include "support/test_transport.h"

namespace quoll::test {
namespace {

struct Thrown : std::runtime_error {
  Thrown() : std::runtime_error("from a callback") {}
};

using ThrowingTest = MamaTest;

/// Dispatches until `count` is reached, for a while. How often something was thrown.
int dispatch_until(mamaQueue queue, const int& count, int expected) {
  int thrown = 0;
  for (int i = 0; i < 200 && count < expected; ++i) {
    try {
      EXPECT_EQ(mamaQueue_timedDispatch(queue, 10), MAMA_STATUS_OK);
    } catch (const Thrown&) {
      ++thrown;
    }
  }
  return thrown;
}

TEST_F(ThrowingTest, ATickOfIntervalZeroIsFollowedByOthers) {
  TestQueue queue(bridge());
  int ticks = 0;
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_create(
                &timer, queue,
                [](mamaTimer, void* closure) {
                  if (++*static_cast<int*>(closure) == 1) throw Thrown();
                },
                0.0, &ticks),
            MAMA_STATUS_OK);
  EXPECT_EQ(dispatch_until(queue, ticks, 3), 1);
  EXPECT_EQ(ticks, 3);
  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroyWait(queue.release()), MAMA_STATUS_OK);
}

TEST_F(ThrowingTest, AnActionIsFollowedByOthers) {
  TestQueue queue(bridge());
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  int actions = 0;
  mamaIo io = nullptr;
  ASSERT_EQ(mamaIo_create(
                &io, queue, static_cast<std::uint32_t>(ends[0]),
                [](mamaIo, mamaIoType, void* closure) {
                  if (++*static_cast<int*>(closure) == 1) throw Thrown();
                },
                MAMA_IO_READ, &actions),
            MAMA_STATUS_OK);
  EXPECT_EQ(dispatch_until(queue, actions, 3), 1);
  EXPECT_EQ(actions, 3);
  EXPECT_EQ(mamaIo_destroy(io), MAMA_STATUS_OK);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_F(ThrowingTest, ATimerIsGoneAfterItsNotification) {
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_create2(
                &timer, queue, [](mamaTimer, void*) {}, [](mamaTimer, void*) { throw Thrown(); },
                3600, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  EXPECT_THROW(mamaQueue_dispatchEvent(queue), Thrown);
  EXPECT_EQ(mamaTimer_getQueue(timer, &queue), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK) << "no count is left";
}

TEST_F(ThrowingTest, AnUnstartedTimerIsGoneAfterItsNotification) {
  TestQueue queue(bridge());
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_allocate2(&timer, queue, [](mamaTimer, void*) { throw Thrown(); }),
            MAMA_STATUS_OK);
  EXPECT_THROW(mamaTimer_destroy(timer), Thrown);
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK);
}

TEST_F(ThrowingTest, ANativeQueueCanBeDispatchedAgain) {
  wombatQueue native = nullptr;
  ASSERT_EQ(wombatQueue_allocate(&native), WOMBAT_QUEUE_OK);
  ASSERT_EQ(wombatQueue_create(native, 0, 0, 0), WOMBAT_QUEUE_OK);
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create_usingNative(&queue, bridge(), native), MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue, [] { throw Thrown(); }), MAMA_STATUS_OK);
  EXPECT_THROW(mamaQueue_dispatch(queue), Thrown);
  ASSERT_EQ(enqueue(queue, [&] { EXPECT_EQ(mamaQueue_stopDispatch(queue), MAMA_STATUS_OK); }),
            MAMA_STATUS_OK);
  Signal returned;
  TestThread dispatching([&] {
    EXPECT_EQ(mamaQueue_dispatch(queue), MAMA_STATUS_OK);
    returned.raise();
  });
  EXPECT_TRUE(returned.wait(1, std::chrono::seconds(5)));
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test
