// Timers: create and destroy with ten thousand to a million live ones, beside libevent's locked
// timers; and lateness with a hundred thousand live ones, beside a thread that does nothing but
// read a timerfd. Times are nanoseconds for one timer.

#include <event2/event.h>
#include <event2/event_struct.h>
#include <event2/thread.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "quoll/dispatcher.h"
#include "quoll/event_queue.h"
#include "quoll/timer_service.h"
#include "ratio_report.h"

#ifndef QUOLL_BENCH_WITHOUT_MAMA
#include <mama/mama.h>
#endif

namespace {

using quoll::Clock;
using quoll::Duration;
using quoll::Ref;
using quoll::TimePoint;
using quoll::TimerService;
using quoll::bench::Row;

constexpr std::size_t kBatch = 50'000;  // timed; on top of those that live
constexpr std::size_t kLateTimers = 100'000;

/// Far enough that none expires while the bench runs.
std::int64_t far_ns(std::mt19937_64& random) {
  return 600'000'000'000 + static_cast<std::int64_t>(random() % 600'000'000'000);
}

// --- create and destroy ---

/// The bare service: arm and cancel, objects made beforehand.
class ServiceTimers {
 public:
  explicit ServiceTimers(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) timers_.push_back(quoll::make_ref<Silent>());
  }
  void create(std::size_t i, std::int64_t delay_ns) {
    service_->arm(*timers_[i], service_->clock().now() + Duration(delay_ns));
  }
  void destroy(std::size_t i) { service_->cancel(*timers_[i]); }
  void settle() {}

 private:
  class Silent final : public quoll::Timer {
    void expired() override {}
  };
  std::unique_ptr<TimerService> service_ = TimerService::start("bench");
  std::vector<Ref<Silent>> timers_;
};

/// QueueTimers with their objects and destroyed events; a thread dispatches the queue.
class QueueTimers {
 public:
  explicit QueueTimers(std::size_t count) : timers_(count) {}
  void create(std::size_t i, std::int64_t delay_ns) {
    timers_[i] = quoll::QueueTimer::create(*service_, {.sink = &queue_,
                                                       .on_tick = [](void*, void*) {},
                                                       .on_destroyed = [](void*, void*) {},
                                                       .closure = nullptr,
                                                       .interval = Duration(delay_ns)});
    timers_[i]->start();
  }
  void destroy(std::size_t i) {
    timers_[i]->destroy();
    timers_[i] = nullptr;
  }
  void settle() {
    while (queue_.count() != 0) std::this_thread::yield();
  }

 private:
  std::unique_ptr<TimerService> service_ = TimerService::start("bench");
  quoll::EventQueue queue_;
  std::unique_ptr<quoll::Dispatcher> dispatcher_ = quoll::Dispatcher::start(queue_, "bench");
  std::vector<Ref<quoll::QueueTimer>> timers_;
};

/// libevent's timers on a base with locks; objects made beforehand.
class LibeventTimers {
 public:
  explicit LibeventTimers(std::size_t count) : events_(count) {
    evthread_use_pthreads();
    base_ = event_base_new();
  }
  ~LibeventTimers() {
    for (event& timer : events_) {
      if (event_initialized(&timer)) event_del(&timer);
    }
    event_base_free(base_);
  }
  LibeventTimers(const LibeventTimers&) = delete;
  LibeventTimers& operator=(const LibeventTimers&) = delete;
  void create(std::size_t i, std::int64_t delay_ns) {
    const timeval delay{.tv_sec = delay_ns / 1'000'000'000,
                        .tv_usec = delay_ns % 1'000'000'000 / 1'000};
    evtimer_assign(
        &events_[i], base_, [](evutil_socket_t, short, void*) {}, nullptr);
    evtimer_add(&events_[i], &delay);
  }
  void destroy(std::size_t i) { evtimer_del(&events_[i]); }
  void settle() {}

 private:
  event_base* base_ = nullptr;
  std::vector<event> events_;
};

#ifndef QUOLL_BENCH_WITHOUT_MAMA
mamaBridge g_bridge = nullptr;
bool load_bridge() {
  mama_status status = mama_loadBridge(&g_bridge, "loopback");
  if (status == MAMA_STATUS_OK) status = mama_open();
  if (status == MAMA_STATUS_OK) return true;
  std::fprintf(stderr, "timer_bench: no rows through the C interface: the loopback bridge: %s\n",
               mamaStatus_stringForStatus(status));
  return false;
}

