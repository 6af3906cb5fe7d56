#include "message_view.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace quoll::tool {
namespace {

/// What is the same for every form: the name, the fid and the text of a field.
struct FieldView {
  std::string name;
  mama_fid_t fid = 0;
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  std::string text;
};

FieldView view_of(mamaMsgField field) {
  FieldView view;
  const char* name = nullptr;
  if (mamaMsgField_getName(field, &name) == MAMA_STATUS_OK && name != nullptr) view.name = name;
  mamaMsgField_getFid(field, &view.fid);
  mamaMsgField_getType(field, &view.type);
  std::array<char, 1024> text{};
  if (mamaMsgField_getAsString(field, text.data(), text.size()) == MAMA_STATUS_OK) {
    view.text = text.data();
  }
  return view;
}

template <class Visit>
void for_each_field(mamaMsg message, Visit visit) {
  mamaMsg_iterateFields(
      message,
      [](mamaMsg, mamaMsgField field, void* closure) { (*static_cast<Visit*>(closure))(field); },
      nullptr, &visit);
}

nlohmann::ordered_json value_of(mamaMsgField field, const FieldView& view) {
  switch (view.type) {
    case MAMA_FIELD_TYPE_BOOL: {
      mama_bool_t value = 0;
      mamaMsgField_getBool(field, &value);
      return value != 0;
    }
    case MAMA_FIELD_TYPE_I8:
    case MAMA_FIELD_TYPE_I16:
    case MAMA_FIELD_TYPE_I32:
    case MAMA_FIELD_TYPE_I64: {
      mama_i64_t value = 0;
      mamaMsgField_getI64(field, &value);
      return value;
    }
    case MAMA_FIELD_TYPE_U8:
    case MAMA_FIELD_TYPE_U16:
    case MAMA_FIELD_TYPE_U32:
    case MAMA_FIELD_TYPE_U64: {
      mama_u64_t value = 0;
      mamaMsgField_getU64(field, &value);
      return value;
    }
    case MAMA_FIELD_TYPE_F32:
    case MAMA_FIELD_TYPE_F64: {
      mama_f64_t value = 0;
      mamaMsgField_getF64(field, &value);
      if (std::isfinite(value)) return value;
      return view.text;  // JSON has no infinities
    }
    default:
      return view.text;
  }
}

}  // namespace

std::string message_text(mamaMsg message) {
  std::string text;
  for_each_field(message, [&text](mamaMsgField field) {
    const FieldView view = view_of(field);
    if (!text.empty()) text += ", ";
    text += view.name;
    if (view.fid != 0) text += fmt::format("[{}]", view.fid);
    text += "=" + view.text;
  });
  return text;
}

nlohmann::ordered_json message_json(mamaMsg message) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for_each_field(message, [&object](mamaMsgField field) {
    const FieldView view = view_of(field);
    object[view.name.empty() ? std::to_string(view.fid) : view.name] = value_of(field, view);
  });
  return object;
}

}  // namespace quoll::tool
