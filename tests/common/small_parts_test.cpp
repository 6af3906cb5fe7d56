// The small parts of the common library: environment, shared libraries, destroy handles, the hash,
// the lock for readers and writers, and the C++ helpers.
#include <gtest/gtest.h>
#include <wombat/CommonStrUtils.h>
#include <wombat/Lock.h>
#include <wombat/MRSWLock.h>
#include <wombat/destroyHandle.h>
#include <wombat/environment.h>
#include <wombat/lookup2.h>
#include <wombat/platform.h>
#include <wombat/wMath.h>

#include <limits>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace {

TEST(EnvironmentTest, SetGetDelete) {
  EXPECT_EQ(environment_getVariable("QUOLL_SMALL_PARTS"), nullptr);
  EXPECT_EQ(environment_setVariable("QUOLL_SMALL_PARTS", "a"), 0);
  EXPECT_EQ(environment_setVariable("QUOLL_SMALL_PARTS", "b"), 0);
  EXPECT_STREQ(environment_getVariable("QUOLL_SMALL_PARTS"), "b");
  EXPECT_EQ(environment_deleteVariable("QUOLL_SMALL_PARTS"), 0);
  EXPECT_EQ(environment_getVariable("QUOLL_SMALL_PARTS"), nullptr);
  EXPECT_EQ(environment_getVariable(nullptr), nullptr);
  EXPECT_EQ(environment_setVariable(nullptr, "a"), -1);
  EXPECT_EQ(environment_setVariable("a", nullptr), -1);
  EXPECT_EQ(environment_setVariable("a=b", "c"), -1);
  EXPECT_EQ(environment_deleteVariable(nullptr), -1);
}

TEST(SharedLibraryTest, LoadsByShortName) {
  LIB_HANDLE library = openSharedLib("wombatcommon", nullptr);
  ASSERT_NE(library, nullptr) << getLibError();
  EXPECT_EQ(loadLibFunc(library, "whash"), reinterpret_cast<void*>(&whash));
  EXPECT_EQ(loadLibFunc(library, "there_is_no_such_function"), nullptr);
  EXPECT_NE(std::string(getLibError()).find("there_is_no_such_function"), std::string::npos);
  EXPECT_EQ(getLibError(), nullptr);
  EXPECT_EQ(closeSharedLib(library), 0);
  EXPECT_EQ(openSharedLib("wombatcommon", "/does/not/exist"), nullptr);
  EXPECT_NE(std::string(getLibError()).find("/does/not/exist/libwombatcommon.so"),
            std::string::npos);
  EXPECT_EQ(openSharedLib(nullptr, nullptr), nullptr);
  EXPECT_NE(closeSharedLib(nullptr), 0);
  EXPECT_EQ(loadLibFunc(nullptr, "whash"), nullptr);
}

TEST(DestroyHandleTest, HoldersLearnThatTheOwnerHasGone) {
  int owner = 0;
  pDestroyHandle handle = destroyHandle_create(&owner);
  destroyHandle_incrementRefCount(handle);
  destroyHandle_incrementRefCount(handle);
  destroyHandle_incrementRefCount(handle);
  EXPECT_EQ(destroyHandle_removeReference(handle), &owner);
  destroyHandle_destroyOwner(handle);
  EXPECT_EQ(destroyHandle_removeReference(handle), nullptr);
  // Defect 22: the reference still holds its lock here.
  EXPECT_EQ(destroyHandle_removeReference(handle), nullptr);  // Frees the handle.

  handle = destroyHandle_create(&owner);
  destroyHandle_incrementRefCount(handle);
  EXPECT_EQ(destroyHandle_removeReference(handle), &owner);
  destroyHandle_destroyOwner(handle);  // Nobody holds it: freed at once.

  destroyHandle_destroyOwner(nullptr);
  destroyHandle_incrementRefCount(nullptr);
  EXPECT_EQ(destroyHandle_removeReference(nullptr), nullptr);
}

// The published function, written down once more as its author describes it, in one go.
ub4 lookup2(const std::string& key, ub4 initval) {
  ub4 state[3] = {0x9e3779b9, 0x9e3779b9, initval};
  const auto mix = [&state] {
    auto& [a, b, c] = state;
    const int shifts[9] = {13, 8, 13, 12, 16, 5, 3, 10, 15};
    for (int i = 0; i < 9; i += 3) {
      a -= b;
      a -= c;
      a ^= c >> shifts[i];
      b -= c;
      b -= a;
      b ^= a << shifts[i + 1];
      c -= a;
      c -= b;
      c ^= b >> shifts[i + 2];
    }
  };
  std::size_t at = 0;
  for (; key.size() - at >= 12; at += 12) {
    for (std::size_t i = 0; i < 12; ++i) {
      state[i / 4] += static_cast<ub4>(static_cast<ub1>(key[at + i])) << (8 * (i % 4));
    }
    mix();
  }
  state[2] += key.size();
  for (std::size_t i = 0; at + i < key.size(); ++i) {
    const std::size_t place = i < 8 ? i : i + 1;  // The length has the lowest byte of the last.
    state[place / 4] += static_cast<ub4>(static_cast<ub1>(key[at + i])) << (8 * (place % 4));
  }
  mix();
  return state[2];
}

