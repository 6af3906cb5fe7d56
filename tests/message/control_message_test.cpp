// The control messages of subscriptions: every field, its type, its value and its place.
#include <mama/integration/msg.h>
#include <mama/integration/msgutils.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>
#include <mama/subscription.h>
#include <payloadbridge.h>

#include "message_support.h"
#include "support/mama_fixture.h"
#include "support/test_transport.h"

using testing::ElementsAre;
using testing::ElementsAreArray;

namespace {

using Fields = std::vector<std::string>;

/// The fields in order, each as "name[fid] TYPE value".
Fields fields_of(mamaMsg msg) {
  Fields fields;
  const auto record = [](const mamaMsg, const mamaMsgField field, void* closure) {
    const char *name = "", *type = "";
    mama_fid_t fid = 0;
    char value[256] = "?";
    EXPECT_EQ(mamaMsgField_getName(field, &name), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgField_getFid(field, &fid), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgField_getTypeName(field, &type), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgField_getAsString(field, value, sizeof value), MAMA_STATUS_OK);
    static_cast<Fields*>(closure)->push_back(std::string(name) + "[" + std::to_string(fid) + "] " +
                                             type + " " + value);
  };
  EXPECT_EQ(mamaMsg_iterateFields(msg, record, nullptr, &fields), MAMA_STATUS_OK);
  return fields;
}

/// What `create(&msg)` makes; the message is gone afterwards.
template <class Create>
Fields fields_made_by(Create create) {
  mamaMsg msg = nullptr;
  EXPECT_EQ(create(&msg), MAMA_STATUS_OK);
  if (msg == nullptr) return {};
  Fields fields = fields_of(msg);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
  return fields;
}

/// What stands in every request of that kind.
Fields request(int kind, int app_data_type = 0) {
  Fields fields = {"MdSubscMsgType[61] I32 " + std::to_string(kind),
                   "MamaAppDataType[17] U8 " + std::to_string(app_data_type),
                   "MdSubscType[5] I32 " + std::to_string(kind)};
  const char* host = nullptr;
  EXPECT_EQ(mama_getIpAddress(&host), MAMA_STATUS_OK);
  if (*host != '\0') fields.push_back(std::string("MdSubscSourceHost[63] STRING ") + host);
  return fields;
}

/// What stands in a request of a basic subscription.
Fields request_of(const std::string& symbol, int kind, int app_data_type = 0) {
  Fields fields = {"MdSubscSymbol[71] STRING " + symbol,
                   "MdSubscriptionType[60] I32 " + std::to_string(MAMA_SUBSC_TYPE_BASIC)};
  for (std::string& field : request(kind, app_data_type)) fields.push_back(std::move(field));
  return fields;
}

class ControlMessages : public quoll::test::MamaTest {
 protected:
  void SetUp() override {
    message_test::payload();
    MamaTest::SetUp();
    transport_ = std::make_unique<quoll::test::TestTransport>(bridge());
    ASSERT_EQ(mamaSubscription_allocate(&subscription_), MAMA_STATUS_OK);
    ASSERT_EQ(mamaSubscription_setAppDataType(subscription_, 7), MAMA_STATUS_OK);
    static const mamaMsgCallbacks callbacks{};
    ASSERT_EQ(mamaSubscription_createBasic(subscription_, *transport_, default_queue(), &callbacks,
                                           "SYM", nullptr),
              MAMA_STATUS_OK);
  }
  void TearDown() override {
    if (subscription_ != nullptr) {
      EXPECT_EQ(mamaSubscription_destroy(subscription_), MAMA_STATUS_OK);
      EXPECT_EQ(mamaSubscription_deallocate(subscription_), MAMA_STATUS_OK);
    }
    transport_.reset();
    MamaTest::TearDown();
  }

