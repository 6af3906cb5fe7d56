/// The texts under /proc in which the kernel tells about the machine and its processes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "quoll/api.h"

namespace quoll::compat {

/// What /proc/<pid>/stat tells.
struct ProcessStat {
  int parent = 0;
  int group = 0;
  double user_s = 0;
  double system_s = 0;
  long address_space_kb = 0;
  long resident_kb = 0;
};
/// Nothing for a text of another form. The program's name in it may hold any characters.
QUOLL_API std::optional<ProcessStat> parse_process_stat(const std::string& text);

/// The number in a line of /proc/meminfo like "MemTotal:   16 kB".
QUOLL_API std::optional<long> memory_line_kb(std::string_view text, std::string_view name);

struct ProcessorTicks {
  long used = 0;
  long idle = 0;
};
/// From the line "cpu<processor> ..." of /proc/stat.
QUOLL_API std::optional<ProcessorTicks> processor_ticks(std::string_view text, int processor);

}  // namespace quoll::compat
