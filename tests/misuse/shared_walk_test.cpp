// Seeded random walks of several threads over the same few handles: what one works on, another one
// ends and makes anew (docs/rules.md, rule 22). Nothing crashes, nothing hangs, nothing leaks (the
// sanitizer builds look), and the close at the end works.
#include <gtest/gtest.h>
#include <mama/mama.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "misuse/all_headers.h"

namespace quoll::test::misuse {
namespace {

#if defined(__SANITIZE_THREAD__)
constexpr int kStepsPerThread = 10'000;
#else
constexpr int kStepsPerThread = 40'000;
#endif
constexpr unsigned kThreads = 4;

/// Handles that every thread may use, end and replace. A handle may be live, destroyed or NULL.
template <class T>
class SharedShelf {
 public:
  explicit SharedShelf(mama_status (*destroy)(T)) : destroy_(destroy) {}

  T any(std::mt19937& random) const { return slots_[random() % kSlots].load(); }
  /// Leaves the handle where it is, for others to stumble over.
  void drop(std::mt19937& random) { destroy_(any(random)); }
  void replace(std::mt19937& random, T fresh) {
    T old = slots_[random() % kSlots].exchange(fresh);
    if (destroy_(old) != MAMA_STATUS_QUEUE_OPEN_OBJECTS) return;
    const std::lock_guard lock(mutex_);
    kept_.push_back(old);
  }
  template <class End>
  void finish(End end) {
    for (auto& slot : slots_) end(slot.load());
    for (T handle : kept_) end(handle);
  }

 private:
  static constexpr std::size_t kSlots = 4;
  mama_status (*const destroy_)(T);
  std::array<std::atomic<T>, kSlots> slots_{};
  std::mutex mutex_;
  std::vector<T> kept_;  // queues that were still in use
};

void on_event(mamaQueue, void*) {}
void on_tick(mamaTimer, void*) {}
void on_last_tick(mamaTimer timer, void*) { mamaTimer_destroy(timer); }
void on_io(mamaIo, mamaIoType, void*) {}
void on_reply(mamaMsg, void*) {}

struct Shared {
  mamaBridge bridge = nullptr;
  mamaTransport transport = nullptr;
  int readable = -1;
  SharedShelf<mamaQueue> queues{mamaQueue_destroy};
  SharedShelf<mamaDispatcher> dispatchers{mamaDispatcher_destroy};
  SharedShelf<mamaQueueGroup> groups{mamaQueueGroup_destroy};
  SharedShelf<mamaTimer> timers{mamaTimer_destroy};
  SharedShelf<mamaIo> ios{mamaIo_destroy};
  SharedShelf<mamaInbox> inboxes{mamaInbox_destroy};
};

class SharingWalker {
 public:
  SharingWalker(Shared& shared, std::uint32_t seed) : shared_(shared), random_(seed) {}

  void walk(int steps) {
    const auto all = calls();
    for (int i = 0; i < steps; ++i) all[random_() % all.size()]();
  }

 private:
  mamaQueue queue() { return shared_.queues.any(random_); }
  mamaTimer timer() { return shared_.timers.any(random_); }
  template <class T>
  void drop(SharedShelf<T>& shelf) {
    shelf.drop(random_);
  }
  /// `make` leaves NULL where it fails, as the interface promises.
  template <class T, class Make>
  void replace(SharedShelf<T>& shelf, Make make) {
    T fresh = nullptr;
    make(&fresh);
    shelf.replace(random_, fresh);
  }
  std::uint32_t one_in(std::uint32_t n) { return random_() % n == 0; }

