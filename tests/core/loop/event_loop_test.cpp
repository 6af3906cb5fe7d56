#include "quoll/event_loop.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

#include "core/support/manual_sink.h"
#include "quoll/event_queue.h"
#include "quoll/virtual_clock.h"

namespace quoll {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ManualSink;

/// A pipe whose ends are closed at the end.
class Pipe {
 public:
  Pipe() { EXPECT_EQ(::pipe2(ends_.data(), O_CLOEXEC | O_NONBLOCK), 0); }
  ~Pipe() {
    close_reader();
    ::close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void put() const { EXPECT_EQ(::write(ends_[1], "x", 1), 1); }
  bool get() const {
    char byte = 0;
    return ::read(ends_[0], &byte, 1) == 1;
  }
  void close_reader() {
    if (ends_[0] >= 0) ::close(ends_[0]);
    ends_[0] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

class EventLoopTest : public ::testing::Test {
 protected:
  /// Lets the loop see what is ready.
  void settle() { clock_.sleep_for(milliseconds(1)); }

  std::unique_ptr<QueueIo> watch(int descriptor, std::function<void()>& action,
                                 Interest interest = Interest::kRead) {
    return QueueIo::create(*loop_, {.sink = &sink_,
                                    .descriptor = descriptor,
                                    .interest = interest,
                                    .on_ready =
                                        [](void*, void* closure) {
                                          (*static_cast<std::function<void()>*>(closure))();
                                        },
                                    .closure = &action,
                                    .on_refused =
                                        [this](int number, int error) {
                                          EXPECT_TRUE(loop_->on_loop_thread());
                                          refused_.emplace_back(number, error);
                                        }});
  }

  VirtualClock clock_{1};
  ManualSink sink_;
  std::unique_ptr<EventLoop> loop_ = EventLoop::start("loop", clock_);
  std::vector<std::pair<int, int>> refused_;
};

TEST_F(EventLoopTest, TasksRunInOrderOnTheLoopsThread) {
  std::vector<int> order;
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(loop_->post([&, i] {
      EXPECT_TRUE(loop_->on_loop_thread());
      order.push_back(i);
      if (i == 0) loop_->post([&] { order.push_back(100); });
    }));
  }
  EXPECT_FALSE(loop_->on_loop_thread());
  settle();
  ASSERT_EQ(order.size(), 101u);
  for (int i = 0; i <= 100; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
}

TEST_F(EventLoopTest, WhatWasPostedRunsBeforeTheEnd) {
  int ran = 0;
  EventLoop* const loop = loop_.get();
  for (int i = 0; i < 10; ++i) {
    loop->post([&, loop] {
      ++ran;
      clock_.sleep_for(seconds(1));  // the end begins meanwhile
      if (ran == 5) {
        EXPECT_FALSE(loop->post([&] { ran += 100; }));
      }
    });
  }
  loop_.reset();
  EXPECT_EQ(ran, 10);
}

TEST_F(EventLoopTest, OneEventPerReadinessAndAgainAfterTheAction) {
  Pipe pipe;
  int calls = 0;
  std::function<void()> action = [&] {
    ++calls;
    settle();
    EXPECT_EQ(sink_.size(), 0u);  // not watched while the action runs, though still readable
  };
  auto io = watch(pipe.reader(), action);
  EXPECT_EQ(io->descriptor(), pipe.reader());
  settle();
  EXPECT_EQ(sink_.size(), 0u);
  pipe.put();
  for (int i = 1; i <= 3; ++i) {
    settle();
    EXPECT_EQ(sink_.size(), 1u);
    EXPECT_TRUE(sink_.run_one());
    EXPECT_EQ(calls, i);
  }
  action = [&] { EXPECT_TRUE(pipe.get()); };
  settle();
  EXPECT_TRUE(sink_.run_one());
  settle();
  EXPECT_EQ(sink_.size(), 0u);
}

TEST_F(EventLoopTest, WritableAndHungUp) {
  std::array<int, 2> pair{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()), 0);
  int reads = 0;
  int writes = 0;
  std::function<void()> on_read = [&] { ++reads; };
  std::function<void()> on_write = [&] { ++writes; };
  auto reader = watch(pair[0], on_read);
  auto writer = watch(pair[0], on_write, Interest::kWrite);
  settle();
  sink_.run_all();
  EXPECT_EQ(reads, 0);
  EXPECT_EQ(writes, 1);
  writer->destroy();
  ::close(pair[1]);
  settle();
  sink_.run_all();
  EXPECT_EQ(reads, 1);
  EXPECT_EQ(writes, 1);
  reader->destroy();
  ::close(pair[0]);
}

TEST_F(EventLoopTest, SeveralWatchersOfOneDescriptorAreIndependent) {
  Pipe pipe;
  std::array<int, 3> calls{};
  std::array<std::function<void()>, 3> actions;
  std::vector<std::unique_ptr<QueueIo>> ios;
  for (std::size_t i = 0; i < 3; ++i) {
    actions[i] = [&calls, i] { ++calls[i]; };
    ios.push_back(
        watch(pipe.reader(), actions[i], i == 2 ? Interest::kReadOrWrite : Interest::kRead));
  }
  pipe.put();
  settle();
  EXPECT_EQ(sink_.run_all(), 3u);
  ios[1].reset();
  settle();
  EXPECT_EQ(sink_.run_all(), 2u);
  EXPECT_EQ(calls, (std::array<int, 3>{2, 1, 2}));
}

TEST_F(EventLoopTest, RefusedDescriptorsAreReportedOnceAndHarmless) {
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  std::FILE* const stream = std::tmpfile();
  ASSERT_NE(stream, nullptr);
  const int file = ::fileno(stream);
  const int closed = ::dup(null);
  ::close(closed);
  std::function<void()> action = [] { ADD_FAILURE(); };
  std::vector<std::unique_ptr<QueueIo>> ios;
  for (const int descriptor : {null, file, closed, -1}) {
    ios.push_back(watch(descriptor, action));
    ASSERT_NE(ios.back(), nullptr);
    EXPECT_EQ(ios.back()->descriptor(), descriptor);
  }
  settle();
  settle();
  EXPECT_EQ(refused_, (std::vector<std::pair<int, int>>{
                          {null, EPERM}, {file, EPERM}, {closed, EBADF}, {-1, EBADF}}));
  EXPECT_EQ(loop_->watched(), 0u);
  ios.clear();
  ::close(null);
  std::fclose(stream);
}

TEST_F(EventLoopTest, NobodyIsToldOfARefusalAfterDestroy) {
  std::function<void()> action = [] {};
  watch(-1, action)->destroy();
  settle();
  EXPECT_TRUE(refused_.empty());
}

TEST_F(EventLoopTest, DestroyInsideTheAction) {
  Pipe pipe;
  int calls = 0;
  std::unique_ptr<QueueIo> io;
  std::function<void()> action = [&] {
    ++calls;
    io.reset();
  };
  io = watch(pipe.reader(), action);
  pipe.put();
  settle();
  EXPECT_EQ(sink_.run_all(), 1u);
  settle();
  EXPECT_EQ(sink_.run_all(), 0u);
  EXPECT_EQ(calls, 1);
}

TEST_F(EventLoopTest, DestroyMakesAQueuedEventANoOp) {
  Pipe pipe;
  std::function<void()> action = [] { ADD_FAILURE(); };
  auto io = watch(pipe.reader(), action);
  pipe.put();
  settle();
  io->destroy();
  io->destroy();
  EXPECT_EQ(sink_.run_all(), 1u);
  settle();
  EXPECT_EQ(sink_.size(), 0u);
}

TEST_F(EventLoopTest, DestroyOnAnotherThreadWaitsForTheAction) {
  Pipe pipe;
  bool action_done = false;
  bool destroyed = false;
  std::unique_ptr<Thread> destroyer;
  std::unique_ptr<QueueIo> io;
  std::function<void()> action = [&] {
    destroyer = clock_.spawn("destroyer", [&] {
      io->destroy();
      EXPECT_TRUE(action_done);
      destroyed = true;
    });
    clock_.sleep_for(seconds(1));
    EXPECT_FALSE(destroyed);
    action_done = true;
  };
  io = watch(pipe.reader(), action);
  pipe.put();
  settle();
  sink_.run_all();
  destroyer->join();
  EXPECT_TRUE(destroyed);
}

TEST_F(EventLoopTest, DestroyOnTheLoopsThread) {
  Pipe pipe;
  std::function<void()> action = [] { ADD_FAILURE(); };
  auto io = watch(pipe.reader(), action);
  loop_->post([&] { io.reset(); });
  settle();
  pipe.put();
  settle();
  EXPECT_EQ(sink_.size(), 0u);
  EXPECT_EQ(loop_->watched(), 0u);
}

TEST_F(EventLoopTest, ANumberMayBeUsedAgainRightAfterDestroy) {
  for (int round = 0; round < 50; ++round) {
    Pipe pipe;  // the same numbers every time
    int calls = 0;
    std::function<void()> action = [&] { ++calls; };
    auto io = watch(pipe.reader(), action);
    if (round % 2 == 0) settle();
    pipe.put();
    settle();
    sink_.run_all();
    EXPECT_EQ(calls, 1);
  }
}

TEST_F(EventLoopTest, ADuplicateLeftOpenDoesNotKeepTheLoopBusy) {
  Pipe pipe;
  const int duplicate = ::dup(pipe.reader());
  std::function<void()> action = [] { ADD_FAILURE(); };
  watch(pipe.reader(), action)->destroy();
  pipe.close_reader();
  pipe.put();
  const TimePoint before = clock_.now();
  clock_.sleep_for(seconds(1));  // would never end if the descriptor were still polled as ready
  EXPECT_EQ(clock_.now() - before, seconds(1));
  ::close(duplicate);
}

TEST_F(EventLoopTest, FullSinkIsTriedAgain) {
  Pipe pipe;
  int calls = 0;
  std::function<void()> action = [&] {
    ++calls;
    pipe.get();
  };
  auto io = watch(pipe.reader(), action);
  sink_.answer(PostResult::kFull);
  pipe.put();
  settle();
  EXPECT_GE(sink_.refused(), 1u);  // and perhaps tried again already
  sink_.answer(PostResult::kOk);
  while (sink_.size() == 0) settle();
  sink_.run_all();
  EXPECT_EQ(calls, 1);
}

TEST_F(EventLoopTest, ClosedSinkIsLeftAlone) {
  Pipe pipe;
  std::function<void()> action = [] { ADD_FAILURE(); };
  auto io = watch(pipe.reader(), action);
  sink_.answer(PostResult::kClosed);
  pipe.put();
  settle();
  settle();
  EXPECT_EQ(sink_.refused(), 1u);
  EXPECT_EQ(loop_->watched(), 0u);
}

TEST_F(EventLoopTest, DiscardedEventsAreAskedForAgain) {
  Pipe pipe;
  int calls = 0;
  std::function<void()> action = [&] { ++calls; };
  auto io = watch(pipe.reader(), action);
  pipe.put();
  settle();
  auto [callback, closure] = sink_.take();
  EXPECT_TRUE(QueueIo::discard(callback, closure));
  settle();
  EXPECT_EQ(sink_.run_all(), 1u);
  EXPECT_EQ(calls, 1);
}

TEST_F(EventLoopTest, WithoutActionEventsVanish) {
  Pipe pipe;
  auto io = QueueIo::create(*loop_, {.sink = &sink_, .descriptor = pipe.reader()});
  ASSERT_NE(io, nullptr);
  pipe.put();
  settle();
  EXPECT_EQ(sink_.size(), 0u);
}

TEST_F(EventLoopTest, TheLoopMayGoFirst) {
  Pipe pipe;
  Pipe other;
  int calls = 0;
  std::function<void()> action = [&] { ++calls; };
  auto queued = watch(pipe.reader(), action);
  auto watching = watch(other.reader(), action);
  pipe.put();
  settle();
  loop_.reset();
  EXPECT_EQ(sink_.run_all(), 1u);
  EXPECT_EQ(calls, 1);
  queued->destroy();
  watching.reset();
}

// --- real threads ---

struct Counter {
  std::atomic<std::uint32_t> value{0};
  void add() {
    value.fetch_add(1);
    Clock::real().wake_all(value);
  }
  void await(std::uint32_t wanted) {
    for (std::uint32_t seen; (seen = value.load()) < wanted;) Clock::real().wait(value, seen);
  }
};

/// A queue with a thread that dispatches it.
class RealQueue {
 public:
  RealQueue() : thread_([this] { queue.dispatch(); }) {}
  ~RealQueue() {
    // Events of descriptors that were destroyed meanwhile; close() would drop them, and what they
    // hold.
    queue.purge(
        [](EventCallback callback, void* event, void*) { QueueIo::discard(callback, event); });
    queue.close();
    thread_.join();
  }
  EventQueue queue;

 private:
  std::thread thread_;
};

TEST(EventLoopReal, PostsFromManyThreadsKeepTheirOrder) {
  auto loop = EventLoop::start("loop", Clock::real());
  ASSERT_NE(loop, nullptr);
  constexpr int kThreads = 4;
  constexpr int kPosts = 2'000;
  std::array<int, kThreads> next{};
  bool ordered = true;
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kPosts; ++i) {
        loop->post([&, t, i] { ordered = ordered && next[t]++ == i; });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  loop.reset();
  EXPECT_TRUE(ordered);
  for (const int count : next) EXPECT_EQ(count, kPosts);
}

TEST(EventLoopReal, DescriptorsAbove1024) {
  constexpr rlim_t kNeeded = 3'000;
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
  const rlimit before = limit;
  if (limit.rlim_cur < kNeeded) {
    if (limit.rlim_max < kNeeded) GTEST_SKIP() << "hard limit of " << limit.rlim_max << " files";
    limit.rlim_cur = kNeeded;
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
  }
  {
    auto loop = EventLoop::start("loop", Clock::real());
    RealQueue dispatched;
    Counter counter;
    constexpr std::size_t kPipes = 1'200;
    std::vector<std::unique_ptr<Pipe>> pipes;
    struct Watch {
      Counter* counter;
      Pipe* pipe;
    };
    std::vector<Watch> watches;
    watches.reserve(kPipes);
    std::vector<std::unique_ptr<QueueIo>> ios;
    for (std::size_t i = 0; i < kPipes; ++i) {
      pipes.push_back(std::make_unique<Pipe>());
      watches.push_back({&counter, pipes.back().get()});
      ios.push_back(QueueIo::create(*loop, {.sink = &dispatched.queue,
                                            .descriptor = pipes.back()->reader(),
                                            .on_ready =
                                                [](void*, void* closure) {
                                                  auto& watch = *static_cast<Watch*>(closure);
                                                  if (watch.pipe->get()) watch.counter->add();
                                                },
                                            .closure = &watches.back()}));
    }
    EXPECT_GT(pipes.back()->reader(), 1024);
    for (const auto& pipe : pipes) pipe->put();
    counter.await(kPipes);
    ios.clear();
  }
  ::setrlimit(RLIMIT_NOFILE, &before);
}

TEST(EventLoopReal, DestroyStormWhileReady) {
  auto loop = EventLoop::start("loop", Clock::real());
  RealQueue dispatched;
  Pipe pipe;
  pipe.put();  // always readable
  std::atomic<int> late{0};
  constexpr int kThreads = 3;
  constexpr int kRounds = 300;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kRounds; ++i) {
        struct Watch {
          std::atomic<int>* late;
          std::atomic<bool> gone{false};
          Counter calls;
        } watch{&late, {}, {}};
        auto io = QueueIo::create(*loop, {.sink = &dispatched.queue,
                                          .descriptor = pipe.reader(),
                                          .on_ready =
                                              [](void*, void* closure) {
                                                auto& self = *static_cast<Watch*>(closure);
                                                if (self.gone) ++*self.late;
                                                self.calls.add();
                                              },
                                          .closure = &watch});
        if ((i + t) % 3 != 0) watch.calls.await(static_cast<std::uint32_t>(i % 3));
        io->destroy();
        watch.gone = true;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(late, 0);
  loop.reset();
}

TEST(EventLoopReal, EndWhileDescriptorsAreReadyAndDestroyed) {
  for (int round = 0; round < 20; ++round) {
    auto loop = EventLoop::start("loop", Clock::real());
    RealQueue dispatched;
    Pipe pipe;
    pipe.put();
    Counter calls;
    std::vector<std::unique_ptr<QueueIo>> ios;
    for (int i = 0; i < 10; ++i) {
      ios.push_back(QueueIo::create(
          *loop, {.sink = &dispatched.queue,
                  .descriptor = pipe.reader(),
                  .on_ready = [](void*, void* closure) { static_cast<Counter*>(closure)->add(); },
                  .closure = &calls}));
    }
    calls.await(20);
    std::thread destroyer([&] { ios.clear(); });
    loop.reset();
    destroyer.join();
  }
}

}  // namespace
}  // namespace quoll
