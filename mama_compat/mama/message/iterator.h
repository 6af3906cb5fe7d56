/// The object behind a mamaMsgIterator.
#pragma once

#include <mama/msg.h>
#include <payloadbridge.h>

#include "message/field.h"
#include "message/payload.h"
#include "quoll/handle_pool.h"

/// A walk over the fields of a message, done by the payload's iterator, and the field object that
/// shows them. Owned by the application; one thread at a time. Refers to the message, whose end it
/// notices.
struct mamaMsgIteratorImpl_ {
  explicit mamaMsgIteratorImpl_(mamaMsgField shown) : field(shown) {}
  mamaMsgIteratorImpl_(const mamaMsgIteratorImpl_&) = delete;
  mamaMsgIteratorImpl_& operator=(const mamaMsgIteratorImpl_&) = delete;
  ~mamaMsgIteratorImpl_();

  /// From the start of that message; a payload of another kind gets a new payload iterator.
  mama_status associate(mamaMsg with);
  bool usable() const;
  /// The field that a step of the payload's iterator leads to, or null.
  mamaMsgField show(msgFieldPayload (*step)(msgPayloadIter, msgFieldPayload, msgPayload));
  void drop_payload_iterator();

  mamaMsgField field;  ///< owned
  quoll::mama::Payload made_by;
  msgPayloadIter iterator = nullptr;
  mamaMsg message = nullptr;
};
