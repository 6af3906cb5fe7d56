// Calls that find a handle alive whose object has ended, on another thread, before they are inside.
// The sanitizer builds see what such a call touches.
#include <mama/inbox.h>
#include <mama/integration/inbox.h>
#include <mama/io.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/queuegroup.h>
#include <mama/timer.h>

#include <atomic>
#include <cstdint>
#include <functional>

#include "support/mama_fixture.h"
#include "support/signal.h"
#include "support/test_transport.h"

namespace quoll::test {
namespace {

#if defined(__SANITIZE_THREAD__)
constexpr int kRounds = 200;
#else
constexpr int kRounds = 1000;
#endif

class LateCallTest : public MamaTest {
 protected:
  void SetUp() override {
    MamaTest::SetUp();
    mama_setLogCallback2([](MamaLogLevel, const char*) {});  // each late call is logged
  }
  void TearDown() override {
    mama_setLogCallback2(nullptr);
    MamaTest::TearDown();
  }

  /// In each round: another thread calls `use` until it tells that the object has ended, and this
  /// one ends it meanwhile.
  template <class Handle>
  static void end_beside_calls(const std::function<Handle()>& make,
                               const std::function<bool(Handle)>& use,
                               const std::function<void(Handle)>& end) {
    for (int round = 0; round < kRounds && !HasFailure(); ++round) {
      const Handle handle = make();
      Signal started;
      TestThread user([&] {
        EXPECT_TRUE(use(handle));
        started.raise();
        while (use(handle)) {
        }
      });
      ASSERT_TRUE(started.wait());
      end(handle);
    }
  }
};

TEST_F(LateCallTest, ATimerThatItsTickDestroys) {
  struct Of {
    std::atomic<bool> may_end{false};
    Signal gone;
  } of;
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  const auto tick = [](mamaTimer timer, void* closure) {
    if (static_cast<Of*>(closure)->may_end) mamaTimer_destroy(timer);
  };
  const auto on_gone = [](mamaTimer, void* closure) { static_cast<Of*>(closure)->gone.raise(); };
  std::uint32_t rounds = 0;
  end_beside_calls<mamaTimer>(
      [&] {
        of.may_end = false;
        mamaTimer timer = nullptr;
        EXPECT_EQ(mamaTimer_create2(&timer, queue, tick, on_gone, 0, &of), MAMA_STATUS_OK);
        return timer;
      },
      [](mamaTimer timer) {
        double interval = 0;
        mamaQueue of_timer = nullptr;
        const bool is_alive = mamaTimer_reset(timer) == MAMA_STATUS_OK;
        mamaTimer_getInterval(timer, &interval);
        mamaTimer_getQueue(timer, &of_timer);
        return is_alive;
      },
      [&](mamaTimer) {
        of.may_end = true;
        EXPECT_TRUE(of.gone.wait(++rounds));
      });
}

TEST_F(LateCallTest, AnIo) {
  TestQueue queue(bridge());
  end_beside_calls<mamaIo>(
      [&] {
        mamaIo io = nullptr;
        EXPECT_EQ(mamaIo_create(&io, queue, UINT32_MAX, nullptr, MAMA_IO_READ, nullptr),
                  MAMA_STATUS_OK);
        return io;
      },
      [](mamaIo io) {
        std::uint32_t descriptor = 0;
        return mamaIo_getDescriptor(io, &descriptor) == MAMA_STATUS_OK;
      },
      [](mamaIo io) { EXPECT_EQ(mamaIo_destroy(io), MAMA_STATUS_OK); });
}

TEST_F(LateCallTest, AnInbox) {
  TestQueue queue(bridge());
  TestTransport transport(bridge());
  end_beside_calls<mamaInbox>(
      [&] {
        mamaInbox inbox = nullptr;
        EXPECT_EQ(mamaInbox_create(
                      &inbox, transport, queue, [](mamaMsg, void*) {}, nullptr, nullptr),
                  MAMA_STATUS_OK);
        return inbox;
      },
      [](mamaInbox inbox) { return mamaInboxImpl_getInboxBridge(inbox) != nullptr; },
      [](mamaInbox inbox) { EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK); });
}

TEST_F(LateCallTest, ADispatcher) {
  TestQueue queue(bridge());
  end_beside_calls<mamaDispatcher>(
      [&] {
        mamaDispatcher dispatcher = nullptr;
        EXPECT_EQ(mamaDispatcher_create(&dispatcher, queue), MAMA_STATUS_OK);
        return dispatcher;
      },
      [](mamaDispatcher dispatcher) {
        mamaQueue of_dispatcher = nullptr;
        return mamaDispatcher_getQueue(dispatcher, &of_dispatcher) == MAMA_STATUS_OK;
      },
      [](mamaDispatcher dispatcher) {
        EXPECT_EQ(mamaDispatcher_destroy(dispatcher), MAMA_STATUS_OK);
      });
}

TEST_F(LateCallTest, AQueueGroup) {
  end_beside_calls<mamaQueueGroup>(
      [&] {
        mamaQueueGroup group = nullptr;
        EXPECT_EQ(mamaQueueGroup_create(&group, 1, bridge()), MAMA_STATUS_OK);
        return group;
      },
      [](mamaQueueGroup group) {
        int count = 0;
        mamaQueue queue = nullptr;
        mamaQueueGroup_getNextQueue(group, &queue);
        mamaQueueGroup_getQueueByIndex(group, &queue, 0);
        return mamaQueueGroup_getNumberOfQueues(group, &count) == MAMA_STATUS_OK;
      },
      [](mamaQueueGroup group) { EXPECT_EQ(mamaQueueGroup_destroy(group), MAMA_STATUS_OK); });
}

}  // namespace
}  // namespace quoll::test
