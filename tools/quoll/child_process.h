/// Foreign code in a process of its own: whatever it does, even a crash or a hang, is an answer and
/// not the end of the program.
#pragma once

#include <functional>
#include <string>

namespace quoll::tool {

/// How a child ended, and what it had to say.
struct ChildResult {
  std::string text;  ///< what the body returned; perhaps cut when it ended badly
  int status;        ///< as waitpid gives it
  unsigned limit_s;

  bool ended_well() const { return status == 0; }
  /// "the process ended by signal 11 (Segmentation fault) while loading".
  std::string how(const std::string& doing) const;
};

/// Forks, and runs `body` in the child, whose standard output is our standard error meanwhile. A
/// child that takes longer than the limit is ended. Call while the process has no other threads.
ChildResult run_in_child(unsigned limit_s, const std::function<std::string()>& body);

}  // namespace quoll::tool
