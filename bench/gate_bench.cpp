// The cost of standing in front of a callback: quoll::Gate beside what else could do it, and beside
// the floor of two uncontended atomic additions.

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "quoll/gate.h"
#include "quoll/handle_pool.h"
#include "quoll/mutex.h"

namespace {

// What a callback might do, so that nothing is optimised away.
void callback() { benchmark::ClobberMemory(); }

template <class AnyGate>
void enter_leave(benchmark::State& state) {
  static AnyGate gate;
  for (auto _ : state) {
    typename AnyGate::Frame frame(gate);
    if (frame) callback();
  }
}
void enter_leave_gate(benchmark::State& state) { enter_leave<quoll::Gate>(state); }
void enter_leave_light_gate(benchmark::State& state) { enter_leave<quoll::LightGate>(state); }

void enter_leave_nested(benchmark::State& state) {
  static quoll::Gate outer;
  static quoll::Gate inner;
  for (auto _ : state) {
    quoll::Gate::Frame outer_frame(outer);
    quoll::Gate::Frame inner_frame(inner);
    if (outer_frame && inner_frame) callback();
  }
}

void refused_by_closed_gate(benchmark::State& state) {
  static quoll::Gate gate;
  gate.close();
  for (auto _ : state) {
    quoll::Gate::Frame frame(gate);
    if (frame) callback();
  }
}

void floor_two_atomic_additions(benchmark::State& state) {
  static std::atomic<std::uint32_t> count;
  for (auto _ : state) {
    count.fetch_add(1, std::memory_order_acq_rel);
    callback();
    count.fetch_sub(1, std::memory_order_acq_rel);
  }
}

void peer_std_mutex(benchmark::State& state) {
  static std::mutex mutex;
  for (auto _ : state) {
    const std::lock_guard lock(mutex);
    callback();
  }
}

void peer_shared_mutex_reader(benchmark::State& state) {
  static std::shared_mutex mutex;
  for (auto _ : state) {
    const std::shared_lock lock(mutex);
    callback();
  }
}

void peer_shared_ptr_copy(benchmark::State& state) {
  static const auto object = std::make_shared<int>(1);
  for (auto _ : state) {
    const std::shared_ptr<int> copy = object;
    callback();
  }
}

void peer_weak_ptr_lock(benchmark::State& state) {
  static const auto object = std::make_shared<int>(1);
  static const std::weak_ptr<int> weak = object;
  for (auto _ : state) {
    if (const std::shared_ptr<int> copy = weak.lock()) callback();
  }
}

// A gate serves one object, so closing it is paid once per object.
void make_and_close(benchmark::State& state) {
  for (auto _ : state) {
    quoll::Gate gate;
    benchmark::DoNotOptimize(gate.close());
  }
}

void make_and_close_light_gate(benchmark::State& state) {
  for (auto _ : state) {
    quoll::LightGate gate;
    benchmark::DoNotOptimize(gate.close());
  }
}

void make_and_close_and_wait(benchmark::State& state) {
  for (auto _ : state) {
    quoll::Gate gate;
    benchmark::DoNotOptimize(gate.close_and_wait());
  }
}

void make_and_close_and_wait_inside(benchmark::State& state) {
  for (auto _ : state) {
    quoll::Gate gate;
    quoll::Gate::Frame frame(gate);
    benchmark::DoNotOptimize(gate.close_and_wait());
  }
}

// Another thread is inside and leaves when it sees that the gate is closed: one sleep, one wake-up.
void close_and_wait_for_another(benchmark::State& state) {
  std::atomic<quoll::Gate*> offered{nullptr};
  std::atomic<bool> end{false};
  std::thread other([&] {
    while (!end) {
      quoll::Gate* gate = offered.load();
      if (gate == nullptr) continue;
      quoll::Gate::Frame frame(*gate);
      offered = nullptr;
      while (!gate->closed()) {
      }
    }
  });
  for (auto _ : state) {
    quoll::Gate gate;
    offered = &gate;
    while (offered != nullptr) {
    }
    gate.close_and_wait();
  }
  end = true;
  other.join();
}

struct Object {
  explicit Object(int number) : value(number) {}
  int value;
  unsigned char more[92] = {};
};

void pool_create_destroy(benchmark::State& state) {
  static auto& pool = *new quoll::HandlePool<Object>;
  for (auto _ : state) {
    Object* object = pool.create(1);
    benchmark::DoNotOptimize(object);
    pool.destroy(object);
  }
}

void peer_new_delete(benchmark::State& state) {
  for (auto _ : state) {
    auto* object = new Object(1);
    benchmark::DoNotOptimize(object);
    delete object;
  }
}

// A number of objects is made, then all are destroyed: the slots are cold when they are reused.
template <class Create, class Destroy>
void create_many(benchmark::State& state, Create create, Destroy destroy) {
  const auto count = static_cast<std::size_t>(state.range(0));
  const auto objects = std::make_unique<Object*[]>(count);
  for (auto _ : state) {
    for (std::size_t i = 0; i < count; ++i) objects[i] = create();
    for (std::size_t i = 0; i < count; ++i) destroy(objects[i]);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void pool_create_destroy_many(benchmark::State& state) {
  static auto& pool = *new quoll::HandlePool<Object>;
  create_many(
      state, [] { return pool.create(1); }, [](Object* object) { pool.destroy(object); });
}

void peer_new_delete_many(benchmark::State& state) {
  create_many(
      state, [] { return new Object(1); }, [](Object* object) { delete object; });
}

BENCHMARK(enter_leave_gate)->ThreadRange(1, 4)->UseRealTime();
BENCHMARK(enter_leave_light_gate)->ThreadRange(1, 4)->UseRealTime();
BENCHMARK(floor_two_atomic_additions)->ThreadRange(1, 4)->UseRealTime();
BENCHMARK(peer_std_mutex)->ThreadRange(1, 4)->UseRealTime();
BENCHMARK(peer_shared_mutex_reader)->ThreadRange(1, 4)->UseRealTime();
BENCHMARK(peer_shared_ptr_copy)->ThreadRange(1, 4)->UseRealTime();
BENCHMARK(peer_weak_ptr_lock)->ThreadRange(1, 4)->UseRealTime();
BENCHMARK(enter_leave_nested);
BENCHMARK(refused_by_closed_gate);
BENCHMARK(make_and_close);
BENCHMARK(make_and_close_light_gate);
BENCHMARK(make_and_close_and_wait);
BENCHMARK(make_and_close_and_wait_inside);
BENCHMARK(close_and_wait_for_another)->UseRealTime();
BENCHMARK(pool_create_destroy);
BENCHMARK(peer_new_delete);
BENCHMARK(pool_create_destroy_many)->Arg(10'000)->Arg(1'000'000);
BENCHMARK(peer_new_delete_many)->Arg(10'000)->Arg(1'000'000);

}  // namespace

int main(int argc, char** argv) {
  // As long as a process has one thread only, the C library skips the atomic operations of mutexes
  // and shared pointers. No program that needs a gate is such a process.
  std::atomic<bool> end{false};
  std::thread second([&end] { end.wait(false); });

  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();

  end = true;
  end.notify_one();
  second.join();
  return 0;
}
