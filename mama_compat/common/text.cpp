#include "common/text.h"

#include <algorithm>

namespace quoll::compat {
namespace {

constexpr std::string_view kTrueTexts[] = {"1",    "y",    "Y",   "t",   "T",  "true",
                                           "True", "TRUE", "yes", "Yes", "YES"};

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool is_true_text(const char* text) noexcept {
  return text != nullptr &&
         std::find(std::begin(kTrueTexts), std::end(kTrueTexts), text) != std::end(kTrueTexts);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace quoll::compat
