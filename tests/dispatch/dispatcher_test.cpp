// mamaDispatcher and mamaQueueGroup (spec: 2 and 3).
#include <mama/integration/queue.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/queuegroup.h>
#include <pthread.h>
#include <unistd.h>

#include <cstdlib>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/mama_fixture.h"
#include "support/signal.h"

namespace quoll::test {
namespace {

using DispatcherTest = MamaTest;

TEST_F(DispatcherTest, CreateChecksItsArgumentsInOrder) {
  TestQueue queue(bridge());
  int nothing = 0;
  auto* dispatcher = reinterpret_cast<mamaDispatcher>(&nothing);
  EXPECT_EQ(mamaDispatcher_create(nullptr, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDispatcher_create(nullptr, queue), MAMA_STATUS_NULL_ARG);
  TestDispatcher first(queue);
  EXPECT_EQ(mamaDispatcher_create(&dispatcher, queue), MAMA_STATUS_TOO_MANY_DISPATCHERS);
  EXPECT_EQ(dispatcher, nullptr);
  EXPECT_EQ(mamaDispatcher_destroy(nullptr), MAMA_STATUS_NULL_ARG);
}

TEST_F(DispatcherTest, GetQueue) {
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  mamaQueue result = nullptr;
  EXPECT_EQ(mamaDispatcher_getQueue(nullptr, &result), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDispatcher_getQueue(dispatcher, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDispatcher_getQueue(dispatcher, &result), MAMA_STATUS_OK);
  EXPECT_EQ(result, queue);
}

TEST_F(DispatcherTest, OneThreadOfItsOwnRunsTheEvents) {
  TestQueue queue(bridge());
  ASSERT_EQ(mamaQueue_setQueueName(queue, "q"), MAMA_STATUS_OK);
  TestDispatcher dispatcher(queue);
  std::set<std::thread::id> threads;
  char name[16] = "";
  Signal done;
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(enqueue(queue,
                      [&] {
                        threads.insert(std::this_thread::get_id());
                        pthread_getname_np(pthread_self(), name, sizeof name);
                        done.raise();
                      }),
              MAMA_STATUS_OK);
  }
  ASSERT_TRUE(done.wait(50));
  EXPECT_EQ(threads.size(), 1u);
  EXPECT_EQ(threads.count(std::this_thread::get_id()), 0u);
  EXPECT_EQ(std::string(name), std::string("mama_dispatcher_q").substr(0, 15));
}

TEST_F(DispatcherTest, StopDispatchOnlyInterruptsIt) {
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  for (int round = 0; round < 5; ++round) {
    EXPECT_EQ(mamaQueue_stopDispatch(queue), MAMA_STATUS_OK);
    Signal ran;
    ASSERT_EQ(enqueue(queue, [&] { ran.raise(); }), MAMA_STATUS_OK);
    EXPECT_TRUE(ran.wait());
  }
}

TEST_F(DispatcherTest, DestroyWaitsForTheCallbackAndTheQueueMayGetANewOne) {
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  Signal inside;
  Signal go_on;
  bool finished = false;
  ASSERT_EQ(enqueue(queue,
                    [&] {
                      inside.raise();
                      EXPECT_TRUE(go_on.wait());
                      finished = true;
                    }),
            MAMA_STATUS_OK);
  ASSERT_TRUE(inside.wait());
  TestThread releasing([&] { go_on.raise(); });
  mamaDispatcher const handle = dispatcher.release();
  EXPECT_EQ(mamaDispatcher_destroy(handle), MAMA_STATUS_OK);
  EXPECT_TRUE(finished);
  EXPECT_EQ(mamaDispatcher_destroy(handle), MAMA_STATUS_INVALID_ARG) << "twice";

  TestDispatcher next(queue);
  Signal ran;
  ASSERT_EQ(enqueue(queue, [&] { ran.raise(); }), MAMA_STATUS_OK);
  EXPECT_TRUE(ran.wait());
}

TEST_F(DispatcherTest, ItMayWaitForAThreadThatDispatchesAlready) {
  TestQueue queue(bridge());
  Signal dispatching;
  TestThread thread([&] { EXPECT_EQ(mamaQueue_dispatch(queue), MAMA_STATUS_OK); });
  ASSERT_EQ(enqueue(queue, [&] { dispatching.raise(); }), MAMA_STATUS_OK);
  ASSERT_TRUE(dispatching.wait());
  TestDispatcher dispatcher(queue);
  EXPECT_EQ(mamaQueue_stopDispatch(queue), MAMA_STATUS_OK);
  // Whichever of the two was stopped, it was not the dispatcher for good.
  Signal ran;
  ASSERT_EQ(enqueue(queue, [&] { ran.raise(); }), MAMA_STATUS_OK);
  EXPECT_TRUE(ran.wait());
  EXPECT_EQ(mamaDispatcher_destroy(dispatcher.release()), MAMA_STATUS_OK);
  // The thread: its dispatch may go on, so end it for good, too.
  EXPECT_EQ(mamaQueue_destroy(queue.release()), MAMA_STATUS_OK);
}

TEST_F(DispatcherTest, QueuesOfOneNameMayEachHaveOne) {
  TestQueue a(bridge());
  TestQueue b(bridge());
  ASSERT_EQ(mamaQueue_setQueueName(a, "same"), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_setQueueName(b, "same"), MAMA_STATUS_OK);
  TestDispatcher first(a);
  TestDispatcher second(b);
}

TEST_F(DispatcherTest, QueueDestroyDetachesIt) {
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  EXPECT_EQ(mamaQueue_destroy(queue.release()), MAMA_STATUS_OK);
  mamaQueue result = nullptr;
  EXPECT_EQ(mamaDispatcher_getQueue(dispatcher, &result), MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(mamaDispatcher_destroy(dispatcher.release()), MAMA_STATUS_OK);
}

TEST_F(DispatcherTest, DestroyFromItsOwnThreadEndsItAfterTheCallback) {
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  Signal destroyed;
  Signal go_on;
  mamaDispatcher const handle = dispatcher.release();
  ASSERT_EQ(enqueue(queue,
                    [&] {
                      EXPECT_EQ(mamaDispatcher_destroy(handle), MAMA_STATUS_OK);
                      destroyed.raise();
                      EXPECT_TRUE(go_on.wait());
                    }),
            MAMA_STATUS_OK);
  ASSERT_TRUE(destroyed.wait());
  EXPECT_EQ(mamaDispatcher_destroy(handle), MAMA_STATUS_INVALID_ARG);
  TestDispatcher next(queue);  // waits for its turn
  go_on.raise();
  Signal ran;
  std::thread::id thread;
  ASSERT_EQ(enqueue(queue, [&] { ran.raise(); }), MAMA_STATUS_OK);
  EXPECT_TRUE(ran.wait());
}

TEST_F(DispatcherTest, DestroyFromADispatchNestedOnItsThreadEndsItToo) {
  TestQueue queue(bridge());
  Signal go_on;
  Signal ran;
  mamaDispatcher handle = nullptr;
  pid_t first = 0;  // the library's ids are used again at once
  pid_t last = 0;
  ASSERT_EQ(enqueue(queue,
                    [&] {
                      EXPECT_TRUE(go_on.wait());
                      first = ::gettid();
                      EXPECT_EQ(mamaQueue_dispatch(queue), MAMA_STATUS_OK);
                    }),
            MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue, [&] { EXPECT_EQ(mamaDispatcher_destroy(handle), MAMA_STATUS_OK); }),
            MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue, [&] { last = ::gettid(); }), MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue, [&] { ran.raise(); }), MAMA_STATUS_OK);
  ASSERT_EQ(mamaDispatcher_create(&handle, queue), MAMA_STATUS_OK);
  mamaDispatcher const destroyed = handle;
  go_on.raise();
  // A second dispatcher gets its place, and its turn, when the first one has ended.
  mamaDispatcher next = nullptr;
  mama_status status = MAMA_STATUS_TOO_MANY_DISPATCHERS;
  while (status == MAMA_STATUS_TOO_MANY_DISPATCHERS) {
    std::this_thread::yield();
    status = mamaDispatcher_create(&next, queue);
  }
  ASSERT_EQ(status, MAMA_STATUS_OK);
  EXPECT_TRUE(ran.wait());
  EXPECT_NE(last, first) << "the dispatcher that was destroyed dispatches on";
  EXPECT_EQ(mamaDispatcher_destroy(next), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDispatcher_destroy(destroyed), MAMA_STATUS_INVALID_ARG);
}

TEST_F(DispatcherTest, ADispatcherThatIsLeftBehindEndsWithMama) {
  mamaQueue queue = nullptr;
  mamaDispatcher dispatcher = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  ASSERT_EQ(mamaDispatcher_create(&dispatcher, queue), MAMA_STATUS_OK);
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_INVALID_ARG) << "the handle is dead";
  EXPECT_EQ(mamaDispatcher_destroy(dispatcher), MAMA_STATUS_OK) << "joins its thread";
}

