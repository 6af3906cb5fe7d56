#include "bars.h"

#include <gmock/gmock.h>

namespace quoll::tool {
namespace {

using testing::HasSubstr;

constexpr const char* kHead = "date,open,high,low,close,adjclose,volume\n";

TEST(Bars, BuiltInDataIsWholeAndInOrder) {
  const std::vector<Bar> bars = parse_bars(builtin_bars_csv(), "built-in");
  ASSERT_EQ(bars.size(), 5105u);
  EXPECT_EQ(bars.front().date, "2000-01-03");
  EXPECT_DOUBLE_EQ(bars.front().open, 1469.25);
  EXPECT_EQ(bars.front().volume, 931'800'000);
  for (std::size_t i = 1; i < bars.size(); ++i) {
    ASSERT_LT(bars[i - 1].date, bars[i].date);
    ASSERT_LE(bars[i].low, bars[i].high);
  }
}

TEST(Bars, AcceptsCrLfAndMissingLastNewline) {
  const std::string text =
      "date,open,high,low,close,adjclose,volume\r\nd1,1,2,0.5,1.5,1.25,7\r\nd2,1,2,3,4,5,6";
  const std::vector<Bar> bars = parse_bars(text, "x");
  ASSERT_EQ(bars.size(), 2u);
  EXPECT_DOUBLE_EQ(bars[0].adjusted_close, 1.25);
  EXPECT_EQ(bars[1].volume, 6);
}

struct BadInput {
  std::string text;
  std::string complaint;
};

class BadBars : public testing::TestWithParam<BadInput> {};

TEST_P(BadBars, NamesSourceLineAndValue) {
  try {
    parse_bars(GetParam().text, "file.csv");
    FAIL() << "accepted";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("file.csv:"));
    EXPECT_THAT(error.what(), HasSubstr(GetParam().complaint));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, BadBars,
    testing::Values(BadInput{"", "head line is ''"}, BadInput{"a,b\n1,2\n", "head line is 'a,b'"},
                    BadInput{kHead, "no bars"},
                    BadInput{std::string(kHead) + "d,1,2,3\n", ":2: 'd,1,2,3'"},
                    BadInput{std::string(kHead) + "d,1,2,3,4,5,6,7\n", "has not 7 columns"},
                    BadInput{std::string(kHead) + "d,x,2,3,4,5,6\n", "'x' is not a price"},
                    BadInput{std::string(kHead) + "d,1,2,3,4,5,6\nd,1,2,3,4,5,6.5\n",
                             ":3: '6.5' is not a volume"}));

TEST(Bars, MissingFileIsNamed) {
  try {
    read_bars("/nonexistent/bars.csv");
    FAIL() << "accepted";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("/nonexistent/bars.csv"));
  }
}

}  // namespace
}  // namespace quoll::tool
