/// The function tables of bridges, and how they are filled from a library.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quoll::mama {

enum class Need { kRequired, kOptional };

/// One function of a bridge: what it is called (behind the bridge's name) and where its address
/// belongs.
struct SymbolSlot {
  Need need;
  const char* suffix;
  std::size_t offset;  // bytes into the bridge structure
};

/// All of bridge_table.inc and of payload_table.inc, in order.
std::span<const SymbolSlot> middleware_slots();
std::span<const SymbolSlot> payload_slots();

/// Looks each slot that is still empty up in `library` under `prefix` + suffix.
void fill_empty_slots(std::span<const SymbolSlot> slots, void* structure, void* library,
                      std::string_view prefix);

/// The names, with `prefix`, of the slots of that need which are empty.
std::vector<std::string> missing_symbols(std::span<const SymbolSlot> slots, const void* structure,
                                         Need need, std::string_view prefix);

}  // namespace quoll::mama
