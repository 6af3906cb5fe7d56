// Time zones: names, offsets of instants, local times, damaged files, against an independent
// library.
#include <date/tz.h>
#include <mama/timezone.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <thread>

#include "message_support.h"
#include "quoll/log.h"

using message_test::Time;

namespace {

constexpr mamaDateTimeHints kBoth = MAMA_DATE_TIME_HAS_DATE | MAMA_DATE_TIME_HAS_TIME;

// The other library knows the transitions that the files list, up to 2037, not the rule behind
// them; that is held against the C library.
constexpr std::int64_t kLastOfOracle = 2'114'380'800;

class Zone {
 public:
  explicit Zone(const char* name) {
    EXPECT_EQ(mamaTimeZone_createFromTz(&zone_, name), MAMA_STATUS_OK) << name;
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;
  ~Zone() { EXPECT_EQ(mamaTimeZone_destroy(zone_), MAMA_STATUS_OK); }
  operator mamaTimeZone() const { return zone_; }

 private:
  mamaTimeZone zone_ = nullptr;
};

std::int64_t shown(const Time& time, mamaTimeZone zone) {
  mama_u64_t milliseconds = 0;
  EXPECT_EQ(mamaDateTime_getEpochTimeMillisecondsWithTz(time, &milliseconds, zone), MAMA_STATUS_OK);
  return static_cast<std::int64_t>(milliseconds) / 1000;
}

std::string logged;
void on_log(quoll::LogLevel, const char* text) { logged.append(text).append("\n"); }

/// A directory of zone files that $TZDIR names.
class ZoneDirectory {
 public:
  ZoneDirectory() {
    std::string path = testing::TempDir() + "zones_XXXXXX";
    directory_ = mkdtemp(path.data());
    setenv("TZDIR", directory_.c_str(), 1);
  }
  ZoneDirectory(const ZoneDirectory&) = delete;
  ZoneDirectory& operator=(const ZoneDirectory&) = delete;
  ~ZoneDirectory() {
    unsetenv("TZDIR");
    std::filesystem::remove_all(directory_);
  }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(directory_ + "/" + name, std::ios::binary) << bytes;
  }

 private:
  std::string directory_;
};

std::string file_of(const char* name) {
  std::ifstream file(std::string("/usr/share/zoneinfo/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

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
      const Time time(seconds, 0, MAMA_DATE_TIME_PREC_SECONDS, kBoth);
      ASSERT_EQ(shown(time, zone) - seconds, info.offset.count()) << name << " at " << seconds;
    }
  }
}

TEST(TimeZone, OffsetsAfterTheListedOnesAgreeWithTheCLibrary) {
  std::mt19937_64 random(52);
  std::uniform_int_distribution<std::int64_t> any(kLastOfOracle, 30'000'000'000);
  for (const char* name : kZones) {
    const Zone zone(name);
    setenv("TZ", name, 1);
    tzset();
    for (int i = 0; i < 2000; ++i) {
      const std::time_t seconds = any(random);
      std::tm expected{};
      localtime_r(&seconds, &expected);
      const Time time(seconds, 0, MAMA_DATE_TIME_PREC_SECONDS, kBoth);
      ASSERT_EQ(shown(time, zone) - seconds, expected.tm_gmtoff) << name << " at " << seconds;
    }
  }
  unsetenv("TZ");
  tzset();
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
        const Time at(change.time_since_epoch().count(), 0, MAMA_DATE_TIME_PREC_SECONDS, kBoth);
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
  const char* name = nullptr;
  EXPECT_EQ(mamaTimeZone_getTz(zone, &name), MAMA_STATUS_OK);
  EXPECT_STREQ(name, "Asia/Tokyo");
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

TEST(TimeZone, CheckSeesANewFileWhileOthersAsk) {
  ZoneDirectory directory;
  directory.write("Moving", file_of("Asia/Tokyo"));
  const Zone zone("Moving");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&zone] {
      for (int n = 0; n < 500; ++n) {
        mama_i32_t offset = 0;
        ASSERT_EQ(mamaTimeZone_getOffset(zone, &offset), MAMA_STATUS_OK);
        ASSERT_TRUE(offset == 9 * 3600 || offset == 19800) << offset;
        const Zone same("Moving");
      }
    });
  }
  directory.write("Next", file_of("Asia/Kolkata"));
  const std::string path = std::getenv("TZDIR");
  std::filesystem::rename(path + "/Next", path + "/Moving");
  EXPECT_EQ(mamaTimeZone_check(zone), MAMA_STATUS_OK);
  for (auto& each : threads) each.join();
  mama_i32_t offset = 0;
  EXPECT_EQ(mamaTimeZone_getOffset(zone, &offset), MAMA_STATUS_OK);
  EXPECT_EQ(offset, 19800);
  mamaTimeZone_cleanUp();
}

TEST(TimeZone, ThoseOfTheProcessStay) {
  const char* name = nullptr;
  EXPECT_EQ(mamaTimeZone_getTz(mamaTimeZone_usEastern(), &name), MAMA_STATUS_OK);
  EXPECT_STREQ(name, "US/Eastern");
  EXPECT_EQ(mamaTimeZone_destroy(mamaTimeZone_utc()), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTimeZone_local(), mamaTimeZone_local());
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

TEST(DateTimeForms, TimeSpecKeepsNanoseconds) {
  Time time;
  timespec in{-5, 7}, out{};
  EXPECT_EQ(mamaDateTime_setFromStructTimeSpec(time, &in), MAMA_STATUS_OK);
  EXPECT_EQ(time.precision(), unsigned{MAMA_DATE_TIME_PREC_NANOSECONDS});
  EXPECT_EQ(time.hints(), unsigned{kBoth});
  EXPECT_EQ(mamaDateTime_getStructTimeSpec(time, &out), MAMA_STATUS_OK);
  EXPECT_EQ(out.tv_sec, -5);
  EXPECT_EQ(out.tv_nsec, 7);
  in.tv_nsec = 1'000'000'000;
  EXPECT_EQ(mamaDateTime_setFromStructTimeSpec(time, &in), MAMA_STATUS_INVALID_ARG);
}

}  // namespace
