/// Queues to compare EventQueue with, all with the same few functions.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#if __has_include(<concurrentqueue/blockingconcurrentqueue.h>)
#include <concurrentqueue/blockingconcurrentqueue.h>
#define QUOLL_BENCH_MOODYCAMEL 1
#endif

namespace quoll::bench {

using Callback = void (*)(void* context, void* closure);
struct Event {
  Callback callback;
  void* closure;
};

/// What a programmer writes in ten minutes: a vector under a mutex that the consumer swaps out
/// whole.
class MutexVectorQueue {
 public:
  void post(Callback callback, void* closure) {
    bool wakes;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      events_.push_back({callback, closure});
      wakes = waiting_;
      waiting_ = false;
    }
    if (wakes) ready_.notify_one();
  }
  void start() {
    thread_ = std::thread([this] { run(); });
  }
  void stop() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stopped_ = true;
    }
    ready_.notify_one();
    thread_.join();
  }
  /// Runs what is there, on the calling thread.
  void drain() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      batch_.swap(events_);
    }
    for (const Event& event : batch_) event.callback(this, event.closure);
    batch_.clear();
  }

 private:
  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      while (events_.empty() && !stopped_) {
        waiting_ = true;
        ready_.wait(lock);
      }
      if (events_.empty()) return;
      batch_.swap(events_);
      lock.unlock();
      for (const Event& event : batch_) event.callback(this, event.closure);
      batch_.clear();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<Event> events_;
  std::vector<Event> batch_;
  bool waiting_ = false;
  bool stopped_ = false;
  std::thread thread_;
};

#ifdef QUOLL_BENCH_MOODYCAMEL
/// Keeps order per producer only, which is less than EventQueue promises.
class MoodycamelQueue {
 public:
  void post(Callback callback, void* closure) { events_.enqueue({callback, closure}); }
  void start() {
    thread_ = std::thread([this] {
      Event event;
      for (;;) {
        events_.wait_dequeue(event);
        if (event.callback == nullptr) return;
        event.callback(this, event.closure);
      }
    });
  }
  void stop() {
    post(nullptr, nullptr);
    thread_.join();
  }

 private:
  moodycamel::BlockingConcurrentQueue<Event> events_;
  std::thread thread_;
};
#endif

/// The floor: one thread stores events in a ring and takes them out again; no synchronisation.
class Ring {
 public:
  explicit Ring(std::size_t size) : events_(new Event[size]), mask_(size - 1) {}
  void post(Callback callback, void* closure) { events_[tail_++ & mask_] = {callback, closure}; }
  bool dispatch_one() {
    if (head_ == tail_) return false;
    const Event& event = events_[head_++ & mask_];
    event.callback(this, event.closure);
    return true;
  }

 private:
  std::unique_ptr<Event[]> events_;
  const std::size_t mask_;
  std::size_t head_ = 0;
  std::size_t tail_ = 0;
};

}  // namespace quoll::bench
