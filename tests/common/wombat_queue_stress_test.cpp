// Many producers and consumers on one wombatQueue: nothing lost, nothing twice, order kept per
// producer.
#include <gtest/gtest.h>
#include <wombat/queue.h>

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace {

constexpr int kProducers = 4;
constexpr int kConsumers = 3;
constexpr std::intptr_t kItems = 5'000;  // of each producer

TEST(WombatQueueStress, NothingIsLostOrDoubled) {
  wombatQueue queue = nullptr;
  wombatQueue_allocate(&queue);
  ASSERT_EQ(wombatQueue_create(queue, 0, 0, 0), WOMBAT_QUEUE_OK);
  std::atomic<std::intptr_t> taken{0};
  std::atomic<std::intptr_t> sum{0};

  std::vector<std::thread> consumers;
  for (int c = 0; c < kConsumers; ++c) {
    consumers.emplace_back([&] {
      std::intptr_t last[kProducers] = {};
      void* data = nullptr;
      void* closure = nullptr;
      while (taken < kProducers * kItems) {
        data = nullptr;
        ASSERT_EQ(wombatQueue_dispatch(queue, &data, &closure), WOMBAT_QUEUE_OK);
        if (data == nullptr) continue;  // unblocked
        const auto producer = reinterpret_cast<std::intptr_t>(closure);
        const auto n = reinterpret_cast<std::intptr_t>(data);
        ASSERT_GT(n, last[producer]);
        last[producer] = n;
        sum += n;
        ++taken;
      }
      wombatQueue_unblock(queue);  // for the consumer that sleeps
    });
  }
  std::vector<std::thread> producers;
  for (std::intptr_t p = 0; p < kProducers; ++p) {
    producers.emplace_back([queue, p] {
      for (std::intptr_t n = 1; n <= kItems; ++n) {
        wombatQueue_enqueue(queue, nullptr, reinterpret_cast<void*>(n), reinterpret_cast<void*>(p));
      }
    });
  }
  for (auto& producer : producers) producer.join();
  for (auto& consumer : consumers) consumer.join();
  EXPECT_EQ(taken, kProducers * kItems);
  EXPECT_EQ(sum, kProducers * (kItems * (kItems + 1) / 2));
  wombatQueue_destroy(queue);
}

}  // namespace