// ---- closes beside a callback ------------------------------------------------------------------

/// The last mama_close, on another thread, waits for a callback of the queue, which runs an action
/// then.
class CloseBesideCallbackTest : public VirtualMamaTest {
 protected:
  void close_beside_callback(const char* hang, std::function<void()> action) {
    mamaQueue queue = nullptr;
    mamaDispatcher dispatcher = nullptr;
    ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
    ASSERT_EQ(mamaDispatcher_create(&dispatcher, queue), MAMA_STATUS_OK);
    Signal running;
    Signal closing;
    Signal closed;
    ASSERT_EQ(enqueue(queue,
                      [&] {
                        running.raise();
                        EXPECT_TRUE(closing.wait());
                        let_others_wait();
                        EXPECT_EQ(closed.count(), 0u) << "it does not wait for this callback";
                        action();
                      }),
              MAMA_STATUS_OK);
    ASSERT_TRUE(running.wait());
    auto* thread = new TestThread([&] {
      closing.raise();
      EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
      closed.raise();
    });
    if (!closed.wait()) {
      ADD_FAILURE() << hang;
      std::_Exit(1);  // nothing can be ended any more
    }
    delete thread;
    EXPECT_EQ(mamaDispatcher_destroy(dispatcher), MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_INVALID_ARG) << "MAMA is closed";
  }
};

