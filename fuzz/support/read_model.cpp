// Messages of the interface as models, and held against models.
#include <mama/datetime.h>
#include <mama/msgfield.h>
#include <mama/price.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "model.h"

namespace fuzz {

namespace {

constexpr int kDepthMax = 12;

/// Objects that receive date-times and prices.
class Time {
 public:
  Time() { FUZZ_CHECK(mamaDateTime_create(&handle_) == MAMA_STATUS_OK); }
  Time(const Time&) = delete;
  Time& operator=(const Time&) = delete;
  ~Time() { mamaDateTime_destroy(handle_); }
  operator mamaDateTime() const { return handle_; }

 private:
  mamaDateTime handle_ = nullptr;
};

class Price {
 public:
  Price() { FUZZ_CHECK(mamaPrice_create(&handle_) == MAMA_STATUS_OK); }
  Price(const Price&) = delete;
  Price& operator=(const Price&) = delete;
  ~Price() { mamaPrice_destroy(handle_); }
  operator mamaPrice() const { return handle_; }

 private:
  mamaPrice handle_ = nullptr;
};

template <class T>
void take_array(mama_status status, const T* values, mama_size_t count, Value* value) {
  value->status = status;
  if (status != MAMA_STATUS_OK) return;
  FUZZ_CHECK(count == 0 || values != nullptr);
  FUZZ_CHECK(reinterpret_cast<std::uintptr_t>(values) % alignof(T) == 0);
  for (mama_size_t i = 0; i < count; ++i) value->elements.push_back(image(values[i]));
}

void take_text(mama_status status, const char* text, Value* value) {
  value->status = status;
  if (status == MAMA_STATUS_OK) value->elements.emplace_back(text);
}

void take_texts(mama_status status, const char* const* texts, mama_size_t count, Value* value) {
  value->status = status;
  if (status != MAMA_STATUS_OK) return;
  for (mama_size_t i = 0; i < count; ++i) value->elements.emplace_back(texts[i]);
}

void take_bytes(mama_status status, const void* bytes, mama_size_t size, Value* value) {
  value->status = status;
  if (status != MAMA_STATUS_OK) return;
  value->elements.emplace_back(size == 0 ? "" : static_cast<const char*>(bytes), size);
}

void take_messages(mama_status status, const mamaMsg* messages, mama_size_t count, int depth,
                   Value* value) {
  value->status = status;
  if (status != MAMA_STATUS_OK) return;
  for (mama_size_t i = 0; i < count; ++i) value->messages.push_back(read(messages[i], depth + 1));
}

/// The value through the field; vectors of date-times and prices have no getter there.
Value read_value(mamaMsgField field, mamaFieldType type, int depth) {
  Value value;
  value.type = type;
  mama_size_t count = 0;
  switch (type) {
#define FUZZ_READ(Name, T, field_type, vector_type)                                  \
  case field_type: {                                                                 \
    T scalar{};                                                                      \
    value.status = mamaMsgField_get##Name(field, &scalar);                           \
    value.elements.push_back(image(scalar));                                         \
    break;                                                                           \
  }                                                                                  \
  case vector_type: {                                                                \
    const T* values = nullptr;                                                       \
    const mama_status status = mamaMsgField_getVector##Name(field, &values, &count); \
    take_array(status, values, count, &value);                                       \
    break;                                                                           \
  }
    FUZZ_SCALARS(FUZZ_READ)
#undef FUZZ_READ
    case MAMA_FIELD_TYPE_STRING: {
      const char* text = nullptr;
      const mama_status status = mamaMsgField_getString(field, &text);
      take_text(status, text, &value);
      break;
    }
    case MAMA_FIELD_TYPE_OPAQUE: {
      const void* bytes = nullptr;
      const mama_status status = mamaMsgField_getOpaque(field, &bytes, &count);
      take_bytes(status, bytes, count, &value);
      break;
    }
    case MAMA_FIELD_TYPE_TIME: {
      Time time;
      value.status = mamaMsgField_getDateTime(field, time);
      if (value.status == MAMA_STATUS_OK) value.elements.push_back(image_of_time(time));
      break;
    }
    case MAMA_FIELD_TYPE_PRICE: {
      Price price;
      value.status = mamaMsgField_getPrice(field, price);
      if (value.status == MAMA_STATUS_OK) value.elements.push_back(image_of_price(price));
      break;
    }
    case MAMA_FIELD_TYPE_VECTOR_STRING: {
      const char** texts = nullptr;
      const mama_status status = mamaMsgField_getVectorString(field, &texts, &count);
      take_texts(status, texts, count, &value);
      break;
    }
    case MAMA_FIELD_TYPE_MSG: {
      if (depth >= kDepthMax) break;
      mamaMsg message = nullptr;
      value.status = mamaMsgField_getMsg(field, &message);
      if (value.status == MAMA_STATUS_OK) value.messages.push_back(read(message, depth + 1));
      break;
    }
    case MAMA_FIELD_TYPE_VECTOR_MSG: {
      if (depth >= kDepthMax) break;
      const mamaMsg* messages = nullptr;
      const mama_status status = mamaMsgField_getVectorMsg(field, &messages, &count);
      take_messages(status, messages, count, depth, &value);
      break;
    }
    default:
      break;
  }
  return value;
}

Field read_field(mamaMsgField field, int depth) {
  const char* name = nullptr;
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  Field result;
  FUZZ_CHECK(mamaMsgField_getName(field, &name) == MAMA_STATUS_OK);
  FUZZ_CHECK(mamaMsgField_getFid(field, &result.fid) == MAMA_STATUS_OK);
  FUZZ_CHECK(mamaMsgField_getType(field, &type) == MAMA_STATUS_OK);
  FUZZ_CHECK(name == nullptr || *name != '\0');
  if (name != nullptr) result.name = name;
  result.value = read_value(field, type, depth);
  return result;
}

bool holds_messages(const Value& value) {
  return value.type == MAMA_FIELD_TYPE_MSG || value.type == MAMA_FIELD_TYPE_VECTOR_MSG;
}
bool holds_records(const Value& value) {
  return value.type == MAMA_FIELD_TYPE_VECTOR_TIME || value.type == MAMA_FIELD_TYPE_VECTOR_PRICE;
}

/// Whether the field's own key finds it.
bool is_first(const Model& model, const Field& field) {
  return model.find(field.name.c_str(), field.fid) == &field;
}

/// Vectors of date-times and prices can only be had by key, so only the first with it.
void read_record_vectors(mamaMsg message, Model* model) {
  for (Field& field : model->fields) {
    if (!holds_records(field.value)) continue;
    if (!is_first(*model, field)) {
      field.value.status = MAMA_STATUS_NOT_FOUND;
      continue;
    }
    mama_size_t count = 0;
    if (field.value.type == MAMA_FIELD_TYPE_VECTOR_TIME) {
      const mamaDateTime* times = nullptr;
      field.value.status =
          mamaMsg_getVectorDateTime(message, field.name.c_str(), field.fid, &times, &count);
      if (field.value.status != MAMA_STATUS_OK) continue;
      for (mama_size_t i = 0; i < count; ++i) {
        field.value.elements.push_back(image_of_time(times[i]));
      }
    } else {
      const mamaPrice* prices = nullptr;
      field.value.status =
          mamaMsg_getVectorPrice(message, field.name.c_str(), field.fid, &prices, &count);
      if (field.value.status != MAMA_STATUS_OK) continue;
      for (mama_size_t i = 0; i < count; ++i) {
        field.value.elements.push_back(image_of_price(prices[i]));
      }
    }
  }
}

/// The names, fids and types, with values that are not nested.
void MAMACALLTYPE on_field(const mamaMsg, const mamaMsgField field, void* closure) {
  static_cast<Model*>(closure)->fields.push_back(read_field(field, kDepthMax));
}

/// Equal, but for what the callback's way of reading leaves out.
bool same_but_nested(const Field& left, const Field& right) {
  if (left.name != right.name || left.fid != right.fid) return false;
  if (left.value.type != right.value.type) return false;
  if (holds_messages(left.value) || holds_records(left.value)) return true;
  return left.value == right.value;
}

/// The conversion of numbers, written down once more: as the table of the rules says.
template <class T>
std::optional<T> expected_number(const Value& value) {
  using Limits = std::numeric_limits<T>;
  auto from = [](auto stored) -> std::optional<T> {
    using Stored = decltype(stored);
    if constexpr (Limits::is_integer &&
                  (!std::numeric_limits<Stored>::is_integer || sizeof(Stored) > sizeof(T))) {
      // long double holds every 64-bit integer exactly.
      const auto whole = std::trunc(static_cast<long double>(stored));
      if (!(whole >= static_cast<long double>(Limits::min()))) return std::nullopt;
      if (!(whole <= static_cast<long double>(Limits::max()))) return std::nullopt;
    }
    return static_cast<T>(stored);
  };
  switch (value.type) {
#define FUZZ_FROM(Name, Stored, field_type, vector_type) \
  case field_type:                                       \
    return from(from_image<Stored>(value.elements[0]));
    FUZZ_SCALARS(FUZZ_FROM)
#undef FUZZ_FROM
    case MAMA_FIELD_TYPE_PRICE:
      if (Limits::is_integer) return std::nullopt;
      return static_cast<T>(from_image<double>(value.elements[0].substr(0, sizeof(double))));
    default:
      return std::nullopt;
  }
}

template <class T>
void check_number(mama_status status, const T& result, const Field* field) {
  if (field == nullptr) {
    FUZZ_CHECK(status == MAMA_STATUS_NOT_FOUND);
    return;
  }
  const std::optional<T> expected = expected_number<T>(field->value);
  FUZZ_CHECK(status == (expected ? MAMA_STATUS_OK : MAMA_STATUS_WRONG_FIELD_TYPE));
  const T untouched{42};
  const T wanted = expected.value_or(untouched);
  // NaN is not equal to itself; its bits may change on the way through a register.
  if constexpr (!std::numeric_limits<T>::is_integer) {
    if (std::isnan(wanted) && std::isnan(result)) return;
  }
  FUZZ_CHECK(image(result) == image(wanted));
}

/// Reads by key as `type`, and holds that against the field.
template <class Read>
void check_value(mamaFieldType type, const Field* field, Read read_by_key) {
  Value value;
  value.type = type;
  read_by_key(&value);
  if (field == nullptr) {
    FUZZ_CHECK(value.status == MAMA_STATUS_NOT_FOUND);
  } else if (field->value.type != type) {
    FUZZ_CHECK(value.status == MAMA_STATUS_WRONG_FIELD_TYPE);
  } else {
    FUZZ_CHECK(value == field->value);
  }
}

void check_texts_and_bytes(mamaMsg message, const char* name, mama_fid_t fid, const Field* field) {
  check_value(MAMA_FIELD_TYPE_STRING, field, [&](Value* value) {
    const char* text = nullptr;
    const mama_status status = mamaMsg_getString(message, name, fid, &text);
    take_text(status, text, value);
  });
  check_value(MAMA_FIELD_TYPE_OPAQUE, field, [&](Value* value) {
    const void* bytes = nullptr;
    mama_size_t size = 0;
    const mama_status status = mamaMsg_getOpaque(message, name, fid, &bytes, &size);
    take_bytes(status, bytes, size, value);
  });
  check_value(MAMA_FIELD_TYPE_VECTOR_STRING, field, [&](Value* value) {
    const char** texts = nullptr;
    mama_size_t count = 0;
    const mama_status status = mamaMsg_getVectorString(message, name, fid, &texts, &count);
    take_texts(status, texts, count, value);
  });
}

void check_records(mamaMsg message, const char* name, mama_fid_t fid, const Field* field) {
  Time time;
  const mama_status time_status = mamaMsg_getDateTime(message, name, fid, time);
  if (field == nullptr) {
    FUZZ_CHECK(time_status == MAMA_STATUS_NOT_FOUND);
  } else if (field->value.type == MAMA_FIELD_TYPE_TIME) {
    FUZZ_CHECK(time_status == field->value.status);
    if (time_status == MAMA_STATUS_OK) FUZZ_CHECK(image_of_time(time) == field->value.elements[0]);
  }
  Price price;
  const mama_status price_status = mamaMsg_getPrice(message, name, fid, price);
  if (field == nullptr) {
    FUZZ_CHECK(price_status == MAMA_STATUS_NOT_FOUND);
  } else if (field->value.type == MAMA_FIELD_TYPE_PRICE) {
    FUZZ_CHECK(price_status == field->value.status);
    if (price_status == MAMA_STATUS_OK) {
      FUZZ_CHECK(image_of_price(price) == field->value.elements[0]);
    }
  } else if (field->value.type != MAMA_FIELD_TYPE_F64) {
    FUZZ_CHECK(price_status == MAMA_STATUS_WRONG_FIELD_TYPE);
  }
}

/// Two getMsg one after the other are independent; a failure of any kind is a NOT_FOUND.
void check_nested(mamaMsg message, const char* name, mama_fid_t fid, const Field* field) {
  mamaMsg first = nullptr;
  mamaMsg second = nullptr;
  const mama_status status = mamaMsg_getMsg(message, name, fid, &first);
  FUZZ_CHECK(mamaMsg_getMsg(message, name, fid, &second) == status);
  if (field == nullptr || field->value.type != MAMA_FIELD_TYPE_MSG ||
      field->value.status != MAMA_STATUS_OK) {
    FUZZ_CHECK(status == MAMA_STATUS_NOT_FOUND && first == nullptr);
  } else {
    FUZZ_CHECK(status == MAMA_STATUS_OK);
    FUZZ_CHECK(read(first, 1) == field->value.messages[0]);
  }
  const mamaMsg* messages = nullptr;
  mama_size_t count = 0;
  const mama_status vector_status = mamaMsg_getVectorMsg(message, name, fid, &messages, &count);
  if (field != nullptr && field->value.type == MAMA_FIELD_TYPE_VECTOR_MSG) {
    FUZZ_CHECK(vector_status == field->value.status);
    if (vector_status == MAMA_STATUS_OK) FUZZ_CHECK(count == field->value.messages.size());
  } else {
    FUZZ_CHECK(vector_status ==
               (field == nullptr ? MAMA_STATUS_NOT_FOUND : MAMA_STATUS_WRONG_FIELD_TYPE));
  }
}

void check_text(mamaMsg message, const char* name, mama_fid_t fid, const Field* field) {
  char whole[4096] = "";
  const mama_status status = mamaMsg_getFieldAsString(message, name, fid, whole, sizeof whole);
  if (field == nullptr) FUZZ_CHECK(status == MAMA_STATUS_NOT_FOUND);
  if (status != MAMA_STATUS_OK) return;
  for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::strlen(whole) + 1}) {
    check_cut_text(size, whole, [&](char* buffer, std::size_t max) {
      return mamaMsg_getFieldAsString(message, name, fid, buffer, max) == MAMA_STATUS_OK;
    });
  }
}

}  // namespace

