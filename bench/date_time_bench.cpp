/// Date-times read from texts and written as texts, in UTC and in a time zone, through the C
/// interface; beside the C library's strptime and strftime, and the date library that the tests
/// hold ours against. All take the same instants, to the microsecond where they can: strptime and
/// strftime know whole seconds only.
#include <date/tz.h>
#include <mama/datetime.h>
#include <mama/timezone.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "ratio_report.h"

namespace {

constexpr std::size_t kInstants = 1024;
constexpr const char* kZone = "America/New_York";
constexpr const char* kFormat = "%Y-%m-%d %H:%M:%S";

using Microseconds = date::sys_time<std::chrono::microseconds>;

/// Instants between 1990 and 2030 in every form that is asked for.
struct Data {
  Data() {
    setenv("TZ", kZone, 1);
    tzset();
    if (mamaTimeZone_createFromTz(&zone, kZone) != MAMA_STATUS_OK) std::abort();
    std::mt19937_64 random(1);
    std::uniform_int_distribution<std::int64_t> any(631'152'000'000'000, 1'893'456'000'000'000);
    for (std::size_t i = 0; i < kInstants; ++i) {
      const std::int64_t microseconds = any(random);
      mamaDateTime time = nullptr;
      mamaDateTime_create(&time);
      mamaDateTime_setEpochTimeMicroseconds(time, static_cast<mama_u64_t>(microseconds));
      times.push_back(time);
      instants.push_back(Microseconds(std::chrono::microseconds(microseconds)));
      seconds.push_back(static_cast<std::time_t>(microseconds / 1'000'000));
      texts.push_back(date::format("%F %T", instants.back()));
    }
    mamaDateTime_create(&scratch);
  }
  ~Data() {
    for (mamaDateTime time : times) mamaDateTime_destroy(time);
    mamaDateTime_destroy(scratch);
    mamaTimeZone_destroy(zone);
    mamaTimeZone_cleanUp();
  }
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;

  mamaTimeZone zone = nullptr;
  const date::time_zone* peer_zone = date::locate_zone(kZone);
  mamaDateTime scratch = nullptr;
  std::vector<mamaDateTime> times;
  std::vector<Microseconds> instants;
  std::vector<std::time_t> seconds;
  std::vector<std::string> texts;
};

const Data& data() {
  static const Data data;
  return data;
}

/// Runs `work` on one instant after the other.
template <class Work>
void each_instant(benchmark::State& state, Work work) {
  std::size_t i = 0;
  const Data& all = data();
  for (auto _ : state) work(all, i++ % kInstants);
}

void parse(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    mamaDateTime_setFromString(all.scratch, all.texts[i].c_str());
  });
}
void strptime_parse(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    std::tm parts{};
    strptime(all.texts[i].c_str(), kFormat, &parts);
    benchmark::DoNotOptimize(timegm(&parts));
  });
}
void date_parse(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    Microseconds instant;
    std::istringstream in(all.texts[i]);
    in >> date::parse("%F %T", instant);
    benchmark::DoNotOptimize(instant);
  });
}

void parse_in_zone(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    mamaDateTime_setFromStringWithTz(all.scratch, all.texts[i].c_str(), all.zone);
  });
}
void strptime_parse_in_zone(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    std::tm parts{};
    strptime(all.texts[i].c_str(), kFormat, &parts);
    parts.tm_isdst = -1;
    benchmark::DoNotOptimize(mktime(&parts));
  });
}
void date_parse_in_zone(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    date::local_time<std::chrono::microseconds> local;
    std::istringstream in(all.texts[i]);
    in >> date::parse("%F %T", local);
    benchmark::DoNotOptimize(all.peer_zone->to_sys(local, date::choose::earliest));
  });
}

void format(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    char text[64];
    mamaDateTime_getAsString(all.times[i], text, sizeof text);
    benchmark::DoNotOptimize(text);
  });
}
void strftime_format(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    char text[64];
    std::tm parts{};
    gmtime_r(&all.seconds[i], &parts);
    strftime(text, sizeof text, kFormat, &parts);
    benchmark::DoNotOptimize(text);
  });
}
void date_format(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    benchmark::DoNotOptimize(date::format("%F %T", all.instants[i]));
  });
}

void format_in_zone(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    char text[64];
    mamaDateTime_getAsFormattedStringWithTz(all.times[i], text, sizeof text, "%F %T%,", all.zone);
    benchmark::DoNotOptimize(text);
  });
}
void strftime_format_in_zone(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    char text[64];
    std::tm parts{};
    localtime_r(&all.seconds[i], &parts);
    strftime(text, sizeof text, kFormat, &parts);
    benchmark::DoNotOptimize(text);
  });
}
void date_format_in_zone(benchmark::State& state) {
  each_instant(state, [](const Data& all, std::size_t i) {
    benchmark::DoNotOptimize(date::format("%F %T", all.peer_zone->to_local(all.instants[i])));
  });
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<quoll::bench::Row> rows;
  const auto add = [](const std::string& name, void (*function)(benchmark::State&)) {
    benchmark::RegisterBenchmark(name.c_str(), function)->MinTime(0.05);
    return name;
  };
  const auto compare = [&](const char* name, void (*ours)(benchmark::State&), const char* c_library,
                           void (*by_c_library)(benchmark::State&),
                           void (*by_date)(benchmark::State&)) {
    add(name, ours);
    rows.push_back({name, add(std::string(c_library) + "/" + name, by_c_library), 0,
                    "the C library, whole seconds"});
    rows.push_back({name, add(std::string("date/") + name, by_date), 0, "the date library"});
  };
  compare("parse", parse, "strptime", strptime_parse, date_parse);
  compare("parse_in_zone", parse_in_zone, "strptime", strptime_parse_in_zone, date_parse_in_zone);
  compare("format", format, "strftime", strftime_format, date_format);
  compare("format_in_zone", format_in_zone, "strftime", strftime_format_in_zone,
          date_format_in_zone);
  return quoll::bench::run_with_ratios(argc, argv, rows, "ns");
}
