/// Runs steps in forked children, so that a crash or a hang of one is a finding and not the end.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace quoll::test::misuse {

/// What a child may leave for its parent: which step it is in, and lines of text. In shared memory.
class Report {
 public:
  /// In the child: the step that begins now, named for the finding when it does not end.
  void begin(std::size_t step, const std::string& name);
  /// In the child: something that is wrong.
  void finding(const std::string& text);

 private:
  friend std::vector<std::string> run_in_children(
      std::size_t steps, const std::function<bool(Report&)>& enter,
      const std::function<void(Report&, std::size_t)>& step, unsigned limit_s);

  static constexpr std::size_t kNameBytes = 256;
  static constexpr std::size_t kTextBytes = 256 * 1024;

  unsigned limit_s_;
  std::size_t step_;
  char name_[kNameBytes];
  std::size_t text_length_;
  char text_[kTextBytes];
};

/// Runs `step` for 0 … steps-1, in one child as long as nothing goes wrong; each child begins with
/// `enter`. A step that crashes, exits, or takes longer than `limit_s` is reported with the output
/// of its child, and the next child goes on behind it. Returns all findings.
std::vector<std::string> run_in_children(std::size_t steps,
                                         const std::function<bool(Report&)>& enter,
                                         const std::function<void(Report&, std::size_t)>& step,
                                         unsigned limit_s = 10);

}  // namespace quoll::test::misuse
