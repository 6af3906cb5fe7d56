/// What the exported functions share: argument checks and the exception barrier.
#pragma once

#include <mama/integration/types.h>
#include <mama/status.h>

#include <new>
#include <stdexcept>

#include "message.h"

#define OMNM_EXPORT extern "C" __attribute__((visibility("default")))

/// Returns NULL_ARG from the calling function when one of the pointers is NULL.
#define OMNM_REQUIRE(...)                                \
  if (::quoll::omnm::any_null(__VA_ARGS__)) [[unlikely]] \
  return MAMA_STATUS_NULL_ARG

namespace quoll::omnm {

template <class... Pointers>
constexpr bool any_null(Pointers... pointers) noexcept {
  return ((pointers == nullptr) || ...);
}

inline Message& message_of(msgPayload payload) noexcept { return *static_cast<Message*>(payload); }
inline Field& field_of(msgFieldPayload field) noexcept { return *static_cast<Field*>(field); }

/// Runs `body`; no exception of ours leaves a C function.
template <class Body>
mama_status guarded(Body&& body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  } catch (const std::length_error&) {
    return MAMA_STATUS_NOMEM;
  }
}

/// Calls `body(entry)` for the field of that name and fid.
template <class Body>
mama_status with_entry(Message& message, const char* name, mama_fid_t fid, Body&& body) noexcept {
  FieldKey key;
  if (const mama_status status = make_field_key(name, fid, &key); status != MAMA_STATUS_OK) {
    return status;
  }
  return guarded([&] {
    const std::uint32_t ordinal = message.find(key);
    return ordinal == FieldIndex::kNone ? MAMA_STATUS_NOT_FOUND : body(*message.entry_at(ordinal));
  });
}

/// Calls `body(message, entry)` for the field that the object refers to; INVALID_ARG for none.
template <class Body>
mama_status with_field(Field& field, Body&& body) noexcept {
  return guarded([&] {
    const FieldEntry* entry = field.entry();
    return entry == nullptr ? MAMA_STATUS_INVALID_ARG : body(*field.message(), *entry);
  });
}

/// Copies a text into the caller's buffer of `length` > 0 bytes, cut where it does not fit.
inline void copy_text(const std::string& text, char* buffer, std::size_t length) noexcept {
  const std::size_t size = text.size() < length ? text.size() : length - 1;
  std::memcpy(buffer, text.data(), size);
  buffer[size] = '\0';
}

}  // namespace quoll::omnm
