#include "child_process.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <string_view>
#include <system_error>

namespace quoll::tool {
namespace {

constexpr int kThrewStatus = 70;

// Whatever the body does, the caller's part of the program must not run in the child.
[[noreturn]] void run_child(int out, unsigned limit_s, const std::function<std::string()>& body) {
  // What the library prints must not get between our lines.
  dup2(STDERR_FILENO, STDOUT_FILENO);
  alarm(limit_s);
  std::string text;
  int status = 0;
  try {
    text = body();
  } catch (const std::exception& error) {
    text = error.what();
    status = kThrewStatus;
  } catch (...) {
    text = "of an unknown type";
    status = kThrewStatus;
  }
  for (std::string_view left = text; !left.empty();) {
    const ssize_t written = write(out, left.data(), left.size());
    if (written <= 0) break;
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  _exit(status);
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
  if (WIFEXITED(status) && WEXITSTATUS(status) == kThrewStatus) {
    return fmt::format("{} ended with an exception: {}", doing, text);
  }
  if (!WIFSIGNALED(status)) {
    return fmt::format("the process ended with status {} while {}", WEXITSTATUS(status), doing);
  }
  if (WTERMSIG(status) == SIGALRM) {
    return fmt::format("{} did not end within {} seconds", doing, limit_s);
  }
  return fmt::format("the process ended by signal {} ({}) while {}", WTERMSIG(status),
                     strsignal(WTERMSIG(status)), doing);
}

Child::Child(unsigned limit_s, const std::function<std::string()>& body) : limit_s_(limit_s) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  pid_ = fork();
  if (pid_ == 0) {
    close(ends[0]);
    run_child(ends[1], limit_s, body);
  }
  close(ends[1]);
  text_ = ends[0];
  if (pid_ > 0) return;
  const int error = errno;
  close(text_);
  throw std::system_error(error, std::generic_category(), "fork");
}

Child::~Child() {
  if (pid_ != -1) wait();
}

ChildResult Child::wait() {
  ChildResult result{read_all(text_), 0, limit_s_};
  close(text_);
  while (waitpid(pid_, &result.status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return result;
}

}  // namespace quoll::tool
