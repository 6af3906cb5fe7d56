// The wheel against a sorted model.
#include "timer/timer_wheel.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <set>
#include <tuple>
#include <vector>

namespace quoll {
namespace {

struct TestTimer final : Timer {
  std::int64_t deadline = 0;
  std::uint64_t order = 0;
  bool armed = false;
  void expired() override {}
};

using Key = std::tuple<std::int64_t, std::uint64_t, TestTimer*>;

/// A wheel and what it should hold.
class Checked {
 public:
  explicit Checked(std::int64_t now_ns) : now_ns_(now_ns), wheel_(now_ns) {}

  void arm(TestTimer& timer, std::int64_t deadline_ns) {
    disarm(timer);
    timer.deadline = deadline_ns;
    timer.order = next_order_++;
    timer.armed = true;
    model_.insert({deadline_ns, timer.order, &timer});
    wheel_.insert(timer, deadline_ns);
  }
  void disarm(TestTimer& timer) {
    EXPECT_EQ(timer.armed, TimerWheel::is_armed(timer));
    if (!timer.armed) return;
    timer.armed = false;
    model_.erase({timer.deadline, timer.order, &timer});
    wheel_.remove(timer);
  }
  /// Pops one timer, which must be the first of the model, or none when nothing is due.
  TestTimer* pop() {
    auto* timer = static_cast<TestTimer*>(wheel_.pop_due());
    if (timer == nullptr) {
      while (!wheel_.collect(now_ns_)) ++pieces_;
      timer = static_cast<TestTimer*>(wheel_.pop_due());
    }
    if (timer == nullptr) {
      EXPECT_TRUE(model_.empty() || std::get<0>(*model_.begin()) > now_ns_);
      return nullptr;
    }
    EXPECT_FALSE(model_.empty());
    EXPECT_EQ(std::get<2>(*model_.begin()), timer);
    EXPECT_LE(timer->deadline, now_ns_);
    model_.erase(model_.begin());
    timer->armed = false;
    ++popped_;
    return timer;
  }
  std::size_t pop_all() {
    std::size_t count = 0;
    while (pop() != nullptr && !::testing::Test::HasFailure()) ++count;
    return count;
  }
  void check_next_wake() {
    const std::int64_t wake_ns = wheel_.next_wake_ns();
    if (model_.empty()) {
      EXPECT_EQ(wake_ns, TimerWheel::kNothing);
    } else {
      EXPECT_LE(wake_ns, std::get<0>(*model_.begin()));
    }
  }
  std::int64_t next_deadline() const {
    return model_.empty() ? TimerWheel::kNothing : std::get<0>(*model_.begin());
  }
  void advance_to(std::int64_t now_ns) { now_ns_ = std::max(now_ns_, now_ns); }

