#include "message/payload.h"

#include <mama/integration/mama.h>
#include <mama/log.h>

#include "message/msg.h"
#include "quoll/make_room.h"
#include "support/shim.h"

namespace quoll::mama {

Payload Payload::of(mamaPayloadBridge bridge, char id) {
  Payload record;
  record.bridge = bridge;
  record.id = id;
  if (mamaInternal_findPayload(id) == bridge) {
    record.generation = reinterpret_cast<const PayloadBridge*>(bridge)->generation;
  }
  return record;
}

Payload Payload::of(mamaPayloadBridge bridge) {
  char id = '\0';
  if (bridge->msgPayloadGetType != nullptr) id = static_cast<char>(bridge->msgPayloadGetType());
  if (mamaInternal_findPayload(id) != bridge) {
    // A property may have given the library another id than the one it reports.
    for (int candidate = 1; candidate <= 0xFF; ++candidate) {
      if (mamaInternal_findPayload(static_cast<char>(candidate)) == bridge) {
        id = static_cast<char>(candidate);
        break;
      }
    }
  }
  return of(bridge, id);
}

Payload Payload::like(mamaMsg message, mamaPayloadBridge bridge) {
  if (message == nullptr || message->table() != bridge) return of(bridge);
  Payload record = message->record();
  record.payload = nullptr;
  return record;
}

void Payload::destroy() {
  if (payload == nullptr) return;
  if (!table_alive()) {
    mama_log(MAMA_LOG_LEVEL_WARN,
             "payload %p of id '%c' cannot be destroyed: its library was closed before", payload,
             id);
  } else if (const mama_status status = call_slot(bridge->msgPayloadDestroy, payload);
             status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "destroying payload %p of id '%c' failed: %s", payload, id,
             mamaStatus_stringForStatus(status));
  }
  payload = nullptr;
}

mama_status NestedMessages::add(const Payload& payload, mamaMsg* message) {
  make_room(messages_, messages_.size() + 1);
  mamaMsg made = nullptr;
  QUOLL_TRY(mamaMsgImpl_::wrap(payload, false, &made));
  made->mark_held();
  messages_.push_back(made);
  *message = made;
  return MAMA_STATUS_OK;
}

mama_status NestedMessages::assign(const Payload& like, const msgPayload* payloads,
                                   mama_size_t count) {
  for (mama_size_t i = 0; i < count; ++i) {
    if (payloads == nullptr || payloads[i] == nullptr) return MAMA_STATUS_NOT_FOUND;
  }
  // Handles of sub-messages that there are no more are destroyed, so that their use is noticed.
  while (messages_.size() > count) {
    mamaMsgImpl_::destroy(messages_.back(), nullptr);
    messages_.pop_back();
  }
  messages_.reserve(count + 1);  // so that an empty vector has an address too
  for (mama_size_t i = 0; i < count; ++i) {
    Payload element = like;
    element.payload = payloads[i];
    if (i < messages_.size()) {
      messages_[i]->rewrap(element);
    } else {
      mamaMsg made = nullptr;
      QUOLL_TRY(add(element, &made));
    }
  }
  return MAMA_STATUS_OK;
}

mama_status NestedMessages::show(const Payload& payload, mamaMsg* message) {
  QUOLL_TRY(assign(payload, &payload.payload, 1));
  *message = messages_.front();
  return MAMA_STATUS_OK;
}

void NestedMessages::drop() {
  for (mamaMsg message : messages_) mamaMsgImpl_::destroy(message, nullptr);
  messages_.clear();
}

}  // namespace quoll::mama