  std::vector<std::function<void()>> calls() {
    std::vector<std::function<void()>> all;
    for (const auto& some : {calls_on_queues(), calls_on_objects()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }

  std::vector<std::function<void()>> calls_on_queues() {
    return {
        [this] {
          replace(shared_.queues, [&](mamaQueue* out) { mamaQueue_create(out, shared_.bridge); });
        },
        [this] { drop(shared_.queues); },
        [this] { mamaQueue_destroyTimedWait(queue(), 0); },
        [this] { mamaQueue_canDestroy(queue()); },
        [this] { mamaQueue_enqueueEvent(queue(), on_event, nullptr); },
        [this] { mamaQueue_timedDispatch(queue(), 0); },
        [this] { mamaQueue_stopDispatch(queue()); },
        [this] { mamaQueue_setQueueName(queue(), one_in(2) ? "one" : "another"); },
        [this] { mamaQueue_setHighWatermark(queue(), random_() % 10); },
        [this] { mamaQueue_setLowWatermark(queue(), random_() % 10); },
        [this] {
          size_t count = 0;
          mamaQueue_getEventCount(queue(), &count);
        },
        [this] { mamaQueue_setEnqueueCallback(queue(), on_event, nullptr); },
        [this] { mamaQueue_removeEnqueueCallback(queue()); },
        [this] { mamaQueue_setClosure(queue(), this); },
        [this] {
          replace(shared_.dispatchers,
                  [&](mamaDispatcher* out) { mamaDispatcher_create(out, queue()); });
        },
        [this] { drop(shared_.dispatchers); },
        [this] {
          if (!one_in(8)) return;
          replace(shared_.groups,
                  [&](mamaQueueGroup* out) { mamaQueueGroup_create(out, 2, shared_.bridge); });
        },
        [this] { drop(shared_.groups); },
        [this] { mamaQueueGroup_stopDispatch(shared_.groups.any(random_)); },
        [this] {
          mamaQueue next = nullptr;
          mamaQueueGroup_getNextQueue(shared_.groups.any(random_), &next);
          mamaQueue_enqueueEvent(next, on_event, nullptr);
        },
    };
  }

  std::vector<std::function<void()>> calls_on_objects() {
    return {
        [this] {
          replace(shared_.timers, [&](mamaTimer* out) {
            mamaTimer_create(out, queue(), one_in(2) ? on_tick : on_last_tick,
                             0.0001 * (random_() % 100), nullptr);
          });
        },
        [this] { drop(shared_.timers); },
        [this] { mamaTimer_reset(timer()); },
        [this] { mamaTimer_setInterval(timer(), 0.001); },
        [this] {
          mama_f64_t interval = 0;
          mamaTimer_getInterval(timer(), &interval);
        },
        [this] {
          mamaQueue of = nullptr;
          mamaTimer_getQueue(timer(), &of);
        },
        [this] {
          replace(shared_.ios, [&](mamaIo* out) {
            mamaIo_create(out, queue(), static_cast<unsigned>(shared_.readable), on_io,
                          MAMA_IO_READ, nullptr);
          });
        },
        [this] { drop(shared_.ios); },
        [this] {
          mama_u32_t descriptor = 0;
          mamaIo_getDescriptor(shared_.ios.any(random_), &descriptor);
        },
        [this] {
          replace(shared_.inboxes, [&](mamaInbox* out) {
            mamaInbox_create(out, shared_.transport, queue(), on_reply, nullptr, nullptr);
          });
        },
        [this] { drop(shared_.inboxes); },
    };
  }

  Shared& shared_;
  std::mt19937 random_;
};

class SharedWalk : public testing::TestWithParam<std::uint32_t> {};

TEST_P(SharedWalk, OfFourThreads) {
  mama_setLogCallback2([](MamaLogLevel, const char*) {});
  Shared shared;
  ASSERT_EQ(mama_loadBridge(&shared.bridge, "loopback"), MAMA_STATUS_OK);
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_allocate(&shared.transport), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_create(shared.transport, "shared", shared.bridge), MAMA_STATUS_OK);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "x", 1), 1);
  shared.readable = ends[0];
  {
    std::vector<std::jthread> threads;
    for (std::uint32_t i = 0; i < kThreads; ++i) {
      threads.emplace_back([&shared, i] {
        SharingWalker(shared, GetParam() + 1000 * (i + 1)).walk(kStepsPerThread);
      });
    }
  }
  shared.dispatchers.finish(mamaDispatcher_destroy);
  shared.timers.finish(mamaTimer_destroy);
  shared.ios.finish(mamaIo_destroy);
  shared.inboxes.finish(mamaInbox_destroy);
  shared.groups.finish(mamaQueueGroup_destroy);
  shared.queues.finish([](mamaQueue queue) {
    return queue != nullptr ? mamaQueue_destroyTimedWait(queue, 5000) : MAMA_STATUS_NULL_ARG;
  });
  EXPECT_EQ(mamaTransport_destroy(shared.transport), MAMA_STATUS_OK);
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
  close(ends[0]);
  close(ends[1]);
  mama_setLogCallback2(nullptr);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SharedWalk, testing::Values(1u, 2u, 3u));

}  // namespace
}  // namespace quoll::test::misuse
