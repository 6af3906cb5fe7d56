#include "runtime/symbol_table.h"

#include <bridge.h>
#include <dlfcn.h>
#include <payloadbridge.h>

#include <cstring>

namespace quoll::mama {
namespace {

constexpr Need kRequired = Need::kRequired;
constexpr Need kOptional = Need::kOptional;

#define QUOLL_BRIDGE_FUNCTION(need, slot, symbol) {need, #symbol, offsetof(mamaBridgeImpl_, slot)},
constexpr SymbolSlot kMiddlewareSlots[] = {
#include "runtime/bridge_table.inc"
};
#undef QUOLL_BRIDGE_FUNCTION

#define QUOLL_PAYLOAD_FUNCTION(need, slot, symbol) \
  {need, #symbol, offsetof(mamaPayloadBridgeImpl_, slot)},
constexpr SymbolSlot kPayloadSlots[] = {
#include "runtime/payload_table.inc"
};
#undef QUOLL_PAYLOAD_FUNCTION

// The slots are function pointers of many types; as bytes they are all the same.
void* slot_value(const void* structure, const SymbolSlot& slot) {
  void* value = nullptr;
  std::memcpy(&value, static_cast<const char*>(structure) + slot.offset, sizeof value);
  return value;
}

}  // namespace

std::span<const SymbolSlot> middleware_slots() { return kMiddlewareSlots; }
std::span<const SymbolSlot> payload_slots() { return kPayloadSlots; }

void fill_empty_slots(std::span<const SymbolSlot> slots, void* structure, void* library,
                      std::string_view prefix) {
  std::string name;
  for (const SymbolSlot& slot : slots) {
    if (slot_value(structure, slot) != nullptr) continue;
    name.assign(prefix).append(slot.suffix);
    void* const address = dlsym(library, name.c_str());
    std::memcpy(static_cast<char*>(structure) + slot.offset, &address, sizeof address);
  }
}

std::vector<std::string> missing_symbols(std::span<const SymbolSlot> slots, const void* structure,
                                         Need need, std::string_view prefix) {
  std::vector<std::string> missing;
  for (const SymbolSlot& slot : slots) {
    if (slot.need == need && slot_value(structure, slot) == nullptr) {
      missing.push_back(std::string(prefix) + slot.suffix);
    }
  }
  return missing;
}

}  // namespace quoll::mama
