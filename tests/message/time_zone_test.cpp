// Time zones: names, offsets of instants, local times, damaged files, against an independent
// library and the C library.
#include <date/tz.h>

#include <ctime>
#include <random>
#include <thread>

#include "quoll/log.h"
#include "zone_support.h"

using message_test::file_of;
using message_test::kDateAndTime;
using message_test::Time;
using message_test::Zone;
using message_test::ZoneDirectory;
using message_test::ZoneFile;

namespace {

// The other library knows the transitions that the files list, up to 2037, not the rule behind
// them; that is held against the C library.
constexpr std::int64_t kLastOfOracle = 2'114'380'800;

std::int64_t shown(const Time& time, mamaTimeZone zone) {
  mama_u64_t milliseconds = 0;
  EXPECT_EQ(mamaDateTime_getEpochTimeMillisecondsWithTz(time, &milliseconds, zone), MAMA_STATUS_OK);
  return static_cast<std::int64_t>(milliseconds) / 1000;
}

std::string logged;
void on_log(quoll::LogLevel, const char* text) { logged.append(text).append("\n"); }

/// The process's TZ variable for a scope, and what the C library makes of it.
class ProcessTz {
 public:
  explicit ProcessTz(const char* text) {
    text != nullptr ? setenv("TZ", text, 1) : unsetenv("TZ");
    tzset();
  }
  ProcessTz(const ProcessTz&) = delete;
  ProcessTz& operator=(const ProcessTz&) = delete;
  ~ProcessTz() {
    unsetenv("TZ");
    tzset();
  }
  static std::tm local(std::time_t seconds) {
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return parts;
  }
};

constexpr const char* kZones[] = {"America/New_York", "Europe/London",  "Europe/Dublin",
                                  "Australia/Sydney", "Asia/Kolkata",   "Pacific/Apia",
                                  "America/St_Johns", "Asia/Tokyo",     "America/Sao_Paulo",
                                  "Africa/Cairo",     "Asia/Kathmandu", "Pacific/Auckland"};

TEST(TimeZone, OffsetsOfInstantsAgreeWithAnotherLibrary) {
  std::mt19937_64 random(50);
  std::uniform_int_distribution<std::int64_t> any(-3'000'000'000, kLastOfOracle);
  for (const char* name : kZones) {
    const auto* expected = date::locate_zone(name);
    const Zone zone(name);
    for (int i = 0; i < 2000; ++i) {
      const std::int64_t seconds = any(random);
      const auto info = expected->get_info(date::sys_seconds(std::chrono::seconds(seconds)));
      const Time time(seconds, 0, MAMA_DATE_TIME_PREC_SECONDS, kDateAndTime);
      ASSERT_EQ(shown(time, zone) - seconds, info.offset.count()) << name << " at " << seconds;
    }
  }
}

TEST(TimeZone, OffsetsAfterTheListedOnesAgreeWithTheCLibrary) {
  std::mt19937_64 random(52);
  std::uniform_int_distribution<std::int64_t> any(kLastOfOracle, 30'000'000'000);
  for (const char* name : kZones) {
    const Zone zone(name);
    const ProcessTz tz(name);
    for (int i = 0; i < 2000; ++i) {
      const std::int64_t seconds = any(random);
      const Time time(seconds, 0, MAMA_DATE_TIME_PREC_SECONDS, kDateAndTime);
      ASSERT_EQ(shown(time, zone) - seconds, ProcessTz::local(seconds).tm_gmtoff)
          << name << " at " << seconds;
    }
  }
}

// Every kind of day in a rule, and hours beyond those of the day.
TEST(TimeZone, RulesAgreeWithTheCLibrary) {
  const ZoneDirectory directory;
  std::mt19937_64 random(53);
  std::uniform_int_distribution<std::int64_t> any(1, 30'000'000'000);
  int number = 0;
  for (const char* rule :
       {"EST5EDT,M3.2.0,M11.1.0", "NZST-12NZDT,M9.5.0,M4.1.0/3", "IST-1GMT0,M10.5.0,M3.5.0/1",
        "AAA5BBB,J60,J300", "AAA5BBB,J59/3,J365/1:30:15", "AAA5BBB4:30,59,300/2",
        "<+0330>-3:30<+0430>,J79/24,J263/24", "AAA-2BBB,M3.4.4/50,M10.4.4/50",
        "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "AAA0", "<+1245>-12:45:30"}) {
    const std::string name = "Rule" + std::to_string(++number);
    ZoneFile file;
    file.rule = std::string("\n") + rule + "\n";
    directory.write(name, file.bytes());
    const Zone zone(name.c_str());
    const ProcessTz tz(rule);
    for (int i = 0; i < 2000; ++i) {
      const std::int64_t seconds = any(random);
      const Time time(seconds, 0, MAMA_DATE_TIME_PREC_SECONDS, kDateAndTime);
      ASSERT_EQ(shown(time, zone) - seconds, ProcessTz::local(seconds).tm_gmtoff)
          << rule << " at " << seconds;
    }
  }
}

TEST(TimeZone, LocalTimesAgreeWithAnotherLibrary) {
  std::mt19937_64 random(51);
  std::uniform_int_distribution<std::int64_t> any(0, kLastOfOracle), near(-10'000, 10'000);
  for (const char* name : kZones) {
    const auto* expected = date::locate_zone(name);
    const Zone zone(name);
    for (int i = 0; i < 1000; ++i) {
      // Every other one near a change, where there are gaps and overlaps.
      std::int64_t local = any(random);
      const auto change = expected->get_info(date::sys_seconds(std::chrono::seconds(local))).end;
      if (i % 2 != 0 && change.time_since_epoch().count() < kLastOfOracle) {
        const Time at(change.time_since_epoch().count(), 0, MAMA_DATE_TIME_PREC_SECONDS,
                      kDateAndTime);
        local = shown(at, zone) + near(random);
      }
      const date::local_seconds wall{std::chrono::seconds(local)};
      const auto info = expected->get_info(wall);
      const std::int64_t utc = local - info.first.offset.count();
      const std::string text = date::format("%F %T", wall);
      Time time;
      ASSERT_EQ(mamaDateTime_setFromStringWithTz(time, text.c_str(), zone), MAMA_STATUS_OK);
      ASSERT_EQ(time.seconds(), utc) << name << " " << text;
    }
  }
}

// Clocks of New York leap from 2:00 to 3:00 in March, and show 1:00 to 2:00 twice in November.
TEST(TimeZone, AGapIsReadWithTheOffsetBeforeAndOfTwoTheFirstIsMeant) {
  const Zone zone("America/New_York");
  const struct {
    const char* local;
    const char* utc;
  } cases[] = {{"2020-03-08 01:59:59", "2020-03-08 06:59:59"},
               {"2020-03-08 02:00:00", "2020-03-08 07:00:00"},
               {"2020-03-08 02:30:00", "2020-03-08 07:30:00"},
               {"2020-03-08 03:00:00", "2020-03-08 07:00:00"},
               {"2020-11-01 00:59:59", "2020-11-01 04:59:59"},
               {"2020-11-01 01:30:00", "2020-11-01 05:30:00"},
               {"2020-11-01 02:00:00", "2020-11-01 07:00:00"}};
  for (const auto& each : cases) {
    const Time time;
    ASSERT_EQ(mamaDateTime_setFromStringWithTz(time, each.local, zone), MAMA_STATUS_OK);
    EXPECT_EQ(time.text(), each.utc) << each.local;
  }
}

// Each function that takes a zone, at a random instant in a random zone.
TEST(TimeZone, EveryFunctionUsesTheOffsetOfTheInstant) {
  std::mt19937_64 random(54);
  std::uniform_int_distribution<std::int64_t> any(200'000, kLastOfOracle);
  for (const char* name : kZones) {
    const auto* expected = date::locate_zone(name);
    const Zone zone(name);
    for (int i = 0; i < 300; ++i) {
      const std::int64_t seconds = any(random);
      const auto nanoseconds = static_cast<std::uint32_t>(random() % 1'000'000'000);
      const date::sys_seconds instant{std::chrono::seconds(seconds)};
      const auto info = expected->get_info(instant);
      const std::int64_t local = seconds + info.offset.count();
      const Time time(seconds, nanoseconds, MAMA_DATE_TIME_PREC_MICROSECONDS, kDateAndTime);
      SCOPED_TRACE(std::string(name) + " at " + std::to_string(seconds));

      mama_u32_t u32 = 0, microseconds = 0;
      mamaDateTimePrecision precision = MAMA_DATE_TIME_PREC_UNKNOWN;
      ASSERT_EQ(mamaDateTime_getEpochTimeWithTz(time, &u32, &microseconds, &precision, zone),
                MAMA_STATUS_OK);
      ASSERT_EQ(u32, local);
      ASSERT_EQ(microseconds, nanoseconds / 1000);
      ASSERT_EQ(precision, MAMA_DATE_TIME_PREC_MICROSECONDS);
      mama_u64_t u64 = 0;
      ASSERT_EQ(mamaDateTime_getEpochTimeMicrosecondsWithTz(time, &u64, zone), MAMA_STATUS_OK);
      ASSERT_EQ(static_cast<std::int64_t>(u64), local * 1'000'000 + nanoseconds / 1000);
      mama_f64_t f64 = 0;
      ASSERT_EQ(mamaDateTime_getEpochTimeSecondsWithTz(time, &f64, zone), MAMA_STATUS_OK);
      ASSERT_EQ(f64, static_cast<double>(local) + nanoseconds / 1000 / 1e6);
      timeval tv{};
      ASSERT_EQ(mamaDateTime_getStructTimeValWithTz(time, &tv, zone), MAMA_STATUS_OK);
      ASSERT_EQ(tv.tv_sec, local);
      std::tm parts{};
      ASSERT_EQ(mamaDateTime_getStructTmWithTz(time, &parts, zone), MAMA_STATUS_OK);
      ASSERT_EQ(timegm(&parts), local);
      char text[64] = "";
      ASSERT_EQ(mamaDateTime_getAsFormattedStringWithTz(time, text, sizeof text, "%F %T", zone),
                MAMA_STATUS_OK);
      const auto wall = expected->to_local(instant);
      ASSERT_EQ(text, date::format("%F %T", wall));

      // And back; of what the clock shows twice, the first.
      const std::int64_t utc = local - expected->get_info(wall).first.offset.count();
      const auto part = [](int value) { return static_cast<mama_u32_t>(value); };
      Time back;
      ASSERT_EQ(mamaDateTime_setWithPrecisionAndTz(
                    back, part(parts.tm_year + 1900), part(parts.tm_mon + 1), part(parts.tm_mday),
                    part(parts.tm_hour), part(parts.tm_min), part(parts.tm_sec), microseconds,
                    MAMA_DATE_TIME_PREC_MICROSECONDS, zone),
                MAMA_STATUS_OK);
      ASSERT_EQ(back.seconds(), utc);
      ASSERT_EQ(back.nanoseconds(), microseconds * 1000);
      ASSERT_EQ(mamaDateTime_setFromStringBufferWithTz(back, text, strlen(text), zone),
                MAMA_STATUS_OK);
      ASSERT_EQ(back.seconds(), utc);
    }
  }
}

TEST(TimeZone, RangesAreThoseOfTheLocalTime) {
  const Zone tokyo("Asia/Tokyo");
  const Time early(-9 * 3600, 0, MAMA_DATE_TIME_PREC_SECONDS, kDateAndTime);
  mama_u32_t seconds = 9, microseconds = 9;
  EXPECT_EQ(mamaDateTime_getEpochTimeWithTz(early, &seconds, &microseconds, nullptr, tokyo),
            MAMA_STATUS_OK);
  EXPECT_EQ(seconds, 0u);
  const Time late(0xFFFFFFFF, 0, MAMA_DATE_TIME_PREC_SECONDS, kDateAndTime);
  EXPECT_EQ(mamaDateTime_getEpochTimeWithTz(late, &seconds, &microseconds, nullptr, tokyo),
            MAMA_STATUS_INVALID_ARG);
  const Time before_calendar(-11'644'473'601, 0, MAMA_DATE_TIME_PREC_SECONDS, kDateAndTime);
  char text[32] = "?";
  EXPECT_EQ(
      mamaDateTime_getAsFormattedStringWithTz(before_calendar, text, sizeof text, "%Y", tokyo),
      MAMA_STATUS_OK);
  EXPECT_STREQ(text, "1601");
}

TEST(TimeZone, ATextThatSaysUtcIsUtc) {
  const Zone tokyo("Asia/Tokyo");
  const Time time;
  EXPECT_EQ(mamaDateTime_setFromStringWithTz(time, "2020-02-29T12:34:56Z \n", tokyo),
            MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "2020-02-29 12:34:56");
  EXPECT_EQ(mamaDateTime_setFromStringWithTz(time, "2020-02-29T12:34:56.5Z", tokyo),
            MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "2020-02-29 12:34:56.5");
  EXPECT_EQ(mamaDateTime_setFromStringWithTz(time, "2020-02-29 12:34:56", tokyo), MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "2020-02-29 03:34:56");
  EXPECT_EQ(mamaDateTime_setFromStringWithTz(time, "nothing", tokyo), MAMA_STATUS_OK);
  EXPECT_EQ(time.seconds(), 0);
}

TEST(TimeZone, TheTzVariableOfTheProcessHasNoSay) {
  const std::time_t now = std::time(nullptr);
  unsetenv("TZ");
  tzset();
  const std::tm expected = ProcessTz::local(now);
  for (const char* text : {"Asia/Kathmandu", "XYZ-7:11", "no such zone"}) {
    const ProcessTz tz(text);
    const Zone local(nullptr);
    EXPECT_EQ(local.offset(), expected.tm_gmtoff) << text;
    EXPECT_EQ(local.name(), expected.tm_zone) << text;
    mama_i32_t offset = 1;
    EXPECT_EQ(mamaTimeZone_getOffset(mamaTimeZone_local(), &offset), MAMA_STATUS_OK);
    EXPECT_EQ(offset, expected.tm_gmtoff) << text;
    const Time time;
    EXPECT_EQ(mamaDateTime_setFromStringWithTz(time, "2020-07-01 12:00:00", Zone("Asia/Tokyo")),
              MAMA_STATUS_OK);
    EXPECT_EQ(time.text(), "2020-07-01 03:00:00");
    EXPECT_STREQ(std::getenv("TZ"), text);  // nor is it changed
  }
}

TEST(TimeZone, HandlesRefer) {
  const Zone tokyo("Asia/Tokyo"), other("Asia/Kolkata");
  mamaTimeZone copy = nullptr;
  ASSERT_EQ(mamaTimeZone_createCopy(&copy, tokyo), MAMA_STATUS_OK);
  const auto name_of = [](mamaTimeZone zone) {
    const char* name = nullptr;
    EXPECT_EQ(mamaTimeZone_getTz(zone, &name), MAMA_STATUS_OK);
    return std::string(name);
  };
  EXPECT_EQ(name_of(copy), "Asia/Tokyo");
  EXPECT_EQ(mamaTimeZone_copy(copy, other), MAMA_STATUS_OK);
  EXPECT_EQ(name_of(copy), "Asia/Kolkata");
  EXPECT_EQ(tokyo.name(), "Asia/Tokyo");
  const std::string local = name_of(mamaTimeZone_local());
  for (const char* none : {static_cast<const char*>(nullptr), ""}) {
    EXPECT_EQ(mamaTimeZone_set(copy, "Asia/Tokyo"), MAMA_STATUS_OK);
    EXPECT_EQ(name_of(copy), "Asia/Tokyo");
    EXPECT_EQ(mamaTimeZone_set(copy, none), MAMA_STATUS_OK);
    EXPECT_EQ(name_of(copy), local);
  }
  EXPECT_EQ(mamaTimeZone_copy(copy, tokyo), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimeZone_clear(copy), MAMA_STATUS_OK);
  EXPECT_EQ(name_of(copy), local);
  EXPECT_EQ(mamaTimeZone_destroy(copy), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTimeZone_create(&copy), MAMA_STATUS_OK);
  EXPECT_EQ(name_of(copy), local);
  EXPECT_EQ(mamaTimeZone_check(copy), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimeZone_destroy(copy), MAMA_STATUS_OK);
}

TEST(TimeZone, NullAndDestroyedHandles) {
  constexpr mama_status kInvalid = MAMA_STATUS_INVALID_ARG;
  const Zone good("Asia/Tokyo");
  mamaTimeZone gone = nullptr;
  ASSERT_EQ(mamaTimeZone_create(&gone), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTimeZone_destroy(gone), MAMA_STATUS_OK);
  const char* name = "?";
  mama_i32_t offset = 7;
  for (mamaTimeZone bad : {static_cast<mamaTimeZone>(nullptr), gone}) {
    mamaTimeZone made = good;
    EXPECT_EQ(mamaTimeZone_createCopy(&made, bad), kInvalid);
    EXPECT_EQ(made, nullptr);
    EXPECT_EQ(mamaTimeZone_destroy(bad), kInvalid);
    EXPECT_EQ(mamaTimeZone_copy(bad, good), kInvalid);
    EXPECT_EQ(mamaTimeZone_copy(good, bad), kInvalid);
    EXPECT_EQ(mamaTimeZone_set(bad, "Asia/Tokyo"), kInvalid);
    EXPECT_EQ(mamaTimeZone_clear(bad), kInvalid);
    EXPECT_EQ(mamaTimeZone_getTz(bad, &name), kInvalid);
    EXPECT_EQ(mamaTimeZone_getOffset(bad, &offset), kInvalid);
    EXPECT_EQ(mamaTimeZone_check(bad), kInvalid);
  }
  EXPECT_EQ(mamaTimeZone_create(nullptr), kInvalid);
  EXPECT_EQ(mamaTimeZone_createFromTz(nullptr, "Asia/Tokyo"), kInvalid);
  EXPECT_EQ(mamaTimeZone_createCopy(nullptr, good), kInvalid);
  EXPECT_EQ(mamaTimeZone_getTz(good, nullptr), kInvalid);
  EXPECT_EQ(mamaTimeZone_getOffset(good, nullptr), kInvalid);
  EXPECT_STREQ(name, "?");
  EXPECT_EQ(offset, 7);
  EXPECT_EQ(good.name(), "Asia/Tokyo");

  // A destroyed zone in any function that takes one.
  const Time time(1'600'000'000, 5, MAMA_DATE_TIME_PREC_NANOSECONDS, kDateAndTime);
  mama_u32_t u32 = 0;
  mama_u64_t u64 = 0;
  mama_f64_t f64 = 0;
  timeval tv{};
  std::tm parts{};
  char text[32] = "?";
  constexpr auto kSeconds = MAMA_DATE_TIME_PREC_SECONDS;
  EXPECT_EQ(mamaDateTime_setToMidnightToday(time, gone), kInvalid);
  EXPECT_EQ(mamaDateTime_setTimeWithPrecisionAndTz(time, 1, 2, 3, 4, kSeconds, gone), kInvalid);
  EXPECT_EQ(mamaDateTime_setFromStringWithTz(time, "1:2", gone), kInvalid);
  EXPECT_EQ(mamaDateTime_setFromStringBufferWithTz(time, "1:2", 3, gone), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeWithTz(time, &u32, &u32, nullptr, gone), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeMicrosecondsWithTz(time, &u64, gone), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeMillisecondsWithTz(time, &u64, gone), kInvalid);
  EXPECT_EQ(mamaDateTime_getEpochTimeSecondsWithTz(time, &f64, gone), kInvalid);
  EXPECT_EQ(mamaDateTime_getStructTimeValWithTz(time, &tv, gone), kInvalid);
  EXPECT_EQ(mamaDateTime_getStructTmWithTz(time, &parts, gone), kInvalid);
  EXPECT_EQ(mamaDateTime_getAsFormattedStringWithTz(time, text, sizeof text, "%F", gone), kInvalid);
  EXPECT_EQ(time.seconds(), 1'600'000'000);
  EXPECT_EQ(time.nanoseconds(), 5u);
  EXPECT_EQ(mamaDateTime_setWithPrecisionAndTz(time, 2000, 1, 1, 1, 2, 3, 4, kSeconds, gone),
            kInvalid);
}

TEST(TimeZone, UnknownNamesAreRefusedAndNamed) {
  quoll::set_log_sink(on_log);
  for (const char* name : {"No/Such", "../etc/passwd", "/etc/localtime", "Europe", "a//b"}) {
    logged.clear();
    mamaTimeZone zone = reinterpret_cast<mamaTimeZone>(1);
    EXPECT_EQ(mamaTimeZone_createFromTz(&zone, name), MAMA_STATUS_NOT_FOUND) << name;
    EXPECT_EQ(zone, nullptr);
    EXPECT_THAT(logged, testing::HasSubstr(name));
  }
  const Zone zone("Asia/Tokyo");
  EXPECT_EQ(mamaTimeZone_set(zone, "No/Such"), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(zone.name(), "Asia/Tokyo");
  const std::string too_long(63, 'a');
  mamaTimeZone made = nullptr;
  EXPECT_EQ(mamaTimeZone_createFromTz(&made, too_long.c_str()), MAMA_STATUS_NOT_FOUND);
  quoll::set_log_sink(nullptr);
}

TEST(TimeZone, TruncatedFilesAreRefused) {
  ZoneDirectory directory;
  const std::string whole = file_of("America/New_York");
  ASSERT_GT(whole.size(), 1000u);
  for (std::size_t size = 0; size < whole.size(); size += 37) {
    directory.write("Cut", whole.substr(0, size));
    mamaTimeZone zone = nullptr;
    ASSERT_EQ(mamaTimeZone_createFromTz(&zone, "Cut"), MAMA_STATUS_NOT_FOUND) << size;
  }
  directory.write("Cut", whole);
  const Zone zone("Cut");
}

TEST(TimeZone, FilesAreCheckedWholly) {
  const ZoneDirectory directory;
  using Change = void (*)(ZoneFile&);
  const struct {
    const char* name;
    Change change;
  } cases[] = {
      {"LeapSeconds", [](ZoneFile& file) { file.leap_seconds = 1; }},
      {"LeapSecondsOfVersion1", [](ZoneFile& file) { file.version = '\0', file.leap_seconds = 2; }},
      {"NoTypes", [](ZoneFile& file) { file.types.clear(), file.transitions.clear(); }},
      {"TypeOutOfRange", [](ZoneFile& file) { file.transitions[0].second = 2; }},
      {"TimesInDisorder",
       [](ZoneFile& file) {
         file.transitions = {{5, 0}, {4, 1}};
       }},
      {"TimesTwice",
       [](ZoneFile& file) {
         file.transitions = {{5, 0}, {5, 1}};
       }},
      {"NameOutOfRange", [](ZoneFile& file) { file.types[0].abbreviation = 8; }},
      {"NameWithoutEnd", [](ZoneFile& file) { file.abbreviations.pop_back(); }},
      {"OffsetOfADay", [](ZoneFile& file) { file.types[0].offset = 86'400; }},
      {"OffsetOfMinusADay", [](ZoneFile& file) { file.types[1].offset = -86'400; }},
      {"NoRule", [](ZoneFile& file) { file.rule = ""; }},
      {"RuleWithoutBegin", [](ZoneFile& file) { file.rule = "EST5\n"; }},
      {"RuleWithoutEnd", [](ZoneFile& file) { file.rule = "\nEST5"; }},
      {"RuleOfTwoLetters", [](ZoneFile& file) { file.rule = "\nES5\n"; }},
      {"RuleWithoutOffset", [](ZoneFile& file) { file.rule = "\nEST\n"; }},
      {"RuleWithoutDays", [](ZoneFile& file) { file.rule = "\nEST5EDT\n"; }},
      {"RuleWithOneDay", [](ZoneFile& file) { file.rule = "\nEST5EDT,M3.2.0\n"; }},
      {"RuleOfMonth13", [](ZoneFile& file) { file.rule = "\nEST5EDT,M13.2.0,M11.1.0\n"; }},
      {"RuleOfWeek6", [](ZoneFile& file) { file.rule = "\nEST5EDT,M3.6.0,M11.1.0\n"; }},
      {"RuleOfWeekday7", [](ZoneFile& file) { file.rule = "\nEST5EDT,M3.2.7,M11.1.0\n"; }},
      {"RuleOfDay0", [](ZoneFile& file) { file.rule = "\nEST5EDT,J0,J300\n"; }},
      {"RuleOfDay366", [](ZoneFile& file) { file.rule = "\nEST5EDT,0,366\n"; }},
      {"RuleOfHour25", [](ZoneFile& file) { file.rule = "\nEST25\n"; }},
      {"RuleOfHour168", [](ZoneFile& file) { file.rule = "\nEST5EDT,0/168,300\n"; }},
      {"RuleWithMore", [](ZoneFile& file) { file.rule = "\nEST5 \n"; }},
  };
  for (const auto& each : cases) {
    ZoneFile file;
    each.change(file);
    const std::string good = std::string("Good") + each.name;
    directory.write(good, ZoneFile().bytes());
    const Zone unharmed(good.c_str());
    directory.write(each.name, file.bytes());
    quoll::set_log_sink(on_log);
    logged.clear();
    mamaTimeZone zone = nullptr;
    EXPECT_EQ(mamaTimeZone_createFromTz(&zone, each.name), MAMA_STATUS_NOT_FOUND) << each.name;
    EXPECT_THAT(logged, testing::HasSubstr(each.name));
    // One that was good before stays as it was.
    directory.write(good, file.bytes());
    EXPECT_EQ(mamaTimeZone_check(unharmed), MAMA_STATUS_NOT_FOUND) << each.name;
    EXPECT_EQ(unharmed.offset(), 7200) << each.name;
    quoll::set_log_sink(nullptr);
  }
}

TEST(TimeZone, WhatFilesMaySay) {
  const ZoneDirectory directory;
  const auto offset_at = [&](const char* name, const ZoneFile& file, std::int64_t seconds) {
    directory.write(name, file.bytes());
    return shown(Time(seconds, 0, MAMA_DATE_TIME_PREC_SECONDS, kDateAndTime), Zone(name)) - seconds;
  };
  ZoneFile file;
  EXPECT_EQ(offset_at("Before", file, -1), 3600);  // the first type
  EXPECT_EQ(offset_at("At", file, 0), 7200);
  file.version = '\0';
  EXPECT_EQ(offset_at("Version1", file, 5'000'000'000), 7200);
  file.version = '3';
  file.rule = "\n<-00>2:00:30\n";
  EXPECT_EQ(offset_at("AfterTheLast", file, 5), -7230);
  file.transitions.clear();
  EXPECT_EQ(offset_at("NothingButARule", file, -5'000'000'000), -7230);
  file.types[0].offset = -86'399;
  file.rule = "\n\n";
  EXPECT_EQ(offset_at("Farthest", file, 0), -86'399);
}

TEST(TimeZone, CheckSeesANewFileWhileOthersAsk) {
  ZoneDirectory directory;
  directory.write("Moving", file_of("Asia/Tokyo"));
  const Zone zone("Moving");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&zone] {
      for (int n = 0; n < 500; ++n) {
        const std::int32_t offset = zone.offset();
        ASSERT_TRUE(offset == 9 * 3600 || offset == 19800) << offset;
        const Zone same("Moving");
      }
    });
  }
  directory.write("Moving", file_of("Asia/Kolkata"));
  EXPECT_EQ(mamaTimeZone_check(zone), MAMA_STATUS_OK);
  for (auto& each : threads) each.join();
  EXPECT_EQ(zone.offset(), 19800);
  mamaTimeZone_cleanUp();
}

TEST(TimeZone, TheThreadStartsAndEndsFromManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int n = 0; n < 200; ++n) {
        const Zone zone("Asia/Tokyo");
        if (n % 2 == 0) mamaTimeZone_cleanUp();
      }
    });
  }
  for (auto& each : threads) each.join();
  mamaTimeZone_cleanUp();
  mamaTimeZone_cleanUp();  // nothing is left to end
}

TEST(TimeZone, ThoseOfTheProcessStay) {
  const char* name = nullptr;
  EXPECT_EQ(mamaTimeZone_getTz(mamaTimeZone_usEastern(), &name), MAMA_STATUS_OK);
  EXPECT_STREQ(name, "US/Eastern");
  for (mamaTimeZone mine : {mamaTimeZone_utc(), mamaTimeZone_local(), mamaTimeZone_usEastern()}) {
    EXPECT_EQ(mamaTimeZone_destroy(mine), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaTimeZone_set(mine, "Asia/Tokyo"), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaTimeZone_copy(mine, mamaTimeZone_utc()), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaTimeZone_clear(mine), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaTimeZone_check(mine), MAMA_STATUS_OK);
  }
  EXPECT_EQ(mamaTimeZone_local(), mamaTimeZone_local());
  EXPECT_EQ(mamaTimeZone_getTz(mamaTimeZone_utc(), &name), MAMA_STATUS_OK);
  EXPECT_STREQ(name, "UTC");
  mama_i32_t offset = 9;
  EXPECT_EQ(mamaTimeZone_getOffset(mamaTimeZone_utc(), &offset), MAMA_STATUS_OK);
  EXPECT_EQ(offset, 0);
}

TEST(DateTimeFormat, EveryCode) {
  const struct {
    const char* format;
    const char* text;
    const char* blank;
  } cases[] = {{"%Y", "2009", "    "},
               {"%y", "09", "  "},
               {"%m", "02", "  "},
               {"%d", "03", "  "},
               {"%F", "2009-02-03", "    -  -  "},
               {"%D", "02/03/09", "  /  /  "},
               {"%T", "04:05:06", "  :  :  "},
               {"%H", "04", "  "},
               {"%M", "05", "  "},
               {"%S", "06", "  "},
               {"%:", "123", "   "},
               {"%;", ".123", ""},
               {"%.", "123456789", "   "},
               {"%,", ".123456789", ""},
               {"%B", "February", "     "},
               {"%b", "Feb", "   "},
               {"%h", "FEB", "   "},
               {"%q", "%q", "%q"},
               {"%%Y", "%2009", "%    "},
               {"%", "%", "%"}};
  Time time, nothing;
  ASSERT_EQ(mamaDateTime_setFromString(time, "2009-02-03 04:05:06.123456789"), MAMA_STATUS_OK);
  for (const auto& each : cases) {
    char text[32] = "?";
    EXPECT_EQ(mamaDateTime_getAsFormattedString(time, text, sizeof text, each.format),
              MAMA_STATUS_OK);
    EXPECT_STREQ(text, each.text) << each.format;
    EXPECT_EQ(mamaDateTime_getAsFormattedString(nothing, text, sizeof text, each.format),
              MAMA_STATUS_OK);
    EXPECT_STREQ(text, each.blank) << each.format;
  }
  char text[5] = "?";
  EXPECT_EQ(mamaDateTime_getAsFormattedString(time, text, sizeof text, "%F"), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "2009");
  EXPECT_EQ(mamaDateTime_getAsFormattedString(time, text, 0, "%F"), MAMA_STATUS_INVALID_ARG);
}

// Any instant of the calendar, with any number of digits: our text is the other library's, and is
// read back as what was shown.
TEST(DateTimeFormat, RandomTextsAgreeWithAnotherLibraryAndComeBack) {
  std::mt19937_64 random(55);
  std::uniform_int_distribution<std::int64_t> any(-11'644'473'600, 253'402'300'799);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t seconds = any(random);
    const auto nanoseconds = static_cast<std::uint32_t>(random() % 1'000'000'000);
    const auto digits = static_cast<unsigned>(random() % 10);
    const Time time(seconds, nanoseconds, static_cast<mamaDateTimePrecision>(digits), kDateAndTime);
    const date::sys_seconds instant{std::chrono::seconds(seconds)};
    char fraction[16] = "";
    snprintf(fraction, sizeof fraction, ".%09u", nanoseconds);
    std::string expected = date::format("%F %T", instant);
    if (digits != 0) expected.append(fraction, digits + 1);
    ASSERT_EQ(time.text(), expected);

    const Time back;
    ASSERT_EQ(mamaDateTime_setFromString(back, expected.c_str()), MAMA_STATUS_OK);
    std::uint32_t cut = nanoseconds;
    for (unsigned d = digits; d < 9; ++d) cut /= 10;
    for (unsigned d = digits; d < 9; ++d) cut *= 10;
    ASSERT_EQ(back.seconds(), seconds);
    ASSERT_EQ(back.nanoseconds(), cut);
    ASSERT_EQ(back.precision(), digits);
    ASSERT_EQ(back.hints(), kDateAndTime);
    ASSERT_EQ(back.text(), expected);

    char text[64] = "";
    ASSERT_EQ(
        mamaDateTime_getAsFormattedString(time, text, sizeof text, "%Y|%m|%d|%y|%D|%B|%b|%H:%M:%S"),
        MAMA_STATUS_OK);
    ASSERT_EQ(text, date::format("%Y|%m|%d|%y|%D|%B|%b|%H:%M:%S", instant));
  }
}

}  // namespace