class MamaTimers {
 public:
  explicit MamaTimers(std::size_t count) : timers_(count) {
    mamaQueue_create(&queue_, g_bridge);
    mamaDispatcher_create(&dispatcher_, queue_);
  }
  ~MamaTimers() {
    for (mamaTimer timer : timers_) {
      if (timer != nullptr) mamaTimer_destroy(timer);
    }
    settle();
    mamaDispatcher_destroy(dispatcher_);
    mamaQueue_destroyWait(queue_);
  }
  MamaTimers(const MamaTimers&) = delete;
  MamaTimers& operator=(const MamaTimers&) = delete;
  void create(std::size_t i, std::int64_t delay_ns) {
    mamaTimer_create(
        &timers_[i], queue_, [](mamaTimer, void*) {}, static_cast<double>(delay_ns) * 1e-9,
        nullptr);
  }
  void destroy(std::size_t i) {
    mamaTimer_destroy(timers_[i]);
    timers_[i] = nullptr;
  }
  void settle() {
    for (std::size_t count = 1; count != 0; std::this_thread::yield()) {
      mamaQueue_getEventCount(queue_, &count);
    }
  }

 private:
  mamaQueue queue_ = nullptr;
  mamaDispatcher dispatcher_ = nullptr;
  std::vector<mamaTimer> timers_;
};
#endif

enum Half { kCreate, kDestroy };

template <class Timers>
void live(benchmark::State& state, Half half) {
  const auto live_count = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 random(1);
  Timers timers(live_count + kBatch);
  for (std::size_t i = 0; i < live_count; ++i) timers.create(i, far_ns(random));
  std::vector<std::int64_t> delays(kBatch);
  for (std::int64_t& delay : delays) delay = far_ns(random);
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < kBatch; ++i) timers.create(live_count + i, delays[i]);
    const auto created = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < kBatch; ++i) timers.destroy(live_count + i);
    const auto end = std::chrono::steady_clock::now();
    timers.settle();
    const std::chrono::duration<double> took = half == kCreate ? created - begin : end - created;
    state.SetIterationTime(took.count() / static_cast<double>(kBatch));
  }
}

// --- lateness ---

void report(benchmark::State& state, std::vector<std::int64_t>& late_ns) {
  std::sort(late_ns.begin(), late_ns.end());
  state.counters["p50_ns"] = static_cast<double>(late_ns[late_ns.size() / 2]);
  state.counters["p99_ns"] = static_cast<double>(late_ns[late_ns.size() * 99 / 100]);
  state.counters["earliest_ns"] = static_cast<double>(late_ns.front());
}

