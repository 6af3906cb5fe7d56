// The managed environment beside native objects: what a callback costs, creation and destruction,
// the latency of a shutdown under backlog, and the end of a hundred thousand live objects.

#include <mama/mama.h>
#include <mama/mamaManagedEnvironment.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "quoll/clock.h"
#include "ratio_report.h"

namespace {

using quoll::Clock;
using quoll::Duration;
using quoll::TimePoint;
using quoll::bench::Row;

constexpr int kMessages = 50'000;
constexpr int kObjects = 20'000;
constexpr int kLive = 100'000;
constexpr int kSessions = 8;
constexpr int kShutdowns = 1'000;
constexpr double kNever_s = 100'000;

/// Ends the program: a benchmark of something that fails is none.
void check(mama_status status) {
  if (status == MAMA_STATUS_OK) return;
  std::fprintf(stderr, "managed_bench: %s\n", mamaStatus_stringForStatus(status));
  std::exit(1);
}

/// MAMA on the loopback, for the whole program.
struct Runtime {
  Runtime() {
    check(mama_loadBridge(&bridge, "loopback"));
    check(mama_open());
    check(mamaTransport_allocate(&transport));
    check(mamaTransport_create(transport, "bench", bridge));
    check(mamaEnv_createConnection(bridge, &connection));
    check(mamaPublisher_create(&publisher, transport, "bench.topic", nullptr, nullptr));
    check(mamaMsg_create(&message));
    check(mamaMsg_addF64(message, "price", 1, 1.5));
  }
  mamaBridge bridge = nullptr;
  mamaTransport transport = nullptr;
  mamaEnvConnection connection = nullptr;
  mamaPublisher publisher = nullptr;
  mamaMsg message = nullptr;
};

Runtime& runtime() {
  static auto& only = *new Runtime;
  return only;
}

/// A word that a thread waits for.
class Flag {
 public:
  void set() {
    word_.store(1);
    Clock::process().wake_all(word_);
  }
  void wait() {
    while (word_.load() == 0) Clock::process().wait(word_, 0);
  }

