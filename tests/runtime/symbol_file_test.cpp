#include <mama/mamautils.h>

#include <string>
#include <vector>

#include "runtime/runtime_fixture.h"

namespace quoll::mama {
namespace {

class SymbolFileTest : public testing::Test {
 protected:
  // Reads the file with the given capacities; the second list is not given when its capacity is 0.
  mama_status read(std::size_t capacity1, std::size_t capacity2) {
    std::vector<const char*> first(capacity1);
    std::vector<const char*> second(capacity2);
    mama_size_t count1 = 0;
    mama_size_t count2 = 0;
    const mama_status status = mamaUtils_readSymbolFile(
        (folder_ / "symbols").c_str(), first.data(), capacity1, &count1,
        capacity2 > 0 ? second.data() : nullptr, capacity2, capacity2 > 0 ? &count2 : nullptr);
    level1_ = taken(first, count1);
    level2_ = taken(second, count2);
    return status;
  }
  static std::vector<std::string> taken(const std::vector<const char*>& list, std::size_t count) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) {
      texts.emplace_back(list[i]);
      std::free(const_cast<char*>(list[i]));
    }
    return texts;
  }
  TemporaryFolder folder_;
  std::vector<std::string> level1_;
  std::vector<std::string> level2_;
};

using Texts = std::vector<std::string>;

TEST_F(SymbolFileTest, LinesAreSymbols) {
  folder_.write("symbols", "a\r\n\nb c\n# d\ne|f\ng");
  EXPECT_EQ(read(10, 0), MAMA_STATUS_OK);
  EXPECT_EQ(level1_, (Texts{"a", "b c", "# d", "e|f", "g"}));
}

TEST_F(SymbolFileTest, BehindTheBarIsLevelTwo) {
  folder_.write("symbols", "a\nb|c|d\n|e\n");
  EXPECT_EQ(read(10, 10), MAMA_STATUS_OK);
  EXPECT_EQ(level1_, (Texts{"a"}));
  EXPECT_EQ(level2_, (Texts{"c|d", "e"}));
}

TEST_F(SymbolFileTest, StopsAtTheCapacity) {
  folder_.write("symbols", "a\nb\nc\nx|1\ny|2\n");
  EXPECT_EQ(read(2, 1), MAMA_STATUS_OK);
  EXPECT_EQ(level1_, (Texts{"a", "b"}));
  EXPECT_EQ(level2_, (Texts{"1"}));
}

TEST_F(SymbolFileTest, LongLinesAreSplit) {
  folder_.write("symbols", std::string(200, 'x') + "\n");
  EXPECT_EQ(read(10, 0), MAMA_STATUS_OK);
  EXPECT_EQ(level1_, (Texts{std::string(197, 'x'), "xxx"}));
}

TEST_F(SymbolFileTest, BadArguments) {
  const char* list[1];
  EXPECT_EQ(mamaUtils_readSymbolFile(nullptr, list, 1, nullptr, nullptr, 0, nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaUtils_readSymbolFile("x", nullptr, 1, nullptr, nullptr, 0, nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaUtils_readSymbolFile("", list, 1, nullptr, nullptr, 0, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaUtils_readSymbolFile("x", list, 0, nullptr, nullptr, 0, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(
      mamaUtils_readSymbolFile((folder_ / "none").c_str(), list, 1, nullptr, nullptr, 0, nullptr),
      MAMA_STATUS_NOT_FOUND);
}

}  // namespace
}  // namespace quoll::mama