TEST_F(CloseBesideCallbackTest, TheCallbackMayOpenAndClose) {
  close_beside_callback("mama_close waits for a callback that waits for mama_close", [] {
    mama_open();
    mama_close();
  });
}

TEST_F(CloseBesideCallbackTest, ACloseOfTheCallbackIsRefused) {
  close_beside_callback("the two closes wait for each other",
                        [] { EXPECT_EQ(mama_close(), MAMA_STATUS_OK); });
}

// ---- a stop that comes too early ---------------------------------------------------------------

template <class Base>
void destroy_right_after_create(mamaBridge bridge, int rounds) {
  TestQueue queue(bridge);
  for (int i = 0; i < rounds; ++i) {
    mamaDispatcher dispatcher = nullptr;
    ASSERT_EQ(mamaDispatcher_create(&dispatcher, queue), MAMA_STATUS_OK);
    ASSERT_EQ(mamaDispatcher_destroy(dispatcher), MAMA_STATUS_OK);
  }
}

TEST_F(DispatcherTest, DestroyRightAfterCreate) {
  destroy_right_after_create<DispatcherTest>(bridge(), 200);
}

class BareDispatcherTest : public MamaTest {
 protected:
  const char* bridge_name() const override { return "bare"; }
};

TEST_F(BareDispatcherTest, DestroyRightAfterCreate) {
  destroy_right_after_create<BareDispatcherTest>(bridge(), 50);
}

class VirtualDispatcherTest : public VirtualMamaTest,
                              public ::testing::WithParamInterface<std::uint64_t> {
 protected:
  VirtualDispatcherTest() : VirtualMamaTest(GetParam()) {}
};

TEST_P(VirtualDispatcherTest, DestroyRightAfterCreateUnderManySchedules) {
  destroy_right_after_create<VirtualDispatcherTest>(bridge(), 20);
}

TEST_P(VirtualDispatcherTest, AWholeRunOnOneThreadAtATime) {
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  Signal done;
  int order = 0;
  for (int i = 0; i < 10; ++i) {
    ASSERT_EQ(enqueue(queue,
                      [&, i] {
                        EXPECT_EQ(order++, i);
                        done.raise();
                      }),
              MAMA_STATUS_OK);
  }
  EXPECT_TRUE(done.wait(10));
}

INSTANTIATE_TEST_SUITE_P(Seeds, VirtualDispatcherTest, ::testing::Range<std::uint64_t>(1, 21));

// ---- queue groups ------------------------------------------------------------------------------

using QueueGroupTest = MamaTest;

