#include <fmt/format.h>

#include <stdexcept>

#include "commands.h"

namespace quoll::tool {

int run_bridges(const BridgesOptions&, Output&) {
  throw std::runtime_error("bridges: not built yet");
}

}  // namespace quoll::tool
