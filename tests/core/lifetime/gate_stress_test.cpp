// quoll::Gate under load, for ThreadSanitizer and AddressSanitizer: callers enter and leave while
// owners close and free.

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "quoll/gate.h"
#include "quoll/handle_pool.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"

namespace quoll {
namespace {

#if defined(QUOLL_TEST_LIGHT_GATE)  // the same promises, so the same tests
using Gate = LightGate;
#endif

constexpr int kCallers = 4;
constexpr std::uint32_t kEntersPerCaller = 250'000;  // a million together

/// An object with a callback. Its plain counter is what a lost wait would race on: closers write it
/// after the last callback, callbacks only read it.
class Target : public RefCounted<Target> {
 public:
  explicit Target(std::atomic<std::uint32_t>& destroyed) : destroyed_(destroyed) {}
  ~Target() { ++destroyed_; }

  // False once closed.
  bool callback(bool nested, bool closes_inside) {
    Gate::Frame frame(gate_);
    if (!frame) return false;
    if (nested) {
      Gate::Frame inner(gate_);
      EXPECT_EQ(retired_, 0u);
      if (closes_inside) gate_.close_and_wait();
    } else {
      EXPECT_EQ(retired_, 0u);
      if (closes_inside) gate_.close_and_wait();
    }
    return true;
  }
  void close_and_wait() {
    gate_.close_and_wait();
    retired_ = 1;
  }
  bool close_with_action() {
    return gate_.close([](void* self) { static_cast<Target*>(self)->drained(); }, this);
  }

 private:
  void drained() {
    retired_ = 1;
    unref();
  }

  Gate gate_;
  std::uint32_t retired_ = 0;
  std::atomic<std::uint32_t>& destroyed_;
};

/// A place from which callers take the target of the moment, with a reference.
class Place {
 public:
  Ref<Target> get() {
    MutexLock lock(mutex_);
    return target_;
  }
  Ref<Target> exchange(Ref<Target> target) {
    MutexLock lock(mutex_);
    return std::exchange(target_, std::move(target));
  }

 private:
  Mutex mutex_;
  Ref<Target> target_ QUOLL_GUARDED_BY(mutex_);
};

template <class Caller, class Closer>
void run(std::uint32_t enters_per_caller, Caller caller, Closer closer) {
  std::atomic<int> running{kCallers};
  std::vector<std::thread> threads;
  for (int i = 0; i < kCallers; ++i) {
    threads.emplace_back([&, i] {
      for (std::uint32_t n = 0; n < enters_per_caller; ++n) caller(i, n);
      --running;
    });
  }
  while (running != 0) closer();
  for (std::thread& thread : threads) thread.join();
}

TEST(GateStress, CloseAndWaitBesideCallers) {
  std::atomic<std::uint32_t> destroyed{0};
  std::uint32_t created = 1;
  Place place;
  place.exchange(make_ref<Target>(destroyed));
  run(
      kEntersPerCaller,
      [&](int i, std::uint32_t n) {
        const Ref<Target> target = place.get();
        for (int k = 0; k < 4; ++k) {
          if (!target->callback((n + static_cast<std::uint32_t>(i)) % 4 == 0, false)) break;
        }
      },
      [&] {
        const Ref<Target> old = place.exchange(make_ref<Target>(destroyed));
        ++created;
        old->close_and_wait();
      });
  place.exchange(nullptr);
  EXPECT_EQ(destroyed, created);
}

TEST(GateStress, ClosersInsideAndOutsideMeet) {
  std::atomic<std::uint32_t> destroyed{0};
  std::uint32_t created = 1;
  Place place;
  place.exchange(make_ref<Target>(destroyed));
  run(
      kEntersPerCaller / 4,
      [&](int i, std::uint32_t n) {
        const Ref<Target> target = place.get();
        const std::uint32_t kind = n * 7 + static_cast<std::uint32_t>(i);
        target->callback(kind % 3 == 0, kind % 5 == 0);
      },
      [&] {
        const Ref<Target> old = place.exchange(make_ref<Target>(destroyed));
        ++created;
        std::thread second([&] { old->callback(true, true); });
        old->close_and_wait();
        second.join();
      });
  place.exchange(nullptr);
  EXPECT_EQ(destroyed, created);
}

TEST(GateStress, DrainActionDropsTheLastReference) {
  std::atomic<std::uint32_t> destroyed{0};
  std::uint32_t created = 1;
  Place place;
  place.exchange(make_ref<Target>(destroyed));
  run(
      kEntersPerCaller,
      [&](int i, std::uint32_t n) {
        const Ref<Target> target = place.get();
        target->callback((n + static_cast<std::uint32_t>(i)) % 4 == 0, false);
      },
      [&] {
        Ref<Target> old = place.exchange(make_ref<Target>(destroyed));
        ++created;
        Target* target = old.release();  // its reference is the action's
        EXPECT_TRUE(target->close_with_action());
      });
  EXPECT_TRUE(place.exchange(nullptr).release()->close_with_action());
  EXPECT_EQ(destroyed, created);
}

TEST(GateStress, OwnerFreesAtOnce) {
  // The first pattern of docs/lifetime.md: the callers are known and inside, nothing is counted,
  // and the memory is gone as soon as close_and_wait() returns.
  struct Embedded {
    Gate gate;
    std::uint32_t value = 1;
  };
  constexpr std::uint32_t kRounds = 20'000;
  std::atomic<Embedded*> offered[kCallers] = {};
  std::atomic<bool> end{false};
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      while (!end) {
        Embedded* object = offered[i].load(std::memory_order_acquire);
        if (object == nullptr) {
          std::this_thread::yield();
          continue;
        }
        Gate::Frame frame(object->gate);
        EXPECT_TRUE(frame);
        // Says that it is inside; from now on the owner may close and free.
        offered[i].store(nullptr, std::memory_order_release);
        EXPECT_EQ(object->value, 1u);
      }
    });
  }
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    auto object = std::make_unique<Embedded>();
    const std::uint32_t users = 1 + round % kCallers;
    for (std::uint32_t i = 0; i < users; ++i) offered[i].store(object.get());
    for (std::uint32_t i = 0; i < users; ++i) {
      while (offered[i].load() != nullptr) std::this_thread::yield();
    }
    object->gate.close_and_wait();
    object->value = 0;
  }
  end = true;
  for (std::thread& thread : callers) thread.join();
}

TEST(GateStress, HandlesRetireUnderCallers) {
  // The third pattern: a pool handle that callers look up while it is destroyed.
  struct Object {
    Gate gate;
    std::uint64_t value = 42;
  };
  static auto& pool = *new HandlePool<Object>;
  std::atomic<Object*> handle{pool.create()};
  Mutex mutex;  // looking up and entering are one step against retire()
  run(
      kEntersPerCaller / 4,
      [&](int, std::uint32_t) {
        Object* object = handle.load(std::memory_order_acquire);
        MutexLock lock(mutex);
        if (!pool.is_live(object)) return;
        Gate::Frame frame(object->gate);
        lock.unlock();
        if (!frame) return;
        EXPECT_EQ(object->value, 42u);
      },
      [&] {
        Object* old = handle.exchange(pool.create());
        {
          MutexLock lock(mutex);
          EXPECT_TRUE(pool.retire(old));
        }
        old->gate.close_and_wait();
        pool.release(old);
      });
  EXPECT_TRUE(pool.destroy(handle.load()));
  EXPECT_EQ(pool.size(), 0u);
}

}  // namespace
}  // namespace quoll
