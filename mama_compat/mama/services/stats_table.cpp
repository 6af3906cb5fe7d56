#include "services/stats_table.h"

#include <mama/log.h>

#include <cinttypes>
#include <string>

namespace quoll::mama {

void log_stats_separator() {
  static const std::string line = [] {
    std::string made(25, '-');
    for (const std::size_t width : {11, 12, 17, 12, 12, 12}) made.append("+").append(width, '-');
    return made + "+";
  }();
  mama_log(MAMA_LOG_LEVEL_WARN, "%s", line.c_str());
}

void log_stats_header() {
  log_stats_separator();
  mama_log(MAMA_LOG_LEVEL_WARN, "%24s | %9s | %10s | %15s | %10s | %10s | %10s |", "Name", "Type",
           "Middleware", "Statistic", "Rate", "Max", "Total");
  log_stats_separator();
}

void log_stats_row(const char* name, const char* type, const char* middleware,
                   const mamaStatImpl_& stat, const mamaStatImpl_::Values& values) {
  mama_log(MAMA_LOG_LEVEL_WARN,
           "%24.24s | %9.9s | %10.10s | %15.15s | %10" PRId32 " | %10" PRIu32 " | %10" PRIu32 " |",
           name, type, middleware, stat.name(), values.interval, values.maximum, values.total);
}

}  // namespace quoll::mama
