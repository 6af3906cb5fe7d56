// The C functions on message iterators of mama/msg.h.
#include "message/iterator.h"

#include "message/msg.h"

using quoll::mama::call_slot;
using quoll::mama::check_handle;
using quoll::mama::pool_of;

mamaMsgIteratorImpl_::~mamaMsgIteratorImpl_() {
  drop_payload_iterator();
  pool_of<mamaMsgFieldImpl_>().destroy(field);
}

void mamaMsgIteratorImpl_::drop_payload_iterator() {
  field->let_go();
  if (iterator != nullptr && made_by.table_alive()) {
    call_slot(made_by.bridge->msgPayloadIterDestroy, iterator);
  }
  iterator = nullptr;
}

mama_status mamaMsgIteratorImpl_::associate(mamaMsg with) {
  message = nullptr;
  field->unbind();
  field->message = with;
  if (!with->has_payload()) return MAMA_STATUS_OK;
  if (iterator != nullptr && !made_by.same_bridge(with->record())) drop_payload_iterator();
  if (iterator == nullptr) {
    QUOLL_TRY(call_slot(with->table()->msgPayloadIterCreate, &iterator, with->payload()));
    made_by = with->record();
  }
  QUOLL_TRY(call_slot(with->table()->msgPayloadIterAssociate, iterator, with->payload()));
  field->table = with->table();
  message = with;
  return MAMA_STATUS_OK;
}

bool mamaMsgIteratorImpl_::usable() const {
  const mamaMsg with = message;  // read once: looking at a handle's state orders all other reads
  return with != nullptr && quoll::HandlePool<mamaMsgImpl_>::is_live(with) &&
         with->record().same_bridge(made_by) && with->has_payload();
}

mamaMsgField mamaMsgIteratorImpl_::show(msgFieldPayload (*step)(msgPayloadIter, msgFieldPayload,
                                                                msgPayload)) {
  if (step == nullptr) return nullptr;
  const mamaMsgField shown = field;
  const msgPayload payload = message->payload();
  const msgFieldPayload found = step(iterator, shown->payload, payload);
  if (found == nullptr) return nullptr;
  shown->bind(found, payload);
  return shown;
}

mama_status mamaMsgIterator_create(mamaMsgIterator* iterator, mamaDictionary dict) {
  QUOLL_CHECK_POINTER(iterator, MAMA_STATUS_NULL_ARG);
  mamaMsgField field = pool_of<mamaMsgFieldImpl_>().create();
  QUOLL_CHECK_POINTER(field, MAMA_STATUS_NOMEM);
  mamaMsgIterator made = pool_of<mamaMsgIteratorImpl_>().create(field);
  if (made == nullptr) {
    pool_of<mamaMsgFieldImpl_>().destroy(field);
    return MAMA_STATUS_NOMEM;
  }
  field->dictionary = dict;
  *iterator = made;
  return MAMA_STATUS_OK;
}

mama_status mamaMsgIterator_associate(mamaMsgIterator iterator, mamaMsg msg) {
  QUOLL_CHECK_HANDLE(msg);
  QUOLL_CHECK_HANDLE(iterator);
  return iterator->associate(msg);
}

mama_status mamaMsgIterator_setDict(mamaMsgIterator iterator, mamaDictionary dict) {
  QUOLL_CHECK_HANDLE(iterator);
  iterator->field->dictionary = dict;
  return MAMA_STATUS_OK;
}

mamaMsgField mamaMsgIterator_next(mamaMsgIterator iterator) {
  if (check_handle(iterator, __func__) != MAMA_STATUS_OK || !iterator->usable()) return nullptr;
  return iterator->show(iterator->made_by.bridge->msgPayloadIterNext);
}

mamaMsgField mamaMsgIterator_begin(mamaMsgIterator iterator) {
  if (check_handle(iterator, __func__) != MAMA_STATUS_OK || !iterator->usable()) return nullptr;
  return iterator->show(iterator->made_by.bridge->msgPayloadIterBegin);
}

mama_bool_t mamaMsgIterator_hasNext(mamaMsgIterator iterator) {
  if (check_handle(iterator, __func__) != MAMA_STATUS_OK || !iterator->usable()) return 0;
  const auto has_next = iterator->made_by.bridge->msgPayloadIterHasNext;
  if (has_next == nullptr) return 0;
  return has_next(iterator->iterator, iterator->message->payload()) != 0 ? 1 : 0;
}

mamaMsgField mamaMsgIterator_end(mamaMsgIterator) { return nullptr; }

mama_status mamaMsgIterator_destroy(mamaMsgIterator iterator) {
  QUOLL_CHECK_HANDLE(iterator);
  pool_of<mamaMsgIteratorImpl_>().destroy(iterator, __builtin_return_address(0));
  return MAMA_STATUS_OK;
}
