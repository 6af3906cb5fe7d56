// quoll::Gate: every interleaving that matters, each brought about by handshakes, on real threads.

#include "quoll/gate.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "quoll/ref.h"
#include "quoll/virtual_clock.h"

namespace quoll {
namespace {

#if defined(QUOLL_TEST_LIGHT_GATE)  // the same promises, so the same tests
using Gate = LightGate;
#endif

/// A one-way signal between threads.
class Signal {
 public:
  void set() {
    word_.store(1, std::memory_order_release);
    Clock::real().wake_all(word_);
  }
  void wait() const {
    while (!is_set()) Clock::real().wait(word_, 0);
  }
  bool is_set() const { return word_.load(std::memory_order_acquire) != 0; }

 private:
  std::atomic<std::uint32_t> word_{0};
};

// Until `gate` has been closed by another thread.
void await_closed(const Gate& gate) {
  while (!gate.closed()) std::this_thread::yield();
}

TEST(Gate, LetsInUntilClosed) {
  Gate gate;
  {
    Gate::Frame frame(gate);
    EXPECT_TRUE(frame);
    EXPECT_EQ(gate.frames(), 1u);
    EXPECT_TRUE(gate.entered_by_caller());
    EXPECT_TRUE(Gate::caller_is_inside_any());
  }
  EXPECT_EQ(gate.frames(), 0u);
  EXPECT_FALSE(gate.entered_by_caller());
  EXPECT_FALSE(Gate::caller_is_inside_any());
  EXPECT_FALSE(gate.closed());
  EXPECT_TRUE(gate.close());
  EXPECT_TRUE(gate.closed());
  Gate::Frame late(gate);
  EXPECT_FALSE(late);
  EXPECT_EQ(gate.frames(), 0u);
  EXPECT_FALSE(gate.entered_by_caller());
}

TEST(Gate, OnlyTheFirstCloseIsTrue) {
  Gate gate;
  EXPECT_TRUE(gate.close_and_wait());
  EXPECT_FALSE(gate.close_and_wait());
  EXPECT_FALSE(gate.close());
  EXPECT_FALSE(gate.close([](void*) { FAIL() << "the action of a later close ran"; }, nullptr));
}

TEST(Gate, FramesOfSeveralGatesInterleaveOnOneThread) {
  Gate a;
  Gate b;
  Gate::Frame outer(a);
  {
    Gate::Frame middle(b);
    Gate::Frame inner(a);
    EXPECT_EQ(a.frames(), 2u);
    EXPECT_EQ(b.frames(), 1u);
    EXPECT_TRUE(b.close_and_wait());  // waits for nothing: the only frame is ours
  }
  EXPECT_FALSE(b.entered_by_caller());
  EXPECT_TRUE(a.entered_by_caller());
  EXPECT_TRUE(a.close_and_wait());
}

TEST(Gate, LeavesWhenACallbackThrows) {
  Gate gate;
  EXPECT_THROW(
      {
        Gate::Frame frame(gate);
        throw std::runtime_error("from a callback");
      },
      std::runtime_error);
  EXPECT_EQ(gate.frames(), 0u);
  EXPECT_FALSE(Gate::caller_is_inside_any());
}

TEST(Gate, RefusedFrameInsideAClosedGateLeavesTheOuterOneCounted) {
  Gate gate;
  Gate::Frame outer(gate);
  gate.close();
  {
    Gate::Frame refused(gate);
    EXPECT_FALSE(refused);
  }
  EXPECT_EQ(gate.frames(), 1u);
  EXPECT_TRUE(gate.entered_by_caller());
}

TEST(GateDeathTest, MoreFramesThanItCanCountEndTheProcess) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_DEATH(
      {
        Gate gate;
        std::vector<std::unique_ptr<Gate::Frame>> frames;  // destroyed in reverse, never reached
        for (std::uint32_t i = 0; i < 2 * Gate::kMaxFrames; ++i) {
          frames.push_back(std::make_unique<Gate::Frame>(gate));
        }
      },
      "more frames");
}

// ---- who waits for whom -------------------------------------------------------------------------

/// What one of the threads of a scenario is when the gate is closed, and what it does then.
enum class Role {
  kCaller,             // inside; leaves when it is told to
  kNestedCaller,       // inside twice
  kCloserInside,       // inside; closes and waits
  kNestedCloserInside  // inside twice; closes and waits
};

struct Scenario {
  const char* name;
  std::vector<Role> threads;
  int closers_outside;
};

std::ostream& operator<<(std::ostream& out, const Scenario& scenario) {
  return out << scenario.name;
}

class GateScenario : public testing::TestWithParam<Scenario> {
 protected:
  struct Inside {
    Role role;
    Signal entered, may_leave, came_back, left;
  };

