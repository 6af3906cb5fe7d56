#include "runtime/version_handshake.h"

#include <mama/version.h>

#include <cstring>
#include <utility>

#include "common/version_text.h"

namespace quoll::mama {
namespace {

using MajorMinor = std::pair<int, int>;

MajorMinor normalised(const versionInfo& version) {
  if (version.mMajor == 2 && version.mMinor < 4) return {6, 0};
  if (version.mMajor == 2 && version.mMinor == 4) return {6, 1};
  if (version.mMajor == 6 && version.mMinor == 0 && version.mRelease >= 7) return {6, 1};
  return {version.mMajor, version.mMinor};
}

}  // namespace

bool are_versions_compatible(const versionInfo& a, const versionInfo& b) {
  return normalised(a) == normalised(b);
}

const char* runtime_version() {
  const char* blank = std::strchr(MAMA_VERSION, ' ');
  return blank != nullptr ? blank + 1 : MAMA_VERSION;
}

Handshake check_compile_version(const char* compile_version) {
  const auto found = compat::parse_version(compile_version != nullptr ? compile_version : "");
  if (!found.complete) return Handshake::kUnreadable;
  const auto needed = compat::parse_version(runtime_version());
  return are_versions_compatible(found.version, needed.version) ? Handshake::kFits
                                                                : Handshake::kDiffers;
}

}  // namespace quoll::mama