/// Delays between half a second and one and a half, all of them live at once.
std::vector<std::int64_t> some_delays() {
  std::mt19937_64 random(2);
  std::vector<std::int64_t> delays(kLateTimers);
  for (std::int64_t& delay : delays) {
    delay = 500'000'000 + static_cast<std::int64_t>(random() % 1'000'000'000);
  }
  return delays;
}

/// One timer and how late its tick was.
struct Late {
  std::int64_t due_ns = 0;
  std::int64_t late_ns = 0;
  std::atomic<std::uint32_t>* left = nullptr;
  bool ticked = false;

  void tick() {
    if (ticked) return;
    ticked = true;
    late_ns = now_ns() - due_ns;
    if (left->fetch_sub(1) == 1) Clock::real().wake_all(*left);
  }
  static std::int64_t now_ns() { return Clock::real().now().time_since_epoch().count(); }
};

template <class Create>
void lateness(benchmark::State& state, Create create) {
  const std::vector<std::int64_t> delays = some_delays();
  std::vector<std::int64_t> all;
  for (auto _ : state) {
    std::atomic<std::uint32_t> left{kLateTimers};
    std::vector<Late> timers(kLateTimers);
    for (std::size_t i = 0; i < kLateTimers; ++i) {
      timers[i].left = &left;
      timers[i].due_ns = Late::now_ns() + delays[i];
      create(timers[i], delays[i], i);
    }
    for (std::uint32_t seen; (seen = left.load()) != 0;) Clock::real().wait(left, seen);
    for (const Late& timer : timers) all.push_back(timer.late_ns);
    state.SetIterationTime(1e-9);
  }
  report(state, all);
}

void late_service(benchmark::State& state) {
  class Timer final : public quoll::Timer {
   public:
    explicit Timer(Late& late) : late_(late) {}

   private:
    void expired() override { late_.tick(); }
    Late& late_;
  };
  auto service = TimerService::start("bench");
  lateness(state, [&](Late& late, std::int64_t, std::size_t) {
    service->arm(*quoll::make_ref<Timer>(late), TimePoint(Duration(late.due_ns)));
  });
}

void late_queue_timer(benchmark::State& state) {
  auto service = TimerService::start("bench");
  quoll::EventQueue queue;
  auto dispatcher = quoll::Dispatcher::start(queue, "bench");
  lateness(state, [&](Late& late, std::int64_t delay_ns, std::size_t) {
    auto timer = quoll::QueueTimer::create(
        *service, {.sink = &queue,
                   .on_tick = [](void*, void* closure) { static_cast<Late*>(closure)->tick(); },
                   .closure = &late,
                   .interval = Duration(delay_ns),
                   .repeating = false});
    timer->start();
  });
  dispatcher.reset();
}

#ifndef QUOLL_BENCH_WITHOUT_MAMA
void late_mama(benchmark::State& state) {
  mamaQueue queue = nullptr;
  mamaDispatcher dispatcher = nullptr;
  mamaQueue_create(&queue, g_bridge);
  mamaDispatcher_create(&dispatcher, queue);
  // One tick each: a mamaTimer repeats until it is destroyed.
  const auto tick = [](mamaTimer timer, void* closure) {
    static_cast<Late*>(closure)->tick();
    mamaTimer_destroy(timer);
  };
  lateness(state, [&](Late& late, std::int64_t delay_ns, std::size_t) {
    mamaTimer timer = nullptr;
    mamaTimer_create(&timer, queue, tick, static_cast<double>(delay_ns) * 1e-9, &late);
  });
  mamaDispatcher_destroy(dispatcher);
  mamaQueue_destroyWait(queue);
}
#endif

/// The floor: deadlines sorted beforehand, one thread, one timerfd.
void late_timerfd(benchmark::State& state) {
  const std::vector<std::int64_t> delays = some_delays();
  std::vector<std::int64_t> all;
  for (auto _ : state) {
    std::thread([&] {
      prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
      const int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
      std::vector<std::int64_t> due_ns(delays);
      std::sort(due_ns.begin(), due_ns.end());
      const std::int64_t start_ns = Late::now_ns();
      for (const std::int64_t delay_ns : due_ns) {
        const std::int64_t at_ns = start_ns + delay_ns;
        if (Late::now_ns() < at_ns) {
          const itimerspec when{.it_interval = {},
                                .it_value = {at_ns / 1'000'000'000, at_ns % 1'000'000'000}};
          timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, nullptr);
          std::uint64_t ticks = 0;
          if (read(timer, &ticks, sizeof ticks) != sizeof ticks) break;
        }
        all.push_back(Late::now_ns() - at_ns);
      }
      close(timer);
    }).join();
    state.SetIterationTime(1e-9);
  }
  report(state, all);
}

// --- the table ---

template <class Timers>
void add_live(const std::string& name) {
  for (const Half half : {kCreate, kDestroy}) {
    auto* added = benchmark::RegisterBenchmark(
        ((half == kCreate ? "create_" : "destroy_") + name).c_str(), live<Timers>, half);
    for (const int count : {10'000, 100'000, 1'000'000}) added->Arg(count);
    added->UseManualTime()->Iterations(2);
  }
}
void add_lateness(const char* name, void (*function)(benchmark::State&)) {
  benchmark::RegisterBenchmark(name, function)->UseManualTime()->Iterations(1);
}

std::vector<Row> rows() {
  std::vector<Row> table;
  for (const std::string what : {"service", "queue_timer", "mama"}) {
    for (const std::string half : {"create_", "destroy_"}) {
      for (const std::string count : {"/10000", "/100000", "/1000000"}) {
        table.push_back({half + what + count, half + "libevent" + count, 0, ""});
      }
      table.push_back({half + what + "/1000000", half + what + "/10000", 1.5, "a million to 10 k"});
    }
    for (const std::string p : {":p50_ns", ":p99_ns"}) {
      table.push_back({"late_" + what + p, "late_timerfd" + p, 0, ""});
    }
  }
  return table;
}

}  // namespace

int main(int argc, char** argv) {
  add_live<LibeventTimers>("libevent");
  add_live<ServiceTimers>("service");
  add_live<QueueTimers>("queue_timer");
  add_lateness("late_timerfd", late_timerfd);
  add_lateness("late_service", late_service);
  add_lateness("late_queue_timer", late_queue_timer);
#ifndef QUOLL_BENCH_WITHOUT_MAMA
  if (load_bridge()) {
    add_live<MamaTimers>("mama");
    add_lateness("late_mama", late_mama);
  }
#endif
  return quoll::bench::run_with_ratios(argc, argv, rows(), "ns");
}
