// The input is a message as it comes from the network. Whatever it is, it is refused with a status
// or can be read in every way, and all ways agree; copies and its own bytes give the same message.
#include <mama/integration/msg.h>
#include <mama/msgfield.h>

#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "support/model.h"

namespace {

using fuzz::Message;
using fuzz::Model;

constexpr std::size_t kLookUpsMax = 24;

/// The input in memory that ends with it, and is gone when the message is read.
class Exact {
 public:
  Exact(const std::uint8_t* data, std::size_t size) : bytes_(new std::uint8_t[size]), size_(size) {
    std::memcpy(bytes_.get(), data, size);
  }
  void* data() const { return bytes_.get(); }
  std::size_t size() const { return size_; }

 private:
  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t size_;
};

mamaMsg take_in(const std::uint8_t* data, std::size_t size) {
  const Exact input(data, size);
  mamaMsg message = nullptr;
  if (mamaMsg_createFromByteBuffer(&message, input.data(), input.size()) == MAMA_STATUS_OK) {
    return message;
  }
  if (message != nullptr) FUZZ_CHECK(mamaMsg_destroy(message) == MAMA_STATUS_OK);
  return nullptr;
}

void check_look_ups(mamaMsg message, const Model& model) {
  using Key = std::pair<std::optional<std::string>, mama_fid_t>;
  std::set<Key> keys{{"no such name", 0}};
  for (std::size_t i = 0; i < std::min(kLookUpsMax, model.fields.size()); ++i) {
    const auto& field = model.fields[i];
    keys.insert({Key(field.name, field.fid), Key(std::nullopt, field.fid), Key(field.name, 0)});
  }
  for (const auto& [name, fid] : keys) {
    const char* text = name ? name->c_str() : nullptr;
    fuzz::check_accessors(message, text, fid, model.find(text, fid));
  }
}

void check_copies(mamaMsg message, const Model& model) {
  mamaMsg copied = nullptr;
  FUZZ_CHECK(mamaMsg_copy(message, &copied) == MAMA_STATUS_OK);
  const Message copy(copied);
  fuzz::check(copy, model);
  for (auto* form : {mamaMsg_toString, mamaMsg_toNormalizedString, mamaMsg_toJsonString}) {
    FUZZ_CHECK(std::string(form(message)) == form(copy));
  }
  const std::string bytes = copy.bytes();
  mama_size_t size = 0;
  FUZZ_CHECK(mamaMsg_getByteSize(copy, &size) == MAMA_STATUS_OK && size == bytes.size());
  const Message again(take_in(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
  FUZZ_CHECK(static_cast<mamaMsg>(again) != nullptr);
  fuzz::check(again, model);
  FUZZ_CHECK(again.bytes() == bytes);

  const Message applied;
  FUZZ_CHECK(mamaMsg_applyMsg(applied, message) == MAMA_STATUS_OK);
  if (fuzz::is_whole(model)) {
    Model expected;
    expected.apply(model);
    fuzz::check(applied, expected);
  }
}

/// As a middleware does: one message of the queue takes in one buffer after the other.
void check_received(const std::uint8_t* data, std::size_t size, const Model& model) {
  static const std::uint8_t other[] = {'O', 1, 0, 18, 10, 0, 'A', 0, 5, 0, 0, 0};
  mamaMsg handle = nullptr;
  FUZZ_CHECK(mamaMsgImpl_createForPayload(&handle, nullptr, nullptr, 0) == MAMA_STATUS_OK);
  const Message received(handle);
  for (int round = 0; round < 2; ++round) {
    FUZZ_CHECK(mamaMsgImpl_setMsgBuffer(received, other, sizeof other, 'O') == MAMA_STATUS_OK);
    {
      const Exact input(data, size);
      FUZZ_CHECK(mamaMsgImpl_setMsgBuffer(received, input.data(),
                                          static_cast<std::uint32_t>(input.size()),
                                          '\0') == MAMA_STATUS_OK);
    }
    fuzz::check(received, model);
  }
}

/// The message can be changed: what was whole stays, what was not is gone.
void check_changes(mamaMsg message, Model model) {
  if (!model.fields.empty()) {
    const std::string name = model.fields[model.fields.size() / 2].name;
    const mama_fid_t fid = model.fields[model.fields.size() / 2].fid;
    const std::string text(300, 'y');
    if (!fuzz::key_status(name.c_str(), fid)) {
      FUZZ_CHECK(mamaMsg_updateString(message, name.c_str(), fid, text.c_str()) == MAMA_STATUS_OK);
      model.update(name.c_str(), fid, {MAMA_FIELD_TYPE_STRING, {text}, {}, MAMA_STATUS_OK});
    }
  }
  FUZZ_CHECK(mamaMsg_addI32(message, "last", 0, 12) == MAMA_STATUS_OK);
  model.add("last", 0, {MAMA_FIELD_TYPE_I32, {fuzz::image<mama_i32_t>(12)}, {}, MAMA_STATUS_OK});
  const Model seen = fuzz::read(message);
  if (fuzz::is_whole(model) && fuzz::is_whole(seen)) FUZZ_CHECK(seen == model);
  FUZZ_CHECK(seen.fields.size() == model.fields.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::set_up_messages();
  if (size == 0) return 0;
  mamaMsg handle = take_in(data, size);
  if (handle == nullptr) return 0;
  const Message message(handle);
  const Model model = fuzz::read(message);
  fuzz::check(message, model);
  fuzz::check_texts(message);
  check_look_ups(message, model);
  fuzz::check(message, model);  // reading has changed nothing
  check_copies(message, model);
  check_received(data, size, model);
  check_changes(message, model);
  return 0;
}
