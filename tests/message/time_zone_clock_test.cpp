// What depends on the clock: now, today, and the thread that keeps time zones up to date.
#include <chrono>
#include <cstring>
#include <limits>
#include <memory>

#include "quoll/log.h"
#include "quoll/virtual_clock.h"
#include "zone_support.h"

using message_test::file_of;
using message_test::kDateAndTime;
using message_test::Time;
using message_test::Zone;
using message_test::ZoneDirectory;
using quoll::Clock;

namespace {

using namespace std::chrono_literals;

constexpr std::int32_t kTokyo = 9 * 3600, kKolkata = 19'800;
// 2024-07-01 02:00:00.123456789 UTC: in New York it is June 30, in summer.
constexpr std::int64_t kNow = 1'719'799'200;
constexpr std::int64_t kToday = kNow - 2 * 3600;
constexpr auto kWall = std::chrono::system_clock::time_point(std::chrono::seconds(kNow) +
                                                             std::chrono::nanoseconds(123'456'789));

/// On a virtual clock that begins at kNow, with a directory of zone files.
class ZoneClockTest : public testing::Test {
 protected:
  ZoneClockTest() : clock_(1, kWall) { Clock::set_process(clock_); }
  ~ZoneClockTest() override {
    mamaTimeZone_cleanUp();
    Clock::set_process(Clock::real());
  }

  /// Puts another file in the place of the zone's.
  void put(const char* zone, const char* content) { directory_.write(zone, file_of(content)); }

