// The base bridge library: life of a bridge, closures, queues on native queues, messages (spec: 9).
#include <bridge.h>
#include <mama/integration/bridge.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/bridge/base_closure.h>
#include <mama/integration/bridge/base_events.h>
#include <mama/integration/queue.h>
#include <mama/io.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/timer.h>
#include <unistd.h>
#include <wombat/queue.h>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "support/mama_fixture.h"
#include "support/signal.h"

namespace quoll::test {
namespace {

using BaseBridgeTest = MamaTest;

TEST_F(BaseBridgeTest, IdentityAndRefusals) {
  EXPECT_EQ(baseBridge_init(nullptr), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(baseBridge_open(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(baseBridge_close(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_STREQ(baseBridge_getName(), "UNDEFINED (BASE BRIDGE)");
  EXPECT_STREQ(baseBridge_getVersion(), "UNDEFINED (BASE BRIDGE)");
  char** names = nullptr;
  char* ids = nullptr;
  EXPECT_EQ(baseBridge_getDefaultPayloadId(&names, &ids), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(names, nullptr);
  EXPECT_EQ(ids, nullptr);
}

TEST_F(BaseBridgeTest, TheFirstMemberOfTheClosureIsTheBridgesOwn) {
  void* closure = nullptr;
  ASSERT_EQ(mamaBridgeImpl_getClosure(bridge(), &closure), MAMA_STATUS_OK);
  ASSERT_NE(closure, nullptr);
  auto** slot = static_cast<void**>(closure);
  EXPECT_EQ(*slot, nullptr);
  int mine = 0;
  *slot = &mine;  // base never looks at it, also not when it closes
  void* same = nullptr;
  EXPECT_EQ(baseBridge_getImplClosure(bridge(), &same), MAMA_STATUS_OK);
  EXPECT_EQ(same, &mine);
  EXPECT_EQ(baseBridge_setImplClosure(bridge(), nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(*slot, nullptr);
}

TEST_F(BaseBridgeTest, ImplClosureOfWhatBaseDidNotOpen) {
  void* closure = &closure;
  mamaBridgeImpl_ other{};
  EXPECT_EQ(baseBridge_setImplClosure(nullptr, closure), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(baseBridge_getImplClosure(nullptr, &closure), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(baseBridge_getImplClosure(bridge(), nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(baseBridge_setImplClosure(&other, closure), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(baseBridge_getImplClosure(&other, &closure), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(closure, &closure);
}

// Defect 15: base needs the closure for nothing of its own.
TEST_F(BaseBridgeTest, AReplacedClosureChangesNothingForBase) {
  int foreign = 42;
  ASSERT_EQ(mamaBridgeImpl_setClosure(bridge(), &foreign), MAMA_STATUS_OK);
  static int ticks;
  ticks = 0;
  mamaTimer timer = nullptr;
  ASSERT_EQ(mamaTimer_create(
                &timer, default_queue(), [](mamaTimer, void*) { ++ticks; }, 0.001, nullptr),
            MAMA_STATUS_OK);
  while (ticks == 0) ASSERT_EQ(mamaQueue_dispatchEvent(default_queue()), MAMA_STATUS_OK);
  int pair[2];
  ASSERT_EQ(pipe(pair), 0);
  static int ready;
  ready = 0;
  mamaIo io = nullptr;
  ASSERT_EQ(mamaIo_create(
                &io, default_queue(), static_cast<std::uint32_t>(pair[1]),
                [](mamaIo, mamaIoType, void*) { ++ready; }, MAMA_IO_WRITE, nullptr),
            MAMA_STATUS_OK);
  while (ready == 0) ASSERT_EQ(mamaQueue_dispatchEvent(default_queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaIo_destroy(io), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  void* closure = nullptr;
  EXPECT_EQ(mamaBridgeImpl_getClosure(bridge(), &closure), MAMA_STATUS_OK);
  EXPECT_EQ(closure, &foreign) << "neither read nor freed nor replaced";
  mama_.reset();
  EXPECT_EQ(foreign, 42);
  close(pair[0]);
  close(pair[1]);
}

TEST_F(BaseBridgeTest, TheDefaultQueueHasItsName) {
  const char* name = nullptr;
  ASSERT_EQ(mamaQueue_getQueueName(default_queue(), &name), MAMA_STATUS_OK);
  EXPECT_STREQ(name, "BASE_DEFAULT_MAMA_QUEUE");
}

TEST_F(BaseBridgeTest, StartDispatchesTheDefaultQueueUntilStopAndAgain) {
  for (int round = 0; round < 3; ++round) {
    Signal ran;
    Signal returned;
    TestThread thread([&] {
      EXPECT_EQ(mama_start(bridge()), MAMA_STATUS_OK);
      returned.raise();
    });
    ASSERT_EQ(enqueue(default_queue(), [&] { ran.raise(); }), MAMA_STATUS_OK);
    ASSERT_TRUE(ran.wait());
    EXPECT_EQ(mama_stop(bridge()), MAMA_STATUS_OK);
    EXPECT_TRUE(returned.wait());
  }
}

TEST_F(BaseBridgeTest, CloseAndOpenAgain) {
  for (int round = 0; round < 5; ++round) {
    mama_.reset();
    ASSERT_NO_FATAL_FAILURE(MamaTest::SetUp());
    int runs = 0;
    ASSERT_EQ(enqueue(default_queue(), [&] { ++runs; }), MAMA_STATUS_OK);
    ASSERT_EQ(mamaQueue_dispatchEvent(default_queue()), MAMA_STATUS_OK);
    EXPECT_EQ(runs, 1);
  }
}

// ---- the queue's closure -----------------------------------------------------------------------

TEST_F(BaseBridgeTest, TheQueueClosureIsCleanedUpOnceAfterTheEventsAreDropped) {
  static int cleaned;
  cleaned = 0;
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueue_create(&queue, bridge()), MAMA_STATUS_OK);
  void* native = nullptr;
  ASSERT_EQ(mamaQueue_getNativeHandle(queue, &native), MAMA_STATUS_OK);
  auto* bridge_queue = static_cast<queueBridge>(native);
  EXPECT_EQ(baseBridgeMamaQueueImpl_getClosure(bridge_queue), nullptr);
  int first = 0;
  int second = 0;
  const auto cleanup = [](void* closure) { cleaned += *static_cast<int*>(closure); };
  first = 100;
  second = 1;
  baseBridgeMamaQueueImpl_setClosure(bridge_queue, &first, cleanup);
  EXPECT_EQ(baseBridgeMamaQueueImpl_getClosure(bridge_queue), &first);
  baseBridgeMamaQueueImpl_setClosure(bridge_queue, &second, cleanup);
  EXPECT_EQ(cleaned, 0) << "setting replaces without cleanup";
  ASSERT_EQ(mamaQueue_enqueueEvent(
                queue, [](mamaQueue, void*) { FAIL(); }, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
  EXPECT_EQ(cleaned, 1);
  EXPECT_EQ(baseBridgeMamaQueueImpl_getClosure(bridge_queue), nullptr);
  EXPECT_EQ(baseBridgeMamaQueueImpl_getClosure(nullptr), nullptr);
  baseBridgeMamaQueueImpl_setClosure(nullptr, &first, cleanup);
}

// ---- native queues -----------------------------------------------------------------------------

class NativeQueueTest : public MamaTest {
 protected:
  void SetUp() override {
    MamaTest::SetUp();
    wombatQueue native = nullptr;
    ASSERT_EQ(wombatQueue_allocate(&native), WOMBAT_QUEUE_OK);
    ASSERT_EQ(wombatQueue_create(native, 0, 0, 0), WOMBAT_QUEUE_OK);
    ASSERT_EQ(mamaQueue_create_usingNative(&queue_, bridge(), native), MAMA_STATUS_OK);
  }
  void TearDown() override {
    if (queue_ != nullptr) {
      EXPECT_EQ(mamaQueue_destroy(queue_), MAMA_STATUS_OK);
    }
    MamaTest::TearDown();
  }
  mamaQueue queue_ = nullptr;
};

TEST_F(NativeQueueTest, EventsRunInOrder) {
  std::vector<int> order;
  for (int i = 0; i < 10; ++i) {
    ASSERT_EQ(enqueue(queue_, [&order, i] { order.push_back(i); }), MAMA_STATUS_OK);
  }
  std::size_t count = 0;
  EXPECT_EQ(mamaQueue_getEventCount(queue_, &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 10u);
  EXPECT_EQ(mamaQueue_timedDispatch(queue_, 0), MAMA_STATUS_OK);
  for (int i = 0; i < 8; ++i) ASSERT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
  ASSERT_EQ(enqueue(queue_, [&] { mamaQueue_stopDispatch(queue_); }), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatch(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(order, std::vector<int>({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_EQ(mamaQueue_timedDispatch(queue_, 1), MAMA_STATUS_OK);
}

TEST_F(NativeQueueTest, WhatPendingEventsHoldIsGivenBackAtTheEnd) {
  static int discarded;
  discarded = 0;
  const mamaQueueEnqueueCB event = [](mamaQueue, void*) { FAIL(); };
  ASSERT_EQ(baseBridgeMamaQueueImpl_setEventDiscard(
                event, [](void* closure) { discarded += *static_cast<int*>(closure); }),
            MAMA_STATUS_OK);
  int one = 1;
  int ten = 10;
  ASSERT_EQ(mamaQueue_enqueueEvent(queue_, event, &one), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_enqueueEvent(queue_, event, &ten), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroy(std::exchange(queue_, nullptr)), MAMA_STATUS_OK);
  EXPECT_EQ(discarded, 11);
}

TEST_F(NativeQueueTest, StopWakesWhoeverWaits) {
  Signal entering;
  TestThread first([&, queue = queue_] {
    entering.raise();
    mamaQueue_dispatchEvent(queue);
  });
  TestThread second([&, queue = queue_] {
    entering.raise();
    mamaQueue_dispatch(queue);
  });
  ASSERT_TRUE(entering.wait(2));
  EXPECT_EQ(mamaQueue_destroy(queue_), MAMA_STATUS_OK);
  queue_ = nullptr;
}

TEST_F(NativeQueueTest, DispatchersWatermarksAndEnqueueCallback) {
  static std::atomic<int> enqueued;
  static std::atomic<int> highs;
  static std::atomic<int> lows;
  enqueued = highs = lows = 0;
  mamaQueueMonitorCallbacks callbacks{};
  callbacks.onQueueHighWatermarkExceeded = [](mamaQueue, size_t, void*) { ++highs; };
  callbacks.onQueueLowWatermark = [](mamaQueue, size_t, void*) { ++lows; };
  ASSERT_EQ(mamaQueue_setQueueMonitorCallbacks(queue_, &callbacks, nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_setHighWatermark(queue_, 3), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_setLowWatermark(queue_, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_setEnqueueCallback(
                queue_, [](mamaQueue, void*) { ++enqueued; }, nullptr),
            MAMA_STATUS_OK);
  Signal ran;
  for (int i = 0; i < 5; ++i) {
    ASSERT_EQ(enqueue(queue_, [&] { ran.raise(); }), MAMA_STATUS_OK);
  }
  EXPECT_EQ(enqueued, 5);
  EXPECT_EQ(mamaQueue_removeEnqueueCallback(queue_), MAMA_STATUS_OK);
  {
    TestDispatcher dispatcher(queue_);
    EXPECT_TRUE(ran.wait(5));
  }
  EXPECT_EQ(enqueued, 5);
  EXPECT_EQ(highs, 1);
  EXPECT_EQ(lows, 1);
}

TEST_F(NativeQueueTest, TimersTickOnIt) {
  Signal ticked;
  mamaTimer timer = nullptr;
  ASSERT_EQ(
      mamaTimer_create(
          &timer, queue_, [](mamaTimer, void* closure) { static_cast<Signal*>(closure)->raise(); },
          0.001, &ticked),
      MAMA_STATUS_OK);
  while (ticked.count() < 3) ASSERT_EQ(mamaQueue_dispatchEvent(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroyWait(queue_), MAMA_STATUS_OK);
  queue_ = nullptr;
}

TEST_F(NativeQueueTest, DestroyFromACallback) {
  ASSERT_EQ(enqueue(queue_, [&] { EXPECT_EQ(mamaQueue_destroy(queue_), MAMA_STATUS_OK); }),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatch(queue_), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueImpl_getBridgeImpl(queue_), nullptr);
  queue_ = nullptr;
}

// ---- messages ----------------------------------------------------------------------------------

class BaseMsgTest : public MamaTest {
 protected:
  void SetUp() override {
    MamaTest::SetUp();
    ASSERT_EQ(baseBridgeMamaMsgImpl_createMsgOnly(&msg_), MAMA_STATUS_OK);
  }
  void TearDown() override {
    EXPECT_EQ(baseBridgeMamaMsg_destroy(msg_, 1), MAMA_STATUS_OK);
    EXPECT_EQ(baseBridgeMamaMsg_destroy(msg_, 1), MAMA_STATUS_INVALID_ARG) << "twice";
    MamaTest::TearDown();
  }
  msgBridge msg_ = nullptr;
};

TEST_F(BaseMsgTest, NewMessagesAreEmptyAndValid) {
  char* text = nullptr;
  std::uint8_t valid = 0;
  baseMsgType type = BASE_MSG_TERMINATE;
  std::size_t size = 77;
  EXPECT_EQ(baseBridgeMamaMsgImpl_isValid(msg_, &valid), MAMA_STATUS_OK);
  EXPECT_EQ(valid, 1);
  EXPECT_EQ(baseBridgeMamaMsgImpl_isValid(nullptr, &valid), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(valid, 0);
  EXPECT_EQ(baseBridgeMamaMsgImpl_getMsgType(msg_, &type), MAMA_STATUS_OK);
  EXPECT_EQ(type, BASE_MSG_PUB_SUB);
  EXPECT_EQ(baseBridgeMamaMsgImpl_getPayloadSize(msg_, &size), MAMA_STATUS_OK);
  EXPECT_EQ(size, 0u);
  EXPECT_EQ(baseBridgeMamaMsgImpl_getSendSubject(msg_, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "");
}

TEST_F(BaseMsgTest, TypeTellsWhetherItIsFromAnInbox) {
  EXPECT_EQ(baseBridgeMamaMsg_isFromInbox(msg_), 0);
  EXPECT_EQ(baseBridgeMamaMsgImpl_setMsgType(msg_, BASE_MSG_INBOX_REQUEST), MAMA_STATUS_OK);
  EXPECT_EQ(baseBridgeMamaMsg_isFromInbox(msg_), 1);
  EXPECT_EQ(baseBridgeMamaMsg_isFromInbox(nullptr), -1);
}

TEST_F(BaseMsgTest, TextsAreCopiedAndCutAt1023Characters) {
  using Set = mama_status (*)(msgBridge, const char*);
  using Get = mama_status (*)(msgBridge, char**);
  const std::pair<Set, Get> texts[] = {
      {&baseBridgeMamaMsgImpl_setInboxName, &baseBridgeMamaMsgImpl_getInboxName},
      {&baseBridgeMamaMsgImpl_setReplyTo, &baseBridgeMamaMsgImpl_getReplyTo},
      {&baseBridgeMamaMsgImpl_setTargetSubject, &baseBridgeMamaMsgImpl_getTargetSubject},
      {&baseBridgeMamaMsgImpl_setDestination, &baseBridgeMamaMsgImpl_getDestination}};
  for (const auto& [set, get] : texts) {
    char* value = nullptr;
    EXPECT_EQ(set(nullptr, "x"), MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(set(msg_, nullptr), MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(get(nullptr, &value), MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(get(msg_, nullptr), MAMA_STATUS_NULL_ARG);
    std::string text = "subject";
    EXPECT_EQ(set(msg_, text.c_str()), MAMA_STATUS_OK);
    text = "changed";
    EXPECT_EQ(get(msg_, &value), MAMA_STATUS_OK);
    EXPECT_STREQ(value, "subject");
    EXPECT_EQ(set(msg_, std::string(1023, 'a').c_str()), MAMA_STATUS_OK);
    EXPECT_EQ(set(msg_, std::string(1024, 'b').c_str()), MAMA_STATUS_PROPERTY_TOO_LONG);
    EXPECT_EQ(get(msg_, &value), MAMA_STATUS_OK);
    EXPECT_EQ(std::string(value), std::string(1023, 'b')) << "the cut text is stored";
  }
}

TEST_F(BaseMsgTest, SendSubjectIsTheSymbolAndAlsoAFieldOfTheParent) {
  char* value = nullptr;
  EXPECT_EQ(baseBridgeMamaMsg_setSendSubject(msg_, "SYM", nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(baseBridgeMamaMsgImpl_getSendSubject(msg_, &value), MAMA_STATUS_OK);
  EXPECT_STREQ(value, "SYM");
  EXPECT_EQ(baseBridgeMamaMsg_setSendSubject(msg_, std::string(2000, 'x').c_str(), nullptr),
            MAMA_STATUS_PLATFORM);

  mamaMsg parent = nullptr;
  msgBridge child = nullptr;
  ASSERT_EQ(mamaMsg_create(&parent), MAMA_STATUS_OK);
  ASSERT_EQ(baseBridgeMamaMsg_create(&child, parent), MAMA_STATUS_OK);
  EXPECT_EQ(baseBridgeMamaMsg_setSendSubject(child, "SYM", "ignored"), MAMA_STATUS_OK);
  const char* field = nullptr;
  EXPECT_EQ(mamaMsg_getString(parent, nullptr, 71, &field), MAMA_STATUS_OK);
  EXPECT_STREQ(field, "SYM");
  EXPECT_EQ(baseBridgeMamaMsg_destroy(child, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(parent), MAMA_STATUS_OK);
}

TEST_F(BaseMsgTest, ReplyHandlesAreIndependentCopies) {
  void* copy = nullptr;
  void* second = nullptr;
  void* embedded = nullptr;
  char* value = nullptr;
  ASSERT_EQ(baseBridgeMamaMsgImpl_setInboxName(msg_, "inbox"), MAMA_STATUS_OK);
  ASSERT_EQ(baseBridgeMamaMsgImpl_setReplyTo(msg_, "there"), MAMA_STATUS_OK);
  ASSERT_EQ(baseBridgeMamaMsg_duplicateReplyHandle(msg_, &copy), MAMA_STATUS_OK);
  ASSERT_EQ(baseBridgeMamaMsg_copyReplyHandle(copy, &second), MAMA_STATUS_OK);
  ASSERT_EQ(baseBridgeMamaMsgImpl_setInboxName(msg_, "other"), MAMA_STATUS_OK);
  EXPECT_EQ(baseBridgeMamaMsgReplyHandleImpl_getInboxName(copy, &value), MAMA_STATUS_OK);
  EXPECT_STREQ(value, "inbox");
  EXPECT_EQ(baseBridgeMamaMsgReplyHandleImpl_setReplyTo(second, "elsewhere"), MAMA_STATUS_OK);
  EXPECT_EQ(baseBridgeMamaMsgReplyHandleImpl_getReplyTo(copy, &value), MAMA_STATUS_OK);
  EXPECT_STREQ(value, "there");
  EXPECT_EQ(baseBridgeMamaMsgImpl_setReplyHandle(msg_, second), MAMA_STATUS_OK);
  EXPECT_EQ(baseBridgeMamaMsgImpl_getReplyTo(msg_, &value), MAMA_STATUS_OK);
  EXPECT_STREQ(value, "elsewhere");
  EXPECT_EQ(baseBridgeMamaMsgImpl_getReplyHandle(msg_, &embedded), MAMA_STATUS_OK);
  EXPECT_EQ(baseBridgeMamaMsgReplyHandleImpl_getInboxName(embedded, &value), MAMA_STATUS_OK);
  EXPECT_STREQ(value, "inbox");
  EXPECT_EQ(baseBridgeMamaMsgImpl_setReplyHandleAndIncrement(msg_, copy), MAMA_STATUS_OK);
  EXPECT_EQ(baseBridgeMamaMsg_destroyReplyHandle(copy), MAMA_STATUS_OK);
  EXPECT_EQ(baseBridgeMamaMsg_destroyReplyHandle(copy), MAMA_STATUS_INVALID_ARG) << "twice";
  EXPECT_EQ(baseBridgeMamaMsg_destroyReplyHandle(second), MAMA_STATUS_OK);
}

TEST_F(BaseMsgTest, SerializationBufferGrowsAndIsKept) {
  void* buffer = nullptr;
  ASSERT_EQ(baseBridgeMamaMsgImpl_getSerializationBuffer(msg_, &buffer, 10), MAMA_STATUS_OK);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(static_cast<char*>(buffer)[i], 0) << "fresh bytes";
  std::memset(buffer, 'x', 10);
  ASSERT_EQ(baseBridgeMamaMsgImpl_getSerializationBuffer(msg_, &buffer, 100000), MAMA_STATUS_OK);
  EXPECT_EQ(static_cast<char*>(buffer)[9], 'x');
  EXPECT_EQ(static_cast<char*>(buffer)[99999], 0);
  EXPECT_EQ(baseBridgeMamaMsgImpl_getSerializationBuffer(nullptr, &buffer, 1),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(baseBridgeMamaMsgImpl_getSerializationBuffer(msg_, &buffer, SIZE_MAX),
            MAMA_STATUS_NOMEM);
  EXPECT_EQ(buffer, nullptr);
}

}  // namespace
}  // namespace quoll::test
