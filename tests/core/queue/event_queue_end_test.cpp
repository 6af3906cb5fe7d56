// Closing, purging, the bound, watermarks and the enqueue callback.

#include <array>

#include "core/queue/queue_fixture.h"

namespace quoll::test {
namespace {

using Pairs = std::vector<std::pair<char, std::size_t>>;

class Purge : public QueueFixture {};

TEST_F(Purge, DropsWhatIsPendingAndShowsItToTheVisitor) {
  std::array<int, 3> closures{};
  const auto never = [](void*, void*) { FAIL() << "a dropped event ran"; };
  for (int& closure : closures) queue_.post(never, &closure);
  std::vector<void*> seen;
  const auto visit = [](EventCallback, void* event_closure, void* closure) {
    static_cast<std::vector<void*>*>(closure)->push_back(event_closure);
  };
  EXPECT_EQ(3u, queue_.purge(visit, &seen));
  EXPECT_EQ((std::vector<void*>{&closures[0], &closures[1], &closures[2]}), seen);
  EXPECT_EQ(0u, queue_.count());
  EXPECT_EQ(0u, queue_.purge());
  post_mark(1);
  EXPECT_EQ(Outcome::kDispatched, poll());
}

TEST_F(Purge, LeavesEventsThatTheVisitorPosts) {
  post_mark(1);
  post_mark(2);
  const auto visit = [](EventCallback callback, void* event_closure, void* closure) {
    static_cast<EventQueue*>(closure)->post(callback, event_closure);
  };
  EXPECT_EQ(2u, queue_.purge(visit, &queue_));
  EXPECT_EQ(2u, queue_.count());
}

TEST_F(Purge, WorksFromACallbackAndAcrossSegments) {
  std::size_t purged = 0;
  post([&] { purged = queue_.purge(); });
  const auto nothing = [](void*, void*) {};
  for (std::size_t i = 0; i < 3 * EventSegment::kSlots; ++i) queue_.post(nothing, nullptr);
  poll();
  EXPECT_EQ(3 * EventSegment::kSlots, purged);
  EXPECT_EQ(Outcome::kTimedOut, poll());
}

class Close : public QueueFixture {};

TEST_F(Close, RefusesPostsAndDispatchesAndDropsPendingEvents) {
  post_mark(1);
  EXPECT_FALSE(queue_.closed());
  queue_.close();
  EXPECT_TRUE(queue_.closed());
  EXPECT_EQ(PostResult::kClosed, post_mark(2));
  EXPECT_EQ(0u, queue_.count());
  EXPECT_EQ(Outcome::kStopped, queue_.dispatch());
  EXPECT_EQ(Outcome::kStopped, queue_.dispatch_one());
  EXPECT_EQ(Outcome::kStopped, poll());
  EXPECT_EQ(0u, queue_.purge());
  queue_.close();
  EXPECT_TRUE(ran().empty());
}

TEST_F(Close, WakesAndWaitsForAllDispatchingThreads) {
  std::atomic<int> left{0};
  std::vector<std::thread> threads;
  threads.emplace_back([&] { queue_.dispatch(), ++left; });
  clock_.await_waiting(1);
  threads.emplace_back([&] { queue_.dispatch(), ++left; });
  threads.emplace_back([&] { queue_.dispatch_one(), ++left; });
  threads.emplace_back(
      [&] { queue_.dispatch_until(clock_.now() + std::chrono::hours(1)), ++left; });
  clock_.await_waiting(4);
  queue_.close();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(4, left.load());
}

TEST_F(Close, WaitsForTheCallbackInProgress) {
  Flag inside, release;
  std::atomic<bool> finished{false};
  post([&] {
    inside.raise();
    release.await();
    finished = true;
  });
  post_mark(1);
  std::thread consumer([&] { queue_.dispatch(); });
  inside.await();
  std::thread closer([&] {
    queue_.close();
    EXPECT_TRUE(finished.load());
  });
  clock_.await_waiting(1);  // the closer, in the gate
  release.raise();
  closer.join();
  consumer.join();
  EXPECT_TRUE(ran().empty());
}

TEST_F(Close, FromAnOwnCallbackReturnsAndEndsAllNestedDispatches) {
  post([&] {
    EXPECT_EQ(Outcome::kStopped, queue_.dispatch());
    note(2);
  });
  post([&] {
    EXPECT_TRUE(queue_.dispatching_here());
    queue_.close();
    note(1);
    EXPECT_EQ(Outcome::kStopped, queue_.dispatch_one());
  });
  post_mark(3);
  EXPECT_EQ(Outcome::kStopped, queue_.dispatch());
  EXPECT_EQ((std::vector{1, 2}), ran());
  EXPECT_FALSE(queue_.dispatching_here());
}

TEST_F(Close, FromTheCallbacksOfTwoThreadsAtOnce) {
  std::atomic<int> inside{0};
  const auto both_close = [&] {
    inside.fetch_add(1);
    while (inside.load() != 2) std::this_thread::yield();
    queue_.close();
  };
  post(both_close);
  post(both_close);
  std::thread other([&] { queue_.dispatch_one(); });
  queue_.dispatch_one();
  other.join();
}

TEST_F(Close, MayDeleteTheQueueWhenTheLastThreadHasLeft) {
  auto* queue = new EventQueue(options());
  struct Left {
    EventQueue* queue;
    bool called = false;
  } left{queue};
  post_to(*queue, [&] {
    EXPECT_TRUE(queue->close(
        [](void* closure) {
          auto& l = *static_cast<Left*>(closure);
          l.called = true;
          delete l.queue;
        },
        &left));
    EXPECT_FALSE(left.called) << "the callback is still inside";
    EXPECT_FALSE(queue->close([](void*) { FAIL(); }, nullptr));
  });
  EXPECT_EQ(Outcome::kStopped, queue->dispatch());
  EXPECT_TRUE(left.called);
}

TEST_F(Close, RunsTheLastActionAtOnceWhenNobodyDispatches) {
  bool called = false;
  EXPECT_TRUE(queue_.close([](void* closure) { *static_cast<bool*>(closure) = true; }, &called));
  EXPECT_TRUE(called);
}

TEST(Bound, IsExact) {
  EventQueue::Options options;
  options.max_events = 3;
  EventQueue queue(options);
  const auto nothing = [](void*, void*) {};
  for (int round = 0; round < 3000; ++round) {
    for (int i = 0; i < 3; ++i) ASSERT_EQ(PostResult::kOk, queue.post(nothing, nullptr));
    ASSERT_EQ(PostResult::kFull, queue.post(nothing, nullptr));
    ASSERT_EQ(3u, queue.count());
    ASSERT_EQ(EventQueue::Outcome::kDispatched, queue.dispatch_one());
    ASSERT_EQ(PostResult::kOk, queue.post(nothing, nullptr));
    ASSERT_EQ(PostResult::kFull, queue.post(nothing, nullptr));
    ASSERT_EQ(3u, queue.purge());
  }
  queue.close();
  EXPECT_EQ(PostResult::kClosed, queue.post(nothing, nullptr));
}

class Watermarks : public QueueFixture {
 protected:
  Watermarks() {
    queue_.set_watermark_callbacks(
        [](void* context, std::size_t count, void* closure) {
          EXPECT_NE(nullptr, context);
          static_cast<Pairs*>(closure)->emplace_back('H', count);
        },
        [](void*, std::size_t count, void* closure) {
          static_cast<Pairs*>(closure)->emplace_back('L', count);
        },
        &fired_);
  }
  void post_many(int count) {
    for (int i = 0; i < count; ++i) post_mark(i);
  }
  Pairs fired_;
};

TEST_F(Watermarks, NothingFiresUntilHighIsSet) {
  post_many(10);
  while (poll() == Outcome::kDispatched) {
  }
  queue_.set_watermarks(5, 0);
  post_many(10);
  while (poll() == Outcome::kDispatched) {
  }
  EXPECT_TRUE(fired_.empty());
}

TEST_F(Watermarks, HighFiresOncePerExcursionAndLowAfterIt) {
  queue_.set_watermarks(2, 4);
  post_many(3);
  while (poll() == Outcome::kDispatched) {
  }
  EXPECT_TRUE(fired_.empty()) << "low fires only after high";
  post_many(6);
  while (poll() == Outcome::kDispatched) {
  }
  EXPECT_EQ((Pairs{{'H', 6}, {'L', 2}}), fired_);
  post_many(4);
  poll();
  EXPECT_EQ((Pairs{{'H', 6}, {'L', 2}, {'H', 4}}), fired_);
}

TEST_F(Watermarks, LowDoesNotNeedTheExactCount) {
  queue_.set_watermarks(2, 4);
  post_many(4);
  poll();
  queue_.purge();
  poll();
  EXPECT_EQ((Pairs{{'H', 4}, {'L', 0}}), fired_);
}

TEST_F(Watermarks, FireInsideDispatchBeforeItSleeps) {
  queue_.set_watermarks(0, 2);
  post_many(3);
  std::thread consumer([&] { queue_.dispatch(); });
  clock_.await_waiting(1);
  queue_.stop();
  consumer.join();
  EXPECT_EQ((Pairs{{'H', 3}, {'L', 0}}), fired_);
}

class EnqueueCallbacks : public QueueFixture {
 protected:
  static void count_up(void*, void* closure) { ++*static_cast<std::atomic<int>*>(closure); }
};

TEST_F(EnqueueCallbacks, RunAfterEachPostThatSucceeded) {
  std::atomic<int> first{0}, second{0};
  post_mark(1);
  queue_.set_enqueue_callback(count_up, &first);
  EXPECT_EQ(0, first.load()) << "not for events that are queued already";
  post_mark(2);
  queue_.set_enqueue_callback(count_up, &second);
  post_mark(3);
  queue_.remove_enqueue_callback();
  post_mark(4);
  queue_.remove_enqueue_callback();
  EXPECT_EQ(1, first.load());
  EXPECT_EQ(1, second.load());
}

TEST_F(EnqueueCallbacks, MayDispatchTheEventThatTheyAnnounce) {
  queue_.set_enqueue_callback(
      [](void*, void* closure) { static_cast<EventQueue*>(closure)->dispatch_until(TimePoint{}); },
      &queue_);
  post_mark(1);
  EXPECT_EQ(std::vector{1}, ran());
}

TEST_F(EnqueueCallbacks, AreNotCalledWhenThePostFailed) {
  EventQueue::Options bounded = options();
  bounded.max_events = 1;
  EventQueue queue(bounded);
  std::atomic<int> calls{0};
  queue.set_enqueue_callback(count_up, &calls);
  EXPECT_EQ(PostResult::kOk, post_to(queue, [] {}));
  EXPECT_EQ(PostResult::kFull, post_to(queue, [] {}));
  queue.close();
  EXPECT_EQ(PostResult::kClosed, post_to(queue, [] {}));
  EXPECT_EQ(1, calls.load());
}

TEST_F(EnqueueCallbacks, MayRemoveThemselves) {
  queue_.set_enqueue_callback(
      [](void*, void* closure) { static_cast<EventQueue*>(closure)->remove_enqueue_callback(); },
      &queue_);
  post_mark(1);
  post_mark(2);
  EXPECT_EQ(2u, queue_.count());
}

TEST_F(EnqueueCallbacks, MayCloseTheQueue) {
  queue_.set_enqueue_callback(
      [](void*, void* closure) { static_cast<EventQueue*>(closure)->close(); }, &queue_);
  EXPECT_EQ(PostResult::kOk, post_mark(1));
  EXPECT_TRUE(queue_.closed());
}

TEST_F(EnqueueCallbacks, RemoveWaitsForTheOneThatRuns) {
  struct State {
    Flag inside, release;
    std::atomic<bool> finished{false};
  } state;
  queue_.set_enqueue_callback(
      [](void*, void* closure) {
        auto& s = *static_cast<State*>(closure);
        s.inside.raise();
        s.release.await();
        s.finished = true;
      },
      &state);
  std::thread poster([&] { post_mark(1); });
  state.inside.await();
  std::thread remover([&] {
    queue_.remove_enqueue_callback();
    EXPECT_TRUE(state.finished.load());
  });
  clock_.await_waiting(1);
  state.release.raise();
  remover.join();
  poster.join();
}

}  // namespace
}  // namespace quoll::test
