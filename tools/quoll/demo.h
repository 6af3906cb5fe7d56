/// The parts of `quoll demo`.
#pragma once

#include <mama/mama.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bars.h"
#include "commands.h"
#include "demo_subscriber.h"
#include "dispatched_queue.h"
#include "session.h"

namespace quoll::tool {

/// Timers that tick on the demo's queues while the messages run.
class DemoTimers {
 public:
  DemoTimers(unsigned count, const std::vector<std::unique_ptr<DispatchedQueue>>& queues);
  ~DemoTimers();
  DemoTimers(const DemoTimers&) = delete;
  DemoTimers& operator=(const DemoTimers&) = delete;

  std::uint64_t ticks() const { return ticks_.load(std::memory_order_relaxed); }

 private:
  std::vector<mamaTimer> timers_;
  std::atomic<std::uint64_t> ticks_{0};
};

/// The thread that publishes the bars, in turn, as market-data messages. Its end stops it.
class BarPublisher {
 public:
  BarPublisher(const Session& session, const std::vector<Bar>& bars, std::uint64_t count,
               double rate, const std::vector<std::unique_ptr<DispatchedQueue>>& queues);
  ~BarPublisher();
  BarPublisher(const BarPublisher&) = delete;
  BarPublisher& operator=(const BarPublisher&) = delete;

  std::uint64_t published() const { return published_.load(std::memory_order_acquire); }
  bool finished() const { return finished_.load(std::memory_order_acquire); }
  /// Stops after the message in progress and waits for the thread.
  void stop();
  /// What went wrong; empty when nothing did. Only once finished().
  const std::string& error() const { return error_; }

  static constexpr const char* kTopic = "sp500.daily";

 private:
  void run();
  void publish_all();
  void fill(mamaMsg message, const Bar& bar, std::uint64_t number) const;
  void pace(std::uint64_t number) const;
  void wait_for_room() const;

  const std::vector<Bar>& bars_;
  const std::uint64_t count_;
  const double rate_;
  const std::vector<std::unique_ptr<DispatchedQueue>>& queues_;
  std::int64_t started_ns_ = 0;
  mamaPublisher publisher_ = nullptr;
  std::atomic<std::uint64_t> published_{0};
  std::atomic<bool> finished_{false};
  std::atomic<bool> stopping_{false};
  std::string error_;
  std::thread thread_;
};

}  // namespace quoll::tool
