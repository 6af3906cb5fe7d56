#include "common/environment_expansion.h"

#include <gtest/gtest.h>
#include <wombat/strutils.h>

#include <cstdlib>
#include <map>
#include <string>

namespace quoll::compat {
namespace {

const std::map<std::string, std::string> kVariables = {{"A", "alpha"},
                                                       {"B", "beta"},
                                                       {"EMPTY", ""},
                                                       {"NESTED", "$(A)-x"},
                                                       {"ME", "$(ME)"},
                                                       {"CURLY", "${A}"},
                                                       {"GROW", "$(GROW)$(GROW)"}};

std::optional<std::string> expand(std::string_view text) {
  return expand_variables(text, [](const std::string& name) -> const char* {
    const auto it = kVariables.find(name);
    return it == kVariables.end() ? nullptr : it->second.c_str();
  });
}

struct ExpansionCase {
  const char* rule;
  const char* text;
  std::optional<std::string> expected;
};

class Expansion : public testing::TestWithParam<ExpansionCase> {};

TEST_P(Expansion, Gives) { EXPECT_EQ(expand(GetParam().text), GetParam().expected); }

const ExpansionCase kCases[] = {
    {"Round", "x$(A)y", "xalphay"},
    {"Curly", "x${A}y", "xalphay"},
    {"Several", "$(A)$(B)$(A)", "alphabetaalpha"},
    {"EmptyValue", "x$(EMPTY)y", "xy"},
    {"RoundDisablesCurly", "$(A)${B}", "alpha${B}"},
    {"Rescanned", "$(NESTED)", "alpha-x"},
    {"ModeIsThatOfTheText", "$(CURLY)", "${A}"},
    {"Unset", "$(A)$(NONE)", std::nullopt},
    {"NotClosed", "$(A)$(B", std::nullopt},
    {"SelfReference", "$(ME)", std::nullopt},
    {"Growing", "$(GROW)", std::nullopt},
    {"BareDollar", "a$b", "a$b"},
    {"BareName", "$A", "$A"},
    {"NoReference", "plain", "plain"},
};

INSTANTIATE_TEST_SUITE_P(Rules, Expansion, testing::ValuesIn(kCases),
                         [](const auto& param) { return param.param.rule; });

TEST(Expansion, LongValuesFit) {
  const std::string value(20'000, 'v');
  setenv("QUOLL_TEST_LONG", value.c_str(), 1);
  EXPECT_EQ(expanded_or_same("$(QUOLL_TEST_LONG)!"), value + "!");
  unsetenv("QUOLL_TEST_LONG");
}

TEST(StrReplaceEnvironmentVariable, TellsUnchangedByNull) {
  setenv("QUOLL_TEST_A", "1", 1);
  EXPECT_EQ(strReplaceEnvironmentVariable(nullptr), nullptr);
  EXPECT_EQ(strReplaceEnvironmentVariable("plain"), nullptr);
  EXPECT_EQ(strReplaceEnvironmentVariable("$(QUOLL_TEST_NONE)"), nullptr);
  char* expanded = strReplaceEnvironmentVariable("<$(QUOLL_TEST_A)>");
  EXPECT_STREQ(expanded, "<1>");
  std::free(expanded);
  char* copied = strReplaceEnvironmentVariable("a$b");
  EXPECT_STREQ(copied, "a$b");
  std::free(copied);
  unsetenv("QUOLL_TEST_A");
}

}  // namespace
}  // namespace quoll::compat
