#include "quoll/ref.h"

#include <gtest/gtest.h>

#include <thread>
#include <utility>
#include <vector>

namespace quoll {
namespace {

struct Base : RefCounted<Base> {
  explicit Base(int& destroyed_count) : destroyed(destroyed_count) {}
  virtual ~Base() { ++destroyed; }
  int& destroyed;
};
struct Derived final : Base {
  using Base::Base;
};

TEST(Ref, LastReferenceDeletes) {
  int destroyed = 0;
  Ref<Base> first = make_ref<Base>(destroyed);
  {
    const Ref<Base> second = first;
    EXPECT_EQ(first, second);
  }
  EXPECT_EQ(destroyed, 0);
  first = nullptr;
  EXPECT_EQ(destroyed, 1);
  EXPECT_FALSE(first);
}

TEST(Ref, MovesWithoutCounting) {
  int destroyed = 0;
  Ref<Base> first = make_ref<Base>(destroyed);
  Ref<Base> second = std::move(first);
  EXPECT_TRUE(second);
  second = std::move(second);  // NOLINT: on purpose
  EXPECT_TRUE(second);
  EXPECT_EQ(destroyed, 0);
}

TEST(Ref, ConvertsToTheBase) {
  int destroyed = 0;
  Ref<Derived> derived = make_ref<Derived>(destroyed);
  Ref<Base> base = derived;
  derived = nullptr;
  EXPECT_EQ(destroyed, 0);
  base = nullptr;
  EXPECT_EQ(destroyed, 1);
}

TEST(Ref, ReleaseAndAdoptHandOver) {
  int destroyed = 0;
  Base* raw = make_ref<Base>(destroyed).release();
  EXPECT_EQ(destroyed, 0);
  { const Ref<Base> shared = Ref<Base>::share(raw); }
  EXPECT_EQ(destroyed, 0);
  { const Ref<Base> adopted = Ref<Base>::adopt(raw); }
  EXPECT_EQ(destroyed, 1);
}

TEST(Ref, ThreadsMayDropTheLast) {
  int destroyed = 0;
  for (int round = 0; round < 1000; ++round) {
    Ref<Base> object = make_ref<Base>(destroyed);
    std::thread other([mine = object]() mutable { mine = nullptr; });
    object = nullptr;
    other.join();
    ASSERT_EQ(destroyed, round + 1);
  }
}

}  // namespace
}  // namespace quoll
