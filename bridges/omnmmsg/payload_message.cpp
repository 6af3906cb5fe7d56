/// Exported functions of the payload table: life cycle, wire form and whole-message questions.
#include <mama/integration/mama.h>
#include <mama/integration/msgfield.h>
#include <mama/version.h>
#include <payloadbridge.h>

#include <cstdio>
#include <memory>

#include "shim.h"
#include "text.h"

namespace quoll::omnm {

namespace {

// Where the common bridges put the send subject (reserved field).
constexpr FieldKey kSymbolKey{"MdSubscSymbol", 71};

mama_status take_bytes(msgPayload payload, const void* buffer, mama_size_t length) noexcept {
  return guarded(
      [&] { return message_of(payload).assign(static_cast<const std::uint8_t*>(buffer), length); });
}

mama_status hand_out_bytes(msgPayload payload, const void** buffer, mama_size_t* length) noexcept {
  OMNM_REQUIRE(payload, buffer, length);
  *buffer = message_of(payload).bytes();
  *length = message_of(payload).size();
  return MAMA_STATUS_OK;
}

mama_status create_empty(msgPayload* payload) {
  OMNM_REQUIRE(payload);
  return guarded([payload] {
    *payload = new Message;
    return MAMA_STATUS_OK;
  });
}

}  // namespace

OMNM_EXPORT mama_status omnmmsgPayload_init(mamaPayloadBridge bridge, char* identifier) {
  OMNM_REQUIRE(bridge, identifier);
  *identifier = kPayloadId;
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION("omnmmsg");
  return MAMA_STATUS_OK;
}

OMNM_EXPORT mamaPayloadType omnmmsgPayload_getType() {
  return static_cast<mamaPayloadType>(kPayloadId);
}

OMNM_EXPORT mama_status omnmmsgPayload_create(msgPayload* msg) { return create_empty(msg); }

// The format has no templates: an empty message is what every template stands for.
OMNM_EXPORT mama_status omnmmsgPayload_createForTemplate(msgPayload* msg, mamaPayloadBridge,
                                                         mama_u32_t) {
  return create_empty(msg);
}

OMNM_EXPORT mama_status omnmmsgPayload_copy(const msgPayload msg, msgPayload* copy) {
  OMNM_REQUIRE(msg, copy);
  const Message& source = message_of(msg);
  if (*copy != nullptr) return take_bytes(*copy, source.bytes(), source.size());
  return guarded([&] {
    auto made = std::make_unique<Message>(source.size());
    const mama_status status = made->assign(source.bytes(), source.size());
    if (status == MAMA_STATUS_OK) *copy = made.release();
    return status;
  });
}

OMNM_EXPORT mama_status omnmmsgPayload_clear(msgPayload msg) {
  OMNM_REQUIRE(msg);
  message_of(msg).clear();
  return MAMA_STATUS_OK;
}

OMNM_EXPORT mama_status omnmmsgPayload_destroy(msgPayload msg) {
  OMNM_REQUIRE(msg);
  delete &message_of(msg);
  return MAMA_STATUS_OK;
}

// The payload never looks at its message.
OMNM_EXPORT mama_status omnmmsgPayload_setParent(msgPayload msg, const mamaMsg) {
  OMNM_REQUIRE(msg);
  return MAMA_STATUS_OK;
}

OMNM_EXPORT mama_status omnmmsgPayload_getByteSize(msgPayload msg, mama_size_t* size) {
  OMNM_REQUIRE(msg, size);
  *size = message_of(msg).size();
  return MAMA_STATUS_OK;
}

OMNM_EXPORT mama_status omnmmsgPayload_getNumFields(const msgPayload msg, mama_size_t* numFields) {
  OMNM_REQUIRE(msg, numFields);
  return guarded([&] {
    *numFields = message_of(msg).field_count();
    return MAMA_STATUS_OK;
  });
}

OMNM_EXPORT mama_status omnmmsgPayload_getSendSubject(const msgPayload msg, const char** subject) {
  OMNM_REQUIRE(msg, subject);
  return guarded([&] {
    Message& message = message_of(msg);
    const FieldEntry* entry = message.entry_at(message.find(kSymbolKey));
    if (entry == nullptr || entry->type != MAMA_FIELD_TYPE_STRING) return MAMA_STATUS_NOT_FOUND;
    *subject = reinterpret_cast<const char*>(message.value_of(*entry));
    return MAMA_STATUS_OK;
  });
}

OMNM_EXPORT const char* omnmmsgPayload_toString(const msgPayload msg) {
  if (msg == nullptr) return nullptr;
  const char* text = nullptr;
  (void)guarded([&] {
    text = message_of(msg).to_string();
    return MAMA_STATUS_OK;
  });
  return text;
}

// No exception barrier: what the callback throws belongs to the caller, and nothing is held.
OMNM_EXPORT mama_status omnmmsgPayload_iterateFields(const msgPayload msg, const mamaMsg parent,
                                                     mamaMsgField field, mamaMsgIteratorCb callback,
                                                     void* closure) {
  OMNM_REQUIRE(msg, parent, field, callback);
  Message& message = message_of(msg);
  auto more = [&message](std::uint32_t ordinal) noexcept {
    return guarded([&] {
      if (ordinal >= message.field_count()) return MAMA_STATUS_NOT_FOUND;
      message.shared_field().bind(message, ordinal);
      return MAMA_STATUS_OK;
    });
  };
  mama_status status = MAMA_STATUS_OK;
  for (std::uint32_t i = 0; (status = more(i)) == MAMA_STATUS_OK; ++i) {
    status = mamaMsgFieldImpl_setPayload(field, &message.shared_field());
    if (status != MAMA_STATUS_OK) return status;
    callback(parent, field, closure);
  }
  return status == MAMA_STATUS_NOT_FOUND ? MAMA_STATUS_OK : status;
}

OMNM_EXPORT mama_status omnmmsgPayload_serialize(const msgPayload msg, const void** buffer,
                                                 mama_size_t* bufferLength) {
  return hand_out_bytes(msg, buffer, bufferLength);
}

OMNM_EXPORT mama_status omnmmsgPayload_getByteBuffer(const msgPayload msg, const void** buffer,
                                                     mama_size_t* bufferLength) {
  return hand_out_bytes(msg, buffer, bufferLength);
}

OMNM_EXPORT mama_status omnmmsgPayload_unSerialize(const msgPayload msg, const void* buffer,
                                                   mama_size_t bufferLength) {
  OMNM_REQUIRE(msg, buffer);
  if (bufferLength == 0) return MAMA_STATUS_NULL_ARG;
  return take_bytes(msg, buffer, bufferLength);
}

OMNM_EXPORT mama_status omnmmsgPayload_deserialize(mamaPayloadBridge, const msgPayload msg,
                                                   const void* buffer, mama_size_t bufferLength) {
  return omnmmsgPayload_unSerialize(msg, buffer, bufferLength);
}

OMNM_EXPORT mama_status omnmmsgPayload_setByteBuffer(const msgPayload msg, mamaPayloadBridge,
                                                     const void* buffer, mama_size_t bufferLength) {
  OMNM_REQUIRE(msg, buffer);
  if (bufferLength == 0) return MAMA_STATUS_INVALID_ARG;
  return take_bytes(msg, buffer, bufferLength);
}

OMNM_EXPORT mama_status omnmmsgPayload_createFromByteBuffer(msgPayload* msg, mamaPayloadBridge,
                                                            const void* buffer,
                                                            mama_size_t bufferLength) {
  OMNM_REQUIRE(msg, buffer);
  if (bufferLength == 0) return MAMA_STATUS_INVALID_ARG;
  const auto* bytes = static_cast<const std::uint8_t*>(buffer);
  if (const mama_status status = Message::check_header(bytes, bufferLength);
      status != MAMA_STATUS_OK) {
    return status;
  }
  return guarded([&] {
    auto made = std::make_unique<Message>(bufferLength);
    const mama_status status = made->assign(bytes, bufferLength);
    if (status == MAMA_STATUS_OK) *msg = made.release();
    return status;
  });
}

OMNM_EXPORT mama_status omnmmsgPayload_apply(msgPayload dest, const msgPayload src) {
  OMNM_REQUIRE(dest, src);
  return guarded([&] { return message_of(dest).apply(message_of(src)); });
}

OMNM_EXPORT mama_status omnmmsgPayload_getNativeMsg(const msgPayload msg, void** nativeMsg) {
  OMNM_REQUIRE(msg, nativeMsg);
  *nativeMsg = msg;
  return MAMA_STATUS_OK;
}

OMNM_EXPORT mama_status omnmmsgPayload_getFieldAsString(const msgPayload msg, const char* name,
                                                        mama_fid_t fid, char* buffer,
                                                        mama_size_t length) {
  OMNM_REQUIRE(msg, buffer);
  Message& message = message_of(msg);
  if (name == nullptr && fid == 0) return MAMA_STATUS_NULL_ARG;
  if (length == 0) return MAMA_STATUS_INVALID_ARG;
  return with_entry(message, name, fid, [&](const FieldEntry& entry) {
    std::string text;
    const mama_status status = append_value_text(entry, message.value_of(entry), &text);
    if (status == MAMA_STATUS_OK) copy_text(text, buffer, length);
    return status;
  });
}

// For payloads that are built on this one.
OMNM_EXPORT mama_status omnmmsgPayloadImpl_setExtenderClosure(msgPayload msg, void* closure) {
  OMNM_REQUIRE(msg, closure);
  message_of(msg).extender_closure = closure;
  return MAMA_STATUS_OK;
}

OMNM_EXPORT mama_status omnmmsgPayloadImpl_getExtenderClosure(const msgPayload msg,
                                                              void** closure) {
  OMNM_REQUIRE(msg, closure);
  *closure = message_of(msg).extender_closure;
  return MAMA_STATUS_OK;
}

}  // namespace quoll::omnm
