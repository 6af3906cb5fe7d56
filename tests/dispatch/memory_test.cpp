// What is left when memory runs out. A program of its own: it replaces operator new.
#include <gtest/gtest.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <wombat/queue.h>

#include <cstdlib>
#include <limits>
#include <new>

#include "support/mama_fixture.h"

namespace {

constexpr int kUnlimited = std::numeric_limits<int>::max();
// How many allocations of this thread still succeed.
thread_local int allowed = kUnlimited;

void* allocate_or_null(std::size_t size) noexcept {
  if (allowed != kUnlimited && allowed-- <= 0) return nullptr;
  return std::malloc(size == 0 ? 1 : size);
}

void* allocate(std::size_t size) {
  void* const memory = allocate_or_null(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

// Not inlined: see tests/message/omnmmsg_allocation_test.cpp.
#define REPLACED [[gnu::noinline]]
REPLACED void* operator new(std::size_t size) { return allocate(size); }
REPLACED void* operator new[](std::size_t size) { return allocate(size); }
REPLACED void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return allocate_or_null(size);
}
REPLACED void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return allocate_or_null(size);
}
REPLACED void operator delete(void* memory) noexcept { std::free(memory); }
REPLACED void operator delete[](void* memory) noexcept { std::free(memory); }
REPLACED void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
REPLACED void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace quoll::test {
namespace {

using MemoryTest = MamaTest;

TEST_F(MemoryTest, ADispatcherThatCannotBeMadeLeavesItsPlace) {
  TestQueue queue(bridge());
  int failures = 0;
  for (int allocations = 0;; ++allocations) {
    mamaDispatcher dispatcher = nullptr;
    allowed = allocations;
    const mama_status status = mamaDispatcher_create(&dispatcher, queue);
    allowed = kUnlimited;
    if (status == MAMA_STATUS_OK) {
      EXPECT_EQ(mamaDispatcher_destroy(dispatcher), MAMA_STATUS_OK);
      break;
    }
    ++failures;
    ASSERT_EQ(status, MAMA_STATUS_NOMEM) << mamaStatus_stringForStatus(status);
    ASSERT_EQ(dispatcher, nullptr);
    TestDispatcher next(queue);  // TOO_MANY_DISPATCHERS if the place were still taken
    ASSERT_NE(static_cast<mamaDispatcher>(next), nullptr);
  }
  EXPECT_GE(failures, 3) << "state, name and thread";
}

// Common 15, row 5.
TEST(WombatQueueMemoryTest, AQueueThatCannotGrowIsFull) {
  wombatQueue queue = nullptr;
  ASSERT_EQ(wombatQueue_allocate(&queue), WOMBAT_QUEUE_OK);
  ASSERT_EQ(wombatQueue_create(queue, 0, 1, 1), WOMBAT_QUEUE_OK);
  int items[3];
  EXPECT_EQ(wombatQueue_enqueue(queue, nullptr, &items[0], nullptr), WOMBAT_QUEUE_OK);
  allowed = 0;
  const wombatQueueStatus refused = wombatQueue_enqueue(queue, nullptr, &items[1], nullptr);
  allowed = kUnlimited;
  EXPECT_EQ(refused, WOMBAT_QUEUE_FULL);
  EXPECT_EQ(wombatQueue_enqueue(queue, nullptr, &items[2], nullptr), WOMBAT_QUEUE_OK);
  for (int* const expected : {&items[0], &items[2]}) {
    void* data = nullptr;
    EXPECT_EQ(wombatQueue_poll(queue, &data, nullptr), WOMBAT_QUEUE_OK);
    EXPECT_EQ(data, expected);
  }
  EXPECT_EQ(wombatQueue_destroy(queue), WOMBAT_QUEUE_OK);
}

}  // namespace
}  // namespace quoll::test
