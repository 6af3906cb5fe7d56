/// Numbers as text, for the wmFastPrint functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace quoll::compat {

/// Decimal, padded with zeroes on the left to `min_width` digits.
std::string unsigned_text(std::uint64_t value, std::size_t min_width);

/// Sign, integer part, and at most `places` digits of the fraction, without trailing zeroes: 1.50
/// gives `1.5`, 2.0 gives `2`. The fraction is cut off, except that a remainder above nine tenths
/// of the last place rounds up. `nan`, `inf` and `-inf` for what has no digits.
std::string decimal_text(double value, std::size_t places);

}  // namespace quoll::compat
