/// The variables of mama/reservedfields.h.
#include <gtest/gtest.h>
#include <mama/mama.h>
#include <mama/reservedfields.h>

namespace {

struct Row {
  const MamaReservedField& field;
  const char* name;
  int fid;
};
const Row kFields[] = {
    {MamaFieldMsgType, "MdMsgType", 1},
    {MamaFieldMsgStatus, "MdMsgStatus", 2},
    {MamaFieldFieldIndex, "MdFieldIndex", 3},
    {MamaFieldSubscMsgTypeOld, "MdSubscType", 5},
    {MamaFieldSubscSubjectOld, "MdSubscSubject", 6},
    {MamaFieldMsgNum, "MdMsgNum", 7},
    {MamaFieldMsgTotal, "MdMsgTotal", 8},
    {MamaFieldTibrvResult, "MdTibrvResult", 9},
    {MamaFieldSeqNum, "MdSeqNum", 10},
    {MamaFieldFeedName, "MdFeedName", 11},
    {MamaFieldFeedHost, "MdFeedHost", 12},
    {MamaFieldFeedGroup, "MdFeedGroup", 13},
    {MamaFieldSyncPattern, "MdRvSyncPattern", 14},
    {MamaFieldItemSeqNum, "MdItemSeq", 15},
    {MamaFieldSendTime, "MamaSendTime", 16},
    {MamaFieldAppDataType, "MamaAppDataType", 17},
    {MamaFieldAppMsgType, "MamaAppMsgType", 18},
    {MamaFieldSenderId, "MamaSenderId", 20},
    {MamaFieldMsgQual, "wMsgQual", 21},
    {MamaFieldConflateCount, "wConflateCount", 22},
    {MamaFieldConflateQuoteCount, "wConflateQuoteCount", 23},
    {MamaFieldConflateTradeCount, "wConflateTradeCount", 24},
    {MamaFieldRvDaemon, "MdRvDaemon", 51},
    {MamaFieldRvNetwork, "MdRvNetwork", 52},
    {MamaFieldRvService, "MdRvService", 53},
    {MamaFieldElvinSource, "MdElvinSource", 56},
    {MamaFieldElvinSourceOld, "MdSubscSource", 64},
    {MamaFieldSubscriptionType, "MdSubscriptionType", 60},
    {MamaFieldSubscMsgType, "MdSubscMsgType", 61},
    {MamaFieldSubscSourceHost, "MdSubscSourceHost", 63},
    {MamaFieldSubscSourceApp, "MdSubscSourceApp", 64},
    {MamaFieldSubscSourceUser, "MdSubscSourceUser", 65},
    {MamaFieldServiceLevel, "MdServiceLevel", 66},
    {MamaFieldSubscSourceIp, "MdSubscSourceIp", 67},
    {MamaFieldSubscSourceAppClass, "MdSubscSourceAppClass", 68},
    {MamaFieldInterfaceVersion, "InterfaceVersion", 69},
    {MamaFieldUpdateTopic, "MdUpdateTopic", 70},
    {MamaFieldSubscSymbol, "MdSubscSymbol", 71},
    {MamaFieldTportName, "MamaTportName", 72},
    {MamaFieldSubscNamespace, "MdSubscNamespace", 73},
    {MamaFieldSymbolList, "MamaSymbolList", 81},
    {MamaFieldTemplate, "MamaTemplate", 90},
    {MamaFieldTemplateLen, "MamaTemplateLen", 91},
};

struct DescriptorRow {
  const mamaFieldDescriptor& descriptor;
  const char* name;
  int fid;
  mamaFieldType type;
};
const DescriptorRow kDescriptors[] = {
    {MamaReservedFieldMsgType, "MdMsgType", 1, MAMA_FIELD_TYPE_U8},
    {MamaReservedFieldMsgStatus, "MdMsgStatus", 2, MAMA_FIELD_TYPE_U8},
    {MamaReservedFieldFieldIndex, "MdFieldIndex", 3, MAMA_FIELD_TYPE_VECTOR_U16},
    {MamaReservedFieldMsgNum, "MdMsgNum", 7, MAMA_FIELD_TYPE_U8},
    {MamaReservedFieldMsgTotal, "MdMsgTotal", 8, MAMA_FIELD_TYPE_U8},
    {MamaReservedFieldSeqNum, "MdSeqNum", 10, MAMA_FIELD_TYPE_U32},
    {MamaReservedFieldFeedName, "MdFeedName", 11, MAMA_FIELD_TYPE_STRING},
    {MamaReservedFieldFeedHost, "MdFeedHost", 12, MAMA_FIELD_TYPE_STRING},
    {MamaReservedFieldFeedGroup, "MdFeedGroup", 13, MAMA_FIELD_TYPE_STRING},
    {MamaReservedFieldItemSeqNum, "MdItemSeq", 15, MAMA_FIELD_TYPE_U32},
    {MamaReservedFieldSendTime, "MamaSendTime", 16, MAMA_FIELD_TYPE_TIME},
    {MamaReservedFieldAppDataType, "MamaAppDataType", 17, MAMA_FIELD_TYPE_U8},
    {MamaReservedFieldAppMsgType, "MamaAppMsgType", 18, MAMA_FIELD_TYPE_U8},
    {MamaReservedFieldSenderId, "MamaSenderId", 20, MAMA_FIELD_TYPE_U64},
    {MamaReservedFieldMsgQual, "wMsgQual", 21, MAMA_FIELD_TYPE_U8},
    {MamaReservedFieldConflateQuoteCount, "wConflateQuoteCount", 23, MAMA_FIELD_TYPE_U32},
    {MamaReservedFieldSymbolList, "MamaSymbolList", 81, MAMA_FIELD_TYPE_VECTOR_STRING},
    {MamaReservedFieldEntitleCode, "wEntitleCode", 496, MAMA_FIELD_TYPE_U32},
};

TEST(ReservedFields, HaveTheirNamesAndNumbers) {
  EXPECT_EQ(WOMBAT_MAX_RESERVED_FID, 100);
  for (const Row& row : kFields) {
    EXPECT_STREQ(row.field.mName, row.name);
    EXPECT_EQ(row.field.mFid, row.fid) << row.name;
  }
}

void expect_no_descriptors() {
  for (const DescriptorRow& row : kDescriptors) EXPECT_EQ(row.descriptor, nullptr) << row.name;
}

TEST(ReservedFields, DescriptorsExistFromTheFirstOpenToTheLastClose) {
  mamaBridge bridge = nullptr;
  ASSERT_EQ(mama_loadBridge(&bridge, "loopback"), MAMA_STATUS_OK);
  expect_no_descriptors();
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mamaFieldDescriptor first = MamaReservedFieldMsgType;
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  ASSERT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_EQ(MamaReservedFieldMsgType, first);
  for (const DescriptorRow& row : kDescriptors) {
    EXPECT_STREQ(mamaFieldDescriptor_getName(row.descriptor), row.name);
    EXPECT_EQ(mamaFieldDescriptor_getFid(row.descriptor), row.fid) << row.name;
    EXPECT_EQ(mamaFieldDescriptor_getType(row.descriptor), row.type) << row.name;
    EXPECT_EQ(mamaFieldDescriptor_destroy(row.descriptor), MAMA_STATUS_INVALID_ARG);
  }
  ASSERT_EQ(mama_close(), MAMA_STATUS_OK);
  expect_no_descriptors();
  EXPECT_EQ(mamaFieldDescriptor_getName(first), nullptr);
}

}  // namespace
