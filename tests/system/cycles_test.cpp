/// 10,000 times from load to close in one process: no thread, descriptor or memory stays behind.
#include <gtest/gtest.h>
#include <malloc.h>
#include <mama/mama.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <iterator>

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kCycles = 300;
constexpr bool kMemoryCounts = false;  // the sanitizers' allocators keep their own books
#else
constexpr int kCycles = 10'000;
constexpr bool kMemoryCounts = true;
#endif
constexpr int kWarmUp = 100;
constexpr std::size_t kMemorySlack = 64 * 1024;

std::size_t entries(const char* folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder),
                                                std::filesystem::directory_iterator()));
}

std::size_t allocated() { return mallinfo2().uordblks; }

/// What one cycle saw happen.
struct Seen {
  std::atomic<int> messages{0};
  std::atomic<int> ticks{0};
  std::atomic<int> stopped{0};
  mamaBridge bridge = nullptr;
};

void on_message(mamaSubscription, mamaMsg, void* closure, void*) {
  static_cast<Seen*>(closure)->messages.fetch_add(1);
}

/// The tick ends the cycle: everything before it has run by then.
void on_tick(mamaTimer, void* closure) {
  auto* seen = static_cast<Seen*>(closure);
  if (seen->ticks.fetch_add(1) == 0) {
    EXPECT_EQ(mama_stop(seen->bridge), MAMA_STATUS_OK);
  }
}

void cycle(Seen& seen) {
  ASSERT_EQ(mama_loadBridge(&seen.bridge, "loopback"), MAMA_STATUS_OK);
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mamaQueue default_queue = nullptr;
  ASSERT_EQ(mama_getDefaultEventQueue(seen.bridge, &default_queue), MAMA_STATUS_OK);

  mamaTransport transport = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&transport), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_create(transport, "cycle", seen.bridge), MAMA_STATUS_OK);
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, seen.bridge), MAMA_STATUS_OK);
  mamaDispatcher dispatcher = nullptr;
  ASSERT_EQ(mamaDispatcher_create(&dispatcher, queue), MAMA_STATUS_OK);

  mamaMsgCallbacks callbacks{};
  callbacks.onMsg = on_message;
  mamaSubscription subscription = nullptr;
  ASSERT_EQ(mamaSubscription_allocate(&subscription), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_createBasic(subscription, transport, default_queue, &callbacks,
                                         "cycle.topic", &seen),
            MAMA_STATUS_OK);
  mamaPublisher publisher = nullptr;
  ASSERT_EQ(mamaPublisher_create(&publisher, transport, "cycle.topic", nullptr, nullptr),
            MAMA_STATUS_OK);
  mamaMsg message = nullptr;
  ASSERT_EQ(mamaMsg_create(&message), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(message, "number", 1, 7), MAMA_STATUS_OK);
  ASSERT_EQ(mamaPublisher_send(publisher, message), MAMA_STATUS_OK);
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_create(&timer, default_queue, on_tick, 0.0, &seen), MAMA_STATUS_OK);

  ASSERT_EQ(mama_start(seen.bridge), MAMA_STATUS_OK);

  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(publisher), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_destroy(subscription), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(subscription), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDispatcher_destroy(dispatcher), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroyWait(queue), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_destroy(transport), MAMA_STATUS_OK);
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
}

TEST(Cycles, LeaveNothingBehind) {
  mama_setLogLevel(MAMA_LOG_LEVEL_ERROR);
  std::size_t memory = 0;
  std::size_t threads = 0;
  std::size_t descriptors = 0;
  for (int i = 0; i < kWarmUp + kCycles; ++i) {
    if (i == kWarmUp) {
      memory = allocated();
      threads = entries("/proc/self/task");
      descriptors = entries("/proc/self/fd");
    }
    Seen seen;
    ASSERT_NO_FATAL_FAILURE(cycle(seen)) << "in cycle " << i;
    ASSERT_EQ(seen.messages.load(), 1) << "in cycle " << i;
    ASSERT_GE(seen.ticks.load(), 1) << "in cycle " << i;
  }
  EXPECT_EQ(entries("/proc/self/task"), threads);
  EXPECT_EQ(entries("/proc/self/fd"), descriptors);
  if (kMemoryCounts) {
    EXPECT_LE(allocated(), memory + kMemorySlack);
  }
}

}  // namespace
