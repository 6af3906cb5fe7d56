// The functions of wombat/queue.h.
#include <gtest/gtest.h>
#include <wombat/queue.h>

#include <cstdint>
#include <cstdlib>
#include <semaphore>
#include <thread>
#include <vector>

namespace {

void* number(std::intptr_t n) { return reinterpret_cast<void*>(n); }

class WombatQueueTest : public testing::Test {
 protected:
  WombatQueueTest() {
    wombatQueue_allocate(&queue_);
    wombatQueue_create(queue_, 0, 0, 0);
  }
  ~WombatQueueTest() override {
    if (queue_ != nullptr) wombatQueue_destroy(queue_);
  }
  void put(std::intptr_t n) {
    EXPECT_EQ(wombatQueue_enqueue(queue_, nullptr, number(n), number(-n)), WOMBAT_QUEUE_OK);
  }
  std::vector<void*> rest() {
    std::vector<void*> items;
    void* data = nullptr;
    while (wombatQueue_poll(queue_, &data, nullptr) == WOMBAT_QUEUE_OK) items.push_back(data);
    return items;
  }
  int size() {
    int n = -1;
    wombatQueue_getSize(queue_, &n);
    return n;
  }
  wombatQueue queue_ = nullptr;
};

using Items = std::vector<void*>;

TEST_F(WombatQueueTest, FirstInFirstOut) {
  for (int i = 1; i <= 200; ++i) put(i);
  EXPECT_EQ(size(), 200);
  void* data = nullptr;
  void* closure = nullptr;
  for (int i = 1; i <= 200; ++i) {
    ASSERT_EQ(wombatQueue_dispatch(queue_, &data, &closure), WOMBAT_QUEUE_OK);
    ASSERT_EQ(data, number(i));
    ASSERT_EQ(closure, number(-i));
  }
  EXPECT_EQ(wombatQueue_poll(queue_, &data, &closure), WOMBAT_QUEUE_WOULD_BLOCK);
}

TEST_F(WombatQueueTest, CallbackRunsAfterTheOutputsAndMayUseTheQueue) {
  static void* seen;
  static void* data;
  seen = data = nullptr;
  wombatQueue_enqueue(
      queue_,
      [](void* own_data, void* closure) {
        seen = data;
        EXPECT_EQ(own_data, number(1));
        wombatQueue_enqueue(closure, nullptr, number(2), nullptr);
      },
      number(1), queue_);
  EXPECT_EQ(wombatQueue_dispatch(queue_, &data, nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(seen, number(1));
  EXPECT_EQ(rest(), Items{number(2)});
}

TEST_F(WombatQueueTest, TimedDispatch) {
  void* data = number(7);
  EXPECT_EQ(wombatQueue_timedDispatch(queue_, &data, nullptr, 0), WOMBAT_QUEUE_TIMEOUT);
  EXPECT_EQ(wombatQueue_timedDispatch(queue_, &data, nullptr, 5), WOMBAT_QUEUE_TIMEOUT);
  EXPECT_EQ(data, number(7));
  put(1);
  EXPECT_EQ(wombatQueue_timedDispatch(queue_, &data, nullptr, UINT64_MAX), WOMBAT_QUEUE_OK);
  EXPECT_EQ(data, number(1));
}

TEST_F(WombatQueueTest, UnblockLetsOneDispatchGo) {
  put(1);
  void* data = number(7);
  EXPECT_EQ(wombatQueue_unblock(queue_), WOMBAT_QUEUE_OK);
  EXPECT_EQ(size(), 1);
  EXPECT_EQ(wombatQueue_dispatch(queue_, &data, nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(data, number(7)) << "nothing was delivered";
  EXPECT_EQ(wombatQueue_dispatch(queue_, &data, nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(data, number(1));
  wombatQueue_unblock(queue_);
  EXPECT_EQ(wombatQueue_poll(queue_, &data, nullptr), WOMBAT_QUEUE_WOULD_BLOCK);
  EXPECT_EQ(wombatQueue_timedDispatch(queue_, &data, nullptr, 0), WOMBAT_QUEUE_OK);
  EXPECT_EQ(wombatQueue_timedDispatch(queue_, &data, nullptr, 0), WOMBAT_QUEUE_TIMEOUT);
}

TEST_F(WombatQueueTest, DispatchIsWokenByEnqueueAndUnblock) {
  void* data = nullptr;
  std::binary_semaphore has_item{0};
  std::thread consumer([&] {
    EXPECT_EQ(wombatQueue_dispatch(queue_, &data, nullptr), WOMBAT_QUEUE_OK);
    has_item.release();
    EXPECT_EQ(wombatQueue_dispatch(queue_, nullptr, nullptr), WOMBAT_QUEUE_OK);
  });
  put(5);
  has_item.acquire();
  EXPECT_EQ(data, number(5));
  wombatQueue_unblock(queue_);
  consumer.join();
}

TEST_F(WombatQueueTest, FlushGivesAllItemsInOrder) {
  static std::vector<void*> seen;
  seen.clear();
  for (int i = 1; i <= 5; ++i) put(i);
  EXPECT_EQ(wombatQueue_flush(
                queue_,
                [](wombatQueue queue, void* data, void* closure, void* flush_closure) {
                  EXPECT_EQ(flush_closure, number(99));
                  EXPECT_EQ(reinterpret_cast<std::intptr_t>(closure),
                            -reinterpret_cast<std::intptr_t>(data));
                  seen.push_back(data);
                  int left = -1;
                  wombatQueue_getSize(queue, &left);
                  EXPECT_EQ(left, 0);
                },
                number(99)),
            WOMBAT_QUEUE_OK);
  EXPECT_EQ(seen, (Items{number(1), number(2), number(3), number(4), number(5)}));
}

TEST(WombatQueue, LimitIsRoundedDownToWholeChunks) {
  wombatQueue queue = nullptr;
  ASSERT_EQ(wombatQueue_allocate(&queue), WOMBAT_QUEUE_OK);
  ASSERT_EQ(wombatQueue_create(queue, 10, 4, 4), WOMBAT_QUEUE_OK);
  int accepted = 0;
  while (wombatQueue_enqueue(queue, nullptr, nullptr, nullptr) == WOMBAT_QUEUE_OK) ++accepted;
  EXPECT_EQ(accepted, 8);
  EXPECT_EQ(wombatQueue_enqueue(queue, nullptr, nullptr, nullptr), WOMBAT_QUEUE_FULL);
  EXPECT_EQ(wombatQueue_poll(queue, nullptr, nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(wombatQueue_enqueue(queue, nullptr, nullptr, nullptr), WOMBAT_QUEUE_OK);
  wombatQueue_destroy(queue);
}

TEST(WombatQueue, CreateRefusesMoreThanTheLimit) {
  wombatQueue queue = nullptr;
  ASSERT_EQ(wombatQueue_allocate(&queue), WOMBAT_QUEUE_OK);
  EXPECT_EQ(wombatQueue_create(queue, 10, 0, 0), WOMBAT_QUEUE_NOMEM);
  EXPECT_EQ(wombatQueue_deallocate(queue), WOMBAT_QUEUE_OK);
  ASSERT_EQ(wombatQueue_allocate(&queue), WOMBAT_QUEUE_OK);
  std::free(queue);  // as good as deallocate
}

TEST_F(WombatQueueTest, MaxSize) {
  unsigned int max = 0;
  EXPECT_EQ(wombatQueue_getMaxSize(queue_, &max), WOMBAT_QUEUE_OK);
  EXPECT_EQ(max, unsigned{WOMBAT_QUEUE_MAX_SIZE});
  EXPECT_EQ(wombatQueue_setMaxSize(queue_, 100), WOMBAT_QUEUE_OK);
  wombatQueue_getMaxSize(queue_, &max);
  EXPECT_EQ(max, 100u);
  EXPECT_EQ(wombatQueue_setMaxSize(queue_, 0x80000000u), WOMBAT_QUEUE_INVALID_ARG);
}

TEST_F(WombatQueueTest, IteratorWalksBothWays) {
  for (int i = 1; i <= 3; ++i) put(i);
  void* data = number(9);
  void* closure = number(9);
  EXPECT_EQ(wombatQueue_begin(queue_), WOMBAT_QUEUE_OK);
  EXPECT_EQ(wombatQueue_cur(queue_, &data, &closure), WOMBAT_QUEUE_END);
  EXPECT_EQ(data, nullptr);
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(wombatQueue_next(queue_, &data, &closure), WOMBAT_QUEUE_OK);
    EXPECT_EQ(data, number(i));
    EXPECT_EQ(closure, number(-i));
  }
  EXPECT_EQ(wombatQueue_next(queue_, &data, &closure), WOMBAT_QUEUE_END);
  EXPECT_EQ(data, nullptr);
  EXPECT_EQ(wombatQueue_cur(queue_, &data, nullptr), WOMBAT_QUEUE_OK) << "it stays on the last";
  EXPECT_EQ(data, number(3));
  EXPECT_EQ(wombatQueue_prev(queue_, &data, nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(data, number(2));
  EXPECT_EQ(wombatQueue_end(queue_), WOMBAT_QUEUE_OK);
  EXPECT_EQ(wombatQueue_prev(queue_, &data, nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(data, number(3));
}

TEST_F(WombatQueueTest, IteratorChangesTheQueue) {
  for (int i = 1; i <= 4; ++i) put(i);
  void* data = nullptr;
  wombatQueue_begin(queue_);
  wombatQueue_next(queue_, &data, nullptr);
  wombatQueue_next(queue_, &data, nullptr);
  EXPECT_EQ(wombatQueue_remove(queue_, &data, nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(data, number(2));
  EXPECT_EQ(size(), 3);
  wombatQueue_cur(queue_, &data, nullptr);
  EXPECT_EQ(data, number(3)) << "it moves to the following item";
  EXPECT_EQ(wombatQueue_insertBefore(queue_, nullptr, number(20), nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(wombatQueue_insertAfter(queue_, nullptr, number(30), nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(wombatQueue_replace(queue_, nullptr, number(3000), nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(rest(), (Items{number(1), number(20), number(3000), number(30), number(4)}));
}

TEST_F(WombatQueueTest, InsertAtTheEnds) {
  put(1);
  wombatQueue_end(queue_);
  wombatQueue_insertAfter(queue_, nullptr, number(10), nullptr);
  wombatQueue_begin(queue_);
  wombatQueue_insertBefore(queue_, nullptr, number(20), nullptr);
  EXPECT_EQ(rest(), (Items{number(10), number(1), number(20)}));
  wombatQueue_begin(queue_);
  EXPECT_EQ(wombatQueue_remove(queue_, nullptr, nullptr), WOMBAT_QUEUE_END);
  EXPECT_EQ(wombatQueue_replace(queue_, nullptr, nullptr, nullptr), WOMBAT_QUEUE_END);
}

TEST_F(WombatQueueTest, DispatchUnderTheIteratorMovesIt) {
  put(1);
  put(2);
  void* data = nullptr;
  wombatQueue_begin(queue_);
  wombatQueue_next(queue_, &data, nullptr);
  wombatQueue_poll(queue_, nullptr, nullptr);
  EXPECT_EQ(wombatQueue_cur(queue_, &data, nullptr), WOMBAT_QUEUE_OK);
  EXPECT_EQ(data, number(2));
}

TEST(WombatQueue, NullHandles) {
  int size = 0;
  EXPECT_EQ(wombatQueue_allocate(nullptr), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_create(nullptr, 0, 0, 0), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_destroy(nullptr), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_deallocate(nullptr), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_getSize(nullptr, &size), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_enqueue(nullptr, nullptr, nullptr, nullptr), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_dispatch(nullptr, nullptr, nullptr), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_timedDispatch(nullptr, nullptr, nullptr, 0), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_poll(nullptr, nullptr, nullptr), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_unblock(nullptr), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_flush(nullptr, nullptr, nullptr), WOMBAT_QUEUE_INVALID_ARG);
  EXPECT_EQ(wombatQueue_next(nullptr, nullptr, nullptr), WOMBAT_QUEUE_INVALID_ARG);
}

}  // namespace
