/// The object behind a mamaPrice.
#pragma once

#include <mama/price.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace quoll::mama {

/// A value and how it is meant: the precision (bits 0–4 of the hints) and whether it is valid (bit
/// 5). Programs built for the reference read and write the two in place, so their offsets are
/// interface. Owned by whoever created it; one thread at a time.
struct Price {
  static constexpr std::uint8_t kPrecisionBits = 0x1F;
  static constexpr std::uint8_t kValidBit = 0x20;

  double value = 0.0;
  std::uint8_t hints = MAMA_PRICE_HINTS_NONE;

  mamaPricePrecision precision() const noexcept {
    return static_cast<mamaPricePrecision>(hints & kPrecisionBits);
  }
  void set_precision(unsigned precision) noexcept {
    hints = static_cast<std::uint8_t>((hints & ~kPrecisionBits) | (precision & kPrecisionBits));
  }
  bool valid() const noexcept { return (hints & kValidBit) != 0; }
  void set_valid(bool valid) noexcept {
    hints = static_cast<std::uint8_t>(valid ? hints | kValidBit : hints & ~kValidBit);
  }

  std::string text() const;
};
static_assert(offsetof(Price, value) == 0 && offsetof(Price, hints) == 8);

}  // namespace quoll::mama
