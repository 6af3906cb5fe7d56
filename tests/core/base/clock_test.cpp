#include "quoll/clock.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <string>
#include <thread>

#include "quoll/log.h"

namespace quoll {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(Clock, SaturatingAddStopsAtNever) {
  EXPECT_EQ(saturating_add(TimePoint{}, milliseconds(1)), TimePoint{} + milliseconds(1));
  EXPECT_EQ(saturating_add(TimePoint{} + milliseconds(1), Duration::max()), kNever);
  EXPECT_EQ(saturating_add(kNever, Duration(0)), kNever);
  EXPECT_EQ(saturating_milliseconds(2), milliseconds(2));
  EXPECT_EQ(saturating_milliseconds(UINT64_C(9'223'372'036'854)),
            milliseconds(INT64_C(9'223'372'036'854)));
  EXPECT_EQ(saturating_milliseconds(UINT64_C(9'223'372'036'855)), Duration::max());
  EXPECT_EQ(saturating_milliseconds(UINT64_MAX), Duration::max());
}

TEST(RealClock, TimeDoesNotGoBack) {
  TimePoint last = Clock::real().now();
  for (int i = 0; i < 1000; ++i) {
    const TimePoint now = Clock::real().now();
    ASSERT_GE(now, last);
    last = now;
  }
}

TEST(RealClock, WaitReturnsAtOnceWhenTheWordDiffers) {
  const std::atomic<std::uint32_t> word{1};
  EXPECT_TRUE(Clock::real().wait(word, 0, kNever));
}

TEST(RealClock, WaitTellsThatTheDeadlineWasReachedAndIsNotEarly) {
  const std::atomic<std::uint32_t> word{0};
  EXPECT_FALSE(Clock::real().wait(word, 0, TimePoint{} - hours(1)));
  EXPECT_FALSE(Clock::real().wait(word, 0, Clock::real().now() - hours(1)));
  const TimePoint deadline = Clock::real().now() + milliseconds(2);
  while (Clock::real().wait(word, 0, deadline)) {
  }
  EXPECT_GE(Clock::real().now(), deadline);
}

TEST(RealClock, SleepIsNotEarly) {
  const TimePoint start = Clock::real().now();
  Clock::real().sleep_for(milliseconds(1));
  EXPECT_GE(Clock::real().now() - start, milliseconds(1));
}

TEST(RealClock, WakesAWaiter) {
  Clock& clock = Clock::real();
  std::atomic<std::uint32_t> word{0};
  std::atomic<std::uint32_t> answer{0};
  auto thread = clock.spawn("waiter", [&] {
    while (word == 0) clock.wait(word, 0);
    answer = 1;
    clock.wake_all(answer);
  });
  word = 1;
  clock.wake_one(word);
  while (answer == 0) clock.wait(answer, 0);
  thread->join();
}

TEST(RealClock, ThreadsHaveNamesAndKnowThemselves) {
  std::string name;
  bool is_current = false;
  std::atomic<Thread*> self{nullptr};
  std::atomic<std::uint32_t> ready{0};
  auto thread = Clock::real().spawn("a-name-that-is-too-long", [&] {
    char buffer[32] = "";
    pthread_getname_np(pthread_self(), buffer, sizeof buffer);
    name = buffer;
    while (ready == 0) Clock::real().wait(ready, 0);
    is_current = self.load()->is_current();
  });
  self = thread.get();
  ready = 1;
  Clock::real().wake_all(ready);
  EXPECT_FALSE(thread->is_current());
  thread->join();
  EXPECT_EQ(name, "a-name-that-is-");
  EXPECT_TRUE(is_current);
}

TEST(RealClock, DetachedThreadsRunOn) {
  Clock& clock = Clock::real();
  static std::atomic<std::uint32_t> done{0};
  auto thread = clock.spawn("detached", [&clock] {
    done = 1;
    clock.wake_all(done);
  });
  thread->detach();
  thread.reset();
  while (done == 0) clock.wait(done, 0);
}

TEST(ProcessClock, IsTheRealOneUnlessReplaced) {
  EXPECT_EQ(&Clock::process(), &Clock::real());
  EXPECT_FALSE(Clock::process().is_virtual());
}

TEST(Log, GoesToTheInstalledSinkAndIsCut) {
  static std::string seen;
  static LogLevel seen_level;
  set_log_sink([](LogLevel level, const char* text) {
    seen_level = level;
    seen = text;
  });
  log(LogLevel::kInfo, "descriptor %d: %s", 7, "refused");
  EXPECT_EQ(seen, "descriptor 7: refused");
  EXPECT_EQ(seen_level, LogLevel::kInfo);
  log(LogLevel::kError, "%s", std::string(5000, 'x').c_str());
  EXPECT_EQ(seen.size(), 1023u);
  set_log_sink(nullptr);
}

TEST(Log, WritesWarningsToStderrByDefault) {
  ::testing::internal::CaptureStderr();
  log(LogLevel::kWarning, "beware");
  log(LogLevel::kInfo, "quiet");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "quoll: warning: beware\n");
}

}  // namespace
}  // namespace quoll
