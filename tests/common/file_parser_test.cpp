#include <gtest/gtest.h>
#include <wombat/fileparser.h>

#include <cstdio>
#include <string>

namespace {

// Every rule holds for both ways of reading.
class FileParserTest : public testing::TestWithParam<fileParserType> {
 protected:
  FileParserTest() { EXPECT_EQ(fileParser_allocate(&parser_), FILE_PARSER_STATUS_OK); }
  ~FileParserTest() override {
    EXPECT_EQ(fileParser_destroy(parser_), FILE_PARSER_STATUS_OK);
    std::remove(name_.c_str());
  }
  void write(const std::string& text) {
    FILE* file = std::fopen(name_.c_str(), "w");
    ASSERT_NE(file, nullptr);
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
  }
  void open(const std::string& text) {
    write(text);
    ASSERT_EQ(fileParser_create(parser_, GetParam(), name_.c_str()), FILE_PARSER_STATUS_OK);
  }
  std::string read(std::uint64_t size) {
    std::string text(size, '#');
    std::uint64_t count = 999;
    EXPECT_EQ(fileParser_readFileToBuffer(parser_, text.data(), size, &count),
              FILE_PARSER_STATUS_OK);
    return text.substr(0, count);
  }
  // What was copied, the delimiter included; `count` is what the interface reports.
  std::string line(std::uint64_t size, std::uint64_t& count) {
    std::string text(size + 1, '#');
    EXPECT_EQ(fileParser_readFileToBufferUntilCharacter(parser_, text.data(), size, '\n', &count),
              FILE_PARSER_STATUS_OK);
    return text.substr(0, text.find('#'));
  }

