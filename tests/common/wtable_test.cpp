#include <gtest/gtest.h>
#include <wombat/wtable.h>

#include <cstdlib>
#include <set>
#include <string>

namespace {

int numbers[4];

class TableTest : public testing::Test {
 protected:
  ~TableTest() override { wtable_destroy(table_); }
  wtable_t table_ = wtable_create("test", 10);
};

TEST_F(TableTest, InsertLookupRemove) {
  EXPECT_EQ(wtable_insert(table_, "a", &numbers[0]), WTABLE_INSERT_SUCCESS);
  EXPECT_EQ(wtable_insert(table_, "b", &numbers[1]), 1);
  EXPECT_EQ(wtable_insert(table_, "a", &numbers[2]), 0);
  EXPECT_EQ(wtable_insert(table_, nullptr, &numbers[2]), -1);
  EXPECT_EQ(wtable_lookup(table_, "a"), &numbers[2]);
  EXPECT_EQ(wtable_lookup(table_, "c"), nullptr);
  EXPECT_EQ(wtable_get_count(table_), 2u);
  EXPECT_EQ(wtable_remove(table_, "a"), &numbers[2]);
  EXPECT_EQ(wtable_remove(table_, "a"), nullptr);
  EXPECT_EQ(wtable_get_count(table_), 1u);
}

TEST_F(TableTest, ForEachMayRemoveTheCurrentEntry) {
  for (int i = 0; i < 4; ++i) wtable_insert(table_, std::to_string(i).c_str(), &numbers[i]);
  std::set<std::string> keys;
  wtable_for_each(
      table_,
      [](wtable_t table, void* data, const char* key, void* closure) {
        static_cast<std::set<std::string>*>(closure)->insert(key);
        EXPECT_EQ(wtable_remove(table, key), data);
      },
      &keys);
  EXPECT_EQ(keys, (std::set<std::string>{"0", "1", "2", "3"}));
  EXPECT_EQ(wtable_get_count(table_), 0u);
}

TEST_F(TableTest, ClearFamily) {
  wtable_insert(table_, "a", std::malloc(1));
  wtable_free_all(table_);
  EXPECT_EQ(wtable_get_count(table_), 0u);
  wtable_insert(table_, "a", &numbers[0]);
  wtable_free_all_xdata(table_);
  wtable_insert(table_, "a", &numbers[0]);
  wtable_clear(table_);
  wtable_insert(table_, "a", &numbers[0]);
  int calls = 0;
  wtable_clear_for_each(
      table_, [](wtable_t, void*, const char*, void* closure) { ++*static_cast<int*>(closure); },
      &calls);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(wtable_get_count(table_), 0u);
}

TEST(Table, NullIsHarmless) {
  EXPECT_EQ(wtable_insert(nullptr, "a", nullptr), 0);
  EXPECT_EQ(wtable_lookup(nullptr, "a"), nullptr);
  EXPECT_EQ(wtable_remove(nullptr, "a"), nullptr);
  EXPECT_EQ(wtable_get_count(nullptr), 0u);
  wtable_for_each(nullptr, nullptr, nullptr);
  wtable_clear(nullptr);
  wtable_free_all(nullptr);
  wtable_destroy(nullptr);
  dumptable(nullptr);
}

}  // namespace
