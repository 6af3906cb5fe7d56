/// A payload as a third party would write one: by the public headers alone, without a thought for
/// speed. Built twice: "plainmsg" exports every function of the table, "sparsemsg" the required
/// ones.
#pragma once

#include <mama/integration/msgfield.h>
#include <payloadbridge.h>

#include <cmath>
#include <cstring>
#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#define PLAIN_JOIN_(a, b) a##b
#define PLAIN_JOIN(a, b) PLAIN_JOIN_(a, b)
/// The name of an exported function: PLAIN_NAME, which the build defines, and the suffix.
#define PLAIN(suffix) PLAIN_JOIN(PLAIN_NAME, suffix)
#define PLAIN_EXPORT extern "C" __attribute__((visibility("default")))

#define PLAIN_REQUIRE(...) \
  if (plain::any_null(__VA_ARGS__)) return MAMA_STATUS_NULL_ARG
#define PLAIN_TRY(expression)                                                        \
  if (const mama_status plain_status = (expression); plain_status != MAMA_STATUS_OK) \
  return plain_status

/// X(name in function names, C type, field type, field type of the vector)
#define PLAIN_SCALARS(X)                                                  \
  X(Bool, mama_bool_t, MAMA_FIELD_TYPE_BOOL, MAMA_FIELD_TYPE_VECTOR_BOOL) \
  X(Char, char, MAMA_FIELD_TYPE_CHAR, MAMA_FIELD_TYPE_VECTOR_CHAR)        \
  X(I8, mama_i8_t, MAMA_FIELD_TYPE_I8, MAMA_FIELD_TYPE_VECTOR_I8)         \
  X(U8, mama_u8_t, MAMA_FIELD_TYPE_U8, MAMA_FIELD_TYPE_VECTOR_U8)         \
  X(I16, mama_i16_t, MAMA_FIELD_TYPE_I16, MAMA_FIELD_TYPE_VECTOR_I16)     \
  X(U16, mama_u16_t, MAMA_FIELD_TYPE_U16, MAMA_FIELD_TYPE_VECTOR_U16)     \
  X(I32, mama_i32_t, MAMA_FIELD_TYPE_I32, MAMA_FIELD_TYPE_VECTOR_I32)     \
  X(U32, mama_u32_t, MAMA_FIELD_TYPE_U32, MAMA_FIELD_TYPE_VECTOR_U32)     \
  X(I64, mama_i64_t, MAMA_FIELD_TYPE_I64, MAMA_FIELD_TYPE_VECTOR_I64)     \
  X(U64, mama_u64_t, MAMA_FIELD_TYPE_U64, MAMA_FIELD_TYPE_VECTOR_U64)     \
  X(F32, mama_f32_t, MAMA_FIELD_TYPE_F32, MAMA_FIELD_TYPE_VECTOR_F32)     \
  X(F64, mama_f64_t, MAMA_FIELD_TYPE_F64, MAMA_FIELD_TYPE_VECTOR_F64)

namespace plain {

inline constexpr char kId = PLAIN_ID;

template <class... Pointers>
bool any_null(Pointers... pointers) {
  return ((pointers == nullptr) || ...);
}

/// A value is a list of byte strings: one for a scalar, a text, a record or a packed vector; one
/// for each element of a vector of texts, messages, dates or prices.
using Items = std::vector<std::string>;

struct Field {
  mamaFieldType type;
  mama_fid_t fid;
  std::string name;  // empty for none
  Items items;
};

struct Message;

/// The object behind a field handle: a place in a message.
struct Place {
  Message* message = nullptr;
  std::size_t index = 0;

  Field* field() const;
};

/// The object behind a payload handle, with everything that it has handed out.
struct Message {
  Message() = default;
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;
  ~Message() { drop_handed_out(); }

  void drop_handed_out();
  void take(std::vector<Field> replacement);