Model readable(Model model, int depth) {
  for (Field& field : model.fields) {
    if (holds_records(field.value) && !is_first(model, field)) {
      field.value.status = MAMA_STATUS_NOT_FOUND;
      field.value.elements.clear();
    }
    if (depth >= kDepthMax) field.value.messages.clear();
    for (Model& message : field.value.messages) message = readable(std::move(message), depth + 1);
  }
  return model;
}

bool is_whole(const Model& model) {
  for (const Field& field : model.fields) {
    if (holds_records(field.value) && field.value.status == MAMA_STATUS_NOT_FOUND) return false;
    for (const Model& message : field.value.messages) {
      if (!is_whole(message)) return false;
    }
  }
  return true;
}

Model read(mamaMsg message, int depth) {
  Model model;
  mamaMsgIterator iterator = nullptr;
  FUZZ_CHECK(mamaMsgIterator_create(&iterator, nullptr) == MAMA_STATUS_OK);
  FUZZ_CHECK(mamaMsgIterator_associate(iterator, message) == MAMA_STATUS_OK);
  while (mamaMsgIterator_hasNext(iterator) != 0) {
    mamaMsgField field = mamaMsgIterator_next(iterator);
    FUZZ_CHECK(field != nullptr);
    model.fields.push_back(read_field(field, depth));
  }
  FUZZ_CHECK(mamaMsgIterator_next(iterator) == nullptr);
  FUZZ_CHECK((mamaMsgIterator_begin(iterator) == nullptr) == model.fields.empty());
  FUZZ_CHECK(mamaMsgIterator_destroy(iterator) == MAMA_STATUS_OK);
  mama_size_t count = 0;
  FUZZ_CHECK(mamaMsg_getNumFields(message, &count) == MAMA_STATUS_OK);
  FUZZ_CHECK(count == model.fields.size());
  read_record_vectors(message, &model);
  return model;
}

