// How (name, fid) finds a field.
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <map>
#include <random>

#include "message_support.h"

using message_test::Msg;

namespace {

mama_status get(mamaMsg msg, const char* name, mama_fid_t fid, mama_i32_t* value) {
  return mamaMsg_getI32(msg, name, fid, value);
}

TEST(Lookup, FidFirstThenName) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, "a", 1, 10), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "b", 2, 20), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "c", 0, 30), MAMA_STATUS_OK);
  mama_i32_t value = 0;
  EXPECT_EQ(get(msg, "a", 2, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 20);  // the fid decides
  EXPECT_EQ(get(msg, "c", 99, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 30);  // no such fid: the name
  EXPECT_EQ(get(msg, "b", 0, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 20);
  EXPECT_EQ(get(msg, nullptr, 1, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 10);
  value = 5;
  EXPECT_EQ(get(msg, "A", 0, &value), MAMA_STATUS_NOT_FOUND);  // case matters
  EXPECT_EQ(get(msg, nullptr, 9, &value), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(value, 5);
}

/// A page of memory between two that cannot be read.
class LonelyPage {
 public:
  LonelyPage() : size_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
    void* pages = mmap(nullptr, 3 * size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT_NE(pages, MAP_FAILED);
    pages_ = static_cast<char*>(pages);
    EXPECT_EQ(mprotect(begin(), size_, PROT_READ | PROT_WRITE), 0);
    std::memset(begin(), 'x', size_);
  }
  LonelyPage(const LonelyPage&) = delete;
  LonelyPage& operator=(const LonelyPage&) = delete;
  ~LonelyPage() { munmap(pages_, 3 * size_); }

  char* begin() { return pages_ + size_; }
  char* end() { return begin() + size_; }

 private:
  const std::size_t size_;
  char* pages_ = nullptr;
};

TEST(Lookup, NamesAndTextsMayLieAnywhere) {
  LonelyPage page;
  const auto check = [](const char* text, std::size_t length) {
    SCOPED_TRACE(length);
    Msg msg;
    ASSERT_EQ(mamaMsg_addI32(msg, text, 1, 7), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_updateString(msg, "text", 2, text), MAMA_STATUS_OK);
    const std::string expected(text, length);
    EXPECT_EQ(mamaMsg_toNormalizedString(msg), "{" + expected + "[1]=7,text[2]=" + expected + "}");
    mama_i32_t value = 0;
    if (length == 0) return;
    EXPECT_EQ(mamaMsg_getI32(msg, text, 0, &value), MAMA_STATUS_OK);
    EXPECT_EQ(value, 7);
  };
  for (std::size_t length = 0; length < 50; ++length) {
    page.end()[-1] = '\0';
    check(page.end() - 1 - length, length);
    for (std::size_t offset = 0; offset < 17; ++offset) {
      char* at = page.begin() + offset;
      at[length] = '\0';
      check(at, length);
      at[length] = 'x';
    }
  }
}

TEST(Lookup, NoNameAndNoFid) {
  Msg msg;
  const mama_i32_t numbers[] = {1};
  mama_i32_t value = 5;
  EXPECT_EQ(get(msg, nullptr, 0, &value), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(get(msg, "", 0, &value), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_addI32(msg, nullptr, 0, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_addI32(msg, "", 0, 1), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_updateI32(msg, nullptr, 0, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_updateI32(msg, "", 0, 1), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_updateVectorI32(msg, nullptr, 0, numbers, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_updateVectorI32(msg, "", 0, numbers, 1), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_updateString(msg, "", 0, "x"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(value, 5);
  mama_size_t fields = 9;
  EXPECT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
  EXPECT_EQ(fields, 0u);
}

TEST(Lookup, AddAllowsDuplicatesAndTheFirstIsFound) {
  for (const int fillers : {0, 100}) {
    Msg msg;
    ASSERT_EQ(mamaMsg_addI32(msg, "x", 7, 1), MAMA_STATUS_OK);
    for (int i = 0; i < fillers; ++i) {
      ASSERT_EQ(mamaMsg_addI32(msg, "filler", static_cast<mama_fid_t>(100 + i), i), MAMA_STATUS_OK);
    }
    ASSERT_EQ(mamaMsg_addI32(msg, "x", 7, 2), MAMA_STATUS_OK);
    mama_i32_t value = 0;
    EXPECT_EQ(get(msg, "x", 7, &value), MAMA_STATUS_OK);
    EXPECT_EQ(value, 1);
    EXPECT_EQ(get(msg, "x", 0, &value), MAMA_STATUS_OK);
    EXPECT_EQ(value, 1);
    EXPECT_EQ(mamaMsg_updateI32(msg, "x", 7, 3), MAMA_STATUS_OK);
    EXPECT_EQ(get(msg, "x", 7, &value), MAMA_STATUS_OK);
    EXPECT_EQ(value, 3);
  }
}

// Small messages are walked, larger ones asked by table: both must find the same, also while the
// message grows, and also after it was large and is small again.
TEST(Lookup, AgreesWithAMapAtEverySize) {
  std::mt19937 random(12345);
  Msg msg;
  for (const int fields : {3, 1000, 8, 9, 10, 40, 1}) {
    SCOPED_TRACE(fields);
    ASSERT_EQ(mamaMsg_clear(msg), MAMA_STATUS_OK);
    std::map<mama_fid_t, int> by_fid;
    std::map<std::string, int> by_name;
    for (int i = 0; i < fields; ++i) {
      const auto fid = static_cast<mama_fid_t>(random() % 2000);
      std::string name = random() % 4 == 0 ? "" : "name" + std::to_string(random() % 500);
      if (fid == 0 && name.empty()) name = "only";
      ASSERT_EQ(mamaMsg_addI32(msg, name.c_str(), fid, i), MAMA_STATUS_OK);
      if (fid != 0) by_fid.emplace(fid, i);
      if (!name.empty()) by_name.emplace(name, i);
      if (i % 7 == 0) {  // asked in between, so that the tables grow in steps
        mama_i32_t value = -1;
        ASSERT_EQ(get(msg, name.c_str(), fid, &value), MAMA_STATUS_OK);
        ASSERT_EQ(value, fid != 0 ? by_fid.at(fid) : by_name.at(name));
      }
    }
    for (mama_fid_t fid = 1; fid < 2000; ++fid) {
      mama_i32_t value = -1;
      const auto known = by_fid.find(fid);
      ASSERT_EQ(get(msg, nullptr, fid, &value),
                known != by_fid.end() ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND);
      if (known != by_fid.end()) {
        ASSERT_EQ(value, known->second);
      }
    }
    for (int i = 0; i < 500; ++i) {
      const std::string name = "name" + std::to_string(i);
      mama_i32_t value = -1;
      const auto known = by_name.find(name);
      ASSERT_EQ(get(msg, name.c_str(), 0, &value),
                known != by_name.end() ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND);
      if (known != by_name.end()) {
        ASSERT_EQ(value, known->second);
      }
    }
  }
}

}  // namespace
