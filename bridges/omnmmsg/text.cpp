#include "text.h"

#include <mama/datetime.h>
#include <mama/price.h>

#include <charconv>

#include "message.h"
#include "values.h"

namespace quoll::omnm {

namespace {

// A value takes at most so many characters of a message's text.
constexpr std::size_t kValueTextMax = 1023;
// Holds a double of any magnitude with six decimals.
constexpr std::size_t kNumberTextSize = 400;

void append_number(double value, std::string* text) {
  char buffer[kNumberTextSize];
  // As "%f", but in every locale with a point.
  const auto result =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 6);
  text->append(buffer, result.ptr);
}

template <class T>
void append_scalar_text(WireType type, const std::uint8_t* data, std::string* text) {
  const T value = load<T>(data);
  if constexpr (std::is_floating_point_v<T>) {
    append_number(static_cast<double>(value), text);
  } else if (type == MAMA_FIELD_TYPE_BOOL || type == MAMA_FIELD_TYPE_VECTOR_BOOL) {
    text->push_back(value != 0 ? '1' : '0');
  } else if constexpr (std::is_same_v<T, char>) {
    if (value != '\0') text->push_back(value);  // it would end the whole text
  } else {
    text->append(std::to_string(value));
  }
}

template <class T>
void append_vector_text(WireType type, const std::uint8_t* data, std::size_t size,
                        std::string* text) {
  text->push_back('{');
  for (std::size_t at = 0; at + sizeof(T) <= size; at += sizeof(T)) {
    if (at != 0) text->push_back(',');
    append_scalar_text<T>(type, data + at, text);
  }
  text->push_back('}');
}

void append_texts(const std::uint8_t* data, std::size_t size, std::string* text) {
  const std::uint8_t* end = data + size;
  text->push_back('{');
  for (bool first = true; const std::uint8_t* nul = find_nul(data, end); first = false) {
    if (!first) text->push_back(',');
    text->append(reinterpret_cast<const char*>(data), static_cast<std::size_t>(nul - data));
    data = nul + 1;
  }
  text->push_back('}');
}

/// An object of the interface is made for the text, filled by `read` and printed by `print`.
template <class Handle, class Read, class Print>
mama_status append_object_text(mama_status (*create)(Handle*), mama_status (*destroy)(Handle),
                               Read read, Print print, std::string* text) {
  Handle object = nullptr;
  mama_status status = create(&object);
  if (status != MAMA_STATUS_OK) return status;
  char buffer[kNumberTextSize] = "";
  status = read(object);
  if (status == MAMA_STATUS_OK) status = print(object, buffer, sizeof buffer);
  destroy(object);
  if (status == MAMA_STATUS_OK) text->append(buffer);
  return status;
}

}  // namespace

mama_status append_value_text(const FieldEntry& entry, const std::uint8_t* data,
                              std::string* text) {
  switch (entry.type) {
#define OMNM_TEXT_CASES(Name, T, wire_type, vector_wire_type)  \
  case wire_type:                                              \
    append_scalar_text<T>(entry.type, data, text);             \
    return MAMA_STATUS_OK;                                     \
  case vector_wire_type:                                       \
    append_vector_text<T>(entry.type, data, entry.size, text); \
    return MAMA_STATUS_OK;
    OMNM_SCALAR_TYPES(OMNM_TEXT_CASES)
#undef OMNM_TEXT_CASES
    case MAMA_FIELD_TYPE_STRING:
      text->append(reinterpret_cast<const char*>(data), entry.size - 1);
      return MAMA_STATUS_OK;
    case MAMA_FIELD_TYPE_OPAQUE:
      text->push_back('{');
      text->append(std::to_string(entry.size));
      text->append(" bytes}");
      return MAMA_STATUS_OK;
    case MAMA_FIELD_TYPE_TIME:
      return append_object_text<mamaDateTime>(
          mamaDateTime_create, mamaDateTime_destroy,
          [data](mamaDateTime time) { return read_time(data, time); }, mamaDateTime_getAsString,
          text);
    case MAMA_FIELD_TYPE_PRICE:
      return append_object_text<mamaPrice>(
          mamaPrice_create, mamaPrice_destroy,
          [data](mamaPrice price) { return read_price(data, price); }, mamaPrice_getAsString, text);
    case MAMA_FIELD_TYPE_VECTOR_STRING:
      append_texts(data, entry.size, text);
      return MAMA_STATUS_OK;
    case MAMA_FIELD_TYPE_MSG:
    case MAMA_FIELD_TYPE_VECTOR_MSG:
    case MAMA_FIELD_TYPE_VECTOR_TIME:
    case MAMA_FIELD_TYPE_VECTOR_PRICE:
      text->append("{...}");
      return MAMA_STATUS_OK;
    default:
      text->append("Unknown");
      return MAMA_STATUS_OK;
  }
}

const char* Message::to_string() {
  std::string text = "{";
  const std::uint32_t count = field_count();
  for (std::uint32_t i = 0; i < count; ++i) {
    const FieldEntry& entry = *entry_at(i);
    if (i != 0) text.push_back(',');
    text.append(name_of(entry));
    if (entry.fid != 0) {
      text.push_back('[');
      text.append(std::to_string(entry.fid));
      text.push_back(']');
    }
    text.push_back('=');
    const std::size_t value_at = text.size();
    (void)append_value_text(entry, value_of(entry), &text);
    if (text.size() > value_at + kValueTextMax) text.resize(value_at + kValueTextMax);
  }
  text.push_back('}');
  text_ = std::move(text);
  return text_.c_str();
}

}  // namespace quoll::omnm
