// EventQueue: enqueue to callback with 1 to 8 producers, and enqueue and dispatch alone, beside a
// mutex + vector queue, a ring without synchronisation, moodycamel's queue, and the same through
// the C interface. Times are nanoseconds for one event.

#include <pthread.h>
#include <semaphore.h>

#include <cstdlib>
#include <cstring>

#include "queue_peers.h"
#include "quoll/dispatcher.h"
#include "quoll/event_queue.h"
#include "ratio_report.h"

#ifndef QUOLL_BENCH_WITHOUT_MAMA
#include <mama/mama.h>
#endif

namespace {

using namespace quoll::bench;

constexpr std::int64_t kFlowEvents = 400'000;
constexpr std::int64_t kAloneEvents = 100'000;

/// EventQueue with the functions of the peers.
class QuollQueue {
 public:
  void post(Callback callback, void* closure) { queue_.post(callback, closure); }
  void start() { dispatcher_ = quoll::Dispatcher::start(queue_, "bench"); }
  void stop() { dispatcher_.reset(); }
  bool dispatch_one() { return queue_.dispatch_one() == quoll::EventQueue::Outcome::kDispatched; }

 private:
  quoll::EventQueue queue_;
  std::unique_ptr<quoll::Dispatcher> dispatcher_;
};

/// Counts on the consumer's thread, and tells the bench when all have come.
struct Arrivals {
  std::int64_t left = 0;
  sem_t done;
};
void arrive(void*, void* closure) {
  auto& arrivals = *static_cast<Arrivals*>(closure);
  if (--arrivals.left == 0) sem_post(&arrivals.done);
}
void ignore(void*, void* closure) { benchmark::DoNotOptimize(closure); }

/// Producers post as fast as they can while a thread dispatches; from the first post to the last
/// callback.
template <class Queue>
void flow(benchmark::State& state, Queue& queue) {
  const auto producers = static_cast<unsigned>(state.range(0));
  const std::int64_t each = kFlowEvents / producers;
  Arrivals arrivals;
  sem_init(&arrivals.done, 0, 0);
  queue.start();
  for (auto _ : state) {
    arrivals.left = each * producers;
    pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, nullptr, producers + 1);
    std::vector<std::thread> threads;
    for (unsigned p = 0; p < producers; ++p) {
      threads.emplace_back([&] {
        pthread_barrier_wait(&barrier);
        for (std::int64_t i = 0; i < each; ++i) queue.post(arrive, &arrivals);
      });
    }
    pthread_barrier_wait(&barrier);
    const auto begin = std::chrono::steady_clock::now();
    while (sem_wait(&arrivals.done) != 0) {
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    for (std::thread& thread : threads) thread.join();
    pthread_barrier_destroy(&barrier);
    state.SetIterationTime(took.count() / static_cast<double>(each * producers));
  }
  queue.stop();
  sem_destroy(&arrivals.done);
}
template <class Queue>
void flow(benchmark::State& state) {
  Queue queue;
  flow(state, queue);
}

/// One thread posts, nobody dispatches; then the same thread dispatches. Which half is timed is the
/// argument of the benchmark.
enum Half { kPost, kDispatch };
template <class Post, class Dispatch>
void alone(benchmark::State& state, Half half, Post post, Dispatch dispatch_all) {
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    for (std::int64_t i = 0; i < kAloneEvents; ++i) post();
    const auto posted = std::chrono::steady_clock::now();
    dispatch_all();
    const auto end = std::chrono::steady_clock::now();
    const std::chrono::duration<double> took = half == kPost ? posted - begin : end - posted;
    state.SetIterationTime(took.count() / kAloneEvents);
  }
}
template <class Queue>
void alone_one_by_one(benchmark::State& state, Half half, Queue& queue) {
  alone(
      state, half, [&] { queue.post(ignore, nullptr); },
      [&] {
        for (std::int64_t i = 0; i < kAloneEvents; ++i) queue.dispatch_one();
      });
}
void alone_quoll(benchmark::State& state, Half half) {
  QuollQueue queue;
  alone_one_by_one(state, half, queue);
}
void alone_ring(benchmark::State& state, Half half) {
  Ring ring(1 << 17);
  alone_one_by_one(state, half, ring);
}
void alone_mutex_vector(benchmark::State& state, Half half) {
  MutexVectorQueue queue;
  alone(
      state, half, [&] { queue.post(ignore, nullptr); }, [&] { queue.drain(); });
}

