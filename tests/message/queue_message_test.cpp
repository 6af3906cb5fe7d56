// Messages on a real queue: detaching them, and what is left of them after the final close.
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>
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
}

}  // namespace
