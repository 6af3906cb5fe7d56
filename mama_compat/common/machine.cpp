// The C functions of wombat/machine.h.
#include <dirent.h>
#include <unistd.h>
#include <wombat/machine.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "common/path_list.h"
#include "common/process_files.h"
#include "quoll/clock.h"
#include "quoll/mutex.h"

using quoll::Mutex;
using quoll::MutexLock;
using quoll::compat::memory_line_kb;
using quoll::compat::parse_process_stat;
using quoll::compat::processor_ticks;
using quoll::compat::ProcessStat;
using quoll::compat::read_whole_file;

namespace {

// What a function answers when memory is out.
template <class Value, class Action>
Value or_else(Value otherwise, Action action) {
  try {
    return action();
  } catch (const std::bad_alloc&) {
    return otherwise;
  }
}

std::optional<ProcessStat> stat_in(const std::string& folder) {
  const auto text = read_whole_file(folder + "/stat");
  return text ? parse_process_stat(*text) : std::nullopt;
}
std::optional<ProcessStat> stat_of(int pid) { return stat_in("/proc/" + std::to_string(pid)); }

// The folders that are named with a number.
std::vector<int> numbers_in(const std::string& folder) {
  struct Closer {
    void operator()(DIR* open) const noexcept { closedir(open); }
  };
  const std::unique_ptr<DIR, Closer> open(opendir(folder.c_str()));
  std::vector<int> numbers;
  if (!open) return numbers;
  while (const dirent* entry = readdir(open.get())) {
    char* end = nullptr;
    const long number = std::strtol(entry->d_name, &end, 10);
    if (*end == '\0' && number > 0) numbers.push_back(static_cast<int>(number));
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

/// The processes that belong to one, noted at one moment.
std::vector<int> family_of(int pid) {
  std::map<int, ProcessStat> all;
  for (const int number : numbers_in("/proc")) {
    if (const auto stat = stat_of(number)) all.emplace(number, *stat);
  }
  std::vector<int> family{pid};
  const auto add = [&family](int number) {
    if (std::find(family.begin(), family.end(), number) == family.end()) family.push_back(number);
  };
  for (const auto& [number, stat] : all) {
    if (stat.group == pid) add(number);
  }
  for (std::size_t i = 0; i < family.size(); ++i) {  // which grows meanwhile
    const int parent = family[i];
    for (const auto& [number, stat] : all) {
      if (stat.parent == parent) add(number);
    }
  }
  return family;
}

void print_line(const char* what, int number, const ProcessStat& stat) {
  std::printf("%s %d: parent %d, group %d, user %.2f s, system %.2f s, resident %ld kB\n", what,
              number, stat.parent, stat.group, stat.user_s, stat.system_s, stat.resident_kb);
}

void print_family(const std::vector<int>& family, bool with_threads) {
  for (const int pid : family) {
    if (const auto stat = stat_of(pid)) print_line("process", pid, *stat);
    if (!with_threads) continue;
    const std::string threads = "/proc/" + std::to_string(pid) + "/task";
    for (const int thread : numbers_in(threads)) {
      if (const auto stat = stat_in(threads + "/" + std::to_string(thread))) {
        print_line("  thread", thread, *stat);
      }
    }
  }
}

std::atomic<bool> shows_threads{true};

Mutex noted_mutex;
std::vector<int>& noted() QUOLL_REQUIRES(noted_mutex) {
  static auto& family = *new std::vector<int>;
  return family;
}

}  // namespace

// ---- The machine

int getNumCpu(void) { return static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)); }

int getSystemMemory(systemMemVals* mem) {
  if (mem == nullptr) return -1;
  *mem = {};
  return or_else(-1, [mem] {
    const auto text = read_whole_file("/proc/meminfo");
    if (!text) return -1;
    const auto total = memory_line_kb(*text, "MemTotal");
    const auto free = memory_line_kb(*text, "MemFree");
    if (!total || !free) return -1;
    mem->totalMem = *total;
    mem->freeMem = *free;
    mem->totalSwap = memory_line_kb(*text, "SwapTotal").value_or(0);
    mem->freeSwap = memory_line_kb(*text, "SwapFree").value_or(0);
    return 0;
  });
}

long getTotalSystemMem(void) {
  systemMemVals memory;
  return getSystemMemory(&memory) == 0 ? memory.totalMem : -1;
}

time_t getTimeSinceEpoch(void) {
  return std::chrono::system_clock::to_time_t(quoll::Clock::process().wall_now());
}

void getSystemTime(double* upTime, double* idleTime) {
  double up = 0;
  double idle = 0;
  or_else(0, [&] {
    const auto text = read_whole_file("/proc/uptime");
    if (!text || std::sscanf(text->c_str(), "%lf %lf", &up, &idle) != 2) up = idle = 0;
    return 0;
  });
  if (upTime != nullptr) *upTime = up;
  if (idleTime != nullptr) *idleTime = idle;
}

void getProcessorTime(long* usageTime, long* idleTime, int processor) {
  const auto ticks = or_else(quoll::compat::ProcessorTicks{}, [processor] {
    const auto text = read_whole_file("/proc/stat");
    return text ? processor_ticks(*text, processor).value_or(quoll::compat::ProcessorTicks{})
                : quoll::compat::ProcessorTicks{};
  });
  if (usageTime != nullptr) *usageTime = ticks.used;
  if (idleTime != nullptr) *idleTime = ticks.idle;
}

// ---- Processes

int getProcessInfo(int pid, memVals* memV, cpuVals* cpuV, int childFlag) {
  const std::string hidden = childFlag == 1 ? "." : "";
  const auto found = or_else(std::optional<ProcessStat>{},
                             [&] { return stat_in("/proc/" + hidden + std::to_string(pid)); });
  const ProcessStat stat = found.value_or(ProcessStat{});
  if (memV != nullptr) {
    *memV = {stat.address_space_kb, stat.resident_kb, 0};
    const long total = getTotalSystemMem();
    if (total > 0) {
      memV->memPercent = static_cast<double>(stat.resident_kb) * 100 / static_cast<double>(total);
    }
  }
  if (cpuV != nullptr) *cpuV = {stat.user_s, stat.system_s, 0, 0};
  return stat.parent;
}

void getMemVals(int pid, memVals* memV) { getProcessInfo(pid, memV, nullptr, 0); }

void initProcTable(int pid, int debuginfo) {
  or_else(0, [=] {
    std::vector<int> family = family_of(pid);
    if (debuginfo != 0) print_family(family, shows_threads);
    MutexLock lock(noted_mutex);
    noted() = std::move(family);
    return 0;
  });
}

void getProcAndChildCpu(int, cpuVals* cpv) {
  if (cpv == nullptr) return;
  *cpv = {};
  or_else(0, [cpv] {
    std::vector<int> family;
    {
      MutexLock lock(noted_mutex);
      family = noted();
    }
    for (const int pid : family) {
      const ProcessStat stat = stat_of(pid).value_or(ProcessStat{});
      cpv->userTime += stat.user_s;
      cpv->sysTime += stat.system_s;
    }
    return 0;
  });
}

void enableLWP(void) { shows_threads = true; }
void disableLWP(void) { shows_threads = false; }
