#include "message/text_form.h"

#include <mama/datetime.h>
#include <mama/fielddesc.h>
#include <mama/msg.h>
#include <mama/msgfield.h>
#include <mama/price.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <new>
#include <string_view>

#include "message/decimal_text.h"
#include "message/msg.h"
#include "message/scalar_types.h"

namespace quoll::mama {

namespace {

// Sub-messages within sub-messages: a text goes so deep, a hostile message may go deeper.
constexpr int kMaxDepth = 100;
constexpr std::size_t kObjectTextSize = 32;
// Holds a price of any magnitude and precision.
constexpr std::size_t kPriceTextSize = 400;

/// Digits with a sign and decimals or without, as prices have them.
bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const auto is_digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return is_digits(text.substr(0, point)) &&
         (point == std::string_view::npos || is_digits(text.substr(point + 1)));
}

/// How many bytes the character of UTF-8 at the start of a text takes; 0 where it is none. The text
/// is not empty.
std::size_t utf8_size(std::string_view text) {
  const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if (byte(i) >> 6 != 2) return 0;
  }
  // Longer than need be, surrogates, and what lies behind the last character.
  if ((first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) >= 0xA0) ||
      (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) >= 0x90)) {
    return 0;
  }
  return size;
}

/// Payloads that are not ours may give no text for an empty one.
std::string_view text_or_empty(const char* text) { return text == nullptr ? "" : text; }

/// Writes fields one by one; the two forms differ in punctuation and quoting.
class Writer {
 public:
  Writer(bool json, mamaDictionary dictionary, int depth, std::string* text)
      : json_(json), dictionary_(dictionary), depth_(depth), text_(*text) {}

  void message(mamaMsg message) {
    text_.push_back('{');
    first_ = true;
    const mama_status status = mamaMsg_iterateFields(message, &Writer::on_field, dictionary_, this);
    if (out_of_memory_ || status == MAMA_STATUS_NOMEM) throw std::bad_alloc();
    text_.push_back('}');
  }

 private:
  /// The caller is a payload, perhaps one in C: nothing may be thrown through it.
  static void MAMACALLTYPE on_field(const mamaMsg, const mamaMsgField field,
                                    void* closure) noexcept {
    auto& writer = *static_cast<Writer*>(closure);
    if (writer.out_of_memory_) return;
    writer.out_of_memory_ = guarded([&] {
                              writer.field(field);
                              return MAMA_STATUS_OK;
                            }) != MAMA_STATUS_OK;
  }

  void field(mamaMsgField field) {
    const char* name = nullptr;
    mama_fid_t fid = 0;
    mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
    mamaMsgField_getName(field, &name);
    mamaMsgField_getFid(field, &fid);
    mamaMsgField_getType(field, &type);
    if (!first_) text_.push_back(',');
    first_ = false;
    if (json_) {
      quoted(name == nullptr || *name == '\0' ? std::to_string(fid) : std::string(name));
      text_.push_back(':');
    } else {
      if (name != nullptr) text_ += name;
      text_.push_back('[');
      text_ += std::to_string(fid);
      text_ += "]=";
    }
    const std::size_t value_at = text_.size();
    value(field, type);
    if (json_ && text_.size() == value_at) text_ += "null";  // a member must have a value
  }

