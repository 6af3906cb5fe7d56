// Messages on a real queue: detaching them, and what is left of them after the final close.
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>

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

}  // namespace
