// Owners, copies, detaching, and what middlewares do with messages.
#include <bridge.h>
#include <mama/integration/mama.h>
#include <mama/integration/msg.h>
#include <mama/msgstatus.h>

#include <map>

#include "message_support.h"
#include "omnmmsg_functions.h"

using message_test::Bytes;
using message_test::hex;
using message_test::Msg;

namespace {

/// What a middleware's functions were called with.
struct Middleware {
  int created = 0;
  int destroyed = 0;
  int middleware_messages_destroyed = 0;
  int detached = 0;
  bool hands_over = false;
  mama_status reply_status = MAMA_STATUS_OK;
  int replies = 0;
  mamaMsg parent = nullptr;
};
Middleware middleware;

msgBridge as_bridge_msg(int number) {
  return reinterpret_cast<msgBridge>(static_cast<std::intptr_t>(number));
}

/// A bridge with message functions only.
mamaBridgeImpl_ make_bridge() {
  middleware = {};
  mamaBridgeImpl_ bridge{};
  bridge.bridgeMamaMsgCreate = [](msgBridge* msg, mamaMsg parent) {
    *msg = as_bridge_msg(++middleware.created);
    middleware.parent = parent;
    return MAMA_STATUS_OK;
  };
  bridge.bridgeMamaMsgDestroy = [](msgBridge, int owns_payload) {
    EXPECT_EQ(owns_payload, 0) << "the payload has gone before";
    ++middleware.destroyed;
    return MAMA_STATUS_OK;
  };
  bridge.bridgeMamaMsgDestroyMiddlewareMsg = [](msgBridge) {
    ++middleware.middleware_messages_destroyed;
    return MAMA_STATUS_OK;
  };
  bridge.bridgeMamaMsgDetach = [](msgBridge) {
    ++middleware.detached;
    if (middleware.hands_over) {
      EXPECT_EQ(mamaMsgImpl_setMessageOwner(middleware.parent, 1), MAMA_STATUS_OK);
    }
    return MAMA_STATUS_OK;
  };
  bridge.bridgeMamaMsgIsFromInbox = [](msgBridge) { return 1; };
  bridge.bridgeMamaMsgSetSendSubject = [](msgBridge, const char* symbol, const char*) {
    return mamaMsg_updateString(middleware.parent, "MdSubscSymbol", 71, symbol);
  };
  bridge.bridgeMamaMsgDuplicateReplyHandle = [](msgBridge, void** result) {
    if (middleware.reply_status == MAMA_STATUS_OK) *result = &(++middleware.replies);
    return middleware.reply_status;
  };
  bridge.bridgeMamaMsgCopyReplyHandle = [](void* src, void** dest) {
    if (middleware.reply_status == MAMA_STATUS_OK) {
      ++middleware.replies;
      *dest = src;
    }
    return middleware.reply_status;
  };
  bridge.bridgeMamaMsgSetReplyHandleAndIncrement = [](msgBridge, void*) { return MAMA_STATUS_OK; };
  bridge.bridgeMamaMsgDestroyReplyHandle = [](void*) {
    --middleware.replies;
    return MAMA_STATUS_OK;
  };
  return bridge;
}

/// A message as a queue keeps it for a middleware to fill.
class QueueMessage {
 public:
  explicit QueueMessage(mamaBridge bridge) {
    message_test::omnmmsg();
    EXPECT_EQ(mamaMsgImpl_createForPayload(&msg_, nullptr, nullptr, 0), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgImpl_setBridgeImpl(msg_, bridge), MAMA_STATUS_OK);
  }
  QueueMessage(const QueueMessage&) = delete;
  QueueMessage& operator=(const QueueMessage&) = delete;
  ~QueueMessage() { EXPECT_EQ(mamaMsg_destroy(msg_), MAMA_STATUS_OK); }
  operator mamaMsg() const { return msg_; }

  mama_status receive(const Bytes& bytes, char id = '\0') {
    return mamaMsgImpl_setMsgBuffer(msg_, bytes.data(), static_cast<uint32_t>(bytes.size()), id);
  }

