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
  /// Moves on to another field of that payload of the message.
  void bind(msgFieldPayload field, msgPayload its_payload) noexcept {
    payload = field;
    of = its_payload;
    descriptor = nullptr;
  }
  void unbind() noexcept { bind(nullptr, nullptr); }
  /// unbind(), and what was handed out for the field ends, too.
  void let_go() {
    sub_message.drop();
    message_vector.drop();
    unbind();
  }

  mamaPayloadBridge table = nullptr;
  msgFieldPayload payload = nullptr;
  msgPayload of = nullptr;  ///< without which the field is gone
  mamaMsg message = nullptr;
  mamaDictionary dictionary = nullptr;
  mamaFieldDescriptor descriptor = nullptr;
  quoll::mama::NestedMessages sub_message;
  quoll::mama::NestedMessages message_vector;
};
