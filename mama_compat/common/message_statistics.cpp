// The C functions of wombat/wMessageStats.h.
#include "common/message_statistics.h"

#include <sys/resource.h>
#include <unistd.h>
#include <wombat/wMessageStats.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "quoll/clock.h"
#include "quoll/mutex.h"

using quoll::Clock;
using quoll::Mutex;
using quoll::MutexLock;
using quoll::TimePoint;
using quoll::compat::LatencySummary;

/// One category: what came in the present period, and in all that have ended.
struct perfData_t {
  struct Stretch {
    long messages = 0;
    long bytes = 0;
    LatencySummary latencies;
  };

  std::string name;
  Stretch period;
  Stretch life;
  double min_rate = 0;  // messages per second, over the periods that had any
  double max_rate = 0;
};

struct statsCache_t {
  std::vector<perfData> records;  // in order of their first message
  bool has_categories = false;
  FILE* out = nullptr;
  bool repeats_header = false;
  TimePoint created;
  TimePoint period_began;
};

namespace {

constexpr double kKb = 1000;
constexpr double kMsPerS = 1000;
constexpr double kUsPerMs = 1000;
constexpr long kUsPerS = 1000000;

constexpr char kPeriodHeader[] =
    " Symbol       ,Time(s)      ,Messages ,Msg/s    ,KB       ,KB/s    ,MinLat(ms),MaxLat(ms),"
    "AveLat(ms),StdDev(ms)   ,\n";
constexpr char kReportHeader[] =
    " Symbol       ,Messages ,Min msg/s  ,Max msg/s  ,Ave msg/s  ,KB       ,KB/s    ,MinLat(ms),"
    "MaxLat(ms),AveLat(ms),StdDev  ,\n";

double seconds_between(TimePoint from, TimePoint to) {
  return std::chrono::duration<double>(to - from).count();
}

// What happened in no time has no rate.
double rate(double amount, double seconds) { return seconds > 0 ? amount / seconds : 0; }

perfData& record_of(statsCache& cache, const char* category) {
  if (!cache.has_categories) return cache.records.front();
  const auto found = std::find_if(cache.records.begin(), cache.records.end(),
                                  [category](const perfData& r) { return r.name == category; });
  if (found != cache.records.end()) return *found;
  cache.records.push_back({.name = category, .period = {}, .life = {}});
  return cache.records.back();
}

performanceData describe_period(const perfData& record, double total_s, double period_s) {
  const auto& [messages, bytes, latencies] = record.period;
  const double kb = static_cast<double>(bytes) / kKb;
  return {.mSymbol = record.name.c_str(),
          .mTotalTime = total_s,
          .mMsgCountP = messages,
          .mMsgPerSecP = rate(static_cast<double>(messages), period_s),
          .mByteCountP = static_cast<long>(kb),
          .mBytePerSecP = rate(kb, period_s),
          .mMinLatencyP = latencies.min(),
          .mMaxLatencyP = latencies.max(),
          .mAveLatencyP = latencies.mean(),
          .mStdDeviationP = std::sqrt(latencies.variance())};
}

void print_period(FILE* out, const perfData& record, const performanceData& period) {
  std::fprintf(
      out, " %-13s,%-13.2f,%-9.0ld,%-9.2f,%-9.2f,%-8.2f,%-10.3f,%-10.3f,%-10.3f,%-13.4f,\n",
      period.mSymbol, period.mTotalTime, period.mMsgCountP, period.mMsgPerSecP,
      static_cast<double>(record.period.bytes) / kKb, period.mBytePerSecP, period.mMinLatencyP,
      period.mMaxLatencyP, period.mAveLatencyP, period.mStdDeviationP);
}

void end_period(perfData& record, double messages_per_s) {
  if (record.period.messages > 0) {
    const bool is_first = record.max_rate == 0;
    record.min_rate = is_first ? messages_per_s : std::min(record.min_rate, messages_per_s);
    record.max_rate = std::max(record.max_rate, messages_per_s);
  }
  record.period = {};
}

void print_life(FILE* out, const perfData& record, double total_s) {
  const auto& [messages, bytes, latencies] = record.life;
  const double kb = static_cast<double>(bytes) / kKb;
  std::fprintf(out,
               " %-13s,%-9.0ld,%-11.2f,%-11.2f,%-11.2f,%-9.2f,%-8.2f,%-10.3f,%-10.3f,%-10.3f,"
               "%-8.2f,\n",
               record.name.c_str(), messages, record.min_rate, record.max_rate,
               rate(static_cast<double>(messages), total_s), kb, rate(kb, total_s), latencies.min(),
               latencies.max(), latencies.mean(), std::sqrt(latencies.variance()));
}

}  // namespace