 private:
  mamaMsg msg_ = nullptr;
};

const Bytes kOne = hex("4F0100 0F 0100 00 01");
const Bytes kTwo = hex("4F0100 0F 0100 00 02");

mama_u8_t value_in(mamaMsg msg) {
  mama_u8_t value = 0;
  EXPECT_EQ(mamaMsg_getU8(msg, nullptr, 1, &value), MAMA_STATUS_OK);
  return value;
}

short owner_of(mamaMsg msg) {
  short owner = 9;
  EXPECT_EQ(mamaMsgImpl_getMessageOwner(msg, &owner), MAMA_STATUS_OK);
  return owner;
}

TEST(MessageLife, CreatedMessagesOwnTheirPayload) {
  Msg msg;
  EXPECT_EQ(owner_of(msg), 1);
  char id = 0;
  mamaPayloadType type = MAMA_PAYLOAD_NULL;
  EXPECT_EQ(mamaMsgImpl_getPayloadId(msg, &id), MAMA_STATUS_OK);
  EXPECT_EQ(id, 'O');
  EXPECT_EQ(mamaMsg_getPayloadType(msg, &type), MAMA_STATUS_OK);
  EXPECT_EQ(static_cast<int>(type), 'O');
  mamaMsg by_id = nullptr;
  EXPECT_EQ(mamaMsg_createForPayload(&by_id, 'O'), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(by_id), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_create(&by_id), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(by_id), MAMA_STATUS_OK);
}

TEST(MessageLife, UnknownPayloads) {
  mamaMsg msg = reinterpret_cast<mamaMsg>(1);
  EXPECT_EQ(mamaMsg_createForPayload(&msg, '~'), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(msg, nullptr);
  EXPECT_EQ(mamaMsg_createForPayload(&msg, '\xFF'), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsg_createForPayloadBridge(&msg, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_createFromByteBuffer(&msg, "~~~", 3), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsg_createFromByteBuffer(&msg, "O", 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_createFromByteBuffer(&msg, nullptr, 3), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(msg, nullptr);
  EXPECT_EQ(mamaMsg_createForTemplate(&msg, 1), MAMA_STATUS_NOT_INSTALLED);
  Msg good;
  char other[] = "~~~";
  EXPECT_EQ(mamaMsg_setNewBuffer(good, other, 3), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsg_addU8(good, nullptr, 1, 1), MAMA_STATUS_OK);  // unharmed
  mamaMsg refused = nullptr;
  EXPECT_EQ(mamaMsg_createFromByteBuffer(&refused, "O\7", 3), MAMA_STATUS_WRONG_FIELD_TYPE);
  ASSERT_NE(refused, nullptr);  // the caller's to destroy
  EXPECT_EQ(mamaMsg_destroy(refused), MAMA_STATUS_OK);
}

TEST(MessageLife, Copies) {
  Msg source(kOne);
  mamaMsg copy = nullptr;
  ASSERT_EQ(mamaMsg_copy(source, &copy), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_updateU8(source, nullptr, 1, 9), MAMA_STATUS_OK);
  EXPECT_EQ(value_in(copy), 1);
  EXPECT_EQ(mamaMsg_copy(source, &copy), MAMA_STATUS_OK);  // over the existing one
  EXPECT_EQ(value_in(copy), 9);
  EXPECT_EQ(mamaMsg_copy(copy, &copy), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_copy(source, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_copy(nullptr, &copy), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_destroy(copy), MAMA_STATUS_OK);
  mamaMsg temporary = nullptr;
  EXPECT_EQ(mamaMsg_getTempCopy(source, &temporary), MAMA_STATUS_OK);
  EXPECT_EQ(temporary, source);  // may be changed itself
  EXPECT_EQ(mamaMsg_getTempCopy(nullptr, &temporary), MAMA_STATUS_NULL_ARG);
}

TEST(MessageLife, CopiesHaveNeitherSubjectNorStatusNorBridge) {
  mamaBridgeImpl_ bridge = make_bridge();
  Msg source(kOne);
  ASSERT_EQ(mamaMsgImpl_setBridgeImpl(source, &bridge), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgImpl_setSubscInfo(source, "_MD", "SRC", "SYM", 0), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgImpl_setStatus(source, MAMA_MSG_STATUS_STALE), MAMA_STATUS_OK);
  mamaMsg copy = nullptr;
  ASSERT_EQ(mamaMsg_copy(source, &copy), MAMA_STATUS_OK);
  const char* subject = nullptr;
  mamaMsgStatus status = MAMA_MSG_STATUS_UNKNOWN;
  msgBridge bridge_msg = nullptr;
  EXPECT_EQ(mamaMsgImpl_getSubject(copy, &subject), MAMA_STATUS_OK);
  EXPECT_STREQ(subject, "");
  EXPECT_EQ(mamaMsgImpl_getStatus(copy, &status), MAMA_STATUS_OK);
  EXPECT_EQ(status, MAMA_MSG_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_getBridgeMsg(copy, &bridge_msg), MAMA_STATUS_INVALID_ARG);
  // What has no payload leaves the target as it is.
  mamaMsg bare = nullptr, untouched = nullptr;
  ASSERT_EQ(mamaMsgImpl_createForPayload(&bare, nullptr, nullptr, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_copy(bare, &untouched), MAMA_STATUS_OK);
  EXPECT_EQ(untouched, nullptr);
  EXPECT_EQ(mamaMsg_copy(bare, &copy), MAMA_STATUS_OK);
  EXPECT_EQ(value_in(copy), 1);
  EXPECT_EQ(mamaMsg_destroy(bare), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(copy), MAMA_STATUS_OK);
}

TEST(MessageLife, AnIncomingMessageIsReused) {
  mamaBridgeImpl_ bridge = make_bridge();
  {
    QueueMessage msg(&bridge);
    EXPECT_EQ(msg.receive(kOne), MAMA_STATUS_OK);
    EXPECT_EQ(value_in(msg), 1);
    EXPECT_EQ(owner_of(msg), 0);
    msgPayload first = nullptr, second = nullptr;
    EXPECT_EQ(mamaMsgImpl_getPayload(msg, &first), MAMA_STATUS_OK);
    EXPECT_EQ(msg.receive(kTwo, 'O'), MAMA_STATUS_OK);
    EXPECT_EQ(value_in(msg), 2);
    EXPECT_EQ(mamaMsgImpl_getPayload(msg, &second), MAMA_STATUS_OK);
    EXPECT_EQ(first, second);
    EXPECT_EQ(msg.receive(kTwo, '~'), MAMA_STATUS_NO_BRIDGE_IMPL);
    EXPECT_EQ(mamaMsg_addU8(msg, nullptr, 1, 1), MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(msg.receive(kOne), MAMA_STATUS_OK);
    EXPECT_EQ(value_in(msg), 1);
    EXPECT_EQ(msg.receive(hex("4F0900")), MAMA_STATUS_WRONG_FIELD_TYPE);
    EXPECT_EQ(mamaMsg_isFromInbox(msg), 1);
    EXPECT_EQ(mamaMsgImpl_setMsgBuffer(nullptr, kOne.data(), 3, 'O'), MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(mamaMsgImpl_setMsgBuffer(msg, nullptr, 0, '\0'), MAMA_STATUS_NULL_ARG);
  }
  EXPECT_EQ(middleware.created, 1);
  EXPECT_EQ(middleware.destroyed, 1);
}

TEST(MessageLife, DetachingNeedsAQueueAndABridge) {
  mamaBridgeImpl_ bridge = make_bridge();
  Msg own;
  EXPECT_EQ(mamaMsg_detach(own), MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(mamaMsg_detach(nullptr), MAMA_STATUS_NULL_ARG);
  QueueMessage msg(&bridge);
  ASSERT_EQ(msg.receive(kOne), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_detach(msg), MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(mamaMsgImpl_setQueue(msg, nullptr), MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(middleware.detached, 0);
}

TEST(MessageLife, SubscriptionInfo) {
  mamaBridgeImpl_ bridge = make_bridge();
  Msg msg;
  ASSERT_EQ(mamaMsgImpl_setBridgeImpl(msg, &bridge), MAMA_STATUS_OK);
  const char* subject = nullptr;
  EXPECT_EQ(mamaMsgImpl_getSubject(msg, &subject), MAMA_STATUS_OK);
  EXPECT_STREQ(subject, "");
  EXPECT_EQ(mamaMsgImpl_setSubscInfo(msg, "_MD", "SRC", "SYM", 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_getSubject(msg, &subject), MAMA_STATUS_OK);
  EXPECT_STREQ(subject, "_MD.SRC");
  EXPECT_EQ(mamaMsgImpl_setSubscInfo(msg, nullptr, "SRC", "SYM", 1), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_getSubject(msg, &subject), MAMA_STATUS_OK);
  EXPECT_STREQ(subject, "SRC.SYM");
  const char* symbol = nullptr;
  EXPECT_EQ(mamaMsg_getString(msg, "MdSubscSymbol", 71, &symbol), MAMA_STATUS_OK);
  EXPECT_STREQ(symbol, "SYM");
  // The present subject may be any of the texts of the next one.
  EXPECT_EQ(mamaMsgImpl_setSubscInfo(msg, nullptr,
                                     "a longer source than a text keeps within itself", subject, 1),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_getString(msg, "MdSubscSymbol", 71, &symbol), MAMA_STATUS_OK);
  EXPECT_STREQ(symbol, "SRC.SYM");
  EXPECT_EQ(mamaMsgImpl_getSubject(msg, &subject), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_setSubscInfo(msg, subject, subject, subject, 1), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_getString(msg, "MdSubscSymbol", 71, &symbol), MAMA_STATUS_OK);
  EXPECT_STREQ(symbol, "a longer source than a text keeps within itself.SRC.SYM");
  EXPECT_EQ(mamaMsgImpl_setSubscInfo(msg, nullptr, nullptr, nullptr, 1), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_getSubject(msg, &subject), MAMA_STATUS_OK);
  EXPECT_STREQ(subject,
               "a longer source than a text keeps within itself.SRC.SYM."
               "a longer source than a text keeps within itself.SRC.SYM");
  const std::string long_text(1000, 'x');
  EXPECT_EQ(mamaMsgImpl_setSubscInfo(msg, long_text.c_str(), long_text.c_str(), nullptr, 0),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_getSubject(msg, &subject), MAMA_STATUS_OK);
  EXPECT_EQ(std::string(subject), std::string(255, 'x')) << "each is cut, and so is the whole";
  EXPECT_EQ(mamaMsgImpl_setSubscInfo(msg, nullptr, nullptr, long_text.c_str(), 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_getSubject(msg, &subject), MAMA_STATUS_OK);
  EXPECT_EQ(std::string(subject), std::string(255, 'x'));
  EXPECT_EQ(mamaMsgImpl_getSubject(msg, nullptr), MAMA_STATUS_INVALID_ARG);
  msgBridge bridge_msg = nullptr;
  EXPECT_EQ(mamaMsgImpl_getBridgeMsg(msg, &bridge_msg), MAMA_STATUS_OK);
  EXPECT_EQ(bridge_msg, as_bridge_msg(1));
  Msg bare;
  EXPECT_EQ(mamaMsgImpl_getBridgeMsg(bare, &bridge_msg), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsgImpl_setBridgeImpl(bare, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
}

TEST(MessageLife, BuffersOfAnOwnedMessageKeepTheBridgeMessage) {
  mamaBridgeImpl_ bridge = make_bridge();
  Msg msg;
  ASSERT_EQ(mamaMsg_addU8(msg, nullptr, 1, 7), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgImpl_setBridgeImpl(msg, &bridge), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_setMsgBuffer(msg, kOne.data(), static_cast<uint32_t>(kOne.size()), 'O'),
            MAMA_STATUS_OK);
  EXPECT_EQ(middleware.middleware_messages_destroyed, 1);
  EXPECT_EQ(value_in(msg), 1);
  EXPECT_EQ(owner_of(msg), 0);
  msgBridge bridge_msg = nullptr;
  EXPECT_EQ(mamaMsgImpl_getBridgeMsg(msg, &bridge_msg), MAMA_STATUS_OK);
}

TEST(MessageLife, WhatTheMiddlewareSaysOfItsMessage) {
  static int native, error;
  mamaBridgeImpl_ bridge = make_bridge();
  bridge.bridgeMamaMsgGetNativeHandle = [](msgBridge, void** result) {
    *result = &native;
    return MAMA_STATUS_OK;
  };
  bridge.bridgeMamaMsgGetPlatformError = [](msgBridge, void** result) {
    *result = &error;
    return MAMA_STATUS_PLATFORM;
  };
  Msg msg;
  void* result = nullptr;
  EXPECT_EQ(mamaMsg_getNativeHandle(msg, &result), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsg_getPlatformError(msg, &result), MAMA_STATUS_NO_BRIDGE_IMPL);
  ASSERT_EQ(mamaMsgImpl_setBridgeImpl(msg, &bridge), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_getNativeHandle(msg, &result), MAMA_STATUS_OK);
  EXPECT_EQ(result, &native);
  EXPECT_EQ(mamaMsg_getPlatformError(msg, &result), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(result, &error);
  EXPECT_EQ(mamaMsg_getNativeHandle(msg, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_getNativeHandle(nullptr, &result), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_getPlatformError(msg, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_getPlatformError(nullptr, &result), MAMA_STATUS_NULL_ARG);
}

TEST(MessageLife, WithoutPayloadThereIsLittleToSay) {
  mamaMsg bare = nullptr;
  ASSERT_EQ(mamaMsgImpl_createForPayload(&bare, nullptr, nullptr, 1), MAMA_STATUS_OK);
  mamaPayloadType type = MAMA_PAYLOAD_QPID;
  const char* subject = nullptr;
  char id = '?';
  msgPayload payload = nullptr;
  mamaMsgIterator iterator = nullptr;
  EXPECT_EQ(mamaMsg_getPayloadType(bare, &type), MAMA_STATUS_OK);
  EXPECT_EQ(type, MAMA_PAYLOAD_QPID) << "untouched";
  EXPECT_EQ(mamaMsg_getSendSubject(bare, &subject), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaMsg_getSendSubject(bare, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsgImpl_getPayloadId(bare, &id), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsgImpl_getPayload(bare, &payload), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_clear(bare), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgIterator_create(&iterator, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgIterator_associate(iterator, bare), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgIterator_hasNext(iterator), 0);
  EXPECT_EQ(mamaMsgIterator_next(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_destroy(iterator), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(bare), MAMA_STATUS_OK);
}

TEST(MessageLife, ReplyHandles) {
  mamaBridgeImpl_ bridge = make_bridge();
  mamaMsgReply reply = nullptr, copy = nullptr;
  {
    QueueMessage request(&bridge);
    ASSERT_EQ(request.receive(kOne), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_getReplyHandle(request, &reply), MAMA_STATUS_OK);
  }
  EXPECT_EQ(mamaMsg_copyReplyHandle(reply, &copy), MAMA_STATUS_OK);
  EXPECT_EQ(middleware.replies, 2);
  Msg answer;
  EXPECT_EQ(mamaMsg_setReplyHandle(answer, reply), MAMA_STATUS_OK);  // adopts the bridge
  msgBridge bridge_msg = nullptr;
  EXPECT_EQ(mamaMsgImpl_getBridgeMsg(answer, &bridge_msg), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroyReplyHandle(reply), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroyReplyHandle(copy), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroyReplyHandle(copy), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_destroyReplyHandle(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(middleware.replies, 0);
  Msg bare;
  EXPECT_EQ(mamaMsg_getReplyHandle(bare, &reply), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(reply, nullptr);
  middleware.reply_status = MAMA_STATUS_PLATFORM;
  reply = copy;
  EXPECT_EQ(mamaMsg_getReplyHandle(answer, &reply), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(reply, nullptr);
}

TEST(MessageLife, ABridgeThatMakesNoMessageIsNotTheMessages) {
  mamaBridgeImpl_ bridge = make_bridge();
  bridge.bridgeMamaMsgCreate = [](msgBridge*, mamaMsg) { return MAMA_STATUS_NOMEM; };
  bridge.bridgeMamaMsgDuplicateReplyHandle = [](msgBridge, void**) {
    ADD_FAILURE() << "without a message";
    return MAMA_STATUS_OK;
  };
  Msg msg;
  EXPECT_EQ(mamaMsgImpl_setBridgeImpl(msg, &bridge), MAMA_STATUS_NOMEM);
  mamaMsgReply reply = nullptr;
  EXPECT_EQ(mamaMsg_getReplyHandle(msg, &reply), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaMsgImpl_setSubscInfo(msg, "a", "b", "c", 1), MAMA_STATUS_OK);
  mama_size_t fields = 9;
  EXPECT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
  EXPECT_EQ(fields, 0u);
}

TEST(MessageLife, MissingMiddlewareFunctionsAreNotImplemented) {
  mamaBridgeImpl_ nothing{};
  mamaBridgeImpl_ only_create{};
  only_create.bridgeMamaMsgCreate = [](msgBridge* msg, mamaMsg) {
    *msg = as_bridge_msg(1);
    return MAMA_STATUS_OK;
  };
  Msg bare, msg;
  mamaMsgReply reply = nullptr;
  void* pointer = nullptr;
  EXPECT_EQ(mamaMsgImpl_setBridgeImpl(bare, &nothing), MAMA_STATUS_NOT_IMPLEMENTED);
  ASSERT_EQ(mamaMsgImpl_setBridgeImpl(msg, &only_create), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_getReplyHandle(msg, &reply), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaMsg_getNativeHandle(msg, &pointer), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaMsg_getPlatformError(msg, &pointer), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaMsg_isFromInbox(msg), 0);
  EXPECT_EQ(mamaMsgImpl_setSubscInfo(msg, "a", "b", "c", 1), MAMA_STATUS_OK);
}

// A payload that is linked in and never loaded, with its optional functions taken away.
TEST(MessageLife, MissingPayloadFunctionsAreNotImplemented) {
  mamaPayloadBridgeImpl_ table = make_omnmmsg_table();
  table.msgPayloadGetByteSize = nullptr;
  table.msgPayloadSetParent = nullptr;
  table.msgPayloadAddMsg = nullptr;
  table.msgPayloadGetMsg = nullptr;
  table.msgPayloadGetVectorI32 = nullptr;
  table.msgPayloadGetSendSubject = nullptr;
  table.msgPayloadDeserialize = nullptr;
  mamaMsg msg = nullptr;
  ASSERT_EQ(mamaMsg_createForPayloadBridge(&msg, &table), MAMA_STATUS_OK);
  Msg sub;
  mama_size_t size = 0;
  mamaMsg result = nullptr;
  const mama_i32_t* numbers = nullptr;
  const char* subject = nullptr;
  EXPECT_EQ(mamaMsg_addU8(msg, nullptr, 1, 5), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_getByteSize(msg, &size), MAMA_STATUS_OK);
  EXPECT_EQ(size, 8u);
  EXPECT_EQ(mamaMsg_addMsg(msg, nullptr, 2, sub), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaMsg_getMsg(msg, nullptr, 2, &result), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaMsg_getVectorI32(msg, nullptr, 2, &numbers, &size), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaMsg_getSendSubject(msg, &subject), MAMA_STATUS_NOT_IMPLEMENTED);
  Bytes bytes = kTwo;
  EXPECT_EQ(mamaMsg_setNewBuffer(msg, bytes.data(), bytes.size()), MAMA_STATUS_OK);
  EXPECT_EQ(value_in(msg), 2);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

TEST(MessageLife, PayloadsGivenByABridge) {
  msgPayload payload = nullptr, other = nullptr;
  mamaMsg msg = nullptr;
  ASSERT_EQ(omnmmsgPayload_create(&payload), MAMA_STATUS_OK);
  ASSERT_EQ(omnmmsgPayload_create(&other), MAMA_STATUS_OK);
  ASSERT_EQ(omnmmsgPayload_addU8(other, nullptr, 1, 3), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgImpl_createForPayload(&msg, payload, message_test::omnmmsg(), 1),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_setPayloadBridge(msg, message_test::omnmmsg()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_setPayload(msg, other, 0), MAMA_STATUS_OK);  // destroys the owned one
  EXPECT_EQ(value_in(msg), 3);
  EXPECT_EQ(owner_of(msg), 0);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgPayload_destroy(other), MAMA_STATUS_OK);  // was not owned
}

TEST(MessageLife, ThePayloadThatItHasMayBeSetAgain) {
  for (const short owner : {0, 1}) {
    msgPayload payload = nullptr;
    mamaMsg msg = nullptr;
    ASSERT_EQ(omnmmsgPayload_create(&payload), MAMA_STATUS_OK);
    ASSERT_EQ(omnmmsgPayload_addU8(payload, nullptr, 1, 3), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsgImpl_createForPayload(&msg, payload, message_test::omnmmsg(), 1),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgImpl_setPayload(msg, payload, owner), MAMA_STATUS_OK);
    EXPECT_EQ(value_in(msg), 3);
    EXPECT_EQ(owner_of(msg), owner);
    EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
    if (owner == 0) {
      EXPECT_EQ(omnmmsgPayload_destroy(payload), MAMA_STATUS_OK);
    }
  }
}

TEST(MessageLife, ItsOwnBytesMayComeIn) {
  mamaBridgeImpl_ bridge = make_bridge();
  QueueMessage msg(&bridge);
  ASSERT_EQ(msg.receive(kOne), MAMA_STATUS_OK);
  Msg other(kTwo);
  mamaMsg target = msg;
  ASSERT_EQ(mamaMsg_copy(other, &target), MAMA_STATUS_OK);  // a payload beside the kept one
  const void* bytes = nullptr;
  mama_size_t size = 0;
  ASSERT_EQ(mamaMsg_getByteBuffer(msg, &bytes, &size), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_setMsgBuffer(msg, bytes, static_cast<uint32_t>(size), '\0'),
            MAMA_STATUS_OK);
  EXPECT_EQ(value_in(msg), 2);
  EXPECT_EQ(owner_of(msg), 0);
}

TEST(MessageLife, RefusedBytesLeaveNothingOfTheFormerMessage) {
  mamaBridgeImpl_ bridge = make_bridge();
  QueueMessage msg(&bridge);
  mama_u8_t value = 7;
  for (const char* refused : {"4F0900", "4F", "FE0100"}) {
    SCOPED_TRACE(refused);
    ASSERT_EQ(msg.receive(kOne), MAMA_STATUS_OK);
    EXPECT_NE(msg.receive(hex(refused)), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_getU8(msg, nullptr, 1, &value), MAMA_STATUS_NULL_ARG) << "no payload";
  }
  EXPECT_EQ(value, 7);
  ASSERT_EQ(msg.receive(kTwo), MAMA_STATUS_OK);
  EXPECT_EQ(value_in(msg), 2);
}

TEST(MessageLife, AReplyHandleIsForItsOwnBridge) {
  mamaBridgeImpl_ bridge = make_bridge(), stranger = bridge;
  mamaMsgReply reply = nullptr;
  {
    QueueMessage request(&bridge);
    ASSERT_EQ(request.receive(kOne), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_getReplyHandle(request, &reply), MAMA_STATUS_OK);
  }
  Msg answer;
  ASSERT_EQ(mamaMsgImpl_setBridgeImpl(answer, &stranger), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_setReplyHandle(answer, reply), MAMA_STATUS_INVALID_ARG);
  ASSERT_EQ(mamaMsgImpl_setBridgeImpl(answer, &bridge), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_setReplyHandle(answer, reply), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroyReplyHandle(reply), MAMA_STATUS_OK);
}

// Numbers from the network, of which the interface names only some.
TEST(MessageLife, StatusesAndTypesThatHaveNoName) {
  for (const mama_i32_t number : {-5, 77, 200, 0x7FFFFFFF}) {
    SCOPED_TRACE(number);
    Msg msg;
    ASSERT_EQ(mamaMsg_addI32(msg, "MdMsgStatus", 2, number), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addI32(msg, "MdMsgType", 1, number), MAMA_STATUS_OK);
    EXPECT_EQ(static_cast<int>(mamaMsgImpl_getStatusFromMsg(msg)), number);
    mamaMsgStatus status = MAMA_MSG_STATUS_OK;
    EXPECT_EQ(mamaMsgImpl_getStatus(msg, &status), MAMA_STATUS_OK);
    EXPECT_EQ(static_cast<int>(status), number);
    EXPECT_STREQ(mamaMsgStatus_stringForMsg(msg), "error");
    EXPECT_EQ(static_cast<int>(mamaMsgType_typeForMsg(msg)), number);
    EXPECT_STREQ(mamaMsgType_stringForMsg(msg), "error");
  }
}

}  // namespace
