/// Wire data of the values that are not one stretch of memory.
#pragma once

#include <mama/status.h>
#include <mama/types.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace quoll::omnm {

class Message;

/// Appends to `bytes`. A NULL element is a NULL_ARG, as in every array that an application gives.
mama_status encode_texts(const char* const* texts, std::size_t count,
                         std::vector<std::uint8_t>* bytes);
mama_status encode_times(const mamaDateTime* times, std::size_t count,
                         std::vector<std::uint8_t>* bytes);
mama_status encode_prices(const mamaPrice* prices, std::size_t count,
                          std::vector<std::uint8_t>* bytes);
mama_status encode_messages(const mamaMsg* messages, std::size_t count,
                            std::vector<std::uint8_t>* bytes);
mama_status encode_payloads(const void* const* payloads, std::size_t count,
                            std::vector<std::uint8_t>* bytes);

/// The wire image of a message of any payload type: its own buffer, or, for another payload than
/// ours, an image that is made in `scratch` field by field (NOT_IMPLEMENTED where a field has no
/// counterpart). Valid until the message or the scratch changes.
mama_status message_bytes(mamaMsg message, std::optional<Message>* scratch,
                          const std::uint8_t** bytes, std::size_t* size);

}  // namespace quoll::omnm
