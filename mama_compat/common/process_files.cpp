#include "common/process_files.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace quoll::compat {
namespace {

constexpr double kBytesPerKb = 1024;

// The text behind `start` of the first line that begins with it; with the following lines.
std::optional<std::string> line_behind(std::string_view text, std::string_view start) {
  while (!text.empty()) {
    if (text.starts_with(start)) {
      text.remove_prefix(start.size());
      return std::string(text.substr(0, text.find('\n')));
    }
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<ProcessStat> parse_process_stat(const std::string& text) {
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  ProcessStat stat;
  unsigned long user_ticks = 0;
  unsigned long system_ticks = 0;
  unsigned long address_space_bytes = 0;
  long resident_pages = 0;
  // state parent group session tty tpgid flags 4 x faults utime stime cutime cstime priority nice
  // threads alarm start vsize rss
  const int found = std::sscanf(text.c_str() + name_end + 1,
                                " %*c %d %d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %*d %*d %*d "
                                "%*d %*d %*d %*u %lu %ld",
                                &stat.parent, &stat.group, &user_ticks, &system_ticks,
                                &address_space_bytes, &resident_pages);
  if (found != 6) return std::nullopt;
  const auto ticks_per_s = static_cast<double>(sysconf(_SC_CLK_TCK));
  stat.user_s = static_cast<double>(user_ticks) / ticks_per_s;
  stat.system_s = static_cast<double>(system_ticks) / ticks_per_s;
  stat.address_space_kb = static_cast<long>(static_cast<double>(address_space_bytes) / kBytesPerKb);
  stat.resident_kb = static_cast<long>(static_cast<double>(resident_pages) *
                                       static_cast<double>(sysconf(_SC_PAGESIZE)) / kBytesPerKb);
  return stat;
}

std::optional<long> memory_line_kb(std::string_view text, std::string_view name) {
  const auto line = line_behind(text, std::string(name) + ":");
  if (!line) return std::nullopt;
  char* end = nullptr;
  const long number = std::strtol(line->c_str(), &end, 10);
  return end == line->c_str() ? std::nullopt : std::optional(number);
}

std::optional<ProcessorTicks> processor_ticks(std::string_view text, int processor) {
  const auto line = line_behind(text, "cpu" + std::to_string(processor) + " ");
  if (!line) return std::nullopt;
  long user = 0;
  long nice = 0;
  long system = 0;
  long idle = 0;
  if (std::sscanf(line->c_str(), "%ld %ld %ld %ld", &user, &nice, &system, &idle) != 4) {
    return std::nullopt;
  }
  return ProcessorTicks{user + nice + system, idle};
}

}  // namespace quoll::compat
