// Publish to onMsg in one process, 200 bytes, through the full C interface on the loopback bridge,
// beside raw ZeroMQ inproc sockets. Also: one publisher among up to 100,000 subscriptions on
// distinct topics, and fan-out. Times are nanoseconds for one published message, from the first
// send to the last reception.

#include <mama/mama.h>
#include <mama/publisher.h>
#include <mama/subscription.h>
#include <mama/transport.h>
#include <semaphore.h>
#include <zmq.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "ratio_report.h"

namespace {

using namespace quoll::bench;

constexpr std::int64_t kMessages = 300'000;
constexpr std::int64_t kMessageBytes = 200;
// A publisher does not run further ahead of the receivers than this; ZeroMQ's own limit is 1,000.
constexpr std::int64_t kWindow = 8192;
constexpr std::int64_t kWindowCheck = 64;

void check(bool ok, const char* what) {
  if (ok) return;
  std::fprintf(stderr, "pubsub_bench: %s failed\n", what);
  std::exit(1);
}
void check(mama_status status, const char* what) {
  if (status == MAMA_STATUS_OK) return;
  std::fprintf(stderr, "pubsub_bench: %s: %s\n", what, mamaStatus_stringForStatus(status));
  std::exit(1);
}

using Stopwatch = std::chrono::steady_clock;
double seconds_since(Stopwatch::time_point start) {
  return std::chrono::duration<double>(Stopwatch::now() - start).count();
}

/// Processor time that the calling thread has used.
double thread_seconds() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

/// What has come, counted on the receiving thread.
struct alignas(64) Arrivals {
  std::atomic<std::int64_t> count{0};
  std::int64_t expected = 0;
  sem_t done;

  void expect(std::int64_t messages) {
    count.store(0);
    expected = messages;
    sem_init(&done, 0, 0);
  }
  void add() {
    const std::int64_t now = count.load(std::memory_order_relaxed) + 1;
    count.store(now, std::memory_order_release);
    if (now == expected) sem_post(&done);
  }
  void wait() {
    while (sem_wait(&done) != 0) {
    }
  }
};

// ---- the loopback ------------------------------------------------------------------------------

class Mama {
 public:
  Mama() {
    check(mama_loadBridge(&bridge, "loopback"), "mama_loadBridge(loopback)");
    check(mama_open(), "mama_open");
    check(mamaTransport_allocate(&transport), "mamaTransport_allocate");
    check(mamaTransport_create(transport, "bench", bridge), "mamaTransport_create");
    check(mamaQueue_create(&queue, bridge), "mamaQueue_create");
    check(mamaDispatcher_create(&dispatcher, queue), "mamaDispatcher_create");
  }
  ~Mama() {
    mamaDispatcher_destroy(dispatcher);
    mamaQueue_destroy(queue);
    mamaTransport_destroy(transport);
    mama_close();
  }
  Mama(const Mama&) = delete;
  Mama& operator=(const Mama&) = delete;

  mamaBridge bridge = nullptr;
  mamaTransport transport = nullptr;
  mamaQueue queue = nullptr;
  mamaDispatcher dispatcher = nullptr;
};

/// Subscriptions that count into one place.
class Subscriptions {
 public:
  Subscriptions(const Mama& mama, Arrivals& arrivals) : mama_(mama), arrivals_(arrivals) {}
  ~Subscriptions() {
    for (mamaSubscription each : all_) {
      mamaSubscription_destroy(each);
      mamaSubscription_deallocate(each);
    }
  }
  Subscriptions(const Subscriptions&) = delete;
  Subscriptions& operator=(const Subscriptions&) = delete;

  void add(const std::string& topic) {
    mamaSubscription subscription = nullptr;
    check(mamaSubscription_allocate(&subscription), "mamaSubscription_allocate");
    mamaMsgCallbacks callbacks{};
    callbacks.onCreate = [](mamaSubscription, void*) {};
    callbacks.onDestroy = [](mamaSubscription, void*) {};
    callbacks.onMsg = [](mamaSubscription, mamaMsg message, void* closure, void*) {
      benchmark::DoNotOptimize(message);
      static_cast<Arrivals*>(closure)->add();
    };
    check(mamaSubscription_createBasic(subscription, mama_.transport, mama_.queue, &callbacks,
                                       topic.c_str(), &arrivals_),
          "mamaSubscription_createBasic");
    all_.push_back(subscription);
  }

