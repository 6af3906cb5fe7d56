// The grammar of property texts, rule by rule.
#include "common/property_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace quoll::compat {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

constexpr const char* kNoValue = "<no value>";

Pairs parse(std::string_view text) {
  Pairs pairs;
  PropertyParser parser(text);
  while (auto definition = parser.next()) {
    pairs.emplace_back(definition->key, definition->value.value_or(kNoValue));
  }
  return pairs;
}

struct GrammarCase {
  const char* rule;
  std::string text;
  Pairs expected;
};

class PropertyGrammar : public testing::TestWithParam<GrammarCase> {};

TEST_P(PropertyGrammar, GivesTheDefinitions) {
  EXPECT_EQ(parse(GetParam().text), GetParam().expected);
}

const GrammarCase kCases[] = {
    {"Equals", "a=b\n", {{"a", "b"}}},
    {"Colon", "a:b\n", {{"a", "b"}}},
    {"BlankSeparates", "a b\n", {{"a", "b"}}},
    {"BlanksAroundSeparator", "a \t = \t b\n", {{"a", "b"}}},
    {"OnlyOneSeparatorIsTaken", "a==b\n", {{"a", "=b"}}},
    {"SecondSeparatorAfterBlank", "a = :b\n", {{"a", ":b"}}},
    {"SeparatorsInValue", "url=tcp://h:1?x=y\n", {{"url", "tcp://h:1?x=y"}}},
    {"LeadingBlanks", "  \t a=b\n", {{"a", "b"}}},
    {"CarriageReturn", "a=b\r\nc=d\r\n", {{"a", "b"}, {"c", "d"}}},
    {"NoNewlineAtEnd", "a=b\nc=d", {{"a", "b"}, {"c", "d"}}},
    {"BlankLines", "\n \t \r\na=b\n\n", {{"a", "b"}}},
    {"Comments", "# x=1\n! y=2\na=b\n", {{"a", "b"}}},
    {"IndentedComment", "  # x=1\n\t! y=2\na=b\n", {{"a", "b"}}},
    {"CommentAtEndWithoutNewline", "a=b\n# x=1", {{"a", "b"}}},
    {"CommentDoesNotContinue", "# x \\\na=b\n", {{"a", "b"}}},
    {"HashInValue", "a=b#c !d\n", {{"a", "b#c!d"}}},
    {"BlanksInValueAreDropped", "a=qpid, nng\t x  \n", {{"a", "qpid,nngx"}}},
    {"EscapedBlanksStay", "a=b\\ c\\\td\n", {{"a", "b c\td"}}},
    {"NamedEscapes", "a=1\\n2\\r3\\t4\\\\5\n", {{"a", "1\n2\r3\t4\\5"}}},
    {"OtherEscapesAreLiteral", "a=\\x\\:\\=\\#\n", {{"a", "x:=#"}}},
    {"EscapesInKey", "a\\ b\\:c\\=d=e\n", {{"a b:c=d", "e"}}},
    {"EscapedCommentSign", "\\#a=b\n", {{"#a", "b"}}},
    {"Continuation", "a=b\\\n   c\n", {{"a", "bc"}}},
    {"ContinuationWithCarriageReturn", "a=b\\\r\n\tc\r\nd=e\n", {{"a", "bc"}, {"d", "e"}}},
    {"ContinuedKey", "a\\\n  b=c\n", {{"ab", "c"}}},
    {"BackslashAtEnd", "a=b\\", {{"a", "b"}}},
    {"KeyWithoutValue", "a=\nb:\n", {{"a", kNoValue}, {"b", kNoValue}}},
    {"KeyWithoutValueAtEnd", "a=b\nc=", {{"a", "b"}, {"c", kNoValue}}},
    {"BareKey", "a\nb=c\n", {{"a", kNoValue}, {"b", "c"}}},
    {"BareKeyAtEnd", "a", {{"a", kNoValue}}},
    {"ValueOfBlanks", "a=   \nb=c\n", {{"a", kNoValue}, {"b", "c"}}},
    {"NoKey", "=b\n:c\nd=e\n", {{"d", "e"}}},
    {"KeysAreCaseSensitive", "a=1\nA=2\n", {{"a", "1"}, {"A", "2"}}},
    {"DuplicatesInOrder", "a=1\na=2\n", {{"a", "1"}, {"a", "2"}}},
    {"NulBytesAreDropped", std::string("a\0b=c\0d\n", 8), {{"ab", "cd"}}},
    {"HighBytesAreData", "\xc3\xa9=\xff\n", {{"\xc3\xa9", "\xff"}}},
    {"Empty", "", {}},
    {"OnlyBackslash", "\\", {}},
};

INSTANTIATE_TEST_SUITE_P(Rules, PropertyGrammar, testing::ValuesIn(kCases),
                         [](const auto& param) { return param.param.rule; });

TEST(PropertyParser, HasNoLengthLimit) {
  const std::string key(70'000, 'k');
  const std::string value(300'000, 'v');
  EXPECT_EQ(parse(key + "=" + value), (Pairs{{key, value}}));
}

// Whatever the bytes are, parsing ends and every key has a byte.
TEST(PropertyParser, EndsOnAnyBytes) {
  std::uint32_t state = 12345;
  const std::string alphabet("ab=: \t\r\n\\#!${}()\0\xff", 18);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = 0; i < 64; ++i) {
      state = state * 1664525u + 1013904223u;
      text.push_back(alphabet[(state >> 16) % alphabet.size()]);
    }
    for (const auto& [key, value] : parse(text)) ASSERT_FALSE(key.empty());
  }
}

}  // namespace
}  // namespace quoll::compat