 private:
  std::atomic<std::uint32_t> word_{0};
};

/// Counts messages; the last one sets a flag.
struct Counter {
  int left = kMessages;
  Flag done;
};

void on_message(mamaSubscription, mamaMsg, void* closure, void*) {
  auto* counter = static_cast<Counter*>(closure);
  if (--counter->left == 0) counter->done.set();
}

mamaMsgCallbacks callbacks() {
  mamaMsgCallbacks result{};
  result.onMsg = on_message;
  return result;
}

/// Holds a queue while messages gather on it, and measures until the last has been delivered.
double seconds_for_messages(mamaQueue queue, Counter& counter) {
  struct Hold {
    Flag inside, go;
  } hold;
  check(mamaQueue_enqueueEvent(
      queue,
      [](mamaQueue, void* closure) {
        static_cast<Hold*>(closure)->inside.set();
        static_cast<Hold*>(closure)->go.wait();
      },
      &hold));
  hold.inside.wait();
  for (int i = 0; i < kMessages; ++i) {
    check(mamaPublisher_send(runtime().publisher, runtime().message));
  }
  const TimePoint start = Clock::process().now();
  hold.go.set();
  counter.done.wait();
  return std::chrono::duration<double>(Clock::process().now() - start).count();
}

void BM_message_native(benchmark::State& state) {
  mamaQueue queue;
  mamaDispatcher dispatcher;
  check(mamaQueue_create(&queue, runtime().bridge));
  check(mamaDispatcher_create(&dispatcher, queue));
  for (auto _ : state) {
    Counter counter;
    const mamaMsgCallbacks set = callbacks();
    mamaSubscription subscription;
    check(mamaSubscription_allocate(&subscription));
    check(mamaSubscription_createBasic(subscription, runtime().transport, queue, &set,
                                       "bench.topic", &counter));
    state.SetIterationTime(seconds_for_messages(queue, counter) / kMessages);
    check(mamaSubscription_destroy(subscription));
    check(mamaSubscription_deallocate(subscription));
  }
  check(mamaDispatcher_destroy(dispatcher));
  check(mamaQueue_destroyWait(queue));
}

void BM_message_managed(benchmark::State& state) {
  mamaEnvSession session;
  check(mamaEnv_createSession(runtime().connection, &session));
  for (auto _ : state) {
    Counter counter;
    const mamaMsgCallbacks set = callbacks();
    mamaSubscription subscription;
    mamaQueue queue;
    check(mamaEnv_createBasicSubscription(&set, &counter, session, "bench.topic",
                                          runtime().transport, &subscription));
    check(mamaSubscription_getQueue(subscription, &queue));
    state.SetIterationTime(seconds_for_messages(queue, counter) / kMessages);
    check(mamaEnv_destroySubscription(session, subscription));
  }
  check(mamaEnv_destroySession(runtime().connection, session));
}

void nothing(mamaTimer, void*) {}

/// Nanoseconds for one object: creation and destruction, seen by the caller.
template <class Create, class Destroy>
void create_and_destroy(benchmark::State& state, Create create, Destroy destroy) {
  std::vector<mamaTimer> timers(kObjects);
  for (auto _ : state) {
    const TimePoint start = Clock::process().now();
    for (mamaTimer& timer : timers) create(&timer);
    for (mamaTimer timer : timers) destroy(timer);
    const std::chrono::duration<double> time = Clock::process().now() - start;
    state.SetIterationTime(time.count() / kObjects);
  }
}

void BM_timer_native(benchmark::State& state) {
  mamaQueue queue;
  mamaDispatcher dispatcher;
  check(mamaQueue_create(&queue, runtime().bridge));
  check(mamaDispatcher_create(&dispatcher, queue));
  create_and_destroy(
      state,
      [&](mamaTimer* out) { check(mamaTimer_create(out, queue, nothing, kNever_s, nullptr)); },
      [](mamaTimer timer) { check(mamaTimer_destroy(timer)); });
  while (mamaQueue_canDestroy(queue) != MAMA_STATUS_OK) {
    Clock::process().sleep_for(std::chrono::milliseconds(1));
  }
  check(mamaDispatcher_destroy(dispatcher));
  check(mamaQueue_destroy(queue));
}

void BM_timer_managed(benchmark::State& state) {
  mamaEnvSession session;
  check(mamaEnv_createSession(runtime().connection, &session));
  create_and_destroy(
      state,
      [&](mamaTimer* out) { check(mamaEnv_createTimer(nothing, nullptr, kNever_s, session, out)); },
      [&](mamaTimer timer) { check(mamaEnv_destroyTimer(session, timer)); });
  check(mamaEnv_destroySession(runtime().connection, session));
}

/// A timer of 0.1 ms whose tick takes 1 ms is always behind. Its shutdown waits for one tick.
void BM_shutdown_under_backlog(benchmark::State& state) {
  mamaEnvSession session;
  check(mamaEnv_createSession(runtime().connection, &session));
  std::vector<double> times_us;
  for (auto _ : state) {
    Flag ticked;
    mamaTimer timer;
    check(mamaEnv_createTimer(
        [](mamaTimer, void* closure) {
          static_cast<Flag*>(closure)->set();
          const TimePoint end = Clock::process().now() + std::chrono::milliseconds(1);
          while (Clock::process().now() < end) {
          }
        },
        &ticked, 0.0001, session, &timer));
    ticked.wait();
    const TimePoint start = Clock::process().now();
    check(mamaEnv_shutdownTimer(session, timer));
    const std::chrono::duration<double, std::micro> time = Clock::process().now() - start;
    times_us.push_back(time.count());
    state.SetIterationTime(time.count() / 1e6);
    check(mamaEnv_destroyTimer(session, timer));
  }
  std::sort(times_us.begin(), times_us.end());
  const auto at = [&](double part) {
    return times_us[static_cast<std::size_t>(part * static_cast<double>(times_us.size() - 1))];
  };
  state.counters["p50_us"] = at(0.5);
  state.counters["p999_us"] = at(0.999);
  check(mamaEnv_destroySession(runtime().connection, session));
}

/// A hundred thousand objects in eight sessions, half timers, half subscriptions.
void BM_live_objects(benchmark::State& state) {
  const mamaMsgCallbacks set = callbacks();
  for (auto _ : state) {
    mamaEnvConnection connection;
    std::vector<mamaEnvSession> sessions(kSessions);
    check(mamaEnv_createConnection(runtime().bridge, &connection));
    for (mamaEnvSession& session : sessions) check(mamaEnv_createSession(connection, &session));
    TimePoint start = Clock::process().now();
    const auto lap_ns = [&] {
      const TimePoint now = Clock::process().now();
      const std::chrono::duration<double, std::nano> time = now - start;
      start = now;
      return time.count() / kLive;
    };
    for (int i = 0; i < kLive; ++i) {
      mamaEnvSession session = sessions[static_cast<std::size_t>(i % kSessions)];
      mamaTimer timer;
      mamaSubscription subscription;
      if (i % 2 == 0) {
        check(mamaEnv_createTimer(nothing, nullptr, kNever_s, session, &timer));
      } else {
        check(mamaEnv_createBasicSubscription(&set, nullptr, session, "bench.other",
                                              runtime().transport, &subscription));
      }
    }
    state.counters["create_ns"] = lap_ns();
    for (mamaEnvSession session : sessions) check(mamaEnv_shutdownSession(connection, session));
    state.counters["shutdown_ns"] = lap_ns();
    check(mamaEnv_destroyConnection(connection));
    const double end_ns = lap_ns();
    state.counters["end_ns"] = end_ns;
    state.SetIterationTime(end_ns / 1e9);
  }
}

void add(const char* name, void (*body)(benchmark::State&), int iterations) {
  benchmark::RegisterBenchmark(name, body)
      ->UseManualTime()
      ->Iterations(iterations)
      ->Unit(benchmark::kNanosecond);
}

}  // namespace

int main(int argc, char** argv) {
  add("message_native", BM_message_native, 1);
  add("message_managed", BM_message_managed, 1);
  add("timer_native", BM_timer_native, 1);
  add("timer_managed", BM_timer_managed, 1);
  add("shutdown_under_backlog", BM_shutdown_under_backlog, kShutdowns);
  add("live_objects", BM_live_objects, 1);
  const std::vector<Row> rows = {
      {"message_managed", "message_native", 0, "delivery of one message"},
      {"timer_managed", "timer_native", 0, "creation and destruction of one timer"},
      {"shutdown_under_backlog", "", 0, "mean; a tick takes 1 ms"},
      {"shutdown_under_backlog:p999_us", "", 0, "us; at most 6,000"},
      {"live_objects:create_ns", "", 0, "each of 100,000 in 8 sessions"},
      {"live_objects:shutdown_ns", "", 0, "the same"},
      {"live_objects:end_ns", "", 0, "the same, destroyConnection"},
  };
  return quoll::bench::run_with_ratios(argc, argv, rows, "ns");
}