int createStatisticsCache(statsCache** sCache, int numMsgCategories, FILE* outfile, int header) {
  if (sCache == nullptr) return STATS_NULL_PARAM;
  *sCache = nullptr;
  try {
    auto cache = std::make_unique<statsCache>();
    cache->has_categories = numMsgCategories > 0;
    if (!cache->has_categories)
      cache->records.push_back({.name = "Global", .period = {}, .life = {}});
    cache->out = outfile;
    cache->repeats_header = header == 1 && outfile != stdout;
    cache->created = cache->period_began = Clock::process().now();
    if (header == 1 && outfile == stdout) std::fputs(kPeriodHeader, stdout);
    *sCache = cache.release();
    return STATS_OK;
  } catch (const std::bad_alloc&) {
    return STATS_NO_MEMORY;
  }
}

void destroyStatsCache(statsCache* sCache) { delete sCache; }

int updateStatisticsCache(statsCache* sCache, const char* msgCategoryName, long numBytesRecieved,
                          long timeSecs, long timeMicroSecs, double cLatency, struct timeval tv) {
  if (sCache == nullptr || (sCache->has_categories && msgCategoryName == nullptr)) {
    return STATS_NULL_PARAM;
  }
  double latency_ms = cLatency;
  if (timeSecs != 0 || timeMicroSecs != 0) {
    latency_ms = LatencySummary::kUnknown;
    calcLatency(timeSecs, timeMicroSecs, &latency_ms, tv);
  }
  try {
    perfData& record = record_of(*sCache, msgCategoryName);
    for (perfData::Stretch* stretch : {&record.period, &record.life}) {
      ++stretch->messages;
      stretch->bytes += numBytesRecieved;
      stretch->latencies.add(latency_ms);
    }
    return STATS_OK;
  } catch (const std::bad_alloc&) {
    return STATS_NO_MEMORY;
  }
}

void statisticsCacheToFile(statsCache* sCache, performanceData* myPerformanceData) {
  if (sCache == nullptr) return;
  const TimePoint now = Clock::process().now();
  const double total_s = seconds_between(sCache->created, now);
  const double period_s = seconds_between(sCache->period_began, now);
  sCache->period_began = now;
  const bool is_asked = myPerformanceData != nullptr && !sCache->has_categories;
  for (perfData& record : sCache->records) {
    const performanceData period = describe_period(record, total_s, period_s);
    if (is_asked) {
      *myPerformanceData = period;
    } else if (record.period.messages > 0 && sCache->out != nullptr) {
      if (sCache->repeats_header) std::fputs(kPeriodHeader, sCache->out);
      print_period(sCache->out, record, period);
    }
    end_period(record, period.mMsgPerSecP);
  }
}

int printPerfReport(statsCache* sCache, FILE* outfile) {
  if (sCache == nullptr || outfile == nullptr) return STATS_NULL_PARAM;
  statisticsCacheToFile(sCache, nullptr);
  if (outfile == stdout) std::fprintf(stdout, "\n Performance report\n%s", kReportHeader);
  const double total_s = seconds_between(sCache->created, Clock::process().now());
  for (const perfData& record : sCache->records) print_life(outfile, record, total_s);
  return STATS_OK;
}

// ---- Latencies

latencyVals calcLatency(long timeSecs, long timeMicroSecs, double* latency, struct timeval tv) {
  long seconds = 0;
  if (__builtin_sub_overflow(static_cast<long>(tv.tv_sec), timeSecs, &seconds) ||
      seconds >= LONG_MAX / kUsPerS || seconds <= -(LONG_MAX / kUsPerS)) {
    return {};
  }
  latencyVals found;
  found.pubTimeMilliSecs = static_cast<double>(seconds) * kMsPerS;
  found.recieveTimeMilliSecs =
      (static_cast<double>(tv.tv_usec) - static_cast<double>(timeMicroSecs)) / kUsPerMs;
  found.latencyMilliSecs = found.pubTimeMilliSecs + found.recieveTimeMilliSecs;
  if (latency != nullptr) *latency = found.latencyMilliSecs;
  return found;
}

namespace {

double ms_of_day(const tm& time, double ms) {
  return ((time.tm_hour * 60.0 + time.tm_min) * 60.0 + time.tm_sec) * kMsPerS + ms;
}

struct timeval now_as_timeval() {
  const auto since_1970 = Clock::process().wall_now().time_since_epoch();
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(since_1970).count();
  return {.tv_sec = us / kUsPerS, .tv_usec = us % kUsPerS};
}

}  // namespace