 private:
  const Mama& mama_;
  Arrivals& arrivals_;
  std::vector<mamaSubscription> all_;
};

/// A message whose wire form has kMessageBytes.
mamaMsg make_message() {
  mamaMsg message = nullptr;
  check(mamaMsg_create(&message), "mamaMsg_create");
  check(mamaMsg_addU64(message, nullptr, 1, 1), "mamaMsg_addU64");
  mama_size_t size = 0;
  check(mamaMsg_getByteSize(message, &size), "mamaMsg_getByteSize");
  std::string filler;
  for (std::int64_t missing = kMessageBytes - static_cast<std::int64_t>(size); missing > 0;
       --missing) {
    filler.push_back('x');
    mama_size_t with = 0;
    check(mamaMsg_updateString(message, nullptr, 2, filler.c_str()), "mamaMsg_updateString");
    check(mamaMsg_getByteSize(message, &with), "mamaMsg_getByteSize");
    if (static_cast<std::int64_t>(with) >= kMessageBytes) break;
  }
  return message;
}

enum class Callbacks { kNone, kAll };

mamaPublisher make_publisher(const Mama& mama, const std::string& topic, Callbacks kind) {
  mamaPublisherCallbacks callbacks{};
  callbacks.onCreate = [](mamaPublisher, void*) {};
  callbacks.onError = [](mamaPublisher, mama_status, const char*, void*) {};
  callbacks.onSuccess = [](mamaPublisher, mama_status, const char*, void*) {};
  callbacks.onDestroy = [](mamaPublisher, void*) {};
  mamaPublisher publisher = nullptr;
  check(mamaPublisher_createWithCallbacks(&publisher, mama.transport, mama.queue, topic.c_str(),
                                          nullptr, nullptr,
                                          kind == Callbacks::kAll ? &callbacks : nullptr, nullptr),
        "mamaPublisher_createWithCallbacks");
  return publisher;
}

/// Sends kMessages on the topics in turn; each reaches `recipients` subscriptions.
void publish_all(benchmark::State& state, const Mama& mama, Arrivals& arrivals,
                 const std::vector<std::string>& topics, std::int64_t recipients,
                 Callbacks callbacks = Callbacks::kNone) {
  std::vector<mamaPublisher> publishers;
  for (const std::string& topic : topics) {
    publishers.push_back(make_publisher(mama, topic, callbacks));
  }
  mamaMsg const message = make_message();
  for (auto _ : state) {
    arrivals.expect(kMessages * recipients);
    const auto start = Stopwatch::now();
    std::size_t next = 0;
    for (std::int64_t sent = 0; sent < kMessages; ++sent) {
      if (sent % kWindowCheck == 0) {
        while (sent * recipients - arrivals.count.load(std::memory_order_acquire) > kWindow) {
          std::this_thread::yield();
        }
      }
      check(mamaPublisher_send(publishers[next], message), "mamaPublisher_send");
      if (++next == publishers.size()) next = 0;
    }
    arrivals.wait();
    state.SetIterationTime(seconds_since(start) / kMessages);
  }
  mamaMsg_destroy(message);
  for (mamaPublisher publisher : publishers) mamaPublisher_destroy(publisher);
}

void loopback(benchmark::State& state, const Mama& mama, Callbacks callbacks) {
  Arrivals arrivals;
  Subscriptions subscriptions(mama, arrivals);
  subscriptions.add("bench");
  publish_all(state, mama, arrivals, {"bench"}, 1, callbacks);
}

/// The sends alone, by the CPU time of the sending thread: nothing that a delivery costs hides what
/// callbacks of the publisher add.
void loopback_nobody(benchmark::State& state, const Mama& mama, Callbacks callbacks) {
  mamaPublisher const publisher = make_publisher(mama, "nobody", callbacks);
  mamaMsg const message = make_message();
  for (auto _ : state) {
    const double start = thread_seconds();
    for (std::int64_t sent = 0; sent < kMessages; ++sent) {
      check(mamaPublisher_send(publisher, message), "mamaPublisher_send");
    }
    state.SetIterationTime((thread_seconds() - start) / kMessages);
  }
  mamaMsg_destroy(message);
  mamaPublisher_destroy(publisher);
}

/// One topic is published on, the others only exist.
void loopback_among(benchmark::State& state, const Mama& mama) {
  Arrivals arrivals;
  Subscriptions subscriptions(mama, arrivals);
  for (std::int64_t i = 0; i < state.range(0); ++i) subscriptions.add("bench." + std::to_string(i));
  publish_all(state, mama, arrivals, {"bench." + std::to_string(state.range(0) / 2)}, 1);
}

/// Every topic is published on in turn: nothing of the last message of a topic is in a cache.
void loopback_all_topics(benchmark::State& state, const Mama& mama) {
  Arrivals arrivals;
  Subscriptions subscriptions(mama, arrivals);
  std::vector<std::string> topics;
  for (std::int64_t i = 0; i < state.range(0); ++i) topics.push_back("bench." + std::to_string(i));
  for (const std::string& topic : topics) subscriptions.add(topic);
  publish_all(state, mama, arrivals, topics, 1);
}

void loopback_fan_out(benchmark::State& state, const Mama& mama) {
  Arrivals arrivals;
  Subscriptions subscriptions(mama, arrivals);
  for (std::int64_t i = 0; i < state.range(0); ++i) subscriptions.add("bench");
  publish_all(state, mama, arrivals, {"bench"}, state.range(0));
}

// ---- ZeroMQ ------------------------------------------------------------------------------------

/// A pair of socket kinds over inproc with one sender and some receivers, which one thread serves.
class ZeroMq {
 public:
  ZeroMq(int sender_kind, int receiver_kind, std::int64_t receivers) : context_(zmq_ctx_new()) {
    sender_ = zmq_socket(context_, sender_kind);
    const int no_drop = 1;
    if (sender_kind == ZMQ_PUB) {
      check(zmq_setsockopt(sender_, ZMQ_XPUB_NODROP, &no_drop, sizeof no_drop) == 0, "XPUB_NODROP");
    }
    check(zmq_bind(sender_, "inproc://bench") == 0, "zmq_bind");
    for (std::int64_t i = 0; i < receivers; ++i) {
      void* const receiver = zmq_socket(context_, receiver_kind);
      if (receiver_kind == ZMQ_SUB) {
        check(zmq_setsockopt(receiver, ZMQ_SUBSCRIBE, "", 0) == 0, "ZMQ_SUBSCRIBE");
      }
      check(zmq_connect(receiver, "inproc://bench") == 0, "zmq_connect");
      receivers_.push_back(receiver);
    }
    if (receiver_kind == ZMQ_SUB) settle();
  }
  ~ZeroMq() {
    for (void* receiver : receivers_) zmq_close(receiver);
    zmq_close(sender_);
    zmq_ctx_term(context_);
  }
  ZeroMq(const ZeroMq&) = delete;
  ZeroMq& operator=(const ZeroMq&) = delete;

