#include "foreign_records.h"

#include <mama/fielddesc.h>
#include <mama/integration/mama.h>
#include <mama/integration/msg.h>
#include <payloadbridge.h>

#include <utility>

#include "encode.h"

namespace quoll::omnm {

namespace {

template <class Handle>
mama_status read(mama_status (*get)(const msgFieldPayload, const Handle*, mama_size_t*),
                 mama_status (*encode)(const Handle*, std::size_t, std::vector<std::uint8_t>*),
                 msgFieldPayload field, ForeignRecords* records) {
  if (get == nullptr) return MAMA_STATUS_NOT_IMPLEMENTED;
  const Handle* objects = nullptr;
  mama_size_t count = 0;
  // Declared as an array, the argument is the address of the pointer that is to be set.
  auto* result = static_cast<const Handle*>(static_cast<const void*>(&objects));
  const mama_status status = get(field, result, &count);
  if (status != MAMA_STATUS_OK) return status;
  std::vector<std::uint8_t> bytes;
  const mama_status encoded =
      is_array(objects, count) ? encode(objects, count, &bytes) : MAMA_STATUS_INVALID_ARG;
  if (encoded == MAMA_STATUS_OK) records->push_back(std::move(bytes));
  return encoded;
}

mama_status read_field(const mamaPayloadBridgeImpl_& table, msgFieldPayload field,
                       ForeignRecords* records) {
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  const mama_status status = table.msgFieldPayloadGetType(field, &type);
  if (status != MAMA_STATUS_OK) return status;
  switch (type) {
    case MAMA_FIELD_TYPE_VECTOR_TIME:
      return read(table.msgFieldPayloadGetVectorDateTime, encode_times, field, records);
    case MAMA_FIELD_TYPE_VECTOR_PRICE:
      return read(table.msgFieldPayloadGetVectorPrice, encode_prices, field, records);
    default:
      return MAMA_STATUS_OK;
  }
}

/// An iterator of the payload's own.
class Iterator {
 public:
  Iterator(const mamaPayloadBridgeImpl_& table, msgPayload payload)
      : table_(table), payload_(payload) {
    if (table.msgPayloadIterCreate(&iterator_, payload) != MAMA_STATUS_OK) iterator_ = nullptr;
  }
  Iterator(const Iterator&) = delete;
  Iterator& operator=(const Iterator&) = delete;
  ~Iterator() {
    if (iterator_ != nullptr) table_.msgPayloadIterDestroy(iterator_);
  }

  msgFieldPayload next() {
    if (iterator_ == nullptr) return nullptr;
    return field_ = table_.msgPayloadIterNext(iterator_, field_, payload_);
  }

 private:
  const mamaPayloadBridgeImpl_& table_;
  const msgPayload payload_;
  msgPayloadIter iterator_ = nullptr;
  msgFieldPayload field_ = nullptr;
};

}  // namespace

mama_status read_foreign_records(mamaMsg message, ForeignRecords* records) {
  char id = '\0';
  msgPayload payload = nullptr;
  mama_status status = mamaMsgImpl_getPayloadId(message, &id);
  if (status == MAMA_STATUS_OK) status = mamaMsgImpl_getPayload(message, &payload);
  if (status != MAMA_STATUS_OK) return status;
  const mamaPayloadBridge table = mamaInternal_findPayload(id);
  if (table == nullptr) return MAMA_STATUS_NO_BRIDGE_IMPL;
  Iterator iterator(*table, payload);
  while (msgFieldPayload field = iterator.next()) {
    status = read_field(*table, field, records);
    if (status != MAMA_STATUS_OK) return status;
  }
  return MAMA_STATUS_OK;
}

}  // namespace quoll::omnm