  void value(mamaMsgField field, mamaFieldType type) {
    switch (type) {
#define QUOLL_TEXT_CASE(Name, T, field_type, vector_type)                                \
  case field_type:                                                                       \
    return scalar<T>(field, field_type == MAMA_FIELD_TYPE_BOOL, mamaMsgField_get##Name); \
  case vector_type:                                                                      \
    return vector<T>(field, field_type == MAMA_FIELD_TYPE_BOOL, mamaMsgField_getVector##Name);
      QUOLL_SCALAR_TYPES(QUOLL_TEXT_CASE)
#undef QUOLL_TEXT_CASE
      case MAMA_FIELD_TYPE_STRING: {
        const char* string = nullptr;
        if (mamaMsgField_getString(field, &string) == MAMA_STATUS_OK) words(text_or_empty(string));
        return;
      }
      case MAMA_FIELD_TYPE_OPAQUE:
        return opaque(field);
      case MAMA_FIELD_TYPE_TIME:
        return time(field);
      case MAMA_FIELD_TYPE_PRICE:
        return price(field);
      case MAMA_FIELD_TYPE_VECTOR_STRING:
        return strings(field);
      case MAMA_FIELD_TYPE_MSG: {
        mamaMsg sub = nullptr;
        if (mamaMsgField_getMsg(field, &sub) != MAMA_STATUS_OK) sub = nullptr;
        return sub_message(sub);
      }
      case MAMA_FIELD_TYPE_VECTOR_MSG:
        return sub_messages(field);
      case MAMA_FIELD_TYPE_VECTOR_TIME:
      case MAMA_FIELD_TYPE_VECTOR_PRICE:
        return words("NOT_SUPPORTED");
      default:
        return;
    }
  }

  template <class T>
  void scalar(mamaMsgField field, bool is_bool, mama_status (*get)(const mamaMsgField, T*)) {
    T value{};
    if (get(field, &value) == MAMA_STATUS_OK) element(value, is_bool);
  }

  template <class T>
  void vector(mamaMsgField field, bool is_bool,
              mama_status (*get)(const mamaMsgField, const T**, mama_size_t*)) {
    const T* values = nullptr;
    mama_size_t count = 0;
    if (get(field, &values, &count) != MAMA_STATUS_OK || values == nullptr) count = 0;
    open_list();
    for (mama_size_t i = 0; i < count; ++i) {
      if (i != 0) text_.push_back(',');
      element(values[i], is_bool);
    }
    close_list();
  }

  template <class T>
  void element(T value, bool is_bool) {
    if constexpr (std::is_same_v<T, char>) {
      // A zero character would end the whole text; JSON has an escape for it.
      words(std::string_view(&value, value == '\0' && !json_ ? 0 : 1));
    } else if constexpr (std::is_floating_point_v<T>) {
      number(static_cast<double>(value));
    } else if (is_bool) {
      text_ += value != 0 ? "true" : "false";
    } else {
      text_ += std::to_string(value);
    }
  }

  void number(double value) {
    if (json_ && !std::isfinite(value)) {
      text_ += "null";  // JSON has no such numbers
      return;
    }
    text_ += decimal_text(value, 4);
  }

  void strings(mamaMsgField field) {
    const char** values = nullptr;
    mama_size_t count = 0;
    if (mamaMsgField_getVectorString(field, &values, &count) != MAMA_STATUS_OK ||
        values == nullptr) {
      count = 0;
    }
    open_list();
    for (mama_size_t i = 0; i < count; ++i) {
      if (i != 0) text_.push_back(',');
      words(text_or_empty(values[i]));
    }
    close_list();
  }

  void opaque(mamaMsgField field) {
    const void* bytes = nullptr;
    mama_size_t size = 0;
    if (mamaMsgField_getOpaque(field, &bytes, &size) != MAMA_STATUS_OK) return;
    if (bytes == nullptr) size = 0;
    const auto* at = static_cast<const unsigned char*>(bytes);
    if (size != 0 && at[size - 1] == 0) --size;  // the end of a text that was sent as bytes
    constexpr char kDigits[] = "0123456789abcdef";
    std::string hex = "0x";
    for (mama_size_t i = 0; i < size; ++i) {
      hex.push_back(kDigits[at[i] >> 4]);
      hex.push_back(kDigits[at[i] & 0xF]);
    }
    words(hex);
  }

  void time(mamaMsgField field) {
    mamaDateTime value = nullptr;
    char buffer[kObjectTextSize] = "";
    if (mamaDateTime_create(&value) != MAMA_STATUS_OK) return;
    if (mamaMsgField_getDateTime(field, value) == MAMA_STATUS_OK) {
      mamaDateTime_getAsString(value, buffer, sizeof buffer);
    }
    mamaDateTime_destroy(value);
    words(buffer);
  }

  void price(mamaMsgField field) {
    mamaPrice value = nullptr;
    char buffer[kPriceTextSize] = "";
    double number = 0;
    if (mamaPrice_create(&value) != MAMA_STATUS_OK) return;
    if (mamaMsgField_getPrice(field, value) == MAMA_STATUS_OK) {
      // A number that is cut is another number, to a reader of JSON.
      mamaPrice_getAsString(value, buffer, json_ ? sizeof buffer : kObjectTextSize);
      mamaPrice_getValue(value, &number);
    }
    mamaPrice_destroy(value);
    if (!json_ || is_json_number(buffer)) {
      text_ += buffer;
    } else if (std::isfinite(number)) {
      quoted(buffer);  // fractions and ticks
    } else {
      text_ += "null";
    }
  }

  void sub_message(mamaMsg sub) {
    if (sub == nullptr || depth_ == kMaxDepth) {
      text_ += json_ ? "null" : "NULL";
    } else {
      Writer(json_, dictionary_, depth_ + 1, &text_).message(sub);
    }
  }

  void sub_messages(mamaMsgField field) {
    const mamaMsg* subs = nullptr;
    mama_size_t count = 0;
    if (mamaMsgField_getVectorMsg(field, &subs, &count) != MAMA_STATUS_OK) count = 0;
    open_list();
    for (mama_size_t i = 0; i < count; ++i) {
      if (i != 0) text_.push_back(',');
      sub_message(subs[i]);
    }
    close_list();
  }

  void open_list() { text_.push_back(json_ ? '[' : '{'); }
  void close_list() { text_.push_back(json_ ? ']' : '}'); }

  /// What is quoted in JSON and stands as it is otherwise.
  void words(std::string_view words) {
    if (json_) {
      quoted(words);
    } else {
      text_ += words;
    }
  }

  void quoted(std::string_view words) {
    text_.push_back('"');
    while (!words.empty()) {
      const std::size_t size = utf8_size(words);
      if (words.front() == '"' || words.front() == '\\') text_.push_back('\\');
      if (size == 0 || static_cast<unsigned char>(words.front()) < 0x20) {
        escaped(static_cast<unsigned char>(words.front()));
      } else {
        text_ += words.substr(0, size);
      }
      words.remove_prefix(std::max<std::size_t>(size, 1));
    }
    text_.push_back('"');
  }

  void escaped(unsigned char byte) {
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(byte));
    text_ += buffer;
  }

  const bool json_;
  const mamaDictionary dictionary_;
  const int depth_;
  std::string& text_;
  bool first_ = true;
  bool out_of_memory_ = false;
};

}  // namespace