  void run(benchmark::State& state) {
    char buffer[kMessageBytes] = {};
    for (auto _ : state) {
      Arrivals arrivals;
      arrivals.expect(kMessages * static_cast<std::int64_t>(receivers_.size()));
      std::thread receiving([&] { receive_all(arrivals); });
      const auto start = Stopwatch::now();
      for (std::int64_t sent = 0; sent < kMessages; ++sent) {
        check(zmq_send(sender_, buffer, sizeof buffer, 0) == kMessageBytes, "zmq_send");
      }
      arrivals.wait();
      state.SetIterationTime(seconds_since(start) / kMessages);
      receiving.join();
    }
  }

 private:
  /// Until every receiver gets what is sent: subscriptions travel too.
  void settle() {
    for (void* receiver : receivers_) {
      char byte = 0;
      while (zmq_recv(receiver, &byte, 1, ZMQ_DONTWAIT) < 0) {
        zmq_send(sender_, "", 0, 0);
      }
    }
    for (void* receiver : receivers_) {
      char byte = 0;
      while (zmq_recv(receiver, &byte, 1, ZMQ_DONTWAIT) >= 0) {
      }
    }
  }

  void receive_all(Arrivals& arrivals) {
    char buffer[kMessageBytes];
    for (std::int64_t i = 0; i < kMessages; ++i) {
      for (void* receiver : receivers_) {
        check(zmq_recv(receiver, buffer, sizeof buffer, 0) == kMessageBytes, "zmq_recv");
        benchmark::DoNotOptimize(buffer[0]);
        arrivals.add();
      }
    }
  }