  static bool closes(Role role) {
    return role == Role::kCloserInside || role == Role::kNestedCloserInside;
  }

  void run(Inside& self) {
    Gate::Frame frame(gate_);
    ASSERT_TRUE(frame);
    if (self.role == Role::kNestedCaller || self.role == Role::kNestedCloserInside) {
      Gate::Frame nested(gate_);
      ASSERT_TRUE(nested);
      run_inside(self);
    } else {
      run_inside(self);
    }
  }

  void run_inside(Inside& self) {
    self.entered.set();
    start_.wait();
    if (closes(self.role)) {
      if (gate_.close_and_wait()) ++first_;
      self.came_back.set();
    }
    self.may_leave.wait();
    ++ended_;
  }

  Gate gate_;
  Signal start_;
  std::atomic<int> first_{0};
  std::atomic<int> ended_{0};
};

TEST_P(GateScenario, ClosersComeBackExactlyWhenTheyShould) {
  const Scenario& scenario = GetParam();
  std::vector<std::unique_ptr<Inside>> inside;
  std::vector<std::thread> threads;
  for (const Role role : scenario.threads) {
    inside.push_back(std::make_unique<Inside>());
    inside.back()->role = role;
    threads.emplace_back([this, &self = *inside.back()] {
      run(self);
      self.left.set();
    });
  }
  for (const auto& thread : inside) thread->entered.wait();

  const int all = static_cast<int>(scenario.threads.size());
  std::vector<std::thread> outside;
  std::atomic<int> outside_back{0};
  std::atomic<bool> came_back_early{false};
  for (int i = 0; i < scenario.closers_outside; ++i) {
    outside.emplace_back([&] {
      if (gate_.close_and_wait()) ++first_;
      if (ended_ != all) came_back_early = true;
      ++outside_back;
    });
  }
  start_.set();
  await_closed(gate_);
  EXPECT_FALSE(Gate::Frame(gate_));

  // Callers leave first, one after the other; until the last has left, nobody may come back.
  for (const auto& thread : inside) {
    if (closes(thread->role)) continue;
    for (const auto& closer : inside) EXPECT_FALSE(closer->came_back.is_set());
    EXPECT_EQ(outside_back, 0);
    thread->may_leave.set();
    thread->left.wait();
  }
  // Then the closers inside come back, though all of them are still inside.
  for (const auto& thread : inside) {
    if (closes(thread->role)) thread->came_back.wait();
  }
  // Those outside only when these have left too.
  for (const auto& thread : inside) {
    if (!closes(thread->role)) continue;
    EXPECT_EQ(outside_back, 0);
    thread->may_leave.set();
  }
  for (std::thread& thread : threads) thread.join();
  for (std::thread& thread : outside) thread.join();
  EXPECT_FALSE(came_back_early);
  EXPECT_EQ(outside_back, scenario.closers_outside);
  EXPECT_EQ(first_, 1);
  EXPECT_EQ(gate_.frames(), 0u);
}

using enum Role;
INSTANTIATE_TEST_SUITE_P(
    Table, GateScenario,
    testing::Values(
        Scenario{"NobodyInside", {}, 1}, Scenario{"NobodyInsideTwoClosers", {}, 2},
        Scenario{"OneCaller", {kCaller}, 1}, Scenario{"NestedCaller", {kNestedCaller}, 1},
        Scenario{"CallersAndTwoClosers", {kCaller, kNestedCaller, kCaller}, 2},
        Scenario{"SelfClose", {kCloserInside}, 0},
        Scenario{"NestedSelfClose", {kNestedCloserInside}, 0},
        Scenario{"SelfCloseBesideCaller", {kCloserInside, kCaller}, 0},
        Scenario{"SelfCloseAndCloserOutside", {kCloserInside}, 1},
        Scenario{"NestedSelfCloseAndCloserOutside", {kNestedCloserInside}, 1},
        Scenario{"TwoSelfClosersMeet", {kCloserInside, kCloserInside}, 0},
        Scenario{"NestedSelfClosersMeet", {kNestedCloserInside, kNestedCloserInside}, 0},
        Scenario{
            "SelfClosersMeetBesideCaller", {kCloserInside, kNestedCloserInside, kNestedCaller}, 0},
        Scenario{"Everybody", {kCloserInside, kNestedCloserInside, kCaller, kNestedCaller}, 2}),
    [](const auto& instance) { return instance.param.name; });

TEST(Gate, CloserInsideMayCloseAgainAndAgain) {
  Gate gate;
  Gate::Frame frame(gate);
  EXPECT_TRUE(gate.close_and_wait());
  // More often than the count of parked frames could hold, were they counted each time.
  for (int i = 0; i < 20000; ++i) ASSERT_FALSE(gate.close_and_wait());
  EXPECT_EQ(gate.frames(), 1u);
}

TEST(Gate, CloserOutsideWaitsForTheRestOfACallbackThatClosed) {
  Gate gate;
  Signal closed_inside, go_on;
  std::atomic<bool> ended{false};
  std::thread inside([&] {
    Gate::Frame frame(gate);
    gate.close_and_wait();
    closed_inside.set();
    go_on.wait();
    ended = true;
  });
  closed_inside.wait();
  std::thread releaser([&] { go_on.set(); });
  EXPECT_FALSE(gate.close_and_wait());
  EXPECT_TRUE(ended);
  inside.join();
  releaser.join();
}

// ---- drain actions ------------------------------------------------------------------------------

struct Drain {
  std::atomic<int> count{0};
  std::thread::id thread;
  static void run(void* closure) {
    auto* self = static_cast<Drain*>(closure);
    self->thread = std::this_thread::get_id();
    ++self->count;
  }
};

TEST(GateDrain, RunsInCloseWhenNobodyIsInside) {
  Gate gate;
  Drain drain;
  EXPECT_TRUE(gate.close(Drain::run, &drain));
  EXPECT_EQ(drain.count, 1);
  EXPECT_FALSE(gate.close(Drain::run, &drain));
  EXPECT_FALSE(Gate::Frame(gate));
  EXPECT_EQ(drain.count, 1);
}

TEST(GateDrain, RunsWhenTheOutermostOwnFrameHasLeft) {
  Gate gate;
  Drain drain;
  {
    Gate::Frame outer(gate);
    {
      Gate::Frame inner(gate);
      EXPECT_TRUE(gate.close(Drain::run, &drain));
    }
    EXPECT_EQ(drain.count, 0);
  }
  EXPECT_EQ(drain.count, 1);
}

TEST(GateDrain, RunsOnTheThreadThatLeavesLast) {
  Gate gate;
  Drain drain;
  Signal entered, leave;
  std::thread caller([&] {
    Gate::Frame frame(gate);
    entered.set();
    leave.wait();
  });
  entered.wait();
  const std::thread::id last = caller.get_id();
  EXPECT_TRUE(gate.close(Drain::run, &drain));
  EXPECT_FALSE(Gate::Frame(gate));  // one who comes late is not the last
  EXPECT_EQ(drain.count, 0);
  leave.set();
  caller.join();
  EXPECT_EQ(drain.count, 1);
  EXPECT_EQ(drain.thread, last);
}

TEST(GateDrain, ClosersThatWaitAreWokenBesideIt) {
  Gate gate;
  Drain drain;
  Signal entered, leave;
  std::thread caller([&] {
    Gate::Frame frame(gate);
    entered.set();
    leave.wait();
  });
  entered.wait();
  EXPECT_TRUE(gate.close(Drain::run, &drain));
  std::thread closer([&] { EXPECT_FALSE(gate.close_and_wait()); });
  leave.set();
  closer.join();
  caller.join();
  EXPECT_EQ(drain.count, 1);
}

/// The second pattern of docs/lifetime.md.
class Shared : public RefCounted<Shared> {
 public:
  explicit Shared(std::atomic<int>& destroyed) : destroyed_(destroyed) {}
  ~Shared() { ++destroyed_; }
  bool callback() {
    Gate::Frame frame(gate_);
    return static_cast<bool>(frame);
  }
  void destroy() {
    gate_.close([](void* self) { static_cast<Shared*>(self)->unref(); }, this);
  }
  Gate& gate() { return gate_; }

