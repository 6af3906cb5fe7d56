// Start and stop: the state table, row by row, and stops that come too early.
#include <mama/queue.h>

#include <atomic>
#include <semaphore>
#include <thread>

#include "runtime/runtime_fixture.h"

namespace quoll::mama {
namespace {

class StartStopTest : public RuntimeTest {
 protected:
  StartStopTest() : bridge_(load("rtgood")), control_(control("rtgood")) {
    *control_ = {};
    mama_open();
    mama_getDefaultEventQueue(bridge_, &queue_);
  }
  // Runs `action` inside the dispatch loop of the bridge.
  void enqueue(mamaQueueEventCB action, void* closure) {
    ASSERT_EQ(mamaQueue_enqueueEvent(queue_, action, closure), MAMA_STATUS_OK);
  }
  // A thread in mama_start(), which is dispatching when this returns.
  std::thread start_and_wait_until_it_dispatches(mama_status* status = nullptr) {
    enqueue([](mamaQueue, void* closure) { static_cast<StartStopTest*>(closure)->runs_.release(); },
            this);
    std::thread thread([this, status] {
      const mama_status result = mama_start(bridge_);
      if (status != nullptr) *status = result;
    });
    runs_.acquire();
    return thread;
  }

  mamaBridge bridge_;
  TestBridgeControl* control_;
  mamaQueue queue_ = nullptr;
  std::counting_semaphore<> runs_{0};
};

TEST_F(StartStopTest, ArgumentChecks) {
  EXPECT_EQ(mama_start(nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mama_stop(nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mama_startBackground(nullptr, [](mama_status) {}), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mama_startBackground(bridge_, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mama_startBackgroundEx(nullptr, nullptr, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mama_startBackgroundEx(bridge_, nullptr, nullptr), MAMA_STATUS_INVALID_ARG);
  bridge_->mDefaultEventQueue = nullptr;
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_INVALID_QUEUE);
  bridge_->mDefaultEventQueue = queue_;
}

TEST_F(StartStopTest, StopWhenStoppedIsNotRemembered) {
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(control_->stops, 0);
  std::thread thread = start_and_wait_until_it_dispatches();
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  thread.join();
  EXPECT_EQ(control_->starts, 1);
}

TEST_F(StartStopTest, StartsCount) {
  mama_status status = MAMA_STATUS_PLATFORM;
  std::thread thread = start_and_wait_until_it_dispatches(&status);
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK) << "does not block";
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(control_->starts, 1);
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(control_->stops, 0);
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  thread.join();
  EXPECT_EQ(control_->stops, 1);
  EXPECT_EQ(status, MAMA_STATUS_OK);
}

TEST_F(StartStopTest, FailingStartCountsNothing) {
  control_->start_returns_at_once = 1;
  control_->start_result = MAMA_STATUS_TIMEOUT;
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_TIMEOUT);
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(control_->stops, 0);
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_TIMEOUT) << "it is called again";
  EXPECT_EQ(control_->starts, 2);
}

TEST_F(StartStopTest, StartThatReturnsByItselfCountsNothing) {
  control_->start_returns_at_once = 1;
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(control_->starts, 2);
}

TEST_F(StartStopTest, RefusedStopLeavesItRunning) {
  std::thread thread = start_and_wait_until_it_dispatches();
  control_->stop_result = MAMA_STATUS_TIMEOUT;
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_TIMEOUT);
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK) << "still running: counted";
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  control_->stop_result = MAMA_STATUS_OK;
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  thread.join();
}

TEST_F(StartStopTest, StopFromACallback) {
  enqueue([](mamaQueue, void* bridge) { EXPECT_EQ(mama_stop(static_cast<mamaBridge>(bridge)), 0); },
          bridge_);
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(control_->stops, 1);
}

TEST_F(StartStopTest, NestedStartFromACallbackCounts) {
  enqueue(
      [](mamaQueue, void* closure) {
        auto* bridge = static_cast<mamaBridge>(closure);
        EXPECT_EQ(mama_start(bridge), MAMA_STATUS_OK);
        EXPECT_EQ(mama_stop(bridge), MAMA_STATUS_OK);
        EXPECT_EQ(mama_stop(bridge), MAMA_STATUS_OK);
      },
      bridge_);
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(control_->starts, 1);
}

