#include "common/property_parser.h"

namespace quoll::compat {
namespace {

bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }
bool is_separator(char c) noexcept { return c == ':' || c == '='; }

char unescaped(char c) noexcept {
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

}  // namespace

bool PropertyParser::at_line_end() const noexcept {
  if (at_end()) return true;
  if (current() == '\n') return true;
  return current() == '\r' && position_ + 1 < text_.size() && text_[position_ + 1] == '\n';
}

void PropertyParser::skip_blanks() noexcept {
  while (!at_end() && is_blank(current())) ++position_;
}

void PropertyParser::skip_line_end() noexcept {
  if (at_end()) return;
  position_ += current() == '\r' ? 2 : 1;
}

void PropertyParser::skip_line() noexcept {
  while (!at_line_end()) ++position_;
  skip_line_end();
}

// Takes what a backslash introduces. A backslash before the line end joins the next line, whose
// leading blanks go; one at the very end of the text stands for nothing.
bool PropertyParser::take_escape(std::string& into) {
  if (current() != '\\') return false;
  ++position_;
  if (at_end()) return true;
  if (at_line_end()) {
    skip_line_end();
    skip_blanks();
  } else {
    into.push_back(unescaped(current()));
    ++position_;
  }
  return true;
}

std::string PropertyParser::take_key() {
  std::string key;
  while (!at_line_end()) {
    if (take_escape(key)) continue;
    const char c = current();
    if (is_blank(c) || is_separator(c) || c == '\r') break;
    if (c != '\0') key.push_back(c);
    ++position_;
  }
  return key;
}

void PropertyParser::skip_separator() noexcept {
  skip_blanks();
  if (at_line_end() || !is_separator(current())) return;
  ++position_;
  skip_blanks();
}

// Blanks that are not escaped go wherever they stand: lists such as `qpid, nng` rely on it. A NUL
// cannot be told through a C string, and a stray CR is no text either.
std::optional<std::string> PropertyParser::take_value() {
  std::string value;
  bool any = false;
  while (!at_line_end()) {
    const std::size_t length_before = value.size();
    if (take_escape(value)) {
      any = any || value.size() != length_before;
      continue;
    }
    const char c = current();
    if (!is_blank(c) && c != '\r' && c != '\0') {
      value.push_back(c);
      any = true;
    }
    ++position_;
  }
  skip_line_end();
  if (!any) return std::nullopt;
  return value;
}

std::optional<PropertyDefinition> PropertyParser::next() {
  while (!at_end()) {
    skip_blanks();
    if (at_line_end()) {
      skip_line_end();
      continue;
    }
    if (current() == '#' || current() == '!') {
      skip_line();
      continue;
    }
    PropertyDefinition definition;
    definition.key = take_key();
    skip_separator();
    definition.value = take_value();
    if (!definition.key.empty()) return definition;
  }
  return std::nullopt;
}

}  // namespace quoll::compat
