#include "quoll/virtual_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <semaphore.h>

#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace quoll {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(VirtualClock, SleepsCostNothingAndAreExact) {
  VirtualClock clock;
  const TimePoint start = clock.now();
  clock.sleep_for(hours(24 * 365));
  EXPECT_EQ(clock.now() - start, hours(24 * 365));
  EXPECT_TRUE(clock.is_virtual());
}

TEST(VirtualClock, WallTimeGoesAlong) {
  const auto start = std::chrono::system_clock::time_point(seconds(1'000'000));
  VirtualClock clock(1, start);
  EXPECT_EQ(clock.wall_now(), start);
  clock.sleep_for(seconds(5));
  EXPECT_EQ(clock.wall_now(), start + seconds(5));
}

TEST(VirtualClock, ThreadsRunOneAtATimeAndInOrderOfTheirDeadlines) {
  VirtualClock clock;
  std::string trace;  // not atomic: that is the point
  std::vector<std::unique_ptr<Thread>> threads;
  for (int i = 0; i < 5; ++i) {
    threads.push_back(clock.spawn("t", [&, i] {
      for (int round = 0; round < 3; ++round) {
        clock.sleep_for(milliseconds(10 + i));
        trace += static_cast<char>('a' + i);
      }
    }));
  }
  for (auto& thread : threads) thread->join();
  EXPECT_EQ(trace, "abcdeabcdeabcde");
  EXPECT_EQ(clock.now().time_since_epoch(), milliseconds(42));
}

std::string race(std::uint64_t seed, bool switch_on_wake) {
  VirtualClock clock(seed);
  clock.set_switch_on_wake(switch_on_wake);
  std::string trace;
  std::atomic<std::uint32_t> word{0};
  std::vector<std::unique_ptr<Thread>> threads;
  for (int i = 0; i < 4; ++i) {
    threads.push_back(clock.spawn("t", [&, i] {
      for (int round = 0; round < 5; ++round) {
        trace += static_cast<char>('a' + i);
        word.fetch_add(1);
        clock.wake_one(word);
        clock.sleep_for(milliseconds(1));
      }
    }));
  }
  for (auto& thread : threads) thread->join();
  return trace;
}

TEST(VirtualClock, TheSameSeedGivesTheSameRunAndOthersDiffer) {
  for (const bool switch_on_wake : {false, true}) {
    std::set<std::string> traces;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const std::string trace = race(seed, switch_on_wake);
      EXPECT_EQ(trace, race(seed, switch_on_wake));
      traces.insert(trace);
    }
    EXPECT_GT(traces.size(), 15u);
  }
}

TEST(VirtualClock, WakeOneWakesOneWakeAllWakesAll) {
  VirtualClock clock;
  std::atomic<std::uint32_t> word{0};
  int awake = 0;
  std::vector<std::unique_ptr<Thread>> threads;
  for (int i = 0; i < 4; ++i) {
    threads.push_back(clock.spawn("t", [&] {
      clock.wait(word, 0);
      ++awake;
    }));
  }
  clock.sleep_for(seconds(1));
  EXPECT_EQ(awake, 0);
  word = 1;
  clock.wake_one(word);
  clock.sleep_for(seconds(1));
  EXPECT_EQ(awake, 1);
  clock.wake_all(word);
  for (auto& thread : threads) thread->join();
  EXPECT_EQ(awake, 4);
}

TEST(VirtualClock, WakingIsNoPlaceToSwitchUnlessAskedFor) {
  VirtualClock clock;
  std::atomic<std::uint32_t> word{0};
  bool ran = false;
  auto thread = clock.spawn("t", [&] {
    while (word == 0) clock.wait(word, 0);
    ran = true;
  });
  clock.sleep_for(seconds(1));
  word = 1;
  for (int i = 0; i < 100; ++i) clock.wake_all(word);
  EXPECT_FALSE(ran);
  clock.set_switch_on_wake(true);
  for (int i = 0; i < 100; ++i) clock.wake_all(word);
  EXPECT_TRUE(ran);
  thread->join();
}

TEST(VirtualClock, WaitReturnsFalseAtItsDeadline) {
  VirtualClock clock;
  const std::atomic<std::uint32_t> word{0};
  const TimePoint deadline = clock.now() + seconds(3);
  EXPECT_FALSE(clock.wait(word, 0, deadline));
  EXPECT_EQ(clock.now(), deadline);
  EXPECT_TRUE(clock.wait(word, 1, deadline));
}

TEST(VirtualClock, APollingLoopGetsOn) {
  VirtualClock clock;
  const std::atomic<std::uint32_t> word{0};
  bool done = false;
  auto thread = clock.spawn("t", [&] {
    clock.sleep_for(milliseconds(1));
    done = true;
  });
  while (!done) clock.wait(word, 0, clock.now());
  thread->join();
}

