#include "common/version_text.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace quoll::compat {
namespace {

constexpr std::string_view kDigits = "0123456789";

// The next part between dots; takes it off `rest`.
std::string_view take_part(std::string_view& rest) noexcept {
  rest.remove_prefix(std::min(rest.find_first_not_of('.'), rest.size()));
  const std::string_view part = rest.substr(0, std::min(rest.find('.'), rest.size()));
  rest.remove_prefix(part.size());
  return part;
}

int leading_number(std::string_view part) noexcept {
  int number = 0;
  std::from_chars(part.data(), part.data() + part.size(), number);
  return number;
}

}  // namespace

ParsedVersion parse_version(std::string_view text) noexcept {
  ParsedVersion parsed;
  if (text.size() >= VERSION_INFO_STR_MAX) return parsed;
  text.remove_prefix(std::min(text.find_first_of(kDigits), text.size()));

  parsed.version.mMajor = leading_number(take_part(text));
  parsed.version.mMinor = leading_number(take_part(text));
  std::string_view third = take_part(text);
  parsed.complete = !third.empty();
  parsed.version.mRelease = leading_number(third);
  third.remove_prefix(std::min(third.find_first_not_of(kDigits), third.size()));
  std::memcpy(parsed.version.mExtra, third.data(),
              std::min(third.size(), sizeof parsed.version.mExtra - 1));
  return parsed;
}

}  // namespace quoll::compat
