/// Numbers as text.
#pragma once

#include <charconv>
#include <string>

namespace quoll::mama {

/// The value with so many decimals (16 at most). As "%.*f" prints it, but always with a point:
/// texts go to other programs, which need not share the process's locale.
inline std::string decimal_text(double value, int decimals) {
  char buffer[400];  // holds a double of any magnitude
  const auto result =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
  return {buffer, result.ptr};
}

}  // namespace quoll::mama
