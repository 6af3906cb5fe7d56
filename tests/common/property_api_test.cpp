// The functions of wombat/property.h.
#include <gtest/gtest.h>
#include <wombat/property.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace {

using Texts = std::map<std::string, std::string>;

void collect(const char* name, const char* value, void* closure) {
  ASSERT_NE(value, nullptr);
  (*static_cast<Texts*>(closure))[name] = value;
}

Texts all_of(wproperty_t set) {
  Texts texts;
  properties_ForEach(set, collect, &texts);
  return texts;
}

class PropertiesTest : public testing::Test {
 protected:
  ~PropertiesTest() override { properties_Free(set_); }
  wproperty_t set_ = properties_Create();
};

TEST_F(PropertiesTest, SetAndGet) {
  EXPECT_EQ(properties_setProperty(set_, "a", "b c"), 1);
  EXPECT_STREQ(properties_Get(set_, "a"), "b c");
  EXPECT_EQ(properties_Get(set_, "A"), nullptr);
  EXPECT_EQ(properties_Get(set_, ""), nullptr);
  EXPECT_EQ(properties_Get(set_, nullptr), nullptr);
  EXPECT_EQ(properties_Count(set_), 1u);
}

TEST_F(PropertiesTest, SetExpandsButDoesNotUnescape) {
  setenv("QUOLL_TEST_P", "p", 1);
  EXPECT_EQ(properties_setProperty(set_, "a", "\\n$(QUOLL_TEST_P)"), 1);
  EXPECT_STREQ(properties_Get(set_, "a"), "\\np");
  unsetenv("QUOLL_TEST_P");
}

TEST_F(PropertiesTest, ReplacedValuesStayReadable) {
  properties_setProperty(set_, "a", "one");
  const char* one = properties_Get(set_, "a");
  properties_setProperty(set_, "a", "two");
  properties_setProperty(set_, "a", "three");
  EXPECT_STREQ(one, "one");
  EXPECT_STREQ(properties_Get(set_, "a"), "three");
  properties_setProperty(set_, "a", "one");
  EXPECT_EQ(properties_Get(set_, "a"), one) << "a value that comes back has its old storage";
}

// The reference writes what it drops to stdout.
TEST_F(PropertiesTest, NothingIsPrinted) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  properties_AddString(set_, "a = b c\t: d \nbare\n = x\nkey==y\n#comment");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_STREQ(properties_Get(set_, "a"), "bc:d");
}

TEST_F(PropertiesTest, AddString) {
  EXPECT_EQ(properties_AddString(set_, "a=1, 2\n# c\nb:3"), 0);
  EXPECT_EQ(all_of(set_), (Texts{{"a", "1,2"}, {"b", "3"}}));
  // Each text is parsed for itself.
  properties_AddString(set_, "foo=");
  properties_AddString(set_, "c=d");
  EXPECT_EQ(properties_Get(set_, "foo"), nullptr);
  EXPECT_STREQ(properties_Get(set_, "c"), "d");
  EXPECT_EQ(properties_Count(set_), 4u) << "a key without a value counts";
}

TEST_F(PropertiesTest, ForEachNeverPassesNull) {
  properties_AddString(set_, "a=\n");
  EXPECT_EQ(all_of(set_), (Texts{{"a", ""}}));
}

TEST_F(PropertiesTest, ForEachWithPrefix) {
  properties_AddString(set_, "p.a=1\np.=2\np.b=3\nq.a=4\np=5\n");
  Texts texts;
  properties_ForEachWithPrefix(set_, "p.", collect, &texts);
  EXPECT_EQ(texts, (Texts{{"a", "1"}, {"b", "3"}}));
}

TEST_F(PropertiesTest, CallbackMayChangeTheSet) {
  properties_AddString(set_, "a=1\nb=2\n");
  properties_ForEach(
      set_, [](const char*, const char*, void* set) { properties_setProperty(set, "a", "9"); },
      set_);
  EXPECT_STREQ(properties_Get(set_, "a"), "9");
}

TEST_F(PropertiesTest, FormattedNames) {
  properties_setProperty(set_, "mama.q.7", "x");
  EXPECT_STREQ(properties_GetPropertyValueUsingFormatString(set_, "d", "mama.%s.%d", "q", 7), "x");
  const char* otherwise = "d";
  EXPECT_EQ(properties_GetPropertyValueUsingFormatString(set_, otherwise, "no.%s", "q"), otherwise);
  EXPECT_EQ(properties_GetPropertyValueUsingFormatString(set_, nullptr, "no"), nullptr);
}

