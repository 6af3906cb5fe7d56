/// What the tests of the managed environment share.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mama/mamaManagedEnvironment.h>

#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "pubsub/pubsub_support.h"
#include "support/mama_fixture.h"
#include "support/signal.h"

namespace quoll::test {

using namespace std::chrono_literals;

/// A connection of one test; destroyed at its end unless the test did that.
class TestConnection {
 public:
  explicit TestConnection(mamaBridge bridge) {
    EXPECT_EQ(mamaEnv_createConnection(bridge, &connection_), MAMA_STATUS_OK);
  }
  ~TestConnection() { destroy(); }
  TestConnection(const TestConnection&) = delete;
  TestConnection& operator=(const TestConnection&) = delete;

  operator mamaEnvConnection() const { return connection_; }
  void destroy() {
    if (connection_ != nullptr) {
      EXPECT_EQ(mamaEnv_destroyConnection(release()), MAMA_STATUS_OK);
    }
  }
  /// The test destroys it itself.
  mamaEnvConnection release() { return std::exchange(connection_, nullptr); }

  mamaEnvSession create_session() const {
    mamaEnvSession session = nullptr;
    EXPECT_EQ(mamaEnv_createSession(connection_, &session), MAMA_STATUS_OK);
    return session;
  }

 private:
  mamaEnvConnection connection_ = nullptr;
};

/// A managed timer; the test ends it, or its connection does.
class ManagedTicker {
 public:
  explicit ManagedTicker(std::function<void()> action = {}) : on_tick(std::move(action)) {}
  ManagedTicker(const ManagedTicker&) = delete;
  ManagedTicker& operator=(const ManagedTicker&) = delete;

  mama_status start(mamaEnvSession on, double interval_s = 0.01) {
    session = on;
    return mamaEnv_createTimer(
        [](mamaTimer handle, void* closure) {
          auto& self = *static_cast<ManagedTicker*>(closure);
          self.thread = std::this_thread::get_id();
          EXPECT_EQ(handle, self.timer);
          if (self.on_tick) self.on_tick();
          self.ticks.raise();
        },
        this, interval_s, on, &timer);
  }
  mama_status destroy() { return mamaEnv_destroyTimer(session, timer); }
  mama_status shut_down() { return mamaEnv_shutdownTimer(session, timer); }
  mamaQueue queue() const {
    mamaQueue result = nullptr;
    EXPECT_EQ(mamaTimer_getQueue(timer, &result), MAMA_STATUS_OK);
    return result;
  }

  std::function<void()> on_tick;
  mamaEnvSession session = nullptr;
  mamaTimer timer = nullptr;
  Signal ticks;  // that have ended
  std::thread::id thread;
};

/// MAMA on the loopback, or on the bridge under test, with one connection, on the virtual clock.
class ManagedTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return bridge_under_test("loopback"); }
  void SetUp() override {
    VirtualMamaTest::SetUp();
    connection_ = std::make_unique<TestConnection>(bridge());
    session_ = connection_->create_session();
  }
  void TearDown() override {
    connection_.reset();
    VirtualMamaTest::TearDown();
  }

  TestConnection& connection() { return *connection_; }
  mamaEnvSession session() const { return session_; }

 private:
  std::unique_ptr<TestConnection> connection_;
  mamaEnvSession session_ = nullptr;
};

/// A callback that stays until it is let go.
class Hold {
 public:
  /// In the callback.
  void stay() {
    inside.raise();
    EXPECT_TRUE(released_.wait(1, 1h));
  }
  void release() { released_.raise(); }

  Signal inside;

 private:
  Signal released_;
};

}  // namespace quoll::test
