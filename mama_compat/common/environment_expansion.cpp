#include "common/environment_expansion.h"

#include <cstdlib>

namespace quoll::compat {
namespace {

constexpr int kMaxReplacements = 64;
// A value that doubles itself is stopped by its size before its count.
constexpr std::size_t kMaxExpandedBytes = std::size_t{16} << 20;

}  // namespace

std::optional<std::string> expand_variables(std::string_view text, const VariableLookup& lookup) {
  const bool round = text.find("$(") != std::string_view::npos;
  const std::string_view opening = round ? "$(" : "${";
  const char closing = round ? ')' : '}';

  std::string result(text);
  for (int replacements = 0;; ++replacements) {
    const std::size_t begin = result.find(opening);
    if (begin == std::string::npos) return result;
    if (replacements == kMaxReplacements || result.size() > kMaxExpandedBytes) return std::nullopt;
    const std::size_t name_begin = begin + opening.size();
    const std::size_t end = result.find(closing, name_begin);
    if (end == std::string::npos) return std::nullopt;
    const char* value = lookup(result.substr(name_begin, end - name_begin));
    if (value == nullptr) return std::nullopt;
    result.replace(begin, end + 1 - begin, value);
  }
}

std::optional<std::string> expand_environment(std::string_view text) {
  return expand_variables(
      text, [](const std::string& name) -> const char* { return std::getenv(name.c_str()); });
}

std::string expanded_or_same(std::string_view text) {
  if (text.find('$') == std::string_view::npos) return std::string(text);
  auto expanded = expand_environment(text);
  return expanded ? std::move(*expanded) : std::string(text);
}

}  // namespace quoll::compat