// Stopping and starting again inside a callback nests one run in the other; the stop of the inner
// one must not swallow that of the outer one.
TEST_F(StartStopTest, RestartInsideACallback) {
  enqueue(
      [](mamaQueue queue, void* closure) {
        auto* bridge = static_cast<mamaBridge>(closure);
        EXPECT_EQ(mama_stop(bridge), MAMA_STATUS_OK);
        mamaQueue_enqueueEvent(
            queue, [](mamaQueue, void* again) { mama_stop(static_cast<mamaBridge>(again)); },
            bridge);
        EXPECT_EQ(mama_start(bridge), MAMA_STATUS_OK);
      },
      bridge_);
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(control_->starts, 2);
}

// The moment in which the bridge's own stop has no effect: Bridge_start has begun and not
// dispatched yet.
TEST_F(StartStopTest, StopBeforeTheDispatchIsNotLost) {
  control_->closure = bridge_;
  control_->before_dispatch = [](void* bridge) {
    EXPECT_EQ(mama_stop(static_cast<mamaBridge>(bridge)), MAMA_STATUS_OK);
  };
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
  EXPECT_GE(control_->stops, 2) << "once too early, once in time";
}

TEST_F(StartStopTest, StopBeforeTheDispatchIsNotLostWhenTheQueueIsFull) {
  control_->refuse_events = 1;
  control_->closure = bridge_;
  control_->before_dispatch = [](void* bridge) {
    EXPECT_EQ(mama_stop(static_cast<mamaBridge>(bridge)), MAMA_STATUS_OK);
  };
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
}

TEST_F(StartStopTest, StopBeforeTheDispatchIsNotLostWhenAnotherTakesTheEvent) {
  control_->closure = bridge_;
  control_->before_dispatch = [](void* closure) {
    auto* bridge = static_cast<mamaBridge>(closure);
    std::thread([bridge] { mamaQueue_dispatchEvent(bridge->mDefaultEventQueue); }).join();
    EXPECT_EQ(mama_stop(bridge), MAMA_STATUS_OK);
  };
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
}

TEST_F(StartStopTest, EventsBeforeTheStopStillRunInOrder) {
  static std::string order;
  order.clear();
  enqueue([](mamaQueue, void*) { order += "1"; }, nullptr);
  control_->closure = bridge_;
  control_->before_dispatch = [](void* bridge) { mama_stop(static_cast<mamaBridge>(bridge)); };
  EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(order, "1");
}

TEST_F(StartStopTest, RestartWaitsForTheRunThatIsStopping) {
  // The first run is held in a callback; the second start must not begin before it has ended.
  static std::binary_semaphore may_end{0};
  static std::binary_semaphore is_held{0};
  enqueue(
      [](mamaQueue, void*) {
        is_held.release();
        may_end.acquire();
      },
      nullptr);
  std::thread first([this] { EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK); });
  is_held.acquire();
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  std::thread second([this] { EXPECT_EQ(mama_start(bridge_), MAMA_STATUS_OK); });
  may_end.release();
  first.join();
  enqueue([](mamaQueue, void* bridge) { mama_stop(static_cast<mamaBridge>(bridge)); }, bridge_);
  second.join();
  EXPECT_EQ(control_->starts, 2);
}

struct Ended {
  std::counting_semaphore<> ends{0};
  std::atomic<int> calls{0};
  std::atomic<mama_status> status{MAMA_STATUS_PLATFORM};
  std::atomic<mamaBridge> bridge{nullptr};
  std::thread::id thread;

  static void on_end(mama_status status, mamaBridge bridge, void* closure) {
    auto* self = static_cast<Ended*>(closure);
    self->status = status;
    self->bridge = bridge;
    self->thread = std::this_thread::get_id();
    ++self->calls;
    self->ends.release();
  }
};

