// Calls that overlap the end, or the beginning, of what they work on.
#include <bridge.h>
#include <mama/inbox.h>
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>
#include <mama/io.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/timer.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>

#include "support/mama_fixture.h"
#include "support/signal.h"
#include "support/test_transport.h"

namespace quoll::test {
namespace {

/// Replaces a function of a bridge's table for a scope.
template <class Function>
class Meddling {
 public:
  Meddling(Function& slot, Function with) : slot_(slot), original_(slot) { slot_ = with; }
  ~Meddling() { slot_ = original_; }
  Meddling(const Meddling&) = delete;
  Meddling& operator=(const Meddling&) = delete;
  Function original() const { return original_; }

 private:
  Function& slot_;
  Function const original_;
};

/// On both kinds of bridges: one that extends base, and one that extends nothing.
class OverlapTest : public MamaTest, public ::testing::WithParamInterface<const char*> {
 protected:
  const char* bridge_name() const override { return GetParam(); }

  /// Runs `body` on a thread; a test that would hang ends with a failure instead.
  static void expect_end_of(const char* what, std::function<void()> body) {
    Signal ended;
    auto* thread = new TestThread([&ended, body = std::move(body)] {
      body();
      ended.raise();
    });
    if (!ended.wait()) {
      ADD_FAILURE() << what << " does not end";
      std::_Exit(1);  // nothing can be ended any more
    }
    delete thread;
  }
};

TEST_P(OverlapTest, ACallbackDestroysADispatcherThatWaitsForItsTurn) {
  TestQueue queue(bridge());
  expect_end_of("the callback", [&] {
    Signal ran;
    mamaDispatcher waiter = nullptr;
    ASSERT_EQ(enqueue(queue,
                      [&] {
                        ASSERT_EQ(mamaDispatcher_create(&waiter, queue), MAMA_STATUS_OK);
                        EXPECT_EQ(mamaDispatcher_destroy(waiter), MAMA_STATUS_OK);
                        ran.raise();
                      }),
              MAMA_STATUS_OK);
    ASSERT_EQ(enqueue(queue,
                      [&] {
                        ran.raise();  // the dispatch of this thread goes on
                        EXPECT_EQ(mamaQueue_stopDispatch(queue), MAMA_STATUS_OK);
                      }),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueue_dispatch(queue), MAMA_STATUS_OK);
    EXPECT_EQ(ran.count(), 2u);
  });
}

TEST_P(OverlapTest, TheNextInLineDispatchesWhenTheFirstWasStopped) {
  TestQueue queue(bridge());
  Signal inside;
  Signal go_on;
  TestThread first([&] { EXPECT_EQ(mamaQueue_dispatch(queue), MAMA_STATUS_OK); });
  ASSERT_EQ(enqueue(queue,
                    [&] {
                      inside.raise();
                      EXPECT_TRUE(go_on.wait());
                      EXPECT_EQ(mamaQueue_stopDispatch(queue), MAMA_STATUS_OK);
                    }),
            MAMA_STATUS_OK);
  ASSERT_TRUE(inside.wait());
  TestDispatcher second(queue);
  Signal ran;
  ASSERT_EQ(enqueue(queue, [&] { ran.raise(); }), MAMA_STATUS_OK);
  go_on.raise();
  EXPECT_TRUE(ran.wait());
  first.join();
}

/// In virtual time, where a thread can wait until all others wait.
class VirtualOverlapTest : public VirtualMamaTest,
                           public ::testing::WithParamInterface<const char*> {
 protected:
  const char* bridge_name() const override { return GetParam(); }
};

TEST_P(VirtualOverlapTest, DestroyWaitsForAnEnqueueThatIsInsideTheBridge) {
  static Signal* inside;
  static bool is_destroyed;
  static mama_status (*enqueue_event)(queueBridge, mamaQueueEnqueueCB, void*);
  static mama_status (*destroy)(queueBridge);
  Signal is_inside;
  inside = &is_inside;
  is_destroyed = false;
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  enqueue_event = bridge()->bridgeMamaQueueEnqueueEvent;
  destroy = bridge()->bridgeMamaQueueDestroy;
  Meddling meddle_destroy(
      bridge()->bridgeMamaQueueDestroy, +[](queueBridge q) -> mama_status {
        is_destroyed = true;
        return destroy(q);
      });
  Meddling meddle_enqueue(
      bridge()->bridgeMamaQueueEnqueueEvent,
      +[](queueBridge q, mamaQueueEnqueueCB callback, void* closure) -> mama_status {
        inside->raise();
        let_others_wait();
        EXPECT_FALSE(is_destroyed) << "under an enqueue";
        return enqueue_event(q, callback, closure);
      });
  TestThread enqueuing([&] {
    EXPECT_EQ(mamaQueue_enqueueEvent(
                  queue, [](mamaQueue, void*) { FAIL(); }, nullptr),
              MAMA_STATUS_OK);
  });
  ASSERT_TRUE(is_inside.wait());
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
  EXPECT_TRUE(is_destroyed);
  EXPECT_EQ(mamaQueue_enqueueEvent(
                queue, [](mamaQueue, void*) { FAIL(); }, nullptr),
            MAMA_STATUS_INVALID_ARG);
}

INSTANTIATE_TEST_SUITE_P(Bridges, VirtualOverlapTest, ::testing::Values("probe", "bare"));

using MessageOverlapTest = MamaTest;

TEST_F(MessageOverlapTest, ThreadsThatDispatchSideBySideHaveAMessageEach) {
  TestQueue queue(bridge());
  Signal both;
  mamaMsg messages[2] = {};
  for (mamaMsg& message : messages) {
    ASSERT_EQ(enqueue(queue,
                      [&] {
                        message = mamaQueueImpl_getMsg(queue);
                        EXPECT_NE(message, nullptr);
                        EXPECT_EQ(mamaQueueImpl_getMsg(queue), message) << "reused in one call";
                        both.raise();
                        EXPECT_TRUE(both.wait(2));
                      }),
              MAMA_STATUS_OK);
  }
  {
    TestThread other([&] { EXPECT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK); });
    EXPECT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  }
  EXPECT_NE(messages[0], messages[1]);
  // Given back: the next call uses one of them.
  mamaMsg next = nullptr;
  ASSERT_EQ(enqueue(queue, [&] { next = mamaQueueImpl_getMsg(queue); }), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_TRUE(next == messages[0] || next == messages[1]);
}

TEST_F(MessageOverlapTest, ADetachedMessageIsNotGivenBack) {
  TestQueue queue(bridge());
  mamaMsg detached = nullptr;
  mamaMsg next = nullptr;
  ASSERT_EQ(enqueue(queue,
                    [&] {
                      detached = mamaQueueImpl_getMsg(queue);
                      TestThread other([&] {
                        EXPECT_EQ(mamaQueueImpl_detachMsg(queue, detached), MAMA_STATUS_OK);
                      });
                    }),
            MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue, [&] { next = mamaQueueImpl_getMsg(queue); }), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_NE(next, detached);
  EXPECT_EQ(mamaMsg_destroy(detached), MAMA_STATUS_OK);
}

INSTANTIATE_TEST_SUITE_P(Bridges, OverlapTest, ::testing::Values("probe", "bare"));

// ---- ends that overlap the creation ------------------------------------------------------------

using CreationOverlapTest = VirtualMamaTest;

TEST_F(CreationOverlapTest, ATimerIsDestroyedWhileAnotherThreadStartsIt) {
  static Signal* inside;
  static Signal* go_on;
  static decltype(bridge()->bridgeMamaTimerCreate) create;
  Signal is_inside;
  Signal may_go_on;
  inside = &is_inside;
  go_on = &may_go_on;
  TestQueue queue(bridge());
  mamaTimer timer = nullptr;
  static Signal* ended;
  Signal has_ended;
  ended = &has_ended;
  ASSERT_EQ(mamaTimer_allocate2(&timer, queue, [](mamaTimer, void*) { ended->raise(); }),
            MAMA_STATUS_OK);
  create = bridge()->bridgeMamaTimerCreate;
  Meddling meddling(
      bridge()->bridgeMamaTimerCreate,
      +[](timerBridge* out, void* native, mamaTimerCb action, mamaTimerCb hook, mama_f64_t interval,
          mamaTimer parent, void* closure) -> mama_status {
        inside->raise();
        EXPECT_TRUE(go_on->wait());
        return create(out, native, action, hook, interval, parent, closure);
      });
  TestThread starting([&] {
    EXPECT_EQ(mamaTimer_start(
                  timer, [](mamaTimer, void*) {}, 3600, nullptr),
              MAMA_STATUS_OK);
  });
  ASSERT_TRUE(is_inside.wait());
  Signal destroying;
  TestThread ending([&] {
    destroying.raise();
    EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  });
  ASSERT_TRUE(destroying.wait());
  let_others_wait();  // a destroy that does not wait goes wrong now
  may_go_on.raise();
  starting.join();
  ending.join();
  EXPECT_EQ(mamaQueue_timedDispatch(queue, 20'000), MAMA_STATUS_OK);
  EXPECT_EQ(has_ended.count(), 1u) << "its notification, once";
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK);
}

TEST_F(CreationOverlapTest, AnIoIsDestroyedWhileAnotherThreadCreatesIt) {
  static Signal* inside;
  static Signal* go_on;
  static decltype(bridge()->bridgeMamaIoCreate) create;
  static decltype(bridge()->bridgeMamaIoDestroy) destroy;
  static ioBridge made;
  static ioBridge destroyed;
  Signal is_inside;
  Signal may_go_on;
  inside = &is_inside;
  go_on = &may_go_on;
  made = destroyed = nullptr;
  TestQueue queue(bridge());
  create = bridge()->bridgeMamaIoCreate;
  destroy = bridge()->bridgeMamaIoDestroy;
  Meddling meddle_create(
      bridge()->bridgeMamaIoCreate,
      +[](ioBridge* out, void* native, uint32_t descriptor, mamaIoCb action, mamaIoType type,
          mamaIo parent, void* closure) -> mama_status {
        inside->raise();
        EXPECT_TRUE(go_on->wait());
        const mama_status status = create(out, native, descriptor, action, type, parent, closure);
        made = *out;
        return status;
      });
  Meddling meddle_destroy(
      bridge()->bridgeMamaIoDestroy, +[](ioBridge io) -> mama_status {
        destroyed = io;
        return destroy(io);
      });
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  mamaIo io = nullptr;
  TestThread creating([&] {
    EXPECT_EQ(mamaIo_create(
                  &io, queue, static_cast<uint32_t>(ends[0]),
                  [](mamaIo, mamaIoType, void*) { FAIL(); }, MAMA_IO_READ, nullptr),
              MAMA_STATUS_OK);
  });
  ASSERT_TRUE(is_inside.wait());
  Signal destroying;
  TestThread ending([&, handle = io] {
    destroying.raise();
    EXPECT_EQ(mamaIo_destroy(handle), MAMA_STATUS_OK);
  });
  ASSERT_TRUE(destroying.wait());
  let_others_wait();
  may_go_on.raise();
  creating.join();
  ending.join();
  EXPECT_NE(made, nullptr);
  EXPECT_EQ(destroyed, made);
  ::close(ends[0]);
  ::close(ends[1]);
}

/// Destroys an inbox on one thread while the bridge makes it, and answers `status`, on another.
void destroy_inbox_during_create(mamaBridge bridge, mama_status status, int* destroyed) {
  static Signal* inside;
  static Signal* go_on;
  static mama_status answer;
  static decltype(bridge->bridgeMamaInboxCreate) create;
  Signal is_inside;
  Signal may_go_on;
  inside = &is_inside;
  go_on = &may_go_on;
  answer = status;
  create = bridge->bridgeMamaInboxCreate;
  Meddling meddling(
      bridge->bridgeMamaInboxCreate,
      +[](inboxBridge* out, mamaTransport transport, mamaQueue queue, mamaInboxMsgCallback message,
          mamaInboxErrorCallback error, mamaInboxDestroyCallback gone, void* closure,
          mamaInbox parent) -> mama_status {
        inside->raise();
        EXPECT_TRUE(go_on->wait());
        if (answer != MAMA_STATUS_OK) return answer;
        return create(out, transport, queue, message, error, gone, closure, parent);
      });
  TestQueue queue(bridge);
  TestTransport transport(bridge);
  mamaInbox inbox = nullptr;
  TestThread creating([&] {
    EXPECT_EQ(mamaInbox_create2(
                  &inbox, transport, queue, [](mamaMsg, void*) {}, nullptr,
                  [](mamaInbox, void* count) { ++*static_cast<int*>(count); }, destroyed),
              answer);
  });
  ASSERT_TRUE(is_inside.wait());
  mamaInbox const handle = inbox;
  TestThread ending([&] { EXPECT_EQ(mamaInbox_destroy(handle), MAMA_STATUS_OK); });
  let_others_wait();
  EXPECT_EQ(*destroyed, 0) << "there is nothing to destroy yet";
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  may_go_on.raise();
  creating.join();
  ending.join();
  EXPECT_EQ(mamaInbox_destroy(handle), MAMA_STATUS_INVALID_ARG) << "the handle is dead";
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK);
}

TEST_F(CreationOverlapTest, AnInboxIsDestroyedWhileAnotherThreadCreatesIt) {
  int destroyed = 0;
  destroy_inbox_during_create(bridge(), MAMA_STATUS_OK, &destroyed);
  EXPECT_EQ(destroyed, 1);
}

TEST_F(CreationOverlapTest, AnInboxIsDestroyedWhileItsCreationFails) {
  int destroyed = 0;
  destroy_inbox_during_create(bridge(), MAMA_STATUS_PLATFORM, &destroyed);
  EXPECT_EQ(destroyed, 0) << "there was none";
}

}  // namespace
}  // namespace quoll::test
