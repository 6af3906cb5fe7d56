// Levels, formats, callbacks, files and rotation.
#include <mama/log.h>

#include <cstdarg>
#include <cstdio>
#include <regex>
#include <thread>
#include <vector>

#include "runtime/runtime_fixture.h"

namespace quoll::mama {
namespace {

// Every setting of the log as a fresh process has it.
class LogTest : public testing::Test {
 protected:
  LogTest() { reset(); }
  ~LogTest() override { reset(); }
  static void reset() {
    mama_disableLogging();
    mama_setLogLevel(MAMA_LOG_LEVEL_NORMAL);
    mama_setLogCallback(mama_logDefault);
    mama_setForceLogCallback(mama_forceLogDefault);
    mama_setForceLogPrefixCallback(mama_forceLogPrefixDefault);
    mama_setLogFilePolicy(LOGFILE_UNBOUNDED);
    mama_setLogSize(500'000'000);
    mama_setNumLogFiles(10);
    mama_setAppendToLogFile(0);
  }
  std::string file(const char* name = "log") const { return folder_ / name; }
  void open_log(MamaLogLevel level = MAMA_LOG_LEVEL_NORMAL) const {
    ASSERT_EQ(mama_logToFile(file().c_str(), level), MAMA_STATUS_OK);
  }
  std::string text() const { return folder_.read("log"); }