TEST_F(StartStopTest, BackgroundRunsOnAThreadOfItsOwnAndTellsTheEnd) {
  Ended ended;
  ASSERT_EQ(mama_startBackgroundEx(bridge_, Ended::on_end, &ended), MAMA_STATUS_OK);
  EXPECT_EQ(mama_startBackgroundEx(bridge_, Ended::on_end, &ended), MAMA_STATUS_SYSTEM_ERROR);
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK) << "honoured, wherever the thread is";
  ended.ends.acquire();
  EXPECT_EQ(ended.calls, 1);
  EXPECT_EQ(ended.status, MAMA_STATUS_OK);
  EXPECT_EQ(ended.bridge, bridge_);
  EXPECT_NE(ended.thread, std::this_thread::get_id());
}

TEST_F(StartStopTest, BackgroundAgainAfterItsEnd) {
  Ended ended;
  for (int i = 0; i < 20; ++i) {
    // The thread of the round before may still be returning from the callback.
    while (mama_startBackgroundEx(bridge_, Ended::on_end, &ended) == MAMA_STATUS_SYSTEM_ERROR) {
      std::this_thread::yield();
    }
    EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
    ended.ends.acquire();
  }
  EXPECT_EQ(ended.calls, 20);
}

TEST_F(StartStopTest, BackgroundOnARunningBridgeEndsAtOnceAndCounts) {
  std::thread thread = start_and_wait_until_it_dispatches();
  Ended ended;
  EXPECT_EQ(mama_startBackgroundEx(bridge_, Ended::on_end, &ended), MAMA_STATUS_OK);
  ended.ends.acquire();
  EXPECT_EQ(ended.status, MAMA_STATUS_OK);
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  EXPECT_EQ(control_->stops, 0) << "two starts need two stops";
  EXPECT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  thread.join();
}

TEST_F(StartStopTest, BackgroundTellsTheFailureOfTheStart) {
  control_->start_returns_at_once = 1;
  control_->start_result = MAMA_STATUS_TIMEOUT;
  Ended ended;
  EXPECT_EQ(mama_startBackgroundEx(bridge_, Ended::on_end, &ended), MAMA_STATUS_OK);
  ended.ends.acquire();
  EXPECT_EQ(ended.status, MAMA_STATUS_TIMEOUT);
}

TEST_F(StartStopTest, BlockingStartAllWaitsForAllStops) {
  load("rtother");
  for (const char* name : {"rtgood", "rtother"}) {
    control(name)->closure = &runs_;
    control(name)->before_dispatch = [](void* runs) {
      static_cast<std::counting_semaphore<>*>(runs)->release();
    };
  }
  std::thread blocked([] { EXPECT_EQ(mama_startAll(2), MAMA_STATUS_OK); });
  runs_.acquire();
  runs_.acquire();
  EXPECT_EQ(mama_stopAll(), MAMA_STATUS_OK);
  blocked.join();
  EXPECT_EQ(control_->starts, 1);
  EXPECT_EQ(control("rtother")->starts, 1);
}

TEST_F(StartStopTest, StartAllNamesTheOneThatFails) {
  mamaBridge other = load("rtother");
  Ended ended;
  ASSERT_EQ(mama_startBackgroundEx(bridge_, Ended::on_end, &ended), MAMA_STATUS_OK);
  EXPECT_EQ(mama_startAll(0), MAMA_STATUS_SYSTEM_ERROR);
  EXPECT_THAT(log_.with("Error:"), testing::HasSubstr("'rtgood'"));
  EXPECT_EQ(mama_startBackground(other, [](mama_status) {}), MAMA_STATUS_SYSTEM_ERROR)
      << "the other one was started";
  EXPECT_EQ(mama_stopAll(), MAMA_STATUS_OK);
  ended.ends.acquire();
}

TEST_F(StartStopTest, StopAllReturnsTheFirstFailure) {
  mamaBridge other = load("rtother");
  std::thread thread = start_and_wait_until_it_dispatches();
  ASSERT_EQ(mama_startBackground(other, [](mama_status) {}), MAMA_STATUS_OK);
  control_->stop_result = MAMA_STATUS_TIMEOUT;
  EXPECT_EQ(mama_stopAll(), MAMA_STATUS_TIMEOUT);
  control_->stop_result = MAMA_STATUS_OK;
  EXPECT_EQ(mama_stopAll(), MAMA_STATUS_OK);
  thread.join();
}

}  // namespace
}  // namespace quoll::mama