  fileParser parser_ = nullptr;
  std::string name_ = testing::TempDir() + "file_parser_test." + std::to_string(getpid());
};
INSTANTIATE_TEST_SUITE_P(Types, FileParserTest,
                         testing::Values(FILE_PARSER_TYPE_MMAP, FILE_PARSER_TYPE_FILE_STREAM),
                         [](const auto& type) {
                           return type.param == FILE_PARSER_TYPE_MMAP ? "Mmap" : "Stream";
                         });

TEST_P(FileParserTest, ReadsFrontToBack) {
  open("hello world");
  EXPECT_EQ(fileParser_getFileSize(parser_), 11u);
  EXPECT_EQ(read(5), "hello");
  EXPECT_EQ(fileParser_isEndOfFile(parser_), 0);
  EXPECT_EQ(read(100), " world");
  EXPECT_EQ(fileParser_isEndOfFile(parser_), 1);
  EXPECT_EQ(read(5), "");
  EXPECT_EQ(fileParser_rewindFile(parser_), FILE_PARSER_STATUS_OK);
  EXPECT_EQ(read(2), "he");
}

TEST_P(FileParserTest, ReadsUpToACharacter) {
  open("one\n\nlonger\nlast");
  std::uint64_t count = 0;
  EXPECT_EQ(line(20, count), "one\n");
  EXPECT_EQ(count, 3u);
  EXPECT_EQ(line(20, count), "\n");
  EXPECT_EQ(count, 0u);
  EXPECT_EQ(line(4, count), "long");  // The buffer ends first; nothing behind it is written.
  EXPECT_EQ(count, 4u);
  EXPECT_EQ(line(20, count), "er\n");
  EXPECT_EQ(count, 2u);
  EXPECT_EQ(line(20, count), "last");  // The file ends first.
  EXPECT_EQ(count, 4u);
  EXPECT_EQ(fileParser_isEndOfFile(parser_), 1);
  EXPECT_EQ(line(20, count), "");
  EXPECT_EQ(count, 0u);
}

TEST_P(FileParserTest, AnEmptyFileIsAtItsEnd) {
  open("");
  EXPECT_EQ(fileParser_isEndOfFile(parser_), 1);
  EXPECT_EQ(read(5), "");
}

TEST_P(FileParserTest, IsUsedAgain) {
  open("first");
  read(3);
  EXPECT_EQ(fileParser_closeFile(parser_), FILE_PARSER_STATUS_OK);
  EXPECT_EQ(fileParser_closeFile(parser_), FILE_PARSER_STATUS_INVALID_STATE);
  EXPECT_EQ(fileParser_rewindFile(parser_), FILE_PARSER_STATUS_INVALID_STATE);
  open("second");
  EXPECT_EQ(read(100), "second");
  open("third");  // Without a close.
  EXPECT_EQ(read(100), "third");
}

TEST_P(FileParserTest, AFileThatBecomesShorterEndsEarlier) {
  if (GetParam() == FILE_PARSER_TYPE_MMAP) GTEST_SKIP() << "a mapped file must not shrink";
  const std::string text(100'000, 'x');
  open(text);
  EXPECT_EQ(read(10).size(), 10u);
  ASSERT_EQ(truncate(name_.c_str(), 20'000), 0);
  EXPECT_LT(read(100'000).size(), 100'000u);
  read(100'000);
  EXPECT_EQ(fileParser_isEndOfFile(parser_), 1);
}

TEST_P(FileParserTest, BadArguments) {
  char buffer[8];
  std::uint64_t count = 0;
  EXPECT_EQ(fileParser_create(nullptr, GetParam(), "x"), FILE_PARSER_STATUS_NULL_ARG);
  EXPECT_EQ(fileParser_create(parser_, GetParam(), nullptr), FILE_PARSER_STATUS_NULL_ARG);
  EXPECT_EQ(fileParser_create(parser_, GetParam(), ""), FILE_PARSER_STATUS_INVALID_ARG);
  EXPECT_EQ(fileParser_create(parser_, GetParam(), "/does/not/exist"), FILE_PARSER_STATUS_NO_FILE);
  EXPECT_EQ(fileParser_create(parser_, GetParam(), "/"), FILE_PARSER_STATUS_NO_HANDLE);
  EXPECT_EQ(fileParser_readFileToBuffer(parser_, buffer, 8, &count),
            FILE_PARSER_STATUS_INVALID_STATE);
  open("text");
  EXPECT_EQ(fileParser_create(parser_, FILE_PARSER_TYPE_UNKNOWN, name_.c_str()),
            FILE_PARSER_STATUS_INVALID_ARG);
  open("text");
  EXPECT_EQ(fileParser_readFileToBuffer(parser_, buffer, 0, &count),
            FILE_PARSER_STATUS_INVALID_ARG);
  EXPECT_EQ(fileParser_readFileToBuffer(parser_, nullptr, 8, &count), FILE_PARSER_STATUS_NULL_ARG);
  EXPECT_EQ(fileParser_readFileToBuffer(parser_, buffer, 8, nullptr), FILE_PARSER_STATUS_NULL_ARG);
  EXPECT_EQ(fileParser_readFileToBufferUntilCharacter(nullptr, buffer, 8, 'x', &count),
            FILE_PARSER_STATUS_NULL_ARG);
}

TEST(FileParserNullTest, NullIsRefused) {
  EXPECT_EQ(fileParser_allocate(nullptr), FILE_PARSER_STATUS_NULL_ARG);
  EXPECT_EQ(fileParser_rewindFile(nullptr), FILE_PARSER_STATUS_NULL_ARG);
  EXPECT_EQ(fileParser_closeFile(nullptr), FILE_PARSER_STATUS_NULL_ARG);
  EXPECT_EQ(fileParser_destroy(nullptr), FILE_PARSER_STATUS_NULL_ARG);
  EXPECT_EQ(fileParser_getFileSize(nullptr), 0u);
  EXPECT_EQ(fileParser_isEndOfFile(nullptr), 1);
}

TEST(FileParserStatusTest, Names) {
  EXPECT_STREQ(fileParser_stringForStatus(FILE_PARSER_STATUS_EOF), "FILE_PARSER_STATUS_EOF");
  EXPECT_STREQ(fileParser_stringForStatus(FILE_PARSER_STATUS_FAILURE),
               "FILE_PARSER_STATUS_FAILURE");
  EXPECT_STREQ(fileParser_stringForStatus(static_cast<fileParserStatus>(10)), "unknown");
}

}  // namespace
