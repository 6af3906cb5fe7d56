/// Fixtures that open MAMA with a middleware bridge, on the real clock or on the virtual one.
#pragma once

#include <gtest/gtest.h>
#include <mama/mama.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "quoll/clock.h"
#include "quoll/virtual_clock.h"

namespace quoll::test {

/// The middleware that a test of any middleware runs on: what QUOLL_TEST_BRIDGE says, else
/// `otherwise`.
inline const char* bridge_under_test(const char* otherwise) {
  const char* const chosen = std::getenv("QUOLL_TEST_BRIDGE");
  return chosen != nullptr ? chosen : otherwise;
}

/// Loads a bridge and opens MAMA; closes it at the end of its life. `mama_close` may be called
/// before.
class OpenMama {
 public:
  explicit OpenMama(const char* bridge_name) {
    status_ = mama_loadBridge(&bridge_, bridge_name);
    if (status_ == MAMA_STATUS_OK) status_ = mama_open();
  }
  ~OpenMama() { mama_close(); }
  OpenMama(const OpenMama&) = delete;
  OpenMama& operator=(const OpenMama&) = delete;

  mama_status status() const { return status_; }
  mamaBridge bridge() const { return bridge_; }
  mamaQueue default_queue() const {
    mamaQueue queue = nullptr;
    mama_getDefaultEventQueue(bridge_, &queue);
    return queue;
  }

 private:
  mamaBridge bridge_ = nullptr;
  mama_status status_ = MAMA_STATUS_OK;
};

/// Base of tests at the MAMA level: MAMA is open with the bridge "probe" (tests/support/bridges),
/// which extends base. Override bridge_name() for another one.
class MamaTest : public ::testing::Test {
 protected:
  void SetUp() override {
    mama_.reset();  // its end closes: not after the next one has opened
    mama_ = std::make_unique<OpenMama>(bridge_name());
    ASSERT_EQ(mama_->status(), MAMA_STATUS_OK) << mamaStatus_stringForStatus(mama_->status());
  }
  void TearDown() override { mama_.reset(); }
  virtual const char* bridge_name() const { return "probe"; }

  mamaBridge bridge() const { return mama_->bridge(); }
  mamaQueue default_queue() const { return mama_->default_queue(); }

  std::unique_ptr<OpenMama> mama_;
};

/// The same on a virtual clock: one thread at a time, time costs nothing, the same every run.
class VirtualMamaTest : public MamaTest {
 protected:
  explicit VirtualMamaTest(std::uint64_t seed = 1) : clock_(std::make_unique<VirtualClock>(seed)) {
    Clock::set_process(*clock_);
  }
  ~VirtualMamaTest() override {
    mama_.reset();
    Clock::set_process(Clock::real());
  }

  VirtualClock& clock() { return *clock_; }

 private:
  std::unique_ptr<VirtualClock> clock_;
};

/// On the virtual clock: lets all other threads run until each of them waits. What they do too
/// early, because of a fault, they have done when this returns, however slow the machine is.
inline void let_others_wait() { Clock::process().sleep_for(std::chrono::milliseconds(100)); }

/// A queue of one test, destroyed at its end unless that was done before.
class TestQueue {
 public:
  explicit TestQueue(mamaBridge bridge) {
    EXPECT_EQ(mamaQueue_create(&queue_, bridge), MAMA_STATUS_OK);
  }
  ~TestQueue() {
    if (queue_ != nullptr) {
      EXPECT_EQ(mamaQueue_destroy(queue_), MAMA_STATUS_OK);
    }
  }
  TestQueue(const TestQueue&) = delete;
  TestQueue& operator=(const TestQueue&) = delete;

  operator mamaQueue() const { return queue_; }
  /// The test destroys it itself.
  mamaQueue release() { return std::exchange(queue_, nullptr); }

 private:
  mamaQueue queue_ = nullptr;
};

/// A dispatcher of one test.
class TestDispatcher {
 public:
  explicit TestDispatcher(mamaQueue queue) {
    EXPECT_EQ(mamaDispatcher_create(&dispatcher_, queue), MAMA_STATUS_OK);
  }
  ~TestDispatcher() {
    if (dispatcher_ != nullptr) {
      EXPECT_EQ(mamaDispatcher_destroy(dispatcher_), MAMA_STATUS_OK);
    }
  }
  TestDispatcher(const TestDispatcher&) = delete;
  TestDispatcher& operator=(const TestDispatcher&) = delete;

  operator mamaDispatcher() const { return dispatcher_; }
  mamaDispatcher release() { return std::exchange(dispatcher_, nullptr); }

 private:
  mamaDispatcher dispatcher_ = nullptr;
};

/// A thread of a test; made by the clock, so that it also takes part in virtual time. Joined at the
/// end.
class TestThread {
 public:
  explicit TestThread(std::function<void()> body)
      : thread_(Clock::process().spawn("test", std::move(body))) {}
  ~TestThread() { join(); }
  TestThread(const TestThread&) = delete;
  TestThread& operator=(const TestThread&) = delete;

  void join() {
    if (thread_ != nullptr) thread_->join();
    thread_.reset();
  }

 private:
  std::unique_ptr<Thread> thread_;
};

/// Enqueues a function; it is kept until it has run, so it must run.
inline mama_status enqueue(mamaQueue queue, std::function<void()> body) {
  auto* kept = new std::function<void()>(std::move(body));
  const mama_status status = mamaQueue_enqueueEvent(
      queue,
      [](mamaQueue, void* closure) {
        const std::unique_ptr<std::function<void()>> run(
            static_cast<std::function<void()>*>(closure));
        (*run)();
      },
      kept);
  if (status != MAMA_STATUS_OK) delete kept;
  return status;
}

}  // namespace quoll::test
