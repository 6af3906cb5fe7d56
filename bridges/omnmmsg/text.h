/// The text forms of fields and messages.
#pragma once

#include <mama/status.h>

#include <string>

#include "field_index.h"

namespace quoll::omnm {

/// Appends the value's text. The status of the date-time or price function when that refuses;
/// nothing is appended then.
mama_status append_value_text(const FieldEntry& entry, const std::uint8_t* data, std::string* text);

}  // namespace quoll::omnm
