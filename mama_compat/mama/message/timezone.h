/// The object behind a mamaTimeZone.
#pragma once

#include <mama/timezone.h>

#include <atomic>
#include <cstdint>

#include "message/timezone_database.h"

namespace quoll::mama {

/// Refers to a zone of the database. Owned by whoever created it, except the three that belong to
/// the process. Any thread may use it.
struct TimeZone {
  explicit TimeZone(Zone* refers_to, bool is_of_process = false)
      : zone(refers_to), of_process(is_of_process) {}

  std::atomic<Zone*> zone;
  const bool of_process;  ///< may be neither changed nor destroyed
};

/// The zone of a handle, UTC for NULL. @return OK; INVALID_ARG for a destroyed handle
mama_status find_zone(mamaTimeZone handle, const char* function, Zone** zone);

/// The wall clock's seconds since 1970.
std::int64_t wall_seconds() noexcept;

}  // namespace quoll::mama
