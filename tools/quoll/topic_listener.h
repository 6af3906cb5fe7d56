/// A subscription that prints what it receives.
#pragma once

#include <mama/mama.h>

#include <atomic>
#include <cstdint>
#include <string>

#include "output.h"

namespace quoll::tool {

/// Subscribes to one topic, or to a pattern when it contains `*` or ends in `>`. Made and destroyed
/// by the main thread; prints on the queue's thread, so use one queue for all listeners of an
/// Output.
class TopicListener {
 public:
  /// Prints and counts until `limit` messages have come (0: no limit); `received` may be shared.
  TopicListener(mamaTransport transport, mamaQueue queue, std::string topic, Output& output,
                std::atomic<std::uint64_t>& received, std::uint64_t limit);
  ~TopicListener();
  TopicListener(const TopicListener&) = delete;
  TopicListener& operator=(const TopicListener&) = delete;

 private:
  void on_message(mamaMsg message, const char* topic);
  void on_error(mama_status status);
  void subscribe(mamaTransport transport, mamaQueue queue);
  void subscribe_pattern(mamaTransport transport, mamaQueue queue);

  const std::string topic_;
  Output& output_;
  std::atomic<std::uint64_t>& received_;
  const std::uint64_t limit_;
  mamaSubscription subscription_ = nullptr;
};

}  // namespace quoll::tool