void check(mamaMsg message, const Model& model) {
  FUZZ_CHECK(read(message) == readable(model));
  Model called;
  FUZZ_CHECK(mamaMsg_iterateFields(message, on_field, nullptr, &called) == MAMA_STATUS_OK);
  FUZZ_CHECK(called.fields.size() == model.fields.size());
  for (std::size_t i = 0; i < called.fields.size(); ++i) {
    FUZZ_CHECK(same_but_nested(called.fields[i], model.fields[i]));
  }
}

void check_accessors(mamaMsg message, const char* name, mama_fid_t fid, const Field* field) {
  if (const auto bad = key_status(name, fid)) {
    mama_i32_t number = 42;
    FUZZ_CHECK(mamaMsg_getI32(message, name, fid, &number) == *bad);
    FUZZ_CHECK(number == 42);
    return;
  }
#define FUZZ_GET(Name, T, field_type, vector_type)                             \
  {                                                                            \
    T result{42};                                                              \
    const mama_status status = mamaMsg_get##Name(message, name, fid, &result); \
    check_number(status, result, field);                                       \
    check_value(vector_type, field, [&](Value* value) {                        \
      const T* values = nullptr;                                               \
      mama_size_t count = 0;                                                   \
      const mama_status vector_status =                                        \
          mamaMsg_getVector##Name(message, name, fid, &values, &count);        \
      take_array(vector_status, values, count, value);                         \
    });                                                                        \
  }
  FUZZ_SCALARS(FUZZ_GET)
#undef FUZZ_GET
  check_texts_and_bytes(message, name, fid, field);
  check_records(message, name, fid, field);
  check_nested(message, name, fid, field);
  check_text(message, name, fid, field);
  mamaMsgField found = nullptr;
  const mama_status status = mamaMsg_getField(message, name, fid, &found);
  FUZZ_CHECK(status == (field == nullptr ? MAMA_STATUS_NOT_FOUND : MAMA_STATUS_OK));
  if (field != nullptr) FUZZ_CHECK(same_but_nested(read_field(found, kDepthMax), *field));
}

void check_texts(mamaMsg message) {
  const char* (*forms[])(mamaMsg) = {mamaMsg_toString, mamaMsg_toNormalizedString,
                                     mamaMsg_toJsonString};
  for (auto* form : forms) {
    const char* text = form(message);
    FUZZ_CHECK(text != nullptr);
    const std::string first = text;
    FUZZ_CHECK(first == form(message));
    FUZZ_CHECK(first.front() == '{' && first.back() == '}');
  }
  FUZZ_CHECK(nlohmann::json::accept(mamaMsg_toJsonString(message)));  // demands UTF-8, too
}

}  // namespace fuzz
