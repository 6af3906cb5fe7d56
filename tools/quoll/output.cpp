#include "output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace quoll::tool {

Output::Output(Format format)
    : terminal_(isatty(STDOUT_FILENO) != 0),
      json_(format == Format::kJson || (format == Format::kAuto && !terminal_)) {}

void Output::line(const nlohmann::ordered_json& object) {
  // Message text may hold any bytes: what is not UTF-8 is replaced instead of refused.
  text(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void Output::text(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t end = digits.size(); end > 3; end -= 3) digits.insert(end - 3, 1, ',');
  return digits;
}

std::string readable_duration(double nanoseconds) {
  if (nanoseconds < 1e3) return fmt::format("{:.0f} ns", nanoseconds);
  if (nanoseconds < 1e6) return fmt::format("{:.1f} µs", nanoseconds / 1e3);
  if (nanoseconds < 1e9) return fmt::format("{:.2f} ms", nanoseconds / 1e6);
  return fmt::format("{:.2f} s", nanoseconds / 1e9);
}

}  // namespace quoll::tool
