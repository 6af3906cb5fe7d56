/// Runs registered benchmarks interleaved, and prints after Google Benchmark's own output a table
/// of medians with the ratio of each to its peer.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace quoll::bench {

/// One line of the table: `what` divided by `peer`, which is to be at most `reach` (0: no aim, the
/// line only informs). Names are those of the benchmarks, with their arguments ("post/4").
struct Row {
  std::string what;
  std::string peer;
  double reach = 0;
  std::string note;
};

/// Shows the usual output and keeps the time of every single run, and user counters.
class RatioReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
      samples_[plain_name(run)].push_back(run.GetAdjustedRealTime());
      for (const auto& [counter, value] : run.counters) {
        samples_[plain_name(run) + ":" + counter].push_back(value);
      }
    }
    ConsoleReporter::ReportRuns(runs);
  }

  /// Median over the repetitions, in the benchmark's unit; below 0 when it did not run.
  double median(const std::string& name) const {
    const auto found = samples_.find(name);
    if (found == samples_.end()) return -1;
    std::vector<double> sorted = found->second;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
  }

  void print(const std::vector<Row>& rows, const char* unit) const {
    std::printf("\n%-34s %10s   %-30s %10s %7s %8s\n", "median", unit, "peer", unit, "ratio",
                "reach");
    for (const Row& row : rows) {
      const double what = median(row.what);
      const double peer = median(row.peer);
      if (what < 0) continue;
      std::printf("%-34s %10.2f   %-30s ", row.what.c_str(), what, row.peer.c_str());
      if (peer >= 0) {
        std::printf("%10.2f %7.2f ", peer, what / peer);
      } else {
        std::printf("%10s %7s ", "-", "-");
      }
      if (row.reach > 0) std::printf("%8.2f", row.reach);
      std::printf("  %s\n", row.note.c_str());
    }
  }

 private:
  static std::string plain_name(const Run& run) {
    std::string name = run.run_name.function_name;
    if (!run.run_name.args.empty()) name += "/" + run.run_name.args;
    return name;
  }

  std::map<std::string, std::vector<double>> samples_;
};

/// Several repetitions in random order, unless the command line says otherwise; then the table.
inline int run_with_ratios(int argc, char** argv, const std::vector<Row>& rows, const char* unit) {
  std::vector<std::string> arguments(argv, argv + argc);
  arguments.insert(arguments.begin() + 1,
                   {"--benchmark_repetitions=7", "--benchmark_enable_random_interleaving=true"});
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  int count = static_cast<int>(pointers.size());
  benchmark::Initialize(&count, pointers.data());
  if (benchmark::ReportUnrecognizedArguments(count, pointers.data())) return 1;
  RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
  reporter.print(rows, unit);
  return 0;
}

}  // namespace quoll::bench
