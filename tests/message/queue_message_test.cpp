// Messages on a real queue: detaching them, and what is left of them after the final close.
#include <bridge.h>
#include <mama/integration/mama.h>
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>
#include <mama/msgstatus.h>
#include <payloadbridge.h>

#include "message_support.h"
#include "support/mama_fixture.h"

using message_test::Bytes;
using message_test::hex;

namespace {

const Bytes kOne = hex("4F0100 0F 0100 00 01");
const Bytes kTwo = hex("4F0100 0F 0100 00 02");

mama_u8_t value_in(mamaMsg msg) {
  mama_u8_t value = 0;
  EXPECT_EQ(mamaMsg_getU8(msg, nullptr, 1, &value), MAMA_STATUS_OK);
  return value;
}

class QueueMessageTest : public quoll::test::MamaTest {
 protected:
  void SetUp() override {
    message_test::omnmmsg();
    MamaTest::SetUp();
  }
  static void receive(mamaMsg msg, const Bytes& bytes) {
    ASSERT_EQ(mamaMsgImpl_setMsgBuffer(msg, bytes.data(), static_cast<uint32_t>(bytes.size()), 0),
              MAMA_STATUS_OK);
  }
};

TEST_F(QueueMessageTest, DetachedMessagesOutliveTheNextOne) {
  quoll::test::TestQueue queue(bridge());
  mamaMsg first = mamaQueueImpl_getMsg(queue);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(mamaQueueImpl_getMsg(queue), first);
  receive(first, kOne);
  EXPECT_EQ(mamaMsg_detach(first), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_detach(first), MAMA_STATUS_OK);  // again: no effect
  short owner = 0;
  EXPECT_EQ(mamaMsgImpl_getMessageOwner(first, &owner), MAMA_STATUS_OK);
  EXPECT_EQ(owner, 1);
  mamaMsg second = mamaQueueImpl_getMsg(queue);
  EXPECT_NE(second, first);
  receive(second, kTwo);
  EXPECT_EQ(value_in(first), 1);
  EXPECT_EQ(value_in(second), 2);
  EXPECT_EQ(mamaMsg_destroy(first), MAMA_STATUS_OK);
}

TEST_F(QueueMessageTest, ADetachedMessageMayBeTheLastToGo) {
  mamaMsg detached = nullptr;
  {
    quoll::test::TestQueue queue(bridge());
    detached = mamaQueueImpl_getMsg(queue);
    receive(detached, kOne);
    ASSERT_EQ(mamaMsg_detach(detached), MAMA_STATUS_OK);
  }
  EXPECT_EQ(value_in(detached), 1);
  EXPECT_EQ(mamaMsg_destroy(detached), MAMA_STATUS_OK);
}

// With mama.payload.keeploaded.<name> the payload stays, and so does what its messages can do.
TEST_F(QueueMessageTest, MessagesOfAKeptPayloadGoAfterTheClose) {
  static mama_status (*destroy)(msgPayload);
  static int destroyed;
  destroyed = 0;
  mamaPayloadBridge const payload = message_test::omnmmsg();
  mama_setProperty("mama.payload.keeploaded.omnmmsg", "true");
  mamaMsg msg = nullptr;
  ASSERT_EQ(mamaMsg_createForPayloadBridge(&msg, payload), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addU8(msg, nullptr, 1, 7), MAMA_STATUS_OK);
  destroy = payload->msgPayloadDestroy;
  payload->msgPayloadDestroy = [](msgPayload made) {
    ++destroyed;
    return destroy(made);
  };
  mama_.reset();  // closes
  ASSERT_NE(message_test::omnmmsg(), payload) << "the next load makes a new one";
  EXPECT_EQ(value_in(msg), 7);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
  EXPECT_EQ(destroyed, 1);
  ASSERT_EQ(mamaMsg_createForPayloadBridge(&msg, payload), MAMA_STATUS_OK) << "the handle is good";
  EXPECT_EQ(mamaMsg_addU8(msg, nullptr, 1, 8), MAMA_STATUS_OK);
  EXPECT_EQ(value_in(msg), 8);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

// A library that was closed and loaded again may lie where it lay, but its messages are gone.
TEST_F(QueueMessageTest, APayloadThatWasClosedIsNotFilledAgain) {
  static int made, filled;
  made = filled = 0;
  static int stand_in;  // for a payload's message, so that none is left behind
  const auto count = [](mamaPayloadBridge payload) {
    payload->msgPayloadCreateFromByteBuffer = [](msgPayload* msg, mamaPayloadBridge, const void*,
                                                 mama_size_t) {
      ++made;
      *msg = &stand_in;
      return MAMA_STATUS_OK;
    };
    payload->msgPayloadSetByteBuffer = [](const msgPayload, mamaPayloadBridge, const void*,
                                          mama_size_t) {
      ++filled;
      return MAMA_STATUS_OK;
    };
    payload->msgPayloadSetParent = nullptr;
    payload->msgPayloadDestroy = [](msgPayload) { return MAMA_STATUS_OK; };
  };
  const mamaPayloadBridge first = message_test::omnmmsg();
  count(first);
  mamaMsg msg = nullptr;
  ASSERT_EQ(mamaMsgImpl_createForPayload(&msg, nullptr, nullptr, 0), MAMA_STATUS_OK);
  receive(msg, kOne);
  receive(msg, kTwo);
  EXPECT_EQ(made, 1);
  EXPECT_EQ(filled, 1);
  mamaPayloadBridge again = nullptr;
  for (int i = 0; i < 200 && again != first; ++i) {
    mama_.reset();  // closes
    again = message_test::omnmmsg();
    MamaTest::SetUp();
  }
  ASSERT_EQ(again, first);
  count(again);
  receive(msg, kOne);
  EXPECT_EQ(made, 2);
  EXPECT_EQ(filled, 1);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

// Whatever lies in the cache is destroyed by those who keep it.
TEST_F(QueueMessageTest, ADetachedMessageLeavesTheCacheOfDataQuality) {
  quoll::test::TestQueue queue(bridge());
  mamaMsg message = mamaQueueImpl_getMsg(queue);
  const message_test::Msg other_message;
  const mamaMsg other = other_message;
  mamaMsg cache[] = {other, message, nullptr};
  mamaDqContext context{};
  context.mCache = cache;
  context.mCacheSize = 3;
  receive(message, kOne);
  EXPECT_EQ(mamaMsgImpl_setDqStrategyContext(message, &context), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_detach(message), MAMA_STATUS_OK);
  EXPECT_THAT(cache, testing::ElementsAre(other, nullptr, nullptr));
  // One that was detached when it was put there is detached once more by the application.
  cache[2] = message;
  EXPECT_EQ(mamaMsgImpl_setDqStrategyContext(message, &context), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_detach(message), MAMA_STATUS_OK);
  EXPECT_THAT(cache, testing::ElementsAre(other, nullptr, nullptr));
  cache[2] = message;
  EXPECT_EQ(mamaMsg_detach(message), MAMA_STATUS_OK);
  EXPECT_EQ(cache[2], message) << "the context may have ended meanwhile";
  EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK);

  mamaDqContext without_cache{};
  message = mamaQueueImpl_getMsg(queue);
  receive(message, kOne);
  EXPECT_EQ(mamaMsgImpl_setDqStrategyContext(message, &without_cache), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_detach(message), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK);

  // The next message on the queue has nothing to do with the context of the last one.
  message = mamaQueueImpl_getMsg(queue);
  receive(message, kOne);
  cache[1] = message;
  EXPECT_EQ(mamaMsgImpl_setDqStrategyContext(message, &context), MAMA_STATUS_OK);
  receive(message, kTwo);
  EXPECT_EQ(mamaMsg_detach(message), MAMA_STATUS_OK);
  EXPECT_EQ(cache[1], message);
  EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK);

  EXPECT_EQ(mamaMsgImpl_setDqStrategyContext(nullptr, &context), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgImpl_setDqStrategyContext(other, nullptr), MAMA_STATUS_INVALID_ARG);
}

mamaMsg message_in_hand;  // for the bridge's functions, which know only their own part

TEST_F(QueueMessageTest, ABridgeMayHandThePayloadOver) {
  quoll::test::TestQueue queue(bridge());
  message_in_hand = mamaQueueImpl_getMsg(queue);
  receive(message_in_hand, kOne);
  msgPayload before = nullptr, after = nullptr;
  ASSERT_EQ(mamaMsgImpl_getPayload(message_in_hand, &before), MAMA_STATUS_OK);
  const auto detach = bridge()->bridgeMamaMsgDetach;
  bridge()->bridgeMamaMsgDetach = [](msgBridge) {
    return mamaMsgImpl_setMessageOwner(message_in_hand, 1);
  };
  EXPECT_EQ(mamaMsg_detach(message_in_hand), MAMA_STATUS_OK);
  bridge()->bridgeMamaMsgDetach = detach;
  ASSERT_EQ(mamaMsgImpl_getPayload(message_in_hand, &after), MAMA_STATUS_OK);
  EXPECT_EQ(after, before) << "not copied";
  EXPECT_EQ(value_in(message_in_hand), 1);
  EXPECT_EQ(mamaMsg_destroy(message_in_hand), MAMA_STATUS_OK);
}

TEST_F(QueueMessageTest, ABridgeMayRefuseToDetach) {
  quoll::test::TestQueue queue(bridge());
  mamaMsg message = mamaQueueImpl_getMsg(queue);
  receive(message, kOne);
  mamaMsg cache[] = {message};
  mamaDqContext context{};
  context.mCache = cache;
  context.mCacheSize = 1;
  ASSERT_EQ(mamaMsgImpl_setDqStrategyContext(message, &context), MAMA_STATUS_OK);
  const auto detach = bridge()->bridgeMamaMsgDetach;
  bridge()->bridgeMamaMsgDetach = [](msgBridge) { return MAMA_STATUS_PLATFORM; };
  EXPECT_EQ(mamaMsg_detach(message), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(cache[0], message) << "where it was";
  bridge()->bridgeMamaMsgDetach = detach;
  short owner = 9;
  EXPECT_EQ(mamaMsgImpl_getMessageOwner(message, &owner), MAMA_STATUS_OK);
  EXPECT_EQ(owner, 0);
  EXPECT_EQ(value_in(message), 1);
  EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK) << "the queue has let it go";
}

TEST_F(QueueMessageTest, TheStatusIsOfOneMessageOnly) {
  quoll::test::TestQueue queue(bridge());
  mamaMsg message = mamaQueueImpl_getMsg(queue);
  receive(message, kOne);
  EXPECT_EQ(mamaMsgImpl_setStatus(message, MAMA_MSG_STATUS_STALE), MAMA_STATUS_OK);
  mamaMsgStatus status = MAMA_MSG_STATUS_UNKNOWN;
  EXPECT_EQ(mamaMsgImpl_getStatus(message, &status), MAMA_STATUS_OK);
  EXPECT_EQ(status, MAMA_MSG_STATUS_STALE);
  receive(message, kTwo);
  EXPECT_EQ(mamaMsgImpl_getStatus(message, &status), MAMA_STATUS_OK);
  EXPECT_EQ(status, MAMA_MSG_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_getStatus(message, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsgImpl_getStatus(nullptr, &status), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgImpl_setStatus(nullptr, MAMA_MSG_STATUS_OK), MAMA_STATUS_NULL_ARG);
}

TEST_F(QueueMessageTest, AMessageOfABridgeIsOnItsDefaultQueue) {
  message_test::Msg message;
  EXPECT_EQ(mamaMsg_detach(message), MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(mamaMsgImpl_useBridgePayload(message, bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_detach(message), MAMA_STATUS_OK) << "it has a queue now, and is its own";
  msgBridge bridge_message = nullptr;
  EXPECT_EQ(mamaMsgImpl_getBridgeMsg(message, &bridge_message), MAMA_STATUS_OK);
  EXPECT_NE(bridge_message, nullptr);
  EXPECT_EQ(mamaMsgImpl_useBridgePayload(nullptr, bridge()), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgImpl_useBridgePayload(message, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
}

// The most common mistake in onMsg.
TEST_F(QueueMessageTest, TheMessageOfAQueueCannotBeDestroyed) {
  quoll::test::TestQueue queue(bridge());
  mamaMsg message = mamaQueueImpl_getMsg(queue);
  receive(message, kOne);
  EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(value_in(message), 1);
  EXPECT_EQ(mamaQueueImpl_getMsg(queue), message);
  static mamaMsg lent;
  ASSERT_EQ(mamaQueue_enqueueEvent(
                queue,
                [](mamaQueue of, void*) {
                  lent = mamaQueueImpl_getMsg(of);
                  receive(lent, kTwo);
                  EXPECT_EQ(mamaMsg_destroy(lent), MAMA_STATUS_INVALID_ARG);
                  EXPECT_EQ(value_in(lent), 2);
                },
                nullptr),
            MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(lent), MAMA_STATUS_INVALID_ARG) << "also when nobody uses it";
}

TEST_F(QueueMessageTest, HandlesOfClosedBridgesAreRefused) {
  const mamaPayloadBridge payload = message_test::omnmmsg();
  const mamaBridge middleware = bridge();
  mama_.reset();  // closes
  mamaMsg msg = nullptr;
  EXPECT_EQ(mamaMsg_createForPayloadBridge(&msg, payload), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(msg, nullptr);
  EXPECT_EQ(mamaMsgImpl_createForPayload(&msg, nullptr, payload, 0), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(msg, nullptr);
  char id = '?';
  EXPECT_EQ(mamaInternal_getPayloadId("omnmmsg", payload, &id), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(id, '?');
  ASSERT_EQ(mamaMsgImpl_createForPayload(&msg, nullptr, nullptr, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_setPayloadBridge(msg, payload), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsgImpl_setBridgeImpl(msg, middleware), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsgImpl_useBridgePayload(msg, middleware), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_createForPayloadBridge(&msg, message_test::omnmmsg()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

}  // namespace
