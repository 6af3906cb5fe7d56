/// Exported functions of the payload table on iterators.
#include <payloadbridge.h>

#include "shim.h"

namespace quoll::omnm {

namespace {

/// A walk over the fields of a message. Counts fields, so it survives changes of the message; the
/// field object that it hands out is its own. Owned by the caller of create; one thread at a time.
struct Iterator {
  Field field;
  std::uint32_t next = 0;
};

Iterator& iterator_of(msgPayloadIter iterator) noexcept {
  return *static_cast<Iterator*>(iterator);
}

/// The iterator's field object, bound to the field at `next` of an indexed message; null behind the
/// end.
inline msgFieldPayload field_at_next(Iterator& iterator, Message& message) noexcept {
  if (iterator.next >= message.indexed_fields()) return nullptr;
  iterator.field.bind(message, iterator.next);
  return &iterator.field;
}

}  // namespace

OMNM_EXPORT mama_status omnmmsgPayloadIter_create(msgPayloadIter* iter, msgPayload msg) {
  OMNM_REQUIRE(iter, msg);
  return guarded([iter] {
    *iter = new Iterator;
    return MAMA_STATUS_OK;
  });
}

OMNM_EXPORT msgFieldPayload omnmmsgPayloadIter_next(msgPayloadIter iter, msgFieldPayload,
                                                    msgPayload msg) {
  if (any_null(iter, msg) || !message_of(msg).try_index()) return nullptr;
  Iterator& iterator = iterator_of(iter);
  msgFieldPayload field = field_at_next(iterator, message_of(msg));
  if (field != nullptr) ++iterator.next;
  return field;
}

OMNM_EXPORT mama_bool_t omnmmsgPayloadIter_hasNext(msgPayloadIter iter, msgPayload msg) {
  if (any_null(iter, msg)) return 0;
  Message& message = message_of(msg);
  return message.try_index() && iterator_of(iter).next < message.indexed_fields() ? 1 : 0;
}

// Shows the first field and leaves it for next().
OMNM_EXPORT msgFieldPayload omnmmsgPayloadIter_begin(msgPayloadIter iter, msgFieldPayload,
                                                     msgPayload msg) {
  if (any_null(iter, msg) || !message_of(msg).try_index()) return nullptr;
  iterator_of(iter).next = 0;
  return field_at_next(iterator_of(iter), message_of(msg));
}

OMNM_EXPORT msgFieldPayload omnmmsgPayloadIter_end(msgPayloadIter, msgPayload) { return nullptr; }

OMNM_EXPORT mama_status omnmmsgPayloadIter_associate(msgPayloadIter iter, msgPayload msg) {
  OMNM_REQUIRE(iter, msg);
  iterator_of(iter).next = 0;
  return MAMA_STATUS_OK;
}

OMNM_EXPORT mama_status omnmmsgPayloadIter_destroy(msgPayloadIter iter) {
  OMNM_REQUIRE(iter);
  delete &iterator_of(iter);
  return MAMA_STATUS_OK;
}

}  // namespace quoll::omnm