TEST_F(QueueGroupTest, CreateAndGettersCheckTheirArguments) {
  mamaQueueGroup group = nullptr;
  mamaQueue queue = nullptr;
  int count = 0;
  EXPECT_EQ(mamaQueueGroup_create(nullptr, 1, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_create(&group, 1, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  ASSERT_EQ(mamaQueueGroup_create(&group, 2, bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueGroup_getNextQueue(nullptr, &queue), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_getNextQueue(group, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_getQueueByIndex(nullptr, &queue, 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_getQueueByIndex(group, nullptr, 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_getQueueByIndex(group, &queue, 2), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaQueueGroup_getQueueByIndex(group, &queue, -1), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaQueueGroup_getNumberOfQueues(nullptr, &count), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_getNumberOfQueues(group, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_stopDispatch(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_startDispatch(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_destroyWait(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueGroup_destroy(group), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueGroup_destroy(group), MAMA_STATUS_INVALID_ARG);
}

TEST_F(QueueGroupTest, QueuesGoRoundAndEachIsDispatched) {
  mamaQueueGroup group = nullptr;
  ASSERT_EQ(mamaQueueGroup_create(&group, 3, bridge()), MAMA_STATUS_OK);
  std::vector<mamaQueue> by_index(3);
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(mamaQueueGroup_getQueueByIndex(group, &by_index[static_cast<std::size_t>(i)], i),
              MAMA_STATUS_OK);
  }
  for (std::size_t i = 0; i < 7; ++i) {
    mamaQueue next = nullptr;
    ASSERT_EQ(mamaQueueGroup_getNextQueue(group, &next), MAMA_STATUS_OK);
    EXPECT_EQ(next, by_index[i % 3]);
  }
  Signal ran;
  for (mamaQueue queue : by_index) {
    ASSERT_EQ(enqueue(queue, [&] { ran.raise(); }), MAMA_STATUS_OK);
  }
  EXPECT_TRUE(ran.wait(3));
  EXPECT_EQ(mamaQueueGroup_destroy(group), MAMA_STATUS_OK);
}

TEST_F(QueueGroupTest, StopAndStartDispatch) {
  mamaQueueGroup group = nullptr;
  ASSERT_EQ(mamaQueueGroup_create(&group, 1, bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueGroup_stopDispatch(group), MAMA_STATUS_OK);
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueueGroup_getNextQueue(group, &queue), MAMA_STATUS_OK);
  Signal ran;
  ASSERT_EQ(enqueue(queue, [&] { ran.raise(); }), MAMA_STATUS_OK);
  EXPECT_EQ(ran.count(), 0u) << "nobody dispatches";
  EXPECT_EQ(mamaQueueGroup_startDispatch(group), MAMA_STATUS_OK);
  EXPECT_TRUE(ran.wait());
  EXPECT_EQ(mamaQueueGroup_startDispatch(group), MAMA_STATUS_OK) << "only what is missing";
  EXPECT_EQ(mamaQueueGroup_destroy(group), MAMA_STATUS_OK);
}

TEST_F(QueueGroupTest, AfterDestroyWaitTheHandleAnswersAndMustBeDestroyed) {
  mamaQueueGroup group = nullptr;
  ASSERT_EQ(mamaQueueGroup_create(&group, 2, bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueGroup_destroyWait(group), MAMA_STATUS_OK);
  int count = 0;
  mamaQueue queue = nullptr;
  EXPECT_EQ(mamaQueueGroup_getNumberOfQueues(group, &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 2);
  EXPECT_EQ(mamaQueueGroup_getNextQueue(group, &queue), MAMA_STATUS_OK);
  EXPECT_EQ(queue, default_queue());
  EXPECT_EQ(mamaQueueGroup_getQueueByIndex(group, &queue, 0), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaQueueGroup_startDispatch(group), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueueGroup_destroy(group), MAMA_STATUS_OK);
}

TEST_F(QueueGroupTest, WithoutQueuesItHandsOutTheDefaultQueue) {
  for (int n : {0, -3}) {
    mamaQueueGroup group = nullptr;
    ASSERT_EQ(mamaQueueGroup_create(&group, n, bridge()), MAMA_STATUS_OK);
    mamaQueue queue = nullptr;
    int count = 77;
    EXPECT_EQ(mamaQueueGroup_getNextQueue(group, &queue), MAMA_STATUS_OK);
    EXPECT_EQ(queue, default_queue());
    EXPECT_EQ(mamaQueueGroup_getNumberOfQueues(group, &count), MAMA_STATUS_OK);
    EXPECT_EQ(count, n);
    EXPECT_EQ(mamaQueueGroup_destroy(group), MAMA_STATUS_OK);
  }
}

}  // namespace
}  // namespace quoll::test
