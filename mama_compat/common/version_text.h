/// Version texts such as `6.3.2-rc3`.
#pragma once

#include <wombat/strutils.h>

#include <string_view>

#include "quoll/api.h"

namespace quoll::compat {

/// What a version text says. `complete` is true when it has three parts; `version` holds whatever
/// was found, zeroes elsewhere.
struct ParsedVersion {
  versionInfo version{};
  bool complete = false;
};

/// Reads `<major>.<minor>.<release><extra>`: leading bytes that are no digits are skipped, repeated
/// dots count as one, parts after the third are ignored, `extra` keeps its first 15 bytes. A text
/// without a digit or longer than 63 bytes gives nothing.
QUOLL_API ParsedVersion parse_version(std::string_view text) noexcept;

}  // namespace quoll::compat
