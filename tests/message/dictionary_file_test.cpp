/// Dictionary files: round trips, search, hostile content, errors of the system.
#include <sys/resource.h>
#include <unistd.h>

#include <random>

#include "message/dictionary_support.h"

namespace message_test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DictionaryFile : public testing::Test {
 protected:
  DictionaryFile() { unsetenv("WOMBAT_PATH"); }
  ~DictionaryFile() override { unsetenv("WOMBAT_PATH"); }
  /// Reads that text from a file.
  mama_status read(const std::string& text) {
    return mamaDictionary_populateFromFile(dict_, folder_.write("d", text).c_str());
  }
  Folder folder_;
  Dict dict_;
};

using Content = Dict::Content;

TEST_F(DictionaryFile, IsALineForEachDescriptorByFid) {
  dict_.add(20, "b b", MAMA_FIELD_TYPE_STRING);
  dict_.add(3, "a", MAMA_FIELD_TYPE_VECTOR_PRICE);
  dict_.add(0, nullptr, 100);
  ASSERT_EQ(mamaDictionary_writeToFile(dict_, (folder_ / "out").c_str()), MAMA_STATUS_OK);
  EXPECT_EQ(folder_.read("out"), "0||100\n3|a|49\n20|b b|8\n");
  Dict().add(1, "x");
  const Dict empty;
  ASSERT_EQ(mamaDictionary_writeToFile(empty, (folder_ / "out").c_str()), MAMA_STATUS_OK);
  EXPECT_EQ(folder_.read("out"), "");  // what was there is gone
}

TEST_F(DictionaryFile, RandomDictionariesComeBackAsTheyWere) {
  std::mt19937 random(20260219);
  for (int round = 0; round < 30; ++round) {
    Dict written, back;
    for (int i = static_cast<int>(random() % 300); i >= 0; --i) {
      std::string name(random() % 40, ' ');
      for (char& c : name) {
        do {
          c = static_cast<char>(1 + random() % 255);
        } while (c == '|' || c == '\n');
      }
      written.add(static_cast<int>(random() % 65536), name.c_str(),
                  static_cast<int>(random() % 200) - 50);
    }
    const std::string path = folder_ / "d";
    ASSERT_EQ(mamaDictionary_writeToFile(written, path.c_str()), MAMA_STATUS_OK);
    ASSERT_EQ(mamaDictionary_populateFromFile(back, path.c_str()), MAMA_STATUS_OK);
    ASSERT_EQ(back.content(), written.content()) << "round " << round;
    EXPECT_EQ(back.has_duplicates(), written.has_duplicates());
    EXPECT_EQ(back.max_fid(), written.max_fid());
  }
}

TEST_F(DictionaryFile, AddsToWhatIsThereAndReplaces) {
  mamaFieldDescriptor kept = dict_.add(1, "one");
  mamaFieldDescriptor replaced = dict_.add(2, "two");
  ASSERT_EQ(read("2|zwei|8\n3|drei|9\n2|deux|10\n"), MAMA_STATUS_OK);
  EXPECT_EQ(dict_.content(), (Content{{1, {"one", 18}}, {2, {"deux", 10}}, {3, {"drei", 9}}}));
  EXPECT_EQ(dict_.by_fid(1), kept);
  EXPECT_EQ(mamaFieldDescriptor_getName(replaced), nullptr);
  EXPECT_EQ(dict_.has_duplicates(), 0);
  ASSERT_EQ(read("7|one|8\n"), MAMA_STATUS_OK);
  EXPECT_EQ(dict_.has_duplicates(), 1);
}

TEST_F(DictionaryFile, NumbersAreReadAsFarAsTheyGo) {
  Log log;
  ASSERT_EQ(read(" 12x|a|18 of them|more|18\n+3|b|\n4|c|-7\n5|d|999999999999999999999\nx|e|8\n"),
            MAMA_STATUS_OK);
  EXPECT_EQ(
      dict_.content(),
      (Content{
          {0, {"e", 8}}, {3, {"b", 0}}, {4, {"c", -7}}, {5, {"d", 2147483647}}, {12, {"a", 18}}}));
  EXPECT_THAT(log.all(), IsEmpty());
}

