/// The text form of properties, as files and `properties_AddString` give it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "quoll/api.h"

namespace quoll::compat {

/// One definition found in a text. A key without a value (`key`, `key=`) has no value: look-ups
/// treat it as unset.
struct PropertyDefinition {
  std::string key;
  std::optional<std::string> value;
};

/// Reads a property text from front to back, definition by definition (grammar:
/// docs/properties.md). All state is in the object, so parsers are independent of each other; one
/// object belongs to one thread. The text must outlive the parser. Values are given as written,
/// without expansion of environment variables.
class QUOLL_API PropertyParser {
 public:
  explicit PropertyParser(std::string_view text) noexcept : text_(text) {}

  /// The next definition, or nothing at the end of the text. Lines without a key are skipped.
  std::optional<PropertyDefinition> next();

 private:
  bool at_end() const noexcept { return position_ >= text_.size(); }
  bool at_line_end() const noexcept;
  char current() const noexcept { return text_[position_]; }
  void skip_blanks() noexcept;
  void skip_line_end() noexcept;
  void skip_line() noexcept;
  bool take_escape(std::string& into);
  std::string take_key();
  void skip_separator() noexcept;
  std::optional<std::string> take_value();

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace quoll::compat
