// The C functions of mama/integration/msgutils.h: control messages, built and read.
#include <mama/integration/msgutils.h>
#include <mama/mama.h>

#include "message/msg.h"
#include "message/request_message.h"
#include "subscribe/subscription.h"

using quoll::mama::Requester;

namespace {

/// A message of the default payload that `fill(message)` completes; nothing is left behind when
/// that fails.
template <class Fill>
mama_status create_filled(mamaMsg* msg, Fill fill) {
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  *msg = nullptr;
  mamaMsg made = nullptr;
  QUOLL_TRY(mamaMsg_create(&made));
  if (const mama_status status = fill(made); status != MAMA_STATUS_OK) {
    mamaMsg_destroy(made);
    return status;
  }
  *msg = made;
  return MAMA_STATUS_OK;
}

/// A control message of that type and status.
mama_status create_control_message(mamaMsg* msg, mamaMsgType type, mamaMsgStatus status) {
  return create_filled(msg, [=](mamaMsg made) {
    QUOLL_TRY(mamaMsg_addU8(made, "MdMsgType", 1, static_cast<mama_u8_t>(type)));
    return mamaMsg_addI32(made, "MdMsgStatus", 2, static_cast<mama_i32_t>(status));
  });
}

/// The part of a request that tells whose it is. With a bridge of the common kind that is
/// MdSubscSymbol (71) and MdSubscriptionType (60); the bridge adds the former.
mama_status add_requester(mamaMsg request, const Requester& requester) {
  if (quoll::mama::BridgeRegistry::instance().is_usable(requester.bridge)) {
    QUOLL_TRY(mamaMsgImpl_useBridgePayload(request, requester.bridge));
  }
  QUOLL_TRY(
      mamaMsgImpl_setSubscInfo(request, requester.root, requester.source, requester.symbol, 1));
  return mamaMsg_addI32(request, "MdSubscriptionType", 60, static_cast<mama_i32_t>(requester.type));
}

/// The fields of a request, in the order that publishers expect.
mama_status fill_request(mamaMsg request, const Requester* requester, mamaSubscMsgType kind) {
  const auto value = static_cast<mama_i32_t>(kind);
  if (requester != nullptr) QUOLL_TRY(add_requester(request, *requester));
  QUOLL_TRY(mamaMsg_addI32(request, "MdSubscMsgType", 61, value));
  QUOLL_TRY(mamaMsg_addU8(request, "MamaAppDataType", 17,
                          requester != nullptr ? requester->app_data_type : mama_u8_t{0}));
  QUOLL_TRY(mamaMsg_addI32(request, "MdSubscType", 5, value));  // for readers of old
  const char* host = nullptr;
  if (mama_getIpAddress(&host) != MAMA_STATUS_OK || host == nullptr || *host == '\0') {
    return MAMA_STATUS_OK;
  }
  return mamaMsg_addString(request, "MdSubscSourceHost", 63, host);
}

/// A request of that subscription, or of none.
mama_status create_request(mamaSubscription subscription, const char* function,
                           mamaSubscMsgType kind, const char* issue_symbol, mamaMsg* msg) {
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_NULL_ARG);
  *msg = nullptr;
  if (subscription == nullptr) return quoll::mama::create_request(nullptr, kind, msg);
  QUOLL_TRY(quoll::mama::check_handle(subscription, function));
  return quoll::mama::guarded([=] {
    const Requester requester{
        .bridge = subscription->bridge(),
        .root = subscription->root(),
        .source = subscription->source(),
        .symbol = issue_symbol != nullptr ? issue_symbol : subscription->symbol(),
        .type = subscription->settings.type,
        .app_data_type = subscription->settings.app_data_type};
    return quoll::mama::create_request(&requester, kind, msg);
  });
}

/// An I32 field, cut to short; 0 where it is absent.
mama_status get_short(mamaMsg msg, const char* name, mama_fid_t fid, short* result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = 0;
  mama_i32_t value = 0;
  QUOLL_TRY(mamaMsg_getI32(msg, name, fid, &value));
  *result = static_cast<short>(value);
  return MAMA_STATUS_OK;
}

}  // namespace

