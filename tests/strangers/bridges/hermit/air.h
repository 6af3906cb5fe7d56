// Where hermit's messages travel: subscriptions by topic, in one process.
#pragma once

#include <mama/integration/subscription.h>
#include <mama/integration/transport.h>

#include "hermit.h"

struct transportBridge_ {
  std::atomic<bool> gone{false};
};

namespace hermit {

enum class Match {
  kTopic,    // the text itself
  kPattern,  // `*` is one token, a last `>` is one or more
  kPrefix    // the text, or what begins with it and a dot
};

// "source.symbol" and the like: the parts that are there, joined by dots.
std::string joined(const char* root, const char* source, const char* symbol);

// The transport behind a mamaTransport; null when it has gone.
std::shared_ptr<transportBridge_> transport_of(mamaTransport transport, int index);

void publish(const std::string& topic, const std::shared_ptr<const Packet>& packet);

}  // namespace hermit

struct subscriptonBridge_ : std::enable_shared_from_this<subscriptonBridge_> {
  struct PerTopic {
    bool muted = false;
    bool has_closure = false;
    void* closure = nullptr;
  };

  bool matches(const std::string& topic) const;
  void deliver(mamaQueue on, const std::string& of_topic, const hermit::Packet& packet);
  // Whether its messages are heard, and the closure that goes with them.
  bool wants(const std::string& of_topic, void** topic_closure);

  std::shared_ptr<transportBridge_> transport;
  std::string topic;
  hermit::Match match = hermit::Match::kTopic;
  mamaQueue queue = nullptr;
  mamaSubscription parent = nullptr;
  void (*on_destroy)(mamaSubscription, void*) = nullptr;
  hermit::Sink sink = nullptr;  // of an inbox
  void* closure = nullptr;
  std::atomic<bool> muted{false};
  hermit::Lock lock;  // what follows
  void* default_closure = nullptr;
  std::map<std::string, PerTopic> per_topic;
};
