// Readers of a property set keep valid pointers while others replace the values.
#include <gtest/gtest.h>
#include <wombat/property.h>

#include <atomic>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

TEST(PropertyStress, PointersStayValid) {
  wproperty_t set = properties_Create();
  properties_setProperty(set, "key", "value 0");
  std::atomic<bool> is_over{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      std::vector<const char*> seen;
      while (!is_over) {
        const char* value = properties_Get(set, "key");
        ASSERT_EQ(std::strncmp(value, "value ", 6), 0);
        if (seen.size() < 1000) seen.push_back(value);
      }
      for (const char* value : seen) ASSERT_EQ(std::strncmp(value, "value ", 6), 0);
    });
  }
  for (int i = 0; i < 20'000; ++i) {
    properties_setProperty(set, "key", ("value " + std::to_string(i % 100)).c_str());
    properties_setProperty(set, ("other" + std::to_string(i % 500)).c_str(), "x");
  }
  is_over = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(properties_Count(set), 501u);
  properties_Free(set);
}

}  // namespace