  quoll::VirtualClock clock_;
  const ZoneDirectory directory_;
};

TEST_F(ZoneClockTest, NowIsTheWallClockToTheMicrosecond) {
  const Time time(5, 5, MAMA_DATE_TIME_PREC_DAYS, MAMA_DATE_TIME_NO_TIMEZONE);
  EXPECT_EQ(mamaDateTime_setToNow(time), MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "2024-07-01 02:00:00.123456");
  EXPECT_EQ(time.nanoseconds(), 123'456'000u);
  EXPECT_EQ(time.hints(), kDateAndTime);
  EXPECT_EQ(time.precision(), unsigned{MAMA_DATE_TIME_PREC_MICROSECONDS});
}

TEST_F(ZoneClockTest, MidnightTodayIsThatOfTheZone) {
  put("Midnight/York", "America/New_York");
  put("Midnight/Tokyo", "Asia/Tokyo");
  const Zone york("Midnight/York"), tokyo("Midnight/Tokyo");
  const std::pair<mamaTimeZone, const char*> cases[] = {{nullptr, "2024-07-01 00:00:00"},
                                                        {york, "2024-06-30 00:00:00"},
                                                        {tokyo, "2024-07-01 00:00:00"}};
  for (const auto& [zone, text] : cases) {
    const Time time(5, 5, MAMA_DATE_TIME_PREC_DAYS, MAMA_DATE_TIME_NO_TIMEZONE);
    EXPECT_EQ(mamaDateTime_setToMidnightToday(time, zone), MAMA_STATUS_OK);
    EXPECT_EQ(time.text(), text);
    EXPECT_EQ(time.hints(), kDateAndTime);
    EXPECT_EQ(time.precision(), 0u);
  }
}

TEST_F(ZoneClockTest, ATimeWithoutADateBecomesOneOfToday) {
  const Time time(3600, 500'000'000, MAMA_DATE_TIME_PREC_MILLISECONDS, MAMA_DATE_TIME_HAS_TIME);
  mama_f64_t seconds = 0;
  EXPECT_EQ(mamaDateTime_getEpochTimeSeconds(time, &seconds), MAMA_STATUS_OK);
  EXPECT_EQ(seconds, 3600.5);
  for (int round = 0; round < 2; ++round) {  // once is enough
    EXPECT_EQ(mamaDateTime_getEpochTimeSecondsWithCheck(time, &seconds), MAMA_STATUS_OK);
    EXPECT_EQ(seconds, static_cast<double>(kToday) + 3600.5);
    EXPECT_EQ(time.text(), "2024-07-01 01:00:00.500");
    EXPECT_EQ(time.hints(), kDateAndTime);
  }
}

// It has no instant of its own; a date-time of the past has.
TEST_F(ZoneClockTest, ATimeWithoutADateHasTheOffsetOfToday) {
  put("Today/York", "America/New_York");
  const Zone york("Today/York");
  const Time time, winter;
  EXPECT_EQ(mamaDateTime_setFromStringWithTz(time, "12:00:00", york), MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "16:00:00");
  EXPECT_EQ(mamaDateTime_setFromStringWithTz(winter, "2024-01-01 12:00:00", york), MAMA_STATUS_OK);
  EXPECT_EQ(winter.text(), "2024-01-01 17:00:00");
  char text[32] = "?";
  EXPECT_EQ(mamaDateTime_getAsFormattedStringWithTz(time, text, sizeof text, "%T", york),
            MAMA_STATUS_OK);
  EXPECT_STREQ(text, "12:00:00");
  clock_.sleep_for(184 * 24h);  // the last day of the year
  EXPECT_EQ(york.offset(), -5 * 3600);
  EXPECT_EQ(mamaDateTime_setFromStringWithTz(time, "12:00:00", york), MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "17:00:00");
}

TEST_F(ZoneClockTest, ATimeWithoutADateStaysOneOfTheDay) {
  put("Day/York", "America/New_York");
  put("Day/Tokyo", "Asia/Tokyo");
  const Zone york("Day/York"), tokyo("Day/Tokyo");
  const Time evening, morning;
  EXPECT_EQ(mamaDateTime_setFromStringWithTz(evening, "22:00:00", york), MAMA_STATUS_OK);
  EXPECT_EQ(evening.text(), "02:00:00");
  EXPECT_EQ(evening.seconds(), 2 * 3600);
  EXPECT_EQ(mamaDateTime_setTimeWithPrecisionAndTz(morning, 5, 0, 0, 0, MAMA_DATE_TIME_PREC_SECONDS,
                                                   tokyo),
            MAMA_STATUS_OK);
  EXPECT_EQ(morning.text(), "20:00:00");
  EXPECT_EQ(morning.seconds(), 20 * 3600);
  mama_u32_t seconds = 0, microseconds = 0;
  EXPECT_EQ(mamaDateTime_getEpochTimeWithTz(evening, &seconds, &microseconds, nullptr, york),
            MAMA_STATUS_OK);
  EXPECT_EQ(seconds, 22u * 3600);
  EXPECT_EQ(mamaDateTime_getEpochTimeWithTz(morning, &seconds, &microseconds, nullptr, tokyo),
            MAMA_STATUS_OK);
  EXPECT_EQ(seconds, 5u * 3600);
  for (const mamaDateTime time :
       {static_cast<mamaDateTime>(evening), static_cast<mamaDateTime>(morning)}) {
    mama_bool_t has_date = 1;
    EXPECT_EQ(mamaDateTime_hasDate(time, &has_date), MAMA_STATUS_OK);
    EXPECT_EQ(has_date, 0);
  }
}

TEST_F(ZoneClockTest, OffsetAndNameAreThoseOfNow) {
  put("Now/York", "America/New_York");
  const Zone york("Now/York");
  EXPECT_EQ(york.offset(), -4 * 3600);
  clock_.sleep_for(184 * 24h);
  EXPECT_EQ(york.offset(), -5 * 3600);
}

// The intervals are of the process, so all of this is one test, in this order.
TEST_F(ZoneClockTest, FilesAreReadAtOnceAndThenInIntervals) {
  put("Scan/Moving", "Asia/Tokyo");
  const Zone zone("Scan/Moving");  // starts the thread
  put("Scan/Moving", "Asia/Kolkata");
  EXPECT_EQ(zone.offset(), kTokyo);
  clock_.sleep_for(1ms);
  EXPECT_EQ(zone.offset(), kKolkata);

  put("Scan/Moving", "Asia/Tokyo");
  clock_.sleep_for(1800s + 360ms);
  EXPECT_EQ(zone.offset(), kKolkata);
  clock_.sleep_for(20ms);
  EXPECT_EQ(zone.offset(), kTokyo);

  // From the next round on. 0 where none was set is a minute.
  mamaTimeZone_setScanningInterval(0);
  put("Scan/Moving", "Asia/Kolkata");
  clock_.sleep_for(1800s);
  EXPECT_EQ(zone.offset(), kTokyo);
  clock_.sleep_for(1s);
  EXPECT_EQ(zone.offset(), kKolkata);
  put("Scan/Moving", "Asia/Tokyo");
  clock_.sleep_for(58s);
  EXPECT_EQ(zone.offset(), kKolkata);
  clock_.sleep_for(2s);
  EXPECT_EQ(zone.offset(), kTokyo);

  // 0, or what is no interval, keeps one that was set.
  mamaTimeZone_setScanningInterval(2.5);
  mamaTimeZone_setScanningInterval(0);
  mamaTimeZone_setScanningInterval(-1);
  mamaTimeZone_setScanningInterval(std::numeric_limits<double>::quiet_NaN());
  clock_.sleep_for(60s);
  put("Scan/Moving", "Asia/Kolkata");
  clock_.sleep_for(2600ms);
  EXPECT_EQ(zone.offset(), kKolkata);
  mamaTimeZone_setScanningInterval(std::numeric_limits<double>::infinity());
  put("Scan/Moving", "Asia/Tokyo");
  clock_.sleep_for(2600ms);
  EXPECT_EQ(zone.offset(), kTokyo);
  mamaTimeZone_setScanningInterval(1800.37);
}

TEST_F(ZoneClockTest, CleanUpEndsTheThreadAndACreateStartsItAgain) {
  put("Again/Moving", "Asia/Tokyo");
  const Zone zone("Again/Moving");
  clock_.sleep_for(1ms);
  mamaTimeZone_cleanUp();
  put("Again/Moving", "Asia/Kolkata");
  clock_.sleep_for(24h);
  EXPECT_EQ(zone.offset(), kTokyo);
  const Zone another("Again/Moving");
  clock_.sleep_for(1ms);
  EXPECT_EQ(zone.offset(), kKolkata);
  EXPECT_EQ(another.offset(), kKolkata);
}

TEST_F(ZoneClockTest, AFileThatIsGoneLeavesWhatWasKnown) {
  put("Gone/Zone", "Asia/Tokyo");
  const Zone zone("Gone/Zone");
  directory_.remove("Gone/Zone");
  EXPECT_EQ(mamaTimeZone_check(zone), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(zone.offset(), kTokyo);
}

// The thread finds a damaged file and says so; the callback ends the thread that it runs on.
TEST_F(ZoneClockTest, ALogCallbackMayEndTheThread) {
  put("Logged/Zone", "Asia/Tokyo");
  const Zone zone("Logged/Zone");
  directory_.write("Logged/Zone", "damaged");
  static int lines = 0;
  lines = 0;
  quoll::set_log_sink([](quoll::LogLevel, const char* text) {
    if (std::strstr(text, "Logged/Zone") == nullptr) return;  // one of the other tests
    ++lines;
    mamaTimeZone_cleanUp();
  });
  clock_.sleep_for(1ms);
  EXPECT_EQ(lines, 1);
  clock_.sleep_for(24h);
  EXPECT_EQ(lines, 1);
  quoll::set_log_sink(nullptr);
  put("Logged/Zone", "Asia/Kolkata");
  const Zone another("Logged/Zone");
  clock_.sleep_for(1ms);
  EXPECT_EQ(zone.offset(), kKolkata);
}

/// The real clock of a system that has no threads left.
class NoThreads final : public Clock {
 public:
  quoll::TimePoint now() const noexcept override { return real().now(); }
  std::chrono::system_clock::time_point wall_now() const noexcept override {
    return real().wall_now();
  }
  bool wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
            quoll::TimePoint deadline) noexcept override {
    return real().wait(word, expected, deadline);
  }
  void wake_one(const std::atomic<std::uint32_t>& word) noexcept override { real().wake_one(word); }
  void wake_all(const std::atomic<std::uint32_t>& word) noexcept override { real().wake_all(word); }
  std::unique_ptr<quoll::Thread> spawn(std::string, std::function<void()>) override {
    return nullptr;
  }
};

TEST(ZoneWithoutThread, WorksAndIsWarnedOf) {
  NoThreads clock;
  Clock::set_process(clock);
  static std::string logged;
  logged.clear();
  quoll::set_log_sink([](quoll::LogLevel, const char* text) { logged += text; });
  {
    const Zone zone("Asia/Tokyo");
    EXPECT_EQ(zone.offset(), kTokyo);
  }
  EXPECT_THAT(logged, testing::HasSubstr("time zones"));
  mamaTimeZone_cleanUp();
  quoll::set_log_sink(nullptr);
  Clock::set_process(Clock::real());
}

}  // namespace
