// Order, blocking, polling, nested and second dispatchers, and what stop() ends.

#include "core/queue/queue_fixture.h"

namespace quoll::test {
namespace {

using ::std::chrono::hours;
using ::std::chrono::milliseconds;

class Dispatch : public QueueFixture {};

TEST_F(Dispatch, RunsEventsInTheOrderOfTheirPosts) {
  for (int i = 0; i < 5; ++i) post_mark(i);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Outcome::kDispatched, poll());
  EXPECT_EQ(Outcome::kTimedOut, poll());
  EXPECT_EQ((std::vector{0, 1, 2, 3, 4}), ran());
}

TEST_F(Dispatch, PassesContextAndClosure) {
  struct Seen {
    void* context = nullptr;
  } seen;
  queue_.post([](void* context, void* closure) { static_cast<Seen*>(closure)->context = context; },
              &seen);
  poll();
  EXPECT_EQ(this, seen.context);
}

TEST_F(Dispatch, KeepsOrderOverManySegments) {
  constexpr std::size_t kEvents = 10 * EventSegment::kSlots + 7;
  struct State {
    std::size_t next = 0;
    bool in_order = true;
  } state;
  struct Item {
    State* state;
    std::size_t number;
  };
  std::vector<Item> items(kEvents);
  for (std::size_t i = 0; i < kEvents; ++i) {
    items[i] = {&state, i};
    const auto check = [](void*, void* closure) {
      auto& item = *static_cast<Item*>(closure);
      if (item.state->next++ != item.number) item.state->in_order = false;
    };
    ASSERT_EQ(PostResult::kOk, queue_.post(check, &items[i]));
  }
  EXPECT_EQ(kEvents, queue_.count());
  while (poll() == Outcome::kDispatched) {
  }
  EXPECT_EQ(kEvents, state.next);
  EXPECT_TRUE(state.in_order);
}

TEST_F(Dispatch, CountLeavesOutTheEventThatRuns) {
  std::size_t inside = 99;
  post([&] { inside = queue_.count(); });
  post_mark(1);
  EXPECT_EQ(2u, queue_.count());
  poll();
  EXPECT_EQ(1u, inside);
  EXPECT_EQ(1u, queue_.count());
}

TEST_F(Dispatch, UntilADeadlineWaitsForThatLong) {
  const TimePoint deadline = clock_.now() + milliseconds(20);
  EXPECT_EQ(Outcome::kTimedOut, queue_.dispatch_until(deadline));
  EXPECT_GE(clock_.now(), deadline);
}

TEST_F(Dispatch, UntilADeadlineEndsWithTheFirstEvent) {
  std::thread poster([&] {
    clock_.await_waiting(1);
    post_mark(1);
    post_mark(2);
  });
  EXPECT_EQ(Outcome::kDispatched, queue_.dispatch_until(clock_.now() + hours(1)));
  poster.join();
  EXPECT_EQ(std::vector{1}, ran());
  EXPECT_EQ(1u, queue_.count());
}

TEST_F(Dispatch, ATimeoutLeavesNoWakeUpBehind) {
  EXPECT_EQ(Outcome::kTimedOut, queue_.dispatch_until(clock_.now() + milliseconds(1)));
  post_mark(1);
  EXPECT_EQ(0, clock_.wakes()) << "nobody sleeps any more";
}

TEST_F(Dispatch, OneWakeUpForEachSleepAndNoneWhileAwake) {
  std::thread consumer([&] { queue_.dispatch(); });
  for (int round = 1; round <= 20; ++round) {
    clock_.await_waiting(1);
    Flag inside, release;
    post([&] {
      inside.raise();
      release.await();
    });
    inside.await();
    for (int i = 0; i < 50; ++i) post_mark(i);
    EXPECT_EQ(round, clock_.wakes());
    release.raise();
    while (queue_.count() != 0) std::this_thread::yield();
  }
  clock_.await_waiting(1);
  queue_.stop();
  consumer.join();
}

TEST_F(Dispatch, NestedDispatchRunsEventsInsideACallback) {
  post([&] {
    note(1);
    EXPECT_EQ(Outcome::kDispatched, queue_.dispatch_one());
    note(3);
  });
  post_mark(2);
  EXPECT_TRUE(poll() == Outcome::kDispatched);
  EXPECT_EQ((std::vector{1, 2, 3}), ran());
}

TEST_F(Dispatch, StopEndsTheInnermostOfNestedDispatches) {
  post([&] {
    note(1);
    EXPECT_EQ(Outcome::kStopped, queue_.dispatch());
    note(4);
  });
  post_mark(2);
  post([&] {
    note(3);
    queue_.stop();
    queue_.stop();  // adds nothing
  });
  post([&] {
    note(5);
    queue_.stop();
  });
  post_mark(6);
  EXPECT_EQ(Outcome::kStopped, queue_.dispatch());
  EXPECT_EQ((std::vector{1, 2, 3, 4, 5}), ran());
  EXPECT_EQ(1u, queue_.count());
}

TEST_F(Dispatch, ThreadsDispatchSideBySideUntilAStopEndsThemAll) {
  constexpr int kThreads = 3;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this] { EXPECT_EQ(Outcome::kStopped, queue_.dispatch()); });
  }
  clock_.await_waiting(kThreads);
  // Each callback returns only when all of them run.
  std::atomic<int> inside{0};
  Flag all_inside;
  for (int i = 0; i < kThreads; ++i) {
    post([&] {
      if (++inside == kThreads) all_inside.raise();
      all_inside.await();
    });
  }
  all_inside.await();
  queue_.stop();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(kThreads, inside.load());
}

