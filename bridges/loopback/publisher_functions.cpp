/// The publisher functions of the bridge's table.
#include <mama/integration/bridge/base.h>
#include <mama/integration/msg.h>

#include <cstring>
#include <string>

#include "bridge.h"
#include "functions.h"
#include "publisher.h"

using quoll::loopback::guarded;
using quoll::loopback::Publisher;

namespace {

/// Requests for market data and dictionaries go to whoever serves the source: symbols that nobody
/// knows yet must reach it too.
bool names_a_service(const char* root) {
  return root != nullptr && (std::strcmp(root, "_MD") == 0 || std::strcmp(root, "_MDDD") == 0);
}

std::string topic_of(const char* root, const char* source, const char* symbol) {
  if (names_a_service(root) && source != nullptr) symbol = nullptr;
  return quoll::loopback::joined(root, source, symbol);
}

mama_status check(publisherBridge publisher) {
  return Publisher::is_live(publisher) ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

}  // namespace

mama_status loopbackBridgeMamaPublisher_createByIndex(publisherBridge* result, mamaTransport tport,
                                                      int tportIndex, const char* topic,
                                                      const char* source, const char* root,
                                                      mamaPublisher parent) {
  LOOPBACK_REQUIRE(result, tport, parent);
  return guarded([&] {
    auto member = quoll::loopback::member_of(tport, tportIndex);
    if (!member) return MAMA_STATUS_INVALID_ARG;
    return Publisher::create(result, std::move(member), topic_of(root, source, topic), parent);
  });
}

mama_status loopbackBridgeMamaPublisher_setUserCallbacks(publisherBridge publisher, mamaQueue queue,
                                                         mamaPublisherCallbacks* cb,
                                                         void* closure) {
  LOOPBACK_REQUIRE(publisher, cb);
  if (const mama_status status = check(publisher); status != MAMA_STATUS_OK) return status;
  return guarded([&] {
    publisher->set_callbacks(queue, *cb, closure);
    return MAMA_STATUS_OK;
  });
}

mama_status loopbackBridgeMamaPublisher_destroy(publisherBridge publisher) {
  LOOPBACK_REQUIRE(publisher);
  if (const mama_status status = check(publisher); status != MAMA_STATUS_OK) return status;
  return publisher->destroy();
}

mama_status loopbackBridgeMamaPublisher_send(publisherBridge publisher, mamaMsg msg) {
  LOOPBACK_REQUIRE(publisher, msg);
  if (const mama_status status = check(publisher); status != MAMA_STATUS_OK) return status;
  return guarded([&] { return publisher->send(msg); });
}

mama_status loopbackBridgeMamaPublisher_sendFromInbox(publisherBridge publisher, mamaInbox inbox,
                                                      mamaMsg msg) {
  LOOPBACK_REQUIRE(publisher, inbox, msg);
  if (const mama_status status = check(publisher); status != MAMA_STATUS_OK) return status;
  return guarded([&] { return publisher->send_from_inbox(inbox, msg); });
}

mama_status loopbackBridgeMamaPublisher_sendFromInboxByIndex(publisherBridge publisher, int,
                                                             mamaInbox inbox, mamaMsg msg) {
  return loopbackBridgeMamaPublisher_sendFromInbox(publisher, inbox, msg);
}

mama_status loopbackBridgeMamaPublisher_sendReplyToInbox(publisherBridge publisher, mamaMsg request,
                                                         mamaMsg reply) {
  LOOPBACK_REQUIRE(publisher, request, reply);
  if (const mama_status status = check(publisher); status != MAMA_STATUS_OK) return status;
  msgBridge own = nullptr;
  char* reply_subject = nullptr;
  if (mamaMsgImpl_getBridgeMsg(request, &own) != MAMA_STATUS_OK ||
      baseBridgeMamaMsg_isFromInbox(own) != 1 ||
      baseBridgeMamaMsgImpl_getInboxName(own, &reply_subject) != MAMA_STATUS_OK) {
    return MAMA_STATUS_INVALID_ARG;
  }
  return guarded([&] { return publisher->send_reply(reply_subject, reply); });
}

mama_status loopbackBridgeMamaPublisher_sendReplyToInboxHandle(publisherBridge publisher,
                                                               void* wmwReply, mamaMsg reply) {
  LOOPBACK_REQUIRE(publisher, wmwReply, reply);
  if (const mama_status status = check(publisher); status != MAMA_STATUS_OK) return status;
  char* reply_subject = nullptr;
  if (baseBridgeMamaMsgReplyHandleImpl_getInboxName(wmwReply, &reply_subject) != MAMA_STATUS_OK) {
    return MAMA_STATUS_INVALID_ARG;
  }
  return guarded([&] { return publisher->send_reply(reply_subject, reply); });
}