latencyVals calcLatency1TimeStamp(const char* timeStamp, const char* timeFormat, double* latency,
                                  struct timeval tv) {
  constexpr std::size_t kMsDigits = 3;
  tm sent{};
  const std::size_t length = timeStamp != nullptr ? std::strlen(timeStamp) : 0;
  if (length < kMsDigits || timeFormat == nullptr || *timeFormat == '\0' ||
      strptime(timeStamp, timeFormat, &sent) == nullptr) {
    std::fprintf(stderr, "calcLatency1TimeStamp: time '%s' cannot be read as '%s'\n",
                 timeStamp != nullptr ? timeStamp : "", timeFormat != nullptr ? timeFormat : "");
    return {};
  }
  if (tv.tv_sec == 0 && tv.tv_usec == 0) tv = now_as_timeval();
  tm received{};
  const time_t received_s = tv.tv_sec;
  localtime_r(&received_s, &received);
  latencyVals found;
  found.pubTimeMilliSecs = ms_of_day(sent, std::atof(timeStamp + length - kMsDigits));
  found.recieveTimeMilliSecs = ms_of_day(received, static_cast<double>(tv.tv_usec) / kUsPerMs);
  found.latencyMilliSecs = found.recieveTimeMilliSecs - found.pubTimeMilliSecs;
  if (latency != nullptr) *latency = found.latencyMilliSecs;
  return found;
}

// ---- Processor time

namespace {

double seconds_of(const struct timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / kUsPerS;
}

struct CpuMoment {
  double user_s = 0;
  double system_s = 0;
  TimePoint at{};

  static CpuMoment now() {
    CpuMoment moment;
    moment.at = Clock::process().now();
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
      rusage usage{};
      getrusage(who, &usage);
      moment.user_s += seconds_of(usage.ru_utime);
      moment.system_s += seconds_of(usage.ru_stime);
    }
    return moment;
  }
};

cpuVals used_since(const CpuMoment& begin, const CpuMoment& now) {
  constexpr double kShortest = 1e-6;
  cpuVals used{now.user_s, now.system_s, seconds_between(begin.at, now.at), -1};
  const double busy_s = now.user_s + now.system_s - begin.user_s - begin.system_s;
  if (used.realTime > kShortest) used.pCpu = busy_s / used.realTime / getNumCpu() * 100;
  return used;
}

/// What printStatsLevel1 and the processor timer remember, for the whole program.
struct Progress {
  Mutex mutex;
  CpuMoment cpu_begin QUOLL_GUARDED_BY(mutex) = CpuMoment::now();
  CpuMoment first QUOLL_GUARDED_BY(mutex) = CpuMoment::now();
  CpuMoment last QUOLL_GUARDED_BY(mutex) = first;
  long calls QUOLL_GUARDED_BY(mutex) = 0;

  static Progress& instance() {
    static Progress progress;
    return progress;
  }
};

}  // namespace

void startCpuTimer(void) {
  Progress& progress = Progress::instance();
  const CpuMoment now = CpuMoment::now();
  MutexLock lock(progress.mutex);
  progress.cpu_begin = now;
}

void getCpuTimeVals(cpuVals* cpuV, int isUpdate) {
  if (cpuV == nullptr) return;
  Progress& progress = Progress::instance();
  const CpuMoment now = CpuMoment::now();
  MutexLock lock(progress.mutex);
  *cpuV = used_since(progress.cpu_begin, now);
  if (isUpdate != 0) progress.cpu_begin = now;
}

void getCpuTimeValDiff(cpuVals cpuV1, cpuVals cpuV2, cpuVals* cpuV) {
  if (cpuV == nullptr) return;
  *cpuV = {cpuV2.userTime - cpuV1.userTime, cpuV2.sysTime - cpuV1.sysTime,
           cpuV2.realTime - cpuV1.realTime, cpuV2.pCpu - cpuV1.pCpu};
}

void printStatsLevel1(int numMsg, FILE* graphData) {
  if (numMsg <= 0 || graphData == nullptr) return;
  Progress& progress = Progress::instance();
  long calls = 0;
  cpuVals interval{};
  cpuVals total{};
  {
    MutexLock lock(progress.mutex);
    calls = ++progress.calls;
    if (calls % numMsg != 0) return;
    const CpuMoment now = CpuMoment::now();
    interval = used_since(progress.last, now);
    total = used_since(progress.first, now);
    progress.last = now;
  }
  memVals memory{};
  getMemVals(getpid(), &memory);
  std::fprintf(graphData, "%ld, %.3f, %.3f, %.3f, %.3f, %.2f, ", calls, total.realTime,
               interval.realTime, total.userTime, total.sysTime, interval.pCpu);
  if (graphData == stdout) std::fprintf(graphData, "%.2f, ", total.pCpu);
  std::fprintf(graphData, "%ld, %.2f\n", memory.rss, memory.memPercent);
}