TEST_F(Dispatch, AStopEndsTheInnermostOfEachThread) {
  Flag nested, ended;
  std::thread other([&] { queue_.dispatch(); });
  clock_.await_waiting(1);
  post([&] {
    nested.raise();
    queue_.dispatch();
    ended.raise();
  });
  nested.await();
  clock_.await_waiting(1);
  std::thread beside([&] { queue_.dispatch(); });
  clock_.await_waiting(2);
  queue_.stop();
  beside.join();
  ended.await();
  clock_.await_waiting(1);  // the outer one sleeps
  queue_.stop();
  other.join();
}

class Stop : public QueueFixture {};

TEST_F(Stop, HasNoMemoryWhenIdle) {
  queue_.stop();
  post([&] {
    note(1);
    queue_.stop();
  });
  EXPECT_EQ(Outcome::kStopped, queue_.dispatch());
  EXPECT_EQ(std::vector{1}, ran());
}

TEST_F(Stop, HasNoMemoryForAPollOrATimedDispatch) {
  queue_.stop();
  EXPECT_EQ(Outcome::kTimedOut, queue_.dispatch_until(clock_.now() + milliseconds(1)));
  queue_.stop();
  post_mark(1);
  EXPECT_EQ(Outcome::kDispatched, queue_.dispatch_one());
}

TEST_F(Stop, BetweenTwoDispatchesIsForgotten) {
  post([&] { queue_.stop(); });
  queue_.dispatch();
  queue_.stop();
  post_mark(1);
  post([&] { queue_.stop(); });
  queue_.dispatch();
  EXPECT_EQ(std::vector{1}, ran());
}

TEST_F(Stop, WakesASleepingDispatch) {
  std::thread consumer([&] { EXPECT_EQ(Outcome::kStopped, queue_.dispatch()); });
  clock_.await_waiting(1);
  queue_.stop();
  consumer.join();
}

TEST_F(Stop, WakesEverySleepingTimedDispatch) {
  std::vector<std::thread> consumers;
  for (int i = 0; i < 3; ++i) {
    consumers.emplace_back([&] { EXPECT_EQ(Outcome::kStopped, queue_.dispatch_one()); });
  }
  clock_.await_waiting(3);
  queue_.stop();
  for (std::thread& consumer : consumers) consumer.join();
}

TEST_F(Stop, TakesEffectAfterTheEventInProgress) {
  Flag inside, release;
  post([&] {
    inside.raise();
    release.await();
    note(1);
  });
  post_mark(2);
  std::thread consumer([&] { EXPECT_EQ(Outcome::kStopped, queue_.dispatch()); });
  inside.await();
  queue_.stop();
  release.raise();
  consumer.join();
  EXPECT_EQ(std::vector{1}, ran());
  EXPECT_EQ(1u, queue_.count());
}

TEST_F(Stop, OfOneDispatchLeavesRunningTimedDispatchesAlone) {
  post([&] {
    queue_.stop();
    note(1);
  });
  EXPECT_EQ(Outcome::kDispatched, queue_.dispatch_one());
  EXPECT_EQ(std::vector{1}, ran());
}

TEST_F(Dispatch, SeveralConsumersLeaveNoEventWhileOneSleeps) {
  // Each event blocks its consumer, so the last runs only if every sleeper was woken.
  constexpr int kConsumers = 4;
  for (int round = 0; round < 50; ++round) {
    std::vector<std::thread> consumers;
    for (int i = 0; i < kConsumers; ++i) {
      consumers.emplace_back([&] { EXPECT_EQ(Outcome::kDispatched, queue_.dispatch_one()); });
    }
    clock_.await_waiting(kConsumers);
    std::atomic<int> inside{0};
    for (int i = 0; i < kConsumers; ++i) {
      post([&] {
        inside.fetch_add(1);
        while (inside.load() != kConsumers) std::this_thread::yield();
      });
    }
    for (std::thread& consumer : consumers) consumer.join();
  }
}

TEST_F(Dispatch, ExceptionsOfCallbacksPassThrough) {
  post([] { throw std::runtime_error("from a callback"); });
  EXPECT_THROW(queue_.dispatch(), std::runtime_error);
  EXPECT_FALSE(queue_.dispatching_here());
  post_mark(1);
  post([&] { queue_.stop(); });
  EXPECT_EQ(Outcome::kStopped, queue_.dispatch());
  EXPECT_EQ(std::vector{1}, ran());
}

TEST(IdleStrategies, SpinningConsumersDispatchAndStop) {
  for (const IdleStrategy idle : {IdleStrategy::kSpinThenBlock, IdleStrategy::kSpin}) {
    WatchingClock clock;
    EventQueue::Options options;
    options.idle = idle;
    options.clock = &clock;
    EventQueue queue(options);
    std::atomic<int> ran{0};
    std::thread consumer([&] { queue.dispatch(); });
    for (int i = 1; i <= 100; ++i) {
      queue.post([](void*, void* closure) { ++*static_cast<std::atomic<int>*>(closure); }, &ran);
      while (ran.load() != i) std::this_thread::yield();
    }
    queue.stop();
    // A stop before the dispatch began would have been forgotten, but 100 events have run.
    consumer.join();
    if (idle == IdleStrategy::kSpin) {
      EXPECT_EQ(0, clock.waits());
    }
    EXPECT_EQ(EventQueue::Outcome::kTimedOut,
              queue.dispatch_until(clock.now() + std::chrono::milliseconds(1)));
  }
}

}  // namespace
}  // namespace quoll::test
