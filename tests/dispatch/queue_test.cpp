// mamaQueue: creation, attributes, events, dispatching, watermarks (spec: queues 1 to 5).
#include <mama/integration/queue.h>
#include <mama/mama.h>
#include <mama/queue.h>

#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "support/mama_fixture.h"
#include "support/signal.h"

namespace quoll::test {
namespace {

class QueueTest : public MamaTest {
 protected:
  void SetUp() override {
    MamaTest::SetUp();
    ASSERT_EQ(mamaQueue_create(&queue_, bridge()), MAMA_STATUS_OK);
  }
  void TearDown() override {
    if (queue_ != nullptr) {
      EXPECT_EQ(mamaQueue_destroy(queue_), MAMA_STATUS_OK);
    }
    MamaTest::TearDown();
  }
  std::size_t event_count() {
    std::size_t count = 0;
    EXPECT_EQ(mamaQueue_getEventCount(queue_, &count), MAMA_STATUS_OK);
    return count;
  }

  mamaQueue queue_ = nullptr;
};

void MAMACALLTYPE ignore_event(mamaQueue, void*) {}

TEST_F(QueueTest, ABridgeThatWasClosedGetsNoQueue) {
  const mamaBridge closed = bridge();
  ASSERT_EQ(mamaQueue_destroy(queue_), MAMA_STATUS_OK);
  ASSERT_EQ(mama_close(), MAMA_STATUS_OK);
  mamaQueue out = nullptr;
  EXPECT_EQ(mamaQueue_create(&out, closed), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(out, nullptr);
  ASSERT_NO_FATAL_FAILURE(MamaTest::SetUp());
  ASSERT_EQ(mamaQueue_create(&queue_, bridge()), MAMA_STATUS_OK);
}

TEST_F(QueueTest, CreateChecksItsArgumentsInOrder) {
  mamaQueue out = queue_;
  EXPECT_EQ(mamaQueue_create(nullptr, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaQueue_create(&out, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaQueue_create(nullptr, bridge()), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_create_usingNative(&out, nullptr, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaQueue_create_usingNative(nullptr, bridge(), nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_create_usingNative(&out, bridge(), nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(out, queue_) << "the result is untouched on an error";
}

TEST_F(QueueTest, NamesAreNumberedAndNeverEqual) {
  TestQueue second(bridge());
  const char* first_name = nullptr;
  const char* second_name = nullptr;
  ASSERT_EQ(mamaQueue_getQueueName(queue_, &first_name), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_getQueueName(second, &second_name), MAMA_STATUS_OK);
  ASSERT_EQ(std::strncmp(first_name, "NO_NAME_", 8), 0) << first_name;
  EXPECT_EQ(std::stoul(first_name + 8) + 1, std::stoul(second_name + 8));
}

TEST_F(QueueTest, NameClosureAndBridgeName) {
  const char* text = nullptr;
  EXPECT_EQ(mamaQueue_setQueueName(nullptr, "x"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_setQueueName(queue_, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_getQueueName(nullptr, &text), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_getQueueName(queue_, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_getQueueBridgeName(nullptr, &text), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_getQueueBridgeName(queue_, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(text, nullptr);

  std::string name = "orders";
  EXPECT_EQ(mamaQueue_setQueueName(queue_, name.c_str()), MAMA_STATUS_OK);
  name = "changed";
  EXPECT_EQ(mamaQueue_getQueueName(queue_, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "orders") << "the text is copied";
  EXPECT_EQ(mamaQueue_getQueueBridgeName(queue_, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "probe");

  void* closure = &name;
  EXPECT_EQ(mamaQueue_getClosure(queue_, &closure), MAMA_STATUS_OK);
  EXPECT_EQ(closure, nullptr) << "initially";
  EXPECT_EQ(mamaQueue_setClosure(queue_, &name), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_getClosure(queue_, &closure), MAMA_STATUS_OK);
  EXPECT_EQ(closure, &name);
  EXPECT_EQ(mamaQueue_setClosure(queue_, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_setClosure(nullptr, &name), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_getClosure(nullptr, &closure), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_getClosure(queue_, nullptr), MAMA_STATUS_INVALID_ARG);
}

TEST_F(QueueTest, EveryFunctionAnswersNullWithNullArg) {
  std::size_t size = 0;
  void* handle = nullptr;
  mamaQueueMonitorCallbacks callbacks{};
  EXPECT_EQ(mamaQueue_canDestroy(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_destroyWait(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_destroyTimedWait(nullptr, 10), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_setHighWatermark(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_getHighWatermark(nullptr, &size), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_setLowWatermark(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_getLowWatermark(nullptr, &size), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_setQueueMonitorCallbacks(nullptr, &callbacks, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_setQueueMonitorCallbacks(queue_, nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_getEventCount(nullptr, &size), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_getEventCount(queue_, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_getHighWatermark(queue_, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_getLowWatermark(queue_, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_dispatch(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_timedDispatch(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_dispatchEvent(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_enqueueEvent(nullptr, ignore_event, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_enqueueEvent(queue_, nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_stopDispatch(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_setEnqueueCallback(nullptr, ignore_event, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_setEnqueueCallback(queue_, nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_removeEnqueueCallback(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_getNativeHandle(nullptr, &handle), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_getNativeHandle(queue_, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_enableStats(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueImpl_getBridgeImpl(nullptr), nullptr);
  EXPECT_EQ(mamaQueueImpl_getMsg(nullptr), nullptr);
  EXPECT_EQ(mamaQueueImpl_getStatsCollector(nullptr), nullptr);
  EXPECT_EQ(mamaQueueImpl_detachMsg(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueImpl_isDispatching(nullptr), 0);
  EXPECT_EQ(mamaQueueImpl_highWatermarkExceeded(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueueImpl_lowWatermarkExceeded(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaQueue_incrementObjectCount(nullptr, nullptr), nullptr);
  mamaQueue_decrementObjectCount(nullptr, nullptr);
}

TEST_F(QueueTest, EveryFunctionAnswersADestroyedQueueWithAStatus) {
  mamaQueue const gone = queue_;
  ASSERT_EQ(mamaQueue_destroy(queue_), MAMA_STATUS_OK);
  queue_ = nullptr;
  std::size_t size = 77;
  void* handle = nullptr;
  const char* text = nullptr;
  mamaQueueMonitorCallbacks callbacks{};
  mamaDispatcher dispatcher = nullptr;
  EXPECT_EQ(mamaQueue_destroy(gone), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_canDestroy(gone), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_destroyWait(gone), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_destroyTimedWait(gone, 10), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_setHighWatermark(gone, 9), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_getEventCount(gone, &size), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_setQueueMonitorCallbacks(gone, &callbacks, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_getQueueName(gone, &text), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_dispatch(gone), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_timedDispatch(gone, 0), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_dispatchEvent(gone), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_enqueueEvent(gone, ignore_event, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_stopDispatch(gone), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_getNativeHandle(gone, &handle), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDispatcher_create(&dispatcher, gone), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueueImpl_getBridgeImpl(gone), nullptr);
  EXPECT_EQ(size, 77u);
}

TEST_F(QueueTest, EventsRunInOrderOnTheDispatchingThreadWithQueueAndClosure) {
  struct Seen {
    std::vector<int> order;
    std::thread::id thread;
    mamaQueue queue = nullptr;
  } seen;
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(enqueue(queue_, [&seen, i] { seen.order.push_back(i); }), MAMA_STATUS_OK);
  }
  ASSERT_EQ(mamaQueue_enqueueEvent(
                queue_,
                [](mamaQueue queue, void* closure) {
                  auto& s = *static_cast<Seen*>(closure);
                  s.queue = queue;
                  s.thread = std::this_thread::get_id();
                },
                &seen),
            MAMA_STATUS_OK);
  EXPECT_EQ(event_count(), 101u);
  for (int i = 0; i < 101; ++i) ASSERT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(event_count(), 0u);
  ASSERT_EQ(seen.order.size(), 100u);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(seen.order[static_cast<std::size_t>(i)], i);
  EXPECT_EQ(seen.queue, queue_);
  EXPECT_EQ(seen.thread, std::this_thread::get_id());
}

TEST_F(QueueTest, TimedDispatchRunsOneEventAndAnswersOkWhenNoneComes) {
  int runs = 0;
  for (int i = 0; i < 2; ++i) ASSERT_EQ(enqueue(queue_, [&] { ++runs; }), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_timedDispatch(queue_, UINT64_MAX), MAMA_STATUS_OK);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(mamaQueue_timedDispatch(queue_, 0), MAMA_STATUS_OK);
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(mamaQueue_timedDispatch(queue_, 0), MAMA_STATUS_OK);
  EXPECT_EQ(runs, 2);
}

TEST_F(QueueTest, TheEventInProgressIsNotCounted) {
  std::size_t inside = 77;
  ASSERT_EQ(enqueue(queue_, [&] { inside = event_count(); }), MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue_, [] {}), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(inside, 1u);
  ASSERT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
}

TEST_F(QueueTest, StopFromACallbackLeavesTheRestForALaterDispatch) {
  std::vector<int> order;
  ASSERT_EQ(enqueue(queue_,
                    [&] {
                      order.push_back(1);
                      EXPECT_EQ(mamaQueue_stopDispatch(queue_), MAMA_STATUS_OK);
                    }),
            MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue_,
                    [&] {
                      order.push_back(2);
                      mamaQueue_stopDispatch(queue_);
                    }),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatch(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(order, std::vector<int>({1}));
  EXPECT_EQ(event_count(), 1u);
  EXPECT_EQ(mamaQueue_dispatch(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(order, std::vector<int>({1, 2}));
}

TEST_F(QueueTest, StopOfAnIdleQueueHasNoLaterEffect) {
  EXPECT_EQ(mamaQueue_stopDispatch(queue_), MAMA_STATUS_OK);
  int runs = 0;
  ASSERT_EQ(enqueue(queue_, [&] { ++runs; }), MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue_,
                    [&] {
                      ++runs;
                      mamaQueue_stopDispatch(queue_);
                    }),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatch(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(runs, 2) << "a sticky stop would have ended dispatch before";
}

TEST_F(QueueTest, DispatchingMayBeNestedInCallbacks) {
  std::vector<int> order;
  ASSERT_EQ(enqueue(queue_,
                    [&] {
                      order.push_back(1);
                      EXPECT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
                      EXPECT_EQ(mamaQueue_timedDispatch(queue_, 0), MAMA_STATUS_OK);
                      order.push_back(4);
                      mamaQueue_stopDispatch(queue_);
                    }),
            MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue_, [&] { order.push_back(2); }), MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue_, [&] { order.push_back(3); }), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatch(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(order, std::vector<int>({1, 2, 3, 4}));
}

TEST_F(QueueTest, StopWakesASleepingDispatchAtOnce) {
  Signal entered;
  Signal left;
  TestThread thread([&] {
    ASSERT_EQ(enqueue(queue_, [&] { entered.raise(); }), MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueue_dispatch(queue_), MAMA_STATUS_OK);
    left.raise();
  });
  ASSERT_TRUE(entered.wait());
  EXPECT_EQ(mamaQueue_stopDispatch(queue_), MAMA_STATUS_OK);
  EXPECT_TRUE(left.wait());
}

TEST_F(QueueTest, TheDispatchingFlagIsStickyUntilStop) {
  EXPECT_EQ(mamaQueueImpl_isDispatching(queue_), 0);
  ASSERT_EQ(enqueue(queue_, [] {}), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_isDispatching(queue_), 0) << "dispatchEvent does not touch it";
  ASSERT_EQ(mamaQueue_timedDispatch(queue_, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_isDispatching(queue_), 1);
  ASSERT_EQ(mamaQueue_stopDispatch(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_isDispatching(queue_), 0);
}

TEST_F(QueueTest, NativeHandleIsTheBridgeQueue) {
  void* handle = nullptr;
  EXPECT_EQ(mamaQueue_getNativeHandle(queue_, &handle), MAMA_STATUS_OK);
  EXPECT_NE(handle, nullptr);
  EXPECT_EQ(mamaQueueImpl_getBridgeImpl(queue_), bridge());
}

// ---- the enqueue callback ----------------------------------------------------------------------

TEST_F(QueueTest, EnqueueCallbackRunsOnTheEnqueuingThreadAfterTheEventIsVisible) {
  struct Seen {
    int calls = 0;
    mamaQueue queue = nullptr;
    std::size_t count = 0;
    std::thread::id thread;
  } seen;
  const auto callback = [](mamaQueue queue, void* closure) {
    auto& s = *static_cast<Seen*>(closure);
    ++s.calls;
    s.queue = queue;
    s.thread = std::this_thread::get_id();
    EXPECT_EQ(mamaQueue_getEventCount(queue, &s.count), MAMA_STATUS_OK);
  };
  ASSERT_EQ(enqueue(queue_, [] {}), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_setEnqueueCallback(queue_, callback, &seen), MAMA_STATUS_OK);
  EXPECT_EQ(seen.calls, 0) << "not for events that are there already";
  std::thread::id other;
  TestThread thread([&] {
    other = std::this_thread::get_id();
    ASSERT_EQ(enqueue(queue_, [] {}), MAMA_STATUS_OK);
  });
  thread.join();
  EXPECT_EQ(seen.calls, 1);
  EXPECT_EQ(seen.queue, queue_);
  EXPECT_EQ(seen.thread, other);
  EXPECT_EQ(seen.count, 2u);
  EXPECT_EQ(mamaQueue_removeEnqueueCallback(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_removeEnqueueCallback(queue_), MAMA_STATUS_OK) << "also when there is none";
  ASSERT_EQ(enqueue(queue_, [] {}), MAMA_STATUS_OK);
  EXPECT_EQ(seen.calls, 1);
  for (int i = 0; i < 3; ++i) mamaQueue_dispatchEvent(queue_);
}

TEST_F(QueueTest, EventsMayBeDispatchedFromTheEnqueueCallback) {
  int runs = 0;
  ASSERT_EQ(mamaQueue_setEnqueueCallback(
                queue_,
                [](mamaQueue queue, void*) {
                  EXPECT_EQ(mamaQueue_timedDispatch(queue, 0), MAMA_STATUS_OK);
                },
                nullptr),
            MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue_, [&] { ++runs; }), MAMA_STATUS_OK);
  EXPECT_EQ(runs, 1);
}

// ---- watermarks --------------------------------------------------------------------------------

struct Watermarks {
  std::vector<std::string> calls;
  mamaQueue queue = nullptr;
  std::thread::id thread;

  mamaQueueMonitorCallbacks callbacks() {
    mamaQueueMonitorCallbacks result{};
    result.onQueueHighWatermarkExceeded = [](mamaQueue on, size_t size, void* closure) {
      static_cast<Watermarks*>(closure)->note("high", on, size);
    };
    result.onQueueLowWatermark = [](mamaQueue on, size_t size, void* closure) {
      static_cast<Watermarks*>(closure)->note("low", on, size);
    };
    return result;
  }
  void note(const char* what, mamaQueue on, std::size_t size) {
    calls.push_back(what + std::to_string(size));
    queue = on;
    thread = std::this_thread::get_id();
  }
};

TEST_F(QueueTest, WatermarkValuesAreCheckedAgainstEachOther) {
  std::size_t value = 0;
  EXPECT_EQ(mamaQueue_getHighWatermark(queue_, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 0u);
  EXPECT_EQ(mamaQueue_getLowWatermark(queue_, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 1u);
  EXPECT_EQ(mamaQueue_setHighWatermark(queue_, 0), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_setLowWatermark(queue_, 1), MAMA_STATUS_INVALID_ARG) << "high comes first";
  EXPECT_EQ(mamaQueue_setHighWatermark(queue_, 10), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_setLowWatermark(queue_, 11), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_setLowWatermark(queue_, 5), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_setHighWatermark(queue_, 4), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_getHighWatermark(queue_, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 10u);
  EXPECT_EQ(mamaQueue_setLowWatermark(queue_, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_getLowWatermark(queue_, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 1u) << "0 becomes 1";
}

TEST_F(QueueTest, HighFiresOncePerExcursionAndLowOnlyAfterIt) {
  Watermarks seen;
  auto callbacks = seen.callbacks();
  ASSERT_EQ(mamaQueue_setQueueMonitorCallbacks(queue_, &callbacks, &seen), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_setHighWatermark(queue_, 4), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_setLowWatermark(queue_, 2), MAMA_STATUS_OK);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 6; ++i) ASSERT_EQ(enqueue(queue_, [] {}), MAMA_STATUS_OK);
    EXPECT_TRUE(seen.calls.empty()) << "never on the enqueuing thread";
    for (int i = 0; i < 6; ++i) ASSERT_EQ(mamaQueue_timedDispatch(queue_, 0), MAMA_STATUS_OK);
    EXPECT_EQ(seen.calls, std::vector<std::string>({"high6", "low2"}));
    EXPECT_EQ(seen.queue, queue_);
    EXPECT_EQ(seen.thread, std::this_thread::get_id());
    seen.calls.clear();
  }
}

TEST_F(QueueTest, NothingFiresUntilHighWasSetAndAnUnsetLowMeansDrained) {
  Watermarks seen;
  auto callbacks = seen.callbacks();
  ASSERT_EQ(mamaQueue_setQueueMonitorCallbacks(queue_, &callbacks, &seen), MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue_, [] {}), MAMA_STATUS_OK);
  for (int i = 0; i < 3; ++i) ASSERT_EQ(mamaQueue_timedDispatch(queue_, 0), MAMA_STATUS_OK);
  EXPECT_TRUE(seen.calls.empty());

  ASSERT_EQ(mamaQueue_setHighWatermark(queue_, 2), MAMA_STATUS_OK);
  for (int i = 0; i < 2; ++i) ASSERT_EQ(enqueue(queue_, [] {}), MAMA_STATUS_OK);
  for (int i = 0; i < 2; ++i) ASSERT_EQ(mamaQueue_timedDispatch(queue_, 0), MAMA_STATUS_OK);
  EXPECT_EQ(seen.calls, std::vector<std::string>({"high2"})) << "1 event is not drained";
  ASSERT_EQ(mamaQueue_timedDispatch(queue_, 0), MAMA_STATUS_OK);
  EXPECT_EQ(seen.calls, std::vector<std::string>({"high2", "low0"}));
}

TEST_F(QueueTest, BridgesReportWatermarksThroughTheIntegrationFunctions) {
  EXPECT_EQ(mamaQueueImpl_highWatermarkExceeded(queue_, 3), MAMA_STATUS_OK) << "no callbacks set";
  Watermarks seen;
  auto callbacks = seen.callbacks();
  ASSERT_EQ(mamaQueue_setQueueMonitorCallbacks(queue_, &callbacks, &seen), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_highWatermarkExceeded(queue_, 7), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_lowWatermarkExceeded(queue_, 3), MAMA_STATUS_OK);
  EXPECT_EQ(seen.calls, std::vector<std::string>({"high7", "low3"}));
  callbacks = {};
  ASSERT_EQ(mamaQueue_setQueueMonitorCallbacks(queue_, &callbacks, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_highWatermarkExceeded(queue_, 7), MAMA_STATUS_OK) << "either may be NULL";
}

TEST_F(QueueTest, AMonitorMayReplaceItselfAndTheNewOneIsCalledFromThenOn) {
  Watermarks later;
  static mamaQueueMonitorCallbacks next;
  next = later.callbacks();
  mamaQueueMonitorCallbacks first{};
  first.onQueueHighWatermarkExceeded = [](mamaQueue on, size_t, void* closure) {
    EXPECT_EQ(mamaQueue_setQueueMonitorCallbacks(on, &next, closure), MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueueImpl_lowWatermarkExceeded(on, 1), MAMA_STATUS_OK);
  };
  ASSERT_EQ(mamaQueue_setQueueMonitorCallbacks(queue_, &first, &later), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_highWatermarkExceeded(queue_, 7), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_highWatermarkExceeded(queue_, 8), MAMA_STATUS_OK);
  EXPECT_EQ(later.calls, std::vector<std::string>({"low1", "high8"}));
}

// ---- the reusable message ----------------------------------------------------------------------

TEST_F(QueueTest, TheReusableMessageIsOneUntilItIsDetached) {
  mamaMsg const message = mamaQueueImpl_getMsg(queue_);
  ASSERT_NE(message, nullptr);
  EXPECT_EQ(mamaQueueImpl_getMsg(queue_), message);
  mamaMsg other = nullptr;
  ASSERT_EQ(mamaMsg_create(&other), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_detachMsg(queue_, other), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_getMsg(queue_), message) << "another message is none of its business";
  EXPECT_EQ(mamaQueueImpl_detachMsg(queue_, message), MAMA_STATUS_OK);
  mamaMsg const next = mamaQueueImpl_getMsg(queue_);
  EXPECT_NE(next, nullptr);
  EXPECT_NE(next, message);
  EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK) << "the caller's now";
  EXPECT_EQ(mamaMsg_destroy(other), MAMA_STATUS_OK);
}

// ---- a bridge of the old kind ------------------------------------------------------------------

class BareQueueTest : public QueueTest {
 protected:
  const char* bridge_name() const override { return "bare"; }
};

TEST_F(BareQueueTest, MissingOptionalFunctionsAreNotImplemented) {
  std::size_t size = 0;
  void* handle = nullptr;
  mamaQueue out = nullptr;
  EXPECT_EQ(mamaQueue_getEventCount(queue_, &size), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaQueue_setEnqueueCallback(queue_, ignore_event, nullptr),
            MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaQueue_removeEnqueueCallback(queue_), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaQueue_getNativeHandle(queue_, &handle), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaQueue_setHighWatermark(queue_, 5), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaQueue_setLowWatermark(queue_, 2), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaQueue_create_usingNative(&out, bridge(), &size), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(out, nullptr);
}

}  // namespace
}  // namespace quoll::test
