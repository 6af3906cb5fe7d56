/// Whether a bridge that was compiled for one version of MAMA fits this runtime.
#pragma once

#include <wombat/strutils.h>

#include <string>

namespace quoll::mama {

/// Versions fit when major and minor agree, after old releases have been renumbered: 2.x
/// is 6.0, 2.4 and 6.0.7 and later are 6.1. Releases do not matter.
bool are_versions_compatible(const versionInfo& a, const versionInfo& b);

enum class Handshake { kFits, kUnreadable, kDiffers };
/// Holds the text that a bridge gave, or null, against `mama.runtime_version`.
Handshake check_compile_version(const char* compile_version);

/// The version of this runtime, without the product's name.
const char* runtime_version();

}  // namespace quoll::mama
