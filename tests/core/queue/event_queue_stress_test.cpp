// Many threads at once. What they check holds in every interleaving; run them often, and under
// TSan.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "core/queue/watching_clock.h"
#include "quoll/dispatcher.h"
#include "quoll/event_queue.h"

namespace quoll::test {
namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kScale = 10;
#else
constexpr int kScale = 1;
#endif

/// A posted event and when its post began and returned, on one global time line.
struct Record {
  std::uint64_t began = 0;
  std::uint64_t returned = 0;
  int producer = 0;
  int number = 0;
};

/// What the consumer saw, in its order.
struct Log {
  std::vector<const Record*> seen;
};

// If A returned before B began, A was taken out first: going through the events in the order of
// their dispatch, none may have returned before any earlier one began.
void expect_fifo(const std::vector<const Record*>& seen) {
  std::uint64_t latest_begin = 0;
  std::vector<int> next(64, 0);
  for (const Record* record : seen) {
    ASSERT_GE(record->returned, latest_begin) << "overtaken by an event that was posted later";
    latest_begin = std::max(latest_begin, record->began);
    ASSERT_EQ(next[static_cast<std::size_t>(record->producer)]++, record->number);
  }
}

TEST(QueueStress, FirstInFirstOutOverAllProducers) {
  constexpr int kProducers = 4;
  constexpr int kEach = 250'000 / kScale;
  std::vector<std::vector<Record>> records(kProducers, std::vector<Record>(kEach));
  static Log* log;
  Log own_log;
  log = &own_log;
  own_log.seen.reserve(kProducers * kEach);
  std::atomic<std::uint64_t> now{1};
  EventQueue queue;
  auto dispatcher = Dispatcher::start(queue, "stress");
  std::vector<std::thread> producers;
  for (int p = 0; p < kProducers; ++p) {
    producers.emplace_back([&, p] {
      for (int i = 0; i < kEach; ++i) {
        Record& record = records[static_cast<std::size_t>(p)][static_cast<std::size_t>(i)];
        record.producer = p;
        record.number = i;
        record.began = now.fetch_add(1);
        ASSERT_EQ(PostResult::kOk, queue.post(
                                       [](void*, void* closure) {
                                         log->seen.push_back(static_cast<Record*>(closure));
                                       },
                                       &record));
        record.returned = now.fetch_add(1);
      }
    });
  }
  for (std::thread& producer : producers) producer.join();
  Flag drained;
  queue.post([](void*, void* closure) { static_cast<Flag*>(closure)->raise(); }, &drained);
  drained.await();
  ASSERT_EQ(static_cast<std::size_t>(kProducers * kEach), own_log.seen.size());
  expect_fifo(own_log.seen);
  EXPECT_EQ(0u, queue.count());
}

TEST(QueueStress, SeveralConsumersTakeEveryEventOnce) {
  constexpr int kProducers = 3, kConsumers = 3;
  constexpr int kEach = 60'000 / kScale;
  EventQueue queue;
  std::vector<std::atomic<int>> taken(kProducers * kEach);
  std::atomic<int> left{kProducers * kEach};
  static std::atomic<int>* counter;
  counter = &left;
  std::vector<std::thread> threads;
  for (int c = 0; c < kConsumers; ++c) {
    threads.emplace_back([&] {
      while (queue.dispatch_one() == EventQueue::Outcome::kDispatched && left.load() > 0) {
      }
    });
  }
  for (int p = 0; p < kProducers; ++p) {
    threads.emplace_back([&, p] {
      for (int i = 0; i < kEach; ++i) {
        queue.post(
            [](void*, void* closure) {
              static_cast<std::atomic<int>*>(closure)->fetch_add(1);
              counter->fetch_sub(1);
            },
            &taken[static_cast<std::size_t>(p * kEach + i)]);
      }
    });
  }
  while (left.load() > 0) std::this_thread::yield();
  queue.close();
  for (std::thread& thread : threads) thread.join();
  for (const auto& times : taken) ASSERT_EQ(1, times.load());
}

TEST(QueueStress, NoEventIsStrandedWhileAConsumerSleeps) {
  // Every event waits for an answer before the next is posted: one lost wake-up, and this hangs.
  EventQueue queue;
  std::vector<std::thread> consumers;
  for (int c = 0; c < 3; ++c) {
    consumers.emplace_back([&] {
      while (queue.dispatch_one() == EventQueue::Outcome::kDispatched) {
      }
    });
  }
  const auto count_up = [](void*, void* closure) { ++*static_cast<std::atomic<int>*>(closure); };
  std::vector<std::thread> producers;
  for (int p = 0; p < 2; ++p) {
    producers.emplace_back([&] {
      for (int i = 0; i < 20'000 / kScale; ++i) {
        std::atomic<int> answers{0};
        const int burst = 1 + i % 3;
        for (int b = 0; b < burst; ++b) queue.post(count_up, &answers);
        while (answers.load() != burst) std::this_thread::yield();
      }
    });
  }
  for (std::thread& producer : producers) producer.join();
  queue.close();
  for (std::thread& consumer : consumers) consumer.join();
}

TEST(QueueStress, StopIsNeverLost) {
  EventQueue queue;
  for (int i = 0; i < 5000 / kScale; ++i) {
    std::atomic<bool> in_progress{false}, left{false};
    queue.post([](void*, void* closure) { static_cast<std::atomic<bool>*>(closure)->store(true); },
               &in_progress);
    std::thread consumer([&] {
      queue.dispatch();
      left = true;
    });
    while (!in_progress.load()) std::this_thread::yield();
    queue.stop();  // once: a dispatch is in progress
    consumer.join();
    ASSERT_TRUE(left.load());
  }
}

TEST(QueueStress, TimeoutsAndStopsLeaveTheOthersAwake) {
  EventQueue queue;
  std::atomic<bool> over{false};
  std::vector<std::thread> threads;
  for (int c = 0; c < 2; ++c) {
    threads.emplace_back([&] {
      while (!over.load()) {
        queue.dispatch_until(queue.clock().now() + std::chrono::microseconds(20));
      }
    });
  }
  threads.emplace_back([&] {
    while (!over.load()) queue.dispatch_one();
  });
  threads.emplace_back([&] {
    while (!over.load()) {
      queue.stop();
      std::this_thread::yield();
    }
  });
  const auto count_up = [](void*, void* closure) { ++*static_cast<std::atomic<int>*>(closure); };
  for (int i = 0; i < 20'000 / kScale; ++i) {
    std::atomic<int> answers{0};
    queue.post(count_up, &answers);
    while (answers.load() != 1) std::this_thread::yield();
  }
  over = true;
  queue.close();
  for (std::thread& thread : threads) thread.join();
}

TEST(QueueStress, CloseMeetsPostsDispatchesAndPurges) {
  const auto nothing = [](void*, void*) {};
  for (int round = 0; round < 500 / kScale; ++round) {
    auto queue = std::make_unique<EventQueue>();
    std::atomic<int> started{0};
    std::vector<std::thread> threads;
    for (int p = 0; p < 2; ++p) {
      threads.emplace_back([&] {
        ++started;
        for (int i = 0; i < 3000 && queue->post(nothing, nullptr) == PostResult::kOk; ++i) {
        }
      });
    }
    threads.emplace_back([&] {
      ++started;
      queue->dispatch();
    });
    threads.emplace_back([&] {
      ++started;
      while (!queue->closed()) queue->purge();
    });
    while (started.load() != 4) std::this_thread::yield();
    if (round % 2 == 0) std::this_thread::yield();
    queue->close();
    EXPECT_EQ(0u, queue->count());
    for (std::thread& thread : threads) thread.join();
  }
}

TEST(QueueStress, EnqueueCallbackDoesNotStartAfterItsRemoval) {
  EventQueue::Options options;
  options.max_events = 1000;  // else two posters outrun every purge
  EventQueue queue(options);
  const auto nothing = [](void*, void*) {};
  std::atomic<bool> over{false};
  std::atomic<int> posting{0};
  std::vector<std::thread> posters;
  for (int p = 0; p < 2; ++p) {
    posters.emplace_back([&] {
      ++posting;
      while (!over.load()) queue.post(nothing, nullptr);
    });
  }
  while (posting.load() != 2) std::this_thread::yield();
  struct Registration {
    std::atomic<bool> removed{false};
    std::atomic<bool> late{false};
  };
  const auto check = [](void*, void* closure) {
    auto& registration = *static_cast<Registration*>(closure);
    if (registration.removed.load()) registration.late = true;
  };
  for (int i = 0; i < 10'000 / kScale; ++i) {
    auto registration = std::make_unique<Registration>();
    queue.set_enqueue_callback(check, registration.get());
    if (i % 2 == 0) {
      queue.remove_enqueue_callback();
    } else {
      queue.set_enqueue_callback(nothing, nullptr);
    }
    registration->removed = true;
    queue.purge();
    ASSERT_FALSE(registration->late.load());
  }
  over = true;
  for (std::thread& poster : posters) poster.join();
}

TEST(QueueStress, TheBoundHoldsWithSeveralProducers) {
  EventQueue::Options options;
  options.max_events = 50;
  EventQueue queue(options);
  const auto nothing = [](void*, void*) {};
  std::atomic<bool> over{false};
  std::atomic<std::uint64_t> accepted{0};
  std::vector<std::thread> producers;
  for (int p = 0; p < 3; ++p) {
    producers.emplace_back([&] {
      while (!over.load()) {
        if (queue.post(nothing, nullptr) == PostResult::kOk) {
          ++accepted;
        } else {
          std::this_thread::yield();
        }
      }
    });
  }
  std::uint64_t dispatched = 0;
  for (int i = 0; i < 200'000 / kScale; ++i) {
    ASSERT_LE(queue.count(), 50u);
    if (queue.dispatch_until(TimePoint{}) == EventQueue::Outcome::kDispatched) ++dispatched;
  }
  over = true;
  for (std::thread& producer : producers) producer.join();
  EXPECT_EQ(accepted.load(), dispatched + queue.purge());
}

TEST(QueueStress, DispatchersComeAndGo) {
  EventQueue queue;
  std::atomic<bool> over{false};
  std::atomic<int> posted{0}, ran{0};
  static std::atomic<int>* counter;
  counter = &ran;
  std::thread poster([&] {
    while (!over.load()) {
      queue.post([](void*, void*) { ++*counter; }, nullptr);
      ++posted;
      if (posted.load() % 64 == 0) std::this_thread::yield();
    }
  });
  for (int i = 0; i < 1000 / kScale; ++i) {
    auto first = Dispatcher::start(queue, "first");
    auto second = Dispatcher::start(queue, "second");
    if (i % 3 == 0) queue.stop();
    first.reset();
  }
  over = true;
  poster.join();
  auto last = Dispatcher::start(queue, "last");
  while (ran.load() != posted.load()) std::this_thread::yield();
}

}  // namespace
}  // namespace quoll::test
