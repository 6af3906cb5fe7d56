#include "misuse/child.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>

namespace quoll::test::misuse {
namespace {

constexpr std::size_t kOutputShown = 3000;

std::string folder_for_output() {
  std::string folder = (std::filesystem::temp_directory_path() / "quoll-misuse-XXXXXX").string();
  return mkdtemp(folder.data()) != nullptr ? folder : std::string();
}

/// The end of what a child wrote, without the runtime's own log lines.
std::string output_of(const std::string& path) {
  std::string text;
  if (FILE* file = std::fopen(path.c_str(), "r")) {
    char line[2048];
    while (std::fgets(line, sizeof line, file) != nullptr) {
      if (std::strstr(line, "ERROR: ") != nullptr || line[0] == ' ' || line[0] == '/' ||
          std::strstr(line, "runtime error") != nullptr) {
        text += line;
      }
    }
    std::fclose(file);
  }
  const auto report = std::min(text.find("==ERROR"), text.find("runtime error"));
  if (report != std::string::npos) return text.substr(report, kOutputShown);
  return text.size() > kOutputShown / 4 ? text.substr(text.size() - kOutputShown / 4) : text;
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    return signal == SIGALRM ? "hangs" : std::string("ends with ") + strsignal(signal);
  }
  return "exits with " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

void Report::begin(std::size_t step, const std::string& name) {
  step_ = step;
  std::snprintf(name_, sizeof name_, "%s", name.c_str());
  alarm(limit_s_);
}

void Report::finding(const std::string& text) {
  const std::size_t length = std::min(text.size() + 1, kTextBytes - text_length_);
  if (length <= 1) return;
  std::memcpy(text_ + text_length_, text.c_str(), length - 1);
  text_[text_length_ + length - 1] = '\n';
  text_length_ += length;
}

std::vector<std::string> run_in_children(std::size_t steps,
                                         const std::function<bool(Report&)>& enter,
                                         const std::function<void(Report&, std::size_t)>& step,
                                         unsigned limit_s) {
  void* memory =
      mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return {"no shared memory"};
  auto* report = static_cast<Report*>(memory);
  report->limit_s_ = limit_s;
  const std::string folder = folder_for_output();
  const std::string output = folder + "/output";

  std::vector<std::string> findings;
  std::size_t next = 0;
  while (next < steps) {
    report->step_ = next;
    std::snprintf(report->name_, sizeof report->name_, "the preparation");
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) {
      const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
      dup2(file, STDOUT_FILENO);
      dup2(file, STDERR_FILENO);
      if (chdir(folder.c_str()) != 0) _exit(3);
      alarm(3 * limit_s);
      if (!enter(*report)) _exit(2);
      for (std::size_t i = next; i < steps; ++i) step(*report, i);
      _exit(0);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) {
      findings.push_back("no child process");
      break;
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
      if (report->step_ + 1 == steps) break;  // not so when a step itself exits
    }
    const bool prepared = std::strcmp(report->name_, "the preparation") != 0;
    findings.push_back(std::string(report->name_) + " " + how_it_ended(status) + "\n" +
                       output_of(output));
    if (!prepared) break;
    next = report->step_ + 1;
  }
  std::istringstream lines(std::string(report->text_, report->text_length_));
  for (std::string line; std::getline(lines, line);) findings.push_back(line);
  munmap(memory, sizeof(Report));
  std::error_code ignored;
  if (!folder.empty()) std::filesystem::remove_all(folder, ignored);
  return findings;
}

}  // namespace quoll::test::misuse
