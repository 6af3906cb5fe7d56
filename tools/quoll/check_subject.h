/// A middleware bridge under check, and the objects that checks make on it.
#pragma once

#include <bridge.h>
#include <mama/inbox.h>
#include <mama/mama.h>
#include <mama/publisher.h>
#include <mama/subscription.h>
#include <mama/transport.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "check.h"

namespace quoll::tool {

/// Throws unless `status` is OK: CheckSkipped for what the bridge says it has not, CheckFailed for
/// the rest.
void need(mama_status status, const std::string& what);

/// Loads and opens the bridge, and puts itself between libmama and the bridge where destructions
/// are reported: libmama shields applications from a bridge that reports twice, and so would hide
/// it. One in a process.
class CheckSubject {
 public:
  explicit CheckSubject(const CheckTarget& target);

  mamaBridge bridge() const { return bridge_; }
  mamaQueue queue() const;
  mamaTransport transport(const char* name = "check") const;

  /// How often the bridge has reported the end of a subscription, timer or inbox.
  static int reports_for(const void* object);
  /// From now on the first report of a subscription is not passed on: it stays alive above the
  /// bridge, and everything that still comes for it is seen.
  static void hold_subscription_reports();

 private:
  mamaBridge bridge_ = nullptr;
};

/// A subscription that keeps what it hears. Never destroyed by itself; what its callbacks touch
/// stays for good, as its end may be reported late and on another thread.
class CheckListener {
 public:
  CheckListener();
  mama_status create(mamaTransport transport, mamaQueue queue, const char* topic);
  mama_status create_wildcard(mamaTransport transport, mamaQueue queue, const char* source,
                              const char* symbol);
  mamaSubscription handle() const { return handle_; }
  subscriptionBridge bridge_handle() const;
  std::size_t count() const { return heard_.count.load(); }
  std::vector<std::uint64_t> numbers() const;
  bool heard_only_on(std::thread::id thread) const;
  int destroys() const { return heard_.destroys.load(); }
  void on_message(std::function<void(mamaMsg)> body) { heard_.on_message = std::move(body); }

 private:
  struct Heard {
    void take(mamaMsg message);

    std::function<void(mamaMsg)> on_message;
    std::mutex mutex;
    std::vector<std::uint64_t> numbers;
    std::vector<std::thread::id> threads;
    std::atomic<std::size_t> count{0};
    std::atomic<int> destroys{0};
  };

  mamaSubscription handle_ = nullptr;
  Heard& heard_ = *new Heard;
};

/// A publisher of numbered messages.
class CheckPublisher {
 public:
  CheckPublisher(mamaTransport transport, const char* symbol, const char* source = nullptr);
  void send(std::uint64_t number);
  mamaPublisher handle() const { return handle_; }

 private:
  mamaPublisher handle_ = nullptr;
  mamaMsg message_ = nullptr;
};

mamaMsg numbered_message(std::uint64_t number);
std::uint64_t number_of(mamaMsg message);

/// Dispatches until it is so; false after five seconds.
bool dispatch_until(mamaQueue queue, const std::function<bool()>& is_so);
/// Dispatches for a moment, in which nothing more should happen.
void dispatch_a_while(mamaQueue queue);

}  // namespace quoll::tool