TEST_F(DictionaryFile, LinesEndAnyWayAndMayBeLong) {
  const std::string name(1'000'000, 'n');
  ASSERT_EQ(read("1|a|18\r\n\r\n \t\n2|" + name + "|19 \t \n3|c |20"), MAMA_STATUS_OK);
  EXPECT_EQ(dict_.content(), (Content{{1, {"a", 18}}, {2, {name, 19}}, {3, {"c ", 20}}}));
}

TEST_F(DictionaryFile, BadLinesAreSkippedAndNamed) {
  Log log;
  const std::string with_nul = std::string("3|n") + '\0' + "l|18\n";
  ASSERT_EQ(read("1|a|18\nno bars\n2|one bar\n65536|big|18\n-1|small|18\n"
                 "99999999999999999999999|huge|18\n" +
                 with_nul + "65535|z|8\n"),
            MAMA_STATUS_OK);
  EXPECT_EQ(dict_.content(), (Content{{1, {"a", 18}}, {65535, {"z", 8}}}));
  const std::string path = folder_ / "d";
  EXPECT_THAT(log.all(),
              ElementsAre(AllOf(HasSubstr("Warn: "), HasSubstr(path + ":2 "), HasSubstr("no bars")),
                          AllOf(HasSubstr(path + ":3 "), HasSubstr("2|one bar")),
                          AllOf(HasSubstr(path + ":4 "), HasSubstr("65536|big|18")),
                          AllOf(HasSubstr(path + ":5 "), HasSubstr("-1|small|18")),
                          AllOf(HasSubstr(path + ":6 "), HasSubstr("9999|huge")),
                          AllOf(HasSubstr(path + ":7 "), HasSubstr("NUL"), HasSubstr("3|n?l"))));
}

TEST_F(DictionaryFile, ManyBadLinesAreNotAllLogged) {
  Log log;
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "junk\n";
  ASSERT_EQ(read(text + "1|a|18\n"), MAMA_STATUS_OK);
  EXPECT_THAT(log.all(), SizeIs(11));
  EXPECT_THAT(log.all().back(), HasSubstr("1000 lines"));
  EXPECT_EQ(dict_.size(), 1u);
}

TEST_F(DictionaryFile, RandomBytesAreSurvived) {
  std::mt19937 random(20260220);
  Log log;
  for (int round = 0; round < 200; ++round) {
    std::string text(random() % 2000, '\0');
    for (char& c : text) {
      constexpr char kLikely[] = "0123456789||||\n\n \r-";
      c = random() % 8 == 0 ? static_cast<char>(random()) : kLikely[random() % 19];
    }
    ASSERT_EQ(read(text), MAMA_STATUS_OK);
    EXPECT_LE(dict_.size(), 65536u);
  }
  // Whatever it took in can be written and read again.
  const std::string path = folder_ / "again";
  ASSERT_EQ(mamaDictionary_writeToFile(dict_, path.c_str()), MAMA_STATUS_OK);
  Dict back;
  ASSERT_EQ(mamaDictionary_populateFromFile(back, path.c_str()), MAMA_STATUS_OK);
  EXPECT_EQ(back.content(), dict_.content());
}

TEST_F(DictionaryFile, ATruncatedFileGivesItsWholeLinesAndTheRestOfTheLast) {
  const std::string text = "1|a|18\n22|bcd|19\n";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    Dict dict;
    ASSERT_EQ(
        mamaDictionary_populateFromFile(dict, folder_.write("t", text.substr(0, size)).c_str()),
        MAMA_STATUS_OK);
    const std::size_t first = size >= 4 ? 1 : 0, second = size >= 14 ? 1 : 0;
    EXPECT_EQ(dict.size(), first + second) << size;
  }
}

