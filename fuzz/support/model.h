/// A message as the plainest thing that can hold it: a vector of fields, searched from the front.
/// The fuzz targets hold messages of the interface against it.
#pragma once

#include <mama/fielddesc.h>
#include <mama/msg.h>
#include <mama/status.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check.h"

/// X(name in function names, C type, field type, type of the vector).
#define FUZZ_SCALARS(X)                                                   \
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

namespace fuzz {

struct Model;

/// A value: for every element its bytes (numbers), its text, a Time or a Price; for messages the
/// elements are models. A value that the message refuses to hand out has the status instead.
struct Value {
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  std::vector<std::string> elements;
  std::vector<Model> messages;
  mama_status status = MAMA_STATUS_OK;

  bool operator==(const Value& other) const;
};

struct Field {
  std::string name;  ///< "" for none
  mama_fid_t fid = 0;
  Value value;

  bool operator==(const Field&) const = default;
};

struct Model {
  std::vector<Field> fields;

  bool operator==(const Model&) const = default;
  /// The first field with the fid, else the first with the name.
  const Field* find(const char* name, mama_fid_t fid) const;
  Field* find(const char* name, mama_fid_t fid);
  void add(const char* name, mama_fid_t fid, Value value);
  void update(const char* name, mama_fid_t fid, Value value);
  void apply(const Model& source);
  /// An estimate of its bytes on the wire, to keep messages from growing without end.
  std::size_t size() const;
};

inline bool Value::operator==(const Value& other) const {
  return type == other.type && elements == other.elements && messages == other.messages &&
         status == other.status;
}

/// What every function that takes name and fid says to them; nothing when they are good.
std::optional<mama_status> key_status(const char* name, mama_fid_t fid);

template <class T>
std::string image(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}
template <class T>
T from_image(const std::string& bytes) {
  T value{};
  FUZZ_CHECK(bytes.size() == sizeof value);
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

/// Date-times and prices, each in one string.
std::string image_of_time(mamaDateTime time);
std::string image_of_price(mamaPrice price);

/// Loads the payload and silences the log, once.
void set_up_messages();

/// What read() can see of a model: vectors of date-times and prices only where they are the first
/// with their key (there is no other way to get them; the others have the status NOT_FOUND), and
/// nested messages down to some depth.
Model readable(Model model, int depth = 0);
/// Whether read() has seen all values.
bool is_whole(const Model& model);
/// Reads the message through an iterator, with nested messages, down to some depth.
Model read(mamaMsg message, int depth = 0);
/// Holds the message against the model in every way of reading.
void check(mamaMsg message, const Model& model);
/// Holds every accessor's answer for the key against the readable model's field (null: there is
/// none).
void check_accessors(mamaMsg message, const char* name, mama_fid_t fid, const Field* field);
/// The text forms: there, the same each time, and JSON is JSON.
void check_texts(mamaMsg message);

/// A message of the default payload, destroyed at the end of the scope.
class Message {
 public:
  Message() { FUZZ_CHECK(mamaMsg_create(&handle_) == MAMA_STATUS_OK); }
  explicit Message(mamaMsg handle) : handle_(handle) {}
  Message(Message&& other) noexcept : handle_(other.handle_) { other.handle_ = nullptr; }
  Message& operator=(Message&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Message() {
    if (handle_ != nullptr) FUZZ_CHECK(mamaMsg_destroy(handle_) == MAMA_STATUS_OK);
  }
  operator mamaMsg() const { return handle_; }

  std::string bytes() const {
    const void* buffer = nullptr;
    mama_size_t size = 0;
    FUZZ_CHECK(mamaMsg_getByteBuffer(handle_, &buffer, &size) == MAMA_STATUS_OK);
    return {static_cast<const char*>(buffer), size};
  }

 private:
  mamaMsg handle_ = nullptr;
};

}  // namespace fuzz
