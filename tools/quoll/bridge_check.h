/// `quoll bridges --check FILE`: what a bridge exports, and whether it keeps the contract.
#pragma once

#include <string>
#include <vector>

#include "output.h"

namespace quoll::tool {

/// Checks one library libmama<name>impl.so; `only` names the checks to run (empty: all). Prints a
/// report. True when the bridge can be loaded and no check failed. Throws for a file that is not
/// there or has another name, and for names of checks that do not exist.
bool check_bridge(const std::string& file, const std::vector<std::string>& only, Output& output);

}  // namespace quoll::tool