TEST_F(DictionaryFile, NamesWithoutAFormAreLeftOut) {
  dict_.add(1, "good");
  dict_.add(2, "a|b");
  dict_.add(3, "a\nb");
  Log log;
  ASSERT_EQ(mamaDictionary_writeToFile(dict_, (folder_ / "out").c_str()), MAMA_STATUS_OK);
  EXPECT_EQ(folder_.read("out"), "1|good|18\n");
  EXPECT_THAT(log.all(), ElementsAre(AllOf(HasSubstr("fid 2"), HasSubstr(folder_ / "out")),
                                     HasSubstr("fid 3")));
}

TEST_F(DictionaryFile, WhatCannotBeReadIsAnIoErrorThatNamesTheFile) {
  dict_.add(1, "kept");
  for (const std::string& path : {folder_ / "none", folder_.path(), std::string()}) {
    Log log;
    EXPECT_EQ(mamaDictionary_populateFromFile(dict_, path.c_str()), MAMA_STATUS_IO_ERROR) << path;
    EXPECT_THAT(log.all(), ElementsAre(AllOf(HasSubstr("Error: "), HasSubstr(path))));
  }
  EXPECT_EQ(dict_.content(), (Content{{1, {"kept", 18}}}));
}

TEST_F(DictionaryFile, WhatCannotBeWrittenIsAnIoErrorThatNamesTheFile) {
  dict_.add(1, "one");
  for (const std::string& path : {folder_ / "no/such", folder_.path(), std::string("/dev/full")}) {
    Log log;
    EXPECT_EQ(mamaDictionary_writeToFile(dict_, path.c_str()), MAMA_STATUS_IO_ERROR) << path;
    EXPECT_THAT(log.all(), ElementsAre(AllOf(HasSubstr("Error: "), HasSubstr(path))));
  }
  for (int i = 2; i < 5000; ++i) dict_.add(i, "more than a buffer");
  Log log;
  EXPECT_EQ(mamaDictionary_writeToFile(dict_, "/dev/full"), MAMA_STATUS_IO_ERROR);
  EXPECT_THAT(log.all(), ElementsAre(HasSubstr("No space left")));
}

TEST_F(DictionaryFile, NoFileStaysOpen) {
  const auto open_files = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  };
  Log log;
  const auto before = open_files();
  for (int i = 0; i < 20; ++i) {
    read("1|a|18\nbad\n");
    mamaDictionary_populateFromFile(dict_, folder_.path().c_str());
    mamaDictionary_writeToFile(dict_, "/dev/full");
    mamaDictionary_writeToFile(dict_, (folder_ / "out").c_str());
  }
  EXPECT_EQ(open_files(), before);
}

TEST_F(DictionaryFile, PlainNamesAreLookedForInWombatPathFirst) {
  folder_.write("fields", "1|from path|18\n");
  setenv("WOMBAT_PATH", folder_.path().c_str(), 1);
  ASSERT_EQ(mamaDictionary_populateFromFile(dict_, "fields"), MAMA_STATUS_OK);
  EXPECT_EQ(dict_.content(), (Content{{1, {"from path", 18}}}));
  ASSERT_EQ(mamaDictionary_writeToFile(dict_, "written"), MAMA_STATUS_OK);
  EXPECT_EQ(folder_.read("written"), "1|from path|18\n");
  Log log;
  EXPECT_EQ(mamaDictionary_populateFromFile(dict_, "./fields"), MAMA_STATUS_IO_ERROR);
}

TEST_F(DictionaryFile, PlainNamesAreTakenAsTheyAreWhenWombatPathHasNone) {
  folder_.write("fields", "1|from here|18\n");
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder_.path());
  setenv("WOMBAT_PATH", "/no/such/folder", 1);
  EXPECT_EQ(mamaDictionary_populateFromFile(dict_, "fields"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDictionary_writeToFile(dict_, "written"), MAMA_STATUS_OK);
  std::filesystem::current_path(before);
  EXPECT_EQ(dict_.size(), 1u);
  EXPECT_EQ(folder_.read("written"), "1|from here|18\n");
}

}  // namespace
}  // namespace message_test
