// What the facts cannot say about our headers: that macros and inline functions do their work.
#include <bridge.h>
#include <gtest/gtest.h>
#include <mama/integration/mama.h>
#include <mama/mama.h>
#include <wombat/port.h>
#include <wombat/wInterlocked.h>
#include <wombat/wUuid.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

mamaBridge const kLinkedBridge = reinterpret_cast<mamaBridge>(&errno);
std::string recordedName;
std::string recordedVersion;

}  // namespace

// Stand-ins for a bridge of the old kind and for libmama, which this program does not link.
extern "C" {
void oldstyleBridge_createImpl(mamaBridge* result) { *result = kLinkedBridge; }

mama_status mamaInternal_setMetaProperty(const char* name, const char* value) {
  recordedName = name;
  recordedVersion = value;
  return MAMA_STATUS_OK;
}
}

namespace {

mama_status checkedAsPointer([[maybe_unused]] const void* argument) {
  NULLARG_STATUS_CHECK(argument);
  return MAMA_STATUS_OK;
}

mama_status checkedAsText([[maybe_unused]] const char* argument) {
  NULLARG_STATUS_CHECK_STR(argument);
  return MAMA_STATUS_OK;
}

mama_status checkedAsMemory(const void* memory) {
  NOMEM_STATUS_CHECK(memory);
  return MAMA_STATUS_OK;
}

TEST(StatusMacros, ReturnTheStatusOfWhatIsMissing) {
#if defined(NDEBUG) && !defined(WITH_UNITTESTS)
  const mama_status missing = MAMA_STATUS_OK;  // the argument checks vanish in such builds
#else
  const mama_status missing = MAMA_STATUS_NULL_ARG;
#endif
  EXPECT_EQ(missing, checkedAsPointer(nullptr));
  EXPECT_EQ(missing, checkedAsText(nullptr));
  EXPECT_EQ(missing, checkedAsText(""));
  EXPECT_EQ(MAMA_STATUS_OK, checkedAsText("text"));
  EXPECT_EQ(MAMA_STATUS_NOMEM, checkedAsMemory(nullptr));
  EXPECT_EQ(MAMA_STATUS_OK, checkedAsMemory("memory"));
}

TEST(QuantityMacros, CompareUpToRounding) {
  EXPECT_TRUE(mama_isQuantityNone(0.1 + 0.2 - 0.3));
  EXPECT_FALSE(mama_isQuantityNone(1e-9));
  EXPECT_FALSE(mama_isQuantityNone(-1e-9));
  EXPECT_TRUE(mama_isQuantityEqual(0.1 + 0.2, 0.3));
  EXPECT_FALSE(mama_isQuantityEqual(0.3, 0.31));
  EXPECT_FALSE(mama_isQuantityEqual(0.31, 0.3));
}

TEST(BridgeMacros, LinkCallsTheBridge) {
  mamaBridge linked = nullptr;
  MAMA_LINK_BRIDGE(oldstyle, linked);
  EXPECT_EQ(kLinkedBridge, linked);
  linked = nullptr;
  MAMA_CREATE_BRIDGE(oldstyle, linked);
  EXPECT_EQ(kLinkedBridge, linked);
}

TEST(BridgeMacros, CompileTimeVersionIsRecordedUnderTheBridgesName) {
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION("mine");
  EXPECT_EQ("mama.mine.compile_version", recordedName);
  EXPECT_EQ("6.3.2", recordedVersion);
}

TEST(BridgeMacros, TextOfAValue) { EXPECT_STREQ("128", XSTR(MAMA_MAX_SYMBOL_LEN)); }

TEST(Port, StaticMutexIsRecursiveAndExcludesOtherThreads) {
  static wthread_static_mutex_t mutex = WSTATIC_MUTEX_INITIALIZER;
  ASSERT_EQ(0, wthread_static_mutex_lock(&mutex));
  ASSERT_EQ(0, wthread_static_mutex_lock(&mutex));
  int fromElsewhere = 0;
  std::thread([&] { fromElsewhere = pthread_mutex_trylock(&mutex); }).join();
  EXPECT_EQ(EBUSY, fromElsewhere);
  EXPECT_EQ(0, wthread_static_mutex_unlock(&mutex));
  EXPECT_EQ(0, wthread_static_mutex_unlock(&mutex));
}

TEST(Port, MutexOfTheRecursiveTypeIsRecursive) {
  wthread_mutexattr_t attributes;
  ASSERT_EQ(0, wthread_mutexattr_init(&attributes));
  ASSERT_EQ(0, wthread_mutexattr_settype(&attributes, WTHREAD_MUTEX_RECURSIVE));
  wthread_mutex_t mutex;
  ASSERT_EQ(0, wthread_mutex_init(&mutex, &attributes));
  EXPECT_EQ(0, wthread_mutex_lock(&mutex));
  EXPECT_EQ(0, wthread_mutex_lock(&mutex));
  EXPECT_EQ(0, wthread_mutex_unlock(&mutex));
  EXPECT_EQ(0, wthread_mutex_unlock(&mutex));
  EXPECT_EQ(0, wthread_mutex_destroy(&mutex));
}

TEST(Port, NetworkOrderOfSixtyFourBits) {
  const std::uint64_t network = htonll(std::uint64_t{0x0102030405060708});
  unsigned char bytes[sizeof network];
  std::memcpy(bytes, &network, sizeof bytes);
  for (unsigned char i = 0; i < sizeof bytes; ++i) EXPECT_EQ(i + 1, bytes[i]);
  EXPECT_EQ(std::uint64_t{0x0102030405060708}, ntohll(network));
}

TEST(Port, NonblockKeepsTheOtherFlags) {
  int ends[2];
  ASSERT_EQ(0, wsocketpair(AF_UNIX, SOCK_STREAM, 0, ends));
  ASSERT_EQ(0, fcntl(ends[0], F_SETFL, O_APPEND));
  ASSERT_EQ(0, wsetnonblock(ends[0]));
  const int flags = fcntl(ends[0], F_GETFL);
  EXPECT_TRUE(flags & O_NONBLOCK);
  EXPECT_TRUE(flags & O_APPEND);
  char byte = 0;
  EXPECT_EQ(-1, wread(ends[0], &byte, 1));
  EXPECT_EQ(EAGAIN, errno);
  EXPECT_EQ(0, wclosesocket(ends[0]));
  EXPECT_EQ(0, wclosesocket(ends[1]));
}

TEST(Port, TimespecHasTheLayoutOfTheSystems) {
  static_assert(sizeof(struct wtimespec) == sizeof(struct timespec));
  static_assert(offsetof(struct wtimespec, tv_nsec) == offsetof(struct timespec, tv_nsec));
  struct wtimespec none = {0, 0};
  EXPECT_EQ(0, wnanosleep(&none, nullptr));
}

TEST(Port, EmptyMacrosStandAsStatements) {
  wsocketstartup();
  wsocketcleanup();
  MAMAIgnoreDeprecatedOpen;
  MAMAIgnoreDeprecatedClose;
}

TEST(Interlocked, ReturnsWhatItsOwnOperationMade) {
  wInterlockedInt value;
  EXPECT_EQ(0, wInterlocked_initialize(&value));
  wInterlocked_set(5, &value);
  EXPECT_EQ(5, wInterlocked_set(7, &value));
  EXPECT_EQ(8, wInterlocked_increment(&value));
  EXPECT_EQ(7, wInterlocked_decrement(&value));
  EXPECT_EQ(7, wInterlocked_read(&value));
  ainc32(&value);
  ainc32(&value);
  adec32(&value);
  EXPECT_EQ(8u, axchg32(&value, 1));
  EXPECT_EQ(1, wInterlocked_read(&value));
  EXPECT_EQ(0, wInterlocked_destroy(&value));
}

TEST(Interlocked, RacingIncrementsNeverReturnTheSameValue) {
  constexpr int kThreads = 4;
  constexpr int kIncrements = 20000;
  wInterlockedInt value;
  wInterlocked_set(0, &value);
  std::vector<std::vector<int>> seen(kThreads);
  std::vector<std::thread> threads;
  for (auto& mine : seen) {
    threads.emplace_back([&value, &mine] {
      for (int i = 0; i < kIncrements; ++i) mine.push_back(wInterlocked_increment(&value));
    });
  }
  for (auto& thread : threads) thread.join();
  std::vector<bool> taken(kThreads * kIncrements + 1, false);
  for (const auto& mine : seen) {
    for (int got : mine) {
      ASSERT_FALSE(taken[static_cast<std::size_t>(got)]) << got << " was returned twice";
      taken[static_cast<std::size_t>(got)] = true;
    }
  }
  EXPECT_EQ(kThreads * kIncrements, wInterlocked_read(&value));
}

TEST(Uuid, IsSixteenBytesWithRoomForItsText) {
  static_assert(sizeof(wUuid) == 16);
  static_assert(WUUID_UNPARSE_OUTPUT_LENGTH == 36 + 1);
#ifndef wUuid_generate_time_safe
  FAIL() << "clients test for this macro";
#endif
}

// A client that is built for one bool type must not meet another.
static_assert(std::is_same_v<mama_bool_t, std::int8_t>);
static_assert(std::is_same_v<mama_size_t, std::size_t>);

}  // namespace