#ifndef QUOLL_BENCH_WITHOUT_MAMA
/// The C interface; loads the loopback bridge.
mamaBridge g_bridge = nullptr;
bool load_bridge() {
  const mama_status status = mama_loadBridge(&g_bridge, "loopback");
  if (status == MAMA_STATUS_OK && mama_open() == MAMA_STATUS_OK) return true;
  std::fprintf(stderr, "queue_bench: no rows through the C interface: the loopback bridge: %s\n",
               mamaStatus_stringForStatus(status));
  return false;
}
class MamaQueue {
 public:
  MamaQueue() {
    if (mamaQueue_create(&queue_, g_bridge) != MAMA_STATUS_OK) std::abort();
  }
  ~MamaQueue() { mamaQueue_destroy(queue_); }
  void post(Callback callback, void* closure) {
    // The same function type but for the name of the first argument.
    mamaQueue_enqueueEvent(queue_, reinterpret_cast<mamaQueueEventCB>(callback), closure);
  }
  void start() { mamaDispatcher_create(&dispatcher_, queue_); }
  void stop() { mamaDispatcher_destroy(dispatcher_); }
  void dispatch_one() { mamaQueue_dispatchEvent(queue_); }

 private:
  mamaQueue queue_ = nullptr;
  mamaDispatcher dispatcher_ = nullptr;
};
void alone_mama(benchmark::State& state, Half half) {
  MamaQueue queue;
  alone_one_by_one(state, half, queue);
}
#endif

void add_flow(const char* name, void (*function)(benchmark::State&)) {
  auto* added = benchmark::RegisterBenchmark(name, function);
  for (const int producers : {1, 2, 4, 8}) added->Arg(producers);
  added->UseManualTime()->Iterations(2);
}
void add_alone(const char* name, void (*function)(benchmark::State&, Half)) {
  benchmark::RegisterBenchmark((std::string("post_alone_") + name).c_str(), function, kPost)
      ->UseManualTime()
      ->Iterations(3);
  benchmark::RegisterBenchmark((std::string("dispatch_alone_") + name).c_str(), function, kDispatch)
      ->UseManualTime()
      ->Iterations(3);
}

}  // namespace

int main(int argc, char** argv) {
  add_flow("flow_quoll", flow<QuollQueue>);
  add_flow("flow_mutex_vector", flow<MutexVectorQueue>);
#ifdef QUOLL_BENCH_MOODYCAMEL
  add_flow("flow_moodycamel", flow<MoodycamelQueue>);
#endif
  add_alone("quoll", alone_quoll);
  add_alone("ring", alone_ring);
  add_alone("mutex_vector", alone_mutex_vector);
#ifndef QUOLL_BENCH_WITHOUT_MAMA
  if (load_bridge()) {
    add_flow("flow_mama", flow<MamaQueue>);
    add_alone("mama", alone_mama);
  }
#endif

  std::vector<Row> rows;
  for (const char* what : {"flow_quoll", "flow_mama"}) {
    for (const int producers : {1, 2, 4, 8}) {
      const std::string argument = std::string("/").append(std::to_string(producers));
      const double reach = producers == 1 ? 1.0 : producers == 4 ? 0.7 : 0;
      rows.push_back({what + argument, "flow_mutex_vector" + argument, reach, ""});
      rows.push_back(
          {what + argument, "flow_moodycamel" + argument, 0, "(order per producer only)"});
    }
  }
  for (const char* what : {"quoll", "mama"}) {
    const std::string name = what;
    rows.push_back({"post_alone_" + name, "post_alone_ring", 0, "aim: 12 ns"});
    rows.push_back({"post_alone_" + name, "post_alone_mutex_vector", 0, ""});
    rows.push_back({"dispatch_alone_" + name, "dispatch_alone_ring", 0, "aim: 8 ns"});
    rows.push_back(
        {"dispatch_alone_" + name, "dispatch_alone_mutex_vector", 0, "(peer in one batch)"});
  }
  return run_with_ratios(argc, argv, rows, "ns");
}
