#include "services/stats_table.h"

#include <mama/log.h>

#include <cinttypes>

namespace quoll::mama {

void log_stats_separator() {
  mama_log(MAMA_LOG_LEVEL_WARN, "%s",
           "-------------------------+-----------+------------"
           "+-----------------+------------+------------+------------+");
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
