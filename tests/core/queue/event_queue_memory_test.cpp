// Where the memory of a queue comes from and goes to, and what happens when there is none. The
// allocation functions of the program are replaced.

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <thread>

#include "quoll/event_queue.h"

namespace {
std::atomic<long> g_allocations{0};
std::atomic<long> g_live_segments{0};
std::atomic<bool> g_fail{false};

bool is_segment(std::size_t size) { return size == sizeof(quoll::EventSegment); }
}  // namespace

void* operator new(std::size_t size) {
  g_allocations.fetch_add(1);
  if (void* memory = std::malloc(size != 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  if (g_fail.load()) return nullptr;
  g_allocations.fetch_add(1);
  if (is_segment(size)) g_live_segments.fetch_add(1);
  return std::malloc(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t size) noexcept {
  if (memory != nullptr && is_segment(size)) g_live_segments.fetch_sub(1);
  std::free(memory);
}

namespace quoll::test {
namespace {

void nothing(void*, void*) {}

void run_all(EventQueue& queue) {
  while (queue.dispatch_until(TimePoint{}) == EventQueue::Outcome::kDispatched) {
  }
}

TEST(QueueMemory, NothingIsAllocatedInSteadyState) {
  EventQueue queue;
  const auto burst = [&] {
    for (std::size_t i = 0; i < 20 * EventSegment::kSlots; ++i) queue.post(nothing, nullptr);
    run_all(queue);
  };
  burst();
  const long before = g_allocations.load();
  for (int i = 0; i < 50; ++i) burst();
  EXPECT_EQ(before, g_allocations.load());
}

TEST(QueueMemory, ALargeBacklogIsGivenBack) {
  EventQueue queue;
  constexpr std::size_t kSegments = 1000;
  for (std::size_t i = 0; i < kSegments * EventSegment::kSlots; ++i) queue.post(nothing, nullptr);
  EXPECT_GE(g_live_segments.load(), static_cast<long>(kSegments));
  run_all(queue);
  EXPECT_LE(g_live_segments.load(), 300);
}

TEST(QueueMemory, WhenItIsOutPostsSayFullAndNothingIsLost) {
  EventQueue queue;
  // Enough to use up the free segments of the process.
  g_fail = true;
  std::size_t accepted = 0;
  while (queue.post(nothing, nullptr) == PostResult::kOk) ++accepted;
  EXPECT_EQ(PostResult::kFull, queue.post(nothing, nullptr));
  EXPECT_EQ(accepted, queue.count());
  EXPECT_GE(accepted, EventSegment::kSlots);
  // What is consumed serves again, although the allocator still refuses.
  run_all(queue);
  EXPECT_EQ(0u, queue.count());
  for (int i = 0; i < 10; ++i) {
    std::size_t again = 0;
    while (again < 2 * EventSegment::kSlots && queue.post(nothing, nullptr) == PostResult::kOk) {
      ++again;
    }
    EXPECT_EQ(again, queue.count());
    EXPECT_GE(again, EventSegment::kSlots);
    run_all(queue);
  }
  g_fail = false;
  for (std::size_t i = 0; i < 10 * EventSegment::kSlots; ++i) {
    ASSERT_EQ(PostResult::kOk, queue.post(nothing, nullptr));
  }
}

TEST(QueueMemory, AtTheEdgeManyPostersStillGetWhatTheyWerePromised) {
  for (int round = 0; round < 20; ++round) {
    EventQueue queue;
    g_fail = true;
    std::atomic<std::size_t> accepted{0};
    std::thread posters[4];
    for (std::thread& poster : posters) {
      poster = std::thread([&] {
        while (queue.post(nothing, nullptr) == PostResult::kOk) ++accepted;
      });
    }
    for (std::thread& poster : posters) poster.join();
    g_fail = false;
    ASSERT_EQ(accepted.load(), queue.count());
    ASSERT_EQ(accepted.load(), queue.purge());
  }
}

TEST(QueueMemory, AQueueThatCannotHaveItsFirstSegmentsIsNotMade) {
  // Other queues hold on to all that is free.
  EventQueue greedy;
  g_fail = true;
  while (greedy.post(nothing, nullptr) == PostResult::kOk) {
  }
  EXPECT_THROW(EventQueue queue, std::bad_alloc);
  g_fail = false;
}

}  // namespace
}  // namespace quoll::test