std::string normalized_text(mamaMsg message) {
  std::string text;
  Writer(false, nullptr, 0, &text).message(message);
  return text;
}

std::string json_text(mamaMsg message, mamaDictionary dictionary) {
  std::string text;
  Writer(true, dictionary, 0, &text).message(message);
  return text;
}

}  // namespace quoll::mama

using quoll::mama::check_payload;
using quoll::mama::guarded;

namespace {

/// Keeps the text that `make()` gives in the message; null when that is not possible.
template <class Make>
const char* keep_text(mamaMsg msg, const char* function, Make make) {
  if (check_payload(msg, function) != MAMA_STATUS_OK) return nullptr;
  const mama_status status = guarded([&] {
    std::string text = make();
    msg->text() = std::move(text);
    return MAMA_STATUS_OK;
  });
  return status == MAMA_STATUS_OK ? msg->text().c_str() : nullptr;
}

}  // namespace

const char* mamaMsg_toNormalizedString(const mamaMsg msg) {
  return keep_text(msg, __func__, [msg] { return quoll::mama::normalized_text(msg); });
}

const char* mamaMsg_toJsonString(const mamaMsg msg) {
  return mamaMsg_toJsonStringWithDictionary(msg, nullptr);
}

const char* mamaMsg_toJsonStringWithDictionary(const mamaMsg msg, const mamaDictionary dictionary) {
  return keep_text(msg, __func__, [=] { return quoll::mama::json_text(msg, dictionary); });
}
