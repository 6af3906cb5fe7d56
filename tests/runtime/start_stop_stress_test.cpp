// A bridge that is started and stopped by two threads, as fast as they can: no start runs on for
// ever.
#include <atomic>
#include <thread>

#include "runtime/runtime_fixture.h"

namespace quoll::mama {
namespace {

constexpr std::uint32_t kCycles = 10'000;

class StartStopStress : public RuntimeTest {
 protected:
  StartStopStress() : bridge_(load("rtgood")) {
    *control("rtgood") = {};
    mama_open();
  }
  mamaBridge bridge_;
};

// One thread starts; the other stops as soon as the bridge is counted as started, which is before
// it dispatches. A lost stop hangs the test.
TEST_F(StartStopStress, NoStopIsLost) {
  std::atomic<std::uint32_t> started{0};
  control("rtgood")->closure = &started;
  control("rtgood")->before_dispatch = [](void* closure) {
    auto* count = static_cast<std::atomic<std::uint32_t>*>(closure);
    count->fetch_add(1);
    count->notify_one();
  };
  std::thread stopper([&] {
    for (std::uint32_t i = 0; i < kCycles; ++i) {
      started.wait(i);
      ASSERT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
    }
  });
  for (std::uint32_t i = 0; i < kCycles; ++i) ASSERT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
  stopper.join();
  *control("rtgood") = {};
}

// Starts and stops of several threads in any order: at the end, with as many stops as starts could
// have counted, everything stands still.
TEST_F(StartStopStress, AnyOrder) {
  std::atomic<bool> is_over{false};
  std::vector<std::thread> starters;
  for (int t = 0; t < 2; ++t) {
    starters.emplace_back([&] {
      while (!is_over) ASSERT_EQ(mama_start(bridge_), MAMA_STATUS_OK);
    });
  }
  for (std::uint32_t i = 0; i < kCycles; ++i) ASSERT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
  is_over = true;
  std::atomic<int> joined{0};
  std::thread stopper([&] {
    while (joined < 2) {
      mama_stop(bridge_);
      std::this_thread::yield();
    }
  });
  for (auto& starter : starters) {
    starter.join();
    ++joined;
  }
  stopper.join();
}

TEST_F(StartStopStress, BackgroundAndStop) {
  std::atomic<std::uint32_t> ends{0};
  for (std::uint32_t i = 0; i < 300; ++i) {
    while (mama_startBackgroundEx(
               bridge_,
               [](mama_status, mamaBridge, void* closure) {
                 auto* count = static_cast<std::atomic<std::uint32_t>*>(closure);
                 count->fetch_add(1);
                 count->notify_one();
               },
               &ends) != MAMA_STATUS_OK) {
      std::this_thread::yield();
    }
    ASSERT_EQ(mama_stop(bridge_), MAMA_STATUS_OK);
    ends.wait(i);
  }
  EXPECT_EQ(ends, 300u);
}

}  // namespace
}  // namespace quoll::mama
