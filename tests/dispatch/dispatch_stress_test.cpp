// Races between the threads that use queues, dispatchers, timers, ios and inboxes. Meant for the
// thread sanitizer, and to be repeated.
#include <fcntl.h>
#include <mama/inbox.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/inbox.h>
#include <mama/integration/queue.h>
#include <mama/io.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/timer.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <vector>

#include "support/bridges/probe.h"
#include "support/mama_fixture.h"
#include "support/signal.h"
#include "support/test_transport.h"

namespace quoll::test {
namespace {

class DispatchStressTest : public MamaTest, public ::testing::WithParamInterface<const char*> {
 protected:
  const char* bridge_name() const override { return GetParam(); }
};

// ---- a stop is never lost ----------------------------------------------------------------------

TEST_P(DispatchStressTest, DispatchersEndWheneverTheyAreDestroyed) {
  TestQueue queue(bridge());
  std::atomic<bool> done{false};
  TestThread stopping([&] {
    while (!done.load(std::memory_order_relaxed)) {
      EXPECT_EQ(mamaQueue_stopDispatch(queue), MAMA_STATUS_OK);
    }
  });
  for (int i = 0; i < 60; ++i) {
    TestDispatcher dispatcher(queue);
    if (i % 3 == 0) continue;
    Signal ran;
    ASSERT_EQ(enqueue(queue, [&] { ran.raise(); }), MAMA_STATUS_OK);
    ASSERT_TRUE(ran.wait());
  }
  done.store(true, std::memory_order_relaxed);
}

TEST_P(DispatchStressTest, StartEndsWheneverItIsStopped) {
  for (int i = 0; i < 60; ++i) {
    TestThread starting([&] { EXPECT_EQ(mama_start(bridge()), MAMA_STATUS_OK); });
    if (i % 2 == 0) {
      Signal ran;
      ASSERT_EQ(enqueue(default_queue(), [&] { ran.raise(); }), MAMA_STATUS_OK);
      ASSERT_TRUE(ran.wait());
      EXPECT_EQ(mama_stop(bridge()), MAMA_STATUS_OK);
    } else {
      // As early as it can be: a stop before the start is none, so repeat until it has returned.
      Signal returned;
      TestThread joining([&] {
        starting.join();
        returned.raise();
      });
      while (!returned.wait(1, std::chrono::milliseconds(1))) mama_stop(bridge());
    }
  }
}

TEST_P(DispatchStressTest, QueuesEndUnderTheirDispatchingThreads) {
  for (int i = 0; i < 40; ++i) {
    mamaQueue queue = nullptr;
    ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
    TestDispatcher dispatcher(queue);
    Signal entering;
    TestThread blocking([&] {
      entering.raise();
      mamaQueue_dispatchEvent(queue);
    });
    TestThread timed([&] {
      entering.raise();
      while (mamaQueue_timedDispatch(queue, 1) != MAMA_STATUS_INVALID_ARG) {
      }
    });
    ASSERT_TRUE(entering.wait(2));
    if (i % 2 == 0) {
      EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
    } else {
      ASSERT_EQ(enqueue(queue, [&] { EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK); }),
                MAMA_STATUS_OK);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Bridges, DispatchStressTest, ::testing::Values("probe", "bare"));

// ---- events ------------------------------------------------------------------------------------

using RaceTest = MamaTest;

TEST_F(RaceTest, EveryProducersEventsRunInItsOrder) {
  constexpr int kProducers = 3;
  constexpr int kEvents = 2000;
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  int next[kProducers] = {};
  Signal done;
  {
    std::vector<std::unique_ptr<TestThread>> producers;
    for (int p = 0; p < kProducers; ++p) {
      producers.push_back(std::make_unique<TestThread>([&, p] {
        for (int i = 0; i < kEvents; ++i) {
          ASSERT_EQ(enqueue(queue, [&, p, i] { EXPECT_EQ(next[p]++, i); }), MAMA_STATUS_OK);
        }
        ASSERT_EQ(enqueue(queue, [&] { done.raise(); }), MAMA_STATUS_OK);
      }));
    }
  }
  ASSERT_TRUE(done.wait(kProducers));
  for (const int count : next) EXPECT_EQ(count, kEvents);
}

// The event may run, and end the queue, before the enqueue that brought it has returned.
TEST_F(RaceTest, AnEventMayEndTheQueueUnderItsProducer) {
  for (int i = 0; i < 100; ++i) {
    mamaQueue queue = nullptr;
    ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
    std::atomic<int> calls{0};
    if (i % 2 == 0) {
      ASSERT_EQ(
          mamaQueue_setEnqueueCallback(
              queue, [](mamaQueue, void* c) { ++*static_cast<std::atomic<int>*>(c); }, &calls),
          MAMA_STATUS_OK);
    }
    TestDispatcher dispatcher(queue);
    ASSERT_EQ(enqueue(queue, [queue] { EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK); }),
              MAMA_STATUS_OK);
  }
}

TEST_F(RaceTest, EnqueueCallbacksComeWithTheirClosureAndNeverAfterRemove) {
  struct Pair {
    std::atomic<bool> set{false};
    std::atomic<int> calls{0};
  } first, second;
  static Pair* a;
  static Pair* b;
  a = &first;
  b = &second;
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  std::atomic<bool> done{false};
  TestThread producer([&] {
    while (!done.load(std::memory_order_relaxed)) {
      ASSERT_EQ(mamaQueue_enqueueEvent(
                    queue, [](mamaQueue, void*) {}, nullptr),
                MAMA_STATUS_OK);
    }
  });
  const auto for_a = [](mamaQueue, void* closure) {
    EXPECT_EQ(closure, a);
    EXPECT_TRUE(a->set.load());
    ++a->calls;
  };
  const auto for_b = [](mamaQueue, void* closure) {
    EXPECT_EQ(closure, b);
    EXPECT_TRUE(b->set.load());
    ++b->calls;
  };
  for (int i = 0; i < 500 || first.calls == 0 || second.calls == 0; ++i) {
    first.set = true;
    ASSERT_EQ(mamaQueue_setEnqueueCallback(queue, for_a, a), MAMA_STATUS_OK);
    second.set = true;
    ASSERT_EQ(mamaQueue_setEnqueueCallback(queue, for_b, b), MAMA_STATUS_OK);
    first.set = false;  // replaced: no call of the first starts or runs any more
    ASSERT_EQ(mamaQueue_removeEnqueueCallback(queue), MAMA_STATUS_OK);
    second.set = false;
  }
  done.store(true, std::memory_order_relaxed);
}

// ---- timers ------------------------------------------------------------------------------------

struct Guarded {
  mamaTimer timer = nullptr;
  std::atomic<bool> ended{false};
  std::atomic<int> inside{0};
  Signal ticks;
  Signal destroyed;

