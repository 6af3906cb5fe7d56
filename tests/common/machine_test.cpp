// The machine and its processes (spec: common 10, defect 27).
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wombat/machine.h>

#include <string>

#include "common/process_files.h"

namespace quoll::compat {
namespace {

TEST(ProcessFilesTest, TheProgramsNameMayHoldAnything) {
  const std::string numbers =
      " S 17 23 5 34816 23 4194560 1 2 3 4 250 50 0 0 20 0 8 0 987654 2097152 64 "
      "18446744073709551615";
  const auto stat = parse_process_stat("42 (a) (b) c)" + numbers);
  ASSERT_TRUE(stat.has_value());
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  EXPECT_EQ(stat->parent, 17);
  EXPECT_EQ(stat->group, 23);
  EXPECT_DOUBLE_EQ(stat->user_s, 250 / ticks);
  EXPECT_DOUBLE_EQ(stat->system_s, 50 / ticks);
  EXPECT_EQ(stat->address_space_kb, 2048);
  EXPECT_EQ(stat->resident_kb, 64 * sysconf(_SC_PAGESIZE) / 1024);
}

TEST(ProcessFilesTest, OtherTextsAreRefused) {
  EXPECT_FALSE(parse_process_stat("").has_value());
  EXPECT_FALSE(parse_process_stat("42 no name S 17 23").has_value());
  EXPECT_FALSE(parse_process_stat("42 (a) S 17 23").has_value());
}

TEST(ProcessFilesTest, LinesAreFoundByTheirWholeName) {
  const char* text = "SwapTotal:     7 kB\nMemTotal:   123456 kB\nMemFree: 1 kB\nEmpty:\n";
  EXPECT_EQ(memory_line_kb(text, "MemTotal"), 123456);
  EXPECT_EQ(memory_line_kb(text, "MemFree"), 1);
  EXPECT_EQ(memory_line_kb(text, "Mem"), std::nullopt);
  EXPECT_EQ(memory_line_kb(text, "Total"), std::nullopt);
  EXPECT_EQ(memory_line_kb(text, "Empty"), std::nullopt);
}

// Defect 27: what is behind the first 4096 bytes is found, too.
TEST(ProcessFilesTest, ProcessorsAreFoundHoweverManyThereAre) {
  std::string text = "cpu  1 2 3 4\n";
  for (int i = 0; i < 300; ++i) {
    text += "cpu" + std::to_string(i) + " " + std::to_string(i) + " 10 100 5000 0 0 0\n";
  }
  ASSERT_GT(text.size(), 4096u);
  const auto last = processor_ticks(text, 299);
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->used, 299 + 10 + 100);
  EXPECT_EQ(last->idle, 5000);
  EXPECT_EQ(processor_ticks(text, 2)->used, 112);
  EXPECT_FALSE(processor_ticks(text, 300).has_value());
}

TEST(MachineTest, Memory) {
  systemMemVals memory;
  ASSERT_EQ(getSystemMemory(&memory), 0);
  EXPECT_GT(memory.totalMem, 0);
  EXPECT_GT(memory.freeMem, 0);
  EXPECT_LT(memory.freeMem, memory.totalMem);
  EXPECT_LE(memory.freeSwap, memory.totalSwap);
  EXPECT_EQ(getTotalSystemMem(), memory.totalMem);
  EXPECT_EQ(getSystemMemory(nullptr), -1);
}

TEST(MachineTest, ProcessorsAndTimes) {
  EXPECT_EQ(getNumCpu(), sysconf(_SC_NPROCESSORS_ONLN));
  double up_s = 0;
  double idle_s = 0;
  getSystemTime(&up_s, &idle_s);
  EXPECT_GT(up_s, 0);
  getSystemTime(nullptr, nullptr);
  long used = -1;
  long idle = -1;
  getProcessorTime(&used, &idle, 1000000);
  EXPECT_EQ(used, 0) << "no such processor";
  EXPECT_EQ(idle, 0);
  getProcessorTime(nullptr, nullptr, 0);
  EXPECT_GE(getTimeSinceEpoch(), 1700000000);
}

TEST(MachineTest, AProcess) {
  memVals memory{};
  cpuVals cpu{1, 1, 1, 1};
  EXPECT_EQ(getProcessInfo(getpid(), &memory, &cpu, 0), getppid());
  EXPECT_GT(memory.rss, 0);
  EXPECT_GT(memory.vsize, memory.rss);
  EXPECT_DOUBLE_EQ(memory.memPercent, static_cast<double>(memory.rss) * 100 /
                                          static_cast<double>(getTotalSystemMem()));
  EXPECT_EQ(getProcessInfo(getpid(), nullptr, nullptr, 0), getppid());
  memVals same{};
  getMemVals(getpid(), &same);
  EXPECT_GT(same.rss, 0);
}

TEST(MachineTest, AProcessThatIsNotThere) {
  memVals memory{1, 1, 1};
  cpuVals cpu{1, 1, 1, 1};
  EXPECT_EQ(getProcessInfo(-1, &memory, &cpu, 0), 0);
  EXPECT_EQ(memory.rss, 0);
  EXPECT_EQ(memory.vsize, 0);
  EXPECT_EQ(cpu.userTime, 0);
  EXPECT_EQ(getProcessInfo(getpid(), &memory, &cpu, 1), 0) << "not listed as a thread";
}

// A child that waits, and a grandchild: both belong to the family.
TEST(MachineTest, TheFamilyOfAProcess) {
  int ready[2];
  int go[2];
  ASSERT_EQ(pipe(ready), 0);
  ASSERT_EQ(pipe(go), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    close(go[1]);
    const pid_t grandchild = fork();
    char byte = 'r';
    if (grandchild == 0) {
      if (write(ready[1], &byte, 1) != 1) _exit(1);
      _exit(read(go[0], &byte, 1) == 0 ? 0 : 1);
    }
    waitpid(grandchild, nullptr, 0);
    _exit(0);
  }
  close(go[0]);
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  testing::internal::CaptureStdout();
  disableLWP();
  initProcTable(getpid(), 1);
  const std::string processes = testing::internal::GetCapturedStdout();
  testing::internal::CaptureStdout();
  enableLWP();
  initProcTable(child, 1);
  const std::string with_threads = testing::internal::GetCapturedStdout();
  EXPECT_NE(processes.find("process " + std::to_string(getpid()) + ":"), std::string::npos);
  EXPECT_NE(processes.find("process " + std::to_string(child) + ":"), std::string::npos);
  EXPECT_NE(processes.find("parent " + std::to_string(child) + ","), std::string::npos);
  EXPECT_EQ(processes.find("thread"), std::string::npos);
  EXPECT_EQ(with_threads.find("process " + std::to_string(getpid()) + ":"), std::string::npos);
  EXPECT_NE(with_threads.find("thread " + std::to_string(child) + ":"), std::string::npos);
  for (const int end : {ready[0], ready[1], go[1]}) close(end);
  waitpid(child, nullptr, 0);
}

// Defect 27: a process counts once, however many threads it has.
TEST(MachineTest, TheTimeOfTheFamilyIsSummedByProcess) {
  initProcTable(getpid(), 0);
  cpuVals before{};
  cpuVals family{};
  cpuVals after{};
  getProcessInfo(getpid(), nullptr, &before, 0);
  getProcAndChildCpu(0, &family);
  getProcessInfo(getpid(), nullptr, &after, 0);
  EXPECT_GE(family.userTime, before.userTime);
  EXPECT_LE(family.userTime, after.userTime);
  getProcAndChildCpu(0, nullptr);
}

}  // namespace
}  // namespace quoll::compat
