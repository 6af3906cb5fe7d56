// Every row of the tables of names.
#include <mama/fielddesc.h>
#include <mama/msgqualifier.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>
#include <mama/subscmsgtype.h>

#include <cstring>
#include <map>

#include "message_support.h"

namespace {

using Names = std::map<int, std::string>;

/// The function gives these names, and for every other value below `end` the one name.
template <class Enum>
void expect_table(const char* (*name_of)(Enum), const Names& names, const char* otherwise,
                  int end) {
  for (const auto& [value, name] : names) ASSERT_LT(value, end) << name;
  for (int value = 0; value < end; ++value) {
    const auto known = names.find(value);
    EXPECT_EQ(name_of(static_cast<Enum>(value)),
              known != names.end() ? known->second : std::string(otherwise))
        << value;
  }
}

TEST(NameTables, MessageStatus) {
  const Names names = {{MAMA_MSG_STATUS_OK, "OK"},
                       {MAMA_MSG_STATUS_LINE_DOWN, "LINE_DOWN"},
                       {MAMA_MSG_STATUS_NO_SUBSCRIBERS, "NO_SUBSCRIBERS"},
                       {MAMA_MSG_STATUS_BAD_SYMBOL, "BAD_SYMBOL"},
                       {MAMA_MSG_STATUS_EXPIRED, "EXPIRED"},
                       {MAMA_MSG_STATUS_TIMEOUT, "TIMEOUT"},
                       {MAMA_MSG_STATUS_MISC, "MISC"},
                       {MAMA_MSG_STATUS_STALE, "STALE"},
                       {MAMA_MSG_STATUS_PLATFORM_STATUS, "PLATFORM_SPECIFIC_STATUS"},
                       {MAMA_MSG_STATUS_NOT_ENTITLED, "NOT_ENTITLED"},
                       {MAMA_MSG_STATUS_NOT_FOUND, "NOT_FOUND"},
                       {MAMA_MSG_STATUS_POSSIBLY_STALE, "POSSIBLY_STALE"},
                       {MAMA_MSG_STATUS_NOT_PERMISSIONED, "NOT_PERMISSIONED"},
                       {MAMA_MSG_STATUS_TOPIC_CHANGE, "TOPIC_CHANGE"},
                       {MAMA_MSG_STATUS_BANDWIDTH_EXCEEDED, "BANDWIDTH_EXCEEDED"},
                       {MAMA_MSG_STATUS_DUPLICATE, "DUPLICATE"},
                       {MAMA_MSG_STATUS_UNKNOWN, "UNKNOWN"}};
  EXPECT_EQ(MAMA_MSG_STATUS_PLATFORM_STATUS, 8);
  EXPECT_EQ(MAMA_MSG_STATUS_UNKNOWN, 99);
  expect_table(mamaMsgStatus_stringForStatus, names, "error", 128);
}

TEST(NameTables, MessageType) {
#define TYPE(suffix) \
  { MAMA_MSG_TYPE_##suffix, #suffix }
  const Names names = {TYPE(UPDATE),         TYPE(INITIAL),
                       TYPE(CANCEL),         TYPE(ERROR),
                       TYPE(CORRECTION),     TYPE(CLOSING),
                       TYPE(RECAP),          TYPE(DELETE),
                       TYPE(EXPIRE),         TYPE(SNAPSHOT),
                       TYPE(PREOPENING),     TYPE(QUOTE),
                       TYPE(TRADE),          TYPE(ORDER),
                       TYPE(BOOK_INITIAL),   TYPE(BOOK_UPDATE),
                       TYPE(BOOK_CLEAR),     TYPE(BOOK_RECAP),
                       TYPE(BOOK_SNAPSHOT),  TYPE(NOT_PERMISSIONED),
                       TYPE(NOT_FOUND),      TYPE(END_OF_INITIALS),
                       TYPE(WOMBAT_REQUEST), TYPE(WOMBAT_CALC),
                       TYPE(DDICT_SNAPSHOT), TYPE(MISC),
                       TYPE(TIBRV),          TYPE(FEATURE_SET),
                       TYPE(SYNC_REQUEST),   TYPE(REFRESH),
                       TYPE(WORLD_VIEW),     TYPE(NEWS_QUERY),
                       TYPE(NULL),           TYPE(ENTITLEMENTS_REFRESH),
                       TYPE(UNKNOWN),        {MAMA_MSG_TYPE_SEC_STATUS, "SECURITY_STATUS"}};
#undef TYPE
  EXPECT_EQ(names.size(), 36u);
  EXPECT_EQ(MAMA_MSG_TYPE_UNKNOWN, 199);
  expect_table(mamaMsgType_stringForType, names, "error", 256);
}

TEST(NameTables, KindOfRequest) {
  const Names names = {{0, "SUBSCRIBE"},      {1, "SNAPSHOT"},      {2, "UNSUBSCRIBE"},
                       {3, "RESUBSCRIBE"},    {4, "REFRESH"},       {5, "DDICT_SNAPSHOT"},
                       {6, "WORLDVIEW_RQST"}, {7, "DQ_SUBSCRIBER"}, {8, "DQ_PUBLISHER"},
                       {9, "DQ_NETWORK"},     {10, "DQ_UNKNOWN"},   {11, "FEATURE_SET_RQST"},
                       {12, "DQ_GROUP"}};
  expect_table(MamaSubscMsgTypeStr, names, "unknown", 16);
}

TEST(NameTables, Payload) {
  const Names names = {
      {'1', "solacemsg"},  {'5', "V5"},        {'A', "AVIS"},  {'B', "TICK42BLP"}, {'F', "FAST"},
      {'H', "HMS"},        {'I', "rai"},       {'L', "UMS"},   {'N', "INRUSH"},    {'K', "KWANTUM"},
      {'P', "TICK42RMDS"}, {'Q', "QPID"},      {'R', "TIBRV"}, {'S', "ibmwfo"},    {'T', "activ"},
      {'V', "Vulcan"},     {'W', "WombatMsg"}, {'X', "EXEGY"}};
  expect_table(mamaPayload_convertToString, names, "unknown", 128);
}

TEST(NameTables, FieldTypeBothWays) {
#define FIELD(suffix) \
  { MAMA_FIELD_TYPE_##suffix, #suffix }
  const Names names = {FIELD(MSG),          FIELD(OPAQUE),
                       FIELD(STRING),       {MAMA_FIELD_TYPE_BOOL, "BOOLEAN"},
                       FIELD(CHAR),         FIELD(I8),
                       FIELD(U8),           FIELD(I16),
                       FIELD(U16),          FIELD(I32),
                       FIELD(U32),          FIELD(I64),
                       FIELD(U64),          FIELD(F32),
                       FIELD(F64),          FIELD(TIME),
                       FIELD(PRICE),        FIELD(VECTOR_BOOL),
                       FIELD(VECTOR_CHAR),  FIELD(VECTOR_I8),
                       FIELD(VECTOR_U8),    FIELD(VECTOR_I16),
                       FIELD(VECTOR_U16),   FIELD(VECTOR_I32),
                       FIELD(VECTOR_U32),   FIELD(VECTOR_I64),
                       FIELD(VECTOR_U64),   FIELD(VECTOR_F32),
                       FIELD(VECTOR_F64),   FIELD(VECTOR_STRING),
                       FIELD(VECTOR_MSG),   FIELD(VECTOR_TIME),
                       FIELD(VECTOR_PRICE), FIELD(QUANTITY),
                       FIELD(COLLECTION)};
#undef FIELD
  EXPECT_EQ(names.size(), 35u);
  expect_table(mamaFieldTypeToString, names, "UNKNOWN", 128);
  for (const auto& [type, name] : names) EXPECT_EQ(stringToMamaFieldType(name.c_str()), type);
  EXPECT_EQ(stringToMamaFieldType("BOOL"), MAMA_FIELD_TYPE_UNKNOWN);
}

TEST(NameTables, EveryQualifier) {
  const std::pair<mama_u16_t, const char*> parts[] = {{2, "Definately Duplicate"},
                                                      {1, "Possibly duplicate"},
                                                      {8, "Definately delayed"},
                                                      {4, "Possibly delayed"},
                                                      {16, "Out of sequence"}};
  for (mama_u16_t value = 0; value < 64; ++value) {
    std::string expected;
    for (const auto& [bit, text] : parts) {
      if ((value & bit) != 0) expected += (expected.empty() ? "" : " : ") + std::string(text);
    }
    char text[200] = "?";
    EXPECT_EQ(mamaMsgQual_valueToString(value, nullptr, text, sizeof text), MAMA_STATUS_OK);
    EXPECT_EQ(text, expected) << value;
    // Cut at every length, and never a byte behind the buffer.
    for (std::size_t size = 0; size <= expected.size(); ++size) {
      char guarded[200];
      std::memset(guarded, '#', sizeof guarded);
      EXPECT_EQ(mamaMsgQual_valueToString(value, nullptr, guarded, size), MAMA_STATUS_NOMEM);
      EXPECT_EQ(guarded[size], '#');
      if (size != 0) {
        EXPECT_EQ(guarded, expected.substr(0, size - 1));
      }
    }
  }
  char text[200];
  const std::string delimiter(20, '-');
  EXPECT_EQ(mamaMsgQual_valueToString(3, delimiter.c_str(), text, sizeof text), MAMA_STATUS_OK);
  EXPECT_EQ(text, "Definately Duplicate" + delimiter + "Possibly duplicate");
}

}  // namespace