mama_status quoll::mama::create_request(const Requester* requester, mamaSubscMsgType kind,
                                        mamaMsg* msg) {
  return create_filled(msg, [=](mamaMsg made) { return fill_request(made, requester, kind); });
}

mama_status msgUtils_getIssueSymbol(mamaMsg msg, const char** result) {
  constexpr mama_fid_t kIssueSymbolFid = 305;
  constexpr mama_fid_t kIndexSymbolFid = 293;
  if (mamaMsg_getString(msg, nullptr, kIssueSymbolFid, result) == MAMA_STATUS_OK) {
    return MAMA_STATUS_OK;
  }
  return mamaMsg_getString(msg, nullptr, kIndexSymbolFid, result);
}

mama_status msgUtils_setStatus(mamaMsg msg, short status) {
  return mamaMsgImpl_setStatus(msg, static_cast<mamaMsgStatus>(status));
}

mama_status msgUtils_msgTotal(mamaMsg msg, short* result) {
  return get_short(msg, "MdMsgTotal", 8, result);
}

mama_status msgUtils_msgNum(mamaMsg msg, short* result) {
  return get_short(msg, "MdMsgNum", 7, result);
}

mama_status msgUtils_msgSubscMsgType(mamaMsg msg, short* result) {
  const mama_status status = get_short(msg, "MdSubscMsgType", 61, result);
  return status == MAMA_STATUS_OK ? status : get_short(msg, "MdSubscType", 5, result);
}

mama_status msgUtils_createSubscriptionMessage(mamaSubscription subscription,
                                               mamaSubscMsgType subscMsgType, mamaMsg* msg,
                                               const char* issueSymbol) {
  return create_request(subscription, __func__, subscMsgType, issueSymbol, msg);
}

mama_status msgUtils_createRecoveryRequestMsg(mamaSubscription subsc, short reason, mamaMsg* result,
                                              const char* issueSymbol) {
  return create_request(subsc, __func__, static_cast<mamaSubscMsgType>(reason), issueSymbol,
                        result);
}

mama_status msgUtils_createResubscribeMessage(mamaMsg* result) {
  return create_request(nullptr, __func__, MAMA_SUBSC_RESUBSCRIBE, nullptr, result);
}

#define QUOLL_DEFINE_REQUEST(Name, kind)                                    \
  mama_status msgUtils_create##Name(mamaSubscription subsc, mamaMsg* msg) { \
    return create_request(subsc, __func__, kind, nullptr, msg);             \
  }
QUOLL_DEFINE_REQUEST(SubscribeMsg, MAMA_SUBSC_SUBSCRIBE)
QUOLL_DEFINE_REQUEST(SnapshotSubscribe, MAMA_SUBSC_SNAPSHOT)
QUOLL_DEFINE_REQUEST(UnsubscribeMsg, MAMA_SUBSC_UNSUBSCRIBE)
QUOLL_DEFINE_REQUEST(RefreshMsg, MAMA_SUBSC_REFRESH)
QUOLL_DEFINE_REQUEST(DictionarySubscribe, MAMA_SUBSC_DDICT_SNAPSHOT)
#undef QUOLL_DEFINE_REQUEST

mama_status msgUtils_createTimeoutMsg(mamaMsg* msg) {
  return create_control_message(msg, MAMA_MSG_TYPE_INITIAL, MAMA_MSG_STATUS_TIMEOUT);
}

mama_status msgUtils_createEndOfInitialsMsg(mamaMsg* msg) {
  return create_control_message(msg, MAMA_MSG_TYPE_END_OF_INITIALS, MAMA_MSG_STATUS_OK);
}

mama_status msgUtils_setSubscSubject(mamaMsg msg, const char* sendSubject) {
  const mama_status status = mamaMsg_addString(msg, "MdSubscSymbol", 71, sendSubject);
  return status == MAMA_STATUS_OK ? status
                                  : mamaMsg_addString(msg, "MdSubscSubject", 6, sendSubject);
}
