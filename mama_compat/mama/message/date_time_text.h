/// Date-times as text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "message/date_time.h"

namespace quoll::mama {

/// Writes into a caller's buffer; what does not fit is cut, and the text ends with NUL as soon as
/// the writer is gone. A buffer of no bytes stays untouched.
class TextWriter {
 public:
  TextWriter(char* buffer, std::size_t size) noexcept
      : at_(buffer), last_(size == 0 ? nullptr : buffer + size - 1) {}
  TextWriter(const TextWriter&) = delete;
  TextWriter& operator=(const TextWriter&) = delete;
  ~TextWriter() {
    if (last_ != nullptr) *at_ = '\0';
  }

  void put(std::string_view text) noexcept {
    if (last_ == nullptr) return;
    const std::size_t size = std::min(text.size(), static_cast<std::size_t>(last_ - at_));
    std::memcpy(at_, text.data(), size);
    at_ += size;
  }
  void put(char c) noexcept {
    if (last_ != nullptr && at_ != last_) *at_++ = c;
  }
  /// In decimal, with at least `width` digits.
  void put_number(std::uint64_t number, unsigned width) noexcept;

 private:
  char* at_;
  char* const last_;  // where at most the end of the text goes
};

/// The digits of a second that a precision stands for.
unsigned fraction_digits(unsigned precision) noexcept;

/// "YYYY-MM-DD".
void write_date(const DateTime& time, TextWriter* out) noexcept;
/// "HH:MM:SS", and the fraction that the precision stands for.
void write_time(const DateTime& time, TextWriter* out) noexcept;
/// Date and time of day, whichever there are.
void write_text(const DateTime& time, TextWriter* out) noexcept;
/// By a format (see mamaDateTime_getAsFormattedString); the codes of a part that is missing give
/// blanks.
void write_formatted(const DateTime& time, std::string_view format, TextWriter* out) noexcept;

}  // namespace quoll::mama
