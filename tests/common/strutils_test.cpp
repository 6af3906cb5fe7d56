#include <gtest/gtest.h>
#include <wombat/strutils.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

struct VersionCase {
  const char* text;
  int result;
  int major;
  int minor;
  int release;
  const char* extra;
};

class VersionText : public testing::TestWithParam<VersionCase> {};

TEST_P(VersionText, Parses) {
  const VersionCase& c = GetParam();
  versionInfo version;
  std::memset(&version, 0x55, sizeof version);
  EXPECT_EQ(strToVersionInfo(c.text, &version), c.result);
  EXPECT_EQ(version.mMajor, c.major);
  EXPECT_EQ(version.mMinor, c.minor);
  EXPECT_EQ(version.mRelease, c.release);
  EXPECT_STREQ(version.mExtra, c.extra);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, VersionText,
    testing::Values(VersionCase{"6.3.2", 1, 6, 3, 2, ""},
                    VersionCase{"6.3.2-rc3", 1, 6, 3, 2, "-rc3"},
                    VersionCase{"2.3.3rc1", 1, 2, 3, 3, "rc1"},
                    VersionCase{"build7.1.4rc 2.x", 1, 7, 1, 4, "rc 2"},
                    VersionCase{"2.4", 0, 2, 4, 0, ""}, VersionCase{"6..3..2", 1, 6, 3, 2, ""},
                    VersionCase{"1.2.x", 1, 1, 2, 0, "x"},
                    VersionCase{"1.2.3abcdefghijklmnopqrst", 1, 1, 2, 3, "abcdefghijklmno"},
                    VersionCase{"none", 0, 0, 0, 0, ""}, VersionCase{"", 0, 0, 0, 0, ""},
                    VersionCase{nullptr, 0, 0, 0, 0, ""}));

TEST(VersionTextLimits, LongTextsGiveNothing) {
  versionInfo version;
  EXPECT_EQ(strToVersionInfo(("6.3.2" + std::string(58, 'x')).c_str(), &version), 1);
  EXPECT_EQ(strToVersionInfo(("6.3.2" + std::string(59, 'x')).c_str(), &version), 0);
  EXPECT_EQ(version.mMajor, 0);
  EXPECT_EQ(strToVersionInfo("6.3.2", nullptr), 0);
}

std::string u64(std::uint64_t value, std::size_t width, std::size_t size, int* length) {
  std::string buffer(size + 4, '#');
  *length = wmFastPrintU64(buffer.data(), size, value, width);
  EXPECT_EQ(buffer.substr(size), "####") << "wrote beyond the buffer";
  return buffer.c_str();
}

TEST(FastPrint, Unsigned) {
  int length = 0;
  EXPECT_EQ(u64(7, 0, 10, &length), "7");
  EXPECT_EQ(length, 1);
  EXPECT_EQ(u64(7, 3, 10, &length), "007");
  EXPECT_EQ(length, 3);
  EXPECT_EQ(u64(UINT64_MAX, 0, 32, &length), "18446744073709551615");
  EXPECT_EQ(u64(123456789, 4, 32, &length), "123456789");
  EXPECT_EQ(length, 9);
  EXPECT_EQ(u64(12345, 0, 4, &length), "123");
  EXPECT_EQ(length, 5) << "as snprintf: what would have been written";
  u64(1, 10, 10, &length);
  EXPECT_EQ(length, -1);
  EXPECT_EQ(u64(1, 0, 1, &length), "");
  EXPECT_EQ(length, 0);
  char none = '#';
  EXPECT_EQ(wmFastPrintU64(&none, 0, 1, 0), -1);
  EXPECT_EQ(none, '#');
}

TEST(FastPrint, Signed) {
  char buffer[32];
  EXPECT_EQ(wmFastPrintI64(buffer, sizeof buffer, -7, 3), 4);
  EXPECT_STREQ(buffer, "-007");
  EXPECT_EQ(wmFastPrintI64(buffer, sizeof buffer, INT64_MIN, 0), 20);
  EXPECT_STREQ(buffer, "-9223372036854775808");
  EXPECT_EQ(wmFastPrintI32(buffer, 1, -1, 0), -1);
}

struct DecimalCase {
  double value;
  std::size_t places;
  const char* text;
};