  TemporaryFolder folder_;
};

const std::string kTime = R"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)";

bool matches(const std::string& text, const std::string& pattern) {
  return std::regex_match(text, std::regex(pattern));
}

TEST_F(LogTest, LevelsFilter) {
  for (int current = MAMA_LOG_LEVEL_OFF; current <= MAMA_LOG_LEVEL_FINEST; ++current) {
    open_log(static_cast<MamaLogLevel>(current));
    std::string expected;
    for (int level = MAMA_LOG_LEVEL_OFF; level <= MAMA_LOG_LEVEL_FINEST; ++level) {
      mama_logStdout(static_cast<MamaLogLevel>(level), "%d", level);
      if (current != MAMA_LOG_LEVEL_OFF && level <= current) expected += std::to_string(level);
    }
    EXPECT_EQ(text(), expected) << current;
  }
}

TEST_F(LogTest, LineFormats) {
  open_log();
  mama_log(MAMA_LOG_LEVEL_NORMAL, "%s %d", "text", 7);
  EXPECT_TRUE(matches(text(), kTime + ": text 7\n")) << text();
  open_log(MAMA_LOG_LEVEL_FINEST);
  mama_log2(MAMA_LOG_LEVEL_FINE, "100%s");
  EXPECT_TRUE(matches(text(), kTime + R"(: \([0-9a-f]+\) : 100%s)" + "\n")) << text();
  open_log(MAMA_LOG_LEVEL_OFF);
  mama_forceLog(MAMA_LOG_LEVEL_FINE, "forced %d", 1);
  EXPECT_TRUE(matches(text(), kTime + R"(: \([0-9a-f]+\) : forced 1)" + "\n")) << text();
  open_log(MAMA_LOG_LEVEL_OFF);
  mama_forceLogWithPrefix("here", "forced %d", 2);
  EXPECT_TRUE(matches(text(), kTime + R"(: \([0-9a-f]+\) : here: forced 2)" + "\n")) << text();
  open_log();
  mama_logDefault2(MAMA_LOG_LEVEL_NORMAL, "plain");
  EXPECT_TRUE(matches(text(), kTime + ": plain\n")) << text();
}

TEST_F(LogTest, LongTextsAreWhole) {
  open_log();
  const std::string long_text(100'000, 'x');
  mama_log(MAMA_LOG_LEVEL_NORMAL, "%s", long_text.c_str());
  EXPECT_TRUE(text().ends_with(": " + long_text + "\n"));
}

TEST_F(LogTest, LevelFunctions) {
  EXPECT_EQ(mama_setLogLevel(MAMA_LOG_LEVEL_FINE), MAMA_STATUS_OK);
  EXPECT_EQ(mama_getLogLevel(), MAMA_LOG_LEVEL_FINE);
  EXPECT_EQ(gMamaLogLevel, MAMA_LOG_LEVEL_FINE);
  gMamaLogLevel = MAMA_LOG_LEVEL_WARN;
  EXPECT_EQ(mama_getLogLevel(), MAMA_LOG_LEVEL_WARN);

  const char* names[] = {"Off", "Severe", "Error", "Warn", "Normal", "Fine", "Finer", "Finest"};
  MamaLogLevel level = MAMA_LOG_LEVEL_OFF;
  for (int i = 0; i < 8; ++i) {
    EXPECT_STREQ(mama_logLevelToString(static_cast<MamaLogLevel>(i)), names[i]);
    EXPECT_EQ(mama_tryStringToLogLevel(names[i], &level), 1);
    EXPECT_EQ(level, i);
  }
  EXPECT_EQ(mama_tryStringToLogLevel("WARNING", &level), 1);
  EXPECT_EQ(level, MAMA_LOG_LEVEL_WARN);
  EXPECT_EQ(mama_tryStringToLogLevel("verbose", &level), 1);
  EXPECT_EQ(level, MAMA_LOG_LEVEL_FINER);
  EXPECT_EQ(mama_tryStringToLogLevel("Debug", &level), 1);
  EXPECT_EQ(level, MAMA_LOG_LEVEL_FINEST);
  level = MAMA_LOG_LEVEL_ERROR;
  EXPECT_EQ(mama_tryStringToLogLevel("loud", &level), 0);
  EXPECT_EQ(mama_tryStringToLogLevel(nullptr, &level), 0);
  EXPECT_EQ(level, MAMA_LOG_LEVEL_ERROR);
}

TEST_F(LogTest, Verbosity) {
  MamaLogLevel level = MAMA_LOG_LEVEL_OFF;
  for (int i = 1; i <= 7; ++i) {
    EXPECT_EQ(mama_logIncrementVerbosity(&level), 1);
    EXPECT_EQ(level, i);
  }
  EXPECT_EQ(mama_logIncrementVerbosity(&level), 0);
  EXPECT_EQ(level, MAMA_LOG_LEVEL_FINEST);
  for (int i = 6; i >= 0; --i) {
    EXPECT_EQ(mama_logDecrementVerbosity(&level), 1);
    EXPECT_EQ(level, i);
  }
  EXPECT_EQ(mama_logDecrementVerbosity(&level), 0);
  EXPECT_EQ(mama_logIncrementVerbosity(nullptr), 0);
  EXPECT_EQ(mama_logDecrementVerbosity(nullptr), 0);
}

TEST_F(LogTest, PolicyNames) {
  mamaLogFilePolicy policy = LOGFILE_UNBOUNDED;
  for (const char* name : {"UNBOUNDED", "ROLL", "OVERWRITE", "USER"}) {
    EXPECT_EQ(mama_tryStringToLogPolicy(name, &policy), 1);
    EXPECT_STREQ(mama_logPolicyToString(policy), name);
  }
  EXPECT_EQ(mama_tryStringToLogPolicy("roll", &policy), 1);
  EXPECT_EQ(policy, LOGFILE_ROLL);
  EXPECT_EQ(mama_tryStringToLogPolicy("rolls", &policy), 0);
}

TEST_F(LogTest, CallbacksShareOneSlot) {
  static std::string seen;
  seen.clear();
  EXPECT_EQ(mama_setLogCallback(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_setForceLogCallback(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_setForceLogPrefixCallback(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_setLogSizeCb(nullptr), MAMA_STATUS_NULL_ARG);

  mama_setLogCallback([](MamaLogLevel level, const char* format, va_list arguments) {
    char text[64];
    std::vsnprintf(text, sizeof text, format, arguments);
    seen += std::to_string(level) + text;
  });
  mama_log(MAMA_LOG_LEVEL_WARN, "a%d", 1);
  mama_log(MAMA_LOG_LEVEL_FINE, "not");
  EXPECT_EQ(seen, "3a1");
  mama_setLogCallback2([](MamaLogLevel, const char* text) { seen = text; });
  mama_log(MAMA_LOG_LEVEL_WARN, "%s", std::string(5000, 'y').c_str());
  EXPECT_EQ(seen, std::string(4094, 'y'));
  mama_setLogCallback2(nullptr);
  open_log();
  mama_log(MAMA_LOG_LEVEL_WARN, "back");
  EXPECT_TRUE(text().ends_with(": back\n"));

  mama_setForceLogCallback(
      [](MamaLogLevel level, const char*, va_list) { seen = "force" + std::to_string(level); });
  mama_forceLog(MAMA_LOG_LEVEL_FINEST, "x");
  EXPECT_EQ(seen, "force7");
  mama_setForceLogPrefixCallback([](const char* prefix, const char*, va_list) { seen = prefix; });
  mama_forceLogWithPrefix("prefix", "x");
  EXPECT_EQ(seen, "prefix");
}

TEST_F(LogTest, CallbackMayLogAndConfigure) {
  open_log();
  mama_setLogCallback([](MamaLogLevel level, const char* format, va_list arguments) {
    static thread_local bool is_inside = false;
    if (!is_inside) {
      is_inside = true;
      mama_log(MAMA_LOG_LEVEL_NORMAL, "nested");
      mama_setLogSize(1000);
      is_inside = false;
    }
    mama_logDefault(level, format, arguments);
  });
  mama_log(MAMA_LOG_LEVEL_NORMAL, "outer");
  EXPECT_TRUE(matches(text(), kTime + ": nested\n" + kTime + ": outer\n")) << text();
}

TEST_F(LogTest, FileOfTheProgram) {
  std::FILE* stream = std::fopen(file("other").c_str(), "w");
  EXPECT_EQ(mama_enableLogging(stream, MAMA_LOG_LEVEL_NORMAL), MAMA_STATUS_OK);
  EXPECT_EQ(gMamaLogFile, stream);
  mama_logStdout(MAMA_LOG_LEVEL_NORMAL, "one");
  EXPECT_EQ(folder_.read("other"), "one") << "flushed";
  open_log();
  mama_logStdout(MAMA_LOG_LEVEL_NORMAL, "two");
  EXPECT_EQ(text(), "two") << "the controlled file comes first";
  mama_logDestroy();
  EXPECT_EQ(mama_loggingToFile(), 0);
  mama_logStdout(MAMA_LOG_LEVEL_NORMAL, "three");
  EXPECT_EQ(folder_.read("other"), "onethree");
  mama_disableLogging();
  EXPECT_EQ(gMamaLogFile, nullptr);
  EXPECT_EQ(mama_getLogLevel(), MAMA_LOG_LEVEL_OFF);
  std::fclose(stream);
}

TEST_F(LogTest, LogToFileResults) {
  EXPECT_EQ(mama_logToFile(nullptr, MAMA_LOG_LEVEL_FINE), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mama_logToFile("", MAMA_LOG_LEVEL_FINE), MAMA_STATUS_INVALID_ARG);
  const LogCapture log;
  const std::string impossible = file("none") + "/log";
  EXPECT_EQ(mama_logToFile(impossible.c_str(), MAMA_LOG_LEVEL_FINE), MAMA_STATUS_IO_ERROR);
  EXPECT_EQ(mama_getLogLevel(), MAMA_LOG_LEVEL_NORMAL) << "nothing has changed";
  EXPECT_EQ(mama_loggingToFile(), 0);
  EXPECT_THAT(log.with("Error:"), testing::HasSubstr(impossible));
  open_log();
  EXPECT_EQ(mama_loggingToFile(), 1);
  EXPECT_EQ(mama_logToFile(impossible.c_str(), MAMA_LOG_LEVEL_FINE), MAMA_STATUS_IO_ERROR);
  EXPECT_EQ(mama_loggingToFile(), 1) << "the old file stays";
}

TEST_F(LogTest, RelativeNamesGoIntoTheFirstFolderOfWombatPath) {
  setenv("WOMBAT_PATH", (folder_.path() + ":/nowhere").c_str(), 1);
  EXPECT_EQ(mama_logToFile("log", MAMA_LOG_LEVEL_NORMAL), MAMA_STATUS_OK);
  unsetenv("WOMBAT_PATH");
  EXPECT_TRUE(folder_.has("log"));
}

TEST_F(LogTest, AppendOrTruncate) {
  folder_.write("log", "old\n");
  mama_setAppendToLogFile(1);
  open_log();
  mama_logStdout(MAMA_LOG_LEVEL_NORMAL, "new");
  EXPECT_EQ(text(), "old\nnew");
  mama_setAppendToLogFile(0);
  open_log();
  EXPECT_EQ(text(), "");
}

// Writes texts of ten bytes.
void write_tens(int first, int last) {
  for (int i = first; i <= last; ++i) mama_logStdout(MAMA_LOG_LEVEL_NORMAL, "%09d\n", i);
}
std::string tens(int first, int last) {
  std::string text;
  char line[16];
  for (int i = first; i <= last; ++i) {
    std::snprintf(line, sizeof line, "%09d\n", i);
    text += line;
  }
  return text;
}

TEST_F(LogTest, UnboundedNeverRolls) {
  mama_setLogSize(10);
  open_log();
  write_tens(1, 20);
  EXPECT_EQ(text(), tens(1, 20));
}

TEST_F(LogTest, RollKeepsSoManyFiles) {
  mama_setLogSize(25);
  mama_setNumLogFiles(3);
  mama_setLogFilePolicy(LOGFILE_ROLL);
  open_log();
  write_tens(1, 14);  // three lines exceed 25 bytes, and the fourth goes into a new file
  EXPECT_EQ(text(), tens(13, 14));
  EXPECT_EQ(folder_.read("log1"), tens(10, 12));
  EXPECT_EQ(folder_.read("log2"), tens(7, 9));
  EXPECT_FALSE(folder_.has("log3"));
}

TEST_F(LogTest, RollWithOneFileTruncates) {
  mama_setLogSize(25);
  mama_setNumLogFiles(1);
  mama_setLogFilePolicy(LOGFILE_ROLL);
  open_log();
  write_tens(1, 4);
  EXPECT_EQ(text(), tens(4, 4));
  EXPECT_FALSE(folder_.has("log1"));
}

TEST_F(LogTest, OverwriteStartsAgainWithoutTruncation) {
  mama_setLogSize(25);
  mama_setLogFilePolicy(LOGFILE_OVERWRITE);
  open_log();
  write_tens(1, 4);
  EXPECT_EQ(text(), tens(4, 4) + tens(2, 3));
}

TEST_F(LogTest, UserPolicyCallsBackWithoutTheLock) {
  static int calls;
  calls = 0;
  mama_setLogSize(25);
  mama_setLogFilePolicy(LOGFILE_USER);
  open_log();
  EXPECT_EQ(mama_setLogSizeCb([] {
              ++calls;
              mama_logForceRollLogFiles();
            }),
            MAMA_STATUS_OK);
  write_tens(1, 4);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(text(), tens(4, 4));
  EXPECT_EQ(folder_.read("log1"), tens(1, 3));
}

TEST_F(LogTest, UserPolicyWithoutCallback) {
  mama_setLogSize(25);
  mama_setLogFilePolicy(LOGFILE_USER);
  mama_setNumLogFiles(0);
  open_log();
  write_tens(1, 4);
  EXPECT_EQ(text(), tens(4, 4) + tens(2, 3)) << "no files to keep: it starts again";
  mama_setNumLogFiles(2);
  open_log();
  write_tens(1, 4);
  EXPECT_EQ(folder_.read("log1"), tens(1, 3));
}

TEST_F(LogTest, ForceRoll) {
  EXPECT_EQ(mama_logForceRollLogFiles(), MAMA_STATUS_INVALID_ARG) << "no file";
  open_log();
  write_tens(1, 1);
  EXPECT_EQ(mama_logForceRollLogFiles(), MAMA_STATUS_OK);
  EXPECT_EQ(folder_.read("log1"), tens(1, 1));
  EXPECT_EQ(text(), "");
}

TEST_F(LogTest, LinesOfThreadsDoNotMix) {
  open_log();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([t] {
      const std::string line(200, static_cast<char>('a' + t));
      for (int i = 0; i < 500; ++i) mama_log(MAMA_LOG_LEVEL_NORMAL, "%s", line.c_str());
    });
  }
  for (auto& thread : threads) thread.join();
  std::istringstream lines(text());
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const std::string body = line.substr(line.size() - 200);
    ASSERT_EQ(body, std::string(200, body[0]));
    ASSERT_EQ(line.size(), 19 + 2 + 200u);
  }
  EXPECT_EQ(count, 2000);
}

}  // namespace
}  // namespace quoll::mama
