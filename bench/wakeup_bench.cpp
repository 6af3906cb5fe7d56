// How long a sleeping dispatcher takes from post() to the callback, beside a raw futex hand-over
// and a condition variable. Each sample waits until the consumer sleeps again. p50 and p99 in
// nanoseconds.

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "quoll/dispatcher.h"
#include "quoll/event_queue.h"
#include "ratio_report.h"

namespace {

using namespace quoll::bench;
using SteadyClock = std::chrono::steady_clock;

constexpr int kSamples = 1000;
// Longer than any of the contenders takes to go back to sleep.
constexpr std::chrono::microseconds kSettle{60};

/// One hand-over: the sender stamps, the receiver's thread measures and answers.
struct HandOver {
  SteadyClock::time_point sent;
  std::atomic<std::int64_t> latency_ns{-1};
  void receive() {
    latency_ns.store(std::chrono::nanoseconds(SteadyClock::now() - sent).count(),
                     std::memory_order_release);
  }
};

class QuollReceiver {
 public:
  explicit QuollReceiver(HandOver& hand_over) : hand_over_(hand_over) {}
  void send() {
    queue_.post([](void*, void* closure) { static_cast<HandOver*>(closure)->receive(); },
                &hand_over_);
  }

 private:
  HandOver& hand_over_;
  quoll::EventQueue queue_;
  std::unique_ptr<quoll::Dispatcher> dispatcher_ = quoll::Dispatcher::start(queue_, "bench");
};

class FutexReceiver {
 public:
  explicit FutexReceiver(HandOver& hand_over) : hand_over_(hand_over) {}
  ~FutexReceiver() {
    over_ = true;
    send();
    thread_.join();
  }
  void send() {
    word_.fetch_add(1);
    syscall(SYS_futex, &word_, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
  }

 private:
  void run() {
    for (std::uint32_t seen = 0;;) {
      while (word_.load() == seen) {
        syscall(SYS_futex, &word_, FUTEX_WAIT_PRIVATE, seen, nullptr, nullptr, 0);
      }
      seen = word_.load();
      if (over_) return;
      hand_over_.receive();
    }
  }

  HandOver& hand_over_;
  std::atomic<std::uint32_t> word_{0};
  std::atomic<bool> over_{false};
  std::thread thread_{[this] { run(); }};
};

class CondvarReceiver {
 public:
  explicit CondvarReceiver(HandOver& hand_over) : hand_over_(hand_over) {}
  ~CondvarReceiver() {
    over_ = true;
    send();
    thread_.join();
  }
  void send() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ready_ = true;
    }
    changed_.notify_one();
  }

 private:
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return ready_; });
      ready_ = false;
      lock.unlock();
      if (over_) return;
      hand_over_.receive();
    }
  }

  HandOver& hand_over_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ready_ = false;
  std::atomic<bool> over_{false};
  std::thread thread_{[this] { run(); }};
};

/// The mean of the benchmark is of no interest; its counters are the result.
template <class Receiver>
void wake_up(benchmark::State& state) {
  std::vector<std::int64_t> latencies;
  HandOver hand_over;
  Receiver receiver(hand_over);
  for (auto _ : state) {
    for (int i = 0; i < kSamples; ++i) {
      const auto settled = SteadyClock::now() + kSettle;
      while (SteadyClock::now() < settled) {
      }
      hand_over.latency_ns.store(-1);
      hand_over.sent = SteadyClock::now();
      receiver.send();
      std::int64_t latency;
      while ((latency = hand_over.latency_ns.load(std::memory_order_acquire)) < 0) {
      }
      latencies.push_back(latency);
    }
  }
  std::sort(latencies.begin(), latencies.end());
  state.counters["p50"] = static_cast<double>(latencies[latencies.size() / 2]);
  state.counters["p99"] = static_cast<double>(latencies[latencies.size() * 99 / 100]);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::RegisterBenchmark("wake_quoll", wake_up<QuollReceiver>)->Iterations(2);
  benchmark::RegisterBenchmark("wake_futex", wake_up<FutexReceiver>)->Iterations(2);
  benchmark::RegisterBenchmark("wake_condvar", wake_up<CondvarReceiver>)->Iterations(2);
  return run_with_ratios(argc, argv,
                         {{"wake_quoll:p50", "wake_futex:p50", 1.25, ""},
                          {"wake_quoll:p99", "wake_futex:p99", 1.1, ""},
                          {"wake_quoll:p50", "wake_condvar:p50", 0, ""},
                          {"wake_quoll:p99", "wake_condvar:p99", 0, ""}},
                         "ns");
}
