/// A process may end in any state: at once, with its own exit status.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace {

class Exit : public testing::TestWithParam<const char*> {};

TEST_P(Exit, EndsWithItsOwnStatus) {
  constexpr int kRounds = 10;  // what races at exit does so now and then
  constexpr unsigned kSeconds = 20;
  for (int round = 0; round < kRounds; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      // The leak checker cannot stop threads that are being ended, and what lives at the end of
      // such a process is no leak.
      setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
      alarm(kSeconds);  // a hang ends by SIGALRM
      execl(EXIT_PROGRAM, EXIT_PROGRAM, GetParam(), nullptr);
      _exit(97);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status)) << "killed by signal " << WTERMSIG(status);
    ASSERT_EQ(WEXITSTATUS(status), 42);
  }
}

INSTANTIATE_TEST_SUITE_P(States, Exit,
                         testing::Values("untouched", "loaded", "opened", "closed", "busy-return",
                                         "busy-exit", "exit-in-callback", "exit-in-start"),
                         [](const auto& state) {
                           std::string name = state.param;
                           for (char& c : name) {
                             if (c == '-') c = '_';
                           }
                           return name;
                         });

}  // namespace