  std::int64_t now_ns_;
  TimerWheel wheel_;
  std::set<Key> model_;
  std::uint64_t next_order_ = 0;
  std::size_t pieces_ = 0;
  std::size_t popped_ = 0;
};

/// Distances of every order of magnitude, small differences among them.
std::int64_t some_distance(std::mt19937_64& random) {
  switch (random() % 8) {
    case 0:
      return -static_cast<std::int64_t>(random() % 10'000);
    case 1:
      return static_cast<std::int64_t>(random() % 16);
    case 2:
      return (std::int64_t{1} << (random() % 62)) - 1 + static_cast<std::int64_t>(random() % 3);
    default:
      return static_cast<std::int64_t>(random() % (std::uint64_t{1} << (random() % 62)));
  }
}

/// A point near a border between slots of some level, up to 130 slots on.
std::int64_t some_border(std::mt19937_64& random, std::int64_t origin_ns, std::int64_t now_ns) {
  const int shift = 12 + 6 * static_cast<int>(random() % 4);
  const auto slot = ((now_ns - origin_ns) >> shift) + static_cast<std::int64_t>(random() % 131);
  return origin_ns + (slot << shift) - 1 + static_cast<std::int64_t>(random() % 3);
}

class WheelProperty : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(WheelProperty, PopsInOrderOfDeadlineThenOfArming) {
  std::mt19937_64 random(GetParam());
  // Also an origin that is no multiple of any slot, and one before the origin of the clock.
  const std::int64_t origin = GetParam() % 3 == 0 ? -987'654'321 : 123'456'789'123 + 17;
  Checked checked(origin);
  std::vector<TestTimer> timers(300);
  for (int step = 0; step < 20'000 && !HasFailure(); ++step) {
    TestTimer& timer = timers[random() % timers.size()];
    switch (random() % 12) {
      case 0:
        checked.disarm(timer);
        break;
      case 1:
        checked.pop();
        break;
      case 2:
        checked.pop_all();
        while (random() % 2 == 0 && checked.wheel_.prepare()) {
        }
        checked.check_next_wake();
        break;
      case 3:
        checked.advance_to(checked.now_ns_ + static_cast<std::int64_t>(random() % 10'000'000));
        break;
      case 4: {
        const std::int64_t next = checked.next_deadline();
        if (next != TimerWheel::kNothing && next < (std::int64_t{1} << 61)) {
          checked.advance_to(next - static_cast<std::int64_t>(random() % 2));
        }
        break;
      }
      case 5:
        checked.advance_to(
            std::min(some_border(random, origin, checked.now_ns_), checked.next_deadline()));
        break;
      case 6:
      case 7:
      case 8:
        checked.arm(timer, some_border(random, origin, checked.now_ns_));
        break;
      default:
        checked.arm(timer, checked.now_ns_ + some_distance(random));
    }
  }
  EXPECT_GT(checked.popped_, 1'000u);
  for (TestTimer& timer : timers) checked.disarm(timer);
  EXPECT_EQ(checked.wheel_.next_wake_ns(), TimerWheel::kNothing);
  EXPECT_EQ(checked.wheel_.pop_any(), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Seeds, WheelProperty, ::testing::Range<std::uint64_t>(1, 31));

TEST(TimerWheel, EqualDeadlinesPopInTheOrderOfArming) {
  Checked checked(0);
  std::vector<TestTimer> timers(1000);
  for (TestTimer& timer : timers) checked.arm(timer, 3'000'000'000);
  checked.advance_to(2'999'999'999);
  EXPECT_EQ(checked.pop_all(), 0u);
  checked.advance_to(3'000'000'000);
  EXPECT_EQ(checked.pop_all(), timers.size());
}

TEST(TimerWheel, NeverIsNeverDue) {
  Checked checked(5);
  TestTimer timer;
  checked.arm(timer, TimerWheel::kNothing);
  checked.advance_to(TimerWheel::kNothing - 1);
  EXPECT_EQ(checked.pop(), nullptr);
  EXPECT_TRUE(TimerWheel::is_armed(timer));
}

TEST(TimerWheel, KnowsTheNextDeadlineExactlyWithoutMovingAnything) {
  Checked checked(0);
  TestTimer far;
  TestTimer near;
  checked.arm(far, 3'600'000'000'123);
  EXPECT_EQ(checked.wheel_.next_wake_ns(), 3'600'000'000'123);
  checked.arm(near, 77'777);
  EXPECT_EQ(checked.wheel_.next_wake_ns(), 77'777);
  checked.disarm(near);
  EXPECT_EQ(checked.wheel_.next_wake_ns(), 3'600'000'000'123);
}

TEST(TimerWheel, MillionTimersPopInOrderInBoundedPieces) {
  Checked checked(1'000);
  std::mt19937_64 random(7);
  std::vector<TestTimer> timers(1'000'000);
  for (TestTimer& timer : timers) {
    checked.arm(timer, 60'000'000'000 + static_cast<std::int64_t>(random() % 1'000'000'000));
  }
  std::size_t popped = 0;
  while (popped < timers.size() && !HasFailure()) {
    checked.advance_to(checked.now_ns_ + 10'000'000'000);
    popped += checked.pop_all();
  }
  EXPECT_EQ(popped, timers.size());
  EXPECT_GT(checked.pieces_, 100u);
}

TEST(TimerWheel, LargeSlotsAreMovedAheadOfTheirTime) {
  Checked checked(0);
  std::mt19937_64 random(7);
  std::vector<TestTimer> timers(20'000);
  const std::int64_t first = 1'000'000'000'000;
  for (TestTimer& timer : timers) {
    checked.arm(timer, first + static_cast<std::int64_t>(random() % 1'000'000));
  }
  // Woken as it wants to be, the wheel has nothing large left to move when the first deadline
  // comes.
  while (checked.now_ns_ < checked.next_deadline()) {
    const std::int64_t wake_ns = checked.wheel_.next_wake_ns();
    ASSERT_GT(wake_ns, checked.now_ns_);
    checked.advance_to(wake_ns);
    if (checked.now_ns_ == checked.next_deadline()) break;
    EXPECT_EQ(checked.pop(), nullptr);
    while (checked.wheel_.prepare()) {
    }
  }
  checked.pieces_ = 0;
  EXPECT_GE(checked.pop_all(), 1u);
  EXPECT_EQ(checked.pieces_, 0u);
}

}  // namespace
}  // namespace quoll
