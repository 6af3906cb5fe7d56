// The input is a sequence of calls on three messages; each is carried out on a model as well, and
// the two must stay equal.
#include <mama/datetime.h>
#include <mama/msgfield.h>
#include <mama/price.h>

#include <array>
#include <memory>

#include "support/model.h"

namespace {

using fuzz::Field;
using fuzz::Input;
using fuzz::Message;
using fuzz::Model;
using fuzz::Value;

constexpr int kCallsMax = 150;
constexpr std::size_t kSizeMax = 20'000;
constexpr std::size_t kElementsMax = 8;

struct Key {
  const char* name;
  mama_fid_t fid;
};

Key take_key(Input& input) {
  static constexpr const char* kNames[] = {
      nullptr, "", "a", "bb", "wPrice", "a name of more than sixteen characters"};
  static constexpr mama_fid_t kFids[] = {0, 1, 2, 3, 7, 300, 65535};
  const unsigned choice = input.byte();
  return {kNames[choice % std::size(kNames)], kFids[choice / std::size(kNames) % std::size(kFids)]};
}

using TimeHandle = std::unique_ptr<void, mama_status (*)(void*)>;
using PriceHandle = TimeHandle;

TimeHandle make_time(const std::string& image) {
  mamaDateTime time = nullptr;
  FUZZ_CHECK(mamaDateTime_create(&time) == MAMA_STATUS_OK);
  const auto seconds = fuzz::from_image<mama_i64_t>(image.substr(0, 8));
  const auto nanoseconds = fuzz::from_image<mama_u32_t>(image.substr(8, 4));
  const auto precision = fuzz::from_image<std::uint32_t>(image.substr(12, 4));
  FUZZ_CHECK(mamaDateTime_setEpochTimeExt(time, seconds, nanoseconds) == MAMA_STATUS_OK);
  FUZZ_CHECK(mamaDateTime_setPrecision(time, static_cast<mamaDateTimePrecision>(precision)) ==
             MAMA_STATUS_OK);
  FUZZ_CHECK(mamaDateTime_setHints(time, static_cast<mamaDateTimeHints>(image[16])) ==
             MAMA_STATUS_OK);
  return {time, mamaDateTime_destroy};
}

std::string take_time(Input& input) {
  constexpr std::uint32_t kPrecisions = MAMA_DATE_TIME_PREC_UNKNOWN + 1;
  const auto seconds = input.take<mama_i64_t>();
  const mama_u32_t nanoseconds = input.take<mama_u32_t>() % 1'000'000'000;
  const unsigned choice = input.byte();
  auto hints = static_cast<mamaDateTimeHints>(choice / kPrecisions % 8);
  if (seconds > 86'400) hints |= MAMA_DATE_TIME_HAS_DATE;  // reading adds it
  return fuzz::image(seconds) + fuzz::image(nanoseconds) + fuzz::image(choice % kPrecisions) +
         fuzz::image(hints);
}

PriceHandle make_price(const std::string& image) {
  mamaPrice price = nullptr;
  FUZZ_CHECK(mamaPrice_create(&price) == MAMA_STATUS_OK);
  FUZZ_CHECK(mamaPrice_setWithHints(price, fuzz::from_image<double>(image.substr(0, 8)),
                                    static_cast<mamaPriceHints>(image[8])) == MAMA_STATUS_OK);
  return {price, mamaPrice_destroy};
}

std::string take_price(Input& input) {
  const auto value = input.take<double>();
  return fuzz::image(value) + fuzz::image(input.byte());
}

std::string take_text(Input& input) {
  std::string text = input.bytes(input.byte() % 40);
  for (char& c : text) c = c == '\0' ? '0' : c;
  return text;
}

std::string take_element(Input& input, mamaFieldType type) {
  switch (type) {
#define FUZZ_TAKE(Name, T, field_type, vector_type) \
  case field_type:                                  \
  case vector_type:                                 \
    return fuzz::image(input.take<T>());
    FUZZ_SCALARS(FUZZ_TAKE)
#undef FUZZ_TAKE
    case MAMA_FIELD_TYPE_OPAQUE:
      return input.bytes(input.byte() % 40);
    case MAMA_FIELD_TYPE_TIME:
    case MAMA_FIELD_TYPE_VECTOR_TIME:
      return take_time(input);
    case MAMA_FIELD_TYPE_PRICE:
    case MAMA_FIELD_TYPE_VECTOR_PRICE:
      return take_price(input);
    default:
      return take_text(input);
  }
}

/// Handles of all elements, and the array that the interface takes.
struct Handles {
  std::vector<TimeHandle> owned;
  std::vector<void*> array;

  Handles(const Value& value, TimeHandle (*make)(const std::string&)) {
    array.reserve(1);  // so that an empty vector has an address
    for (const std::string& element : value.elements) {
      owned.push_back(make(element));
      array.push_back(owned.back().get());
    }
  }
};

/// mamaMsg_add<Type> or mamaMsg_update<Type> for all values but messages.
mama_status put(mamaMsg message, bool add, Key key, const Value& value) {
  const auto [name, fid] = key;
  switch (value.type) {
#define FUZZ_PUT(Name, T, field_type, vector_type)                                       \
  case field_type: {                                                                     \
    const T scalar = fuzz::from_image<T>(value.elements[0]);                             \
    return (add ? mamaMsg_add##Name : mamaMsg_update##Name)(message, name, fid, scalar); \
  }                                                                                      \
  case vector_type: {                                                                    \
    std::vector<T> array;                                                                \
    array.reserve(1);                                                                    \
    for (const std::string& element : value.elements) {                                  \
      array.push_back(fuzz::from_image<T>(element));                                     \
    }                                                                                    \
    return (add ? mamaMsg_addVector##Name : mamaMsg_updateVector##Name)(                 \
        message, name, fid, array.data(), array.size());                                 \
  }
    FUZZ_SCALARS(FUZZ_PUT)
#undef FUZZ_PUT
    case MAMA_FIELD_TYPE_STRING:
      return (add ? mamaMsg_addString : mamaMsg_updateString)(message, name, fid,
                                                              value.elements[0].c_str());
    case MAMA_FIELD_TYPE_OPAQUE:
      return (add ? mamaMsg_addOpaque : mamaMsg_updateOpaque)(
          message, name, fid, value.elements[0].data(), value.elements[0].size());
    case MAMA_FIELD_TYPE_TIME:
      return (add ? mamaMsg_addDateTime : mamaMsg_updateDateTime)(
          message, name, fid, make_time(value.elements[0]).get());
    case MAMA_FIELD_TYPE_PRICE:
      return (add ? mamaMsg_addPrice : mamaMsg_updatePrice)(message, name, fid,
                                                            make_price(value.elements[0]).get());
    case MAMA_FIELD_TYPE_VECTOR_TIME: {
      const Handles times(value, make_time);
      return (add ? mamaMsg_addVectorDateTime : mamaMsg_updateVectorTime)(
          message, name, fid, times.array.data(), times.array.size());
    }
    case MAMA_FIELD_TYPE_VECTOR_PRICE: {
      const Handles prices(value, make_price);
      return (add ? mamaMsg_addVectorPrice : mamaMsg_updateVectorPrice)(
          message, name, fid, prices.array.data(), prices.array.size());
    }
    default: {
      std::vector<const char*> texts;
      texts.reserve(1);
      for (const std::string& element : value.elements) texts.push_back(element.c_str());
      return (add ? mamaMsg_addVectorString : mamaMsg_updateVectorString)(
          message, name, fid, texts.data(), texts.size());
    }
  }
}

/// mamaMsgField_update<Type>; the types that have none are not asked for.
mama_status put(mamaMsgField field, const Value& value) {
  switch (value.type) {
#define FUZZ_PUT(Name, T, field_type, vector_type) \
  case field_type:                                 \
    return mamaMsgField_update##Name(field, fuzz::from_image<T>(value.elements[0]));
    FUZZ_SCALARS(FUZZ_PUT)
#undef FUZZ_PUT
    case MAMA_FIELD_TYPE_TIME:
      return mamaMsgField_updateDateTime(field, make_time(value.elements[0]).get());
    default:
      return mamaMsgField_updatePrice(field, make_price(value.elements[0]).get());
  }
}

/// Three messages with their models, and the calls on them.
class Play {
 public:
  explicit Play(Input& input) : input_(input) {}

  void run() {
    for (int i = 0; i < kCallsMax && !input_.empty(); ++i) call();
    for (Slot& slot : slots_) {
      fuzz::check(slot.message, slot.model);
      fuzz::check_texts(slot.message);
    }
  }

 private:
  struct Slot {
    Message message;
    Model model;
  };

  void call() {
    const unsigned code = input_.byte();
    Slot& slot = slots_[code % slots_.size()];
    switch (code / slots_.size() % 14) {
      case 0:
      case 1:
        return put_value(slot, true);
      case 2:
      case 3:
        return put_value(slot, false);
      case 4:
        return put_messages(slot);
      case 5:
        return look_up(slot);
      case 6:
        return copy(slot);
      case 7:
        return parse(slot);
      case 8:
        return apply(slot);
      case 9:
        return update_field(slot);
      case 10:
        return add_many(slot);
      case 11:
        return move_value(slot);
      case 12:
        return update_all(slot);
      default:
        return clear_or_check(slot);
    }
  }

  Value take_value() {
    static constexpr mamaFieldType kTypes[] = {
#define FUZZ_TYPES(Name, T, field_type, vector_type) field_type, vector_type,
        FUZZ_SCALARS(FUZZ_TYPES)
#undef FUZZ_TYPES
            MAMA_FIELD_TYPE_STRING,
        MAMA_FIELD_TYPE_OPAQUE,
        MAMA_FIELD_TYPE_TIME,
        MAMA_FIELD_TYPE_PRICE,
        MAMA_FIELD_TYPE_VECTOR_STRING,
        MAMA_FIELD_TYPE_VECTOR_TIME,
        MAMA_FIELD_TYPE_VECTOR_PRICE};
    Value value;
    value.type = kTypes[input_.byte() % std::size(kTypes)];
    std::size_t count = 1;
    if (value.type >= MAMA_FIELD_TYPE_VECTOR_BOOL) count = input_.byte() % (kElementsMax + 1);
    for (std::size_t i = 0; i < count; ++i) {
      value.elements.push_back(take_element(input_, value.type));
    }
    return value;
  }

  static bool full(const Slot& slot, std::size_t more = 0) {
    return slot.model.size() + more > kSizeMax;
  }

  static void change(Slot& slot, bool add, Key key, Value value, mama_status status) {
    FUZZ_CHECK(status == fuzz::key_status(key.name, key.fid).value_or(MAMA_STATUS_OK));
    if (status != MAMA_STATUS_OK) return;
    if (add) {
      slot.model.add(key.name, key.fid, std::move(value));
    } else {
      slot.model.update(key.name, key.fid, std::move(value));
    }
  }

  void put_value(Slot& slot, bool add) {
    const Key key = take_key(input_);
    Value value = take_value();
    if (full(slot)) return;
    const mama_status status = put(slot.message, add, key, value);
    change(slot, add, key, std::move(value), status);
  }

  /// One message, or a vector of them, into this one; it may be among them.
  void put_messages(Slot& slot) {
    const Key key = take_key(input_);
    const unsigned choice = input_.byte();
    const bool add = choice % 2 == 0;
    Value value;
    value.type = choice / 2 % 2 == 0 ? MAMA_FIELD_TYPE_MSG : MAMA_FIELD_TYPE_VECTOR_MSG;
    std::size_t count = 1;
    if (value.type == MAMA_FIELD_TYPE_VECTOR_MSG) count = choice / 4 % 4;
    std::vector<mamaMsg> messages;
    messages.reserve(1);
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Slot& source = slots_[(choice / 16 + i) % slots_.size()];
      messages.push_back(source.message);
      value.messages.push_back(source.model);
      size += source.model.size();
    }
    if (full(slot, size)) return;
    const auto [name, fid] = key;
    const mama_status status =
        value.type == MAMA_FIELD_TYPE_MSG
            ? (add ? mamaMsg_addMsg : mamaMsg_updateSubMsg)(slot.message, name, fid, messages[0])
            : (add ? mamaMsg_addVectorMsg : mamaMsg_updateVectorMsg)(slot.message, name, fid,
                                                                     messages.data(), count);
    change(slot, add, key, std::move(value), status);
  }

  void look_up(const Slot& slot) {
    const Key key = take_key(input_);
    const Model seen = fuzz::readable(slot.model);
    fuzz::check_accessors(slot.message, key.name, key.fid, seen.find(key.name, key.fid));
  }

  void copy(Slot& slot) {
    const unsigned choice = input_.byte();
    Slot& source = slots_[choice % slots_.size()];
    if (&source == &slot) {
      mamaMsg same = slot.message;
      FUZZ_CHECK(mamaMsg_copy(slot.message, &same) == MAMA_STATUS_INVALID_ARG);
    } else if (choice & 0x80) {
      mamaMsg made = nullptr;
      FUZZ_CHECK(mamaMsg_copy(source.message, &made) == MAMA_STATUS_OK);
      slot.message = Message(made);
      slot.model = source.model;
    } else {
      mamaMsg onto = slot.message;
      FUZZ_CHECK(mamaMsg_copy(source.message, &onto) == MAMA_STATUS_OK);
      FUZZ_CHECK(onto == slot.message);
      slot.model = source.model;
    }
  }

  /// The bytes of a message, which may be this one, become this message.
  void parse(Slot& slot) {
    const unsigned choice = input_.byte();
    Slot& source = slots_[choice % slots_.size()];
    const void* buffer = nullptr;
    mama_size_t size = 0;
    FUZZ_CHECK(mamaMsg_getByteBuffer(source.message, &buffer, &size) == MAMA_STATUS_OK);
    if (choice & 0x80) {
      FUZZ_CHECK(mamaMsg_setNewBuffer(slot.message, const_cast<void*>(buffer), size) ==
                 MAMA_STATUS_OK);
    } else {
      mamaMsg made = nullptr;
      FUZZ_CHECK(mamaMsg_createFromByteBuffer(&made, buffer, size) == MAMA_STATUS_OK);
      slot.message = Message(made);
    }
    slot.model = Model(source.model);
  }

  void apply(Slot& slot) {
    Slot& source = slots_[input_.byte() % slots_.size()];
    if (full(slot, source.model.size())) return;
    FUZZ_CHECK(mamaMsg_applyMsg(slot.message, source.message) == MAMA_STATUS_OK);
    slot.model.apply(source.model);
  }

  /// Through the field: the type must be its own.
  void update_field(Slot& slot) {
    const Key key = take_key(input_);
    Value value = take_value();
    if (value.type >= MAMA_FIELD_TYPE_VECTOR_BOOL || value.type < MAMA_FIELD_TYPE_BOOL) return;
    mamaMsgField handle = nullptr;
    const mama_status found = mamaMsg_getField(slot.message, key.name, key.fid, &handle);
    if (const auto bad = fuzz::key_status(key.name, key.fid)) {
      FUZZ_CHECK(found == *bad);
      return;
    }
    Field* field = slot.model.find(key.name, key.fid);
    FUZZ_CHECK(found == (field == nullptr ? MAMA_STATUS_NOT_FOUND : MAMA_STATUS_OK));
    if (field == nullptr) return;
    const bool same_type = field->value.type == value.type;
    FUZZ_CHECK(put(handle, value) == (same_type ? MAMA_STATUS_OK : MAMA_STATUS_WRONG_FIELD_TYPE));
    if (same_type) field->value = std::move(value);
  }

  /// Enough fields for the tables of the look-up.
  void add_many(Slot& slot) {
    const mama_fid_t first = input_.take<mama_fid_t>();
    const unsigned count = input_.byte() % 64;
    if (full(slot, count * 20)) return;
    for (unsigned i = 0; i < count; ++i) {
      const auto fid = static_cast<mama_fid_t>(first + i);
      const std::string name = "n" + std::to_string(fid % 100);
      FUZZ_CHECK(mamaMsg_addU32(slot.message, name.c_str(), fid, i) == MAMA_STATUS_OK);
      slot.model.add(name.c_str(), fid,
                     {MAMA_FIELD_TYPE_U32, {fuzz::image(i)}, {}, MAMA_STATUS_OK});
    }
  }

  /// A value that still lies in the message goes into another field of the same message.
  void move_value(Slot& slot) {
    const Key from = take_key(input_);
    const Key to = take_key(input_);
    const bool add = input_.byte() % 2 == 0;
    const Field* field = slot.model.find(from.name, from.fid);
    if (field == nullptr || full(slot)) return;
    Value value = field->value;
    mama_status status = MAMA_STATUS_OK;
    mama_size_t count = 0;
    if (value.type == MAMA_FIELD_TYPE_STRING) {
      const char* text = nullptr;
      FUZZ_CHECK(mamaMsg_getString(slot.message, from.name, from.fid, &text) == MAMA_STATUS_OK);
      status =
          (add ? mamaMsg_addString : mamaMsg_updateString)(slot.message, to.name, to.fid, text);
    } else if (value.type == MAMA_FIELD_TYPE_OPAQUE) {
      const void* bytes = nullptr;
      FUZZ_CHECK(mamaMsg_getOpaque(slot.message, from.name, from.fid, &bytes, &count) ==
                 MAMA_STATUS_OK);
      status = (add ? mamaMsg_addOpaque : mamaMsg_updateOpaque)(slot.message, to.name, to.fid,
                                                                bytes, count);
    } else if (value.type == MAMA_FIELD_TYPE_VECTOR_U16) {
      const mama_u16_t* numbers = nullptr;
      FUZZ_CHECK(mamaMsg_getVectorU16(slot.message, from.name, from.fid, &numbers, &count) ==
                 MAMA_STATUS_OK);
      status = (add ? mamaMsg_addVectorU16 : mamaMsg_updateVectorU16)(slot.message, to.name, to.fid,
                                                                      numbers, count);
    } else if (value.type == MAMA_FIELD_TYPE_VECTOR_STRING) {
      const char** texts = nullptr;
      FUZZ_CHECK(mamaMsg_getVectorString(slot.message, from.name, from.fid, &texts, &count) ==
                 MAMA_STATUS_OK);
      status = (add ? mamaMsg_addVectorString : mamaMsg_updateVectorString)(slot.message, to.name,
                                                                            to.fid, texts, count);
    } else if (value.type == MAMA_FIELD_TYPE_MSG) {
      mamaMsg nested = nullptr;
      FUZZ_CHECK(mamaMsg_getMsg(slot.message, from.name, from.fid, &nested) == MAMA_STATUS_OK);
      status = (add ? mamaMsg_addMsg : mamaMsg_updateSubMsg)(slot.message, to.name, to.fid, nested);
    } else {
      return;
    }
    change(slot, add, to, std::move(value), status);
  }

  /// Every I32, from inside an iteration.
  void update_all(Slot& slot) {
    auto number = input_.take<mama_i32_t>();
    auto on_field = [](const mamaMsg, const mamaMsgField field, void* closure) {
      mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
      FUZZ_CHECK(mamaMsgField_getType(field, &type) == MAMA_STATUS_OK);
      if (type != MAMA_FIELD_TYPE_I32) return;
      FUZZ_CHECK(mamaMsgField_updateI32(field, *static_cast<mama_i32_t*>(closure)) ==
                 MAMA_STATUS_OK);
    };
    FUZZ_CHECK(mamaMsg_iterateFields(slot.message, on_field, nullptr, &number) == MAMA_STATUS_OK);
    for (Field& field : slot.model.fields) {
      if (field.value.type == MAMA_FIELD_TYPE_I32) field.value.elements = {fuzz::image(number)};
    }
  }

  void clear_or_check(Slot& slot) {
    if (input_.byte() % 8 == 0) {
      FUZZ_CHECK(mamaMsg_clear(slot.message) == MAMA_STATUS_OK);
      slot.model = Model();
    }
    fuzz::check(slot.message, slot.model);
  }

  Input& input_;
  std::array<Slot, 3> slots_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::set_up_messages();
  Input input(data, size);
  Play(input).run();
  return 0;
}
