#include "quoll/timer_service.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "quoll/virtual_clock.h"

namespace quoll {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Calls a function when it expires; tells when it is deleted.
class CallTimer final : public Timer {
 public:
  explicit CallTimer(std::function<void()> call, int* deleted = nullptr)
      : call_(std::move(call)), deleted_(deleted) {}
  ~CallTimer() override {
    if (deleted_ != nullptr) ++*deleted_;
  }

 private:
  void expired() override { call_(); }
  const std::function<void()> call_;
  int* const deleted_;
};

/// Forwards to another clock and counts the waits.
class CountingClock final : public Clock {
 public:
  explicit CountingClock(VirtualClock& clock) : clock_(clock) {}
  TimePoint now() const noexcept override { return clock_.now(); }
  std::chrono::system_clock::time_point wall_now() const noexcept override {
    return clock_.wall_now();
  }
  bool wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
            TimePoint deadline) noexcept override {
    ++waits;
    return clock_.wait(word, expected, deadline);
  }
  void wake_one(const std::atomic<std::uint32_t>& word) noexcept override {
    ++wakes;
    clock_.wake_one(word);
  }
  void wake_all(const std::atomic<std::uint32_t>& word) noexcept override { clock_.wake_all(word); }
  std::unique_ptr<Thread> spawn(std::string name, std::function<void()> body) override {
    return clock_.spawn(std::move(name), std::move(body));
  }
  bool is_virtual() const noexcept override { return true; }

  int waits = 0;
  int wakes = 0;

 private:
  VirtualClock& clock_;
};

class TimerServiceTest : public ::testing::Test {
 protected:
  TimePoint after(Duration duration) const { return clock_.now() + duration; }

  VirtualClock clock_{1};
  std::unique_ptr<TimerService> service_ = TimerService::start("timers", clock_);
};