  static void MAMACALLTYPE tick(mamaTimer, void* closure) {
    auto& self = *static_cast<Guarded*>(closure);
    ++self.inside;
    EXPECT_FALSE(self.ended.load()) << "a tick after the notification";
    self.ticks.raise();
    --self.inside;
  }
  static void MAMACALLTYPE gone(mamaTimer, void* closure) {
    auto& self = *static_cast<Guarded*>(closure);
    EXPECT_EQ(self.inside.load(), 0) << "the notification beside a tick";
    EXPECT_FALSE(self.ended.exchange(true));
    self.destroyed.raise();
  }
};

TEST_F(RaceTest, TimersEndFromAnyThreadWhateverOthersDoWithThem) {
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  std::atomic<bool> done{false};
  TestThread beside([&] {  // a second thread that dispatches: ticks overlap
    while (!done.load(std::memory_order_relaxed)) mamaQueue_timedDispatch(queue, 1);
  });
  for (int i = 0; i < 100; ++i) {
    Guarded guarded;
    ASSERT_EQ(mamaTimer_create2(&guarded.timer, queue, &Guarded::tick, &Guarded::gone,
                                i % 2 == 0 ? 0.0 : 0.00005, &guarded),
              MAMA_STATUS_OK);
    ASSERT_TRUE(guarded.ticks.wait(2));
    std::atomic<bool> destroyed{false};
    TestThread meddling([&] {
      while (!destroyed.load()) {
        mamaTimer_setInterval(guarded.timer, 0.00005);
        mamaTimer_reset(guarded.timer);
      }
    });
    Signal first;
    // Before the notification the handle is good for statuses.
    ASSERT_EQ(enqueue(queue,
                      [&] {
                        destroyed = true;
                        first.raise();
                      }),
              MAMA_STATUS_OK);
    ASSERT_TRUE(first.wait());
    meddling.join();
    EXPECT_EQ(mamaTimer_destroy(guarded.timer), MAMA_STATUS_OK);
    ASSERT_TRUE(guarded.destroyed.wait());
  }
  done.store(true, std::memory_order_relaxed);
  beside.join();
}

TEST_F(RaceTest, OneOfTwoDestroysWins) {
  TestQueue queue(bridge());
  for (int i = 0; i < 100; ++i) {
    Guarded guarded;
    ASSERT_EQ(
        mamaTimer_create2(&guarded.timer, queue, &Guarded::tick, &Guarded::gone, 3600, &guarded),
        MAMA_STATUS_OK);
    std::atomic<int> wins{0};
    {
      TestThread one([&] { wins += mamaTimer_destroy(guarded.timer) == MAMA_STATUS_OK ? 1 : 0; });
      TestThread two([&] { wins += mamaTimer_destroy(guarded.timer) == MAMA_STATUS_OK ? 1 : 0; });
    }
    EXPECT_EQ(wins, 1);
    ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
    EXPECT_EQ(guarded.destroyed.count(), 1u);
  }
}

// ---- ios ---------------------------------------------------------------------------------------

TEST_F(RaceTest, NoActionRunsOnceDestroyHasReturned) {
  TestQueue queue(bridge());
  TestDispatcher dispatcher(queue);
  int ends[2] = {-1, -1};
  ASSERT_EQ(::pipe2(ends, O_NONBLOCK | O_CLOEXEC), 0);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  struct Watched {
    std::atomic<bool> ended{false};
    Signal calls;
  };
  for (int i = 0; i < 100; ++i) {
    Watched watched;
    mamaIo io = nullptr;
    ASSERT_EQ(mamaIo_create(
                  &io, queue, static_cast<std::uint32_t>(ends[0]),
                  [](mamaIo, mamaIoType, void* closure) {
                    auto& self = *static_cast<Watched*>(closure);
                    EXPECT_FALSE(self.ended.load());
                    self.calls.raise();
                    EXPECT_FALSE(self.ended.load());
                  },
                  MAMA_IO_READ, &watched),
              MAMA_STATUS_OK);
    ASSERT_TRUE(watched.calls.wait(i % 3));
    EXPECT_EQ(mamaIo_destroy(io), MAMA_STATUS_OK);
    watched.ended = true;
  }
  ::close(ends[0]);
  ::close(ends[1]);
}

// ---- inboxes -----------------------------------------------------------------------------------

TEST_F(RaceTest, InboxesEndWhileMessagesCome) {
  TestQueue queue(bridge());
  TestTransport transport(bridge());
  TestDispatcher dispatcher(queue);
  struct Heard {
    std::atomic<bool> ended{false};
    Signal messages;
  };
  for (int i = 0; i < 100; ++i) {
    probe_setAsynchronousDestroy(i % 2);
    auto heard = std::make_unique<Heard>();
    Signal destroyed;
    static Signal* on_destroyed;
    on_destroyed = &destroyed;
    mamaInbox inbox = nullptr;
    ASSERT_EQ(mamaInbox_create2(
                  &inbox, transport, queue,
                  [](mamaMsg, void* closure) { static_cast<Heard*>(closure)->messages.raise(); },
                  nullptr, [](mamaInbox, void*) { on_destroyed->raise(); }, heard.get()),
              MAMA_STATUS_OK);
    const std::string subject =
        baseBridgeMamaInboxImpl_getReplySubject(mamaInboxImpl_getInboxBridge(inbox));
    TestThread sending([&] {
      for (int n = 0; n < 200 && probe_deliver(subject.c_str()) > 0; ++n) {
      }
    });
    ASSERT_TRUE(heard->messages.wait());
    // On the queue's thread, as the interface asks of whoever wants no message afterwards.
    ASSERT_EQ(enqueue(queue, [&] { EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK); }),
              MAMA_STATUS_OK);
    ASSERT_TRUE(destroyed.wait());
  }
  probe_setAsynchronousDestroy(0);
}

// ---- everything again and again ----------------------------------------------------------------

TEST(CycleTest, OpenUseCloseLeavesNothingBehind) {
  for (int i = 0; i < 30; ++i) {
    OpenMama mama("probe");
    ASSERT_EQ(mama.status(), MAMA_STATUS_OK);
    TestQueue queue(mama.bridge());
    TestDispatcher dispatcher(queue);
    Guarded guarded;
    ASSERT_EQ(
        mamaTimer_create2(&guarded.timer, queue, &Guarded::tick, &Guarded::gone, 0.0, &guarded),
        MAMA_STATUS_OK);
    TestThread starting([&] { EXPECT_EQ(mama_start(mama.bridge()), MAMA_STATUS_OK); });
    Signal ran;
    ASSERT_EQ(enqueue(mama.default_queue(), [&] { ran.raise(); }), MAMA_STATUS_OK);
    ASSERT_TRUE(ran.wait());
    ASSERT_TRUE(guarded.ticks.wait(3));
    EXPECT_EQ(mamaTimer_destroy(guarded.timer), MAMA_STATUS_OK);
    ASSERT_TRUE(guarded.destroyed.wait());
    EXPECT_EQ(mama_stop(mama.bridge()), MAMA_STATUS_OK);
  }
}

}  // namespace
}  // namespace quoll::test