TEST(HashTest, IsThePublishedFunctionForEveryLength) {
  std::set<ub4> hashes;
  std::string key;
  for (int i = 0; i < 50; ++i) {
    auto* bytes = reinterpret_cast<ub1*>(key.data());
    EXPECT_EQ(whash(bytes, key.size(), 7), lookup2(key, 7)) << key.size();
    EXPECT_TRUE(hashes.insert(whash(bytes, key.size(), 0)).second);
    key.push_back(static_cast<char>(250 - 5 * i));
  }
  EXPECT_EQ(whash(nullptr, 5, 3), lookup2("", 3));
  EXPECT_EQ(hashsize(10), 1024u);
  EXPECT_EQ(hashmask(10), 1023u);
}

TEST(MathTest, Nan) {
  EXPECT_NE(wIsnan(std::numeric_limits<double>::quiet_NaN()), 0);
  EXPECT_EQ(wIsnan(0.0), 0);
  EXPECT_EQ(wIsnan(std::numeric_limits<double>::infinity()), 0);
}

TEST(ReadersWriterLockTest, TheWriterTakesItAgain) {
  PMRSWLock lock = nullptr;
  ASSERT_EQ(MRSWLock_create(&lock), MRSW_S_OK);
  EXPECT_EQ(MRSWLock_getWriteThreadId(lock), 0);
  EXPECT_EQ(MRSWLock_acquire(lock, 0), MRSW_S_OK);
  EXPECT_EQ(MRSWLock_acquire(lock, 0), MRSW_S_OK);
  EXPECT_EQ(MRSWLock_acquire(lock, 1), MRSW_S_OK);
  EXPECT_EQ(MRSWLock_getWriteThreadId(lock), static_cast<long>(wGetCurrentThreadId()));
  EXPECT_EQ(MRSWLock_release(lock, 1), MRSW_S_OK);
  EXPECT_EQ(MRSWLock_release(lock, 0), MRSW_S_OK);
  EXPECT_NE(MRSWLock_getWriteThreadId(lock), 0);
  EXPECT_EQ(MRSWLock_downgrade(lock), MRSW_S_OK);
  EXPECT_EQ(MRSWLock_getWriteThreadId(lock), 0);
  EXPECT_EQ(MRSWLock_upgrade(lock), MRSW_S_OK);
  EXPECT_EQ(MRSWLock_release(lock, 0), MRSW_S_OK);
  EXPECT_EQ(MRSWLock_release(lock, 0), MRSW_E_INVALIDARG);
  EXPECT_EQ(MRSWLock_release(lock, 1), MRSW_E_INVALIDARG);
  EXPECT_EQ(MRSWLock_free(lock), MRSW_S_OK);
  EXPECT_EQ(MRSWLock_create(nullptr), MRSW_E_INVALIDARG);
  EXPECT_EQ(MRSWLock_free(nullptr), MRSW_E_INVALIDARG);
  EXPECT_EQ(MRSWLock_acquire(nullptr, 1), MRSW_E_INVALIDARG);
  EXPECT_EQ(MRSWLock_upgrade(nullptr), MRSW_E_INVALIDARG);
  EXPECT_EQ(MRSWLock_getWriteThreadId(nullptr), 0);
}

TEST(ReadersWriterLockTest, WritersAreAloneAndReadersSeeWhole) {
  PMRSWLock lock = nullptr;
  ASSERT_EQ(MRSWLock_create(&lock), MRSW_S_OK);
  long first = 0, second = 0;
  constexpr int kRounds = 2000;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < kRounds; ++n) {
        MRSWLock_acquire(lock, 0);
        ++first;
        ++second;
        MRSWLock_release(lock, 0);
      }
    });
    threads.emplace_back([&] {
      for (int n = 0; n < kRounds; ++n) {
        MRSWLock_acquire(lock, 1);
        EXPECT_EQ(first, second);
        MRSWLock_release(lock, 1);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(first, 2 * kRounds);
  MRSWLock_free(lock);
}

TEST(CppHelpersTest, ALockIsRecursiveAndUnlocksAtItsEnd) {
  int count = 0;
  {
    Wombat::Lock lock;
    std::vector<std::thread> threads;
    for (int i = 0; i < 2; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 1000; ++n) {
          const Wombat::AutoLock<Wombat::Lock> outer(lock);
          const Wombat::AutoLock<Wombat::Lock> inner(lock);
          ++count;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    lock.unlock();  // Not held: nothing happens.
    lock.lock();
    lock.lock();
  }
  EXPECT_EQ(count, 2000);
  Wombat::NoLock none;
  const Wombat::AutoLock<Wombat::NoLock> guard(none);
}

TEST(CppHelpersTest, TrimAndSplit) {
  using Wombat::CommonStrUtils;
  std::string text = " \ta b\n";
  EXPECT_EQ(&CommonStrUtils::trim(text), &text);
  EXPECT_EQ(text, "a b");
  std::string left = "xxaxx", right = left, blank = "  ";
  EXPECT_EQ(CommonStrUtils::ltrim(left, "x"), "axx");
  EXPECT_EQ(CommonStrUtils::rtrim(right, "x"), "xxa");
  EXPECT_EQ(CommonStrUtils::trim(blank), "");
  EXPECT_EQ(CommonStrUtils::split("a, b,,c ,", ","),
            (std::vector<std::string>{"a", "b", "", "c", ""}));
  EXPECT_EQ(CommonStrUtils::split("a::b:c", "::"), (std::vector<std::string>{"a", "b:c"}));
  EXPECT_EQ(CommonStrUtils::split("", ","), std::vector<std::string>{""});
  EXPECT_EQ(CommonStrUtils::split("ab", ""), std::vector<std::string>{"ab"});
}

}  // namespace