  std::vector<Field> fields;
  mamaMsg parent = nullptr;
  Place shown;  // by getField and iterateFields
  std::string text, bytes;
  std::vector<std::unique_ptr<Message>> children;
  std::deque<std::vector<msgPayload>> child_lists;
  std::vector<const char*> texts;
  std::vector<mamaDateTime> times;
  std::vector<mamaPrice> prices;
};

inline Message& message_of(msgPayload payload) { return *static_cast<Message*>(payload); }

std::string encode(const Message& message);
mama_status decode(const void* bytes, std::size_t size, std::vector<Field>* fields);

/// The first field with the fid, else the first with the name.
Field* find(Message& message, const char* name, mama_fid_t fid);
mama_status check_key(const char* name, mama_fid_t fid);
enum class Put { kAdd, kUpdate };
mama_status put(Put how, msgPayload payload, const char* name, mama_fid_t fid, mamaFieldType type,
                Items items);

std::string text_of(const Field& field);

mama_status encode_time(mamaDateTime time, std::string* item);
mama_status decode_time(const std::string& item, mamaDateTime time);
mama_status encode_price(mamaPrice price, std::string* item);
mama_status decode_price(const std::string& item, mamaPrice price);

template <class T>
std::string bytes_of(const T* values, std::size_t count) {
  return {reinterpret_cast<const char*>(values), count * sizeof(T)};
}

template <class T>
T value_of(const std::string& item) {
  T value;
  std::memcpy(&value, item.data(), sizeof value);
  return value;
}

/// OK where the stored type is no wider, or the target is floating, or the value fits.
template <class T, class Stored>
mama_status convert(Stored stored, T* result) {
  if constexpr (std::is_floating_point_v<Stored> && !std::is_floating_point_v<T>) {
    const long double whole = std::trunc(static_cast<long double>(stored));
    if (!(whole >= static_cast<long double>(std::numeric_limits<T>::min()) &&
          whole <= static_cast<long double>(std::numeric_limits<T>::max()))) {
      return MAMA_STATUS_WRONG_FIELD_TYPE;
    }
  } else if constexpr (!std::is_floating_point_v<T> && sizeof(Stored) > sizeof(T)) {
    const T cut = static_cast<T>(stored);
    if (static_cast<Stored>(cut) != stored || (cut < 0) != (stored < 0)) {
      return MAMA_STATUS_WRONG_FIELD_TYPE;
    }
  }
  *result = static_cast<T>(stored);
  return MAMA_STATUS_OK;
}

// Reading the value of a field, for the functions of messages and of fields alike.
template <class T>
mama_status read(const Field& field, T* result) {
  switch (field.type) {
#define PLAIN_READ_CASE(Name, Stored, field_type, vector_type) \
  case field_type:                                             \
    return convert(value_of<Stored>(field.items[0]), result);
    PLAIN_SCALARS(PLAIN_READ_CASE)
#undef PLAIN_READ_CASE
    case MAMA_FIELD_TYPE_PRICE:
      if constexpr (std::is_floating_point_v<T>) {
        *result = static_cast<T>(value_of<double>(field.items[0]));
        return MAMA_STATUS_OK;
      }
      return MAMA_STATUS_WRONG_FIELD_TYPE;
    default:
      return MAMA_STATUS_WRONG_FIELD_TYPE;
  }
}
mama_status read_text(const Field& field, const char** result);
mama_status read_opaque(const Field& field, const void** result, mama_size_t* size);
mama_status read_time(const Field& field, mamaDateTime result);
mama_status read_price(const Field& field, mamaPrice result);

/// Calls `body(field)` for the field of the message.
template <class Body>
mama_status with_field_of(msgPayload payload, const char* name, mama_fid_t fid, Body body) {
  PLAIN_TRY(check_key(name, fid));
  Field* field = find(message_of(payload), name, fid);
  return field != nullptr ? body(*field) : MAMA_STATUS_NOT_FOUND;
}

/// Calls `body(field)` for the field at the place; INVALID_ARG for a field of no message.
template <class Body>
mama_status with_field_at(msgFieldPayload place, Body body) {
  Field* field = static_cast<Place*>(place)->field();
  return field != nullptr ? body(*field) : MAMA_STATUS_INVALID_ARG;
}

}  // namespace plain
