// Dispatchers, queue groups, and both under the virtual clock.

#include "quoll/dispatcher.h"

#include <algorithm>

#include "core/queue/queue_fixture.h"
#include "quoll/virtual_clock.h"

namespace quoll::test {
namespace {

class Dispatchers : public QueueFixture {
 protected:
  std::unique_ptr<Dispatcher> start() { return Dispatcher::start(queue_, "test", clock_); }
};

TEST_F(Dispatchers, RunEventsOnTheirThread) {
  auto dispatcher = start();
  Flag ran;
  std::thread::id on;
  post([&] {
    on = std::this_thread::get_id();
    ran.raise();
  });
  ran.await();
  EXPECT_NE(std::this_thread::get_id(), on);
  EXPECT_EQ(&queue_, &dispatcher->queue());
}

TEST_F(Dispatchers, EndAtOnceAtAnyMomentOfTheirStart) {
  for (int i = 0; i < 300; ++i) start().reset();
  post_mark(1);
  EXPECT_EQ(Outcome::kDispatched, poll());
}

TEST_F(Dispatchers, AreOnlyInterruptedByStop) {
  auto dispatcher = start();
  for (int i = 0; i < 100; ++i) {
    queue_.stop();
    Flag ran;
    post([&] { ran.raise(); });
    ran.await();
  }
}

TEST_F(Dispatchers, StopEndsTheDispatchesBesideThem) {
  auto dispatcher = start();
  clock_.await_waiting(1);
  std::thread other([&] { queue_.dispatch(); });
  clock_.await_waiting(2);
  queue_.stop();
  other.join();
  Flag ran;
  std::thread::id on;
  post([&] {
    on = std::this_thread::get_id();
    ran.raise();
  });
  ran.await();
  EXPECT_NE(std::this_thread::get_id(), on);
}

TEST_F(Dispatchers, EndLeavesTheDispatchesBesideThemAlone) {
  std::thread other([&] { queue_.dispatch(); });
  clock_.await_waiting(1);
  auto dispatcher = start();
  clock_.await_waiting(2);
  dispatcher.reset();
  Flag ran;
  std::thread::id on;
  post([&] {
    on = std::this_thread::get_id();
    ran.raise();
  });
  ran.await();
  EXPECT_EQ(other.get_id(), on);
  queue_.stop();
  other.join();
}

TEST_F(Dispatchers, EndWaitsForTheCallbackInProgressOnly) {
  auto dispatcher = start();
  Flag inside, release;
  std::atomic<bool> finished{false};
  post([&] {
    inside.raise();
    release.await();
    finished = true;
  });
  post_mark(1);
  inside.await();
  std::thread releaser([&] {
    while (!queue_.closed() && !release.raised()) release.raise();
  });
  dispatcher.reset();
  EXPECT_TRUE(finished.load());
  EXPECT_TRUE(ran().empty() || ran() == std::vector{1});
  releaser.join();
}

TEST_F(Dispatchers, EndADispatchThatACallbackIsNestedIn) {
  auto dispatcher = start();
  std::atomic<int> ended{0};
  post([&] {
    queue_.dispatch();
    ++ended;
    queue_.dispatch_one();  // would wait for ever
    ++ended;
    queue_.dispatch();
    ++ended;
  });
  clock_.await_waiting(1);
  while (queue_.count() != 0) std::this_thread::yield();
  Flag nested;
  post([&] { nested.raise(); });
  nested.await();
  dispatcher.reset();
  EXPECT_EQ(3, ended.load());
}

TEST_F(Dispatchers, MayBeDestroyedFromTheirOwnThread) {
  auto dispatcher = start();
  Flag done;
  post([&] {
    dispatcher.reset();
    done.raise();
  });
  done.await();
  queue_.close();  // waits until the thread has left
  EXPECT_EQ(nullptr, dispatcher);
}

TEST_F(Dispatchers, MayBeDestroyedTogetherWithTheirQueueFromTheirOwnThread) {
  auto queue = std::make_unique<EventQueue>(options());
  auto dispatcher = Dispatcher::start(*queue, "test", clock_);
  struct Left {
    EventQueue* queue = nullptr;
    Flag done;
  } left;
  post_to(*queue, [&] {
    dispatcher.reset();
    left.queue = queue.release();
    left.queue->close(
        [](void* closure) {
          auto& l = *static_cast<Left*>(closure);
          delete l.queue;
          l.done.raise();
        },
        &left);
  });
  left.done.await();
}

TEST_F(Dispatchers, EndEarlyWhenTheQueueCloses) {
  auto dispatcher = start();
  clock_.await_waiting(1);
  queue_.close();
  dispatcher.reset();
}

TEST(QueueGroups, HandOutTheirQueuesInTurn) {
  const auto group = QueueGroup::start(3, {}, "group");
  ASSERT_NE(nullptr, group);
  ASSERT_EQ(3u, group->size());
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(&group->at(i % 3), &group->next());
  std::atomic<int> ran{0};
  const auto count_up = [](void*, void* closure) { ++*static_cast<std::atomic<int>*>(closure); };
  for (int i = 0; i < 9; ++i) group->next().post(count_up, &ran);
  while (ran.load() != 9) std::this_thread::yield();
}

TEST(QueueGroups, EmptyGroupsAreRefused) { EXPECT_EQ(nullptr, QueueGroup::start(0, {}, "group")); }

/// A program of two queues with dispatchers and a sleeper; everything takes virtual time.
std::vector<int> run_under_virtual_clock(std::uint64_t seed) {
  VirtualClock clock(seed);
  struct Shared {
    VirtualClock* clock;
    std::vector<int> ran;
    EventQueue* other;
  } shared{&clock, {}, nullptr};
  EventQueue::Options options;
  options.clock = &clock;
  options.idle = IdleStrategy::kSpin;  // blocks under a virtual clock
  EventQueue first(options), second(options);
  shared.other = &second;
  auto first_dispatcher = Dispatcher::start(first, "first", clock);
  auto second_dispatcher = Dispatcher::start(second, "second", clock);
  const TimePoint begin = clock.now();
  for (int i = 0; i < 3; ++i) {
    first.post(
        [](void*, void* closure) {
          auto& s = *static_cast<Shared*>(closure);
          s.ran.push_back(1);
          s.clock->sleep_for(std::chrono::hours(1));
          s.other->post([](void*, void* c) { static_cast<Shared*>(c)->ran.push_back(2); }, &s);
        },
        &shared);
  }
  clock.sleep_for(std::chrono::hours(3) + std::chrono::minutes(1));
  EXPECT_EQ(begin + std::chrono::hours(3) + std::chrono::minutes(1), clock.now());
  first_dispatcher.reset();
  second_dispatcher.reset();
  EXPECT_EQ(EventQueue::Outcome::kTimedOut,
            first.dispatch_until(clock.now() + std::chrono::hours(5)));
  first.close();
  second.close();
  return shared.ran;
}

TEST(UnderVirtualClock, DispatchersAndTimeoutsCostNoTime) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::vector<int> ran = run_under_virtual_clock(seed);
    EXPECT_EQ(3, std::count(ran.begin(), ran.end(), 1));
    EXPECT_EQ(3, std::count(ran.begin(), ran.end(), 2));
    EXPECT_EQ(ran, run_under_virtual_clock(seed)) << "the same seed gives the same run";
  }
}

}  // namespace
}  // namespace quoll::test
