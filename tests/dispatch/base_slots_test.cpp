// Odd arguments, slot by slot, straight through the function table of a bridge that extends base
// (spec: 9.8). Each row breaks one argument of a call that is otherwise good; the others point to
// nowhere, so a slot that follows a pointer before all NULL checks are done is found out by a
// crash.
#include <bridge.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/bridge/base_events.h>
#include <mama/integration/queue.h>
#include <mama/mama.h>

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "support/mama_fixture.h"
#include "support/signal.h"
#include "support/test_transport.h"

namespace quoll::test {
namespace {

template <class T>
T garbage() {
  return reinterpret_cast<T>(std::uintptr_t{0x10});
}

void MAMACALLTYPE on_event(mamaQueue, void*) {}
void MAMACALLTYPE on_timer(mamaTimer, void*) {}
void MAMACALLTYPE on_io(mamaIo, mamaIoType, void*) {}
void MAMACALLTYPE on_message(mamaMsg, void*) {}

struct Row {
  const char* slot;
  const char* broken;
  std::function<mama_status(const mamaBridgeImpl_&)> call;
};

class BaseSlotsTest : public MamaTest {
 protected:
  const mamaBridgeImpl_& table() { return *bridge(); }
};

std::vector<Row> null_rows() {
  const auto q = garbage<queueBridge>();
  const auto t = garbage<timerBridge>();
  const auto i = garbage<ioBridge>();
  const auto m = garbage<msgBridge>();
  using Table = const mamaBridgeImpl_&;
  return {
      {"start", "queue", [](Table b) { return b.bridgeStart(nullptr); }},
      {"stop", "queue", [](Table b) { return b.bridgeStop(nullptr); }},
      {"queue create", "out",
       [](Table b) { return b.bridgeMamaQueueCreate(nullptr, garbage<mamaQueue>()); }},
      {"queue create", "parent",
       [](Table b) { return b.bridgeMamaQueueCreate(garbage<queueBridge*>(), nullptr); }},
      {"queue create_usingNative", "out",
       [](Table b) {
         return b.bridgeMamaQueueCreateUsingNative(nullptr, garbage<mamaQueue>(), garbage<void*>());
       }},
      {"queue create_usingNative", "parent",
       [](Table b) {
         return b.bridgeMamaQueueCreateUsingNative(garbage<queueBridge*>(), nullptr,
                                                   garbage<void*>());
       }},
      {"queue create_usingNative", "native",
       [](Table b) {
         return b.bridgeMamaQueueCreateUsingNative(garbage<queueBridge*>(), garbage<mamaQueue>(),
                                                   nullptr);
       }},
      {"queue destroy", "queue", [](Table b) { return b.bridgeMamaQueueDestroy(nullptr); }},
      {"queue dispatch", "queue", [](Table b) { return b.bridgeMamaQueueDispatch(nullptr); }},
      {"queue timedDispatch", "queue",
       [](Table b) { return b.bridgeMamaQueueTimedDispatch(nullptr, 0); }},
      {"queue dispatchEvent", "queue",
       [](Table b) { return b.bridgeMamaQueueDispatchEvent(nullptr); }},
      {"queue stopDispatch", "queue",
       [](Table b) { return b.bridgeMamaQueueStopDispatch(nullptr); }},
      {"queue removeEnqueueCallback", "queue",
       [](Table b) { return b.bridgeMamaQueueRemoveEnqueueCallback(nullptr); }},
      {"queue getEventCount", "queue",
       [](Table b) { return b.bridgeMamaQueueGetEventCount(nullptr, garbage<size_t*>()); }},
      {"queue getEventCount", "out",
       [q](Table b) { return b.bridgeMamaQueueGetEventCount(q, nullptr); }},
      {"queue getNativeHandle", "queue",
       [](Table b) { return b.bridgeMamaQueueGetNativeHandle(nullptr, garbage<void**>()); }},
      {"queue getNativeHandle", "out",
       [q](Table b) { return b.bridgeMamaQueueGetNativeHandle(q, nullptr); }},
      {"queue enqueueEvent", "queue",
       [](Table b) { return b.bridgeMamaQueueEnqueueEvent(nullptr, on_event, nullptr); }},
      {"queue enqueueEvent", "callback",
       [q](Table b) { return b.bridgeMamaQueueEnqueueEvent(q, nullptr, nullptr); }},
      {"queue setEnqueueCallback", "queue",
       [](Table b) { return b.bridgeMamaQueueSetEnqueueCallback(nullptr, on_event, nullptr); }},
      {"queue setEnqueueCallback", "callback",
       [q](Table b) { return b.bridgeMamaQueueSetEnqueueCallback(q, nullptr, nullptr); }},
      {"queue setHighWatermark", "queue",
       [](Table b) { return b.bridgeMamaQueueSetHighWatermark(nullptr, 1); }},
      {"queue setHighWatermark", "value 0",
       [q](Table b) { return b.bridgeMamaQueueSetHighWatermark(q, 0); }},
      {"queue setLowWatermark", "queue",
       [](Table b) { return b.bridgeMamaQueueSetLowWatermark(nullptr, 1); }},
      {"queue setLowWatermark", "value 0",
       [q](Table b) { return b.bridgeMamaQueueSetLowWatermark(q, 0); }},
      {"timer create", "out",
       [](Table b) {
         return b.bridgeMamaTimerCreate(nullptr, garbage<void*>(), on_timer, on_timer, 1,
                                        garbage<mamaTimer>(), nullptr);
       }},
      {"timer create", "native handle",
       [](Table b) {
         return b.bridgeMamaTimerCreate(garbage<timerBridge*>(), nullptr, on_timer, on_timer, 1,
                                        garbage<mamaTimer>(), nullptr);
       }},
      {"timer create", "action",
       [](Table b) {
         return b.bridgeMamaTimerCreate(garbage<timerBridge*>(), garbage<void*>(), nullptr,
                                        on_timer, 1, garbage<mamaTimer>(), nullptr);
       }},
      {"timer create", "destroyed hook",
       [](Table b) {
         return b.bridgeMamaTimerCreate(garbage<timerBridge*>(), garbage<void*>(), on_timer,
                                        nullptr, 1, garbage<mamaTimer>(), nullptr);
       }},
      {"timer create", "parent",
       [](Table b) {
         return b.bridgeMamaTimerCreate(garbage<timerBridge*>(), garbage<void*>(), on_timer,
                                        on_timer, 1, nullptr, nullptr);
       }},
      {"timer destroy", "timer", [](Table b) { return b.bridgeMamaTimerDestroy(nullptr); }},
      {"timer reset", "timer", [](Table b) { return b.bridgeMamaTimerReset(nullptr); }},
      {"timer setInterval", "timer",
       [](Table b) { return b.bridgeMamaTimerSetInterval(nullptr, 1); }},
      {"timer getInterval", "timer",
       [](Table b) { return b.bridgeMamaTimerGetInterval(nullptr, garbage<double*>()); }},
      {"timer getInterval", "out",
       [t](Table b) { return b.bridgeMamaTimerGetInterval(t, nullptr); }},
      {"io create", "out",
       [](Table b) {
         return b.bridgeMamaIoCreate(nullptr, garbage<void*>(), 0, on_io, MAMA_IO_READ,
                                     garbage<mamaIo>(), nullptr);
       }},
      {"io create", "parent",
       [](Table b) {
         return b.bridgeMamaIoCreate(garbage<ioBridge*>(), garbage<void*>(), 0, on_io, MAMA_IO_READ,
                                     nullptr, nullptr);
       }},
      {"io destroy", "io", [](Table b) { return b.bridgeMamaIoDestroy(nullptr); }},
      {"io getDescriptor", "io",
       [](Table b) { return b.bridgeMamaIoGetDescriptor(nullptr, garbage<std::uint32_t*>()); }},
      {"io getDescriptor", "out", [i](Table b) { return b.bridgeMamaIoGetDescriptor(i, nullptr); }},
      {"inbox create", "out",
       [](Table b) {
         return b.bridgeMamaInboxCreate(nullptr, garbage<mamaTransport>(), garbage<mamaQueue>(),
                                        on_message, nullptr, nullptr, nullptr, nullptr);
       }},
      {"inbox create", "transport",
       [](Table b) {
         return b.bridgeMamaInboxCreate(garbage<inboxBridge*>(), nullptr, garbage<mamaQueue>(),
                                        on_message, nullptr, nullptr, nullptr, nullptr);
       }},
      {"inbox create", "queue",
       [](Table b) {
         return b.bridgeMamaInboxCreate(garbage<inboxBridge*>(), garbage<mamaTransport>(), nullptr,
                                        on_message, nullptr, nullptr, nullptr, nullptr);
       }},
      {"inbox create", "msgCB",
       [](Table b) {
         return b.bridgeMamaInboxCreate(garbage<inboxBridge*>(), garbage<mamaTransport>(),
                                        garbage<mamaQueue>(), nullptr, nullptr, nullptr, nullptr,
                                        nullptr);
       }},
      {"inbox createByIndex", "msgCB",
       [](Table b) {
         return b.bridgeMamaInboxCreateByIndex(garbage<inboxBridge*>(), garbage<mamaTransport>(),
                                               -1, garbage<mamaQueue>(), nullptr, nullptr, nullptr,
                                               nullptr, nullptr);
       }},
      {"inbox destroy", "inbox", [](Table b) { return b.bridgeMamaInboxDestroy(nullptr); }},
      {"msg create", "out",
       [](Table b) { return b.bridgeMamaMsgCreate(nullptr, garbage<mamaMsg>()); }},
      {"msg create", "parent",
       [](Table b) { return b.bridgeMamaMsgCreate(garbage<msgBridge*>(), nullptr); }},
      {"msg destroy", "msg", [](Table b) { return b.bridgeMamaMsgDestroy(nullptr, 1); }},
      {"msg destroyMiddlewareMsg", "msg",
       [](Table b) { return b.bridgeMamaMsgDestroyMiddlewareMsg(nullptr); }},
      {"msg detach", "msg", [](Table b) { return b.bridgeMamaMsgDetach(nullptr); }},
      {"msg destroyReplyHandle", "handle",
       [](Table b) { return b.bridgeMamaMsgDestroyReplyHandle(nullptr); }},
      {"msg getPlatformError", "msg",
       [](Table b) { return b.bridgeMamaMsgGetPlatformError(nullptr, garbage<void**>()); }},
      {"msg getPlatformError", "out",
       [m](Table b) { return b.bridgeMamaMsgGetPlatformError(m, nullptr); }},
      {"msg getNativeHandle", "msg",
       [](Table b) { return b.bridgeMamaMsgGetNativeHandle(nullptr, garbage<void**>()); }},
      {"msg getNativeHandle", "out",
       [m](Table b) { return b.bridgeMamaMsgGetNativeHandle(m, nullptr); }},
      {"msg duplicateReplyHandle", "msg",
       [](Table b) { return b.bridgeMamaMsgDuplicateReplyHandle(nullptr, garbage<void**>()); }},
      {"msg duplicateReplyHandle", "out",
       [m](Table b) { return b.bridgeMamaMsgDuplicateReplyHandle(m, nullptr); }},
      {"msg copyReplyHandle", "source",
       [](Table b) { return b.bridgeMamaMsgCopyReplyHandle(nullptr, garbage<void**>()); }},
      {"msg copyReplyHandle", "out",
       [](Table b) { return b.bridgeMamaMsgCopyReplyHandle(garbage<void*>(), nullptr); }},
      {"msg setSendSubject", "msg",
       [](Table b) { return b.bridgeMamaMsgSetSendSubject(nullptr, garbage<char*>(), nullptr); }},
      {"msg setSendSubject", "symbol",
       [m](Table b) { return b.bridgeMamaMsgSetSendSubject(m, nullptr, garbage<char*>()); }},
      {"msg setReplyHandle", "msg",
       [](Table b) { return b.bridgeMamaMsgSetReplyHandle(nullptr, garbage<void*>()); }},
      {"msg setReplyHandle", "handle",
       [m](Table b) { return b.bridgeMamaMsgSetReplyHandle(m, nullptr); }},
      {"msg setReplyHandleAndIncrement", "msg",
       [](Table b) {
         return b.bridgeMamaMsgSetReplyHandleAndIncrement(nullptr, garbage<void*>());
       }},
      {"msg setReplyHandleAndIncrement", "handle",
       [m](Table b) { return b.bridgeMamaMsgSetReplyHandleAndIncrement(m, nullptr); }},
  };
}

TEST_F(BaseSlotsTest, AForbiddenNullGivesNullArgBeforeAnythingIsFollowed) {
  for (const Row& row : null_rows()) {
    EXPECT_EQ(row.call(table()), MAMA_STATUS_NULL_ARG) << row.slot << ": " << row.broken;
  }
  EXPECT_EQ(table().bridgeMamaMsgIsFromInbox(nullptr), -1);
}

TEST_F(BaseSlotsTest, NoSlotOfTheTableIsEmpty) {
  // Everything from bridgeOpen on is a function pointer.
  const auto* first = reinterpret_cast<void* const*>(&table().bridgeOpen);
  const auto* end = reinterpret_cast<void* const*>(&table() + 1);
  int number = 0;
  for (const auto* slot = first; slot != end; ++slot) EXPECT_NE(*slot, nullptr) << number++;
}

TEST_F(BaseSlotsTest, PlaceholdersOnlyAnswer) {
  const int not_implemented = MAMA_STATUS_NOT_IMPLEMENTED;
  EXPECT_EQ(baseBridgeMamaTransport_isValid(nullptr), not_implemented);
  EXPECT_EQ(baseBridgeMamaSubscription_isValid(nullptr), 0);
  EXPECT_EQ(baseBridgeMamaSubscription_hasWildcards(nullptr), 0);
  EXPECT_EQ(baseBridgeMamaSubscription_isTportDisconnected(nullptr), not_implemented);
  EXPECT_EQ(baseBridgeMamaPublisher_send(nullptr, nullptr), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(baseBridgeMamaPublisher_createByIndex(nullptr, nullptr, 0, nullptr, nullptr, nullptr,
                                                  nullptr),
            MAMA_STATUS_NOT_IMPLEMENTED);
  int count = 77;
  EXPECT_EQ(baseBridgeMamaTransport_getNumLoadBalanceAttributes("t", &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 0);
  EXPECT_EQ(baseBridgeMamaTransport_getNumLoadBalanceAttributes(nullptr, &count),
            MAMA_STATUS_NULL_ARG);
  tportLbScheme scheme{};
  EXPECT_EQ(baseBridgeMamaTransport_getLoadBalanceScheme("t", &scheme), MAMA_STATUS_OK);
  EXPECT_EQ(scheme, TPORT_LB_SCHEME_STATIC);
  EXPECT_EQ(baseBridgeMamaTransport_getLoadBalanceScheme("t", nullptr), MAMA_STATUS_NULL_ARG);
  const char* name = "x";
  EXPECT_EQ(baseBridgeMamaTransport_getLoadBalanceSharedObjectName(nullptr, &name),
            MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(name, nullptr);
  std::uint8_t intercepted = 9;
  EXPECT_EQ(baseBridgeMamaTransport_isConnectionIntercepted(nullptr, &intercepted),
            MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(intercepted, 0);
  void* native = nullptr;
  EXPECT_EQ(baseBridgeMamaTransport_getNativeTransport(garbage<transportBridge>(), &native),
            MAMA_STATUS_OK);
  EXPECT_EQ(native, garbage<void*>());
  EXPECT_EQ(baseBridgeMamaTransport_getNativeTransport(nullptr, &native), MAMA_STATUS_NULL_ARG);
}

TEST_F(BaseSlotsTest, FurtherQueuesOnOneParentAreIndependent) {
  TestQueue parent(bridge());
  queueBridge extra = nullptr;
  ASSERT_EQ(table().bridgeMamaQueueCreate(&extra, parent), MAMA_STATUS_OK);
  static mamaQueue seen;
  seen = nullptr;
  ASSERT_EQ(table().bridgeMamaQueueEnqueueEvent(
                extra, [](mamaQueue queue, void*) { seen = queue; }, nullptr),
            MAMA_STATUS_OK);
  std::size_t count = 0;
  EXPECT_EQ(mamaQueue_getEventCount(parent, &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 0u);
  EXPECT_EQ(table().bridgeMamaQueueTimedDispatch(extra, 0), MAMA_STATUS_OK);
  EXPECT_EQ(seen, parent);
  EXPECT_EQ(table().bridgeMamaQueueSetLowWatermark(extra, 9), MAMA_STATUS_OK) << "in any order";
  EXPECT_EQ(table().bridgeMamaQueueSetHighWatermark(extra, 3), MAMA_STATUS_OK);
  ASSERT_EQ(table().bridgeMamaQueueEnqueueEvent(
                extra, [](mamaQueue, void*) { FAIL(); }, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(table().bridgeMamaQueueDestroy(extra), MAMA_STATUS_OK);
  EXPECT_EQ(table().bridgeMamaQueueDestroy(extra), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaQueue_canDestroy(parent), MAMA_STATUS_OK);
}

TEST_F(BaseSlotsTest, TimersOfTheSlotCountNothingAndEndOnce) {
  TestQueue queue(bridge());
  mamaTimer parent = nullptr;
  ASSERT_EQ(mamaTimer_allocate(&parent, queue), MAMA_STATUS_OK);
  void* native = nullptr;
  ASSERT_EQ(mamaQueue_getNativeHandle(queue, &native), MAMA_STATUS_OK);
  struct Calls {
    int ticks = 0;
    int destroyed = 0;
  } calls;
  timerBridge timer = nullptr;
  ASSERT_EQ(
      table().bridgeMamaTimerCreate(
          &timer, native, [](mamaTimer, void* closure) { ++static_cast<Calls*>(closure)->ticks; },
          [](mamaTimer, void* closure) { ++static_cast<Calls*>(closure)->destroyed; }, 0.0, parent,
          &calls),
      MAMA_STATUS_OK);
  for (const double bad :
       {-1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    timerBridge none = timer;
    EXPECT_EQ(
        table().bridgeMamaTimerCreate(&none, native, on_timer, on_timer, bad, parent, nullptr),
        MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(table().bridgeMamaTimerSetInterval(timer, bad), MAMA_STATUS_INVALID_ARG);
  }
  while (calls.ticks < 3) ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(table().bridgeMamaTimerDestroy(timer), MAMA_STATUS_OK);
  EXPECT_EQ(table().bridgeMamaTimerDestroy(timer), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(table().bridgeMamaTimerReset(timer), MAMA_STATUS_INVALID_ARG);
  while (calls.destroyed == 0) ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(table().bridgeMamaTimerDestroy(timer), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTimer_destroy(parent), MAMA_STATUS_OK) << "the parent is as it was";
}

TEST_F(BaseSlotsTest, ATimerOfTheSlotMayOutliveItsQueue) {
  TestQueue queue(bridge());
  mamaTimer parent = nullptr;
  TestQueue parents_queue(bridge());
  ASSERT_EQ(mamaTimer_allocate(&parent, parents_queue), MAMA_STATUS_OK);
  void* native = nullptr;
  ASSERT_EQ(mamaQueue_getNativeHandle(queue, &native), MAMA_STATUS_OK);
  static int calls;
  calls = 0;
  const auto count = [](mamaTimer, void*) { ++calls; };
  timerBridge ticking = nullptr;
  timerBridge ending = nullptr;
  ASSERT_EQ(table().bridgeMamaTimerCreate(&ticking, native, count, count, 0.001, parent, nullptr),
            MAMA_STATUS_OK);
  ASSERT_EQ(table().bridgeMamaTimerCreate(&ending, native, count, count, 3600, parent, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(table().bridgeMamaTimerDestroy(ending), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroy(queue.release()), MAMA_STATUS_OK);
  EXPECT_EQ(table().bridgeMamaTimerDestroy(ticking), MAMA_STATUS_OK);
  EXPECT_EQ(calls, 0) << "the queue is gone, and its events with it";
  EXPECT_EQ(mamaTimer_destroy(parent), MAMA_STATUS_OK);
}

// An event of the bridge's own is in the queue when it ends; giving it back ends a timer, so that
// the timer's last event comes while the queue drops its events.
TEST_F(BaseSlotsTest, WhatIsPostedWhileAQueueDropsItsEventsIsNotLost) {
  static timerBridge timer;
  TestQueue queue(bridge());
  TestQueue parents_queue(bridge());
  mamaTimer parent = nullptr;
  ASSERT_EQ(mamaTimer_allocate(&parent, parents_queue), MAMA_STATUS_OK);
  void* native = nullptr;
  ASSERT_EQ(mamaQueue_getNativeHandle(queue, &native), MAMA_STATUS_OK);
  const auto fail = [](mamaTimer, void*) { FAIL(); };
  ASSERT_EQ(table().bridgeMamaTimerCreate(&timer, native, fail, fail, 3600, parent, nullptr),
            MAMA_STATUS_OK);
  const auto event = [](mamaQueue, void*) { FAIL(); };
  ASSERT_EQ(
      baseBridgeMamaQueueImpl_setEventDiscard(
          event, [](void*) { EXPECT_EQ(baseBridgeMamaTimer_destroy(timer), MAMA_STATUS_OK); }),
      MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_enqueueEvent(queue, event, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroy(queue.release()), MAMA_STATUS_OK);
  double interval = 0;
  EXPECT_EQ(baseBridgeMamaTimer_getInterval(timer, &interval), MAMA_STATUS_INVALID_ARG)
      << "the timer was not freed";
  EXPECT_EQ(mamaTimer_destroy(parent), MAMA_STATUS_OK);
}

TEST_F(BaseSlotsTest, ATimerThatIsEndedInATickIsFreedThoughItsQueueEndsMeanwhile) {
  struct Handshake {
    Signal ticking;
    Signal go_on;
  };
  Handshake handshake;
  timerBridge timer = nullptr;
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  TestQueue parents_queue(bridge());
  mamaTimer parent = nullptr;
  ASSERT_EQ(mamaTimer_allocate(&parent, parents_queue), MAMA_STATUS_OK);
  void* native = nullptr;
  ASSERT_EQ(mamaQueue_getNativeHandle(queue, &native), MAMA_STATUS_OK);
  const auto tick = [](mamaTimer, void* closure) {
    static_cast<Handshake*>(closure)->ticking.raise();
    EXPECT_TRUE(static_cast<Handshake*>(closure)->go_on.wait());
  };
  ASSERT_EQ(table().bridgeMamaTimerCreate(&timer, native, tick, on_timer, 0, parent, &handshake),
            MAMA_STATUS_OK);
  TestThread dispatching([&] { EXPECT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK); });
  ASSERT_TRUE(handshake.ticking.wait());
  EXPECT_EQ(table().bridgeMamaTimerDestroy(timer), MAMA_STATUS_OK);
  TestThread going_on([&] {
    while (table().bridgeMamaQueueEnqueueEvent(static_cast<queueBridge>(native), on_event,
                                               nullptr) == MAMA_STATUS_OK) {
    }
    handshake.go_on.raise();  // the queue takes no events any more
  });
  EXPECT_EQ(table().bridgeMamaQueueDestroy(static_cast<queueBridge>(native)), MAMA_STATUS_OK);
  double interval = 0;
  EXPECT_EQ(table().bridgeMamaTimerGetInterval(timer, &interval), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTimer_destroy(parent), MAMA_STATUS_OK);
  dispatching.join();
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
}

TEST_F(BaseSlotsTest, IosOfTheSlotTakeAnyNativeHandle) {
  TestQueue queue(bridge());
  mamaIo parent = nullptr;
  ASSERT_EQ(mamaIo_create(&parent, queue, 0, nullptr, MAMA_IO_READ, nullptr), MAMA_STATUS_OK);
  for (void* native : {static_cast<void*>(nullptr), garbage<void*>()}) {
    ioBridge io = nullptr;
    ASSERT_EQ(table().bridgeMamaIoCreate(&io, native, 12345, on_io, MAMA_IO_READ, parent, nullptr),
              MAMA_STATUS_OK);
    std::uint32_t descriptor = 0;
    EXPECT_EQ(table().bridgeMamaIoGetDescriptor(io, &descriptor), MAMA_STATUS_OK);
    EXPECT_EQ(descriptor, 12345u);
    EXPECT_EQ(table().bridgeMamaIoDestroy(io), MAMA_STATUS_OK);
    EXPECT_EQ(table().bridgeMamaIoDestroy(io), MAMA_STATUS_INVALID_ARG);
  }
  EXPECT_EQ(mamaIo_destroy(parent), MAMA_STATUS_OK);
}

TEST_F(BaseSlotsTest, InboxesOfTheSlotNeedNoHookAndNoParent) {
  TestQueue queue(bridge());
  TestTransport transport(bridge());
  for (const int index : {-1, 0, 7}) {
    inboxBridge inbox = nullptr;
    ASSERT_EQ(table().bridgeMamaInboxCreateByIndex(&inbox, transport, index, queue, on_message,
                                                   nullptr, nullptr, nullptr, nullptr),
              MAMA_STATUS_OK);
    EXPECT_EQ(table().bridgeMamaInboxDestroy(inbox), MAMA_STATUS_OK);
    EXPECT_EQ(table().bridgeMamaInboxDestroy(inbox), MAMA_STATUS_INVALID_ARG);
  }
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK);
}

TEST_F(BaseSlotsTest, AnIoThreadInTheCallersHands) {
  void* state = nullptr;
  EXPECT_EQ(baseBridgeMamaIoImpl_start(nullptr), MAMA_STATUS_NULL_ARG);
  ASSERT_EQ(baseBridgeMamaIoImpl_start(&state), MAMA_STATUS_OK);
  EXPECT_NE(state, nullptr);
  EXPECT_EQ(baseBridgeMamaIoImpl_stop(state), MAMA_STATUS_OK);
  EXPECT_EQ(baseBridgeMamaIoImpl_stop(nullptr), MAMA_STATUS_OK) << "nothing to stop";
}

}  // namespace
}  // namespace quoll::test
