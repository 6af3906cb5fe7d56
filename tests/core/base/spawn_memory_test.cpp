// Threads for which there is no memory. A program of its own: it replaces operator new.
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <utility>

#include "quoll/dispatcher.h"
#include "quoll/event_loop.h"
#include "quoll/event_queue.h"
#include "quoll/timer_service.h"
#include "quoll/virtual_clock.h"
#include "support/limited_memory.h"

namespace quoll::test {
namespace {

/// Runs once (what is kept for ever is there then), and with room for 0, 1, 2, ... allocations
/// until there was enough; each time before, it must say that memory is out and leave nothing.
void until_there_is_enough(const char* what, Clock& clock, const std::function<void()>& start) {
  SCOPED_TRACE(what);
  start();
  int failures = 0;
  for (bool was_enough = false; !was_enough; ++failures) {
    const long blocks = live_blocks;
    allowed = failures;
    bool has_thrown = false;
    try {
      start();
    } catch (const std::bad_alloc&) {
      has_thrown = true;
    }
    was_enough = std::exchange(allowed, kUnlimited) >= 0;
    EXPECT_EQ(has_thrown, !was_enough) << "room for " << failures;
    // Elsewhere it depends on chance how many threads are in a gate at once, for each of which
    // something is kept.
    if (!clock.is_virtual()) continue;
    clock.sleep_for(std::chrono::seconds(1));  // who is left behind would get the turn, and keep it
    if (has_thrown) {
      EXPECT_EQ(live_blocks, blocks) << "room for " << failures;
    }
  }
  EXPECT_GE(failures, 3);
}

void start_everything(Clock& clock) {
  int runs = 0;
  until_there_is_enough("thread", clock, [&] {
    const auto thread = clock.spawn("a name that needs memory of its own", [&runs] { ++runs; });
    ASSERT_NE(thread, nullptr);
    thread->join();
  });
  EXPECT_EQ(runs, 2);
  EventQueue queue({.clock = &clock});
  until_there_is_enough("dispatcher", clock,
                        [&] { EXPECT_NE(Dispatcher::start(queue, "dispatcher", clock), nullptr); });
  until_there_is_enough("group", clock,
                        [&] { EXPECT_NE(QueueGroup::start(2, {}, "dispatcher", clock), nullptr); });
  until_there_is_enough("timer service", clock,
                        [&] { EXPECT_NE(TimerService::start("timer", clock), nullptr); });
  until_there_is_enough("event loop", clock,
                        [&] { EXPECT_NE(EventLoop::start("loop", clock), nullptr); });
}

TEST(SpawnMemoryTest, WithoutMemoryThereIsNoThread) { start_everything(Clock::real()); }

TEST(SpawnMemoryTest, WithoutMemoryThereIsNoParticipant) {
  VirtualClock clock(1);
  start_everything(clock);
}

}  // namespace
}  // namespace quoll::test
