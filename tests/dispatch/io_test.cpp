// mamaIo on any middleware (spec: 5).
#include <bridge.h>
#include <fcntl.h>
#include <mama/integration/io.h>
#include <mama/io.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <sys/resource.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "support/mama_fixture.h"
#include "support/signal.h"

namespace quoll::test {
namespace {

/// A pipe; closed at the end.
class Pipe {
 public:
  Pipe() { EXPECT_EQ(::pipe2(ends_, O_NONBLOCK | O_CLOEXEC), 0); }
  ~Pipe() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  std::uint32_t read_end() const { return static_cast<std::uint32_t>(ends_[0]); }
  std::uint32_t write_end() const { return static_cast<std::uint32_t>(ends_[1]); }
  void write() { ASSERT_EQ(::write(ends_[1], "x", 1), 1); }
  void read() {
    char byte = 0;
    ASSERT_EQ(::read(ends_[0], &byte, 1), 1);
  }

 private:
  int ends_[2] = {-1, -1};
};

struct Watch {
  mamaIo io = nullptr;
  std::function<void(mamaIo, mamaIoType)> on_ready;
  Signal ready;

  static void MAMACALLTYPE action(mamaIo io, mamaIoType type, void* closure) {
    auto& self = *static_cast<Watch*>(closure);
    if (self.on_ready) self.on_ready(io, type);
    self.ready.raise();
  }
  mama_status create(mamaQueue queue, std::uint32_t descriptor, mamaIoType type) {
    return mamaIo_create(&io, queue, descriptor, &action, type, this);
  }
};

class IoTest : public MamaTest {
 protected:
  const char* bridge_name() const override { return bridge_under_test("probe"); }
};

TEST_F(IoTest, ArgumentsAreCheckedInOrder) {
  TestQueue queue(bridge());
  Pipe pipe;
  int nothing = 0;
  auto* io = reinterpret_cast<mamaIo>(&nothing);
  EXPECT_EQ(mamaIo_create(nullptr, nullptr, 0, &Watch::action, MAMA_IO_READ, nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaIo_create(&io, nullptr, 0, &Watch::action, MAMA_IO_READ, nullptr),
            MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(io, nullptr);
  for (const mamaIoType type : {MAMA_IO_CONNECT, MAMA_IO_ACCEPT, MAMA_IO_CLOSE, MAMA_IO_EXCEPT,
                                static_cast<mamaIoType>(MAMA_IO_EXCEPT + 1)}) {
    EXPECT_EQ(mamaIo_create(&io, queue, pipe.read_end(), &Watch::action, type, nullptr),
              MAMA_STATUS_UNSUPPORTED_IO_TYPE);
    EXPECT_EQ(io, nullptr);
  }
  std::uint32_t descriptor = 0;
  mamaBridge owner = nullptr;
  EXPECT_EQ(mamaIo_getDescriptor(nullptr, &descriptor), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaIoImpl_getMamaBridge(nullptr, &owner), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaIo_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  ASSERT_EQ(mamaIo_create(&io, queue, pipe.read_end(), nullptr, MAMA_IO_READ, nullptr),
            MAMA_STATUS_OK)
      << "without an action, events vanish";
  EXPECT_EQ(mamaIo_getDescriptor(io, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaIo_getDescriptor(io, &descriptor), MAMA_STATUS_OK);
  EXPECT_EQ(descriptor, pipe.read_end());
  EXPECT_EQ(mamaIoImpl_getMamaBridge(io, &owner), MAMA_STATUS_OK);
  EXPECT_EQ(owner, bridge());
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK) << "ios are not counted";
  EXPECT_EQ(mamaIo_destroy(io), MAMA_STATUS_OK);
  EXPECT_EQ(mamaIo_destroy(io), MAMA_STATUS_INVALID_ARG);
}

TEST_F(IoTest, TheActionRunsOnTheQueueThreadAgainAndAgainWhileReady) {
  TestQueue queue(bridge());
  Pipe pipe;
  Watch watch;
  std::vector<std::thread::id> threads;
  watch.on_ready = [&](mamaIo io, mamaIoType type) {
    EXPECT_EQ(io, watch.io);
    EXPECT_EQ(type, MAMA_IO_READ);
    threads.push_back(std::this_thread::get_id());
  };
  ASSERT_EQ(watch.create(queue, pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_timedDispatch(queue, 0), MAMA_STATUS_OK);
  EXPECT_TRUE(threads.empty());
  pipe.write();
  for (int i = 0; i < 3; ++i) ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(threads, std::vector<std::thread::id>(3, std::this_thread::get_id()));
  EXPECT_EQ(mamaIo_destroy(watch.io), MAMA_STATUS_OK);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(mamaQueue_timedDispatch(queue, 0), MAMA_STATUS_OK);
  EXPECT_EQ(threads.size(), 3u) << "nothing after destroy, queued events included";
}

TEST_F(IoTest, EachBridgeWatchesItsOwn) {
  mamaBridge others = nullptr;  // opened last
  ASSERT_EQ(mama_loadBridge(&others, "holds"), MAMA_STATUS_OK);
  TestQueue queue(bridge()), other_queue(others);
  Pipe pipe, other_pipe;
  Watch watch, other_watch;
  ASSERT_EQ(watch.create(queue, pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  ASSERT_EQ(other_watch.create(other_queue, other_pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  pipe.write();
  ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(watch.ready.count(), 1u);
  EXPECT_EQ(other_watch.ready.count(), 0u);
  other_pipe.write();
  ASSERT_EQ(mamaQueue_dispatchEvent(other_queue), MAMA_STATUS_OK);
  EXPECT_EQ(other_watch.ready.count(), 1u);
  EXPECT_EQ(mamaIo_destroy(watch.io), MAMA_STATUS_OK);
  EXPECT_EQ(mamaIo_destroy(other_watch.io), MAMA_STATUS_OK);
}

TEST_F(IoTest, WriteAndErrorTypes) {
  TestQueue queue(bridge());
  Pipe pipe;
  Watch writing;
  Watch either;
  ASSERT_EQ(writing.create(queue, pipe.write_end(), MAMA_IO_WRITE), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(writing.ready.count(), 1u);
  EXPECT_EQ(mamaIo_destroy(writing.io), MAMA_STATUS_OK);
  mamaIoType seen = MAMA_IO_READ;
  either.on_ready = [&](mamaIo, mamaIoType type) { seen = type; };
  ASSERT_EQ(either.create(queue, pipe.write_end(), MAMA_IO_ERROR), MAMA_STATUS_OK);
  while (either.ready.count() == 0) ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(seen, MAMA_IO_ERROR) << "the type given at creation";
  EXPECT_EQ(mamaIo_destroy(either.io), MAMA_STATUS_OK);
}

TEST_F(IoTest, DescriptorsThatCannotBeWatchedAreNoError) {
  TestQueue queue(bridge());
  const int null_device = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ASSERT_GE(null_device, 0);
  for (const std::uint32_t descriptor :
       {static_cast<std::uint32_t>(null_device), 123456u, UINT32_MAX}) {
    Watch watch;
    ASSERT_EQ(watch.create(queue, descriptor, MAMA_IO_READ), MAMA_STATUS_OK) << descriptor;
    std::uint32_t result = 0;
    EXPECT_EQ(mamaIo_getDescriptor(watch.io, &result), MAMA_STATUS_OK);
    EXPECT_EQ(result, descriptor);
    EXPECT_EQ(mamaIo_destroy(watch.io), MAMA_STATUS_OK);
    EXPECT_EQ(watch.ready.count(), 0u);
  }
  ::close(null_device);
}

TEST_F(IoTest, OneDescriptorMayBeWatchedSeveralTimes) {
  TestQueue queue(bridge());
  Pipe pipe;
  Watch a;
  Watch b;
  ASSERT_EQ(a.create(queue, pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  ASSERT_EQ(b.create(queue, pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  pipe.write();
  while (a.ready.count() == 0 || b.ready.count() == 0) {
    ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  }
  EXPECT_EQ(mamaIo_destroy(a.io), MAMA_STATUS_OK);
  const std::uint32_t before = b.ready.count();
  while (b.ready.count() < before + 2) ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(mamaIo_destroy(b.io), MAMA_STATUS_OK);
}

TEST_F(IoTest, DescriptorsAbove1024Work) {
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
  if (limit.rlim_cur < 2100) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 4096);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
  }
  ASSERT_GE(limit.rlim_cur, 2100u);
  TestQueue queue(bridge());
  Pipe pipe;
  const int high = ::fcntl(static_cast<int>(pipe.read_end()), F_DUPFD_CLOEXEC, 2000);
  ASSERT_GE(high, 2000);
  Watch watch;
  ASSERT_EQ(watch.create(queue, static_cast<std::uint32_t>(high), MAMA_IO_READ), MAMA_STATUS_OK);
  pipe.write();
  ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(watch.ready.count(), 1u);
  EXPECT_EQ(mamaIo_destroy(watch.io), MAMA_STATUS_OK);
  ::close(high);
}

TEST_F(IoTest, ManyIosAtOnce) {
  TestQueue queue(bridge());
  Pipe pipe;
  std::vector<std::unique_ptr<Watch>> watches;
  for (int i = 0; i < 300; ++i) {
    watches.push_back(std::make_unique<Watch>());
    ASSERT_EQ(watches.back()->create(queue, pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  }
  pipe.write();
  while (watches.back()->ready.count() == 0) {
    ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  }
  for (auto& watch : watches) EXPECT_EQ(mamaIo_destroy(watch->io), MAMA_STATUS_OK);
}

TEST_F(IoTest, DestroyFromItsOwnAction) {
  TestQueue queue(bridge());
  Pipe pipe;
  Watch watch;
  watch.on_ready = [](mamaIo io, mamaIoType) { EXPECT_EQ(mamaIo_destroy(io), MAMA_STATUS_OK); };
  ASSERT_EQ(watch.create(queue, pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  pipe.write();
  ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
  EXPECT_EQ(watch.ready.count(), 1u);
  EXPECT_EQ(mamaIo_destroy(watch.io), MAMA_STATUS_INVALID_ARG);
}

TEST_F(IoTest, TheQueueMayGoFirst) {
  TestQueue queue(bridge());
  Pipe pipe;
  Watch watch;
  ASSERT_EQ(watch.create(queue, pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  pipe.write();
  EXPECT_EQ(mamaQueue_destroy(queue.release()), MAMA_STATUS_OK);
  std::uint32_t descriptor = 0;
  EXPECT_EQ(mamaIo_getDescriptor(watch.io, &descriptor), MAMA_STATUS_OK);
  EXPECT_EQ(mamaIo_destroy(watch.io), MAMA_STATUS_OK);
  EXPECT_EQ(watch.ready.count(), 0u);
}

TEST_F(IoTest, LeftBehindAtCloseItIsDropped) {
  Pipe pipe;
  Watch watch;
  ASSERT_EQ(watch.create(default_queue(), pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  pipe.write();
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaIo_destroy(watch.io), MAMA_STATUS_OK);
}

TEST_F(IoTest, MissingFunctionsOfABridgeAreNotImplemented) {
  mamaBridge bare = nullptr;
  ASSERT_EQ(mama_loadBridge(&bare, "bare"), MAMA_STATUS_OK);
  TestQueue queue(bare);
  Pipe pipe;
  Watch watch;
  EXPECT_EQ(watch.create(queue, pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(watch.io, nullptr);
}

using VirtualIoTest = VirtualMamaTest;

TEST_F(VirtualIoTest, ReadinessCountsInVirtualTimeToo) {
  TestQueue queue(bridge());
  Pipe pipe;
  Watch watch;
  watch.on_ready = [&](mamaIo, mamaIoType) { pipe.read(); };
  ASSERT_EQ(watch.create(queue, pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  for (std::uint32_t i = 1; i <= 5; ++i) {
    pipe.write();
    ASSERT_EQ(mamaQueue_dispatchEvent(queue), MAMA_STATUS_OK);
    EXPECT_EQ(watch.ready.count(), i);
  }
  EXPECT_EQ(mamaIo_destroy(watch.io), MAMA_STATUS_OK);
}

// An io does not count on its queue, so its thread may be about to post when the queue ends.
TEST_F(VirtualIoTest, TheEndOfTheQueueWaitsForAnEventThatIsBeingPosted) {
  struct Slots {
    mama_status (*enqueue)(queueBridge, mamaQueueEventCB, void*);
    mama_status (*destroy)(queueBridge);
    Signal posting;
    bool is_ended = false;
    bool was_ended = false;
  };
  static Slots* slots;
  Slots here{bridge()->bridgeMamaQueueEnqueueEvent, bridge()->bridgeMamaQueueDestroy, {}};
  slots = &here;
  bridge()->bridgeMamaQueueEnqueueEvent = [](queueBridge queue, mamaQueueEventCB callback,
                                             void* closure) {
    slots->posting.raise();
    let_others_wait();
    slots->was_ended = slots->is_ended;
    return slots->enqueue(queue, callback, closure);
  };
  bridge()->bridgeMamaQueueDestroy = [](queueBridge queue) {
    slots->is_ended = true;
    return slots->destroy(queue);
  };
  TestQueue queue(bridge());
  Pipe pipe;
  Watch watch;
  ASSERT_EQ(watch.create(queue, pipe.read_end(), MAMA_IO_READ), MAMA_STATUS_OK);
  pipe.write();
  ASSERT_TRUE(here.posting.wait());
  EXPECT_EQ(mamaQueue_destroy(queue.release()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaIo_destroy(watch.io), MAMA_STATUS_OK);
  EXPECT_FALSE(here.was_ended) << "the bridge's queue ended under the io thread";
  bridge()->bridgeMamaQueueEnqueueEvent = here.enqueue;
  bridge()->bridgeMamaQueueDestroy = here.destroy;
}

}  // namespace
}  // namespace quoll::test