TEST(VirtualClock, IdlePollersComeBeforeTimeJumps) {
  VirtualClock clock;
  const std::atomic<std::uint32_t> word{0};
  std::vector<TimePoint> polls;
  bool stop = false;
  auto poller = clock.spawn("poller", [&] {
    while (!stop) {
      polls.push_back(clock.now());
      clock.wait_idle(word, 0);
    }
  });
  clock.sleep_for(seconds(1));
  clock.sleep_for(seconds(1));
  stop = true;
  poller->join();
  // When it starts, and once before each jump that somebody's turn came before.
  EXPECT_THAT(polls, ::testing::ElementsAre(TimePoint{}, TimePoint{} + seconds(1)));
}

TEST(VirtualClock, DeadlockIsReportedWithNames) {
  VirtualClock clock;
  std::vector<std::string> reports;
  clock.on_deadlock([&](const std::string& report) { reports.push_back(report); });
  const std::atomic<std::uint32_t> word{7};
  bool result = true;
  auto thread = clock.spawn("philosopher", [&] { result = clock.wait(word, 7); });
  thread->join();
  EXPECT_FALSE(result);
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_THAT(reports[0], ::testing::HasSubstr("thread 'philosopher' waits on the word at 0x"));
  EXPECT_THAT(reports[0], ::testing::HasSubstr("(now 7)"));
  EXPECT_THAT(reports[0], ::testing::HasSubstr("joins thread 'philosopher'"));
}

TEST(VirtualClock, DeadlockWithAPollerIsReportedWhenPatienceEnds) {
  VirtualClock clock;
  clock.set_patience(milliseconds(5));
  int reports = 0;
  bool stop = false;
  clock.on_deadlock([&](const std::string&) {
    ++reports;
    stop = true;
  });
  const std::atomic<std::uint32_t> word{0};
  auto poller = clock.spawn("poller", [&] {
    while (!stop) clock.wait_idle(word, 0);
  });
  EXPECT_FALSE(clock.wait(word, 0));
  EXPECT_EQ(reports, 1);
  poller->join();
}

TEST(VirtualClockDeathTest, DeadlockEndsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        VirtualClock clock;
        const std::atomic<std::uint32_t> word{0};
        clock.wait(word, 0);
      },
      "deadlock: virtual time stands at 0 ns");
}

TEST(VirtualClockDeathTest, TheProcessMayEndWithParkedThreads) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        static const std::atomic<std::uint32_t> word{0};
        auto* clock = new VirtualClock;
        clock->spawn("parked", [clock] { clock->wait(word, 0); })->detach();
        clock->spawn("never ran", [] {})->detach();
        clock->sleep_for(seconds(1));
        delete clock;
        std::exit(0);
      },
      ::testing::ExitedWithCode(0), "");
}

TEST(VirtualClockForeign, OneThatOnlyWakesStaysForeign) {
  VirtualClock clock;
  std::atomic<std::uint32_t> word{0};
  std::thread foreign([&] {
    word = 1;
    clock.wake_all(word);
  });
  while (word == 0) clock.wait(word, 0, clock.now() + seconds(1));
  foreign.join();
}

TEST(VirtualClockForeign, OneThatWaitsIsTakenInUntilItEnds) {
  VirtualClock clock;
  int inside = 0;
  int most = 0;
  const auto work = [&] {
    for (int i = 0; i < 50; ++i) {
      clock.sleep_for(milliseconds(1));
      most = std::max(most, ++inside);  // unguarded: one at a time
      --inside;
    }
  };
  std::vector<std::thread> foreigners;
  for (int i = 0; i < 4; ++i) foreigners.emplace_back(work);
  {
    const VirtualClock::Outside outside(clock);
    for (std::thread& thread : foreigners) thread.join();
  }
  EXPECT_EQ(most, 1);
  EXPECT_GE(clock.now().time_since_epoch(), milliseconds(50));
}

TEST(VirtualClockForeign, TheWorldGoesOnWhileAParticipantIsOutside) {
  VirtualClock clock;
  sem_t done;
  sem_init(&done, 0, 0);
  auto thread = clock.spawn("worker", [&] {
    clock.sleep_for(hours(1));
    sem_post(&done);
  });
  {
    const VirtualClock::Outside outside(clock);
    sem_wait(&done);
    clock.sleep_for(seconds(1));  // may be used there too
  }
  thread->join();
  EXPECT_EQ(clock.now().time_since_epoch(), hours(1) + seconds(1));
  sem_destroy(&done);
}

}  // namespace
}  // namespace quoll
