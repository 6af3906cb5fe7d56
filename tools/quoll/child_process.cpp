#include "child_process.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

namespace quoll::tool {
namespace {

[[noreturn]] void run_child(int out, unsigned limit_s, const std::function<std::string()>& body) {
  // What the library prints must not get between our lines.
  dup2(STDERR_FILENO, STDOUT_FILENO);
  alarm(limit_s);
  const std::string text = body();
  for (std::string_view left = text; !left.empty();) {
    const ssize_t written = write(out, left.data(), left.size());
    if (written <= 0) break;
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  _exit(0);
}

std::string read_all(int in) {
  std::string text;
  std::array<char, 4096> buffer;
  for (;;) {
    const ssize_t count = read(in, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

std::string ChildResult::how(const std::string& doing) const {
  if (!WIFSIGNALED(status)) {
    return fmt::format("the process ended with status {} while {}", WEXITSTATUS(status), doing);
  }
  if (WTERMSIG(status) == SIGALRM) {
    return fmt::format("{} did not end within {} seconds", doing, limit_s);
  }
  return fmt::format("the process ended by signal {} ({}) while {}", WTERMSIG(status),
                     strsignal(WTERMSIG(status)), doing);
}

ChildResult run_in_child(unsigned limit_s, const std::function<std::string()>& body) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) {
    close(ends[0]);
    run_child(ends[1], limit_s, body);
  }
  close(ends[1]);
  ChildResult result{read_all(ends[0]), 0, limit_s};
  close(ends[0]);
  while (waitpid(child, &result.status, 0) < 0 && errno == EINTR) {
  }
  return result;
}

}  // namespace quoll::tool
