// The line in front of a queue's dispatch: turns in order, taken again by their owner, and refused.
#include "dispatch/dispatch_line.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "core/queue/watching_clock.h"

namespace quoll::mama {
namespace {

class DispatchLines : public ::testing::Test {
 protected:
  DispatchLines() { Clock::set_process(clock_); }
  ~DispatchLines() override { Clock::set_process(Clock::real()); }

  // For as long as nobody is withdrawn.
  static bool never() { return false; }

  test::WatchingClock clock_;
  DispatchLine line_;
};

TEST_F(DispatchLines, ThreadsGetTheirTurnInOrder) {
  constexpr int kThreads = 4;
  std::vector<int> order;
  std::vector<std::thread> threads;
  {
    const DispatchLine::Turn first(line_, nullptr, never);
    ASSERT_TRUE(first);
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([this, &order, i] {
        const DispatchLine::Turn turn(line_, nullptr, never);
        EXPECT_TRUE(turn);
        order.push_back(i);  // one at a time
      });
      clock_.await_waiting(i + 1);
    }
    EXPECT_TRUE(order.empty());
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ((std::vector{0, 1, 2, 3}), order);
  EXPECT_TRUE(line_.is_free());
}

TEST_F(DispatchLines, WhoHasTheTurnMayTakeItAgain) {
  const DispatchLine::Turn outer(line_, nullptr, never);
  {
    const DispatchLine::Turn inner(line_, nullptr, never);
    EXPECT_TRUE(inner);
  }
  EXPECT_FALSE(line_.is_free()) << "the outer turn goes on";
}

TEST_F(DispatchLines, OneWhoWaitsCanBeTakenOut) {
  std::atomic<bool> withdrawn{false};
  std::vector<int> order;
  std::thread first;
  std::thread second;
  {
    const DispatchLine::Turn turn(line_, nullptr, never);
    first = std::thread([&] {
      const DispatchLine::Turn refused(line_, nullptr, [&] { return withdrawn.load(); });
      EXPECT_FALSE(refused);
    });
    clock_.await_waiting(1);
    second = std::thread([&] {
      const DispatchLine::Turn next(line_, nullptr, never);
      EXPECT_TRUE(next);
      order.push_back(2);
    });
    clock_.await_waiting(2);
    withdrawn = true;
    line_.look_again();
    first.join();  // while we have the turn
    EXPECT_TRUE(order.empty());
  }
  second.join();
  EXPECT_EQ(std::vector{2}, order);
}

}  // namespace
}  // namespace quoll::mama
