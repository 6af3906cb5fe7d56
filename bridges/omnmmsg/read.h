/// Reading the value of a field, for the getters of messages and of field objects alike.
#pragma once

#include "message.h"
#include "values.h"

namespace quoll::omnm {

inline mama_status read_text(Message& message, const FieldEntry& entry, const char** result) {
  if (entry.type != MAMA_FIELD_TYPE_STRING) return MAMA_STATUS_WRONG_FIELD_TYPE;
  *result = reinterpret_cast<const char*>(message.value_of(entry));
  return MAMA_STATUS_OK;
}

inline mama_status read_opaque(Message& message, const FieldEntry& entry, const void** result,
                               std::size_t* size) {
  if (entry.type != MAMA_FIELD_TYPE_OPAQUE) return MAMA_STATUS_WRONG_FIELD_TYPE;
  *result = message.value_of(entry);
  *size = entry.size;
  return MAMA_STATUS_OK;
}

/// `Owner` is the message or the field object that keeps the array.
template <class T, class Owner>
mama_status read_vector(Owner& owner, WireType type, Message& message, const FieldEntry& entry,
                        const T** result, std::size_t* count) {
  if (entry.type != type) return MAMA_STATUS_WRONG_FIELD_TYPE;
  const std::uint8_t* data = message.value_of(entry);
  *result =
      reinterpret_cast<std::uintptr_t>(data) % alignof(T) == 0
          ? reinterpret_cast<const T*>(data)
          : reinterpret_cast<const T*>(owner.views().aligned_copy(entry.type, data, entry.size));
  *count = entry.size / sizeof(T);
  return MAMA_STATUS_OK;
}

template <class Owner>
mama_status read_texts(Owner& owner, Message& message, const FieldEntry& entry,
                       const char*** result, std::size_t* count) {
  if (entry.type != MAMA_FIELD_TYPE_VECTOR_STRING) return MAMA_STATUS_WRONG_FIELD_TYPE;
  *result = owner.views().texts(message.value_of(entry), entry.size, count);
  return MAMA_STATUS_OK;
}

template <class Owner>
mama_status read_times(Owner& owner, Message& message, const FieldEntry& entry,
                       const mamaDateTime** result, std::size_t* count) {
  if (entry.type != MAMA_FIELD_TYPE_VECTOR_TIME) return MAMA_STATUS_WRONG_FIELD_TYPE;
  return owner.views().times(message.value_of(entry), entry.size, result, count);
}

template <class Owner>
mama_status read_prices(Owner& owner, Message& message, const FieldEntry& entry,
                        const mamaPrice** result, std::size_t* count) {
  if (entry.type != MAMA_FIELD_TYPE_VECTOR_PRICE) return MAMA_STATUS_WRONG_FIELD_TYPE;
  return owner.views().prices(message.value_of(entry), entry.size, result, count);
}

template <class Owner>
mama_status read_messages(Owner& owner, Message& message, const FieldEntry& entry,
                          const msgPayload** result, std::size_t* count) {
  if (entry.type != MAMA_FIELD_TYPE_VECTOR_MSG) return MAMA_STATUS_WRONG_FIELD_TYPE;
  return owner.views().messages(message.value_of(entry), entry.size, result, count);
}

}  // namespace quoll::omnm