  std::unique_ptr<quoll::test::TestTransport> transport_;
  mamaSubscription subscription_ = nullptr;
};

TEST_F(ControlMessages, RequestsOfASubscription) {
  const struct {
    mama_status (*create)(mamaSubscription, mamaMsg*);
    mamaSubscMsgType kind;
  } cases[] = {{msgUtils_createSubscribeMsg, MAMA_SUBSC_SUBSCRIBE},
               {msgUtils_createSnapshotSubscribe, MAMA_SUBSC_SNAPSHOT},
               {msgUtils_createUnsubscribeMsg, MAMA_SUBSC_UNSUBSCRIBE},
               {msgUtils_createRefreshMsg, MAMA_SUBSC_REFRESH},
               {msgUtils_createDictionarySubscribe, MAMA_SUBSC_DDICT_SNAPSHOT}};
  for (const auto& each : cases) {
    SCOPED_TRACE(MamaSubscMsgTypeStr(each.kind));
    EXPECT_THAT(fields_made_by([&](mamaMsg* msg) { return each.create(subscription_, msg); }),
                ElementsAreArray(request_of("SYM", each.kind, 7)));
    EXPECT_THAT(fields_made_by([&](mamaMsg* msg) { return each.create(nullptr, msg); }),
                ElementsAreArray(request(each.kind)));
  }
}

TEST_F(ControlMessages, AnyKindWithTheSymbolThatIsGiven) {
  EXPECT_THAT(fields_made_by([&](mamaMsg* msg) {
                return msgUtils_createSubscriptionMessage(
                    subscription_, MAMA_SUBSC_DQ_GROUP_SUBSCRIBER, msg, "ISSUE");
              }),
              ElementsAreArray(request_of("ISSUE", 12, 7)));
  EXPECT_THAT(fields_made_by([&](mamaMsg* msg) {
                return msgUtils_createRecoveryRequestMsg(subscription_, MAMA_SUBSC_DQ_UNKNOWN, msg,
                                                         "ISSUE");
              }),
              ElementsAreArray(request_of("ISSUE", 10, 7)));
  EXPECT_THAT(fields_made_by([&](mamaMsg* msg) {
                return msgUtils_createRecoveryRequestMsg(subscription_, MAMA_SUBSC_DQ_UNKNOWN, msg,
                                                         nullptr);
              }),
              ElementsAreArray(request_of("SYM", 10, 7)));
}

TEST_F(ControlMessages, ResubscribeBelongsToNoSubscription) {
  EXPECT_THAT(fields_made_by(msgUtils_createResubscribeMessage),
              ElementsAreArray(request(MAMA_SUBSC_RESUBSCRIBE)));
}

TEST_F(ControlMessages, ARequestGoesByTheSubscriptionsBridge) {
  mamaMsg msg = nullptr;
  ASSERT_EQ(msgUtils_createSubscribeMsg(subscription_, &msg), MAMA_STATUS_OK);
  msgBridge bridge_msg = nullptr;
  const char* subject = nullptr;
  EXPECT_EQ(mamaMsgImpl_getBridgeMsg(msg, &bridge_msg), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgImpl_getSubject(msg, &subject), MAMA_STATUS_OK);
  EXPECT_STREQ(subject, "SYM");
  EXPECT_EQ(mamaMsg_getSendSubject(msg, &subject), MAMA_STATUS_OK);
  EXPECT_STREQ(subject, "SYM");
  short kind = -1;
  EXPECT_EQ(msgUtils_msgSubscMsgType(msg, &kind), MAMA_STATUS_OK);
  EXPECT_EQ(kind, MAMA_SUBSC_SUBSCRIBE);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

TEST_F(ControlMessages, ASubscriptionWithoutBridgeOrGone) {
  mamaSubscription fresh = nullptr;
  ASSERT_EQ(mamaSubscription_allocate(&fresh), MAMA_STATUS_OK);
  Fields expected = {"MdSubscriptionType[60] I32 " + std::to_string(MAMA_SUBSC_TYPE_NORMAL)};
  for (std::string& field : request(MAMA_SUBSC_SUBSCRIBE)) expected.push_back(std::move(field));
  EXPECT_THAT(fields_made_by([&](mamaMsg* msg) { return msgUtils_createSubscribeMsg(fresh, msg); }),
              ElementsAreArray(expected));  // no bridge yet that would put the symbol
  ASSERT_EQ(mamaSubscription_deallocate(fresh), MAMA_STATUS_OK);
  mamaMsg msg = reinterpret_cast<mamaMsg>(this);
  EXPECT_EQ(msgUtils_createSubscribeMsg(fresh, &msg), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(msg, nullptr);
}

TEST_F(ControlMessages, NoResult) {
  EXPECT_EQ(
      msgUtils_createSubscriptionMessage(subscription_, MAMA_SUBSC_SUBSCRIBE, nullptr, nullptr),
      MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(msgUtils_createResubscribeMessage(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(msgUtils_createTimeoutMsg(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(msgUtils_createEndOfInitialsMsg(nullptr), MAMA_STATUS_NULL_ARG);
}

// The payload's table is ours to change; a field that it refuses must leave nothing behind.
TEST_F(ControlMessages, AFailureLeavesNoMessage) {
  mamaPayloadBridge payload = message_test::payload();
  const auto add_i32 = payload->msgPayloadAddI32;
  const auto add_u8 = payload->msgPayloadAddU8;
  const auto destroy = payload->msgPayloadDestroy;
  static int destroyed;
  static msgPayload_destroy original;
  destroyed = 0;
  original = destroy;
  payload->msgPayloadDestroy = [](msgPayload msg) {
    ++destroyed;
    return original(msg);
  };
  payload->msgPayloadAddI32 = [](msgPayload, const char*, mama_fid_t, mama_i32_t) {
    return MAMA_STATUS_PLATFORM;
  };
  mamaMsg msg = reinterpret_cast<mamaMsg>(this);
  EXPECT_EQ(msgUtils_createSubscribeMsg(subscription_, &msg), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(msg, nullptr);
  EXPECT_EQ(msgUtils_createResubscribeMessage(&msg), MAMA_STATUS_PLATFORM);
  msg = reinterpret_cast<mamaMsg>(this);
  EXPECT_EQ(msgUtils_createTimeoutMsg(&msg), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(msg, nullptr);
  payload->msgPayloadAddU8 = nullptr;
  msg = reinterpret_cast<mamaMsg>(this);
  EXPECT_EQ(msgUtils_createEndOfInitialsMsg(&msg), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(msg, nullptr);
  EXPECT_EQ(destroyed, 4);
  payload->msgPayloadAddI32 = add_i32;
  payload->msgPayloadAddU8 = add_u8;
  payload->msgPayloadDestroy = destroy;
}

TEST_F(ControlMessages, TimeoutAndEndOfInitials) {
  EXPECT_THAT(fields_made_by(msgUtils_createTimeoutMsg),
              ElementsAre("MdMsgType[1] U8 1", "MdMsgStatus[2] I32 5"));
  EXPECT_THAT(fields_made_by(msgUtils_createEndOfInitialsMsg),
              ElementsAre("MdMsgType[1] U8 23", "MdMsgStatus[2] I32 0"));
  mamaMsg msg = nullptr;
  ASSERT_EQ(msgUtils_createTimeoutMsg(&msg), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgType_typeForMsg(msg), MAMA_MSG_TYPE_INITIAL);
  EXPECT_EQ(mamaMsgStatus_statusForMsg(msg), MAMA_MSG_STATUS_OK);  // of the machinery, not a field
  EXPECT_EQ(mamaMsgImpl_getStatusFromMsg(msg), MAMA_MSG_STATUS_TIMEOUT);
  EXPECT_EQ(mamaMsgStatus_statusForMsg(msg), MAMA_MSG_STATUS_TIMEOUT);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

TEST(ReadControlMessages, NumberAndTotalAreCutToShort) {
  message_test::Msg msg;
  short value = 9;
  EXPECT_EQ(msgUtils_msgTotal(msg, &value), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(value, 0);
  value = 9;
  EXPECT_EQ(msgUtils_msgNum(msg, &value), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(value, 0);
  ASSERT_EQ(mamaMsg_addU8(msg, "MdMsgTotal", 8, 200), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "MdMsgNum", 7, 0x10002), MAMA_STATUS_OK);
  EXPECT_EQ(msgUtils_msgTotal(msg, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 200);
  EXPECT_EQ(msgUtils_msgNum(msg, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 2);
  EXPECT_EQ(msgUtils_msgTotal(msg, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(msgUtils_msgTotal(nullptr, &value), MAMA_STATUS_NULL_ARG);
  ASSERT_EQ(mamaMsg_updateString(msg, "MdMsgTotal", 8, "3"), MAMA_STATUS_OK);
  EXPECT_EQ(msgUtils_msgTotal(msg, &value), MAMA_STATUS_WRONG_FIELD_TYPE);
  EXPECT_EQ(value, 0);
}

TEST(ReadControlMessages, TheNewerFieldTellsTheKind) {
  message_test::Msg msg;
  short kind = 9;
  EXPECT_EQ(msgUtils_msgSubscMsgType(msg, &kind), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(kind, 0);
  ASSERT_EQ(mamaMsg_addI32(msg, "MdSubscType", 5, 4), MAMA_STATUS_OK);
  EXPECT_EQ(msgUtils_msgSubscMsgType(msg, &kind), MAMA_STATUS_OK);
  EXPECT_EQ(kind, 4);
  ASSERT_EQ(mamaMsg_addI32(msg, "MdSubscMsgType", 61, 2), MAMA_STATUS_OK);
  EXPECT_EQ(msgUtils_msgSubscMsgType(msg, &kind), MAMA_STATUS_OK);
  EXPECT_EQ(kind, 2);
}

TEST(ReadControlMessages, IssueSymbol) {
  message_test::Msg msg;
  const char* symbol = nullptr;
  EXPECT_EQ(msgUtils_getIssueSymbol(msg, &symbol), MAMA_STATUS_NOT_FOUND);
  ASSERT_EQ(mamaMsg_addString(msg, nullptr, 293, "index"), MAMA_STATUS_OK);
  EXPECT_EQ(msgUtils_getIssueSymbol(msg, &symbol), MAMA_STATUS_OK);
  EXPECT_STREQ(symbol, "index");
  ASSERT_EQ(mamaMsg_addI32(msg, nullptr, 305, 1), MAMA_STATUS_OK);  // any failure leads on
  EXPECT_EQ(msgUtils_getIssueSymbol(msg, &symbol), MAMA_STATUS_OK);
  EXPECT_STREQ(symbol, "index");
  ASSERT_EQ(mamaMsg_updateString(msg, nullptr, 305, "issue"), MAMA_STATUS_OK);
  EXPECT_EQ(msgUtils_getIssueSymbol(msg, &symbol), MAMA_STATUS_OK);
  EXPECT_STREQ(symbol, "issue");
}

TEST(ReadControlMessages, StatusAndSubject) {
  message_test::Msg msg;
  EXPECT_EQ(msgUtils_setStatus(msg, MAMA_MSG_STATUS_STALE), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgStatus_statusForMsg(msg), MAMA_MSG_STATUS_STALE);
  EXPECT_EQ(msgUtils_setStatus(nullptr, 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(msgUtils_setSubscSubject(msg, "A.B"), MAMA_STATUS_OK);
  EXPECT_THAT(fields_of(msg), ElementsAre("MdSubscSymbol[71] STRING A.B"));
  EXPECT_EQ(msgUtils_setSubscSubject(msg, nullptr), MAMA_STATUS_NULL_ARG);
}

// The older field is the way out where the newer one cannot be added.
TEST(ReadControlMessages, TheSubjectHasASecondPlace) {
  message_test::Msg msg;
  mamaPayloadBridge payload = message_test::payload();
  static msgPayload_addString original;
  original = payload->msgPayloadAddString;
  payload->msgPayloadAddString = [](msgPayload message, const char* name, mama_fid_t fid,
                                    const char* value) {
    return fid == 71 ? MAMA_STATUS_PLATFORM : original(message, name, fid, value);
  };
  EXPECT_EQ(msgUtils_setSubscSubject(msg, "A.B"), MAMA_STATUS_OK);
  payload->msgPayloadAddString = original;
  EXPECT_THAT(fields_of(msg), ElementsAre("MdSubscSubject[6] STRING A.B"));
}

}  // namespace
