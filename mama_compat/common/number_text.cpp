#include "common/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace quoll::compat {
namespace {

// A double has no more than 1074 digits behind the point and none that matter after some 17.
constexpr std::size_t kMaxPlaces = 17;
constexpr double kFirstUnsafe = 18446744073709551616.0;  // 2^64: fits no integer

std::string integer_text(double whole) {
  char digits[340];
  const auto end =
      std::to_chars(digits, digits + sizeof digits, whole, std::chars_format::fixed, 0);
  return std::string(digits, end.ptr);
}

}  // namespace

std::string unsigned_text(std::uint64_t value, std::size_t min_width) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value);
  const auto length = static_cast<std::size_t>(end.ptr - digits);
  std::string text(min_width > length ? min_width - length : 0, '0');
  text.append(digits, length);
  return text;
}

std::string decimal_text(double value, std::size_t places) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  double whole = 0;
  double fraction = std::modf(std::fabs(value), &whole);

  std::uint64_t scaled = 0;
  std::size_t digits = std::min(places, kMaxPlaces);
  if (whole < kFirstUnsafe && digits > 0) {
    double scale = 1;
    for (std::size_t i = 0; i < digits; ++i) scale *= 10;
    double kept = 0;
    const double remainder = std::modf(fraction * scale, &kept);
    scaled = static_cast<std::uint64_t>(kept) + (remainder > 0.9 ? 1 : 0);
    if (static_cast<double>(scaled) >= scale) {  // the carry belongs to the integer part
      scaled = 0;
      whole += 1;
    }
  }
  std::string text = std::signbit(value) && (whole != 0 || scaled != 0) ? "-" : "";
  text += integer_text(whole);
  if (scaled == 0) return text;
  std::string tail = unsigned_text(scaled, digits);
  tail.erase(tail.find_last_not_of('0') + 1);
  return text + '.' + tail;
}

}  // namespace quoll::compat
