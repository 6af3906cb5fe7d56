#include "quoll/handle_pool.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace quoll {
namespace {

struct Object {
  explicit Object(int* destroyed_count = nullptr, int number = 7)
      : destroyed(destroyed_count), value(number) {}
  virtual ~Object() {
    if (destroyed != nullptr) ++*destroyed;
  }
  int* destroyed;
  int value;
};

// Pools live for ever; one per test, so that sizes start at zero.
template <class T>
HandlePool<T>& new_pool() {
  static auto& pools = *new std::vector<HandlePool<T>*>;  // keeps them reachable for ever
  pools.push_back(new HandlePool<T>);
  return *pools.back();
}

TEST(HandlePool, CreatesAndDestroys) {
  auto& pool = new_pool<Object>();
  int destroyed = 0;
  Object* object = pool.create(&destroyed, 3);
  ASSERT_NE(object, nullptr);
  EXPECT_EQ(object->value, 3);
  EXPECT_TRUE(pool.is_live(object));
  EXPECT_EQ(pool.size(), 1u);
  const int here = 0;
  EXPECT_TRUE(pool.destroy(object, &here));
  EXPECT_EQ(destroyed, 1);
  EXPECT_FALSE(pool.is_live(object));
  EXPECT_EQ(pool.destroyed_by(object), &here);
  EXPECT_EQ(pool.size(), 0u);
}

TEST(HandlePool, SecondDestroyIsRefusedAndChangesNothing) {
  auto& pool = new_pool<Object>();
  int destroyed = 0;
  Object* object = pool.create(&destroyed);
  EXPECT_TRUE(pool.destroy(object));
  EXPECT_FALSE(pool.destroy(object));
  EXPECT_FALSE(pool.retire(object));
  EXPECT_EQ(destroyed, 1);
  EXPECT_EQ(pool.size(), 0u);
}

TEST(HandlePool, RetiredObjectLivesOnUntilReleased) {
  auto& pool = new_pool<Object>();
  int destroyed = 0;
  Object* object = pool.create(&destroyed, 5);
  EXPECT_TRUE(pool.retire(object));
  EXPECT_FALSE(pool.is_live(object));
  EXPECT_EQ(destroyed, 0);
  EXPECT_EQ(object->value, 5);
  EXPECT_EQ(pool.size(), 1u);
  EXPECT_FALSE(pool.destroy(object));
  EXPECT_EQ(destroyed, 0);
  pool.release(object);
  EXPECT_EQ(destroyed, 1);
  EXPECT_EQ(pool.size(), 0u);
}

TEST(HandlePool, StaleHandlesStayRecognisable) {
  auto& pool = new_pool<Object>();
  Object* stale = pool.create();
  pool.destroy(stale);
  for (int i = 0; i < 32; ++i) {
    Object* other = pool.create();
    EXPECT_NE(other, stale);
    pool.destroy(other);
  }
  EXPECT_FALSE(pool.is_live(stale));
}

TEST(HandlePool, ReusesTheSlotThatHasBeenFreeForLongest) {
  auto& pool = new_pool<Object>();
  std::vector<Object*> objects;
  for (int i = 0; i < 100; ++i) objects.push_back(pool.create());
  for (Object* object : objects) pool.destroy(object);
  for (int i = 0; i < 68; ++i) EXPECT_EQ(pool.create(), objects[static_cast<std::size_t>(i)]);
}

TEST(HandlePool, LateSlotsComeBackAfterManyMoreOfThem) {
  auto& pool = new_pool<Object>();
  using Reuse = HandlePool<Object>::Reuse;
  Object* const first = pool.create();
  pool.retire(first);
  pool.release(first, Reuse::kLate);
  std::set<Object*> seen;
  for (int i = 0; i < 1024; ++i) {
    Object* object = pool.create();
    EXPECT_NE(object, first) << i;
    seen.insert(object);
    pool.retire(object);
    pool.release(object, Reuse::kLate);
  }
  EXPECT_EQ(seen.size(), 1024u);
  int more = 0;
  for (Object* object = nullptr; object != first && more < 2000; ++more) {
    object = pool.create();
    pool.retire(object);
    pool.release(object, Reuse::kLate);
  }
  EXPECT_LT(more, 2000) << "but they do";
  EXPECT_EQ(pool.size(), 0u);
}

TEST(HandlePool, MemoryIsBoundedByTheMostThatWereAlive) {
  auto& pool = new_pool<Object>();
  std::set<Object*> addresses;
  for (int i = 0; i < 10'000; ++i) {
    Object* object = pool.create();
    addresses.insert(object);
    pool.destroy(object);
  }
  EXPECT_LE(addresses.size(), 64u);
}

TEST(HandlePool, ManyObjectsAreDistinctAndAligned) {
  struct alignas(128) Wide {
    unsigned char bytes[130] = {};
  };
  auto& pool = new_pool<Wide>();
  std::set<std::uintptr_t> addresses;
  for (int i = 0; i < 5000; ++i) {
    const auto address = reinterpret_cast<std::uintptr_t>(pool.create());
    EXPECT_EQ(address % 128, 0u);
    const auto above = addresses.lower_bound(address);
    if (above != addresses.end()) {
      EXPECT_GE(*above, address + sizeof(Wide));
    }
    addresses.insert(address);
  }
  EXPECT_EQ(addresses.size(), 5000u);
  EXPECT_EQ(pool.size(), 5000u);
}

TEST(HandlePool, ConstructorThatThrowsGivesTheSlotBack) {
  struct Throws {
    Throws() { throw std::runtime_error("no"); }
  };
  auto& pool = new_pool<Throws>();
  EXPECT_THROW(pool.create(), std::runtime_error);
  EXPECT_EQ(pool.size(), 0u);
}

TEST(HandlePool, OneOfManyDestroyersSucceeds) {
  auto& pool = new_pool<Object>();
  for (int round = 0; round < 500; ++round) {
    Object* object = pool.create();
    std::atomic<int> succeeded{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&] {
        if (pool.destroy(object)) ++succeeded;
        EXPECT_FALSE(pool.is_live(object));
      });
    }
    for (std::thread& thread : threads) thread.join();
    ASSERT_EQ(succeeded, 1);
  }
  EXPECT_EQ(pool.size(), 0u);
}

TEST(HandlePool, ThreadsShareIt) {
  auto& pool = new_pool<Object>();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&pool, t] {
      std::vector<Object*> mine;
      for (int i = 0; i < 20'000; ++i) {
        mine.push_back(pool.create(nullptr, t));
        if (mine.size() < 50) continue;
        for (Object* object : mine) {
          ASSERT_EQ(object->value, t);
          ASSERT_TRUE(pool.destroy(object));
        }
        mine.clear();
      }
      for (Object* object : mine) pool.destroy(object);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(pool.size(), 0u);
}

}  // namespace
}  // namespace quoll
