/// Small readings of text that the whole MAMA interface shares.
#pragma once

#include <string_view>

#include "quoll/api.h"

namespace quoll::compat {

/// The one boolean test of properties: `1 y Y t T true True TRUE yes Yes YES` are true, everything
/// else (null too) is false.
QUOLL_API bool is_true_text(const char* text) noexcept;

/// Compares ignoring the case of ASCII letters.
QUOLL_API bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

}  // namespace quoll::compat
