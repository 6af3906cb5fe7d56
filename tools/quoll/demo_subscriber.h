/// A subscriber of the demo that proves that nothing was lost, doubled or reordered.
#pragma once

#include <mama/mama.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "latency.h"

namespace quoll::tool {

/// Checks that the numbers 1, 2, 3, … come in this order and exactly once.
class SequenceCheck {
 public:
  explicit SequenceCheck(std::uint64_t expected) : seen_(expected + 1) {}

  void take(std::uint64_t number);

  std::uint64_t received() const { return received_.load(std::memory_order_relaxed); }
  std::uint64_t duplicated() const { return duplicated_.load(std::memory_order_relaxed); }
  std::uint64_t out_of_order() const { return out_of_order_.load(std::memory_order_relaxed); }
  /// Numbers that nobody sent.
  std::uint64_t foreign() const { return foreign_.load(std::memory_order_relaxed); }
  /// Of the first `published` numbers, those that did not come.
  std::uint64_t lost(std::uint64_t published) const {
    const std::uint64_t distinct = distinct_.load(std::memory_order_relaxed);
    return distinct >= published ? 0 : published - distinct;
  }

 private:
  std::vector<bool> seen_;
  std::uint64_t highest_ = 0;
  std::atomic<std::uint64_t> received_{0};
  std::atomic<std::uint64_t> distinct_{0};
  std::atomic<std::uint64_t> duplicated_{0};
  std::atomic<std::uint64_t> out_of_order_{0};
  std::atomic<std::uint64_t> foreign_{0};
};

/// One basic (or wildcard) subscription on a queue. Made and destroyed by the demo's main thread;
/// the callbacks run on the queue's dispatcher.
class DemoSubscriber {
 public:
  DemoSubscriber(std::string name, std::uint64_t expected)
      : name_(std::move(name)), check_(expected) {}
  ~DemoSubscriber();
  DemoSubscriber(const DemoSubscriber&) = delete;
  DemoSubscriber& operator=(const DemoSubscriber&) = delete;

  void subscribe(mamaTransport transport, mamaQueue queue, const char* topic);
  void subscribe_wildcard(mamaTransport transport, mamaQueue queue, const char* pattern);

  const std::string& name() const { return name_; }
  const SequenceCheck& check() const { return check_; }
  const LatencyHistogram& latency() const { return latency_; }
  std::uint64_t errors() const { return errors_.load(std::memory_order_relaxed); }

  /// Monotonic nanoseconds, what kSendTimeField carries.
  static std::int64_t now_ns();
  static constexpr const char* kSendTimeField = "QuollSendTimeNs";

 private:
  void on_message(mamaMsg message);
  void on_error() { errors_.fetch_add(1, std::memory_order_relaxed); }

  std::string name_;
  SequenceCheck check_;
  LatencyHistogram latency_;
  std::atomic<std::uint64_t> errors_{0};
  mamaSubscription subscription_ = nullptr;
};

}  // namespace quoll::tool
