/// What a payload bridge must keep.
#include <fmt/format.h>
#include <mama/mama.h>
#include <payloadbridge.h>

#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "check_subject.h"

namespace quoll::tool {
namespace {

mamaPayloadBridge load_payload(const CheckTarget& target) {
  mamaPayloadBridge bridge = nullptr;
  const mama_status status = mama_loadPayloadBridge(&bridge, target.name.c_str());
  expect(status == MAMA_STATUS_OK,
         fmt::format("cannot be loaded: {}", mamaStatus_stringForStatus(status)));
  return bridge;
}

mamaMsg new_message(mamaPayloadBridge bridge) {
  mamaMsg made = nullptr;
  need(mamaMsg_createForPayloadBridge(&made, bridge), "creating a message");
  return made;
}

/// One field of each kind that every payload has.
mamaMsg filled_message(mamaPayloadBridge bridge) {
  mamaMsg made = new_message(bridge);
  need(mamaMsg_addBool(made, "bool", 1, 1), "adding a bool");
  need(mamaMsg_addI32(made, "i32", 2, -7), "adding an i32");
  need(mamaMsg_addU64(made, "u64", 3, UINT64_MAX), "adding a u64");
  need(mamaMsg_addF64(made, "f64", 4, 0.25), "adding an f64");
  need(mamaMsg_addString(made, "text", 5, "h\xc3\xa9llo"), "adding a text");
  need(mamaMsg_addOpaque(made, "bytes", 6, "\0\1\2", 3), "adding bytes");
  return made;
}

void expect_filled(mamaMsg message, const char* which) {
  mama_bool_t flag = 0;
  mama_i32_t i32 = 0;
  mama_u64_t u64 = 0;
  mama_f64_t f64 = 0;
  const char* text = nullptr;
  const void* bytes = nullptr;
  mama_size_t size = 0;
  need(mamaMsg_getBool(message, "bool", 1, &flag), fmt::format("reading the bool of {}", which));
  need(mamaMsg_getI32(message, "i32", 2, &i32), fmt::format("reading the i32 of {}", which));
  need(mamaMsg_getU64(message, "u64", 3, &u64), fmt::format("reading the u64 of {}", which));
  need(mamaMsg_getF64(message, "f64", 4, &f64), fmt::format("reading the f64 of {}", which));
  need(mamaMsg_getString(message, "text", 5, &text), fmt::format("reading the text of {}", which));
  need(mamaMsg_getOpaque(message, "bytes", 6, &bytes, &size),
       fmt::format("reading the bytes of {}", which));
  const bool is_same = flag != 0 && i32 == -7 && u64 == UINT64_MAX && f64 == 0.25 &&
                       std::strcmp(text, "h\xc3\xa9llo") == 0 && size == 3 &&
                       std::memcmp(bytes, "\0\1\2", 3) == 0;
  expect(is_same, fmt::format("values of {} are not what was added", which));
}

void load(const CheckTarget& target) { load_payload(target); }

/// The loopback's payload, which most programs have loaded.
void id_character(const CheckTarget& target) {
  constexpr char kCommon[] = "omnmmsg";
  if (target.name == kCommon) return;
  mamaPayloadBridge common = nullptr;
  if (mama_loadPayloadBridge(&common, kCommon) != MAMA_STATUS_OK) {
    throw CheckSkipped(std::string(kCommon) + " is not installed");
  }
  mamaPayloadBridge bridge = nullptr;
  const mama_status status = mama_loadPayloadBridge(&bridge, target.name.c_str());
  expect(status == MAMA_STATUS_OK, fmt::format("beside {} it cannot be loaded: {}", kCommon,
                                               mamaStatus_stringForStatus(status)));
}

void fields(const CheckTarget& target) {
  const mamaPayloadBridge bridge = load_payload(target);
  const mamaMsg message = filled_message(bridge);
  expect_filled(message, "a message");
  mama_size_t count = 0;
  need(mamaMsg_getNumFields(message, &count), "counting fields");
  expect(count == 6, fmt::format("{} fields are counted of 6", count));
  mama_i32_t absent = 0;
  expect(mamaMsg_getI32(message, "absent", 99, &absent) == MAMA_STATUS_NOT_FOUND,
         "a field that is not there is not NOT_FOUND");
  need(mamaMsg_updateI32(message, "i32", 2, 8), "updating a field");
  need(mamaMsg_getI32(message, "i32", 2, &absent), "reading it");
  expect(absent == 8, "an updated field has its old value");
  need(mamaMsg_clear(message), "clearing a message");
  need(mamaMsg_getNumFields(message, &count), "counting fields");
  expect(count == 0, fmt::format("{} fields are left by clear", count));
  need(mamaMsg_destroy(message), "destroying a message");
}

void iteration(const CheckTarget& target) {
  const mamaPayloadBridge bridge = load_payload(target);
  const mamaMsg message = filled_message(bridge);
  std::vector<mama_fid_t> seen;
  need(mamaMsg_iterateFields(
           message,
           [](const mamaMsg, const mamaMsgField field, void* closure) {
             mama_fid_t fid = 0;
             mamaMsgField_getFid(field, &fid);
             static_cast<std::vector<mama_fid_t>*>(closure)->push_back(fid);
           },
           nullptr, &seen),
       "iterating by callback");
  expect(seen.size() == 6, fmt::format("iterating by callback sees {} fields of 6", seen.size()));
  mamaMsgIterator iterator = nullptr;
  need(mamaMsgIterator_create(&iterator, nullptr), "creating an iterator");
  need(mamaMsgIterator_associate(iterator, message), "associating an iterator");
  std::vector<mama_fid_t> again;
  while (mamaMsgField field = mamaMsgIterator_next(iterator)) {
    mama_fid_t fid = 0;
    mamaMsgField_getFid(field, &fid);
    again.push_back(fid);
    expect(again.size() <= 6, "an iterator does not end");
  }
  expect(again == seen, "an iterator and the callback see different fields");
  need(mamaMsgIterator_destroy(iterator), "destroying an iterator");
}

void wire(const CheckTarget& target) {
  const mamaPayloadBridge bridge = load_payload(target);
  const mamaMsg message = filled_message(bridge);
  const void* bytes = nullptr;
  mama_size_t size = 0;
  need(mamaMsg_getByteBuffer(message, &bytes, &size), "serializing");
  expect(size > 0, "a message is serialized to nothing");
  // Without getType the id character is what init said, which nobody can ask for.
  if (bridge->msgPayloadGetType != nullptr) {
    expect(*static_cast<const char*>(bytes) == static_cast<char>(bridge->msgPayloadGetType()),
           "the first byte of the wire form is not the payload's id character");
  }
  const std::string wire_bytes(static_cast<const char*>(bytes), size);
  mamaMsg copy = nullptr;
  need(mamaMsg_createFromByteBuffer(&copy, wire_bytes.data(), wire_bytes.size()),
       "making a message of its bytes");
  expect_filled(copy, "a message made of its bytes");
}

void copies(const CheckTarget& target) {
  const mamaPayloadBridge bridge = load_payload(target);
  const mamaMsg message = filled_message(bridge);
  mamaMsg copy = nullptr;
  need(mamaMsg_copy(message, &copy), "copying");
  need(mamaMsg_updateI32(message, "i32", 2, 1), "updating the original");
  expect_filled(copy, "a copy whose original has changed");
  need(mamaMsg_destroy(message), "destroying the original");
  expect_filled(copy, "a copy whose original is gone");
  const mamaMsg applied = new_message(bridge);
  need(mamaMsg_addI32(applied, "i32", 2, 5), "adding a field");
  need(mamaMsg_applyMsg(applied, copy), "applying");
  expect_filled(applied, "a message after apply");
}

void hostile_bytes(const CheckTarget& target) {
  const mamaPayloadBridge bridge = load_payload(target);
  const mamaMsg message = filled_message(bridge);
  const void* bytes = nullptr;
  mama_size_t size = 0;
  need(mamaMsg_getByteBuffer(message, &bytes, &size), "serializing");
  const std::string good(static_cast<const char*>(bytes), size);
  // Whatever it answers, it must come back; the end of the process is what this check looks for.
  const auto read_all = [](const std::string& wire_bytes) {
    // In memory of just this size, so that reading behind it shows under a memory checker.
    const std::vector<char> exact(wire_bytes.begin(), wire_bytes.end());
    mamaMsg made = nullptr;
    if (mamaMsg_createFromByteBuffer(&made, exact.data(), exact.size()) != MAMA_STATUS_OK) return;
    static_cast<void>(mamaMsg_toString(made));
    mamaMsg_destroy(made);
  };
  for (std::size_t cut = 1; cut < good.size(); ++cut) read_all(good.substr(0, cut));
  for (std::size_t at = 1; at < good.size(); ++at) {
    for (const char bit : {'\x01', '\x80'}) {
      std::string changed = good;
      changed[at] = static_cast<char>(changed[at] ^ bit);
      read_all(changed);
    }
  }
}

void payload_null_arguments(const CheckTarget& target) {
  const mamaPayloadBridge bridge = load_payload(target);
  std::vector<std::string> accepted;
  const auto refused = [&](const char* function, mama_status status) {
    if (status == MAMA_STATUS_OK) accepted.emplace_back(function);
  };
  mama_size_t size = 0;
  const void* bytes = nullptr;
  mama_i32_t value = 0;
  refused("Payload_create", bridge->msgPayloadCreate(nullptr));
  refused("Payload_destroy", bridge->msgPayloadDestroy(nullptr));
  refused("Payload_clear", bridge->msgPayloadClear(nullptr));
  refused("Payload_getNumFields", bridge->msgPayloadGetNumFields(nullptr, &size));
  refused("Payload_serialize", bridge->msgPayloadSerialize(nullptr, &bytes, &size));
  refused("Payload_addI32", bridge->msgPayloadAddI32(nullptr, "a", 1, 1));
  refused("Payload_getI32", bridge->msgPayloadGetI32(nullptr, "a", 1, &value));
  expect(accepted.empty(), fmt::format("OK for a NULL object: {}", fmt::join(accepted, ", ")));
}

constexpr Check kChecks[] = {
    {"load", "it can be loaded", &load},
    {"id-character", "its id character is not that of the usual payload", &id_character},
    {"fields", "fields are added, read, updated and cleared", &fields},
    {"iteration", "iterators and callbacks see every field", &iteration},
    {"wire", "a message made of its bytes is the same", &wire},
    {"copies", "copies stand alone; apply takes everything over", &copies},
    {"hostile-bytes", "damaged bytes are refused or read, without harm", &hostile_bytes},
    {"null-arguments", "functions refuse a NULL object", &payload_null_arguments}};

}  // namespace

std::span<const Check> payload_checks() { return kChecks; }

}  // namespace quoll::tool
