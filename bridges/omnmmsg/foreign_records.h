/// The vectors of dates and prices in messages of other payloads.
#pragma once

#include <mama/status.h>
#include <mama/types.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace quoll::omnm {

/// The wire data of each such vector, in the order of the fields.
using ForeignRecords = std::deque<std::vector<std::uint8_t>>;

/// Whether a payload that is not ours gave an array of so many items: null stands for an empty one.
inline bool is_array(const void* items, std::size_t count) noexcept {
  return items != nullptr || count == 0;
}

/// Reads them by the functions of the message's payload itself, since mamaMsgField has no getter
/// for them; before the message is iterated, because a payload may have one cursor for everything.
/// Stops, without them, where the payload is not loaded or lacks a function.
mama_status read_foreign_records(mamaMsg message, ForeignRecords* records);

}  // namespace quoll::omnm