TEST_F(PropertiesTest, MergeSharesValues) {
  wproperty_t from = properties_Create();
  properties_AddString(from, "a=new\nb=2\n");
  properties_AddString(set_, "a=old\nc=3\n");
  const char* value = properties_Get(from, "a");
  properties_Merge(set_, from);
  properties_FreeEx2(from);
  EXPECT_EQ(properties_Get(set_, "a"), value);
  EXPECT_EQ(all_of(set_), (Texts{{"a", "new"}, {"b", "2"}, {"c", "3"}}));
}

TEST_F(PropertiesTest, FreeEx2KeepsValues) {
  wproperty_t from = properties_Create();
  properties_setProperty(from, "a", "kept");
  const char* value = properties_Get(from, "a");
  properties_FreeEx2(from);
  EXPECT_STREQ(value, "kept");
}

TEST(Properties, NullHandlesAreHarmless) {
  EXPECT_EQ(properties_Get(nullptr, "a"), nullptr);
  EXPECT_EQ(properties_setProperty(nullptr, "a", "b"), 0);
  EXPECT_EQ(properties_AddString(nullptr, "a=b"), 0);
  EXPECT_EQ(properties_Count(nullptr), 0u);
  properties_Merge(nullptr, nullptr);
  properties_ForEach(nullptr, collect, nullptr);
  properties_ForEachWithPrefix(nullptr, "a", collect, nullptr);
  properties_Free(nullptr);
  properties_FreeEx(nullptr);
  properties_FreeEx2(nullptr);
  const wproperty_t set = properties_Create();
  EXPECT_EQ(properties_setProperty(set, nullptr, "b"), 0);
  EXPECT_EQ(properties_setProperty(set, "a", nullptr), 0);
  EXPECT_EQ(properties_AddString(set, nullptr), 0);
  properties_Free(set);
}

TEST(Properties, Boolean) {
  for (const char* text : {"1", "y", "Y", "t", "T", "true", "True", "TRUE", "yes", "Yes", "YES"}) {
    EXPECT_EQ(properties_GetPropertyValueAsBoolean(text), 1) << text;
  }
  for (const char* text : {"", "0", "on", "tRue", " true", "true ", "yES", "2"}) {
    EXPECT_EQ(properties_GetPropertyValueAsBoolean(text), 0) << text;
  }
  EXPECT_EQ(properties_GetPropertyValueAsBoolean(nullptr), 0);
}

TEST(Properties, AddEscapes) {
  char* escaped = properties_AddEscapes("a=b:c", "=:", 2);
  EXPECT_STREQ(escaped, "a\\=b\\:c");
  std::free(escaped);
  EXPECT_EQ(properties_AddEscapes(nullptr, "=", 1), nullptr);
}

class PropertiesLoadTest : public testing::Test {
 protected:
  PropertiesLoadTest() {
    char name[] = "/tmp/quoll_properties_XXXXXX";
    folder_ = mkdtemp(name);
    std::filesystem::create_directories(folder_ / "one");
    std::filesystem::create_directories(folder_ / "two");
  }
  ~PropertiesLoadTest() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& file, const std::string& text) {
    std::ofstream(folder_ / file) << text;
  }
  std::string list(const std::string& separated) const {
    return (folder_ / "one").string() + separated + (folder_ / "two").string();
  }
  std::filesystem::path folder_;
};

TEST_F(PropertiesLoadTest, FirstThatOpensIsRead) {
  write("two/x.properties", "a=two\n");
  wproperty_t set = properties_Load(list(":").c_str(), "x.properties");
  EXPECT_STREQ(properties_Get(set, "a"), "two");
  properties_Free(set);
  write("one/x.properties", "a=one\nb=$(QUOLL_TEST_UNSET)\n");
  set = properties_Load(("\"" + list("\"::\"") + "\"").c_str(), "x.properties");
  EXPECT_STREQ(properties_Get(set, "a"), "one");
  EXPECT_STREQ(properties_Get(set, "b"), "$(QUOLL_TEST_UNSET)");
  properties_Free(set);
}

TEST_F(PropertiesLoadTest, NothingOpens) {
  EXPECT_EQ(properties_Load(list(":").c_str(), "none"), nullptr);
  EXPECT_EQ(properties_Load(folder_.c_str(), "one"), nullptr) << "a folder is no file";
  EXPECT_EQ(properties_Load(folder_.c_str(), nullptr), nullptr);
}

TEST_F(PropertiesLoadTest, LongListsFit) {
  std::string list;
  for (int i = 0; i < 200; ++i) list += "/nowhere/" + std::string(100, 'x') + ":";
  write("two/x.properties", "a=b\n");
  wproperty_t set = properties_Load((list + (folder_ / "two").string()).c_str(), "x.properties");
  EXPECT_STREQ(properties_Get(set, "a"), "b");
  properties_Free(set);
}

}  // namespace
