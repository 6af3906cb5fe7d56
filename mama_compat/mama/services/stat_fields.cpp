// The fields of statistics and of the logger's reports: the variables of mama/statfields.h and
// mama/statsloggerfields.h, and the names of the well-known statistics.
#include <mama/stat.h>
#include <mama/statfields.h>
#include <mama/statsloggerfields.h>

#include <cstring>

// X(variable, type, text, fid): statistics. The text of a type is the name of its field, but for
// those in QUOLL_STATS_WITH_OTHER_TEXT.
#define QUOLL_STATS(X)                                                                             \
  X(Initials, INITIALS, "Initials", 105)                                                           \
  X(Recaps, RECAPS, "Recaps", 106)                                                                 \
  X(NumMessages, NUM_MESSAGES, "Messages", 107)                                                    \
  X(FtTakeovers, FT_TAKEOVERS, "FT Takeovers", 108)                                                \
  X(QueueSize, QUEUE_SIZE, "Queue Size", 109)                                                      \
  X(NumSubscriptions, SUBSCRIPTIONS, "Subscriptions", 110)                                         \
  X(Timeouts, TIMEOUTS, "Timeouts", 111)                                                           \
  X(MsgIndex, MSG_INDEX, "Message Index", 112)                                                     \
  X(NakPacketsSent, NAK_PACKETS_SENT, "Nak Packets Sent", 113)                                     \
  X(NaksSent, NAKS_SENT, "Naks Sent", 114)                                                         \
  X(MsgsLost, MSGS_LOST, "Messages Lost", 115)                                                     \
  X(NcfsIgnore, NCFS_IGNORE, "Ncfs Ignore", 116)                                                   \
  X(NcfsShed, NCFS_SHED, "Ncfs Shed", 117)                                                         \
  X(NcfsRxDelay, NCFS_RX_DELAY, "Ncfs Retransmit Delay", 118)                                      \
  X(NcfsUnknown, NCFS_UNKNOWN, "Ncfs Unknown", 119)                                                \
  X(DuplicateDataMsgs, DUPLICATE_MSGS, "Duplicate Messages", 120)                                  \
  X(UnrecoverableWindowAdvance, UNRECOVERABLE_WINDOW_ADVANCE, "Window Advance Msgs Unrecoverable", \
    121)                                                                                           \
  X(UnrecoverableTimeout, UNRECOVERABLE_TIMEOUT, "Timeout Msgs Unrecoverable", 122)                \
  X(LbmMsgsReceivedNoTopic, LBM_MSGS_RECEIVED_NO_TOPIC, "LBM Msgs Received With No Topic", 123)    \
  X(LbmRequestsReceived, LBM_REQUESTS_RECEIVED, "LBM Requests Received", 124)                      \
  X(PublisherSend, PUBLISHER_SEND, "Publisher Send Msgs", 129)                                     \
  X(PublisherInboxSend, PUBLISHER_INBOX_SEND, "Publisher Inbox Send Msgs", 130)                    \
  X(PublisherReplySend, PUBLISHER_REPLY_SEND, "Publisher Reply Send Msgs", 131)

// F(variable, field name, type, text, fid).
#define QUOLL_STATS_WITH_OTHER_TEXT(F)                              \
  F(WombatMsgs, "Wombat Msgs", WOMBAT_MSGS, "Wombat Messages", 125) \
  F(RvMsgs, "RV Msgs", RV_MSGS, "RV Messages", 126)                 \
  F(FastMsgs, "FAST Msgs", FAST_MSGS, "FAST Messages", 127)         \
  F(UnknownMsgs, "Unknown Msgs", UNKNOWN_MSGS, "Unknown", 128)

#define QUOLL_OTHER_FIELDS(X)                                \
  X(MamaStatTime, "Time", 101)                               \
  X(MamaStatName, "Name", 102)                               \
  X(MamaStatType, "Type", 103)                               \
  X(MamaStatMiddleware, "Middleware", 104)                   \
  X(MamaSlIntervalStartTime, "MamaSlIntervalStartTime", 101) \
  X(MamaSlIntervalEndTime, "MamaSlIntervalEndTime", 102)     \
  X(MamaSlEvents, "MamaSlEvents", 103)                       \
  X(MamaSlEventTime, "MamaSlEventTime", 104)                 \
  X(MamaSlEventType, "MamaSlEventType", 105)                 \
  X(MamaSlEventReason, "MamaSlReason", 106)                  \
  X(MamaSlTotalMsgCount, "MamaSlTotalMsgCount", 107)         \
  X(MamaSlIntervalMsgCount, "MamaSlIntervalMsgCount", 108)   \
  X(MamaStatEvents, "MamaStatEvents", 109)

extern "C" {

// The interface's member is not const, the text is.
#define QUOLL_FIELD(variable, name, fid) \
  const MamaReservedField variable = {const_cast<char*>(name), fid};
#define QUOLL_STAT(variable, type, text, fid) QUOLL_FIELD(MamaStat##variable, text, fid)
#define QUOLL_STAT_WITH_OTHER_TEXT(variable, name, type, text, fid) \
  QUOLL_FIELD(MamaStat##variable, name, fid)
QUOLL_STATS(QUOLL_STAT)
QUOLL_STATS_WITH_OTHER_TEXT(QUOLL_STAT_WITH_OTHER_TEXT)
QUOLL_OTHER_FIELDS(QUOLL_FIELD)
#undef QUOLL_STAT_WITH_OTHER_TEXT
#undef QUOLL_STAT
#undef QUOLL_FIELD

}  // extern "C"

namespace {

struct NamedType {
  mamaStatType type;
  const char* text;
};

#define QUOLL_ENTRY(variable, type, text, fid) {MAMA_STAT_TYPE_##type, text},
#define QUOLL_ENTRY_WITH_OTHER_TEXT(variable, name, type, text, fid) {MAMA_STAT_TYPE_##type, text},
constexpr NamedType kTypes[] = {QUOLL_STATS(QUOLL_ENTRY)
                                    QUOLL_STATS_WITH_OTHER_TEXT(QUOLL_ENTRY_WITH_OTHER_TEXT)};
#undef QUOLL_ENTRY_WITH_OTHER_TEXT
#undef QUOLL_ENTRY

constexpr const char* kUnknown = "Unknown";

}  // namespace

const char* mamaStatType_toString(mamaStatType statType) {
  for (const NamedType& named : kTypes) {
    if (named.type == statType) return named.text;
  }
  return kUnknown;
}

mamaStatType mamaStatType_fromString(const char* statTypeString) {
  if (statTypeString == nullptr) return MAMA_STAT_TYPE_UNKNOWN;
  for (const NamedType& named : kTypes) {
    if (std::strcmp(named.text, statTypeString) == 0 && named.type != MAMA_STAT_TYPE_UNKNOWN_MSGS) {
      return named.type;
    }
  }
  return MAMA_STAT_TYPE_UNKNOWN;
}