 private:
  Gate gate_;
  std::atomic<int>& destroyed_;
};

TEST(GateDrain, MayFreeTheGateInsideCloseAndInsideLeave) {
  std::atomic<int> destroyed{0};
  make_ref<Shared>(destroyed).release()->destroy();
  EXPECT_EQ(destroyed, 1);

  Shared* object = make_ref<Shared>(destroyed).release();
  {
    Gate::Frame frame(object->gate());
    object->destroy();
    EXPECT_EQ(destroyed, 1);
  }
  EXPECT_EQ(destroyed, 2);
}

// ---- other clocks -------------------------------------------------------------------------------

TEST(GateClock, WaiterOnAVirtualClockIsWokenByALeaver) {
  VirtualClock clock;
  Gate gate;
  std::atomic<std::uint32_t> entered{0};
  std::atomic<std::uint32_t> unused{0};
  bool ended = false;
  auto caller = clock.spawn("caller", [&] {
    Gate::Frame frame(gate);
    entered.store(1);
    clock.wake_all(entered);
    clock.wait(unused, 0, clock.now() + std::chrono::seconds(1));
    ended = true;
  });
  while (entered.load() == 0) clock.wait(entered, 0, kNever);
  EXPECT_TRUE(gate.close_and_wait(clock));
  EXPECT_TRUE(ended);
  caller->join();
}

}  // namespace
}  // namespace quoll
