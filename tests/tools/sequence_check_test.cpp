#include <gtest/gtest.h>

#include "demo_subscriber.h"

namespace quoll::tool {
namespace {

void take_all(SequenceCheck& check, std::initializer_list<std::uint64_t> numbers) {
  for (const std::uint64_t number : numbers) check.take(number);
}

TEST(SequenceCheck, CompleteAndInOrderIsClean) {
  SequenceCheck check(4);
  take_all(check, {1, 2, 3, 4});
  EXPECT_EQ(check.received(), 4u);
  EXPECT_EQ(check.lost(4), 0u);
  EXPECT_EQ(check.duplicated(), 0u);
  EXPECT_EQ(check.out_of_order(), 0u);
  EXPECT_EQ(check.foreign(), 0u);
}

TEST(SequenceCheck, MissingNumbersAreLost) {
  SequenceCheck check(5);
  take_all(check, {1, 4});
  EXPECT_EQ(check.lost(5), 3u);
  EXPECT_EQ(check.lost(2), 0u) << "two arrived, so at most later ones are missing";
}

TEST(SequenceCheck, TellsDuplicatesFromLateOnes) {
  SequenceCheck check(5);
  take_all(check, {1, 3, 2, 3, 5, 4});
  EXPECT_EQ(check.duplicated(), 1u);
  EXPECT_EQ(check.out_of_order(), 2u);
  EXPECT_EQ(check.lost(5), 0u);
}

TEST(SequenceCheck, NumbersOutsideTheRangeAreForeign) {
  SequenceCheck check(3);
  take_all(check, {0, 4, 1});
  EXPECT_EQ(check.foreign(), 2u);
  EXPECT_EQ(check.lost(3), 2u);
}

}  // namespace
}  // namespace quoll::tool
