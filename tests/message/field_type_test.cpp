// Field types are numbers, of one size in C and C++; those that are no enumerators are legal.
#include "field_type.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace {

static_assert(
    std::is_same_v<std::underlying_type_t<mamaFieldType>, int>,
    "without a fixed type C++ has no values but those within the bits of the enumerators");

TEST(FieldType, HasOneSizeInCAndCpp) {
  EXPECT_EQ(size_of_field_type_in_c(), sizeof(mamaFieldType));
  EXPECT_EQ(sizeof(mamaFieldType), sizeof(int));
}

TEST(FieldType, MayBeAnyNumber) {
  for (const int number : {0, 2, 100, 127, 128, 255, 256, 65536, 0x7FFFFFFF, -1}) {
    const auto type = static_cast<mamaFieldType>(number);
    EXPECT_EQ(static_cast<int>(field_type_through_c(type)), number);
    if (number != 100) {
      EXPECT_STREQ(mamaFieldTypeToString(type), "UNKNOWN");
    }
  }
}

}  // namespace
