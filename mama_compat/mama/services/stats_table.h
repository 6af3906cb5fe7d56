/// The table of statistics in the log, at WARN so that it appears at the default verbosity.
#pragma once

#include "services/stat.h"

namespace quoll::mama {

void log_stats_header();
void log_stats_separator();
/// Name, type and middleware are empty in all but the first row of a collector.
void log_stats_row(const char* name, const char* type, const char* middleware,
                   const mamaStatImpl_& stat, const mamaStatImpl_::Values& values);

}  // namespace quoll::mama
