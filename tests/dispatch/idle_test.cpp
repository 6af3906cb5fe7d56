// Who has nothing to do sleeps until somebody wakes him (spec: 20, 14, row 3).
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/timer.h>

#include <atomic>
#include <memory>
#include <thread>

#include "support/mama_fixture.h"
#include "support/test_transport.h"

namespace quoll::test {
namespace {

using std::chrono::hours;

/// The virtual clock, and a count of the sleeps of all threads but the test's own.
class SleepCounter final : public Clock {
 public:
  TimePoint now() const noexcept override { return clock_.now(); }
  std::chrono::system_clock::time_point wall_now() const noexcept override {
    return clock_.wall_now();
  }
  bool wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
            TimePoint deadline) noexcept override {
    if (std::this_thread::get_id() != test_) ++sleeps_;
    return clock_.wait(word, expected, deadline);
  }
  void wake_one(const std::atomic<std::uint32_t>& word) noexcept override { clock_.wake_one(word); }
  void wake_all(const std::atomic<std::uint32_t>& word) noexcept override { clock_.wake_all(word); }
  std::unique_ptr<Thread> spawn(std::string name, std::function<void()> body) override {
    ++threads_;
    return clock_.spawn(std::move(name), std::move(body));
  }

  int sleeps() const noexcept { return sleeps_; }
  int threads() const noexcept { return threads_; }

 private:
  VirtualClock clock_{1};
  const std::thread::id test_ = std::this_thread::get_id();
  std::atomic<int> sleeps_{0};
  std::atomic<int> threads_{0};
};

class Idle : public MamaTest {
 protected:
  Idle() { Clock::set_process(clock_); }
  ~Idle() override {
    mama_.reset();
    Clock::set_process(Clock::real());
  }
  const char* bridge_name() const override { return "loopback"; }

  SleepCounter clock_;
};

TEST_F(Idle, NobodyWakesUpFromTimeToTime) {
  constexpr double kTwoDaysInSeconds = 48 * 3600.0;
  ASSERT_EQ(mama_startBackground(bridge(), [](mama_status) {}), MAMA_STATUS_OK);
  TestTransport transport(bridge());
  TestQueue queue(bridge());
  TestQueue polled(bridge());
  TestDispatcher dispatcher(queue);
  TestThread thread([&] { EXPECT_EQ(mamaQueue_dispatch(polled), MAMA_STATUS_OK); });
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_create(
                &timer, queue, [](mamaTimer, void*) {}, kTwoDaysInSeconds, nullptr),
            MAMA_STATUS_OK);
  EXPECT_GE(clock_.threads(), 4) << "default queue, dispatcher, thread, timers";

  let_others_wait();
  const int before = clock_.sleeps();
  EXPECT_GE(before, 4);
  clock_.sleep_for(hours(24));
  EXPECT_EQ(clock_.sleeps(), before);

  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_stopDispatch(polled), MAMA_STATUS_OK);
  thread.join();
}

}  // namespace
}  // namespace quoll::test
