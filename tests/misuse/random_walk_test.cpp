// Seeded random walks over the interface: valid, NULL and destroyed handles, calls in wrong states,
// on one thread and on four at once, over the loopback bridge. Nothing crashes, nothing hangs,
// nothing leaks (the sanitizer builds look), and the close at the end works.
#include <gtest/gtest.h>
#include <mama/mama.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <iterator>
#include <latch>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "misuse/walker.h"

namespace quoll::test::misuse {
namespace {

#if defined(__SANITIZE_THREAD__)
constexpr int kStepsPerThread = 3'000;
#else
constexpr int kStepsPerThread = 10'000;
#endif
constexpr unsigned kThreads = 4;

class RandomWalk : public WalkTest {
 protected:
  void TearDown() override {
    close();
    open();  // the next correct use works
    WalkTest::TearDown();
  }

  void walk_on_threads(std::uint32_t seed) {
    std::vector<std::unique_ptr<Walker>> walkers;
    for (unsigned i = 0; i < kThreads; ++i) {
      walkers.push_back(std::make_unique<Walker>(seed + 1000 * (i + 1), bridge_, false));
    }
    {
      std::vector<std::jthread> threads;
      for (const auto& walker : walkers) {
        threads.emplace_back([&walker] { walker->walk(kStepsPerThread); });
      }
    }
    for (const auto& walker : walkers) walker->finish();
  }
};

TEST_P(RandomWalk, OnOneThread) {
  Walker walker(GetParam(), bridge_, true);
  walker.walk(kSteps);
  walker.finish();
}

// Each thread with objects of its own, on the common runtime.
TEST_P(RandomWalk, OnFourThreads) { walk_on_threads(GetParam()); }

// The bridge is closed beside calls that lead into it, and they go on afterwards.
TEST_P(RandomWalk, OnFourThreadsBesideTheClose) {
  std::vector<std::unique_ptr<Walker>> walkers;
  for (unsigned i = 0; i < kThreads; ++i) {
    walkers.push_back(std::make_unique<Walker>(GetParam() + 1000 * (i + 1), bridge_, false));
    walkers.back()->make_all();
  }
  std::atomic<bool> is_closed{false};
  {
    std::latch started(kThreads + 1);
    std::vector<std::jthread> threads;
    for (const auto& walker : walkers) {
      threads.emplace_back([&walker, &started, &is_closed] {
        started.arrive_and_wait();
        while (!is_closed) walker->walk_into_bridge(100);
        walker->walk_into_bridge(1000);
      });
    }
    started.arrive_and_wait();
    EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
    is_closed = true;
  }
  for (const auto& walker : walkers) walker->finish();
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomWalk, ::testing::Values(1u, 2u, 3u));

}  // namespace
}  // namespace quoll::test::misuse