  void* const context_;
  void* sender_ = nullptr;
  std::vector<void*> receivers_;
};

void zeromq_push_pull(benchmark::State& state) { ZeroMq(ZMQ_PUSH, ZMQ_PULL, 1).run(state); }
void zeromq_fan_out(benchmark::State& state) {
  ZeroMq(ZMQ_PUB, ZMQ_SUB, state.range(0)).run(state);
}

benchmark::internal::Benchmark* timed(benchmark::internal::Benchmark* bench) {
  return bench->UseManualTime()->Iterations(1);
}

}  // namespace

int main(int argc, char** argv) {
  const Mama mama;
  using benchmark::RegisterBenchmark;
  timed(RegisterBenchmark("loopback",
                          [&](benchmark::State& s) { loopback(s, mama, Callbacks::kNone); }));
  timed(RegisterBenchmark("loopback_callbacks",
                          [&](benchmark::State& s) { loopback(s, mama, Callbacks::kAll); }));
  timed(RegisterBenchmark(
      "loopback_nobody", [&](benchmark::State& s) { loopback_nobody(s, mama, Callbacks::kNone); }));
  timed(RegisterBenchmark("loopback_nobody_callbacks",
                          [&](benchmark::State& s) { loopback_nobody(s, mama, Callbacks::kAll); }));
  timed(RegisterBenchmark("zeromq_push_pull", zeromq_push_pull));
  auto* among = timed(
      RegisterBenchmark("loopback_among", [&](benchmark::State& s) { loopback_among(s, mama); }));
  auto* all = timed(RegisterBenchmark("loopback_all_topics",
                                      [&](benchmark::State& s) { loopback_all_topics(s, mama); }));
  for (const std::int64_t topics : {1, 100, 10'000, 100'000}) {
    among->Arg(topics);
    all->Arg(topics);
  }
  auto* fan = timed(RegisterBenchmark("loopback_fan_out",
                                      [&](benchmark::State& s) { loopback_fan_out(s, mama); }));
  auto* peer_fan = timed(RegisterBenchmark("zeromq_pub_sub", zeromq_fan_out));
  for (const std::int64_t receivers : {1, 2, 4}) {
    fan->Arg(receivers);
    peer_fan->Arg(receivers);
  }

  std::vector<Row> rows{{"loopback", "zeromq_push_pull", 1.0, "200 bytes"},
                        {"loopback_callbacks", "loopback", 1.05, "a publisher with callbacks"},
                        {"loopback_nobody_callbacks", "loopback_nobody", 1.05, "the send alone"}};
  for (const char* receivers : {"/1", "/2", "/4"}) {
    rows.push_back({std::string("loopback_fan_out") + receivers,
                    std::string("zeromq_pub_sub") + receivers, 1.0, "recipients"});
  }
  for (const char* topics : {"/100", "/10000", "/100000"}) {
    rows.push_back(
        {std::string("loopback_among") + topics, "loopback_among/1", 0, "other topics: no cost"});
  }
  for (const char* topics : {"/100", "/10000", "/100000"}) {
    rows.push_back({std::string("loopback_all_topics") + topics, "loopback_all_topics/1", 0,
                    "all topics in turn: cache misses"});
  }
  return run_with_ratios(argc, argv, rows, "ns");
}
