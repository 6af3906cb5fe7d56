// The fields that the runtime itself uses: the variables of mama/reservedfields.h.
#include <mama/reservedfields.h>

#include "message/descriptor.h"
#include "runtime/lifecycle_participants.h"

// X(variable, name, fid) for fields without a descriptor, D(variable, name, fid, type) for those
// with one.
#define QUOLL_RESERVED_FIELDS(X, D)                     \
  D(MsgType, "MdMsgType", 1, U8)                        \
  D(MsgStatus, "MdMsgStatus", 2, U8)                    \
  D(FieldIndex, "MdFieldIndex", 3, VECTOR_U16)          \
  X(SubscMsgTypeOld, "MdSubscType", 5)                  \
  X(SubscSubjectOld, "MdSubscSubject", 6)               \
  D(MsgNum, "MdMsgNum", 7, U8)                          \
  D(MsgTotal, "MdMsgTotal", 8, U8)                      \
  X(TibrvResult, "MdTibrvResult", 9)                    \
  D(SeqNum, "MdSeqNum", 10, U32)                        \
  D(FeedName, "MdFeedName", 11, STRING)                 \
  D(FeedHost, "MdFeedHost", 12, STRING)                 \
  D(FeedGroup, "MdFeedGroup", 13, STRING)               \
  X(SyncPattern, "MdRvSyncPattern", 14)                 \
  D(ItemSeqNum, "MdItemSeq", 15, U32)                   \
  D(SendTime, "MamaSendTime", 16, TIME)                 \
  D(AppDataType, "MamaAppDataType", 17, U8)             \
  D(AppMsgType, "MamaAppMsgType", 18, U8)               \
  D(SenderId, "MamaSenderId", 20, U64)                  \
  D(MsgQual, "wMsgQual", 21, U8)                        \
  X(ConflateCount, "wConflateCount", 22)                \
  D(ConflateQuoteCount, "wConflateQuoteCount", 23, U32) \
  X(ConflateTradeCount, "wConflateTradeCount", 24)      \
  X(RvDaemon, "MdRvDaemon", 51)                         \
  X(RvNetwork, "MdRvNetwork", 52)                       \
  X(RvService, "MdRvService", 53)                       \
  X(ElvinSource, "MdElvinSource", 56)                   \
  X(SubscriptionType, "MdSubscriptionType", 60)         \
  X(SubscMsgType, "MdSubscMsgType", 61)                 \
  X(SubscSourceHost, "MdSubscSourceHost", 63)           \
  X(SubscSourceApp, "MdSubscSourceApp", 64)             \
  X(ElvinSourceOld, "MdSubscSource", 64)                \
  X(SubscSourceUser, "MdSubscSourceUser", 65)           \
  X(ServiceLevel, "MdServiceLevel", 66)                 \
  X(SubscSourceIp, "MdSubscSourceIp", 67)               \
  X(SubscSourceAppClass, "MdSubscSourceAppClass", 68)   \
  X(InterfaceVersion, "InterfaceVersion", 69)           \
  X(UpdateTopic, "MdUpdateTopic", 70)                   \
  X(SubscSymbol, "MdSubscSymbol", 71)                   \
  X(TportName, "MamaTportName", 72)                     \
  X(SubscNamespace, "MdSubscNamespace", 73)             \
  D(SymbolList, "MamaSymbolList", 81, VECTOR_STRING)    \
  X(Template, "MamaTemplate", 90)                       \
  X(TemplateLen, "MamaTemplateLen", 91)                 \
  D(EntitleCode, "wEntitleCode", 496, U32)

extern "C" {

const long WOMBAT_MAX_RESERVED_FID = 100;

// No public header declares this one; programs that are already built may refer to it.
MAMAExpDLL extern const MamaReservedField MamaFieldEntitleCode;

// The interface's member is not const, the text is.
#define QUOLL_CONSTANT(variable, name, fid) \
  const MamaReservedField MamaField##variable = {const_cast<char*>(name), fid};
#define QUOLL_CONSTANT_AND_DESCRIPTOR(variable, name, fid, type) \
  QUOLL_CONSTANT(variable, name, fid)                            \
  mamaFieldDescriptor MamaReservedField##variable = nullptr;
QUOLL_RESERVED_FIELDS(QUOLL_CONSTANT, QUOLL_CONSTANT_AND_DESCRIPTOR)
#undef QUOLL_CONSTANT_AND_DESCRIPTOR
#undef QUOLL_CONSTANT

}  // extern "C"

namespace quoll::mama {
namespace {

struct Reserved {
  mamaFieldDescriptor* descriptor;
  const MamaReservedField* field;
  mamaFieldType type;
};

#define QUOLL_NOTHING(variable, name, fid)
#define QUOLL_ENTRY(variable, name, fid, type) \
  {&MamaReservedField##variable, &MamaField##variable, MAMA_FIELD_TYPE_##type},
constexpr Reserved kReserved[] = {QUOLL_RESERVED_FIELDS(QUOLL_NOTHING, QUOLL_ENTRY)};
#undef QUOLL_ENTRY
#undef QUOLL_NOTHING

void make_descriptors() {
  for (const Reserved& reserved : kReserved) {
    *reserved.descriptor =
        make_descriptor(reserved.field->mFid, reserved.type, reserved.field->mName);
  }
}

void end_descriptors() {
  for (const Reserved& reserved : kReserved) {
    end_descriptor(*reserved.descriptor, reinterpret_cast<const void*>(&end_descriptors));
    *reserved.descriptor = nullptr;
  }
}

const LifecycleParticipant reserved_fields{"reserved fields", make_descriptors, end_descriptors};

}  // namespace
}  // namespace quoll::mama
