// Texts of the enumerations of messages and fields: the C functions of mama/msgstatus.h,
// mama/msgtype.h and the payload and field type names.
#include <mama/fielddesc.h>
#include <mama/msg.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>

#include <cstring>

#include "message/msg.h"

namespace {

struct Name {
  int value;
  const char* text;
};

constexpr Name kPayloadNames[] = {
    {MAMA_PAYLOAD_SOLACE, "solacemsg"},
    {MAMA_PAYLOAD_V5, "V5"},
    {MAMA_PAYLOAD_AVIS, "AVIS"},
    {MAMA_PAYLOAD_TICK42BLP, "TICK42BLP"},
    {MAMA_PAYLOAD_FAST, "FAST"},
    {MAMA_PAYLOAD_HMS, "HMS"},
    {MAMA_PAYLOAD_RAI, "rai"},
    {MAMA_PAYLOAD_UMS, "UMS"},
    {MAMA_PAYLOAD_INRUSH, "INRUSH"},
    {MAMA_PAYLOAD_KWANTUM, "KWANTUM"},
    {MAMA_PAYLOAD_TICK42RMDS, "TICK42RMDS"},
    {MAMA_PAYLOAD_QPID, "QPID"},
    {MAMA_PAYLOAD_TIBRV, "TIBRV"},
    {MAMA_PAYLOAD_IBMWFO, "ibmwfo"},
    {MAMA_PAYLOAD_ACTIV, "activ"},
    {MAMA_PAYLOAD_VULCAN, "Vulcan"},
    {MAMA_PAYLOAD_WOMBAT_MSG, "WombatMsg"},
    {MAMA_PAYLOAD_EXEGY, "EXEGY"},
};

constexpr Name kStatusNames[] = {
    {MAMA_MSG_STATUS_OK, "OK"},
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
    {MAMA_MSG_STATUS_UNKNOWN, "UNKNOWN"},
};

#define QUOLL_TYPE_NAME(suffix) \
  { MAMA_MSG_TYPE_##suffix, #suffix }
constexpr Name kTypeNames[] = {
    QUOLL_TYPE_NAME(UPDATE),
    QUOLL_TYPE_NAME(INITIAL),
    QUOLL_TYPE_NAME(CANCEL),
    QUOLL_TYPE_NAME(ERROR),
    QUOLL_TYPE_NAME(CORRECTION),
    QUOLL_TYPE_NAME(CLOSING),
    QUOLL_TYPE_NAME(RECAP),
    QUOLL_TYPE_NAME(DELETE),
    QUOLL_TYPE_NAME(EXPIRE),
    QUOLL_TYPE_NAME(SNAPSHOT),
    QUOLL_TYPE_NAME(PREOPENING),
    QUOLL_TYPE_NAME(QUOTE),
    QUOLL_TYPE_NAME(TRADE),
    QUOLL_TYPE_NAME(ORDER),
    QUOLL_TYPE_NAME(BOOK_INITIAL),
    QUOLL_TYPE_NAME(BOOK_UPDATE),
    QUOLL_TYPE_NAME(BOOK_CLEAR),
    QUOLL_TYPE_NAME(BOOK_RECAP),
    QUOLL_TYPE_NAME(BOOK_SNAPSHOT),
    QUOLL_TYPE_NAME(NOT_PERMISSIONED),
    QUOLL_TYPE_NAME(NOT_FOUND),
    QUOLL_TYPE_NAME(END_OF_INITIALS),
    QUOLL_TYPE_NAME(WOMBAT_REQUEST),
    QUOLL_TYPE_NAME(WOMBAT_CALC),
    {MAMA_MSG_TYPE_SEC_STATUS, "SECURITY_STATUS"},
    QUOLL_TYPE_NAME(DDICT_SNAPSHOT),
    QUOLL_TYPE_NAME(MISC),
    QUOLL_TYPE_NAME(TIBRV),
    QUOLL_TYPE_NAME(FEATURE_SET),
    QUOLL_TYPE_NAME(SYNC_REQUEST),
    QUOLL_TYPE_NAME(REFRESH),
    QUOLL_TYPE_NAME(WORLD_VIEW),
    QUOLL_TYPE_NAME(NEWS_QUERY),
    QUOLL_TYPE_NAME(NULL),
    QUOLL_TYPE_NAME(ENTITLEMENTS_REFRESH),
    QUOLL_TYPE_NAME(UNKNOWN),
};
#undef QUOLL_TYPE_NAME

constexpr Name kFieldTypeNames[] = {
    {MAMA_FIELD_TYPE_MSG, "MSG"},
    {MAMA_FIELD_TYPE_OPAQUE, "OPAQUE"},
    {MAMA_FIELD_TYPE_STRING, "STRING"},
    {MAMA_FIELD_TYPE_BOOL, "BOOLEAN"},
    {MAMA_FIELD_TYPE_CHAR, "CHAR"},
    {MAMA_FIELD_TYPE_I8, "I8"},
    {MAMA_FIELD_TYPE_U8, "U8"},
    {MAMA_FIELD_TYPE_I16, "I16"},
    {MAMA_FIELD_TYPE_U16, "U16"},
    {MAMA_FIELD_TYPE_I32, "I32"},
    {MAMA_FIELD_TYPE_U32, "U32"},
    {MAMA_FIELD_TYPE_I64, "I64"},
    {MAMA_FIELD_TYPE_U64, "U64"},
    {MAMA_FIELD_TYPE_F32, "F32"},
    {MAMA_FIELD_TYPE_F64, "F64"},
    {MAMA_FIELD_TYPE_TIME, "TIME"},
    {MAMA_FIELD_TYPE_PRICE, "PRICE"},
    {MAMA_FIELD_TYPE_VECTOR_BOOL, "VECTOR_BOOL"},
    {MAMA_FIELD_TYPE_VECTOR_CHAR, "VECTOR_CHAR"},
    {MAMA_FIELD_TYPE_VECTOR_I8, "VECTOR_I8"},
    {MAMA_FIELD_TYPE_VECTOR_U8, "VECTOR_U8"},
    {MAMA_FIELD_TYPE_VECTOR_I16, "VECTOR_I16"},
    {MAMA_FIELD_TYPE_VECTOR_U16, "VECTOR_U16"},
    {MAMA_FIELD_TYPE_VECTOR_I32, "VECTOR_I32"},
    {MAMA_FIELD_TYPE_VECTOR_U32, "VECTOR_U32"},
    {MAMA_FIELD_TYPE_VECTOR_I64, "VECTOR_I64"},
    {MAMA_FIELD_TYPE_VECTOR_U64, "VECTOR_U64"},
    {MAMA_FIELD_TYPE_VECTOR_F32, "VECTOR_F32"},
    {MAMA_FIELD_TYPE_VECTOR_F64, "VECTOR_F64"},
    {MAMA_FIELD_TYPE_VECTOR_STRING, "VECTOR_STRING"},
    {MAMA_FIELD_TYPE_VECTOR_MSG, "VECTOR_MSG"},
    {MAMA_FIELD_TYPE_VECTOR_TIME, "VECTOR_TIME"},
    {MAMA_FIELD_TYPE_VECTOR_PRICE, "VECTOR_PRICE"},
    {MAMA_FIELD_TYPE_QUANTITY, "QUANTITY"},
    {MAMA_FIELD_TYPE_COLLECTION, "COLLECTION"},
};

template <std::size_t kCount>
const char* text_of(const Name (&names)[kCount], int value, const char* otherwise) noexcept {
  for (const Name& name : names) {
    if (name.value == value) return name.text;
  }
  return otherwise;
}

}  // namespace

const char* mamaPayload_convertToString(mamaPayloadType payloadType) {
  return text_of(kPayloadNames, payloadType, "unknown");
}

mamaMsgStatus mamaMsgStatus_statusForMsg(const mamaMsg msg) {
  mamaMsgStatus status = MAMA_MSG_STATUS_UNKNOWN;
  (void)mamaMsgImpl_getStatus(msg, &status);
  return status;
}

const char* mamaMsgStatus_stringForMsg(const mamaMsg msg) {
  return mamaMsgStatus_stringForStatus(mamaMsgStatus_statusForMsg(msg));
}

const char* mamaMsgStatus_stringForStatus(mamaMsgStatus type) {
  return text_of(kStatusNames, type, "error");
}

mamaMsgType mamaMsgType_typeForMsg(const mamaMsg msg) {
  mama_i32_t value = MAMA_MSG_TYPE_UNKNOWN;
  if (mamaMsg_getI32(msg, "MdMsgType", 1, &value) != MAMA_STATUS_OK) return MAMA_MSG_TYPE_UNKNOWN;
  return static_cast<mamaMsgType>(value);
}

const char* mamaMsgType_stringForMsg(const mamaMsg msg) {
  return mamaMsgType_stringForType(mamaMsgType_typeForMsg(msg));
}

const char* mamaMsgType_stringForType(mamaMsgType type) {
  return text_of(kTypeNames, type, "error");
}

const char* mamaFieldTypeToString(mamaFieldType type) {
  return text_of(kFieldTypeNames, type, "UNKNOWN");
}

mamaFieldType stringToMamaFieldType(const char* str) {
  if (str == nullptr) return MAMA_FIELD_TYPE_UNKNOWN;
  for (const Name& name : kFieldTypeNames) {
    if (std::strcmp(name.text, str) == 0) return static_cast<mamaFieldType>(name.value);
  }
  return MAMA_FIELD_TYPE_UNKNOWN;
}
