/// Foreign code in a process of its own: whatever it does, even a crash or a hang, is an answer and
/// not the end of the program.
#pragma once

#include <functional>
#include <string>

namespace quoll::tool {

/// How a child ended, and what it had to say.
struct ChildResult {
  std::string text;  ///< what the body returned, or threw; perhaps cut when it ended badly
  int status;        ///< as waitpid gives it
  unsigned limit_s;

  bool ended_well() const { return status == 0; }
  /// "the process ended by signal 11 (Segmentation fault) while loading".
  std::string how(const std::string& doing) const;
};

/// A child that runs `body`, with our standard error as its standard output. One that takes longer
/// than the limit is ended. Made while the process has no other threads; its end waits for the
/// child's.
class Child {
 public:
  Child(unsigned limit_s, const std::function<std::string()>& body);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  /// What came of it; to be asked once. Of what the body returns, a pipe's fill (64 KiB) is kept
  /// until then.
  ChildResult wait();

 private:
  int pid_ = -1;  // -1: waited for
  int text_ = -1;
  unsigned limit_s_;
};

inline ChildResult run_in_child(unsigned limit_s, const std::function<std::string()>& body) {
  return Child(limit_s, body).wait();
}

}  // namespace quoll::tool