TEST_F(TimerServiceTest, ExpiresExactlyAtTheDeadlineInOrder) {
  std::mt19937_64 random(11);
  std::vector<std::pair<TimePoint, int>> wanted;
  std::vector<std::pair<TimePoint, int>> seen;
  std::vector<Ref<CallTimer>> timers;
  for (int i = 0; i < 5'000; ++i) {
    const TimePoint deadline =
        after(Duration(1 + static_cast<std::int64_t>(random() % (1ull << (random() % 45)))));
    wanted.emplace_back(deadline, i);
    timers.push_back(make_ref<CallTimer>([this, &seen, i] { seen.emplace_back(clock_.now(), i); }));
    service_->arm(*timers.back(), deadline);
  }
  EXPECT_EQ(service_->armed(), timers.size());
  std::stable_sort(wanted.begin(), wanted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  clock_.sleep_until(wanted.back().first + milliseconds(1));
  EXPECT_EQ(seen, wanted);
  EXPECT_EQ(service_->armed(), 0u);
}

TEST_F(TimerServiceTest, PastDeadlinesExpireAtOnceEarliestFirst) {
  clock_.sleep_for(seconds(1));
  std::vector<int> order;
  auto a = make_ref<CallTimer>([&] { order.push_back(1); });
  auto b = make_ref<CallTimer>([&] { order.push_back(2); });
  service_->arm(*a, clock_.now() - milliseconds(1));
  service_->arm(*b, clock_.now() - milliseconds(2));
  clock_.sleep_for(microseconds(2));
  EXPECT_EQ(order, (std::vector<int>{2, 1}));
}

TEST_F(TimerServiceTest, RearmingMovesTheDeadlineBothWays) {
  std::vector<TimePoint> seen;
  auto timer = make_ref<CallTimer>([&] { seen.push_back(clock_.now()); });
  const TimePoint start = clock_.now();
  service_->arm(*timer, start + seconds(10));
  clock_.sleep_for(seconds(1));
  service_->arm(*timer, start + seconds(2));
  clock_.sleep_for(seconds(2));
  EXPECT_EQ(seen, (std::vector<TimePoint>{start + seconds(2)}));
  service_->arm(*timer, start + seconds(4));
  service_->arm(*timer, start + seconds(20));
  clock_.sleep_until(start + seconds(19));
  EXPECT_EQ(seen.size(), 1u);
  clock_.sleep_until(start + seconds(21));
  EXPECT_EQ(seen.size(), 2u);
}

TEST_F(TimerServiceTest, CancelIsExact) {
  int calls = 0;
  auto timer = make_ref<CallTimer>([&] { ++calls; });
  EXPECT_FALSE(service_->cancel(*timer));
  service_->arm(*timer, after(seconds(1)));
  EXPECT_TRUE(service_->cancel(*timer));
  EXPECT_FALSE(service_->cancel(*timer));
  clock_.sleep_for(seconds(2));
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(service_->armed(), 0u);
}

TEST_F(TimerServiceTest, ExpiredMayCancelAndRearmOthersThatAreDueToo) {
  std::vector<std::string> order;
  auto cancelled = make_ref<CallTimer>([&] { order.push_back("cancelled"); });
  auto postponed = make_ref<CallTimer>([&] { order.push_back("postponed"); });
  auto advanced = make_ref<CallTimer>([&] { order.push_back("advanced"); });
  auto last = make_ref<CallTimer>([&] { order.push_back("last"); });
  const TimePoint at = after(seconds(1));
  auto first = make_ref<CallTimer>([&] {
    order.push_back("first");
    clock_.sleep_until(at + milliseconds(1));  // meanwhile all become due
    EXPECT_TRUE(service_->cancel(*cancelled));
    service_->arm(*postponed, at + seconds(1));
    service_->arm(*advanced, at);
  });
  service_->arm(*first, at);
  service_->arm(*cancelled, at + Duration(1));
  service_->arm(*postponed, at + Duration(2));
  service_->arm(*last, at + Duration(3));
  service_->arm(*advanced, at + seconds(5));
  clock_.sleep_for(seconds(10));
  EXPECT_EQ(order, (std::vector<std::string>{"first", "advanced", "last", "postponed"}));
}

TEST_F(TimerServiceTest, ExpiredMayArmAgainItself) {
  std::vector<TimePoint> seen;
  Ref<CallTimer> timer;
  timer = make_ref<CallTimer>([&] {
    seen.push_back(clock_.now());
    if (seen.size() < 5) service_->arm(*timer, clock_.now() + milliseconds(10));
  });
  const TimePoint start = clock_.now();
  service_->arm(*timer, start + milliseconds(10));
  clock_.sleep_for(seconds(1));
  ASSERT_EQ(seen.size(), 5u);
  EXPECT_EQ(seen.back(), start + milliseconds(50));
}

TEST_F(TimerServiceTest, HoldsAReferenceOnlyWhileArmed) {
  int deleted = 0;
  service_->arm(*make_ref<CallTimer>([] {}, &deleted), after(seconds(1)));
  EXPECT_EQ(deleted, 0);
  clock_.sleep_for(seconds(2));
  EXPECT_EQ(deleted, 1);
  auto timer = make_ref<CallTimer>([] {}, &deleted);
  service_->arm(*timer, after(seconds(1)));
  service_->cancel(*timer);
  timer = nullptr;
  EXPECT_EQ(deleted, 2);
}

TEST_F(TimerServiceTest, TheEndDropsWhatIsArmed) {
  int deleted = 0;
  int calls = 0;
  for (int i = 0; i < 100; ++i) {
    service_->arm(*make_ref<CallTimer>([&] { ++calls; }, &deleted), after(hours(i)));
  }
  clock_.sleep_for(hours(10) + seconds(1));
  service_.reset();
  EXPECT_EQ(calls, 11);
  EXPECT_EQ(deleted, 100);
}

TEST_F(TimerServiceTest, TheEndWaitsForExpiredInProgress) {
  bool done = false;
  auto timer = make_ref<CallTimer>([&] {
    clock_.sleep_for(seconds(5));
    done = true;
  });
  service_->arm(*timer, after(seconds(1)));
  clock_.sleep_for(seconds(2));
  EXPECT_FALSE(done);
  service_.reset();
  EXPECT_TRUE(done);
}

TEST(TimerServiceWakeups, SleepsUntilTheNextDeadlineAndNoShorter) {
  VirtualClock virtual_clock(1);
  CountingClock clock(virtual_clock);
  auto service = TimerService::start("timers", clock);
  clock.sleep_for(seconds(1));
  int calls = 0;
  auto far = make_ref<CallTimer>([&] { ++calls; });
  auto farther = make_ref<CallTimer>([&] { ++calls; });
  clock.waits = clock.wakes = 0;
  service->arm(*far, clock.now() + hours(24));
  EXPECT_EQ(clock.wakes, 1);
  service->arm(*farther, clock.now() + hours(48));
  EXPECT_EQ(clock.wakes, 1);  // later than what it sleeps for: let it sleep
  virtual_clock.sleep_for(hours(47));
  EXPECT_EQ(calls, 1);
  EXPECT_LE(clock.waits, 2);  // until 24 h, until 48 h
}

TEST(TimerServiceScale, MillionLiveTimersExpireInOrder) {
  VirtualClock clock(1);
  auto service = TimerService::start("timers", clock);
  std::mt19937_64 random(3);
  TimePoint last{};
  std::size_t calls = 0;
  bool ordered = true;
  class Plain final : public Timer {
   public:
    explicit Plain(std::function<void(TimePoint)>& call) : call_(call) {}
    TimePoint deadline;

   private:
    void expired() override { call_(deadline); }
    std::function<void(TimePoint)>& call_;
  };
  std::function<void(TimePoint)> call = [&](TimePoint deadline) {
    ordered = ordered && deadline >= last && deadline <= clock.now();
    last = deadline;
    ++calls;
  };
  for (int i = 0; i < 1'000'000; ++i) {
    auto timer = make_ref<Plain>(call);
    timer->deadline =
        clock.now() + seconds(1) + Duration(static_cast<std::int64_t>(random() % 1'000'000));
    service->arm(*timer, timer->deadline);
  }
  EXPECT_EQ(service->armed(), 1'000'000u);
  clock.sleep_for(seconds(2));
  EXPECT_EQ(calls, 1'000'000u);
  EXPECT_TRUE(ordered);
}

TEST(TimerServiceRealClock, NeverEarly) {
  Clock& clock = Clock::real();
  auto service = TimerService::start("timers", clock);
  ASSERT_NE(service, nullptr);
  std::mt19937_64 random(5);
  constexpr int kTimers = 2'000;
  std::atomic<std::uint32_t> left{kTimers};
  std::atomic<int> early{0};
  for (int i = 0; i < kTimers; ++i) {
    const TimePoint deadline =
        clock.now() + Duration(static_cast<std::int64_t>(random() % 30'000'000));
    service->arm(*make_ref<CallTimer>([&, deadline] {
      if (clock.now() < deadline) ++early;
      if (--left == 0) clock.wake_all(left);
    }),
                 deadline);
  }
  for (std::uint32_t seen; (seen = left.load()) != 0;) clock.wait(left, seen);
  EXPECT_EQ(early, 0);
}

TEST(TimerServiceStress, ArmsAndCancelsFromManyThreads) {
  auto service = TimerService::start("timers", Clock::real());
  std::atomic<int> calls{0};
  std::atomic<int> cancelled{0};
  constexpr int kThreads = 4;
  constexpr int kRounds = 2'000;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      std::mt19937_64 random(static_cast<std::uint64_t>(t));
      for (int i = 0; i < kRounds; ++i) {
        auto timer = make_ref<CallTimer>([&] { ++calls; });
        service->arm(*timer, service->clock().now() +
                                 Duration(static_cast<std::int64_t>(random() % 20'000)));
        if (random() % 2 == 0 && service->cancel(*timer)) ++cancelled;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  // Behind everything else: when it has expired, all have.
  std::atomic<std::uint32_t> done{0};
  service->arm(*make_ref<CallTimer>([&] {
    done = 1;
    Clock::real().wake_all(done);
  }),
               service->clock().now() + milliseconds(1));
  while (done == 0) Clock::real().wait(done, 0);
  EXPECT_EQ(calls + cancelled, kThreads * kRounds);
  EXPECT_EQ(service->armed(), 0u);
}

}  // namespace
}  // namespace quoll