class FastPrintF64 : public testing::TestWithParam<DecimalCase> {};

TEST_P(FastPrintF64, Prints) {
  char buffer[400];
  EXPECT_EQ(wmFastPrintF64(buffer, sizeof buffer, GetParam().value, GetParam().places),
            static_cast<int>(std::strlen(GetParam().text)));
  EXPECT_STREQ(buffer, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Cases, FastPrintF64,
                         testing::Values(DecimalCase{1.5, 2, "1.5"}, DecimalCase{2.0, 3, "2"},
                                         DecimalCase{1.25, 1, "1.2"},
                                         DecimalCase{-1.75, 2, "-1.75"}, DecimalCase{1.05, 0, "1"},
                                         DecimalCase{1.9999999, 2, "2"}, DecimalCase{0.001, 2, "0"},
                                         DecimalCase{-0.001, 2, "0"},
                                         DecimalCase{1e20, 2, "100000000000000000000"},
                                         DecimalCase{std::nan(""), 2, "nan"},
                                         DecimalCase{INFINITY, 2, "inf"},
                                         DecimalCase{-INFINITY, 2, "-inf"}));

TEST(FastPrint, CutDecimalsStayInTheBuffer) {
  char buffer[8] = "#######";
  EXPECT_EQ(wmFastPrintF64(buffer, 4, 1234.5, 1), 3);
  EXPECT_STREQ(buffer, "123");
  EXPECT_EQ(buffer[4], '#');
}

TEST(CopyAndShift, FillsExactly) {
  char buffer[6] = "#####";
  char* position = buffer;
  std::size_t left = 5;
  EXPECT_EQ(wmFastCopyAndShiftStr(&position, &left, "ab"), 2);
  EXPECT_EQ(wmFastCopyAndShiftChar(&position, &left, 'c'), 1);
  EXPECT_EQ(wmFastCopyAndShiftStr(&position, &left, "xyz"), 1);
  EXPECT_STREQ(buffer, "abcx");
  EXPECT_EQ(left, 1u);
  EXPECT_EQ(wmFastCopyAndShiftChar(&position, &left, 'd'), 0);
  EXPECT_STREQ(buffer, "abcx");
  EXPECT_EQ(wmFastCopyAndShiftStr(&position, &left, nullptr), 0);
}

TEST(StrSizeCpy, ReturnsWhatItCopied) {
  char buffer[4];
  EXPECT_EQ(wmStrSizeCpy(buffer, "abcdef", sizeof buffer), 3u);
  EXPECT_STREQ(buffer, "abc");
  EXPECT_EQ(wmStrSizeCpy(buffer, "x", sizeof buffer), 1u);
  EXPECT_EQ(wmStrSizeCpy(buffer, "x", 0), 0u);
}

TEST(StrcatAlloc, Grows) {
  char* text = nullptr;
  std::string expected;
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(strcatAlloc(&text, "0123456789"), 0);
    expected += "0123456789";
  }
  EXPECT_EQ(strcatAlloc(&text, nullptr), 0);
  EXPECT_EQ(text, expected);
  std::free(text);
}

TEST(PrintfAlloc, Formats) {
  char* text = printfAlloc("%s-%d", "a", 1);
  EXPECT_STREQ(text, "a-1");
  std::free(text);
  EXPECT_EQ(printfAlloc(nullptr), nullptr);
}

TEST(Wstrsep, KeepsEmptyTokensBetweenButNotAtTheEnd) {
  char text[] = "a,,b,";
  char separators[] = ",";
  char* rest = text;
  EXPECT_STREQ(wstrsep(&rest, separators), "a");
  EXPECT_STREQ(wstrsep(&rest, separators), "");
  EXPECT_STREQ(wstrsep(&rest, separators), "b");
  EXPECT_EQ(wstrsep(&rest, separators), nullptr);
}

TEST(StrUtils, Small) {
  EXPECT_EQ(strlenEx(nullptr), 0);
  EXPECT_EQ(strlenEx("abc"), 3);
  char text[] = "AbC1";
  EXPECT_STREQ(toLowerCase(text), "abc1");
  EXPECT_EQ(toLowerCase(nullptr), nullptr);
  EXPECT_EQ(strtobool("yes"), 1);
  EXPECT_EQ(strtobool("on"), 0);
}

}  // namespace
