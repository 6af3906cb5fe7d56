// wombat/thread.h, wombat/wlock.h and what of wombat/port.h has a body.
#include <gtest/gtest.h>
#include <wombat/port.h>
#include <wombat/thread.h>
#include <wombat/wlock.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <thread>

namespace {

void* finish_when_told(void* closure) {
  sem_wait(static_cast<sem_t*>(closure));
  return nullptr;
}

class ThreadTest : public testing::Test {
 protected:
  ThreadTest() { sem_init(&may_end_, 0, 0); }
  ~ThreadTest() override { sem_destroy(&may_end_); }
  sem_t may_end_;
  wombatThread thread_ = nullptr;
};

TEST_F(ThreadTest, NamesAreUniqueWhileTheThreadIsRegistered) {
  ASSERT_EQ(wombatThread_create("quoll_test", &thread_, nullptr, finish_when_told, &may_end_),
            WOMBAT_THREAD_OK);
  wombatThread other = nullptr;
  EXPECT_EQ(wombatThread_create("quoll_test", &other, nullptr, finish_when_told, &may_end_),
            WOMBAT_THREAD_IN_USE);
  EXPECT_EQ(other, nullptr);
  EXPECT_STREQ(wombatThread_getThreadName(thread_), "quoll_test");
  EXPECT_NE(wombatThread_getOsThread(thread_), pthread_t{});
  sem_post(&may_end_);
  EXPECT_EQ(wombatThread_destroy("quoll_test"), WOMBAT_THREAD_OK);
  EXPECT_EQ(wombatThread_destroy("quoll_test"), WOMBAT_THREAD_INVALID_ARG);

  sem_post(&may_end_);
  ASSERT_EQ(wombatThread_create("quoll_test", &thread_, nullptr, finish_when_told, &may_end_),
            WOMBAT_THREAD_OK);
  EXPECT_EQ(wombatThread_destroy("quoll_test"), WOMBAT_THREAD_OK);
}

// Common 15, row 20.
TEST_F(ThreadTest, OfCreatorsOfOneNameAtOnceOneSucceeds) {
  for (int round = 0; round < 200; ++round) {
    std::atomic<int> made{0};
    std::atomic<int> waiting{0};
    const auto create = [&] {
      for (++waiting; waiting < 2;) {
      }
      wombatThread thread = nullptr;
      if (wombatThread_create("quoll_race", &thread, nullptr, finish_when_told, &may_end_) ==
          WOMBAT_THREAD_OK) {
        ++made;
      }
    };
    std::thread other(create);
    create();
    other.join();
    ASSERT_EQ(made, 1);
    sem_post(&may_end_);
    ASSERT_EQ(wombatThread_destroy("quoll_race"), WOMBAT_THREAD_OK);
  }
}

TEST_F(ThreadTest, AffinityByName) {
  cpu_set_t allowed;
  ASSERT_EQ(sched_getaffinity(0, sizeof allowed, &allowed), 0);
  std::size_t first = 0;
  while (!CPU_ISSET(first, &allowed)) ++first;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(first, &one);
  EXPECT_EQ(wombatThread_setAffinity("quoll_affine", &one), WOMBAT_THREAD_OK);
  ASSERT_EQ(wombatThread_create("quoll_affine", &thread_, nullptr, finish_when_told, &may_end_),
            WOMBAT_THREAD_OK);
  cpu_set_t defined;
  EXPECT_EQ(wombatThread_getDefinedThreadAffinity(thread_, &defined), WOMBAT_THREAD_OK);
  EXPECT_TRUE(CPU_EQUAL(&defined, &one));
  cpu_set_t real;
  ASSERT_EQ(pthread_getaffinity_np(wombatThread_getOsThread(thread_), sizeof real, &real), 0);
  EXPECT_TRUE(CPU_EQUAL(&real, &one));
  sem_post(&may_end_);
  EXPECT_EQ(wombatThread_destroy("quoll_affine"), WOMBAT_THREAD_OK);
}

TEST_F(ThreadTest, BadArguments) {
  EXPECT_EQ(wombatThread_create(nullptr, &thread_, nullptr, finish_when_told, nullptr),
            WOMBAT_THREAD_INVALID_ARG);
  EXPECT_EQ(wombatThread_create("x", nullptr, nullptr, finish_when_told, nullptr),
            WOMBAT_THREAD_INVALID_ARG);
  EXPECT_EQ(wombatThread_destroy(nullptr), WOMBAT_THREAD_INVALID_ARG);
  EXPECT_EQ(wombatThread_destroy("none"), WOMBAT_THREAD_INVALID_ARG);
  EXPECT_EQ(wombatThread_setAffinity(nullptr, nullptr), WOMBAT_THREAD_INVALID_ARG);
  EXPECT_EQ(wombatThread_getThreadName(nullptr), nullptr);
}

TEST(Lock, IsRecursive) {
  wLock lock = wlock_create();
  wlock_lock(lock);
  wlock_lock(lock);
  wlock_unlock(lock);
  wlock_unlock(lock);
  wlock_destroy(lock);
  wlock_lock(nullptr);
  wlock_unlock(nullptr);
  wlock_destroy(nullptr);
}

TEST(Port, TimedSemaphore) {
  sem_t semaphore;
  sem_init(&semaphore, 0, 0);
  EXPECT_NE(wsem_timedwait(&semaphore, 0), 0);
  EXPECT_NE(wsem_timedwait(&semaphore, 5), 0);
  EXPECT_EQ(errno, ETIMEDOUT);
  sem_post(&semaphore);
  EXPECT_EQ(wsem_timedwait(&semaphore, 1000), 0);
  sem_destroy(&semaphore);
}

TEST(Port, Addresses) {
  EXPECT_NE(getHostName(), nullptr);
  EXPECT_EQ(getHostName(), getHostName());
  in_addr address;
  EXPECT_TRUE(std::strcmp(getIpAddress(), "not determined") == 0 ||
              inet_aton(getIpAddress(), &address) != 0);
  EXPECT_EQ(wresolve_ip(nullptr).s_addr, INADDR_ANY);
  EXPECT_EQ(wresolve_ip("").s_addr, INADDR_ANY);
  EXPECT_EQ(wresolve_ip("127.0.0.1").s_addr, htonl(INADDR_LOOPBACK));
  EXPECT_EQ(wresolve_ip("203.0.113.77").s_addr, INADDR_NONE) << "no local interface";
}

// Common 15, row 26.
TEST(Port, ResolvingLeavesNoDescriptors) {
  using std::filesystem::directory_iterator;
  const auto descriptors = [] {
    return std::distance(directory_iterator("/proc/self/fd"), directory_iterator());
  };
  wresolve_ip("127.0.0.1");  // what the first look-up opens may stay
  const auto before = descriptors();
  for (const char* address : {"127.0.0.1", "203.0.113.77", "lo", "no such interface"}) {
    wresolve_ip(address);
  }
  EXPECT_EQ(descriptors(), before);
}

}  // namespace
