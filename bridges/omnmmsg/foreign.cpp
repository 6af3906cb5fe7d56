#include "foreign.h"

#include <mama/datetime.h>
#include <mama/msg.h>
#include <mama/msgfield.h>
#include <mama/price.h>

#include "encode.h"
#include "foreign_records.h"
#include "shim.h"
#include "values.h"

namespace quoll::omnm {

namespace {

// Sub-messages within sub-messages; a deeper one is refused instead of exhausting the stack.
constexpr int kMaxDepth = 64;

struct Copier {
  Message* target;
  int depth;
  ForeignRecords records;
  mama_status status = MAMA_STATUS_OK;
};

mama_status copy_message(mamaMsg source, Message* target, int depth);

template <class T>
mama_status copy_scalar(mamaMsgField field, const FieldKey& key, WireType type, Message* target,
                        mama_status (*get)(const mamaMsgField, T*)) {
  T value{};
  const mama_status status = get(field, &value);
  return status == MAMA_STATUS_OK ? target->append_scalar(key, type, value) : status;
}

template <class T>
mama_status copy_vector(mamaMsgField field, const FieldKey& key, WireType type, Message* target,
                        mama_status (*get)(const mamaMsgField, const T**, mama_size_t*)) {
  const T* values = nullptr;
  mama_size_t count = 0;
  if (const mama_status status = get(field, &values, &count); status != MAMA_STATUS_OK) {
    return status;
  }
  if (!is_array(values, count) || count > kMaxMessageSize / sizeof(T)) {
    return MAMA_STATUS_INVALID_ARG;
  }
  return target->append(key, type, values, count * sizeof(T));
}

template <std::uint32_t kRecordSize, class Handle>
mama_status copy_record(mamaMsgField field, const FieldKey& key, WireType type, Message* target,
                        mama_status (*create)(Handle*), mama_status (*destroy)(Handle),
                        mama_status (*get)(const mamaMsgField, Handle),
                        mama_status (*write)(Handle, std::uint8_t*) noexcept) {
  Handle object = nullptr;
  std::uint8_t record[kRecordSize];
  mama_status status = create(&object);
  if (status != MAMA_STATUS_OK) return status;
  status = get(field, object);
  if (status == MAMA_STATUS_OK) status = write(object, record);
  destroy(object);
  return status == MAMA_STATUS_OK ? target->append(key, type, record, kRecordSize) : status;
}

mama_status copy_text_field(mamaMsgField field, const FieldKey& key, Message* target) {
  const char* text = nullptr;
  const mama_status status = mamaMsgField_getString(field, &text);
  if (status != MAMA_STATUS_OK) return status;
  if (text == nullptr) text = "";  // an empty one, of some payloads
  return target->append(key, MAMA_FIELD_TYPE_STRING, text, std::strlen(text) + 1);
}

mama_status copy_opaque(mamaMsgField field, const FieldKey& key, Message* target) {
  const void* bytes = nullptr;
  mama_size_t size = 0;
  const mama_status status = mamaMsgField_getOpaque(field, &bytes, &size);
  if (status != MAMA_STATUS_OK) return status;
  if (!is_array(bytes, size)) return MAMA_STATUS_INVALID_ARG;
  return target->append(key, MAMA_FIELD_TYPE_OPAQUE, bytes, size);
}

mama_status copy_texts(mamaMsgField field, const FieldKey& key, Message* target) {
  const char** texts = nullptr;
  mama_size_t count = 0;
  std::vector<std::uint8_t> bytes;
  mama_status status = mamaMsgField_getVectorString(field, &texts, &count);
  if (status == MAMA_STATUS_OK && !is_array(texts, count)) status = MAMA_STATUS_INVALID_ARG;
  if (status == MAMA_STATUS_OK) status = encode_texts(texts, count, &bytes);
  if (status != MAMA_STATUS_OK) return status;
  return target->append(key, MAMA_FIELD_TYPE_VECTOR_STRING, bytes.data(), bytes.size());
}

mama_status copy_sub_message(mamaMsgField field, const FieldKey& key, Message* target, int depth) {
  mamaMsg source = nullptr;
  mama_status status = mamaMsgField_getMsg(field, &source);
  if (status != MAMA_STATUS_OK) return status;
  Message copy;
  status = copy_message(source, &copy, depth + 1);
  if (status != MAMA_STATUS_OK) return status;
  return target->append(key, MAMA_FIELD_TYPE_MSG, copy.bytes(), copy.size());
}

mama_status copy_sub_messages(mamaMsgField field, const FieldKey& key, Message* target, int depth) {
  const mamaMsg* sources = nullptr;
  mama_size_t count = 0;
  mama_status status = mamaMsgField_getVectorMsg(field, &sources, &count);
  if (status != MAMA_STATUS_OK) return status;
  std::vector<std::uint8_t> bytes;
  Message copy;
  const void* element = &copy;
  for (mama_size_t i = 0; i < count; ++i) {
    copy.clear();
    status = copy_message(sources[i], &copy, depth + 1);
    if (status == MAMA_STATUS_OK) status = encode_payloads(&element, 1, &bytes);
    if (status != MAMA_STATUS_OK) return status;
  }
  return target->append(key, MAMA_FIELD_TYPE_VECTOR_MSG, bytes.data(), bytes.size());
}

/// What was read beforehand; without that the payload could not give it.
mama_status copy_records(const FieldKey& key, WireType type, Message* target,
                         ForeignRecords* records) {
  if (records->empty()) return MAMA_STATUS_NOT_IMPLEMENTED;
  const auto& bytes = records->front();
  const mama_status status = target->append(key, type, bytes.data(), bytes.size());
  records->pop_front();
  return status;
}

mama_status copy_field(mamaMsgField field, Message* target, int depth, ForeignRecords* records) {
  const char* name = nullptr;
  mama_fid_t fid = 0;
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  mama_status status = mamaMsgField_getType(field, &type);
  if (status == MAMA_STATUS_OK) status = mamaMsgField_getName(field, &name);
  if (status == MAMA_STATUS_OK) status = mamaMsgField_getFid(field, &fid);
  if (status != MAMA_STATUS_OK) return status;
  const FieldKey key{name == nullptr ? std::string_view() : std::string_view(name), fid};
  switch (type) {
#define OMNM_COPY_CASES(Name, T, wire_type, vector_wire_type)                     \
  case wire_type:                                                                 \
    return copy_scalar<T>(field, key, wire_type, target, mamaMsgField_get##Name); \
  case vector_wire_type:                                                          \
    return copy_vector<T>(field, key, vector_wire_type, target, mamaMsgField_getVector##Name);
    OMNM_SCALAR_TYPES(OMNM_COPY_CASES)
#undef OMNM_COPY_CASES
    case MAMA_FIELD_TYPE_STRING:
      return copy_text_field(field, key, target);
    case MAMA_FIELD_TYPE_OPAQUE:
      return copy_opaque(field, key, target);
    case MAMA_FIELD_TYPE_TIME:
      return copy_record<kTimeRecordSize, mamaDateTime>(field, key, MAMA_FIELD_TYPE_TIME, target,
                                                        mamaDateTime_create, mamaDateTime_destroy,
                                                        mamaMsgField_getDateTime, write_time);
    case MAMA_FIELD_TYPE_PRICE:
      return copy_record<kPriceRecordSize, mamaPrice>(field, key, MAMA_FIELD_TYPE_PRICE, target,
                                                      mamaPrice_create, mamaPrice_destroy,
                                                      mamaMsgField_getPrice, write_price);
    case MAMA_FIELD_TYPE_VECTOR_STRING:
      return copy_texts(field, key, target);
    case MAMA_FIELD_TYPE_MSG:
      return copy_sub_message(field, key, target, depth);
    case MAMA_FIELD_TYPE_VECTOR_MSG:
      return copy_sub_messages(field, key, target, depth);
    case MAMA_FIELD_TYPE_VECTOR_TIME:
    case MAMA_FIELD_TYPE_VECTOR_PRICE:
      return copy_records(key, static_cast<WireType>(type), target, records);
    default:
      return MAMA_STATUS_NOT_IMPLEMENTED;
  }
}

void MAMACALLTYPE on_field(const mamaMsg, const mamaMsgField field, void* closure) {
  auto& copier = *static_cast<Copier*>(closure);
  if (copier.status != MAMA_STATUS_OK) return;
  copier.status =
      guarded([&] { return copy_field(field, copier.target, copier.depth, &copier.records); });
}

mama_status copy_message(mamaMsg source, Message* target, int depth) {
  if (depth > kMaxDepth) return MAMA_STATUS_INVALID_ARG;
  Copier copier{target, depth, {}};
  read_foreign_records(source, &copier.records);
  const mama_status status = mamaMsg_iterateFields(source, on_field, nullptr, &copier);
  return status == MAMA_STATUS_OK ? copier.status : status;
}

}  // namespace

mama_status copy_fields(mamaMsg source, Message* target) { return copy_message(source, target, 0); }

}  // namespace quoll::omnm
