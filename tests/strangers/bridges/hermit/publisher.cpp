// Publishers and inboxes.
#include <mama/inbox.h>
#include <mama/integration/inbox.h>
#include <mama/publisher.h>

#include <cstring>

#include "air.h"

struct publisherBridge_ {
  std::shared_ptr<transportBridge_> transport;
  std::string topic;
};

namespace hermit {
namespace {

Registry<publisherBridge_>& publishers() {
  static auto& all = *new Registry<publisherBridge_>;
  return all;
}

Registry<inboxBridge_>& inboxes() {
  static auto& all = *new Registry<inboxBridge_>;
  return all;
}

// Requests for market data go to whoever serves the source, whatever the symbol.
bool names_a_service(const char* root) {
  return root != nullptr && (std::strcmp(root, "_MD") == 0 || std::strcmp(root, "_MDDD") == 0);
}

mama_status send(publisherBridge publisher, const std::string* to, mamaMsg message,
                 const std::string& reply_subject) {
  const auto self = publishers().find(publisher);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  if (self->transport->gone) return MAMA_STATUS_OK;
  const void* bytes = nullptr;
  mama_size_t size = 0;
  const mama_status status = mamaMsgImpl_getPayloadBuffer(message, &bytes, &size);
  if (status != MAMA_STATUS_OK) return status;
  publish(to != nullptr ? *to : self->topic,
          std::make_shared<const Packet>(
              Packet{std::string(static_cast<const char*>(bytes), size), reply_subject}));
  return MAMA_STATUS_OK;
}

mama_status create_inbox(inboxBridge* out, mamaTransport transport, mamaQueue queue,
                         mamaInboxMsgCallback on_message, mamaInboxDestroyCallback on_destroyed,
                         void* closure, mamaInbox parent) {
  if (out == nullptr || transport == nullptr || queue == nullptr || on_message == nullptr) {
    return MAMA_STATUS_NULL_ARG;
  }
  *out = nullptr;
  static std::atomic<uint64_t> last{0};
  auto made = std::make_shared<inboxBridge_>();
  made->subject = "_INBOX.hermit." + std::to_string(++last);
  made->on_message = on_message;
  made->on_destroyed = on_destroyed;
  made->closure = closure;
  made->parent = parent;
  made->subscription = subscribe_inbox(
      made->subject, transport, queue,
      [](mamaMsg message, void* inbox) {
        const auto self = inboxes().find(static_cast<inboxBridge>(inbox));
        if (self) self->on_message(message, self->closure);
      },
      made.get());
  if (made->subscription == nullptr) return MAMA_STATUS_INVALID_ARG;
  *out = inboxes().add(std::move(made));
  return MAMA_STATUS_OK;
}

}  // namespace
}  // namespace hermit

using hermit::inboxes;
using hermit::publishers;

extern "C" {

MAMAExpBridgeDLL mama_status hermitBridgeMamaPublisher_createByIndex(
    publisherBridge* result, mamaTransport transport, int index, const char* symbol,
    const char* source, const char* root, mamaPublisher parent) {
  if (result == nullptr || transport == nullptr || parent == nullptr) return MAMA_STATUS_NULL_ARG;
  auto on = hermit::transport_of(transport, index);
  if (!on) return MAMA_STATUS_INVALID_ARG;
  if (hermit::names_a_service(root) && source != nullptr) symbol = nullptr;
  *result = publishers().add(std::make_shared<publisherBridge_>(
      publisherBridge_{std::move(on), hermit::joined(root, source, symbol)}));
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaPublisher_destroy(publisherBridge publisher) {
  if (publisher == nullptr) return MAMA_STATUS_NULL_ARG;
  return publishers().take(publisher) ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaPublisher_send(publisherBridge publisher,
                                                            mamaMsg msg) {
  if (publisher == nullptr || msg == nullptr) return MAMA_STATUS_NULL_ARG;
  return hermit::send(publisher, nullptr, msg, "");
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaPublisher_sendFromInbox(publisherBridge publisher,
                                                                     mamaInbox inbox, mamaMsg msg) {
  if (publisher == nullptr || inbox == nullptr || msg == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto own = inboxes().find(mamaInboxImpl_getInboxBridge(inbox));
  return own ? hermit::send(publisher, nullptr, msg, own->subject) : MAMA_STATUS_INVALID_ARG;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaPublisher_sendFromInboxByIndex(
    publisherBridge publisher, int, mamaInbox inbox, mamaMsg msg) {
  return hermitBridgeMamaPublisher_sendFromInbox(publisher, inbox, msg);
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaPublisher_sendReplyToInbox(publisherBridge publisher,
                                                                        mamaMsg request,
                                                                        mamaMsg reply) {
  if (publisher == nullptr || request == nullptr || reply == nullptr) return MAMA_STATUS_NULL_ARG;
  msgBridge own = nullptr;
  if (mamaMsgImpl_getBridgeMsg(request, &own) != MAMA_STATUS_OK || own->reply_subject.empty()) {
    return MAMA_STATUS_INVALID_ARG;
  }
  const std::string to = own->reply_subject;
  return hermit::send(publisher, &to, reply, "");
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaPublisher_sendReplyToInboxHandle(
    publisherBridge publisher, void* handle, mamaMsg reply) {
  if (publisher == nullptr || handle == nullptr || reply == nullptr) return MAMA_STATUS_NULL_ARG;
  return hermit::send(publisher, static_cast<std::string*>(handle), reply, "");
}

// ---- inboxes -----------------------------------------------------------------------------------

MAMAExpBridgeDLL mama_status hermitBridgeMamaInbox_createByIndex(
    inboxBridge* inbox, mamaTransport transport, int, mamaQueue queue,
    mamaInboxMsgCallback on_message, mamaInboxErrorCallback, mamaInboxDestroyCallback on_destroyed,
    void* closure, mamaInbox parent) {
  return hermit::create_inbox(inbox, transport, queue, on_message, on_destroyed, closure, parent);
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaInbox_create(inboxBridge* inbox,
                                                          mamaTransport transport, mamaQueue queue,
                                                          mamaInboxMsgCallback on_message,
                                                          mamaInboxErrorCallback,
                                                          mamaInboxDestroyCallback on_destroyed,
                                                          void* closure, mamaInbox parent) {
  return hermit::create_inbox(inbox, transport, queue, on_message, on_destroyed, closure, parent);
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaInbox_destroy(inboxBridge inbox) {
  if (inbox == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto ended = inboxes().take(inbox);
  if (!ended) return MAMA_STATUS_INVALID_ARG;
  hermit::unsubscribe_inbox(ended->subscription);
  if (ended->on_destroyed != nullptr) ended->on_destroyed(ended->parent, ended->closure);
  return MAMA_STATUS_OK;
}

}  // extern "C"

namespace hermit {

void close_publishers() {
  publishers().clear();
  inboxes().clear();
}

}  // namespace hermit
