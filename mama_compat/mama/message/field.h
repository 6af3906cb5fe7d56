/// The object behind a mamaMsgField.
#pragma once

#include <mama/msgfield.h>
#include <payloadbridge.h>

#include "message/payload.h"

/// Shows a field of a message: the payload's field object, and what is known about it. Owned by a
/// message, an iterator or, as an unbound shell, by the application; one thread at a time.
struct mamaMsgFieldImpl_ {
  mamaMsgFieldImpl_() = default;
  mamaMsgFieldImpl_(const mamaMsgFieldImpl_&) = delete;
  mamaMsgFieldImpl_& operator=(const mamaMsgFieldImpl_&) = delete;

  bool bound() const noexcept { return payload != nullptr && table != nullptr; }
  /// Moves on to another field of the message.
  void bind(msgFieldPayload field) noexcept {
    payload = field;
    descriptor = nullptr;
  }

  mamaPayloadBridge table = nullptr;
  msgFieldPayload payload = nullptr;
  mamaMsg message = nullptr;
  mamaDictionary dictionary = nullptr;
  mamaFieldDescriptor descriptor = nullptr;
  quoll::mama::NestedMessages sub_message;
  quoll::mama::NestedMessages message_vector;
};
