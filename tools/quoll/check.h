/// The conformance checks of `quoll bridges --check`. Each runs in a process of its own, which ends
/// after it: a check cleans up only what it is about.
#pragma once

#include <span>
#include <stdexcept>
#include <string>

namespace quoll::tool {

/// The library to check.
struct CheckTarget {
  std::string name;  ///< as given to mama_loadBridge or mama_loadPayloadBridge
  /// With that library and the base library in it; first in the loader's search.
  std::string folder;
};

struct Check {
  const char* name;
  const char* promise;  ///< what the bridge has to keep, for the report
  void (*run)(const CheckTarget& target);
};

/// The bridge does not keep the promise; what() says how.
struct CheckFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// There is nothing to check: what() says what the bridge does not have.
struct CheckSkipped : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::span<const Check> middleware_checks();
std::span<const Check> payload_checks();

/// Throws CheckFailed with the formatted text unless `holds`.
void expect(bool holds, const std::string& otherwise);

}  // namespace quoll::tool
