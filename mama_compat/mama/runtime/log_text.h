/// The texts of log lines, levels and policies.
#pragma once

#include <mama/log.h>

#include <cstdarg>
#include <string>

namespace quoll::mama {

/// printf into a string; what cannot be formatted gives an empty one.
std::string format_text(const char* format, va_list arguments);

enum class LineThread { kHidden, kShown };

/// `YYYY-MM-DD HH:MM:SS: <text>\n` in local time; with milliseconds and the thread's id where asked
/// for.
std::string log_line(const std::string& text, LineThread thread);

/// Whether lines carry milliseconds; off by default.
void show_milliseconds(bool shown) noexcept;

}  // namespace quoll::mama
